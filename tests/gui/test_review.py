"""After a meeting: the review of its marks, the debrief, and what follows."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from infodesk.core.drafts import Outreach, TextKind
from infodesk.core.learned import Debrief, InsightKind
from infodesk.core.marks import MarkKind
from infodesk.core.meetings import MeetingDraft
from infodesk.core.next_steps import StepKind
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.gui.pages.meetings.page import MeetingsPage
from infodesk.gui.pages.meetings.stages import Stage
from infodesk.gui.pages.people.learned import LearnedTab
from infodesk.operations import meetings, outreach, people, reviewing
from infodesk.operations.people import add_person
from infodesk.store import learned as rows
from infodesk.store import meetings as meeting_rows
from infodesk.store import next_steps as step_rows
from infodesk.store import people as person_rows

KEY = Qt.Key
NOTES = """He came from the ward.
! Half of the week is data quality
" Nobody thanks you for a clean table
@ Sara Lind, nurse educator at Alder: "use my name"
> I send him the course list by Friday
? On-call weekends"""


@pytest.fixture
def tomas(store):
    return add_person(store, PersonDraft(first_name="Tomás", last_name="Ortega", company="Alder"))


@pytest.fixture
def meeting(store, tomas):
    start = datetime(2026, 11, 20, 14, 30)  # noqa: DTZ001 - wall time
    draft = MeetingDraft(person_id=tomas, local_start=start, zone="Europe/Lisbon")
    meeting = meetings.add_meeting(store, draft)
    meetings.hold_meeting(store, meeting)
    meetings.write_meeting_notes(store, meeting_rows.get(store.db, meeting), NOTES)
    return meeting


@pytest.fixture
def written():
    """The texts that were begun: person, kind, facts."""
    return []


@pytest.fixture
def page(desk, meeting, written, qtbot):
    def write(person, kind, facts):
        written.append((person, kind, dict(facts)))
        return True

    page = MeetingsPage(
        desk,
        export_meetings=print,
        export_brief=print,
        open_person=print,
        write_to=write,
        zone="Europe/Lisbon",
    )
    qtbot.addWidget(page)
    desk.commands.enter("meetings")
    desk.commands.attach(page)
    page.resize(1100, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.open_meeting(meeting)
    desk.commands.run("meeting-review")
    yield page
    page.flush()
    page.view.notes._index.stop()


@pytest.fixture
def review(page):
    return page.view.review


def focus():
    return QApplication.focusWidget()


def press(qtbot, key):
    qtbot.keyClick(focus(), key)


def kinds(store, meeting):
    return [one.kind for one in rows.insights(store.db, meeting_id=meeting)]


def test_marks_are_decided_about_by_single_keys(review, page, store, meeting, tomas, qtbot):
    assert page.view.stages.tabs.tabText(2) == "Review · 5"
    assert focus() is review.rows[0]
    press(qtbot, KEY.Key_Return)
    press(qtbot, KEY.Key_Delete)
    press(qtbot, KEY.Key_Return)
    press(qtbot, KEY.Key_Return)
    press(qtbot, KEY.Key_Return)
    assert kinds(store, meeting) == [InsightKind.INSIGHT, InsightKind.RED_FLAG]
    (insight, _flag) = rows.insights(store.db, meeting_id=meeting)
    assert insight.quote == "Nobody thanks you for a clean table"
    (referral,) = rows.referrals(store.db, referrer_id=tomas)
    assert (referral.person_name, referral.person_role) == ("Sara Lind", "nurse educator, Alder")
    assert referral.may_use_name
    (promise,) = rows.promises(store.db, person_id=tomas)
    assert (promise.by_me, promise.due_on) == (True, date(2026, 11, 27))
    assert focus() is review.debrief.lines["learned"]
    assert page.view.stages.tabs.tabText(2) == "Review"
    assert [row.state.text() for row in review.rows] == ["Kept", "Dropped", "Kept", "Kept", "Kept"]


def test_words_are_edited_before_they_are_kept(review, store, meeting, qtbot):
    press(qtbot, KEY.Key_F2)
    qtbot.keyClicks(focus(), "Data quality is half of it")
    press(qtbot, KEY.Key_Return)
    (insight,) = rows.insights(store.db, meeting_id=meeting)
    assert insight.statement == "Data quality is half of it"
    assert focus() is review.rows[1]


def test_what_was_typed_survives_a_change_elsewhere(review, store, meeting, qtbot):
    press(qtbot, KEY.Key_F2)
    qtbot.keyClicks(focus(), "My words")
    meetings.edit_meeting(store, meeting_rows.get(store.db, meeting), goal="Else")
    assert review.rows[0].text.text() == "My words"
    press(qtbot, KEY.Key_Escape)
    assert focus() is review.rows[0]


def test_a_decision_is_taken_back(review, store, meeting, qtbot):
    press(qtbot, KEY.Key_Return)
    press(qtbot, KEY.Key_Up)
    press(qtbot, KEY.Key_Backspace)
    assert kinds(store, meeting) == []
    assert review.rows[0].keep_button.isVisible()
    assert focus() is review.rows[0]
    press(qtbot, KEY.Key_Return)
    assert kinds(store, meeting) == [InsightKind.INSIGHT]
    finish(store.undo())
    assert kinds(store, meeting) == []


def test_somebody_known_is_offered(store, page, review, meeting, tomas):
    sara = add_person(store, PersonDraft(first_name="Sara", last_name="Lind", company="Elsewhere"))
    page.view.review.forget()
    page.view.refresh()
    row = next(row for row in review.rows if row.proposal.kind is MarkKind.REFERRAL)
    assert row.referral.known == sara
    assert not row.referral.title.isVisible()
    row.referral.people[sara].click()
    assert row.referral.known is None
    row.referral.people[sara].click()
    row._keep()
    assert [one.person_id for one in rows.referrals(store.db, referrer_id=tomas)] == [sara]
    assert person_rows.count_all(store.db) == 2


def test_a_promise_may_be_theirs_and_another_day(review, store, tomas):
    row = next(row for row in review.rows if row.proposal.kind is MarkKind.ACTION)
    row.promise.theirs.click()
    row.promise._take(date(2026, 12, 1))
    row._keep()
    (promise,) = rows.promises(store.db, person_id=tomas)
    assert (promise.by_me, promise.due_on) == (False, date(2026, 12, 1))


def test_everything_is_kept_at_once(review, store, meeting, tomas):
    review.keep_all.click()
    assert reviewing.undecided(store, meeting) == 0
    assert len(rows.insights(store.db, meeting_id=meeting)) == 3
    assert focus() is review.debrief.lines["learned"]


def test_a_mark_without_words_of_its_own_is_refused(review, page, store, meeting, qtbot):
    failures = []
    page.desk.notices.failing.connect(failures.append)
    press(qtbot, KEY.Key_F2)
    press(qtbot, KEY.Key_Delete)
    press(qtbot, KEY.Key_Return)
    assert [error.facts["reason"] for error in failures] == ["empty"]
    assert reviewing.undecided(store, meeting) == 5


def test_from_paper_a_debrief_needs_no_notes(desk, page, store, tomas, qtbot):
    start = datetime(2026, 11, 21, 10, 0)  # noqa: DTZ001 - wall time
    meeting = meetings.add_meeting(
        store, MeetingDraft(person_id=tomas, local_start=start, zone="UTC")
    )
    meetings.hold_meeting(store, meeting)
    page.open_meeting(meeting)
    desk.commands.run("meeting-review")
    review = page.view.review
    assert review.hint.isVisible()
    assert focus() is review.debrief.lines["learned"]
    for words in ("Cleaning is half", "The quiet", "Partly"):
        qtbot.keyClicks(focus(), words)
        press(qtbot, KEY.Key_Return)
    press(qtbot, KEY.Key_4)
    qtbot.keyClicks(focus(), "Ask Sara")
    press(qtbot, KEY.Key_Return)
    assert focus() is review.next
    assert rows.debrief(store.db, meeting) == Debrief(
        learned="Cleaning is half", surprised="The quiet", fits="Partly", energy=4, next="Ask Sara"
    )
    review.capture.setFocus()
    qtbot.keyClicks(review.capture, "@ Jun Kanda at Example")
    press(qtbot, KEY.Key_Return)
    assert meeting_rows.get(store.db, meeting).notes == "@ Jun Kanda at Example"
    assert [row.proposal.kind for row in review.rows] == [MarkKind.REFERRAL]
    review.debrief.plan.click()
    steps = {step.text: step.due_on for step in step_rows.open_steps(store.db, tomas)}
    assert steps["Ask Sara"] == date(2026, 11, 26)


def test_the_thank_you_begins_from_what_was_marked(desk, page, review, written, tomas, qtbot):
    review.keep_all.click()
    review.next.click()
    follow_up = page.view.follow_up
    assert page.view.stage is Stage.FOLLOW_UP
    assert focus() is follow_up.thanks.write
    assert follow_up.thanks.due.text().startswith("Due ")
    follow_up.thanks.points[1][0].click()
    assert desk.commands.run("meeting-thanks")
    assert written == [
        (
            tomas,
            "thanks",
            {
                "point": "“Nobody thanks you for a clean table”",
                "promise": "send you the course list by Friday",
            },
        )
    ]


def test_promises_are_ticked_moved_added_and_told(desk, page, review, store, written, tomas, qtbot):
    review.keep_all.click()
    desk.commands.run("meeting-follow-up")
    follow_up = page.view.follow_up
    assert not follow_up.tell.isVisible()
    follow_up.promises.add.setFocus()
    qtbot.keyClicks(follow_up.promises.add, "He introduces me to Jun tomorrow")
    press(qtbot, KEY.Key_Return)
    mine = [(row.promise.by_me, row.promise.due_on) for row in follow_up.promises.rows]
    assert mine == [(False, date(2026, 11, 24)), (True, date(2026, 11, 27))]
    follow_up.promises.rows[1].box.setFocus()
    press(qtbot, KEY.Key_Space)
    kinds = {step.kind for step in step_rows.open_steps(store.db, tomas)}
    assert StepKind.UPDATE in kinds
    assert follow_up.tell.isVisible()
    follow_up.tell_button.click()
    assert written[-1][:2] == (tomas, "update")
    follow_up.promises.rows[0].bin.click()
    assert len(follow_up.promises.rows) == 1


def test_a_referrer_is_named_only_if_permitted(desk, page, review, store, written, tomas):
    review.keep_all.click()
    desk.commands.run("meeting-follow-up")
    (row,) = page.view.follow_up.referrals.rows
    assert row.may.isChecked()
    row.may.click()
    (referral,) = rows.referrals(store.db, referrer_id=tomas)
    assert not referral.may_use_name
    page.view.follow_up.referrals.rows[0].write.click()
    assert written == [(referral.person_id, "referral", {})]


def test_a_person_shows_what_they_gave_me(desk, page, review, store, tomas, qtbot):
    review.keep_all.click()
    write = []
    tab = LearnedTab(
        desk, lambda: date(2026, 11, 23), lambda *text: bool(write.append(text)), print
    )
    qtbot.addWidget(tab)
    tab.show_person(tomas)
    assert [row.promise.by_me for row in tab.promises.rows] == [True]
    assert [row.name.text() for row in tab.referrals.rows] == ["Sara Lind"]
    assert [row.words.text() for row in tab.insights.rows] == [
        "Half of the week is data quality",
        "Nobody thanks you for a clean table",
        "On-call weekends",
    ]
    assert "“Nobody thanks you" in tab.insights.rows[0].evidence.text()
    sara = tab.referrals.rows[0].referral.person_id
    tab.referrals.rows[0].write.click()
    assert write == [(sara, "referral", {})]
    tab.insights.rows[0].words.committed.emit("About half")
    assert rows.insights(store.db, person_id=tomas)[0].statement == "About half"
    tab.insights.rows[2].bin.click()
    tab.show_person(tomas)
    assert len(tab.insights.rows) == 2
    tab.promises.add.setText("They send me the paper")
    tab.flush()
    assert [one.by_me for one in rows.promises(store.db, person_id=tomas)] == [True, False]
    tab.show_person(sara)
    assert tab.named_by.text() == "Named by Tomás Ortega"


def test_everyone_who_helped_is_told_one_by_one(desk, page, written, store, tomas, qtbot, clock):
    assert desk.commands.run("meeting-helpers")
    (row,) = page.helpers.list.rows
    assert (row.name.text(), row.how.text()) == ("Tomás Ortega", "1 talk · last 3 days ago")
    assert row.told.text() == "Not told yet"
    assert focus() is row.write
    press(qtbot, KEY.Key_Return)
    assert written == [(tomas, "update", {})]
    text = Outreach(
        id=outreach.NEW, rev=0, person_id=tomas, kind=TextKind.UPDATE, text="I did what you said."
    )
    outreach.mark_sent(store, text, text.text)
    assert page.helpers.list.rows[0].told.text() == "Told today"
    assert page.step_back()
    assert page.shows_meeting()


def test_without_helpers_the_list_says_what_it_is_for(desk, page, store, tomas):
    finish(people.trash_people(store, [tomas]))
    desk.commands.run("meeting-helpers")
    assert page.helpers.empty.isVisible()
    page.helpers.empty.button.click()
    assert not page.helpers.isVisible()
