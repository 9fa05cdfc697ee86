"""The JSON of everything makes an equal vault; whatever is not one makes nothing."""

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlcipher

from infodesk.core.errors import BadImportFile, VaultNotEmpty
from infodesk.core.people import EVERYONE, PersonDraft, PersonFilter
from infodesk.core.progress import finish
from infodesk.formats.everything import looks_like_everything, read_everything
from infodesk.operations import exporting, people, sample
from infodesk.operations.restoring import restore_everything
from infodesk.store import changelog, exchange, migrations
from infodesk.store import people as rows
from infodesk.store.copying import everything
from infodesk.store.store import Store
from tests.operations.filling import fill


@pytest.fixture
def other(tmp_path, clock):
    """Another vault, in which nobody has worked."""
    opened = Store.create(tmp_path / "other.db", bytearray(range(32)), bytes(range(1, 17)), clock)
    yield opened
    opened.close()


def exported(store, tmp_path):
    target = tmp_path / "everything.json"
    finish(exporting.save_json(store, target))
    return target.read_bytes()


def restored(store, data):
    return finish(restore_everything(store, finish(read_everything("everything.json", data))))


def held(store):
    return everything(store.db), list(exchange.contents(store.db))


def test_every_table_comes_back(store, other, tmp_path):
    fill(store)
    assert all(everything(store.db).values()), "a table without rows proves nothing"
    data = exported(store, tmp_path)
    assert looks_like_everything(data)
    assert restored(other, data) == 2
    assert held(other) == held(store)
    assert exported(other, tmp_path) == data


def test_the_sample_comes_back_and_is_found(store, other, tmp_path):
    sample.load_sample(store, "Europe/Lisbon")
    restored(other, exported(store, tmp_path))
    assert held(other) == held(store)
    for word in ("Ana", "nurse", "a"):
        only = PersonFilter(text=word)
        assert rows.find_ids(other.db, only) == rows.find_ids(store.db, only)


def test_who_is_kept_private_and_who_is_in_the_trash_come_along(store, other, tmp_path):
    hidden = people.add_person(store, PersonDraft(first_name="Hidden"))
    gone = people.add_person(store, PersonDraft(first_name="Gone"))
    finish(people.flag_people(store, [hidden], "keep_private", on=True))
    finish(people.trash_people(store, [gone]))
    assert restored(other, exported(store, tmp_path)) == 2
    assert held(other) == held(store)


def test_restoring_is_one_step_that_can_be_undone(store, other, tmp_path):
    fill(store)
    before = everything(other.db)
    restored(other, exported(store, tmp_path))
    assert other.undo_step.code == "restore-everything"
    finish(other.undo())
    assert everything(other.db) == before
    finish(other.redo())
    assert held(other) == held(store)


def test_a_vault_that_holds_something_is_left_alone(store, other, tmp_path):
    fill(store)
    people.add_person(other, PersonDraft(first_name="Mine"))
    before = held(other)
    with pytest.raises(VaultNotEmpty):
        restored(other, exported(store, tmp_path))
    assert held(other) == before


def test_settings_alone_are_replaced(store, other, tmp_path):
    fill(store)
    with other.upkeep() as db:
        db.execute("INSERT INTO setting (name, value) VALUES ('place', 'people')")
    restored(other, exported(store, tmp_path))
    assert held(other) == held(store)


def test_cancelling_leaves_nothing(store, other, tmp_path):
    fill(store)
    before = held(other)
    job = restore_everything(other, finish(read_everything("x", exported(store, tmp_path))))
    for _ in range(5):
        next(job)
    job.close()
    assert held(other) == before


def test_a_cancelled_export_leaves_the_file_that_was_there(store, tmp_path):
    fill(store)
    target = tmp_path / "everything.json"
    target.write_text("mine")
    job = exporting.save_json(store, target)
    next(job)
    job.close()
    assert target.read_text() == "mine"
    assert [path.name for path in tmp_path.glob("*.json")] == ["everything.json"]


def test_bytes_whose_id_is_taken_get_another(store, other, tmp_path):
    fill(store)
    with other.upkeep() as db:
        db.execute("INSERT INTO attachment_content VALUES (1, x'00')")
    restored(other, exported(store, tmp_path))
    pictures = [data for _, data in exchange.contents(other.db)]
    assert pictures == [data for _, data in exchange.contents(store.db)]


