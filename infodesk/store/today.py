"""What the Today page reads: what comes up, what a card shows, what was done week by week."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from infodesk.core.ids import MeetingId, NextStepId, PersonId
from infodesk.core.moments import as_text, day_from_text, from_text
from infodesk.core.next_steps import OF_MEETING, StepKind
from infodesk.core.stages import Stage
from infodesk.core.today import Card, Due, Week
from infodesk.store.opening import Connection

_KINDS = {kind.value: kind for kind in StepKind}
_NO_CONTACT_NEEDED = ", ".join(
    f"'{kind}'" for kind in (StepKind.HAND, StepKind.PROMISE, *sorted(OF_MEETING))
)
# Written as the index is that answers it.
_STEPLESS = (
    "next_step_kind = '' AND stage <> 'spotted' AND stage <> 'closed' AND deleted_at IS NULL"
    " AND do_not_contact = 0"
)


def due_steps(db: Connection, until: date, now: datetime) -> list[Due]:
    """Return the open steps that come up until a day, those of no day last.

    Whoever is not to be contacted has only what needs no contact; a meeting that has begun needs
    no preparing. Steps whose hours matter have the day that their moment is in the zone of `now`.
    """
    rows = db.execute(
        "SELECT s.id, s.person_id, s.kind, coalesce(s.snoozed_until, s.due_on), s.due_at,"
        " s.meeting_id, s.snoozed_until IS NOT NULL"
        " FROM next_step s"
        " WHERE s.outcome = '' AND coalesce(s.snoozed_until, s.due_on) <= ?"
        # Not a join: reading 2,000 people takes ten times as long as these two small sets.
        " AND s.person_id NOT IN (SELECT id FROM person WHERE deleted_at IS NOT NULL)"
        f" AND (s.kind IN ({_NO_CONTACT_NEEDED})"
        " OR s.person_id NOT IN (SELECT id FROM person WHERE do_not_contact = 1))"
        " AND NOT (s.kind IN ('prepare', 'confirm') AND s.meeting_id IN"
        " (SELECT id FROM meeting WHERE starts_at <= ?))"
        " ORDER BY coalesce(s.snoozed_until, s.due_on), s.due_at IS NULL, s.due_at, s.id",
        ((until + timedelta(days=1)).isoformat(), as_text(now)),
    )
    return [_due(row, now.tzinfo) for row in rows]


def dayless_steps(db: Connection, limit: int) -> list[Due]:
    """Return open steps of no day, the newest first."""
    rows = db.execute(
        "SELECT s.id, s.person_id, s.kind, NULL, NULL, s.meeting_id, 0"
        " FROM next_step s CROSS JOIN person ON person.id = s.person_id"
        " WHERE s.outcome = '' AND coalesce(s.snoozed_until, s.due_on) IS NULL"
        " AND deleted_at IS NULL AND (do_not_contact = 0 OR s.promise_id IS NOT NULL)"
        " ORDER BY s.id DESC LIMIT ?",
        (limit,),
    )
    return [_due(row, None) for row in rows]


def _due(row: Any, zone: tzinfo | None) -> Due:
    step_id, person_id, kind, shown_on, due_at, meeting_id, snoozed = row
    at = from_text(due_at) if due_at else None
    day = at.astimezone(zone).date() if at and not snoozed else _day(shown_on)
    return Due(person_id, _KINDS[kind], step_id, meeting_id, day, at, bool(snoozed))


# Thousands of steps fall on some dozens of days.
_day = lru_cache(maxsize=512)(day_from_text)


def planned_meetings(db: Connection, now: datetime, days: int) -> list[Due]:
    """Return the planned meetings from now on that begin within so many days after today.

    `now` is in the zone of the computer; a meeting that is under way still counts.
    """
    until = datetime.combine(now.date() + timedelta(days=days + 1), time(), now.tzinfo)
    rows = db.execute(
        "SELECT m.id, m.person_id, m.starts_at, m.minutes FROM meeting m JOIN person"
        " ON person.id = m.person_id WHERE m.state = 'planned' AND deleted_at IS NULL"
        " AND m.starts_at >= ? AND m.starts_at < ? ORDER BY m.starts_at, m.id",
        (as_text(now - timedelta(days=1)), as_text(until)),
    )
    found = []
    for row in rows:
        starts_at = from_text(row[2])
        if starts_at + timedelta(minutes=row[3]) > now:
            day = starts_at.astimezone(now.tzinfo).date()
            found.append(Due(person_id=row[1], meeting_id=row[0], day=day, at=starts_at))
    return found


def stepless(db: Connection, limit: int) -> list[PersonId]:
    """Return people in the pipeline of whom nothing is planned, the longest quiet first."""
    rows = db.execute(
        f"SELECT id FROM person WHERE {_STEPLESS} ORDER BY last_touch_on, id LIMIT ?", (limit,)
    )
    return [PersonId(row[0]) for row in rows]


def count_stepless(db: Connection) -> int:
    """Return how many people in the pipeline have nothing planned."""
    (number,) = db.execute(f"SELECT count(*) FROM person WHERE {_STEPLESS}").fetchone()
    return int(number)


def cards(db: Connection, dues: Sequence[Due]) -> dict[tuple[int, int, int], Card]:
    """Return what is shown of these, by key; what is gone is left out."""
    people = {
        row[0]: row
        for row in _of(
            db,
            "SELECT id, name, title, company, stage, company_id, last_touch_on FROM person"
            " WHERE id IN ({gaps})",
            {due.person_id for due in dues},
        )
    }
    steps = {
        row[0]: row
        for row in _of(
            db,
            "SELECT id, text, turn FROM next_step WHERE id IN ({gaps})",
            {due.step_id for due in dues if due.step_id},
        )
    }
    meetings = {
        row[0]: row
        for row in _of(
            db,
            "SELECT id, starts_at, local_start, zone, minutes, place, (SELECT count(*) FROM"
            " meeting_question WHERE meeting_id = meeting.id), (SELECT count(*) FROM"
            " meeting_question WHERE meeting_id = meeting.id AND must_ask) FROM meeting"
            " WHERE id IN ({gaps})",
            {due.meeting_id for due in dues if due.meeting_id},
        )
    }
    found = {}
    for due in dues:
        person = people.get(due.person_id)
        if person is None or (due.step_id and due.step_id not in steps):
            continue
        step = steps.get(due.step_id) if due.step_id else None
        asked = _last_out(db, due.person_id) if due.kind in _ASKED else None
        second = (
            _second_person(db, due.person_id, person[5])
            if due.kind is StepKind.SECOND_PERSON and person[5]
            else None
        )
        meeting = meetings.get(due.meeting_id) if due.meeting_id else None
        found[due.key] = Card(
            due=due,
            name=person[1],
            title=person[2],
            company=person[3],
            stage=Stage(person[4]),
            last_touch_on=day_from_text(person[6]),
            text=step[1] if step else "",
            turn=step[2] if step else 1,
            asked_on=from_text(asked[0]).astimezone().date() if asked else None,
            asked_by=asked[1] if asked else "",
            second_id=second[0] if second else None,
            second_name=second[1] if second else "",
            starts_at=from_text(meeting[1]) if meeting else None,
            local_start=datetime.fromisoformat(meeting[2]) if meeting else None,
            zone=meeting[3] if meeting else "",
            minutes=meeting[4] if meeting else 0,
            place=meeting[5] if meeting else "",
            questions=meeting[6] if meeting else 0,
            must_ask=meeting[7] if meeting else 0,
        )
    return found


_ASKED = frozenset(
    {StepKind.SECOND_PERSON, StepKind.FOLLOW_UP, StepKind.CLOSE_KINDLY, StepKind.ASK_AGAIN}
)


def _of(db: Connection, query: str, ids: Iterable[int]) -> Iterable[Any]:
    chosen = sorted(ids)
    if not chosen:
        return ()
    found: Iterable[Any] = db.execute(query.format(gaps=", ".join("?" * len(chosen))), chosen)
    return found


def _last_out(db: Connection, person_id: PersonId) -> Any:
    return db.execute(
        "SELECT happened_at, kind FROM touch WHERE person_id = ? AND direction = 'out'"
        " ORDER BY happened_at DESC, id DESC LIMIT 1",
        (person_id,),
    ).fetchone()


def _second_person(db: Connection, person_id: PersonId, company_id: int) -> Any:
    """Return somebody else at the same company whom one has not asked yet."""
    return db.execute(
        "SELECT id, name FROM person WHERE company_id = ?1 AND id <> ?2 AND deleted_at IS NULL"
        " AND do_not_contact = 0 AND stage IN ('shortlisted', 'spotted')"
        " ORDER BY stage, strength IS NULL, strength DESC, sort_key LIMIT 1",
        (company_id, person_id),
    ).fetchone()


def others_asked(
    db: Connection, person_id: PersonId, since: date
) -> list[tuple[PersonId, str, datetime]]:
    """Return who else at a person's company was written to since a day, the latest first."""
    start = as_text(datetime.combine(since, time(), UTC))
    rows = db.execute(
        "SELECT other.id, other.name, max(happened_at) FROM person me JOIN person other"
        " ON other.company_id = me.company_id AND other.id <> me.id AND other.deleted_at IS NULL"
        " JOIN touch ON touch.person_id = other.id AND direction = 'out' AND happened_at >= ?2"
        " WHERE me.id = ?1 GROUP BY other.id ORDER BY max(happened_at) DESC",
        (person_id, start),
    )
    return [(PersonId(row[0]), row[1], from_text(row[2])) for row in rows]


