"""Undo and redo over the real schema: what is undone is as before, what is redone as after."""

import tempfile
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from infodesk.core.changes import ChangeSet, Step
from infodesk.core.progress import finish
from infodesk.store import changelog
from infodesk.store.copying import everything
from infodesk.store.store import UNDO_STEPS, Store

from .conftest import KEY, VAULT_ID

STEP = Step(code="edit-person")


def add_person(db, name, slug=None):
    return db.execute(
        "INSERT INTO person (uid, name, sort_key, match_name, slug, created_at, updated_at)"
        " VALUES (lower(hex(randomblob(8))), ?1, ?1, ?1, ?2, '', '')",
        (name, slug),
    ).lastrowid


class UndoMachine(RuleBasedStateMachine):
    """Random work on people, meetings, questions, notes and tags, undone and redone at random."""

    @initialize()
    def open(self):
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "vault.db"
        self.store = Store.create(path, bytearray(KEY), VAULT_ID)
        self.past = [everything(self.store.db)]
        self.future = []

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()

    def do(self, *statements):
        mark = self.store.undo_mark
        with self.store.transaction(STEP) as db:
            for sql, values in statements:
                db.execute(sql, values)
        if self.store.undo_mark != mark:
            self.past.append(everything(self.store.db))
            self.future = []

    def some(self, data, table):
        ids = [row[0] for row in self.store.db.execute(f"SELECT id FROM {table}")]
        return data.draw(st.sampled_from(ids)) if ids else None

    @rule(name=st.text(max_size=4))
    def add(self, name):
        with self.store.transaction(STEP) as db:
            add_person(db, name)
        self.past.append(everything(self.store.db))
        self.future = []

    @rule(data=st.data(), body=st.text(max_size=6))
    def meet(self, data, body):
        if (person := self.some(data, "person")) is None:
            return
        with self.store.transaction(STEP) as db:
            meeting = db.execute(
                "INSERT INTO meeting (person_id, local_start, zone, starts_at, created_at,"
                " updated_at) VALUES (?, '', '', '', '', '')",
                (person,),
            ).lastrowid
            db.execute(
                "INSERT INTO note (person_id, meeting_id, body, created_at, updated_at)"
                " VALUES (?, ?, ?, '', '')",
                (person, meeting, body),
            )
            db.execute(
                "INSERT INTO meeting_question (meeting_id, place, text) VALUES (?, 1, ?)",
                (meeting, body),
            )
        self.past.append(everything(self.store.db))
        self.future = []

    @rule(
        data=st.data(), text=st.text(max_size=4), day=st.sampled_from(["2026-11-23", "2026-12-01"])
    )
    def plan(self, data, text, day):
        if (person := self.some(data, "person")) is not None:
            self.do(
                (
                    "INSERT INTO next_step (person_id, meeting_id, text, due_on, created_at) VALUES"
                    " (?1, (SELECT max(id) FROM meeting WHERE person_id = ?1), ?2, ?3, '')",
                    (person, text, day),
                )
            )

    @rule(
        data=st.data(),
        outcome=st.sampled_from(["", "done", "skipped"]),
        until=st.sampled_from([None, "2026-11-30"]),
    )
    def close_or_snooze(self, data, outcome, until):
        if (step := self.some(data, "next_step")) is not None:
            self.do(
                (
                    "UPDATE next_step SET outcome = ?, snoozed_until = ? WHERE id = ?",
                    (outcome, until, step),
                )
            )

    @rule(data=st.data())
    def delete_meeting(self, data):
        if (meeting := self.some(data, "meeting")) is not None:
            self.do(("DELETE FROM meeting WHERE id = ?", (meeting,)))

    @invariant()
    def people_show_their_earliest_step(self):
        if not hasattr(self, "store"):
            return
        for row in self.store.db.execute(
            "SELECT id, next_step, next_step_kind, next_step_on FROM person"
        ):
            steps = self.store.db.execute(
                "SELECT coalesce(snoozed_until, due_on), id, text, kind FROM next_step"
                " WHERE person_id = ? AND outcome = ''",
                (row[0],),
            ).fetchall()
            first = min(steps, default=(None, 0, "", ""))
            assert row[1:] == (first[2], first[3], first[0])

    @rule(data=st.data(), body=st.text(max_size=6))
    def type_notes(self, data, body):
        if (note := self.some(data, "note")) is not None:
            self.do(*[("UPDATE note SET body = ? WHERE id = ?", (body[:n], note)) for n in (1, 9)])

    @rule(data=st.data(), name=st.text(max_size=4))
    def tag(self, data, name):
        if (person := self.some(data, "person")) is not None:
            self.do(
                ("INSERT OR IGNORE INTO tag (name, match_name) VALUES (?1, ?1)", (name,)),
                (
                    "INSERT OR IGNORE INTO person_tag (person_id, tag_id)"
                    " SELECT ?, id FROM tag WHERE match_name = ?",
                    (person, name),
                ),
            )

    @rule(data=st.data(), slug=st.one_of(st.none(), st.sampled_from("ab")))
    def swap_slugs(self, data, slug):
        """Unique values that change hands within a step must change back in the other order."""
        one, other = self.some(data, "person"), self.some(data, "person")
        if one is None or one == other:
            return
        self.do(
            ("UPDATE person SET slug = NULL WHERE slug = ? OR id IN (?, ?)", (slug, one, other)),
            ("UPDATE person SET slug = ? WHERE id = ?", (slug, one)),
            ("UPDATE person SET slug = NULL WHERE id = ?", (one,)),
            ("UPDATE person SET slug = ? WHERE id = ?", (slug, other)),
        )

    @rule(data=st.data())
    def remove(self, data):
        if (person := self.some(data, "person")) is not None:
            self.do(("DELETE FROM person WHERE id = ?", (person,)))

    @rule(data=st.data(), name=st.text(max_size=4))
    def fail(self, data, name):
        with pytest.raises(ZeroDivisionError), self.store.transaction(STEP) as db:
            add_person(db, name)
            raise ZeroDivisionError
        assert everything(self.store.db) == self.past[-1]

    @precondition(lambda self: len(self.past) > 1)
    @rule()
    def undo(self):
        finish(self.store.undo())
        self.future.append(self.past.pop())
        assert everything(self.store.db) == self.past[-1]

    @precondition(lambda self: self.future)
    @rule()
    def redo(self):
        finish(self.store.redo())
        self.past.append(self.future.pop())
        assert everything(self.store.db) == self.past[-1]

    @rule(data=st.data())
    def take_out(self, data):
        """Any step can be taken out, and that can be taken back as any other."""
        if not (marks := [done.number for done in self.store._undo]):
            return
        before = self.store.undo_mark
        finish(self.store.take_out(data.draw(st.sampled_from(marks)), STEP))
        assert self.store.db.execute("PRAGMA foreign_key_check").fetchall() == []
        if self.store.undo_mark != before:
            self.past.append(everything(self.store.db))
            self.future = []


