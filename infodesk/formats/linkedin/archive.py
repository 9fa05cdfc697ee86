"""LinkedIn's archive, the ZIP it came in or the folder somebody unpacked, read as one.

A ZIP is read in memory without unpacking anything.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from infodesk.core.errors import BadImportFile
from infodesk.core.imports import ARCHIVE, ImportFile
from infodesk.core.progress import Job, Progress
from infodesk.formats.linkedin.combining import joined, people_of, settled
from infodesk.formats.linkedin.headers import Table, base_name, recognise
from infodesk.formats.linkedin.kinds import (
    CONTACTS,
    MESSAGES,
    READERS,
    is_connections,
    is_machine_talk,
    reason_to_leave,
)
from infodesk.formats.linkedin.table import read_lines
from infodesk.formats.tables import (
    MAX_BYTES,
    MAX_ROWS,
    Decoded,
    decode,
    has_too_long_lines,
    has_too_many_lines,
    split_lines,
)

MAX_MEMBERS = 2_000
MAX_MEMBER = 256 << 20
MAX_TOTAL = 1 << 30
MAX_RATIO = 200
"""Limits of an archive, in members, bytes of one, bytes of all, and unpacked to packed bytes."""

_RATIO_FROM = 1 << 20
_CHUNK = 1 << 18
_HEAD = 1 << 13
_LINKEDIN = re.compile(
    r"profile|positions|education|skills|invitations|messages|registration|company follows"
    r"|email addresses|ad_targeting"
)
# What the standard library raises on archives that are not what they say.
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file of an archive or of a folder that was one.

    `read` returns its first bytes, as many as asked for, or None if it is damaged; `size` is how
    many there can be; `reason` is why it is not to be read, "" if it may be.
    """

    name: str
    size: int
    read: Callable[[int], bytes | None]
    reason: str = ""
    changed_on: date | None = None


def read_archive(name: str, data: bytes) -> Job[ImportFile]:
    """Read every table of a LinkedIn archive that is used, from any folder, in any number of parts.

    Raises BadImportFile: workbook, zip-bomb, zip-damaged, not-a-table, too-large, what its
    Connections.csv raises if it has nothing else, and other-file with kind linkedin-archive if
    none of its tables is read.
    """
    with _opened(name, data) as archive:
        return (yield from read_members(name, _members(name, archive)))


def read_archived_contacts(name: str, data: bytes) -> Job[list[ImportFile]]:
    """Read the address books that LinkedIn took over, each a file of kind linkedin-contacts.

    Of an archive nothing else is read. Raises BadImportFile like `read_archive`, and no-people.
    """
    with _opened(name, data) as archive:
        return (yield from read_address_books(name, _members(name, archive)))


def read_address_books(name: str, members: Sequence[Member]) -> Job[list[ImportFile]]:
    """Read the members that are address books, as `read_archived_contacts` does."""
    found: list[ImportFile] = []
    room = MAX_BYTES
    for done, member in enumerate(members):
        yield Progress(phase="reading", done=done, total=len(members))
        if member.reason not in ("", "address-book") or not member.name.lower().endswith(".csv"):
            continue
        head = member.read(_HEAD)
        if not head or _taken_apart(member, head)[2].kind != CONTACTS or member.size > room:
            continue
        content = member.read(room)
        if content is None or has_too_many_lines(content):
            continue
        decoded, lines, table = _taken_apart(member, content)
        found.append((yield from read_lines(member.name, decoded, lines, table)))
        room -= member.size
    if not found:
        raise BadImportFile(reason="no-people", path=name)
    return found


