"""Importing a whole archive: 30,000 connections, 9,000 messages, 1,500 invitations."""

import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import many_people
from figures import Figure, Times, in_turns, ratio, spread

from infodesk.core.import_plans import ImportChoices, ImportPlan, KnownVault, MessageChoice
from infodesk.core.imports import ImportFile
from infodesk.core.progress import finish
from infodesk.operations import importing
from infodesk.operations.import_planning import plan_import
from infodesk.operations.import_reading import read_paths, together
from infodesk.store import imports as import_rows
from infodesk.store import search
from infodesk.store.migrations import migrate
from infodesk.store.opening import create_database
from infodesk.store.store import Store

_GENERATOR = Path(__file__).resolve().parents[1] / "tests" / "data" / "make_samples.py"
_TABLES = ("company", "person", "email", "position", "touch", "profile", "profile_entry")
_CHOICES = ImportChoices(messages=MessageChoice.TEXT)


def measure(*, quick: bool) -> list[Figure]:
    """Measure reading, planning, applying, and all of it again."""
    with many_people.folder() as where:
        path = where / "Basic_LinkedInDataExport_10-01-2026.zip"
        command = [sys.executable, str(_GENERATOR), "--archive", str(many_people.COUNT), str(path)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        names = (where / f"{number}.db" for number in count())
        rounds = 2 if quick else 5
        read, plan, again = Times(), Times(), Times()
        for _ in range(rounds):
            files = read.take(lambda: together(finish(read_paths([path])).files))
            planned = plan.take(partial(_plan, KnownVault(), files))
        store = many_people.new_store(next(names))
        finish(importing.apply_import(store, planned, _CHOICES))
        rows = {table: _rows(store, table) for table in _TABLES}
        for _ in range(rounds):
            known = finish(import_rows.known_vault(store.db))
            told = again.take(partial(_plan, known, files))
            assert told.does_nothing
        store.close()
        ours, bare = in_turns(
            rounds,
            lambda: _apply(planned, next(names)),
            lambda: _bare(rows, next(names)),
        )
        return [
            ratio(
                "archive-apply",
                "apply an archive of 30,000 people and 10,500 touches : insert the same rows",
                ours.wall,
                bare.wall,
                goal=2.0,
            ),
            ratio(
                "archive-replan",
                "plan it again, everybody known : read it",
                again.wall,
                read.wall,
                goal=1.5,
            ),
            spread("archive-read", "reading the archive", read.wall),
            spread("archive-plan", "planning it into an empty vault", plan.wall),
        ]


def _plan(known: KnownVault, files: Sequence[ImportFile]) -> ImportPlan:
    return finish(plan_import(known, files))


def _rows(store: Store, table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    cursor = store.db.execute(f'SELECT * FROM "{table}"')
    return [column[0] for column in cursor.description], cursor.fetchall()


def _apply(planned: ImportPlan, target: Path) -> None:
    store = many_people.new_store(target)
    finish(importing.apply_import(store, planned, _CHOICES))
    store.close()


def _bare(rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]], target: Path) -> None:
    """Put the same rows into the same tables, as one who has them ready would."""
    db = create_database(target, bytearray(many_people.KEY), many_people.VAULT_ID)
    migrate(db)
    db.execute("BEGIN IMMEDIATE")
    with search.indexed_at_once(db):
        for table, (names, found) in rows.items():
            gaps = ", ".join("?" * len(names))
            listed = ", ".join(f'"{name}"' for name in names)
            db.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({gaps})', found)
    db.execute("COMMIT")
    db.close()
