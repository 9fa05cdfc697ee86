"""The agenda: meetings by day, the coming ones first, painted as cards of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
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
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from infodesk.core.ids import MeetingId
from infodesk.core.meetings import MeetingRow, MeetingState
from infodesk.core.readiness import Readiness
from infodesk.core.text import fold
from infodesk.gui.pages.meetings.zones import apart, city, clock_in
from infodesk.gui.theme import ColorName, Role, Theme
from infodesk.gui.widgets.painting import Discs, no_disc, paint_person, paint_pill
from infodesk.gui.widgets.tooltips import plain_tooltip
from infodesk.words import t, tn
from infodesk.words.dates import day_nearby, weekday_in_words
from infodesk.words.records import say

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
NEEDS_QUESTIONS_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line above meetings: a group's title, or the day they are on."""

    title: str
    detail: str = ""
    group: bool = False
    today: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A meeting in the agenda; `first` and `last` of its day's card; `here` is our wall time.

    `prepared` says how ready one is for a meeting to come.
    """

    row: MeetingRow
    here: datetime
    upcoming: bool
    prepared: Readiness | None = None
    first: bool = False
    last: bool = False


Item = Heading | Entry


def role_of(row: MeetingRow) -> str:
    """Return what a person is and where, as far as known."""
    if row.title and row.company:
        return say("role-at", title=row.title, company=row.company)
    return row.title or row.company


def is_upcoming(row: MeetingRow, now: datetime) -> bool:
    """Say whether a meeting is not over yet."""
    return (
        row.state is not MeetingState.HELD and row.starts_at + timedelta(minutes=row.minutes) > now
    )


def matches(row: MeetingRow, query: str) -> bool:
    """Say whether each word of `query` is in a meeting's person, company, title or place."""
    text = fold(f"{row.person_name} {row.title} {row.company} {row.place}")
    return all(word in text for word in fold(query).split())


def arrange(
    rows: Sequence[MeetingRow],
    now: datetime,
    zone: str,
    prepared: Mapping[MeetingId, Readiness] = MappingProxyType({}),
) -> list[Item]:
    """Put meetings under headings: upcoming from now on, then past from now back.

    `prepared` has how ready one is for those to come.
    """
    coming = sorted((row for row in rows if is_upcoming(row, now)), key=_start)
    past = sorted((row for row in rows if not is_upcoming(row, now)), key=_start, reverse=True)
    today = clock_in(now, zone).local.date()
    items: list[Item] = []
    for title, some, upcoming in ((t("Upcoming"), coming, True), (t("Past"), past, False)):
        if some:
            items.append(Heading(title=title, detail=f"{len(some):,}", group=True))
            items += _by_day(some, zone, today, upcoming, prepared)
    return items


def _start(row: MeetingRow) -> tuple[datetime, int]:
    return row.starts_at, row.id


def _by_day(
    rows: Sequence[MeetingRow],
    zone: str,
    today: date,
    upcoming: bool,
    prepared: Mapping[MeetingId, Readiness],
) -> list[Item]:
    items: list[Item] = []
    entries = [
        Entry(row=row, here=clock_in(row.starts_at, zone).local, upcoming=upcoming) for row in rows
    ]
    for number, entry in enumerate(entries):
        day = entry.here.date()
        first = number == 0 or entries[number - 1].here.date() != day
        last = number + 1 == len(entries) or entries[number + 1].here.date() != day
        if first:
            items.append(_day_heading(day, today))
        items.append(replace(entry, first=first, last=last, prepared=prepared.get(entry.row.id)))
    return items


def _day_heading(day: date, today: date) -> Heading:
    near, full = day_nearby(day, today), weekday_in_words(day)
    close = abs((day - today).days) < 7
    return Heading(title=full, detail=near if close else "", today=day == today)


