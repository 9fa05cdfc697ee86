"""LinkedIn's Connections.csv of every era, and the shapes people make of it."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from operator import itemgetter

from infodesk.core.errors import BadImportFile
from infodesk.core.imports import FileReport, ImportFile, ImportRow, RowProblem
from infodesk.core.links import profile_slug
from infodesk.core.progress import Job, Progress
from infodesk.core.text import clean_line
from infodesk.formats.cells import MEMBER_URN, CleanLines, Days, addresses
from infodesk.formats.dates import parse_day
from infodesk.formats.linkedin.headers import CONNECTIONS, Columns, columns_of, hits, kind_of
from infodesk.formats.tables import MAX_COLUMNS, MAX_ROWS, Decoded, records, unwrapped

_SLICE = 2_000
_Record = tuple[int, list[str] | None]


def read_connections(
    name: str, decoded: Decoded, lines: list[str], columns: Columns, start: int
) -> Job[ImportFile]:
    """Read the records of `lines` from index `start` on as people.

    Pure; nothing a file holds makes it raise anything but BadImportFile (too-large, no-people,
    not-a-table).
    """
    if columns.width > MAX_COLUMNS:
        raise BadImportFile(reason="too-large", path=name)
    reading = _Reading(lines, columns, start)
    found = _records(lines, columns, start)
    try:
        # A slice at a time, so that records are worked on while they are in the processor's cache.
        while part := list(islice(found, _SLICE)):
            yield Progress(phase="reading", done=part[0][0], total=len(lines))
            reading.take(part)
            if reading.taken > MAX_ROWS:
                raise BadImportFile(reason="too-large", path=name)
        reading.take_held()
    except csv.Error as error:
        raise BadImportFile(reason="not-a-table", path=name) from error
    report = reading.report(decoded)
    if report.rows and not (report.people or report.nameless):
        raise BadImportFile(reason="no-people", path=name)
    return ImportFile(name=name, rows=tuple(reading.rows), report=report)


def _records(lines: list[str], columns: Columns, start: int) -> Iterator[_Record]:
    return records(lines, start, columns.delimiter, partial(_fits, columns))


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


_LONG_REMARK = 60
_STARTS = frozenset({"First Name", "FirstName", "Vorname", "Prénom", "Nombre", "Nome"})


def _is_preamble(cells: Sequence[str]) -> bool:
    """Say whether a record can stand before a header: blank, or a remark in its first cell."""
    if any(cell.strip() for cell in cells[1:]):
        return False
    remark = cells[0].strip() if cells else ""
    return len(cells) <= 1 or not remark or remark.endswith(":") or len(remark) > _LONG_REMARK


# Rows


class _Reading:
    """The people and the tally of one file while it is read, record by record."""

    def __init__(self, lines: list[str], columns: Columns, start: int) -> None:
        self.rows: list[ImportRow] = []
        self._all_lines = lines
        self._header_line = columns.line
        self._names = CleanLines(names=True)
        self._lines = CleanLines(names=False)
        self._count: Counter[str] = Counter()
        self._problems: list[RowProblem] = []
        self._slugs: set[str] = set()
        self._known: dict[tuple[object, ...], set[str]] = {}
        self._held: list[_Record] = []
        self._use(columns, start)

    @property
    def taken(self) -> int:
        """How many rows have been read: people, nameless and skipped."""
        return (
            len(self.rows) + self._count["nameless"] + sum(self._count[code] for code in _SKIPPED)
        )

    def _use(self, columns: Columns, start: int) -> None:
        """Go on with records that begin at index `start` of the lines and have these columns."""
        self._columns = columns
        self._simple = columns.suffix == columns.middle == columns.width
        self._used = _used_cells(columns)
        self._days = Days(partial(self._column, columns, start))

    def _column(self, columns: Columns, start: int) -> list[str]:
        place = columns.connected
        found = _records(self._all_lines, columns, start)
        return [cells[place] for _, cells in found if cells and len(cells) > place]

    def take(self, part: Sequence[_Record]) -> None:
        """Add what records say to the rows or to the tally; the cells are used up."""
        while part:
            part = part[self._take_until_header(part) :]

    def _take_until_header(self, part: Sequence[_Record]) -> int:
        """Take records up to another header and return their number; usual ones fast."""
        columns, names, lines, days = self._columns, self._names, self._lines, self._days
        width, add, slugs, held = columns.width, self.rows.append, self._slugs, self._held
        used, simple = self._used, self._simple
        for number, (line, cells) in enumerate(part, 1):
            if cells and len(cells) == width and simple and not held:
                cells.append("")  # what columns that are not there point at
                first, last, url, email, company, position, connected = used(cells)
                slug = profile_slug(url) if url else ""
                if slug and slug not in slugs and not email and (day := days[connected]):
                    row = ImportRow(
                        line=line,
                        first_name=names[first],
                        last_name=names[last],
                        slug=slug,
                        company=lines[company],
                        position=lines[position],
                        connected_on=day,
                    )
                    if not (names.odd or lines.odd):
                        slugs.add(slug)
                        add(row)
                        continue
                cells.pop()
            if self._is_header(line, cells):
                return number
            self._hold_or_take(line, cells)
        return len(part)

    # What is not the usual record

    def _is_header(self, line: int, cells: list[str] | None) -> bool:
        """Say whether a header stands here again, as where two exports were pasted into one.

        From here on its columns count; the preamble before it was none of the rows.
        """
        if not cells or (cells[0] not in _STARTS and cells[0] not in self._columns.header[:1]):
            return False
        if hits(cells) < 3 or kind_of(cells) != CONNECTIONS:
            return False
        self._held.clear()
        self._use(columns_of(cells, self._columns.delimiter, line), line)
        return True

    def _hold_or_take(self, line: int, cells: list[str] | None) -> None:
        if cells is not None and _is_preamble(cells):
            self._held.append((line, cells))
        else:
            self.take_held()
            self._take(line, cells)

    def take_held(self) -> None:
        """Take the records that looked like a preamble but no header came after them."""
        for line, cells in self._held:
            self._take(line, cells)
        self._held.clear()

    def _take(self, line: int, cells: list[str] | None) -> None:
        columns = self._columns
        if cells is None or len(cells) != columns.width:
            cells = self._fitted(line, cells)
            if cells is None:
                return
        cells = [*cells, ""]
        first, last, url, email, company, position, connected = self._used(cells)
        row = ImportRow(
            line=line,
            first_name=self._names[first],
            last_name=self._names[last],
            slug=profile_slug(url) if url else "",
            company=self._lines[company],
            position=self._lines[position],
            connected_on=self._days[connected],
        )
        if email or not self._simple:
            row = self._with_more(row, cells)
        if not (row.slug or row.first_name or row.last_name or row.email):
            if any(map(clean_line, cells)):
                self._note_cells(row, cells)
                self._note(line, "nameless")
            return
        self._note_cells(row, cells)
        if self._is_known(row):
            self._note(line, "duplicate")
        else:
            self.rows.append(row)

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

    def _note_cells(self, row: ImportRow, cells: list[str]) -> None:
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

    def _with_more(self, row: ImportRow, cells: list[str]) -> ImportRow:
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

    def _is_known(self, row: ImportRow) -> bool:
        """Say whether the file told of this person before, and remember them.

        By profile; without one by name and day, unless the e-mails differ. Without a day company
        and position must agree too: namesakes are not rare.
        """
        if row.slug:
            known = row.slug in self._slugs
            self._slugs.add(row.slug)
            return known
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
            return cells + [""] * (columns.width - len(cells)) if any(cells) else None
        fitted = _narrowed(cells, columns)
        if fitted is None and (fitted := _anchored_at_profile(cells, columns)):
            self._note(line, "re-anchored")
        if fitted is None:
            self._note(line, "wrong-width")
        return fitted


def _used_cells(columns: Columns) -> Callable[[list[str]], tuple[str, ...]]:
    return itemgetter(
        columns.first,
        columns.last,
        columns.url,
        columns.email,
        columns.company,
        columns.position,
        columns.connected,
    )


_SKIPPED = ("damaged", "duplicate", "wrong-width")
_REPAIRED = ("mojibake", "re-anchored", "wrapped")


def _contact(cells: list[str], columns: Columns) -> tuple[list[str], str]:
    """Return the e-mail addresses of a record, each once, and the member's urn if it has one."""
    places = (columns.email, columns.email2, columns.email3)
    found = dict.fromkeys(address for p in places for address in addresses(cells[p]))
    urn = MEMBER_URN.search(cells[columns.email])
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
