"""Bytes of a text table turned into lines and records: sniffing, decoding, splitting."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

MAX_BYTES = 64 << 20
MAX_ROWS = 200_000
MAX_COLUMNS = 256
MAX_FIELD = 1 << 20
MAX_LINES = 1_000_000
MAX_LINE = 8 << 20
"""Limits of a file, in bytes, rows, columns, characters of a field, lines, characters of a line."""

DELIMITERS = ",;\t|"
LONGEST_RECORD = 200
"""Physical lines of one record; more is a quotation mark that nobody closed."""

_MAX_DAMAGED = 1_000


# Sniffing

_HTML = re.compile(
    rb"\s*(?:<!--|<!doctype|<html|<head|<body|<table|<\?xml|<rss|<svg)", re.IGNORECASE
)
_BINARY = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
    b"SQLite format 3",
    b"{\\rtf",
    b"\x7fELF",
    b"MZ\x90",
)
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # OLE 2, Excel 97 to 2003
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def sniff(data: bytes) -> str:
    """Say what `data` is: text, empty, zip, workbook or binary (also HTML and XML)."""
    start = data[:4096]
    if not data.strip(b" \t\r\n\x0b\x0c\0\xef\xbb\xbf\xff\xfe"):
        return "empty"
    if start.startswith(_ZIP):
        return "zip"
    if start.startswith(_OLD_WORKBOOK) or b'progid="Excel.Sheet"' in start:
        return "workbook"
    bare = start.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").removeprefix(b"\xff\xfe")
    if start.startswith(_BINARY) or _HTML.match(bare.removeprefix(b"\xfe\xff")):
        return "binary"
    return "binary" if _control_share(start) > 0.1 else "text"


def _control_share(start: bytes) -> float:
    """Return the share of control characters in the text that `start` would be."""
    text = decode(start).text
    controls = sum(sign < " " and sign not in "\t\n\r\x0b\x0c" for sign in text)
    return controls / max(len(text), 1)


# Decoding


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text of a file and how it was written: utf-8, utf-16-le, utf-16-be, cp1252, mac-roman, mixed.

    `bom` says whether a byte order mark stood first. The text holds no NUL and no U+FFFD.
    """

    text: str
    encoding: str
    bom: bool = False


