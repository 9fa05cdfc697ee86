"""Restoring a backup out of the open vault: what it holds, how it differs, and where it goes."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from infodesk.core.backups import Backup, Holdings
from infodesk.gui.backing_up import moment_nearby
from infodesk.gui.desk import Desk
from infodesk.gui.pages.doorstep import Doorstep
from infodesk.gui.pages.first_run.restore import RestorePage
from infodesk.gui.widgets import Card, PlainLabel
from infodesk.gui.widgets.room import screen_room
from infodesk.store import copying
from infodesk.words import t, tn
from infodesk.words.backups import holdings_sentence


class RestoreDialog(QDialog):
    """Makes a new vault of a backup; the open one stays as it is."""

    def __init__(self, desk: Desk, path: Path, backup: Backup, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(t("Restore a backup"))
        step = Doorstep(theme=theme, settings=desk.settings, jobs=desk.jobs, ask=desk.ask)
        self.page = RestorePage(step, path)
        self.page.back.setText(t("Cancel"))
        self.page.left.connect(self.reject)
        self.page.another_wanted.connect(self.reject)
        self.page.restored.connect(self._restored)
        preview = Card(theme, margin=16, gap=4, ground="sunken", outline=None)
        moment = moment_nearby(backup.made_at, desk.clock())
        preview.body.addWidget(PlainLabel(theme, t("Backup of {moment}", moment=moment), "strong"))
        now = copying.holdings(desk.store.db)
        for sentence in preview_sentences(backup.holds, now):
            preview.body.addWidget(PlainLabel(theme, sentence, "body", "muted", wrap=True))
        self.page.column.insertWidget(2, preview)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)
        room = parent.size() if parent else screen_room()
        self.resize(min(theme.px(600), room.width() - 32), min(theme.px(600), room.height() - 32))

    def _restored(self, folder: Path) -> None:
        self.accept()
        self._desk.notices.toast(
            t(
                "Restored as {name}. Lock this vault and choose it on the lock screen.",
                name=folder.stem,
            ),
            undo=False,
        )


def preview_sentences(then: Holdings | None, now: Holdings) -> list[str]:
    """Return what a backup holds and how the vault has changed since."""
    if then is None:
        return [t("It was not looked into yet. Rehearse it to see what it holds.")]
    sentences = [t("It holds {holds}.", holds=holdings_sentence(then))]
    sentences.append(t("The open vault holds {holds}.", holds=holdings_sentence(now)))
    since = now.sequence - then.sequence
    if since > 0:
        sentences.append(
            tn(
                "{count:,} change was saved since, which the backup does not have.",
                "{count:,} changes were saved since, which the backup does not have.",
                since,
            )
        )
    elif since < 0:
        sentences.append(t("It is newer than the open vault."))
    return sentences
