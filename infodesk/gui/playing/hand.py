"""A hand at the keyboard and mouse: finds what is on the screen by its name, presses, types, waits.

Only what ships with the program is used, so it works in the bundle, where QtTest is not.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QPoint,
    QPointF,
    QRect,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QTabBar, QWidget

Found = TypeVar("Found")
AnyWidget = TypeVar("AnyWidget", bound=QWidget)

PATIENCE_SECONDS = 60.0
_NO_KEYS = Qt.KeyboardModifier.NoModifier


class Lost(Exception):
    """Something that should be on the screen is not, or does not come; the text says what."""


class Hand:
    """Works the windows of `app`. Whatever it waits for in vain is Lost."""

    def __init__(self, app: QApplication, patience: float = PATIENCE_SECONDS) -> None:
        self.app = app
        self.patience = patience

    # Waiting

    def settle(self) -> None:
        """Let everything happen that is already on its way."""
        for _ in range(3):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QCoreApplication.processEvents()
            self._activate()

    def _activate(self) -> None:
        # Off-screen nobody gives the keys to a dialog that opens, or back to who is behind it.
        if self.app.activePopupWidget() is None:
            modal, active = self.app.activeModalWidget(), self.app.activeWindow()
            for window in [modal] if modal else self._windows()[-1:]:
                if active is None or (modal is not None and active is not modal):
                    window.activateWindow()

    def _windows(self) -> list[QWidget]:
        return [one for one in self.app.topLevelWidgets() if one.isVisible() and one.isWindow()]

    def wait(self, until: Callable[[], Found], what: str) -> Found:
        """Let the window live until `until()` is something, and return it."""
        end = monotonic() + self.patience
        ticking = QTimer()
        ticking.start(4)  # wakes the loop below where nothing else does
        while not (found := until()):
            if monotonic() > end:
                raise Lost(f"waited in vain for {what}; on the screen: {self.screen()}")
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self.settle()
        return found

    # Looking

    def top(self) -> QWidget:
        """Return the window, dialog or menu that takes the keys just now."""
        app = self.app
        found = app.activePopupWidget() or app.activeModalWidget() or app.activeWindow()
        if found is not None:
            return found
        windows = self._windows()
        if not windows:
            raise Lost("no window is open")
        return windows[-1]

    def all(self, kind: type[AnyWidget], name: str = "") -> Iterator[AnyWidget]:
        """Go through what is visible in the top window, of a kind and with a name if given."""
        top = self.top()
        for one in [top, *top.findChildren(QWidget)]:
            if isinstance(one, kind) and one.isVisible() and (not name or name_of(one) == name):
                yield one

    def find(self, kind: type[AnyWidget], name: str = "") -> AnyWidget:
        """Wait for a widget of a kind and with a name to be visible and enabled; return it."""

        def look() -> AnyWidget | None:
            return next((one for one in self.all(kind, name) if one.isEnabled()), None)

        return self.wait(look, f"{kind.__name__} “{name}”")  # type: ignore[return-value]

    def says(self, words: str) -> bool:
        """Tell whether a label on the screen holds `words`."""
        return any(words in one.text() for one in self.all(QLabel))

    def screen(self) -> str:
        """Return the names of what can be pressed or typed into, for a report."""
        try:
            names = [
                name_of(one)
                for one in self.all(QWidget)
                if one.focusPolicy() != Qt.FocusPolicy.NoFocus
            ]
        except Lost:
            return "nothing"
        return ", ".join(dict.fromkeys(name for name in names if name)) or "nothing"

    # Keys

    def press(self, keys: str) -> None:
        """Press keys as Qt writes them ("Ctrl+N"): a shortcut of the window, else a key."""
        combination = QKeySequence(keys)[0]  # type: ignore[index]
        key, modifiers = combination.key(), combination.keyboardModifiers()
        target = self.target()
        if not self._overrides(target, key, modifiers) and self._shortcut(keys):
            self.settle()
            return
        self._key(target, key, modifiers)

    def write(self, text: str) -> None:
        """Type letters, line breaks and all, where the focus is."""
        for letter in text:
            if letter == "\n":
                self._key(self.target(), Qt.Key.Key_Return, _NO_KEYS)
            else:
                self._key(self.target(), Qt.Key.Key_unknown, _NO_KEYS, letter)

    def target(self) -> QWidget:
        """Return who gets the next key."""
        popup = self.app.activePopupWidget()
        return popup or self.app.focusWidget() or self.top()

    def _key(
        self,
        target: QWidget,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier,
        text: str = "",
    ) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, text))
        self.settle()

    def _overrides(self, target: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        asking = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
        asking.ignore()
        QCoreApplication.sendEvent(target, asking)
        return asking.isAccepted()

    def _shortcut(self, keys: str) -> bool:
        wanted = QKeySequence(keys)
        for action in self.top().window().actions():
            if action.isEnabled() and wanted in action.shortcuts():
                action.trigger()
                return True
        return False

    # Mouse

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Press and release the left button in the middle of `widget`, or `at` a point of it."""
        place = QPointF(at if at is not None else widget.rect().center())
        button, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        if widget.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            widget.setFocus(Qt.FocusReason.MouseFocusReason)
        for kind, held in (
            (QEvent.Type.MouseButtonPress, button),
            (QEvent.Type.MouseButtonRelease, none),
        ):
            everywhere = QPointF(widget.mapToGlobal(place))
            event = QMouseEvent(kind, place, everywhere, button, held, _NO_KEYS)
            QCoreApplication.sendEvent(widget, event)
        self.settle()

    def click_on(self, name: str, kind: type[QWidget] = QWidget) -> None:
        """Click what has a name and takes the focus: a button, a chip, a field."""

        def look() -> QWidget | None:
            return next((one for one in self.all(kind, name) if can_be_pressed(one)), None)

        found = self.wait(look, f"something to press called “{name}”")
        assert found is not None
        self.click(found)

    def choose_tab(self, title: str) -> None:
        """Choose the tab called `title`."""

        def look() -> tuple[QTabBar, int] | None:
            for bar in self.all(QTabBar):
                for place in range(bar.count()):
                    if bar.tabText(place) == title:
                        return bar, place
            return None

        found = self.wait(look, f"the tab “{title}”")
        assert found is not None
        bar, place = found
        self.click(bar, bar.tabRect(place).center())

    # Pictures

    def picture(self, target: Path) -> None:
        """Save as a PNG what a person sees: the window, and over it dialogs and menus.

        Raises Lost if the file cannot be written.
        """
        self.settle()
        base, *others = sorted(self._windows(), key=lambda one: one.parentWidget() is not None)
        seen = base.grab()
        painter = QPainter(seen)
        for one in others:
            corner = one.geometry().topLeft() - base.geometry().topLeft()
            if isinstance(one, QDialog):  # the system would put it in the middle and dim the rest
                painter.fillRect(base.rect(), QColor(0, 0, 0, 70))
                corner = base.rect().center() - one.rect().center()
            painter.drawPixmap(corner, one.grab())
            painter.setPen(QColor(128, 128, 128, 120))
            painter.drawRect(QRect(corner, one.size()).adjusted(-1, -1, 0, 0))
        painter.end()
        if not seen.save(str(target), "PNG"):
            raise Lost(f"no picture could be written: {target.name}")


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls `widget`."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface else ""


def can_be_pressed(widget: QWidget) -> bool:
    """Tell whether a person could press `widget` just now."""
    return widget.isEnabled() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
