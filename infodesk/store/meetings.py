"""Rows of meetings, their questions and answers, and private notes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from infodesk.core.errors import NoSuchRecord, StaleEdit
from infodesk.core.ids import (
    IntroductionId,
    MeetingId,
    OwnQuestionId,
    PersonId,
    QuestionId,
)
from infodesk.core.meetings import Meeting, MeetingQuestion, MeetingRow, MeetingState
from infodesk.core.moments import day_from_text, from_text
from infodesk.store.opening import Connection

COLUMNS = frozenset(
    {
        "local_start",
        "zone",
        "starts_at",
        "minutes",
        "place",
        "goal",
        "state",
        "introduction_id",
        "confirmed_on",
        "began_at",
    }
)
"""Columns that `change` may set."""

QUESTION_COLUMNS = frozenset({"text", "must_ask", "asked", "answer"})
"""Columns that `change_question` may set."""


def get(db: Connection, meeting_id: MeetingId) -> Meeting:
    """Return a meeting with its questions and notes; NoSuchRecord if there is none."""
    row = db.execute(
        "SELECT meeting.rev, person_id, person.name, local_start, zone, starts_at, minutes, place,"
        " goal, state, introduction_id, confirmed_on, began_at, meeting.uid"
        " FROM meeting JOIN person ON person.id = person_id WHERE meeting.id = ?",
        (meeting_id,),
    ).fetchone()
    if row is None:
        raise NoSuchRecord()
    return Meeting(
        id=meeting_id,
        rev=row[0],
        person_id=PersonId(row[1]),
        person_name=row[2],
        local_start=datetime.fromisoformat(row[3]),
        zone=row[4],
        starts_at=from_text(row[5]),
        minutes=row[6],
        place=row[7],
        goal=row[8],
        state=MeetingState(row[9]),
        introduction_id=IntroductionId(row[10]) if row[10] else None,
        confirmed_on=day_from_text(row[11]),
        began_at=from_text(row[12]) if row[12] else None,
        uid=row[13],
        questions=questions(db, meeting_id),
        notes=notes(db, meeting_id),
    )


def shareable(db: Connection, meetings: Sequence[MeetingId]) -> list[MeetingId]:
    """Return those of `meetings` that a file for others may hold, in their order."""
    found = db.execute("SELECT meeting.id FROM meeting JOIN shareable ON shareable.id = person_id")
    kept = {row[0] for row in found}
    return [one for one in meetings if one in kept]


def questions(db: Connection, meeting_id: MeetingId) -> tuple[MeetingQuestion, ...]:
    """Return the questions of a meeting in the order to ask them."""
    return tuple(
        MeetingQuestion(
            id=QuestionId(row[0]),
            rev=row[1],
            place=row[2],
            text=row[3],
            must_ask=bool(row[4]),
            asked=bool(row[5]),
            answer=row[6],
            bank_code=row[7],
            own_id=OwnQuestionId(row[8]) if row[8] else None,
        )
        for row in db.execute(
            "SELECT id, rev, place, text, must_ask, asked, answer, bank_code, question_id"
            " FROM meeting_question"
            " WHERE meeting_id = ? ORDER BY place, id",
            (meeting_id,),
        )
    )


def notes(db: Connection, meeting_id: MeetingId) -> str:
    """Return the private notes of a meeting as typed, empty for none."""
    row = db.execute("SELECT body FROM note WHERE meeting_id = ?", (meeting_id,)).fetchone()
    return str(row[0]) if row else ""


def person_notes(db: Connection, person_id: PersonId) -> str:
    """Return the private notes about a person that belong to no meeting, as typed."""
    row = db.execute(
        "SELECT body FROM note WHERE person_id = ? AND +meeting_id IS NULL ORDER BY id LIMIT 1",
        (person_id,),
    ).fetchone()
    return str(row[0]) if row else ""


def find_ids(
    db: Connection,
    *,
    person_id: PersonId | None = None,
    from_: str | None = None,
    before: str | None = None,
    newest_first: bool = False,
) -> list[MeetingId]:
    """Return ids of meetings that start in [from_, before), UTC texts; None for no bound.

    Meetings of people in the trash are left out.
    """
    order = "DESC" if newest_first else "ASC"
    return [
        MeetingId(row[0])
        for row in db.execute(
            "SELECT meeting.id FROM meeting JOIN person ON person.id = person_id"
            " WHERE deleted_at IS NULL AND (?1 IS NULL OR person_id = ?1)"
            " AND (?2 IS NULL OR starts_at >= ?2) AND (?3 IS NULL OR starts_at < ?3)"
            f" ORDER BY starts_at {order}, meeting.id {order}",
            (person_id, from_, before),
        )
    ]


def planned_of(db: Connection, person_id: PersonId) -> list[MeetingId]:
    """Return the meetings with a person that are still to be held, the earliest first."""
    found = db.execute(
        "SELECT id FROM meeting WHERE person_id = ? AND state = 'planned' ORDER BY starts_at, id",
        (person_id,),
    )
    return [MeetingId(row[0]) for row in found]


def last_zone(db: Connection, person_id: PersonId) -> str | None:
    """Return the zone of the last meeting with a person, None for no meeting."""
    row = db.execute(
        "SELECT zone FROM meeting WHERE person_id = ? ORDER BY starts_at DESC, id DESC LIMIT 1",
        (person_id,),
    ).fetchone()
    return str(row[0]) if row else None


def has_planned(db: Connection, person_id: PersonId) -> bool:
    """Say whether a meeting with a person is still to be held."""
    return bool(planned_of(db, person_id))


def load_rows(db: Connection, ids: Sequence[MeetingId]) -> dict[MeetingId, MeetingRow]:
    """Return what a list shows of the meetings with `ids`."""
    gaps = ", ".join("?" * len(ids))
    return {
        row[0]: MeetingRow(
            id=row[0],
            person_id=PersonId(row[1]),
            person_name=row[2],
            title=row[3],
            company=row[4],
            local_start=datetime.fromisoformat(row[5]),
            zone=row[6],
            starts_at=from_text(row[7]),
            minutes=row[8],
            place=row[9],
            state=MeetingState(row[10]),
            questions=row[11],
            asked=row[12],
            has_notes=bool(row[13]),
        )
        for row in db.execute(
            "SELECT m.id, person_id, person.name, title, company, local_start, zone, starts_at,"
            " minutes, place, state,"
            " (SELECT count(*) FROM meeting_question WHERE meeting_id = m.id),"
            " (SELECT count(*) FROM meeting_question WHERE meeting_id = m.id AND asked),"
            " EXISTS (SELECT 1 FROM note WHERE meeting_id = m.id AND body <> '')"
            f" FROM meeting m JOIN person ON person.id = person_id WHERE m.id IN ({gaps})",
            (*ids,),
        )
    }


# Writing: inside a transaction of the store


def insert(db: Connection, values: Mapping[str, object], now: str) -> MeetingId:
    """Add a meeting from column values and return its id."""
    row = {"uid": uuid4().hex, **values, "created_at": now, "updated_at": now}
    names, gaps = ", ".join(row), ", ".join("?" * len(row))
    cursor = db.execute(f"INSERT INTO meeting ({names}) VALUES ({gaps})", (*row.values(),))
    return MeetingId(cursor.lastrowid)


def change(
    db: Connection,
    meeting_id: MeetingId,
    values: Mapping[str, object],
    now: str,
    rev: int | None,
) -> None:
    """Set columns of a meeting; raises StaleEdit or NoSuchRecord."""
    if unknown := values.keys() - COLUMNS:
        raise KeyError(*unknown)
    pairs = "".join(f"{name} = ?, " for name in values)
    cursor = db.execute(
        f"UPDATE meeting SET {pairs}rev = rev + 1, updated_at = ?"
        " WHERE id = ? AND (? IS NULL OR rev = ?)",
        (*values.values(), now, meeting_id, rev, rev),
    )
    if cursor.rowcount == 0:
        get(db, meeting_id)
        raise StaleEdit()


def delete(db: Connection, meeting_id: MeetingId) -> None:
    """Remove a meeting with its questions and notes."""
    db.execute("DELETE FROM meeting WHERE id = ?", (meeting_id,))


def add_question(
    db: Connection,
    meeting_id: MeetingId,
    text: str,
    *,
    must_ask: bool = False,
    bank_code: str = "",
    own_id: OwnQuestionId | None = None,
) -> QuestionId:
    """Put a question at the end of a meeting's list; the last two say where in the bank it is."""
    cursor = db.execute(
        "INSERT INTO meeting_question (meeting_id, place, text, must_ask, bank_code, question_id)"
        " VALUES (?1,"
        " (SELECT coalesce(max(place), 0) + 1 FROM meeting_question WHERE meeting_id = ?1),"
        " ?2, ?3, ?4, ?5)",
        (meeting_id, text, must_ask, bank_code, own_id),
    )
    return QuestionId(cursor.lastrowid)


