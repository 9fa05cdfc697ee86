"""What importing files would do, and what it did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from infodesk.core.archives import (
    NOTHING_MORE,
    ImportTouch,
    InvitationTally,
    MessageTally,
)
from infodesk.core.ids import ImportId, PersonId
from infodesk.core.imports import ImportFile, ImportRow
from infodesk.core.profile import Profile, ProfileEntry

_NOBODY = Profile()

# What is known before


class FormerSelf(NamedTuple):
    """How a person was known before two were merged: a profile, a folded name, a day, marks."""

    slug: str
    match_name: str
    connected_on: date | None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What planning an import needs of a person already in the vault; e-mails are case-folded.

    `import_name` is the folded name by which a file knew them, empty if none did; `former` is how
    a file knows those who were merged into them.
    """

    id: int
    first_name: str
    last_name: str
    match_name: str
    title: str
    company: str
    slug: str
    connected_on: date | None
    edited_fields: frozenset[str]
    emails: tuple[str, ...]
    import_name: str = ""
    member_urn: str = ""
    uid: str = ""
    former: tuple[FormerSelf, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDetails:
    """What an address book may tell of a person and the vault knows already, as it is written.

    `details` are pairs of kind and value, `positions` of title and company, `schools` of degree
    and school.
    """

    location: str = ""
    about: str = ""
    has_photo: bool = False
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    positions: tuple[tuple[str, str], ...] = ()
    schools: tuple[tuple[str, str], ...] = ()


class KnownTouch(NamedTuple):
    """A touch in the vault; `key` is empty if it was logged by hand."""

    id: int
    person_id: int
    kind: str
    direction: str
    happened_at: str
    key: str
    has_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownVault:
    """All that planning compares a file with; plain data, so that it may go to another thread.

    `dropped` are keys of touches that were removed by hand, `taken` what an import once put into
    my profile. `newest_on` and `exported_on` are the newest day of a connection and of an export
    that any import told of. `companies` are pairs of a folded company name and what is known to
    have happened there, `events` of an event's folded name and its day.
    """

    people: Sequence[KnownPerson] = ()
    details: Mapping[int, KnownDetails] = field(default_factory=dict)
    touches: Sequence[KnownTouch] = ()
    dropped: frozenset[str] = frozenset()
    profile: Profile = _NOBODY
    taken: Mapping[str, str] = field(default_factory=dict)
    companies: frozenset[tuple[str, str]] = frozenset()
    events: frozenset[tuple[str, str]] = frozenset()
    newest_on: date | None = None
    exported_on: date | None = None


# People


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field that a file knows otherwise than the vault.

    `field`: first_name, last_name, title, company, email, slug, connected_on; from address books
    also location, about, photo, phone, link, tag, position, school or the kind of a detail
    (birthday, address, …). `kind`: "changed" (both filled and different), "filled" (the vault had
    nothing), or "kept" (not taken unless asked for: the person typed ours, or the file is older
    than what is known).
    """

    field: str
    old: str
    new: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedChange:
    """A row that tells something new of a person already in the vault."""

    row: ImportRow
    person_id: int
    person_name: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulRow:
    """A row that may be a person already in the vault, but nothing proves it.

    Undecided, it makes a new person. `reason` is a code: same-name, or same-email under another
    name.
    """

    row: ImportRow
    person_id: int
    person_name: str
    reason: str


class PastJob(NamedTuple):
    """What an older one of several files told of somebody's job."""

    title: str
    company: str


class Decision(StrEnum):
    """What to do with a doubtful row."""

    NEW = "new"
    SAME = "same"
    SKIP = "skip"


# What passed between me and others


class MessageChoice(StrEnum):
    """How much of the messages is taken: that there were any, what they say, or nothing."""

    DATES = "dates"
    TEXT = "text"
    SKIP = "skip"


class TouchInVault(NamedTuple):
    """A touch of a file that the vault has in part: as logged by hand, or without its text."""

    touch_id: int
    by_hand: bool
    touch: ImportTouch


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedContact:
    """What files tell of the contact with one person.

    The person is one of the vault (`person_id`), or one whom this import brings (the `line` of
    their row), or a stranger: then `reason` says why (unknown; namesakes: several have this name).
    `new` are touches the vault does not have; `known` those it has in part; `same` counts those it
    has whole.
    """

    name: str
    slug: str = ""
    member_urn: str = ""
    person_id: int | None = None
    line: int | None = None
    reason: str = ""
    new: tuple[ImportTouch, ...] = ()
    known: tuple[TouchInVault, ...] = ()
    same: int = 0

    @property
    def is_stranger(self) -> bool:
        """Whether nobody in the vault or in the files is this person."""
        return bool(self.reason)


# My profile and companies


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChange:
    """A line or a field of my profile that files know otherwise; `kind` as in FieldChange.

    For a field `field` is its name and `new` its value; for an entry `entry` is what the file says
    and `known` the entry of the vault it would change, None for a new one.
    """

    kind: str
    field: str = ""
    old: str = ""
    new: str = ""
    entry: ProfileEntry | None = None
    known: ProfileEntry | None = None


class CompanyNews(NamedTuple):
    """What I did about a company on LinkedIn: followed, saved-job or applied; url may be empty.

    Of kind event, it is a day I was at, and `company` is what it was called.
    """

    kind: str
    company: str
    on: date | None = None
    title: str = ""
    url: str = ""

    def key(self, match_name: str) -> tuple[str, str]:
        """Return what recognises the same news of the company with that folded name."""
        return match_name, f"{self.kind} {self.on or ''} {self.title}"


LINES_APART = 10_000_000
"""Lines of a further file count on from here, so that each line is one row's."""


# The plan, the person's choices, and what came of it


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What importing files would do; nothing has been written.

    `files` are in the order of their age, the newest first; `older` are the places of those that
    only fill gaps. Their rows are merged: `line` names a row within the plan, those of the second
    file count on from `LINES_APART`, and so on. `kept` are rows that differ, but only where ours is
    kept; `same` counts them too. Where an older
    file told another job of somebody, `past` keeps it by line, the newest first. `taken` is what my
    profile remembers of imports before, `notes` counts my own invitations with a note by month
    ("2026-08"). `stranger` is the owner of an archive that is not mine: of it only people are
    taken.
    """

    files: tuple[ImportFile, ...]
    new: tuple[ImportRow, ...] = ()
    changed: tuple[PlannedChange, ...] = ()
    kept: tuple[PlannedChange, ...] = ()
    same: tuple[int, ...] = ()
    doubtful: tuple[DoubtfulRow, ...] = ()
    contacts: tuple[PlannedContact, ...] = ()
    strangers: tuple[PlannedContact, ...] = ()
    profile: tuple[ProfileChange, ...] = ()
    companies: tuple[CompanyNews, ...] = ()
    messages: MessageTally = NOTHING_MORE.messages
    invitations: InvitationTally = NOTHING_MORE.invitations
    notes: Mapping[str, int] = field(default_factory=dict)
    taken: Mapping[str, str] = field(default_factory=dict)
    older: frozenset[int] = frozenset()
    past: Mapping[int, tuple[PastJob, ...]] = field(default_factory=dict)
    stranger: str = ""

    def file_of(self, line: int) -> ImportFile:
        """Return the file that a row of the plan stood in."""
        return self.files[line // LINES_APART]

    def is_older(self, line: int) -> bool:
        """Say whether a row stood in a file that only fills gaps."""
        return line // LINES_APART in self.older

    @property
    def does_nothing(self) -> bool:
        """Whether applying the plan as it stands would change nothing."""
        return not (
            self.new
            or self.changed
            or self.doubtful
            or any(each.new or any(one.by_hand for one in each.known) for each in self.contacts)
            or any(each.kind != "kept" for each in self.profile)
            or self.companies
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChoices:
    """What the person decided about a plan; the defaults take it as it stands.

    `decisions` say by line what a doubtful row is (undecided: a new person); `left_out` are lines
    that are not taken. `overruled` are pairs of line and field where the file's value is taken
    though ours would be kept. `silent` are places in `contacts` whose touches are not taken,
    `invited` places in `strangers` who become people. `profile_left` and `companies_left` are
    places in the plan's tuples; `profile_overruled` those of kept ones that are taken. `columns` is
    what columns were taken for, by the signature of their header, to be remembered.
    """

    decisions: Mapping[int, Decision] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    overruled: frozenset[tuple[int, str]] = frozenset()
    messages: MessageChoice = MessageChoice.DATES
    silent: frozenset[int] = frozenset()
    invited: frozenset[int] = frozenset()
    profile_left: frozenset[int] = frozenset()
    profile_overruled: frozenset[int] = frozenset()
    companies_left: frozenset[int] = frozenset()
    columns: Mapping[str, Sequence[str | None]] = field(default_factory=dict)


AS_PLANNED = ImportChoices()
"""The choices of someone who takes the plan as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did: people first, then touches, lines of my profile, news of companies."""

    new: int = 0
    changed: int = 0
    same: int = 0
    doubtful: int = 0
    skipped: int = 0
    moved: int = 0
    touches: int = 0
    profile: int = 0
    companies: int = 0
    import_id: ImportId | None = None

    @property
    def did_nothing(self) -> bool:
        """Whether nothing was written."""
        return self.import_id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobChange:
    """A person of whom an import told another job than was known; `noticed_on` is YYYY-MM-DD."""

    id: int
    person_id: PersonId
    import_id: ImportId
    old_title: str
    old_company: str
    new_title: str
    new_company: str
    noticed_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastImport:
    """An import of some day, as it was recorded; `file` names its files."""

    id: ImportId
    kind: str
    file: str
    imported_at: str
    added: int
    changed: int
    same: int
    doubtful: int
    skipped: int
    touches: int
    profile: int
    companies: int
