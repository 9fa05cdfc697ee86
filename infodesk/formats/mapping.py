"""Any table of contacts: which column is which, and people out of it.

`read_table` or `table_of_text` give the table, `propose_mapping` a field or None for each column,
`read_mapped` the people. A person may change what was proposed; `header_signature` names a header,
so that their choice is found again for the next file of the same shape. All of it is pure.
"""

import csv
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from infodesk.core.errors import BadImportFile
from infodesk.core.imports import ImportFile
from infodesk.core.links import profile_slug
from infodesk.core.progress import Job, Progress
from infodesk.core.text import clean_line
from infodesk.formats.columns import NOTHING, Column, columns_of
from infodesk.formats.contacts import AddressBook, Entry, birthday_of
from infodesk.formats.csv_writing import unguarded
from infodesk.formats.dates import parse_day, reads_day_first
from infodesk.formats.linkedin.headers import SEARCHED_LINES, folded
from infodesk.formats.tables import (
    DELIMITERS,
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    Decoded,
    decode,
    parse_line,
    records,
    sniff,
    split_lines,
)

KIND = "generic-csv"

FIELDS = (
    "name",
    "first_name",
    "middle_name",
    "last_name",
    "prefix",
    "suffix",
    "nickname",
    "company",
    "position",
    "department",
    "email",
    "phone",
    "url",
    "location",
    "address",
    "birthday",
    "notes",
    "labels",
    "connected_on",
    "stage",
    "next_step",
    "next_step_on",
)
"""What a column can be taken for, in the order in which a choice shows them."""

IDENTIFYING = frozenset({"name", "first_name", "last_name", "email", "url"})
"""Fields of which a mapping needs one at least: nobody is told by a company alone."""

REPEATABLE = frozenset({"email", "phone", "url", "location", "address", "notes", "labels"})
"""Fields that several columns may have; of the others the first column with a value counts."""

Mapping = Sequence[str | None]
"""A field or None for each column, in the table's order."""

