"""The plain index in which duplicates are looked for, and who was said to be two people."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from infodesk.core.duplicates import PersonKey
from infodesk.core.ids import PersonId
from infodesk.core.links import profile_slug
from infodesk.core.moments import day_from_text
from infodesk.core.progress import Job, Progress, finish
from infodesk.core.text import fold_company
from infodesk.store import companies
from infodesk.store.opening import Connection

_SLICE = 400
_FAR = 4_000_000
_PHONE_DIGITS, _FEWEST_DIGITS = 9, 7
_NO_DIGIT = re.compile(r"\D+")


def phone_key(number: str) -> str:
    """Return the digits by which a phone number is compared, "" if they are too few.

    The last nine: they tell a number, whether or not its country code is written.
    """
    digits = _NO_DIGIT.sub("", number)
    return digits[-_PHONE_DIGITS:] if len(digits) >= _FEWEST_DIGITS else ""


def index(db: Connection, only: Sequence[int] | None = None) -> Job[list[PersonKey]]:
    """Return what finding duplicates needs of everyone not in the trash, or of `only` some.

    In slices: the vault's connection belongs to the thread that paints.
    """
    emails: dict[int, list[str]] = {}
    query = "SELECT person_id, match_address FROM email"
    for done, (person_id, address) in enumerate(_rows(db, query, only)):
        if done % _SLICE == 0:
            yield Progress(phase="reading")
        emails.setdefault(person_id, []).append(address)
    phones: dict[int, list[str]] = {}
    query = "SELECT person_id, number FROM phone"
    for done, (person_id, number) in enumerate(_rows(db, query, only)):
        if done % _SLICE == 0:
            yield Progress(phase="reading")
        if key := phone_key(number):
            phones.setdefault(person_id, []).append(key)
    profiles = _profiles(db, only)
    yield Progress(phase="reading")
    positions: dict[int, list[tuple[int, int, int]]] = {}
    query = (
        "SELECT person_id, company_id, started_on, finished_on FROM position"
        " WHERE company_id IS NOT NULL AND is_current = 0"
    )
    for done, row in enumerate(_rows(db, query, only)):
        if done % _SLICE == 0:
            yield Progress(phase="reading")
        began, ended = day_from_text(row[2]), day_from_text(row[3])
        span = (row[1], began.toordinal() if began else 0, ended.toordinal() if ended else _FAR)
        positions.setdefault(row[0], []).append(span)
    found: list[PersonKey] = []
    query = (
        "SELECT id, match_name, slug, coalesce(company_id, 0), connected_on FROM person"
        " WHERE deleted_at IS NULL"
    )
    for row in _rows(db, query, only, key="id"):
        if len(found) % _SLICE == 0:
            yield Progress(phase="reading", done=len(found))
        person_id, name, slug, company, connected = row
        day = day_from_text(connected)
        mine = (slug,) if slug else ()
        found.append(
            PersonKey(
                person_id,
                name,
                slug or "",
                tuple(emails.get(person_id, ())),
                tuple(phones.get(person_id, ())),
                (*mine, *profiles.get(person_id, ())),
                company,
                (
                    *(((company, 0, _FAR),) if company else ()),
                    *positions.get(person_id, ()),
                ),
                day.toordinal() if day else 0,
            )
        )
    return found


def _rows(
    db: Connection, query: str, only: Sequence[int] | None, key: str = "person_id"
) -> Iterable[Any]:
    if only is None:
        found: Iterable[Any] = db.execute(query)
        return found
    joint = " AND " if " WHERE " in query else " WHERE "
    some: Iterable[Any] = db.execute(
        f"{query}{joint}{key} IN ({', '.join('?' * len(only))})", (*only,)
    )
    return some


def _profiles(db: Connection, only: Sequence[int] | None) -> dict[int, list[str]]:
    """Return the profiles people had before they were merged, and those among their links."""
    found: dict[int, list[str]] = {}
    query = "SELECT person_id, slug FROM person_alias WHERE slug IS NOT NULL"
    for person_id, slug in _rows(db, query, only):
        found.setdefault(person_id, []).append(slug)
    query = "SELECT person_id, url FROM link WHERE instr(lower(url), 'linkedin.') > 0"
    for person_id, url in _rows(db, query, only):
        if slug := profile_slug(url):
            found.setdefault(person_id, []).append(slug)
    return found


def index_of(db: Connection, people: Sequence[int]) -> list[PersonKey]:
    """Return what finding duplicates needs of some people, at once."""
    return finish(index(db, people))


def ids_like(
    db: Connection, words: Sequence[str], emails: Sequence[str], slug: str, limit: int = 300
) -> list[int]:
    """Return who may be called `words`, has one of `emails` or the profile `slug`.

    Whoever shares the first or the last word of the name is among them, up to `limit`.
    """
    found: dict[int, None] = {}
    for address in emails:
        query = "SELECT person_id FROM email WHERE match_address = ?"
        found.update(dict.fromkeys(row[0] for row in db.execute(query, (address,))))
    if slug:
        query = (
            "SELECT id FROM person WHERE slug = ?1"
            " UNION SELECT person_id FROM person_alias WHERE slug = ?1"
        )
        found.update(dict.fromkeys(row[0] for row in db.execute(query, (slug,))))
    if words:
        query = (
            "SELECT id FROM person WHERE deleted_at IS NULL AND (match_name = ?1"
            " OR match_name LIKE ?2 ESCAPE '\\' OR match_name LIKE ?3 ESCAPE '\\')"
            " ORDER BY match_name <> ?1, match_name LIKE ?3 ESCAPE '\\' DESC, id LIMIT ?4"
        )
        first, last = _escaped(words[0]), _escaped(words[-1])
        values = (" ".join(words), f"{first}%", f"%{last}", limit)
        found.update(dict.fromkeys(row[0] for row in db.execute(query, values)))
    return list(found)


def _escaped(word: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", word)


def company_called(db: Connection, name: str) -> int:
    """Return the id of the company of that name, 0 for no name, -1 if nobody is known there."""
    if not name.strip():
        return 0
    return int(companies.by_match_name(db, fold_company(name)) or -1)


def keep_apart(db: Connection, one: PersonId, other: PersonId, now: str) -> None:
    """Write down that two people are not the same."""
    first, second = sorted((one, other))
    db.execute(
        "INSERT OR IGNORE INTO not_same (one_id, other_id, noted_at) VALUES (?, ?, ?)",
        (first, second, now),
    )


def kept_apart(db: Connection) -> frozenset[tuple[int, int]]:
    """Return the pairs of people who are not the same, the lower id first."""
    found = db.execute("SELECT min(one_id, other_id), max(one_id, other_id) FROM not_same")
    return frozenset((row[0], row[1]) for row in found)


def alive(db: Connection, people: Sequence[int]) -> frozenset[int]:
    """Return those of `people` who are there and not in the trash."""
    found: set[int] = set()
    for start in range(0, len(people), _SLICE):
        some = people[start : start + _SLICE]
        gaps = ", ".join("?" * len(some))
        query = f"SELECT id FROM person WHERE deleted_at IS NULL AND id IN ({gaps})"
        found.update(row[0] for row in db.execute(query, (*some,)))
    return frozenset(found)
