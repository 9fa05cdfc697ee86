"""Introductions, facts and the confirmed time: written, read, counted and undone."""

from datetime import datetime, timedelta

import pytest

from infodesk.core.errors import BadValue, NoSuchRecord, StaleEdit
from infodesk.core.introductions import USUAL_PACE, Audience, IntroductionDraft
from infodesk.core.meetings import MeetingDraft
from infodesk.core.next_steps import Outcome, StepKind
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.readiness import Preparation, Wanted, readiness
from infodesk.core.research import Topic
from infodesk.core.rules import QUESTIONS_PREPARED, RESEARCH_MINUTES
from infodesk.operations import meetings, people, preparing, rules
from infodesk.store import introductions as introduction_rows
from infodesk.store import meetings as meeting_rows
from infodesk.store import next_steps, research, search

START = datetime(2026, 12, 1, 15)  # noqa: DTZ001 - wall time


@pytest.fixture
def person(store):
    return people.add_person(store, PersonDraft(first_name="Maya", company="Northwind"))


@pytest.fixture
def meeting(store, person):
    draft = MeetingDraft(person_id=person, local_start=START, zone="Europe/Berlin")
    return meetings.add_meeting(store, draft)


def introduce(store, **parts):
    return preparing.add_introduction(store, IntroductionDraft(audience=Audience.FIELD, **parts))


def test_an_introduction_is_kept_edited_and_undone(store):
    one = introduce(store, favourite="I like data.")
    first = introduction_rows.get(store.db, one)
    preparing.edit_introduction(store, first, insight="  It calms.\n", name=" For\nnurses ")
    second = introduction_rows.get(store.db, one)
    assert (second.text, second.name) == ("I like data. It calms.", "For nurses")
    with pytest.raises(StaleEdit):
        preparing.edit_introduction(store, first, insight="late")
    finish(store.undo())
    assert introduction_rows.get(store.db, one).insight == ""
    preparing.delete_introduction(store, one)
    assert introduction_rows.find_all(store.db) == ()
    finish(store.undo())
    assert [each.favourite for each in introduction_rows.find_all(store.db)] == ["I like data."]


def test_a_deleted_introduction_is_chosen_nowhere_until_undone(store, meeting):
    one = introduce(store)
    preparing.choose_introduction(store, meeting, one)
    assert meeting_rows.get(store.db, meeting).introduction_id == one
    preparing.delete_introduction(store, one)
    assert meeting_rows.get(store.db, meeting).introduction_id is None
    finish(store.undo())
    assert meeting_rows.get(store.db, meeting).introduction_id == one


def test_my_pace_is_kept_within_what_is_possible(store):
    assert preparing.pace(store) == USUAL_PACE
    preparing.keep_pace(store, 132)
    assert preparing.pace(store) == 132
    with pytest.raises(BadValue):
        preparing.keep_pace(store, 1000)
    assert preparing.pace(store) == 132


def test_facts_of_a_company_are_there_for_the_next_person(store, person):
    other = people.add_person(store, PersonDraft(first_name="Tomás", company="Northwind"))
    preparing.add_fact(store, person, Topic.COMPANY, "Opened in Lisbon", "their blog")
    preparing.add_fact(store, person, Topic.PERSON, "Was a nurse", "LinkedIn")
    assert [fact.text for fact in research.facts(store.db, other)] == ["Opened in Lisbon"]
    assert [fact.topic for fact in research.facts(store.db, person)] == [
        Topic.COMPANY, Topic.PERSON,
    ]  # fmt: skip


def test_a_company_nobody_knows_keeps_its_facts_at_the_person(store):
    alone = people.add_person(store, PersonDraft(first_name="Ruth"))
    preparing.add_fact(store, alone, Topic.COMPANY, "Small")
    assert [fact.text for fact in research.facts(store.db, alone)] == ["Small"]


def test_a_fact_is_edited_and_removed(store, person):
    preparing.add_fact(store, person, Topic.ROLE, "Half of it is meetings", "job report")
    (fact,) = research.facts(store.db, person)
    preparing.edit_fact(store, fact, source="a talk")
    with pytest.raises(StaleEdit):
        preparing.edit_fact(store, fact, source="late")
    (fact,) = research.facts(store.db, person)
    assert (fact.text, fact.source) == ("Half of it is meetings", "a talk")
    with pytest.raises(BadValue):
        preparing.edit_fact(store, fact, text="  ")
    preparing.delete_fact(store, fact.id)
    with pytest.raises(NoSuchRecord):
        preparing.edit_fact(store, fact, text="gone")
    finish(store.undo())
    assert research.facts(store.db, person) == (fact,)


