"""Rows for the shortlist: everyone who may be proposed, and whom I left for later."""

from collections.abc import Iterable, Iterator

from infodesk.core.ids import PersonId
from infodesk.core.moments import day_from_text
from infodesk.core.shortlist import Candidate
from infodesk.store.opening import Connection

_AT_ONCE = 200


def candidates(db: Connection) -> Iterator[list[Candidate]]:
    """Yield, some hundred at a time, who is not in the pipeline and may be proposed.

    Whoever is not to be contacted, in the trash, or was left for later is not among them.
    """
    touches = {
        row[0]: row[1:]
        for row in db.execute(
            "SELECT person_id, count(*), sum(direction = 'out'), sum(direction = 'in') FROM touch"
            " GROUP BY person_id"
        )
    }
    schools = _several(db, "SELECT person_id, school FROM education WHERE school <> ''")
    yield []
    employers = _several(
        db,
        "SELECT person_id, company FROM position WHERE company <> '' AND person_id IN"
        " (SELECT person_id FROM position GROUP BY person_id HAVING count(*) > 1)",
    )
    yield []
    found = db.execute(
        "SELECT id, name, title, company, company_id, location, connected_on, strength,"
        " last_touch_on FROM approachable WHERE stage = 'spotted'"
        " AND id NOT IN (SELECT person_id FROM not_now) ORDER BY sort_key"
    )
    while rows := found.fetchmany(_AT_ONCE):
        yield [
            Candidate(
                id=PersonId(row[0]),
                name=row[1],
                title=row[2],
                company=row[3],
                company_id=row[4],
                location=row[5],
                connected_on=day_from_text(row[6]),
                strength=row[7],
                last_touch_on=day_from_text(row[8]),
                touches=touches.get(row[0], (0, 0, 0))[0],
                wrote=touches.get(row[0], (0, 0, 0))[1],
                answered=touches.get(row[0], (0, 0, 0))[2],
                schools=tuple(schools.get(row[0], ())),
                employers=tuple(employers.get(row[0], ())),
            )
            for row in rows
        ]


def _several(db: Connection, sql: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for person_id, text in db.execute(sql):
        found.setdefault(person_id, []).append(text)
    return found


def count_not_now(db: Connection) -> int:
    """Return how many were left for later."""
    (number,) = db.execute("SELECT count(*) FROM not_now").fetchone()
    return int(number)


# Writing: inside a transaction of the store


def leave(db: Connection, people: Iterable[PersonId], today: str) -> None:
    """Leave people for later; who was left before stays so."""
    db.executemany(
        "INSERT OR IGNORE INTO not_now (person_id, said_on) VALUES (?, ?)",
        [(person_id, today) for person_id in people],
    )


def take_up_all(db: Connection) -> None:
    """Propose everyone again who was left for later."""
    db.execute("DELETE FROM not_now")
