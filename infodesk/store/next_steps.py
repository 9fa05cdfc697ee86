"""Rows of next steps; triggers keep the earliest open one in the person's row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from infodesk.core.errors import NoSuchRecord, StaleEdit
from infodesk.core.ids import MeetingId, NextStepId, PersonId, PromiseId
from infodesk.core.moments import as_text, day_from_text, from_text
from infodesk.core.next_steps import NextStep, Outcome, StepDraft, StepKind
from infodesk.store.opening import Connection

COLUMNS = frozenset(
    {"kind", "text", "due_on", "due_at", "snoozed_until", "outcome", "reason", "closed_at"}
)
"""Columns that `change` may set."""

_READ = (
    "SELECT id, rev, person_id, kind, text, due_on, due_at, snoozed_until, meeting_id, promise_id,"
    " turn, outcome, reason, closed_at, created_at FROM next_step"
)


def get(db: Connection, step_id: NextStepId) -> NextStep:
    """Return a step; NoSuchRecord if there is none."""
    row = db.execute(f"{_READ} WHERE id = ?", (step_id,)).fetchone()
    if row is None:
        raise NoSuchRecord()
    return _step(row)


def open_steps(db: Connection, person_id: PersonId) -> list[NextStep]:
    """Return a person's open steps, the earliest first; those without a day last."""
    return [
        _step(row)
        for row in db.execute(
            f"{_READ} WHERE person_id = ? AND outcome = ''"
            " ORDER BY coalesce(snoozed_until, due_on) IS NULL, coalesce(snoozed_until, due_on),"
            " due_at IS NULL, due_at, id",
            (person_id,),
        )
    ]


def first_open(db: Connection, person_id: PersonId) -> NextStep | None:
    """Return the step that a person's row shows, None if there is none."""
    steps = open_steps(db, person_id)
    return steps[0] if steps else None


def closed_steps(db: Connection, person_id: PersonId) -> list[NextStep]:
    """Return a person's closed steps, the newest first."""
    return [
        _step(row)
        for row in db.execute(
            f"{_READ} WHERE person_id = ? AND outcome <> '' ORDER BY closed_at DESC, id DESC",
            (person_id,),
        )
    ]


def of_promise(db: Connection, promise_id: PromiseId) -> list[NextStep]:
    """Return the steps that a promise brought, open and closed."""
    found = db.execute(f"{_READ} WHERE promise_id = ? ORDER BY id", (promise_id,))
    return [_step(row) for row in found]


def of_meeting(db: Connection, meeting_id: MeetingId) -> list[NextStep]:
    """Return the steps that a meeting brought, open and closed."""
    found = db.execute(f"{_READ} WHERE meeting_id = ? ORDER BY id", (meeting_id,))
    return [_step(row) for row in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStep:
    """A step as a calendar shows it, on the day on which it comes up."""

    day: date
    kind: StepKind
    text: str
    person_id: PersonId
    person_name: str
    meeting_id: MeetingId | None


def between(db: Connection, first: date, before: date, limit: int) -> list[DayStep]:
    """Return the open steps that come up in [first, before), the earliest first.

    Whoever is not to be contacted has only what needs no contact, as on Today.
    """
    rows = db.execute(
        "SELECT coalesce(s.snoozed_until, s.due_on), s.kind, s.text, s.person_id, person.name,"
        " s.meeting_id FROM next_step s CROSS JOIN person ON person.id = s.person_id"
        " WHERE s.outcome = '' AND coalesce(s.snoozed_until, s.due_on) >= ?"
        " AND coalesce(s.snoozed_until, s.due_on) < ? AND deleted_at IS NULL"
        " AND (do_not_contact = 0 OR s.kind IN"
        " ('hand', 'promise', 'prepare', 'confirm', 'how-did-it-go'))"
        " ORDER BY coalesce(s.snoozed_until, s.due_on), s.due_at IS NULL, s.due_at, s.id LIMIT ?",
        (first.isoformat(), before.isoformat(), limit),
    )
    return [
        DayStep(
            day=date.fromisoformat(row[0]),
            kind=StepKind(row[1]),
            text=row[2],
            person_id=PersonId(row[3]),
            person_name=row[4],
            meeting_id=None if row[5] is None else MeetingId(row[5]),
        )
        for row in rows
    ]


def _step(row: Any) -> NextStep:
    return NextStep(
        id=NextStepId(row[0]),
        rev=row[1],
        person_id=PersonId(row[2]),
        kind=StepKind(row[3]),
        text=row[4],
        due_on=day_from_text(row[5]),
        due_at=from_text(row[6]) if row[6] else None,
        snoozed_until=day_from_text(row[7]),
        meeting_id=None if row[8] is None else MeetingId(row[8]),
        promise_id=row[9],
        turn=row[10],
        outcome=Outcome(row[11]),
        reason=row[12],
        closed_at=from_text(row[13]) if row[13] else None,
        created_at=from_text(row[14]),
    )


# Writing: inside a transaction of the store


def insert(db: Connection, person_id: PersonId, draft: StepDraft, now: str) -> NextStepId:
    """Plan a step and return its id."""
    cursor = db.execute(
        "INSERT INTO next_step (person_id, meeting_id, promise_id, kind, text, due_on, due_at,"
        " turn, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            person_id,
            draft.meeting_id,
            draft.promise_id,
            draft.kind.value,
            draft.text,
            _day(draft.due_on),
            as_text(draft.due_at) if draft.due_at else None,
            draft.turn,
            now,
        ),
    )
    return NextStepId(cursor.lastrowid)


