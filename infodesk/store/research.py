"""Rows of what I found out before meetings, and how much of a meeting is prepared."""

from collections.abc import Mapping, Sequence
from datetime import date

from infodesk.core.errors import NoSuchRecord, StaleEdit
from infodesk.core.ids import FactId, MeetingId, PersonId
from infodesk.core.readiness import Preparation
from infodesk.core.research import Fact, Topic
from infodesk.store.opening import Connection

COLUMNS = frozenset({"text", "source", "found_on"})
"""Columns that `change` may set."""

_OF_PERSON = "(person_id = ?1 OR company_id = (SELECT company_id FROM person WHERE person.id = ?1))"


def facts(db: Connection, person_id: PersonId) -> tuple[Fact, ...]:
    """Return what is known of a person and of the company they work for, the oldest first."""
    return tuple(
        Fact(
            id=FactId(row[0]),
            rev=row[1],
            topic=Topic(row[2]),
            text=row[3],
            source=row[4],
            found_on=date.fromisoformat(row[5]),
        )
        for row in db.execute(
            "SELECT id, rev, topic, text, source, found_on FROM research_fact"
            f" WHERE {_OF_PERSON} ORDER BY id",
            (person_id,),
        )
    )


def preparations(db: Connection, ids: Sequence[MeetingId]) -> dict[MeetingId, Preparation]:
    """Return how far the meetings with `ids` are prepared."""
    gaps = ", ".join("?" * len(ids))
    return {
        MeetingId(row[0]): Preparation(
            goal=bool(row[1]),
            sources=row[2],
            questions=row[3],
            must_ask=row[4],
            introduction=bool(row[5]),
            time_confirmed=bool(row[6]),
        )
        for row in db.execute(
            "SELECT m.id, m.goal <> '',"
            " (SELECT count(DISTINCT lower(trim(source))) FROM research_fact f WHERE source <> ''"
            "  AND (f.person_id = m.person_id OR f.company_id = person.company_id)),"
            " (SELECT count(*) FROM meeting_question WHERE meeting_id = m.id),"
            " (SELECT count(*) FROM meeting_question WHERE meeting_id = m.id AND must_ask),"
            " introduction_id IS NOT NULL, confirmed_on IS NOT NULL"
            f" FROM meeting m JOIN person ON person.id = m.person_id WHERE m.id IN ({gaps})",
            (*ids,),
        )
    }


# Writing: inside a transaction of the store


def insert(
    db: Connection, person_id: PersonId, topic: Topic, text: str, source: str, day: date
) -> FactId:
    """Add a fact and return its id; one about the company goes to the company, if it is known."""
    company = None
    if topic is Topic.COMPANY:
        row = db.execute("SELECT company_id FROM person WHERE id = ?", (person_id,)).fetchone()
        company = row[0] if row else None
    cursor = db.execute(
        "INSERT INTO research_fact (person_id, company_id, topic, text, source, found_on)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            person_id if company is None else None,
            company,
            topic.value,
            text,
            source,
            day.isoformat(),
        ),
    )
    return FactId(cursor.lastrowid)


def change(db: Connection, fact_id: FactId, values: Mapping[str, str], rev: int | None) -> None:
    """Set columns of a fact; raises StaleEdit or NoSuchRecord."""
    if unknown := values.keys() - COLUMNS:
        raise KeyError(*unknown)
    pairs = "".join(f"{name} = ?, " for name in values)
    cursor = db.execute(
        f"UPDATE research_fact SET {pairs}rev = rev + 1 WHERE id = ? AND (? IS NULL OR rev = ?)",
        (*values.values(), fact_id, rev, rev),
    )
    if cursor.rowcount:
        return
    if db.execute("SELECT 1 FROM research_fact WHERE id = ?", (fact_id,)).fetchone():
        raise StaleEdit()
    raise NoSuchRecord()


def delete(db: Connection, fact_id: FactId) -> None:
    """Remove a fact."""
    db.execute("DELETE FROM research_fact WHERE id = ?", (fact_id,))
