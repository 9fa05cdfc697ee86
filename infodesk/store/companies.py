"""Rows of companies."""

from collections.abc import Iterable

from infodesk.core.companies import Company
from infodesk.core.errors import NoSuchRecord, StaleEdit
from infodesk.core.ids import CompanyId
from infodesk.core.text import fold_company
from infodesk.store.opening import Connection

_COLUMNS = (
    "id, rev, name, website, about, (SELECT count(*) FROM person"
    " WHERE company_id = company.id AND deleted_at IS NULL)"
)


def ensure(db: Connection, name: str, now: str) -> CompanyId | None:
    """Return the company of that name, adding it if it is new; None for no name."""
    if not name:
        return None
    match_name = fold_company(name)
    row = db.execute("SELECT id FROM company WHERE match_name = ?", (match_name,)).fetchone()
    if row:
        return CompanyId(row[0])
    cursor = db.execute(
        "INSERT INTO company (name, match_name, created_at) VALUES (?, ?, ?)",
        (name, match_name, now),
    )
    return CompanyId(cursor.lastrowid)


def ensure_all(db: Connection, names: Iterable[str], now: str) -> dict[str, CompanyId]:
    """Return the ids of the companies of those names, adding the new ones, in few statements."""
    folded = {name: fold_company(name) for name in names if name}
    db.executemany(
        "INSERT OR IGNORE INTO company (name, match_name, created_at) VALUES (?, ?, ?)",
        [(name, match_name, now) for name, match_name in folded.items()],
    )
    ids = {row[1]: CompanyId(row[0]) for row in db.execute("SELECT id, match_name FROM company")}
    return {name: ids[match_name] for name, match_name in folded.items()}


def get(db: Connection, company_id: CompanyId) -> Company:
    """Return a company; NoSuchRecord if there is none."""
    row = db.execute(f"SELECT {_COLUMNS} FROM company WHERE id = ?", (company_id,)).fetchone()
    if row is None:
        raise NoSuchRecord()
    return _company(row)


def find(db: Connection, text: str = "", limit: int = 50) -> list[Company]:
    """Return companies whose name contains `text`, those with most people first."""
    return [
        _company(row)
        for row in db.execute(
            f"SELECT {_COLUMNS} AS people FROM company WHERE instr(match_name, ?) > 0"
            " ORDER BY people DESC, match_name LIMIT ?",
            (fold_company(text) if text else "", limit),
        )
    ]


def change(db: Connection, company_id: CompanyId, *, website: str, about: str, rev: int) -> None:
    """Write a company's website and text about it; StaleEdit if it changed since it was read."""
    cursor = db.execute(
        "UPDATE company SET website = ?, about = ?, rev = rev + 1 WHERE id = ? AND rev = ?",
        (website, about, company_id, rev),
    )
    if cursor.rowcount == 0:
        get(db, company_id)
        raise StaleEdit()


def delete_unused(db: Connection) -> None:
    """Remove companies that nobody works or worked for and nothing is written about."""
    db.execute(
        "DELETE FROM company WHERE website = '' AND about = ''"
        " AND NOT EXISTS (SELECT 1 FROM position WHERE company_id = company.id)"
        " AND NOT EXISTS (SELECT 1 FROM person WHERE company_id = company.id)"
    )


def _company(row: tuple[int, int, str, str, str, int]) -> Company:
    return Company(
        id=CompanyId(row[0]), rev=row[1], name=row[2], website=row[3], about=row[4], people=row[5]
    )
