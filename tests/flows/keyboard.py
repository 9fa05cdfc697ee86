"""A hand that only has a keyboard: key events, and Tab instead of a mouse."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from infodesk.gui.playing.hand import Hand, Lost, name_of

MOST_TABS = 120


class Keyboard(Hand):
    """Sends keys through Qt's shortcuts; reaches by Tab what a mouse would click."""

    def press(self, keys):
        combination = QKeySequence(keys)[0]
        self._send(combination.key(), combination.keyboardModifiers())

    def write(self, text):
        for letter in text:
            if letter == "\n":
                self._send(Qt.Key.Key_Return)
            else:
                self._send(_key(letter), _shift(letter), letter)

    def click_on(self, name, kind=QWidget):
        """Go on by Tab until what is called `name` has the focus; press it if it is a button."""
        self.find(kind, name)
        for _ in range(MOST_TABS):
            focused = self.app.focusWidget()
            if isinstance(focused, kind) and name_of(focused) == name:
                break
            self.press("Tab")
        else:
            on = focused and f"{type(focused).__name__} {name_of(focused)} in {focused.window()}"
            raise Lost(
                f"“{name}” cannot be reached by Tab; the focus is on {on}, top is {self.top()}"
            )
        if isinstance(focused, QAbstractButton):
            self.press("Space")

    def click(self, widget, at=None):
        raise AssertionError("there is no mouse")

    def _send(self, key, modifiers=Qt.KeyboardModifier.NoModifier, text=""):
        # A key may close the window it is pressed in: who hears of its release is asked anew.
        for action in (QTest.KeyAction.Press, QTest.KeyAction.Release):
            try:
                target = self.target()
            except Lost:
                break  # Ctrl+L leaves no window at all
            QTest.sendKeyEvent(action, target, key, text, modifiers)
        self.settle()


def _key(letter):
    code = ord(letter.upper())
    return Qt.Key(code) if code < 128 else Qt.Key.Key_unknown


def _shift(letter):
    shift = Qt.KeyboardModifier.ShiftModifier
    return shift if letter.isupper() else Qt.KeyboardModifier.NoModifier