TestUndoMachine = UndoMachine.TestCase
TestUndoMachine.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_every_table_with_work_in_it_is_logged(store):
    tables = {
        row[0]
        for row in store.db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_fts%'"
            " ESCAPE '\\' AND name NOT LIKE 'sqlite%'"
        )
    }
    assert tables - set(changelog.TABLES) == {
        "vault",
        "session",
        "attachment_content",
        "stale_text",
    }
    for table in changelog.TABLES:
        columns = store.db.execute(f'PRAGMA table_info("{table}")').fetchall()
        assert [c[1] for c in columns if c[5]] == ["id"], table
        assert not [c[1] for c in columns if c[2] == "BLOB"], table


def test_search_follows_undo(store):
    with store.transaction(STEP) as db:
        add_person(db, "Maya Chen")
    find = "SELECT rowid FROM person_fts WHERE person_fts MATCH 'chen'"
    assert len(store.db.execute(find).fetchall()) == 1
    finish(store.undo())
    assert store.db.execute(find).fetchall() == []
    finish(store.redo())
    assert len(store.db.execute(find).fetchall()) == 1
    store.db.execute("INSERT INTO person_fts (person_fts, rank) VALUES ('integrity-check', 1)")


def test_typing_merges_into_one_step(store):
    with store.transaction(STEP) as db:
        person = add_person(db, "Maya Chen")
    for length in range(1, 30):
        with store.transaction(STEP, merge="about") as db:
            db.execute("UPDATE person SET about = ? WHERE id = ?", ("x" * length, person))
    finish(store.undo())
    assert store.db.execute("SELECT about FROM person").fetchall() == [("",)]
    assert store.undo_step == STEP
    finish(store.redo())
    assert store.db.execute("SELECT about FROM person").fetchall() == [("x" * 29,)]


def test_another_step_ends_the_merging(store):
    with store.transaction(STEP) as db:
        person = add_person(db, "Maya Chen")
    for key, text in (("a", "one"), ("b", "two"), ("a", "three")):
        with store.transaction(STEP, merge=key) as db:
            db.execute("UPDATE person SET about = ? WHERE id = ?", (text, person))
    finish(store.undo())
    assert store.db.execute("SELECT about FROM person").fetchall() == [("two",)]


def test_cancelled_undo_leaves_the_step_done(store):
    with store.transaction(STEP) as db:
        for number in range(200):
            add_person(db, str(number))
    job = store.undo()
    next(job)
    job.close()
    assert store.db.execute("SELECT count(*) FROM person").fetchone() == (200,)
    assert store.undo_step == STEP
    finish(store.undo())
    assert store.db.execute("SELECT count(*) FROM person").fetchone() == (0,)


def test_steps_beyond_the_limit_are_forgotten(store):
    for number in range(UNDO_STEPS + 5):
        with store.transaction(STEP) as db:
            add_person(db, str(number))
    while store.undo_step:
        finish(store.undo())
    assert store.db.execute("SELECT count(*) FROM person").fetchone() == (5,)


def test_listeners_hear_what_was_touched(store):
    heard: list[ChangeSet] = []
    store.subscribe(heard.append)
    with store.transaction(STEP, initiator="me") as db:
        person = add_person(db, "Maya Chen")
    finish(store.undo())
    assert [change.cause for change in heard] == ["do", "undo"]
    assert heard[0].touched == heard[1].touched == {"person": frozenset({person})}
    assert heard[0].initiator == "me"


def test_an_empty_transaction_is_no_step(store):
    heard = []
    store.subscribe(heard.append)
    with store.transaction(STEP):
        pass
    assert store.undo_step is None
    assert heard == []


def test_nesting_is_refused(store):
    with pytest.raises(RuntimeError), store.transaction(STEP), store.transaction(STEP):
        pass


def test_upkeep_cannot_be_undone(store):
    with store.upkeep() as db:
        add_person(db, "Maya Chen")
    assert store.undo_step is None
