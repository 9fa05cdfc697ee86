"""Tables written as CSV that a spreadsheet opens without running anything in them."""

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet takes for a formula or a command (OWASP, "CSV Injection"), full-width forms
# and the separators that begin another cell included.
_TRIGGERS = frozenset("=+-@\t\r\n\0＝＋－＠")
_BLANKS = (
    " \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
)
_BOM = "\ufeff"


def write_csv(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, plain: bool = False
) -> bytes:
    """Return a CSV file: UTF-8 with byte order mark, CR LF, quoted as RFC 4180 says.

    Cells that a spreadsheet would take for formulas get an apostrophe in front, which `unguarded`
    takes off; with `plain` they stay as they are, for reading by programs.
    """
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(row if plain else [guarded(cell) for cell in row])
    return (_BOM + page.getvalue()).encode("utf-8", "replace")


def guarded(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula; reversible."""
    return f"'{text}" if _is_risky(text) else text


def unguarded(text: str) -> str:
    """Return `text` without the one apostrophe that `guarded` put in front of it."""
    return text[1:] if text[:1] == "'" and _is_risky(text[1:]) else text


def _is_risky(text: str) -> bool:
    """Say whether any line of `text` begins, behind blanks and apostrophes, like a formula.

    Apostrophes count as passed over, so that a text that begins with one and goes on like a
    formula is guarded too and comes back as it was.
    """
    bare = text.lstrip("'").lstrip(_BLANKS)
    if bare[:1] in _TRIGGERS and bare:
        return True
    lines = bare.replace("\r", "\n").split("\n")[1:]
    return any(line.lstrip(_BLANKS)[:1] in _TRIGGERS for line in lines if line.lstrip(_BLANKS))
