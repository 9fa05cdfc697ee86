"""What Today reads, and what one line logs."""

from datetime import date, datetime, timedelta

import pytest

from infodesk.core.errors import BadValue
from infodesk.core.meetings import MeetingDraft, MeetingState
from infodesk.core.next_steps import StepKind
from infodesk.core.outreach import Channel, Purpose, Sent
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.quick_log import understand
from infodesk.core.stages import Stage
from infodesk.core.today import Group
from infodesk.operations import days, meetings, next_steps, people, pipeline, quick_log
from infodesk.operations.duplicates import merge_people, split_person
from infodesk.operations.sample import load_sample
from infodesk.operations.today import (
    TodayReader,
    count_today,
    load_cards,
    read_today,
    read_weeks,
    same_company_this_week,
)
from infodesk.store import meetings as meeting_rows
from infodesk.store import next_steps as rows
from infodesk.store import people as person_rows
from infodesk.store import touches
from infodesk.store.copying import everything


@pytest.fixture
def maya(store):
    draft = PersonDraft(first_name="Maya", last_name="Chen", company="Northwind")
    return people.add_person(store, draft)


def log(store, person, text):
    quick_log.log_line(store, person, understand(text, days.today(store)))


def names(store, clock, group):
    today = read_today(store, clock())
    cards = load_cards(store, today.of(group))
    return [cards[due.key].name for due in today.of(group)]


def test_the_sample_fills_every_group(store, clock):
    load_sample(store, "Europe/Lisbon")
    today = read_today(store, clock())
    assert names(store, clock, Group.TODAY) == ["Maya Chen", "Tomás Ortega", "Jonas Hall"]
    assert set(names(store, clock, Group.CHASE)) == {"Amina Bello", "Elif Varga", "Piotr Kowal"}
    assert today.left == count_today(store, clock()) == 6
    assert len(today.of(Group.AHEAD)) >= 7
    cards = load_cards(store, today.of(Group.CHASE))
    assert {card.second_name for card in cards.values()} == {"", "Sara Lind"}
    (thanks,) = [c for c in load_cards(store, today.of(Group.TODAY)).values() if c.mark]
    assert thanks.mark.startswith("Nobody thanks you")


def test_reading_again_is_spared_while_nothing_changes(store, maya, clock):
    reader = TodayReader(store)
    first = reader.read(clock())
    assert reader.read(clock() + timedelta(seconds=5)) is first
    next_steps.plan(store, maya, "Call", days.today(store))
    assert reader.read(clock()).left == 1
    clock.move(days=1)
    assert reader.read(clock()).of(Group.OVERDUE)


def test_a_meeting_of_today_stands_for_preparing_it(store, maya, clock):
    start = datetime(2026, 11, 23, 14, 30)  # noqa: DTZ001
    meeting = meetings.add_meeting(
        store, MeetingDraft(person_id=maya, local_start=start, zone="UTC")
    )
    (due,) = read_today(store, clock()).of(Group.TODAY)
    assert (due.meeting_id, due.step_id) == (meeting, None)
    ready = load_cards(store, [due])[due.key].readiness
    assert ready is not None
    assert not ready.ready
    clock.move(hours=5.7)
    (due,) = read_today(store, clock()).of(Group.TODAY)
    assert due.kind is StepKind.HOW_DID_IT_GO
    clock.move(days=2)
    (due,) = read_today(store, clock()).of(Group.OVERDUE)
    assert due.kind is StepKind.HOW_DID_IT_GO


def test_who_is_not_to_be_contacted_is_not_chased(store, maya, clock):
    finish(people.move_to_stage(store, [maya], Stage.ASKED))
    clock.move(days=20)
    assert read_today(store, clock()).left == 2
    people.edit_person(store, maya, {"do_not_contact": True})
    assert read_today(store, clock()).left == 0
    people.edit_person(store, maya, {"do_not_contact": False})
    finish(people.trash_people(store, [maya]))
    assert read_today(store, clock()).left == 0


def test_everyone_in_the_pipeline_without_a_step_is_told_of(store, maya, clock):
    finish(people.move_to_stage(store, [maya], Stage.SHORTLISTED))
    (step,) = rows.open_steps(store.db, maya)
    next_steps.skip(store, step.id, "too-late")
    today = read_today(store, clock())
    assert (today.stepless, names(store, clock, Group.STEPLESS)) == (1, ["Maya Chen"])
    next_steps.plan(store, maya, "Some day")
    assert [due.kind for due in read_today(store, clock()).of(Group.STEPLESS)] == ["hand"]


def test_weeks_count_people_and_only_own_work(store, maya, clock):
    for purpose in (Purpose.REQUEST, Purpose.FOLLOW_UP, Purpose.REQUEST):
        pipeline.mark_sent(store, Sent(person_id=maya, channel=Channel.EMAIL, purpose=purpose))
    log(store, maya, "Maya said yes")
    this = read_weeks(store, clock())[-1]
    assert (this.asked, this.replied, this.met, this.touches) == (1, 1, 0, 4)
    clock.move(days=7)
    assert [week.touches for week in read_weeks(store, clock())][-2:] == [4, 0]


