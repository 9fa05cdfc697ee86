"""Rows of a table: the delegate that paints names with avatars, pills and quiet numbers."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from infodesk.gui.theme import ColorName, Hue, Role, Theme
from infodesk.gui.widgets.painting import Discs, hue_of, initials, paint_avatar, paint_pill
from infodesk.gui.widgets.tooltips import plain_tooltip

KEY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The id of the person (or a word) that chooses the hue of an avatar."""

COLOR_ROLE = int(Qt.ItemDataRole.UserRole) + 2
"""The colour name of a pill, or of a text that stands out."""

TIP_ROLE = int(Qt.ItemDataRole.UserRole) + 3
"""The whole text for the tooltip, as it is; ToolTipRole must be escaped (`plain_tooltip`)."""

Index = QModelIndex | QPersistentModelIndex

# Looked up once: a full table asks for them a thousand times a repaint.
_ONE_LINE = Qt.TextFlag.TextSingleLine.value
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_LEFT = int((Qt.AlignmentFlag.AlignLeft | _MIDDLE).value) | int(_ONE_LINE)
_RIGHT = int((Qt.AlignmentFlag.AlignRight | _MIDDLE).value) | int(_ONE_LINE)
_CUT_AT_END = Qt.TextElideMode.ElideRight
_AS_WRITTEN = Qt.LayoutDirection.LayoutDirectionAuto
_MIRRORED = Qt.LayoutDirection.RightToLeft
_SELECTED = QStyle.StateFlag.State_Selected
_KEPT_AVATARS = 500


class Cell(Protocol):
    """How the cells of one column are painted."""

    def restyle(self) -> None:
        """Measure again after the theme changed."""

    def paint(self, painter: QPainter, area: QRect, index: Index, right_to_left: bool) -> None:
        """Paint the cell within `area`."""

    def width(self, text: str) -> int:
        """Return the width in pixels that shows all of `text`."""


class TextCell:
    """Text in one colour and font role; numbers stand at the far side in tabular figures."""

    def __init__(
        self, theme: Theme, role: Role = "body", color: ColorName = "text", *, far: bool = False
    ) -> None:
        self._theme = theme
        self._role: Role = role
        self._color: ColorName = color
        self._far = far
        self.restyle()

    def restyle(self) -> None:
        """Measure again after the theme changed."""
        self._metrics = QFontMetrics(self._theme.font(self._role))
        self._margin = self._theme.px(8)

    def width(self, text: str) -> int:
        """Return the width in pixels that shows all of `text`."""
        # Letters have parts of pixels, which the metrics round down and the cut does not.
        return self._metrics.horizontalAdvance(text) + 1 + 2 * self._margin

    def paint(self, painter: QPainter, area: QRect, index: Index, right_to_left: bool) -> None:
        """Paint the text, cut where it does not fit."""
        text = index.data()
        if not text:
            return
        painter.setFont(self._theme.font(self._role))
        painter.setPen(self._theme.color(index.data(COLOR_ROLE) or self._color))
        inside = area.adjusted(self._margin, 0, -self._margin, 0)
        _draw_line(painter, self._metrics, inside, str(text), self._far != right_to_left)


class NumberCell(TextCell):
    """A quiet number or short date at the far side."""

    def __init__(self, theme: Theme, color: ColorName = "muted") -> None:
        super().__init__(theme, "figures", color, far=True)


class PersonCell:
    """A name after the person's avatar; KEY_ROLE chooses the hue.

    `discs(id, side, ratio)` returns the picture of whoever has one.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        avatar: int = 22,
        discs: Discs | None = None,
    ) -> None:
        self._theme = theme
        self._avatar, self._discs = avatar, discs
        self.restyle()

    def restyle(self) -> None:
        """Measure again after the theme changed."""
        px = self._theme.px
        self._metrics = QFontMetrics(self._theme.font("medium"))
        self._margin, self._side, self._gap = px(8), px(self._avatar), px(9)
        self._avatars: dict[tuple[str, Hue, float], QPixmap] = {}

    def width(self, text: str) -> int:
        """Return the width in pixels that shows all of `text`."""
        taken = self._margin + self._side + self._gap + self._theme.px(8)
        return taken + self._metrics.horizontalAdvance(text)

    def paint(self, painter: QPainter, area: QRect, index: Index, right_to_left: bool) -> None:
        """Paint avatar and name."""
        name = str(index.data() or "")
        side = self._side
        spot = QRect(area.left() + self._margin, area.center().y() - side // 2 + 1, side, side)
        words = area.adjusted(self._margin + side + self._gap, 0, -self._theme.px(8), 0)
        if right_to_left:
            direction = Qt.LayoutDirection.RightToLeft
            spot = QStyle.visualRect(direction, area, spot)
            words = QStyle.visualRect(direction, area, words)
        key = index.data(KEY_ROLE)
        disc = None
        if self._discs is not None and isinstance(key, int):
            disc = self._discs(key, side, painter.device().devicePixelRatio())
        if disc is not None:
            painter.drawPixmap(spot.topLeft(), disc)
        else:
            self._paint_avatar(painter, spot, initials(name), hue_of(name if key is None else key))
        painter.setFont(self._theme.font("medium"))
        painter.setPen(self._theme.color("text"))
        _draw_line(painter, self._metrics, words, name, right_to_left)

    def _paint_avatar(self, painter: QPainter, spot: QRect, letters: str, hue: Hue) -> None:
        ratio = painter.device().devicePixelRatio()
        picture = self._avatars.get((letters, hue, ratio))
        if picture is None:
            if len(self._avatars) >= _KEPT_AVATARS:
                self._avatars.clear()
            pixels = round(self._side * ratio)
            picture = QPixmap(pixels, pixels)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            brush = QPainter(picture)
            paint_avatar(brush, self._theme, QRect(0, 0, self._side, self._side), letters, hue)
            brush.end()
            self._avatars[letters, hue, ratio] = picture
        painter.drawPixmap(spot, picture)


class PillCell:
    """A word on a soft ground in the colour of COLOR_ROLE."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.restyle()

    def restyle(self) -> None:
        """Measure again after the theme changed."""
        self._metrics = QFontMetrics(self._theme.font("small_strong"))
        self._margin = self._theme.px(8)

    def width(self, text: str) -> int:
        """Return the width in pixels that shows all of `text`."""
        return self._metrics.horizontalAdvance(text) + self._theme.px(18) + 2 * self._margin

    def paint(self, painter: QPainter, area: QRect, index: Index, right_to_left: bool) -> None:
        """Paint the pill."""
        text = str(index.data() or "")
        if not text:
            return
        height = self._metrics.height() + self._theme.px(6)
        width = min(self.width(text), area.width()) - 2 * self._margin
        top = area.center().y() - height // 2 + 1
        pill = QRect(area.left() + self._margin, top, max(width, height), height)
        if right_to_left:
            pill = QStyle.visualRect(Qt.LayoutDirection.RightToLeft, area, pill)
        painter.setFont(self._theme.font("small_strong"))
        room = pill.width() - self._theme.px(14)
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        paint_pill(painter, self._theme, pill, shown, index.data(COLOR_ROLE) or "muted")


