"""Making two people one in the rows of all tables, and parting them again.

What a merge did is kept as JSON in `person_merge`: the row of the one who went, which rows were
moved, which went because the other had the same, and what was changed. Splitting plays that back
and leaves alone what was touched since (docs/decisions/0012-a-merge-keeps-its-receipt.md).
"""

import json
from collections.abc import Mapping
from typing import Any

from infodesk.core.duplicates import Choices, Merge, MergeField, Side
from infodesk.core.errors import NoSuchRecord
from infodesk.core.ids import MergeId, PersonId
from infodesk.core.people import Person
from infodesk.core.text import fold
from infodesk.store import companies, duplicates, people, touches
from infodesk.store.opening import Connection
from infodesk.store.references import Dropped, Moved, image, move

_COLUMNS = {
    MergeField.NAME: ("first_name", "last_name", "name", "sort_key", "match_name", "plain_name"),
    MergeField.JOB: ("title", "company", "company_id"),
    MergeField.LOCATION: ("location",),
    MergeField.ABOUT: ("about",),
    MergeField.STAGE: ("stage", "reply", "ending"),
    MergeField.CONNECTED: ("connected_on",),
    MergeField.PHOTO: ("photo_id",),
}
_KEPT = (
    "id",
    "rev",
    "uid",
    "source",
    "import_name",
    "created_at",
    "updated_at",
    "deleted_at",
    "last_touch_on",
    "contact",
    "edited_fields",
    "slug",
    "do_not_contact",
    "keep_private",
    *people.STEP_COLUMNS,
)
_OWN = frozenset(_KEPT) | frozenset(name for names in _COLUMNS.values() for name in names)
"""Columns that are chosen, combined or kept; any other is taken over where there was nothing."""

_GUARDED = {
    MergeField.NAME: ("first_name", "last_name"),
    MergeField.JOB: ("title", "company"),
    MergeField.PROFILE: ("slug",),
    MergeField.CONNECTED: ("connected_on",),
}


def merge(
    db: Connection,
    one: Person,
    other: Person,
    chosen: Choices,
    by_hand: frozenset[MergeField],
    now: str,
) -> MergeId:
    """Let everything of `other` belong to `one` and return the receipt's id.

    `chosen` says for each field whose value stays; a field chosen `by_hand` is the person's own
    word, which no import overwrites.
    """
    receipt = _Receipt(db, one.id)
    mine, theirs = image(db, "person", one.id), image(db, "person", other.id)
    receipt.gone = theirs
    _join_notes(db, receipt, one.id, other.id)
    _drop_doubles(db, receipt, one.id, other.id)
    # First of all: a profile belongs to one row at a time.
    db.execute("UPDATE person SET slug = NULL WHERE id = ?", (other.id,))
    moved, dropped = move(db, "person", other.id, one.id)
    receipt.moved += moved
    receipt.dropped += dropped
    db.execute("DELETE FROM person WHERE id = ?", (other.id,))
    values = _merged_columns(mine, theirs, chosen)
    values["edited_fields"] = _edited(mine, theirs, chosen, by_hand)
    _remember(db, receipt, one.id, (mine, theirs), values)
    receipt.change_person(mine, values, now)
    _settle_positions(db, receipt, one.id, values, now)
    touches.refresh_last_touch(db, one.id)
    people.refresh_contact(db, one.id)
    return receipt.write(other.name, now)


class _Receipt:
    """Notes what a merge does, so that it can be taken apart."""

    def __init__(self, db: Connection, kept: PersonId) -> None:
        self._db, self._kept = db, kept
        self.gone: dict[str, Any] = {}
        self.moved: list[Moved] = []
        self.dropped: list[Dropped] = []
        self.changed: list[tuple[str, int, str, Any, Any]] = []
        self.added: list[tuple[str, int]] = []

    def drop(self, table: str, row_id: int) -> None:
        self.dropped.append(Dropped(table, image(self._db, table, row_id)))
        self._db.execute(f'DELETE FROM "{table}" WHERE id = ?', (row_id,))

    def change(self, table: str, row_id: int, values: Mapping[str, Any]) -> None:
        before = image(self._db, table, row_id)
        fresh = {name: value for name, value in values.items() if before[name] != value}
        if not fresh:
            return
        self.changed += [
            (table, row_id, name, before[name], value) for name, value in fresh.items()
        ]
        pairs = "".join(f'"{name}" = ?, ' for name in fresh)
        self._db.execute(
            f'UPDATE "{table}" SET {pairs}rev = rev + 1 WHERE id = ?', (*fresh.values(), row_id)
        )

    def change_person(self, before: Mapping[str, Any], values: Mapping[str, Any], now: str) -> None:
        self.change("person", before["id"], values)
        self._db.execute("UPDATE person SET updated_at = ? WHERE id = ?", (now, before["id"]))

    def write(self, name: str, now: str) -> MergeId:
        kept = json.dumps(
            {
                "gone": self.gone,
                "moved": [(each.table, each.column, each.id) for each in self.moved],
                "dropped": [(each.table, each.image) for each in self.dropped],
                "changed": self.changed,
                "added": self.added,
            },
            ensure_ascii=False,
        )
        cursor = self._db.execute(
            "INSERT INTO person_merge (person_id, name, merged_at, kept) VALUES (?, ?, ?, ?)",
            (self._kept, name, now, kept),
        )
        return MergeId(cursor.lastrowid)


