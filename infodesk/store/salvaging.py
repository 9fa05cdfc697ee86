"""Saving what can be read of a database with damaged pages into a new one, row by row.

The pages are read one by one, not through SQLite: one damaged page inside a tree, or the first
page, would hide thousands of sound rows from it. Trees are followed from their roots; pages that
nothing leads to any more are given to the one damaged table whose rows they can hold.
"""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sqlcipher3 import dbapi2 as sqlcipher

from infodesk.core.errors import UserError, VaultDamaged, VaultTooNew
from infodesk.core.progress import Job, Progress
from infodesk.core.salvage import Salvage, SavedKind
from infodesk.store import (
    btrees,
    changelog,
    companies,
    copying,
    exchange,
    healing,
    migrations,
    search,
)
from infodesk.store.btrees import Row, Unreadable, Value
from infodesk.store.opening import (
    Connection,
    all_or_nothing,
    create_database,
    open_database,
    remove_database,
    user_errors,
)

_SCHEMA_KINDS = {"table", "index", "view", "trigger"}
_SLICE = 64
_KEPT_BESIDES = ("attachment_content",)
_FROM_INDEX = (
    "company",
    "tag",
    "person",
    "person_tag",
    "email",
    "not_same",
    "not_now",
    "meeting",
    "meeting_question",
    "note",
    "touch",
)
"""Tables whose rows are worth having when only their indexes are left, and the search index."""


class Pages(Protocol):
    """The pages of a database file, decrypted."""

    count: int

    def read(self, number: int) -> bytes | None:
        """Return what a page holds, None for a damaged one."""


@dataclass(slots=True)
class _Shape:
    """A table as the schema has it; `fewest` is how many columns its oldest rows may have."""

    name: str
    columns: list[tuple[str, str, bool, str | None]]
    fewest: int

    @property
    def names(self) -> list[str]:
        """The names of the columns, in their order."""
        return [column[0] for column in self.columns]


@dataclass(slots=True)
class _Index:
    """An index: its columns, and whether it holds every row of its table."""

    name: str
    columns: list[str]
    complete: bool


@dataclass(slots=True)
class _Table:
    """What is known of one table: its pages, whether all of its tree was there, what was saved."""

    shape: _Shape
    indexes: list[_Index]
    leaves: list[int] = field(default_factory=list)
    whole: bool = False
    partly: int = 0
    expected: int | None = None


