"""The pipeline's verbs: what each leaves to be done, and that each is one step to undo."""

from datetime import UTC, date, datetime, timedelta

import pytest

from infodesk.core.errors import BadValue
from infodesk.core.meetings import MeetingDraft
from infodesk.core.next_steps import Outcome, StepKind
from infodesk.core.outreach import SENDS, Answer, Channel, Purpose, Sent
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.rules import FOLLOW_UP_AFTER, FOLLOW_UPS_MOST, RULES, SECOND_PERSON_AFTER
from infodesk.core.stages import PIPELINE, Ending, Stage
from infodesk.core.touches import TouchDraft, TouchKind
from infodesk.operations import days, meetings, next_steps, people, pipeline, rules
from infodesk.store import meetings as meeting_rows
from infodesk.store import next_steps as rows
from infodesk.store import people as person_rows
from infodesk.store import touches
from infodesk.store.copying import everything


@pytest.fixture
def maya(store):
    return people.add_person(store, PersonDraft(first_name="Maya", last_name="Chen"))


def steps(store, person):
    return {
        step.kind: step.due_on and step.due_on.isoformat()
        for step in rows.open_steps(store.db, person)
    }


def stage(store, person):
    return person_rows.get(store.db, person).stage


def send(store, person, purpose, **facts):
    return pipeline.mark_sent(
        store, Sent(person_id=person, channel=Channel.EMAIL, purpose=purpose, **facts)
    )


def test_from_the_shortlist_to_warm(store, maya, clock):
    finish(pipeline.shortlist(store, [maya]))
    assert stage(store, maya) is Stage.SHORTLISTED
    assert steps(store, maya) == {"write": "2026-11-23"}
    send(store, maya, Purpose.REQUEST, text="May I ask you…?")
    assert stage(store, maya) is Stage.ASKED
    assert steps(store, maya) == {"second-person": "2026-11-26", "follow-up": "2026-12-02"}
    assert touches.timeline(store.db, maya)[0].text == "May I ask you…?"
    clock.move(days=9)
    send(store, maya, Purpose.FOLLOW_UP)
    assert steps(store, maya) == {"close-kindly": "2026-12-11"}
    pipeline.mark_replied(store, maya, Answer.YES)
    assert stage(store, maya) is Stage.REPLIED
    assert steps(store, maya) == {"reply": "2026-12-02"}
    meeting = plan_meeting(store, maya, datetime(2026, 12, 7, 15, 0))  # noqa: DTZ001
    assert stage(store, maya) is Stage.SCHEDULED
    assert steps(store, maya) == {
        "prepare": "2026-12-02",
        "confirm": "2026-12-04",
        "how-did-it-go": "2026-12-07",
    }
    clock.move(days=6)
    meetings.hold_meeting(store, meeting)
    assert stage(store, maya) is Stage.MET
    (thanks,) = rows.open_steps(store.db, maya)
    assert thanks.kind is StepKind.THANK
    assert thanks.due_at == datetime(2026, 12, 8, 15, 20, tzinfo=UTC)
    send(store, maya, Purpose.THANKS)
    assert stage(store, maya) is Stage.THANKED
    assert steps(store, maya) == {"referral-ask": "2026-12-15", "update": "2027-01-08"}
    send(store, maya, Purpose.REFERRAL_ASK)
    send(store, maya, Purpose.REFERRAL_ASK)
    assert steps(store, maya) == {"update": "2027-01-08"}
    send(store, maya, Purpose.UPDATE)
    assert stage(store, maya) is Stage.WARM
    assert steps(store, maya) == {"keep-warm": "2027-01-08"}


def plan_meeting(store, person, start):
    draft = MeetingDraft(person_id=person, local_start=start, zone="UTC")
    return meetings.add_meeting(store, draft)


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("start", list(Stage))
def test_each_verb_is_one_step_to_undo(store, maya, purpose, start):
    finish(people.move_to_stage(store, [maya], start))
    before = everything(store.db)
    send(store, maya, purpose)
    after = everything(store.db)
    finish(store.undo())
    assert everything(store.db) == before
    finish(store.redo())
    assert everything(store.db) == after


@pytest.mark.parametrize(
    ("answer", "expected", "ending", "kinds"),
    [
        (Answer.YES, Stage.REPLIED, "", {"reply"}),
        (Answer.LATER, Stage.REPLIED, "", {"ask-again"}),
        (Answer.NO, Stage.CLOSED, "declined", set()),
    ],
)
def test_replies(store, maya, answer, expected, ending, kinds):
    send(store, maya, Purpose.REQUEST)
    before = everything(store.db)
    pipeline.mark_replied(store, maya, answer)
    person = person_rows.get(store.db, maya)
    assert (person.stage, person.ending, person.reply) == (expected, ending, answer)
    assert set(steps(store, maya)) == kinds
    finish(store.undo())
    assert everything(store.db) == before


