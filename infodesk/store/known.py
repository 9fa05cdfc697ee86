"""Everybody and every company the vault knows, by all their names: for hiding them."""

from collections import defaultdict
from collections.abc import Iterator, Set

from infodesk.core.ids import PersonId
from infodesk.core.redaction import KnownPerson
from infodesk.store.opening import Connection

_NAMES = (
    "SELECT person_id, match_name FROM person_alias WHERE match_name <> ''"
    " UNION ALL SELECT person_id, value FROM person_detail WHERE kind = 'nickname'"
)
_CONTACTS = (
    "SELECT person_id, address FROM email"
    " UNION ALL SELECT person_id, number FROM phone"
    " UNION ALL SELECT person_id, url FROM link"
    " UNION ALL SELECT person_id, slug FROM person_alias WHERE slug IS NOT NULL"
    " UNION ALL SELECT person_id, value FROM person_detail WHERE kind = 'address'"
)


def people(db: Connection) -> Iterator[tuple[PersonId, KnownPerson]]:
    """Yield everybody, those in the trash too, with all that leads to them."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    contacts: defaultdict[int, list[str]] = defaultdict(list)
    for person_id, name in db.execute(_NAMES):
        names[person_id].append(name)
    for person_id, contact in db.execute(_CONTACTS):
        contacts[person_id].append(contact)
    for person_id, name, slug in db.execute("SELECT id, name, slug FROM person"):
        if slug:
            contacts[person_id].append(slug)
        yield (
            PersonId(person_id),
            KnownPerson(
                name=name,
                others=tuple(names[person_id]),
                contacts=tuple(contacts[person_id]),
            ),
        )


def dealt_with(db: Connection) -> frozenset[PersonId]:
    """Return whom I approached or was in touch with: their first name alone tells who it is."""
    rows = db.execute("SELECT id FROM person WHERE stage <> 'spotted' OR last_touch_on IS NOT NULL")
    return frozenset(PersonId(row[0]) for row in rows)


def companies(db: Connection) -> list[str]:
    """Return the names of all companies, and of schools."""
    rows = db.execute(
        "SELECT name FROM company UNION SELECT name FROM company_alias"
        " UNION SELECT company FROM person UNION SELECT company FROM position"
        " UNION SELECT school FROM education"
    )
    return [row[0] for row in rows if row[0]]


def companies_of(db: Connection, about: Set[PersonId]) -> list[str]:
    """Return where these people work, worked and learned."""
    found: set[str] = set()
    for person_id in about:
        rows = db.execute(
            "SELECT company FROM person WHERE id = ?1"
            " UNION SELECT company FROM position WHERE person_id = ?1"
            " UNION SELECT school FROM education WHERE person_id = ?1",
            (person_id,),
        )
        found |= {row[0] for row in rows if row[0]}
    return sorted(found)
