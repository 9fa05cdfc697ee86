"""What a meeting left behind: insights with their evidence, promises, referrals, the debrief."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from infodesk.core.ids import InsightId, MeetingId, PersonId, PromiseId, ReferralId


class InsightKind(StrEnum):
    """What an insight is: a statement, words as they were said, a source, a warning."""

    INSIGHT = "insight"
    QUOTE = "quote"
    RESOURCE = "resource"
    RED_FLAG = "red-flag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Insight:
    """A statement with its evidence: who said it, when, in which meeting, in which words.

    `my_view` marks what nobody else said.
    """

    id: InsightId
    rev: int
    kind: InsightKind
    statement: str
    theme: str = ""
    quote: str = ""
    person_id: PersonId | None = None
    meeting_id: MeetingId | None = None
    said_on: date | None = None
    my_view: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What one of us promised the other, until when, and when it was kept."""

    id: PromiseId
    rev: int
    person_id: PersonId
    by_me: bool
    text: str
    due_on: date | None = None
    done_on: date | None = None
    meeting_id: MeetingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Who named whom, in which words, and whether the referrer's name may be used."""

    id: ReferralId
    rev: int
    person_id: PersonId
    person_name: str
    person_role: str
    referrer_id: PersonId
    referrer_name: str
    may_use_name: bool
    text: str = ""
    named_on: date | None = None
    meeting_id: MeetingId | None = None


ENERGY = range(1, 6)
"""How much energy a meeting gave: from drained to could start tomorrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """Five short answers after a meeting; empty or None where there is none yet."""

    learned: str = ""
    surprised: str = ""
    fits: str = ""
    energy: int | None = None
    next: str = ""

    def is_empty(self) -> bool:
        """Say whether nothing was answered."""
        return self == Debrief()


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """Somebody who helped: how, and what they have been told since."""

    person_id: PersonId
    name: str
    role: str
    meetings: int
    referrals: int
    promises_kept: int
    last_help_on: date
    told_on: date | None
