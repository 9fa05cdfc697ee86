"""Taking out a step that is not the newest: what later steps touched stays as it is."""

import json
from collections.abc import Collection, Generator, Iterator, Mapping, Set
from dataclasses import dataclass

from infodesk.store import changelog
from infodesk.store.opening import Connection, IntegrityError

Entry = tuple[str, int]
"""A table's name and the id of one of its rows."""

Kept = Mapping[str, frozenset[int]]
"""The rows that were left as they are, by table."""


@dataclass(frozen=True, slots=True)
class _Reference:
    """A column that leads to a row of another table."""

    table: str
    column: str
    target: str
    cascades: bool


class _References:
    """How the rows of the logged tables hang together.

    A row belongs to the row its first reference that cascades leads to: a note to its person. All
    other references merely need what they lead to.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        self.of: dict[str, list[_Reference]] = {}
        self.owned_by: dict[str, list[_Reference]] = {}
        self._owner: dict[str, _Reference] = {}
        for table in changelog.TABLES:
            places = {row[1]: row[0] for row in db.execute(f'PRAGMA table_info("{table}")')}
            found = [
                _Reference(table, row[3], row[2], row[6] == "CASCADE")
                for row in db.execute(f'PRAGMA foreign_key_list("{table}")')
            ]
            self.of[table] = found
            if owners := [each for each in found if each.cascades]:
                owner = min(owners, key=lambda each: places[each.column])
                self._owner[table] = owner
                self.owned_by.setdefault(owner.target, []).append(owner)

    def needed(self, entry: Entry) -> Iterator[tuple[Entry, bool]]:
        """Yield the rows that a row leads to, and whether it belongs to them."""
        table, row_id = entry
        for each in self.of[table]:
            sql = f'SELECT "{each.column}" FROM "{table}" WHERE id = ?'
            row = self._db.execute(sql, (row_id,)).fetchone()
            if row and row[0] is not None:
                yield (each.target, row[0]), each is self._owner.get(table)

    def owned(self, entry: Entry) -> Iterator[Entry]:
        """Yield the rows that belong to a row."""
        table, row_id = entry
        for each in self.owned_by.get(table, ()):
            sql = f'SELECT id FROM "{each.table}" WHERE "{each.column}" = ?'
            for (child,) in self._db.execute(sql, (row_id,)).fetchall():
                yield each.table, child


def _kept(references: _References, mine: Set[Entry], later: Collection[Entry]) -> set[Entry]:
    """Return which rows of a step have to stay.

    Those touched later, what they belong to (a person of whom a note was written since), all that
    the step brought of it (that person's addresses), and what these rows lead to (their company).
    """
    whole: set[Entry] = set()
    alone: set[Entry] = set()
    waiting = [(entry, True) for entry in later]
    while waiting:
        entry, with_all = waiting.pop()
        if entry in whole or (not with_all and entry in alone):
            continue
        (whole if with_all else alone).add(entry)
        waiting += [(needed, with_all and owns) for needed, owns in references.needed(entry)]
        if with_all:
            waiting += [(child, True) for child in references.owned(entry) if child in mine]
    return {entry for entry in whole | alone if entry in mine}


def take_out(
    db: Connection, span: changelog.Span, later: Collection[Entry]
) -> Generator[int, None, Kept]:
    """Put back the rows of one step, except those that `later` keeps; yield the count so far.

    Runs inside a transaction that logs under another step. A row that cannot be put back, because
    a later one took its place, is kept too.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")
    rows = db.execute(
        "SELECT tbl, op, id, before FROM change_log WHERE seq BETWEEN ? AND ? ORDER BY seq DESC",
        (span.first, span.last),
    ).fetchall()
    mine = {(changelog.TABLES[row[0]], row[2]) for row in rows}
    kept = _kept(_References(db), mine, later)
    put_back = set()
    for done, (number, op, row_id, before) in enumerate(rows, start=1):
        table = changelog.TABLES[number]
        if (table, row_id) in kept:
            continue
        try:
            if op == "I":
                db.execute(f'DELETE FROM main."{table}" WHERE id = ?', (row_id,))
            else:
                changelog.put_back(db, table, op, json.loads(before))
                put_back.add(table)
        except IntegrityError:
            kept.add((table, row_id))
        if done % 50 == 0:
            yield done
    for table in put_back:
        _mend(db, table)
    found: dict[str, set[int]] = {}
    for table, row_id in kept:
        found.setdefault(table, set()).add(row_id)
    return {table: frozenset(ids) for table, ids in found.items()}


def _mend(db: Connection, table: str) -> None:
    """Let go of references to rows that later steps removed."""
    broken = db.execute(f'PRAGMA foreign_key_check("{table}")').fetchall()
    keys = {row[0]: row for row in db.execute(f'PRAGMA foreign_key_list("{table}")')}
    for _table, row_id, _parent, key in broken:
        column, on_delete = keys[key][3], keys[key][6]
        if on_delete == "SET NULL":
            db.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE id = ?', (row_id,))
        else:
            db.execute(f'DELETE FROM "{table}" WHERE id = ?', (row_id,))
