"""Tables of thousands of planned rows: one model over a sequence, boxes to leave rows out."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from infodesk.core.text import fold
from infodesk.gui.models import Column
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import TIP_ROLE, dress_table, plain_tooltip
from infodesk.gui.widgets.rows import Cell
from infodesk.words import t

Row = TypeVar("Row")
AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROLE = Qt.ItemDataRole
_NARROWEST = 100


class SequenceModel(QAbstractTableModel, Generic[Row]):
    """Shows `rows`, which never change, or those of them that hold what is looked for.

    With `line_of` a first column holds a box for each row, and `left_out` the lines whose box is
    empty; rows of one line share their box, which the first of them shows.
    """

    left_out_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        rows: Sequence[Row],
        *,
        line_of: Callable[[Row], int] | None = None,
        left_out: Collection[int] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns, self.all_rows = list(columns), rows
        self.rows = rows
        self.line_of = line_of
        self.left_out: set[int] = set(left_out)
        self.boxes = 1 if line_of else 0

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many columns there are, the boxes included."""
        return 0 if parent.isValid() else len(self.columns) + self.boxes

    def data(self, index: AnyIndex, role: int = _ROLE.DisplayRole) -> Any:
        """Return what a cell says in `role`."""
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if index.column() < self.boxes:
            return self._box(index.row(), role)
        column = self.columns[index.column() - self.boxes]
        if role == _ROLE.DisplayRole:
            return column.text(row)
        if role == TIP_ROLE:
            return (column.tip or column.text)(row)
        if role == _ROLE.ToolTipRole:
            return plain_tooltip((column.tip or column.text)(row))
        if role == _ROLE.AccessibleTextRole:
            return (column.spoken or column.text)(row)
        ask = column.roles.get(role)
        return ask(row) if ask else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation != Qt.Orientation.Horizontal or section < self.boxes:
            return None
        column = self.columns[section - self.boxes]
        if role == _ROLE.DisplayRole:
            return column.title
        if role == _ROLE.TextAlignmentRole and column.numbers:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return None

    def _box(self, place: int, role: int) -> Any:
        taken = self.is_taken(place)
        if role == _ROLE.CheckStateRole:
            return Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
        if role == _ROLE.AccessibleTextRole:
            return t("taken") if taken else t("left out")
        return None

    def narrow(self, text: str) -> None:
        """Show only rows that hold every word of `text` in one of their cells."""
        words = fold(text).split()
        self.beginResetModel()
        self.rows = (
            [row for row in self.all_rows if self._holds(row, words)] if words else (self.all_rows)
        )
        self.endResetModel()

    def _holds(self, row: Row, words: Sequence[str]) -> bool:
        said = fold(" ".join((column.tip or column.text)(row) for column in self.columns))
        return all(word in said for word in words)

    def changed(self) -> None:
        """Show all cells anew."""
        if self.rows:
            last = self.index(len(self.rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # Boxes

    def is_taken(self, place: int) -> bool:
        """Say whether the row at `place` is not left out."""
        return self.line_of is None or self.line_of(self.rows[place]) not in self.left_out

    def is_first_of_line(self, place: int) -> bool:
        """Say whether the row at `place` shows the box of its line."""
        if self.line_of is None or place == 0:
            return True
        return self.line_of(self.rows[place]) != self.line_of(self.rows[place - 1])

    def take(self, places: Collection[int], *, taken: bool) -> None:
        """Take the rows at `places`, or leave them out."""
        assert self.line_of is not None
        lines = {self.line_of(self.rows[place]) for place in places}
        self.left_out = self.left_out - lines if taken else self.left_out | lines
        self.changed()
        self.left_out_changed.emit()

    def take_all(self, *, taken: bool) -> None:
        """Take every row, or none."""
        self.take(range(len(self.rows)), taken=taken)


class BoxCell:
    """A box with a tick, painted; the table toggles it."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.restyle()

    def restyle(self) -> None:
        """Measure again after the theme changed."""
        self._side = self._theme.px(16)

    def width(self, _text: str) -> int:
        """Return the width that shows the box."""
        return 2 * self._side

    def paint(self, painter: QPainter, area: QRect, index: AnyIndex, _mirrored: bool) -> None:
        """Paint the box of the first row of a line."""
        model = index.model()
        if isinstance(model, SequenceModel) and not model.is_first_of_line(index.row()):
            return
        taken = index.data(_ROLE.CheckStateRole) == Qt.CheckState.Checked
        theme, side = self._theme, self._side
        centre = area.center()
        box = QRectF(centre.x() - side // 2 + 0.5, centre.y() - side // 2 + 0.5, side - 1, side - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent" if taken else "edge"), 1))
        painter.setBrush(theme.color("accent" if taken else "surface"))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        if taken:
            tick = theme.pixmap("check", "on_accent", 14, painter.device().devicePixelRatio())
            inset = (side - theme.px(14)) // 2
            painter.drawPixmap(round(box.left()) + inset, round(box.top()) + inset, tick)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


class PlanTable(QTableView):
    """A table of planned rows; Space or a click on a box takes or leaves rows.

    `widths` are pixels a column at a text scale of 1, 0 for those that share what is left.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        model: SequenceModel[Any],
        cells: Sequence[Cell],
        widths: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.plan = model
        self.setAccessibleName(name)
        self.setModel(model)
        boxed: list[Cell] = [BoxCell(theme), *cells] if model.boxes else list(cells)
        dress_table(theme, self, boxed)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self._theme = theme
        self._widths = [32, *widths] if model.boxes else list(widths)
        self.horizontalHeader().setMinimumSectionSize(theme.px(32))
        if model.rowCount():
            self.setCurrentIndex(model.index(0, model.boxes))
            self.clearSelection()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns; where it is short, the table scrolls sideways."""
        super().resizeEvent(event)
        px = self._theme.px
        shares = self._widths.count(0)
        left = self.viewport().width() - sum(map(px, self._widths))
        share = max(left // shares, px(_NARROWEST)) if shares else 0
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, px(width) or share)

    def selectRow(self, row: int) -> None:  # noqa: N802 - Qt's name
        """Select a row and make it the current one, from right to left too.

        Qt looks for the column below the far edge, where there may be none.
        """
        self.setCurrentIndex(self.plan.index(row, self.plan.boxes))

    def chosen(self) -> list[int]:
        """Return the selected rows, or the current one if none is selected."""
        marks: QItemSelectionModel = self.selectionModel()
        rows = [
            row
            for part in marks.selection().toList()
            for row in range(part.top(), part.bottom() + 1)
        ]
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take or leave the chosen rows on Space."""
        if event.key() == Qt.Key.Key_Space and self.plan.boxes:
            rows = self.chosen()
            if rows:
                self.plan.take(rows, taken=not self.plan.is_taken(rows[0]))
            event.accept()
            return
        if event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()  # letters are for whoever is around the table, not for Qt's search
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take or leave a row by its box."""
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self.plan.boxes and index.isValid() and index.column() == 0:
            self.plan.take([index.row()], taken=not self.plan.is_taken(index.row()))
            event.accept()
            return
        super().mousePressEvent(event)
