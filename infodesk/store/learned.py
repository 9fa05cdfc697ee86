"""Rows of what meetings left behind: insights, promises, referrals, reviewed marks, debriefs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from infodesk.core.errors import NoSuchRecord
from infodesk.core.ids import (
    InsightId,
    MarkId,
    MeetingId,
    PersonId,
    PromiseId,
    ReferralId,
)
from infodesk.core.learned import Debrief, Helper, Insight, InsightKind, Promise, Referral
from infodesk.core.marks import MarkKind
from infodesk.core.moments import day_from_text
from infodesk.core.review import Outcome, ReviewedMark
from infodesk.store.opening import Connection

_CHANGEABLE = {
    "insight": frozenset({"kind", "statement", "theme", "quote", "my_view"}),
    "promise": frozenset({"text", "by_me", "due_on", "done_on"}),
    "referral": frozenset({"may_use_name", "text"}),
}


# Insights


def insights(
    db: Connection, *, meeting_id: MeetingId | None = None, person_id: PersonId | None = None
) -> list[Insight]:
    """Return the insights of a meeting or of a person, the newest meeting's first."""
    return [
        _insight(row)
        for row in db.execute(
            "SELECT id, rev, kind, statement, theme, quote, person_id, meeting_id, said_on, my_view"
            " FROM insight WHERE (?1 IS NULL OR meeting_id = ?1) AND (?2 IS NULL OR person_id = ?2)"
            " ORDER BY said_on DESC, id",
            (meeting_id, person_id),
        )
    ]


def _insight(row: Any) -> Insight:
    return Insight(
        id=InsightId(row[0]),
        rev=row[1],
        kind=InsightKind(row[2]),
        statement=row[3],
        theme=row[4],
        quote=row[5],
        person_id=PersonId(row[6]) if row[6] else None,
        meeting_id=MeetingId(row[7]) if row[7] else None,
        said_on=day_from_text(row[8]),
        my_view=bool(row[9]),
    )


def add_insight(db: Connection, values: Mapping[str, object]) -> InsightId:
    """Add an insight from column values and return its id."""
    return InsightId(_insert(db, "insight", values))


# Promises


def promises(
    db: Connection, *, meeting_id: MeetingId | None = None, person_id: PersonId | None = None
) -> list[Promise]:
    """Return the promises of a meeting or with a person, open ones first, by day."""
    return [
        _promise(row)
        for row in db.execute(
            f"{_PROMISE} WHERE (?1 IS NULL OR meeting_id = ?1) AND (?2 IS NULL OR person_id = ?2)"
            " ORDER BY done_on IS NOT NULL, due_on IS NULL, due_on, id",
            (meeting_id, person_id),
        )
    ]


def promise(db: Connection, promise_id: PromiseId) -> Promise:
    """Return a promise; NoSuchRecord if there is none."""
    row = db.execute(f"{_PROMISE} WHERE id = ?", (promise_id,)).fetchone()
    if row is None:
        raise NoSuchRecord()
    return _promise(row)


_PROMISE = "SELECT id, rev, person_id, by_me, text, due_on, done_on, meeting_id FROM promise"


def _promise(row: Any) -> Promise:
    return Promise(
        id=PromiseId(row[0]),
        rev=row[1],
        person_id=PersonId(row[2]),
        by_me=bool(row[3]),
        text=row[4],
        due_on=day_from_text(row[5]),
        done_on=day_from_text(row[6]),
        meeting_id=MeetingId(row[7]) if row[7] else None,
    )


def add_promise(db: Connection, values: Mapping[str, object]) -> PromiseId:
    """Add a promise from column values and return its id."""
    return PromiseId(_insert(db, "promise", values))


# Referrals


def referrals(
    db: Connection,
    *,
    meeting_id: MeetingId | None = None,
    referrer_id: PersonId | None = None,
    person_id: PersonId | None = None,
) -> list[Referral]:
    """Return the referrals of a meeting, by a person or to a person; not of those in the trash."""
    return [
        _referral(row)
        for row in db.execute(
            f"{_REFERRAL} WHERE them.deleted_at IS NULL AND by.deleted_at IS NULL"
            " AND (?1 IS NULL OR r.meeting_id = ?1) AND (?2 IS NULL OR r.referrer_id = ?2)"
            " AND (?3 IS NULL OR r.person_id = ?3) ORDER BY r.named_on DESC, r.id",
            (meeting_id, referrer_id, person_id),
        )
    ]


_REFERRAL = (
    "SELECT r.id, r.rev, r.person_id, them.name, them.title, them.company, r.referrer_id, by.name,"
    " r.may_use_name, r.text, r.named_on, r.meeting_id FROM referral r"
    " JOIN person them ON them.id = r.person_id JOIN person by ON by.id = r.referrer_id"
)


def _referral(row: Any) -> Referral:
    return Referral(
        id=ReferralId(row[0]),
        rev=row[1],
        person_id=PersonId(row[2]),
        person_name=row[3],
        person_role=", ".join(part for part in (row[4], row[5]) if part),
        referrer_id=PersonId(row[6]),
        referrer_name=row[7],
        may_use_name=bool(row[8]),
        text=row[9],
        named_on=day_from_text(row[10]),
        meeting_id=MeetingId(row[11]) if row[11] else None,
    )


