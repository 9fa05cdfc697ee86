"""Next steps: what is to be done with a person, when, and how it was closed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from infodesk.core.ids import MeetingId, NextStepId, PersonId, PromiseId


class StepKind(StrEnum):
    """What is to be done; `HAND` is whatever a person typed."""

    HAND = "hand"
    WRITE = "write"
    SECOND_PERSON = "second-person"
    FOLLOW_UP = "follow-up"
    CLOSE_KINDLY = "close-kindly"
    ASK_AGAIN = "ask-again"
    REPLY = "reply"
    PREPARE = "prepare"
    CONFIRM = "confirm"
    HOW_DID_IT_GO = "how-did-it-go"
    THANK = "thank"
    REFERRAL_ASK = "referral-ask"
    UPDATE = "update"
    KEEP_WARM = "keep-warm"
    PROMISE = "promise"


CHASING = frozenset(
    {
        StepKind.SECOND_PERSON,
        StepKind.FOLLOW_UP,
        StepKind.CLOSE_KINDLY,
        StepKind.ASK_AGAIN,
        StepKind.REFERRAL_ASK,
        StepKind.UPDATE,
        StepKind.KEEP_WARM,
    }
)
"""Steps of waiting for others or of staying in touch: "whom to chase", not "what I must do"."""

OF_MEETING = frozenset({StepKind.PREPARE, StepKind.CONFIRM, StepKind.HOW_DID_IT_GO})
"""Steps that belong to one planned meeting and go with it."""


class Outcome(StrEnum):
    """How a step was closed; `OPEN` is not at all."""

    OPEN = ""
    DONE = "done"
    SKIPPED = "skipped"
    SUPERSEDED = "superseded"


SKIP_REASONS = ("not-needed", "too-late", "not-me", "changed-plans", "other")
"""Why a step may be skipped, as codes; a reason in one's own words may stand instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDraft:
    """A step about to be planned.

    `due_at` is a UTC moment, given where hours matter; `due_on` is then its day. `turn` counts
    follow-ups and referral asks from 1.
    """

    kind: StepKind = StepKind.HAND
    text: str = ""
    due_on: date | None = None
    due_at: datetime | None = None
    meeting_id: MeetingId | None = None
    promise_id: PromiseId | None = None
    turn: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A step of one person, open or closed."""

    id: NextStepId
    rev: int
    person_id: PersonId
    kind: StepKind
    text: str = ""
    due_on: date | None = None
    due_at: datetime | None = None
    snoozed_until: date | None = None
    meeting_id: MeetingId | None = None
    promise_id: PromiseId | None = None
    turn: int = 1
    outcome: Outcome = Outcome.OPEN
    reason: str = ""
    closed_at: datetime | None = None
    created_at: datetime | None = None

    @property
    def shown_on(self) -> date | None:
        """The day on which the step comes up: what it was snoozed until, else when it is due."""
        return self.snoozed_until or self.due_on
