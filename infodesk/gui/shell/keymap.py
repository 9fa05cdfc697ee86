"""The keyboard map: every key and what it does."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from infodesk.gui.commands import Commands
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import KeyHint, PlainLabel
from infodesk.words import t


def group_title(group: str) -> str:
    """Return a menu's name in the person's language; commands in no menu are "More"."""
    titles = {
        "file": t("File"),
        "edit": t("Edit"),
        "view": t("View"),
        "go": t("Go"),
        "help": t("Help"),
    }
    return titles.get(group, t("More"))


class KeyMap(QWidget):
    """Lists the commands that have keys, by menu and place, and the keys that work everywhere."""

    def __init__(
        self,
        theme: Theme,
        commands: Commands,
        places: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(24))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(1, 1)
        titles = dict(places)
        sections: dict[str, list[tuple[str, str]]] = {}
        for command in commands.all():
            if command.shortcut:
                title = titles.get(command.place) or group_title(command.group)
                sections.setdefault(title, []).append((command.text, command.shortcut))
        for title, lines in sections.items():
            self._section(title, lines)
        self._section(t("Everywhere"), everywhere())

    def _section(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        row = self._grid.rowCount()
        heading = PlainLabel(self._theme, title, "overline", "muted")
        heading.setContentsMargins(0, self._theme.px(10) if row > 1 else 0, 0, 0)
        self._grid.addWidget(heading, row, 0, 1, 2)
        for number, (text, keys) in enumerate(lines, start=row + 1):
            self._grid.addWidget(
                KeyHint(self._theme, keys), number, 0, Qt.AlignmentFlag.AlignLeading
            )
            self._grid.addWidget(PlainLabel(self._theme, text, wrap=True), number, 1)


def everywhere() -> list[tuple[str, str]]:
    """Return the keys that belong to no command."""
    return [
        (t("Close what is open, or go back"), "Esc"),
        (t("Go to the next field or button"), "Tab"),
        (t("Open or do what is marked"), "Return"),
        (t("Open the menu of what is marked"), "Shift+F10"),
    ]


def scrolled(inner: QWidget, name: str) -> QScrollArea:
    """Return `inner` in a scroll area without a frame; `name` is spoken when it has the focus."""
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area


class KeyMapDialog(QDialog):
    """The keyboard map in a window of its own, closed by Esc."""

    def __init__(
        self,
        theme: Theme,
        commands: Commands,
        places: Sequence[tuple[str, str]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(t("Keyboard map"))
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, margin, theme.px(8), margin)
        column.addWidget(PlainLabel(theme, t("Keyboard map"), "title"))
        column.addWidget(scrolled(KeyMap(theme, commands, places), t("Keyboard map")))
        self.resize(theme.px(440), min(theme.px(640), parent.height()))
