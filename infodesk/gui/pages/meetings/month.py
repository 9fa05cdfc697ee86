"""The month: a page of days with their meetings and the steps that come up."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from infodesk.gui.pages.meetings.months import (
    DayItem,
    ItemKind,
    item_words,
    month_of,
    months_later,
    same_day,
    weeks_of,
)
from infodesk.gui.theme import ColorName, Role, Theme
from infodesk.gui.widgets import Button, ElidedLabel, IconButton, PlainLabel, QuietButton
from infodesk.gui.widgets.painting import mirrored, paint_pill, paint_ring
from infodesk.gui.widgets.tooltips import plain_tooltip
from infodesk.words import t, tn
from infodesk.words.dates import months, weekday_in_words, weekdays

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
DAY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_DAY = timedelta(days=1)
_SHORT = 92
"""Below this width of a day (at a text scale of 1) days of the week are cut to three letters."""


def first_weekday() -> int:
    """Return the day that begins a week where this computer says it is, Monday being 0."""
    return QLocale.system().firstDayOfWeek().value - 1


class MonthModel(QAbstractTableModel):
    """The days of a month in whole weeks, and what falls on each."""

    def __init__(self, today: Callable[[], date], first: int) -> None:
        super().__init__()
        self.today, self.first = today, first
        self.month = month_of(today())
        self.weeks = weeks_of(self.month, first)
        self.days: Mapping[date, Sequence[DayItem]] = {}
        self.short = False

    def turn(self, month: date) -> None:
        """Show another month."""
        self.beginResetModel()
        self.month = month
        self.weeks = weeks_of(month, self.first)
        self.endResetModel()

    def show_days(self, days: Mapping[date, Sequence[DayItem]]) -> None:
        """Show what falls on each day."""
        self.days = days
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.weeks) - 1, 6))

    def day(self, index: Index) -> date:
        """Return the day of a cell."""
        return self.weeks[index.row()][index.column()]

    def items(self, day: date) -> Sequence[DayItem]:
        """Return what falls on a day."""
        return self.days.get(day, ())

    def cell(self, day: date) -> QModelIndex:
        """Return the cell of a day, an invalid one for a day that is not shown."""
        number = (day - self.weeks[0][0]).days
        if not 0 <= number < 7 * len(self.weeks):
            return QModelIndex()
        return self.index(number // 7, number % 7)

    def set_short(self, short: bool) -> None:
        """Cut the names of the days of the week, or write them out."""
        if short != self.short:
            self.short = short
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 6)

    # Qt's questions

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many weeks there are."""
        return 0 if parent.isValid() else len(self.weeks)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many days a week has."""
        return 0 if parent.isValid() else 7

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a day of the week."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        name = weekdays()[(self.first + section) % 7]
        if role == Qt.ItemDataRole.DisplayRole:
            return name[:3] if self.short else name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return name if role == Qt.ItemDataRole.AccessibleTextRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a day for painting, and its words."""
        if not index.isValid() or index.row() >= len(self.weeks):
            return None
        day = self.day(index)
        if role == DAY_ROLE:
            return day
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(day)
        if role == Qt.ItemDataRole.ToolTipRole and self.items(day):
            lines = [weekday_in_words(day), *map(item_words, self.items(day)[:30])]
            return plain_tooltip("\n".join(lines))
        return None

    def spoken(self, day: date) -> str:
        """Return a day and what falls on it, as a screen reader says it."""
        lines = [item_words(one) for one in self.items(day)[:30]]
        start = weekday_in_words(day)
        if day == self.today():
            start = t("{day}, today", day=start)
        return ". ".join([start, *(lines or [t("nothing on this day")])])


