"""Imports: planned, applied, repeated, cancelled, undone."""

import random
from datetime import date, timedelta

import pytest

from infodesk.core.import_plans import Decision, ImportChoices, KnownVault
from infodesk.core.imports import FileReport, ImportFile, ImportRow
from infodesk.core.people import EVERYONE, PersonFilter
from infodesk.core.progress import finish
from infodesk.operations import importing, people
from infodesk.operations.import_planning import plan_import
from infodesk.store import imports as import_rows
from infodesk.store import people as rows
from infodesk.store.copying import everything

KIND = "linkedin-connections"


def file_of(*people_rows, kind=KIND):
    report = FileReport(kind=kind, rows=len(people_rows), people=len(people_rows))
    return ImportFile(name="Connections.csv", rows=people_rows, report=report)


def row(line, name, **facts):
    first, _, last = name.partition(" ")
    return ImportRow(line=line, first_name=first, last_name=last, **facts)


MAYA = row(
    5,
    "Maya Chen",
    slug="maya-chen",
    company="Northwind",
    position="Head of Data",
    connected_on=date(2021, 3, 9),
)
BEN = row(6, "Ben Muster", email="ben@example.org", company="Beispiel AG", position="Clerk")
ANA = row(7, "Ana Ferrer", company="Kestrel", position="Lead", connected_on=date(2020, 1, 2))
NIL = row(8, "Nil Nobody", company="Nowhere")


def plan(store, *people_rows, kind=KIND):
    known = finish(import_rows.known_vault(store.db, details=True))
    return finish(plan_import(known, [file_of(*people_rows, kind=kind)]))


def take(store, *people_rows, **choices):
    chosen = ImportChoices(**choices)
    return finish(importing.apply_import(store, plan(store, *people_rows), chosen))


def shape(planned):
    return (
        len(planned.new),
        len(planned.changed),
        len(planned.same),
        len(planned.doubtful),
    )


def deciding(decision):
    return ImportChoices(decisions={5: decision})


def names(store):
    return [rows.get(store.db, each).name for each in rows.find_ids(store.db, EVERYONE)]


def test_new_people_come_in_whole(store):
    take(store, MAYA, BEN, ANA, NIL)
    assert names(store) == ["Ana Ferrer", "Ben Muster", "Maya Chen", "Nil Nobody"]
    maya = rows.get(store.db, rows.find_ids(store.db, PersonFilter(text="maya"))[0])
    assert (maya.title, maya.company, maya.slug) == ("Head of Data", "Northwind", "maya-chen")
    assert str(maya.connected_on) == "2021-03-09"
    assert maya.positions[0].source == KIND
    ben = rows.get(store.db, rows.find_ids(store.db, PersonFilter(text="ben@example.org"))[0])
    assert [email.address for email in ben.emails] == ["ben@example.org"]


def test_the_same_file_again_changes_nothing(store):
    take(store, MAYA, BEN, ANA, NIL)
    before = everything(store.db)
    again = plan(store, MAYA, BEN, ANA, NIL)
    assert shape(again) == (0, 0, 4, 0)
    assert again.does_nothing
    finish(importing.apply_import(store, again))
    assert everything(store.db) == before


def test_the_same_file_again_after_renaming_everyone(store):
    take(store, MAYA, BEN, ANA)
    for number, person in enumerate(rows.find_ids(store.db, EVERYONE)):
        people.edit_person(store, person, {"first_name": f"N{number}", "last_name": "Renamed"})
    assert shape(plan(store, MAYA, BEN, ANA)) == (0, 0, 3, 0)


def test_a_new_job_is_a_change_and_history(store):
    take(store, MAYA)
    moved = row(
        5, "Maya Chen", slug="maya-chen", company="Kestrel", position="Director",
        connected_on=date(2021, 3, 9),
    )  # fmt: skip
    planned = plan(store, moved)
    assert [(c.field, c.old, c.new, c.kind) for c in planned.changed[0].changes] == [
        ("title", "Head of Data", "Director", "changed"),
        ("company", "Northwind", "Kestrel", "changed"),
    ]
    finish(importing.apply_import(store, planned))
    maya = rows.get(store.db, rows.find_ids(store.db, EVERYONE)[0])
    assert [(p.company, p.is_current) for p in maya.positions] == [
        ("Kestrel", True),
        ("Northwind", False),
    ]


