"""The lock screen: which vault, its passphrase, and what is wrong if it does not open."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from infodesk.core.errors import UserError
from infodesk.core.progress import Job, Progress
from infodesk.gui.ask import Ask
from infodesk.gui.jobs import Jobs
from infodesk.gui.settings import Settings
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import PassphraseField, Picture, PlainLabel, PrimaryButton, QuietButton
from infodesk.words import t
from infodesk.words.errors import explain

if TYPE_CHECKING:  # loaded when there is something to unlock
    from infodesk.gui.desk import OpenVault
    from infodesk.store.store import Store
    from infodesk.vault.keys import Keys


class UnlockPage(QWidget):
    """Asks for the passphrase of the vault at `folder` and calls `opened` with the open vault."""

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        jobs: Jobs,
        ask: Ask,
        *,
        folder: Path | None,
        opened: "Callable[[Store, OpenVault], object]",
    ) -> None:
        super().__init__()
        self._settings, self._jobs, self._ask = settings, jobs, ask
        self._folder, self._opened = folder, opened
        self.title = PlainLabel(theme, "", "title")
        self.passphrase = PassphraseField(theme, t("Passphrase"))
        self.passphrase.returnPressed.connect(self.unlock)
        self.button = PrimaryButton(theme, t("Unlock"), size="large")
        self.button.clicked.connect(self.unlock)
        self.wrong = PlainLabel(theme, "", "body", "bad", wrap=True)
        self.other = QuietButton(theme, t("Another vault"))
        self.other.clicked.connect(self.choose)
        column = QVBoxLayout()
        column.setSpacing(theme.px(12))
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(Picture(theme, "lock", "accent", size=40), 0, centre)
        column.addWidget(self.title, 0, centre)
        for part in (self.passphrase, self.button, self.wrong):
            column.addWidget(part)
        column.addWidget(self.other, 0, centre)
        middle = QWidget()
        middle.setLayout(column)
        middle.setFixedWidth(theme.px(400))
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addWidget(middle, 0, centre)
        whole.addStretch(3)
        self._show_folder()

    def unlock(self) -> None:
        """Derive the keys on the worker and open the vault."""
        if self._folder is None:
            self.choose()
            return
        self.setEnabled(False)
        self._jobs.threaded(
            _derive(self._folder, self.passphrase.text()), done=self._open, failed=self._refused
        )

    def choose(self) -> None:
        """Let the person choose a vault's folder."""
        self._ask.folder(t("Choose a vault"), self._chosen)

    def _chosen(self, folder: Path) -> None:
        self._folder = folder
        self._show_folder()

    def _show_folder(self) -> None:
        folder = self._folder
        self.title.setText(folder.stem if folder else t("Choose a vault"))
        self.wrong.setText("")
        self.passphrase.setFocus()

    def _open(self, keys: "Keys") -> None:
        from infodesk.gui.desk import OpenVault
        from infodesk.store.store import Store
        from infodesk.vault.folder import VaultFolder

        assert self._folder is not None
        folder = VaultFolder(self._folder)
        try:
            store = Store.open(folder.database, keys.database(), keys.vault_id)
        except UserError as error:
            keys.wipe()
            self._refused(error)
            return
        self.passphrase.clear()
        self._opened(store, OpenVault(folder=folder, keys=keys))

    def _refused(self, error: UserError) -> None:
        self.setEnabled(True)
        self.wrong.setText(explain(error))
        self.passphrase.selectAll()
        self.passphrase.setFocus()


def _derive(folder: Path, passphrase: str) -> "Job[Keys]":
    from infodesk.vault.folder import VaultFolder, unlock

    yield Progress(phase="deriving")
    return unlock(VaultFolder(folder), passphrase)
