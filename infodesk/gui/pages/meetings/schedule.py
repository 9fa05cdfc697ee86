"""The form that plans a meeting, or changes when and where one is."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QButtonGroup,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.calendars import Span
from infodesk.core.errors import BadValue, NoSuchRecord, StaleEdit, UserError
from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.meetings import Meeting, MeetingDraft
from infodesk.core.people import EVERYONE
from infodesk.core.pipeline import end_of
from infodesk.core.text import fold
from infodesk.gui.desk import Desk
from infodesk.gui.pages.meetings.clocks import TwoClocks
from infodesk.gui.pages.meetings.picker import Option, Picker
from infodesk.gui.pages.meetings.zones import (
    apart,
    city,
    clock_in,
    find_zones,
    moment_of,
    zone_words,
)
from infodesk.gui.widgets import (
    Banner,
    Button,
    Card,
    Chip,
    ElidedLabel,
    Field,
    FlowLayout,
    PlainLabel,
    PrimaryButton,
)
from infodesk.operations.free_times import meeting_at
from infodesk.operations.meetings import add_meeting, edit_meeting
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.store import search
from infodesk.words import t
from infodesk.words.dates import day_nearby, weekday_in_words
from infodesk.words.errors import explain
from infodesk.words.records import say

LENGTHS = (15, 20, 30)
"""Minutes people ask for (product.md section 3); any other length can be typed."""

_FORM_WIDTH = 560
_OFFERED = 30


class ScheduleForm(QWidget):
    """Plans a meeting or changes one; `done` carries its id, `left` says it was given up."""

    done = Signal(int)
    left = Signal()

    def __init__(self, desk: Desk, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._home = desk, zone
        self._meeting: Meeting | None = None
        theme = desk.theme
        self.title = ElidedLabel(theme, "", "title")
        self.trouble = Banner(theme, "", "bad")
        self.trouble.hide()
        self._make_fields()
        self.save = PrimaryButton(theme, t("Plan the meeting"), key="Ctrl+Return")
        self.save.clicked.connect(self.submit)
        self.cancel = Button(theme, t("Cancel"), key="Esc")
        self.cancel.clicked.connect(self.left)
        self._build()
        self._watch_keys()

    # Building

    def _make_fields(self) -> None:
        theme = self.desk.theme
        self.person = Picker(theme, self._find_people, t("Type a name"))
        self.date = QDateEdit()
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("ddd d MMM yyyy")
        self.date.setDateRange(QDate(1900, 1, 1), QDate(9998, 12, 31))
        self.time = QTimeEdit()
        inset(self.time, self.desk)
        self.zone = Picker(theme, self._find_zones, t("Type a city"))
        self.minutes = LengthChoice(self.desk)
        self.place = QLineEdit()
        self.place.setPlaceholderText(t("A café, “Phone”, or the link of a video call"))
        self.goal = QLineEdit()
        self.goal.setPlaceholderText(t("What do you want to know afterwards?"))
        self.person_field = Field(theme, t("Person"), self.person)
        self.date_field = Field(theme, t("Date"), self.date)
        self.time_field = Field(theme, t("Time"), self.time)
        self.zone_field = Field(theme, t("Time zone"), self.zone)
        self.minutes_field = Field(theme, t("Length"), self.minutes)
        self.place_field = Field(theme, t("Place or link"), self.place)
        self.goal_field = Field(theme, t("Goal"), self.goal)
        self.both = PlainLabel(theme, "", "small", "muted", wrap=True)
        self.clocks = TwoClocks(theme)
        self.clash = PlainLabel(theme, "", "small", "warn", wrap=True)
        self.clash.hide()
        self._zone_typed = False
        self.person.changed.connect(self._person_changed)
        self.zone.textEdited.connect(lambda _text: setattr(self, "_zone_typed", True))
        self.minutes.changed.connect(lambda: self._show_both())
        self.minutes.box.valueChanged.connect(lambda _value: self._show_both())
        for changed in (self.date.dateChanged, self.time.timeChanged):
            changed.connect(lambda _value: self._show_both())
        self.zone.changed.connect(self._zone_changed)
        self.minutes.changed.connect(lambda: self.minutes_field.set_error(""))

    def _build(self) -> None:
        theme = self.desk.theme
        px = theme.px
        card = Card(theme, margin=24, gap=16)
        when = QHBoxLayout()
        when.setSpacing(px(12))
        when.addWidget(self.date_field, 3)
        when.addWidget(self.time_field, 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        card.body.addWidget(self.title)
        card.body.addWidget(self.trouble)
        card.body.addWidget(self.person_field)
        card.body.addLayout(when)
        card.body.addWidget(self.zone_field)
        card.body.addWidget(self.clocks)
        card.body.addWidget(self.both)
        card.body.addWidget(self.clash)
        card.body.addWidget(self.minutes_field)
        card.body.addWidget(self.place_field)
        card.body.addWidget(self.goal_field)
        card.body.addSpacing(px(4))
        card.body.addLayout(buttons)
        card.setMaximumWidth(px(_FORM_WIDTH))
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(px(24), px(8), px(24), px(24))
        row.addStretch(1)
        row.addWidget(card, 100, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.card, self._scroll, self._when = card, scroll, when

    def _watch_keys(self) -> None:
        for edit in (self.person, self.zone, self.place, self.goal):
            edit.returnPressed.connect(self._enter)

    # Showing

    def plan(self, person_id: PersonId | None = None, day: QDate | None = None) -> None:
        """Begin a new meeting, tomorrow at the next full hour unless said otherwise."""
        self._meeting = None
        self.title.setText(t("New meeting"))
        self.save.set_text(t("Plan the meeting"))
        self.person_field.show()
        self.person.choose(self._person_option(person_id) if person_id is not None else None)
        now = clock_in(self.desk.clock(), self._home).local
        start = (now + timedelta(days=1)).replace(minute=0)
        self._zone_typed = False
        zone = self._usual_zone(person_id)
        self._fill(start.replace(hour=min(max(start.hour, 9), 17)), zone, 20, "", "")
        if day is not None:
            self.date.setDate(day)
        self._clear_errors()
        (self.date if person_id is not None else self.person).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def change(self, meeting: Meeting) -> None:
        """Begin to change when and where a meeting is."""
        self._meeting = meeting
        self.title.setText(t("Meeting with {name}", name=meeting.person_name))
        self.save.set_text(t("Change the meeting"))
        self.person_field.hide()
        self._fill(meeting.local_start, meeting.zone, meeting.minutes, meeting.place, meeting.goal)
        self._clear_errors()
        self.date.setFocus(Qt.FocusReason.OtherFocusReason)
        self.date.setSelectedSection(QDateEdit.Section.DaySection)

    def _fill(self, start: datetime, zone: str, minutes: int, place: str, goal: str) -> None:
        self.date.setDate(QDate(start.year, start.month, start.day))
        self.time.setTime(QTime(start.hour, start.minute))
        self.zone.choose(self._zone_option(zone))
        self.minutes.set_value(minutes)
        self.place.setText(place)
        self.goal.setText(goal)
        self._show_both()

    def _clear_errors(self) -> None:
        self.trouble.hide()
        for field in (self.person_field, self.zone_field, self.minutes_field, self.date_field):
            field.set_error("")

    # What is typed

    def local_start(self) -> datetime:
        """Return the wall time that was chosen."""
        day, time = self.date.date(), self.time.time()
        return datetime(  # noqa: DTZ001 - wall time, its zone is kept beside it
            day.year(), day.month(), day.day(), time.hour(), time.minute()
        )

    def _moment(self) -> datetime:
        zone = self.zone.value or self._home
        return moment_of(self.local_start(), zone) or self.desk.clock().astimezone(UTC)

    def _show_both(self) -> None:
        """Say what the clocks show here, where they differ, and when that is."""
        moment, zone = self._moment(), self.zone.value or self._home
        here = clock_in(moment, self._home)
        today = clock_in(self.desk.clock(), self._home).local.date()
        near = day_nearby(here.local.date(), today)
        parts = [f"{weekday_in_words(here.local.date())} ({near})"]
        differ = apart(moment, zone, self._home)
        if differ:
            self.clocks.show_moment(moment, zone, self._home, today)
            there = clock_in(moment, zone)
            parts.append(
                t(
                    "{there} in {city}, {here} for you",
                    there=there.time,
                    city=city(zone),
                    here=here.time,
                )
            )
        past = moment < self.desk.clock()
        if past:
            parts.append(t("this is in the past"))
        self.clocks.setVisible(differ)
        self.both.setText(" · ".join(parts))
        self.clocks.setAccessibleName(self.both.text())
        # Two clocks say it all, but not that it is over.
        self.both.setVisible(not differ or past)
        self._show_clash(moment)
        self.both.set_color("warn" if past and self._meeting is None else "muted")

    def _show_clash(self, moment: datetime) -> None:
        """Say whom one meets then already, or that a loaded calendar is busy."""
        span = Span(moment, end_of(moment, self.minutes.value()))
        own = self._meeting.id if self._meeting else None
        name = meeting_at(self.desk.store, span, other_than=own)
        sentence = t("You meet {name} then.", name=name) if name else ""
        if not sentence and self.desk.busy.meets(span):
            sentence = t("Your calendar is busy then.")
        self.clash.setText(sentence)
        self.clash.setVisible(bool(sentence))

    def _usual_zone(self, person_id: PersonId | None) -> str:
        """Return the zone of the last meeting with a person, mine for none."""
        last = meeting_rows.last_zone(self.desk.store.db, person_id) if person_id else None
        return last or self._home

    def _person_changed(self) -> None:
        self.person_field.set_error("")
        if self.person.value is not None and not self._zone_typed and self._meeting is None:
            self.zone.choose(self._zone_option(self._usual_zone(self.person.value)))
            self._show_both()

    def _zone_changed(self) -> None:
        self.zone_field.set_error("")
        self._show_both()

    # Saving

    def submit(self) -> None:
        """Keep what was typed, or say beside the fields what is missing."""
        if not self.isVisible():
            return  # Ctrl+Enter in the last line is its Enter, too: once is enough
        self.zone.guess()
        self.person.guess()
        if not self._complete():
            return
        try:
            meeting_id = self._keep()
        except BadValue as error:
            self._show_bad(error)
        except StaleEdit:
            self._offer_again()
        except UserError as error:
            self._say(explain(error))
        else:
            self.done.emit(meeting_id)

    def _keep(self) -> MeetingId:
        if self._meeting is None:
            return add_meeting(
                self.desk.store,
                MeetingDraft(
                    person_id=self.person.value,
                    local_start=self.local_start(),
                    zone=self.zone.value,
                    minutes=self.minutes.value(),
                    place=self.place.text(),
                    goal=self.goal.text(),
                ),
            )
        before = self._meeting
        edit_meeting(
            self.desk.store,
            before,
            local_start=self.local_start(),
            zone=self.zone.value,
            minutes=self.minutes.value(),
            place=self.place.text(),
            goal=self.goal.text(),
        )
        return before.id

    def _complete(self) -> bool:
        first: QWidget | None = None
        if self._meeting is None and self.person.value is None:
            typed = bool(self.person.text().strip())
            self.person_field.set_error(
                t("Choose a person from the list. People you do not have yet are added on People.")
                if typed
                else t("Whom do you meet? Type a name and choose from the list.")
            )
            first = self.person
        if self.zone.value is None:
            self.zone_field.set_error(t("No place is called so. Type a large city of that zone."))
            first = first or self.zone
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is None

    def _show_bad(self, error: BadValue) -> None:
        fields = {
            "zone": (self.zone_field, t("This computer does not know this zone.")),
            "minutes": (self.minutes_field, t("Between 1 minute and 24 hours.")),
            "local_start": (self.date_field, t("This date cannot be used.")),
        }
        field, sentence = fields.get(str(error.facts.get("field")), (None, explain(error)))
        if field is None:
            self._say(sentence)
            return
        field.set_error(sentence)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_again(self) -> None:
        """Say that the meeting changed meanwhile; saving once more is then meant."""
        assert self._meeting is not None
        try:
            self._meeting = meeting_rows.get(self.desk.store.db, self._meeting.id)
        except NoSuchRecord as gone:
            self._say(explain(gone))
            return
        self._say(
            t(
                "This meeting was changed elsewhere meanwhile. Compare, and press the button "
                "again to keep what is written here."
            )
        )

    def _say(self, sentence: str) -> None:
        self.trouble.set_sentence(sentence)
        self.trouble.show()

    def _enter(self) -> None:
        if self.sender() is self.goal:
            self.submit()
        else:
            self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep with Ctrl+Enter."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            event.accept()
            return
        super().keyPressEvent(event)

    # Finding

    def _find_people(self, query: str) -> Sequence[Option]:
        db = self.desk.store.db
        if query.strip():
            ids = search.people(db, query, 200)
        else:
            ids = person_rows.find_ids(db, EVERYONE)[:_OFFERED]
        people = person_rows.load_rows(db, ids)
        rows = [people[one] for one in ids if one in people]
        # Someone called so comes before someone who only works at a place called so.
        typed = fold(query)
        named = [row for row in rows if _is_called(row.name, typed)]
        rest = [row for row in rows if not _is_called(row.name, typed)]
        return [
            Option(
                value=row.id,
                text=row.name,
                detail=", ".join(filter(None, (row.title, row.company))),
            )
            for row in [*named, *rest][:_OFFERED]
        ]

    def _person_option(self, person_id: PersonId) -> Option | None:
        row = person_rows.load_rows(self.desk.store.db, [person_id]).get(person_id)
        return Option(value=row.id, text=row.name) if row else None

    def _find_zones(self, query: str) -> Sequence[Option]:
        return [self._zone_option(name) for name in find_zones(query)]

    def _zone_option(self, name: str) -> Option:
        return Option(value=name, text=zone_words(name, self.desk.clock()))


class LengthChoice(QWidget):
    """Chips for the usual lengths and a box for any other."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        row = FlowLayout(theme, self)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for minutes in LENGTHS:
            chip = Chip(theme, say("minutes", count=minutes))
            self._group.addButton(chip, minutes)
            row.addWidget(chip)
        self.other = Chip(theme, t("Other"))
        self._group.addButton(self.other, 0)
        row.addWidget(self.other)
        self.box = QSpinBox()
        self.box.setRange(1, 1440)
        self.box.setSuffix(" " + t("min"))
        self.box.setAccessibleName(t("Minutes"))
        inset(self.box, desk)
        row.addWidget(self.box)
        self._group.idToggled.connect(self._toggled)
        self.setFocusProxy(self._group.button(LENGTHS[0]))

    def value(self) -> int:
        """Return the minutes chosen."""
        return self._group.checkedId() or self.box.value()

    def set_value(self, minutes: int) -> None:
        """Choose a length."""
        self.box.setValue(minutes)
        chip = self._group.button(minutes if minutes in LENGTHS else 0)
        chip.setChecked(True)
        self.box.setVisible(minutes not in LENGTHS)

    def _toggled(self, minutes: int, on: bool) -> None:
        if on:
            self.box.setVisible(minutes == 0)
            if minutes == 0 and self.isVisible():
                self.box.setFocus(Qt.FocusReason.OtherFocusReason)
                self.box.selectAll()
            self.changed.emit()


def inset(box: QAbstractSpinBox, desk: Desk) -> None:
    """Begin the text where it begins in a line of text: a box of numbers has no such gap.

    A time is written from left to right in every language; Qt would turn 18:00 into 00:18.
    """
    if isinstance(box, QTimeEdit):
        box.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        box.setDisplayFormat("HH:mm")  # the parts are put in order when it is set
    gap = desk.theme.px(8)
    box.lineEdit().setTextMargins(gap, 0, gap, 0)


def _is_called(name: str, typed: str) -> bool:
    """Say whether a word of `name` begins with what was `typed` (folded)."""
    return f" {typed}" in f" {fold(name)}"