def test_what_was_typed_by_hand_stays(store):
    take(store, MAYA)
    person = rows.find_ids(store.db, EVERYONE)[0]
    people.edit_person(store, person, {"company": "My own words"})
    moved = row(5, "Maya Chen", slug="maya-chen", company="Kestrel", position="Director")
    planned = plan(store, moved)
    assert {c.field: c.kind for c in planned.changed[0].changes} == {
        "title": "changed",
        "company": "kept",
    }
    finish(importing.apply_import(store, planned))
    maya = rows.get(store.db, person)
    assert (maya.title, maya.company) == ("Director", "My own words")


def test_an_older_file_only_fills_gaps(store):
    take(store, MAYA, ANA)
    old = row(9, "Maya Chen", slug="maya-chen", company="Before", email="m@example.org",
              connected_on=date(2019, 3, 9))  # fmt: skip
    planned = plan(store, old)
    assert {c.field: c.kind for c in planned.changed[0].changes} == {
        "company": "kept",
        "email": "filled",
    }


def test_empty_cells_keep_ours(store):
    take(store, MAYA)
    assert shape(plan(store, row(5, "Maya Chen", slug="maya-chen"))) == (0, 0, 1, 0)


def test_different_profiles_are_different_people(store):
    take(store, MAYA)
    other = row(5, "Maya Chen", slug="maya-chen-2", connected_on=date(2021, 3, 9))
    assert shape(plan(store, other)) == (1, 0, 0, 0)


def test_an_old_row_without_profile_gains_it(store):
    take(store, ANA)
    gained = row(5, "ana FERRER", slug="ana", connected_on=date(2020, 1, 3))
    planned = plan(store, gained)
    assert [(c.field, c.kind) for c in planned.changed[0].changes] == [("slug", "filled")]


def test_one_person_gains_one_profile(store):
    """Two profiles in a file are two people, though both could be the one already known."""
    take(store, ANA)
    both = [
        row(line, "Ana Ferrer", slug=slug, connected_on=date(2020, 1, 2))
        for line, slug in ((5, "ana"), (6, "ana-2"))
    ]
    planned = plan(store, *both)
    assert shape(planned) == (1, 1, 0, 0)
    finish(importing.apply_import(store, planned))
    assert shape(plan(store, *both)) == (0, 0, 2, 0)


def test_namesakes_of_two_days_running_stay_apart(store):
    both = [
        row(line, "Ana Ferrer", company=company, connected_on=date(2020, 1, line))
        for line, company in ((5, "Kestrel"), (6, "Northwind"))
    ]
    take(store, *both)
    assert shape(plan(store, *both)) == (0, 0, 2, 0)


def test_an_older_file_only_fills_gaps_of_the_doubtful_too(store):
    take(store, ANA, MAYA)
    old = row(5, "Ana Ferrer", company="Before", position="", connected_on=date(2018, 5, 5))
    planned = plan(store, old)
    finish(importing.apply_import(store, planned, deciding(Decision.SAME)))
    ana = rows.get(store.db, rows.find_ids(store.db, PersonFilter(text="ana"))[0])
    assert ana.company == "Kestrel"


def test_an_address_that_two_share_names_neither(store):
    """A family's address: the name tells who is meant, and the same file changes nothing."""
    both = [
        row(5, "Ana Ferrer", email="us@example.org"),
        row(6, "Bo Ferrer", email="us@example.org"),
    ]
    take(store, *both)
    assert shape(plan(store, *both)) == (0, 0, 2, 0)


