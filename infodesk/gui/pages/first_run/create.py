"""Creating a vault: its name, its place and its passphrase."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from infodesk.core.errors import UserError, VaultExists
from infodesk.core.progress import Job
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.doorstep import Doorstep
from infodesk.gui.pages.new_passphrase import NewPassphrase
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.pages.unlock import working_bar
from infodesk.gui.pages.vault_place import VaultPlace
from infodesk.gui.widgets import Card, PlainLabel, PrimaryButton, QuietButton
from infodesk.words import t

if TYPE_CHECKING:
    from infodesk.vault.folder import VaultFolder
    from infodesk.vault.keys import Keys


class CreatePage(CentredPage):
    """Sends `created` with folder, store and keys of a new vault; `left` to go back."""

    created = Signal(object, object, object)
    left = Signal()

    def __init__(self, step: Doorstep) -> None:
        super().__init__(step.theme, width=520, gap=12)
        self._step = step
        theme = step.theme
        self.place = VaultPlace(step)
        self.passphrase = NewPassphrase(theme)
        self.passphrase.chosen.connect(self.make)
        self.trouble = Trouble(theme)
        self.button = PrimaryButton(theme, t("Create the vault"), size="large")
        self.button.clicked.connect(self.make)
        self.bar = working_bar(t("Making the vault"))
        self.back = QuietButton(theme, t("Back"), icon="arrow-left")
        self.back.clicked.connect(self.left)
        self.column.addWidget(PlainLabel(theme, t("Your vault"), "title"))
        self.column.addWidget(PlainLabel(theme, self._sentence(), color="muted", wrap=True))
        self.column.addSpacing(theme.px(4))
        card = Card(theme, margin=20, gap=16)
        card.body.addWidget(self.place)
        card.body.addWidget(self.passphrase)
        self._card = card
        self.column.addWidget(card)
        for part in (self.trouble, self.button, self.bar):
            self.column.addWidget(part)
        line = QHBoxLayout()
        line.addWidget(self.back)
        line.addStretch(1)
        self.column.addLayout(line)

    def _sentence(self) -> str:
        return t(
            "A folder that holds everything you write, encrypted. Only the passphrase opens it; "
            "nobody can reset it for you, but a recovery code comes next."
        )

    def make(self) -> None:
        """Make keys on the worker and then the vault, unless something is wrong with the fields."""
        if not self.button.isEnabled():
            return
        folder = self.place.folder()
        if folder is None or not self.passphrase.check():
            return
        self._work(True)
        self._step.jobs.threaded(
            _make(folder, self.passphrase.text(), self._step),
            done=lambda keys: self._make_database(folder, keys),
            failed=self._refused,
        )

    def _make_database(self, folder: "VaultFolder", keys: "Keys") -> None:
        from infodesk.operations.vaults import make_vault

        try:
            store = make_vault(folder, keys)
        except UserError as error:
            self._refused(error)
            return
        self.passphrase.clear()
        self.created.emit(folder, store, keys)

    def _refused(self, error: UserError) -> None:
        self._work(False)
        if isinstance(error, VaultExists):
            self.place.folder()  # says so beside the name
            return
        self.trouble.say(error, [(t("Choose another place…"), self.place.change.click)])
        self.reveal(self.trouble)

    def _work(self, working: bool) -> None:
        for part in (self._card, self.button, self.back):
            part.setEnabled(not working)
        self.button.set_text(t("Making the vault…") if working else t("Create the vault"))
        self.bar.setVisible(working)
        if working:
            self.trouble.say("")

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the name."""
        super().showEvent(event)
        self.place.name.setFocus(Qt.FocusReason.TabFocusReason)
        self.place.name.selectAll()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave no passphrase readable behind."""
        super().hideEvent(event)
        self.passphrase.first.hide_again()
        self.passphrase.again.hide_again()


def _make(folder: "VaultFolder", passphrase: str, step: Doorstep) -> "Job[Keys]":
    # A generator: what it imports is loaded on the worker.
    from infodesk.operations import vaults

    return (yield from vaults.make_keys(folder, passphrase, step.kdf))
