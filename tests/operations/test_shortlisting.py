"""Gathering who may be proposed, keeping, leaving for later; target companies."""

import pytest

from infodesk.core.errors import BadValue
from infodesk.core.people import PersonDraft, PersonFilter
from infodesk.core.progress import finish
from infodesk.core.shortlist import WEIGHTS, Aim, Reason
from infodesk.core.stages import Stage
from infodesk.core.targets import MOST_TARGETS
from infodesk.core.touches import Direction, TouchDraft, TouchKind
from infodesk.operations import people, shortlisting, targets
from infodesk.store import companies as company_rows
from infodesk.store import people as rows
from infodesk.store import settings as setting_rows
from infodesk.store import targets as target_rows


@pytest.fixture
def known(store):
    """Five people, by first name; only Ana, Bo and Cleo may be proposed."""
    drafts = (
        PersonDraft(first_name="Ana", company="Orchard"),
        PersonDraft(first_name="Bo", company="Orchard GmbH"),
        PersonDraft(first_name="Cleo"),
        PersonDraft(first_name="Dan", stage=Stage.MET),
        PersonDraft(first_name="Eva"),
    )
    found = {draft.first_name: people.add_person(store, draft) for draft in drafts}
    finish(people.flag_people(store, [found["Eva"]], "do_not_contact", on=True))
    return found


def proposed(store):
    return [one.name for one in finish(shortlisting.gather(store)).people]


def test_who_may_be_proposed(store, known):
    assert proposed(store) == ["Ana", "Bo", "Cleo"]


def test_what_is_known_of_them(store, known):
    for direction in (Direction.OUT, Direction.IN, Direction.NONE):
        draft = TouchDraft(person_id=known["Ana"], kind=TouchKind.EMAIL, direction=direction)
        people.log_touch(store, draft)
    finish(people.rate_people(store, [known["Ana"]], 4))
    ana = finish(shortlisting.gather(store)).people[0]
    assert (ana.touches, ana.wrote, ana.answered, ana.strength) == (3, 1, 1, 4)


def test_keeping_puts_into_the_pipeline_with_a_step_and_is_undone(store, known):
    assert shortlisting.keep(store, known["Ana"])
    person = rows.get(store.db, known["Ana"])
    assert person.stage is Stage.SHORTLISTED
    assert person.next_step_on is not None
    assert proposed(store) == ["Bo", "Cleo"]
    assert not shortlisting.keep(store, known["Ana"])
    assert not shortlisting.keep(store, known["Eva"])
    assert rows.get(store.db, known["Eva"]).stage is Stage.SPOTTED
    finish(store.undo())
    assert proposed(store) == ["Ana", "Bo", "Cleo"]


def test_not_now_is_remembered_until_taken_up(store, known):
    shortlisting.leave_for_later(store, [known["Bo"]])
    assert proposed(store) == ["Ana", "Cleo"]
    shortlisting.take_up_all(store)
    assert proposed(store) == ["Ana", "Bo", "Cleo"]
    finish(store.undo())
    finish(store.undo())
    assert proposed(store) == ["Ana", "Bo", "Cleo"]


def test_ten_are_five_companies_times_two(store, known):
    for one in ("Ana", "Bo", "Cleo"):
        shortlisting.keep(store, known[one])
    assert shortlisting.on_shortlist(store) == (3, 1)
    assert list(shortlisting.shortlisted_at(store).values()) == [2]


def test_the_aim_is_remembered_and_nonsense_forgotten(store):
    aim = Aim(role=" Analyst ", industry="Health", places=("Porto", " "))
    shortlisting.remember(store, aim, {**WEIGHTS, Reason.ROLE: 1})
    found, weights = shortlisting.remembered(store)
    assert found == Aim(role="Analyst", industry="Health", places=("Porto",))
    assert (weights[Reason.ROLE], weights[Reason.LEVEL]) == (1, WEIGHTS[Reason.LEVEL])
    for nonsense in (7, {"role": 3, "places": "x", "weights": {"role": 99, "no": 1}}):
        with store.upkeep() as db:
            setting_rows.write(db, shortlisting.SETTING, nonsense)
        found, weights = shortlisting.remembered(store)
        assert (found, weights) == (Aim(), dict(WEIGHTS))


def test_targets_are_ordered_and_count_whom_i_may_write_to(store, known):
    orchard = targets.add_target(store, "  Orchard, Inc. ")
    targets.add_target(store, "Kestrel")
    first, second = target_rows.all_targets(store.db)
    assert (first.name, first.people, second.people) == ("Orchard", 2, 0)
    targets.rate_target(store, second.id, motivation=5, posting=2)
    assert [one.name for one in target_rows.all_targets(store.db)] == ["Kestrel", "Orchard"]
    finish(people.flag_people(store, [known["Ana"]], "do_not_contact", on=True))
    assert target_rows.all_targets(store.db)[1].people == 1
    assert finish(shortlisting.gather(store)).targets[orchard] == 3


@pytest.mark.parametrize("rated", [{"motivation": 0}, {"motivation": 6}, {"posting": 4}])
def test_values_off_the_scale_are_refused(store, rated):
    targets.add_target(store, "Kestrel")
    (one,) = target_rows.all_targets(store.db)
    with pytest.raises(BadValue):
        targets.rate_target(store, one.id, **rated)
    assert target_rows.all_targets(store.db) == [one]


def test_a_target_is_there_once_and_forty_are_the_most(store):
    targets.add_target(store, "Kestrel GmbH")
    for name in ("", "kestrel"):
        with pytest.raises(BadValue):
            targets.add_target(store, name)
    for number in range(MOST_TARGETS - 1):
        targets.add_target(store, f"Company {number}")
    with pytest.raises(BadValue):
        targets.add_target(store, "One more")
    assert target_rows.count(store.db) == MOST_TARGETS
    (kestrel, *_rest) = [o for o in target_rows.all_targets(store.db) if o.name.startswith("K")]
    targets.remove_target(store, kestrel.id)
    finish(store.undo())
    assert target_rows.count(store.db) == MOST_TARGETS


def test_followed_companies_and_saved_jobs_are_suggested(store, known):
    with store.upkeep() as db:
        for name, kind in (("Followed", "followed"), ("Saved", "saved-job"), ("Saved", "followed")):
            company = company_rows.ensure(db, name, store.now())
            db.execute(
                "INSERT INTO company_event (company_id, kind) VALUES (?, ?)", (company, kind)
            )
    found = [(one.name, one.why, one.people) for one in target_rows.suggestions(store.db, 9)]
    assert found == [
        ("Saved", "saved-job", 0),
        ("Followed", "followed", 0),
        ("Orchard", "people", 2),
    ]
    targets.add_target(store, "Saved", source="saved-job")
    assert [one.name for one in target_rows.suggestions(store.db, 1)] == ["Followed"]
    assert rows.find_ids(store.db, PersonFilter(in_pipeline=True)) == [known["Dan"]]
