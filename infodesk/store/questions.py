"""Rows of the question bank, and what was asked in other meetings."""

from collections.abc import Mapping

from infodesk.core.errors import NoSuchRecord, StaleEdit
from infodesk.core.ids import MeetingId, OwnQuestionId, PersonId
from infodesk.core.questions import BankQuestion, Letter, Level, RoleFamily, Theme
from infodesk.core.suggestions import AskedBefore
from infodesk.core.text import fold
from infodesk.store.opening import Connection

COLUMNS = frozenset({"text", "theme", "letter", "roles", "levels", "minutes", "archived"})
"""Columns that `change` may set."""

_SELECT = (
    "SELECT id, rev, text, theme, letter, roles, levels, minutes, copy_of, archived FROM question"
)


def find_all(db: Connection) -> tuple[BankQuestion, ...]:
    """Return all own questions, the newest first."""
    return tuple(_record(row) for row in db.execute(f"{_SELECT} ORDER BY id DESC"))


def get(db: Connection, own_id: OwnQuestionId) -> BankQuestion:
    """Return an own question; NoSuchRecord if there is none."""
    row = db.execute(f"{_SELECT} WHERE id = ?", (own_id,)).fetchone()
    if row is None:
        raise NoSuchRecord()
    return _record(row)


def copy_of(db: Connection, code: str) -> BankQuestion | None:
    """Return the own copy of a built-in question, None if there is none."""
    row = db.execute(f"{_SELECT} WHERE copy_of = ? ORDER BY id LIMIT 1", (code,)).fetchone()
    return _record(row) if row else None


def _record(row: tuple[int, int, str, str, str, str, str, int, str, int]) -> BankQuestion:
    return BankQuestion(
        own_id=OwnQuestionId(row[0]),
        rev=row[1],
        text=row[2],
        theme=Theme(row[3]) if row[3] in set(Theme) else None,
        letter=Letter(row[4]) if row[4] in set(Letter) else None,
        roles=frozenset(RoleFamily(one) for one in row[5].split() if one in set(RoleFamily)),
        levels=frozenset(Level(one) for one in row[6].split() if one in set(Level)),
        minutes=row[7],
        code=row[8],
        archived=bool(row[9]),
    )


def asked_elsewhere(
    db: Connection, meeting_id: MeetingId, person_id: PersonId
) -> tuple[AskedBefore, ...]:
    """Return what is on the lists of other people's meetings, with each person's answer.

    Meetings that were called off and people in the trash are left out.
    """
    texts: dict[str, str] = {}
    must: set[str] = set()
    answers: dict[str, dict[int, str]] = {}
    for text, code, own_id, must_ask, answer, person in db.execute(
        "SELECT q.text, bank_code, question_id, must_ask, answer, m.person_id"
        " FROM meeting_question q JOIN meeting m ON m.id = q.meeting_id"
        " JOIN person ON person.id = m.person_id"
        " WHERE m.id <> ? AND m.person_id <> ? AND m.state <> 'cancelled'"
        " AND deleted_at IS NULL ORDER BY q.id",
        (meeting_id, person_id),
    ):
        key = code or (f"own-{own_id}" if own_id else fold(text))
        texts.setdefault(key, text)
        if must_ask:
            must.add(key)
        told = answers.setdefault(key, {})
        told[person] = "\n".join(part for part in (told.get(person, ""), answer) if part)
    return tuple(
        AskedBefore(key=key, text=text, must_ask=key in must, answers=tuple(answers[key].values()))
        for key, text in texts.items()
    )


# Writing: inside a transaction of the store


def insert(db: Connection, question: BankQuestion, language: str) -> OwnQuestionId:
    """Add an own question and return its id; one with a code replaces the built-in one."""
    cursor = db.execute(
        "INSERT INTO question (text, theme, letter, roles, levels, minutes, language, copy_of,"
        " archived) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            question.text,
            question.theme or "",
            question.letter or "",
            " ".join(sorted(question.roles)),
            " ".join(sorted(question.levels)),
            question.minutes,
            language,
            question.code,
            question.archived,
        ),
    )
    return OwnQuestionId(cursor.lastrowid)


def change(
    db: Connection, own_id: OwnQuestionId, values: Mapping[str, object], rev: int | None
) -> None:
    """Set columns of an own question; raises StaleEdit or NoSuchRecord."""
    if unknown := values.keys() - COLUMNS:
        raise KeyError(*unknown)
    pairs = "".join(f"{name} = ?, " for name in values)
    cursor = db.execute(
        f"UPDATE question SET {pairs}rev = rev + 1 WHERE id = ? AND (? IS NULL OR rev = ?)",
        (*values.values(), own_id, rev, rev),
    )
    if cursor.rowcount == 0:
        get(db, own_id)
        raise StaleEdit()


def delete(db: Connection, own_id: OwnQuestionId) -> None:
    """Remove an own question; meetings keep its words."""
    db.execute("DELETE FROM question WHERE id = ?", (own_id,))