def change(
    db: Connection, step_id: NextStepId, values: Mapping[str, object], rev: int | None = None
) -> None:
    """Set columns of a step; raises StaleEdit or NoSuchRecord."""
    if unknown := values.keys() - COLUMNS:
        raise KeyError(*unknown)
    pairs = "".join(f"{name} = ?, " for name in values)
    cursor = db.execute(
        f"UPDATE next_step SET {pairs}rev = rev + 1 WHERE id = ? AND (? IS NULL OR rev = ?)",
        (*values.values(), step_id, rev, rev),
    )
    if cursor.rowcount == 0:
        get(db, step_id)
        raise StaleEdit()


def close(
    db: Connection, step_id: NextStepId, outcome: Outcome, now: str, reason: str = ""
) -> None:
    """Close a step; NoSuchRecord if it is gone."""
    change(db, step_id, {"outcome": outcome.value, "reason": reason, "closed_at": now})


def close_kinds(
    db: Connection, person_id: PersonId, kinds: Iterable[StepKind], outcome: Outcome, now: str
) -> int:
    """Close every open step of these kinds; return how many there were."""
    names = sorted(kind.value for kind in kinds)
    cursor = db.execute(
        "UPDATE next_step SET outcome = ?, closed_at = ?, rev = rev + 1"
        f" WHERE person_id = ? AND outcome = '' AND kind IN ({', '.join('?' * len(names))})",
        (outcome.value, now, person_id, *names),
    )
    return int(cursor.rowcount)


def close_of_meeting(
    db: Connection,
    meeting_id: MeetingId,
    kinds: Iterable[StepKind],
    outcome: Outcome,
    now: str,
) -> int:
    """Close the open steps of these kinds that a meeting brought; return how many there were."""
    names = sorted(kind.value for kind in kinds)
    cursor = db.execute(
        "UPDATE next_step SET outcome = ?, closed_at = ?, rev = rev + 1"
        f" WHERE meeting_id = ? AND outcome = '' AND kind IN ({', '.join('?' * len(names))})",
        (outcome.value, now, meeting_id, *names),
    )
    return int(cursor.rowcount)


def has_open(db: Connection, person_id: PersonId, kinds: Iterable[StepKind]) -> bool:
    """Say whether a person has an open step of one of these kinds."""
    names = sorted(kind.value for kind in kinds)
    found = db.execute(
        "SELECT 1 FROM next_step WHERE person_id = ? AND outcome = ''"
        f" AND kind IN ({', '.join('?' * len(names))})",
        (person_id, *names),
    )
    return found.fetchone() is not None


def reschedule(db: Connection, steps: Sequence[NextStepId], due_on: date) -> None:
    """Give open steps another day; a snooze ends with it."""
    db.executemany(
        "UPDATE next_step SET due_on = ?, snoozed_until = NULL, rev = rev + 1 WHERE id = ?",
        [(due_on.isoformat(), step_id) for step_id in steps],
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
