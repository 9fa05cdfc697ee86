"""People: added, edited, tagged, moved, trashed, and all of it undone."""

import pytest

from infodesk.core.errors import BadValue, NoSuchRecord, StaleEdit
from infodesk.core.ids import PersonId
from infodesk.core.people import EVERYONE, PersonDraft, PersonFilter
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.core.touches import Direction, TouchDraft, TouchKind
from infodesk.operations import next_steps, people
from infodesk.operations.sample import has_sample, load_sample, remove_sample
from infodesk.store import next_steps as step_rows
from infodesk.store import people as rows
from infodesk.store import tags, touches
from infodesk.store.copying import everything

DRAFT = PersonDraft(
    first_name="Maya",
    last_name="Chen",
    title="Head of Data",
    company="Northwind Health",
    email="maya.chen@example.org",
    profile_url="linkedin.com/in/Maya-Chen-Example/?trk=x",
    phone="+351 555 0100",
    tags=("health", "data"),
)


@pytest.fixture
def maya(store):
    return people.add_person(store, DRAFT)


def find(store, **only):
    return rows.find_ids(store.db, PersonFilter(**only))


def test_added_person(store, maya):
    person = rows.get(store.db, maya)
    assert (person.name, person.title, person.company) == (
        "Maya Chen",
        "Head of Data",
        "Northwind Health",
    )
    assert person.slug == "maya-chen-example"
    assert [email.address for email in person.emails] == ["maya.chen@example.org"]
    assert [phone.number for phone in person.phones] == ["+351 555 0100"]
    assert [tag.name for tag in person.tags] == ["data", "health"]
    assert [position.title for position in person.positions] == ["Head of Data"]
    assert person.stage is Stage.SPOTTED


@pytest.mark.parametrize(
    ("draft", "field", "reason"),
    [
        (PersonDraft(title="Head of Data"), "first_name", "needs-a-name"),
        (PersonDraft(first_name="A", email="not an address"), "email", "not-an-address"),
        (PersonDraft(first_name="A", profile_url="example.org/a"), "profile_url", "not-a-profile"),
        (
            PersonDraft(first_name="A", profile_url="javascript:alert(1)"),
            "profile_url",
            "not-a-profile",
        ),
        (
            PersonDraft(
                first_name="B", profile_url="https://www.linkedin.com/in/maya-chen-example"
            ),
            "profile_url",
            "profile-known",
        ),
    ],
)
def test_bad_values_write_nothing(store, maya, draft, field, reason):
    before = everything(store.db)
    with pytest.raises(BadValue) as caught:
        people.add_person(store, draft)
    assert caught.value.facts == {"field": field, "reason": reason}
    assert everything(store.db) == before


def test_a_person_known_only_by_address_is_shown_by_it(store):
    person = rows.get(store.db, people.add_person(store, PersonDraft(email="ana@example.org")))
    assert person.name == "ana@example.org"
    people.edit_person(store, person.id, {"first_name": "Ana"})
    assert rows.get(store.db, person.id).name == "Ana"
    people.edit_person(store, person.id, {"first_name": ""})
    assert rows.get(store.db, person.id).name == "ana@example.org"


def test_edit_and_stale_edit(store, maya):
    seen = rows.get(store.db, maya)
    people.edit_person(store, maya, {"title": "  Chief\tof Data "}, rev=seen.rev)
    now = rows.get(store.db, maya)
    assert now.title == "Chief of Data"
    assert [position.title for position in now.positions] == ["Chief of Data"]
    with pytest.raises(StaleEdit):
        people.edit_person(store, maya, {"title": "Other"}, rev=seen.rev)
    assert rows.get(store.db, maya) == now
    with pytest.raises(NoSuchRecord):
        people.edit_person(store, PersonId(99), {"title": "Other"})


def test_a_new_job_keeps_the_old_one(store, maya):
    people.change_job(store, maya, "Director", "Kestrel")
    person = rows.get(store.db, maya)
    assert (person.title, person.company) == ("Director", "Kestrel")
    assert [(p.company, p.is_current) for p in person.positions] == [
        ("Kestrel", True),
        ("Northwind Health", False),
    ]


def test_company_spellings_meet(store, maya):
    other = people.add_person(store, PersonDraft(first_name="Ben", company="NORTHWIND HEALTH Inc."))
    assert rows.get(store.db, other).company_id == rows.get(store.db, maya).company_id
    assert rows.get(store.db, other).company == "NORTHWIND HEALTH Inc."


def test_search_finds_words_from_their_beginning(store, maya):
    zoe = people.add_person(store, PersonDraft(first_name="Zoë", last_name="Łukasz"))
    kanji = people.add_person(store, PersonDraft(first_name="例子", last_name="样本"))
    assert find(store, text="chen") == [maya]
    assert find(store, text="north head") == [maya]
    assert find(store, text="maya.chen@exa") == [maya]
    assert find(store, text="hen") == []
    assert find(store, text="zoe") == [zoe]
    assert find(store, text="样") == [kanji]
    assert find(store, text='"(*:^') == []
    assert find(store, text="  ") == find(store)
    people.edit_person(store, maya, {"last_name": "Chan"})
    assert find(store, text="chen") == [maya], "the address still has it"
    people.edit_email(store, rows.get(store.db, maya).emails[0].id, "")
    assert find(store, text="chen") == []


