"""Rows of texts to people, and what they say of budget, replies and who waits."""

import json
from collections.abc import Mapping
from typing import Any

from infodesk.core.drafts import (
    Outreach,
    OutreachRow,
    OutreachState,
    ReplyCount,
    TextKind,
    WaitingRow,
)
from infodesk.core.errors import NoSuchRecord, StaleEdit
from infodesk.core.ids import CompanyId, OutreachId, PersonId
from infodesk.core.moments import from_text
from infodesk.core.outreach import Channel
from infodesk.store.opening import Connection

COLUMNS = frozenset(
    {
        *("channel", "kind", "template_id", "language", "subject", "text", "note", "message"),
        *("inmail", "state", "follows_id", "accepted", "touch_id", "handed_at", "sent_at"),
    }
)
"""Columns that `change` may set."""

FITTED = {
    Channel.LINKEDIN_NOTE: "note",
    Channel.LINKEDIN_MESSAGE: "message",
    Channel.INMAIL: "inmail",
}
"""The column of a channel that does not simply take the draft."""

_READ = (
    "SELECT id, rev, person_id, channel, kind, template_id, language, subject, text, note, message,"
    " inmail, state, follows_id, accepted, updated_at, sent_at FROM outreach"
)


def get(db: Connection, outreach_id: OutreachId) -> Outreach:
    """Return a text; NoSuchRecord if there is none."""
    row = db.execute(f"{_READ} WHERE id = ?", (outreach_id,)).fetchone()
    if row is None:
        raise NoSuchRecord()
    return _outreach(row)


def open_draft(db: Connection, person_id: PersonId, kind: TextKind | None) -> Outreach | None:
    """Return the newest text to a person that was not sent, of `kind` if one is given."""
    row = db.execute(
        f"{_READ} WHERE person_id = ? AND state <> 'sent' AND (? IS NULL OR kind = ?)"
        " ORDER BY updated_at DESC, id DESC LIMIT 1",
        (person_id, kind, kind),
    ).fetchone()
    return _outreach(row) if row else None


def last_sent(db: Connection, person_id: PersonId) -> Outreach | None:
    """Return the text that was sent to a person last."""
    row = db.execute(
        f"{_READ} WHERE person_id = ? AND state = 'sent' ORDER BY sent_at DESC, id DESC LIMIT 1",
        (person_id,),
    ).fetchone()
    return _outreach(row) if row else None


def _outreach(row: Any) -> Outreach:
    fitted = zip(FITTED, row[9:12], strict=True)
    return Outreach(
        id=OutreachId(row[0]),
        rev=row[1],
        person_id=PersonId(row[2]),
        channel=Channel(row[3]),
        kind=TextKind(row[4]),
        template_id=row[5],
        language=row[6],
        subject=row[7],
        text=row[8],
        fitted={channel: text for channel, text in fitted if text is not None},
        state=OutreachState(row[12]),
        follows=row[13],
        accepted=frozenset(json.loads(row[14])),
        updated_at=from_text(row[15]),
        sent_at=from_text(row[16]) if row[16] else None,
    )


_ROW = (
    "SELECT outreach.id, person_id, name, company, channel, kind, state, subject,"
    " outreach.updated_at, sent_at FROM outreach JOIN person ON person.id = person_id"
    " WHERE deleted_at IS NULL AND state {which} ORDER BY outreach.updated_at DESC, outreach.id"
)


def open_rows(db: Connection) -> list[OutreachRow]:
    """Return the texts that were not sent, the newest first."""
    return [_listed(row) for row in db.execute(_ROW.format(which="<> 'sent'"))]


def count_open(db: Connection) -> int:
    """Return how many texts were not sent yet."""
    (number,) = db.execute("SELECT count(*) FROM outreach WHERE state <> 'sent'").fetchone()
    return int(number)


def _listed(row: Any) -> OutreachRow:
    return OutreachRow(
        id=OutreachId(row[0]),
        person_id=PersonId(row[1]),
        name=row[2],
        company=row[3],
        channel=Channel(row[4]),
        kind=TextKind(row[5]),
        state=OutreachState(row[6]),
        subject=row[7],
        updated_at=from_text(row[8]),
        sent_at=from_text(row[9]) if row[9] else None,
    )


# Who was asked and how it went


# Written so that the index of those who are not spotted can answer it.
_SHORTLISTED = "stage <> 'spotted' AND stage = 'shortlisted'"


