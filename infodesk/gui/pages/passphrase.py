"""Changing the passphrase, and seeing the recovery code again, in an open vault."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.errors import UserError, WrongPassphrase
from infodesk.core.progress import Job, Progress
from infodesk.gui.ask import Choice
from infodesk.gui.desk import Desk
from infodesk.gui.exporting import usual_paper
from infodesk.gui.pages.caps_lock import CapsLockWatch
from infodesk.gui.pages.first_run.kit import RecoveryKit
from infodesk.gui.pages.new_keys import why_words
from infodesk.gui.pages.new_passphrase import NewPassphrase
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.pages.unlock import working_bar
from infodesk.gui.widgets import Button, Field, PassphraseField, PlainLabel, PrimaryButton
from infodesk.gui.widgets.room import screen_room
from infodesk.operations.vaults import change_passphrase
from infodesk.words import t
from infodesk.words.errors import explain

if TYPE_CHECKING:
    from infodesk.vault.derivation import KdfProfile
    from infodesk.vault.folder import VaultFolder
    from infodesk.vault.keys import Keys


class VaultDialog(QDialog):
    """A sheet over the window about the vault's keys: title, sentence, body, and two buttons.

    What is in `body` is switched off while the worker derives; Esc closes it.
    """

    def __init__(
        self, desk: Desk, title: str, sentence: str, action: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(12))
        self._inside = QWidget()
        self._inside.setLayout(self.body)
        self.trouble = Trouble(theme)
        self.bar = working_bar(t("Checking the passphrase"))
        self.button = PrimaryButton(theme, action)
        self.cancel = Button(theme, t("Cancel"))
        self.cancel.clicked.connect(self.reject)
        inner = QWidget()
        column = QVBoxLayout(inner)
        margin = theme.px(24)
        column.setContentsMargins(margin, theme.px(20), margin, theme.px(8))
        column.setSpacing(theme.px(12))
        column.addWidget(PlainLabel(theme, title, "title", wrap=True))
        self.sentence = PlainLabel(theme, sentence, color="muted", wrap=True)
        for part in (self.sentence, self._inside, self.trouble, self.bar):
            column.addWidget(part)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(margin, theme.px(4), margin, theme.px(20))
        foot.setSpacing(theme.px(8))
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(_scrolled(inner), 1)
        whole.addLayout(foot)
        room = parent.size() if parent else screen_room()
        self.resize(
            min(theme.px(560), room.width() - 32), min(theme.px(560), max(400, room.height() - 32))
        )

    def work(self, working: bool) -> None:
        """Switch the fields off while the worker derives, or on again."""
        self._inside.setEnabled(not working)
        self.button.setEnabled(not working)
        self.bar.setVisible(working)
        if working:
            self.trouble.say("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; Enter belongs to the fields."""
        if event.key() == Qt.Key.Key_Escape:
            self.reject()


class ChangePassphraseDialog(VaultDialog):
    """The passphrase as it is, and the new one twice."""

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, kdf: "KdfProfile | None" = None
    ) -> None:
        sentence = t(
            "The new passphrase opens this vault from now on. Backups and copies made before "
            "still open with the old one; the recovery code stays the same."
        )
        action = t("Change the passphrase")
        super().__init__(desk, t("Change the passphrase"), sentence, action, parent)
        self._kdf = kdf
        self.old = PassphraseField(desk.theme, t("Passphrase now"))
        self.old_field = Field(desk.theme, t("Passphrase now"), self.old)
        self.new = NewPassphrase(desk.theme, label=t("New passphrase"))
        self.old.textEdited.connect(lambda _text: self.old_field.set_error(""))
        self.old.returnPressed.connect(self.new.first.setFocus)
        self.new.chosen.connect(self.change)
        self.button.clicked.connect(self.change)
        self.body.addWidget(self.old_field)
        self.body.addWidget(self.new)
        self.old.setFocus()

    def change(self) -> None:
        """Check the old passphrase and write the key files, on the worker."""
        if not self.button.isEnabled():
            return
        if not self.old.text():
            self.old_field.set_error(t("Type the passphrase that opens the vault now."))
            self.old.setFocus()
            return
        if not self.new.check():
            return
        self.work(True)
        vault = self.desk.vault
        self.desk.jobs.threaded(
            change_passphrase(
                vault.folder, vault.keys, self.old.text(), self.new.text(), self._kdf
            ),
            title=t("Changing the passphrase"),
            done=self._changed,
            failed=self._refused,
        )

    def _changed(self, _none: None) -> None:
        self.old.clear()
        self.new.clear()
        desk = self.desk
        desk.notices.toast(t("The passphrase is changed."), undo=False)
        self.accept()
        desk.ask.choose(
            t("The passphrase is changed"),
            t(
                "Backups and copies made before keep the old passphrase. {why} If somebody may "
                "have such a copy, give the vault new keys as well.",
                why=why_words(),
            ),
            [
                Choice(id="new-keys", text=t("New keys…")),
                Choice(id="", text=t("Not needed"), kind="primary"),
            ],
            lambda chosen: desk.commands.run(chosen) if chosen else None,
        )

    def _refused(self, error: UserError) -> None:
        self.work(False)
        if isinstance(error, WrongPassphrase):
            self.old_field.set_error(t("That is not the passphrase of this vault."))
            self.old.setFocus()
            self.old.selectAll()
        else:
            self.trouble.say(error)


