"""Rows of my introductions."""

from collections.abc import Mapping

from infodesk.core.errors import NoSuchRecord, StaleEdit
from infodesk.core.ids import IntroductionId
from infodesk.core.introductions import Audience, Introduction, IntroductionDraft
from infodesk.store.opening import Connection

COLUMNS = frozenset({"audience", "name", "favourite", "insight", "transition"})
"""Columns that `change` may set."""

_SELECT = "SELECT id, rev, audience, name, favourite, insight, transition FROM introduction"


def find_all(db: Connection) -> tuple[Introduction, ...]:
    """Return every version, the oldest first."""
    return tuple(_record(row) for row in db.execute(f"{_SELECT} ORDER BY id"))


def get(db: Connection, introduction_id: IntroductionId) -> Introduction:
    """Return one version; NoSuchRecord if there is none."""
    row = db.execute(f"{_SELECT} WHERE id = ?", (introduction_id,)).fetchone()
    if row is None:
        raise NoSuchRecord()
    return _record(row)


def _record(row: tuple[int, int, str, str, str, str, str]) -> Introduction:
    return Introduction(
        id=IntroductionId(row[0]),
        rev=row[1],
        audience=Audience(row[2]),
        name=row[3],
        favourite=row[4],
        insight=row[5],
        transition=row[6],
    )


# Writing: inside a transaction of the store


def insert(db: Connection, draft: IntroductionDraft) -> IntroductionId:
    """Add a version and return its id."""
    cursor = db.execute(
        "INSERT INTO introduction (audience, name, favourite, insight, transition)"
        " VALUES (?, ?, ?, ?, ?)",
        (draft.audience.value, draft.name, draft.favourite, draft.insight, draft.transition),
    )
    return IntroductionId(cursor.lastrowid)


def change(
    db: Connection, introduction_id: IntroductionId, values: Mapping[str, str], rev: int | None
) -> None:
    """Set columns of a version; raises StaleEdit or NoSuchRecord."""
    if unknown := values.keys() - COLUMNS:
        raise KeyError(*unknown)
    pairs = "".join(f"{name} = ?, " for name in values)
    cursor = db.execute(
        f"UPDATE introduction SET {pairs}rev = rev + 1 WHERE id = ? AND (? IS NULL OR rev = ?)",
        (*values.values(), introduction_id, rev, rev),
    )
    if cursor.rowcount == 0:
        get(db, introduction_id)
        raise StaleEdit()


def delete(db: Connection, introduction_id: IntroductionId) -> None:
    """Remove a version; meetings that chose it have chosen none."""
    db.execute("DELETE FROM introduction WHERE id = ?", (introduction_id,))
