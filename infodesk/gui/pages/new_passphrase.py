"""Choosing a passphrase: typed twice, its strength told at every key, five words suggested."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infodesk.gui.pages.caps_lock import CapsLockWatch
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Field, PassphraseField, PlainLabel, QuietButton, StrengthMeter
from infodesk.gui.widgets.fields import Strength
from infodesk.words import t
from infodesk.words.passphrases import strength_sentence

_BARS: dict[str, Strength] = {"very-weak": 1, "weak": 2, "good": 3, "strong": 4}


class NewPassphrase(QWidget):
    """Two fields, a meter and a suggestion.

    `check()` says whether the passphrase may be set, and shows what is wrong if not; a weak one is
    warned about once. `chosen` is sent when the person ends with Enter or takes a weak one anyway.
    """

    chosen = Signal()

    def __init__(self, theme: Theme, *, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = label or t("Passphrase")
        self._taken_weak = ""
        self.first = PassphraseField(theme, label)
        self.again = PassphraseField(theme, t("The same once more"))
        self.first_field = Field(theme, label, self.first)
        self.again_field = Field(theme, t("The same once more"), self.again)
        self.meter = StrengthMeter(theme)
        self.suggest = QuietButton(theme, t("Suggest five words"), icon="dice")
        self.suggest.clicked.connect(self._suggest)
        self.caps = PlainLabel(theme, t("Caps Lock is on."), "small", "warn")
        self.caps.hide()
        self.weak = Trouble(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        line = QHBoxLayout()
        line.addWidget(self.suggest)
        line.addStretch(1)
        column.addWidget(self.first_field)
        column.addWidget(self.meter)
        column.addLayout(line)
        for part in (self.again_field, self.caps, self.weak):
            column.addWidget(part)
        self._listen()

    def _listen(self) -> None:
        self.first.textChanged.connect(self._weigh)
        self.again.textChanged.connect(lambda _text: self.again_field.set_error(""))
        self.first.returnPressed.connect(lambda: self.again.setFocus(Qt.FocusReason.TabFocusReason))
        self.again.returnPressed.connect(self.chosen)
        caps = CapsLockWatch(self.first, self.again)
        caps.noticed.connect(self.caps.setVisible)
        self._weigh("")

    def text(self) -> str:
        """Return the passphrase."""
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        for field in (self.first, self.again):
            field.clear()
            field.hide_again()

    def check(self) -> bool:
        """Say whether the passphrase may be set; else say why not and put the focus there."""
        if not self.first.text():
            self.first_field.set_error(t("Choose a passphrase: several words are best."))
            self.first.setFocus()
            return False
        if self.first.text() != self.again.text():
            empty = not self.again.text()
            self.again_field.set_error(
                t("Type it once more, to be sure of every letter.")
                if empty
                else t("The two are different. Type it once more.")
            )
            self.again.setFocus()
            self.again.selectAll()
            return False
        return self._strong_enough()

    def _strong_enough(self) -> bool:
        from infodesk.vault.strength import strength

        typed = self.first.text()
        if strength(typed).enough or self._taken_weak == typed:
            return True
        self.weak.say(
            t(
                "This passphrase is weak: somebody who gets hold of your vault's file could guess "
                "it. A longer one protects far better; the choice is yours."
            ),
            [
                (t("Choose a better one"), self._better),
                (t("Use it anyway"), self._use_anyway),
            ],
        )
        return False

    def _better(self) -> None:
        self.weak.say("")
        self.first.setFocus()
        self.first.selectAll()

    def _use_anyway(self) -> None:
        self._taken_weak = self.first.text()
        self.weak.say("")
        self.chosen.emit()

    def _weigh(self, typed: str) -> None:
        from infodesk.vault.strength import strength

        self.first_field.set_error("")
        self.weak.say("")
        if not typed:
            words = t("Several words are stronger than one word with signs, and easier to keep.")
            self.meter.show_strength(0, words)
            return
        found = strength(typed)
        words = strength_sentence(found.level, found.bits, found.hints)
        self.meter.show_strength(_BARS[found.level], words)

    def _suggest(self) -> None:
        from infodesk.vault.passphrases import suggest

        words = suggest()
        self.first.setText(words)
        self.again.setText(words)
        self.first.reveal()
        self.first.setFocus()
        self.first.deselect()
