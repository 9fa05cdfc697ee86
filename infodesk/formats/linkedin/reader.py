"""What every table of the archive is read with: its records by column names, one at a time."""

import csv
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import ClassVar

from infodesk.core.archives import ArchiveContents
from infodesk.core.errors import BadImportFile
from infodesk.core.imports import FileReport, ImportFile, ImportRow, RowProblem
from infodesk.core.progress import Job, Progress
from infodesk.formats.dates import parse_moment, parse_month
from infodesk.formats.linkedin.headers import Table, folded
from infodesk.formats.tables import MAX_COLUMNS, MAX_ROWS, Decoded, records

_SLICE = 2_000
_SKIPPED = ("damaged", "duplicate")
_LONGEST_DATE = 40


class TableReader(ABC):
    """Takes the records of one table and makes `contents` of them, and people if it tells any.

    `wanted` names the columns it is given, as the header has them in any case; a column that is
    not there is always empty.
    """

    wanted: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take one record; return the code of a problem with it, "" for none."""

    @abstractmethod
    def contents(self) -> ArchiveContents:
        """Return all that was taken."""

    def people(self) -> list[ImportRow]:
        """Return the people among what was taken."""
        return []


def read_table(
    name: str, decoded: Decoded, lines: list[str], table: Table, reader: TableReader
) -> Job[ImportFile]:
    """Let `reader` take the records of `lines` behind the header of `table`.

    Raises BadImportFile: too-large, not-a-table.
    """
    if len(table.header) > MAX_COLUMNS:
        raise BadImportFile(reason="too-large", path=name)
    rows = 0
    problems: list[RowProblem] = []
    try:
        for line, cells in _cells(lines, table, reader.wanted):
            if rows % _SLICE == 0:
                yield Progress(phase="reading", done=line, total=len(lines))
            rows += 1
            if rows > MAX_ROWS:
                raise BadImportFile(reason="too-large", path=name)
            code = "damaged" if cells is None else reader.take(line, cells)
            if code:
                problems.append(RowProblem(line=line, code=code))
    except csv.Error as error:
        raise BadImportFile(reason="not-a-table", path=name) from error
    people = reader.people()
    count = Counter(problem.code for problem in problems)
    report = FileReport(
        kind=table.kind,
        encoding=decoded.encoding,
        bom=decoded.bom,
        delimiter=table.delimiter,
        header_line=table.line,
        rows=rows,
        people=len(people),
        nameless=count["nameless"],
        skipped={code: count[code] for code in _SKIPPED if count[code]},
        emails=sum(bool(row.email) for row in people),
        with_url=sum(bool(row.slug) for row in people),
        bad_dates=count["bad-date"] + count["undated"],
        problems=tuple(problems),
    )
    return ImportFile(name=name, rows=tuple(people), report=report, archive=reader.contents())


def _cells(
    lines: list[str], table: Table, wanted: Sequence[str]
) -> Iterator[tuple[int, Sequence[str] | None]]:
    """Yield line and wanted cells of each record that is neither blank nor the header again."""
    width = len(table.header)
    places: dict[str, int] = {}
    for place, cell in enumerate(table.header):
        places.setdefault(folded(cell), place)
    chosen = [places.get(folded(column), width) for column in wanted]
    # With one more, absent column it always gives a tuple.
    choose = itemgetter(*chosen, width)

    def fits(cells: list[str]) -> bool:
        return len(cells) == width and any(map(_is_date, cells))

    header = list(table.header)
    for line, cells in records(lines, table.start, table.delimiter, fits):
        if cells is None:
            yield line, None
        elif cells != header and any(map(str.strip, cells)):
            if len(cells) <= width:
                cells += [""] * (width + 1 - len(cells))
            else:
                cells[width:] = [""]
            yield line, choose(cells)[:-1]


def _is_date(cell: str) -> bool:
    """Say whether a cell is a date, which a line that is a record by itself has.

    Width alone does not tell: a description of several lines can hold a line with as many commas.
    """
    if len(cell) > _LONGEST_DATE or not any(map(str.isdigit, cell)):
        return False
    return bool(parse_moment(cell) or parse_month(cell))
