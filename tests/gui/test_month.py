"""Meetings by the month: weeks of any calendar, walking by keyboard, opening and planning."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu

from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.gui.pages.meetings.month import MonthView, first_weekday
from infodesk.gui.pages.meetings.months import (
    item_words,
    month_of,
    months_later,
    same_day,
    weeks_of,
)
from infodesk.gui.pages.meetings.page import MeetingsPage
from infodesk.operations import meetings as verbs
from infodesk.operations import next_steps
from infodesk.operations.people import add_person, flag_people

KEY, LISBON = Qt.Key, "Europe/Lisbon"
days = st.dates(date(1, 1, 1), date(9998, 12, 31))


# Weeks


@given(days, st.integers(0, 6))
def test_a_month_is_shown_in_whole_weeks_and_wholly(day, first):
    month = month_of(day)
    weeks = weeks_of(month, first)
    flat = [one for week in weeks for one in week]
    assert 4 <= len(weeks) <= 6
    assert flat == [flat[0] + timedelta(days=number) for number in range(len(flat))]
    assert {month, months_later(month, 1) - timedelta(days=1)} <= set(flat)
    if month.year > 1:
        assert all(week[0].weekday() == first for week in weeks)
        assert month in weeks[0]


@given(days, st.integers(-500, 500))
def test_months_there_and_back(day, count):
    month = month_of(day)
    there = months_later(month, count)
    if date(2, 1, 1) < there < date(9998, 1, 1):
        assert months_later(there, -count) == month
    assert same_day(day, there).replace(day=1) == there
    assert same_day(day, there).day <= day.day


def test_the_week_begins_as_the_computer_says():
    assert first_weekday() == QLocale.system().firstDayOfWeek().value - 1


# The page


@pytest.fixture
def tomas(store):
    return add_person(store, PersonDraft(first_name="Tomás", last_name="Ortega"))


def plan(store, person, day, hour=14, month=11):
    start = datetime(2026, month, day, hour, 30)  # noqa: DTZ001 - wall time
    return verbs.add_meeting(store, MeetingDraft(person_id=person, local_start=start, zone=LISBON))


@pytest.fixture
def asked():
    return []


@pytest.fixture
def page(desk, asked, qtbot):
    page = MeetingsPage(
        desk,
        export_meetings=asked.append,
        export_brief=asked.append,
        open_person=lambda one: asked.append(("person", one)),
        zone=LISBON,
    )
    qtbot.addWidget(page)
    page.tester = QAbstractItemModelTester(
        page.month.model_, QAbstractItemModelTester.FailureReportingMode.Fatal, page
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


def said(page, day):
    return [item_words(one) for one in page.month.model_.items(day)]


def test_a_key_turns_to_the_month_and_back_and_it_is_remembered(page, desk, qtbot):
    page.agenda.setFocus()
    qtbot.keyClick(page.agenda, KEY.Key_V)
    assert page.shows_month()
    assert page.month.table.hasFocus()
    assert page.as_month.isChecked()
    assert desk.settings.now.meetings_month
    assert page.month.title.text() == "November 2026"
    page.as_agenda.click()
    assert not page.shows_month()
    assert not desk.settings.now.meetings_month


def test_days_show_meetings_then_steps(page, store, tomas):
    plan(store, tomas, 27)
    plan(store, tomas, 27, hour=9)
    off = plan(store, tomas, 28)
    verbs.cancel_meeting(store, off)
    ruth = add_person(store, PersonDraft(first_name="Ruth"))
    next_steps.plan(store, ruth, "Ask about the course", date(2026, 11, 27))
    page.show_month(month=True)
    assert said(page, date(2026, 11, 27)) == [
        "09:30; Tomás Ortega",
        "14:30; Tomás Ortega",
        "Ask about the course; Ruth",
    ]
    assert said(page, date(2026, 11, 28)) == ["14:30; Tomás Ortega; Called off"]
    confirm = said(page, date(2026, 11, 26))
    assert confirm == ["Confirm the meeting; Tomás Ortega"] * 2
    page.search.setText("ruth")
    assert said(page, date(2026, 11, 27)) == ["Ask about the course; Ruth"]
    page.search.clear()
    finish(flag_people(store, [ruth], "do_not_contact", on=True))
    assert "Ask about the course; Ruth" in said(page, date(2026, 11, 27))


def test_arrows_walk_by_day_and_over_the_edge_of_the_month(page, qtbot):
    page.show_month(month=True)
    month, table = page.month, page.month.table
    assert month.current_day() == date(2026, 11, 23)
    for key, day in (
        (KEY.Key_Right, date(2026, 11, 24)),
        (KEY.Key_Down, date(2026, 12, 1)),
        (KEY.Key_Left, date(2026, 11, 30)),
        (KEY.Key_PageDown, date(2026, 12, 30)),
        (KEY.Key_PageDown, date(2027, 1, 30)),
        (KEY.Key_PageDown, date(2027, 2, 28)),
        (KEY.Key_PageUp, date(2027, 1, 28)),
        (KEY.Key_Up, date(2027, 1, 21)),
    ):
        qtbot.keyClick(table, key)
        assert month.current_day() == day
        assert month.model_.month == month_of(day)
    qtbot.keyClick(table, KEY.Key_T)
    assert month.current_day() == date(2026, 11, 23)


def test_right_to_left_the_arrows_follow_the_eye(page, qtbot):
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.show_month(month=True)
    qtbot.keyClick(page.month.table, KEY.Key_Left)
    assert page.month.current_day() == date(2026, 11, 24)


# Said by the off-screen platform of every popup.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_enter_opens_a_day_and_n_plans_on_it(page, store, tomas, qtbot):
    one = plan(store, tomas, 24, hour=9)
    page.show_month(month=True)
    table = page.month.table
    qtbot.keyClick(table, KEY.Key_Right)
    items = page.month.model_.items(date(2026, 11, 24))
    assert page.subject() == one  # commands act on the day's only meeting
    assert len(items) == 1
    qtbot.keyClick(table, KEY.Key_Return)
    assert page.view.meeting.id == one
    page.step_back()
    assert page.shows_month()
    plan(store, tomas, 24, hour=16)
    assert page.subject() is None
    qtbot.keyClick(table, KEY.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, KEY.Key_1)
    assert page.view.meeting.id == one
    page.step_back()
    qtbot.keyClick(table, KEY.Key_Down)
    qtbot.keyClick(table, KEY.Key_N)
    assert page.stack.currentWidget() is page.form
    assert page.form.date.date() == QDate(2026, 12, 1)
    page.step_back()
    qtbot.keyClick(table, KEY.Key_Return)  # nothing there: the same
    assert page.stack.currentWidget() is page.form


def test_a_double_click_opens_what_it_hits(page, store, tomas, asked, qtbot):
    one = plan(store, tomas, 27)
    ruth = add_person(store, PersonDraft(first_name="Ruth"))
    next_steps.plan(store, ruth, "Ask", date(2026, 11, 27))
    page.show_month(month=True)
    table, day = page.month.table, date(2026, 11, 27)
    area = table.visualRect(page.month.model_.cell(day))
    places = [line.center() for _, line in table.painter._lines(area, 2)]
    left = Qt.MouseButton.LeftButton
    qtbot.mouseDClick(table.viewport(), left, pos=places[1])
    assert asked == [("person", ruth)]
    qtbot.mouseDClick(table.viewport(), left, pos=places[0])
    assert page.view.meeting.id == one
    page.step_back()
    empty = table.visualRect(page.month.model_.cell(date(2026, 11, 11)))
    qtbot.mouseDClick(table.viewport(), left, pos=empty.center() + QPoint(0, 20))
    assert page.form.date.date() == QDate(2026, 11, 11)


def test_a_narrow_window_falls_back_to_the_agenda(page, desk, store, tomas):
    plan(store, tomas, 27)
    page.show_month(month=True)
    page.resize(560, 480)
    assert not page.shows_month()
    assert page._lists.currentWidget() is page.agenda
    told = []
    desk.notices.toasted.connect(lambda words, _undo: told.append(words))
    page.resize(1240, 760)
    assert page.shows_month()
    page.resize(560, 480)
    page.swap_view()
    assert told == ["The month needs a wider window."]
    assert not page.shows_month()


def test_more_than_there_is_room_for_is_counted(theme, qtbot):
    view = MonthView(theme, lambda: date(2026, 11, 23), first=0)
    qtbot.addWidget(view)
    view.resize(900, 640)
    view.show()
    area = view.table.visualRect(view.model_.cell(date(2026, 11, 23)))
    lines = view.table.painter._lines(area, 40)
    places = [place for place, _ in lines]
    assert places[-1] == -1
    assert places[:-1] == list(range(len(places) - 1))
    assert all(area.contains(line) for _, line in lines)
