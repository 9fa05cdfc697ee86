"""LinkedIn's Connections.csv of every era, and the shapes people make of it."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from operator import itemgetter

from infodesk.core.errors import BadImportFile
from infodesk.core.imports import FileReport, ImportFile, ImportRow, RowProblem
from infodesk.core.links import profile_slug
from infodesk.core.progress import Job, Progress
from infodesk.core.text import LINE_LIMIT, clean_line, clean_name
from infodesk.formats.csv_writing import unguarded
from infodesk.formats.dates import parse_day, reads_day_first
from infodesk.formats.linkedin.headers import CONNECTIONS, Columns, columns_of, hits, kind_of
from infodesk.formats.tables import MAX_COLUMNS, MAX_ROWS, Decoded, mend, records, unwrapped

_SLICE = 2_000
_Cells = tuple[str, ...]  # tuples of strings: the garbage collector soon passes them over
_Record = tuple[int, _Cells | None]


def read_connections(
    name: str, decoded: Decoded, lines: list[str], columns: Columns, start: int
) -> Job[ImportFile]:
    """Read the records of `lines` from index `start` on as people.

    Pure; nothing a file holds makes it raise anything but BadImportFile (too-large, no-people).
    """
    found = _all_records(name, lines, columns, start)
    reading = _Reading(columns)
    done = 0
    for part_columns, part in _parts(found, columns):
        reading.begin(part_columns, part)
        for first in range(0, len(part), _SLICE):
            yield Progress(phase="reading", done=done + first, total=len(found))
            reading.take(part[first : first + _SLICE])
        done += len(part)
    report = reading.report(decoded)
    if report.rows and not (report.people or report.nameless):
        raise BadImportFile(reason="no-people", path=name)
    return ImportFile(name=name, rows=tuple(reading.rows), report=report)


def _all_records(name: str, lines: list[str], columns: Columns, start: int) -> list[_Record]:
    if columns.width > MAX_COLUMNS:
        raise BadImportFile(reason="too-large", path=name)
    found: list[_Record] = []
    rows = 0
    try:
        fits = partial(_fits, columns)
        for line, cells in records(lines, start, columns.delimiter, fits):
            found.append((line, None if cells is None else tuple(cells)))
            rows += bool(cells)
            if rows > MAX_ROWS:
                raise BadImportFile(reason="too-large", path=name)
    except csv.Error as error:
        raise BadImportFile(reason="not-a-table", path=name) from error
    return found


def _fits(columns: Columns, cells: Sequence[str]) -> bool:
    """Say whether a line is surely a record: the right width, and something only records have."""
    if len(cells) != columns.width:
        return False
    padded = [*cells, ""]
    return bool(
        profile_slug(padded[columns.url])
        or parse_day(padded[columns.connected], day_first=True)
        or "@" in padded[columns.email]
    )


# One file, several exports pasted into it

_LONG_REMARK = 60


def _parts(found: list[_Record], columns: Columns) -> list[tuple[Columns, list[_Record]]]:
    """Split records where a header stands again; it and the preamble before it are no rows."""
    starts = {"First Name", "FirstName", "Vorname", "Prénom", "Nombre", "Nome", *columns.header[:1]}
    parts = []
    begin, current = 0, columns
    for index, (line, cells) in enumerate(found):
        if cells and cells[0] in starts and hits(cells) >= 3 and kind_of(cells) == CONNECTIONS:
            end = index
            while end > begin and _is_preamble(found[end - 1][1]):
                end -= 1
            parts.append((current, found[begin:end]))
            begin, current = index + 1, columns_of(cells, columns.delimiter, line)
    parts.append((current, found[begin:]))
    return parts


def _is_preamble(cells: _Cells | None) -> bool:
    if cells is None or any(cell.strip() for cell in cells[1:]):
        return False
    remark = cells[0].strip() if cells else ""
    return len(cells) <= 1 or not remark or remark.endswith(":") or len(remark) > _LONG_REMARK


# Cells


class _Lines(dict[str, str]):
    """Cleaned one-line cells by the cell as it stood; the same few come again and again.

    `odd` says of cells that were not clean what was done: mojibake (mended), truncated.
    """

    def __init__(self, *, names: bool) -> None:
        super().__init__()
        self._names = names
        self.odd: dict[str, set[str]] = {}

    def __missing__(self, cell: str) -> str:
        plain = cell.isascii() and cell.isprintable() and len(cell) <= LINE_LIMIT
        if plain and cell[:1] != "'" and not (self._names and "&" in cell):
            cleaned = " ".join(cell.split())
        else:
            cleaned = self._clean(cell)
        self[cell] = cleaned
        return cleaned

    def _clean(self, cell: str) -> str:
        text = mend(cell)
        if text != cell:
            self.odd.setdefault(cell, set()).add("mojibake")
        text = unguarded(text)
        # Normalising can take three characters for one, so shorter text can need the cut too.
        if len(text) * 3 > LINE_LIMIT and len(clean_line(text, len(text) * 3)) > LINE_LIMIT:
            self.odd.setdefault(cell, set()).add("truncated")
        return clean_name(text) if self._names else clean_line(text)


class _Days(dict[str, date | None]):
    """Days by the cell as it stood."""

    def __init__(self, day_first: bool | None) -> None:
        super().__init__()
        self._day_first = day_first

    def __missing__(self, cell: str) -> date | None:
        day = self[cell] = parse_day(cell, day_first=self._day_first)
        return day


_ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]\\@]{1,64}@[^\s<>,;:\"()\[\]\\@]{1,253}")
_MEMBER = re.compile(r"urn:li:member:\d{1,20}")


def _addresses(cell: str) -> list[str]:
    return _ADDRESS.findall(clean_line(mend(unguarded(cell)))) if "@" in cell else []


# Rows


_NOTHING = ("",)


class _Reading:
    """The people and the tally of one file while it is read, record by record."""

    def __init__(self, columns: Columns) -> None:
        self.rows: list[ImportRow] = []
        self._header_line = columns.line
        self._columns = columns
        self._names = _Lines(names=True)
        self._lines = _Lines(names=False)
        self._days = _Days(None)
        self._count: Counter[str] = Counter()
        self._problems: list[RowProblem] = []
        self._slugs: set[str] = set()
        self._known: dict[tuple[object, ...], set[str]] = {}

    def begin(self, columns: Columns, part: Sequence[_Record]) -> None:
        """Prepare for the records of `part`, whose columns are `columns`."""
        self._columns = columns
        place = columns.connected
        cells = [row[place] for _, row in part if row and len(row) > place]
        numeric = any("/" in cell or "-" in cell for cell in set(cells))
        self._days = _Days(reads_day_first(cells) if numeric else None)

    def take(self, part: Sequence[_Record]) -> None:
        """Add what records say to the rows or to the tally."""
        columns, names, lines, days = self._columns, self._names, self._lines, self._days
        width, add, slugs = columns.width, self.rows.append, self._slugs
        used = itemgetter(
            columns.first,
            columns.last,
            columns.url,
            columns.email,
            columns.company,
            columns.position,
            columns.connected,
        )
        simple = columns.suffix == columns.middle == width
        for line, record in part:
            cells = record if record and len(record) == width else self._fitted(line, record)
            if cells is None:
                continue
            cells += _NOTHING  # what columns that are not there point at
            first, last, url, email, company, position, connected = used(cells)
            row = ImportRow(
                line=line,
                first_name=names[first],
                last_name=names[last],
                slug=(slug := profile_slug(url) if url else ""),
                company=lines[company],
                position=lines[position],
                connected_on=(day := days[connected]),
            )
            usual = slug and day and simple and not (email or names.odd or lines.odd)
            if usual and slug not in slugs:
                slugs.add(slug)
                add(row)
            elif self._is_a_person(row := self._with_more(row, cells), cells):
                add(row)

    def _is_a_person(self, row: ImportRow, cells: _Cells) -> bool:
        """Say whether `row` makes a person; note whatever is odd about it."""
        if not (row.slug or row.first_name or row.last_name or row.email):
            if any(map(clean_line, cells)):
                self._note_cells(row, cells)
                self._note(row.line, "nameless")
            return False
        odd = self._names.odd or self._lines.odd or row.connected_on is None
        if odd or not row.slug:
            self._note_cells(row, cells)
        if not row.slug:
            known = self._is_known_by_name(row)
        else:
            known = row.slug in self._slugs
            self._slugs.add(row.slug)
        if known:
            self._note(row.line, "duplicate")
        return not known

    def report(self, decoded: Decoded) -> FileReport:
        """Return the tally of what was taken so far from the file that was `decoded`."""
        count = self._count
        skipped = {code: count[code] for code in _SKIPPED if count[code]}
        return FileReport(
            kind=CONNECTIONS,
            encoding=decoded.encoding,
            bom=decoded.bom,
            delimiter=self._columns.delimiter,
            header_line=self._header_line,
            rows=len(self.rows) + count["nameless"] + sum(skipped.values()),
            people=len(self.rows),
            nameless=count["nameless"],
            skipped=skipped,
            emails=sum(bool(row.email) for row in self.rows),
            with_url=sum(bool(row.slug) for row in self.rows),
            bad_dates=count["bad-date"],
            bad_urls=count["bad-url"],
            repaired={code: count[code] for code in _REPAIRED if count[code]},
            truncated=count["truncated"],
            problems=tuple(self._problems),
        )

    def _note(self, line: int, code: str) -> None:
        self._count[code] += 1
        self._problems.append(RowProblem(line=line, code=code))

    def _note_cells(self, row: ImportRow, cells: _Cells) -> None:
        """Note which cells of a record were not understood, mended or cut."""
        columns = self._columns
        if row.connected_on is None and clean_line(cells[columns.connected]):
            self._note(row.line, "bad-date")
        if not row.slug and clean_line(cells[columns.url]):
            self._note(row.line, "bad-url")
        if not (self._names.odd or self._lines.odd):
            return
        names = {columns.first, columns.last, columns.middle, columns.suffix}
        done = [self._names.odd.get(cells[place], ()) for place in names]
        done += [self._lines.odd.get(cells[p], ()) for p in (columns.company, columns.position)]
        for _ in range(sum("truncated" in each for each in done)):
            self._note(row.line, "truncated")
        if any("mojibake" in each for each in done):
            self._note(row.line, "mojibake")

    def _with_more(self, row: ImportRow, cells: _Cells) -> ImportRow:
        """Return `row` with its e-mails, and the middle name and suffix of address books."""
        columns = self._columns
        addresses, urn = _contact(cells, columns)
        middle = self._names[cells[columns.middle]]
        suffix = self._names[cells[columns.suffix]]
        return row._replace(
            first_name=" ".join(part for part in (row.first_name, middle) if part),
            last_name=", ".join(part for part in (row.last_name, suffix) if part),
            email=addresses[0] if addresses else "",
            more_emails=tuple(addresses[1:]),
            member_urn=urn,
        )

    def _is_known_by_name(self, row: ImportRow) -> bool:
        """Say whether the file told of this person without profile before, and remember them.

        By name and day, unless the e-mails differ. Without a day company and position must agree
        too: namesakes are not rare.
        """
        day = row.connected_on
        job = () if day else (row.company.casefold(), row.position.casefold())
        key = (row.first_name.casefold(), row.last_name.casefold(), day, *job)
        told = {address.casefold() for address in (row.email, *row.more_emails) if address}
        before = self._known.get(key)
        if before is None:
            self._known[key] = told
            return False
        known = not told or not before or not told.isdisjoint(before)
        before |= told
        return known

    # A record of another width

    def _fitted(self, line: int, cells: _Cells | None) -> _Cells | None:
        """Return the cells a record would have if it were as wide as the header, or note why not.

        None without a note for a blank line.
        """
        columns = self._columns
        if cells is None:
            self._note(line, "damaged")
            return None
        if inner := unwrapped(cells, columns.delimiter):
            fitted = _narrowed(tuple(inner), columns) if len(inner) >= columns.width else None
            if fitted:
                self._note(line, "wrapped")
                return fitted
        if len(cells) < columns.width:
            return cells + _NOTHING * (columns.width - len(cells)) if any(cells) else None
        fitted = _narrowed(cells, columns)
        if fitted is None and (fitted := _anchored_at_profile(cells, columns)):
            self._note(line, "re-anchored")
        if fitted is None:
            self._note(line, "wrong-width")
        return fitted


_SKIPPED = ("damaged", "duplicate", "wrong-width")
_REPAIRED = ("mojibake", "re-anchored", "wrapped")


def _contact(cells: _Cells, columns: Columns) -> tuple[list[str], str]:
    """Return the e-mail addresses of a record, each once, and the member's urn if it has one."""
    places = (columns.email, columns.email2, columns.email3)
    found = dict.fromkeys(address for p in places for address in _addresses(cells[p]))
    urn = _MEMBER.search(cells[columns.email])
    return list(found), urn[0] if urn else ""


def _narrowed(cells: _Cells, columns: Columns) -> _Cells | None:
    """Return a wide record without its surplus if that is blank or the day stands in its place."""
    surplus = cells[columns.width :]
    if not any(cell.strip() for cell in surplus):
        return cells[: columns.width]
    dated = columns.connected < columns.width
    if dated and parse_day(cells[columns.connected], day_first=True):
        return cells[: columns.width]
    return None


def _anchored_at_profile(cells: _Cells, columns: Columns) -> _Cells | None:
    """Return a wide record whose surplus is commas in the name, told by its profile's place."""
    if (columns.first, columns.last, columns.url) != (0, 1, 2):
        return None
    place = next((p for p, cell in enumerate(cells) if profile_slug(cell)), 0)
    rest = cells[place:]
    if place < 3 or len(rest) < columns.width - 2:
        return None
    last = ", ".join(cell.strip() for cell in cells[1:place] if cell.strip())
    fitted = _narrowed((cells[0], last, *rest), columns)
    dated = columns.connected < columns.width
    if fitted and dated and not parse_day(fitted[columns.connected], day_first=True):
        return None
    return fitted
