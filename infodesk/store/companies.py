"""Rows of companies, the other names they are known by, and bringing two together."""

from collections.abc import Callable, Iterable, Sequence

from infodesk.core.companies import Company, CompanyAlias, CompanyRow
from infodesk.core.errors import NoSuchRecord, StaleEdit
from infodesk.core.ids import CompanyAliasId, CompanyId, PersonId
from infodesk.core.text import FOLDING, fold_company
from infodesk.store import references
from infodesk.store.opening import Connection, all_or_nothing

_COLUMNS = (
    "id, rev, name, website, about, (SELECT count(*) FROM person"
    " WHERE company_id = company.id AND deleted_at IS NULL)"
)
_PEOPLE = "(SELECT count(*) FROM person WHERE company_id = company.id AND deleted_at IS NULL)"
_SORT_SQL = {
    "name": "match_name {d}",
    "people": _PEOPLE + " {d}, match_name",
}


def ensure(db: Connection, name: str, now: str) -> CompanyId | None:
    """Return the company of that name, adding it if it is new; None for no name."""
    if not name:
        return None
    match_name = fold_company(name)
    known = by_match_name(db, match_name)
    if known is not None:
        return known
    cursor = db.execute(
        "INSERT INTO company (name, match_name, created_at) VALUES (?, ?, ?)",
        (name, match_name, now),
    )
    return CompanyId(cursor.lastrowid)


def by_match_name(db: Connection, match_name: str) -> CompanyId | None:
    """Return the company whose folded name that is, or was before it was merged."""
    row = db.execute(
        "SELECT id FROM company WHERE match_name = ?1"
        " UNION ALL SELECT company_id FROM company_alias WHERE match_name = ?1",
        (match_name,),
    ).fetchone()
    return CompanyId(row[0]) if row else None


def ensure_all(db: Connection, names: Iterable[str], now: str) -> dict[str, CompanyId]:
    """Return the ids of the companies of those names, adding the new ones, in few statements."""
    folded = {name: fold_company(name) for name in names if name}
    also = _ids(db, "SELECT company_id, match_name FROM company_alias")
    db.executemany(
        "INSERT OR IGNORE INTO company (name, match_name, created_at) VALUES (?, ?, ?)",
        [(name, match_name, now) for name, match_name in folded.items() if match_name not in also],
    )
    ids = also | _ids(db, "SELECT id, match_name FROM company")
    return {name: ids[match_name] for name, match_name in folded.items()}


def _ids(db: Connection, query: str) -> dict[str, CompanyId]:
    return {row[1]: CompanyId(row[0]) for row in db.execute(query)}


def same_company(db: Connection) -> Callable[[str], str]:
    """Return what gives two names of one company the same text, merged companies included."""
    also = dict(
        db.execute(
            "SELECT alias.match_name, company.match_name FROM company_alias AS alias"
            " JOIN company ON company.id = alias.company_id"
        )
    )

    def key(name: str) -> str:
        match_name = fold_company(name)
        return str(also.get(match_name, match_name))

    return key


def with_people(
    db: Connection, people: Sequence[PersonId]
) -> list[tuple[str, str, str, list[str]]]:
    """Return the companies that `people` work for by name: name, website, about, and who."""
    wanted = set(people)
    found: dict[int, tuple[str, str, str, list[str]]] = {}
    for company_id, name, website, about, person_id, person in db.execute(
        "SELECT company.id, company.name, website, company.about, person.id, person.name"
        " FROM company JOIN person ON company_id = company.id AND deleted_at IS NULL"
        " ORDER BY company.match_name, person.sort_key"
    ):
        if person_id in wanted:
            found.setdefault(company_id, (name, website, about, []))[3].append(person)
    return list(found.values())


def get(db: Connection, company_id: CompanyId) -> Company:
    """Return a company; NoSuchRecord if there is none."""
    row = db.execute(f"SELECT {_COLUMNS} FROM company WHERE id = ?", (company_id,)).fetchone()
    if row is None:
        raise NoSuchRecord()
    return _company(row)


def find(db: Connection, text: str = "", limit: int = 50) -> list[Company]:
    """Return companies whose name, or one merged into it, contains `text`, biggest first."""
    where, values = _named(text)
    return [
        _company(row)
        for row in db.execute(
            f"SELECT {_COLUMNS} AS people FROM company WHERE {where}"
            " ORDER BY people DESC, match_name LIMIT ?",
            (*values, limit),
        )
    ]


