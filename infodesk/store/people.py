"""Rows of people: reading, finding, adding and changing them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any
from uuid import uuid4

from infodesk.core.errors import NoSuchRecord, StaleEdit
from infodesk.core.ids import (
    CompanyId,
    EducationId,
    EmailId,
    LinkId,
    PersonId,
    PhoneId,
    PositionId,
    TagId,
)
from infodesk.core.moments import day_from_text
from infodesk.core.people import (
    Education,
    Email,
    Link,
    Person,
    PersonFilter,
    PersonRow,
    Phone,
    Position,
    Tag,
)
from infodesk.core.stages import Ending, Stage
from infodesk.core.text import fold_name, plain_letters, sort_key
from infodesk.store import search
from infodesk.store.opening import Connection

COLUMNS = frozenset(
    {
        "first_name",
        "last_name",
        "title",
        "company",
        "company_id",
        "contact",
        "location",
        "about",
        "slug",
        "stage",
        "reply",
        "ending",
        "connected_on",
        "last_touch_on",
        "strength",
        "do_not_contact",
        "keep_private",
        "edited_fields",
        "deleted_at",
        "photo_id",
    }
)
"""Columns that `change` may set."""

_FEW = 500  # ids that one statement is asked for by name

STEP_COLUMNS = frozenset({"next_step", "next_step_kind", "next_step_on"})
"""Columns that triggers fill from the open steps; nothing else may write them."""

_STAGE_ORDER = (
    "CASE stage "
    + " ".join(f"WHEN '{stage.value}' THEN {place}" for place, stage in enumerate(Stage))
    + " END"
)
_LIVE = "stage <> 'spotted' AND stage <> 'closed'"
# Nothing there sorts last in both directions; ties fall back to the name.
_SORT_SQL = {
    "name": "sort_key {d}",
    "title": "title = '', title COLLATE NOCASE {d}, sort_key",
    "company": "company = '', company COLLATE NOCASE {d}, sort_key",
    "stage": f"{_STAGE_ORDER} {{d}}, sort_key",
    "next_step": "next_step_on IS NULL, next_step_on {d}, sort_key",
    "waiting": "next_step_on IS NULL, next_step_on {d}, sort_key",
    "quiet": "last_touch_on IS NULL, last_touch_on {r}, sort_key",
    "connected_on": "connected_on IS NULL, connected_on {d}, sort_key",
    "strength": "strength IS NULL, strength {r}, sort_key",
}


def find_ids(
    db: Connection,
    only: PersonFilter,
    sort: str = "name",
    *,
    descending: bool = False,
    today: date | None = None,
) -> list[PersonId]:
    """Return the ids of the people that `only` keeps, sorted by a key of `_SORT_SQL`."""
    where, values = _conditions(only, today or date.min)
    down, up = ("DESC", "ASC") if descending else ("ASC", "DESC")
    order = _SORT_SQL[sort].format(d=down, r=up)
    found = list(
        chain.from_iterable(
            db.execute(f"SELECT id FROM person WHERE {where} ORDER BY {order}", values)
        )
    )
    return search.keep_matching(db, found, only.text)


def count(db: Connection, only: PersonFilter, today: date | None = None) -> int:
    """Return how many people `only` keeps, its text left aside."""
    where, values = _conditions(only, today or date.min)
    (number,) = db.execute(f"SELECT count(*) FROM person WHERE {where}", values).fetchone()
    return int(number)


def anyone_live(db: Connection) -> bool:
    """Say whether anybody is in the pipeline."""
    found = db.execute(f"SELECT 1 FROM person WHERE {_LIVE} AND deleted_at IS NULL LIMIT 1")
    return found.fetchone() is not None


def count_all(db: Connection) -> int:
    """Return how many people there are, those in the trash included."""
    (number,) = db.execute("SELECT count(*) FROM person").fetchone()
    return int(number)


def _conditions(only: PersonFilter, today: date) -> tuple[str, list[object]]:
    where = ["deleted_at IS NOT NULL" if only.in_trash else "deleted_at IS NULL"]
    values: list[object] = []
    if only.stages:
        where.append(f"stage IN ({', '.join('?' * len(only.stages))})")
        values += sorted(only.stages)
        if Stage.SPOTTED not in only.stages:
            where.append("stage <> 'spotted'")  # lets the index of those answer it
    asks = only.no_next_step or only.quiet_days or only.waiting or only.unthanked
    if only.in_pipeline or asks or only.same_company:
        # Written so that the index of those who are not spotted can answer it.
        where.append(_LIVE)
    if asks or only.same_company:
        where.append("do_not_contact = 0")
    if only.no_next_step:
        where.append("next_step_kind = ''")
    if only.quiet_days:
        where.append("coalesce(last_touch_on, created_at) <= date(?, ?)")
        values += [today.isoformat(), f"-{only.quiet_days} days"]
    if only.waiting:
        where.append("stage = 'asked'")
    if only.unthanked:
        where.append("stage = 'met'")
    if only.same_company:
        where.append(
            # By the index of those in the pipeline: by that of companies it takes 0.4 s.
            f"+company_id IN (SELECT +company_id FROM person WHERE {_LIVE} AND deleted_at IS NULL"
            " AND do_not_contact = 0 AND +company_id IS NOT NULL"
            " GROUP BY +company_id HAVING count(*) > 1)"
        )
    if only.ending == Ending.MINE:  # what was closed without a word is my decision, too
        where.append("stage = 'closed' AND ending IN ('', 'mine')")
    elif only.ending:
        where.append("stage = 'closed' AND ending = ?")
        values.append(only.ending)
    if only.do_not_contact:
        where.append("do_not_contact = 1")
    if only.strengths:
        where.append(f"strength IN ({', '.join('?' * len(only.strengths))})")
        values += sorted(only.strengths)
    if only.place:
        where.append("location LIKE ? ESCAPE '\\'")
        values.append(f"%{_escaped(only.place)}%")
    if only.source:
        where.append("source = ?")
        values.append(only.source)
    if only.connected_since is not None:
        where.append("connected_on >= ?")
        values.append(only.connected_since.isoformat())
    if only.event_id is not None:
        where.append("id IN (SELECT person_id FROM event_person WHERE event_id = ?)")
        values.append(only.event_id)
    if only.tag_id is not None:
        where.append("id IN (SELECT person_id FROM person_tag WHERE tag_id = ?)")
        values.append(only.tag_id)
    if only.company_id is not None:
        where.append("company_id = ?")
        values.append(only.company_id)
    return " AND ".join(where), values


def _escaped(text: str) -> str:
    """Return `text` for LIKE, its own signs meant as they stand."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def places(db: Connection, limit: int) -> list[tuple[str, int]]:
    """Return where most people live, each place with how many do."""
    return [
        (row[0], row[1])
        for row in db.execute(
            "SELECT location, count(*) AS number FROM person"
            " WHERE deleted_at IS NULL AND location <> '' GROUP BY location COLLATE NOCASE"
            " ORDER BY number DESC, location LIMIT ?",
            (limit,),
        )
    ]


