"""Tables of thousands of records: a model that holds ids, and a view that keeps its place."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView

from infodesk.gui.widgets.rows import TIP_ROLE
from infodesk.gui.widgets.tooltips import plain_tooltip

PAGE = 100
KEPT_PAGES = 40
FEW = 6
"""Rows looked for one by one after a reset, before a dictionary pays."""

Row = TypeVar("Row")
AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROLE = Qt.ItemDataRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a table is sorted by: a column's id and the direction."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column: its `id` for sorting and settings, its title, and what it says of a row.

    `tip` is the full text on hover (the text itself unless given); `spoken` is what a screen
    reader says (the text unless given); `roles` are further roles for a delegate.
    """

    id: str
    title: str
    text: Callable[[Row], str]
    numbers: bool = False
    sortable: bool = True
    tip: Callable[[Row], str] | None = None
    spoken: Callable[[Row], str] | None = None
    roles: Mapping[int, Callable[[Row], Any]] = field(default_factory=dict)


class IdTableModel(QAbstractTableModel, Generic[Row]):
    """Holds the ids of all rows in order and loads rows a page of 100 at a time when painted.

    `find_ids(order)` returns the ids to show; `load_rows(ids)` returns the rows of some of them,
    by id. Filtering and sorting happen there, in SQL. Call `refresh` after each change.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        find_ids: Callable[[Order], Sequence[int]],
        load_rows: Callable[[Sequence[int]], Mapping[int, Row]],
        order: Order,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self.order = order
        self._find_ids = find_ids
        self._load_rows = load_rows
        self._ids: list[int] = list(find_ids(order))
        self._row_of: dict[int, int] | None = None
        self._looked = 0
        self._pages: OrderedDict[int, Mapping[int, Row]] = OrderedDict()

    # Ids and rows

    @property
    def ids(self) -> Sequence[int]:
        """All ids, in the order shown."""
        return self._ids

    def id_at(self, row: int) -> int:
        """Return the id of the record in `row`."""
        return self._ids[row]

    def row_of(self, record_id: int) -> int:
        """Return the row that shows `record_id`, -1 if none does."""
        if self._row_of is None:
            # Few ask after a reset, and looking for one costs far less than a dictionary of 30,000.
            self._looked += 1
            if self._looked <= FEW:
                return self._ids.index(record_id) if record_id in self._ids else -1
            self._row_of = {one: row for row, one in enumerate(self._ids)}
        return self._row_of.get(record_id, -1)

    def record(self, row: int) -> Row | None:
        """Return the record in `row`; None in the moment between its removal and a refresh."""
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._load_rows(self._ids[number * PAGE : (number + 1) * PAGE])
            self._pages[number] = page
            if len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page.get(self._ids[row])

    def refresh(self, touched: Iterable[int] | None = None) -> None:
        """Ask for the ids again; repaint the `touched` rows, or all if none are named.

        The same ids in the same order keep the table as it is; others reset it.
        """
        ids = list(self._find_ids(self.order))
        if ids != self._ids:
            self.beginResetModel()
            self._ids, self._row_of, self._looked = ids, None, 0
            self._pages.clear()
            self.endResetModel()
            return
        if touched is None:
            self._pages.clear()
            rows = [0, len(ids) - 1] if ids else []
        else:
            rows = [row for row in map(self.row_of, touched) if row >= 0]
            for row in rows:
                self._pages.pop(row // PAGE, None)
        if rows:
            last = len(self.columns) - 1
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), last))

    # Qt's questions

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = _ROLE.DisplayRole) -> Any:
        """Return what a cell says in `role`."""
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        column = self.columns[index.column()]
        if role == _ROLE.TextAlignmentRole:
            return _alignment(column)
        ask = _answer(column, role)
        if ask is None:
            return None
        record = self.record(index.row())
        return None if record is None else ask(record)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Return a column's title and alignment."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _ROLE.DisplayRole:
            return self.columns[section].title
        return _alignment(self.columns[section]) if role == _ROLE.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, as a click on its head asks."""
        if not 0 <= column < len(self.columns) or not self.columns[column].sortable:
            return
        descending = order == Qt.SortOrder.DescendingOrder
        self.order = Order(column=self.columns[column].id, descending=descending)
        self.refresh()


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignTrailing if column.numbers else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter


def _answer(column: Column[Row], role: int) -> Callable[[Row], Any] | None:
    if role == _ROLE.DisplayRole:
        return column.text
    if role == TIP_ROLE:
        return column.tip or column.text
    if role == _ROLE.ToolTipRole:  # Qt would interpret markup in it
        tip = column.tip or column.text
        return lambda record: plain_tooltip(tip(record))
    if role == _ROLE.AccessibleTextRole:
        return column.spoken or column.text
    return column.roles.get(role)


class KeptPlace(QObject):
    """Restores a view's selection, current row and scroll position by id when its model resets.

    If the current record is gone, the one that took its row becomes current.
    """

    def __init__(self, view: QAbstractItemView, model: IdTableModel[Any]) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._chosen: set[int] = set()
        self._current = -1
        self._current_row = 0
        self._column = 0
        self._top = -1
        self._offset = 0
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)

    def _remember(self) -> None:
        ids = self._model.ids
        marks = self._view.selectionModel()
        current = self._view.currentIndex()
        self._current_row, self._column = current.row(), max(current.column(), 0)
        self._current = ids[current.row()] if current.isValid() else -1
        self._chosen = {
            ids[row]
            for ranges in marks.selection().toList()
            for row in range(ranges.top(), ranges.bottom() + 1)
        }
        top = self._view.indexAt(self._view.viewport().rect().topLeft())
        self._top = ids[top.row()] if top.isValid() else -1
        self._offset = self._view.visualRect(top).top() if top.isValid() else 0

    def _restore(self) -> None:
        model, marks = self._model, self._view.selectionModel()
        rows = sorted(row for row in map(model.row_of, self._chosen) if row >= 0)
        row = model.row_of(self._current) if self._current >= 0 else -1
        if row < 0 and self._current >= 0 and model.rowCount():
            row = min(self._current_row, model.rowCount() - 1)
            rows = rows or [row]
        if rows:
            marks.select(_ranges(model, rows), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if row >= 0:
            marks.setCurrentIndex(
                model.index(row, self._column), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self._scroll_back()

    def _scroll_back(self) -> None:
        row = self._model.row_of(self._top) if self._top >= 0 else -1
        if row < 0:
            return
        view = self._view
        view.scrollTo(self._model.index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        if view.verticalScrollMode() == QAbstractItemView.ScrollMode.ScrollPerPixel:
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() - self._offset)


def _ranges(model: IdTableModel[Any], rows: Sequence[int]) -> QItemSelection:
    """Return whole rows as a selection, neighbours joined: all of 30,000 rows is one range."""
    last = model.columnCount() - 1
    selection = QItemSelection()
    start = previous = rows[0]
    for row in [*rows[1:], -1]:
        if row == previous + 1:
            previous = row
            continue
        selection.select(model.index(start, 0), model.index(previous, last))
        start = previous = row
    return selection
