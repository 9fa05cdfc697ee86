"""The one entrance for import files: bytes and a name in, people and a report out."""

import stat
from pathlib import Path

from infodesk.core.errors import BadImportFile, CannotRead
from infodesk.core.files import as_user_error
from infodesk.core.imports import ImportFile
from infodesk.core.progress import Job, Progress
from infodesk.formats import mapping
from infodesk.formats.address_books import ADDRESS_BOOKS, read_address_book, tells_of_contacts
from infodesk.formats.linkedin.archive import read_archive
from infodesk.formats.linkedin.connections import read_connections
from infodesk.formats.linkedin.headers import recognise
from infodesk.formats.tables import MAX_BYTES, decode, sniff, split_lines
from infodesk.formats.vcard import looks_like_cards, read_vcards


def load(path: Path) -> bytes:
    """Return what the file `path` holds.

    Raises CannotRead, also for a folder or a device, and BadImportFile(too-large) above 64 MB.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise CannotRead(path=str(path), detail="not a file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError):
            raise as_user_error(error, path, writing=False) from error
        raise CannotRead(path=str(path), detail="not a file name") from error
    if len(data) > MAX_BYTES:
        raise BadImportFile(reason="too-large", path=str(path))
    return data


def read_file(name: str, data: bytes) -> Job[ImportFile]:
    """Read an import file of whatever kind; `name` is its file name, a hint and for the report.

    Pure, so it may run on another thread. Raises BadImportFile: empty, not-a-table, no-people,
    workbook, too-large, zip-bomb, zip-damaged; other-file with `kind` for a file that is known
    but holds nothing that is imported (kinds: see `linkedin.headers.kind_of`).
    """
    yield Progress(phase="reading")
    if len(data) > MAX_BYTES:
        raise BadImportFile(reason="too-large", path=name)
    what = sniff(data)
    if what in ("empty", "workbook"):
        raise BadImportFile(reason=what, path=name)
    if what == "binary":
        raise BadImportFile(reason="not-a-table", path=name)
    if what == "zip":
        return (yield from read_archive(name, data))
    return (yield from _read_text(name, data))


def _read_text(name: str, data: bytes) -> Job[ImportFile]:
    decoded = decode(data)
    if not decoded.text.strip("\ufeff\u200b \t\r\n"):
        raise BadImportFile(reason="empty", path=name)
    lines = split_lines(decoded.text)
    if looks_like_cards(decoded.text):
        return (yield from read_vcards(name, decoded, lines))
    table = recognise(lines, name)
    if table.columns and not tells_of_contacts(table.columns):
        return (yield from read_connections(name, decoded, lines, table.columns, table.start))
    kind = mapping.KIND if table.columns else table.kind
    if kind in ADDRESS_BOOKS:
        return (yield from read_address_book(name, decoded, lines, kind))
    if kind:
        raise BadImportFile(reason="other-file", kind=kind, path=name)
    raise BadImportFile(reason="no-people", path=name)