class _Forest:
    """All trees of the database, and which pages have been reached from a root."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.kinds: dict[int, int] = {}
        self.damaged: set[int] = set()
        self.free: set[int] = set()
        self.reached: set[int] = set()
        self.first: bytes | None = None

    def survey(self) -> Job[None]:
        """Look at every page once."""
        pages = self.pages
        for number in range(1, pages.count + 1):
            if number % _SLICE == 1:
                yield Progress(phase="salvage-reading", done=number, total=pages.count)
            page = pages.read(number)
            if page is None:
                self.damaged.add(number)
            elif kind := btrees.kind_of(page, number):
                self.kinds[number] = kind
        self.first = pages.read(1) if pages.count else None
        if self.first is not None:
            self.free = btrees.free_pages(self.first, pages.read)
            told = min(btrees.page_count(self.first), 16 * pages.count + 1024)
            self.damaged.update(range(pages.count + 1, told + 1))
        self.damaged -= self.free

    def walk(self, root: int) -> tuple[list[int], bool]:
        """Return the pages of a tree that hold rows, in order, and whether none was missing."""
        found, whole, waiting, seen = [], True, [root], set()
        while waiting:
            number = waiting.pop()
            node = self.node(number)
            if node is None or number in seen:
                whole = False
                continue
            seen.add(number)
            self.reached.add(number)
            if node.kind != btrees.TABLE_INSIDE:
                found.append(number)
            waiting.extend(reversed(node.children))
        return found, whole

    def node(self, number: int) -> btrees.Node | None:
        """Return a page of a tree, None if it is damaged or none."""
        if number not in self.kinds:
            return None
        page = self.pages.read(number)
        try:
            return btrees.node(page, number) if page is not None else None
        except Unreadable:
            return None

    def rows(self, number: int) -> Iterator[Row]:
        """Yield the rows or entries on a page, as far as each can be read."""
        node = self.node(number)
        for cell in node.cells if node else ():
            with contextlib.suppress(Unreadable, UnicodeDecodeError):
                yield btrees.row(cell, self.pages.read)


def salvage(
    pages: Pages, target: Path, key: bytearray, vault_id: bytes, *, now: str, unnamed: str
) -> Job[Salvage]:
    """Write what `pages` still hold into a new database at `target`, which is then checked.

    `unnamed` is what somebody is called whose name is lost. Runs on one thread, any. Raises
    VaultDamaged if nothing at all can be read, VaultTooNew, VaultExists, CannotWrite, DiskFull;
    then, and when cancelled, `target` is not there.
    """
    forest = _Forest(pages)
    yield from forest.survey()
    if not forest.kinds:
        raise VaultDamaged(path=str(target), detail="no page can be read")
    schema = _schema_rows(forest)
    version = _version(forest, schema)
    tables = _tables(version)
    roots = {str(row.values[1]): row.values[3] for row in schema}
    for name, table in tables.items():
        root = roots.get(name)
        if isinstance(root, int):
            table.leaves, table.whole = forest.walk(root)
    indexes = {name: forest.walk(root) for name, root in _index_roots(schema)}
    unplaced = yield from _place_orphans(
        forest, tables, indexes, schema_pages=_schema_pages(forest)
    )
    db = create_database(target, key, vault_id)
    try:
        with user_errors(target):
            migrations.migrate(db, last=version)
            yield from _fill(db, forest, tables, indexes, vault_id, now, unnamed)
            kinds = _counts(db, tables)
            yield Progress(phase="salvage-writing")
            broken = {name for name, table in tables.items() if not table.whole or table.partly}
            healing.mend(db, broken & {"attachment_content", *changelog.TABLES}, now, unnamed)
            yield from _finish(db, target)
        db.close()
    except BaseException:
        db.close()
        remove_database(target)
        raise
    return Salvage(kinds=kinds, pages=pages.count, damaged=len(forest.damaged), unplaced=unplaced)


def roll_back(copy: Path, key: bytearray, vault_id: bytes) -> None:
    """Let SQLite take back what a crash left half written in a copy with its journal.

    That it cannot be opened afterwards is no reason to stop.
    """
    with contextlib.suppress(UserError):
        open_database(copy, key, vault_id).close()


# What there was


def _schema_rows(forest: _Forest) -> list[Row]:
    leaves, whole = forest.walk(1)
    rows = [row for number in leaves for row in forest.rows(number) if _is_schema(row)]
    if not whole:
        for number in _schema_pages(forest):
            if number not in forest.reached:
                forest.reached.add(number)
                rows += forest.rows(number)
    return rows


def _schema_pages(forest: _Forest) -> set[int]:
    return {
        number
        for number, kind in forest.kinds.items()
        if kind == btrees.TABLE_LEAF
        and (first := next(forest.rows(number), None)) is not None
        and _is_schema(first)
    }


def _is_schema(row: Row) -> bool:
    values = row.values
    return len(values) >= 4 and values[0] in _SCHEMA_KINDS and isinstance(values[3], int)


def _index_roots(schema: Iterable[Row]) -> Iterator[tuple[str, int]]:
    for row in schema:
        kind, name, _table, root = row.values[:4]
        if kind == "index" and isinstance(root, int):
            yield str(name), root


def _version(forest: _Forest, schema: list[Row]) -> int:
    """Return the version of the schema: what page 1 says, else the one that looks most alike."""
    newest = len(migrations.steps())
    if forest.first is not None:
        version = btrees.schema_version(forest.first)
        if version > newest:
            raise VaultTooNew(needs=None)
        if version:
            return version
    found = {(row.values[1], row.values[4]) for row in schema if len(row.values) == 5}
    best, likest = newest, -1
    with contextlib.closing(sqlcipher.connect(":memory:", isolation_level=None)) as db:
        for version in range(1, newest + 1):
            migrations.migrate(db, last=version)
            alike = len(found & set(db.execute("SELECT name, sql FROM sqlite_schema")))
            if alike >= likest:
                best, likest = version, alike
    return best


def _tables(version: int) -> dict[str, _Table]:
    """Return the tables of a version of the schema; nothing is known of their pages yet."""
    fewest: dict[str, int] = {}
    with contextlib.closing(sqlcipher.connect(":memory:", isolation_level=None)) as db:
        for number in range(1, version + 1):
            migrations.migrate(db, last=number)
            for (name,) in db.execute(_TABLE_NAMES).fetchall():
                columns = db.execute(f'PRAGMA table_info("{name}")').fetchall()
                fewest.setdefault(name, len(columns))
        found = {}
        for (name,) in db.execute(_TABLE_NAMES).fetchall():
            columns = [
                (column[1], column[2].upper(), bool(column[3]), column[4])
                for column in db.execute(f'PRAGMA table_info("{name}")')
            ]
            indexes = [
                _Index(
                    index[1],
                    [row[2] for row in db.execute(f'PRAGMA index_info("{index[1]}")')],
                    not index[4],
                )
                for index in db.execute(f'PRAGMA index_list("{name}")').fetchall()
            ]
            found[name] = _Table(_Shape(name, columns, fewest[name]), indexes)
    return found


_TABLE_NAMES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"


# Pages that nothing leads to


def _place_orphans(
    forest: _Forest,
    tables: dict[str, _Table],
    indexes: dict[str, tuple[list[int], bool]],
    *,
    schema_pages: set[int],
) -> Job[int]:
    """Give each page of rows that no root leads to to its table; return how many found none."""
    broken = [table for table in tables.values() if not table.whole]
    orphans = sorted(
        number
        for number, kind in forest.kinds.items()
        if kind == btrees.TABLE_LEAF
        and number not in forest.reached
        and number not in forest.free
        and number not in schema_pages
    )
    entries: dict[str, set[tuple[Value, ...]]] = {}
    unplaced = 0
    for done, number in enumerate(orphans):
        if done % _SLICE == 0:
            yield Progress(phase="salvage-reading", done=done, total=len(orphans))
        rows = list(forest.rows(number))
        fitting = [table for table in broken if rows and all(_fits(table.shape, r) for r in rows)]
        if len(fitting) > 1:
            fitting = _named_by_indexes(forest, fitting, rows, indexes, entries)
        if len(fitting) == 1:
            fitting[0].leaves.append(number)
        elif rows:
            unplaced += 1
    return unplaced


def _fits(shape: _Shape, row: Row) -> bool:
    """Say whether a table could hold this row."""
    count = len(row.values)
    if count > len(shape.columns) or (row.whole and count < shape.fewest):
        return False
    last = count - 1 if not row.whole else count  # it may be cut
    types = {name: kind for name, kind, _needed, _default in shape.columns}
    for place, value in enumerate(row.values[:last]):
        name, kind, needed, _default = shape.columns[place]
        if name == "id":
            if value is not None:
                return False
        elif value is None:
            if needed:
                return False
        elif kind in ("INTEGER", "TEXT"):
            if not exchange.fits(types, name, value):
                return False
        elif kind == "BLOB" and not isinstance(value, bytes):
            return False
    return True


def _named_by_indexes(
    forest: _Forest,
    fitting: list[_Table],
    rows: list[Row],
    indexes: dict[str, tuple[list[int], bool]],
    entries: dict[str, set[tuple[Value, ...]]],
) -> list[_Table]:
    """Return the table whose indexes name these rows, none if that cannot be told."""
    named = []
    for table in fitting:
        hits = 0
        for index in table.indexes:
            if index.name not in entries:
                leaves, _whole = indexes.get(index.name, ([], False))
                entries[index.name] = {e.values for n in leaves for e in forest.rows(n)}
            for row in rows:
                values = _as_stored(table.shape, row)
                key = (*(values.get(name) for name in index.columns), row.rowid)
                hits += key in entries[index.name]
        if hits:
            named.append((hits, table))
    if named:
        most = max(hits for hits, _table in named)
        return [table for hits, table in named if hits == most]
    # Bytes in a wrong place are found out by their length; a text could be anything.
    data = [table for table in fitting if table.shape.name in _KEPT_BESIDES]
    return data or [table for table in fitting if all(_is_index(each) for each in fitting)][:1]


def _is_index(table: _Table) -> bool:
    return "_fts_" in table.shape.name


def _as_stored(shape: _Shape, row: Row) -> dict[str, Value]:
    found = dict(zip(shape.names, row.values, strict=False))
    if "id" in found:
        found["id"] = row.rowid
    return found


# Into the new database


def _fill(
    db: Connection,
    forest: _Forest,
    tables: dict[str, _Table],
    indexes: dict[str, tuple[list[int], bool]],
    vault_id: bytes,
    now: str,
    unnamed: str,
) -> Job[None]:
    kept = ["vault", *changelog.TABLES, *_KEPT_BESIDES]
    chosen = [tables[name] for name in kept if name in tables]
    total = sum(len(table.leaves) for table in chosen)
    done = 0
    db.execute("PRAGMA foreign_keys = OFF")
    with all_or_nothing(db), _without_triggers(db):
        for table in chosen:
            db.execute(f'DELETE FROM "{table.shape.name}"')
            for number in table.leaves:
                done += 1
                if done % 8 == 1:
                    yield Progress(phase="salvage-writing", done=done, total=total)
                for row in forest.rows(number):
                    _put(db, table, row, now)
        texts = _texts(forest, tables.get("text_fts_content"))
        for table in chosen:
            _read_indexes(db, forest, table, indexes, texts, now, unnamed)
            if table.partly:
                healing.complete(db, table.shape.name, texts)
        db.execute(
            "INSERT OR IGNORE INTO vault (id, vault_id, created_at) VALUES (1, ?, ?)",
            (vault_id.hex(), now),
        )
        db.execute("UPDATE vault SET vault_id = ?, commit_seq = commit_seq + 1", (vault_id.hex(),))


@contextlib.contextmanager
def _without_triggers(db: Connection) -> Iterator[None]:
    """Add rows as they were: what triggers would work out of them is in other rows already."""
    triggers = db.execute(
        "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger' ORDER BY rowid"
    ).fetchall()
    for name, _sql in triggers:
        db.execute(f'DROP TRIGGER main."{name}"')
    yield
    for _name, sql in triggers:
        db.execute(sql)


def _put(db: Connection, table: _Table, row: Row, now: str) -> None:
    """Add a row; one whose end is lost gets what the schema gives, or nothing."""
    shape = table.shape
    values = _as_stored(shape, row)
    if not row.whole:
        if shape.name in _KEPT_BESIDES:
            return
        values = _filled(shape, values, now)
    if _insert(db, shape.name, values) and not row.whole:
        table.partly += 1


def _insert(db: Connection, table: str, values: dict[str, Value]) -> bool:
    names = ", ".join(f'"{name}"' for name in values)
    gaps = ", ".join("?" * len(values))
    added = db.execute(
        f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({gaps})', (*values.values(),)
    )
    return bool(added.rowcount)


def _filled(shape: _Shape, values: dict[str, Value], now: str) -> dict[str, Value]:
    """Return `values` with something in every column that must have a value."""
    full = dict(values)
    for name, kind, needed, default in shape.columns:
        if needed and default is None and full.get(name) is None and name != "id":
            full[name] = now if name.endswith("_at") else 0 if kind == "INTEGER" else ""
    return full


def _read_indexes(
    db: Connection,
    forest: _Forest,
    table: _Table,
    indexes: dict[str, tuple[list[int], bool]],
    texts: dict[tuple[str, int], str],
    now: str,
    unnamed: str,
) -> None:
    """Learn from a table's indexes how many rows there were, and what they tell of lost ones."""
    shape = table.shape
    saved = {row[0] for row in db.execute(f'SELECT id FROM "{shape.name}"')}
    if table.whole:
        table.expected = len(saved)
        return
    exact = False
    missing: dict[int, dict[str, Value]] = {}
    for index in table.indexes:
        leaves, whole = indexes.get(index.name, ([], False))
        exact |= whole and index.complete
        for number in leaves:
            for entry in forest.rows(number):
                rowid = entry.values[-1] if entry.values else None
                if entry.whole and isinstance(rowid, int) and rowid not in saved:
                    told = dict(zip(index.columns, entry.values, strict=False))
                    missing.setdefault(rowid, {"id": rowid}).update(told)
    if exact:
        table.expected = len(saved) + len(missing)
    if shape.name in _FROM_INDEX:
        for rowid in sorted(missing):
            text = texts.get((shape.name, rowid), "")
            values = healing.from_index(db, shape.name, missing[rowid], text, unnamed)
            if values is not None and _insert(db, shape.name, _filled(shape, values, now)):
                table.partly += 1