def change_question(db: Connection, question_id: QuestionId, values: Mapping[str, object]) -> None:
    """Set columns of a question on a meeting's list; NoSuchRecord if it is gone."""
    if unknown := values.keys() - QUESTION_COLUMNS:
        raise KeyError(*unknown)
    pairs = "".join(f"{name} = ?, " for name in values)
    cursor = db.execute(
        f"UPDATE meeting_question SET {pairs}rev = rev + 1 WHERE id = ?",
        (*values.values(), question_id),
    )
    if cursor.rowcount == 0:
        raise NoSuchRecord()


def delete_question(db: Connection, question_id: QuestionId) -> None:
    """Take a question off a meeting's list."""
    db.execute("DELETE FROM meeting_question WHERE id = ?", (question_id,))


def order_questions(db: Connection, meeting_id: MeetingId, ids: Iterable[QuestionId]) -> None:
    """Put a meeting's questions in the order of `ids`."""
    db.executemany(
        "UPDATE meeting_question SET place = ?, rev = rev + 1"
        " WHERE id = ? AND meeting_id = ? AND place <> ?",
        [(place, each, meeting_id, place) for place, each in enumerate(ids, start=1)],
    )


def write_notes(
    db: Connection, person_id: PersonId, meeting_id: MeetingId | None, body: str, now: str
) -> None:
    """Store private notes as typed, of a meeting or (None) about the person in general."""
    # The plus keeps SQLite from the index of meeting_id, where all notes without a meeting are one.
    row = db.execute(
        "SELECT id FROM note WHERE person_id = ? AND +meeting_id IS ? ORDER BY id LIMIT 1",
        (person_id, meeting_id),
    ).fetchone()
    if row:
        db.execute(
            "UPDATE note SET body = ?, rev = rev + 1, updated_at = ? WHERE id = ? AND body <> ?",
            (body, now, row[0], body),
        )
    elif body:
        db.execute(
            "INSERT INTO note (person_id, meeting_id, body, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (person_id, meeting_id, body, now, now),
        )
