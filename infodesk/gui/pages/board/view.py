"""The columns of the board side by side: moving among them, selecting across them, dragging."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from infodesk.core.ids import PersonId
from infodesk.gui.desk import Desk
from infodesk.gui.pages.board.column import BoardColumn, CardList
from infodesk.gui.theme import Theme
from infodesk.words import tn

_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_SCROLL_MS = 16


class BoardView(QScrollArea):
    """Shows columns; `moved(people, column)` asks to put people into a column."""

    opened = Signal(object)
    chosen_changed = Signal()
    moved = Signal(object, object)
    removed = Signal()
    menu_wanted = Signal(object)

    def __init__(self, desk: Desk, columns: Sequence[BoardColumn], name: str) -> None:
        super().__init__()
        self._theme = desk.theme
        self.columns = list(columns)
        self._quiet = False
        self._drag: Drag | None = None
        self._place = QPoint()
        self._inner = QWidget()
        self._row = QHBoxLayout(self._inner)
        for column in self.columns:
            self._row.addWidget(column, 1)
            self._listen(column)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)
        self.setAccessibleName(name)
        self._scroller = QTimer(self)
        self._scroller.setInterval(_SCROLL_MS)
        self._scroller.timeout.connect(self._scroll_on)
        desk.theme.changed.connect(self._restyle)
        self._restyle()

    def _listen(self, column: BoardColumn) -> None:
        cards = column.cards
        cards.opened.connect(lambda: self.opened.emit(self.current()))
        cards.chosen_changed.connect(self._chosen_changed)
        cards.sideways.connect(lambda step: self._go(column, step))
        cards.removed.connect(self.removed)
        cards.touched.connect(lambda keys: self._alone(column, keys))
        cards.dragged.connect(self._dragged)
        cards.dropped.connect(self._dropped)
        cards.let_go.connect(self._end_drag)
        cards.customContextMenuRequested.connect(
            lambda spot: self.menu_wanted.emit(cards.viewport().mapToGlobal(spot))
        )

    # People

    def chosen(self) -> list[PersonId]:
        """Return the selected people of all columns."""
        return [person for column in self.columns for person in column.cards.chosen()]

    def chosen_count(self) -> int:
        """Return how many people are selected, cheaply."""
        spans = [one.cards.selectionModel().selection().toList() for one in self.columns]
        return sum(span.height() for found in spans for span in found)

    def current(self) -> PersonId | None:
        """Return the person whose card is current in the column that was used last."""
        column = self.present()
        index = column.cards.currentIndex() if column is not None else None
        if column is None or index is None or not index.isValid():
            return None
        return PersonId(column.model.id_at(index.row()))

    def present(self) -> BoardColumn | None:
        """Return the column with the focus, else with a selection, else the first with cards."""
        for column in self.columns:
            if column.cards.hasFocus():
                return column
        for column in self.columns:
            if column.cards.selectionModel().hasSelection():
                return column
        return next((one for one in self.columns if one.model.rowCount()), None)

    def choose(self, people: Sequence[PersonId], *, focus: bool = True) -> None:
        """Select people wherever they are, and go to the first column that has one."""
        self._quiet = True
        first = None
        for column in self.columns:
            if column.cards.choose(people) and first is None:
                first = column
        self._quiet = False
        if first is not None:
            self.ensureWidgetVisible(first, 0, 0)
            if focus:
                first.cards.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen_changed.emit()

    def choose_only_current(self) -> None:
        """Select nobody but the current card."""
        current = self.current()
        self.choose([current] if current is not None else [])

    def arrive(self) -> bool:
        """Put the focus on a card; False if there is none."""
        column = self.present()
        if column is None or not column.model.rowCount():
            return False
        if not column.cards.currentIndex().isValid():
            column.cards.go_near(0)
        column.cards.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def refresh(self, touched: frozenset[int] | None = None) -> None:
        """Bring every column up to date."""
        if self._drag is not None:
            self._drag.source.cards.stop_dragging()
        for column in self.columns:
            column.refresh(touched)

    def count(self) -> int:
        """Return how many cards there are."""
        return sum(column.model.rowCount() for column in self.columns)

    # By keyboard

    def _go(self, column: BoardColumn, step: int) -> None:
        """Go to the nearest column with cards on a side, at the same height."""
        beside = self._towards(column, step)
        while beside is not None and not beside.model.rowCount():
            beside = self._towards(beside, step)
        if beside is None:
            return
        height = column.cards.current_height()
        self._alone(beside, Qt.KeyboardModifier.NoModifier)
        beside.cards.go_near(height)
        self.ensureWidgetVisible(beside, 0, 0)

    def _towards(self, column: BoardColumn, step: int) -> BoardColumn | None:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        place = self.columns.index(column) + step
        return self.columns[place] if 0 <= place < len(self.columns) else None

    def shift(self, step: int) -> None:
        """Move the selected cards one column to the right (1) or to the left (-1)."""
        column = self.present()
        people = column.cards.chosen() if column is not None else []
        target = self._towards(column, step) if column is not None else None
        if people and target is not None:
            self.moved.emit(people, target)

    def can_shift(self, step: int) -> bool:
        """Say whether there is something selected and a column to move it to."""
        column = self.present()
        return (
            column is not None
            and column.cards.selectionModel().hasSelection()
            and self._towards(column, step) is not None
        )

    def _alone(self, column: BoardColumn, keys: Qt.KeyboardModifier) -> None:
        """Let go of the selection of other columns, unless it is being added to."""
        if keys & _ADDING:
            return
        self._quiet = True
        for other in self.columns:
            if other is not column:
                other.cards.clearSelection()
        self._quiet = False

    def _chosen_changed(self) -> None:
        if not self._quiet:
            self.chosen_changed.emit()

    # By dragging

    def _dragged(self, cards: CardList, place: QPoint) -> None:
        if self._drag is None:
            people = self.chosen()
            source = next(one for one in self.columns if one.cards is cards)
            self._drag = Drag(self._theme, self.window(), source, people)
            self._application().installEventFilter(self)
            self._scroller.start()
        self._place = place
        self._drag.follow(place)
        self._show_target(self.column_at(place))

    def column_at(self, place: QPoint) -> BoardColumn | None:
        """Return the column under a global place, whatever its height."""
        here = self._inner.mapFromGlobal(place)
        for column in self.columns:
            area = column.geometry()
            if area.left() <= here.x() <= area.right():
                return column
        return None

    def _show_target(self, target: BoardColumn | None) -> None:
        for column in self.columns:
            inside = self._drag is not None and column is not self._drag.source
            column.set_target(column is target and inside)

    def _scroll_on(self) -> None:
        """Go on scrolling while what is dragged is held at an edge."""
        here, edge = self.viewport().mapFromGlobal(self._place), self._theme.px(40)
        bar = self.horizontalScrollBar()
        if here.x() < edge:
            bar.setValue(bar.value() - self._theme.px(14))
        elif here.x() > self.viewport().width() - edge:
            bar.setValue(bar.value() + self._theme.px(14))
        self._show_target(self.column_at(self._place))

    def _dropped(self, place: QPoint) -> None:
        drag, target = self._drag, self.column_at(place)
        self._end_drag()
        if drag is not None and target is not None and target is not drag.source and drag.people:
            self.moved.emit(drag.people, target)

    def _end_drag(self) -> None:
        self._scroller.stop()
        if self._drag is not None:
            self._application().removeEventFilter(self)
            self._drag.end()
            self._drag = None
        for column in self.columns:
            column.set_target(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave everything where it was when Esc is pressed during a drag."""
        if (
            self._drag is not None
            and isinstance(event, QKeyEvent)
            and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
            and event.key() == Qt.Key.Key_Escape
        ):
            self._drag.source.cards.stop_dragging()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _application() -> QCoreApplication:
        app = QCoreApplication.instance()
        assert app is not None
        return app

    def _restyle(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(18), px(4), px(18), px(12))
        self._row.setSpacing(px(10))


