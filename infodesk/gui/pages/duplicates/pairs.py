"""The list of pairs: two names, why they may be one, how sure it is."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from infodesk.core.duplicates import LIKELY, SURE, Pair
from infodesk.core.ids import PersonId
from infodesk.core.people import PersonRow
from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets import TIP_ROLE
from infodesk.gui.widgets.painting import paint_pill
from infodesk.gui.widgets.tooltips import plain_tooltip
from infodesk.store import people as person_rows
from infodesk.store.opening import Connection
from infodesk.words import t
from infodesk.words.duplicates import confidence_words, reasons_sentence

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_REASONS_ROLE = int(Qt.ItemDataRole.UserRole) + 40
_CONFIDENCE_ROLE = int(Qt.ItemDataRole.UserRole) + 41


def confidence_color(confidence: int) -> ColorName:
    """Return the colour of how sure it is."""
    return "good" if confidence >= SURE else "info" if confidence >= LIKELY else "muted"


class PairModel(QAbstractListModel):
    """Holds pairs of ids and loads names when they are painted."""

    def __init__(self, db: Connection) -> None:
        super().__init__()
        self._db = db
        self._pairs: Sequence[Pair] = ()
        self._names: dict[int, PersonRow] = {}

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show other pairs."""
        self.beginResetModel()
        self._pairs = pairs
        self._names.clear()
        self.endResetModel()

    def pair(self, row: int) -> Pair | None:
        """Return the pair in a row."""
        return self._pairs[row] if 0 <= row < len(self._pairs) else None

    def row_of(self, pair: Pair) -> int:
        """Return the row that shows two people, -1 if none does."""
        shown = (place for place, each in enumerate(self._pairs) if each[:2] == pair[:2])
        return next(shown, -1)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many pairs there are."""
        return 0 if parent.isValid() else len(self._pairs)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row says in `role`."""
        pair = self.pair(index.row()) if index.isValid() else None
        if pair is None:
            return None
        if role == _CONFIDENCE_ROLE:
            return pair.confidence
        if role == _REASONS_ROLE:
            return reasons_sentence(pair.reasons)
        names = t("{one} and {other}", one=self._name(pair.one), other=self._name(pair.other))
        if role == Qt.ItemDataRole.DisplayRole:
            return names
        whole = f"{names}\n{reasons_sentence(pair.reasons)}"
        if role == TIP_ROLE:
            return whole
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(whole)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            sure = confidence_words(pair.confidence)
            return f"{names}. {sure}. {reasons_sentence(pair.reasons)}"
        return None

    def _name(self, person_id: int) -> str:
        if person_id not in self._names:
            loaded = person_rows.load_rows(self._db, [PersonId(person_id)])
            self._names.update({int(each): row for each, row in loaded.items()})
        row = self._names.get(person_id)
        return row.name if row is not None else ""


class _PairDelegate(QStyledItemDelegate):
    """Paints a pair in two lines, with a pill at the far side."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Ask for two lines."""
        theme = self._theme
        upper, lower = (QFontMetrics(theme.font(role)) for role in ("medium", "small"))
        return QSize(theme.px(200), upper.height() + lower.height() + theme.px(20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint ground, names, reasons and pill."""
        theme, px = self._theme, self._theme.px
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("accent_soft"))
            bar = QRect(area.left(), area.top(), px(3), area.height() - 1)
            ink: ColorName = "focus" if self._view.hasFocus() else "edge"
            painter.fillRect(self._side(area, bar), theme.color(ink))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.color("hover"))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.color("line"))
        inside = area.adjusted(px(20), px(8), -px(16), -px(9))
        taken = self._paint_pill(painter, inside, int(index.data(_CONFIDENCE_ROLE) or 0))
        names = inside.adjusted(0, 0, -taken - px(8), 0)
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        self._line(painter, area, names, str(index.data() or ""), ("medium", "text"), top)
        reasons = str(index.data(_REASONS_ROLE) or "")
        self._line(painter, area, inside, reasons, ("small", "muted"), bottom)

    def _paint_pill(self, painter: QPainter, area: QRect, confidence: int) -> int:
        theme, px = self._theme, self._theme.px
        metrics = QFontMetrics(theme.font("small_strong"))
        words = confidence_words(confidence)
        width, height = metrics.horizontalAdvance(words) + px(16), metrics.height() + px(4)
        pill = QRect(area.right() - width, area.top(), width, height)
        painter.setFont(theme.font("small_strong"))
        whole = area.adjusted(0, 0, 0, 0)
        place = self._side(whole, pill)
        paint_pill(painter, theme, place, words, confidence_color(confidence))
        return width

    def _line(
        self,
        painter: QPainter,
        whole: QRect,
        area: QRect,
        text: str,
        look: tuple[str, ColorName],
        upright: Qt.AlignmentFlag,
    ) -> None:
        font = self._theme.font("medium" if look[0] == "medium" else "small")
        painter.setFont(font)
        painter.setPen(self._theme.color(look[1]))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        near = QStyle.visualAlignment(self._view.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        flags = near | Qt.AlignmentFlag.AlignAbsolute | upright
        painter.drawText(self._side(whole, area), flags, shown)

    def _side(self, whole: QRect, part: QRect) -> QRect:
        return QStyle.visualRect(self._view.layoutDirection(), whole, part)


class PairList(QListView):
    """The pairs, gone through with the cursor keys; Enter goes to the choices."""

    def __init__(self, theme: Theme, db: Connection) -> None:
        super().__init__()
        self.pairs = PairModel(db)
        self.setModel(self.pairs)
        self.setAccessibleName(t("People who may be in the vault twice"))
        self.setItemDelegate(_PairDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def current(self) -> Pair | None:
        """Return the pair that is looked at."""
        return self.pairs.pair(self.currentIndex().row())

    def choose(self, row: int) -> None:
        """Look at the pair of a row, or the last one if there are fewer."""
        row = min(row, self.pairs.rowCount() - 1)
        if row >= 0:
            self.setCurrentIndex(self.pairs.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Activate with Enter; letters belong to commands, not to a search by letter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.currentIndex())
        elif event.text().strip() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)
