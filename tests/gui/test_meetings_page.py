"""The Meetings page: agenda, one meeting with its questions and notes, planning and changing."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from infodesk.core.calendars import CalendarFile, Span
from infodesk.core.errors import DiskFull
from infodesk.core.ids import MeetingId
from infodesk.core.meetings import MeetingDraft, MeetingState
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.gui.pages.meetings.agenda import Entry, Heading
from infodesk.gui.pages.meetings.free_times import FreeTimesSheet
from infodesk.gui.pages.meetings.meeting import link_of
from infodesk.gui.pages.meetings.page import MeetingsPage
from infodesk.operations import calendars
from infodesk.operations import meetings as verbs
from infodesk.operations.people import add_person
from infodesk.store import meetings as rows
from infodesk.store import people as person_rows
from infodesk.words.records import Words

LISBON, NEW_YORK = "Europe/Lisbon", "America/New_York"
KEY, ALT, CTRL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Outside(list):
    """What the page asked others to do."""

    def export(self, ids):
        self.append(("export", list(ids)))

    def brief(self, meeting_id):
        self.append(("brief", meeting_id))

    def person(self, person_id):
        self.append(("person", person_id))


@pytest.fixture
def outside():
    return Outside()


@pytest.fixture
def tomas(store):
    return add_person(
        store,
        PersonDraft(first_name="Tomás", last_name="Ortega", title="Analyst", company="Alder"),
    )


def plan(store, person, day, hour=14, minute=30, zone=LISBON, **facts):
    start = datetime(2026, 11, day, hour, minute)  # noqa: DTZ001 - wall time
    return verbs.add_meeting(
        store, MeetingDraft(person_id=person, local_start=start, zone=zone, **facts)
    )


@pytest.fixture
def meeting(store, tomas):
    """In two days, with three questions."""
    return plan(store, tomas, 25, questions=("A normal week?", "What surprised you?", "Who else?"))


@pytest.fixture
def page(desk, outside, qtbot):
    page = MeetingsPage(
        desk,
        export_meetings=outside.export,
        export_brief=outside.brief,
        open_person=outside.person,
        zone=LISBON,
    )
    qtbot.addWidget(page)
    page.tester = QAbstractItemModelTester(
        page.agenda.lines, QAbstractItemModelTester.FailureReportingMode.Fatal, page
    )
    desk.commands.enter("meetings")
    desk.commands.attach(page)
    QApplication.instance().focusChanged.connect(desk.commands.follow_focus)
    page.resize(1240, 760)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.arrive()
    yield page
    QApplication.instance().focusChanged.disconnect(desk.commands.follow_focus)
    page.flush()
    page.view.notes._index.stop()


def lines(page):
    return [
        item.title if isinstance(item, Heading) else (f"{item.here:%H:%M}", item.row.person_name)
        for item in page.agenda.lines.items
    ]


def read(store, meeting):
    return rows.get(store.db, meeting)


# Agenda


def test_an_empty_agenda_offers_the_first_meeting(page):
    assert page._lists.currentWidget() is page.empty
    page.empty.button.click()
    assert page.stack.currentWidget() is page.form


def test_meetings_stand_by_day_the_coming_ones_first(page, store, tomas):
    plan(store, tomas, 25)
    plan(store, tomas, 25, hour=9, minute=0)
    plan(store, tomas, 23, hour=9, minute=0)  # going on now: it is 9:12
    plan(store, tomas, 20)
    plan(store, tomas, 21)
    assert lines(page) == [
        "Upcoming",
        "Monday 23 November 2026",
        ("09:00", "Tomás Ortega"),
        "Wednesday 25 November 2026",
        ("09:00", "Tomás Ortega"),
        ("14:30", "Tomás Ortega"),
        "Past",
        "Saturday 21 November 2026",
        ("14:30", "Tomás Ortega"),
        "Friday 20 November 2026",
        ("14:30", "Tomás Ortega"),
    ]
    assert [item.today for item in page.agenda.lines.items if isinstance(item, Heading)] == [
        False, True, False, False, False, False,
    ]  # fmt: skip
    assert page.subtitle() == "3 to come"


def test_a_meeting_elsewhere_shows_both_clocks(page, store, tomas):
    plan(store, tomas, 25, hour=22, minute=0, zone=NEW_YORK, place="Phone")
    entry = next(item for item in page.agenda.lines.items if isinstance(item, Entry))
    assert f"{entry.here:%d %H:%M}" == "26 03:00"
    words = page.agenda.lines.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "03:00; Tomás Ortega; Analyst at Alder; 22:00 in New York; 20 minutes; Phone" in words
    assert "No questions yet" in words


def test_a_past_meeting_asks_how_it_went(page, store, tomas):
    meeting = plan(store, tomas, 20)
    words = page.agenda.lines.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "How did it go?" in words
    verbs.hold_meeting(store, meeting)
    assert "How did it go?" not in page.agenda.lines.index(2).data(
        Qt.ItemDataRole.AccessibleTextRole
    )


def test_searching_keeps_what_fits(page, store, tomas, meeting, qtbot):
    ruth = add_person(store, PersonDraft(first_name="Ruth", last_name="Sándoval"))
    plan(store, ruth, 26)
    assert page.focus_search()
    qtbot.keyClicks(page.search, "sando")
    assert [line[1] for line in lines(page) if isinstance(line, tuple)] == ["Ruth Sándoval"]
    qtbot.keyClicks(page.search, "zzz")
    assert page._lists.currentWidget() is page.nothing
    assert page.step_back()
    assert page._lists.currentWidget() is page.agenda
    assert not page.step_back()


def test_place_and_selection_are_kept_and_the_next_takes_over(page, store, tomas):
    many = [plan(store, tomas, 24 + day % 6, hour=8 + day % 9) for day in range(30)]
    page.agenda.make_current(many[20])
    plan(store, tomas, 24, hour=7)
    assert page.agenda.current_id() == many[20]
    assert page.agenda.chosen_ids() == [many[20]]
    verbs.delete_meeting(store, many[20])
    assert page.agenda.current_id() not in (None, many[20])
    assert page.agenda.chosen_ids() == [page.agenda.current_id()]


def test_arrows_pass_over_headings(page, store, tomas, qtbot):
    first, second = plan(store, tomas, 24), plan(store, tomas, 25)
    page.agenda.make_current(first)
    qtbot.keyClick(page.agenda, KEY.Key_Down)
    assert page.agenda.current_id() == second
    qtbot.keyClick(page.agenda, KEY.Key_Return)
    assert page.shows_meeting()
    assert page.view.meeting.id == second


def test_several_meetings_are_exported_together(page, store, tomas, desk, outside):
    one, two = plan(store, tomas, 24), plan(store, tomas, 25)
    page.agenda.selectAll()
    assert desk.commands.run("meeting-export")
    assert outside == [("export", [one, two])]


def test_keys_of_the_agenda(page, store, tomas, meeting, desk, qtbot):
    toasts = []
    desk.notices.toasted.connect(lambda words, undo: toasts.append((words, undo)))
    qtbot.keyClick(page.agenda, KEY.Key_H)
    assert read(store, meeting).state is MeetingState.HELD
    assert person_rows.get(store.db, tomas).stage is Stage.MET
    assert not desk.commands.can_run("meeting-held")
    assert desk.commands.run("meeting-reopen")
    assert read(store, meeting).state is MeetingState.PLANNED
    assert desk.commands.run("meeting-cancel")
    assert read(store, meeting).state is MeetingState.CANCELLED
    qtbot.keyClick(page.agenda, KEY.Key_Delete)
    assert rows.find_ids(store.db) == []
    assert toasts[-1] == ("Deleted the meeting with its questions and notes.", True)
    finish(store.undo())
    assert read(store, meeting).questions[0].text == "A normal week?"


# Planning


# Said by the off-screen platform of every popup.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_meeting_is_planned_by_keyboard(page, store, tomas, desk, qtbot):
    desk.commands.run("new-meeting")
    form = page.form
    assert form.person.hasFocus()
    qtbot.keyClicks(form.person, "Tom")
    qtbot.keyClick(form.person._popup, KEY.Key_Return)
    assert form.person.value == tomas
    form.date.setDate(form.date.date().addDays(1))
    form.place.setText("  Phone ")
    qtbot.keyClick(form.place, KEY.Key_Return, CTRL)
    (meeting,) = rows.find_ids(store.db)
    made = read(store, meeting)
    assert (made.zone, made.minutes, made.place) == (LISBON, 20, "Phone")
    assert made.local_start.date().isoformat() == "2026-11-25"
    assert page.shows_meeting()
    assert page.view.questions.add.hasFocus()


def test_what_is_missing_is_said_beside_the_field(page, store, tomas):
    page.new_meeting(None)
    page.form.submit()
    assert "Whom do you meet" in page.form.person_field.error()
    page.form.person.setText("Nobody Known")
    page.form.person.guess()
    page.form.zone.choose(None)
    page.form.zone.setText("Nowhere")
    page.form.submit()
    assert "Choose a person from the list" in page.form.person_field.error()
    assert "No place is called so" in page.form.zone_field.error()
    assert rows.find_ids(store.db) == []
    assert page.form.person.hasFocus()


def test_zones_are_found_by_city_and_both_clocks_are_shown(page, tomas):
    page.new_meeting(tomas)
    form = page.form
    form.zone.choose(None)
    form.zone.setText("new york")
    form.zone.guess()
    if form.zone.value is None:  # more than one place of that name
        form.zone.choose(form._zone_option(NEW_YORK))
        form.zone.changed.emit()
    form.time.setTime(form.time.time().fromString("10:00", "HH:mm"))
    assert "10:00 in New York, 15:00 for you" in form.both.text()


def test_any_length_can_be_chosen(page, store, tomas):
    page.new_meeting(tomas)
    page.form.minutes.other.click()
    page.form.minutes.box.setValue(45)
    page.form.submit()
    assert read(store, rows.find_ids(store.db)[0]).minutes == 45


def test_changing_a_meeting(page, store, meeting, desk):
    assert desk.commands.run("meeting-edit")
    assert page.form.person_field.isHidden()
    page.form.minutes.set_value(30)
    page.form.submit()
    assert read(store, meeting).minutes == 30
    assert page.shows_meeting()
    finish(store.undo())
    assert read(store, meeting).minutes == 20


def test_a_change_made_elsewhere_is_not_overwritten_unasked(page, store, meeting):
    page.edit_meeting()
    verbs.edit_meeting(store, read(store, meeting), place="Elsewhere")
    page.form.minutes.set_value(30)
    page.form.submit()
    assert page.form.trouble.isVisible()
    assert read(store, meeting).minutes == 20
    page.form.submit()
    assert read(store, meeting).minutes == 30


def test_esc_goes_back_where_one_came_from(page, meeting):
    page.open_meeting(meeting)
    page.edit_meeting()
    assert page.step_back()
    assert page.shows_meeting()
    assert page.step_back()
    assert page.stack.currentWidget() is page._front
    assert page.agenda.hasFocus()


# One meeting


@pytest.fixture
def view(page, meeting):
    """The meeting itself, past preparing it."""
    page.open_meeting(meeting)
    page.view.focus_notes()
    return page.view


def texts(view):
    return [row.question.text for row in view.questions.rows]


def test_a_meeting_says_who_when_and_where(view):
    head = view.head
    assert head.name.text() == "Tomás Ortega"
    assert head.role.text() == "Analyst at Alder"
    assert head.when.text() == "Wednesday 25 November 2026, 14:30"
    assert head.state.text() == "in 2 days"
    assert "Lisbon" in head.zone.text()


def test_the_name_leads_to_the_person(view, tomas, outside, qtbot):
    qtbot.keyClick(view.head.name, KEY.Key_Return)
    assert outside == [("person", tomas)]


def test_notes_are_typed_and_saved(view, store, meeting, page, qtbot):
    assert view.notes.area.hasFocus()
    qtbot.keyClicks(view.notes.area, "! Six people")
    assert page.step_back()
    assert read(store, meeting).notes == "! Six people"
    assert page.agenda.lines.items[2].row.has_notes


def test_alt_digits_tick_while_typing(view, store, meeting, qtbot):
    area = view.notes.area
    qtbot.keyClicks(area, "typing")
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, KEY.Key_2, ALT)
    QApplication.sendEvent(area, asked)
    assert asked.isAccepted()
    qtbot.keyClick(area, KEY.Key_2, ALT)
    assert [one.asked for one in read(store, meeting).questions] == [False, True, False]
    assert view.questions.rows[1].box.isChecked()
    assert view.notes.text() == "typing"
    assert area.hasFocus()
    assert view.questions.heading.text() == "Questions · 1 of 3"
    other = QKeyEvent(QEvent.Type.ShortcutOverride, KEY.Key_7, ALT)
    QApplication.sendEvent(area, other)
    assert not other.isAccepted()  # there is no seventh: the key stays the window's


def test_questions_are_added_one_after_the_other(view, store, meeting, qtbot):
    view.questions.focus_add()
    for text in ("One more?", "And another?"):
        qtbot.keyClicks(view.questions.add, text)
        qtbot.keyClick(view.questions.add, KEY.Key_Return)
    qtbot.keyClick(view.questions.add, KEY.Key_Return)
    assert texts(view)[3:] == ["One more?", "And another?"]
    assert view.questions.add.hasFocus()
    assert view.questions.add.text() == ""
    finish(store.undo())
    assert texts(view)[3:] == ["One more?"]


def test_a_question_is_worked_by_keyboard(view, store, meeting, desk, qtbot):
    view.focus_questions()
    row = view.questions.rows[0]
    assert row.hasFocus()
    qtbot.keyClick(row, KEY.Key_Space)
    assert read(store, meeting).questions[0].asked
    assert desk.commands.run("question-star")
    assert read(store, meeting).questions[0].must_ask
    assert row.words.text() == "★ A normal week?"
    qtbot.keyClick(row, KEY.Key_Return)
    assert row.answer.hasFocus()
    qtbot.keyClicks(row.answer, "Half of it is data")
    qtbot.keyClick(row.answer, KEY.Key_Return)
    assert row.hasFocus()
    assert read(store, meeting).questions[0].answer == "Half of it is data"
    qtbot.keyClick(row, KEY.Key_F2)
    row.editor.setPlainText("A usual week?")
    qtbot.keyClick(row.editor, KEY.Key_Return)
    assert read(store, meeting).questions[0].text == "A usual week?"
    qtbot.keyClick(row, KEY.Key_F2)
    row.editor.setPlainText("No")
    qtbot.keyClick(row.editor, KEY.Key_Escape)
    assert read(store, meeting).questions[0].text == "A usual week?"
    qtbot.keyClick(row, KEY.Key_Down)
    assert view.questions.rows[1].hasFocus()


def test_questions_are_moved_and_undone(view, store, desk):
    view.focus_questions()
    assert not desk.commands.can_run("question-up")
    assert desk.commands.run("question-down")
    assert texts(view) == ["What surprised you?", "A normal week?", "Who else?"]
    assert view.questions.current_question().text == "A normal week?"
    assert desk.commands.run("question-down")
    assert not desk.commands.can_run("question-down")
    finish(store.undo())
    finish(store.undo())
    assert texts(view) == ["A normal week?", "What surprised you?", "Who else?"]


def test_a_question_is_dragged(view, qtbot):
    row, last = view.questions.rows[0], view.questions.rows[2]
    start = row.words.geometry().center()
    qtbot.mousePress(row, Qt.MouseButton.LeftButton, pos=start)
    qtbot.waitUntil(lambda: last.y() > row.geometry().bottom())
    end = row.mapFromGlobal(last.mapToGlobal(last.rect().bottomLeft()))
    qtbot.mouseMove(row, pos=end)
    qtbot.mouseRelease(row, Qt.MouseButton.LeftButton, pos=end)
    assert texts(view) == ["What surprised you?", "Who else?", "A normal week?"]


def test_a_deleted_question_comes_back(view, store, desk):
    view.focus_questions()
    assert desk.commands.run("question-delete")
    assert texts(view) == ["What surprised you?", "Who else?"]
    assert view.questions.rows[0].hasFocus()
    finish(store.undo())
    assert texts(view) == ["A normal week?", "What surprised you?", "Who else?"]


def test_what_must_be_asked_is_listed_for_the_last_minutes(view, store):
    assert view.questions.hint.isHidden()
    for number in (0, 2):
        question = view.questions.questions[number]
        verbs.mark_must_ask(store, question.id, must_ask=True)
    assert view.questions.hint.text() == "If five minutes are left: 1, 3"
    view.tick(1)
    assert view.questions.hint.text() == "If five minutes are left: 3"


def test_an_answer_being_typed_survives_a_refresh(view, store, meeting, qtbot):
    view.focus_questions()
    row = view.questions.rows[0]
    row.begin_answer()
    qtbot.keyClicks(row.answer, "half")
    verbs.tick_question(store, view.questions.questions[2].id, asked=True)
    assert row.answer.text() == "half"
    assert view.flush()
    assert read(store, meeting).questions[0].answer == "half"


def test_an_answer_that_cannot_be_saved_stays(view, store, qtbot, monkeypatch):
    failures = []
    view.desk.notices.failing.connect(failures.append)
    row = view.questions.rows[0]
    row.begin_answer()

    def full(_text):
        raise DiskFull()

    save, row.answer.save = row.answer.save, full
    qtbot.keyClicks(row.answer, "kept")
    assert not view.flush()
    assert row.answer.text() == "kept"
    assert [error.code for error in failures] == ["disk-full"]
    row.answer.save = save
    assert view.flush()
    assert view.questions.questions[0].answer == "kept"


def test_place_and_goal_are_edited_in_place(view, store, meeting):
    view.head.place.edit()
    view.head.place._editor.setText("https://meet.example.org/room")
    view.head.place.commit()
    assert read(store, meeting).place == "https://meet.example.org/room"
    assert view.head.link.isVisible()
    finish(store.undo())
    assert view.head.place.text() == ""
    assert view.head.link.isHidden()


def test_only_safe_links_are_offered():
    assert link_of("Room 4, https://meet.example.org/x.") == "https://meet.example.org/x"
    assert link_of("javascript:alert(1) file:///etc/passwd") == ""


def test_a_link_opens_only_after_asking(view, store, meeting, ask):
    verbs.edit_meeting(store, read(store, meeting), place="https://meet.example.org/x")
    ask.answers.append(None)
    view.head.link.click()
    assert "meet.example.org" in ask.asked[0][0]


def test_it_took_place_and_back(view, store, meeting, qtbot):
    view.head.held.click()
    assert read(store, meeting).state is MeetingState.HELD
    assert view.head.state.text() == "Held · in 2 days"
    assert view.head.held.isHidden()
    view.head.again.click()
    assert read(store, meeting).state is MeetingState.PLANNED


def test_a_meeting_deleted_under_the_view_goes_back_to_the_agenda(view, page, store, meeting):
    verbs.delete_meeting(store, meeting)
    assert page.stack.currentWidget() is page._front
    assert view.meeting is None
    assert page.flush()
    finish(store.undo())
    assert page.open_meeting(meeting)


def test_opening_what_is_gone_says_so(page, desk):
    toasts = []
    desk.notices.toasted.connect(lambda words, _undo: toasts.append(words))
    assert not page.open_meeting(MeetingId(404))
    assert "not there any more" in toasts[0]


def test_another_meeting_shows_its_own(view, page, store, tomas, qtbot):
    other = plan(store, tomas, 27, questions=("Only this?",))
    qtbot.keyClicks(view.notes.area, "first")
    page.open_meeting(other)
    assert (texts(view), view.notes.text()) == (["Only this?"], "")
    assert view.questions.current_question() is None


def test_exporting_saves_first(view, store, meeting, desk, outside, qtbot):
    qtbot.keyClicks(view.notes.area, "typed")
    assert desk.commands.run("meeting-export")
    assert read(store, meeting).notes == "typed"
    assert outside == [("export", [meeting])]


def test_questions_and_notes_take_turns_where_space_is_short(view, page):
    page.resize(620, 600)
    assert view.questions.isHidden()
    assert view.notes.isVisible()
    view.toggle_side()
    assert view.questions.isVisible()
    assert not view.notes.isVisible()
    view.focus_notes()
    assert view.notes.area.hasFocus()
    page.resize(1240, 760)
    assert view.questions.isVisible()
    assert view.notes.isVisible()


def test_f6_goes_between_the_panes(view, desk):
    desk.commands.run("meeting-panes")
    assert view.questions.rows[0].hasFocus()
    desk.commands.run("meeting-panes")
    assert view.notes.area.hasFocus()


# For everybody


def test_everything_to_operate_has_a_name(view, page):
    page.new_meeting(None)
    page.close_form()
    unnamed = []
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(widget.parent(), QLineEdit):
            continue
        if "qt_" in widget.objectName() or not widget.metaObject().className():
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if spoken is not None and not spoken.text(QAccessible.Text.Name):
            unnamed.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    assert unnamed == []


def test_time_goes_on_while_the_page_is_open(page, store, tomas, clock):
    plan(store, tomas, 23, hour=9, minute=30)
    assert lines(page)[0] == "Upcoming"
    clock.move(hours=2)
    page.arrive()
    assert lines(page)[0] == "Past"


# For other calendars, and texts about a meeting


def test_a_meeting_is_saved_for_my_calendar(page, store, meeting, desk, ask, qtbot, tmp_path):
    target = tmp_path / "talk.ics"
    ask.answers.append(target)
    page.open_meeting(meeting)
    assert desk.commands.run("meeting-calendar")
    qtbot.waitUntil(lambda: not desk.jobs.running)
    text = target.read_text(encoding="utf-8")
    assert "SUMMARY:Talk with Tomás Ortega" in text
    assert "BEGIN:VALARM" in text
    assert "A normal week?" not in text
    assert ask.asked == [("Save for a calendar", "Tomás Ortega 2026-11-25.ics *.ics")]


def test_their_copy_has_what_i_tell_them(page, meeting, desk, ask, qtbot, tmp_path):
    target = tmp_path / "theirs.ics"
    ask.answers.extend(["I will call you.", target])
    assert desk.commands.run("meeting-invite")
    qtbot.waitUntil(lambda: not desk.jobs.running)
    text = target.read_text(encoding="utf-8")
    assert "DESCRIPTION:I will call you." in text
    assert "VALARM" not in text
    assert "Tomás" not in text


def test_texts_about_a_meeting_name_that_meeting(page, store, tomas, desk):
    assert not desk.commands.can_run("meeting-write-reschedule")  # nobody writes texts here
    wanted = []
    page._write_to = lambda person, kind, facts: wanted.append((person, kind, facts)) or True
    plan(store, tomas, 25)
    later = plan(store, tomas, 27)
    page.open_meeting(later)
    for name in ("confirm", "reschedule", "decline"):
        assert desk.commands.run(f"meeting-write-{name}")
    about = {"meeting": str(later)}
    assert wanted == [(tomas, name, about) for name in ("confirm", "reschedule", "decline")]
    desk.commands.run("meeting-cancel")
    assert not desk.commands.can_run("meeting-write-confirm")
    assert desk.commands.can_run("meeting-write-decline")


def test_two_clocks_stand_side_by_side_as_one_types(page, store, tomas):
    plan(store, tomas, 20, zone=NEW_YORK)
    page.new_meeting(tomas)
    form = page.form
    assert form.zone.value == NEW_YORK  # where the last one was
    assert form.clocks.isVisible()
    form.time.setTime(form.time.time().fromString("21:00", "HH:mm"))
    assert (form.clocks.there.time.text(), form.clocks.here.time.text()) == ("21:00", "02:00")
    assert form.clocks.here.day.text() == "Wednesday 25 November · in 2 days"
    assert "21:00 in New York, 02:00 for you" in form.clocks.accessibleName()
    form.zone.choose(form._zone_option(LISBON))
    form.zone.changed.emit()
    assert form.clocks.isHidden()
    assert form.both.isVisible()


def test_a_clash_is_said(page, store, tomas, desk):
    plan(store, tomas, 24, hour=10, minute=10)
    page.new_meeting(tomas)
    form = page.form
    form.time.setTime(form.time.time().fromString("10:00", "HH:mm"))
    assert form.clash.text() == "You meet Tomás Ortega then."
    form.minutes.box.setValue(10)
    form.minutes.other.click()
    assert form.clash.isHidden()
    moment = form._moment()
    busy = Span(moment, moment + timedelta(hours=1))
    desk.busy.load("mine", CalendarFile(busy=(busy,), events=1))
    form.minutes.set_value(15)
    form.time.setTime(form.time.time().fromString("10:30", "HH:mm"))
    assert form.clash.text() == "Your calendar is busy then."


def test_four_clicks_from_a_reply_to_a_meeting_in_my_calendar(
    page, tomas, desk, ask, qtbot, tmp_path
):
    ask.answers.append(tmp_path / "talk.ics")
    page.new_meeting(tomas)  # 1: "Plan meeting" beside the reply
    page.form.save.click()  # 2
    assert page.view.head.calendar.isVisible()
    page.view.head.calendar.click()  # 3; the fourth is the dialog's own Save
    qtbot.waitUntil(lambda: not desk.jobs.running)
    assert (tmp_path / "talk.ics").exists()


def test_deleting_says_that_a_calendar_still_shows_it(page, store, meeting, desk):
    told = []
    desk.notices.toasted.connect(lambda words, undo: told.append((words, undo)))
    finish(calendars.collect_events(store, [meeting], Words()))
    page.delete()
    assert "Your calendar still shows it" in told[0][0]
    assert told[0][1]


# Said by the off-screen platform of every popup.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_other_times_are_offered_in_a_text_that_moves_the_meeting(page, meeting, tomas, desk):
    assert not desk.commands.can_run("meeting-offer")
    wrote = []
    page._write_to = lambda person, kind, facts: wrote.append((person, kind, facts)) or True
    page.open_meeting(meeting)
    assert desk.commands.run("meeting-offer")
    sheet = page.findChild(FreeTimesSheet)
    assert sheet.use.text() == "Write to Tomás Ortega"
    sheet.use.click()
    ((person, kind, facts),) = wrote
    assert (person, kind) == (tomas, "reschedule")
    assert facts["meeting"] == str(meeting)
    assert facts["times"].startswith("Tuesday 24 November, 09:00")
    assert facts["zone"] == "Lisbon"