class _Table(QTableView):
    """The days; `turned(months)` asks for another month, `chosen` opens what is on a day."""

    turned = Signal(int)
    chosen = Signal(object)
    hit = Signal(object, object)
    planned = Signal(object)

    def __init__(self, theme: Theme, model: MonthModel) -> None:
        super().__init__()
        self._theme, self.days = theme, model
        self.setModel(model)
        self.setAccessibleName(t("Month"))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QTableView { background: transparent; border: none; }")
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.painter = _DayPainter(theme, self)
        self.setItemDelegate(self.painter)

    def current_day(self) -> date:
        """Return the day one is on."""
        index = self.currentIndex()
        return self.days.day(index) if index.isValid() else self.days.month

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write the days of the week as long as there is room."""
        super().resizeEvent(event)
        self.days.set_short(self.width() // 7 < self._theme.px(_SHORT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by day and month, open a day."""
        key, day = event.key(), self.current_day()
        back = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        by = {
            Qt.Key.Key_Left: 1 if back else -1,
            Qt.Key.Key_Right: -1 if back else 1,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }.get(Qt.Key(key))
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif by is not None:
            self._walk(day, by)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._end_of_week(last=key == Qt.Key.Key_End)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(day)
        else:
            event.ignore()
            return
        event.accept()

    def _walk(self, day: date, by: int) -> None:
        try:
            to = day + by * _DAY
        except OverflowError:
            return
        cell = self.days.cell(to)
        if not cell.isValid() or month_of(to) != self.days.month:
            step = (to.year - self.days.month.year) * 12 + to.month - self.days.month.month
            self.turned.emit(step)
            cell = self.days.cell(to)
        if cell.isValid():
            self.setCurrentIndex(cell)

    def _end_of_week(self, *, last: bool) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.setCurrentIndex(self.days.index(index.row(), 6 if last else 0))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is hit; on an empty spot, plan something."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        day = self.days.day(index)
        item = self.painter.item_at(self.visualRect(index), day, event.position().toPoint())
        if item is not None:
            self.hit.emit(day, item)
        elif self.days.items(day):
            self.chosen.emit(day)
        else:
            self.planned.emit(day)