def _opened(name: str, data: bytes) -> zipfile.ZipFile:
    if data.count(b"PK\x01\x02") > 5 * MAX_MEMBERS:
        raise BadImportFile(reason="zip-bomb", path=name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_ERRORS as error:
        reason = "workbook" if b"xl/workbook.xml" in data else "zip-damaged"
        raise BadImportFile(reason=reason, path=name) from error
    _refuse_other_zips(name, archive.infolist(), len(data))
    return archive


def _refuse_other_zips(name: str, members: list[zipfile.ZipInfo], packed: int) -> None:
    """Raise BadImportFile for workbooks and for archives that would unpack to too much."""
    names = {member.filename for member in members}
    if any(each.startswith("xl/") for each in names) or names >= {"mimetype", "content.xml"}:
        raise BadImportFile(reason="workbook", path=name)
    total = sum(member.file_size for member in members)
    if (
        len(members) > MAX_MEMBERS
        or total > MAX_TOTAL
        or (total > _RATIO_FROM and total > MAX_RATIO * packed)
        or any(_is_bomb(member, member.file_size) for member in members)
    ):
        raise BadImportFile(reason="zip-bomb", path=name)


def _is_bomb(member: zipfile.ZipInfo, size: int) -> bool:
    ratio = size / max(member.compress_size, 1)
    return size > MAX_MEMBER or (size > _RATIO_FROM and ratio > MAX_RATIO)


def _members(name: str, archive: zipfile.ZipFile) -> list[Member]:
    def reader(member: zipfile.ZipInfo) -> Callable[[int], bytes | None]:
        return lambda size: _content(name, archive, member, size)

    found: dict[str, Member] = {}
    for member in archive.infolist():
        if member.is_dir():
            continue
        shown, reason = member.orig_filename, _reason(member)
        if shown in found:  # which of two of one name is meant nobody can say: the first counts
            reason = "unsafe-name"
            shown = next(each for each in _numbered(shown) if each not in found)
        found[shown] = Member(
            name=shown,
            size=member.file_size,
            read=reader(member),
            reason=reason,
            changed_on=_day(member),
        )
    return list(found.values())


def _numbered(name: str) -> Iterator[str]:
    return (f"{name} ({number})" for number in count(2))


def _reason(member: zipfile.ZipInfo) -> str:
    """Return why a member is not looked into, by its name and kind alone; '' if it may be read."""
    parts = re.split(r"[/\\]", member.orig_filename)
    rooted = not parts[0] or re.match(r"[A-Za-z]:", parts[0])
    if rooted or ".." in parts or "\0" in member.orig_filename:
        return "unsafe-name"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "unsafe-name"
    if reason := reason_to_leave(member.orig_filename):
        return reason
    return "encrypted" if member.flag_bits & 1 else ""


def _day(member: zipfile.ZipInfo) -> date | None:
    try:
        return date(*member.date_time[:3])
    except ValueError:
        return None


def _content(
    name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, size: int
) -> bytes | None:
    """Return at most `size` bytes of a member, counting while reading; None if it is damaged."""
    content = bytearray()
    try:
        with archive.open(member) as stream:
            while len(content) < size and (chunk := stream.read(min(_CHUNK, size))):
                content += chunk
                if _is_bomb(member, len(content)):
                    raise BadImportFile(reason="zip-bomb", path=name)
    except _ZIP_ERRORS:
        return None
    return bytes(content)


# Members, wherever they come from


def read_members(name: str, members: Sequence[Member]) -> Job[ImportFile]:
    """Read the members that are LinkedIn's tables; raises BadImportFile as `read_archive` does.

    All tables together may be as large as one file, 64 MB and 200,000 rows.
    """
    left: dict[str, str] = {}
    tables: list[tuple[str, ImportFile]] = []
    refused: BadImportFile | None = None
    room = MAX_BYTES
    for done, member in enumerate(members):
        yield Progress(phase="reading", done=done, total=len(members))
        reason = member.reason
        if not reason:
            try:
                table = yield from _read_member(member, room)
            except _NotRead as why:
                reason = why.reason
            except BadImportFile as error:
                if error.facts["reason"] in ("zip-bomb", "too-large"):
                    raise BadImportFile(reason=error.facts["reason"], path=name) from error
                if is_connections(member.name):
                    refused = error
                reason = "not-used"
            else:
                room -= member.size
                tables.append((member.name, table))
                if sum(each.report.rows for _, each in tables) > MAX_ROWS:
                    raise BadImportFile(reason="too-large", path=name)
                continue
        left[member.name] = reason
    if not tables:
        raise refused or _nothing_read(name, members, left)
    return _as_one(name, tables, left, _exported_on(name, members))


def _nothing_read(name: str, members: Sequence[Member], left: dict[str, str]) -> BadImportFile:
    if "too-large" in left.values():
        return BadImportFile(reason="too-large", path=name)
    if any(reason in ("damaged", "encrypted") for reason in left.values()):
        return BadImportFile(reason="zip-damaged", path=name)
    if any(_LINKEDIN.fullmatch(base_name(member.name)) for member in members):
        return BadImportFile(reason="other-file", kind=ARCHIVE, path=name)
    return BadImportFile(reason="not-a-table", path=name)


class _NotRead(Exception):
    """A member turned out not to be read; `reason` is why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _read_member(member: Member, room: int) -> Job[ImportFile]:
    """Read a member that is a table of at most `room` bytes.

    Raises _NotRead, and BadImportFile as `read_lines` does.
    """
    if not member.name.lower().endswith(".csv"):
        raise _NotRead("not-used")
    content = member.read(_HEAD)  # most members are smaller, and most larger ones are not used
    if content and len(content) == _HEAD and not is_connections(member.name):
        _reason_to_stop(member, _taken_apart(member, content)[2])
    if member.size > room:
        raise _NotRead("too-large")
    if content and len(content) == _HEAD:
        content = member.read(room)
    if content is None:
        raise _NotRead("damaged")
    if has_too_many_lines(content):
        raise BadImportFile(reason="too-large", path=member.name)
    decoded, lines, table = _taken_apart(member, content)
    if is_connections(member.name) and not table.columns:
        raise BadImportFile(reason="no-people", path=member.name)
    _reason_to_stop(member, table)
    return (yield from read_lines(member.name, decoded, lines, table))


def _taken_apart(member: Member, content: bytes) -> tuple[Decoded, list[str], Table]:
    decoded = decode(content)
    lines = split_lines(decoded.text)
    if has_too_long_lines(lines):
        raise BadImportFile(reason="too-large", path=member.name)
    return replace(decoded, text=""), lines, recognise(lines, member.name)


def _reason_to_stop(member: Member, table: Table) -> None:
    """Raise _NotRead unless a table is one of those that are read."""
    if table.kind == CONTACTS:
        raise _NotRead("address-book")
    talk = table.kind == MESSAGES and is_machine_talk(member.name)
    if talk or not (table.columns or table.kind in READERS):
        raise _NotRead("not-used")


_NAMED_DAY = re.compile(r"(?<!\d)(\d{2})-(\d{2})-(\d{4})(?!\d)")


def _exported_on(name: str, members: Sequence[Member]) -> date | None:
    """Return the day in the archive's name (MM-DD-YYYY), else that of its newest member."""
    if found := _NAMED_DAY.search(name):
        month, day, year = map(int, found.groups())
        try:
            return date(year, month, day)
        except ValueError:
            pass
    days = [member.changed_on for member in members if member.changed_on and not member.reason]
    return max(days, default=None)


def _as_one(
    name: str,
    tables: Sequence[tuple[str, ImportFile]],
    left: dict[str, str],
    exported_on: date | None,
) -> ImportFile:
    """Return the tables of an archive as one file; a profile told of again is a duplicate."""
    rows, report = people_of([table for _, table in tables])
    report = replace(
        report,
        kind=ARCHIVE,
        members_read={member: table.report.rows for member, table in tables},
        members_left=left,
    )
    contents = joined([table.archive for _, table in tables])
    contents = settled([replace(contents, exported_on=exported_on)])
    return ImportFile(name=name, rows=rows, report=report, archive=contents)