def find_ids(
    db: Connection, text: str = "", sort: str = "people", *, descending: bool = True
) -> list[CompanyId]:
    """Return the ids of the companies called like `text`, sorted by name or people."""
    where, values = _named(text)
    order = _SORT_SQL[sort].format(d="DESC" if descending else "ASC")
    found = db.execute(f"SELECT id FROM company WHERE {where} ORDER BY {order}", values)
    return [CompanyId(row[0]) for row in found]


def _named(text: str) -> tuple[str, tuple[str, ...]]:
    wanted = fold_company(text) if text.strip() else ""
    if not wanted:
        return "1", ()
    also = "id IN (SELECT company_id FROM company_alias WHERE instr(match_name, ?) > 0)"
    return f"(instr(match_name, ?) > 0 OR {also})", (wanted, wanted)


def load_rows(db: Connection, ids: Sequence[CompanyId]) -> dict[CompanyId, CompanyRow]:
    """Return what a list shows of the companies with `ids`; ids that are gone are left out."""
    gaps = ", ".join("?" * len(ids))
    also: dict[int, list[str]] = {}
    for company_id, name in db.execute(
        f"SELECT company_id, name FROM company_alias WHERE company_id IN ({gaps}) ORDER BY id",
        (*ids,),
    ):
        also.setdefault(company_id, []).append(name)
    return {
        CompanyId(row[0]): CompanyRow(
            id=CompanyId(row[0]),
            name=row[1],
            people=row[2],
            past=row[3],
            aliases=tuple(also.get(row[0], ())),
        )
        for row in db.execute(
            f"SELECT id, name, {_PEOPLE}, (SELECT count(DISTINCT person_id) FROM position"
            " JOIN person ON person.id = position.person_id"
            " WHERE position.company_id = company.id AND person.deleted_at IS NULL"
            " AND person.company_id IS NOT company.id)"
            f" FROM company WHERE id IN ({gaps})",
            (*ids,),
        )
    }


def count(db: Connection) -> int:
    """Return how many companies there are."""
    (number,) = db.execute("SELECT count(*) FROM company").fetchone()
    return int(number)


def formerly_there(db: Connection, company_id: CompanyId) -> list[int]:
    """Return the ids of the people who worked at a company and do no longer, by name."""
    found = db.execute(
        "SELECT DISTINCT person.id, sort_key FROM position"
        " JOIN person ON person.id = position.person_id"
        " WHERE position.company_id = ?1 AND person.deleted_at IS NULL"
        " AND person.company_id IS NOT ?1 ORDER BY sort_key",
        (company_id,),
    )
    return [row[0] for row in found]


