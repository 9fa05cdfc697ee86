"""The one entrance for import files: bytes and a name in, people and a report out."""

import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from infodesk.core.errors import BadImportFile, CannotRead
from infodesk.core.files import as_user_error
from infodesk.core.imports import ImportFile
from infodesk.core.progress import Job, Progress
from infodesk.formats import everything, mapping
from infodesk.formats.address_books import ADDRESS_BOOKS, read_address_book, tells_of_contacts
from infodesk.formats.calendar import looks_like_calendar
from infodesk.formats.everything import MAX_EXPORT, looks_like_everything
from infodesk.formats.linkedin.archive import (
    Member,
    read_address_books,
    read_archive,
    read_members,
)
from infodesk.formats.linkedin.archive import read_archived_contacts as read_archived_contacts
from infodesk.formats.linkedin.combining import gathered as gathered
from infodesk.formats.linkedin.combining import merged as merged
from infodesk.formats.linkedin.headers import recognise
from infodesk.formats.linkedin.kinds import READERS, reason_to_leave
from infodesk.formats.linkedin.table import read_alone
from infodesk.formats.monica import looks_like_monica, read_monica
from infodesk.formats.profile_pdf import is_pdf, read_profile_pdf
from infodesk.formats.profiles import MAX_TEXT, read_profile
from infodesk.formats.tables import (
    MAX_BYTES,
    decode,
    has_too_long_lines,
    has_too_many_lines,
    sniff,
    split_lines,
)
from infodesk.formats.vcard import looks_like_cards, read_vcards


def load(path: Path) -> bytes:
    """Return what the file `path` holds.

    Raises CannotRead, also for a folder or a device, and BadImportFile(too-large) above 64 MB, or
    1 GB for an export of a whole vault.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise CannotRead(path=str(path), detail="not a file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
            most = MAX_BYTES
            if looks_like_everything(data):
                data, most = data + file.read(MAX_EXPORT - MAX_BYTES), MAX_EXPORT
    except (OSError, ValueError) as error:
        if isinstance(error, OSError):
            raise as_user_error(error, path, writing=False) from error
        raise CannotRead(path=str(path), detail="not a file name") from error
    if len(data) > most:
        raise BadImportFile(reason="too-large", path=str(path))
    return data


def read_file(name: str, data: bytes) -> Job[ImportFile]:
    """Read an import file of whatever kind; `name` is its file name, a hint and for the report.

    Pure, so it may run on another thread. Raises BadImportFile: empty, not-a-table, no-people,
    workbook, too-large, zip-bomb, zip-damaged; encrypted-pdf, no-text, not-a-profile; other-file
    with `kind` for a file that is known but holds nothing that is imported (kinds: see
    `linkedin.headers.kind_of`).
    """
    yield Progress(phase="reading")
    if looks_like_everything(data):
        raise BadImportFile(reason="other-file", kind=everything.KIND, path=name)
    if len(data) > MAX_BYTES:
        raise BadImportFile(reason="too-large", path=name)
    if looks_like_calendar(data):
        raise BadImportFile(reason="other-file", kind="calendar", path=name)
    what = sniff(data)
    if what in ("empty", "workbook"):
        raise BadImportFile(reason=what, path=name)
    if what == "binary" and is_pdf(data):
        return (yield from read_profile_pdf(name, data))
    if what == "binary":
        raise BadImportFile(reason="not-a-table", path=name)
    if what == "zip":
        return (yield from read_archive(name, data))
    return (yield from _read_text(name, data))


_MOST_FILES = 2_000
_DEEPEST = 4


def read_folder(folder: Path) -> Job[ImportFile]:
    """Read a folder into which somebody unpacked a LinkedIn archive, as one file of that kind.

    Links are not followed. Raises what `read_file` raises for an archive, and CannotRead.
    """
    yield Progress(phase="reading")
    return (yield from read_members(folder.name, _members_of(folder)))


def read_folder_contacts(folder: Path) -> Job[list[ImportFile]]:
    """Read the address books of such a folder, as `read_archived_contacts` does of an archive."""
    yield Progress(phase="reading")
    return (yield from read_address_books(folder.name, _members_of(folder)))


def _members_of(folder: Path) -> list[Member]:
    found: list[Member] = []
    try:
        for path in _files_in(folder, _DEEPEST):
            found.append(_as_member(folder, path))
            if len(found) > _MOST_FILES:
                raise BadImportFile(reason="too-large", path=folder.name)
    except OSError as error:
        raise as_user_error(error, folder, writing=False) from error
    return found


def _files_in(folder: Path, depth: int) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            continue
        if path.is_dir():
            if depth:
                yield from _files_in(path, depth - 1)
        elif path.is_file():
            yield path


def _as_member(folder: Path, path: Path) -> Member:
    def read(size: int) -> bytes | None:
        try:
            with path.open("rb") as file:
                return file.read(size)
        except OSError:
            return None

    name = path.relative_to(folder).as_posix()
    about = path.stat()
    day = datetime.fromtimestamp(about.st_mtime, UTC).date()
    return Member(
        name=name,
        size=about.st_size,
        read=read,
        reason=reason_to_leave(name),
        changed_on=day,
    )


def _read_text(name: str, data: bytes) -> Job[ImportFile]:
    if has_too_many_lines(data):
        raise BadImportFile(reason="too-large", path=name)
    decoded = decode(data)
    if not decoded.text.strip("\ufeff\u200b \t\r\n"):
        raise BadImportFile(reason="empty", path=name)
    if looks_like_monica(decoded.text):
        return (yield from read_monica(name, decoded, decoded.text))
    cards, lines = looks_like_cards(decoded.text), split_lines(decoded.text)
    if has_too_long_lines(lines):
        raise BadImportFile(reason="too-large", path=name)
    decoded = replace(decoded, text="")  # all of it is in the lines
    if cards:
        return (yield from read_vcards(name, decoded, lines))
    table = recognise(lines, name)
    if table.columns and not tells_of_contacts(table.columns):
        return (yield from read_alone(name, decoded, lines, table))
    if table.kind in READERS:
        return (yield from read_alone(name, decoded, lines, table))
    kind = mapping.KIND if table.columns else table.kind
    if kind in ADDRESS_BOOKS:
        return (yield from read_address_book(name, decoded, lines, kind))
    if kind:
        raise BadImportFile(reason="other-file", kind=kind, path=name)
    if sum(map(len, lines)) <= MAX_TEXT:
        return read_profile("".join(lines), name)
    raise BadImportFile(reason="no-people", path=name)
