"""My profile and people's education: what is written is read, in order, and undone."""

from datetime import date

import pytest

from infodesk.core.changes import Step
from infodesk.core.errors import StaleEdit
from infodesk.core.people import PersonDraft
from infodesk.core.profile import ProfileEntry, ProfileKind
from infodesk.operations.people import add_person
from infodesk.store import people
from infodesk.store import profile as rows

STEP = Step(code="edit-profile")


def test_a_new_vault_has_an_empty_profile(store):
    profile = rows.get(store.db)
    assert (profile.name, profile.rev, profile.entries) == ("", 0, ())


def test_a_profile_is_read_as_written_and_a_stale_edit_is_refused(store):
    with store.transaction(STEP) as db:
        rows.change(db, {"first_name": "Ada", "last_name": "Beispiel"}, 0)
    assert rows.get(store.db).name == "Ada Beispiel"
    with pytest.raises(StaleEdit), store.transaction(STEP) as db:
        rows.change(db, {"headline": "Nurse"}, 0)
    assert rows.get(store.db).headline == ""
    with store.transaction(STEP) as db:
        rows.change(db, {"headline": "Nurse"}, 1)
    assert rows.get(store.db).headline == "Nurse"


def test_entries_stand_with_the_present_first(store):
    ward = ProfileEntry(
        kind=ProfileKind.POSITION,
        title="Nurse",
        started_on=date(2012, 1, 1),
        finished_on=date(2019, 5, 1),
    )
    desk = ProfileEntry(kind=ProfileKind.POSITION, title="Analyst", started_on=date(2019, 6, 1))
    skill = ProfileEntry(kind=ProfileKind.SKILL, title="SQL")
    with store.transaction(STEP) as db:
        for entry in (ward, desk, skill):
            rows.add_entry(db, entry)
    found = rows.get(store.db)
    assert [entry.title for entry in found.of(ProfileKind.POSITION)] == ["Analyst", "Nurse"]
    assert [entry.title for entry in found.of(ProfileKind.SKILL)] == ["SQL"]
    assert found.of(ProfileKind.POSITION)[1].finished_on == date(2019, 5, 1)
    for _ in store.undo():
        pass
    assert rows.get(store.db).entries == ()


def test_education_is_part_of_a_person(store):
    person = add_person(store, PersonDraft(first_name="Maya"))
    with store.transaction(Step(code="edit-person")) as db:
        people.add_education(
            db, person, school="Example School", degree="BSc", started_on=date(2001, 1, 1)
        )
    (learned,) = people.get(store.db, person).education
    assert (learned.school, learned.degree) == ("Example School", "BSc")
    assert learned.started_on == date(2001, 1, 1)
