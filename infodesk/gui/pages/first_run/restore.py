"""Restoring a backup into a new vault."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from infodesk.core.errors import UserError, VaultExists
from infodesk.core.progress import Job, Progress
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.doorstep import Doorstep
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.pages.unlock import working_bar
from infodesk.gui.pages.vault_place import VaultPlace
from infodesk.gui.widgets import Card, PlainLabel, PrimaryButton, QuietButton
from infodesk.words import t

if TYPE_CHECKING:
    from infodesk.vault.folder import VaultFolder


class RestorePage(CentredPage):
    """Names the vault that a backup becomes; `restored` is sent with its folder."""

    restored = Signal(object)
    left = Signal()
    another_wanted = Signal()

    def __init__(self, step: Doorstep, backup: Path) -> None:
        super().__init__(step.theme, width=520, gap=12)
        self._step, self._backup = step, backup
        theme = step.theme
        sentence = t(
            "{name} becomes a new vault; nothing that is there is replaced. It opens with the "
            "passphrase it had when the backup was made.",
            name=backup.name,
        )
        self.place = VaultPlace(step, backup.stem)
        self.place.name.returnPressed.connect(self.restore)
        self.trouble = Trouble(theme)
        self.button = PrimaryButton(theme, t("Restore"), size="large")
        self.button.clicked.connect(self.restore)
        self.bar = working_bar(t("Restoring"))
        self.back = QuietButton(theme, t("Back"), icon="arrow-left")
        self.back.clicked.connect(self.left)
        self._card = Card(theme, margin=20, gap=16)
        self._card.body.addWidget(self.place)
        self.column.addWidget(PlainLabel(theme, t("Restore a backup"), "title"))
        self.column.addWidget(PlainLabel(theme, sentence, color="muted", wrap=True))
        for part in (self._card, self.trouble, self.button, self.bar):
            self.column.addWidget(part)
        line = QHBoxLayout()
        line.addWidget(self.back)
        line.addStretch(1)
        self.column.addLayout(line)

    def restore(self) -> None:
        """Unpack and check the backup on the worker."""
        folder = self.place.folder() if self.button.isEnabled() else None
        if folder is None:
            return
        self._work(True)
        self._step.jobs.threaded(
            _restore(self._backup, folder),
            done=lambda _none: self.restored.emit(folder.path),
            failed=self._refused,
        )

    def _refused(self, error: UserError) -> None:
        self._work(False)
        if isinstance(error, VaultExists):
            self.place.folder()
            return
        self.trouble.say(error, [(t("Choose another backup…"), self.another_wanted.emit)])

    def _work(self, working: bool) -> None:
        for part in (self._card, self.button, self.back):
            part.setEnabled(not working)
        self.bar.setVisible(working)
        if working:
            self.trouble.say("")

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the name."""
        super().showEvent(event)
        self.place.name.setFocus(Qt.FocusReason.TabFocusReason)


def _restore(backup: Path, folder: "VaultFolder") -> Job[None]:
    from infodesk.operations import vaults

    yield Progress(phase="restoring")
    vaults.restore(backup, folder)