def test_a_late_no_does_not_take_back_a_meeting(store, maya):
    plan_meeting(store, maya, datetime(2026, 11, 25, 9, 0))  # noqa: DTZ001
    pipeline.mark_replied(store, maya, Answer.NO)
    assert stage(store, maya) is Stage.SCHEDULED
    assert StepKind.PREPARE in steps(store, maya)


def test_the_stop_rule_follows_the_setting(store, maya):
    rules.set_rule(store, FOLLOW_UPS_MOST, 3)
    send(store, maya, Purpose.REQUEST)
    for turn in (1, 2, 3):
        due = [s for s in rows.open_steps(store.db, maya) if s.kind is StepKind.FOLLOW_UP]
        assert [s.turn for s in due] == [turn]
        send(store, maya, Purpose.FOLLOW_UP)
    assert set(steps(store, maya)) == {"close-kindly"}
    send(store, maya, Purpose.CLOSE_KINDLY)
    person = person_rows.get(store.db, maya)
    assert (person.stage, person.ending) == (Stage.CLOSED, Ending.NO_REPLY)
    assert steps(store, maya) == {}
    send(store, maya, Purpose.REQUEST)
    again = person_rows.get(store.db, maya)
    assert (again.stage, again.ending) == (Stage.ASKED, "")


def test_business_days_leave_out_holidays_and_own_days(store, maya):
    days.set_holiday_place(store, "DE", "BY")
    days.set_own_breaks(store, [(date(2026, 12, 14), date(2026, 12, 18))])
    sent_at = datetime(2026, 12, 11, 12, 0, tzinfo=UTC)
    with pytest.raises(BadValue):
        send(store, maya, Purpose.REQUEST, sent_at=sent_at)
    store.clock.now = sent_at
    send(store, maya, Purpose.REQUEST)
    # 21, 22, 23, 24, 28 (25 and 26 are Christmas), 29, 30 December
    assert steps(store, maya) == {"second-person": "2026-12-23", "follow-up": "2026-12-30"}


def test_imported_and_shunned_people_stay_out(store, maya):
    other = people.add_person(store, PersonDraft(first_name="Ana"))
    people.edit_person(store, maya, {"do_not_contact": True})
    assert rows.first_open(store.db, other) is None
    finish(pipeline.shortlist(store, [maya, other]))
    assert stage(store, maya) is Stage.SPOTTED
    assert stage(store, other) is Stage.SHORTLISTED
    finish(people.move_to_stage(store, [other], Stage.MET))
    finish(pipeline.shortlist(store, [other]))
    assert stage(store, other) is Stage.MET


def test_any_touch_begins_the_time_again(store, maya, clock):
    finish(people.move_to_stage(store, [maya], Stage.WARM))
    assert steps(store, maya) == {"keep-warm": "2026-12-23"}
    clock.move(days=20)
    touch = people.log_touch(store, TouchDraft(person_id=maya, kind=TouchKind.CALL))
    assert steps(store, maya) == {"keep-warm": "2027-01-13"}
    before = everything(store.db)
    clock.move(days=2)
    people.log_touch(store, TouchDraft(person_id=maya, kind=TouchKind.CALL))
    finish(store.undo())
    assert everything(store.db) == before
    people.delete_touch(store, touch)
    assert steps(store, maya) == {"keep-warm": "2027-01-13"}


@pytest.mark.parametrize("to", list(Stage))
@pytest.mark.parametrize("start", list(Stage))
def test_by_hand_everyone_in_the_pipeline_has_a_step(store, maya, start, to):
    finish(people.move_to_stage(store, [maya], start))
    people.edit_person(store, maya, {"stage": to})
    assert bool(steps(store, maya)) == (to in PIPELINE)


def test_a_meeting_that_moves_or_is_called_off(store, maya, clock):
    meeting = plan_meeting(store, maya, datetime(2026, 12, 7, 15, 0))  # noqa: DTZ001
    found = meeting_rows.get(store.db, meeting)
    meetings.edit_meeting(store, found, local_start=datetime(2026, 12, 14, 9, 0))  # noqa: DTZ001
    assert steps(store, maya)["confirm"] == "2026-12-11"
    meetings.cancel_meeting(store, meeting)
    assert stage(store, maya) is Stage.REPLIED
    assert set(steps(store, maya)) == {"reply"}
    meetings.reopen_meeting(store, meeting)
    assert stage(store, maya) is Stage.SCHEDULED
    assert set(steps(store, maya)) == {"prepare", "confirm", "how-did-it-go"}
    meetings.delete_meeting(store, meeting)
    assert set(steps(store, maya)) == {"reply"}


