"""The ZIP that LinkedIn sends, read in memory without unpacking anything."""

import io
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import replace

from infodesk.core.errors import BadImportFile
from infodesk.core.imports import FileReport, ImportFile, ImportRow
from infodesk.core.progress import Job, Progress
from infodesk.formats.linkedin.connections import read_connections
from infodesk.formats.linkedin.headers import recognise
from infodesk.formats.tables import MAX_BYTES, decode, split_lines

ARCHIVE = "linkedin-archive"

MAX_MEMBERS = 2_000
MAX_MEMBER = 256 << 20
MAX_TOTAL = 1 << 30
MAX_RATIO = 200
"""Limits of an archive, in members, bytes of one, bytes of all, and unpacked to packed bytes."""

_RATIO_FROM = 1 << 20
_CHUNK = 1 << 18
_CONNECTIONS = re.compile(r"connections(?:_\d+)?\.csv")
_LINKEDIN = re.compile(
    r"(?:profile|positions|education|skills|invitations|messages|registration|company follows"
    r"|email addresses|ad_targeting)(?:_\d+)?\.csv"
)
_SENSITIVE = re.compile(
    r"(?:logins|registration|receipts.*|security challenges|search ?queries|verifications?"
    r"|private_identity_asset|job applicant saved .*)(?:_\d+)?\.csv"
)
_ADDRESS_BOOKS = re.compile(r"(?:imported ?)?contacts(?:_\d+)?\.csv")
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


