"""What a person can do: each thing declared once, shown in menus, buttons, palette and keys."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

GROUPS = ("file", "edit", "view", "go", "help")
"""The menus, in order; a command of group "" is in no menu, but in palette and keyboard map."""


def always() -> bool:
    """Say yes: for commands that are never out of place."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A named thing a person can do.

    `text` is already in the person's language. `shortcut` is as Qt writes keys ("Ctrl+N"); a
    single letter works only where no text is being typed. `place` is the id of the page it
    belongs to, "" for everywhere; it can be done only while that page is shown. `brief` stands on
    buttons, where `text` would be too long.
    """

    id: str
    text: str
    run: Callable[[], object]
    brief: str = ""
    icon: str = ""
    shortcut: str = ""
    when: Callable[[], bool] = always
    group: str = ""
    place: str = ""


class Commands(QObject):
    """All commands of a window and one QAction for each."""

    def __init__(self, icon: Callable[[str], QIcon], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._windows: list[QWidget] = []
        self._place = ""
        self._typing = False
        self._retired = False
        self.letter_keys = True
        self.closed: frozenset[str] = frozenset()
        """Ids of commands that cannot be done in this vault at all."""

    def add(self, *commands: Command) -> None:
        """Declare `commands`; a known id or a shortcut already taken is a bug (ValueError)."""
        for command in commands:
            self._refuse_collision(command)
            self._commands[command.id] = command
            action = QAction(command.text, self)
            action.setObjectName(command.id)
            action.setShortcut(QKeySequence(command.shortcut))
            action.setEnabled(self.can_run(command.id))
            action.triggered.connect(lambda _checked=False, id_=command.id: self.run(id_))
            self._actions[command.id] = action
            for window in self._windows:
                window.addAction(action)

    def attach(self, window: QWidget) -> None:
        """Let the shortcuts of all commands, also later ones, work in `window`."""
        self._windows.append(window)
        window.addActions(list(self._actions.values()))

    def all(self) -> list[Command]:
        """Return every command, in the order they were declared."""
        return list(self._commands.values())

    def get(self, command_id: str) -> Command:
        """Return the command called `command_id`; KeyError if there is none."""
        return self._commands[command_id]

    def action(self, command_id: str) -> QAction:
        """Return the one action of a command, for a menu or a button.

        Its icon is drawn when it is first asked for: most commands are never seen.
        """
        action, name = self._actions[command_id], self._commands[command_id].icon
        if name and action.icon().isNull():
            action.setIcon(self._icon(name))
        return action

    def can_run(self, command_id: str) -> bool:
        """Say whether a command has a meaning just now."""
        command = self._commands[command_id]
        if self._retired or command_id in self.closed:
            return False
        return command.place in ("", self._place) and command.when()

    def run(self, command_id: str) -> bool:
        """Do a command if it has a meaning just now, and say whether it was done."""
        if not self.can_run(command_id):
            return False
        self._commands[command_id].run()
        self.refresh()
        return True

    def key_text(self, command_id: str) -> str:
        """Return a command's keys as this system writes them, "" for none."""
        keys = self._actions[command_id].shortcut()
        return keys.toString(QKeySequence.SequenceFormat.NativeText)

    def menu(self, command_ids: Iterable[str], parent: QWidget | None = None) -> QMenu:
        """Make a context menu; "" in `command_ids` is a line between groups."""
        menu = QMenu(parent)
        for command_id in command_ids:
            if command_id:
                menu.addAction(self.action(command_id))
            else:
                menu.addSeparator()
        menu.aboutToShow.connect(self.refresh)
        return menu

    def fill(self, menu: QMenu, group: str) -> None:
        """Put the commands of `group` into `menu` as it opens, so that late ones are there."""

        def refill() -> None:
            self.refresh()
            menu.clear()
            for command in self._commands.values():
                if command.group == group and command.place in ("", self._place):
                    menu.addAction(self.action(command.id))

        menu.aboutToShow.connect(refill)
        if sys.platform == "darwin":  # its menu bar may not open what is empty
            refill()

    def enter(self, place: str) -> None:
        """Say which page is shown, so that its commands can be done and no other page's."""
        self._place = place
        self.refresh()

    def follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Put single-letter keys to sleep while text is typed; for QApplication.focusChanged."""
        self._typing = takes_text(now)
        self.refresh()

    @property
    def retired(self) -> bool:
        """Whether the vault that the commands are about is closed."""
        return self._retired

    def retire(self) -> None:
        """Let nothing be done any more: the vault that the commands are about is closed."""
        self._retired = True

    def refresh(self) -> None:
        """Enable the actions that have a meaning just now, disable the others."""
        for command_id, action in self._actions.items():
            letter = is_letter_key(self._commands[command_id].shortcut)
            asleep = letter and (self._typing or not self.letter_keys)
            shown = QKeySequence() if asleep else QKeySequence(self._commands[command_id].shortcut)
            if action.shortcut() != shown:
                action.setShortcut(shown)
            action.setEnabled(self.can_run(command_id))

    def redraw(self) -> None:
        """Take the icons anew, after the theme changed."""
        for command_id, action in self._actions.items():
            if not action.icon().isNull():
                action.setIcon(self._icon(self._commands[command_id].icon))

    def _refuse_collision(self, new: Command) -> None:
        if new.id in self._commands:
            raise ValueError(f"two commands are called {new.id}")
        if new.group and new.group not in GROUPS:
            raise ValueError(f"{new.id} names an unknown menu: {new.group}")
        if not new.shortcut:
            return
        keys = QKeySequence(new.shortcut)
        for old in self._commands.values():
            apart = new.place and old.place and new.place != old.place
            if old.shortcut and not apart and QKeySequence(old.shortcut) == keys:
                raise ValueError(f"{new.id} and {old.id} share {new.shortcut}")


def is_letter_key(shortcut: str) -> bool:
    """Say whether `shortcut` is a plain key that would also type a character."""
    return len(shortcut) == 1


def takes_text(widget: QWidget | None) -> bool:
    """Say whether keys pressed in `widget` write text."""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return not widget.isReadOnly()
    # In a closed combo box typing chooses an entry.
    return isinstance(widget, QAbstractSpinBox | QComboBox)