def test_notes_after_the_end_owe_thanks_once(store, maya, clock):
    meeting = plan_meeting(store, maya, datetime(2026, 11, 23, 9, 30))  # noqa: DTZ001
    meetings.write_meeting_notes(store, meeting_rows.get(store.db, meeting), "Beforehand")
    assert StepKind.THANK not in steps(store, maya)
    clock.move(hours=1)
    before = everything(store.db)
    for text in ("Wa", "Was kind"):
        meetings.write_meeting_notes(store, meeting_rows.get(store.db, meeting), text)
    thanks = [s for s in rows.open_steps(store.db, maya) if s.kind is StepKind.THANK]
    assert [s.due_at for s in thanks] == [clock() + timedelta(hours=24)]
    finish(store.undo())
    assert everything(store.db)["next_step"] == before["next_step"]
    finish(store.redo())
    meetings.hold_meeting(store, meeting)
    assert set(steps(store, maya)) == {"thank"}


def test_finishing_does_what_the_step_says(store, maya, clock):
    for kind, purpose in SENDS.items():
        step = next_steps.plan_kind(store, maya, kind, days.today(store))
        next_steps.finish(store, step)
        assert rows.get(store.db, step).outcome is Outcome.DONE
        assert store.undo_step.code == f"sent-{purpose}"
    meeting = plan_meeting(store, maya, datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001
    (asked,) = [s for s in rows.open_steps(store.db, maya) if s.kind is StepKind.HOW_DID_IT_GO]
    next_steps.finish(store, asked.id)
    assert meeting_rows.get(store.db, meeting).state == "held"
    assert StepKind.THANK in steps(store, maya)


def test_snooze_skip_and_take_up_again(store, maya):
    step = next_steps.plan(store, maya, "Send the book", date(2026, 11, 20))
    with pytest.raises(BadValue):
        next_steps.snooze(store, step, date(2026, 11, 23))
    next_steps.snooze(store, step, date(2026, 11, 30))
    assert person_rows.get(store.db, maya).next_step_on == date(2026, 11, 30)
    with pytest.raises(BadValue):
        next_steps.skip(store, step, "  ")
    next_steps.skip(store, step, "not-needed")
    closed = rows.get(store.db, step)
    assert (closed.outcome, closed.reason) == (Outcome.SKIPPED, "not-needed")
    assert person_rows.get(store.db, maya).next_step == ""
    next_steps.reopen(store, step)
    assert person_rows.get(store.db, maya).next_step_on == date(2026, 11, 20)


def test_a_step_changed_by_hand_is_ones_own(store, maya):
    send(store, maya, Purpose.REQUEST)
    people.edit_person(store, maya, {"next_step": "Ring her sister"})
    person = person_rows.get(store.db, maya)
    assert (person.next_step, person.next_step_kind) == ("Ring her sister", "hand")
    people.edit_person(store, maya, {"next_step_on": date(2027, 1, 1)})
    assert person_rows.get(store.db, maya).next_step_kind == "follow-up"


def test_rules_are_kept_in_range_and_in_order(store):
    assert rules.value(store, FOLLOW_UP_AFTER) == 7
    rules.set_rule(store, FOLLOW_UP_AFTER, 10)
    assert rules.value(store, FOLLOW_UP_AFTER) == 10
    assert rules.changed(store) == {"follow-up-after"}
    for rule, number in ((FOLLOW_UP_AFTER, 0), (FOLLOW_UP_AFTER, 61), (FOLLOW_UP_AFTER, 2)):
        with pytest.raises(BadValue):
            rules.set_rule(store, rule, number)
    with pytest.raises(BadValue):
        rules.set_rule(store, SECOND_PERSON_AFTER, 11)
    rules.reset_rules(store)
    assert all(rules.value(store, rule) == rule.default for rule in RULES.values())
    finish(store.undo())
    assert rules.value(store, FOLLOW_UP_AFTER) == 10


def test_bad_days_off_are_refused(store):
    for breaks in ([(date(2026, 2, 2), date(2026, 2, 1))], [(date(2020, 1, 1), date(2026, 1, 1))]):
        with pytest.raises(BadValue):
            days.set_own_breaks(store, breaks)
    with pytest.raises(BadValue):
        days.set_weekend(store, range(7))
    days.set_holiday_place(store, "ZZ", "Nowhere")
    assert days.workweek(store).off == frozenset()


def test_a_meeting_over_before_it_was_to_begin_took_place_now(store, maya, clock):
    later = (clock() + timedelta(days=2)).replace(tzinfo=None)
    draft = MeetingDraft(person_id=maya, local_start=later, zone="UTC")
    meeting = meetings.add_meeting(store, draft)
    meetings.hold_meeting(store, meeting)
    now = store.clock()
    assert person_rows.get(store.db, maya).last_touch_on == now.astimezone(UTC).date()
    thanks = next(s for s in rows.open_steps(store.db, maya) if s.kind is StepKind.THANK)
    assert thanks.due_on <= now.date() + timedelta(days=1)