class _DayPainter(QStyledItemDelegate):
    """Paints a day: its number, then as many of its items as there is room for."""

    def __init__(self, theme: Theme, view: _Table) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Take what there is."""
        return QSize(1, 1)

    def item_at(self, area: QRect, day: date, spot: QPoint) -> DayItem | None:
        """Return the item that is painted at a spot of a day's cell."""
        items = self._view.days.items(day)
        for place, line in self._lines(area, len(items)):
            if line.contains(spot) and place >= 0:
                return items[place]
        return None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a day."""
        area: QRect = option.rect
        day: date = index.data(DAY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            self._paint_ground(painter, area, day, index)
            self._paint_number(painter, area, day)
            items = self._view.days.items(day)
            lines = self._lines(area, len(items))
            if items and not lines:
                self._paint_count(painter, area, len(items))
            for place, line in lines:
                if place < 0:
                    shown = sum(one >= 0 for one, _ in lines)
                    words = t("{count} more", count=len(items) - shown)
                    self._write(painter, line, words, "small", "muted")
                else:
                    self._paint_item(painter, line, items[place])
        finally:
            painter.restore()

    def _lines(self, area: QRect, count: int) -> list[tuple[int, QRect]]:
        """Return the lines of a cell with the place of what stands there, -1 for "more"."""
        px = self._theme.px
        height = self._line("small") + px(3)
        top = area.top() + self._number() + px(8)
        room = max((area.bottom() - px(3) - top) // height, 0)
        shown = count if count <= room else max(room - 1, 0)
        places = [*range(shown), *([-1] if shown < count and room else [])]
        inside = area.adjusted(px(6), 0, -px(6), 0)
        return [
            (place, QRect(inside.left(), top + number * height, inside.width(), height - px(1)))
            for number, place in enumerate(places)
        ]

    def _paint_ground(self, painter: QPainter, area: QRect, day: date, index: Index) -> None:
        theme = self._theme
        current = index == self._view.currentIndex()
        here = month_of(day) == self._view.days.month
        ground: ColorName = "accent_soft" if current else "surface" if here else "canvas"
        painter.fillRect(area, theme.color(ground))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(area.topLeft(), area.topRight())
        left = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if index.column() < 6:
            side = area.left() if left else area.right()
            painter.drawLine(side, area.top(), side, area.bottom())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current and self._view.hasFocus():
            paint_ring(painter, QRectF(area), theme.color("focus"), theme.px(4))

    def _paint_number(self, painter: QPainter, area: QRect, day: date) -> None:
        theme, px = self._theme, self._theme.px
        side = self._number()
        today = day == self._view.days.today()
        words = str(day.day)
        if day.day == 1 and area.width() > px(_SHORT):
            words = f"{day.day} {months()[day.month - 1][:3]}"
        role: Role = "small_strong" if today or day.day == 1 else "small"
        wide = max(side, QFontMetrics(theme.font(role)).horizontalAdvance(words) + px(8))
        spot = QRect(area.left() + px(3), area.top() + px(4), wide, side)
        spot = mirrored(self._view.layoutDirection(), area, spot)
        ink: ColorName = "text" if month_of(day) == self._view.days.month else "muted"
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(spot, side / 2, side / 2)
            ink = "on_accent"
        painter.setFont(theme.font(role))
        painter.setPen(theme.color(ink))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_count(self, painter: QPainter, area: QRect, count: int) -> None:
        """Say at the end of the number's line how much there is, for want of room below."""
        px = self._theme.px
        words = f"{count}"
        wide = QFontMetrics(self._theme.font("small_strong")).horizontalAdvance(words) + px(10)
        spot = QRect(area.right() - wide - px(4), area.top() + px(4), wide, self._number())
        spot = mirrored(self._view.layoutDirection(), area, spot)
        painter.setFont(self._theme.font("small_strong"))
        paint_pill(painter, self._theme, spot, words, "muted")

    def _paint_item(self, painter: QPainter, line: QRect, item: DayItem) -> None:
        theme, px = self._theme, self._theme.px
        side = self._view.layoutDirection()
        if item.kind is ItemKind.STEP:
            dot = px(5)
            spot = QRect(line.left() + px(2), line.center().y() - dot // 2, dot, dot)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(item.color))
            painter.drawEllipse(mirrored(side, line, spot))
            rest = mirrored(side, line, line.adjusted(px(12), 0, 0, 0))
            self._write(painter, rest, f"{item.detail} · {item.words}", "small", item.color)
            return
        painter.setPen(theme.color(item.color) if theme.outlined else Qt.PenStyle.NoPen)
        painter.setBrush(theme.soft(item.color))
        painter.drawRoundedRect(line, px(4), px(4))
        inside = line.adjusted(px(5), 0, -px(4), 0)
        time = self._write(
            painter, mirrored(side, line, inside), item.time, "small_strong", item.color
        )
        rest = mirrored(side, line, inside.adjusted(time + px(5), 0, 0, 0))
        self._write(painter, rest, item.words, "small", item.color, struck=item.off)

    def _write(
        self,
        painter: QPainter,
        area: QRect,
        words: str,
        role: Role,
        ink: ColorName,
        *,
        struck: bool = False,
    ) -> int:
        font = QFont(self._theme.font(role))
        font.setStrikeOut(struck)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(
            words.replace("\n", " "), Qt.TextElideMode.ElideRight, max(area.width(), 0)
        )
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        back = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if back else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(area, int(flags.value) | int(Qt.TextFlag.TextSingleLine.value), shown)
        return metrics.horizontalAdvance(shown)

    def _line(self, role: Role) -> int:
        return QFontMetrics(self._theme.font(role)).height()

    def _number(self) -> int:
        return self._line("small") + self._theme.px(4)


class MonthView(QWidget):
    """A month with its head and the day one is on.

    `opened` and `person_asked` carry the id of what was chosen, `plan_asked` the day for a new
    meeting, `turned` says that another month is shown: the page then gives it its days.
    """

    opened = Signal(int)
    person_asked = Signal(int)
    plan_asked = Signal(object)
    turned = Signal()

    def __init__(
        self,
        theme: Theme,
        today: Callable[[], date],
        *,
        first: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._today = theme, today
        self.model_ = MonthModel(today, first_weekday() if first is None else first)
        self.table = _Table(theme, self.model_)
        self.title = ElidedLabel(theme, "", "section")
        self.before = IconButton(theme, "chevron-left", t("Month before (Page Up)"))
        self.after = IconButton(theme, "chevron-right", t("Month after (Page Down)"))
        self.now = QuietButton(theme, t("Today"), key="T")
        self.said = ElidedLabel(theme, "", "small", "muted")
        self.new = Button(theme, t("New meeting"), icon="plus", key="N", size="small")
        self.keys = PlainLabel(theme, t("Enter opens the day"), "small", "muted")
        self._build()
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.now.clicked.connect(self.go_today)
        self.new.clicked.connect(lambda: self.plan_asked.emit(self.table.current_day()))
        self.table.turned.connect(self.turn)
        self.table.chosen.connect(self.open_day)
        self.table.hit.connect(lambda _day, item: self._open(item))
        self.table.planned.connect(self.plan_asked)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._say())
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_day(today())

    def _build(self) -> None:
        px = self._theme.px
        head = QHBoxLayout()
        head.setSpacing(px(4))
        head.addWidget(self.title)
        head.addWidget(self.before)
        head.addWidget(self.after)
        head.addWidget(self.now)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.addWidget(self.said, 1)
        foot.addWidget(self.keys)
        foot.addWidget(self.new)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self.table, 1)
        self._column.addLayout(foot)

    # For the page

    def shown(self) -> tuple[date, date]:
        """Return the first day that is shown and the one after the last."""
        weeks = self.model_.weeks
        return weeks[0][0], weeks[-1][-1] + _DAY

    def show_days(self, days: Mapping[date, Sequence[DayItem]]) -> None:
        """Show what falls on each day."""
        self.model_.show_days(days)
        self._say()

    def show_day(self, day: date) -> None:
        """Turn to the month of a day, and be on that day."""
        if month_of(day) != self.model_.month:
            self.model_.turn(month_of(day))
            self.turned.emit()
        self.table.setCurrentIndex(self.model_.cell(day))
        self._say()

    def current_day(self) -> date:
        """Return the day one is on."""
        return self.table.current_day()

    def current_meeting(self) -> DayItem | None:
        """Return the one meeting of the day, None for none or several."""
        found = [one for one in self._items() if one.kind is ItemKind.MEETING]
        return found[0] if len(found) == 1 else None

    def turn(self, by: int) -> None:
        """Turn to another month, keeping the number of the day."""
        self.show_day(same_day(self.current_day(), months_later(self.model_.month, by)))

    def go_today(self) -> None:
        """Turn to today."""
        self.show_day(self._today())
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Opening

    def open_day(self, day: date) -> None:
        """Open what is on a day: the one thing, a menu of several, or a new meeting."""
        items = self.model_.items(day)
        if len(items) > 1:
            self._menu(items).popup(self._corner(day))
        elif items:
            self._open(items[0])
        else:
            self.plan_asked.emit(day)

    def _menu(self, items: Sequence[DayItem]) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, item in enumerate(items[:30], start=1):
            key = f"&{number}  " if number < 10 else ""
            words = item_words(item).replace("&", "&&")
            menu.addAction(f"{key}{words}").triggered.connect(partial(self._chosen, item))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])
        return menu

    def _chosen(self, item: DayItem, _checked: bool = False) -> None:
        self._open(item)

    def _corner(self, day: date) -> QPoint:
        area = self.table.visualRect(self.model_.cell(day))
        back = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        spot = area.topRight() if back else area.topLeft()
        return self.table.viewport().mapToGlobal(spot + QPoint(0, self._theme.px(28)))

    def _open(self, item: DayItem) -> None:
        if item.meeting_id is not None:
            self.opened.emit(item.meeting_id)
        else:
            self.person_asked.emit(item.person_id)

    # Words and looks

    def _items(self) -> Sequence[DayItem]:
        return self.model_.items(self.current_day())

    def _say(self) -> None:
        month = self.model_.month
        self.title.setText(t("{month} {year}", month=months()[month.month - 1], year=month.year))
        items = self._items()
        meetings = sum(one.kind is ItemKind.MEETING for one in items)
        steps = len(items) - meetings
        parts = [weekday_in_words(self.current_day())]
        if meetings:
            parts.append(tn("{count} meeting", "{count} meetings", meetings))
        if steps:
            parts.append(tn("{count} step", "{count} steps", steps))
        self.said.setText(" · ".join(parts))
        self.keys.setVisible(bool(items))

    def changeEvent(self, event: QEvent) -> None:
        """Turn the arrows with the reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._restyle()

    def _restyle(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(0, 0, px(14), px(10))
        self._column.setSpacing(px(6))
        back = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.before.set_icon("chevron-right" if back else "chevron-left")
        self.after.set_icon("chevron-left" if back else "chevron-right")
        self.table.horizontalHeader().setFixedHeight(px(34))
        self.table.viewport().update()
