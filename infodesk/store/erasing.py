"""Erasing a person from every table, so that no page of the file holds them any more.

What belongs to the person is told by the schema: rows that would go with them (ON DELETE CASCADE),
at whatever distance, so a table made later is not forgotten.
"""

import re
from collections.abc import Collection, Generator, Iterator
from typing import Any

from infodesk.core.erasing import Mention, Traces, snippet, traces_of
from infodesk.core.errors import NoSuchRecord
from infodesk.core.ids import PersonId
from infodesk.store import attachments, exchange, search
from infodesk.store.changelog import TABLES
from infodesk.store.opening import Connection
from infodesk.store.references import referring

_SLICE = 500

# Codes, dates and marks, in which no name can stand.
_CODES = re.compile(
    r".*_(at|on|start|until|key)$|.*uid|kind|state|stage|direction|zone|media_type|language|channel"
    r"|purpose|outcome|reply|ending|edited_fields|bank_code|copy_of|letter|roles|levels"
)

# What somebody or something else is called, and what only folds that.
_NAMES = re.compile(
    r"first_name|last_name|import_name|plain_name|match_.*|sort_key|contact|slug|member_urn"
    r"|(old_|new_)?company|organisation"
)
_NAMED = {"person", "person_alias", "company", "company_alias", "tag", "profile"}
_ADDRESSES = {"email", "phone", "link", "person_alias", "person_tag", "not_same"}


def traces(db: Connection, person_id: PersonId) -> Traces:
    """Return by what a person is recognised; NoSuchRecord if there is none."""
    row = db.execute(
        "SELECT name, first_name, last_name, slug, member_urn FROM person WHERE id = ?",
        (person_id,),
    ).fetchone()
    if row is None:
        raise NoSuchRecord()
    marks = [mark for mark in row[3:] if mark]
    for query in (
        "SELECT address FROM email WHERE person_id = ?",
        "SELECT number FROM phone WHERE person_id = ?",
        "SELECT slug FROM person_alias WHERE person_id = ? AND slug <> ''",
    ):
        marks += [found[0] for found in db.execute(query, (person_id,))]
    others = [
        found[0]
        for found in db.execute("SELECT name FROM person_merge WHERE person_id = ?", (person_id,))
    ]
    return traces_of(row[0], row[1], row[2], marks, others)


def belongings(db: Connection, person_id: PersonId) -> dict[str, set[int]]:
    """Return the rows that are the person's own, by table, the person's row among them.

    What they said to me goes too: insights keep their row without a person otherwise.
    """
    found: dict[str, set[int]] = {"person": {person_id}}
    found["insight"] = {
        row[0] for row in db.execute("SELECT id FROM insight WHERE person_id = ?", (person_id,))
    }
    keys = {table: _cascading(db, table) for table in TABLES}
    grown = True
    while grown:
        grown = False
        for table, columns in keys.items():
            for column, target in columns:
                owners = found.get(target, set())
                if not owners:
                    continue
                gaps = ", ".join("?" * len(owners))
                rows = db.execute(
                    f'SELECT id FROM "{table}" WHERE "{column}" IN ({gaps})', (*owners,)
                )
                fresh = {row[0] for row in rows} - found.get(table, set())
                if fresh:
                    found.setdefault(table, set()).update(fresh)
                    grown = True
    return {table: ids for table, ids in found.items() if ids}


def _cascading(db: Connection, table: str) -> list[tuple[str, str]]:
    keys = db.execute(f'PRAGMA main.foreign_key_list("{table}")').fetchall()
    return [(row[3], row[2]) for row in keys if row[6] == "CASCADE"]


def mentions(
    db: Connection, person: Traces, own: dict[str, set[int]]
) -> Generator[int, None, list[Mention]]:
    """Return the texts of others that name the person, yielding how many rows were read."""
    pattern, sure = person.pattern(), person.sure_pattern()
    found: list[Mention] = []
    done = 0
    for table in TABLES:
        if table in _ADDRESSES:
            continue
        mine = own.get(table, set())
        for rows in exchange.slices(db, table):
            for row in rows:
                if row["id"] not in mine:
                    found += _naming(db, table, row, pattern, sure)
            done += len(rows)
            yield done
    return found