# What becomes of the rows


def _join_notes(db: Connection, receipt: _Receipt, one: PersonId, other: PersonId) -> None:
    """Make one note of the two people's general notes."""
    query = "SELECT id, body FROM note WHERE person_id = ? AND meeting_id IS NULL ORDER BY id"
    mine, theirs = (db.execute(query, (each,)).fetchall() for each in (one, other))
    if not mine or not theirs:
        return
    bodies = [body for _id, body in (mine[0], *theirs) if body.strip()]
    for note_id, _body in theirs:
        receipt.drop("note", note_id)
    receipt.change("note", mine[0][0], {"body": "\n\n".join(bodies)})


def _drop_doubles(db: Connection, receipt: _Receipt, one: PersonId, other: PersonId) -> None:
    """Take away what the other one has just the same: numbers, links, positions, schools."""
    for table, key in (
        ("phone", lambda row: duplicates.phone_key(row["number"]) or row["number"]),
        ("link", lambda row: row["url"].casefold().rstrip("/")),
        ("position", _position_key),
        ("education", lambda row: (fold(row["school"]), fold(row["degree"]))),
    ):
        mine = {key(row): row for row in _of_person(db, table, one)}
        for row in _of_person(db, table, other):
            same = mine.get(key(row))
            if same is None:
                continue
            known: dict[str, Any] = {
                name: row[name]
                for name in ("started_on", "finished_on")
                if name in row and row[name] and not same[name]
            }
            if known:
                receipt.change(table, same["id"], known)
            receipt.drop(table, row["id"])


def _position_key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    company = row["company_id"] or fold(row["company"])
    return fold(row["title"]), company, row["is_current"], row["started_on"] or ""


def _of_person(db: Connection, table: str, person_id: PersonId) -> list[dict[str, Any]]:
    query = f'SELECT id FROM "{table}" WHERE person_id = ? ORDER BY id'
    return [image(db, table, row[0]) for row in db.execute(query, (person_id,)).fetchall()]


def _settle_positions(
    db: Connection, receipt: _Receipt, person_id: PersonId, values: Mapping[str, Any], now: str
) -> None:
    """Leave one present position, the one that was chosen; the others become history."""
    current = [row for row in _of_person(db, "position", person_id) if row["is_current"]]
    title, company = values["title"], values["company"]
    present = [row for row in current if (row["title"], row["company"]) == (title, company)]
    if not present and (title or company):
        added = people.add_position(
            db,
            person_id,
            title=title,
            company=company,
            company_id=values["company_id"],
            noted_on=now[:10],
        )
        receipt.added.append(("position", added))
    for row in current:
        if row is not (present[-1] if present else None):
            receipt.change("position", row["id"], {"is_current": 0})


# What becomes of the person's own columns