def decode(data: bytes) -> Decoded:
    """Return `data` as text, whatever it is; never raises.

    In order: byte order mark; UTF-16 by its NULs; UTF-8; else line by line and, in a line that is
    not UTF-8, cell by cell, UTF-8 or the file's 8-bit page (libraries that guess are wrong on
    mixed files).
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding, bom=True)
    return _decode_as(data, _utf_16_by_nuls(data) or "utf-8", bom=False)


def _decode_as(data: bytes, encoding: str, *, bom: bool) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            text = data.decode(encoding, errors="replace")
        else:
            text, encoding = _decode_by_line(data)
    if "\0" in text:
        text = text.replace("\0", "")
    return Decoded(text=text.replace("\ufffd", "?"), encoding=encoding, bom=bom)


def _utf_16_by_nuls(data: bytes) -> str:
    """Return which UTF-16 `data` is, told by NULs in about half its bytes; '' if it is none."""
    start = data[:4096]
    even, odd, pairs = start[::2].count(0), start[1::2].count(0), len(start) // 2
    if pairs and odd > 0.3 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if pairs and even > 0.3 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return ""


_CELL = re.compile(rb'([,;\t|"\r]+)')


def _decode_by_line(data: bytes) -> tuple[str, str]:
    """Return the text of a file that is not all UTF-8, and what it is."""
    page = _eight_bit_page(data)
    lines: list[str] = []
    utf_8 = False
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
            utf_8 = utf_8 or not line.isascii()
        except UnicodeDecodeError:
            cells = []
            for cell in _CELL.split(line):
                try:
                    cells.append(cell.decode("utf-8"))
                    utf_8 = utf_8 or not cell.isascii()
                except UnicodeDecodeError:
                    cells.append(cell.decode("latin-1").translate(_PAGES[page]))
            lines.append("".join(cells))
    return "\n".join(lines), "mixed" if utf_8 else page


def _page(name: str) -> dict[int, str]:
    """Return what the bytes above ASCII mean in a code page; those it leaves open stay controls."""
    page = {}
    for code in range(0x80, 0x100):
        try:
            page[code] = bytes([code]).decode(name)
        except UnicodeDecodeError:
            page[code] = chr(code)
    return page


_PAGES = {name: _page(name) for name in ("cp1252", "mac-roman")}
# Letters here mean Mac Roman; 0x92 is left out, in cp1252 it is the apostrophe of "Sample’s".
_MAC_LETTER = re.compile(
    rb"(?<=[A-Za-z])[\x80-\x91\x93-\x9f](?=[A-Za-z])|(?<![A-Za-z])[\x80\x81\x83\x86](?=[a-z]{2})"
)
_WINDOWS_LETTER = re.compile(rb"(?<=[A-Za-z])[\xc0-\xff]|[\xc0-\xff](?=[A-Za-z])")


def _eight_bit_page(data: bytes) -> str:
    """Return mac-roman if letters of 0x80 to 0x9F outnumber those of 0xC0 to 0xFF, else cp1252."""
    mac = windows = 0
    for line in data.split(b"\n"):
        if not line.isascii():
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                mac += len(_MAC_LETTER.findall(line))
                windows += len(_WINDOWS_LETTER.findall(line))
    return "mac-roman" if mac > windows else "cp1252"


_MOJIBAKE = re.compile("Ã|Â|â€")
_TO_BYTES = {ord(sign): code for code, sign in _PAGES["cp1252"].items()}


def mend(text: str) -> str:
    """Return `text` with UTF-8 that was read as cp1252 read right ("MÃ¼ller" is "Müller")."""
    for _ in range(3):  # files were saved wrongly more than once
        if not _MOJIBAKE.search(text):
            break
        try:
            text = text.translate(_TO_BYTES).encode("latin-1").decode("utf-8")
        except UnicodeError:
            break
    return text


# Records


# What `str.splitlines` takes for a line end besides.
_OTHER_LINE_ENDS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def split_lines(text: str) -> list[str]:
    """Return the physical lines with their ends: CR LF, LF or CR alone, and nothing else."""
    if _OTHER_LINE_ENDS.search(text) is None:
        return text.splitlines(keepends=True)
    return list(io.StringIO(text, newline=""))  # right for all, but takes four bytes a character


def has_too_many_lines(data: bytes) -> bool:
    """Say whether a file has more lines than any of people; nothing but line ends costs gigabytes.

    To be asked before `split_lines`.
    """
    return data.count(b"\n") > MAX_LINES or data.count(b"\r") > MAX_LINES


def has_too_long_lines(lines: Sequence[str]) -> bool:
    """Say whether a line is longer than any of people; one of millions of cells costs gigabytes."""
    return max(map(len, lines), default=0) > MAX_LINE


def parse_line(line: str, delimiter: str) -> list[str]:
    """Return the cells of one line read by itself, unwrapped if all of it was one quoted cell."""
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
    return unwrapped(cells, delimiter) or cells


def unwrapped(cells: Sequence[str], delimiter: str) -> list[str]:
    """Return the cells inside a record that is one cell holding a whole line, else nothing."""
    if not cells or any(cells[1:]) or delimiter not in cells[0]:
        return []
    try:
        inner = next(csv.reader([cells[0].rstrip("; \t")], delimiter=delimiter), [])
    except csv.Error:
        return []
    return inner if len(inner) > 1 else []


def records(
    lines: list[str], first: int, delimiter: str, fits: Callable[[list[str]], bool]
) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the records of `lines` from index `first`: their physical line from 1, their cells.

    A quotation mark that nobody closed swallows what follows; so a record that is too long, or
    one of whose lines is a record by itself (`fits`), loses its first line only, which is yielded
    as None. Raises csv.Error after a thousand of these.
    """
    csv.field_size_limit(MAX_FIELD)  # one setting for the process; nothing else reads CSV
    damaged = 0
    while first < len(lines):
        start = first
        reader = csv.reader(map(lines.__getitem__, range(start, len(lines))), delimiter=delimiter)
        try:
            for cells in reader:
                end = start + reader.line_num
                if end - first > 1 and _swallowed(lines, first, end, delimiter, fits):
                    break
                yield first + 1, cells
                first = end
            else:
                return
        except csv.Error:
            pass
        yield first + 1, None
        first += 1
        damaged += 1
        if damaged > _MAX_DAMAGED:
            raise csv.Error("too many damaged lines")


def _swallowed(
    lines: list[str], first: int, end: int, delimiter: str, fits: Callable[[list[str]], bool]
) -> bool:
    return end - first > LONGEST_RECORD or any(
        fits(parse_line(line, delimiter)) for line in lines[first + 1 : end]
    )