def weeks(db: Connection, now: datetime, count: int) -> list[Week]:
    """Return what was done in each of the last weeks, this one last.

    What was imported does not count, and people count rather than messages.
    """
    this = now.date() - timedelta(days=now.weekday())
    mondays = [this - timedelta(weeks=back) for back in range(count - 1, -1, -1)]
    return [_week(db, monday, now.tzinfo) for monday in mondays]


def _week(db: Connection, monday: date, zone: tzinfo | None) -> Week:
    start, end = (
        as_text(datetime.combine(day, time(), zone)) for day in (monday, monday + timedelta(days=7))
    )
    row = db.execute(
        "SELECT count(DISTINCT person_id) FILTER (WHERE purpose = 'request'),"
        " count(DISTINCT person_id) FILTER (WHERE direction = 'in'),"
        " count(DISTINCT person_id) FILTER (WHERE kind = 'meeting'), count(*)"
        " FROM touch WHERE source IN ('hand', 'sample') AND happened_at >= ? AND happened_at < ?",
        (start, end),
    ).fetchone()
    (referrals,) = db.execute(
        "SELECT count(*) FROM referral WHERE named_on >= ? AND named_on < ?",
        (monday.isoformat(), (monday + timedelta(days=7)).isoformat()),
    ).fetchone()
    return Week(
        monday=monday,
        asked=row[0],
        replied=row[1],
        met=row[2],
        touches=row[3],
        referrals=referrals,
    )


def first_mark_text(db: Connection, meeting_id: MeetingId) -> str:
    """Return the private notes of a meeting, to look for a mark in."""
    row = db.execute("SELECT body FROM note WHERE meeting_id = ?", (meeting_id,)).fetchone()
    return str(row[0]) if row else ""


def ids_of(dues: Sequence[Due]) -> list[NextStepId]:
    """Return the steps among these."""
    return [due.step_id for due in dues if due.step_id is not None]
