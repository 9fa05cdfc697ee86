"""The ranked people of the shortlist: a list of rows, and how they are painted."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from infodesk.core.ids import PersonId
from infodesk.core.shortlist import Ranked
from infodesk.gui.pages.people.header import role_words
from infodesk.gui.theme import Theme
from infodesk.gui.widgets.painting import hue_of, initials, mirrored, paint_avatar
from infodesk.gui.widgets.tooltips import show_tooltip
from infodesk.words import t
from infodesk.words.shortlist import reason_words

RANKED_ROLE = int(Qt.ItemDataRole.UserRole) + 1

_ROOT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_ONE_LINE = int(Qt.TextFlag.TextSingleLine.value)
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_LEFT = int((Qt.AlignmentFlag.AlignLeft | _MIDDLE).value) | _ONE_LINE
_RIGHT = int((Qt.AlignmentFlag.AlignRight | _MIDDLE).value) | _ONE_LINE
_WIDE = 480
"""From this width on, a row says in words what speaks for the person."""


class RankedModel(QAbstractListModel):
    """Holds the ranked people; `most` is the total of somebody for whom everything speaks."""

    def __init__(self) -> None:
        super().__init__()
        self.ranked: list[Ranked] = []
        self.most = 1

    def show(self, ranked: Sequence[Ranked], most: int) -> None:
        """Show other people, or the same ones in another order."""
        self.beginResetModel()
        self.ranked, self.most = list(ranked), max(most, 1)
        self.endResetModel()

    def take_away(self, row: int) -> None:
        """Let one go without moving the others."""
        self.beginRemoveRows(_ROOT, row, row)
        del self.ranked[row]
        self.endRemoveRows()

    def row_of(self, person_id: PersonId) -> int:
        """Return the row of a person, -1 for nobody shown."""
        for row, one in enumerate(self.ranked):
            if one.judged.person.id == person_id:
                return row
        return -1

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.ranked)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row says."""
        if not index.isValid() or not 0 <= index.row() < len(self.ranked):
            return None
        one = self.ranked[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.judged.person.name
        if role == RANKED_ROLE:
            return one
        if role == Qt.ItemDataRole.AccessibleTextRole:
            person = one.judged.person
            parts = (
                str(index.row() + 1),
                person.name,
                role_words(person.title, person.company),
                points_words(one.total),
                strong_words(one),
            )
            return ", ".join(part for part in parts if part)
        return None


def points_words(total: float) -> str:
    """Return a total as it is shown."""
    return f"{total:.1f}"


def strong_words(one: Ranked) -> str:
    """Return what speaks for somebody, the strongest reasons first."""
    strong = [point for point in one.judged.points if point.share > 0]
    strong.sort(key=lambda point: -point.share)
    return " · ".join(reason_words(point.reason) for point in strong)


class RankedList(QListView):
    """The people, the best first; `kept` and `left` tell what was decided about the current one."""

    kept = Signal()
    left = Signal()
    opened = Signal()
    currented = Signal()

    def __init__(self, theme: Theme, model: RankedModel) -> None:
        super().__init__()
        self._theme = theme
        self.setModel(model)
        self.setAccessibleName(t("People, the best first"))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.delegate = RankedDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        self.selectionModel().currentChanged.connect(lambda *_: self.currented.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep with K, Enter or Space, leave for later with N; the rest is the list's."""
        key = event.key()
        if event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_K, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.kept.emit()
        elif key in (Qt.Key.Key_N, Qt.Key.Key_Delete):
            self.left.emit()
        elif key == Qt.Key.Key_O:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: letters decide."""


class RankedDelegate(QStyledItemDelegate):
    """Paints a row: place, picture, name, role at company, what speaks for them, the total."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        theme, px = self._theme, self._theme.px
        self._name = QFontMetrics(theme.font("medium"))
        self._small = QFontMetrics(theme.font("small"))
        self._figures = QFontMetrics(theme.font("figures"))
        self._height = self._name.height() + self._small.height() + px(2) + px(16)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Ask for two lines."""
        return QSize(self._theme.px(280), self._height)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        _option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """Show all that is cut."""
        one = index.data(RANKED_ROLE)
        if one is None:
            return False
        person = one.judged.person
        lines = (person.name, role_words(person.title, person.company), strong_words(one))
        show_tooltip(event.globalPos(), "\n".join(line for line in lines if line), view)
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        one = index.data(RANKED_ROLE)
        if one is None:
            return
        theme, px = self._theme, self._theme.px
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        side = self._view.layoutDirection()
        right_to_left = side == Qt.LayoutDirection.RightToLeft
        near, far = (_RIGHT, _LEFT) if right_to_left else (_LEFT, _RIGHT)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("accent_soft"))
            if self._view.hasFocus():
                bar = QRect(area.left(), area.top(), px(3), area.height() - 1)
                painter.fillRect(mirrored(side, area, bar), theme.color("focus"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.color("hover"))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.color("line"))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)

        person = one.judged.person
        inside = area.adjusted(px(12), px(7), -px(14), -px(8))
        number = QRect(inside.left(), inside.top(), px(30), inside.height())
        painter.setFont(theme.font("figures"))
        painter.setPen(theme.color("muted"))
        painter.drawText(mirrored(side, area, number), near, f"{index.row() + 1:,}")
        disc = px(28)
        left = number.right() + px(4)
        spot = QRect(left, inside.center().y() - disc // 2, disc, disc)
        paint_avatar(
            painter,
            theme,
            mirrored(side, area, spot),
            initials(person.name),
            hue_of(int(person.id)),
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar_width = px(56)
        self._paint_total(painter, inside, area, one, bar_width, far)
        left = spot.right() + px(10)
        words = QRect(left, inside.top(), inside.right() - bar_width - px(12) - left, 0)
        first = QRect(words.left(), words.top(), words.width(), self._name.height())
        second = first.translated(0, self._name.height() + px(2))
        second.setHeight(self._small.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._line(painter, mirrored(side, area, first), person.name, "medium", "text", near)
        role = role_words(person.title, person.company)
        if area.width() >= px(_WIDE):
            half = second.adjusted(second.width() // 2 + px(8), 0, 0, 0)
            said = mirrored(side, area, half)
            self._line(painter, said, strong_words(one), "small", "muted", near)
            second.setWidth(second.width() // 2)
        self._line(painter, mirrored(side, area, second), role, "small", "muted", near)

    def _paint_total(
        self, painter: QPainter, inside: QRect, area: QRect, one: Ranked, width: int, far: int
    ) -> None:
        """Paint the total over a bar of how much of everything speaks for the person."""
        theme, px, side = self._theme, self._theme.px, self._view.layoutDirection()
        model = self._view.model()
        most = model.most if isinstance(model, RankedModel) else 1
        top = QRect(inside.right() - width, inside.top(), width, self._name.height())
        painter.setFont(theme.font("figures"))
        painter.setPen(theme.color("text"))
        painter.drawText(mirrored(side, area, top), far, points_words(one.total))
        bar = QRect(top.left(), top.bottom() + px(7), width, px(5))
        painter.setPen(theme.color("edge") if theme.outlined else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("chip"))
        painter.drawRoundedRect(QRectF(mirrored(side, area, bar)), px(2.5), px(2.5))
        full = QRect(bar)
        full.setWidth(max(round(width * min(one.total / most, 1.0)), px(3)))
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(QRectF(mirrored(side, area, full)), px(2.5), px(2.5))

    def _line(
        self, painter: QPainter, area: QRect, text: str, font: str, color: str, near: int
    ) -> None:
        painter.setFont(self._theme.font(font))  # type: ignore[arg-type]
        painter.setPen(self._theme.color(color))  # type: ignore[arg-type]
        metrics = self._name if font == "medium" else self._small
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, near, shown)
