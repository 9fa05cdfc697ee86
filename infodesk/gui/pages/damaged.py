"""What can be done about a damaged vault: restore a backup, or save what can still be read."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from infodesk.core.backups import Backup
from infodesk.core.errors import UserError
from infodesk.core.progress import Job, Progress
from infodesk.core.salvage import Salvage
from infodesk.gui.jobs import JobRun
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.doorstep import VAULT_SUFFIX, Doorstep
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.pages.unlock import Tile
from infodesk.gui.widgets import (
    Button,
    Card,
    ElidedLabel,
    Hairline,
    PlainLabel,
    PrimaryButton,
    QuietButton,
)
from infodesk.words import salvage as words
from infodesk.words import t
from infodesk.words.backups import holdings_sentence
from infodesk.words.errors import explain
from infodesk.words.phases import progress_words

if TYPE_CHECKING:
    from infodesk.vault.keys import Keys


class DamagedPage(CentredPage):
    """Offers the newest backup with its date, and to save what can be read into a new vault.

    Without `keys` they are derived from `passphrase` first and sent as `keys_made`: whoever shows
    the page wipes them. `backup_wanted` is sent with a backup's path, `saved` with the folder of
    the vault that was made.
    """

    keys_made = Signal(object)
    backup_wanted = Signal(object)
    another_wanted = Signal()
    saved = Signal(object)
    left = Signal()

    def __init__(
        self,
        step: Doorstep,
        folder: Path,
        error: UserError,
        *,
        passphrase: str = "",
        keys: "Keys | None" = None,
    ) -> None:
        super().__init__(step.theme, width=560, gap=12)
        self._step, self._folder = step, folder
        self._passphrase, self._keys = passphrase, keys
        self._backup: Path | None = None
        self._run: JobRun | None = None
        self._target: Path | None = None
        self._build(error)
        if keys is not None:
            self._know(keys)
        else:
            step.jobs.threaded(
                _unlock(folder, passphrase), done=self._unlocked, failed=self.trouble.say
            )

    # Building

    def _build(self, error: UserError) -> None:
        theme, centre = self._step.theme, Qt.AlignmentFlag.AlignHCenter
        name = self._folder.name.removesuffix(VAULT_SUFFIX)
        self.title = ElidedLabel(theme, t("“{name}” is damaged", name=name), "title")
        self.title.setAlignment(centre)
        self.sentence = PlainLabel(theme, explain(error), color="muted", wrap=True)
        self.sentence.setAlignment(centre)
        self.trouble = Trouble(theme)
        self.column.addWidget(Tile(theme, "warning", "bad_soft", "bad"), 0, centre)
        self.column.addSpacing(theme.px(6))
        self.ways = self._two_ways()
        self.working = self._progress()
        self.report = Card(theme, margin=20, gap=8)
        self.report.hide()
        self.back = QuietButton(theme, t("Back"), icon="arrow-left")
        self.back.clicked.connect(self._go_back)
        for part in (self.title, self.sentence, self.trouble, self.ways, self.working, self.report):
            self.column.addWidget(part)
        line = QHBoxLayout()
        line.addWidget(self.back)
        line.addStretch(1)
        self.column.addLayout(line)

    def _two_ways(self) -> Card:
        theme = self._step.theme
        card = Card(theme, margin=20, gap=10)
        self.backup_words = PlainLabel(
            theme, t("Looking for the newest backup…"), color="muted", wrap=True
        )
        self.restore_button = PrimaryButton(theme, t("Restore this backup…"))
        self.restore_button.clicked.connect(lambda: self.backup_wanted.emit(self._backup))
        self.restore_button.hide()
        self.another = Button(theme, t("Choose a backup…"))
        self.another.clicked.connect(self.another_wanted)
        self.save_button = Button(theme, t("Save what can be read"))
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(self.save)
        save_words = t(
            "Every record that can still be read goes into a new vault beside this one, with a "
            "list of what is missing. The damaged vault stays as it is, so both can be done."
        )
        card.body.addWidget(PlainLabel(theme, t("The newest backup"), "section"))
        card.body.addWidget(self.backup_words)
        card.body.addLayout(_line(theme.px(8), self.restore_button, self.another))
        card.body.addSpacing(theme.px(4))
        card.body.addWidget(Hairline(theme))
        card.body.addSpacing(theme.px(4))
        card.body.addWidget(PlainLabel(theme, t("What is in the damaged file"), "section"))
        card.body.addWidget(PlainLabel(theme, save_words, color="muted", wrap=True))
        card.body.addLayout(_line(theme.px(8), self.save_button))
        return card

    def _progress(self) -> Card:
        theme = self._step.theme
        card = Card(theme, margin=20, gap=12)
        self.phase = PlainLabel(theme, "", "body", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(t("Saving what can be read"))
        self.stop = Button(theme, t("Cancel"))
        self.stop.clicked.connect(self._cancel)
        card.body.addWidget(self.phase)
        card.body.addWidget(self.bar)
        card.body.addLayout(_line(theme.px(8), self.stop))
        card.hide()
        return card

    # What is known

    def _unlocked(self, keys: "Keys") -> None:
        self._passphrase = ""
        self.keys_made.emit(keys)
        self._know(keys)

    def _know(self, keys: "Keys") -> None:
        """Show the newest backup of the vault that these keys open."""
        from infodesk.gui.backing_up import moment_nearby
        from infodesk.gui.desk import local_now

        self._keys = keys
        found = self._newest(keys)
        if found is None:
            self.backup_words.setText(
                t(
                    "There is none in the usual place. If you keep one elsewhere, on a stick or in "
                    "a cloud folder, choose it."
                )
            )
        else:
            backup, self._backup = found
            moment = moment_nearby(backup.made_at, local_now())
            holds = holdings_sentence(backup.holds) if backup.holds else ""
            self.backup_words.setText(
                t("Made {moment}: {holds}.", moment=moment, holds=holds)
                if holds
                else t("Made {moment}.", moment=moment)
            )
        self.restore_button.setVisible(found is not None)
        self.another.set_text(t("Another backup…") if found else t("Choose a backup…"))
        self.save_button.setEnabled(True)
        first = self.restore_button if found else self.save_button
        QTimer.singleShot(0, first, first.setFocus)

    def _newest(self, keys: "Keys") -> tuple[Backup, Path] | None:
        """Return the newest backup that was read back, or just the newest, and where it is."""
        from infodesk.operations.backups import last_verified, place_of, read_backups

        settings = self._step.settings
        place = place_of(settings.now.backup_place, settings.data_folder, keys)
        backups = read_backups(place, keys)
        backup = last_verified(backups) or next(iter(backups), None)
        return (backup, place / backup.name) if backup is not None else None

    # Saving

    def save(self) -> None:
        """Save on the worker what can be read."""
        if self._keys is None or self._run is not None:
            return
        self._target = words.free_folder(self._folder, VAULT_SUFFIX)
        self.trouble.say("")
        self._show_part(self.working)
        self.back.setEnabled(False)
        self._run = self._step.jobs.threaded(
            _salvage(self._folder, self._keys, self._target),
            title=t("Saving what can be read"),
            done=self._done,
            failed=self._refused,
        )
        self._run.progress.connect(self._tell)
        self._run.cancelled.connect(self._stopped)
        self.phase.setText(progress_words(Progress(phase="salvage-copying")))
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.stop.setFocus()

    def _tell(self, progress: Progress) -> None:
        self.phase.setText(progress_words(progress))
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def _cancel(self) -> None:
        if self._run is not None:
            self.stop.setEnabled(False)
            self._run.cancel()

    def _stopped(self) -> None:
        self._run = None
        self.back.setEnabled(True)
        self._show_part(self.ways)
        self.save_button.setFocus()

    def _refused(self, error: UserError) -> None:
        self._stopped()
        self.trouble.say(error)
        self.reveal(self.trouble)

    def _done(self, saved: Salvage) -> None:
        self._run = None
        self.back.setEnabled(True)
        theme, target = self._step.theme, self._target
        assert target is not None
        self.title.setText(words.headline(saved))
        name = target.name.removesuffix(VAULT_SUFFIX)
        self.sentence.setText(
            t("It lies in “{name}” beside the damaged vault, which is as it was.", name=name)
        )
        for line in words.lines(saved):
            self.report.body.addWidget(PlainLabel(theme, line, "body", wrap=True))
        self.report.body.addWidget(
            PlainLabel(theme, words.pages_line(saved), "small", "muted", wrap=True)
        )
        self.open_button = PrimaryButton(theme, t("Open what was saved"))
        self.open_button.clicked.connect(lambda: self.saved.emit(target))
        self.report.body.addSpacing(theme.px(8))
        self.report.body.addLayout(_line(theme.px(8), self.open_button))
        self._show_part(self.report)
        self.open_button.setFocus()

    def _show_part(self, shown: QWidget) -> None:
        for part in (self.ways, self.working, self.report):
            part.setVisible(part is shown)

    def _go_back(self) -> None:
        self.left.emit()


def _line(gap: int, *widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(gap)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line


def _unlock(folder: Path, passphrase: str) -> "Job[Keys]":
    # A generator: what it imports is loaded on the worker.
    from infodesk.operations.salvaging import unlock_damaged
    from infodesk.vault.folder import VaultFolder

    return (yield from unlock_damaged(VaultFolder(folder), passphrase))


def _salvage(folder: Path, keys: "Keys", target: Path) -> Job[Salvage]:
    from infodesk.operations.salvaging import salvage
    from infodesk.vault.folder import VaultFolder

    saved = yield from salvage(
        VaultFolder(folder), keys, VaultFolder(target), unnamed=words.unnamed()
    )
    return saved
