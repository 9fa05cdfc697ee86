"""Every row of a person's work, out of the vault and into an empty one; generic over its tables."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from infodesk.core.contacts import Labelled
from infodesk.core.errors import BadImportFile, VaultNotEmpty
from infodesk.core.moments import from_text
from infodesk.core.stages import Stage
from infodesk.store import changelog, companies, migrations
from infodesk.store.opening import Connection, all_or_nothing

SEEDED = frozenset({"setting"})
"""Tables that may hold rows in a vault nobody has worked in; restoring replaces these."""

_SLICE = 500
_LARGEST = 1 << 63


# Out


def schema_version(db: Connection) -> int:
    """Return the version of the schema that the rows have."""
    return migrations.version(db)


def slices(db: Connection, table: str) -> Iterator[list[dict[str, object]]]:
    """Yield the rows of a table in the order of their ids, some hundred at a time."""
    after = -_LARGEST
    while True:
        cursor = db.execute(
            f'SELECT * FROM "{table}" WHERE id > ? ORDER BY id LIMIT {_SLICE}', (after,)
        )
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor]
        if not rows:
            return
        yield rows
        after = int(str(rows[-1]["id"]))


def contents(db: Connection) -> Iterator[tuple[int, bytes]]:
    """Yield the bytes of every attachment, each with the id that `attachment.content_id` names."""
    ids = db.execute(
        "SELECT id FROM attachment_content WHERE id IN (SELECT content_id FROM attachment)"
        " ORDER BY id"
    ).fetchall()
    for (content_id,) in ids:
        (data,) = db.execute(
            "SELECT data FROM attachment_content WHERE id = ?", (content_id,)
        ).fetchone()
        yield content_id, bytes(data)


def picture(db: Connection, attachment_id: int) -> tuple[bytes, str]:
    """Return the bytes and the media type of an attachment; nothing if it is not there."""
    row = db.execute(
        "SELECT data, media_type FROM attachment JOIN attachment_content"
        " ON attachment_content.id = content_id WHERE attachment.id = ?",
        (attachment_id,),
    ).fetchone()
    return (bytes(row[0]), row[1]) if row else (b"", "")


def details(db: Connection, person_id: int) -> dict[str, list[Labelled]]:
    """Return what address books told of a person besides, by kind."""
    found: dict[str, list[Labelled]] = {}
    for kind, value, label in db.execute(
        "SELECT kind, value, label FROM person_detail WHERE person_id = ? ORDER BY id",
        (person_id,),
    ):
        found.setdefault(kind, []).append(Labelled(value, label))
    return found


# From an older schema to today's


def brought_up_to_date(
    tables: Mapping[str, Sequence[Mapping[str, object]]], schema: int
) -> dict[str, list[dict[str, object]]]:
    """Return rows that follow an older schema as today's: they pass through all that changed since.

    In a database that lives in memory alone. Raises BadImportFile (export-damaged) as `put_rows`.
    """
    with contextlib.closing(sqlcipher.connect(":memory:", isolation_level=None)) as db:
        migrations.migrate(db, last=max(schema, 1))
        db.execute("INSERT INTO vault (id, vault_id, created_at) VALUES (1, '', '')")
        with all_or_nothing(db):
            db.execute("PRAGMA defer_foreign_keys = ON")
            for table, rows in tables.items():
                put_rows(db, table, rows)
        migrations.migrate(db)
        companies.refold(db)
        return {
            table: [row for part in slices(db, table) for row in part] for table in changelog.TABLES
        }


# In: inside a transaction of the store


def make_room(db: Connection) -> None:
    """Take out what a new vault is seeded with; VaultNotEmpty if anybody has worked in it."""
    for table in changelog.TABLES:
        if table not in SEEDED and db.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone():
            raise VaultNotEmpty()
    for table in SEEDED:
        db.execute(f'DELETE FROM "{table}"')
    # Tables may name each other in a circle: a person's picture is one of their attachments.
    db.execute("PRAGMA defer_foreign_keys = ON")


def put_rows(db: Connection, table: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Add rows as they stood in another vault.

    A column that the rows do not have gets what the schema gives it. Raises BadImportFile
    (export-damaged) for a row that no vault can hold.
    """
    types = _columns(db, table)
    if rows and not types:
        raise BadImportFile(reason="export-damaged", detail=table[:60])
    try:
        for row in rows:
            if unfit := [name for name, value in row.items() if not fits(types, name, value)]:
                raise BadImportFile(reason="export-damaged", detail=f"{table}.{unfit[0][:60]}")
            names = ", ".join(f'"{name}"' for name in row)
            gaps = ", ".join("?" * len(row))
            db.execute(f'INSERT INTO "{table}" ({names}) VALUES ({gaps})', (*row.values(),))
    except (sqlcipher.IntegrityError, sqlcipher.DataError) as error:
        raise BadImportFile(reason="export-damaged", detail=table) from error


def put_content(db: Connection, data: bytes) -> int:
    """Add an attachment's bytes and return their id."""
    cursor = db.execute("INSERT INTO attachment_content (data) VALUES (?)", (data,))
    return int(cursor.lastrowid)


def check_references(db: Connection) -> None:
    """Raise BadImportFile (export-damaged) if a row names another one that is not there."""
    if found := db.execute("PRAGMA foreign_key_check").fetchone():
        raise BadImportFile(reason="export-damaged", detail=str(found[0]))


def _columns(db: Connection, table: str) -> dict[str, str]:
    return {row[1]: row[2].upper() for row in db.execute(f'PRAGMA main.table_info("{table}")')}


def fits(types: Mapping[str, str], name: str, value: Any) -> bool:
    """Say whether a column may hold `value`; SQLite itself would take any text for a number."""
    if name not in types:
        return False
    if value is None:
        return name != "id"  # the column's own NOT NULL says the rest
    match types[name]:
        case "INTEGER":
            return type(value) is int and -_LARGEST <= value < _LARGEST
        case "REAL":
            return type(value) in (int, float)
        case _:
            return isinstance(value, str) and _is_sound(name, value)


def _is_sound(name: str, text: str) -> bool:
    """Say whether a text is what its column's name promises: a day, a moment, a stage."""
    try:
        text.encode("utf-8")
        if name.endswith(("_on", "_until")) and text:
            date.fromisoformat(text)
        elif name.endswith("_at"):
            from_text(text)
        elif name == "stage":
            Stage(text)
    except ValueError:
        return False
    return True
