"""What a file holds and what importing it would do, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from infodesk.core.archives import NOTHING_MORE, ArchiveContents
from infodesk.core.contacts import ContactDetails

ARCHIVE = "linkedin-archive"
"""The kind of a LinkedIn archive: a ZIP, a folder, or several of its files taken as one."""

_MAIN_PARTS = frozenset({"linkedin-connections", "linkedin-messages", "linkedin-invitations"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """A row that was not taken, or a cell that was not understood.

    `line` is the physical line of the file, from 1. `code`: nameless, duplicate, wrong-width,
    organisation, damaged (the row is skipped); bad-date, bad-url, truncated, mojibake, wrapped,
    re-anchored, bad-photo (the row stays, mended).
    """

    line: int
    code: str


class ImportRow(NamedTuple):
    """One person as a file tells it; every text is cleaned, absent values are empty or None.

    `more` is what address books and profiles tell beyond this. A tuple, because 30,000 are made at
    once: a frozen dataclass takes more than twice as long.
    """

    line: int
    first_name: str = ""
    last_name: str = ""
    slug: str = ""
    email: str = ""
    more_emails: tuple[str, ...] = ()
    member_urn: str = ""
    company: str = ""
    position: str = ""
    connected_on: date | None = None
    more: ContactDetails | None = None

    @property
    def name(self) -> str:
        """The name as shown: first and last name joined; else the e-mail address or slug."""
        if self.first_name and self.last_name:
            return f"{self.first_name} {self.last_name}"
        return self.first_name or self.last_name or self.email or self.slug


IN_SEVERAL = "in-several"
"""Why a row is skipped whose person another file or part told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What was found in one import file; counts are of rows unless said otherwise.

    The fields are those that `tests/data/EXPECTED.json` explains in its "about"; `members_read`
    counts the rows of an archive's members, `members_left` says by code why one was not read
    (sensitive, address-book, not-used, unsafe-name, encrypted, nested-archive, damaged, junk,
    too-large). Of an archive all other counts are those of its Connections.csv; of a single file
    without people (messages, positions, …) `rows` is its records and `people` 0.
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
    members_read: dict[str, int] = field(default_factory=dict)
    members_left: dict[str, str] = field(default_factory=dict)

    @property
    def lost(self) -> int:
        """How many rows nobody comes of; who is in several files comes once all the same."""
        told_before = self.skipped.get(IN_SEVERAL, 0)
        return self.nameless + sum(self.skipped.values()) - told_before


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFile:
    """A file that was read: its people, what else LinkedIn tells, and the report about it."""

    name: str
    rows: Sequence[ImportRow]
    report: FileReport
    archive: ArchiveContents = NOTHING_MORE

    @property
    def first_part(self) -> bool:
        """Whether an archive looks like the first of two mails: all of it but people and messages.

        LinkedIn sends connections, messages and invitations up to a day later.
        """
        return self.report.kind == ARCHIVE and not self.archive.parts & _MAIN_PARTS