def sources(db: Connection) -> list[tuple[str, int]]:
    """Return where people came from, each source with how many did."""
    return [
        (row[0], row[1])
        for row in db.execute(
            "SELECT source, count(*) AS number FROM person WHERE deleted_at IS NULL"
            " GROUP BY source ORDER BY number DESC, source"
        )
    ]


def load_rows(db: Connection, ids: Sequence[PersonId]) -> dict[PersonId, PersonRow]:
    """Return what a list shows of the people with `ids`; ids that are gone are left out."""
    gaps = ", ".join("?" * len(ids))
    tags: dict[int, list[Tag]] = {}
    for person_id, tag_id, name, hue in db.execute(
        "SELECT person_id, tag.id, tag.name, tag.hue FROM person_tag JOIN tag"
        f" ON tag.id = tag_id WHERE person_id IN ({gaps}) ORDER BY tag.match_name",
        (*ids,),
    ):
        tags.setdefault(person_id, []).append(Tag(id=tag_id, name=name, hue=hue))
    return {
        row[0]: PersonRow(
            id=row[0],
            name=row[1],
            title=row[2],
            company=row[3],
            stage=Stage(row[4]),
            next_step=row[5],
            next_step_on=day_from_text(row[6]),
            last_touch_on=day_from_text(row[7]),
            connected_on=day_from_text(row[8]),
            next_step_kind=row[12],
            tags=tuple(tags.get(row[0], ())),
            strength=row[9],
            do_not_contact=bool(row[10]),
            keep_private=bool(row[11]),
        )
        for row in db.execute(
            "SELECT id, name, title, company, stage, next_step, next_step_on, last_touch_on,"
            " connected_on, strength, do_not_contact, keep_private, next_step_kind"
            f" FROM person WHERE id IN ({gaps})",
            (*ids,),
        )
    }


