"""Drafts: texts to people, kept as typed, and what each is for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from infodesk.core.ids import OutreachId, PersonId, TemplateId
from infodesk.core.outreach import Channel, Purpose


class TextKind(StrEnum):
    """What a text is; each has a template of its own."""

    COLD = "cold"
    ALUMNI = "alumni"
    EVENT = "event"
    REFERRAL = "referral"
    SECOND_DEGREE = "second-degree"
    FOLLOW_UP = "follow-up"
    REPLY = "reply"
    RESCHEDULE = "reschedule"
    CONFIRM = "confirm"
    THANKS = "thanks"
    REFERRAL_ASK = "referral-ask"
    UPDATE = "update"
    CONGRATULATIONS = "congratulations"
    DECLINE = "decline"
    CLOSE_KINDLY = "close-kindly"

    @property
    def purpose(self) -> Purpose:
        """What marking such a text as sent means to the stages and steps."""
        return _PURPOSES.get(self, Purpose.REQUEST)


def kind_of(purpose: str) -> TextKind | None:
    """Return the kind of text that is meant by a kind's or a Purpose's value; None for any."""
    return TextKind(purpose) if purpose in set(TextKind) else None


_PURPOSES = {
    TextKind.FOLLOW_UP: Purpose.FOLLOW_UP,
    TextKind.REPLY: Purpose.REPLY,
    TextKind.RESCHEDULE: Purpose.OTHER,
    TextKind.CONFIRM: Purpose.CONFIRM,
    TextKind.THANKS: Purpose.THANKS,
    TextKind.REFERRAL_ASK: Purpose.REFERRAL_ASK,
    TextKind.UPDATE: Purpose.UPDATE,
    TextKind.CONGRATULATIONS: Purpose.OTHER,
    TextKind.DECLINE: Purpose.OTHER,
    TextKind.CLOSE_KINDLY: Purpose.CLOSE_KINDLY,
}

FIRST = frozenset(
    {TextKind.COLD, TextKind.ALUMNI, TextKind.EVENT, TextKind.REFERRAL, TextKind.SECOND_DEGREE}
)
"""What one writes to somebody who has not agreed to anything yet."""


SUBJECTS = frozenset({Channel.EMAIL, Channel.INMAIL})
"""Channels by which a subject goes with the text."""

CHANNELS = (Channel.EMAIL, Channel.LINKEDIN_NOTE, Channel.LINKEDIN_MESSAGE, Channel.INMAIL)
"""The channels a text can be composed for, in the order they are offered."""


class OutreachState(StrEnum):
    """How far a text has come; InfoDesk itself never sends."""

    DRAFT = "draft"
    HANDED_OVER = "handed-over"
    SENT = "sent"


class Way(StrEnum):
    """How a text was handed over."""

    MAILTO = "mailto"
    FILE = "file"
    COPY = "copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outreach:
    """One text to one person.

    `text` is the draft as typed. `fitted` holds what was typed for a channel over what is fitted
    from the draft; a channel without an entry follows the draft. `follows` is the outreach this
    one follows up; `accepted` are names that the person said are right although a check doubts.
    """

    id: OutreachId
    rev: int
    person_id: PersonId
    channel: Channel = Channel.EMAIL
    kind: TextKind = TextKind.COLD
    template_id: TemplateId | None = None
    language: str = ""
    subject: str = ""
    text: str = ""
    fitted: Mapping[Channel, str] = field(default_factory=dict)
    state: OutreachState = OutreachState.DRAFT
    follows: OutreachId | None = None
    accepted: frozenset[str] = frozenset()
    updated_at: datetime | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachRow:
    """What a list shows of a text: whom it is for, and what it is."""

    id: OutreachId
    person_id: PersonId
    name: str
    company: str
    channel: Channel
    kind: TextKind
    state: OutreachState
    subject: str
    updated_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """Somebody who was asked and has not answered."""

    person_id: PersonId
    name: str
    company: str
    sent_at: datetime
    channel: Channel | None
    times: int
    """How many texts went out since they last answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyCount:
    """How many texts of a kind went out to people, and how many of those people answered."""

    group: str
    sent: int
    replied: int

    def percent(self, least: int) -> int | None:
        """Return the share that answered; None where fewer than `least` say nothing yet."""
        return round(100 * self.replied / self.sent) if self.sent >= max(least, 1) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A text with fields: built in (`id` None) or one's own."""

    kind: TextKind
    language: str
    name: str = ""
    subject: str = ""
    text: str = ""
    id: TemplateId | None = None
    rev: int = 1