def read_archive(name: str, data: bytes) -> Job[ImportFile]:
    """Read the Connections.csv of a LinkedIn archive, from any folder and in any number of parts.

    Raises BadImportFile: workbook, zip-bomb, zip-damaged, not-a-table, what its Connections.csv
    raises, and other-file with kind linkedin-archive if it has none.
    """
    if data.count(b"PK\x01\x02") > 5 * MAX_MEMBERS:
        raise BadImportFile(reason="zip-bomb", path=name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_ERRORS as error:
        reason = "workbook" if b"xl/workbook.xml" in data else "zip-damaged"
        raise BadImportFile(reason=reason, path=name) from error
    with archive:
        return (yield from _read_members(name, archive))


def _read_members(name: str, archive: zipfile.ZipFile) -> Job[ImportFile]:
    members = archive.infolist()
    _refuse_other_zips(name, members)
    left: dict[str, str] = {}
    files: list[tuple[str, ImportFile]] = []
    refused: BadImportFile | None = None
    for done, member in enumerate(members):
        if done % 50 == 0:
            yield Progress(phase="reading", done=done, total=len(members))
        if member.is_dir():
            continue
        base = _base(member)
        reason = _reason_to_leave(member)
        if not reason and _CONNECTIONS.fullmatch(base):
            content = _content(name, archive, member)
            if content is None:
                reason = "damaged"
            else:
                try:
                    files.append((member.orig_filename, (yield from _read_part(name, content))))
                    continue
                except BadImportFile as error:
                    refused = error
        left[member.orig_filename] = reason or "not-used"
    if files:
        return _merged(name, files, left)
    if refused:
        raise refused
    if any(reason in ("damaged", "encrypted") for reason in left.values()):
        raise BadImportFile(reason="zip-damaged", path=name)
    if any(_LINKEDIN.fullmatch(_base(member)) for member in members):
        raise BadImportFile(reason="other-file", kind=ARCHIVE, path=name)
    raise BadImportFile(reason="not-a-table", path=name)


def _refuse_other_zips(name: str, members: list[zipfile.ZipInfo]) -> None:
    """Raise BadImportFile for workbooks and for archives that would unpack to too much."""
    names = {member.filename for member in members}
    if any(each.startswith("xl/") for each in names) or names >= {"mimetype", "content.xml"}:
        raise BadImportFile(reason="workbook", path=name)
    total = sum(member.file_size for member in members)
    if (
        len(members) > MAX_MEMBERS
        or total > MAX_TOTAL
        or any(_is_bomb(member, member.file_size) for member in members)
    ):
        raise BadImportFile(reason="zip-bomb", path=name)


def _is_bomb(member: zipfile.ZipInfo, size: int) -> bool:
    ratio = size / max(member.compress_size, 1)
    return size > MAX_MEMBER or (size > _RATIO_FROM and ratio > MAX_RATIO)


def _base(member: zipfile.ZipInfo) -> str:
    return re.split(r"[/\\]", member.orig_filename)[-1].lower()


def _reason_to_leave(member: zipfile.ZipInfo) -> str:
    """Return why a member is not looked into, by its name and kind alone; '' if it may be read."""
    parts = re.split(r"[/\\]", member.orig_filename)
    rooted = not parts[0] or re.match(r"[A-Za-z]:", parts[0])
    if rooted or ".." in parts or "\0" in member.orig_filename:
        return "unsafe-name"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "unsafe-name"
    base = parts[-1].lower()
    if "__MACOSX" in parts or base.startswith("._") or base == ".ds_store":
        return "junk"
    if base.endswith(".zip"):
        return "nested-archive"
    if _SENSITIVE.fullmatch(base) or "verifications" in (part.lower() for part in parts):
        return "sensitive"
    if _ADDRESS_BOOKS.fullmatch(base):
        return "address-book"
    return "encrypted" if member.flag_bits & 1 else ""


def _content(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | None:
    """Return what a member holds, counting while reading; None if it is damaged."""
    content = bytearray()
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                content += chunk
                if _is_bomb(member, len(content)):
                    raise BadImportFile(reason="zip-bomb", path=name)
                if len(content) > MAX_BYTES:
                    raise BadImportFile(reason="too-large", path=name)
    except _ZIP_ERRORS:
        return None
    return bytes(content)


def _read_part(name: str, content: bytes) -> Job[ImportFile]:
    decoded = decode(content)
    lines = split_lines(decoded.text)
    table = recognise(lines, name)
    if not table.columns:
        raise BadImportFile(reason="no-people", path=name)
    return (yield from read_connections(name, decoded, lines, table.columns, table.start))


def _merged(name: str, files: list[tuple[str, ImportFile]], left: dict[str, str]) -> ImportFile:
    """Return several Connections.csv as one; a profile told of again is a duplicate.

    Lines of a later part count on from those before, so that each line is one row's.
    """
    rows: list[ImportRow] = list(files[0][1].rows)
    report = files[0][1].report
    for _, file in files[1:]:
        known = {row.slug for row in rows if row.slug}
        offset = max((row.line for row in rows), default=0)
        fresh = [row._replace(line=row.line + offset) for row in file.rows if row.slug not in known]
        rows += fresh
        report = _added(report, file.report, offset, again=len(file.rows) - len(fresh))
    report = replace(
        report,
        kind=ARCHIVE,
        people=len(rows),
        emails=sum(bool(row.email) for row in rows),
        with_url=sum(bool(row.slug) for row in rows),
        members_read={member: file.report.rows for member, file in files},
        members_left=left,
    )
    return ImportFile(name=name, rows=tuple(rows), report=report)


def _added(one: FileReport, other: FileReport, offset: int, again: int) -> FileReport:
    skipped = _sums(one.skipped, other.skipped)
    if again:
        skipped["duplicate"] = skipped.get("duplicate", 0) + again
    return replace(
        one,
        rows=one.rows + other.rows,
        nameless=one.nameless + other.nameless,
        skipped=skipped,
        bad_dates=one.bad_dates + other.bad_dates,
        bad_urls=one.bad_urls + other.bad_urls,
        repaired=_sums(one.repaired, other.repaired),
        truncated=one.truncated + other.truncated,
        problems=(
            *one.problems,
            *(replace(problem, line=problem.line + offset) for problem in other.problems),
        ),
    )


def _sums(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {code: one.get(code, 0) + other.get(code, 0) for code in sorted({*one, *other})}
