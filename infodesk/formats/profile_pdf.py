"""LinkedIn's "Save to PDF" of one profile, read by where its words stand and how large they are."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from infodesk.core.errors import BadImportFile
from infodesk.core.imports import ImportFile
from infodesk.core.progress import Job, Progress
from infodesk.core.text import clean_line
from infodesk.formats.profiles import MAX_TEXT, Line, profile_of, without_noise

KIND = "linkedin-pdf"
MAX_PAGES = 60
MAX_PDF = 16 << 20
MAX_UNPACKED = 4 << 20
MAX_OPERATIONS = 200_000
"""Limits of a profile as PDF, in pages, bytes, bytes of one unpacked stream, and steps of drawing.

Real ones have 2 to 15 pages, 100 kB, and some thousand steps.
"""

_UNPACKED = (
    "array_based_stream_maximum_output_length",
    "lzw_maximum_output_length",
    "run_length_maximum_output_length",
    "zlib_maximum_output_length",
)

_SAME_LINE = 2.5  # points
_BESIDE = 20.0


def is_pdf(data: bytes) -> bool:
    """Say whether a file is a PDF, by how it begins."""
    return data[:1024].lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-")


def read_profile_pdf(name: str, data: bytes) -> Job[ImportFile]:
    """Read a profile that LinkedIn saved as PDF, as a file with one person.

    Pure; runs page by page. Raises BadImportFile: too-large, encrypted-pdf, no-text, not-a-profile
    for another PDF or a damaged one.
    """
    yield Progress(phase="reading")
    if len(data) > MAX_PDF:
        raise BadImportFile(reason="too-large", path=name)
    pages: list[list[_Piece]] = []
    job = _pages(name, data)
    for page in job:
        pages.append(page)
        yield Progress(phase="reading", done=len(pages))
        if sum(len(piece[3]) for page in pages for piece in page) > MAX_TEXT:
            raise BadImportFile(reason="too-large", path=name)
    if not any(pages):
        raise BadImportFile(reason="no-text", path=name)
    main, aside = _columns(pages)
    try:
        return profile_of(main, name, KIND, title_first=False, aside=aside)
    except BadImportFile as error:
        raise BadImportFile(reason="not-a-profile", path=name) from error


_Piece = tuple[float, float, float, str]
"""Where a piece of text begins (x, y from below), how large it is, and what it says."""


def _pages(name: str, data: bytes) -> Iterator[list[_Piece]]:
    """Yield the pieces of text of each page; whatever the bytes, nothing but BadImportFile."""
    import logging

    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs what a file holds
    counted = _Operations(name)
    number, pages = 0, 1
    while number < pages:
        try:
            with apply_configuration(None, **dict.fromkeys(_UNPACKED, MAX_UNPACKED)):
                if number == 0:
                    reader = PdfReader(io.BytesIO(data))
                    if reader.is_encrypted and not reader.decrypt(""):
                        raise BadImportFile(reason="encrypted-pdf", path=name)
                    pages = len(reader.pages)
                    if pages > MAX_PAGES:
                        raise BadImportFile(reason="too-large", path=name)
                found = _pieces(reader.pages[number], counted)
        except BadImportFile:
            raise
        except FileNotDecryptedError as error:
            raise BadImportFile(reason="encrypted-pdf", path=name) from error
        except Exception as error:  # the library raises whatever its parsers meet in a broken file
            raise BadImportFile(reason="not-a-profile", path=name) from error
        yield found
        number += 1


class _Operations:
    """Counts what the pages of one file do: pictures inside pictures can be without an end."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._done = 0

    def __call__(self, *_: object) -> None:
        self._done += 1
        if self._done > MAX_OPERATIONS:
            raise BadImportFile(reason="too-large", path=self._name)


def _pieces(page: Any, counted: _Operations) -> list[_Piece]:
    found: list[_Piece] = []

    def visit(text: str, cm: Any, tm: Any, _font: Any, size: float) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            scale = abs(tm[3] * cm[3]) or abs(tm[0] * cm[0]) or 1.0
            found.append((float(x), float(y), float(size) * float(scale), text))

    page.extract_text(visitor_text=visit, visitor_operand_before=counted)
    return found


def _columns(pages: Sequence[Sequence[_Piece]]) -> tuple[list[Line], list[Line]]:
    """Return the lines of the wide column and of the narrow one beside it, top to bottom.

    The largest letters of the first page are the name, and where they begin the wide column does.
    """
    first = next(page for page in pages if page)
    left = max(first, key=lambda piece: (piece[2], piece[1]))[0]
    main: list[Line] = []
    aside: list[Line] = []
    for page in pages:
        beside = [piece for piece in page if piece[0] < left - _BESIDE]
        main += _lines([piece for piece in page if piece[0] >= left - _BESIDE])
        aside += _lines(beside)
    return list(without_noise(main)), list(without_noise(aside))


def _lines(pieces: Sequence[_Piece]) -> list[Line]:
    """Join pieces that stand at one height, in reading order."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda each: -each[1]):
        if rows and abs(rows[-1][0][1] - piece[1]) < _SAME_LINE:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines: list[Line] = []
    for row in rows:
        said = "".join(piece[3] for piece in sorted(row, key=lambda each: each[0]))
        for part in said.split("\n"):
            if text := clean_line(part):
                lines.append(Line(text, round(max(piece[2] for piece in row), 1)))
    return lines
