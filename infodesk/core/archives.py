"""What LinkedIn's archive tells besides people: messages, invitations, its owner, their jobs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from infodesk.core.profile import Profile
from infodesk.core.text import fold
from infodesk.core.touches import Direction, TouchKind

# What passed between the owner and others


class ImportTouch(NamedTuple):
    """A message or an invitation that passed between the archive's owner and one other person.

    `kind` is MESSAGE or INVITATION; `direction` is OUT if the owner sent it, IN if they received
    it; `happened_at` is in UTC (messages to the second, invitations and messages of 2018 to the
    minute). `name`, `slug` and `member_urn` say who the other person is: the name as shown
    (suffixes kept), the slug as in ImportRow, both perhaps empty, never all three. `text` is plain
    text, perhaps of several lines: the message, or the note of an invitation, empty if it had none.
    `line` is the physical line of the file or member it stood in, from 1.

    `key` recognises the same touch in another archive of the same owner: of a message its
    conversation, second, direction and content; of an invitation the other person, minute and
    direction. It is 32 hexadecimal digits, no two touches of an ImportFile share one, and it does
    not depend on how much of the text is kept. Exports of different years name people differently
    (before 2024 invitations had no profile), so the same person, kind, direction and `happened_at`
    is the same touch too.
    """

    line: int
    key: str
    kind: TouchKind
    direction: Direction
    happened_at: datetime
    name: str = ""
    slug: str = ""
    member_urn: str = ""
    subject: str = ""
    text: str = ""


class ImportLetter(NamedTuple):
    """A row of messages.csv before it is known whose archive it is; a person never sees one.

    `readers` are the profile slugs of the recipients as far as given, `to` their names as the
    cell joined them. `sent` says OUT or IN where the file itself does (2018), else NONE.
    `happened_at` is None if the date was not understood.
    """

    line: int
    conversation: str
    sponsored: bool
    draft: bool
    sender: str
    sender_slug: str
    to: str
    readers: tuple[str, ...]
    sent: Direction
    happened_at: datetime | None
    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTally:
    """How many rows of messages.csv there were, by class; the classes add up to `rows`.

    Classes, the first that fits: draft; sponsored (an advert); anonymous (nobody but a closed
    account on the other side); group (three people or more); one_to_one. Only one_to_one become
    touches, and of these only rows whose date was understood, once the owner is known.
    """

    rows: int = 0
    conversations: int = 0
    without_id: int = 0
    one_to_one: int = 0
    group: int = 0
    sponsored: int = 0
    anonymous: int = 0
    draft: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationTally:
    """How many rows of Invitations.csv there were; `with_note` counts both directions."""

    rows: int = 0
    outgoing: int = 0
    incoming: int = 0
    with_note: int = 0


# Whose archive it is


class OwnerProof(StrEnum):
    """By what the owner of an archive was told, the surest first."""

    INVITATIONS = "invitations"
    MESSAGES = "messages"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose archive it is; what is unknown is empty.

    The name is that of Profile.csv if it is there. `proof`: INVITATIONS (who sent the outgoing
    ones), MESSAGES (who sent those marked as outgoing or drafts, or takes part in nearly all
    conversations), PROFILE (no more than a name is known).
    """

    name: str = ""
    slug: str = ""
    member_urn: str = ""
    proof: OwnerProof = OwnerProof.PROFILE


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProfile:
    """What the archive tells of its owner.

    `profile` holds the entries of every kind in the order of their files, and the first of
    `websites`; it has no revision. `birthday` is YYYY-MM-DD, or --MM-DD without the year.
    """

    profile: Profile
    websites: tuple[str, ...] = ()
    birthday: str = ""


# What the owner follows and applied for


class FollowedCompany(NamedTuple):
    """A company that the owner follows; `followed_at` is in UTC, None if not understood."""

    line: int
    name: str
    followed_at: datetime | None = None


class ImportEvent(NamedTuple):
    """An event that the owner was asked to or takes part in.

    `starts_at` and `ends_at` have no time zone in the file and are taken as UTC; `status` is
    LinkedIn's word; `url` has passed the gate of `core.links`, empty if it did not.
    """

    line: int
    name: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    status: str = ""
    url: str = ""

    @property
    def was_attended(self) -> bool:
        """Whether the owner was there: more than invited, on a day that is known."""
        return self.starts_at is not None and fold(self.status) not in _NOT_THERE


_NOT_THERE = frozenset({"invited", "declined", "not going", "not_going", "ignored", "withdrawn"})


class JobKind(StrEnum):
    """What the owner did with a job."""

    SAVED = "saved"
    APPLIED = "applied"


class ImportJob(NamedTuple):
    """A job that the owner saved or applied for; company and title may both be empty.

    Never with the answers to screening questions, which are not read.
    """

    line: int
    kind: JobKind
    at: datetime | None = None
    company: str = ""
    title: str = ""
    url: str = ""


class ImportRecommendation(NamedTuple):
    """A recommendation on LinkedIn: given by the owner (OUT), received (IN), or untold (NONE).

    `name`, `company` and `title` are the other person's at that time; there is no profile.
    """

    line: int
    direction: Direction
    name: str
    company: str = ""
    title: str = ""
    text: str = ""
    at: datetime | None = None
    status: str = ""


# All of it


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveContents:
    """What a LinkedIn file holds besides people; what is not in the file is empty or None.

    `parts` are the kinds of the tables that were read (as in EXPECTED.json: linkedin-connections,
    linkedin-messages, …). `owner` is None if nothing tells; then no message is a touch.
    `exported_on` is the day in the archive's name, else that of its newest member; a single CSV
    has none. `touches` are in the order of the file, messages before invitations; `letters` are
    what they were made of and serve merging only.
    """

    parts: frozenset[str] = frozenset()
    exported_on: date | None = None
    owner: Owner | None = None
    profile: ImportProfile | None = None
    touches: Sequence[ImportTouch] = ()
    letters: Sequence[ImportLetter] = ()
    messages: MessageTally = MessageTally()
    invitations: InvitationTally = InvitationTally()
    companies: Sequence[FollowedCompany] = ()
    events: Sequence[ImportEvent] = ()
    jobs: Sequence[ImportJob] = ()
    recommendations: Sequence[ImportRecommendation] = ()

    @property
    def passed_over(self) -> Mapping[str, int]:
        """What is told but of no use, counted by code: no-company, not-attended, undated."""
        found = {
            "no-company": sum(not job.company for job in self.jobs),
            "not-attended": sum(fold(event.status) in _NOT_THERE for event in self.events),
            "undated": sum(
                event.starts_at is None and fold(event.status) not in _NOT_THERE
                for event in self.events
            ),
        }
        return {code: count for code, count in found.items() if count}


NOTHING_MORE = ArchiveContents()