def get(db: Connection, person_id: PersonId) -> Person:
    """Return everything known of a person; NoSuchRecord if there is none."""
    row = db.execute(
        "SELECT rev, uid, first_name, last_name, name, title, company, company_id, location,"
        " about, slug, stage, connected_on, source, next_step, next_step_on, last_touch_on,"
        " do_not_contact, keep_private, deleted_at, photo_id, strength, next_step_kind, reply,"
        " ending FROM person WHERE id = ?",
        (person_id,),
    ).fetchone()
    if row is None:
        raise NoSuchRecord()
    return Person(
        id=person_id,
        rev=row[0],
        uid=row[1],
        first_name=row[2],
        last_name=row[3],
        name=row[4],
        title=row[5],
        company=row[6],
        company_id=row[7],
        location=row[8],
        about=row[9],
        slug=row[10],
        stage=Stage(row[11]),
        connected_on=day_from_text(row[12]),
        source=row[13],
        next_step=row[14],
        next_step_on=day_from_text(row[15]),
        last_touch_on=day_from_text(row[16]),
        do_not_contact=bool(row[17]),
        keep_private=bool(row[18]),
        deleted_at=row[19],
        photo_id=row[20],
        strength=row[21],
        next_step_kind=row[22],
        reply=row[23],
        ending=row[24],
        emails=tuple(
            Email(id=EmailId(each[0]), address=each[1], label=each[2])
            for each in _of_person(db, "email", "address, label", person_id)
        ),
        phones=tuple(
            Phone(id=PhoneId(each[0]), number=each[1], label=each[2])
            for each in _of_person(db, "phone", "number, label", person_id)
        ),
        links=tuple(
            Link(id=LinkId(each[0]), url=each[1], label=each[2])
            for each in _of_person(db, "link", "url, label", person_id)
        ),
        positions=positions(db, person_id),
        education=education(db, person_id),
        tags=tags_of(db, person_id),
    )


def revised_at(db: Connection, person_id: PersonId) -> str:
    """Return when a person's record last changed, as the vault writes moments."""
    row = db.execute("SELECT updated_at FROM person WHERE id = ?", (person_id,)).fetchone()
    if row is None:
        raise NoSuchRecord()
    return str(row[0])


def by_slug(db: Connection, slug: str) -> PersonId | None:
    """Return who has that LinkedIn profile or had it before a merge, in the trash or not."""
    row = db.execute(
        "SELECT id FROM person WHERE slug = ?1"
        " UNION ALL SELECT person_id FROM person_alias WHERE slug = ?1",
        (slug,),
    ).fetchone()
    return PersonId(row[0]) if row else None


def shareable(db: Connection, people: Sequence[PersonId]) -> list[PersonId]:
    """Return those of `people` whom a file for others may hold, in their order."""
    few = len(people) < _FEW
    gaps = ", ".join("?" * len(people))
    query = f"SELECT id FROM shareable WHERE id IN ({gaps})" if few else "SELECT id FROM shareable"
    kept = set(chain.from_iterable(db.execute(query, (*people,) if few else ())))
    return [one for one in people if one in kept]


def to_shortlist(db: Connection, people: Sequence[PersonId]) -> list[PersonId]:
    """Return those of `people` who may be brought into the pipeline and are not there yet."""
    found = db.execute("SELECT id FROM approachable WHERE stage IN ('spotted', 'closed')")
    free = set(chain.from_iterable(found))
    return [one for one in people if one in free]


