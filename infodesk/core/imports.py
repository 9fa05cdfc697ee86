"""What a file holds and what importing it would do, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """A row that was not taken, or a cell that was not understood.

    `line` is the physical line of the file, from 1. `code`: nameless, duplicate, wrong-width,
    organisation, damaged (the row is skipped); bad-date, bad-url, truncated, mojibake, wrapped,
    re-anchored (the row stays, mended).
    """

    line: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """One person as a file tells it; every text is cleaned, absent values are empty or None."""

    line: int
    first_name: str = ""
    last_name: str = ""
    slug: str = ""
    url: str = ""
    email: str = ""
    more_emails: tuple[str, ...] = ()
    member_urn: str = ""
    company: str = ""
    position: str = ""
    connected_on: date | None = None

    @property
    def name(self) -> str:
        """The name as shown: first and last name joined; else the e-mail address or slug."""
        return " ".join(part for part in (self.first_name, self.last_name) if part) or (
            self.email or self.slug
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What was found in one import file; counts are of rows unless said otherwise.

    The fields are those that `tests/data/EXPECTED.json` explains in its "about".
    """

    kind: str
    encoding: str = "utf-8"
    bom: bool = False
    delimiter: str = ","
    header_line: int = 0
    rows: int = 0
    people: int = 0
    nameless: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    emails: int = 0
    with_url: int = 0
    bad_dates: int = 0
    bad_urls: int = 0
    repaired: dict[str, int] = field(default_factory=dict)
    truncated: int = 0
    problems: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFile:
    """A file that was read: its people and the report about it."""

    name: str
    rows: Sequence[ImportRow]
    report: FileReport
