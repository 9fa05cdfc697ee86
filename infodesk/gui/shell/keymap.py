"""The keyboard map: every key and what it does."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from infodesk.gui.commands import Commands
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import KeyHint, PlainLabel
from infodesk.gui.widgets.painting import key_width
from infodesk.words import t

TWO_COLUMNS = 640
"""From this width on (at a text scale of 1) the keys stand in two columns."""


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
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._sections: list[QWidget] = []
        self._columns = [QVBoxLayout(), QVBoxLayout()]
        for column in self._columns:
            column.setSpacing(0)
            column.addStretch(1)
            self._row.addLayout(column, 1)
        self._shown = 0
        titles = dict(places)
        sections: dict[str, list[tuple[str, str]]] = {}
        for command in commands.all():
            if command.shortcut:
                title = titles.get(command.place) or group_title(command.group)
                sections.setdefault(title, []).append((command.text, command.shortcut))
        sections[t("Everywhere")] = everywhere()
        self._caps = max(key_width(theme, keys) for lines in sections.values() for _, keys in lines)
        for title, lines in sections.items():
            self._section(title, lines)
        self._lengths = [len(lines) for lines in sections.values()]
        self._arrange(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two columns where there is room."""
        super().resizeEvent(event)
        columns = 2 if self.width() >= self._theme.px(TWO_COLUMNS) else 1
        if columns != self._shown:
            # Later: those who are measuring just now would keep the old height.
            QTimer.singleShot(0, self, lambda: self._arrange(columns))

    def _section(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        section = QWidget()
        section.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(section)
        grid.setContentsMargins(0, 0, 0, self._theme.px(16))
        grid.setHorizontalSpacing(self._theme.px(24))
        grid.setVerticalSpacing(self._theme.px(6))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, self._caps)
        grid.addWidget(PlainLabel(self._theme, title, "overline", "muted"), 0, 0, 1, 2)
        for number, (text, keys) in enumerate(lines, start=1):
            grid.addWidget(KeyHint(self._theme, keys), number, 0, Qt.AlignmentFlag.AlignLeading)
            grid.addWidget(PlainLabel(self._theme, text), number, 1)
        self._sections.append(section)

    def _arrange(self, columns: int) -> None:
        if columns == self._shown:
            return
        self._shown = columns
        self._row.setSpacing(self._theme.px(48) if columns > 1 else 0)
        self._row.setStretch(1, columns - 1)
        # A heading and the gap below a section take as much as two lines.
        heights = [length + 2 for length in self._lengths]
        done = 0
        for column in self._columns:
            for section in self._sections:
                column.removeWidget(section)
        for section, height in zip(self._sections, heights, strict=True):
            first = done + height / 2 <= sum(heights) / columns
            column = self._columns[0 if first else 1]
            column.insertWidget(column.count() - 1, section)
            done += height
        self.updateGeometry()


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
    inner.setMinimumWidth(1)  # as wide as the page, whatever the longest word wants
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
        self.resize(theme.px(520), min(theme.px(640), parent.height()))