def _merged_columns(
    mine: Mapping[str, Any], theirs: Mapping[str, Any], chosen: Choices
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field, names in _COLUMNS.items():
        side = chosen[field]
        for name in names:
            values[name] = theirs[name] if side is Side.OTHER else mine[name]
        if side is Side.BOTH:
            texts = [row[names[0]] for row in (mine, theirs) if row[names[0]].strip()]
            values[names[0]] = "\n\n".join(dict.fromkeys(texts))
    slugs = [mine["slug"], theirs["slug"]]
    if chosen[MergeField.PROFILE] is Side.OTHER:
        slugs.reverse()
    values["slug"] = slugs[0] or slugs[1]
    for name in ("do_not_contact", "keep_private"):
        values[name] = max(mine[name], theirs[name])
    for name in mine.keys() - _OWN:
        values[name] = mine[name] or theirs[name]
    return values


def _edited(
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    chosen: Choices,
    by_hand: frozenset[MergeField],
) -> str:
    """Return the fields that count as typed: those of the side that was taken, those chosen."""
    fields: set[str] = set()
    for field, names in _GUARDED.items():
        source = theirs if chosen[field] is Side.OTHER else mine
        fields |= set(names) & set(source["edited_fields"].split())
        if field in by_hand:
            fields |= set(names)
    others = (mine["edited_fields"] + " " + theirs["edited_fields"]).split()
    guarded = {name for names in _GUARDED.values() for name in names}
    return " ".join(sorted(fields | (set(others) - guarded)))


def _remember(
    db: Connection,
    receipt: _Receipt,
    person_id: PersonId,
    both: tuple[Mapping[str, Any], Mapping[str, Any]],
    values: Mapping[str, Any],
) -> None:
    """Keep profile, name and marks that are not the person's any more, to be found by them."""
    for row, gone in zip(both, (False, True), strict=True):
        slug = row["slug"] if row["slug"] != values["slug"] else None
        marks = [(row["uid"], row["member_urn"] or "")] if gone else []
        for name in sorted({row["match_name"], row["import_name"]} - {""}):
            if slug is None and not marks and name == values["match_name"]:
                continue
            uid, urn = marks.pop() if marks else ("", "")
            cursor = db.execute(
                "INSERT INTO person_alias (person_id, slug, match_name, connected_on, uid,"
                " member_urn) VALUES (?, ?, ?, ?, ?, ?)",
                (person_id, slug, name, row["connected_on"], uid, urn),
            )
            receipt.added.append(("person_alias", cursor.lastrowid))
            slug = None


# Reading and splitting


def merges_of(db: Connection, person_id: PersonId) -> list[Merge]:
    """Return who was merged into a person, the latest first."""
    query = "SELECT id, name, merged_at FROM person_merge WHERE person_id = ? ORDER BY id DESC"
    return [
        Merge(id=MergeId(row[0]), person_id=person_id, name=row[1], merged_at=row[2])
        for row in db.execute(query, (person_id,))
    ]


def split(db: Connection, merge_id: MergeId, now: str) -> PersonId:
    """Part two people and return the one who left again; NoSuchRecord if they are parted."""
    row = db.execute(
        "SELECT person_id, kept FROM person_merge WHERE id = ?", (merge_id,)
    ).fetchone()
    if row is None:
        raise NoSuchRecord()
    kept, receipt = PersonId(row[0]), json.loads(row[1])
    db.execute("DELETE FROM person_merge WHERE id = ?", (merge_id,))
    for table, row_id in receipt["added"]:
        db.execute(f'DELETE FROM "{table}" WHERE id = ? AND person_id = ?', (row_id, kept))
    for table, row_id, name, before, after in reversed(receipt["changed"]):
        # Merged again since, the one who stayed is somebody else, with other values.
        if table != "person" or row_id == kept:
            _change_back(db, table, row_id, name, before, after)
    gone = _bring_back(db, receipt["gone"], now)
    for table, column, row_id in receipt["moved"]:
        db.execute(
            f'UPDATE OR IGNORE "{table}" SET "{column}" = ? WHERE id = ? AND "{column}" = ?',
            (gone, row_id, kept),
        )
    for table, old in receipt["dropped"]:
        _insert_again(db, table, old, receipt["gone"]["id"], gone)
    duplicates.keep_apart(db, kept, gone, now)
    for each in (kept, gone):
        touches.refresh_last_touch(db, each)
        people.refresh_contact(db, each)
    db.execute("UPDATE person SET rev = rev + 1, updated_at = ? WHERE id = ?", (now, kept))
    return gone


def _change_back(
    db: Connection, table: str, row_id: int, name: str, before: Any, after: Any
) -> None:
    """Put back a value, unless somebody changed it since."""
    if (table, name) == ("person", "company_id") and not _exists(db, "company", before):
        before = None
    db.execute(
        f'UPDATE OR IGNORE "{table}" SET "{name}" = ?, rev = rev + 1'
        f' WHERE id = ? AND "{name}" IS ?',
        (before, row_id, after),
    )


def _bring_back(db: Connection, old: dict[str, Any], now: str) -> PersonId:
    """Add the person who went, under the same id if nobody has it by now."""
    known = {row[1] for row in db.execute("PRAGMA main.table_info(person)")}
    values = {name: value for name, value in old.items() if name in known}
    if _exists(db, "person", values["id"]):
        del values["id"]
    # Filled again when the steps come back.
    values |= {"next_step": "", "next_step_kind": "", "next_step_on": None}
    slug = values["slug"]
    taken = "SELECT 1 FROM person WHERE slug = ?1 UNION SELECT 1 FROM person_alias WHERE slug = ?1"
    if slug and db.execute(taken, (slug,)).fetchone():
        values["slug"] = None
    if values["company_id"] and not _exists(db, "company", values["company_id"]):
        values["company_id"] = companies.ensure(db, values["company"], now)
    values["photo_id"] = (
        None if not _exists(db, "attachment", values["photo_id"]) else (values["photo_id"])
    )
    values["updated_at"] = now
    names, gaps = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    cursor = db.execute(f"INSERT INTO person ({names}) VALUES ({gaps})", (*values.values(),))
    return PersonId(cursor.lastrowid)


def _insert_again(
    db: Connection, table: str, old: dict[str, Any], former: int, gone: PersonId
) -> None:
    """Add a row that went with the merge, unless what it belongs to is not there any more."""
    known = {row[1] for row in db.execute(f'PRAGMA main.table_info("{table}")')}
    values = {name: value for name, value in old.items() if name in known}
    for key in db.execute(f'PRAGMA main.foreign_key_list("{table}")').fetchall():
        target, column, action = key[2], key[3], key[6]
        if target == "person" and values.get(column) == former:
            values[column] = gone
        if values.get(column) is not None and not _exists(db, target, values[column]):
            if action != "SET NULL":
                return
            values[column] = None
    if _exists(db, table, values["id"]):
        del values["id"]
    names, gaps = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    db.execute(f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({gaps})', (*values.values(),))


def _exists(db: Connection, table: str, row_id: Any) -> bool:
    query = f'SELECT 1 FROM "{table}" WHERE id = ?'
    return row_id is not None and db.execute(query, (row_id,)).fetchone() is not None
