"""Importing 30,000 rows: against csv.reader with executemany, again, and undone."""

import csv
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import many_people
from figures import Figure, Times, in_turns, ratio, spread

from infodesk.core.progress import finish
from infodesk.operations.import_planning import plan_import
from infodesk.store import imports as import_rows
from infodesk.store import search
from infodesk.store.migrations import migrate
from infodesk.store.opening import create_database

_NOW = "2026-11-23T09:12:00Z"
_PERSON = (
    "INSERT INTO person (id, uid, first_name, last_name, name, sort_key, match_name, title,"
    " company, company_id, contact, slug, connected_on, source, import_name, created_at,"
    " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'file', ?, ?, ?)"
)
_POSITION = (
    "INSERT INTO position (person_id, company_id, company, title, source, noted_on)"
    " VALUES (?, ?, ?, ?, 'file', ?)"
)


def measure(*, quick: bool) -> list[Figure]:
    """Measure the import and what follows it."""
    with many_people.folder() as where:
        path = many_people.make_file(where)
        names = (where / f"{number}.db" for number in count())
        rounds = 2 if quick else 5
        ours, bare = in_turns(
            rounds, lambda: _import(path, next(names)), lambda: _bare(path, next(names))
        )
        again, sharp = in_turns(
            rounds,
            lambda: _import(path, next(names)),
            lambda: _bare(path, next(names), at_once=True),
        )
        return [
            ratio(
                "import",
                "import 30,000 rows : csv.reader + executemany",
                ours.wall,
                bare.wall,
                goal=1.5,
                note=f"of processor time {_middle(ours.cpu, bare.cpu):.2f}",
            ),
            ratio(
                "import-index-last",
                "the same : bare with the search index filled last",
                again.wall,
                sharp.wall,
                note="as the import does it; the hand-written loop one would write second",
            ),
            *_afterwards(path, where, 2 if quick else 3),
        ]


def _middle(ours: list[float], theirs: list[float]) -> float:
    return ratio("", "", ours, theirs).value


def _import(path: Path, target: Path) -> None:
    """Read, plan and apply, into a new vault."""
    store = many_people.new_store(target)
    many_people.fill(store, many_people.read(path))
    store.close()


def _bare(path: Path, target: Path, *, at_once: bool = False) -> None:
    """Put the file's cells into the same tables and index without looking at any of them."""
    db = create_database(target, bytearray(many_people.KEY), many_people.VAULT_ID)
    migrate(db)
    with path.open(encoding="utf-8", newline="") as file:
        cells = list(csv.reader(file))
    start = next(at for at, row in enumerate(cells) if row and row[0] == "First Name") + 1
    people = [row for row in cells[start:] if len(row) == 7]
    db.execute("BEGIN IMMEDIATE")
    if at_once:
        with search.indexed_at_once(db):
            _insert(db, people)
    else:
        _insert(db, people)
    db.execute("COMMIT")
    db.close()


def _insert(db: Any, people: list[list[str]]) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO company (name, match_name, created_at) VALUES (?1, ?1, ?2)",
        [(row[4], _NOW) for row in people if row[4]],
    )
    ids = dict(db.execute("SELECT name, id FROM company"))
    numbered = list(enumerate(people, start=1))
    db.executemany(
        _PERSON,
        [
            (
                number,
                f"{number:036d}",  # as long as the uuid of a real one
                first,
                last,
                f"{first} {last}",
                last,
                first,
                title,
                company,
                ids.get(company),
                email,
                url or None,
                day,
                last,
                _NOW,
                _NOW,
            )
            for number, (first, last, url, email, company, title, day) in numbered
        ],
    )
    db.executemany(
        "INSERT INTO email (person_id, address, match_address) VALUES (?1, ?2, ?2)",
        [(number, row[3]) for number, row in numbered if row[3]],
    )
    db.executemany(
        _POSITION,
        [
            (number, ids.get(row[4]), row[4], row[5], _NOW[:10])
            for number, row in numbered
            if row[4] or row[5]
        ],
    )


def _afterwards(path: Path, where: Path, rounds: int) -> list[Figure]:
    """Measure planning the same file again, undo and redo, slice by slice."""
    store = many_people.new_store(where / "afterwards.db")
    file = many_people.read(path)
    many_people.fill(store, file)
    parse, plan, undo, redo, slices = Times(), Times(), Times(), Times(), Times()
    for _ in range(rounds):
        parse.take(lambda: many_people.read(path))
        planned = plan.take(
            lambda: finish(plan_import(finish(import_rows.known_vault(store.db)), [file]))
        )
        assert not planned.new
        assert not planned.changed
        undo.take(lambda: _stepwise(store.undo, slices))
        redo.take(lambda: _stepwise(store.redo, slices))
    store.close()
    return [
        spread("parse", "reading the file alone", parse.wall),
        spread("replan", "planning the same file again", plan.wall),
        spread("undo-import", "undo of the import", undo.wall),
        spread("redo-import", "redo of the import", redo.wall),
        spread("undo-slice", "longest slice of undo and redo", [max(slices.wall)]),
    ]


def _stepwise(make: Callable[[], Any], slices: Times) -> None:
    job = make()
    while slices.take(lambda: next(job, None)) is not None:
        pass
