"""The change log: TEMP triggers keep an image of each row that a step changes."""

import json
from collections.abc import Generator
from dataclasses import dataclass

from infodesk.store.opening import Connection

TABLES = (
    "company",
    "company_alias",
    "person",
    "person_alias",
    "person_merge",
    "not_same",
    "position",
    "education",
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
    "next_step",
    "referral",
    "reviewed_mark",
    "debrief",
    "attachment",
    "profile",
    "profile_entry",
    "introduction",
    "research_fact",
    "import",
    "dropped_touch",
    "job_change",
    "company_event",
    "person_detail",
    "setting",
    "saved_filter",
    "not_now",
    "target",
    "event",
    "event_person",
    "template",
    "outreach",
    "calendar_entry",
)
"""Tables whose changes can be undone."""


@dataclass(frozen=True, slots=True)
class Span:
    """The entries of one step, first and last included; a step's entries stand together."""

    first: int
    last: int


def install(db: Connection) -> None:
    """Start logging; the log lives in memory and dies with the connection."""
    db.execute(
        "CREATE TEMP TABLE change_log (seq INTEGER PRIMARY KEY, tbl INTEGER NOT NULL,"
        " op TEXT NOT NULL, id INTEGER NOT NULL, before TEXT)"
    )
    db.execute("CREATE TEMP TABLE current_step (first INTEGER NOT NULL)")
    db.execute("INSERT INTO current_step VALUES (1)")
    for number, table in enumerate(TABLES):
        _watch(db, number, table)


def _watch(db: Connection, number: int, table: str) -> None:
    columns = [row[1] for row in db.execute(f'PRAGMA main.table_info("{table}")')]
    image = "json_object(" + ", ".join(f"'{name}', old.\"{name}\"" for name in columns) + ")"
    log = "INSERT INTO change_log (tbl, op, id, before) VALUES"
    db.execute(
        f'CREATE TEMP TRIGGER "log_{table}_insert" AFTER INSERT ON main."{table}" BEGIN'
        f" {log} ({number}, 'I', new.id, NULL); END"
    )
    # Updates of a row that directly follow each other fold into the first image: typing merges
    # hundreds of updates of one note into a step.
    db.execute(
        f'CREATE TEMP TRIGGER "log_{table}_update" AFTER UPDATE ON main."{table}"'
        f" WHEN NOT EXISTS (SELECT 1 FROM change_log"
        f" WHERE seq = (SELECT max(seq) FROM change_log)"
        f" AND seq >= (SELECT first FROM current_step)"
        f" AND tbl = {number} AND id = old.id AND op <> 'D') BEGIN"
        f" {log} ({number}, 'U', old.id, {image}); END"
    )
    db.execute(
        f'CREATE TEMP TRIGGER "log_{table}_delete" AFTER DELETE ON main."{table}" BEGIN'
        f" {log} ({number}, 'D', old.id, {image}); END"
    )


def begin_step(db: Connection, first: int | None = None) -> int:
    """Log what follows as one step; `first` goes on with the newest step. Return its first entry.

    Whatever stood after the newest step must have been forgotten.
    """
    if first is None:
        first = _last(db) + 1
    db.execute("UPDATE current_step SET first = ?", (first,))
    return first


def end_step(db: Connection, first: int) -> Span | None:
    """Return the entries of the step that began at `first`, None if nothing changed."""
    last = _last(db)
    return Span(first, last) if last >= first else None


def _last(db: Connection) -> int:
    (last,) = db.execute("SELECT coalesce(max(seq), 0) FROM change_log").fetchone()
    return int(last)


def touched(db: Connection, span: Span) -> dict[str, frozenset[int]]:
    """Return the ids that a step touched, by table."""
    found: dict[int, set[int]] = {}
    for number, row_id in db.execute(
        "SELECT tbl, id FROM change_log WHERE seq BETWEEN ? AND ?", (span.first, span.last)
    ):
        if number in found:
            found[number].add(row_id)
        else:
            found[number] = {row_id}
    return {TABLES[number]: frozenset(ids) for number, ids in found.items()}


def adding(db: Connection, table: str) -> list[tuple[int, int]]:
    """Return the entries in which rows of a table that are there now were added: (id, entry)."""
    number = TABLES.index(table)
    found: list[tuple[int, int]] = db.execute(
        "SELECT id, seq FROM change_log WHERE tbl = ? AND op = 'I'"
        f' AND id IN (SELECT id FROM main."{table}")',
        (number,),
    ).fetchall()
    return found


def size(db: Connection, span: Span) -> int:
    """Return how many row images a step holds."""
    (count,) = db.execute(
        "SELECT count(*) FROM change_log WHERE seq BETWEEN ? AND ?", (span.first, span.last)
    ).fetchone()
    return int(count)


def forget(db: Connection, span: Span) -> None:
    """Drop the images of a step."""
    db.execute("DELETE FROM change_log WHERE seq BETWEEN ? AND ?", (span.first, span.last))


def forget_all(db: Connection) -> None:
    """Drop the images of all steps."""
    db.execute("DELETE FROM change_log")


def revert(db: Connection, span: Span) -> Generator[int, None, None]:
    """Put back every row that a step changed, newest change first, yielding the count so far.

    Runs inside a transaction that logs under another step: that log is the way forward again.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")
    rows = db.execute(
        "SELECT tbl, op, id, before FROM change_log WHERE seq BETWEEN ? AND ? ORDER BY seq DESC",
        (span.first, span.last),
    ).fetchall()
    for done, (number, op, row_id, before) in enumerate(rows, start=1):
        if op == "I":
            db.execute(f'DELETE FROM main."{TABLES[number]}" WHERE id = ?', (row_id,))
        else:
            put_back(db, TABLES[number], op, json.loads(before))
        if done % 50 == 0:
            yield done
    forget(db, span)


def put_back(db: Connection, table: str, op: str, image: dict[str, object]) -> None:
    """Bring a row that was deleted (D) or updated (U) back to its image."""
    names = ", ".join(f'"{name}"' for name in image)
    gaps = ", ".join("?" * len(image))
    if op == "D":
        db.execute(f'INSERT INTO main."{table}" ({names}) VALUES ({gaps})', (*image.values(),))
    else:
        pairs = ", ".join(f'"{name}" = ?' for name in image)
        db.execute(
            f'UPDATE main."{table}" SET {pairs} WHERE id = ?', (*image.values(), image["id"])
        )