def shortlisted(db: Connection, limit: int) -> list[PersonId]:
    """Return who is shortlisted and may be written to, whoever was to be written to first first."""
    found = db.execute(
        f"SELECT id FROM approachable WHERE {_SHORTLISTED}"
        " ORDER BY next_step_on IS NULL, next_step_on, sort_key LIMIT ?",
        (limit,),
    )
    return [PersonId(row[0]) for row in found]


def count_shortlisted(db: Connection) -> int:
    """Return how many people are shortlisted and may be written to."""
    (count,) = db.execute(f"SELECT count(*) FROM approachable WHERE {_SHORTLISTED}").fetchone()
    return int(count)


_SINCE = (
    "SELECT count(*), max(happened_at) FROM touch WHERE person_id = ? AND direction = 'out'"
    " AND happened_at >= coalesce((SELECT max(happened_at) FROM touch WHERE person_id = ?"
    " AND direction = 'in'), '')"
)


def unanswered(db: Connection, person_id: PersonId) -> tuple[int, str | None]:
    """Return how many texts of mine they have not answered, and the newest one's moment."""
    count, newest = db.execute(_SINCE, (person_id, person_id)).fetchone()
    return int(count), newest


def waiting(db: Connection) -> list[WaitingRow]:
    """Return who was asked and has not answered, the longest waiting first."""
    return [
        WaitingRow(
            person_id=PersonId(row[0]),
            name=row[1],
            company=row[2],
            sent_at=from_text(row[4]),
            channel=Channel(row[5]) if row[5] else None,
            times=row[3],
        )
        for row in db.execute(
            "SELECT person.id, name, company, count(touch.id), max(happened_at),"
            " (SELECT channel FROM outreach WHERE outreach.person_id = person.id"
            " AND state = 'sent' ORDER BY sent_at DESC, outreach.id DESC LIMIT 1)"
            " FROM person JOIN touch ON touch.person_id = person.id AND direction = 'out'"
            " AND happened_at >= coalesce((SELECT max(answer.happened_at) FROM touch AS answer"
            " WHERE answer.person_id = person.id AND answer.direction = 'in'), '')"
            " WHERE stage <> 'spotted' AND stage = 'asked' AND deleted_at IS NULL"
            " GROUP BY person.id ORDER BY max(happened_at), sort_key"
        )
    ]


def had_contact(db: Connection, person_id: PersonId) -> bool:
    """Say whether anything ever passed between you and a person."""
    row = db.execute("SELECT 1 FROM touch WHERE person_id = ? LIMIT 1", (person_id,)).fetchone()
    return row is not None


def follow_ups_sent(db: Connection, person_id: PersonId) -> int:
    """Return how many follow-ups a person got since they last answered.

    Composed here, or only logged: then the step that planned it was done.
    """
    (count,) = db.execute(
        "SELECT max("
        " (SELECT count(*) FROM outreach WHERE person_id = ?1 AND state = 'sent'"
        " AND kind = 'follow-up' AND sent_at >= answered),"
        " (SELECT count(*) FROM next_step WHERE person_id = ?1 AND outcome = 'done'"
        " AND kind = 'follow-up' AND closed_at >= answered))"
        " FROM (SELECT coalesce(max(happened_at), '') AS answered FROM touch"
        " WHERE person_id = ?1 AND direction = 'in')",
        (person_id,),
    ).fetchone()
    return int(count)


def written_at_company(
    db: Connection, company_id: CompanyId, but: PersonId, since: str
) -> str | None:
    """Return the name of somebody else at a company whom I wrote to since a moment."""
    row = db.execute(
        "SELECT name FROM person JOIN touch ON touch.person_id = person.id"
        " WHERE company_id = ? AND person.id <> ? AND deleted_at IS NULL AND direction = 'out'"
        " AND happened_at >= ? ORDER BY happened_at DESC LIMIT 1",
        (company_id, but, since),
    ).fetchone()
    return str(row[0]) if row else None


def invitation_notes(db: Connection, since: str) -> int:
    """Return how many invitations with a note went out since a moment, imported ones too."""
    (count,) = db.execute(
        "SELECT count(*) FROM touch WHERE kind = 'invitation' AND direction = 'out'"
        " AND text <> '' AND happened_at >= ?",
        (since,),
    ).fetchone()
    return int(count)