class AgendaModel(QAbstractListModel):
    """The agenda's lines: headings that cannot be chosen, and meetings."""

    def __init__(self, zone: str) -> None:
        super().__init__()
        self.items: list[Item] = []
        self.zone = zone
        self._row_of: dict[int, int] = {}

    def show(self, items: list[Item]) -> bool:
        """Show other lines; say whether that moved any (else only what they say changed)."""
        same = [_key(one) for one in items] == [_key(one) for one in self.items]
        if same:
            self.items = items
            if items:
                self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return False
        self.beginResetModel()
        self.items = items
        self._row_of = {one.row.id: row for row, one in enumerate(items) if isinstance(one, Entry)}
        self.endResetModel()
        return True

    def row_of(self, meeting_id: int) -> int:
        """Return the line of a meeting, -1 if it is not shown."""
        return self._row_of.get(meeting_id, -1)

    def entry(self, row: int) -> Entry | None:
        """Return the meeting in a line, None for a heading."""
        item = self.items[row] if 0 <= row < len(self.items) else None
        return item if isinstance(item, Entry) else None

    # Qt's questions

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let meetings be chosen, and only them."""
        if self.entry(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a line for painting, and its words."""
        if not index.isValid() or index.row() >= len(self.items):
            return None
        item = self.items[index.row()]
        if role == ENTRY_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(item, self.zone)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(spoken(item, self.zone).replace("; ", "\n"))
        return None


def _key(item: Item) -> tuple[object, ...]:
    if isinstance(item, Entry):
        return (item.row.id, item.first, item.last)
    return (item.title, item.group)


def spoken(item: Item, zone: str) -> str:
    """Return a line in words, as a screen reader says it."""
    if isinstance(item, Heading):
        return ", ".join(part for part in (item.title, item.detail) if part)
    row = item.row
    parts = [
        f"{item.here:%H:%M}",
        row.person_name,
        role_of(row),
        elsewhere(item, zone),
        say("minutes", count=row.minutes),
        row.place,
        *(words for words, _ in pills(item)),
        readiness(item),
        t("has notes") if row.has_notes else "",
    ]
    return "; ".join(part for part in parts if part)


def elsewhere(entry: Entry, zone: str) -> str:
    """Return the time there, if the meeting was agreed in a zone whose clocks differ."""
    row = entry.row
    if not apart(row.starts_at, zone, row.zone):
        return ""
    return t("{time} in {city}", time=f"{row.local_start:%H:%M}", city=city(row.zone))


def readiness(entry: Entry) -> str:
    """Return how many questions are prepared, or were asked."""
    row = entry.row
    if not row.questions:
        return ""
    if row.asked:
        return tn(
            "{asked} of {count} question asked",
            "{asked} of {count} questions asked",
            row.questions,
            asked=row.asked,
        )
    return tn("{count} question", "{count} questions", row.questions)


def pills(entry: Entry) -> list[tuple[str, ColorName]]:
    """Return what stands out about a meeting, each with its colour."""
    row = entry.row
    if row.state is MeetingState.CANCELLED:
        return [(say("state-cancelled"), "muted")]
    if row.state is MeetingState.PLANNED and not entry.upcoming:
        return [(t("How did it go?"), "info")]
    if entry.upcoming and not row.questions:
        return [(t("No questions yet"), "warn")]
    if entry.upcoming and entry.prepared and not entry.prepared.ready:
        done, missing = len(entry.prepared.done), len(entry.prepared.missing)
        return [(t("{done} of {total} ready", done=done, total=done + missing), "muted")]
    if entry.upcoming and entry.prepared:
        return [(t("Ready"), "good")]
    return []