def aliases(db: Connection, company_id: CompanyId) -> list[CompanyAlias]:
    """Return the other names of a company, in the order they came."""
    return [
        CompanyAlias(id=CompanyAliasId(row[0]), name=row[1])
        for row in db.execute(
            "SELECT id, name FROM company_alias WHERE company_id = ? ORDER BY id", (company_id,)
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


def rename(db: Connection, company_id: CompanyId, name: str, rev: int) -> None:
    """Call a company otherwise; its former name stays known. The new one must be free.

    Raises StaleEdit or NoSuchRecord.
    """
    old = get(db, company_id)
    if old.rev != rev:
        raise StaleEdit()
    match_name = fold_company(name)
    db.execute("DELETE FROM company_alias WHERE match_name = ?", (match_name,))
    db.execute(
        "UPDATE company SET name = ?, match_name = ?, rev = rev + 1 WHERE id = ?",
        (name, match_name, company_id),
    )
    _remember(db, company_id, old.name)


def merge(db: Connection, kept: CompanyId, gone: CompanyId) -> None:
    """Make `gone` another name of `kept`: who works there, what is written, all goes over."""
    one, other = get(db, kept), get(db, gone)
    references.move(db, "company", gone, kept)
    db.execute("DELETE FROM company WHERE id = ?", (gone,))
    website = one.website or other.website
    about = "\n\n".join(text for text in (one.about, other.about) if text)
    if (website, about) != (one.website, one.about):
        change(db, kept, website=website, about=about, rev=one.rev)
    _remember(db, kept, other.name)


def _remember(db: Connection, company_id: CompanyId, name: str) -> None:
    match_name = fold_company(name)
    if by_match_name(db, match_name) is None:
        db.execute(
            "INSERT INTO company_alias (company_id, name, match_name) VALUES (?, ?, ?)",
            (company_id, name, match_name),
        )


def separate(db: Connection, alias_id: CompanyAliasId, now: str) -> CompanyId:
    """Make another name of a company a company of its own again, with who is said to be there.

    Whose record writes the company by that name goes along. NoSuchRecord if the name is gone.
    """
    row = db.execute(
        "SELECT company_id, name, match_name FROM company_alias WHERE id = ?", (alias_id,)
    ).fetchone()
    if row is None:
        raise NoSuchRecord()
    kept, name, match_name = row
    db.execute("DELETE FROM company_alias WHERE id = ?", (alias_id,))
    company_id = ensure(db, name, now)
    assert company_id is not None
    for table in ("person", "position"):
        found = db.execute(f"SELECT id, company FROM {table} WHERE company_id = ?", (kept,))
        theirs = [row[0] for row in found if fold_company(row[1]) == match_name]
        db.executemany(
            f"UPDATE {table} SET company_id = ? WHERE id = ?",
            [(company_id, each) for each in theirs],
        )
    return company_id


def refold(db: Connection) -> None:
    """Fold all names by today's rules if another version of them was used last.

    Companies that become equal are merged into the oldest; what a person merged stays merged.
    """
    (version,) = db.execute("SELECT company_folding FROM vault WHERE id = 1").fetchone() or (None,)
    if version in (FOLDING, None):
        return
    with all_or_nothing(db):
        meant = _refold_aliases(db)
        _refold_companies(db, meant)
        db.execute("UPDATE vault SET company_folding = ?", (FOLDING,))


def _refold_aliases(db: Connection) -> dict[str, int]:
    """Fold the names that were merged anew, and return which company each of them means."""
    meant: dict[str, int] = {}
    known = db.execute("SELECT id, company_id, name FROM company_alias ORDER BY id").fetchall()
    db.execute("DELETE FROM company_alias")
    for alias_id, company_id, name in known:
        match_name = fold_company(name)
        if meant.setdefault(match_name, company_id) == company_id:
            db.execute(
                "INSERT OR IGNORE INTO company_alias (id, company_id, name, match_name)"
                " VALUES (?, ?, ?, ?)",
                (alias_id, company_id, name, match_name),
            )
    return meant


def _refold_companies(db: Connection, meant: dict[str, int]) -> None:
    companies = db.execute("SELECT id, name, match_name FROM company ORDER BY id").fetchall()
    fresh: dict[int, str] = {}
    merged: dict[int, int] = {}
    for company_id, name, match_name in companies:
        new = fold_company(name)
        owner = meant.setdefault(new, company_id)
        while owner in merged:
            owner = merged[owner]
        if owner != company_id:
            merge(db, CompanyId(owner), CompanyId(company_id))
            merged[company_id] = owner
        elif new != match_name:
            fresh[company_id] = new
            # Out of the way first: two companies may exchange names.
            place = f"\x01{company_id}"
            db.execute("UPDATE company SET match_name = ? WHERE id = ?", (place, company_id))
    for company_id, new in fresh.items():
        if company_id not in merged:
            db.execute("DELETE FROM company_alias WHERE match_name = ?", (new,))
            db.execute("UPDATE company SET match_name = ? WHERE id = ?", (new, company_id))


def delete_unused(db: Connection) -> None:
    """Remove companies that nothing refers to and nothing is written about."""
    free = " AND ".join(
        f'NOT EXISTS (SELECT 1 FROM "{table}" WHERE "{column}" = company.id)'
        for table, columns in references.referring(db, "company")
        for column in columns
    )
    db.execute(f"DELETE FROM company WHERE website = '' AND about = '' AND {free}")


def _company(row: tuple[int, int, str, str, str, int]) -> Company:
    return Company(
        id=CompanyId(row[0]), rev=row[1], name=row[2], website=row[3], about=row[4], people=row[5]
    )
