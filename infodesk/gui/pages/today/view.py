"""The list of the Today page: cards of lines, each with its buttons, painted."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from infodesk.gui.pages.today.deeds import SHOWN, Deed, Offer
from infodesk.gui.pages.today.lines import Heading, Index, Line, Place, TodayModel
from infodesk.gui.theme import ColorName, Role, Theme
from infodesk.gui.widgets.painting import (
    Discs,
    key_height,
    key_width,
    no_disc,
    paint_key,
    paint_person,
    paint_pill,
)
from infodesk.words import t

NARROW, TIGHT = 660, 430
"""Widths, at a text scale of 1, below which a line has one button, and no room for its pill."""


class TodayView(QListView):
    """Shows the lines; `asked(deed)` is what a button or Enter wants with the current one."""

    asked = Signal(object)
    chosen = Signal()

    def __init__(self, theme: Theme, lines: TodayModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lines = lines
        self.discs: Discs = no_disc
        self.under: tuple[int, Deed] | None = None
        self.setModel(lines)
        self.setAccessibleName(t("To do today"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setStyleSheet("QListView { background: transparent; }")
        self.painter_of_lines = LinePainter(theme, self)
        self.setItemDelegate(self.painter_of_lines)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._moved)
        theme.changed.connect(self.painter_of_lines.forget)
        theme.changed.connect(self.doItemsLayout)

    def current(self) -> Line | None:
        """Return the current line, None for none."""
        return self.lines.line(self.currentIndex().row())

    def current_place(self) -> Place | None:
        """Return the current line's place, without reading what it shows."""
        return self.lines.place(self.currentIndex().row())

    def show_items(self, items: list[Heading | Place]) -> None:
        """Show other lines; the current one stays, or the one that took its place becomes it."""
        before, row = self.current_place(), self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        if not self.lines.show(items):
            return
        found = self._row_of(before) if before else -1
        if found < 0:
            found = self._nearest(max(row, 0))
        if found >= 0:
            self.setCurrentIndex(self.lines.index(found))
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(scrolled)
        self.chosen.emit()

    def make_current(self, row: int) -> None:
        """Choose a line and bring it into view."""
        if self.lines.place(row):
            self.setCurrentIndex(self.lines.index(row))

    def first(self) -> int:
        """Return the row of the first line, -1 for none."""
        return self._nearest(0)

    def _row_of(self, place: Place) -> int:
        key = place.due.key
        rows = (
            row
            for row, item in enumerate(self.lines.items)
            if isinstance(item, Place) and item.due.key == key
        )
        return next(rows, -1)

    def _nearest(self, row: int) -> int:
        count = len(self.lines.items)
        after = (one for one in range(row, count) if self.lines.place(one))
        before = (one for one in range(min(row, count) - 1, -1, -1) if self.lines.place(one))
        found = next(after, None)
        return found if found is not None else next(before, -1)

    def _open(self, index: QModelIndex) -> None:
        if self.lines.place(index.row()) and self.under is None:
            self.asked.emit(Deed.OPEN)

    def _moved(self, current: QModelIndex) -> None:
        """Tell that another line is current; with the first line its group's head is seen too."""
        if current.row() == 1:
            self.scrollToTop()
        self.chosen.emit()

    # Qt's calls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which button would be pressed."""
        self._point_at(event.position().toPoint())
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press a button, or choose a line."""
        super().mousePressEvent(event)
        self._point_at(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what the button says."""
        super().mouseReleaseEvent(event)
        self._point_at(event.position().toPoint())
        if self.under is not None and event.button() == Qt.MouseButton.LeftButton:
            row, deed = self.under
            self.make_current(row)
            self.asked.emit(deed)

    def leaveEvent(self, event: QEvent) -> None:
        """Go back to rest."""
        self._set_under(None)
        super().leaveEvent(event)

    def _point_at(self, spot: QPoint) -> None:
        index = self.indexAt(spot)
        line = self.lines.line(index.row()) if index.isValid() else None
        found = None
        if line is not None:
            area = self.visualRect(index)
            for offer, button in self.painter_of_lines.buttons(area, line):
                if button.contains(spot):
                    found = index.row(), offer.deed
        self._set_under(found)

    def _set_under(self, found: tuple[int, Deed] | None) -> None:
        if found == self.under:
            return
        self.under = found
        shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self.viewport().update()


