"""The Today page: what stands there, one key for each deed, and the line that logs."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu

from infodesk.core.meetings import MeetingDraft
from infodesk.core.next_steps import Outcome, StepKind
from infodesk.core.outreach import Purpose
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.gui.pages.people.new_person import add_new_person_command
from infodesk.gui.pages.today.lines import Heading
from infodesk.gui.pages.today.page import TodayPage
from infodesk.operations import meetings, next_steps, people
from infodesk.store import next_steps as rows
from infodesk.store import people as person_rows

KEY = Qt.Key


class Ways:
    """Remembers where one was led to."""

    def __init__(self):
        self.went = []

    def show_person(self, person_id):
        self.went.append(("person", person_id))

    def show_meeting(self, meeting_id):
        self.went.append(("meeting", meeting_id))

    def plan_meeting(self, person_id):
        self.went.append(("plan", person_id))

    def choose_people(self):
        self.went.append(("choose",))


def add(store, name, stage=Stage.SPOTTED, company=""):
    first, _, last = name.partition(" ")
    draft = PersonDraft(first_name=first, last_name=last, stage=stage, company=company)
    return people.add_person(store, draft)


@pytest.fixture
def known(store):
    """Maya to be thanked, Elif late to be followed up, Ruth with a step by hand."""
    found = {
        "Maya": add(store, "Maya Chen", Stage.MET),
        "Elif": add(store, "Elif Varga", company="Meridian"),
        "Ruth": add(store, "Ruth Sandoval"),
    }
    next_steps.plan_kind(store, found["Elif"], StepKind.FOLLOW_UP, date(2026, 11, 20))
    next_steps.plan(store, found["Ruth"], "Send the book", date(2026, 11, 23))
    return found


@pytest.fixture
def ways():
    return Ways()


@pytest.fixture
def wrote():
    return []


def shown(desk, qapp, qtbot, ways, write_to=None):
    page = TodayPage(desk, ways, write_to=write_to, zone="UTC")
    qtbot.addWidget(page)
    add_new_person_command(desk, lambda: None)
    page.resize(1200, 800)
    desk.commands.attach(page)
    desk.commands.enter("today")
    qapp.focusChanged.connect(desk.commands.follow_focus)
    page.destroyed.connect(lambda: qapp.focusChanged.disconnect(desk.commands.follow_focus))
    QAbstractItemModelTester(page.lines, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.arrive()
    return page


@pytest.fixture
def page(desk, qapp, qtbot, known, ways, wrote):
    return shown(desk, qapp, qtbot, ways, lambda *what: wrote.append(what))


@pytest.fixture
def said(desk):
    said = []
    desk.notices.toasted.connect(lambda words, _undo: said.append(words))
    return said


def texts(page):
    """The rows: headings by title, lines by name."""
    return [
        item.title if isinstance(item, Heading) else page.lines.line(row).card.name
        for row, item in enumerate(page.lines.items)
    ]


def choose(page, name):
    page.list.make_current(texts(page).index(name))
    page.list.setFocus()


def menu():
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()]
    assert found
    return found[-1]


def test_groups_in_order_with_their_lines(page, desk, known):
    assert texts(page) == [
        "Today", "Ruth Sandoval", "Maya Chen", "Whom to chase", "Elif Varga",
    ]  # fmt: skip
    assert page.subtitle() == "Monday 23 November"
    assert "Send the book" in page.lines.spoken(1)
    assert "D Done" in page.lines.spoken(1)
    assert page.list.currentIndex().row() == 1
    assert page.list.hasFocus()
    assert not page.calm.isVisible()


def test_one_key_for_each_deed(page, qtbot, desk, known, said):
    choose(page, "Ruth Sandoval")
    qtbot.keyClick(page.list, KEY.Key_D)
    assert rows.open_steps(desk.store.db, known["Ruth"]) == []
    assert "Done: Send the book" in said[-1]
    choose(page, "Maya Chen")
    qtbot.keyClick(page.list, KEY.Key_S)
    assert person_rows.get(desk.store.db, known["Maya"]).stage is Stage.THANKED
    finish(desk.store.undo())
    assert person_rows.get(desk.store.db, known["Maya"]).stage is Stage.MET
    choose(page, "Maya Chen")
    qtbot.keyClick(page.list, KEY.Key_D)  # done and sent are the same for a text
    assert person_rows.get(desk.store.db, known["Maya"]).stage is Stage.THANKED


def test_a_reply_takes_two_keys(page, qtbot, desk, known):
    choose(page, "Elif Varga")
    qtbot.keyClick(page.list, KEY.Key_R)
    QTest.keyClick(menu(), KEY.Key_Y)
    assert person_rows.get(desk.store.db, known["Elif"]).stage is Stage.REPLIED
    assert "Elif Varga" in texts(page)
    line = page.lines.line(texts(page).index("Elif Varga"))
    assert line.pill == "Said yes"


def test_snooze_and_skip_want_a_day_and_a_reason(page, qtbot, desk, known):
    choose(page, "Ruth Sandoval")
    qtbot.keyClick(page.list, KEY.Key_Z)
    QTest.keyClick(menu(), KEY.Key_1)
    (step,) = rows.open_steps(desk.store.db, known["Ruth"])
    assert step.snoozed_until == date(2026, 11, 24)
    assert "Ruth Sandoval" not in texts(page)
    choose(page, "Elif Varga")
    qtbot.keyClick(page.list, KEY.Key_X)
    QTest.keyClick(menu(), KEY.Key_1)
    (step,) = rows.closed_steps(desk.store.db, known["Elif"])
    assert (step.outcome, step.reason) == (Outcome.SKIPPED, "not-needed")
    assert "Elif Varga" not in texts(page)


def test_texts_are_written_where_texts_are_written(page, qtbot, desk, known, wrote):
    choose(page, "Elif Varga")
    qtbot.keyClick(page.list, KEY.Key_P)
    assert wrote == [(known["Elif"], Purpose.FOLLOW_UP)]


def test_a_second_person_there_is_written_to(page, qtbot, desk, known, wrote):
    sara = add(desk.store, "Sara Lind", company="Meridian")
    next_steps.plan_kind(desk.store, known["Elif"], StepKind.SECOND_PERSON, date(2026, 11, 19))
    row = texts(page).index("Elif Varga")
    line = page.lines.line(row)
    assert "Sara Lind" in line.sentence
    page.list.make_current(row)
    page.list.setFocus()
    qtbot.keyClick(page.list, KEY.Key_P)
    assert wrote == [(sara, Purpose.REQUEST)]


def test_without_a_place_for_texts_there_is_no_button(desk, qapp, qtbot, known, ways):
    page = shown(desk, qapp, qtbot, ways)
    choose(page, "Elif Varga")
    assert not desk.commands.can_run("today-text")
    assert [offer.words for offer in page.list.current().offers[:2]] == ["Replied", "Sent"]


def test_a_button_is_pressed_with_the_pointer(page, qtbot, desk, known):
    row = texts(page).index("Ruth Sandoval")
    page.list.make_current(texts(page).index("Maya Chen"))
    area = page.list.visualRect(page.lines.index(row))
    (offer, button), *_rest = page.list.painter_of_lines.buttons(area, page.lines.line(row))
    assert offer.words == "Done"
    qtbot.mouseMove(page.list.viewport(), button.center())
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=button.center())
    assert rows.open_steps(desk.store.db, known["Ruth"]) == []


def test_meetings_lead_to_their_meeting(page, qtbot, desk, known, ways):
    start = datetime(2026, 11, 23, 23, 30)  # noqa: DTZ001
    meeting = meetings.add_meeting(
        desk.store, MeetingDraft(person_id=known["Ruth"], local_start=start, zone="Asia/Tokyo")
    )
    row = next(n for n, item in enumerate(page.lines.items)
               if not isinstance(item, Heading) and item.due.meeting_id == meeting)  # fmt: skip
    page.list.make_current(row)
    page.list.setFocus()
    assert "in Tokyo" in page.lines.line(row).sentence
    qtbot.keyClick(page.list, KEY.Key_P)
    qtbot.keyClick(page.list, KEY.Key_Return)
    assert ways.went == [("meeting", meeting)] * 2


def test_enter_leads_to_the_person(page, qtbot, known, ways):
    choose(page, "Maya Chen")
    qtbot.keyClick(page.list, KEY.Key_Return)
    assert ways.went == [("person", known["Maya"])]


def test_who_has_no_next_step_gets_one(page, qtbot, desk, known):
    (step,) = rows.open_steps(desk.store.db, known["Maya"])
    next_steps.skip(desk.store, step.id, "too-late")
    choose(page, "Maya Chen")
    assert page.list.current().pill == "No next step"
    qtbot.keyClick(page.list, KEY.Key_P)
    QTest.keyClick(menu(), KEY.Key_2)
    (step,) = rows.open_steps(desk.store.db, known["Maya"])
    assert (step.kind, step.due_on) == (StepKind.THANK, date(2026, 11, 26))


def test_all_caught_up(page, desk, known):
    for person in known.values():
        for step in rows.open_steps(desk.store.db, person):
            next_steps.skip(desk.store, step.id, "not-needed")
    finish(people.move_to_stage(desk.store, [known["Maya"]], Stage.SPOTTED))
    next_steps.plan(desk.store, known["Ruth"], "Send the book", date(2026, 11, 25))
    assert page.calm.isVisible()
    assert "Wednesday" in page.calm.next.text()
    assert not page.list.isVisible()
    assert [row.isVisible() for row in page.ahead.rows][:1] == [True]
    page.ahead.rows[0].click()
    assert page._ways.went == [("person", known["Ruth"])]


def test_an_empty_vault_leads_to_the_import(desk, qapp, qtbot, ways):
    page = shown(desk, qapp, qtbot, ways)
    assert page.untouched.isVisible()
    assert page.quick.field.hasFocus()
    add(desk.store, "Ana Ferrer")
    assert page.empty.isVisible()
    page.empty.button.click()
    assert ways.went == [("choose",)]


def test_the_clock_goes_on(page, desk, clock, known):
    clock.move(days=2)
    page.refresh()
    assert texts(page)[:2] == ["Overdue", "Ruth Sandoval"]
    assert page.lines.line(1).pill == "2 days late"
    clock.move(days=-1)
    page.refresh()
    assert page.lines.line(1).pill == "1 day late"


def test_narrow_windows_have_the_week_in_the_list(page, qtbot, desk, known):
    next_steps.plan(desk.store, known["Ruth"], "Call", date(2026, 11, 25))
    page.resize(600, 480)
    assert not page.side.isVisible()
    assert page.strip.isVisible()
    assert "Next 7 days" in texts(page)
    page.resize(1200, 800)
    assert page.side.isVisible()


# The line


def chips(page):
    return [chip.label() for chip in page.quick.names]


def test_a_line_is_understood_and_logged(page, qtbot, desk, known, said):
    qtbot.keyClick(page.list, KEY.Key_L)
    assert page.quick.field.hasFocus()
    qtbot.keyClicks(page.quick.field, "met Maya, sent thanks, next in 2 weeks")
    assert chips(page) == ["Maya Chen", "Add “Maya”"]
    page.quick.field.setText("met Maya Chen, sent thanks, next in 2 weeks")
    assert chips(page) == ["Maya Chen"]
    qtbot.keyClick(page.quick.field, KEY.Key_Return)
    assert said[-1] == "Logged for Maya Chen."
    assert page.quick.field.text() == ""
    person = person_rows.get(desk.store.db, known["Maya"])
    assert person.stage is Stage.THANKED
    finish(desk.store.undo())
    assert person_rows.get(desk.store.db, known["Maya"]).stage is Stage.MET


def test_names_that_fit_several_are_asked_for(page, qtbot, desk, known):
    other = add(desk.store, "Maya Ferrer", company="Orchard")
    page.quick.field.setFocus()
    qtbot.keyClicks(page.quick.field, "called Maya")
    assert chips(page) == ["Maya Chen", "Maya Ferrer · Orchard", "Add “Maya”"]
    assert page.quick.chosen() is None
    qtbot.keyClick(page.quick.field, KEY.Key_Return)
    assert page.quick.names[0].hasFocus()
    qtbot.keyClick(page.quick.names[0], KEY.Key_Right)
    qtbot.keyClick(page.quick.names[1], KEY.Key_Return)
    assert person_rows.get(desk.store.db, other).last_touch_on == date(2026, 11, 23)
    assert person_rows.get(desk.store.db, known["Maya"]).last_touch_on is None


def test_a_whole_name_is_not_asked_about(page, qtbot, desk, known):
    add(desk.store, "Maya Chen-Ortega")
    page.quick.field.setText("called Maya Chen")
    assert len(chips(page)) == 2
    assert page.quick.chosen() == known["Maya"]


def test_somebody_new_is_added_when_asked_to(page, qtbot, desk):
    page.quick.field.setFocus()
    qtbot.keyClicks(page.quick.field, "met Ana Ferrer")
    assert chips(page) == ["Add “Ana Ferrer”"]
    qtbot.keyClick(page.quick.field, KEY.Key_Return)
    assert page.quick.names[0].hasFocus()
    qtbot.keyClick(page.quick.names[0], KEY.Key_Return)
    assert "Ana Ferrer" in texts(page)


def test_a_line_without_a_name_is_about_the_current_line(page, qtbot, desk, known):
    choose(page, "Maya Chen")
    page.quick.field.setFocus()
    qtbot.keyClicks(page.quick.field, "sent thanks")
    assert chips(page) == ["Maya Chen"]
    qtbot.keyClick(page.quick.field, KEY.Key_Return)
    assert person_rows.get(desk.store.db, known["Maya"]).stage is Stage.THANKED


def test_letters_type_while_one_types(page, qtbot, desk, known):
    page.quick.field.setFocus()
    qtbot.keyClicks(page.quick.field, "sdrzx")
    assert page.quick.field.text() == "sdrzx"
    assert len(rows.open_steps(desk.store.db, known["Ruth"])) == 1
    qtbot.keyClick(page.quick.field, KEY.Key_Escape)
    assert page.quick.field.text() == ""
    assert page.step_back()
    assert page.list.hasFocus()


def test_a_hundred_thousand_characters_are_cut(page):
    page.quick.field.setText("met Ana " * 20_000)
    assert page.quick.line.actions
