"""Which rows refer to a person or a company, and moving them to another one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from infodesk.store.changelog import TABLES
from infodesk.store.opening import Connection


@dataclass(frozen=True, slots=True)
class Moved:
    """A row that refers to somebody else now: its table, the column, its id."""

    table: str
    column: str
    id: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """A row that went because the other one has the same: its table and all its columns."""

    table: str
    image: dict[str, Any]


def referring(db: Connection, target: str) -> list[tuple[str, list[str]]]:
    """Return the tables with columns that refer to `target`, and these columns.

    Read from the schema, so that a table made later is not forgotten.
    """
    found = []
    for table in TABLES:
        keys = db.execute(f'PRAGMA main.foreign_key_list("{table}")').fetchall()
        columns = sorted(row[3] for row in keys if row[2] == target)
        if columns:
            found.append((table, columns))
    return found


def move(db: Connection, target: str, old: int, new: int) -> tuple[list[Moved], list[Dropped]]:
    """Let every row that refers to `old` of table `target` refer to `new`.

    A row that would repeat one of `new`, or would tie `new` to itself, goes.
    """
    moved: list[Moved] = []
    dropped: list[Dropped] = []
    for table, columns in referring(db, target):
        if len(columns) > 1:
            dropped += _drop_ties(db, table, columns, old, new)
        for column in columns:
            found = db.execute(f'SELECT id FROM "{table}" WHERE "{column}" = ?', (old,))
            for (row_id,) in found.fetchall():
                cursor = db.execute(
                    f'UPDATE OR IGNORE "{table}" SET "{column}" = ? WHERE id = ?', (new, row_id)
                )
                if cursor.rowcount:
                    moved.append(Moved(table, column, row_id))
                else:
                    dropped.append(Dropped(table, image(db, table, row_id)))
                    db.execute(f'DELETE FROM "{table}" WHERE id = ?', (row_id,))
    return moved, dropped


def _drop_ties(
    db: Connection, table: str, columns: Sequence[str], old: int, new: int
) -> list[Dropped]:
    """Remove rows that tie `old` and `new` together: nobody is their own referrer."""
    tied = " AND ".join(f'"{column}" IN (?, ?)' for column in columns)
    rows = db.execute(f'SELECT id FROM "{table}" WHERE {tied}', (old, new) * len(columns))
    dropped = [Dropped(table, image(db, table, row[0])) for row in rows.fetchall()]
    for each in dropped:
        db.execute(f'DELETE FROM "{table}" WHERE id = ?', (each.image["id"],))
    return dropped


def image(db: Connection, table: str, row_id: int) -> dict[str, Any]:
    """Return all columns of a row; empty if it is gone."""
    cursor = db.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,))
    names = [column[0] for column in cursor.description]
    row = cursor.fetchone()
    return dict(zip(names, row, strict=True)) if row else {}