class LinePainter(QStyledItemDelegate):
    """Paints headings and lines as one card a group."""

    def __init__(self, theme: Theme, view: TodayView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._sizes: dict[bool | None, QSize] = {}

    def forget(self) -> None:
        """Measure anew: the theme changed."""
        self._sizes.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for a row's height."""
        item = self._view.lines.items[index.row()]
        look = item.first if isinstance(item, Heading) else None
        # Qt asks for every row: 2,000 fonts would be measured for three answers.
        size = self._sizes.get(look)
        if size is None:
            px = self._theme.px
            height = self._line("body") + self._line("small") + px(24)
            if isinstance(item, Heading):
                height = self._line("section") + px(26) + (0 if item.first else px(14))
            size = self._sizes[look] = QSize(px(240), height)
        return size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        item = self._view.lines.items[index.row()]
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            if isinstance(item, Heading):
                self._paint_heading(painter, area, item)
            elif line := self._view.lines.line(index.row()):
                chosen = bool(state & QStyle.StateFlag.State_Selected)
                over = bool(state & QStyle.StateFlag.State_MouseOver)
                self._paint_ground(painter, area, first=False, last=item.last,
                                   ground="hover" if over and not chosen else "surface",
                                   chosen=chosen)  # fmt: skip
                self._paint_line(painter, area, line, index.row())
        finally:
            painter.restore()

    # Grounds

    def _paint_ground(
        self,
        painter: QPainter,
        area: QRect,
        *,
        first: bool,
        last: bool,
        ground: ColorName = "surface",
        chosen: bool = False,
    ) -> None:
        theme, px = self._theme, self._theme.px
        card = QRectF(self._card(area))
        card.adjust(0.5, 0.5 if first else 0, -0.5, -1.5 if last else 0)
        radius = px(8)
        tall = card.adjusted(0, 0 if first else -radius * 2, 0, 0 if last else radius * 2)
        shape = QPainterPath()
        shape.addRoundedRect(tall, radius, radius)
        painter.save()
        painter.setClipRect(area)
        if last and not theme.palette.dark:
            painter.fillPath(shape.translated(0, 1), theme.color("line"))
        painter.fillPath(shape, theme.color(ground))
        if chosen:
            focused = self._view.hasFocus()
            painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
            painter.fillRect(area, theme.color("accent_soft" if focused else "sunken"))
            if focused:
                bar = QRect(self._card(area).left(), area.top(), px(3), area.height())
                painter.fillRect(self._mirror(area, bar), theme.color("focus"))
            painter.setClipRect(area)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawPath(shape)
        if not last:
            painter.drawLine(card.bottomLeft(), card.bottomRight())
        painter.restore()

    def _card(self, area: QRect) -> QRect:
        return self._mirror(area, area.adjusted(0, 0, -self._theme.px(8), 0))

    def _paint_heading(self, painter: QPainter, area: QRect, item: Heading) -> None:
        px = self._theme.px
        area = area.adjusted(0, 0 if item.first else px(14), 0, 0)
        self._paint_ground(painter, area, first=True, last=False)
        inside = area.adjusted(px(16), 0, -px(8 + 16), 0)
        count = self._advance(item.count, "small")
        spot = QRect(inside.right() - count, inside.top(), count + 1, inside.height())
        self._words(painter, self._mirror(area, spot), item.count, "small", "muted")
        room = inside.adjusted(0, 0, -count - px(16), 0)
        width = self._words(painter, self._mirror(area, room), item.title, "section", "text")
        rest = room.adjusted(width + px(10), 0, 0, 0)
        self._words(painter, self._mirror(area, rest), item.detail, "small", "muted")

    # Lines

    def _paint_line(self, painter: QPainter, area: QRect, line: Line, row: int) -> None:
        px = self._theme.px
        body, small = self._line("body"), self._line("small")
        top = area.top() + (area.height() - body - small - px(2)) // 2
        second = top + body + px(2)
        side = px(32)
        left = area.left() + px(16)
        spot = QRect(left, area.center().y() - side // 2 + 1, side, side)
        card = line.card
        paint_person(painter, self._theme, self._mirror(area, spot), card.name,
                     card.due.person_id, self._view.discs)  # fmt: skip
        left += side + px(12)
        right = area.right() - px(8 + 14)
        for offer, button in self.buttons(area, line):
            self._paint_button(painter, button, offer, over=self._view.under == (row, offer.deed))
            right = min(right, self._mirror(area, button).left() - px(12))
        right = self._paint_pill(painter, area, line, right)
        name = min(self._advance(card.name, "strong") + 1, max(right - left, 0))
        self._words(painter, self._mirror(area, QRect(left, top, name, body)),
                    card.name, "strong", "text")  # fmt: skip
        rest = QRect(left + name + px(8), top, max(right - left - name - px(8), 0), body)
        self._words(painter, self._mirror(area, rest), line.role, "small", "muted")
        under = QRect(left, second, max(right - left, 0), small)
        self._words(painter, self._mirror(area, under), line.sentence, "small", "text")

    def _paint_pill(self, painter: QPainter, area: QRect, line: Line, right: int) -> int:
        px = self._theme.px
        width = self._advance(line.pill, "small_strong") + px(18)
        if area.width() < px(TIGHT) + width:
            return right
        height = self._line("small_strong") + px(6)
        spot = QRect(right - width, area.center().y() + 1 - height // 2, width, height)
        painter.setFont(self._theme.font("small_strong"))
        paint_pill(painter, self._theme, self._mirror(area, spot), line.pill, line.color)
        return right - width - px(12)

    # Buttons

    def buttons(self, area: QRect, line: Line) -> list[tuple[Offer, QRect]]:
        """Return the buttons of a line and where they stand."""
        px = self._theme.px
        wide = area.width() >= px(NARROW)
        shown = line.offers[: SHOWN if wide else 1]
        height = max(px(28), self._line("small") + px(8))
        right = area.right() - px(8 + 14)
        found: list[tuple[Offer, QRect]] = []
        for offer in reversed(shown):
            width = self._advance(offer.words, "small") + px(20) + self._key_room(offer) + 2
            spot = QRect(right - width, area.center().y() + 1 - height // 2, width, height)
            found.insert(0, (offer, self._mirror(area, spot)))
            right -= width + px(8)
        return found

    def _key_room(self, offer: Offer) -> int:
        if offer.deed is Deed.OPEN:
            return 0
        return key_width(self._theme, offer.key) + self._theme.px(8)

    def _paint_button(self, painter: QPainter, area: QRect, offer: Offer, *, over: bool) -> None:
        theme, px = self._theme, self._theme.px
        painter.setPen(QPen(theme.color("edge" if over or theme.outlined else "line"), 1))
        painter.setBrush(theme.color("hover" if over else "surface"))
        radius = px(6)
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        inside = area.adjusted(px(10), 0, -px(10), 0)
        room = self._key_room(offer)
        if room:
            width, height = room - px(8), key_height(theme)
            top = area.center().y() + 1 - height // 2
            cap = self._mirror(area, QRect(inside.right() - width + 1, top, width, height))
            paint_key(painter, theme, cap, offer.key, theme.color("muted"), theme.color("sunken"))
        words = self._mirror(area, inside.adjusted(0, 0, -room, 0))
        self._words(painter, words, offer.words, "small", "text")

    # Helpers of painting

    def _words(self, painter: QPainter, area: QRect, text: str, role: Role, ink: ColorName) -> int:
        """Write one line, cut where space is short; return its width."""
        font = self._theme.font(role)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(
            text.replace("\n", " "), Qt.TextElideMode.ElideRight, max(area.width(), 0)
        )
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        mirrored = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(area, int(flags.value) | int(Qt.TextFlag.TextSingleLine.value), shown)
        return metrics.horizontalAdvance(shown)

    def _mirror(self, area: QRect, part: QRect) -> QRect:
        return QStyle.visualRect(self._view.layoutDirection(), area, part)

    def _advance(self, text: str, role: Role) -> int:
        return QFontMetrics(self._theme.font(role)).horizontalAdvance(text)

    def _line(self, role: Role) -> int:
        return QFontMetrics(self._theme.font(role)).height()