_SLICE = 500
_SAMPLED_ROWS = 200
_PLACE_PARTS = frozenset({"city", "region", "country"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignTable:
    """A table as it stood in a file or in the clipboard.

    Each row has as many cells as the header; `lines` are the rows' physical lines from 1.
    `header` is of empty texts if the table has none; `header_line` is its line, then 0.
    `unfit` are the lines of records that are wider than the header, `damaged` of those with a
    quotation mark that is never closed.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    delimiter: str
    header_line: int
    encoding: str = "utf-8"
    bom: bool = False
    unfit: tuple[int, ...] = ()
    damaged: tuple[int, ...] = ()


# Reading a table


def read_table(name: str, data: bytes) -> Job[ForeignTable]:
    """Read any text table, whatever its columns are called.

    Raises BadImportFile: empty, workbook, not-a-table, too-large.
    """
    if len(data) > MAX_BYTES:
        raise BadImportFile(reason="too-large", path=name)
    what = sniff(data)
    if what != "text":
        reason = what if what in ("empty", "workbook") else "not-a-table"
        raise BadImportFile(reason=reason, path=name)
    decoded = decode(data)
    return (yield from table_in(name, decoded, split_lines(decoded.text)))


def table_of_text(text: str, name: str = "") -> Job[ForeignTable]:
    """Read a table that was copied from a spreadsheet or a web page; raises as `read_table`."""
    if len(text) > MAX_BYTES:
        raise BadImportFile(reason="too-large", path=name)
    plain = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return (yield from table_in(name, Decoded(text=plain, encoding="utf-8"), split_lines(plain)))


def table_in(name: str, decoded: Decoded, lines: list[str]) -> Job[ForeignTable]:
    """Find the header and the records in `lines`; raises BadImportFile as `read_table`."""
    if not any(map(clean_line, lines)):
        raise BadImportFile(reason="empty", path=name)
    index, delimiter, header = _header(lines)
    if len(header) > MAX_COLUMNS:
        raise BadImportFile(reason="too-large", path=name)
    start = index + 1 if any(header) else index
    width = len(header)
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    unfit: list[int] = []
    damaged: list[int] = []
    try:
        for line, cells in records(lines, start, delimiter, partial(_fits, width)):
            if line % _SLICE == 0:
                yield Progress(phase="reading", done=line, total=len(lines))
            if cells is None:
                damaged.append(line)
            elif not any(map(str.strip, cells)):
                continue
            elif any(map(str.strip, cells[width:])):
                unfit.append(line)
            else:
                rows.append((*map(unguarded, cells[:width]), *[""] * (width - len(cells))))
                numbers.append(line)
            if len(rows) > MAX_ROWS:
                raise BadImportFile(reason="too-large", path=name)
    except csv.Error as error:
        raise BadImportFile(reason="not-a-table", path=name) from error
    return ForeignTable(
        name=name,
        header=header,
        rows=tuple(rows),
        lines=tuple(numbers),
        delimiter=delimiter,
        header_line=start if any(header) else 0,
        encoding=decoded.encoding,
        bom=decoded.bom,
        unfit=tuple(unfit),
        damaged=tuple(damaged),
    )


def _fits(width: int, cells: Sequence[str]) -> bool:
    return len(cells) == width and any("@" in cell or profile_slug(cell) for cell in cells)


def _header(lines: Sequence[str]) -> tuple[int, str, tuple[str, ...]]:
    """Return the header's index, the delimiter and the header's cells, empty ones for none.

    The line with most names that are known; else the first line if it can be a header.
    """
    best, found = 0, None
    for index, line in enumerate(lines[:SEARCHED_LINES]):
        for delimiter in DELIMITERS:
            cells = parse_line(line, delimiter)
            score = sum(column != NOTHING for column in columns_of(cells[:MAX_COLUMNS]))
            if score > best:
                best, found = score, (index, delimiter, cells)
    if found is not None:
        index, delimiter, cells = found
        return index, delimiter, _without_end(cells)
    index = next(i for i, line in enumerate(lines) if clean_line(line))
    said = re.match(r"sep=(.)\s*$", lines[index], re.IGNORECASE)
    if said and index + 1 < len(lines):
        index += 1
    delimiter = said[1] if said and said[1] in DELIMITERS else _delimiter(lines[index:])
    cells = parse_line(lines[index], delimiter)
    if len(lines) > index + 1 and not any(map(_is_value, cells)):
        return index, delimiter, _without_end(cells)
    return index, delimiter, ("",) * max(len(cells), 1)


def _without_end(cells: Sequence[str]) -> tuple[str, ...]:
    """Return a header's cells without empty ones behind the last name."""
    width = len(cells)
    while width > 1 and not clean_line(cells[width - 1]):
        width -= 1
    return tuple(clean_line(cell, 200) for cell in cells[:width])


def _delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter that gives most lines the first one's number of cells."""

    def agreement(delimiter: str) -> tuple[int, int]:
        widths = [len(parse_line(line, delimiter)) for line in lines[:SEARCHED_LINES]]
        return (widths.count(widths[0]) if widths[0] > 1 else 0, widths[0])

    return max(DELIMITERS, key=agreement)


def _is_value(cell: str) -> bool:
    """Say whether a cell is something that no header is: an address, a link, a number, a day."""
    bare = clean_line(cell, 300)
    if not bare:
        return False
    return (
        "@" in bare
        or "://" in bare
        or bool(profile_slug(bare))
        or not any(sign.isalpha() for sign in bare)
        or parse_day(bare, day_first=True) is not None
    )


# Which column is which


def propose_mapping(
    header: Sequence[str], rows: Sequence[Sequence[str]] = ()
) -> tuple[str | None, ...]:
    """Return the field that each column most likely is, None for a column nobody can tell.

    By its name first (in English, German, French, Spanish, Portuguese, Italian, Dutch); a column
    whose name says nothing by what most of its cells hold. A field is proposed once unless it is
    in REPEATABLE.
    """
    taken: set[str] = set()
    proposed: list[str | None] = []
    for column in columns_of(header):
        field: str | None = "location" if column.part in _PLACE_PARTS else column.field
        if field not in FIELDS or (field in taken and field not in REPEATABLE):
            field = None
        if field:
            taken.add(field)
        proposed.append(field)
    for place, field in enumerate(proposed):
        cells = [row[place] for row in rows[:_SAMPLED_ROWS] if row[place].strip()]
        if field is None and (guess := _by_cells(cells)):
            unnamed = not clean_line(header[place])
            if guess in ("email", "url") or (unnamed and guess == "phone"):
                proposed[place] = guess
            elif unnamed and not taken & _ANY_NAME:
                proposed[place] = guess
                taken.add(guess)
    return tuple(proposed)


_ANY_NAME = frozenset({"name", "first_name", "last_name"})
_PHONE = re.compile(r"(?:\+|00?|\()[\d\s()./-]{6,20}")
_WORDS = re.compile(r"[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){1,3}")


def _by_cells(cells: Sequence[str]) -> str | None:
    """Return what most of the cells of a column are."""

    def mostly(test: "re.Pattern[str]") -> bool:
        return sum(bool(test.fullmatch(clean_line(cell, 300))) for cell in cells) * 2 > len(cells)

    if sum("@" in cell and "://" not in cell for cell in cells) * 2 > len(cells):
        return "email"
    if sum("://" in cell or bool(profile_slug(cell)) for cell in cells) * 2 > len(cells):
        return "url"
    if cells and mostly(_PHONE):
        return "phone"
    return "name" if cells and mostly(_WORDS) else None


def header_signature(header: Sequence[str]) -> str:
    """Return a short name of a header that tells nothing of it, for remembering a mapping.

    Case, accents, blanks and signs do not count; order and number of columns do.
    """
    names = "\x1f".join(map(folded, header))
    return hashlib.sha256(names.encode("utf-8", "replace")).hexdigest()[:32]


def can_be_read(mapping: Mapping) -> bool:
    """Say whether people can be told with this mapping."""
    return not IDENTIFYING.isdisjoint(field for field in mapping if field)


# People out of it


def read_mapped(table: ForeignTable, mapping: Mapping, kind: str = KIND) -> Job[ImportFile]:
    """Read the rows of `table` as people, each column as the field that `mapping` gives it.

    Raises BadImportFile: no-people if no identifying field is mapped or nobody is found.
    """
    if unknown := {field for field in mapping if field} - set(FIELDS):
        raise KeyError(*unknown)
    if not can_be_read(mapping):
        raise BadImportFile(reason="no-people", path=table.name)
    columns = [
        _as_mapped(known, field)
        for known, field in zip(columns_of(table.header), mapping, strict=True)
    ]
    return (yield from read_columns(table, columns, kind))


def _as_mapped(known: Column, field: str | None) -> Column:
    """Return a column as a person mapped it; the label its name gives stays if the field does."""
    if not field:
        return NOTHING
    if known.field == field or (known.part and field == "location"):
        label = known.label if field in ("email", "phone", "url") else ""
        return Column(field, label)
    return Column(field)


def read_columns(table: ForeignTable, columns: Sequence[Column], kind: str) -> Job[ImportFile]:
    """Read the rows of `table` as people whose columns are known in full."""
    book = AddressBook(table.name, kind, MAX_ROWS)
    for line in table.unfit:
        book.skip(line, "wrong-width")
    for line in table.damaged:
        book.skip(line, "damaged")
    reader = _Reader(table, columns)
    for done, (line, row) in enumerate(zip(table.lines, table.rows, strict=True)):
        if done % _SLICE == 0:
            yield Progress(phase="reading", done=done, total=len(table.rows))
        book.add(reader.entry(line, row))
    decoded = Decoded(text="", encoding=table.encoding, bom=table.bom)
    return book.file(decoded, table.delimiter, table.header_line)


_SEPARATOR = re.compile(r"\s*:::\s*")
_SEVERAL = re.compile(r"\s*(?::::|;|\n|,(?=\s))\s*")
_LABEL_ENDS = re.compile(r"\s*(?::::|[;,\n])\s*")
_NO_DAY = re.compile(r"[0\s./-]*")
_SIMPLE = {
    "name": "full",
    "first_name": "first",
    "middle_name": "middle",
    "last_name": "last",
    "prefix": "prefix",
    "suffix": "suffix",
    "nickname": "nickname",
    "company": "company",
    "position": "position",
    "department": "department",
    "stage": "stage",
    "next_step": "next_step",
}


class _Reader:
    """Turns rows into entries."""

    def __init__(self, table: ForeignTable, columns: Sequence[Column]) -> None:
        self._columns = [(place, each) for place, each in enumerate(columns) if each != NOTHING]
        self._label_place = {
            each.group: place for place, each in self._columns if each.field == "label"
        }
        days = ("birthday", "connected_on", "next_step_on")
        self._day_first = {
            place: reads_day_first(row[place] for row in table.rows)
            for place, each in self._columns
            if each.field in days
        }

    def entry(self, line: int, row: Sequence[str]) -> Entry:
        entry = Entry(line=line)
        places: list[str] = []
        parts: dict[str, dict[str, list[str]]] = {}
        labels: dict[str, str] = {}
        born: dict[str, str] = {}
        for place, column in self._columns:
            text = row[place].strip()
            if not text:
                continue
            field = column.field
            label = column.label
            if column.group in self._label_place:
                label = _google_label(row[self._label_place[column.group]])
            if field in _SIMPLE:
                if not getattr(entry, _SIMPLE[field]):
                    setattr(entry, _SIMPLE[field], text)
            elif field == "address" and column.group:
                parts.setdefault(column.group, {}).setdefault(column.part, []).append(text)
                labels[column.group] = label
            elif field == "location":
                places.append(clean_line(text))
            elif field in ("birth_year", "birth_month", "birth_day"):
                born[field] = text
            elif field != "label":
                self._take(entry, place, column, text, label)
        for group, told in parts.items():
            _take_address(entry, told, labels[group])
        if places:
            entry.location = ", ".join(dict.fromkeys(places))
        if born:
            _take_birth_parts(entry, born)
        return entry

    def _take(self, entry: Entry, place: int, column: Column, text: str, label: str) -> None:
        match column.field:
            case "email":
                entry.emails.append((text, label))
            case "phone":
                entry.phones += [(part, label) for part in _SEVERAL.split(text) if part]
            case "url":
                entry.links += [(part, label) for part in re.split(r"[\s;]+|,\s+", text) if part]
            case "address":
                entry.addresses.append((text, label))
            case "notes":
                entry.about.append(f"{label}: {text}" if column.group and label else text)
            case "labels":
                entry.labels += _labels(text)
            case "birthday":
                if not _NO_DAY.fullmatch(text):
                    day = parse_day(text, day_first=self._day_first[place])
                    entry.birthday = day.isoformat() if day else birthday_of(text)
                    entry.bad_birthday = not entry.birthday
            case "connected_on" | "next_step_on":
                day = parse_day(text, day_first=self._day_first[place])
                setattr(entry, column.field, day.isoformat() if day else text)
            case _:
                raise KeyError(column.field)


def _google_label(text: str) -> str:
    """Return a label without the star that Google puts before its own and the primary ones."""
    return text.strip().removeprefix("*").strip()


def _labels(text: str) -> list[str]:
    """Return the labels in a cell; Google's own groups begin with a star and are left out."""
    ends = _SEPARATOR if ":::" in text or text.startswith("* ") else _LABEL_ENDS
    return [label for label in ends.split(text) if label and not label.startswith("* ")]


def _take_address(entry: Entry, told: dict[str, list[str]], label: str) -> None:
    parts = ("city", "region", "country")
    place = [clean_line(text) for part in parts for text in told.get(part, ())]
    entry.location = entry.location or ", ".join(place)
    if whole := told.get("formatted"):
        entry.addresses.append((whole[0], label))
    elif told.keys() & {"street", "postcode"}:
        town = " ".join(told.get("postcode", []) + told.get("city", []))
        lines = [*told.get("street", ()), town, *told.get("region", ()), *told.get("country", ())]
        entry.addresses.append(("\n".join(line for line in lines if line), label))


def _take_birth_parts(entry: Entry, born: dict[str, str]) -> None:
    try:
        month, day = int(born.get("birth_month", "")), int(born.get("birth_day", ""))
        year = int(born.get("birth_year", "0"))
        checked = date(year or 2000, month, day)
    except ValueError:
        entry.bad_birthday = any(text.strip("0") for text in born.values())
        return
    entry.birthday = checked.isoformat() if year else f"--{month:02d}-{day:02d}"