def add_referral(db: Connection, values: Mapping[str, object]) -> ReferralId:
    """Add a referral from column values and return its id."""
    return ReferralId(_insert(db, "referral", values))


# Reviewed marks


def reviewed(db: Connection, meeting_id: MeetingId) -> list[ReviewedMark]:
    """Return the marks of a meeting that were decided about, in the order of deciding."""
    return [
        ReviewedMark(
            id=MarkId(row[0]),
            kind=MarkKind(row[1]),
            text=row[2],
            outcome=Outcome(row[3]),
            insight_id=row[4],
            promise_id=row[5],
            referral_id=row[6],
        )
        for row in db.execute(
            "SELECT id, kind, text, outcome, insight_id, promise_id, referral_id"
            " FROM reviewed_mark WHERE meeting_id = ? ORDER BY id",
            (meeting_id,),
        )
    ]


def add_mark(db: Connection, values: Mapping[str, object]) -> MarkId:
    """Note what was decided about a mark and return its id."""
    return MarkId(_insert(db, "reviewed_mark", values))


def remove(db: Connection, table: str, record_id: int) -> None:
    """Remove an insight, promise, referral or reviewed mark; NoSuchRecord if it is gone."""
    if table not in (*_CHANGEABLE, "reviewed_mark"):
        raise KeyError(table)
    if db.execute(f'DELETE FROM "{table}" WHERE id = ?', (record_id,)).rowcount == 0:
        raise NoSuchRecord()


def change(db: Connection, table: str, record_id: int, values: Mapping[str, object]) -> None:
    """Set columns of an insight, promise or referral; NoSuchRecord if it is gone."""
    if unknown := values.keys() - _CHANGEABLE[table]:
        raise KeyError(*unknown)
    pairs = "".join(f"{name} = ?, " for name in values)
    cursor = db.execute(
        f'UPDATE "{table}" SET {pairs}rev = rev + 1 WHERE id = ?', (*values.values(), record_id)
    )
    if cursor.rowcount == 0:
        raise NoSuchRecord()


def _insert(db: Connection, table: str, values: Mapping[str, object]) -> int:
    names, gaps = ", ".join(values), ", ".join("?" * len(values))
    cursor = db.execute(f'INSERT INTO "{table}" ({names}) VALUES ({gaps})', (*values.values(),))
    return int(cursor.lastrowid)


# Debriefs


def debrief(db: Connection, meeting_id: MeetingId) -> Debrief:
    """Return the debrief of a meeting, an empty one if there is none."""
    row = db.execute(
        "SELECT learned, surprised, fits, energy, next FROM debrief WHERE meeting_id = ?",
        (meeting_id,),
    ).fetchone()
    if row is None:
        return Debrief()
    return Debrief(learned=row[0], surprised=row[1], fits=row[2], energy=row[3], next=row[4])


def write_debrief(
    db: Connection, meeting_id: MeetingId, name: str, value: object, now: str
) -> None:
    """Set one answer of a meeting's debrief."""
    if name not in Debrief.__dataclass_fields__:
        raise KeyError(name)
    # Not an upsert: its conflict clause would replace those of the triggers.
    cursor = db.execute(
        f'UPDATE debrief SET "{name}" = ?, rev = rev + 1, updated_at = ? WHERE meeting_id = ?',
        (value, now, meeting_id),
    )
    if cursor.rowcount == 0:
        values = {"meeting_id": meeting_id, name: value, "updated_at": now}
        _insert(db, "debrief", values)


# Who helped


def helpers(db: Connection) -> list[Helper]:
    """Return everybody who met me, named somebody or kept a promise; those not told first.

    Told is who was sent an update since they helped last. Whoever is not to be contacted is not
    among them.
    """
    found = db.execute(
        "WITH help (person_id, day, met, named, kept) AS ("
        " SELECT person_id, substr(starts_at, 1, 10), 1, 0, 0 FROM meeting WHERE state = 'held'"
        " UNION ALL SELECT referrer_id, named_on, 0, 1, 0 FROM referral"
        " UNION ALL SELECT person_id, done_on, 0, 0, 1 FROM promise"
        "  WHERE NOT by_me AND done_on IS NOT NULL)"
        " SELECT person.id, name, title, company, sum(met), sum(named), sum(kept),"
        " coalesce(max(day), substr(person.created_at, 1, 10)) AS last,"
        " (SELECT max(substr(sent_at, 1, 10)) FROM outreach WHERE outreach.person_id = person.id"
        "  AND kind = 'update' AND state = 'sent') AS told"
        " FROM help JOIN approachable person ON person.id = help.person_id"
        " GROUP BY person.id ORDER BY coalesce(told >= last, 0), last DESC, person.id"
    )
    return [
        Helper(
            person_id=PersonId(row[0]),
            name=row[1],
            role=", ".join(part for part in (row[2], row[3]) if part),
            meetings=row[4],
            referrals=row[5],
            promises_kept=row[6],
            last_help_on=date.fromisoformat(row[7]),
            told_on=day_from_text(row[8]),
        )
        for row in found
    ]
