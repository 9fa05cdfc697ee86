"""The change log: TEMP triggers keep an image of each row that a step changes."""

import json
from collections.abc import Generator, Iterable

from infodesk.store.opening import Connection

TABLES = (
    "company",
    "person",
    "position",
    "email",
    "phone",
    "link",
    "tag",
    "person_tag",
    "meeting",
    "question",
    "meeting_question",
    "note",
    "touch",
    "insight",
    "promise",
    "referral",
    "attachment",
    "import",
    "setting",
)
"""Tables whose changes can be undone."""


def install(db: Connection) -> None:
    """Start logging; the log lives in memory and dies with the connection."""
    db.execute(
        "CREATE TEMP TABLE change_log (seq INTEGER PRIMARY KEY, step INTEGER NOT NULL,"
        " tbl TEXT NOT NULL, op TEXT NOT NULL, id INTEGER NOT NULL, before TEXT)"
    )
    db.execute("CREATE INDEX temp.change_log_step ON change_log (step)")
    db.execute("CREATE TEMP TABLE current_step (number INTEGER NOT NULL)")
    db.execute("INSERT INTO current_step VALUES (0)")
    for table in TABLES:
        _watch(db, table)


def _watch(db: Connection, table: str) -> None:
    columns = [row[1] for row in db.execute(f'PRAGMA main.table_info("{table}")')]
    image = "json_object(" + ", ".join(f"'{name}', old.\"{name}\"" for name in columns) + ")"
    step = "(SELECT number FROM current_step)"
    log = "INSERT INTO change_log (step, tbl, op, id, before) VALUES"
    db.execute(
        f'CREATE TEMP TRIGGER "log_{table}_insert" AFTER INSERT ON main."{table}" BEGIN'
        f" {log} ({step}, '{table}', 'I', new.id, NULL); END"
    )
    # Updates of a row that directly follow each other fold into the first image: typing merges
    # hundreds of updates of one note into a step.
    db.execute(
        f'CREATE TEMP TRIGGER "log_{table}_update" AFTER UPDATE ON main."{table}"'
        f" WHEN NOT EXISTS (SELECT 1 FROM change_log"
        f" WHERE seq = (SELECT max(seq) FROM change_log) AND step = {step}"
        f" AND tbl = '{table}' AND id = old.id AND op <> 'D') BEGIN"
        f" {log} ({step}, '{table}', 'U', old.id, {image}); END"
    )
    db.execute(
        f'CREATE TEMP TRIGGER "log_{table}_delete" AFTER DELETE ON main."{table}" BEGIN'
        f" {log} ({step}, '{table}', 'D', old.id, {image}); END"
    )


def begin_step(db: Connection, number: int) -> None:
    """Log what follows under step `number`."""
    db.execute("UPDATE current_step SET number = ?", (number,))


def touched(db: Connection, step: int) -> dict[str, frozenset[int]]:
    """Return the ids that `step` touched, by table."""
    found: dict[str, set[int]] = {}
    for table, row_id in db.execute("SELECT tbl, id FROM change_log WHERE step = ?", (step,)):
        found.setdefault(table, set()).add(row_id)
    return {table: frozenset(ids) for table, ids in found.items()}


def size(db: Connection, step: int) -> int:
    """Return how many row images `step` holds."""
    (count,) = db.execute("SELECT count(*) FROM change_log WHERE step = ?", (step,)).fetchone()
    return int(count)


def forget(db: Connection, steps: Iterable[int]) -> None:
    """Drop the images of `steps`."""
    db.executemany("DELETE FROM change_log WHERE step = ?", [(step,) for step in steps])


def revert(db: Connection, step: int) -> Generator[int, None, None]:
    """Put back every row that `step` changed, newest change first, yielding the count so far.

    Runs inside a transaction that logs under another step: that log is the way forward again.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")
    rows = db.execute(
        "SELECT op, tbl, id, before FROM change_log WHERE step = ? ORDER BY seq DESC", (step,)
    ).fetchall()
    for done, (op, table, row_id, before) in enumerate(rows, start=1):
        if op == "I":
            db.execute(f'DELETE FROM main."{table}" WHERE id = ?', (row_id,))
        else:
            _put_back(db, table, op, json.loads(before))
        if done % 50 == 0:
            yield done
    forget(db, [step])


def _put_back(db: Connection, table: str, op: str, image: dict[str, object]) -> None:
    names = ", ".join(f'"{name}"' for name in image)
    gaps = ", ".join("?" * len(image))
    if op == "D":
        db.execute(f'INSERT INTO main."{table}" ({names}) VALUES ({gaps})', (*image.values(),))
    else:
        pairs = ", ".join(f'"{name}" = ?' for name in image)
        db.execute(
            f'UPDATE main."{table}" SET {pairs} WHERE id = ?', (*image.values(), image["id"])
        )
