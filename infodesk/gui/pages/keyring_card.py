"""The choice in Settings whether the system's keyring may open the vault."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from infodesk.core.errors import UserError, WrongPassphrase
from infodesk.gui.desk import Desk
from infodesk.gui.pages.passphrase import VaultDialog
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.widgets import Card, Field, PassphraseField, PlainLabel
from infodesk.operations import vaults
from infodesk.words import t

if TYPE_CHECKING:
    from infodesk.gui.jobs import JobRun


def honest_words() -> str:
    """Return what allowing it means, in a sentence."""
    return t(
        "Whoever uses your account on this computer can then open the vault with one click, "
        "without the passphrase."
    )


class KeyringCard(Card):
    """A box that is ticked once the passphrase was asked; says why where there is no keyring."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, margin=20, gap=8, parent=parent)
        theme = desk.theme
        self._desk = desk
        self._asked: JobRun | None = None
        self.box = QCheckBox(t("The keyring of my account opens this vault"))
        self.box.setAccessibleDescription(honest_words())
        self.box.setEnabled(False)
        self.box.clicked.connect(self._clicked)
        self.why_not = PlainLabel(theme, "", "small", "muted", wrap=True)
        self.why_not.hide()
        self.trouble = Trouble(theme)
        self.body.addWidget(PlainLabel(theme, t("Keyring of the system"), "section"))
        self.body.addWidget(self.box)
        self.body.addWidget(PlainLabel(theme, honest_words(), "small", "muted", wrap=True))
        self.body.addWidget(self.why_not)
        self.body.addWidget(self.trouble)
        self.show_state()

    def showEvent(self, event: QShowEvent) -> None:
        """Find out whether there is a keyring, once, on the worker: looking for one takes time."""
        super().showEvent(event)
        if self._asked is None:
            self._asked = self._desk.jobs.threaded(vaults.keyring_is_there(), done=self.found_out)

    def found_out(self, there: bool) -> None:
        """Offer the choice, or say why it is not there; what is allowed can always be ended."""
        self.box.setEnabled(there or self.box.isChecked())
        self.why_not.setVisible(not there)
        if not there:
            self.why_not.setText(
                t(
                    "No keyring answers on this system: neither a Secret Service, such as GNOME’s, "
                    "nor KWallet, nor the one of Windows or macOS. So this cannot be chosen here."
                )
            )

    def show_state(self) -> None:
        """Show whether the keyring opens the vault now."""
        self.box.setChecked(bool(self._slots()))

    def _slots(self) -> list[str]:
        known = self._desk.settings.now.keyring_slots
        try:
            return vaults.keyring_slots(self._desk.vault.folder, known) if known else []
        except UserError:
            return []

    def _clicked(self, wanted: bool) -> None:
        self.trouble.say("")
        if wanted:
            self.box.setChecked(False)  # until the keyring has the secret
            dialog = AllowKeyringDialog(self._desk, self.window())
            dialog.finished.connect(lambda _code: self.show_state())
            dialog.open()
            return
        vault, slots = self._desk.vault, self._slots()
        self._desk.jobs.threaded(
            vaults.forbid_keyring(vault.folder, vault.keys, slots),
            done=lambda _none: self._forbidden(slots),
            failed=self._refused,
        )

    def _forbidden(self, slots: list[str]) -> None:
        settings = self._desk.settings
        settings.change(
            keyring_slots=[each for each in settings.now.keyring_slots if each not in slots]
        )
        self.show_state()
        self._desk.notices.toast(t("Only the passphrase opens the vault now."), undo=False)

    def _refused(self, error: UserError) -> None:
        self.show_state()
        self.trouble.say(error)


class AllowKeyringDialog(VaultDialog):
    """Asks for the passphrase, then gives the keyring a secret that opens the vault."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        title = t("Let the keyring open the vault")
        super().__init__(desk, title, honest_words(), t("Allow it"), parent)
        theme = desk.theme
        self.passphrase = PassphraseField(theme, t("Passphrase"))
        self.field = Field(theme, t("Passphrase"), self.passphrase)
        self.passphrase.textEdited.connect(lambda _text: self.field.set_error(""))
        self.passphrase.returnPressed.connect(self.allow)
        self.button.clicked.connect(self.allow)
        self.body.addWidget(self.field)
        self.resize(self.width(), min(self.height(), theme.px(320)))
        self.passphrase.setFocus()

    def allow(self) -> None:
        """Check the passphrase and fill the slot, on the worker."""
        if not self.button.isEnabled():
            return
        if not self.passphrase.text():
            self.field.set_error(t("Type the passphrase that opens the vault now."))
            self.passphrase.setFocus()
            return
        self.work(True)
        vault = self.desk.vault
        self.desk.jobs.threaded(
            vaults.allow_keyring(vault.folder, vault.keys, self.passphrase.text()),
            title=t("Checking the passphrase"),
            done=self._allowed,
            failed=self._refused,
        )

    def _allowed(self, slot_id: str) -> None:
        self.passphrase.clear()
        if not slot_id:
            self.work(False)
            self.trouble.say(t("The keyring did not take the secret. Unlock it and try again."))
            return
        settings = self.desk.settings
        settings.change(keyring_slots=[*settings.now.keyring_slots, slot_id])
        self.desk.notices.toast(t("The keyring opens the vault from now on."), undo=False)
        self.accept()

    def _refused(self, error: UserError) -> None:
        self.work(False)
        if isinstance(error, WrongPassphrase):
            self.field.set_error(t("That is not the passphrase of this vault."))
            self.passphrase.setFocus()
            self.passphrase.selectAll()
        else:
            self.trouble.say(error)
