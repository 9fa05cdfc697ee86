"""The list of people: a table whose columns fill its width, and remember what was changed."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QTableView, QWidget

from infodesk.core.ids import PersonId
from infodesk.core.people import PersonRow
from infodesk.gui.models import IdTableModel, KeptPlace
from infodesk.gui.pages.people.columns import longest_words, people_cells
from infodesk.gui.portraits import Portraits
from infodesk.gui.settings import Settings
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import dress_table
from infodesk.words import t

SETTING = "people"

_USUAL = {
    "name": 186,
    "title": 150,
    "company": 160,
    "stage": 106,
    "next_step": 180,
    "waiting": 96,
    "quiet": 60,
    "tags": 140,
    "connected_on": 104,
    "strength": 84,
}
_LETTERS = {"name": 17, "title": 11, "company": 12, "next_step": 13, "tags": 10}
"""Columns that give way when space is short, and how many letters stay; the others keep theirs."""
_FIRST_TO_GO = ("strength", "connected_on", "tags", "quiet", "title", "company", "waiting")
"""What is left out, in this order, where even the least does not fit: the detail says it, too."""
_HIDDEN = frozenset({"tags", "connected_on", "strength"})


class PeopleTable(QTableView):
    """Shows a model of people; `opened` asks for the detail, `removed` for the trash.

    Widths are kept in the settings at a text scale of 1; a negative one is a hidden column.
    """

    opened = Signal()
    removed = Signal()
    selected = Signal()

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        model: IdTableModel[PersonRow],
        portraits: Portraits | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._settings, self._model = theme, settings, model
        self._fitting = False
        self._wanted: dict[int, int] = {}
        self._changed: set[int] = set()
        self._off: set[int] = set()
        self.setModel(model)
        self.setAccessibleName(t("People"))
        self._cells = people_cells(theme, portraits.disc if portraits is not None else None)
        if portraits is not None:
            portraits.arrived.connect(self.viewport().update)
        self._delegate = dress_table(theme, self, self._cells)
        self._place = KeptPlace(self, model)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._dress_head()
        self.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit())
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        theme.changed.connect(self._restyle)

    # People

    def chosen(self) -> list[PersonId]:
        """Return the ids of the selected people, in the order shown."""
        spans = self.selectionModel().selection().toList()
        rows = sorted({row for span in spans for row in range(span.top(), span.bottom() + 1)})
        return [PersonId(self._model.id_at(row)) for row in rows]

    def chosen_count(self) -> int:
        """Return how many people are selected, cheaply."""
        return sum(span.height() for span in self.selectionModel().selection().toList())

    def current(self) -> PersonId | None:
        """Return the person whose row is current, None for nobody."""
        row = self.currentIndex().row()
        return PersonId(self._model.id_at(row)) if row >= 0 else None

    def choose(self, person_id: PersonId | None) -> bool:
        """Select one person (None: the first) and show the row; say whether there is one."""
        row = self._model.row_of(person_id) if person_id is not None else 0
        if not 0 <= row < self._model.rowCount():
            return False
        flags = QItemSelectionModel.SelectionFlag
        index = self._model.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    # Columns

    def _dress_head(self) -> None:
        head = self.horizontalHeader()
        head.setSectionsMovable(False)
        head.setMinimumSectionSize(self._theme.px(40))
        head.setSortIndicator(self._column(self._model.order.column), _direction(self._model))
        # A head that follows the selection asks the model about each row when all are selected.
        head.setSelectionModel(QItemSelectionModel(self._model, head))
        self.setSortingEnabled(True)
        head.sortIndicatorChanged.connect(self._sorted)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._ask_columns)
        head.sectionResized.connect(self._resized)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(400)
        self._keep.timeout.connect(self.remember_columns)
        self._load_columns()

    def sort_by(self, column: str, *, descending: bool = False) -> None:
        """Sort by a column, and show it in the head."""
        place = self._column(column)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.sortByColumn(place, order)

    def _sorted(self, place: int, _order: Qt.SortOrder) -> None:
        """Put the arrow back if there is nothing to sort by under the head that was clicked."""
        if place >= 0 and not self._model.columns[place].sortable:
            shown = self._column(self._model.order.column)
            self.horizontalHeader().setSortIndicator(shown, _direction(self._model))

    def columns_menu(self, parent: QWidget) -> QMenu:
        """Return a menu that shows and hides columns."""
        menu = QMenu(t("Columns"), parent)
        for place, column in enumerate(self._model.columns[1:], start=1):
            action = menu.addAction(column.title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(place not in self._off)
            action.toggled.connect(lambda shown, one=place: self.show_column(one, shown=shown))
        return menu

    def show_column(self, place: int, *, shown: bool) -> None:
        """Show or hide a column, and remember it."""
        if shown:
            self._off.discard(place)
        else:
            self._off.add(place)
        self._fit()
        self.remember_columns()

    def _ask_columns(self, spot: QPoint) -> None:
        menu = self.columns_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(spot))

    def _column(self, column_id: str) -> int:
        ids = [column.id for column in self._model.columns]
        return ids.index(column_id)

    def _load_columns(self) -> None:
        kept = self._settings.now.columns.get(SETTING, [])
        ids = [column.id for column in self._model.columns]
        usual = [-_USUAL[one] if one in _HIDDEN else _USUAL[one] for one in ids]
        widths = kept if len(kept) == len(usual) else usual
        self._off = {place for place, width in enumerate(widths) if width < 0 and place > 0}
        self._changed = {p for p, width in enumerate(widths) if abs(width) != _USUAL[ids[p]]}
        for place, width in enumerate(widths):
            self._wanted[place] = self._theme.px(max(40, abs(width)))
            if place not in self._changed and ids[place] not in _LETTERS:
                self._wanted[place] = self._needed(place)
        self._fit()

    def remember_columns(self) -> None:
        """Write the widths and which columns are hidden into the settings."""
        self._keep.stop()
        columns = dict(self._settings.now.columns)
        columns[SETTING] = [self._kept_width(place) for place in range(len(self._model.columns))]
        self._settings.change(columns=columns)

    def _kept_width(self, place: int) -> int:
        width = _USUAL[self._model.columns[place].id]
        if place in self._changed:
            width = max(1, round(self._wanted[place] / self._theme.text_scale))
        return -width if place in self._off else width

    def _resized(self, place: int, _old: int, new: int) -> None:
        if not self._fitting and new:
            self._wanted[place] = new
            self._changed.add(place)
            self._keep.start()

    def _needed(self, place: int) -> int:
        """Return the width that shows the title and the longest of what is usual."""
        column, cell = self._model.columns[place], self._cells[place]
        title = QFontMetrics(self._theme.font("body")).horizontalAdvance(column.title)
        usual = max((cell.width(words) for words in longest_words(column.id)), default=0)
        return max(title + self._theme.px(18), usual)

    def _least(self, place: int) -> int:
        column = self._model.columns[place]
        if column.id not in _LETTERS:
            return self._wanted[place]
        letter = QFontMetrics(self._theme.font("body")).averageCharWidth()
        return _LETTERS[column.id] * letter + self._theme.px(40 if place == 0 else 16)

    def _fitting_columns(self) -> list[int]:
        """Return the places of the columns that there is room for."""
        shown = [p for p in range(len(self._model.columns)) if p not in self._off]
        for column_id in _FIRST_TO_GO:
            if sum(self._least(place) for place in shown) <= self.viewport().width():
                break
            shown = [p for p in shown if self._model.columns[p].id != column_id]
        return shown

    def _fit(self) -> None:
        """Let the columns that can give way fill what the others leave."""
        shown = self._fitting_columns()
        giving = [place for place in shown if self._model.columns[place].id in _LETTERS]
        widths = {place: self._wanted[place] for place in shown if place not in giving}
        room = self.viewport().width() - sum(widths.values())
        shares = _share(room, [self._wanted[p] for p in giving], [self._least(p) for p in giving])
        widths.update(zip(giving, shares, strict=True))
        self._fitting = True
        for place in range(len(self._model.columns)):
            self.setColumnHidden(place, place not in widths)
            if place in widths:
                self.setColumnWidth(place, widths[place])
        self._fitting = False

    def _restyle(self) -> None:
        self.horizontalHeader().setMinimumSectionSize(self._theme.px(40))
        self._load_columns()

    # Qt's calls

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose by click; beside the rows nobody is let go who is still shown."""
        if self.indexAt(event.position().toPoint()).isValid():
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, remove with Delete, leave the rest to the table."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.chosen_count():
            self.removed.emit()
        elif key == Qt.Key.Key_Home and not event.modifiers():
            self._go(0)
        elif key == Qt.Key.Key_End and not event.modifiers():
            self._go(self._model.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: Qt would load every row; there is a search field."""

    def _go(self, row: int) -> None:
        if 0 <= row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, 0))


def _direction(model: IdTableModel[PersonRow]) -> Qt.SortOrder:
    down = model.order.descending
    return Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder


def _share(room: int, widths: Sequence[int], least: Sequence[int]) -> list[int]:
    """Return `widths` scaled to fill `room`, none below its least."""
    rest = list(range(len(widths)))
    shares = [0] * len(widths)
    while rest:
        scale = max(room, 0) / max(sum(widths[place] for place in rest), 1)
        short = [place for place in rest if widths[place] * scale < least[place]]
        if not short:
            for place in rest:
                shares[place] = int(widths[place] * scale)
            break
        for place in short:
            shares[place] = least[place]
            room -= least[place]
            rest.remove(place)
    if rest:  # what rounding left
        shares[rest[-1]] += room - sum(shares[place] for place in rest)
    return shares