def _naming(
    db: Connection,
    table: str,
    row: dict[str, Any],
    pattern: re.Pattern[str],
    sure: re.Pattern[str],
) -> Iterator[Mention]:
    for column, value in row.items():
        if not isinstance(value, str) or not _is_text(table, column):
            continue
        first = pattern.search(value)
        if first is not None:
            certain = sure.search(value)
            yield Mention(
                table=table,
                column=column,
                row=row["id"],
                owner=_owner(db, table, row),
                snippet=snippet(value, certain or first),
                count=sum(1 for _ in pattern.finditer(value)),
                sure=certain is not None,
            )


def _is_text(table: str, column: str) -> bool:
    """Say whether a column holds what a person or a file wrote about others."""
    if _CODES.fullmatch(column) or _NAMES.fullmatch(column):
        return False
    return not (column == "name" and table in _NAMED)


def _owner(db: Connection, table: str, row: dict[str, Any]) -> str:
    """Return the name of the person a row is about, "" if it is about nobody."""
    person_id = row["id"] if table == "person" else row.get("person_id")
    if person_id is None and row.get("meeting_id") is not None:
        found = db.execute("SELECT person_id FROM meeting WHERE id = ?", (row["meeting_id"],))
        person_id = (found.fetchone() or (None,))[0]
    if person_id is None:
        return str(row.get("name", "")) if table in ("company", "event", "tag") else ""
    found = db.execute("SELECT name FROM person WHERE id = ?", (person_id,)).fetchone()
    return str(found[0]) if found else ""


def replace(db: Connection, mention: Mention, person: Traces) -> bool:
    """Write the stand-in where a text names the person; False if it names them no more."""
    if mention.table not in TABLES:
        raise KeyError(mention.table)
    columns = {row[1] for row in db.execute(f'PRAGMA main.table_info("{mention.table}")')}
    if mention.column not in columns:
        raise KeyError(mention.column)
    row = db.execute(
        f'SELECT "{mention.column}" FROM "{mention.table}" WHERE id = ?', (mention.row,)
    ).fetchone()
    if row is None or not isinstance(row[0], str):
        return False
    text, count = person.pattern().subn(lambda _match: person.stand_in, row[0])
    if count:
        rev = ", rev = rev + 1" if "rev" in columns else ""
        db.execute(
            f'UPDATE "{mention.table}" SET "{mention.column}" = ?{rev} WHERE id = ?',
            (text, mention.row),
        )
    return bool(count)


def remove(db: Connection, person_id: PersonId, own: dict[str, Collection[int]]) -> None:
    """Delete the person with all that is theirs, and the bytes of their files."""
    companies = _companies(db, person_id)
    db.executemany("DELETE FROM insight WHERE id = ?", [(each,) for each in own.get("insight", ())])
    db.execute("DELETE FROM person WHERE id = ?", (person_id,))
    for company_id in companies:
        _remove_if_alone(db, company_id)
    attachments.drop_unused(db)
    while search.is_stale(db):
        search.refresh(db, _SLICE)


def _companies(db: Connection, person_id: PersonId) -> list[int]:
    found = db.execute(
        "SELECT company_id FROM person WHERE id = ?1 AND company_id IS NOT NULL"
        " UNION SELECT company_id FROM position WHERE person_id = ?1 AND company_id IS NOT NULL",
        (person_id,),
    )
    return [row[0] for row in found]


def _remove_if_alone(db: Connection, company_id: int) -> None:
    """Delete a company of which nothing is known but that the person worked there."""
    row = db.execute("SELECT website || about FROM company WHERE id = ?", (company_id,)).fetchone()
    if row is None or row[0]:
        return
    for table, columns in referring(db, "company"):
        for column in columns:
            query = f'SELECT 1 FROM "{table}" WHERE "{column}" = ? LIMIT 1'
            if db.execute(query, (company_id,)).fetchone():
                return
    db.execute("DELETE FROM company WHERE id = ?", (company_id,))


def rebuild(db: Connection) -> None:
    """Write the file anew, so that no page holds what was deleted; outside a transaction.

    What is deleted is overwritten (secure_delete), but that promises nothing about copies on pages
    that were split or joined: docs/decisions/0019-erasing-writes-the-file-anew.md.
    """
    for index in ("person_fts", "text_fts"):
        db.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
    db.execute("VACUUM")


def holds(db: Connection, uid: str, person: Traces) -> bool:
    """Say whether a database holds a person: their row, or one that was named like them."""
    if db.execute("SELECT 1 FROM person WHERE uid = ?", (uid,)).fetchone():
        return True
    name = next(iter(person.names), "")
    found = db.execute("SELECT 1 FROM person WHERE name = ? COLLATE NOCASE", (name,))
    return bool(name) and found.fetchone() is not None
