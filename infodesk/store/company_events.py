"""Rows of what I did about companies on LinkedIn: followed them, saved a job, applied."""

from collections.abc import Iterable
from datetime import date

from infodesk.core.companies import CompanyEvent
from infodesk.core.ids import CompanyId
from infodesk.core.moments import day_from_text
from infodesk.store.opening import Connection


def insert_many(db: Connection, rows: Iterable[tuple[object, ...]]) -> None:
    """Add news of companies: (company_id, kind, happened_on, title, url, source)."""
    db.executemany(
        "INSERT INTO company_event (company_id, kind, happened_on, title, url, source)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )


def of_company(db: Connection, company_id: CompanyId) -> list[CompanyEvent]:
    """Return what I did about a company on LinkedIn, newest first."""
    return [
        CompanyEvent(kind=row[0], on=day_from_text(row[1]), title=row[2], url=row[3])
        for row in db.execute(
            "SELECT kind, happened_on, title, url FROM company_event WHERE company_id = ?"
            " ORDER BY coalesce(happened_on, '') DESC, id",
            (company_id,),
        )
    ]


def followed(db: Connection) -> dict[CompanyId, date | None]:
    """Return the companies that I follow on LinkedIn, and since when."""
    return {
        CompanyId(row[0]): day_from_text(row[1])
        for row in db.execute(
            "SELECT company_id, min(happened_on) FROM company_event WHERE kind = 'followed'"
            " GROUP BY company_id"
        )
    }


def event_keys(db: Connection) -> frozenset[tuple[str, str]]:
    """Return what is known to have happened, by folded company name: see `CompanyNews.key`.

    A company that was merged is known by its former names too.
    """
    return frozenset(
        (row[0], f"{row[1]} {row[2]} {row[3]}")
        for row in db.execute(
            "SELECT name.match_name, kind, coalesce(happened_on, ''), title FROM company_event"
            " JOIN (SELECT id, match_name FROM company"
            " UNION ALL SELECT company_id, match_name FROM company_alias) AS name"
            " ON name.id = company_event.company_id"
        )
    )