def test_a_second_request_at_the_same_company_is_warned_of(store, maya, clock):
    ana = people.add_person(store, PersonDraft(first_name="Ana", company="Northwind"))
    assert same_company_this_week(store, maya) == []
    pipeline.mark_sent(store, Sent(person_id=ana, channel=Channel.EMAIL))
    assert [name for _id, name, _at in same_company_this_week(store, maya)] == ["Ana"]
    assert same_company_this_week(store, ana) == []
    clock.move(days=8)
    assert same_company_this_week(store, maya) == []


# One line


def test_met_thanked_and_next(store, maya, clock):
    before = everything(store.db)
    log(store, maya, "met Maya yesterday at the fair, sent thanks, next send the book in 2 weeks")
    person = person_rows.get(store.db, maya)
    assert person.stage is Stage.THANKED
    found = {step.kind: step for step in rows.open_steps(store.db, maya)}
    assert found[StepKind.HAND].due_on == date(2026, 12, 7)
    assert found[StepKind.HAND].text == "send the book"
    assert StepKind.THANK not in found
    told = touches.timeline(store.db, maya)
    assert [(entry.kind, entry.text) for entry in told] == [
        ("message", ""),
        ("meeting", "at the fair"),
    ]
    assert told[1].happened_at.date() == date(2026, 11, 22)
    finish(store.undo())
    assert everything(store.db) == before


def test_met_holds_the_meeting_of_that_day(store, maya, clock):
    start = datetime(2026, 11, 23, 8, 30)  # noqa: DTZ001
    meeting = meetings.add_meeting(
        store, MeetingDraft(person_id=maya, local_start=start, zone="UTC")
    )
    log(store, maya, "met Maya")
    assert meeting_rows.get(store.db, meeting).state is MeetingState.HELD
    assert [step.kind for step in rows.open_steps(store.db, maya)] == [StepKind.THANK]


@pytest.mark.parametrize(
    ("text", "stage", "kinds"),
    [
        ("wrote to Maya", Stage.ASKED, {"second-person", "follow-up"}),
        ("Maya said yes", Stage.REPLIED, {"reply"}),
        ("Maya sagte später", Stage.REPLIED, {"ask-again"}),
        ("Maya declined", Stage.CLOSED, set()),
        ("Maya replied", Stage.SPOTTED, set()),
        ("called Maya", Stage.SPOTTED, set()),
        ("traf Maya", Stage.MET, {"thank"}),
        ("next tomorrow", Stage.SPOTTED, {"hand"}),
    ],
)
def test_what_a_line_leads_to(store, maya, text, stage, kinds):
    log(store, maya, text)
    assert person_rows.get(store.db, maya).stage is stage
    assert {step.kind for step in rows.open_steps(store.db, maya)} == kinds


def test_only_the_way_is_told_and_what_was_due_is_meant(store, maya):
    finish(people.move_to_stage(store, [maya], Stage.MET))
    log(store, maya, "e-mailed Maya")
    assert person_rows.get(store.db, maya).stage is Stage.THANKED


def test_nothing_said_is_refused(store, maya):
    with pytest.raises(BadValue):
        log(store, maya, "Maya")
    somebody = quick_log.add_and_log(
        store, "Ana María Ferrer", understand("met Ana", days.today(store))
    )
    person = person_rows.get(store.db, somebody)
    assert (person.first_name, person.last_name) == ("Ana María", "Ferrer")
    assert person.stage is Stage.MET
    alone = quick_log.add_and_log(store, "Cher", understand("Cher", days.today(store)))
    assert person_rows.get(store.db, alone).name == "Cher"


def test_snoozed_steps_come_back_on_their_day(store, maya, clock):
    step = next_steps.plan(store, maya, "Send the book", days.today(store))
    next_steps.snooze(store, step, days.today(store) + timedelta(days=3))
    assert read_today(store, clock()).left == 0
    clock.move(days=3)
    assert read_today(store, clock()).left == 1


def test_merging_keeps_the_steps_of_both(store, maya):
    """What stands in the person's row follows from the steps, whoever had them."""
    other = people.add_person(store, PersonDraft(first_name="Maya", last_name="Chen"))
    next_steps.plan(store, maya, "Later", date(2026, 12, 24))
    next_steps.plan(store, other, "Sooner", date(2026, 11, 24))
    before = everything(store.db)
    merge = merge_people(store, maya, other)
    assert person_rows.get(store.db, maya).next_step == "Sooner"
    assert len(rows.open_steps(store.db, maya)) == 2
    finish(store.undo())
    assert everything(store.db) == before
    finish(store.redo())
    parted = split_person(store, merge)
    assert person_rows.get(store.db, maya).next_step == "Later"
    assert person_rows.get(store.db, parted).next_step == "Sooner"
