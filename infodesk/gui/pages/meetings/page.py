"""The Meetings page: the agenda, and over it a meeting, the form, its brief, or the bank."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from infodesk.core.changes import ChangeSet
from infodesk.core.drafts import TextKind
from infodesk.core.errors import NoSuchRecord, UserError
from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.meeting_clock import at_the_door
from infodesk.core.meetings import MeetingRow, MeetingState
from infodesk.core.readiness import Readiness, readiness
from infodesk.gui.desk import Desk
from infodesk.gui.exporting import export_calendar
from infodesk.gui.page import Page
from infodesk.gui.pages.files.meeting import MeetingFiles
from infodesk.gui.pages.meetings.agenda import AgendaView, Entry, arrange, is_upcoming, matches
from infodesk.gui.pages.meetings.bank import BankView
from infodesk.gui.pages.meetings.brief import BriefView
from infodesk.gui.pages.meetings.commands import (
    MEETING_MENU,
    NEW,
    QUESTION_MENU,
    add_meeting_commands,
)
from infodesk.gui.pages.meetings.free_times import Offered, Use, open_free_times
from infodesk.gui.pages.meetings.helpers import HelpersView
from infodesk.gui.pages.meetings.introductions import IntroductionsView
from infodesk.gui.pages.meetings.meeting import MeetingView
from infodesk.gui.pages.meetings.month import MonthView
from infodesk.gui.pages.meetings.months import meetings_by_day, steps_by_day, together
from infodesk.gui.pages.meetings.schedule import ScheduleForm
from infodesk.gui.pages.meetings.stages import Stage
from infodesk.gui.pages.meetings.zones import city, clock_in, system_zone
from infodesk.gui.widgets import Chip, EmptyState, SearchField, set_tooltip
from infodesk.operations import calendars, preparing
from infodesk.operations import meetings as verbs
from infodesk.store import meetings as rows
from infodesk.store import next_steps, research
from infodesk.words import t, tn
from infodesk.words.errors import explain

_AT_ONCE = 500
MONTH_WIDTH, MONTH_HEIGHT = 620, 460
"""The room that a month needs, at a text scale of 1."""
STEPS_MOST = 5_000
"""So many steps are read for a month; a day shows some of them."""


WriteTo = Callable[[PersonId, str, Mapping[str, str] | None], bool]


class MeetingsPage(Page):
    """Shows the agenda; a meeting and the form open over it, and Esc goes back.

    `export_meetings(ids)` exports their notes, `export_brief(id)` a meeting's brief,
    `open_person(id)` shows a person, and `write_to(person, kind of text, facts)` the composer,
    where there is one; `zone` is the IANA name of the zone the agenda is shown in,
    this computer's unless given.
    """

    main_commands = ("question-bank", NEW)

    def __init__(
        self,
        desk: Desk,
        *,
        export_meetings: Callable[[Sequence[MeetingId]], object],
        export_brief: Callable[[MeetingId], object],
        open_person: Callable[[PersonId], object],
        write_to: WriteTo | None = None,
        zone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._write_to = write_to
        self._export, self._open_person = export_meetings, open_person
        self._export_brief = export_brief
        self.zone = zone or system_zone()
        self.rows: list[MeetingRow] = []
        self._kept: list[MeetingRow] = []
        self._prepared: dict[MeetingId, Readiness] = {}
        self._form_over_meeting = False
        theme = desk.theme
        self.search = SearchField(theme, t("Search meetings"), key="Ctrl+F")
        self.agenda = AgendaView(theme, self.zone)
        self.agenda.discs = desk.portraits.disc
        desk.portraits.arrived.connect(self.agenda.viewport().update)
        self.month = MonthView(theme, self._today)
        self.as_agenda, self.as_month = Chip(theme, t("Agenda")), Chip(theme, t("Month"))
        self.view = MeetingView(
            desk, self.zone, self._meeting_menu, write_to=self._write, open_person=open_person
        )
        self.form = ScheduleForm(desk, self.zone)
        self.bank = BankView(desk)
        self.introductions = IntroductionsView(desk)
        self.brief = BriefView(desk)
        self.helpers = HelpersView(desk, self._write)
        self._under: QWidget | None = None
        self.empty = EmptyState(
            theme,
            "calendar",
            t("Here are the people you are going to talk to and those you met, with your questions "
              "and private notes. Plan one with anybody on People."),
            t("New meeting"),
            title=t("No meetings yet"),
            key="Ctrl+Shift+M",
        )  # fmt: skip
        self.nothing = EmptyState(
            theme, "search", t("No meeting has these words in its person, company or place."),
            t("Show all meetings"),
        )  # fmt: skip
        self._build()
        self._listen()
        add_meeting_commands(self)
        self.refresh()

    def _build(self) -> None:
        self._lists = QStackedWidget()
        self._lists.addWidget(self.agenda)
        self._lists.addWidget(self.month)
        self._lists.addWidget(self.empty)
        self._lists.addWidget(self.nothing)
        self._front = QWidget()
        self._front_column = QVBoxLayout(self._front)
        line = QHBoxLayout()
        line.addWidget(self.search, 1)
        line.addStretch(1)
        views = QButtonGroup(self)
        for chip in (self.as_agenda, self.as_month):
            set_tooltip(chip, t("Between agenda and month (V)"))
            views.addButton(chip)
            line.addWidget(chip)
        line.addSpacing(self.desk.theme.px(14))
        self._front_column.addLayout(line)
        self._front_column.addWidget(self._lists, 1)
        self.stack = QStackedWidget()
        for widget in (
            self._front, self.view, self.form, self.bank, self.introductions, self.brief,
            self.helpers,
        ):  # fmt: skip
            self.stack.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self._restyle()

    def _listen(self) -> None:
        self.search.textChanged.connect(lambda _text: self._arrange())
        self.as_agenda.clicked.connect(lambda: self.show_month(month=False))
        self.as_month.clicked.connect(lambda: self.show_month(month=True))
        self.month.turned.connect(self._fill_month)
        self.month.opened.connect(lambda one: self.open_meeting(MeetingId(one)))
        self.month.person_asked.connect(lambda one: self._open_person(PersonId(one)))
        self.month.plan_asked.connect(self._plan_on)
        self.month.table.selectionModel().currentChanged.connect(self.desk.commands.refresh)
        self.agenda.opened.connect(lambda one: self.open_meeting(MeetingId(one)))
        self.agenda.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.agenda.customContextMenuRequested.connect(self._open_menu)
        self.agenda.selectionModel().selectionChanged.connect(self.desk.commands.refresh)
        self.empty.acted.connect(lambda: self.new_meeting(None))
        self.nothing.acted.connect(self.search.clear)
        self.view.left.connect(self.close_meeting)
        self.view.person_asked.connect(lambda one: self._open_person(PersonId(one)))
        self.view.questions.menu_asked.connect(self._open_question_menu)
        self.view.introductions_asked.connect(self.open_introductions)
        self.view.focus_turned.connect(self._focus_turned)
        for over in (self.bank, self.introductions, self.brief, self.helpers):
            over.left.connect(self.close_over)
        self.brief.export_asked.connect(self.export_brief)
        self.form.done.connect(lambda one: self._planned(MeetingId(one)))
        self.form.left.connect(self.close_form)
        self.desk.changes.changed.connect(self._heard)
        self.desk.theme.changed.connect(self._restyle)

    # For others

    def open_meeting(self, meeting_id: MeetingId) -> bool:
        """Show one meeting over the agenda; False, with a word about it, if that cannot be."""
        try:
            opened = self.view.open(meeting_id)
        except NoSuchRecord as error:
            self.desk.notices.toast(explain(error), undo=False)
            return False
        if not opened:
            return False
        self.agenda.make_current(meeting_id)
        self._turn_to(self.view)
        self.view.focus_start()
        return True

    def new_meeting(self, person_id: PersonId | None = None, day: date | None = None) -> None:
        """Show the form for a new meeting, with person and day chosen if they are given."""
        if not self.view.flush():
            return
        self._form_over_meeting = False
        self._turn_to(self.form)
        self.form.plan(person_id, QDate(day.year, day.month, day.day) if day else None)

    def show_record(self, record_id: int) -> None:
        """Show one meeting, chosen elsewhere."""
        self.open_meeting(MeetingId(record_id))

    # A page of the window

    def subtitle(self) -> str:
        """Say how many meetings are to come."""
        now = self.desk.clock()
        coming = sum(
            is_upcoming(row, now) and row.state is MeetingState.PLANNED for row in self.rows
        )
        return tn("{count} to come", "{count} to come", coming) if self.rows else ""

    def arrive(self) -> None:
        """Put the focus where the person goes on; time has passed since."""
        self.refresh()
        current = self.stack.currentWidget()
        if current is self.view:
            self.view.focus_start()
        elif isinstance(current, BankView | IntroductionsView | BriefView | HelpersView):
            current.focus_start()
        elif current is self._front:
            self._focus_list()

    def takes_window(self) -> bool:
        """Have nothing around the focus view."""
        return self.in_focus()

    def focus_search(self) -> bool:
        """Put the focus into the search of the agenda."""
        if self.stack.currentWidget() is self.bank:
            self.bank.focus_search()
            return True
        if self.stack.currentWidget() is not self._front:
            return False
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def step_back(self) -> bool:
        """Close the form or the meeting."""
        current = self.stack.currentWidget()
        if current is self.form:
            self.close_form()
        elif current is self.view and self.view.focused:
            self.view.set_focused(False)
            self.view.focus_start()
        elif current is self.view:
            self.close_meeting()
        elif current is self.bank:
            self.bank.step_back()
        elif current in (self.introductions, self.brief, self.helpers):
            self.close_over()
        elif self.search.text():
            self.search.clear()
        else:
            return False
        return True

    def flush(self) -> bool:
        """Save what is being typed; False if something is refused."""
        return self.introductions.flush() & self.view.flush()

    # What is shown

    def shows_meeting(self) -> bool:
        """Say whether one meeting is open."""
        return self.stack.currentWidget() is self.view and self.view.meeting is not None

    def in_focus(self) -> bool:
        """Say whether the focus view is shown."""
        return self.shows_meeting() and self.view.focused

    def can_prepare(self) -> bool:
        """Say whether one meeting is open with all its stages."""
        return self.shows_meeting() and not self.view.focused

    def subject(self) -> MeetingId | None:
        """Return the meeting that commands act on: the open one, or the current one."""
        if self.shows_meeting():
            assert self.view.meeting is not None
            return self.view.meeting.id
        if self.stack.currentWidget() is self.brief:
            return self.brief.meeting_id
        if self.shows_month():
            one = self.month.current_meeting()
            return one.meeting_id if one else None
        return self.agenda.current_id() if self.shows_front() else None

    def state(self) -> MeetingState | None:
        """Return the state of the meeting that commands act on."""
        subject = self.subject()
        return next((row.state for row in self.rows if row.id == subject), None)

    def close_meeting(self) -> None:
        """Go back to the agenda, once everything is saved."""
        if not self.view.flush():
            return
        self._turn_to(self._front)
        self._focus_list()

    def close_form(self) -> None:
        """Go back to where the form was opened."""
        if self._form_over_meeting and self.view.meeting is not None:
            self._turn_to(self.view)
            self.view.focus_start()
        else:
            self._turn_to(self._front)
            self._focus_list()

    def shows_bank(self) -> bool:
        """Say whether the question bank is shown."""
        return self.stack.currentWidget() is self.bank

    def close_over(self) -> None:
        """Go back to where the bank, the introductions or the brief were opened."""
        if not self.introductions.flush():
            return
        under, self._under = self._under, None
        if under is self.view and self.view.meeting is not None:
            self._turn_to(self.view)
            self.view.focus_start()
        else:
            self._turn_to(self._front)
            self._focus_list()

    def _lay_over(self, widget: QWidget) -> None:
        current = self.stack.currentWidget()
        if current in (self._front, self.view):
            self._under = current
        self._turn_to(widget)

    def refresh(self) -> None:
        """Read all meetings anew and show them."""
        db = self.desk.store.db
        ids = rows.find_ids(db)
        found: dict[MeetingId, MeetingRow] = {}
        for start in range(0, len(ids), _AT_ONCE):
            found |= rows.load_rows(db, ids[start : start + _AT_ONCE])
        self.rows = [found[one] for one in ids if one in found]
        now, wanted = self.desk.clock(), preparing.wanted(self.desk.store)
        coming = [row.id for row in self.rows if is_upcoming(row, now)]
        self._prepared = {
            one: readiness(prepared, wanted)
            for start in range(0, len(coming), _AT_ONCE)
            for one, prepared in research.preparations(db, coming[start : start + _AT_ONCE]).items()
        }
        self._arrange()
        self.subtitled.emit(self.subtitle())

    def _arrange(self) -> None:
        query = self.search.text()
        kept = [row for row in self.rows if matches(row, query)] if query.strip() else self.rows
        self._kept = kept
        self.agenda.show_items(arrange(kept, self.desk.clock(), self.zone, self._prepared))
        if self.agenda.current_id() is None and kept:
            first = next(one for one in self.agenda.lines.items if isinstance(one, Entry))
            self.agenda.make_current(first.row.id)
        shown: QWidget = self.agenda if kept else self.nothing if self.rows else self.empty
        if self.wants_month():
            shown = self.month
            self._fill_month()
        self._lists.setCurrentWidget(shown)
        self.search.setVisible(bool(self.rows))

    # By the month

    def _today(self) -> date:
        return clock_in(self.desk.clock(), self.zone).local.date()

    def _fits_month(self) -> bool:
        px = self.desk.theme.px
        return self.width() >= px(MONTH_WIDTH) and self.height() >= px(MONTH_HEIGHT)

    def wants_month(self) -> bool:
        """Say whether meetings are listed by the month: it was chosen and there is room for it."""
        return self.desk.settings.now.meetings_month and self._fits_month()

    def shows_front(self) -> bool:
        """Say whether meetings are listed, as an agenda or by the month."""
        return self.stack.currentWidget() is self._front

    def shows_month(self) -> bool:
        """Say whether meetings are listed by the month."""
        return self.shows_front() and self._lists.currentWidget() is self.month

    def show_month(self, *, month: bool) -> None:
        """List meetings by the month or as an agenda."""
        if month and not self._fits_month():
            self.desk.notices.toast(t("The month needs a wider window."), undo=False)
            month = False
        self.desk.settings.change(meetings_month=month)
        self._arrange()
        self._mark_view()
        self._focus_list()
        self.desk.commands.refresh()

    def swap_view(self) -> None:
        """Turn from the agenda to the month, or back."""
        self.show_month(month=not self.shows_month())

    def go_today(self) -> None:
        """Turn the month to today."""
        self.month.go_today()

    def new_here(self) -> None:
        """Plan a meeting, on the day one is on in the month."""
        if self.shows_month():
            self._plan_on(self.month.current_day())
        else:
            self.new_meeting(None)

    def _plan_on(self, day: date) -> None:
        self.new_meeting(None, day)

    def _fill_month(self) -> None:
        first, before = self.month.shown()
        steps = next_steps.between(self.desk.store.db, first, before, STEPS_MOST)
        query, now = self.search.text(), self.desk.clock()
        self.month.show_days(
            together(
                meetings_by_day(self._kept, self.zone, now),
                steps_by_day(steps, self._today(), query),
            )
        )

    def _mark_view(self) -> None:
        month = self.wants_month()
        (self.as_month if month else self.as_agenda).setChecked(True)

    def _focus_list(self) -> None:
        there: QWidget = self.month.table if self.shows_month() else self.agenda
        there.setFocus(Qt.FocusReason.OtherFocusReason)

    def _heard(self, change: ChangeSet) -> None:
        if not change.touches(
            "meeting", "meeting_question", "note", "person", "company", "question", "introduction",
            "research_fact", "profile", "profile_entry", "position", "education", "referral",
            "setting", "insight", "promise", "reviewed_mark", "debrief", "next_step",
        ):  # fmt: skip
            return
        if change.initiator is self.view.notes and change.cause == "do":
            # Its own keystrokes: only the sign in the agenda may be new, and nobody sees that.
            return
        self.refresh()
        gone = self.view.meeting is not None and not self.view.refresh()
        if gone and self.stack.currentWidget() in (self.view, self.brief):
            self._turn_to(self._front)
            self._focus_list()
        self._refresh_over()
        self.desk.commands.refresh()

    def _refresh_over(self) -> None:
        current = self.stack.currentWidget()
        if current is self.bank:
            if self.bank.meeting_id is not None and self.view.meeting is None:
                self.bank.meeting_id = None
            self.bank.refresh()
        elif current is self.introductions:
            self.introductions.refresh()
        elif current is self.brief:
            self.brief.refresh()
        elif current is self.helpers:
            self.helpers.refresh()

    def _turn_to(self, widget: QWidget) -> None:
        if widget is self._front:
            self.refresh()
        if widget is not self.view:
            self.view.set_focused(False)
        self.stack.setCurrentWidget(widget)
        self.desk.commands.refresh()

    # Doing

    def hold(self) -> None:
        """Say that the meeting took place."""
        self._do(verbs.hold_meeting, t("Marked as held."))

    def open_focus(self) -> None:
        """Show the open or current meeting in the focus view."""
        subject = self.subject()
        if subject is None or not (self.shows_meeting() or self.open_meeting(subject)):
            return
        self.view.set_focused(True)
        self.view.focus_notes()

    def finish_meeting(self) -> None:
        """Leave the focus view; a meeting whose time has come has taken place with it."""
        meeting = self.view.meeting
        if meeting is None or not self.view.flush():
            return
        self.view.set_focused(False)
        self.view.show_stage(Stage.REVIEW)
        went = meeting.began_at is not None or at_the_door(meeting.starts_at, self.desk.clock())
        if meeting.state is MeetingState.PLANNED and went:
            self.hold()
        self.view.focus_start()

    def review(self) -> None:
        """Show the review of the open or current meeting's marks."""
        self._open_stage(Stage.REVIEW)

    def follow_up(self) -> None:
        """Show what follows the open or current meeting."""
        self._open_stage(Stage.FOLLOW_UP)

    def _open_stage(self, stage: Stage) -> None:
        subject = self.subject()
        if subject is None or not (self.shows_meeting() or self.open_meeting(subject)):
            return
        self.view.show_stage(stage)
        self.view.focus_start()

    def follows_up(self) -> bool:
        """Say whether what follows a meeting is shown."""
        return self.can_prepare() and self.view.stage is Stage.FOLLOW_UP

    def open_helpers(self) -> None:
        """Show everyone who helped, to tell them what came of it."""
        if not self.view.flush():
            return
        self.helpers.refresh()
        self._lay_over(self.helpers)
        self.helpers.focus_start()

    def write_thanks(self) -> None:
        """Open the composer with the thank-you."""
        self.view.follow_up.write_thanks()

    def _write(self, person_id: PersonId, purpose: str, facts: dict[str, str]) -> bool:
        """Open the composer where there is one, once everything is saved."""
        if self._write_to is None or not self.view.flush():
            return False
        return bool(self._write_to(person_id, purpose, facts))

    def toggle_shield(self) -> None:
        """Hide questions and notes from whoever sees the screen, or show them again."""
        self.view.toggle_shield()

    def _focus_turned(self) -> None:
        self.widened.emit()
        self.desk.commands.refresh()

    def call_off(self) -> None:
        """Call the meeting off."""
        self._do(
            verbs.cancel_meeting,
            t("Called the meeting off. Its menu has a text that tells them, and the calendar."),
        )

    def reopen(self) -> None:
        """Plan the meeting again."""
        self._do(verbs.reopen_meeting, t("The meeting is planned again."))

    def delete(self) -> None:
        """Remove the meeting with its questions and notes; Undo brings it back."""
        sentence = t("Deleted the meeting with its questions and notes.")
        if (subject := self.subject()) is not None and calendars.still_shown(
            self.desk.store, subject
        ):
            sentence = t("Deleted the meeting with its questions and notes. Your calendar still "
                         "shows it: undo, call it off and save it for your calendar to change "
                         "that.")  # fmt: skip
        self._do(verbs.delete_meeting, sentence)

    def export(self) -> None:
        """Export the notes of the open meeting, or of those chosen; from the brief, the brief."""
        if self.stack.currentWidget() is self.brief:
            self.export_brief()
            return
        subject = self.subject()
        if not self.view.flush() or subject is None:
            return
        alone = self.shows_meeting() or self.shows_month()
        chosen = [subject] if alone else self.agenda.chosen_ids() or [subject]
        self._export(chosen)

    def save_for_calendar(self) -> None:
        """Write the open meeting, or those chosen, into a file for my calendar."""
        if (subject := self.subject()) is None or not self.view.flush():
            return
        alone = not self.shows_front() or self.shows_month()
        export_calendar(self.desk, [subject] if alone else self.agenda.chosen_ids() or [subject])

    def save_for_them(self) -> None:
        """Write the meeting into a file for the other person, with a line they may read."""
        if (subject := self.subject()) is None or not self.view.flush():
            return
        self.desk.ask.line(
            t("Save for their calendar"),
            t("What it should say besides when and where; they can read it. May stay empty."),
            lambda text: export_calendar(self.desk, [subject], for_them=True, text=text),
        )

    def offer_times(self) -> None:
        """Find free times to offer to the meeting's person, for a text that asks for another."""
        if (subject := self.subject()) is None or not self.view.flush():
            return
        row = next((row for row in self.rows if row.id == subject), None)
        write = self._write_to
        if row is None or write is None:
            return

        def use(offered: Offered) -> None:
            facts = {"meeting": str(row.id), "times": offered.sentence, "zone": city(offered.zone)}
            write(row.person_id, TextKind.RESCHEDULE.value, facts)

        open_free_times(
            self.desk,
            self.window(),
            zone=self.zone,
            theirs=row.zone,
            minutes=row.minutes,
            use=Use(words=t("Write to {name}", name=row.person_name), run=use),
        )

    def may_write(self) -> bool:
        """Say whether there is a place where texts are written."""
        return self._write_to is not None

    def write_about(self, kind: TextKind) -> None:
        """Write to the person about the meeting: confirm it, move it, or say that it is off."""
        if (subject := self.subject()) is None or not self.view.flush():
            return
        row = next((row for row in self.rows if row.id == subject), None)
        if row is not None and self._write_to is not None:
            self._write_to(row.person_id, kind.value, {"meeting": str(row.id)})

    def open_files(self, paths: Sequence[Path] = ()) -> bool:
        """Show the files of the meeting, and add `paths` to them; say whether there is one."""
        subject = self.subject()
        if subject is None or not self.view.flush():
            return False
        dialog = MeetingFiles(self.desk, subject, self)
        dialog.open()
        if paths:
            dialog.pane.take(paths)
        return True

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Keep what was dropped onto the meeting that is open."""
        return self.shows_meeting() and self.open_files(paths)

    def open_person(self) -> None:
        """Show the person of the meeting."""
        subject = self.subject()
        row = next((row for row in self.rows if row.id == subject), None)
        if row is not None and self.view.flush():
            self._open_person(row.person_id)

    def edit_meeting(self) -> None:
        """Open the form that changes when and where the meeting is."""
        subject = self.subject()
        if subject is None or not self.view.flush():
            return
        self._form_over_meeting = self.shows_meeting()
        try:
            meeting = rows.get(self.desk.store.db, subject)
        except NoSuchRecord as error:
            self.desk.notices.toast(explain(error), undo=False)
            return
        self._turn_to(self.form)
        self.form.change(meeting)

    def next_stage(self) -> None:
        """Turn to the next stage of the open meeting."""
        self.view.next_stage()

    def confirm_time(self) -> None:
        """Say that the time of the open meeting is confirmed, or take it back."""
        self.view.confirm_time()

    def open_brief(self) -> None:
        """Show the brief of the open or current meeting."""
        subject = self.subject()
        if subject is None or not self.view.flush():
            return
        try:
            self.brief.open(subject)
        except NoSuchRecord as error:
            self.desk.notices.toast(explain(error), undo=False)
            return
        self._lay_over(self.brief)
        self.brief.focus_start()

    def export_brief(self) -> None:
        """Export the brief of the open or current meeting as PDF."""
        subject = self.subject()
        if subject is not None and self.view.flush():
            self._export_brief(subject)

    def open_bank(self) -> None:
        """Show the question bank, for the open meeting if there is one."""
        if not self.view.flush():
            return
        meeting = self.view.meeting.id if self.shows_meeting() and self.view.meeting else None
        if self.stack.currentWidget() is not self.bank:
            self.bank.open(meeting)
            self._lay_over(self.bank)
        self.bank.focus_start()

    def open_introductions(self) -> None:
        """Show my introductions, to choose one for the open meeting if there is one."""
        if not self.view.flush():
            return
        meeting = self.view.meeting.id if self.shows_meeting() and self.view.meeting else None
        if self.stack.currentWidget() is not self.introductions:
            self.introductions.open(meeting)
            self._lay_over(self.introductions)
        self.introductions.focus_start()

    def add_question(self) -> None:
        """Put the cursor into the line that adds a question; in the bank, write an own one."""
        if self.shows_bank():
            self.bank.begin()
            return
        self.view.show_side(True)
        self.view.questions.focus_add()

    def _do(self, verb: Callable[..., object], sentence: str) -> None:
        subject = self.subject()
        if subject is None or not self.view.flush():
            return
        try:
            verb(self.desk.store, subject)
        except NoSuchRecord as error:
            self.desk.notices.toast(explain(error), undo=False)
        except UserError as error:
            self.desk.notices.failed(error)
        else:
            self.desk.notices.toast(sentence)

    def _planned(self, meeting_id: MeetingId) -> None:
        self.open_meeting(meeting_id)
        if self.view.meeting is not None and not self.view.meeting.questions:
            self.add_question()

    # Menus

    def _meeting_menu(self) -> QMenu:
        commands = self.desk.commands
        return commands.menu(
            [one for one in MEETING_MENU if not one or commands.can_run(one)], self
        )

    def _open_menu(self, place: QPoint) -> None:
        if self.agenda.indexAt(place).isValid() and self.agenda.current_id() is not None:
            self._pop(self._meeting_menu(), self.agenda.viewport().mapToGlobal(place))

    def _open_question_menu(self, place: QPoint) -> None:
        self._pop(self.desk.commands.menu(QUESTION_MENU, self), place)

    @staticmethod
    def _pop(menu: QMenu, place: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    # Looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the agenda's lines within reach of the eye, and fall back to it for want of room."""
        super().resizeEvent(event)
        self._restyle()
        if self.shows_front() and self.shows_month() != self.wants_month():
            self._arrange()
        self._mark_view()

    def _restyle(self) -> None:
        px = self.desk.theme.px
        near, far = px(24), px(10)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            near, far = far, near
        self._front_column.setContentsMargins(near, px(4), far, 0)
        self._front_column.setSpacing(px(8))
