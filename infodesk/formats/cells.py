"""Cells of contact files: cleaned once for each text, since the same few come again and again."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from infodesk.core.text import LINE_LIMIT, clean_line, clean_name
from infodesk.formats.csv_writing import unguarded
from infodesk.formats.dates import parse_day, reads_day_first
from infodesk.formats.tables import mend


class CleanLines(dict[str, str]):
    """Cleaned one-line cells by the cell as it stood; the same few come again and again.

    `odd` says of cells that were not clean what was done: mojibake (mended), truncated.
    """

    def __init__(self, *, names: bool) -> None:
        super().__init__()
        self._names = names
        self.odd: dict[str, set[str]] = {}

    def __missing__(self, cell: str) -> str:
        plain = cell.isascii() and cell.isprintable() and len(cell) <= LINE_LIMIT
        if plain and cell[:1] != "'" and not (self._names and "&" in cell):
            cleaned = " ".join(cell.split())
        else:
            cleaned = self._clean(cell)
        self[cell] = cleaned
        return cleaned

    def _clean(self, cell: str) -> str:
        text = mend(cell)
        if text != cell:
            self.odd.setdefault(cell, set()).add("mojibake")
        text = unguarded(text)
        # Normalising can take three characters for one, so shorter text can need the cut too.
        if len(text) * 3 > LINE_LIMIT and len(clean_line(text, len(text) * 3)) > LINE_LIMIT:
            self.odd.setdefault(cell, set()).add("truncated")
        return clean_name(text) if self._names else clean_line(text)


class Days(dict[str, date | None]):
    """Days by the cell as it stood; `column` gives all cells, for days in figures only."""

    def __init__(self, column: Callable[[], Iterable[str]]) -> None:
        super().__init__()
        self._column = column
        self._decided = False
        self._day_first: bool | None = None

    def __missing__(self, cell: str) -> date | None:
        day = parse_day(cell)
        if day is None and ("/" in cell or "-" in cell):
            if not self._decided:
                self._day_first, self._decided = reads_day_first(self._column()), True
            day = parse_day(cell, day_first=self._day_first)
        self[cell] = day
        return day


_NOT_IN_AN_ADDRESS = r"\s<>,;:\"()\[\]\\@" + "\u200c\u200d"
_ADDRESS = re.compile(rf"[^{_NOT_IN_AN_ADDRESS}]{{1,64}}@[^{_NOT_IN_AN_ADDRESS}]{{1,253}}")
MEMBER_URN = re.compile(r"urn:li:member:\d{1,20}")
"""How LinkedIn numbers its members."""


def addresses(cell: str) -> list[str]:
    """Return the e-mail addresses that a cell names, each as it stands there."""
    return _ADDRESS.findall(clean_line(mend(unguarded(cell)))) if "@" in cell else []
