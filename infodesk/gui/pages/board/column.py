"""One column of the board: its head, and the list of its cards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QItemSelectionModel, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.ids import PersonId
from infodesk.core.people import PersonFilter, PersonRow
from infodesk.gui.desk import Desk
from infodesk.gui.models import IdTableModel, KeptPlace, Order
from infodesk.gui.pages.board.cards import CardDelegate, card_column
from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets import ElidedLabel, IconButton, PlainLabel, StatusDot
from infodesk.store import people as rows
from infodesk.words import t, tn

LEAST_WIDTH = 162

_PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSpec:
    """What a column shows, and what putting people into it means."""

    id: str
    title: str
    color: ColorName
    only: PersonFilter
    put: Callable[[Sequence[PersonId]], object]


class CardList(QListView):
    """The cards of a column. The board listens to what is done with them.

    `sideways(step)` asks for the column beside, `dragged(list, place)`, `dropped(place)` and
    `let_go` tell of a drag; places are global.
    """

    opened = Signal()
    chosen_changed = Signal()
    sideways = Signal(int)
    removed = Signal()
    touched = Signal(object)
    dragged = Signal(object, object)
    dropped = Signal(object)
    let_go = Signal()

    def __init__(self, theme: Theme, model: IdTableModel[PersonRow], name: str) -> None:
        super().__init__()
        self._theme, self._model = theme, model
        self._pressed: QPoint | None = None
        self._only_this = False
        self.dragging = False
        self.setModel(model)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setProperty("bare", True)
        # We paint the ground ourselves: what is opaque scrolls without being painted anew.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._ground: ColorName = "sunken"
        self._place = KeptPlace(self, model)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def set_ground(self, ground: ColorName) -> None:
        """Stand on another colour."""
        self._ground = ground
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, then the cards."""
        QPainter(self.viewport()).fillRect(event.rect(), self._theme.color(self._ground))
        super().paintEvent(event)

    # People

    def chosen(self) -> list[PersonId]:
        """Return the ids of the selected people, in the order shown."""
        spans = self.selectionModel().selection().toList()
        places = sorted({row for span in spans for row in range(span.top(), span.bottom() + 1)})
        return [PersonId(self._model.id_at(row)) for row in places]

    def choose(self, people: Sequence[PersonId]) -> bool:
        """Select people and make the first of them current; False if none is here."""
        places = [row for row in map(self._model.row_of, people) if row >= 0]
        self.clearSelection()
        if not places:
            return False
        flags = QItemSelectionModel.SelectionFlag
        marks = self.selectionModel()
        marks.setCurrentIndex(self._model.index(places[0], 0), flags.ClearAndSelect)
        for row in places[1:]:
            marks.select(self._model.index(row, 0), flags.Select)
        self.scrollTo(self._model.index(places[0], 0))
        return True

    def go_near(self, height: int) -> None:
        """Make the card at a height of the viewport current and selected."""
        if not self._model.rowCount():
            return
        index = self.indexAt(QPoint(self.viewport().width() // 2, max(height, 1)))
        if not index.isValid():
            index = self._model.index(self._model.rowCount() - 1, 0)
        self.setCurrentIndex(index)
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def current_height(self) -> int:
        """Return the middle of the current card, in the viewport."""
        return self.visualRect(self.currentIndex()).center().y()

    # Qt's calls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, remove with Delete, go sideways; the rest is the list's."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.chosen():
            self.removed.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and event.modifiers() in (
            _PLAIN,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.sideways.emit(1 if key == Qt.Key.Key_Right else -1)
        else:
            self.touched.emit(event.modifiers())
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: Qt would load every row; there is a search field."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a selected card when the keyboard arrives: what is done is done to it."""
        super().focusInEvent(event)
        by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        if by_mouse or not self._model.rowCount() or self.selectionModel().hasSelection():
            return
        index = self.currentIndex()
        self.touched.emit(_PLAIN)
        flags = QItemSelectionModel.SelectionFlag
        place = index if index.isValid() else self._model.index(0, 0)
        self.selectionModel().setCurrentIndex(place, flags.ClearAndSelect)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select; a press on one of several keeps them, for they may be dragged together."""
        self.touched.emit(event.modifiers())
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if left and index.isValid() else None
        plain = event.modifiers() == _PLAIN
        selected = index.isValid() and self.selectionModel().isSelected(index)
        self._only_this = left and plain and selected
        if selected and plain:
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the selected cards."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        far = (event.position().toPoint() - self._pressed).manhattanLength()
        if self.dragging or far >= QApplication.startDragDistance():
            self.dragging = True
            self.dragged.emit(self, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop what was dragged, or select the one that was clicked."""
        was_dragging, only_this = self.dragging, self._only_this
        self._pressed, self.dragging, self._only_this = None, False, False
        if was_dragging:
            self.dropped.emit(event.globalPosition().toPoint())
            return
        super().mouseReleaseEvent(event)
        if only_this:
            self.setCurrentIndex(self.indexAt(event.position().toPoint()))

    def stop_dragging(self) -> None:
        """Forget the drag: Esc was pressed, or the cards are gone."""
        if self.dragging:
            self._pressed, self.dragging, self._only_this = None, False, False
            self.let_go.emit()


class BoardColumn(QWidget):
    """A stage or an ending: its title, how many, and its cards."""

    wanted_more = Signal()

    def __init__(
        self,
        desk: Desk,
        spec: ColumnSpec,
        find: Callable[[PersonFilter], Sequence[PersonId]],
        today: Callable[[], date],
        *,
        more: str = "",
    ) -> None:
        super().__init__()
        self._theme, self._find, self.spec = desk.theme, find, spec
        self._target = False
        db = desk.store.db

        def load(ids: Sequence[int]) -> dict[int, PersonRow]:
            loaded = rows.load_rows(db, [PersonId(one) for one in ids])
            return {int(one): row for one, row in loaded.items()}

        self.model: IdTableModel[PersonRow] = IdTableModel(
            [card_column(today)], self._ids, load, Order(column="card"), self
        )
        self.cards = CardList(desk.theme, self.model, spec.title)
        self.delegate = CardDelegate(desk.theme, today, self.cards, desk.portraits)
        self.cards.setItemDelegate(self.delegate)
        self.dot = StatusDot(desk.theme, "", spec.color)
        self.title = ElidedLabel(desk.theme, spec.title, "strong")
        self.count = PlainLabel(desk.theme, "", "figures", "muted")
        self.more = IconButton(desk.theme, "plus", more) if more else None
        self.empty = PlainLabel(desk.theme, t("Nobody here"), "small", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._build()
        desk.theme.changed.connect(self._restyle)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _build(self) -> None:
        px = self._theme.px
        head = QHBoxLayout()
        head.setContentsMargins(px(8), px(4), px(2), px(4))
        self.title.setMinimumHeight(px(28))  # as high as the one with a button
        head.setSpacing(px(4))
        head.addWidget(self.dot)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        if self.more is not None:
            self.more.clicked.connect(self.wanted_more)
            self.more.setFixedHeight(px(28))
            head.addWidget(self.more)
        self._head = head
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(2), px(2), px(2), px(6))
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addWidget(self.empty)
        self.empty.setContentsMargins(px(8), px(14), px(8), 0)
        self._column.addWidget(self.cards, 1)

    def _ids(self, _order: Order) -> Sequence[PersonId]:
        return self._find(self.spec.only)

    def refresh(self, touched: frozenset[int] | None = None) -> None:
        """Ask anew who is here; repaint the `touched`, or all."""
        self.model.refresh(touched)
        number = self.model.rowCount()
        self.count.setText(f"{number:,}")
        self.empty.setVisible(not number)
        spoken = tn("{column}, {count:,} person", "{column}, {count:,} people", number,
                    column=self.spec.title)  # fmt: skip
        self.cards.setAccessibleName(spoken)
        self.cards.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if number else Qt.FocusPolicy.ClickFocus
        )

    def set_target(self, target: bool) -> None:
        """Show whether what is dragged would be dropped here."""
        if target != self._target:
            self._target = target
            self.cards.set_ground("accent_soft" if target else "sunken")
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for a comfortable width."""
        return QSize(self._theme.px(LEAST_WIDTH), self._theme.px(300))

    def minimumSizeHint(self) -> QSize:
        """Never be narrower than a card can be read."""
        return QSize(self._theme.px(LEAST_WIDTH), self._theme.px(120))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground of the column."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        ground: ColorName = "accent_soft" if self._target else "sunken"
        edge: ColorName = "accent" if self._target else "line" if theme.outlined else ground
        painter.setPen(QPen(theme.color(edge), 1))
        painter.setBrush(theme.color(ground))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, theme.px(8), theme.px(8))

    def _restyle(self) -> None:
        self.delegate.restyle()
        self.cards.doItemsLayout()
        self.updateGeometry()
        self.update()