def live_by_company(db: Connection) -> dict[CompanyId, int]:
    """Return how many people of each company are in the pipeline."""
    found = db.execute(
        f"SELECT +company_id, count(*) FROM approachable WHERE {_LIVE}"
        " AND +company_id IS NOT NULL GROUP BY +company_id"
    )
    return {CompanyId(row[0]): row[1] for row in found}


def count_shortlisted(db: Connection) -> tuple[int, int]:
    """Return how many are shortlisted, and of how many companies; nobody without one counts."""
    row = db.execute(
        "SELECT count(*), count(DISTINCT company_id) FROM approachable WHERE stage = 'shortlisted'"
    ).fetchone()
    return int(row[0]), int(row[1])


def named(db: Connection, name: str) -> list[tuple[PersonId, str, CompanyId | None]]:
    """Return who has that name as names are compared, with their companies; not the trash."""
    return [
        (PersonId(row[0]), row[1], row[2])
        for row in db.execute(
            "SELECT id, company, company_id FROM person"
            " WHERE match_name = ? AND deleted_at IS NULL ORDER BY id",
            (fold_name(name),),
        )
    ]


def trashed_before(db: Connection, moment: str) -> list[PersonId]:
    """Return who was put in the trash before a moment, as the vault writes moments."""
    found = db.execute("SELECT id FROM person WHERE deleted_at < ?", (moment,))
    return [PersonId(row[0]) for row in found]


def invented(db: Connection) -> list[PersonId]:
    """Return the people of the sample, in the trash or not; by an index of their own."""
    found = db.execute("SELECT id FROM person WHERE source = 'sample' ORDER BY id")
    return [PersonId(row[0]) for row in found]


def _of_person(db: Connection, table: str, columns: str, person_id: PersonId) -> Iterable[Any]:
    found: Iterable[Any] = db.execute(
        f"SELECT id, {columns} FROM {table} WHERE person_id = ? ORDER BY id", (person_id,)
    )
    return found


def positions(db: Connection, person_id: PersonId) -> tuple[Position, ...]:
    """Return a person's positions, the current and newest first."""
    return tuple(
        Position(
            id=PositionId(row[0]),
            rev=row[1],
            title=row[2],
            company=row[3],
            company_id=row[4],
            started_on=day_from_text(row[5]),
            finished_on=day_from_text(row[6]),
            is_current=bool(row[7]),
            source=row[8],
        )
        for row in db.execute(
            "SELECT id, rev, title, company, company_id, started_on, finished_on, is_current,"
            " source FROM position WHERE person_id = ?"
            " ORDER BY is_current DESC, coalesce(started_on, '') DESC, id DESC",
            (person_id,),
        )
    )


def education(db: Connection, person_id: PersonId) -> tuple[Education, ...]:
    """Return where a person learned, the newest first."""
    return tuple(
        Education(
            id=EducationId(row[0]),
            rev=row[1],
            school=row[2],
            degree=row[3],
            started_on=day_from_text(row[4]),
            finished_on=day_from_text(row[5]),
            source=row[6],
        )
        for row in db.execute(
            "SELECT id, rev, school, degree, started_on, finished_on, source FROM education"
            " WHERE person_id = ? ORDER BY coalesce(finished_on, '9999') DESC,"
            " coalesce(started_on, '') DESC, id",
            (person_id,),
        )
    )


def tags_of(db: Connection, person_id: PersonId) -> tuple[Tag, ...]:
    """Return a person's tags by name."""
    return tuple(
        Tag(id=TagId(row[0]), name=row[1], hue=row[2])
        for row in db.execute(
            "SELECT tag.id, tag.name, tag.hue FROM person_tag JOIN tag ON tag.id = tag_id"
            " WHERE person_id = ? ORDER BY tag.match_name",
            (person_id,),
        )
    )


# Writing: inside a transaction of the store


def names(first_name: str, last_name: str, otherwise: str = "") -> dict[str, str]:
    """Return the columns that follow from a person's first and last name.

    `otherwise` is shown when there is no name: an e-mail address, a profile.
    """
    name = " ".join(part for part in (first_name, last_name) if part) or otherwise
    return {
        "first_name": first_name,
        "last_name": last_name,
        "name": name,
        "sort_key": sort_key(name),
        "match_name": fold_name(name),
        "plain_name": plain_letters(name),
    }


