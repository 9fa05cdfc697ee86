"""One table of LinkedIn's, whatever it tells, as an import file."""

from dataclasses import replace

from infodesk.core.imports import ImportFile
from infodesk.core.progress import Job
from infodesk.formats.linkedin.combining import settled
from infodesk.formats.linkedin.connections import read_connections
from infodesk.formats.linkedin.headers import Table
from infodesk.formats.linkedin.kinds import READERS
from infodesk.formats.linkedin.reader import read_table
from infodesk.formats.tables import Decoded


def read_lines(name: str, decoded: Decoded, lines: list[str], table: Table) -> Job[ImportFile]:
    """Read a table that was recognised as Connections.csv or one of `READERS`.

    Its owner is as unknown as `combining.settled` finds it. Raises BadImportFile: too-large,
    no-people, not-a-table.
    """
    if table.columns:
        file = yield from read_connections(name, decoded, lines, table.columns, table.start)
    else:
        reader = READERS[table.kind](name)
        file = yield from read_table(name, decoded, lines, table, reader)
    return replace(file, archive=replace(file.archive, parts=frozenset({table.kind})))


def read_alone(name: str, decoded: Decoded, lines: list[str], table: Table) -> Job[ImportFile]:
    """Read a table that came by itself, like `read_lines`; its owner is told as far as it can."""
    file = yield from read_lines(name, decoded, lines, table)
    return replace(file, archive=settled([file.archive]))
