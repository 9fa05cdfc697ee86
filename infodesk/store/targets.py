"""Rows of target companies, and of companies that may become one."""

from collections.abc import Mapping

from infodesk.core.errors import NoSuchRecord
from infodesk.core.ids import CompanyId, TargetId
from infodesk.core.moments import day_from_text
from infodesk.core.targets import Suggestion, Target, order
from infodesk.store.opening import Connection

COLUMNS = frozenset({"motivation", "posting"})
"""Columns that `change` may set."""

_PEOPLE = "(SELECT count(*) FROM approachable WHERE company_id = company.id)"


def all_targets(db: Connection) -> list[Target]:
    """Return every target, the one wanted most first."""
    found = [
        Target(
            id=TargetId(row[0]),
            rev=row[1],
            company_id=CompanyId(row[2]),
            name=row[3],
            motivation=row[4],
            posting=row[5],
            people=row[6],
            source=row[7],
        )
        for row in db.execute(
            "SELECT target.id, target.rev, company.id, company.name, motivation, posting,"
            f" {_PEOPLE}, target.source FROM target JOIN company ON company.id = company_id"
        )
    ]
    return sorted(found, key=order)


def of_company(db: Connection, company_id: CompanyId) -> TargetId | None:
    """Return the target that a company is, None if it is none."""
    row = db.execute("SELECT id FROM target WHERE company_id = ?", (company_id,)).fetchone()
    return TargetId(row[0]) if row else None


def count(db: Connection) -> int:
    """Return how many targets there are."""
    (number,) = db.execute("SELECT count(*) FROM target").fetchone()
    return int(number)


def suggestions(db: Connection, limit: int) -> list[Suggestion]:
    """Return companies that may become targets: those of my saved jobs, followed ones, and those
    where I know most people.
    """
    found = [
        Suggestion(
            company_id=CompanyId(row[0]),
            name=row[1],
            why=row[2],
            people=row[3],
            on=day_from_text(row[4]),
        )
        for row in db.execute(
            "SELECT company.id, company.name,"
            " CASE min(CASE kind WHEN 'applied' THEN 0 WHEN 'saved-job' THEN 1 ELSE 2 END)"
            " WHEN 0 THEN 'applied' WHEN 1 THEN 'saved-job' ELSE 'followed' END AS why,"
            f" {_PEOPLE} AS people, max(substr(happened_on, 1, 10))"
            " FROM company_event JOIN company ON company.id = company_id"
            " WHERE company.id NOT IN (SELECT company_id FROM target) GROUP BY company.id"
            " ORDER BY why = 'followed', people DESC, company.name LIMIT ?",
            (limit,),
        )
    ]
    known = {each.company_id for each in found}
    rest = limit - len(found)
    if rest > 0:
        found += [
            Suggestion(company_id=CompanyId(row[0]), name=row[1], why="people", people=row[2])
            for row in db.execute(
                "SELECT company.id, company.name, count(*) AS people FROM approachable"
                " JOIN company ON company.id = company_id"
                " WHERE company.id NOT IN (SELECT company_id FROM target)"
                " GROUP BY company.id ORDER BY people DESC, company.name LIMIT ?",
                (limit + len(known),),
            )
            if row[0] not in known
        ][:rest]
    return found


# Writing: inside a transaction of the store


def insert(db: Connection, company_id: CompanyId, motivation: int, source: str, now: str) -> bool:
    """Make a company a target; False if it is one already."""
    cursor = db.execute(
        "INSERT OR IGNORE INTO target (company_id, motivation, source, added_at)"
        " VALUES (?, ?, ?, ?)",
        (company_id, motivation, source, now),
    )
    return bool(cursor.rowcount)


def change(db: Connection, target_id: TargetId, values: Mapping[str, int]) -> None:
    """Set columns of a target; NoSuchRecord if it is gone."""
    if unknown := values.keys() - COLUMNS:
        raise KeyError(*unknown)
    pairs = "".join(f"{name} = ?, " for name in values)
    cursor = db.execute(
        f"UPDATE target SET {pairs}rev = rev + 1 WHERE id = ?", (*values.values(), target_id)
    )
    if cursor.rowcount == 0:
        raise NoSuchRecord()


def delete(db: Connection, target_id: TargetId) -> None:
    """Take a company off the targets; the company stays."""
    if db.execute("DELETE FROM target WHERE id = ?", (target_id,)).rowcount == 0:
        raise NoSuchRecord()
