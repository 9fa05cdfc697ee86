"""Merging two people keeps everything of both, and splitting gives each back what was theirs."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infodesk.core.changes import Step
from infodesk.core.contacts import ContactDetails
from infodesk.core.duplicates import MergeField, Side, proposed, to_choose
from infodesk.core.errors import BadValue, NoSuchRecord
from infodesk.core.imports import FileReport, ImportFile, ImportRow
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.core.touches import Direction, TouchDraft, TouchKind
from infodesk.operations.duplicates import merge_people, split_person
from infodesk.operations.import_matching import KnownPeople
from infodesk.operations.import_planning import plan_import
from infodesk.operations.importing import apply_import
from infodesk.operations.meetings import write_person_notes
from infodesk.operations.people import (
    add_email,
    add_person,
    edit_person,
    log_touch,
    tag_people,
    trash_people,
)
from infodesk.store import meetings, merging, people, touches
from infodesk.store.changelog import TABLES
from infodesk.store.copying import everything
from infodesk.store.imports import known_people, known_vault

MAYA = PersonDraft(
    first_name="Maya",
    last_name="Chen",
    title="Head of Data",
    company="Northwind",
    email="maya@example.org",
    phone="+351 555 010 020",
    profile_url="linkedin.com/in/maya-chen",
    about="Met at the fair",
    tags=("health", "data"),
    stage=Stage.MET,
)
M = PersonDraft(
    first_name="M.",
    last_name="Chen",
    title="Analyst",
    company="Southwind",
    email="m.chen@example.net",
    phone="555010020",
    profile_url="linkedin.com/in/m-chen-2",
    location="Lisbon",
    about="Likes tea",
    tags=("data", "tea"),
)


@pytest.fixture
def maya(store):
    return add_person(store, MAYA)


@pytest.fixture
def other(store):
    return add_person(store, M)


def touch(store, person, day=1):
    moment = datetime(2026, 1, day, 12, tzinfo=UTC)
    draft = TouchDraft(
        person_id=person, kind=TouchKind.CALL, direction=Direction.OUT, happened_at=moment
    )
    return log_touch(store, draft)


def belongs(store, person):
    """Return which rows of which tables refer to a person, and what the person says."""
    tables = {}
    for table in TABLES:
        columns = [row[1] for row in store.db.execute(f'PRAGMA table_info("{table}")')]
        for column in {"person_id", "referrer_id"} & set(columns):
            found = store.db.execute(f'SELECT id FROM "{table}" WHERE "{column}" = ?', (person,))
            tables[table, column] = {row[0] for row in found}
    one = people.get(store.db, person)
    said = (
        one.name, one.title, one.company, one.slug, one.stage, one.about, one.location,
        one.last_touch_on, one.do_not_contact, {each.address for each in one.emails},
        {each.number for each in one.phones}, {each.name for each in one.tags},
        {(each.title, each.company, each.is_current) for each in one.positions},
    )  # fmt: skip
    return {key: ids for key, ids in tables.items() if ids}, said


def insert(store, table, **values):
    with store.transaction(Step(code="edit-person")) as db:
        names, gaps = ", ".join(values), ", ".join("?" * len(values))
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({gaps})", (*values.values(),))


def test_everything_of_both_is_kept(store, maya, other):
    touch(store, maya, 2)
    touch(store, other, 5)
    write_person_notes(store, maya, "One\n", None)
    write_person_notes(store, other, "Two", None)
    third = add_person(store, PersonDraft(first_name="Third"))
    insert(store, "referral", person_id=third, referrer_id=other)
    insert(store, "referral", person_id=maya, referrer_id=other)
    insert(store, "promise", person_id=other, by_me=1, text="Send the list")
    insert(store, "insight", person_id=other, statement="Tea helps")
    edit_person(store, other, {"do_not_contact": True})
    merge_people(store, maya, other)
    one = people.get(store.db, maya)
    with pytest.raises(NoSuchRecord):
        people.get(store.db, other)
    assert (one.name, one.title, one.company) == ("Maya Chen", "Head of Data", "Northwind")
    assert (one.location, one.stage, one.slug) == ("Lisbon", Stage.MET, "maya-chen")
    assert one.about == "Met at the fair\n\nLikes tea"
    assert {each.address for each in one.emails} == {"maya@example.org", "m.chen@example.net"}
    assert [each.number for each in one.phones] == ["+351 555 010 020"]
    assert [each.name for each in one.tags] == ["data", "health", "tea"]
    assert {(each.title, each.is_current) for each in one.positions} == {
        ("Head of Data", True),
        ("Analyst", False),
    }
    assert one.do_not_contact
    assert one.last_touch_on == date(2026, 1, 5)
    assert len(touches.timeline(store.db, maya)) == 2
    assert meetings.person_notes(store.db, maya) == "One\n\n\nTwo"
    counts = {
        table: store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("referral", "promise", "insight")
    }
    # Nobody is their own referrer.
    assert counts == {"referral": 1, "promise": 1, "insight": 1}
    assert store.db.execute("SELECT referrer_id FROM referral").fetchall() == [(maya,)]
    assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_choice_for_each_field_is_taken_and_counts_as_typed(store, maya, other):
    one, two = people.get(store.db, maya), people.get(store.db, other)
    assert to_choose(one, two) == [
        MergeField.NAME, MergeField.JOB, MergeField.PROFILE, MergeField.ABOUT, MergeField.STAGE
    ]  # fmt: skip
    assert proposed(one, two)[MergeField.LOCATION] is Side.OTHER
    choices = {
        MergeField.NAME: Side.OTHER,
        MergeField.JOB: Side.OTHER,
        MergeField.PROFILE: Side.OTHER,
        MergeField.ABOUT: Side.ONE,
        MergeField.STAGE: Side.OTHER,
    }
    merge_people(store, maya, other, choices)
    merged = people.get(store.db, maya)
    assert (merged.name, merged.title, merged.slug) == ("M. Chen", "Analyst", "m-chen-2")
    assert (merged.about, merged.stage) == ("Met at the fair", Stage.SPOTTED)
    assert [each.title for each in merged.positions if each.is_current] == ["Analyst"]
    assert people.edited_fields(store.db, maya) >= {"first_name", "title", "company", "slug"}
    assert people.by_slug(store.db, "maya-chen") == maya


def test_merging_is_one_step_and_undone_and_done_again(store, maya, other):
    touch(store, other)
    before = everything(store.db)
    merge_people(store, maya, other)
    after = everything(store.db)
    finish(store.undo())
    assert everything(store.db) == before
    finish(store.redo())
    assert everything(store.db) == after


def test_nobody_is_merged_with_themselves_or_with_nobody(store, maya):
    before = everything(store.db)
    with pytest.raises(BadValue):
        merge_people(store, maya, maya)
    with pytest.raises(NoSuchRecord):
        merge_people(store, maya, 99)
    assert everything(store.db) == before


@pytest.mark.parametrize("profile", [Side.ONE, Side.OTHER])
def test_a_later_import_finds_the_one_who_stayed(store, maya, other, profile):
    merge_people(store, maya, other, {MergeField.PROFILE: profile, MergeField.NAME: Side.ONE})
    rows = [
        ImportRow(line=2, first_name="Maya", last_name="Chen", slug="maya-chen"),
        ImportRow(line=3, first_name="M.", last_name="Chen", slug="m-chen-2"),
        ImportRow(line=4, first_name="M.", last_name="Chen", email="M.Chen@example.net"),
    ]
    report = FileReport(kind="connections")
    file = ImportFile(name="Connections.csv", rows=rows, report=report)
    plan = finish(plan_import(finish(known_vault(store.db)), [file]))
    assert (plan.new, plan.changed, plan.doubtful) == ((), (), ())
    assert plan.same == (maya, maya, maya)
    before = everything(store.db)
    finish(apply_import(store, plan))
    assert everything(store.db) == before


def test_a_card_written_before_the_merge_finds_the_one_who_stayed(store, maya, other):
    uid = people.get(store.db, other).uid
    merge = merge_people(store, maya, other)
    known = KnownPeople(known_people(store.db))
    more = ContactDetails(uid=uid)
    found, doubt = known.match(ImportRow(line=1, first_name="Nobody", more=more))
    assert (found.id, doubt) == (maya, "")
    assert split_person(store, merge) == other
    found, _doubt = KnownPeople(known_people(store.db)).match(
        ImportRow(line=1, first_name="Nobody", more=more)
    )
    assert found.id == other


def test_splitting_gives_back_what_was_theirs_and_leaves_what_came_since(store, maya, other):
    touch(store, maya, 2)
    touch(store, other, 5)
    write_person_notes(store, maya, "One", None)
    write_person_notes(store, other, "Two", None)
    insert(store, "referral", person_id=maya, referrer_id=other)
    mine, theirs = belongs(store, maya), belongs(store, other)
    merge = merge_people(store, maya, other)
    (receipt,) = merging.merges_of(store.db, maya)
    assert (receipt.id, receipt.name) == (merge, "M. Chen")
    assert split_person(store, merge) == other
    assert (belongs(store, maya), belongs(store, other)) == (mine, theirs)
    assert meetings.person_notes(store.db, maya) == "One"
    assert meetings.person_notes(store.db, other) == "Two"
    assert people.by_slug(store.db, "m-chen-2") == other
    assert merging.merges_of(store.db, maya) == []
    with pytest.raises(NoSuchRecord):
        split_person(store, merge)


def test_what_was_written_since_the_merge_stays_with_the_one_who_stayed(store, maya, other):
    merge = merge_people(store, maya, other)
    late = touch(store, maya, 9)
    edit_person(store, maya, {"location": "Porto"})
    add_email(store, maya, "new@example.org")
    finish(tag_people(store, [maya], "new"))
    gone = split_person(store, merge)
    one, two = people.get(store.db, maya), people.get(store.db, gone)
    assert (one.location, two.location) == ("Porto", "Lisbon")
    assert "new@example.org" in {each.address for each in one.emails}
    assert [each.touch_id for each in touches.timeline(store.db, maya)] == [late]
    assert "new" in {each.name for each in one.tags}
    assert one.last_touch_on == date(2026, 1, 9)
    assert two.last_touch_on is None


def test_an_id_that_somebody_else_has_by_now_is_not_taken_from_them(store, maya, other):
    merge = merge_people(store, maya, other)
    newcomer = add_person(store, PersonDraft(first_name="New", email="n@example.org"))
    assert newcomer == other
    gone = split_person(store, merge)
    assert gone not in (maya, newcomer)
    assert people.get(store.db, gone).name == "M. Chen"
    assert [each.name for each in people.get(store.db, gone).tags] == ["data", "tea"]
    assert people.get(store.db, newcomer).name == "New"


def test_a_chain_of_merges_comes_apart_link_by_link(store, maya, other):
    third = add_person(store, PersonDraft(first_name="Mai", last_name="Chan", company="Aye"))
    first = merge_people(store, maya, other)
    second = merge_people(store, third, maya)
    assert {each.name for each in merging.merges_of(store.db, third)} == {"M. Chen", "Maya Chen"}
    # The older one first: what it changed at Maya is Mai's by now.
    gone = split_person(store, first)
    assert people.get(store.db, gone).name == "M. Chen"
    assert people.get(store.db, third).name == "Mai Chan"
    back = split_person(store, second)
    assert people.get(store.db, back).name == "Maya Chen"
    assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_split_is_undone_as_any_step(store, maya, other):
    merge = merge_people(store, maya, other)
    before = everything(store.db)
    split_person(store, merge)
    finish(store.undo())
    assert everything(store.db) == before


WORDS = st.sampled_from(["", "Ana", "Silva", "A."])
DRAFTS = st.builds(
    PersonDraft,
    first_name=st.sampled_from(["Ana", "A.", "Bo"]),
    last_name=WORDS,
    title=st.sampled_from(["", "Lead", "Analyst"]),
    company=st.sampled_from(["", "Aye", "Bee GmbH", "Bee"]),
    email=st.sampled_from(["", "x@example.org", "y@example.org"]),
    phone=st.sampled_from(["", "555 010 020", "+351555010020"]),
    location=WORDS,
    about=WORDS,
    tags=st.sampled_from([(), ("a",), ("a", "b")]),
    stage=st.sampled_from([Stage.SPOTTED, Stage.MET, Stage.CLOSED]),
)
CHOICES = st.dictionaries(st.sampled_from(MergeField), st.sampled_from([Side.ONE, Side.OTHER]))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(DRAFTS, DRAFTS, CHOICES, st.booleans(), st.booleans())
def test_split_after_merge_is_as_before(store, one, two, choices, notes, trashed):
    first, second = add_person(store, one), add_person(store, two)
    touch(store, second)
    if notes:
        write_person_notes(store, first, "x", None)
        write_person_notes(store, second, "y", None)
    if trashed:
        finish(trash_people(store, [second]))
    mine, theirs = belongs(store, first), belongs(store, second)
    merge = merge_people(store, first, second, choices)
    assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []
    one_, kept = theirs[1], people.get(store.db, first)
    assert one_[9] | mine[1][9] == {each.address for each in kept.emails}
    assert len([each for each in kept.positions if each.is_current]) <= 1
    assert split_person(store, merge) == second
    assert (belongs(store, first), belongs(store, second)) == (mine, theirs)
    finish(trash_people(store, [first, second]))
