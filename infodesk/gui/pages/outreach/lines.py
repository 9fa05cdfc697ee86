"""A list of people with headings: who is to be written to, which drafts there are, who waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
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

from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets.painting import (
    hue_of,
    initials,
    mirrored,
    paint_avatar,
    paint_pill,
)
from infodesk.gui.widgets.tooltips import plain_tooltip

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROLE = Qt.ItemDataRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person in the list, or a heading where `key` is 0.

    `group` and `key` tell lines apart; `note` stands at the far side, as a pill if it has a
    `color`.
    """

    group: str
    title: str
    key: int = 0
    person_id: int = 0
    detail: str = ""
    note: str = ""
    color: ColorName | None = None


class LinesModel(QAbstractListModel):
    """Holds the lines as they are shown; headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> object:
        """Return the title of a line, and all of it for a screen reader."""
        if not index.isValid() or not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == _ROLE.DisplayRole:
            return line.title
        if role == _ROLE.AccessibleTextRole:
            return ", ".join(part for part in (line.title, line.detail, line.note) if part)
        if role == _ROLE.ToolTipRole:
            return plain_tooltip("\n".join(part for part in (line.title, line.detail) if part))
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let people be chosen, headings not."""
        if not index.isValid() or not self.lines[index.row()].key:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LinesView(QListView):
    """Shows lines; Enter or a double click opens one, `chosen` tells of another current one.

    Lines are people with their pictures, or `plain` words.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, *, plain: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self.model_ = LinesModel(self)
        self.setModel(self.model_)
        self.setItemDelegate(LineDelegate(theme, self, plain=plain))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; the current one stays current, or the one that took its place."""
        if lines == self.model_.lines:
            return
        before, row = self.current(), self.currentIndex().row()
        top = self.verticalScrollBar().value()
        self.model_.show_lines(lines)
        if before is not None and not self.make_current(before.group, before.key):
            self._near(row)
        elif before is None:
            self._near(0)
        self.verticalScrollBar().setValue(top)

    def _near(self, row: int) -> None:
        lines = self.model_.lines
        places = [place for place, line in enumerate(lines) if line.key]
        if places:
            nearest = min(places, key=lambda place: (abs(place - row), place))
            self.setCurrentIndex(self.model_.index(nearest, 0))

    def make_current(self, group: str, key: int) -> bool:
        """Make a line current; False if there is none such."""
        for place, line in enumerate(self.model_.lines):
            if (line.group, line.key) == (group, key):
                self.setCurrentIndex(self.model_.index(place, 0))
                return True
        return False

    def current(self) -> Line | None:
        """Return the current line."""
        row = self.currentIndex().row()
        return self.model_.lines[row] if 0 <= row < len(self.model_.lines) else None

    def currentChanged(self, now: _Index, before: _Index) -> None:  # noqa: N802
        """Tell of another current line."""
        super().currentChanged(now, before)
        self.chosen.emit(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        line = self.current()
        if line is not None:
            self.opened.emit(line)

    def minimumSizeHint(self) -> QSize:
        """Be seen."""
        return QSize(self._theme.px(160), self._theme.px(60))


class LineDelegate(QStyledItemDelegate):
    """Paints an avatar, two lines of words and what stands at the far side."""

    def __init__(self, theme: Theme, view: LinesView, *, plain: bool) -> None:
        super().__init__(view)
        self._theme, self._view, self._plain = theme, view, plain

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Ask for the height of a heading or of a person."""
        px = self._theme.px
        line = self._view.model_.lines[index.row()]
        strong = QFontMetrics(self._theme.font("strong")).height()
        if not line.key:
            overline = QFontMetrics(self._theme.font("overline")).height()
            return QSize(px(120), overline + px(12 if index.row() == 0 else 26))
        small = QFontMetrics(self._theme.font("small")).height() if line.detail else 0
        return QSize(px(120), strong + small + px(16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one line."""
        line = self._view.model_.lines[index.row()]
        area: QRect = option.rect
        painter.save()
        if line.key:
            self._paint_person(painter, option, area, line)
        else:
            self._paint_heading(painter, area, line)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, line: Line) -> None:
        painter.setFont(self._theme.font("overline"))
        painter.setPen(self._theme.color("muted"))
        inside = area.adjusted(self._theme.px(10), 0, -self._theme.px(10), -self._theme.px(6))
        self._draw(painter, inside, line.title, Qt.AlignmentFlag.AlignBottom)

    def _paint_person(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, line: Line
    ) -> None:
        theme, px = self._theme, self._theme.px
        state: QStyle.StateFlag = option.state
        self._paint_ground(painter, area, state)
        inside = area.adjusted(px(10), px(2), -px(10), -px(2))
        side = px(28)
        spot = QRect(inside.left(), inside.center().y() - side // 2, side, side)
        words = inside.adjusted(0 if self._plain else side + px(10), px(5), 0, -px(5))
        note = self._note_width(line)
        if note:
            room = QRect(inside.right() - note, inside.top(), note, inside.height())
            words.setRight(room.left() - px(8))
            self._paint_note(painter, self._mirrored(area, room), line)
        key = line.person_id or line.title
        if not self._plain:
            disc = self._mirrored(area, spot)
            paint_avatar(painter, theme, disc, initials(line.title), hue_of(key))
        metrics = QFontMetrics(theme.font("strong"))
        first = QRect(words.left(), words.top(), words.width(), metrics.height())
        painter.setFont(theme.font("medium" if self._plain else "strong"))
        painter.setPen(theme.color("text"))
        if not line.detail:
            first = words
        self._draw(painter, self._mirrored(area, first), line.title)
        if line.detail:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("muted"))
            second = words.adjusted(0, metrics.height(), 0, 0)
            self._draw(painter, self._mirrored(area, second), line.detail)

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        theme, px = self._theme, self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground: ColorName | None = None
        if state & QStyle.StateFlag.State_Selected:
            ground = "accent_soft"
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = "hover"
        inside = area.adjusted(px(2), px(1), -px(2), -px(1))
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(inside, px(6), px(6))
        if state & QStyle.StateFlag.State_Selected and (self._view.hasFocus() or theme.outlined):
            color = theme.color("focus" if self._view.hasFocus() else "edge")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            bar = QRect(inside.left(), inside.top() + px(6), px(3), inside.height() - px(12))
            painter.drawRoundedRect(self._mirrored(area, bar), px(1.5), px(1.5))

    def _note_width(self, line: Line) -> int:
        if not line.note:
            return 0
        px = self._theme.px
        role = "small_strong" if line.color else "small"
        width = QFontMetrics(self._theme.font(role)).horizontalAdvance(line.note)  # type: ignore[arg-type]
        return width + (px(18) if line.color else px(2))

    def _paint_note(self, painter: QPainter, area: QRect, line: Line) -> None:
        theme = self._theme
        if line.color:
            painter.setFont(theme.font("small_strong"))
            height = QFontMetrics(theme.font("small_strong")).height() + theme.px(6)
            pill = QRect(area.left(), area.center().y() - height // 2 + 1, area.width(), height)
            paint_pill(painter, theme, pill, line.note, line.color)
        else:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("muted"))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, line.note)

    def _draw(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        upright: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
    ) -> None:
        right = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(
            text.replace("\n", " "), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(area, side | upright | Qt.AlignmentFlag.AlignAbsolute, shown)

    def _mirrored(self, whole: QRect, part: QRect) -> QRect:
        return mirrored(self._view.layoutDirection(), whole, part)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """Show a name that is cut, as plain text."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return False
        line = self._view.model_.lines[index.row()]
        rect: QRect = option.rect
        room = rect.width() - self._theme.px(58) - self._note_width(line)
        wide = max(
            QFontMetrics(self._theme.font("strong")).horizontalAdvance(line.title),
            QFontMetrics(self._theme.font("small")).horizontalAdvance(line.detail),
        )
        if not line.key or wide <= room:
            return False
        return super().helpEvent(event, view, option, index)
