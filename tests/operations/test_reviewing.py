"""After a meeting: marks become records once, promises are kept, referrals name people."""

from datetime import date, datetime

import pytest

from infodesk.core.errors import BadValue
from infodesk.core.learned import Debrief, InsightKind
from infodesk.core.marks import MarkKind
from infodesk.core.meetings import MeetingDraft
from infodesk.core.next_steps import StepKind
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.review import NamedPerson, Outcome, read_referral
from infodesk.core.stages import Stage
from infodesk.operations import composing, meetings, next_steps, reviewing
from infodesk.operations.people import add_person
from infodesk.operations.reviewing import KeptInsight, KeptPromise, KeptReferral
from infodesk.operations.searching import refresh_index
from infodesk.store import learned as rows
from infodesk.store import meetings as meeting_rows
from infodesk.store import next_steps as step_rows
from infodesk.store import outreach as outreach_rows
from infodesk.store import people as person_rows
from infodesk.store import search

NOTES = """He came from the ward.
! Half of the week is data quality
" Nobody thanks you for a clean table
@ Sara Lind, nurse educator at Alder: "use my name"
# Foundations of Health Registries
> I send him the course list by Friday
> He asks his lead
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


def mark(store, meeting, kind, number=0):
    return [one for one in reviewing.review(store, meeting) if one.kind is kind][number]


def keep_promise(store, meeting, number=0, **values):
    line = mark(store, meeting, MarkKind.ACTION, number)
    what = KeptPromise(text=line.text, by_me=number == 0, due_on=date(2026, 11, 27), **values)
    reviewing.keep(store, meeting, line, what)
    return rows.reviewed(store.db, meeting)[-1].promise_id


def test_an_insight_keeps_its_evidence(store, meeting, tomas):
    line = mark(store, meeting, MarkKind.INSIGHT)
    reviewing.keep(
        store, meeting, line, KeptInsight(statement=line.text, quote="Half of it, he said")
    )
    (insight,) = rows.insights(store.db, meeting_id=meeting)
    assert (insight.statement, insight.quote) == (
        "Half of the week is data quality",
        "Half of it, he said",
    )
    assert (insight.person_id, insight.said_on) == (tomas, date(2026, 11, 20))
    assert not insight.my_view


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        (MarkKind.QUOTE, InsightKind.QUOTE),
        (MarkKind.RESOURCE, InsightKind.RESOURCE),
        (MarkKind.RED_FLAG, InsightKind.RED_FLAG),
    ],
)
def test_quotes_sources_and_warnings_are_told_apart(store, meeting, kind, kept):
    line = mark(store, meeting, kind)
    reviewing.keep(store, meeting, line, KeptInsight(statement=line.text))
    assert [one.kind for one in rows.insights(store.db, meeting_id=meeting)] == [kept]


def test_a_second_review_makes_nothing_twice(store, meeting):
    assert reviewing.undecided(store, meeting) == 7
    line = mark(store, meeting, MarkKind.INSIGHT)
    reviewing.keep(store, meeting, line, KeptInsight(statement="Data quality is half"))
    reviewing.drop(store, meeting, mark(store, meeting, MarkKind.QUOTE))
    assert reviewing.undecided(store, meeting) == 5
    with pytest.raises(BadValue) as refused:
        reviewing.keep(store, meeting, line, KeptInsight(statement="Once more"))
    assert refused.value.facts["reason"] == "decided"
    notes = NOTES.replace("Half of the week is", "About half of the week is")
    meetings.write_meeting_notes(store, meeting_rows.get(store.db, meeting), f"New.\n{notes}")
    again = mark(store, meeting, MarkKind.INSIGHT)
    assert again.reviewed is not None
    assert again.reviewed.outcome is Outcome.KEPT
    assert len(rows.insights(store.db, meeting_id=meeting)) == 1


def test_deciding_is_undone_and_taken_back(store, meeting):
    line = mark(store, meeting, MarkKind.INSIGHT)
    reviewing.keep(store, meeting, line, KeptInsight(statement=line.text))
    finish(store.undo())
    assert reviewing.undecided(store, meeting) == 7
    assert rows.insights(store.db, meeting_id=meeting) == []
    finish(store.redo())
    (decided,) = rows.reviewed(store.db, meeting)
    reviewing.reopen(store, meeting, decided.id)
    assert reviewing.undecided(store, meeting) == 7
    assert rows.insights(store.db, meeting_id=meeting) == []


def test_a_referral_becomes_a_person_with_the_referrer(store, meeting, tomas):
    line = mark(store, meeting, MarkKind.REFERRAL)
    reviewing.keep(store, meeting, line, KeptReferral(who=read_referral(line.text), text=line.text))
    (referral,) = rows.referrals(store.db, referrer_id=tomas)
    sara = person_rows.get(store.db, referral.person_id)
    assert (sara.name, sara.title, sara.company) == ("Sara Lind", "nurse educator", "Alder")
    assert sara.stage is Stage.SHORTLISTED
    assert referral.may_use_name
    assert outreach_rows.referrers(store.db, sara.id) == [("Tomás Ortega", True)]
    assert composing.known(store, sara).referrer == "Tomás Ortega"
    reviewing.permit_name(store, referral.id, allowed=False)
    about = composing.known(store, sara)
    assert (about.referrer, about.unnamed_referrers) == ("", ("Tomás Ortega",))


def test_somebody_known_is_not_added_twice(store, meeting, tomas):
    sara = add_person(store, PersonDraft(first_name="Sara", last_name="Lind"))
    line = mark(store, meeting, MarkKind.REFERRAL)
    reviewing.keep(
        store,
        meeting,
        line,
        KeptReferral(who=read_referral(line.text), text=line.text, known=sara),
    )
    assert [one.person_id for one in rows.referrals(store.db, referrer_id=tomas)] == [sara]
    assert person_rows.count_all(store.db) == 2


def test_nobody_refers_to_themselves(store, meeting, tomas):
    line = mark(store, meeting, MarkKind.REFERRAL)
    with pytest.raises(BadValue) as refused:
        reviewing.keep(store, meeting, line, KeptReferral(who=NamedPerson(), text="x", known=tomas))
    assert refused.value.facts["reason"] == "names-themselves"
    assert reviewing.undecided(store, meeting) == 7


def test_promises_come_up_on_their_day(store, meeting, tomas):
    keep_promise(store, meeting)
    keep_promise(store, meeting, 1)
    steps = {step.text: step for step in step_rows.open_steps(store.db, tomas) if step.promise_id}
    mine, theirs = steps["I send him the course list by Friday"], steps["He asks his lead"]
    assert (mine.kind, theirs.kind) == (StepKind.PROMISE, StepKind.HAND)
    assert mine.due_on == date(2026, 11, 27)
    reviewing.edit_promise(store, mine.promise_id, due_on=date(2026, 12, 1))
    assert step_rows.get(store.db, mine.id).due_on == date(2026, 12, 1)


@pytest.mark.parametrize("by_step", [True, False])
def test_who_was_promised_something_hears_of_it(store, meeting, tomas, by_step):
    promise = keep_promise(store, meeting)
    (step,) = step_rows.of_promise(store.db, promise)
    if by_step:
        next_steps.finish(store, step.id)
    else:
        reviewing.tick_promise(store, promise, kept=True)
    assert rows.promise(store.db, promise).done_on == date(2026, 11, 23)
    due = {one.kind: one.due_on for one in step_rows.open_steps(store.db, tomas)}
    assert due[StepKind.UPDATE] == date(2026, 11, 23)
    assert StepKind.PROMISE not in due
    facts = composing.afterwards(store, tomas)
    assert facts["advice"] == "send you the course list by Friday"
    reviewing.tick_promise(store, promise, kept=False)
    assert rows.promise(store.db, promise).done_on is None
    assert any(one.kind is StepKind.PROMISE for one in step_rows.open_steps(store.db, tomas))


def test_what_they_kept_needs_no_update(store, meeting, tomas):
    keep_promise(store, meeting)
    theirs = keep_promise(store, meeting, 1)
    reviewing.tick_promise(store, theirs, kept=True)
    kinds = {one.kind for one in step_rows.open_steps(store.db, tomas)}
    assert StepKind.UPDATE not in kinds


def test_thanks_are_seeded_from_what_was_marked(store, meeting, tomas):
    line = mark(store, meeting, MarkKind.INSIGHT)
    reviewing.keep(store, meeting, line, KeptInsight(statement=line.text))
    keep_promise(store, meeting)
    assert composing.afterwards(store, tomas) == {
        "point": "“Half of the week is data quality”",
        "promise": "send you the course list by Friday",
        "advice": "",
    }


def test_a_debrief_is_written_answer_by_answer(store, meeting):
    for name, value in (("learned", "SQL first"), ("energy", 4), ("fits", "partly")):
        reviewing.write_debrief(store, meeting, name, value)
    assert rows.debrief(store.db, meeting) == Debrief(learned="SQL first", energy=4, fits="partly")
    with pytest.raises(BadValue):
        reviewing.write_debrief(store, meeting, "energy", 6)
    finish(store.undo())
    assert rows.debrief(store.db, meeting).fits == ""


def test_what_was_learned_is_found_by_its_words(store, meeting):
    line = mark(store, meeting, MarkKind.INSIGHT)
    reviewing.keep(store, meeting, line, KeptInsight(statement="Registers want librarians"))
    reviewing.write_debrief(store, meeting, "surprised", "The quietness of the office")
    refresh_index(store)
    assert [hit.kind for hit in search.texts(store.db, "librarians")] == ["insight"]
    (hit,) = search.texts(store.db, "quietness")
    assert (hit.kind, hit.meeting_id) == ("debrief", meeting)


def test_who_helped_is_listed_until_told(store, meeting, tomas):
    theirs = keep_promise(store, meeting, 1)
    reviewing.tick_promise(store, theirs, kept=True)
    (helper,) = rows.helpers(store.db)
    assert (helper.person_id, helper.meetings, helper.promises_kept) == (tomas, 1, 1)
    assert (helper.last_help_on, helper.told_on) == (date(2026, 11, 23), None)