def reply_counts(db: Connection, by: str) -> list[ReplyCount]:
    """Return sent requests and how many people answered, `by` "channel" or "kind".

    Each person counts once a group: asking somebody again is no second chance to be answered.
    """
    if by not in ("channel", "kind"):
        raise KeyError(by)
    return [
        ReplyCount(group=row[0], sent=row[1], replied=row[2])
        for row in db.execute(
            f"SELECT {by}, count(*), sum(answered) FROM ("
            f" SELECT {by}, max(EXISTS (SELECT 1 FROM touch WHERE touch.person_id ="
            " outreach.person_id AND direction = 'in' AND happened_at >= sent_at)) AS answered"
            " FROM outreach WHERE state = 'sent' AND kind IN ('cold', 'alumni', 'event',"
            f" 'referral', 'second-degree', 'follow-up') GROUP BY {by}, person_id)"
            f" GROUP BY {by} ORDER BY count(*) DESC, {by}"
        )
    ]


def all_replies(db: Connection) -> ReplyCount:
    """Return how many people were asked, and how many of them answered."""
    row = db.execute(
        "SELECT count(*), coalesce(sum(answered), 0) FROM (SELECT max(EXISTS (SELECT 1 FROM touch"
        " WHERE touch.person_id = outreach.person_id AND direction = 'in'"
        " AND happened_at >= sent_at)) AS answered FROM outreach WHERE state = 'sent'"
        " AND kind IN ('cold', 'alumni', 'event', 'referral', 'second-degree', 'follow-up')"
        " GROUP BY person_id)"
    ).fetchone()
    return ReplyCount(group="all", sent=row[0], replied=row[1])


def names_of_others(
    db: Connection, but: PersonId, limit: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return companies and roles of the other people one writes to: a copied text may name them."""
    rows = db.execute(
        "SELECT company, title FROM person WHERE stage <> 'spotted' AND id <> ?"
        " AND deleted_at IS NULL ORDER BY +id DESC LIMIT ?",
        (but, limit),
    ).fetchall()
    companies = tuple(sorted({row[0] for row in rows if row[0]}))
    return companies, tuple(sorted({row[1] for row in rows if row[1]}))


def referrers(db: Connection, person_id: PersonId) -> list[tuple[str, bool]]:
    """Return who named a person to me, and whether I may say so; the newest first."""
    return [
        (row[0], bool(row[1]))
        for row in db.execute(
            "SELECT person.name, may_use_name FROM referral JOIN person ON person.id = referrer_id"
            " WHERE person_id = ? AND deleted_at IS NULL ORDER BY named_on DESC, referral.id DESC",
            (person_id,),
        )
    ]


def met_at(db: Connection, person_id: PersonId) -> tuple[str, str] | None:
    """Return the newest event where a person was met, and the hook noted there."""
    row = db.execute(
        "SELECT event.name, hook FROM event_person JOIN event ON event.id = event_id"
        " WHERE person_id = ? ORDER BY held_on DESC, event.id DESC LIMIT 1",
        (person_id,),
    ).fetchone()
    return (str(row[0]), str(row[1])) if row else None


# Writing: inside a transaction of the store


def insert(
    db: Connection, person_id: PersonId, values: Mapping[str, object], now: str
) -> OutreachId:
    """Add a text and return its id."""
    _refuse_unknown(values)
    row = {"person_id": person_id, **values, "created_at": now, "updated_at": now}
    names, gaps = ", ".join(row), ", ".join("?" * len(row))
    cursor = db.execute(f"INSERT INTO outreach ({names}) VALUES ({gaps})", (*row.values(),))
    return OutreachId(cursor.lastrowid)


def change(
    db: Connection,
    outreach_id: OutreachId,
    values: Mapping[str, object],
    now: str,
    rev: int | None = None,
) -> None:
    """Set columns of a text; raises StaleEdit or NoSuchRecord."""
    _refuse_unknown(values)
    pairs = "".join(f"{name} = ?, " for name in values)
    cursor = db.execute(
        f"UPDATE outreach SET {pairs}rev = rev + 1, updated_at = ?"
        " WHERE id = ? AND (? IS NULL OR rev = ?)",
        (*values.values(), now, outreach_id, rev, rev),
    )
    if cursor.rowcount == 0:
        get(db, outreach_id)
        raise StaleEdit()


def delete(db: Connection, outreach_id: OutreachId) -> None:
    """Remove a text."""
    db.execute("DELETE FROM outreach WHERE id = ?", (outreach_id,))


def _refuse_unknown(values: Mapping[str, object]) -> None:
    if unknown := values.keys() - COLUMNS:
        raise KeyError(*unknown)
