"""Rows an import reads and writes in bulk: the index of what is known, and what is new."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from infodesk.core.ids import ImportId, PersonId
from infodesk.core.import_plans import (
    FormerSelf,
    JobChange,
    KnownDetails,
    KnownPerson,
    KnownTouch,
    KnownVault,
    PastImport,
)
from infodesk.core.moments import day_from_text
from infodesk.core.progress import Job, Progress, finish
from infodesk.core.text import fold
from infodesk.store import company_events, events, profile, settings
from infodesk.store.opening import Connection

TAKEN = "imported_profile"
"""The setting that remembers what imports put into my profile."""

NOTES = "invitation_notes"
"""The setting that counts my invitations with a note by month, as exports told them."""

COLUMNS = "columns"
"""The setting that remembers what columns were taken for, by the signature of their header."""

_SLICE = 2_000


# What is known before


def known_vault(db: Connection, *, details: bool = False) -> Job[KnownVault]:
    """Return what planning an import compares with, those in the trash included.

    `details` asks for what only address books tell too. Yields after each few thousand rows.
    """
    people = []
    for person in _each_person(db):
        people.append(person)
        if len(people) % _SLICE == 0:
            yield Progress(phase="planning", done=len(people))
    touches = []
    for row in db.execute(
        "SELECT id, person_id, kind, direction, happened_at, coalesce(import_key, ''),"
        " text <> '' FROM touch WHERE meeting_id IS NULL"
    ):
        touches.append(KnownTouch._make((*row[:6], bool(row[6]))))
        if len(touches) % _SLICE == 0:
            yield Progress(phase="planning", done=len(people))
    more = (yield from _details(db)) if details else {}
    dropped = db.execute("SELECT import_key FROM dropped_touch")
    newest_on, exported_on = newest_import(db)
    return KnownVault(
        people=people,
        details=more,
        touches=touches,
        dropped=frozenset(row[0] for row in dropped),
        profile=profile.get(db),
        taken=settings.read(db, TAKEN, {}),
        companies=company_events.event_keys(db),
        events=frozenset(
            (fold(event.name), event.held_on.isoformat()) for event in events.all_events(db)
        ),
        newest_on=newest_on,
        exported_on=exported_on,
    )


def known_people(db: Connection) -> list[KnownPerson]:
    """Return what planning an import needs of every person, those in the trash included."""
    return list(_each_person(db))


def _each_person(db: Connection) -> Iterable[KnownPerson]:
    emails: dict[int, list[str]] = {}
    for person_id, address in db.execute("SELECT person_id, match_address FROM email"):
        emails.setdefault(person_id, []).append(address)
    former: dict[int, list[FormerSelf]] = {}
    for person_id, slug, match_name, day, *marks in db.execute(
        "SELECT person_id, slug, match_name, connected_on, uid, member_urn FROM person_alias"
    ):
        known = tuple(mark for mark in marks if mark)
        self_ = FormerSelf(slug or "", match_name, day_from_text(day), known)
        former.setdefault(person_id, []).append(self_)
    for row in db.execute(
        "SELECT id, first_name, last_name, match_name, title, company, slug, connected_on,"
        " edited_fields, import_name, member_urn, uid FROM person"
    ):
        yield KnownPerson(
            id=row[0],
            first_name=row[1],
            last_name=row[2],
            match_name=row[3],
            title=row[4],
            company=row[5],
            slug=row[6] or "",
            connected_on=day_from_text(row[7]),
            edited_fields=frozenset(row[8].split()) if row[8] else _NONE,
            emails=tuple(emails.get(row[0], ())),
            import_name=row[9],
            member_urn=row[10] or "",
            uid=row[11],
            former=tuple(former.get(row[0], ())),
        )


_NONE: frozenset[str] = frozenset()


def _details(db: Connection, only: PersonId | None = None) -> Job[Mapping[int, KnownDetails]]:
    """Return what only address books tell too, of everybody or of one person."""
    found: dict[int, dict[str, list[Any]]] = {}
    where, values = ("", ()) if only is None else (" WHERE person_id = ?", (only,))
    for field, sql in (
        ("phones", "SELECT person_id, number FROM phone"),
        ("links", "SELECT person_id, url FROM link"),
        ("tags", "SELECT person_id, name FROM person_tag JOIN tag ON tag.id = tag_id"),
        ("details", "SELECT person_id, kind, value FROM person_detail"),
        ("positions", "SELECT person_id, title, company FROM position"),
        ("schools", "SELECT person_id, degree, school FROM education"),
    ):
        for done, (person_id, *cells) in enumerate(db.execute(sql + where, values)):
            value = cells[0] if len(cells) == 1 else tuple(cells)
            found.setdefault(person_id, {}).setdefault(field, []).append(value)
            if done % _SLICE == 0:
                yield Progress(phase="planning")
    texts = {
        row[0]: row[1:]
        for row in db.execute(
            "SELECT id, location, about, photo_id IS NOT NULL FROM person"
            " WHERE (location <> '' OR about <> '' OR photo_id IS NOT NULL)"
            + (" AND id = ?" if values else ""),
            values,
        )
    }
    known: dict[int, KnownDetails] = {}
    for done, person_id in enumerate({*found, *texts}):
        location, about, has_photo = texts.get(person_id, ("", "", 0))
        known[person_id] = KnownDetails(
            location=location,
            about=about,
            has_photo=bool(has_photo),
            **{field: tuple(told) for field, told in found.get(person_id, {}).items()},
        )
        if done % _SLICE == 0:
            yield Progress(phase="planning")
    return known


def details_of(db: Connection, person_id: PersonId) -> KnownDetails | None:
    """Return what is known of one person that only address books tell too."""
    return finish(_details(db, person_id)).get(person_id)


def newest_import(db: Connection) -> tuple[date | None, date | None]:
    """Return the newest connection and the newest export that any import told of."""
    row = db.execute("SELECT max(newest_on), max(exported_on) FROM import").fetchone()
    return day_from_text(row[0]), day_from_text(row[1])


# Writing


def next_person_id(db: Connection) -> int:
    """Return the id that the next person will get."""
    (highest,) = db.execute("SELECT coalesce(max(id), 0) FROM person").fetchone()
    return int(highest) + 1


def insert_people(db: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Add people: (id, uid, first_name, last_name, name, sort_key, match_name, plain_name, title,
    company, company_id, contact, slug, member_urn, connected_on, last_touch_on, source,
    import_name, created_at, updated_at)."""
    db.executemany(
        "INSERT INTO person (id, uid, first_name, last_name, name, sort_key, match_name,"
        " plain_name, title, company, company_id, contact, slug, member_urn, connected_on,"
        " last_touch_on, source, import_name, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def insert_touches(db: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Add touches: (person_id, kind, direction, happened_at, text, source, import_key).

    The caller brings the people's last touch into step.
    """
    db.executemany(
        "INSERT INTO touch (person_id, kind, direction, happened_at, text, source, import_key)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def insert_details(db: Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    """Add what no column has room for: (person_id, kind, value, label, source)."""
    db.executemany(
        "INSERT INTO person_detail (person_id, kind, value, label, source) VALUES (?, ?, ?, ?, ?)",
        rows,
    )


def uids(db: Connection) -> set[str]:
    """Return the marks by which InfoDesk itself knows people in other files."""
    return {row[0] for row in db.execute("SELECT uid FROM person")}


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


def claim_touch(db: Connection, touch_id: int, key: str, text: str) -> None:
    """Tell that a touch in the vault is the one a file knows by `key`; `text` fills an empty one.

    A touch logged by hand keeps its own words.
    """
    db.execute(
        "UPDATE touch SET import_key = coalesce(import_key, ?1),"
        " text = CASE text WHEN '' THEN ?2 ELSE text END, rev = rev + 1 WHERE id = ?3",
        (key, text, touch_id),
    )


def count_notes(db: Connection, notes: Mapping[str, int]) -> None:
    """Keep how many invitations with a note I sent by month; the larger number is right."""
    known: dict[str, int] = settings.read(db, NOTES, {})
    found = {month: max(known.get(month, 0), count) for month, count in notes.items()}
    if {**known, **found} != known:
        settings.write(db, NOTES, {**known, **found})


def told_notes(db: Connection, month: str) -> int:
    """Return how many invitations with a note I sent in a month ("2026-08"), as exports told.

    That may be more than on timelines: some went to people who are not in the vault.
    """
    told: dict[str, int] = settings.read(db, NOTES, {})
    return told.get(month, 0)


def record(db: Connection, values: dict[str, object]) -> ImportId:
    """Write down that a file was imported, with its counts."""
    names, gaps = ", ".join(values), ", ".join("?" * len(values))
    cursor = db.execute(f"INSERT INTO import ({names}) VALUES ({gaps})", (*values.values(),))
    return ImportId(cursor.lastrowid)


def history(db: Connection, limit: int = 100) -> list[PastImport]:
    """Return past imports, newest first."""
    return [
        PastImport(
            id=ImportId(row[0]),
            kind=row[1],
            file=row[2],
            imported_at=row[3],
            added=row[4],
            changed=row[5],
            same=row[6],
            doubtful=row[7],
            skipped=row[8],
            touches=row[9],
            profile=row[10],
            companies=row[11],
        )
        for row in db.execute(
            "SELECT id, kind, file, imported_at, added, changed, same, doubtful, skipped,"
            " touches, profile, companies FROM import ORDER BY id DESC LIMIT ?",
            (limit,),
        )
    ]


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