def test_how_far_a_meeting_is_prepared(store, person, meeting):
    assert research.preparations(store.db, [meeting])[meeting] == Preparation()
    read = meeting_rows.get(store.db, meeting)
    meetings.edit_meeting(store, read, goal="Understand registries")
    for topic, source in (
        (Topic.PERSON, "LinkedIn"), (Topic.PERSON, " linkedin "), (Topic.COMPANY, "annual report"),
        (Topic.ROLE, ""),
    ):  # fmt: skip
        preparing.add_fact(store, person, topic, "something", source)
    for number in range(4):
        meetings.add_question(store, meeting, f"What of {number}?", must_ask=number < 3)
    preparing.choose_introduction(store, meeting, introduce(store))
    preparing.confirm_time(store, meeting, confirmed=True)
    found = research.preparations(store.db, [meeting])[meeting]
    assert found == Preparation(
        goal=True, sources=2, questions=4, must_ask=3, introduction=True, time_confirmed=True
    )
    assert not readiness(found).ready


def test_another_time_wants_to_be_confirmed_again(store, meeting):
    preparing.confirm_time(store, meeting, confirmed=True)
    read = meeting_rows.get(store.db, meeting)
    meetings.edit_meeting(store, read, place="Café Beispiel", local_start=read.local_start)
    read = meeting_rows.get(store.db, meeting)
    assert read.confirmed_on == store.clock().astimezone().date()
    meetings.edit_meeting(store, read, local_start=START + timedelta(hours=1))
    assert meeting_rows.get(store.db, meeting).confirmed_on is None
    finish(store.undo())
    assert meeting_rows.get(store.db, meeting).confirmed_on is not None


def test_a_confirmed_time_needs_no_step_that_asks_for_it(store, meeting):
    def asking():
        steps = next_steps.of_meeting(store.db, meeting)
        return [one.outcome for one in steps if one.kind is StepKind.CONFIRM]

    assert asking() == [Outcome.OPEN]
    preparing.confirm_time(store, meeting, confirmed=True)
    assert asking() == [Outcome.DONE]
    finish(store.undo())
    assert asking() == [Outcome.OPEN]


def test_how_much_is_enough_follows_my_rules(store):
    assert preparing.wanted(store) == Wanted()
    rules.set_rule(store, QUESTIONS_PREPARED, 6)
    assert preparing.wanted(store).questions == 6
    enough = Preparation(goal=True, sources=3, questions=6, must_ask=3, introduction=True,
                         time_confirmed=True)  # fmt: skip
    assert readiness(enough, preparing.wanted(store)).ready
    assert not readiness(enough).ready
    rules.set_rule(store, RESEARCH_MINUTES, 20)
    assert preparing.research_minutes(store) == 20


def found(store, text):
    with store.upkeep() as db:
        search.refresh(db)
    return [(hit.kind, hit.person_name, hit.snippet) for hit in search.texts(store.db, text)]


def test_facts_are_found_by_their_words(store, person):
    preparing.add_fact(store, person, Topic.PERSON, "Was a nurse in Porto", "LinkedIn")
    preparing.add_fact(store, person, Topic.COMPANY, "Opened a registry", "annual report")
    assert found(store, "porto") == [
        ("research_fact", "Maya", "Was a nurse in \x02Porto\x03\nLinkedIn")
    ]
    ((kind, name, _snippet),) = found(store, "annual")
    assert (kind, name) == ("research_fact", "Maya")
    (fact, _) = research.facts(store.db, person)
    preparing.edit_fact(store, fact, text="Was a midwife")
    assert found(store, "porto") == []
    preparing.delete_fact(store, fact.id)
    assert found(store, "midwife") == []
    finish(store.undo())
    assert len(found(store, "midwife")) == 1
    finish(people.trash_people(store, [person]))
    assert found(store, "midwife") == found(store, "annual") == []
