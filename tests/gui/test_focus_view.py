"""The focus view: the whole window for questions, notes and the time."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from infodesk.core.meetings import MeetingDraft, MeetingState
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.gui.page import PlaceSpec
from infodesk.gui.pages.meetings.page import MeetingsPage
from infodesk.gui.shell.window import MainWindow
from infodesk.operations import meetings as verbs
from infodesk.operations.people import add_person
from infodesk.store import meetings as rows
from infodesk.store import people as person_rows

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
BEFORE = datetime(2026, 11, 25, 14, 25, tzinfo=UTC)


@pytest.fixture
def meeting(store):
    tomas = add_person(
        store,
        PersonDraft(first_name="Tomás", last_name="Ortega", title="Analyst", company="Alder"),
    )
    start = datetime(2026, 11, 25, 14, 30)  # noqa: DTZ001 - wall time
    draft = MeetingDraft(
        person_id=tomas,
        local_start=start,
        zone="Europe/Lisbon",
        place="by video",
        questions=("A normal week?", "What surprised you?", "Who else?"),
    )
    meeting = verbs.add_meeting(store, draft)
    last = rows.get(store.db, meeting).questions[2]
    verbs.mark_must_ask(store, last.id, must_ask=True)
    return meeting


@pytest.fixture
def window(desk, meeting, clock, qtbot):
    clock.now = BEFORE

    def make(desk):
        return MeetingsPage(
            desk, export_meetings=print, export_brief=print, open_person=print, zone="Europe/Lisbon"
        )

    window = MainWindow(
        desk, [PlaceSpec(id="meetings", title="Meetings", icon="calendar", make_page=make)]
    )
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.go("meetings")
    yield window
    QApplication.instance().focusChanged.disconnect(desk.commands.follow_focus)
    page = window.pages["meetings"]
    page.view.set_focused(False)
    page.flush()
    page.view.notes._index.stop()
    window.hide()


@pytest.fixture
def page(window, meeting, qtbot):
    """The meeting, entered by one key."""
    page = window.pages["meetings"]
    page.agenda.make_current(meeting)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert page.in_focus()
    return page


@pytest.fixture
def view(page):
    return page.view


def read(store, meeting):
    return rows.get(store.db, meeting)


def test_nothing_else_is_in_the_window(window, page, qtbot):
    around = (window.rail, window.header, window.status, page.view.head, page.view.stages)
    assert not any(widget.isVisible() for widget in around)
    assert page.view.notes.area.hasFocus()
    qtbot.keyClick(page.view.notes.area, Qt.Key.Key_Escape)
    assert all(widget.isVisible() for widget in around)
    assert not page.in_focus()


def test_the_time_is_shown_and_warns_without_a_sound(view, clock):
    timer, closing = view.focus_head.timer, view.closing
    assert timer.left.text() == "begins in 5:00 · 20 minutes"
    clock.move(minutes=17, seconds=24)
    view.show_time()
    assert (timer.elapsed.text(), timer.left.text()) == ("12:24", "7:36 left of 20 minutes")
    assert closing.isHidden()
    clock.move(minutes=3)
    view.show_time()
    assert closing.isVisible()
    assert closing.title.text() == "The last minutes of 20 minutes. Still to ask: 3."
    assert "Who else should I talk to" in closing.script.text()
    closing.close_button.click()
    clock.move(minutes=1)
    view.show_time()
    assert closing.isHidden()
    clock.move(minutes=5)
    view.show_time()
    assert closing.isVisible()
    assert "Ask before you go on" in closing.title.text()
    assert timer.left.text() == "1:24 over 20 minutes"


def test_the_clock_goes_on_where_it_was(view, page, clock, store, meeting):
    clock.move(minutes=10)
    assert page.step_back()
    view.set_focused(True)
    assert view.focus_head.timer.elapsed.text() == "5:00"
    assert read(store, meeting).began_at == datetime(2026, 11, 25, 14, 30, tzinfo=UTC)


def test_days_before_the_clock_stands_until_it_is_started(desk, window, meeting, clock):
    clock.now = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
    page = window.pages["meetings"]
    page.open_meeting(meeting)
    assert desk.commands.run("meeting-focus")
    assert page.view.focus_head.timer.reading is None
    page.view.focus_head.timer.start.click()
    clock.move(seconds=5)
    page.view.show_time()
    assert page.view.focus_head.timer.elapsed.text() == "0:05"
    assert page.view.notes.area.hasFocus()


def test_a_question_is_ticked_and_answered_from_within_the_notes(view, store, meeting, qtbot):
    area = view.notes.area
    qtbot.keyClicks(area, "Half is data")
    qtbot.keyClick(area, Qt.Key.Key_2, ALT)
    assert read(store, meeting).questions[1].asked
    assert area.hasFocus()
    assert area.text() == "Half is data"
    qtbot.keyClick(area, Qt.Key.Key_2, ALT)
    answer = view.questions.rows[1].answer
    assert answer.hasFocus()
    qtbot.keyClicks(answer, "The meetings")
    qtbot.keyClick(answer, Qt.Key.Key_Return)
    assert area.hasFocus()
    assert view.flush()
    assert read(store, meeting).questions[1].answer == "The meetings"
    qtbot.keyClicks(area, " quality")
    assert area.text() == "Half is data quality"
    qtbot.keyClick(area, Qt.Key.Key_2, ALT)
    qtbot.keyClick(answer, Qt.Key.Key_2, ALT)
    assert not read(store, meeting).questions[1].asked
    assert area.hasFocus()


def test_a_digit_without_a_question_leads_nowhere(view, page, qtbot):
    qtbot.keyClick(view.notes.area, Qt.Key.Key_9, ALT)
    assert page.in_focus()
    assert view.notes.area.text() == ""


def test_one_key_hides_everything_and_shows_it_again(view, window, qtbot):
    qtbot.keyClicks(view.notes.area, "Their secret")
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert view.is_shielded()
    assert not view.notes.area.isVisible()
    assert not view.questions.isVisible()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_1, ALT)
    assert not view.questions.questions[0].asked
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert view.notes.area.hasFocus()
    assert view.notes.area.text() == "Their secret"


def test_finishing_holds_the_meeting_and_can_be_undone(view, page, store, meeting, qtbot, clock):
    clock.move(minutes=30)
    qtbot.keyClicks(view.notes.area, "! Half of it is data")
    qtbot.keyClick(view.notes.area, Qt.Key.Key_Return, CTRL)
    found = read(store, meeting)
    assert not page.in_focus()
    assert found.state is MeetingState.HELD
    assert found.notes == "! Half of it is data"
    assert person_rows.get(store.db, found.person_id).stage is Stage.MET
    finish(store.undo())
    assert read(store, meeting).state is MeetingState.PLANNED


def test_looking_in_days_before_does_not_hold_it(desk, window, store, meeting, clock):
    clock.now = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
    page = window.pages["meetings"]
    page.open_meeting(meeting)
    desk.commands.run("meeting-focus")
    desk.commands.run("meeting-finish")
    assert read(store, meeting).state is MeetingState.PLANNED


def test_a_removed_meeting_gives_the_window_back(window, page, store, meeting):
    verbs.delete_meeting(store, meeting)
    assert not page.in_focus()
    assert window.rail.isVisible()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_fits_small_screens_and_large_letters(window, view, theme, scale, qapp):
    theme.apply(qapp, "light", text_scale=scale)
    for size in ((1366, 768), (640, 480)):
        window.resize(*size)
        QApplication.processEvents()
        for widget in (view.focus_head.finish, view.focus_head.timer):
            place = widget.rect().translated(widget.mapTo(window, widget.rect().topLeft()))
            assert window.rect().contains(place), (size, scale)
