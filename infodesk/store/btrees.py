"""SQLite's b-trees read from single pages, for a database that SQLite itself cannot read any more.

The format is https://sqlite.org/fileformat2.html . Every page that comes here was authentic, so it
is what SQLite wrote; yet nothing is trusted further than the page's own length.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Value = int | float | str | bytes | None
ReadPage = Callable[[int], bytes | None]
"""Returns the usable bytes of a page, None for one that cannot be read."""

INDEX_INSIDE, TABLE_INSIDE, INDEX_LEAF, TABLE_LEAF = 2, 5, 10, 13
KINDS = frozenset({INDEX_INSIDE, TABLE_INSIDE, INDEX_LEAF, TABLE_LEAF})

FILE_HEADER = 100
_FREELIST_AT, _PAGES_AT, _VERSION_AT = 32, 28, 60


class Unreadable(Exception):
    """The bytes do not follow the format."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A row or an index entry: its beginning, its whole length, and where it goes on (0: nowhere).

    `rowid` is 0 for an index entry.
    """

    rowid: int
    length: int
    start: bytes
    overflow: int


@dataclass(frozen=True, slots=True)
class Node:
    """One page of a tree: what lies in it and the pages below it."""

    kind: int
    cells: tuple[Cell, ...]
    children: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A record; `whole` is False if its end is lost: then the last value may be cut, or missing."""

    rowid: int
    values: tuple[Value, ...]
    whole: bool


def kind_of(page: bytes, number: int) -> int:
    """Return which kind of tree page this is, 0 for none.

    The first byte of any other page belongs to a page number and is 0 below sixteen million pages.
    """
    kind = page[FILE_HEADER if number == 1 else 0]
    return kind if kind in KINDS else 0


def schema_version(first_page: bytes) -> int:
    """Return the version of the schema that page 1 names."""
    return int.from_bytes(first_page[_VERSION_AT : _VERSION_AT + 4], "big")


def page_count(first_page: bytes) -> int:
    """Return how many pages page 1 says there are."""
    return int.from_bytes(first_page[_PAGES_AT : _PAGES_AT + 4], "big")


def free_pages(first_page: bytes, read: ReadPage) -> set[int]:
    """Return the pages that nothing uses, as far as their list can be read."""
    found: set[int] = set()
    trunk = int.from_bytes(first_page[_FREELIST_AT : _FREELIST_AT + 4], "big")
    while trunk and trunk not in found:
        found.add(trunk)
        page = read(trunk)
        if page is None:
            break
        count = min(int.from_bytes(page[4:8], "big"), len(page) // 4 - 2)
        found.update(int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(count))
        trunk = int.from_bytes(page[:4], "big")
    return found


def node(page: bytes, number: int) -> Node:
    """Take a tree page apart; Unreadable if it is none."""
    kind = kind_of(page, number)
    if not kind:
        raise Unreadable
    at = FILE_HEADER if number == 1 else 0
    count = int.from_bytes(page[at + 3 : at + 5], "big")
    inside = kind in (INDEX_INSIDE, TABLE_INSIDE)
    pointers = at + (12 if inside else 8)
    children, cells = [], []
    for place in range(pointers, pointers + 2 * count, 2):
        start = int.from_bytes(page[place : place + 2], "big")
        if inside:
            children.append(int.from_bytes(page[start : start + 4], "big"))
            start += 4
        if kind != TABLE_INSIDE:
            cells.append(_cell(page, start, kind))
    if inside:
        children.append(int.from_bytes(page[at + 8 : at + 12], "big"))
    return Node(kind, tuple(cells), tuple(children))


def _cell(page: bytes, at: int, kind: int) -> Cell:
    length, at = _varint(page, at)
    rowid = 0
    if kind == TABLE_LEAF:
        rowid, at = _varint(page, at)
        if rowid >= 1 << 63:
            rowid -= 1 << 64
    usable = len(page)
    most = usable - 35 if kind == TABLE_LEAF else (usable - 12) * 64 // 255 - 23
    if length <= most:
        return Cell(rowid, length, page[at : at + length], 0)
    least = (usable - 12) * 32 // 255 - 23
    here = least + (length - least) % (usable - 4)
    if here > most:
        here = least
    end = at + here
    return Cell(rowid, length, page[at:end], int.from_bytes(page[end : end + 4], "big"))


def row(cell: Cell, read: ReadPage) -> Row:
    """Return the record of a cell, as far as it can be read; Unreadable if not even its head."""
    parts, got, further = [cell.start], len(cell.start), cell.overflow
    while got < cell.length and further:
        page = read(further)
        if page is None:
            break
        part = page[4 : 4 + cell.length - got]
        parts.append(part)
        got += len(part)
        further = int.from_bytes(page[:4], "big")
    payload = b"".join(parts)
    return Row(cell.rowid, tuple(_values(payload)), len(payload) == cell.length)


def _values(payload: bytes) -> Iterator[Value]:
    head, at = _varint(payload, 0)
    if head > len(payload):
        raise Unreadable
    body = head
    while at < head:
        code, at = _varint(payload, at)
        length = _LENGTHS[code] if code < 12 else (code - 12) // 2
        raw = payload[body : body + length]
        body += length
        if code >= 12 and code % 2:
            # Of a text that is cut, the last letter may be cut as well.
            yield raw.decode("utf-8", "strict" if len(raw) == length else "ignore")
        elif len(raw) < length:
            return
        else:
            yield _plain(code, raw)
        if len(raw) < length:
            return


_LENGTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)


def _plain(code: int, raw: bytes) -> Value:
    if code >= 12:
        return raw
    if code == 7:
        import struct

        return float(struct.unpack(">d", raw)[0])
    if code in (8, 9):
        return code - 8
    return int.from_bytes(raw, "big", signed=True) if code else None


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number of up to nine bytes at `at`, and where it ends."""
    value = 0
    for place in range(at, at + 8):
        if place >= len(data):
            raise Unreadable
        byte = data[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    if at + 8 >= len(data):
        raise Unreadable
    return value << 8 | data[at + 8], at + 9
