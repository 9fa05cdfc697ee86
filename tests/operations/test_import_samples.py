"""Every sample and every scenario of EXPECTED.json, from the file to the rows of the vault."""

import itertools
import json
import shutil
from pathlib import Path

import pytest

from infodesk.core.import_plans import ImportChoices, MessageChoice
from infodesk.core.people import EVERYONE
from infodesk.core.profile import ProfileKind
from infodesk.core.progress import finish
from infodesk.operations import importing
from infodesk.operations.import_planning import plan_import
from infodesk.operations.import_reading import read_paths, together
from infodesk.store import imports as import_rows
from infodesk.store import people as rows
from infodesk.store import profile as profile_rows
from infodesk.store.copying import everything

DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "EXPECTED.json").read_text(encoding="utf-8"))
FILES, SCENARIOS = EXPECTED["files"], EXPECTED["scenarios"]
TAKEN = [name for name, facts in FILES.items() if not facts["refused"]]


@pytest.fixture
def sample(tmp_path):
    """Return a function that gives a sample the name under which people meet it."""

    def at(name):
        path = tmp_path / "downloads" / name / Path(FILES[name].get("original_name") or name).name
        path.parent.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copy(DATA / name, path))

    return at


def take(store, *paths, **choices):
    read = finish(read_paths(paths))
    assert not read.refused
    known = finish(import_rows.known_vault(store.db, details=True))
    plan = finish(plan_import(known, together(read.files)))
    return plan, finish(importing.apply_import(store, plan, ImportChoices(**choices)))


def credited(store):
    sql = "SELECT count(*) FROM touch WHERE kind = 'message'"
    return store.db.execute(sql).fetchone()[0]


def entries(store, kind):
    return len(profile_rows.get(store.db).of(kind))


def check(store, scenario):
    """Compare the vault at the end with what a scenario promises."""
    assert rows.count(store.db, EVERYONE) == scenario["people"]
    assert credited(store) == scenario["one_to_one"]
    for key, kind in (
        ("positions", ProfileKind.POSITION),
        ("education", ProfileKind.EDUCATION),
        ("skills", ProfileKind.SKILL),
    ):
        if key in scenario:
            assert entries(store, kind) == scenario[key]


def changed(plan, field):
    return sum(
        change.field == field and change.kind == "changed"
        for planned in plan.changed
        for change in planned.changes
    )


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_scenario(store, sample, scenario):
    plans = [take(store, sample(name))[0] for name in scenario["import"]]
    check(store, scenario)
    if changes := scenario.get("changes"):
        later = plans[1:]
        assert sum(len(plan.new) for plan in later) == changes["new"]
        for key, field in (("company_changed", "company"), ("position_changed", "title")):
            assert sum(changed(plan, field) for plan in later) == changes[key]
        moved = sum(change.kind == "changed" for plan in later for each in plan.changed
                    for change in each.changes if change.field in ("company", "title"))  # fmt: skip
        assert bool(import_rows.job_changes(store.db)) == bool(moved)
    if scenario.get("any_order"):
        assert len(scenario["import"]) == 2


@pytest.mark.parametrize("scenario", [one for one in SCENARIOS if one.get("any_order")])
def test_scenario_in_every_order(store, sample, scenario):
    ends = []
    for order in itertools.permutations(scenario["import"]):
        for name in order:
            take(store, sample(name))
        check(store, scenario)
        ends.append(len(entries_of(store)))
        for _ in order:
            finish(store.undo())
    assert len(set(ends)) == 1


def entries_of(store):
    return profile_rows.get(store.db).entries


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_scenario_at_once(store, sample, scenario):
    """All files of a scenario dropped together end as if they had come one after the other."""
    take(store, *[sample(name) for name in dict.fromkeys(scenario["import"])])
    check(store, scenario)
    before = everything(store.db)
    plan, result = take(store, *[sample(name) for name in scenario["import"]])
    assert (plan.does_nothing, result.did_nothing) == (True, True)
    assert everything(store.db) == before


@pytest.mark.parametrize("name", TAKEN)
def test_every_sample_comes_in_once_and_goes_again(store, sample, name):
    empty = everything(store.db)
    plan, result = take(store, sample(name), messages=MessageChoice.TEXT)
    assert len(plan.new) + len(plan.doubtful) == FILES[name].get("people", 0)
    assert result.new == rows.count(store.db, EVERYONE)
    full = everything(store.db)
    again, nothing = take(store, sample(name), messages=MessageChoice.TEXT)
    assert again.does_nothing
    assert nothing.did_nothing
    assert everything(store.db) == full
    if result.import_id is not None:
        assert dict(finish(importing.undo_import(store, result.import_id))) == {}
        assert everything(store.db) == empty


@pytest.mark.parametrize(
    "name", [name for name in TAKEN if FILES[name].keys() & {"must_not_appear", "must_not_exist"}]
)
def test_what_must_not_be_read_is_nowhere(store, sample, name):
    take(store, sample(name), messages=MessageChoice.TEXT)
    said = json.dumps(everything(store.db), ensure_ascii=False, default=str)
    for secret in FILES[name].get("must_not_appear", ()):
        assert secret not in said
    for path in FILES[name].get("must_not_exist", ()):
        assert not Path(path).exists()


@pytest.mark.parametrize("name", ["basic_archive.zip", "complete_archive_member_id_suffix.zip"])
def test_messages_stand_where_they_belong(store, sample, name):
    take(store, sample(name))
    for told in FILES[name]["messages"]["per_person"]:
        person = rows.by_slug(store.db, told["slug"])
        found = store.db.execute(
            "SELECT direction, happened_at FROM touch WHERE person_id = ? AND kind = 'message'"
            " ORDER BY happened_at",
            (person,),
        ).fetchall()
        ways = [way for way, _at in found]
        assert (ways.count("out"), ways.count("in")) == (told["sent"], told["received"])
        assert (found[0][1], found[-1][1]) == (told["first"], told["last"])
    owner = FILES[name]["owner"]
    mine = profile_rows.get(store.db)
    assert (mine.name, mine.slug, mine.headline) == (
        owner["name"],
        owner["slug"],
        owner["headline"],
    )
