"""Address books as tables: Google's, Outlook's, Thunderbird's, our own, and any other."""

from infodesk.core.imports import ImportFile
from infodesk.core.progress import Job
from infodesk.formats import mapping
from infodesk.formats.columns import columns_of
from infodesk.formats.linkedin.headers import Columns, is_foreign
from infodesk.formats.tables import Decoded

OWN = "infodesk-csv"
ADDRESS_BOOKS = frozenset({"google-csv", "outlook-csv", "thunderbird-csv", OWN, mapping.KIND})
"""Kinds of `linkedin.headers.kind_of` that `read_address_book` reads."""


def read_address_book(name: str, decoded: Decoded, lines: list[str], kind: str) -> Job[ImportFile]:
    """Read a table of contacts whose columns are known by name, or else as `propose_mapping` says.

    Raises BadImportFile: too-large, not-a-table, no-people.
    """
    table = yield from mapping.table_in(name, decoded, lines)
    if kind == mapping.KIND:
        proposed = mapping.propose_mapping(table.header, table.rows)
        return (yield from mapping.read_mapped(table, proposed))
    return (yield from mapping.read_columns(table, columns_of(table.header), kind))


def tells_of_contacts(columns: Columns) -> bool:
    """Say whether a header that could be LinkedIn's is an address book's.

    It has no connection date but columns that LinkedIn's never has; LinkedIn's own Outlook-type
    export has all of them, and a second e-mail column besides.
    """
    return columns.email2 == columns.width and is_foreign(columns)