def insert(db: Connection, values: Mapping[str, object], now: str) -> PersonId:
    """Add a person from column values and return the id; the caller adds addresses and tags."""
    if filled := values.keys() & STEP_COLUMNS:
        raise KeyError(*filled)
    row = {"uid": str(uuid4()), **values, "created_at": now, "updated_at": now}
    names_, gaps = ", ".join(row), ", ".join("?" * len(row))
    cursor = db.execute(f"INSERT INTO person ({names_}) VALUES ({gaps})", (*row.values(),))
    return PersonId(cursor.lastrowid)


def change(
    db: Connection, person_id: PersonId, values: Mapping[str, object], now: str, rev: int | None
) -> None:
    """Set columns of a person; `rev` is the revision the edit was made on, None to not ask.

    Names change what lists sort and match by. Raises StaleEdit or NoSuchRecord.
    """
    row = dict(values)
    if unknown := row.keys() - COLUMNS:
        raise KeyError(*unknown)
    if row.keys() & {"first_name", "last_name"}:
        old = get(db, person_id)
        otherwise = old.emails[0].address if old.emails else old.slug or ""
        row.update(
            names(
                str(row.get("first_name", old.first_name)),
                str(row.get("last_name", old.last_name)),
                otherwise,
            )
        )
    pairs = "".join(f"{name} = ?, " for name in row)
    cursor = db.execute(
        f"UPDATE person SET {pairs}rev = rev + 1, updated_at = ?"
        " WHERE id = ? AND (? IS NULL OR rev = ?)",
        (*row.values(), now, person_id, rev, rev),
    )
    if cursor.rowcount == 0:
        if db.execute("SELECT 1 FROM person WHERE id = ?", (person_id,)).fetchone():
            raise StaleEdit()
        raise NoSuchRecord()


def change_many(
    db: Connection, people: Iterable[PersonId], column: str, value: object, now: str
) -> None:
    """Set one column of many people; those who are gone are passed over."""
    if column not in COLUMNS:
        raise KeyError(column)
    db.executemany(
        f"UPDATE person SET {column} = ?, rev = rev + 1, updated_at = ? WHERE id = ?",
        [(value, now, person_id) for person_id in people],
    )


def delete_for_good(db: Connection, person_id: PersonId) -> None:
    """Remove a person and everything that belongs to them."""
    db.execute("DELETE FROM person WHERE id = ?", (person_id,))


def add_email(db: Connection, person_id: PersonId, address: str, label: str = "") -> None:
    """Add an e-mail address; one that is there already stays as it is."""
    db.execute(
        "INSERT OR IGNORE INTO email (person_id, address, match_address, label)"
        " VALUES (?, ?, ?, ?)",
        (person_id, address, address.casefold(), label),
    )
    refresh_contact(db, person_id)


def label_email(db: Connection, person_id: PersonId, address: str, label: str) -> None:
    """Say what an address is for, if nothing says so yet."""
    db.execute(
        "UPDATE email SET label = ? WHERE person_id = ? AND match_address = ? AND label = ''",
        (label, person_id, address.casefold()),
    )


def refresh_contact(db: Connection, person_id: PersonId) -> None:
    """Bring the searchable addresses of a person into step with the addresses."""
    db.execute(
        "UPDATE person SET contact = coalesce((SELECT group_concat(address, ' ') FROM email"
        " WHERE person_id = person.id), '') WHERE id = ?",
        (person_id,),
    )


def change_email(db: Connection, email_id: EmailId, address: str) -> None:
    """Correct an e-mail address; an empty one removes it."""
    row = db.execute("SELECT person_id FROM email WHERE id = ?", (email_id,)).fetchone()
    if row is None:
        raise NoSuchRecord()
    if address:
        # Not UPDATE OR REPLACE: what that replaces passes by the change log.
        db.execute(
            "DELETE FROM email WHERE person_id = ? AND match_address = ? AND id <> ?",
            (row[0], address.casefold(), email_id),
        )
        db.execute(
            "UPDATE email SET address = ?, match_address = ? WHERE id = ?",
            (address, address.casefold(), email_id),
        )
    else:
        db.execute("DELETE FROM email WHERE id = ?", (email_id,))
    refresh_contact(db, row[0])


