"""Meetings with a person, the questions to ask there and the answers."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from infodesk.core.ids import (
    IntroductionId,
    MeetingId,
    OwnQuestionId,
    PersonId,
    QuestionId,
)


class MeetingState(StrEnum):
    """Whether a meeting is still to come, took place or was called off."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingQuestion:
    """A question on the list of one meeting; `place` counts from 1.

    One that comes from the bank has the built-in question's `bank_code` or the `own_id`, or both.
    """

    id: QuestionId
    rev: int
    place: int
    text: str
    must_ask: bool = False
    asked: bool = False
    answer: str = ""
    bank_code: str = ""
    own_id: OwnQuestionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A conversation with one person; `local_start` is wall time in `zone` (an IANA name).

    `starts_at` is the same moment in UTC; `minutes` is how long it was asked for; `confirmed_on`
    the day on which the other side confirmed the time; `began_at` when it really began; `uid` is
    the meeting's name in calendars.
    """

    id: MeetingId
    rev: int
    person_id: PersonId
    person_name: str
    local_start: datetime
    zone: str
    starts_at: datetime
    minutes: int
    place: str = ""
    goal: str = ""
    state: MeetingState = MeetingState.PLANNED
    questions: tuple[MeetingQuestion, ...] = ()
    notes: str = ""
    introduction_id: IntroductionId | None = None
    confirmed_on: date | None = None
    began_at: datetime | None = None
    uid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDraft:
    """A meeting about to be added."""

    person_id: PersonId
    local_start: datetime
    zone: str
    minutes: int = 20
    place: str = ""
    goal: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """What a list of meetings shows of one meeting."""

    id: MeetingId
    person_id: PersonId
    person_name: str
    title: str
    company: str
    local_start: datetime
    zone: str
    starts_at: datetime
    minutes: int
    place: str
    state: MeetingState
    questions: int
    asked: int
    has_notes: bool