class Drag(QWidget):
    """What hangs on the pointer while cards are dragged: the first of them, and how many."""

    def __init__(
        self, theme: Theme, window: QWidget, source: BoardColumn, people: Sequence[PersonId]
    ) -> None:
        super().__init__(window)
        self._theme, self._window = theme, window
        self.source, self.people = source, list(people)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._picture = self._paint_card()
        self.resize(self._picture.deviceIndependentSize().toSize())
        self.setAccessibleName(tn("{count} card", "{count} cards", len(self.people)))
        self.show()
        self.raise_()

    def follow(self, place: QPoint) -> None:
        """Go where the pointer is."""
        here = self._window.mapFromGlobal(place)
        self.move(here - QPoint(self.width() // 2, self._theme.px(20)))

    def end(self) -> None:
        """Go away."""
        self.hide()
        self.deleteLater()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card."""
        QPainter(self).drawPixmap(0, 0, self._picture)

    def _paint_card(self) -> QPixmap:
        """Paint the card once: a drag repaints it at every move."""
        cards, model = self.source.cards, self.source.model
        row = max(cards.currentIndex().row(), 0)
        size = cards.visualRect(model.index(row, 0)).size()
        ratio = cards.devicePixelRatioF()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setOpacity(0.94)
        record = model.record(row)
        if record is not None:
            area = QRect(QPoint(0, 0), size)
            self.source.delegate.paint_card(painter, area, record, selected=True)
        if len(self.people) > 1:
            self._paint_number(painter, size.width())
        painter.end()
        return picture

    def _paint_number(self, painter: QPainter, width: int) -> None:
        px = self._theme.px
        words = f"{len(self.people):,}"
        painter.setFont(self._theme.font("small_strong"))
        wide = max(px(20), painter.fontMetrics().horizontalAdvance(words) + px(10))
        spot = QRect(width - wide - px(2), 0, wide, px(20))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        painter.drawRoundedRect(spot, px(10), px(10))
        painter.setPen(self._theme.color("on_accent"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)
