"""New keys for the open vault: the passphrase, the new recovery code kept, then all of it anew."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from infodesk.core.errors import UserError, WrongPassphrase
from infodesk.gui.backing_up import backup_place
from infodesk.gui.desk import Desk
from infodesk.gui.jobs import JobRun
from infodesk.gui.pages.caps_lock import CapsLockWatch
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.doorstep import SEEN_FOLDER, Doorstep
from infodesk.gui.pages.first_run.confirm import RecoveryCodePage
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.pages.unlock import working_bar
from infodesk.gui.pages.vault_place import place_words
from infodesk.gui.widgets import Button, Card, Field, PassphraseField, PlainLabel, PrimaryButton
from infodesk.gui.widgets.room import screen_room
from infodesk.operations import rotation
from infodesk.words import t

if TYPE_CHECKING:
    from infodesk.vault.derivation import KdfProfile


class NewKeysDialog(QDialog):
    """Leads through the rotation; until the last moment nothing of the vault has changed."""

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, kdf: "KdfProfile | None" = None
    ) -> None:
        super().__init__(parent)
        self.desk, self._kdf = desk, kdf
        self.new: rotation.NewKeys | None = None
        self._run: JobRun | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(t("New keys"))
        self.steps = QStackedWidget()
        self.steps.addWidget(self._asking())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.steps)
        px = desk.theme.px
        room = parent.size() if parent else screen_room()
        self.resize(min(px(640), room.width() - 32), min(px(640), max(400, room.height() - 32)))
        self.passphrase.setFocus()

    # Building

    def _asking(self) -> QWidget:
        theme = self.desk.theme
        page = CentredPage(theme, width=560, gap=12)
        self.passphrase = PassphraseField(theme, t("Passphrase"))
        self.field = Field(theme, t("Passphrase"), self.passphrase)
        self.passphrase.textEdited.connect(lambda _text: self.field.set_error(""))
        self.passphrase.returnPressed.connect(self.make_keys)
        caps = PlainLabel(theme, t("Caps Lock is on."), "small", "warn")
        caps.hide()
        CapsLockWatch(self.passphrase).noticed.connect(caps.setVisible)
        self.trouble = Trouble(theme)
        self.bar = working_bar(t("Checking the passphrase"))
        self.button = PrimaryButton(theme, t("Go on"))
        self.button.clicked.connect(self.make_keys)
        self.cancel = Button(theme, t("Cancel"))
        self.cancel.clicked.connect(self.reject)
        place = place_words(backup_place(self.desk.settings, self.desk.vault.keys))
        facts = Card(theme, margin=16, gap=8, ground="info_soft", outline=None)
        for words in (
            t(
                "The passphrase stays. The recovery code becomes another one: you keep the new "
                "one first, on paper."
            ),
            t(
                "Backups made until now stay in {place}. They open with the old recovery code "
                "and the passphrase of their time: keep the old sheet as long as you keep them.",
                place=place,
            ),
            t("At the end InfoDesk locks, and undo begins anew."),
            t("A keyring that opens the vault has to be allowed anew.")
            if self.desk.settings.now.keyring_slots
            else "",
        ):
            if not words:
                continue
            facts.body.addWidget(PlainLabel(theme, words, wrap=True))
        page.column.addWidget(PlainLabel(theme, t("New keys"), "title"))
        page.column.addWidget(PlainLabel(theme, why_words(), color="muted", wrap=True))
        for part in (facts, self.field, caps, self.trouble, self.bar):
            page.column.addWidget(part)
        page.column.addLayout(_foot(theme.px(8), self.cancel, self.button))
        return page

    def _working(self) -> QWidget:
        theme = self.desk.theme
        page = CentredPage(theme, width=560, gap=12)
        self.late_trouble = Trouble(theme)
        self.late_bar = working_bar(t("Encrypting everything anew"))
        self.late_cancel = Button(theme, t("Cancel"))
        self.late_cancel.clicked.connect(self.reject)
        sentence = t(
            "The vault is copied, encrypted under the new keys, read back and compared. Only then "
            "does it take the old one's place, and InfoDesk locks."
        )
        page.column.addWidget(PlainLabel(theme, t("Encrypting everything anew"), "title"))
        page.column.addWidget(PlainLabel(theme, sentence, color="muted", wrap=True))
        page.column.addWidget(self.late_bar)
        page.column.addWidget(self.late_trouble)
        page.column.addLayout(_foot(theme.px(8), self.late_cancel))
        return page

    # Step by step

    def make_keys(self) -> None:
        """Check the passphrase and make the new keys, on the worker."""
        if not self.button.isEnabled():
            return
        if not self.passphrase.text():
            self.field.set_error(t("Type the passphrase that opens the vault now."))
            self.passphrase.setFocus()
            return
        self._work(True)
        vault = self.desk.vault
        self._run = self.desk.jobs.threaded(
            rotation.make_new_keys(vault.folder, vault.keys, self.passphrase.text(), self._kdf),
            title=t("Making new keys"),
            done=self._show_code,
            failed=self._refused,
        )

    def _refused(self, error: UserError) -> None:
        self._work(False)
        if isinstance(error, WrongPassphrase):
            self.field.set_error(t("That is not the passphrase of this vault."))
            self.passphrase.setFocus()
            self.passphrase.selectAll()
        else:
            self.trouble.say(error)

    def _show_code(self, new: rotation.NewKeys) -> None:
        self._work(False)
        self.passphrase.clear()
        self.new = new
        desk = self.desk
        step = Doorstep(theme=desk.theme, settings=desk.settings, jobs=desk.jobs, ask=desk.ask)
        self.code = RecoveryCodePage(step, desk.vault.folder.name, new.keys.recovery_code())
        self.code.kept.connect(self._kept)
        self.steps.addWidget(self.code)
        self.steps.setCurrentWidget(self.code)

    def _kept(self) -> None:
        self.steps.addWidget(self._working())
        self.steps.setCurrentIndex(self.steps.count() - 1)
        flush = getattr(self.parentWidget(), "flush", None)
        if flush is not None and not flush():
            self._stop(t("Something you typed is not saved. Put it right first; nothing changed."))
            return
        self.late_bar.show()
        self.desk.protect(self._copy)

    def _copy(self) -> None:
        if self.new is None:
            return  # given up while the backup was made
        self._run = self.desk.jobs.sliced(
            rotation.copy_open_vault(self.desk.store),
            title=t("Making new keys"),
            done=self._encrypt,
            failed=self._stop,
        )

    def _encrypt(self, copy: rotation.NewDatabase) -> None:
        if self.new is None:
            copy.remove()
            return
        self._run = self.desk.jobs.threaded(
            rotation.encrypt_anew(copy, self.desk.vault.keys, self.new),
            title=t("Making new keys"),
            done=self._take,
            failed=self._stop,
        )
        self._run.cancelled.connect(lambda: copy.remove())

    def _take(self, database: rotation.NewDatabase) -> None:
        new, desk = self.new, self.desk
        if new is None:
            database.remove()
        elif desk.store.sequence != database.holds.sequence:
            database.remove()
            self._copy()  # something was written meanwhile
        else:
            self.new = None  # they are the vault's now, and wiped with it
            self.accept()
            desk.leave(partial(_take, desk, new, database))

    def _stop(self, why: UserError | str) -> None:
        self.late_bar.hide()
        self.late_trouble.say(why)
        self.late_cancel.set_text(t("Close"))

    def _work(self, working: bool) -> None:
        self.field.setEnabled(not working)
        self.button.setEnabled(not working)
        self.bar.setVisible(working)
        if working:
            self.trouble.say("")

    # Leaving

    def done(self, code: int) -> None:
        """Close; what was begun is given up, and keys that nobody took are wiped."""
        if self.new is not None:
            self.new.keys.wipe()
            self.new = None
        if self._run is not None and not self._run.over:
            self._run.cancel()
        page = getattr(self, "code", None)
        if page is not None:
            page.kit.close_up()
        super().done(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; Enter belongs to the fields."""
        if event.key() == Qt.Key.Key_Escape:
            self.reject()


def why_words() -> str:
    """Return what new keys are good for, in a sentence."""
    return t(
        "Whoever has an old copy of the vault and its passphrase of then, or saw the recovery "
        "code, could open today's vault as well. With new keys that ends; what such a copy holds "
        "stays readable to them."
    )


def _take(desk: Desk, new: rotation.NewKeys, database: rotation.NewDatabase) -> None:
    memory = desk.settings.data_folder / SEEN_FOLDER
    try:
        rotation.take_new_keys(
            desk.vault.folder, desk.vault.keys, new, database, desk.store, memory
        )
    finally:
        new.keys.wipe()


def _foot(gap: int, *buttons: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(gap)
    line.addStretch(1)
    for button in buttons:
        line.addWidget(button)
    return line
