"""Whoever is not to be contacted is never proposed; whoever is private is in no file."""

from datetime import timedelta
from itertools import product

import pytest

from infodesk.core.people import PersonDraft, PersonFilter
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.operations import exporting, people, reporting, shortlisting
from infodesk.store import outreach as outreach_rows
from infodesk.store import people as rows
from infodesk.store import shortlist as shortlist_rows
from infodesk.store import targets as target_rows
from infodesk.words.records import Words

DNC, PRIVATE, TRASHED = "shunned", "private", "trashed"


@pytest.fixture
def everyone(store):
    """Somebody in each stage with each mark, by id; most of them without a next step."""
    found = {}
    for number, (stage, *marks) in enumerate(product(Stage, *(3 * [(False, True)]))):
        marked = {mark for mark, on in zip((DNC, PRIVATE, TRASHED), marks, strict=True) if on}
        draft = PersonDraft(first_name=f"Named{number:03}", company="Orchard", stage=stage)
        person = people.add_person(store, draft)
        found[person] = marked
        if number % 3:
            people.edit_person(store, person, {"next_step": "", "next_step_on": None})
    for mark, flag in ((DNC, "do_not_contact"), (PRIVATE, "keep_private")):
        some = [person for person, marks in found.items() if mark in marks]
        finish(people.flag_people(store, some, flag, on=True))
    trashed = [person for person, marks in found.items() if TRASHED in marks]
    finish(people.trash_people(store, trashed))
    return found


def test_nobody_protected_is_proposed(store, everyone, clock):
    db, later = store.db, clock().date() + timedelta(days=60)
    cuts = (
        PersonFilter(no_next_step=True),
        PersonFilter(quiet_days=1),
        PersonFilter(waiting=True),
        PersonFilter(unthanked=True),
        PersonFilter(same_company=True),
    )
    lists = [rows.find_ids(db, only, today=later) for only in cuts]
    lists.append([one.id for one in finish(shortlisting.gather(store)).people])
    lists.append([one.id for some in shortlist_rows.candidates(db) for one in some])
    lists.append(rows.to_shortlist(db, list(everyone)))
    lists.append(outreach_rows.shortlisted(db, 999))
    for found in lists:
        assert found
        assert not [one for one in found if everyone[one] & {DNC, TRASHED}]
    free = [one for one, marks in everyone.items() if not marks & {DNC, TRASHED}]
    assert [one.people for one in target_rows.suggestions(db, 9)] == [len(free)]
    assert sum(rows.live_by_company(db).values()) == sum(
        rows.get(db, one).stage not in (Stage.SPOTTED, Stage.CLOSED) for one in free
    )


def test_nobody_private_is_in_a_file(store, everyone, tmp_path):
    living = rows.find_ids(store.db, PersonFilter())
    names = {rows.get(store.db, one).first_name: everyone[one] for one in living}
    table = tmp_path / "people.csv"
    finish(exporting.save_csv(store, living, table))
    report = finish(reporting.report_people(store, living, Words()))
    for text in (table.read_text(encoding="utf-8-sig"), str(report)):
        assert {name for name in names if name in text} == {
            name for name, marks in names.items() if PRIVATE not in marks
        }
