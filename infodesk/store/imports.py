"""Rows an import reads and writes in bulk: the index of known people, and the new ones."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from infodesk.core.ids import ImportId, PersonId
from infodesk.core.import_plans import JobChange
from infodesk.core.imports import FormerSelf, KnownPerson
from infodesk.core.moments import day_from_text
from infodesk.store.opening import Connection


def known_people(db: Connection) -> list[KnownPerson]:
    """Return what planning an import needs of every person, those in the trash included."""
    emails: dict[int, list[str]] = {}
    for person_id, address in db.execute("SELECT person_id, match_address FROM email"):
        emails.setdefault(person_id, []).append(address)
    former: dict[int, list[FormerSelf]] = {}
    for person_id, slug, match_name, day in db.execute(
        "SELECT person_id, slug, match_name, connected_on FROM person_alias"
    ):
        self_ = FormerSelf(slug or "", match_name, day_from_text(day))
        former.setdefault(person_id, []).append(self_)
    return [
        KnownPerson(
            id=row[0],
            first_name=row[1],
            last_name=row[2],
            match_name=row[3],
            title=row[4],
            company=row[5],
            slug=row[6] or "",
            connected_on=day_from_text(row[7]),
            edited_fields=frozenset(row[8].split()),
            emails=tuple(emails.get(row[0], ())),
            import_name=row[9],
            former=tuple(former.get(row[0], ())),
        )
        for row in db.execute(
            "SELECT id, first_name, last_name, match_name, title, company, slug, connected_on,"
            " edited_fields, import_name FROM person"
        )
    ]


def newest_import(db: Connection, kind: str) -> date | None:
    """Return the newest day that any imported file of `kind` told of."""
    (day,) = db.execute("SELECT max(newest_on) FROM import WHERE kind = ?", (kind,)).fetchone()
    return day_from_text(day)


def next_person_id(db: Connection) -> int:
    """Return the id that the next person will get."""
    (highest,) = db.execute("SELECT coalesce(max(id), 0) FROM person").fetchone()
    return int(highest) + 1


def insert_people(db: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Add people: (id, uid, first_name, last_name, name, sort_key, match_name, plain_name, title,
    company, company_id, contact, slug, member_urn, connected_on, source, import_name, created_at,
    updated_at)."""
    db.executemany(
        "INSERT INTO person (id, uid, first_name, last_name, name, sort_key, match_name,"
        " plain_name, title, company, company_id, contact, slug, member_urn, connected_on, source,"
        " import_name, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def insert_emails(db: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Add e-mail addresses: (person_id, address)."""
    db.executemany(
        "INSERT OR IGNORE INTO email (person_id, address, match_address) VALUES (?, ?, ?)",
        [(person_id, address, address.casefold()) for person_id, address in rows],
    )


def insert_positions(db: Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    """Add current positions: (person_id, company_id, company, title, source, noted_on)."""
    db.executemany(
        "INSERT INTO position (person_id, company_id, company, title, source, noted_on)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )


def record(db: Connection, values: dict[str, object]) -> ImportId:
    """Write down that a file was imported, with its counts."""
    names, gaps = ", ".join(values), ", ".join("?" * len(values))
    cursor = db.execute(f"INSERT INTO import ({names}) VALUES ({gaps})", (*values.values(),))
    return ImportId(cursor.lastrowid)


def history(db: Connection, limit: int = 100) -> list[dict[str, Any]]:
    """Return past imports, newest first, as the columns of the table."""
    cursor = db.execute(
        "SELECT id, kind, file, imported_at, newest_on, added, changed, same, doubtful, skipped"
        " FROM import ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def add_job_changes(db: Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    """Keep whose job an import told anew: (person_id, import_id, old_title, old_company,
    new_title, new_company, noticed_on)."""
    db.executemany(
        "INSERT INTO job_change (person_id, import_id, old_title, old_company, new_title,"
        " new_company, noticed_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def job_changes(db: Connection, import_id: ImportId | None = None) -> list[JobChange]:
    """Return whose job changed, the newest import first; of one import only if it is given."""
    return [
        JobChange(
            id=row[0],
            person_id=PersonId(row[1]),
            import_id=ImportId(row[2]),
            old_title=row[3],
            old_company=row[4],
            new_title=row[5],
            new_company=row[6],
            noticed_on=row[7],
        )
        for row in db.execute(
            "SELECT job_change.id, person_id, import_id, old_title, old_company, new_title,"
            " new_company, noticed_on FROM job_change JOIN person ON person.id = person_id"
            " WHERE deleted_at IS NULL AND (?1 IS NULL OR import_id = ?1)"
            " ORDER BY import_id DESC, sort_key",
            (import_id,),
        )
    ]
