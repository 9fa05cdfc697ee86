"""Events: noted once, nobody twice, a line in the timeline and a step for the day after."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from infodesk.core.errors import BadValue, NoSuchRecord, StaleEdit
from infodesk.core.events import EncounterDraft
from infodesk.core.people import PersonDraft, PersonFilter
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.operations import events, people
from infodesk.store import events as rows
from infodesk.store import people as person_rows
from infodesk.store import touches as touch_rows

DAY = date(2026, 11, 23)


@pytest.fixture
def fair(store):
    return events.add_event(store, " Health fair ", DAY, "Porto")


def who(name, company="", hook="", **rest):
    first, _, last = name.partition(" ")
    return EncounterDraft(
        first_name=first, last_name=last, company=company, hook=hook, follow_up="Write", **rest
    )


def everyone(store):
    return person_rows.find_ids(store.db, PersonFilter())


def texts(store, person):
    return [(one.kind, one.text) for one in touch_rows.timeline(store.db, person)]


def test_somebody_new_is_shortlisted_with_a_step_for_the_day_after(store, fair):
    ana = events.meet(store, fair, who("Ana Kovač", "Orchard", "her course"))
    person = person_rows.get(store.db, ana)
    assert (person.stage, person.source, person.company) == (Stage.SHORTLISTED, "event", "Orchard")
    assert (person.next_step, person.next_step_on) == ("Write", DAY + timedelta(days=1))
    assert person.last_touch_on == DAY
    assert texts(store, ana) == [("event", "Health fair · Porto\nher course")]
    (met,) = rows.encounters(store.db, fair)
    assert (met.name, met.company, met.hook) == ("Ana Kovač", "Orchard", "her course")
    finish(store.undo())
    assert everyone(store) == []
    assert rows.get(store.db, fair).people == 0


def test_nobody_is_added_twice(store, fair):
    ana = people.add_person(
        store, PersonDraft(first_name="Ana", last_name="Kovac", company="Orchard", stage=Stage.MET)
    )
    assert events.meet(store, fair, who("Ana Kovač", "Orchard Inc.")) == ana
    assert events.meet(store, fair, who("ANA KOVAČ")) == ana
    assert person_rows.get(store.db, ana).stage is Stage.MET
    assert len(texts(store, ana)) == 1
    assert events.meet(store, fair, who("Ana Kovač", "Kestrel")) != ana
    assert len(everyone(store)) == 2
    assert events.known_as(store.db, who("Ana Kovač")) is None


def test_said_again_the_hook_changes_and_nothing_else(store, fair):
    ana = events.meet(store, fair, who("Ana"))
    step = person_rows.get(store.db, ana).next_step_on
    events.meet(store, fair, who("Ana", hook="her course"))
    events.meet(store, fair, who("Ana"))
    assert texts(store, ana) == [("event", "Health fair · Porto\nher course")]
    assert rows.encounters(store.db, fair)[0].hook == "her course"
    assert person_rows.get(store.db, ana).next_step_on == step


def test_whom_not_to_contact_gets_no_step_and_stays_where_they_are(store, fair):
    bo = people.add_person(store, PersonDraft(first_name="Bo"))
    finish(people.flag_people(store, [bo], "do_not_contact", on=True))
    events.meet(store, fair, who("Bo", person_id=bo))
    person = person_rows.get(store.db, bo)
    assert (person.stage, person.next_step_on) == (Stage.SPOTTED, None)
    assert len(texts(store, bo)) == 1


def test_the_step_of_an_old_event_is_for_today(store):
    event = events.add_event(store, "Dinner", DAY - timedelta(days=40))
    ana = events.meet(store, event, who("Ana"))
    assert person_rows.get(store.db, ana).next_step_on == DAY
    assert person_rows.get(store.db, ana).last_touch_on == DAY - timedelta(days=40)


def test_a_corrected_event_is_corrected_in_the_timelines(store, fair):
    ana = events.meet(store, fair, who("Ana", hook="her course"))
    event = rows.get(store.db, fair)
    events.edit_event(store, replace(event, name="Care fair", held_on=DAY - timedelta(days=1)))
    assert texts(store, ana) == [("event", "Care fair · Porto\nher course")]
    assert person_rows.get(store.db, ana).last_touch_on == DAY - timedelta(days=1)
    with pytest.raises(StaleEdit):
        events.edit_event(store, event)


def test_not_met_takes_the_line_away_and_leaves_the_person(store, fair):
    ana = events.meet(store, fair, who("Ana"))
    events.not_met(store, fair, ana)
    assert (texts(store, ana), rows.encounters(store.db, fair)) == ([], [])
    assert everyone(store) == [ana]
    events.delete_event(store, fair)
    with pytest.raises(NoSuchRecord):
        rows.get(store.db, fair)


def test_what_cannot_be_is_refused_and_nothing_half_done(store, fair):
    with pytest.raises(BadValue):
        events.add_event(store, "  ", DAY)
    with pytest.raises(BadValue):
        events.meet(store, fair, who("  ", "Orchard"))
    gone = people.add_person(store, PersonDraft(first_name="Gone"))
    finish(people.trash_people(store, [gone]))
    with pytest.raises(NoSuchRecord):
        events.meet(store, fair, who("Gone", person_id=gone))
    assert rows.get(store.db, fair).people == 0
    assert everyone(store) == []


def test_the_event_narrows_lists(store, fair):
    ana = events.meet(store, fair, who("Ana"))
    people.add_person(store, PersonDraft(first_name="Bo"))
    assert person_rows.find_ids(store.db, PersonFilter(event_id=fair)) == [ana]