def test_search_finds_names_typed_in_plain_letters(store):
    ids = {
        name: people.add_person(store, PersonDraft(first_name=name))
        for name in ("Łukasz Przykładowy", "Søren Größe", "Zoë Müller", "Яна")
    }
    for typed in ("lukasz", "przykl", "Łukasz", "przykładowy"):
        assert find(store, text=typed) == [ids["Łukasz Przykładowy"]]
    for typed in ("soren", "grosse", "Größe", "søren grosse"):
        assert find(store, text=typed) == [ids["Søren Größe"]]
    assert find(store, text="zoe muller") == [ids["Zoë Müller"]]
    assert find(store, text="яна") == [ids["Яна"]]
    people.edit_person(store, ids["Søren Größe"], {"first_name": "Ana"})
    assert find(store, text="soren") == []


def test_bulk_steps_undo_at_once(store, maya):
    ids = [maya, *(people.add_person(store, PersonDraft(first_name=str(n))) for n in range(5))]
    before = everything(store.db)
    finish(people.tag_people(store, ids, "health"))
    finish(people.move_to_stage(store, ids, Stage.SHORTLISTED))
    finish(people.trash_people(store, ids))
    assert find(store) == []
    assert len(find(store, in_trash=True)) == 6
    for _ in range(3):
        finish(store.undo())
    assert everything(store.db) == before
    for _ in range(3):
        finish(store.redo())
    assert len(find(store, in_trash=True)) == 6


def test_cancelled_bulk_work_leaves_everyone_as_they_were(store):
    ids = [people.add_person(store, PersonDraft(first_name=str(n))) for n in range(450)]
    before = everything(store.db)
    job = people.delete_for_good(store, ids)
    for _ in range(3):
        next(job)
    job.close()
    assert everything(store.db) == before
    finish(people.delete_for_good(store, ids))
    assert find(store) == []
    finish(store.undo())
    assert everything(store.db) == before
    assert find(store, text="44") == [ids[44], *ids[440:450]]


def test_tags_go_away_with_their_last_person(store, maya):
    health = next(tag for tag, _count in tags.all_tags(store.db) if tag.name == "health")
    finish(people.untag_people(store, [maya], health.id))
    assert [tag.name for tag, _count in tags.all_tags(store.db)] == ["data"]


def test_trash_is_emptied_after_thirty_days(store, maya, clock):
    finish(people.trash_people(store, [maya]))
    clock.move(days=29)
    people.empty_old_trash(store)
    assert find(store, in_trash=True) == [maya]
    clock.move(days=2)
    people.empty_old_trash(store)
    assert find(store, in_trash=True) == []
    assert everything(store.db)["email"] == []


def test_deleting_for_good_takes_everything_and_comes_back(store, maya):
    people.log_touch(store, TouchDraft(person_id=maya, kind=TouchKind.CALL, text="Rang"))
    before = everything(store.db)
    finish(people.delete_for_good(store, [maya]))
    assert all(not everything(store.db)[table] for table in ("person", "touch", "email"))
    finish(store.undo())
    assert everything(store.db) == before


def test_a_touch_sets_and_clears_the_last_one(store, maya, clock):
    touch = people.log_touch(
        store, TouchDraft(person_id=maya, kind=TouchKind.EMAIL, direction=Direction.OUT, text="Hi")
    )
    assert rows.get(store.db, maya).last_touch_on == clock().date()
    assert [entry.text for entry in touches.timeline(store.db, maya)] == ["Hi"]
    people.delete_touch(store, touch)
    assert rows.get(store.db, maya).last_touch_on is None


def test_quiet_and_stepless_people(store, maya, clock):
    today = clock().date()
    finish(people.move_to_stage(store, [maya], Stage.ASKED))
    quiet = PersonFilter(quiet_days=30)
    assert rows.find_ids(store.db, quiet, today=today) == []
    clock.move(days=31)
    assert rows.find_ids(store.db, quiet, today=clock().date()) == [maya]
    assert find(store, no_next_step=True) == []
    for step in step_rows.open_steps(store.db, maya):
        next_steps.skip(store, step.id, "not-needed")
    assert find(store, no_next_step=True) == [maya]
    people.edit_person(store, maya, {"next_step": "Thank her", "next_step_on": today})
    assert find(store, no_next_step=True) == []


def test_every_sort_is_stable_both_ways(store):
    load_sample(store, "Europe/Lisbon")
    everyone = set(rows.find_ids(store.db, EVERYONE))
    for sort in rows._SORT_SQL:
        for descending in (False, True):
            assert set(rows.find_ids(store.db, EVERYONE, sort, descending=descending)) == everyone


def test_unsafe_links_are_refused(store, maya):
    for url in ("javascript:alert(1)", "file:///etc/passwd", "\\\\host\\share", "data:text/html,x"):
        with pytest.raises(BadValue):
            people.add_link(store, maya, url)
    people.add_link(store, maya, "example.org/maya")
    assert [link.url for link in rows.get(store.db, maya).links] == ["https://example.org/maya"]


def test_sample_goes_in_and_out(store, maya):
    before = everything(store.db)
    load_sample(store, "Europe/Lisbon")
    assert has_sample(store)
    assert len(find(store)) > 10
    remove_sample(store)
    assert not has_sample(store)
    assert everything(store.db) == before


def test_accents_typed_apart_find_the_name(store):
    people.add_person(store, PersonDraft(first_name="Jörg", last_name="Müller"))
    assert len(find(store, text="Mu\u0308ller")) == 1


def test_an_address_corrected_to_another_one_of_theirs_is_undone_whole(store, maya):
    people.add_email(store, maya, "second@example.org")
    before = everything(store.db)
    first = rows.get(store.db, maya).emails[0]
    people.edit_email(store, first.id, "Second@example.org")
    assert [each.address for each in rows.get(store.db, maya).emails] == ["Second@example.org"]
    finish(store.undo())
    assert everything(store.db) == before
