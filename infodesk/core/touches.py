"""Touches: anything that passed between you and a person, in the order it happened."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from infodesk.core.ids import MeetingId, PersonId, TouchId


class TouchKind(StrEnum):
    """How you were in contact."""

    MESSAGE = "message"
    EMAIL = "email"
    CALL = "call"
    MEETING = "meeting"
    INVITATION = "invitation"
    RECOMMENDATION = "recommendation"
    EVENT = "event"
    OTHER = "other"


class Direction(StrEnum):
    """Who moved: you (`OUT`), they (`IN`) or both."""

    NONE = "none"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchDraft:
    """A touch about to be logged; `happened_at` is None for now."""

    person_id: PersonId
    kind: TouchKind
    direction: Direction = Direction.NONE
    happened_at: datetime | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One line of a person's timeline.

    `kind` is a TouchKind's value, "meeting", "connected" or "position"; `text` is what to show
    under it and `meeting_id` what opening it leads to. `happened_at` has no time of day when
    `whole_day` is set.
    """

    kind: str
    happened_at: datetime
    whole_day: bool = False
    text: str = ""
    direction: Direction = Direction.NONE
    touch_id: TouchId | None = None
    meeting_id: MeetingId | None = None
    minutes: int = 0
    questions: int = 0
    asked: int = 0
    source: str = "hand"