BROKEN = [
    ("format", lambda d: d.update(format="something else")),
    ("version", lambda d: d.update(version="2")),
    ("not a table", lambda d: d.update(person={})),
    ("not a row", lambda d: d["person"].append(3)),
    ("unknown table", lambda d: d.update(spells=[{"id": 1}])),
    ("unknown column", lambda d: d["person"][0].update(spell=1)),
    ("text for a number", lambda d: d["person"][0].update(rev="many")),
    ("a yes for a number", lambda d: d["person"][0].update(rev=True)),
    ("too large a number", lambda d: d["person"][0].update(rev=1 << 70)),
    ("number for a text", lambda d: d["person"][0].update(name=7)),
    ("no name", lambda d: d["person"][0].update(name=None)),
    ("a list", lambda d: d["person"][0].update(name=["a"])),
    ("no day", lambda d: d["person"][0].update(connected_on="soon")),
    ("no moment", lambda d: d["person"][0].update(created_at="yesterday")),
    ("no stage", lambda d: d["person"][0].update(stage="married")),
    ("half a character", lambda d: d["person"][0].update(about="\ud800")),
    ("the same twice", lambda d: d["person"].append(d["person"][0])),
    ("nobody's note", lambda d: d["note"][0].update(person_id=99)),
    ("a forbidden value", lambda d: d["touch"][0].update(direction="sideways")),
    ("no bytes", lambda d: d.update(attachment_content=[])),
    ("bytes that are none", lambda d: d["attachment_content"][0].update(data="%%")),
]


@pytest.mark.parametrize(("what", "break_it"), BROKEN, ids=[what for what, _ in BROKEN])
def test_what_is_damaged_is_refused_whole(what, break_it, store, other, tmp_path):
    fill(store)
    document = json.loads(exported(store, tmp_path))
    break_it(document)
    before = held(other)
    with pytest.raises(BadImportFile) as refusal:
        restored(other, json.dumps(document).encode())
    assert refusal.value.facts["reason"] == "export-damaged"
    assert refusal.value.facts["path"] == "everything.json"
    assert held(other) == before


@pytest.mark.parametrize("key", ["version", "schema"])
def test_what_is_newer_is_told_so(key, store, other, tmp_path):
    fill(store)
    document = json.loads(exported(store, tmp_path))
    document[key] = 999
    with pytest.raises(BadImportFile) as refusal:
        restored(other, json.dumps(document).encode())
    assert refusal.value.facts["reason"] == "export-too-new"


def test_an_export_of_an_older_schema_gets_what_newer_columns_begin_with(store, other, tmp_path):
    people.add_person(store, PersonDraft(first_name="Ana", company="Example Labs"))
    older = first_schema(json.loads(exported(store, tmp_path)))
    older["person"][0] |= {"next_step": "Ask again", "next_step_on": "2026-12-01"}
    older["company"].append(older["company"][0] | {"id": 9, "match_name": "folded otherwise"})
    assert restored(other, json.dumps(older).encode()) == 1
    (step,) = everything(other.db)["next_step"]  # a table that came later
    assert (step["text"], step["due_on"]) == ("Ask again", "2026-12-01")
    assert len(everything(other.db)["company"]) == 1  # of one name, by today's rules


def first_schema(document):
    """Return an export as the first schema would have made it."""
    db = sqlcipher.connect(":memory:", isolation_level=None)
    migrations.migrate(db, last=1)
    older = {"format": document["format"], "version": 1}
    for table, rows_ in document.items():
        columns = {row[1] for row in db.execute(f'PRAGMA table_info("{table}")')}
        if columns and table in changelog.TABLES:
            older[table] = [
                {name: value for name, value in row.items() if name in columns} for row in rows_
            ]
    db.close()
    return older


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400))
def test_no_bytes_make_it_fail_otherwise(noise, at):
    whole = b'{"format": "infodesk-export", "version": 2, "schema": 1, "person": [{"id": 1}]}'
    with contextlib.suppress(BadImportFile):
        finish(read_everything("x", whole[:at] + noise + whole[at:]))


def test_deep_nesting_is_refused():
    with pytest.raises(BadImportFile):
        finish(read_everything("x", b'{"format": "infodesk-export", "a": ' + b"[" * 200_000))


def test_no_table_is_forgotten(store):
    """Every table is exported, or it is known why not."""
    known = {"vault", "session", "attachment_content", "stale_text"}
    found = {
        name
        for (name,) in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(("sqlite_", "person_fts", "text_fts"))
    }
    assert found - known == set(changelog.TABLES)
    assert rows.count(store.db, EVERYONE) == 0