class RowDelegate(QStyledItemDelegate):
    """Paints whole rows: ground, hairline, the mark of the current row, and a cell per column.

    A cell that is cut shows its whole text on hover, and so does one whose model has more to
    say; tooltips are plain text.
    """

    def __init__(self, theme: Theme, cells: Sequence[Cell], view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._cells = list(cells)
        self._view = view
        self._over = -1
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)
        view.entered.connect(self._enter)
        theme.changed.connect(self._restyle)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell of a row."""
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        column = index.column()
        self._paint_ground(painter, area, index, bool(state & _SELECTED))
        if column < len(self._cells):
            # Not saved and restored: every cell sets its own font, pen and brush.
            mirrored = self._view.layoutDirection() == _MIRRORED
            self._cells[column].paint(painter, area, index, mirrored)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for a row's height and the width of the whole text."""
        text = str(index.data() or "")
        column = index.column()
        width = self._cells[column].width(text) if column < len(self._cells) else 0
        return QSize(width, self._theme.row_height())

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show what is cut, or what the model adds; always as plain text."""
        if not index.isValid():
            return False
        text = str(index.data() or "")
        tip = str(index.data(TIP_ROLE) or text)
        cut = self.sizeHint(option, index).width() > view.visualRect(index).width()
        if tip == text and not cut:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), plain_tooltip(tip), view)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the pointer left the rows."""
        if event.type() == QEvent.Type.Leave and watched is self._view.viewport():
            self._hover(-1)
        return super().eventFilter(watched, event)

    def _paint_ground(self, painter: QPainter, area: QRect, index: Index, selected: bool) -> None:
        theme = self._theme
        if selected:
            painter.fillRect(area, theme.color("accent_soft"))
        elif index.row() == self._over:
            painter.fillRect(area, theme.color("hover"))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.color("line"))
        if index.row() == self._view.currentIndex().row() and self._is_first(index):
            bar = QRect(area.left(), area.top(), theme.px(3), area.height() - 1)
            bar = QStyle.visualRect(self._view.layoutDirection(), area, bar)
            strong = self._view.hasFocus()
            if strong or selected:
                painter.fillRect(bar, theme.color("focus" if strong else "edge"))

    def _is_first(self, index: Index) -> bool:
        if isinstance(self._view, QTableView):
            return self._view.horizontalHeader().visualIndex(index.column()) == 0
        return index.column() == 0

    def _enter(self, index: QModelIndex) -> None:
        self._hover(index.row())

    def _hover(self, row: int) -> None:
        for changed in {self._over, row} - {-1}:
            self._repaint_row(changed)
        self._over = row

    def _repaint_row(self, row: int) -> None:
        model: QAbstractItemModel | None = self._view.model()
        if model is not None and row < model.rowCount():
            where = self._view.visualRect(model.index(row, 0))
            viewport = self._view.viewport()
            viewport.update(0, where.top(), viewport.width(), where.height())

    def _restyle(self) -> None:
        for cell in self._cells:
            cell.restyle()
        if isinstance(self._view, QTableView):
            self._view.verticalHeader().setDefaultSectionSize(self._theme.row_height())
        self._view.viewport().update()


def dress_table(theme: Theme, view: QTableView, cells: Sequence[Cell]) -> RowDelegate:
    """Make `view` a table of whole rows painted by `cells`, and return its delegate."""
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    upright = view.verticalHeader()
    upright.hide()
    upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    upright.setMinimumSectionSize(1)
    upright.setDefaultSectionSize(theme.row_height())
    head = view.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    delegate = RowDelegate(theme, cells, view)
    view.setItemDelegate(delegate)
    return delegate


def _draw_line(
    painter: QPainter, metrics: QFontMetrics, area: QRect, text: str, right: bool
) -> None:
    if "\n" in text:
        text = text.replace("\n", " ")
    text = metrics.elidedText(text, _CUT_AT_END, area.width())
    painter.setLayoutDirection(_AS_WRITTEN)
    painter.drawText(area, _RIGHT if right else _LEFT, text)
