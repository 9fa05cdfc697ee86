"""LinkedIn's Connections.csv of every era, and the shapes people make of it."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

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
_Record = tuple[int, list[str] | None]


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
            for line, cells in part[first : first + _SLICE]:
                reading.take(line, cells)
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
        for record in records(lines, start, columns.delimiter, lambda cells: _fits(cells, columns)):
            found.append(record)
            rows += bool(record[1])
            if rows > MAX_ROWS:
                raise BadImportFile(reason="too-large", path=name)
    except csv.Error as error:
        raise BadImportFile(reason="not-a-table", path=name) from error
    return found


def _fits(cells: list[str], columns: Columns) -> bool:
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


def _is_preamble(cells: list[str] | None) -> bool:
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
        text = clean_line(unguarded(text), limit=len(text) * 4)  # NFC can take more characters
        if len(text) > LINE_LIMIT:
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


_PROFILE = "https://www.linkedin.com/in/"
_ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]\\@]{1,64}@[^\s<>,;:\"()\[\]\\@]{1,253}")
_MEMBER = re.compile(r"urn:li:member:\d{1,20}")


def _slug(cell: str) -> str:
    tail = cell[len(_PROFILE) :]
    if cell.startswith(_PROFILE) and tail.isascii() and tail.replace("-", "").isalnum():
        return tail.lower()
    return profile_slug(clean_line(cell, limit=len(cell) * 4))


def _addresses(cell: str) -> list[str]:
    return _ADDRESS.findall(clean_line(mend(unguarded(cell)))) if "@" in cell else []


# Rows


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

    def take(self, line: int, cells: list[str] | None) -> None:
        """Add what a record says to the rows or to the tally."""
        columns = self._columns
        if cells is None or len(cells) != columns.width:
            cells = self._fitted(line, cells)
            if cells is None:
                return
        cells.append("")  # what columns that are not there point at
        first = self._names[cells[columns.first]]
        last = self._names[cells[columns.last]]
        company = self._lines[cells[columns.company]]
        position = self._lines[cells[columns.position]]
        if columns.suffix != columns.width:
            first, last = self._with_middle_and_suffix(first, last, cells)
        day = self._days[cells[columns.connected]]
        url = cells[columns.url]
        slug = _slug(url) if url else ""
        addresses, urn = _contact(cells, columns) if cells[columns.email] else ([], "")
        if not (first or last or slug or addresses or any(map(clean_line, cells))):
            return
        if self._names.odd or self._lines.odd:
            self._note_odd(line, cells)
        if not day and cells[columns.connected].strip():
            self._note(line, "bad-date")
        if not slug and url.strip():
            self._note(line, "bad-url")
        if not (first or last or slug or addresses):
            self._note(line, "nameless")
        elif self._is_known(slug, addresses, (first.casefold(), last.casefold(), day), cells):
            self._note(line, "duplicate")
        else:
            self.rows.append(
                ImportRow(
                    line=line,
                    first_name=first,
                    last_name=last,
                    slug=slug,
                    email=addresses[0] if addresses else "",
                    more_emails=tuple(addresses[1:]),
                    member_urn=urn,
                    company=company,
                    position=position,
                    connected_on=day,
                )
            )

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

    def _note_odd(self, line: int, cells: list[str]) -> None:
        columns = self._columns
        names = {columns.first, columns.last, columns.middle, columns.suffix}
        done = [self._names.odd.get(cells[place], ()) for place in names]
        done += [self._lines.odd.get(cells[p], ()) for p in (columns.company, columns.position)]
        for _ in range(sum("truncated" in each for each in done)):
            self._note(line, "truncated")
        if any("mojibake" in each for each in done):
            self._note(line, "mojibake")

    def _with_middle_and_suffix(self, first: str, last: str, cells: list[str]) -> tuple[str, str]:
        middle = self._names[cells[self._columns.middle]]
        suffix = self._names[cells[self._columns.suffix]]
        return (
            " ".join(part for part in (first, middle) if part),
            ", ".join(part for part in (last, suffix) if part),
        )

    def _is_known(
        self, slug: str, addresses: list[str], name: tuple[object, ...], cells: list[str]
    ) -> bool:
        """Say whether the file told of this person before, and remember it.

        By profile; without one by name and day, unless the e-mails differ. Without a day company
        and position must agree too: namesakes are not rare.
        """
        if slug:
            known = slug in self._slugs
            self._slugs.add(slug)
            return known
        columns = self._columns
        key = name if name[2] else (*name, cells[columns.company], cells[columns.position])
        told = {address.casefold() for address in addresses}
        before = self._known.get(key)
        if before is None:
            self._known[key] = told
            return False
        known = not told or not before or not told.isdisjoint(before)
        before |= told
        return known

    # A record of another width

    def _fitted(self, line: int, cells: list[str] | None) -> list[str] | None:
        """Return the cells a record would have if it were as wide as the header, or note why not.

        None without a note for a blank line.
        """
        columns = self._columns
        if cells is None:
            self._note(line, "damaged")
            return None
        if inner := unwrapped(cells, columns.delimiter):
            fitted = _narrowed(inner, columns) if len(inner) >= columns.width else None
            if fitted:
                self._note(line, "wrapped")
                return fitted
        if len(cells) < columns.width:
            return [*cells, *[""] * (columns.width - len(cells))] if any(cells) else None
        fitted = _narrowed(cells, columns)
        if fitted is None and (fitted := _anchored_at_profile(cells, columns)):
            self._note(line, "re-anchored")
        if fitted is None:
            self._note(line, "wrong-width")
        return fitted


_SKIPPED = ("damaged", "duplicate", "wrong-width")
_REPAIRED = ("mojibake", "re-anchored", "wrapped")


def _contact(cells: list[str], columns: Columns) -> tuple[list[str], str]:
    """Return the e-mail addresses of a record, each once, and the member's urn if it has one."""
    places = (columns.email, columns.email2, columns.email3)
    found = dict.fromkeys(address for p in places for address in _addresses(cells[p]))
    urn = _MEMBER.search(cells[columns.email])
    return list(found), urn[0] if urn else ""


def _narrowed(cells: list[str], columns: Columns) -> list[str] | None:
    """Return a wide record without its surplus if that is blank or the day stands in its place."""
    surplus = cells[columns.width :]
    if not any(cell.strip() for cell in surplus):
        return cells[: columns.width]
    dated = columns.connected < columns.width
    if dated and parse_day(cells[columns.connected], day_first=True):
        return cells[: columns.width]
    return None


def _anchored_at_profile(cells: list[str], columns: Columns) -> list[str] | None:
    """Return a wide record whose surplus is commas in the name, told by its profile's place."""
    if (columns.first, columns.last, columns.url) != (0, 1, 2):
        return None
    place = next((p for p, cell in enumerate(cells) if profile_slug(cell)), 0)
    rest = cells[place:]
    if place < 3 or len(rest) < columns.width - 2:
        return None
    last = ", ".join(cell.strip() for cell in cells[1:place] if cell.strip())
    fitted = _narrowed([cells[0], last, *rest], columns)
    dated = columns.connected < columns.width
    if fitted and dated and not parse_day(fitted[columns.connected], day_first=True):
        return None
    return fitted
