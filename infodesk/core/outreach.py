"""What is sent to a person: by which way, and what for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from infodesk.core.ids import PersonId
from infodesk.core.next_steps import StepKind
from infodesk.core.touches import TouchKind


class Channel(StrEnum):
    """The way a text goes."""

    EMAIL = "email"
    LINKEDIN_NOTE = "linkedin-note"
    LINKEDIN_MESSAGE = "linkedin-message"
    INMAIL = "inmail"
    OTHER = "other"

    @property
    def touch_kind(self) -> TouchKind:
        """The kind of touch that sending this way is."""
        return _TOUCH_KINDS[self]


_TOUCH_KINDS = {
    Channel.EMAIL: TouchKind.EMAIL,
    Channel.LINKEDIN_NOTE: TouchKind.INVITATION,
    Channel.LINKEDIN_MESSAGE: TouchKind.MESSAGE,
    Channel.INMAIL: TouchKind.MESSAGE,
    Channel.OTHER: TouchKind.OTHER,
}


class Purpose(StrEnum):
    """What a text is for; it decides what marking it as sent leads to."""

    REQUEST = "request"
    FOLLOW_UP = "follow-up"
    CLOSE_KINDLY = "close-kindly"
    REPLY = "reply"
    CONFIRM = "confirm"
    THANKS = "thanks"
    REFERRAL_ASK = "referral-ask"
    UPDATE = "update"
    OTHER = "other"


class Answer(StrEnum):
    """What a person replied to the request."""

    YES = "yes"
    LATER = "later"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A text that was sent, about to be logged; `sent_at` is None for now."""

    person_id: PersonId
    channel: Channel
    purpose: Purpose = Purpose.REQUEST
    text: str = ""
    sent_at: datetime | None = None


SENDS: dict[StepKind, Purpose] = {
    StepKind.WRITE: Purpose.REQUEST,
    StepKind.ASK_AGAIN: Purpose.REQUEST,
    StepKind.FOLLOW_UP: Purpose.FOLLOW_UP,
    StepKind.CLOSE_KINDLY: Purpose.CLOSE_KINDLY,
    StepKind.REPLY: Purpose.REPLY,
    StepKind.CONFIRM: Purpose.CONFIRM,
    StepKind.THANK: Purpose.THANKS,
    StepKind.REFERRAL_ASK: Purpose.REFERRAL_ASK,
    StepKind.UPDATE: Purpose.UPDATE,
    StepKind.KEEP_WARM: Purpose.UPDATE,
}
"""The steps that are done by sending a text, and what that text is for."""
