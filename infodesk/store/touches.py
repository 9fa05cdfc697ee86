"""Rows of touches, and the timeline they make with meetings and positions."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from infodesk.core.errors import NoSuchRecord
from infodesk.core.ids import MeetingId, PersonId, TouchId
from infodesk.core.moments import day_from_text, from_text
from infodesk.core.touches import Direction, TimelineEntry, TouchKind
from infodesk.store.opening import Connection

COLUMNS = frozenset({"kind", "direction", "happened_at", "text"})
"""Columns that `change` may set."""


def insert(
    db: Connection,
    person_id: PersonId,
    *,
    kind: str,
    direction: str,
    happened_at: str,
    text: str = "",
    meeting_id: MeetingId | None = None,
    source: str = "hand",
    purpose: str = "",
) -> TouchId:
    """Log a touch and return its id; `purpose` is what a text was for, or what was answered."""
    cursor = db.execute(
        "INSERT INTO touch (person_id, meeting_id, kind, direction, happened_at, text, source,"
        " purpose) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (person_id, meeting_id, kind, direction, happened_at, text, source, purpose),
    )
    refresh_last_touch(db, person_id)
    return TouchId(cursor.lastrowid)


def change(db: Connection, touch_id: TouchId, values: Mapping[str, object]) -> None:
    """Set columns of a touch; NoSuchRecord if it is gone."""
    if unknown := values.keys() - COLUMNS:
        raise KeyError(*unknown)
    row = db.execute("SELECT person_id FROM touch WHERE id = ?", (touch_id,)).fetchone()
    if row is None:
        raise NoSuchRecord()
    pairs = "".join(f"{name} = ?, " for name in values)
    db.execute(f"UPDATE touch SET {pairs}rev = rev + 1 WHERE id = ?", (*values.values(), touch_id))
    refresh_last_touch(db, row[0])


def delete(db: Connection, touch_id: TouchId) -> None:
    """Remove a touch; one that came with a file does not come again."""
    db.execute(
        "INSERT OR IGNORE INTO dropped_touch (import_key)"
        " SELECT import_key FROM touch WHERE id = ? AND import_key IS NOT NULL",
        (touch_id,),
    )
    row = db.execute("SELECT person_id FROM touch WHERE id = ?", (touch_id,)).fetchone()
    db.execute("DELETE FROM touch WHERE id = ?", (touch_id,))
    if row:
        refresh_last_touch(db, row[0])


def person_of(db: Connection, touch_id: TouchId) -> PersonId | None:
    """Return whose touch this is, None if it is gone."""
    row = db.execute("SELECT person_id FROM touch WHERE id = ?", (touch_id,)).fetchone()
    return PersonId(row[0]) if row else None


def of_meeting(db: Connection, meeting_id: MeetingId) -> TouchId | None:
    """Return the touch that a meeting left, if it was held."""
    row = db.execute("SELECT id FROM touch WHERE meeting_id = ?", (meeting_id,)).fetchone()
    return TouchId(row[0]) if row else None


def last_way_out(db: Connection, person_id: PersonId) -> TouchKind | None:
    """Return how you last wrote to or called a person, None if you never did."""
    row = db.execute(
        "SELECT kind FROM touch WHERE person_id = ? AND direction = 'out'"
        " ORDER BY happened_at DESC, id DESC LIMIT 1",
        (person_id,),
    ).fetchone()
    return TouchKind(row[0]) if row and row[0] in set(TouchKind) else None


def refresh_last_touch(db: Connection, person_id: PersonId) -> None:
    """Bring a person's last touch into step with the touches."""
    db.execute(
        "UPDATE person SET last_touch_on = (SELECT substr(max(happened_at), 1, 10) FROM touch"
        " WHERE person_id = person.id) WHERE id = ?",
        (person_id,),
    )


def timeline(db: Connection, person_id: PersonId) -> list[TimelineEntry]:
    """Return what happened between you and a person, newest first."""
    entries = [
        TimelineEntry(
            kind=row[1],
            direction=Direction(row[2]),
            happened_at=from_text(row[3]),
            text=row[4],
            touch_id=TouchId(row[0]),
            source=row[5],
        )
        for row in db.execute(
            "SELECT id, kind, direction, happened_at, text, source FROM touch"
            " WHERE person_id = ? AND +meeting_id IS NULL",
            (person_id,),
        )
    ]
    entries += [
        TimelineEntry(
            kind=f"meeting-{row[5]}",
            happened_at=from_text(row[1]),
            text=row[2],
            meeting_id=MeetingId(row[0]),
            minutes=row[3],
            questions=row[4],
            asked=row[6],
        )
        for row in db.execute(
            "SELECT id, starts_at, goal, minutes,"
            " (SELECT count(*) FROM meeting_question WHERE meeting_id = meeting.id), state,"
            " (SELECT count(*) FROM meeting_question WHERE meeting_id = meeting.id AND asked)"
            " FROM meeting WHERE person_id = ?",
            (person_id,),
        )
    ]
    entries += _days(db, person_id)
    return sorted(entries, key=lambda entry: entry.happened_at, reverse=True)


def _days(db: Connection, person_id: PersonId) -> list[TimelineEntry]:
    row = db.execute(
        "SELECT connected_on, source FROM person WHERE id = ?", (person_id,)
    ).fetchone()
    connected = day_from_text(row[0]) if row else None
    if row is None or connected is None:
        return []
    moment = datetime.combine(connected, time(), UTC)
    return [TimelineEntry(kind="connected", happened_at=moment, whole_day=True, source=row[1])]
