"""A field that finds one thing among thousands while its name is typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QFrame, QLineEdit, QListView, QWidget

from infodesk.gui.theme import Theme

_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something that can be chosen: its `value`, what it is called, and what tells it apart."""

    value: Any
    text: str
    detail: str = ""

    def line(self) -> str:
        """Return what the list shows."""
        return f"{self.text} · {self.detail}" if self.detail else self.text


class _Options(QAbstractListModel):
    """The options found for what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Option] = []

    def show(self, found: Sequence[Option]) -> None:
        """List other options."""
        self.beginResetModel()
        self.found = list(found)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Return how many were found."""
        return 0 if parent.isValid() else len(self.found)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return an option's line, or its name for the field."""
        if not index.isValid() or index.row() >= len(self.found):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.found[index.row()].line()
        return self.found[index.row()].text if role == Qt.ItemDataRole.EditRole else None


class Picker(QLineEdit):
    """Searches with `find` as is typed and keeps what was chosen; `changed` tells of it.

    Leaving the field with a name typed in full, or with one that only one option has, chooses it.
    """

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        find: Callable[[str], Sequence[Option]],
        placeholder: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._chosen: Option | None = None
        self._options = _Options()
        self.setPlaceholderText(placeholder)
        self._theme = theme
        completer = QCompleter(self._options, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCompletionRole(Qt.ItemDataRole.EditRole)
        completer.setMaxVisibleItems(10)
        self._popup = QListView()
        completer.setPopup(self._popup)
        completer.activated[QModelIndex].connect(self._picked)  # type: ignore[index]
        completer.setWidget(self)
        self._completer = completer
        self.textEdited.connect(self._edited)
        self.editingFinished.connect(self.guess)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def value(self) -> Any:
        """What was chosen, None for nothing."""
        return self._chosen.value if self._chosen else None

    def choose(self, option: Option | None) -> None:
        """Show an option as chosen."""
        self._chosen = option
        self.setText(option.text if option else "")
        self.setCursorPosition(0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select everything on the first click, so that typing begins a new search."""
        had = self.hasFocus()
        super().mousePressEvent(event)
        if not had:
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list with the down key; Esc closes it first."""
        popup = self._popup
        if popup.isVisible() and event.key() in (
            Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab,
        ):  # fmt: skip
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Down and not popup.isVisible():
            self._show("" if self._chosen else self.text())
            event.accept()
            return
        super().keyPressEvent(event)

    def _edited(self, text: str) -> None:
        if self._chosen is not None:
            self._chosen = None
            self.changed.emit()
        self._show(text)

    def _show(self, query: str) -> None:
        found = self._find(query)
        self._options.show(found)
        popup = self._popup
        if not found:
            popup.hide()
            return
        popup.setLayoutDirection(self.layoutDirection())
        self._completer.complete()
        popup.setCurrentIndex(self._options.index(0))

    def _picked(self, index: QModelIndex) -> None:
        row = index.row()
        if 0 <= row < len(self._options.found):
            self._take(self._options.found[row])

    def _take(self, option: Option) -> None:
        self.choose(option)
        self.changed.emit()

    def guess(self) -> None:
        """Choose what the words typed can only mean."""
        typed = self.text().strip()
        if self._chosen is not None or not typed or self._popup.isVisible():
            return
        found = self._find(typed)
        exact = [one for one in found if one.text.casefold() == typed.casefold()]
        fitting = exact or found
        if len(fitting) == 1:
            self._take(fitting[0])

    def _restyle(self) -> None:
        px, color = self._theme.px, self._theme.color
        self.setMinimumHeight(px(34))
        self._popup.setFrameShape(QFrame.Shape.NoFrame)
        self._popup.setStyleSheet(
            f"QListView {{ background: {color('raised').name()}; padding: {px(4)}px;"
            f" border: 1px solid {color('edge').name()}; }}"
            f"QListView::item {{ padding: {px(6)}px {px(8)}px; border-radius: {px(4)}px; }}"
        )