class RecoveryKitDialog(VaultDialog):
    """Asks for the passphrase, then shows the recovery code."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = t("The code opens everything, so the passphrase is asked for first.")
        super().__init__(desk, t("Recovery code"), sentence, t("Show the code"), parent)
        theme = desk.theme
        self.passphrase = PassphraseField(theme, t("Passphrase"))
        self.field = Field(theme, t("Passphrase"), self.passphrase)
        self.passphrase.textEdited.connect(lambda _text: self.field.set_error(""))
        self.passphrase.returnPressed.connect(self.show_code)
        self.caps = PlainLabel(theme, t("Caps Lock is on."), "small", "warn")
        self.caps.hide()
        CapsLockWatch(self.passphrase).noticed.connect(self.caps.setVisible)
        self.button.clicked.connect(self.show_code)
        self.kit: RecoveryKit | None = None
        asking = QWidget()
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        column.addWidget(self.caps)
        column.addStretch(1)
        self._steps = QStackedWidget()
        self._steps.addWidget(asking)
        self.body.addWidget(self._steps)
        self.resize(self.width(), min(self.height(), theme.px(300)))
        self.passphrase.setFocus()

    def show_code(self) -> None:
        """Check the passphrase on the worker; the second press closes."""
        if self.kit is not None:
            self.accept()
            return
        if not self.button.isEnabled():
            return
        self.work(True)
        vault = self.desk.vault
        self.desk.jobs.threaded(
            _check(vault.folder, vault.keys, self.passphrase.text()),
            title=t("Checking the passphrase"),
            done=self._show,
            failed=self._refused,
        )

    def _show(self, _none: None) -> None:
        self.work(False)
        self.passphrase.clear()
        desk = self.desk
        self.kit = RecoveryKit(
            desk.theme, desk.jobs, desk.ask, vault=desk.vault.folder.name,
            code=desk.vault.keys.recovery_code(), language=desk.settings.now.language,
            paper=usual_paper(),
        )  # fmt: skip
        self.sentence.setText(
            t("Keep it on paper, away from this computer. It works whatever the passphrase is.")
        )
        self._steps.addWidget(self.kit)
        self._steps.setCurrentWidget(self.kit)
        parent = self.parentWidget()
        room = parent.height() if parent is not None else screen_room().height()
        self.resize(self.width(), min(desk.theme.px(480), room - 32))
        self.button.set_text(t("Done"))
        self.cancel.hide()
        self.kit.print.setFocus()

    def _refused(self, error: UserError) -> None:
        self.work(False)
        self.field.set_error(explain(error))
        self.passphrase.setFocus()
        self.passphrase.selectAll()

    def done(self, code: int) -> None:
        """Close, and take a copied code back."""
        if self.kit is not None:
            self.kit.close_up()
        super().done(code)


def _check(folder: "VaultFolder", keys: "Keys", passphrase: str) -> Job[None]:
    from infodesk.vault.folder import check_passphrase

    yield Progress(phase="deriving")
    check_passphrase(folder, keys, passphrase)


def _scrolled(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area