def _texts(forest: _Forest, table: _Table | None) -> dict[tuple[str, int], str]:
    """Return the long texts that the search index keeps, by table and row."""
    found: dict[tuple[str, int], str] = {}
    for number in table.leaves if table else ():
        for row in forest.rows(number):
            if row.whole and len(row.values) > 1 and isinstance(text := row.values[1], str):
                found[search.owner(row.rowid)] = text
    return found


def _counts(db: Connection, tables: dict[str, _Table]) -> tuple[SavedKind, ...]:
    found = []
    for name in changelog.TABLES:
        if name not in tables:
            continue
        (saved,) = db.execute(f'SELECT count(*) FROM "{name}"').fetchone()
        table = tables[name]
        found.append(
            SavedKind(table=name, saved=saved, partly=table.partly, expected=table.expected)
        )
    return tuple(found)


def _finish(db: Connection, path: Path) -> Job[None]:
    """Bring the rows to today's schema, index their texts, and check all of it."""
    yield Progress(phase="salvage-writing")
    migrations.migrate(db)
    with all_or_nothing(db):
        db.execute("INSERT INTO person_fts (person_fts) VALUES ('rebuild')")
        search.mark_all(db)
    companies.refold(db)
    while search.is_stale(db):
        yield Progress(phase="salvage-writing")
        with all_or_nothing(db):
            search.refresh(db, 200)
    yield Progress(phase="verifying")
    db.execute("PRAGMA foreign_keys = ON")
    copying.check(db, path)