class AgendaView(QListView):
    """Shows the agenda; Enter or a double click opens a meeting."""

    opened = Signal(int)

    def __init__(self, theme: Theme, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.discs: Discs = no_disc
        self.lines = AgendaModel(zone)
        self.setModel(self.lines)
        self.setAccessibleName(t("Meetings"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setStyleSheet("QListView { background: transparent; }")
        self.setItemDelegate(_AgendaPainter(theme, self))
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self.doItemsLayout)

    def show_items(self, items: list[Item]) -> None:
        """Show other lines, keeping current meeting, selection and scroll position."""
        current, chosen, place = (
            self.current_id(),
            self.chosen_ids(),
            self.verticalScrollBar().value(),
        )
        row_before = self.currentIndex().row()
        if not self.lines.show(items):
            return
        flags = self.selectionModel().SelectionFlag
        for one in chosen:
            row = self.lines.row_of(one)
            if row >= 0:
                self.selectionModel().select(self.lines.index(row), flags.Select)
        row = self.lines.row_of(current) if current is not None else -1
        if row < 0:
            row = self._nearest(max(row_before, 0))
            if row >= 0:
                self.selectionModel().select(self.lines.index(row), flags.Select)
        if row >= 0:
            self.selectionModel().setCurrentIndex(self.lines.index(row), flags.NoUpdate)
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(place)

    def current_id(self) -> MeetingId | None:
        """Return the current meeting, None for none."""
        entry = self.lines.entry(self.currentIndex().row())
        return entry.row.id if entry else None

    def chosen_ids(self) -> list[MeetingId]:
        """Return the meetings that are selected, in the agenda's order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        entries = [self.lines.entry(row) for row in rows]
        return [entry.row.id for entry in entries if entry]

    def make_current(self, meeting_id: MeetingId) -> None:
        """Select one meeting and bring it into view."""
        row = self.lines.row_of(meeting_id)
        if row >= 0:
            self.setCurrentIndex(self.lines.index(row))
            self.scrollTo(self.lines.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        entry = self.lines.entry(index.row())
        if entry is not None:
            self.opened.emit(entry.row.id)

    def _nearest(self, row: int) -> int:
        after = (one for one in range(row, len(self.lines.items)) if self.lines.entry(one))
        before = (one for one in range(row - 1, -1, -1) if self.lines.entry(one))
        found = next(after, None)
        return found if found is not None else next(before, -1)


class _AgendaPainter(QStyledItemDelegate):
    """Paints headings on the canvas and the meetings of a day as one card."""

    def __init__(self, theme: Theme, view: AgendaView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for a line's height."""
        item = index.data(ENTRY_ROLE)
        body = self._line("body")
        if isinstance(item, Heading):
            height = body + self._theme.px(28 if item.group else 18)
        else:
            height = body + self._line("small") + self._theme.px(26)
        return QSize(self._theme.px(300), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        item = index.data(ENTRY_ROLE)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            if isinstance(item, Heading):
                self._paint_heading(painter, area, item)
            elif isinstance(item, Entry):
                chosen = bool(state & QStyle.StateFlag.State_Selected)
                over = bool(state & QStyle.StateFlag.State_MouseOver)
                current = index.row() == self._view.currentIndex().row()
                self._paint_ground(painter, area, item, chosen, over, current)
                self._paint_entry(painter, area, item)
        finally:
            painter.restore()

    # Headings

    def _paint_heading(self, painter: QPainter, area: QRect, item: Heading) -> None:
        px = self._theme.px
        role: Role = "section" if item.group else "small_strong"
        inside = area.adjusted(px(2), px(10 if item.group else 6), -px(16), -px(4))
        ink: ColorName = "text" if item.group else "accent" if item.today else "muted"
        width = self._words(painter, self._mirror(area, inside), item.title, role, ink)
        if item.detail:
            rest = self._mirror(area, inside.adjusted(width + px(8), 0, 0, 0))
            detail = item.detail if item.group else f"· {item.detail}"
            self._words(painter, rest, detail, "small", "accent" if item.today else "muted")

    # Meetings

    def _paint_ground(
        self, painter: QPainter, area: QRect, item: Entry, chosen: bool, over: bool, current: bool
    ) -> None:
        theme, px = self._theme, self._theme.px
        card = QRectF(area).adjusted(0.5, 0.5 if item.first else 0, -px(14) - 0.5, -0.5)
        card = QRectF(self._mirror(area, card.toRect())).adjusted(0.5, 0, -0.5, 0)
        radius = px(8)
        shape = QPainterPath()
        tall = card.adjusted(0, 0 if item.first else -radius * 2, 0, 0 if item.last else radius * 2)
        shape.addRoundedRect(tall, radius, radius)
        painter.save()
        painter.setClipRect(area)
        ground: ColorName = "accent_soft" if chosen else "hover" if over else "surface"
        painter.fillPath(shape, theme.color(ground))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawPath(shape)
        if not item.last:
            painter.drawLine(card.bottomLeft(), card.bottomRight())
        if current and self._view.hasFocus():
            painter.setClipPath(shape)
            bar = self._mirror(area, QRect(area.left(), area.top(), px(4), area.height()))
            painter.fillRect(bar, theme.color("focus"))
        painter.restore()

    def _paint_entry(self, painter: QPainter, area: QRect, item: Entry) -> None:
        px = self._theme.px
        row, gone = item.row, item.row.state is MeetingState.CANCELLED
        body, small = self._line("body"), self._line("small")
        top = area.top() + (area.height() - body - small - px(2)) // 2
        second = top + body + px(2)
        left, right = area.left() + px(16), area.right() - px(14 + 16)
        ink: ColorName = "muted" if gone else "text"
        # When, there and here
        wide = self._time_width()
        self._words(painter, self._mirror(area, QRect(left, top, wide, body)),
                    f"{item.here:%H:%M}", "strong", ink)  # fmt: skip
        self._words(painter, self._mirror(area, QRect(left, second, wide, small)),
                    say("minutes", count=row.minutes), "small", "muted")  # fmt: skip
        left += wide + px(12)
        # Who
        side = px(32)
        spot = QRect(left, area.center().y() - side // 2 + 1, side, side)
        paint_person(painter, self._theme, self._mirror(area, spot), row.person_name,
                     row.person_id, self._view.discs)  # fmt: skip
        left += side + px(12)
        right = self._paint_signs(painter, area, item, right) - px(12)
        name = min(self._advance(row.person_name, "strong") + 1, max(right - left, 0))
        self._words(painter, self._mirror(area, QRect(left, top, name, body)),
                    row.person_name, "strong", ink)  # fmt: skip
        rest = QRect(left + name + px(8), top, max(right - left - name - px(8), 0), body)
        self._words(painter, self._mirror(area, rest), role_of(row), "body", "muted")
        below = " · ".join(
            part for part in (elsewhere(item, self._view.lines.zone), row.place) if part
        )
        under = QRect(left, second, max(right - left, 0), small)
        self._words(painter, self._mirror(area, under), below, "small", "muted")

    def _paint_signs(self, painter: QPainter, area: QRect, item: Entry, right: int) -> int:
        """Paint pill, readiness and the sign of notes from the end; return what is left."""
        px = self._theme.px
        middle = area.center().y() + 1
        if item.row.has_notes:
            side = px(16)
            spot = self._mirror(area, QRect(right - side, middle - side // 2, side, side))
            picture = self._theme.pixmap("note", "muted", 16, self._view.devicePixelRatioF())
            painter.drawPixmap(spot, picture)
        right -= px(28)
        narrow = area.width() < px(620)
        ready = "" if narrow else readiness(item)
        if ready:
            width = self._advance(ready, "small") + 1
            height = self._line("small")
            spot = QRect(right - width, middle - height // 2, width, height)
            self._words(painter, self._mirror(area, spot), ready, "small", "muted")
            right -= width + px(12)
        for words, color in pills(item):
            width = self._advance(words, "small_strong") + px(18)
            height = self._line("small_strong") + px(6)
            pill = self._mirror(area, QRect(right - width, middle - height // 2, width, height))
            painter.setFont(self._theme.font("small_strong"))
            paint_pill(painter, self._theme, pill, words, color)
            right -= width + px(12)
        return right

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

    def _time_width(self) -> int:
        return max(
            self._advance("00:00", "strong"), self._advance(say("minutes", count=60), "small")
        ) + self._theme.px(4)
