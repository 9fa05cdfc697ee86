"""Preparing a meeting: readiness, research, questions that fit, suggestions, bank, brief."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from infodesk.core.changes import Step
from infodesk.core.introductions import Audience, IntroductionDraft
from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.core.profile import ProfileEntry, ProfileKind
from infodesk.core.progress import finish
from infodesk.core.questions import RoleFamily, Theme, built_in
from infodesk.core.readiness import Need
from infodesk.core.research import Topic
from infodesk.core.rules import RESEARCH_MINUTES
from infodesk.gui.pages.meetings.page import MeetingsPage
from infodesk.gui.pages.meetings.stages import Stage
from infodesk.operations import meetings as meeting_verbs
from infodesk.operations import preparing, questions
from infodesk.operations.people import add_person
from infodesk.store import introductions as introduction_rows
from infodesk.store import meetings as rows
from infodesk.store import profile, research
from infodesk.store import questions as question_rows

KEY, ALT, CTRL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
BANK = built_in("en")


class Outside(list):
    """What the page asked others to do."""

    def __getattr__(self, name):
        return lambda what: self.append((name, what))


@pytest.fixture
def outside():
    return Outside()


@pytest.fixture
def maya(store):
    return add_person(
        store,
        PersonDraft(first_name="Maya", last_name="Chen", title="Head of Data", company="Kestrel"),
    )


def plan(store, person, day=25, **facts):
    start = datetime(2026, 11, day, 14, 30)  # noqa: DTZ001 - wall time
    draft = MeetingDraft(person_id=person, local_start=start, zone="Europe/Lisbon", **facts)
    return meeting_verbs.add_meeting(store, draft)


@pytest.fixture
def meeting(store, maya):
    return plan(store, maya)


@pytest.fixture
def page(desk, outside, meeting, qtbot):
    """The Meetings page with the meeting of in two days open."""
    page = MeetingsPage(
        desk,
        export_meetings=outside.notes,
        export_brief=outside.brief,
        open_person=outside.person,
        zone="Europe/Lisbon",
    )
    qtbot.addWidget(page)
    page.tester = QAbstractItemModelTester(
        page.bank.list.bank, QAbstractItemModelTester.FailureReportingMode.Fatal, page
    )
    desk.commands.enter("meetings")
    desk.commands.attach(page)
    app = QApplication.instance()
    app.focusChanged.connect(desk.commands.follow_focus)
    page.resize(1240, 760)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.open_meeting(meeting)
    yield page
    app.focusChanged.disconnect(desk.commands.follow_focus)
    page.flush()
    page.view.notes._index.stop()


@pytest.fixture
def view(page):
    return page.view


def read(store, meeting):
    return rows.get(store.db, meeting)


def focus():
    return QApplication.focusWidget()


def settle():
    """Let Qt show what was just added."""
    QApplication.processEvents()


def said(desk):
    words = []
    desk.notices.toasted.connect(lambda sentence, undo: words.append(sentence))
    return words


# Stages


def test_a_meeting_to_come_opens_to_be_prepared(page, view, store, maya):
    assert view.stage is Stage.PREPARE
    assert view.prepare.isVisible()
    assert not view.notes.isVisible()
    past = plan(store, maya, day=20)
    page.open_meeting(past)
    assert view.stage is Stage.TALK
    assert view.notes.area.hasFocus()
    assert not view.prepare.isVisible()


def test_the_stage_changes_by_key_and_by_tab_and_typing_goes_on(page, view, store, meeting, qtbot):
    qtbot.keyClick(focus(), KEY.Key_F7)
    assert view.stage is Stage.TALK
    qtbot.keyClicks(view.notes.area, "Early thought")
    view.stages.tabs.setCurrentIndex(0)
    assert view.stage is Stage.PREPARE
    assert page.flush()
    assert read(store, meeting).notes == "Early thought"


def test_a_narrow_window_takes_turns(page, view, qtbot):
    page.resize(760, 700)
    assert view.prepare.isVisible() != view.questions.isVisible()
    view.show_side(True)
    assert view.questions.isVisible()
    assert not view.prepare.isVisible()
    view.meet_need(Need.SOURCES)
    assert view.prepare.isVisible()
    assert view.prepare.research.topics[Topic.PERSON].text.hasFocus()


def test_a_low_window_keeps_the_needs_in_a_menu(page, view, qtbot):
    assert view.stages._meter.isVisible()
    page.resize(1240, 400)
    assert not view.stages._meter.isVisible()
    assert not view.head.goal.isVisible()
    view.meet_need(Need.GOAL)
    assert view.head.goal.is_editing()


# Readiness


def test_readiness_follows_what_is_done(page, view, store, meeting, maya, qtbot):
    needs, ready = view.stages.needs, view.stages.ready
    assert ready.words() == "0 of 6 ready"
    assert needs[Need.QUESTIONS].words() == "Questions 0/10"
    for number in range(10):
        meeting_verbs.add_question(store, meeting, f"What of {number}?", must_ask=number < 3)
    for source in ("a", "b", "c"):
        preparing.add_fact(store, maya, Topic.PERSON, "something", source)
    assert needs[Need.MUST_ASK].words() == "Must ask 3/3"
    assert needs[Need.MUST_ASK].accessibleName() == "Must ask 3/3: done"
    assert needs[Need.GOAL].accessibleName() == "Goal: missing"
    assert ready.words() == "3 of 6 ready"
    needs[Need.GOAL].click()
    assert view.head.goal.is_editing()
    qtbot.keyClicks(focus(), "Understand registries")
    qtbot.keyClick(focus(), KEY.Key_Return)
    needs[Need.TIME].click()
    assert read(store, meeting).confirmed_on is not None
    one = preparing.add_introduction(store, IntroductionDraft(audience=Audience.FIELD))
    preparing.choose_introduction(store, meeting, one)
    assert ready.words() == "Ready"
    finish(store.undo())
    assert ready.words() == "5 of 6 ready"


def test_the_time_is_confirmed_by_a_letter(page, view, store, meeting, desk, qtbot):
    questions.add_from_bank(store, meeting, BANK[0])
    settle()
    view.questions.step(1)
    qtbot.keyClick(focus(), KEY.Key_C)
    assert read(store, meeting).confirmed_on is not None
    qtbot.keyClick(focus(), KEY.Key_C)
    assert read(store, meeting).confirmed_on is None


def test_the_agenda_says_how_ready_one_is(page, store, meeting, maya):
    def spoken():
        return page.agenda.lines.index(2).data(Qt.ItemDataRole.AccessibleTextRole)

    assert "No questions yet" in spoken()
    for number in range(10):
        meeting_verbs.add_question(store, meeting, f"What of {number}?", must_ask=number < 3)
    assert "2 of 6 ready" in spoken()


# Research


def test_a_fact_is_typed_with_its_source(view, store, maya, qtbot):
    company = view.prepare.research.topics[Topic.COMPANY]
    company.text.setFocus()
    assert not company.source.isVisible()
    qtbot.keyClicks(company.text, "Opened in Lisbon")
    qtbot.keyClick(company.text, KEY.Key_Return)
    assert company.source.hasFocus()
    qtbot.keyClicks(company.source, "their blog")
    qtbot.keyClick(company.source, KEY.Key_Return)
    (fact,) = research.facts(store.db, maya)
    assert (fact.topic, fact.text, fact.source) == (Topic.COMPANY, "Opened in Lisbon", "their blog")
    assert company.text.hasFocus()
    assert company.text.text() == ""
    (row,) = company.rows
    assert row.origin.text() == "their blog · today"
    assert view.prepare.research.meter.text() == "1 source of 3"


def test_a_fact_is_edited_removed_and_brought_back(view, store, maya, desk, qtbot):
    words = said(desk)
    preparing.add_fact(store, maya, Topic.ROLE, "Half of it is meetings", "a talk")
    role = view.prepare.research.topics[Topic.ROLE]
    row = role.rows[0]
    row.setFocus()
    qtbot.keyClick(row, KEY.Key_F2)
    qtbot.keyClicks(row.text, "Most of it is meetings")
    qtbot.keyClick(row.text, KEY.Key_Escape)
    assert research.facts(store.db, maya)[0].text == "Half of it is meetings"
    qtbot.keyClick(row, KEY.Key_Return)
    qtbot.keyClicks(row.text, "Most of it is meetings")
    row.source.setFocus()
    assert row.is_editing()
    qtbot.keyClick(row.source, KEY.Key_Return)
    fact = research.facts(store.db, maya)[0]
    assert (fact.text, fact.source) == ("Most of it is meetings", "a talk")
    qtbot.keyClick(row, KEY.Key_Delete)
    assert words == ["Deleted a fact."]
    assert role.rows == []
    finish(store.undo())
    assert [one.words.text() for one in role.rows] == ["Most of it is meetings"]


def test_what_is_being_typed_is_kept_when_one_leaves(page, view, store, maya, qtbot):
    person = view.prepare.research.topics[Topic.PERSON]
    qtbot.keyClicks(person.text, "Was a nurse")
    assert page.step_back()
    assert [fact.text for fact in research.facts(store.db, maya)] == ["Was a nurse"]


def test_what_is_typed_for_one_person_is_not_shown_for_the_next(page, view, store, qtbot):
    timer = view.prepare.research.timer
    timer.click()
    other = plan(store, add_person(store, PersonDraft(first_name="Ruth")))
    page.open_meeting(other)
    assert not timer.running
    assert all(not part.text.text() for part in view.prepare.research.topics.values())


def test_the_timer_counts_down_in_silence(view, qtbot):
    timer = view.prepare.research.timer
    assert timer.words() == "15 minutes"
    timer.click()
    assert timer.running
    timer.pass_time(60)
    assert timer.words().startswith(("14:00", "13:59"))
    timer.click()
    assert not timer.running
    assert timer.words().endswith("left, paused")
    timer.click()
    timer.pass_time(RESEARCH_MINUTES.default * 60)
    assert not timer.running
    assert timer.words() == "Enough: now the questions"
    assert not timer._tick.isActive()
    timer.click()
    assert timer.words().startswith(("15:00", "14:59"))
    timer.reset()


# Questions


def test_questions_are_starred_and_ordered_by_keys(view, store, meeting, qtbot):
    for number in (0, 1, 2):
        questions.add_from_bank(store, meeting, BANK[number])
    settle()
    view.questions.step(1)
    qtbot.keyClick(focus(), KEY.Key_Space)
    assert [one.must_ask for one in read(store, meeting).questions] == [True, False, False]
    assert not read(store, meeting).questions[0].asked
    qtbot.keyClick(focus(), KEY.Key_3, ALT)
    assert [one.must_ask for one in read(store, meeting).questions] == [True, False, True]
    qtbot.keyClick(focus(), KEY.Key_Down, ALT)
    assert [one.text for one in read(store, meeting).questions][:2] == [
        BANK[1].text, BANK[0].text,
    ]  # fmt: skip
    row = view.questions.current_row()
    assert not row.box.isVisible()
    assert not row.answer.isVisible()
    qtbot.keyClick(row, KEY.Key_Return)
    assert row.is_wording()
    qtbot.keyClick(row.editor, KEY.Key_Escape)


def test_what_fits_into_the_time_is_shown(view, store, meeting, qtbot):
    pane = view.questions
    assert pane.fit.minutes == 20
    for number in range(12):
        questions.add_from_bank(store, meeting, BANK[number], must_ask=number == 11)
    assert pane.fit.words.text() == "6 questions, 13 of 13 minutes"
    shown = [row.length.text() for row in pane.rows]
    assert shown.count("if time is left") == 6
    assert shown[11] == f"{BANK[11].minutes} min"
    pane.fit.chips[5].click()
    assert pane.fit.words.text() == "2 questions, 4 of 4 minutes"
    fitting = [row for row in pane.rows if row.length.text() != "if time is left"]
    assert pane.rows[11] in fitting
    assert "only if there is more time than 5 minutes" in pane.rows[2].accessibleDescription()


def test_the_set_begins_with_the_length_of_the_meeting(page, view, store, maya):
    for minutes, wanted in ((10, 5), (18, 20), (30, 30), (90, 30)):
        page.open_meeting(plan(store, maya, minutes=minutes))
        assert view.questions.fit.minutes == wanted


def test_a_suggestion_is_added_with_one_key_and_another_takes_its_place(
    view, store, meeting, qtbot
):
    suggestions = view.questions.suggestions
    first = suggestions.rows[0].suggestion
    assert RoleFamily.DATA in first.question.roles or first.question.levels
    view.questions.add.setFocus()
    assert suggestions.begin()
    qtbot.keyClick(focus(), KEY.Key_Return)
    (added,) = read(store, meeting).questions
    settle()
    assert (added.text, added.bank_code) == (first.question.text, first.question.code)
    assert suggestions.rows[0].hasFocus()
    assert suggestions.rows[0].suggestion.question.code != first.question.code
    qtbot.keyClick(focus(), KEY.Key_Down)
    assert suggestions.rows[1].hasFocus()
    qtbot.keyClick(focus(), KEY.Key_Up)
    qtbot.keyClick(focus(), KEY.Key_Up)
    assert view.questions.rows[-1].hasFocus()
    qtbot.keyClick(focus(), KEY.Key_Down)
    assert suggestions.rows[0].hasFocus()


def test_suggestions_say_why(view, store, meeting):
    other = plan(store, add_person(store, PersonDraft(first_name="Tomás")))
    meeting_verbs.add_question(store, other, "How are rotas made?", must_ask=True)
    rows_ = view.questions.suggestions.rows
    assert rows_[0].words.text() == "How are rotas made?"
    assert rows_[0].reason.text() == "on another list, and nobody has answered it yet"
    assert any(row.reason.text().startswith("fits what they do: Data") for row in rows_)


# The bank


def test_the_bank_puts_a_question_on_the_list(page, view, store, meeting, desk, qtbot):
    words = said(desk)
    assert desk.commands.run("question-bank")
    bank = page.bank
    assert bank.list.hasFocus()
    assert bank.count.text() == f"{len(BANK)} questions"
    qtbot.keyClick(bank.list, KEY.Key_Down)
    qtbot.keyClick(bank.list, KEY.Key_Return)
    assert [one.bank_code for one in read(store, meeting).questions] == [BANK[1].code]
    assert BANK[1].key in bank.list.bank.listed
    qtbot.keyClick(bank.list, KEY.Key_Return)
    assert len(read(store, meeting).questions) == 1
    assert words == ["Added to the questions for Maya Chen.", "It is on the list already."]
    assert page.step_back()
    assert page.stack.currentWidget() is view
    assert view.questions.rows[0].hasFocus()


def test_the_bank_is_filtered_and_searched(page, desk, qtbot):
    desk.commands.run("question-bank")
    bank = page.bank
    bank.theme_choice.show_code(Theme.SKILLS)
    bank.role_choice.show_code(RoleFamily.DATA)
    bank.refresh()
    shown = bank.list.bank.questions
    assert {one.theme for one in shown} == {Theme.SKILLS}
    assert any(RoleFamily.DATA in one.roles for one in shown)
    assert page.focus_search()
    qtbot.keyClicks(bank.search, "statistics")
    assert len(bank.list.bank.questions) == 1
    qtbot.keyClicks(bank.search, " zzz")
    assert bank._lists.currentWidget() is bank.nothing
    bank.nothing.button.click()
    assert len(bank.list.bank.questions) == len(BANK)


def test_an_own_question_is_written_reworded_and_deleted(page, store, desk, qtbot):
    desk.commands.run("question-bank")
    bank, editor = page.bank, page.bank.editor
    assert desk.commands.run("question-add")
    editor.save.click()
    assert editor.text_field.error().startswith("This cannot be empty")
    assert question_rows.find_all(store.db) == ()
    qtbot.keyClicks(editor.text, "What do nurses think of it?")
    editor.theme_choice.show_code(Theme.CULTURE)
    editor.role_chips[RoleFamily.CARE].click()
    qtbot.keyClick(editor.text, KEY.Key_Return, CTRL)
    (own,) = question_rows.find_all(store.db)
    assert (own.text, own.theme, own.roles) == (
        "What do nurses think of it?", Theme.CULTURE, {RoleFamily.CARE},
    )  # fmt: skip
    assert bank.list.bank.questions[0] == own
    bank.list.setCurrentIndex(bank.list.bank.index(0))
    qtbot.keyClick(bank.list, KEY.Key_F2)
    editor.remove.click()
    assert question_rows.find_all(store.db) == ()
    assert bank.list.hasFocus()


def test_a_built_in_question_is_reworded_as_an_own_copy_and_put_away(page, store, desk, qtbot):
    words = said(desk)
    desk.commands.run("question-bank")
    bank = page.bank
    bank.list.setCurrentIndex(bank.list.bank.index(3))
    qtbot.keyClick(bank.list, KEY.Key_F2)
    bank.editor.text.setText("What do papers get wrong?")
    bank.editor.save.click()
    assert bank.list.bank.questions[3].text == "What do papers get wrong?"
    assert bank.list.question().text == "What do papers get wrong?"
    qtbot.keyClick(bank.list, KEY.Key_Delete)
    assert len(bank.list.bank.questions) == len(BANK) - 1
    assert words == ["Put the question away."]
    bank.away.click()
    assert [one.text for one in bank.list.bank.questions] == ["What do papers get wrong?"]
    assert bank.put_away.words() == "Bring back"
    bank.put_away.click()
    bank.away.click()
    assert len(bank.list.bank.questions) == len(BANK)


def test_the_bank_without_a_meeting_rewords(page, desk, qtbot):
    page.close_meeting()
    assert desk.commands.run("question-bank")
    assert not page.bank.use.isVisible()
    qtbot.keyClick(page.bank.list, KEY.Key_Return)
    assert page.bank.stack.currentWidget() is page.bank.editor
    assert page.step_back()
    assert page.bank.list.hasFocus()
    assert page.step_back()
    assert page.stack.currentWidget() is page._front


# Introductions


def test_the_first_introduction_is_drafted_chosen_and_read_aloud(
    page, view, store, meeting, desk, qtbot
):
    words = said(desk)
    view.stages.needs[Need.INTRODUCTION].click()
    own = page.introductions
    assert page.stack.currentWidget() is own
    own.empty.button.click()
    (version,) = introduction_rows.find_all(store.db)
    assert "[what you do]" in version.favourite
    text = own.editors["favourite"].text
    assert text.hasFocus()
    text.selectAll()
    qtbot.keyClicks(text, "I am Ada and I like order in data more than anything else.")
    qtbot.keyClick(text, KEY.Key_Tab)
    assert introduction_rows.get(store.db, version.id).favourite.startswith("I am Ada")
    assert "what you found out" in own.gaps.text()
    own.pace.click()
    assert own.pace.running
    own.pace.finish(0.5)
    assert words[-1].startswith("That was no reading aloud")
    count = len(own.written().split())
    own.pace.click()
    own.pace.finish(count * 60 / 120)
    assert preparing.pace(store) in (119, 120, 121)
    own.use.click()
    assert read(store, meeting).introduction_id == version.id
    assert page.stack.currentWidget() is view
    assert view.prepare.introduction.choice.currentData() == version.id
    assert view.prepare.introduction.words.text().startswith("I am Ada")


def test_somebody_who_leads_hears_another_draft(page, view, desk):
    desk.commands.run("introductions")
    assert page.introductions.listener() == (Audience.SENIOR, "")
    page.introductions.empty.button.click()
    assert page.introductions.version.audience is Audience.SENIOR


def test_somebody_from_my_own_school_or_firm_hears_of_it(page, store, desk):
    with store.transaction(Step(code="edit-profile")) as db:
        job = ProfileEntry(kind=ProfileKind.POSITION, title="nurse", organisation="Kestrel Ltd")
        profile.add_entry(db, job)
    desk.commands.run("introductions")
    assert page.introductions.listener() == (Audience.SHARED, "Kestrel")
    page.introductions.empty.button.click()
    assert "We both know Kestrel" in page.introductions.version.transition


def test_versions_are_added_by_audience_chosen_and_deleted(page, view, store, meeting, desk, qtbot):
    one = preparing.add_introduction(
        store, IntroductionDraft(audience=Audience.FIELD, favourite="For the field.")
    )
    desk.commands.run("introductions")
    own = page.introductions
    own.add_version(Audience.EVENT)
    assert own.list.count() == 2
    assert own.version.audience is Audience.EVENT
    own.editors["insight"].text.setPlainText("Written, and not left yet.")
    own.list.setCurrentRow(0)
    assert own.version.id == one
    assert own.list.currentRow() == 0
    assert own.editors["favourite"].text.text() == "For the field."
    assert introduction_rows.find_all(store.db)[1].insight == "Written, and not left yet."
    own.name.committed.emit("For nurses")
    assert own.list.item(0).text() == "For nurses"
    own.delete()
    assert own.list.count() == 1
    finish(store.undo())
    assert own.list.count() == 2
    assert page.step_back()
    card = view.prepare.introduction
    card.choice.setCurrentIndex(card.choice.findData(one))
    card.choice.activated.emit(card.choice.currentIndex())
    assert read(store, meeting).introduction_id == one


# The brief


def test_the_brief_is_read_and_exported_in_three_clicks(page, view, store, meeting, outside, qtbot):
    questions.add_from_bank(store, meeting, BANK[0], must_ask=True)
    view.stages.brief.click()
    assert page.stack.currentWidget() is page.brief
    assert page.brief.pdf.hasFocus()
    spoken = [one.text() for one in page.brief.findChildren(type(page.brief.title))]
    assert f"☐ ★ {BANK[0].text}" in spoken
    assert "Must ask" in spoken
    page.brief.pdf.click()
    assert outside == [("brief", meeting)]
    meeting_verbs.add_question(store, meeting, "How now?")
    spoken = [one.text() for one in page.brief._scroll.widget().findChildren(
        type(page.brief.title))]  # fmt: skip
    assert "☐ How now?" in spoken
    assert page.step_back()
    assert page.stack.currentWidget() is view


def test_the_brief_of_the_current_meeting_is_exported_from_the_agenda(
    page, meeting, outside, desk, qtbot
):
    page.close_meeting()
    assert desk.commands.run("meeting-brief-pdf")
    assert outside == [("brief", meeting)]
    assert desk.commands.run("meeting-brief")
    assert desk.commands.run("meeting-export")
    assert outside == [("brief", meeting)] * 2
    assert page.step_back()
    assert page.stack.currentWidget() is page._front


def test_a_meeting_that_goes_takes_its_brief_along(page, store, meeting, desk):
    desk.commands.run("meeting-brief")
    meeting_verbs.delete_meeting(store, meeting)
    assert page.stack.currentWidget() is page._front
