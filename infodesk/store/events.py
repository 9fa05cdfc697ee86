"""Rows of events and of who was met there."""

from datetime import date

from infodesk.core.errors import NoSuchRecord, StaleEdit
from infodesk.core.events import Encounter, Event
from infodesk.core.ids import EventId, PersonId, TouchId
from infodesk.store.opening import Connection

_COLUMNS = (
    "id, rev, name, held_on, place, (SELECT count(*) FROM event_person JOIN person"
    " ON person.id = person_id WHERE event_id = event.id AND deleted_at IS NULL)"
)


def all_events(db: Connection) -> list[Event]:
    """Return every event, the newest first."""
    found = db.execute(f"SELECT {_COLUMNS} FROM event ORDER BY held_on DESC, id DESC")
    return [_event(row) for row in found]


def get(db: Connection, event_id: EventId) -> Event:
    """Return an event; NoSuchRecord if there is none."""
    row = db.execute(f"SELECT {_COLUMNS} FROM event WHERE id = ?", (event_id,)).fetchone()
    if row is None:
        raise NoSuchRecord()
    return _event(row)


def encounters(db: Connection, event_id: EventId) -> list[Encounter]:
    """Return who was met at an event, the last one first."""
    return [
        Encounter(person_id=PersonId(row[0]), name=row[1], company=row[2], hook=row[3])
        for row in db.execute(
            "SELECT person.id, person.name, person.company, hook FROM event_person JOIN person"
            " ON person.id = person_id WHERE event_id = ? AND deleted_at IS NULL"
            " ORDER BY event_person.id DESC",
            (event_id,),
        )
    ]


def touch_of(db: Connection, event_id: EventId, person_id: PersonId) -> TouchId | None:
    """Return the touch that stands for meeting somebody at an event; None if they were not met."""
    row = db.execute(
        "SELECT touch_id FROM event_person WHERE event_id = ? AND person_id = ?",
        (event_id, person_id),
    ).fetchone()
    return TouchId(row[0]) if row and row[0] is not None else None


def touches(db: Connection, event_id: EventId) -> list[tuple[TouchId, str]]:
    """Return the touches of an event, each with its hook."""
    return [
        (TouchId(row[0]), row[1])
        for row in db.execute(
            "SELECT touch_id, hook FROM event_person WHERE event_id = ? AND touch_id IS NOT NULL",
            (event_id,),
        )
    ]


# Writing: inside a transaction of the store


def insert(db: Connection, name: str, held_on: date, place: str, now: str) -> EventId:
    """Add an event and return its id."""
    cursor = db.execute(
        "INSERT INTO event (name, held_on, place, created_at) VALUES (?, ?, ?, ?)",
        (name, held_on.isoformat(), place, now),
    )
    return EventId(cursor.lastrowid)


def change(db: Connection, event: Event) -> None:
    """Write name, day and place of an event anew; StaleEdit or NoSuchRecord."""
    cursor = db.execute(
        "UPDATE event SET name = ?, held_on = ?, place = ?, rev = rev + 1 WHERE id = ? AND rev = ?",
        (event.name, event.held_on.isoformat(), event.place, event.id, event.rev),
    )
    if cursor.rowcount == 0:
        get(db, event.id)
        raise StaleEdit()


def delete(db: Connection, event_id: EventId) -> None:
    """Remove an event; the people stay."""
    db.execute("DELETE FROM event WHERE id = ?", (event_id,))


def put_in(
    db: Connection, event_id: EventId, person_id: PersonId, hook: str, touch_id: TouchId | None
) -> None:
    """Say that somebody was met at an event; said again, it changes the hook."""
    db.execute(
        "INSERT INTO event_person (event_id, person_id, hook, touch_id) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (event_id, person_id) DO UPDATE SET hook = excluded.hook,"
        " touch_id = coalesce(touch_id, excluded.touch_id)",
        (event_id, person_id, hook, touch_id),
    )


def take_out(db: Connection, event_id: EventId, person_id: PersonId) -> None:
    """Say that somebody was not met there after all."""
    db.execute(
        "DELETE FROM event_person WHERE event_id = ? AND person_id = ?", (event_id, person_id)
    )


def _event(row: tuple[int, int, str, str, str, int]) -> Event:
    return Event(
        id=EventId(row[0]),
        rev=row[1],
        name=row[2],
        held_on=date.fromisoformat(row[3]),
        place=row[4],
        people=row[5],
    )