def add_phone(db: Connection, person_id: PersonId, number: str, label: str = "") -> None:
    """Add a phone number."""
    db.execute(
        "INSERT INTO phone (person_id, number, label) VALUES (?, ?, ?)", (person_id, number, label)
    )


def change_phone(db: Connection, phone_id: PhoneId, number: str) -> None:
    """Correct a phone number; an empty one removes it."""
    if number:
        db.execute("UPDATE phone SET number = ? WHERE id = ?", (number, phone_id))
    else:
        db.execute("DELETE FROM phone WHERE id = ?", (phone_id,))


def add_link(db: Connection, person_id: PersonId, url: str, label: str = "") -> None:
    """Add a web address."""
    db.execute("INSERT INTO link (person_id, url, label) VALUES (?, ?, ?)", (person_id, url, label))


def change_link(db: Connection, link_id: LinkId, url: str) -> None:
    """Correct a web address; an empty one removes it."""
    if url:
        db.execute("UPDATE link SET url = ? WHERE id = ?", (url, link_id))
    else:
        db.execute("DELETE FROM link WHERE id = ?", (link_id,))


def add_education(
    db: Connection,
    person_id: PersonId,
    *,
    school: str,
    degree: str = "",
    started_on: date | None = None,
    finished_on: date | None = None,
    source: str = "hand",
) -> None:
    """Add where a person learned."""
    db.execute(
        "INSERT INTO education (person_id, school, degree, started_on, finished_on, source)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            person_id,
            school,
            degree,
            started_on.isoformat() if started_on else None,
            finished_on.isoformat() if finished_on else None,
            source,
        ),
    )


def add_position(
    db: Connection,
    person_id: PersonId,
    *,
    title: str,
    company: str,
    company_id: CompanyId | None,
    noted_on: str,
    source: str = "hand",
    is_current: bool = True,
    started_on: str | None = None,
    finished_on: str | None = None,
) -> PositionId:
    """Add a role that a person has or had."""
    cursor = db.execute(
        "INSERT INTO position (person_id, company_id, company, title, started_on, finished_on,"
        " is_current, source, noted_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            person_id,
            company_id,
            company,
            title,
            started_on,
            finished_on,
            is_current,
            source,
            noted_on,
        ),
    )
    return PositionId(cursor.lastrowid)


def change_current_position(
    db: Connection, person_id: PersonId, title: str, company: str, company_id: CompanyId | None
) -> bool:
    """Correct the current position in place; False if there is none to correct."""
    cursor = db.execute(
        "UPDATE position SET title = ?, company = ?, company_id = ?, rev = rev + 1 WHERE id ="
        " (SELECT id FROM position WHERE person_id = ? AND is_current = 1"
        " ORDER BY id DESC LIMIT 1)",
        (title, company, company_id, person_id),
    )
    return bool(cursor.rowcount)


def date_current_position(db: Connection, person_id: PersonId, started_on: str | None) -> None:
    """Say since when a person holds the current position, if that is not known yet."""
    db.execute(
        "UPDATE position SET started_on = ?1, rev = rev + 1 WHERE ?1 IS NOT NULL AND id ="
        " (SELECT id FROM position WHERE person_id = ?2 AND is_current = 1"
        " ORDER BY id DESC LIMIT 1) AND started_on IS NULL",
        (started_on, person_id),
    )


def close_positions(db: Connection, person_id: PersonId) -> None:
    """Make every current position of a person a past one."""
    db.execute(
        "UPDATE position SET is_current = 0, rev = rev + 1 WHERE person_id = ? AND is_current = 1",
        (person_id,),
    )


def edited_fields(db: Connection, person_id: PersonId) -> frozenset[str]:
    """Return the names of the fields that a person typed."""
    row = db.execute("SELECT edited_fields FROM person WHERE id = ?", (person_id,)).fetchone()
    return frozenset(row[0].split()) if row else frozenset()