def test_a_file_whose_name_is_no_text(store):
    odd = ImportFile(name="caf\udce9.csv", rows=(MAYA,), report=FileReport(kind=KIND))
    finish(importing.apply_import(store, finish(plan_import(KnownVault(), [odd]))))
    assert [each["file"] for each in everything(store.db)["import"]] == ["caf.csv"]


def test_a_name_alone_is_doubtful_and_decided(store):
    take(store, ANA)
    namesake = row(5, "Ana Ferrer", company="Elsewhere", connected_on=date(2024, 5, 5))
    planned = plan(store, namesake)
    assert [doubt.reason for doubt in planned.doubtful] == ["same-name"]
    job = importing.apply_import(store, planned, deciding(Decision.SKIP))
    assert finish(job).skipped == 1
    assert names(store) == ["Ana Ferrer"]
    finish(importing.apply_import(store, planned, deciding(Decision.SAME)))
    assert rows.get(store.db, rows.find_ids(store.db, EVERYONE)[0]).company == "Elsewhere"
    finish(store.undo())
    finish(importing.apply_import(store, planned))
    assert names(store) == ["Ana Ferrer", "Ana Ferrer"]
    assert shape(plan(store, namesake, ANA)) == (0, 0, 2, 0)


def test_rows_left_out_are_not_taken(store):
    take(store, MAYA, BEN, left_out=frozenset({6}))
    assert names(store) == ["Maya Chen"]


def test_people_in_the_trash_do_not_come_back(store):
    take(store, MAYA)
    finish(people.trash_people(store, rows.find_ids(store.db, EVERYONE)))
    assert shape(plan(store, MAYA)) == (0, 0, 1, 0)


def test_cancel_leaves_nothing(store):
    before = everything(store.db)
    job = importing.apply_import(
        store, plan(store, *(row(n, f"P{n} Q{n}", slug=f"p{n}") for n in range(2000)))
    )
    for _ in range(3):
        next(job)
    job.close()
    assert everything(store.db) == before
    assert store.undo_step is None


def test_one_undo_takes_a_whole_import_back(store):
    take(store, BEN)
    before = everything(store.db)
    take(store, MAYA, row(6, "Ben Muster", email="ben@example.org", company="Kestrel"), ANA)
    finish(store.undo())
    assert everything(store.db) == before
    finish(store.redo())
    assert len(names(store)) == 3


@pytest.mark.parametrize("seed", range(5))
def test_any_network_imports_and_repeats(store, seed):
    """Names, dates, profiles and addresses are drawn from few values, so that many collide."""
    draw = random.Random(seed)
    people_rows, slugs = [], set()
    for line in range(150):
        slug = draw.choice(["", f"s{draw.randrange(80)}"])
        if slug and slug in slugs:
            continue
        slugs.add(slug)
        people_rows.append(
            row(
                line,
                f"N{draw.randrange(9)} L{draw.randrange(3)}",
                slug=slug,
                email=draw.choice(["", "", f"e{draw.randrange(40)}@example.org"]),
                company=draw.choice(["", "A", "B"]),
                connected_on=date(2020, 1, 1) + timedelta(days=draw.randrange(400)),
            )
        )
    take(store, *people_rows)
    count = len(names(store))
    assert count <= len(people_rows)
    again = plan(store, *people_rows)
    assert (again.new, again.changed) == ((), ())


def test_whose_job_changed_is_kept_with_what_was_known_before(store):
    take(store, MAYA, ANA)
    moved = row(5, "Maya Chen", slug="maya-chen", company="Kestrel", position="Director",
                connected_on=date(2021, 3, 9))  # fmt: skip
    filled = row(6, "Ana Ferrer", slug="ana", connected_on=date(2020, 1, 2))
    take(store, moved, filled)
    (change,) = import_rows.job_changes(store.db)
    assert (change.old_title, change.old_company) == ("Head of Data", "Northwind")
    assert (change.new_title, change.new_company) == ("Director", "Kestrel")
    assert change.import_id == import_rows.history(store.db)[0].id
    assert import_rows.job_changes(store.db, change.import_id) == [change]
    finish(store.undo())
    assert import_rows.job_changes(store.db) == []
