"""Taking out a step that is not the newest keeps what was done since, whole."""

import pytest

from infodesk.core.changes import Step
from infodesk.core.progress import finish
from infodesk.store.copying import everything
from infodesk.store.store import LASTING_STEPS, UNDO_STEPS

IMPORT, EDIT, OUT = Step(code="import"), Step(code="edit-person"), Step(code="undo-import")


def add_company(db, name):
    return db.execute(
        "INSERT INTO company (name, match_name, created_at) VALUES (?1, ?1, '')", (name,)
    ).lastrowid


def add_person(db, name, company=None):
    person = db.execute(
        "INSERT INTO person (uid, name, sort_key, match_name, company_id, created_at, updated_at)"
        " VALUES (?1, ?1, ?1, ?1, ?2, '', '')",
        (name, company),
    ).lastrowid
    db.execute(
        "INSERT INTO email (person_id, address, match_address) VALUES (?1, ?2, ?2)",
        (person, f"{name}@example.org"),
    )
    return person


def names(store, table="person"):
    return [row[0] for row in store.db.execute(f"SELECT name FROM {table} ORDER BY name")]


def do(store, sql, *values):
    with store.transaction(EDIT) as db:
        return db.execute(sql, values).lastrowid


@pytest.fixture
def brought(store):
    """Two people at one company each, of one step; the step's mark and the ids."""
    with store.transaction(IMPORT, lasting=True) as db:
        ids = [add_person(db, name, add_company(db, f"{name} Inc")) for name in ("ada", "bo")]
    return store.undo_mark, *ids


def test_what_nobody_touched_goes(store, brought):
    mark, _ada, _bo = brought
    other = do(store, "INSERT INTO tag (name, match_name) VALUES ('x', 'x')")
    kept = finish(store.take_out(mark, OUT))
    assert kept == {}
    assert (names(store), names(store, "company")) == ([], [])
    assert names(store, "tag") == ["x"]
    assert other
    assert store.undo_step == OUT


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE person SET about = 'mine' WHERE id = ?",
        "INSERT INTO note (person_id, body, created_at, updated_at) VALUES (?, 'mine', '', '')",
        "INSERT INTO touch (person_id, kind, happened_at) VALUES (?, 'call', '2026-01-01')",
        "UPDATE email SET address = 'mine' WHERE person_id = ?",
    ],
)
def test_a_person_of_whom_something_was_written_stays_whole(store, brought, sql):
    mark, ada, _bo = brought
    do(store, sql, ada)
    after_edit = everything(store.db)
    kept = finish(store.take_out(mark, OUT))
    assert kept["person"] == {ada}
    assert names(store) == ["ada"]
    assert names(store, "company") == ["ada Inc"]
    assert store.db.execute("SELECT count(*) FROM email").fetchone() == (1,)
    left = everything(store.db)
    for table in ("note", "touch"):
        assert left[table] == after_edit[table]
    finish(store.undo())
    assert everything(store.db) == after_edit
    finish(store.redo())
    assert everything(store.db) == left


def test_one_tag_for_many_keeps_only_whom_it_was_put_on_since(store):
    with store.transaction(IMPORT) as db:
        ids = [add_person(db, name) for name in ("ada", "bo", "cy")]
        tag = db.execute("INSERT INTO tag (name, match_name) VALUES ('t', 't')").lastrowid
        put_on = "INSERT INTO person_tag (person_id, tag_id) VALUES (?, ?)"
        db.executemany(put_on, [(each, tag) for each in ids[:2]])
    mark = store.undo_mark
    do(store, put_on, ids[2], tag)
    assert finish(store.take_out(mark, OUT))["person"] == {ids[2]}
    assert names(store) == ["cy"]
    assert names(store, "tag") == ["t"]


def test_what_a_step_changed_is_put_back_unless_changed_since(store):
    with store.transaction(EDIT) as db:
        ada, bo = (add_person(db, name) for name in ("ada", "bo"))
    with store.transaction(IMPORT) as db:
        db.execute("UPDATE person SET title = 'new'")
    mark = store.undo_mark
    do(store, "UPDATE person SET title = 'mine' WHERE id = ?", ada)
    assert finish(store.take_out(mark, OUT))["person"] == {ada}
    found = dict(store.db.execute("SELECT id, title FROM person").fetchall())
    assert found == {ada: "mine", bo: ""}


def test_a_place_that_was_taken_since_is_left(store):
    with store.transaction(EDIT) as db:
        ada = add_person(db, "ada")
        db.execute("UPDATE person SET slug = 's' WHERE id = ?", (ada,))
    with store.transaction(IMPORT) as db:
        db.execute("UPDATE person SET slug = 't' WHERE id = ?", (ada,))
    mark = store.undo_mark
    with store.transaction(EDIT) as db:
        bo = add_person(db, "bo")
        db.execute("UPDATE person SET slug = 's' WHERE id = ?", (bo,))
    assert finish(store.take_out(mark, OUT))["person"] == {ada}
    found = dict(store.db.execute("SELECT id, slug FROM person").fetchall())
    assert found == {ada: "t", bo: "s"}


def test_a_company_that_went_since_is_not_missed(store):
    with store.transaction(EDIT) as db:
        old, new = add_company(db, "old"), add_company(db, "new")
        ada = add_person(db, "ada", old)
    with store.transaction(IMPORT) as db:
        db.execute("UPDATE person SET company_id = ? WHERE id = ?", (new, ada))
    mark = store.undo_mark
    do(store, "DELETE FROM company WHERE id = ?", old)
    finish(store.take_out(mark, OUT))
    assert store.db.execute("SELECT company_id FROM person").fetchone() == (None,)


def test_cancelled_it_leaves_the_step_done(store):
    with store.transaction(IMPORT) as db:
        for number in range(100):
            add_person(db, f"p{number}")
    mark, before = store.undo_mark, everything(store.db)
    job = store.take_out(mark, OUT)
    next(job)
    job.close()
    assert everything(store.db) == before
    assert (store.undo_mark, store.undo_step) == (mark, IMPORT)


def test_a_lasting_step_outlives_the_others(store, brought):
    mark, ada, bo = brought
    do(store, "UPDATE person SET about = 'mine' WHERE id = ?", ada)
    for number in range(UNDO_STEPS + 5):
        do(store, "INSERT INTO setting (name, value) VALUES (?, '')", f"s{number}")
    assert store.marks_of("person") == {ada: mark, bo: mark}
    assert finish(store.take_out(mark, OUT))["person"] == {ada}
    assert names(store) == ["ada"]


def test_other_steps_and_too_many_lasting_ones_are_out_of_reach(store):
    do(store, "INSERT INTO tag (name, match_name) VALUES ('x', 'x')")
    passing = store.undo_mark
    marks = []
    for number in range(UNDO_STEPS + LASTING_STEPS + 2):
        with store.transaction(IMPORT, lasting=True) as db:
            add_person(db, f"p{number}")
        marks.append(store.undo_mark)
    reachable = set(store.marks_of("person").values())
    assert reachable == set(marks[2:])
    for gone in (passing, *marks[:2]):
        with pytest.raises(KeyError):
            finish(store.take_out(gone, OUT))
