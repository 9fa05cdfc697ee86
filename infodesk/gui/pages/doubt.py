"""The page for a vault that is older than last seen, or another one: what is known, and choices."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from infodesk.core.backups import Backup
from infodesk.core.errors import UserError
from infodesk.core.freshness import Sighting, Standing
from infodesk.core.progress import Job
from infodesk.gui.backing_up import backup_place, moment_nearby
from infodesk.gui.desk import local_now
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.doorstep import VAULT_SUFFIX, Doorstep
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.pages.unlock import Tile, working_bar
from infodesk.gui.widgets import Button, Card, ElidedLabel, PlainLabel, PrimaryButton, QuietButton
from infodesk.operations import freshness
from infodesk.operations.backups import last_verified, read_backups
from infodesk.words import t
from infodesk.words.backups import holdings_sentence
from infodesk.words.freshness import doubt_sentence, doubt_title, last_seen_sentence

if TYPE_CHECKING:
    from infodesk.vault.keys import Keys


class DoubtPage(CentredPage):
    """Says what is wrong with a vault that was unlocked and is not open yet.

    `accepted` is sent with what was found of it when the person opens it all the same.
    """

    accepted = Signal(object)
    restore_wanted = Signal(object)
    another_wanted = Signal()
    left = Signal()

    def __init__(self, step: Doorstep, folder: Path, keys: "Keys", sighting: Sighting) -> None:
        super().__init__(step.theme, width=560, gap=12)
        self._step, self._folder, self._keys, self.sighting = step, folder, keys, sighting
        theme, now = step.theme, local_now()
        name = folder.name.removesuffix(VAULT_SUFFIX)
        self.sentence = PlainLabel(theme, doubt_sentence(sighting), wrap=True)
        self.trouble = Trouble(theme)
        self.bar = working_bar(t("Comparing the files"))
        self.backup = self._newest_backup()
        card = Card(theme, margin=20, gap=10)
        card.body.addWidget(ElidedLabel(theme, name, "strong"))
        card.body.addWidget(self.sentence)
        seen = last_seen_sentence(sighting, now)
        if seen:
            card.body.addWidget(PlainLabel(theme, seen, "small", "muted", wrap=True))
        if self.backup is not None:
            card.body.addWidget(
                PlainLabel(theme, self._backup_words(), "small", "muted", wrap=True)
            )
        words = t("Restore this backup…") if self.backup else t("Restore a backup…")
        self.restore = PrimaryButton(theme, words, size="large")
        self.restore.clicked.connect(lambda: self.restore_wanted.emit(self._backup_path()))
        self.accept = Button(theme, t("Open it all the same"), size="large")
        self.accept.clicked.connect(self.open)
        self.other = QuietButton(theme, t("Choose another vault…"))
        self.other.clicked.connect(self.another_wanted)
        self.back = QuietButton(theme, t("Back to the passphrase"), icon="arrow-left")
        self.back.clicked.connect(self.left)
        self.column.addWidget(Tile(theme, "warning", "warn_soft", "warn"))
        self.column.addWidget(PlainLabel(theme, doubt_title(sighting), "title", wrap=True))
        for part in (card, self.trouble, self.restore, self.accept, self.bar):
            self.column.addWidget(part)
        hint = t("Nothing is overwritten: a backup becomes a vault beside this one.")
        if sighting.standing is Standing.MIXED:
            hint = t(
                "Opened all the same, the files are first copied as they are into a folder "
                "beside; then InfoDesk finds out which of them are whole."
            )
        self.column.addWidget(PlainLabel(theme, hint, "small", "muted", wrap=True))
        line = QHBoxLayout()
        line.addWidget(self.back)
        line.addStretch(1)
        line.addWidget(self.other)
        self.column.addLayout(line)

    def _newest_backup(self) -> Backup | None:
        place = backup_place(self._step.settings, self._keys)
        return last_verified(read_backups(place, self._keys))

    def _backup_path(self) -> Path | None:
        if self.backup is None:
            return None
        return backup_place(self._step.settings, self._keys) / self.backup.name

    def _backup_words(self) -> str:
        assert self.backup is not None
        assert self.backup.holds is not None
        moment = moment_nearby(self.backup.made_at, local_now())
        holds = holdings_sentence(self.backup.holds)
        if self.sighting.sequence is None or self.backup.holds.sequence > self.sighting.sequence:
            return t("The newest backup is of {moment}: {holds}.", moment=moment, holds=holds)
        return t(
            "The newest backup is of {moment} and not newer than this file: {holds}.",
            moment=moment,
            holds=holds,
        )

    def open(self) -> None:
        """Open the vault; where files do not fit together, find out first which are whole."""
        if self.sighting.standing is not Standing.MIXED:
            self.accepted.emit(self.sighting)
            return
        self._work(True)
        self._step.jobs.threaded(
            _sort_out(self._folder, self._keys, self._step),
            done=self.accepted.emit,
            failed=self._refused,
        )

    def _refused(self, error: UserError) -> None:
        self._work(False)
        self.trouble.say(error)

    def _work(self, working: bool) -> None:
        for button in (self.restore, self.accept, self.other, self.back):
            button.setEnabled(not working)
        self.bar.setVisible(working)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus on the safe choice."""
        super().showEvent(event)
        self.restore.setFocus(Qt.FocusReason.OtherFocusReason)


def _sort_out(folder: Path, keys: "Keys", step: Doorstep) -> Job[Sighting]:
    from infodesk.vault.folder import VaultFolder

    vault = VaultFolder(folder)
    yield from freshness.sort_out_journal(vault, keys, local_now())
    return freshness.look(vault, keys, step.memory)
