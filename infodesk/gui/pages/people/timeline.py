"""The timeline of a person: what passed between you, by month, and the line that logs more."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.touches import Direction, TimelineEntry, TouchDraft, TouchKind
from infodesk.gui.desk import Desk
from infodesk.gui.pages.people.actions import PeopleActions
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import PlainLabel, QuietButton, SectionHeading, set_tooltip
from infodesk.gui.widgets.painting import key_height, key_width, paint_key, paint_ring
from infodesk.operations import people as verbs
from infodesk.store import touches as touch_rows
from infodesk.words import t, tn
from infodesk.words.dates import day_in_words, day_nearby, moment_in_words, month_in_words
from infodesk.words.records import say

SHOWN = 40
"""Entries shown at once; a button shows all."""

LOG_KEY = "L"

ICONS = {
    "message": "note",
    "email": "mail",
    "call": "phone",
    "meeting": "people",
    "invitation": "link",
    "other": "pin",
    "meeting-planned": "calendar",
    "meeting-held": "calendar",
    "meeting-cancelled": "close",
    "connected": "person-add",
}

_KINDS = (TouchKind.MESSAGE, TouchKind.EMAIL, TouchKind.CALL, TouchKind.MEETING, TouchKind.OTHER)


def entry_title(entry: TimelineEntry) -> str:
    """Return what an entry was: "E-mail from me", "Meeting, 24 minutes"."""
    kind = say(f"touch-{entry.kind}")
    if entry.minutes:
        return t("{what}, {length}", what=kind, length=say("minutes", count=entry.minutes))
    if entry.direction is Direction.NONE:
        return kind
    return t("{what} {direction}", what=kind, direction=say(f"direction-{entry.direction.value}"))


def entry_text(entry: TimelineEntry) -> str:
    """Return the lines below: how many questions were asked, and what was written."""
    lines = []
    if entry.questions and entry.kind == "meeting-held":
        lines.append(
            tn(
                "{asked} of {count} question asked",
                "{asked} of {count} questions asked",
                entry.questions,
                asked=entry.asked,
            )
        )
    elif entry.questions:
        lines.append(tn("{count} question prepared", "{count} questions prepared", entry.questions))
    if entry.text:
        lines.append(entry.text)
    if entry.source not in ("hand", "sample") and entry.kind == "connected":
        lines.append(t("from the import"))
    return "\n".join(lines)


class TimelineTab(QWidget):
    """The log line above the entries of one person."""

    def __init__(
        self,
        desk: Desk,
        actions: PeopleActions,
        today: Callable[[], date],
        open_meeting: Callable[[MeetingId], object] | None,
    ) -> None:
        super().__init__()
        self._desk, self._actions, self._today = desk, actions, today
        self._open_meeting = open_meeting
        self._person: PersonId | None = None
        self._entries: list[TimelineEntry] = []
        self._all = False
        self.log = LogLine(desk, today)
        self.log.logged.connect(self._log)
        self._list = QVBoxLayout()
        self._list.setSpacing(desk.theme.px(4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, desk.theme.px(10), 0, 0)
        column.setSpacing(desk.theme.px(8))
        column.addWidget(self.log)
        column.addLayout(self._list)
        column.addStretch(1)
        self._shown: list[QWidget] = []

    def show_person(self, person_id: PersonId) -> None:
        """Show what happened with a person, or bring it up to date."""
        if person_id != self._person:
            self._person, self._all = person_id, False
            self.log.forget()
        entries = touch_rows.timeline(self._desk.store.db, person_id)
        if entries != self._entries or not self._shown:
            self._entries = entries
            self._rebuild()

    def show_all(self) -> None:
        """Show the entries that were left out."""
        self._all = True
        self._rebuild()

    def rows(self) -> list["TimelineRow"]:
        """Return the entries shown, newest first."""
        return [one for one in self._shown if isinstance(one, TimelineRow)]

    def _rebuild(self) -> None:
        for old in self._shown:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = []
        if not self._entries:
            words = t("Nothing yet. Log the first message, call or e-mail above.")
            self._add(PlainLabel(self._desk.theme, words, "body", "muted", wrap=True))
            return
        shown = self._entries if self._all else self._entries[:SHOWN]
        month = ""
        for entry in shown:
            day = self._day(entry)
            heading = month_in_words(day, self._today())
            if heading != month:
                month = heading
                head = SectionHeading(self._desk.theme, heading)
                head.setContentsMargins(0, self._desk.theme.px(8), 0, self._desk.theme.px(2))
                self._add(head)
            self._add(self._row(entry, day))
        rest = len(self._entries) - len(shown)
        if rest:
            words = tn("Show {count} earlier entry", "Show {count} earlier entries", rest)
            more = QuietButton(self._desk.theme, words)
            more.clicked.connect(self.show_all)
            self._add(more)

    def _add(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self._list.addWidget(widget)

    def _row(self, entry: TimelineEntry, day: date) -> "TimelineRow":
        row = TimelineRow(self._desk.theme, entry, day_nearby(day, self._today()))
        zone = self._desk.clock().tzinfo
        when = day_in_words(day) if entry.whole_day else ""
        set_tooltip(row, when or moment_in_words(entry.happened_at.astimezone(zone)))
        row.opened.connect(self._open)
        row.asked.connect(self._offer)
        row.removed.connect(self._remove)
        row.can_open = entry.touch_id is not None or (
            entry.meeting_id is not None and self._open_meeting is not None
        )
        return row

    def _day(self, entry: TimelineEntry) -> date:
        if entry.whole_day:
            return entry.happened_at.date()
        return entry.happened_at.astimezone(self._desk.clock().tzinfo).date()

    # What can be done

    def _log(self, kind: TouchKind, direction: Direction, day: date, text: str) -> None:
        if self._person is None:
            return
        now = self._desk.clock()
        happened = None if day == now.date() else datetime.combine(day, time(12), now.tzinfo)
        draft = TouchDraft(
            person_id=self._person,
            kind=kind,
            direction=direction,
            happened_at=happened,
            text=text,
        )
        if self._actions.attempt(lambda: verbs.log_touch(self._desk.store, draft), t("Logged")):
            self.log.forget()

    def _open(self, entry: TimelineEntry) -> None:
        if entry.meeting_id is not None:
            if self._open_meeting is not None:
                self._open_meeting(entry.meeting_id)
        else:
            self._edit(entry)

    def _edit(self, entry: TimelineEntry) -> None:
        touch_id = entry.touch_id
        if touch_id is None:
            return

        def keep(text: str) -> None:
            self._actions.attempt(lambda: verbs.edit_touch(self._desk.store, touch_id, text))

        self._desk.ask.line(entry_title(entry), t("What was it about?"), keep, value=entry.text)

    def _remove(self, entry: TimelineEntry) -> None:
        touch_id = entry.touch_id
        if touch_id is not None:
            self._actions.attempt(
                lambda: verbs.delete_touch(self._desk.store, touch_id),
                t("Removed from the timeline"),
            )

    def _offer(self, entry: TimelineEntry, row: "TimelineRow") -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        if entry.meeting_id is not None:
            if self._open_meeting is None:
                return
            menu.addAction(t("Open the meeting")).triggered.connect(lambda: self._open(entry))
        elif entry.touch_id is not None:
            menu.addAction(t("Edit…")).triggered.connect(lambda: self._edit(entry))
            menu.addAction(t("Remove")).triggered.connect(lambda: self._remove(entry))
        else:
            return
        menu.popup(row.mapToGlobal(row.rect().center()))


class TimelineRow(QWidget):
    """One entry: icon, what it was, when, and what was written about it."""

    opened = Signal(object)
    removed = Signal(object)
    asked = Signal(object, object)

    def __init__(self, theme: Theme, entry: TimelineEntry, when: str) -> None:
        super().__init__()
        self._theme, self.entry, self._when = theme, entry, when
        self._title, self._text = entry_title(entry), entry_text(entry)
        self.can_open = True
        self.setAccessibleName(". ".join(part for part in (self._title, when, self._text) if part))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """Ask for the height of all lines."""
        width = self._theme.px(280)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Shrink as far as a short line."""
        return QSize(self._theme.px(120), self._title_height() + 2 * self._theme.px(5))

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of title and wrapped text."""
        text = self._text_area(width).height() if self._text else 0
        return self._title_height() + text + 2 * self._theme.px(5)

    def event(self, event: QEvent) -> bool:
        """Keep Delete from the window while this row has the focus."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, remove with Delete, offer with the menu key."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.can_open:
            self.opened.emit(self.entry)
        elif event.key() == Qt.Key.Key_Delete and self.entry.touch_id is not None:
            self.removed.emit(self.entry)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done."""
        event.accept()
        self.asked.emit(self.entry, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open by a click."""
        if event.button() == Qt.MouseButton.LeftButton and self.can_open:
            self.opened.emit(self.entry)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the entry."""
        painter, theme, px = QPainter(self), self._theme, self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.can_open:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), px(6), px(6))
        title = self._title_height()
        icon = QRect(px(4), px(5) + (title - px(16)) // 2, px(16), px(16))
        picture = theme.pixmap(ICONS[self.entry.kind], "muted", 16, self.devicePixelRatioF())
        painter.drawPixmap(self._mirrored(icon), picture)
        self._paint_line(painter, title)
        if self._text:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("muted"))
            area = self._text_area(self.width()).translated(px(30), px(5) + title)
            painter.drawText(self._mirrored(area), self._flags(), self._text)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), theme.color("focus"), px(6))

    def _paint_line(self, painter: QPainter, height: int) -> None:
        theme, px = self._theme, self._theme.px
        small = QFontMetrics(theme.font("small"))
        date_width = small.horizontalAdvance(self._when) + px(2)
        line = QRect(px(30), px(5), self.width() - px(36), height)
        far = QRect(line.right() - date_width, line.top(), date_width, height)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        painter.drawText(self._mirrored(far), middle | Qt.AlignmentFlag.AlignCenter, self._when)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color("text"))
        line.setRight(far.left() - px(8))
        shown = QFontMetrics(theme.font("strong")).elidedText(
            self._title, Qt.TextElideMode.ElideRight, line.width()
        )
        near = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.drawText(
            self._mirrored(line), middle | near | Qt.AlignmentFlag.AlignAbsolute, shown
        )

    def _title_height(self) -> int:
        return QFontMetrics(self._theme.font("strong")).height() + self._theme.px(2)

    def _text_area(self, width: int) -> QRect:
        metrics = QFontMetrics(self._theme.font("small"))
        room = QRect(0, 0, max(width - self._theme.px(36), 1), 100_000)
        needed = metrics.boundingRect(room, self._flags(), self._text)
        return QRect(0, 0, room.width(), needed.height())

    def _flags(self) -> int:
        near = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        flags = near | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
        return int(flags.value) | int(Qt.TextFlag.TextWordWrap.value)

    def _mirrored(self, area: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), area)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class LogLine(QWidget):
    """A line that logs a touch with Enter; kind, direction and day stand below while it is used."""

    logged = Signal(object, object, object, str)

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        super().__init__()
        self._desk, self._today = desk, today
        self.kind, self.direction = TouchKind.MESSAGE, Direction.OUT
        self.day: date | None = None
        self.field = LogField(desk.theme)
        self.field.returnPressed.connect(self._enter)
        self.field.textChanged.connect(lambda _text: self._show_options())
        self.field.focused.connect(self._show_options)
        self.options = QWidget()
        row = QHBoxLayout(self.options)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.theme.px(2))
        self.kind_button = self._option(self._kinds)
        self.direction_button = self._option(self._directions)
        self.day_button = self._option(self._days)
        for button in (self.kind_button, self.direction_button, self.day_button):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.theme.px(2))
        column.addWidget(self.field)
        column.addWidget(self.options)
        self.options.hide()
        self._say()

    def start(self) -> None:
        """Put the cursor into the line."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show_options()

    def forget(self) -> None:
        """Empty the line; kind and direction stay as they were used last."""
        self.field.clear()
        self.day = None
        self._say()
        self._show_options()

    def _enter(self) -> None:
        text = self.field.text().strip()
        if text:
            self.logged.emit(self.kind, self.direction, self.day or self._today(), text)

    def _option(self, menu: Callable[[], QMenu]) -> QuietButton:
        button = QuietButton(self._desk.theme, "")

        def open_menu() -> None:
            shown = menu()
            shown.aboutToHide.connect(shown.deleteLater)
            shown.popup(button.mapToGlobal(button.rect().bottomLeft()))

        button.clicked.connect(open_menu)
        return button

    def _kinds(self) -> QMenu:
        return self._choices("kind", _KINDS, lambda one: say(f"touch-{one.value}"))

    def _directions(self) -> QMenu:
        ways = (Direction.OUT, Direction.IN, Direction.NONE)
        return self._choices("direction", ways, lambda one: say(f"direction-{one.value}"))

    def _choices(
        self,
        what: str,
        values: Sequence[TouchKind] | Sequence[Direction],
        words: Callable[..., str],
    ) -> QMenu:
        menu = QMenu(self)
        for value in values:
            action = menu.addAction(words(value))
            action.setCheckable(True)
            action.setChecked(value is getattr(self, what))
            action.triggered.connect(lambda _checked=False, one=value: self._set(what, one))
        return menu

    def _days(self) -> QMenu:
        menu = QMenu(self)
        today = self._today()
        for back in range(8):
            day = date.fromordinal(today.toordinal() - back)
            words = day_nearby(day, today)
            action = menu.addAction(f"{words[:1].upper()}{words[1:]}\t{day_in_words(day)}")
            action.triggered.connect(lambda _checked=False, one=day: self._set("day", one))
        return menu

    def _set(self, what: str, value: object) -> None:
        setattr(self, what, value)
        self._say()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        self.kind_button.set_text(say(f"touch-{self.kind.value}"))
        self.kind_button.set_icon(ICONS[self.kind.value])
        self.direction_button.set_text(say(f"direction-{self.direction.value}"))
        today = self._today()
        self.day_button.set_text(day_nearby(self.day or today, today))
        self.kind_button.setAccessibleName(t("Kind: {kind}", kind=self.kind_button.words()))
        words = self.direction_button.words()
        self.direction_button.setAccessibleName(t("Direction: {direction}", direction=words))
        self.day_button.setAccessibleName(t("Day: {day}", day=self.day_button.words()))

    def _show_options(self) -> None:
        used = bool(self.field.text()) or self.field.hasFocus()
        self.options.setVisible(used)


class LogField(QLineEdit):
    """The line to type into, with its key on a cap."""

    focused = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setPlaceholderText(t("Log a touch…"))
        self.setAccessibleName(t("Log a touch"))

    def sizeHint(self) -> QSize:
        """Be as high as a button."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self._theme.px(34)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that it is used."""
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the line with Esc; an empty one leaves Esc to the page."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the cap."""
        super().resizeEvent(event)
        room = key_width(self._theme, LOG_KEY) + self._theme.px(8)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setTextMargins(room if mirrored else 0, 0, 0 if mirrored else room, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cap over the field."""
        super().paintEvent(event)
        if self.text() or self.hasFocus():
            return
        painter, px = QPainter(self), self._theme.px
        width, height = key_width(self._theme, LOG_KEY), key_height(self._theme)
        cap = QRect(self.width() - width - px(10), (self.height() - height) // 2, width, height)
        cap = QStyle.visualRect(self.layoutDirection(), self.rect(), cap)
        ink, ground = self._theme.color("muted"), self._theme.color("sunken")
        paint_key(painter, self._theme, cap, LOG_KEY, ink, ground)
