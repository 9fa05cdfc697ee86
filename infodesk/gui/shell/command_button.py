"""A button that does a command and is enabled while the command has a meaning."""

from typing import Literal

from PySide6.QtWidgets import QWidget

from infodesk.gui.commands import Commands
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Button, set_tooltip


class CommandButton(Button):
    """Shows a command's words; with `key` also its shortcut on a key cap."""

    def __init__(
        self,
        theme: Theme,
        commands: Commands,
        command_id: str,
        *,
        kind: Literal["primary", "plain", "quiet", "danger"] = "plain",
        key: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        command = commands.get(command_id)
        shortcut = command.shortcut if key else ""
        words = command.brief or command.text
        super().__init__(theme, words, kind=kind, key=shortcut, parent=parent)
        self._action = commands.action(command_id)
        self.clicked.connect(lambda: commands.run(command_id))
        self._action.enabledChanged.connect(self.setEnabled)
        self.setEnabled(self._action.isEnabled())
        if command.shortcut and not key:
            set_tooltip(self, commands.key_text(command_id))
