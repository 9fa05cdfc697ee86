"""What is to be done today: which step belongs into which group, and how the week went."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from infodesk.core.ids import MeetingId, NextStepId, PersonId
from infodesk.core.next_steps import CHASING, StepKind
from infodesk.core.readiness import Readiness
from infodesk.core.stages import Stage

DAYS_AHEAD = 7


class Group(StrEnum):
    """A group of the Today page, in the page's order."""

    OVERDUE = "overdue"
    TODAY = "today"
    CHASE = "chase"
    STEPLESS = "stepless"
    AHEAD = "ahead"


class Due(NamedTuple):
    """Something that comes up: a step, a meeting of these days, or a person without a next step.

    `day` is the local day it comes up on; `at` the moment where hours matter. A meeting has no
    step, a person without a next step has neither. A tuple, because thousands are made at once.
    """

    person_id: PersonId
    kind: StepKind | None = None
    step_id: NextStepId | None = None
    meeting_id: MeetingId | None = None
    day: date | None = None
    at: datetime | None = None
    snoozed: bool = False

    @property
    def key(self) -> tuple[int, int, int]:
        """What names this line among all others."""
        meeting = 0 if self.step_id else self.meeting_id or 0
        return self.step_id or 0, meeting, self.person_id


def group_of(due: Due, now: datetime, thank_grace: timedelta) -> Group | None:
    """Return the group of something that comes up, None while it need not be seen.

    `now` is in the zone of the computer, so a changed zone or clock is counted anew each time.
    Thanks can be sent as soon as they are owed; they are overdue `thank_grace` after they were due.
    """
    today = now.date()
    if due.step_id is None:
        if due.meeting_id is None:
            return Group.STEPLESS
        return Group.TODAY if due.day is not None and due.day <= today else Group.AHEAD
    if due.day is None:
        return Group.STEPLESS
    if due.kind is StepKind.THANK and due.at is not None and not due.snoozed:
        return Group.OVERDUE if now >= _later(due.at, thank_grace) else Group.TODAY
    if due.kind is StepKind.HOW_DID_IT_GO and due.at is not None and now < due.at:
        return None
    if due.day > today:
        return Group.AHEAD if due.day <= today + timedelta(days=DAYS_AHEAD) else None
    if due.kind in CHASING:
        return Group.CHASE
    return Group.OVERDUE if due.day < today else Group.TODAY


def _later(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a line of the Today page shows of a step, a meeting or a person."""

    due: Due
    name: str
    title: str
    company: str
    stage: Stage
    text: str = ""
    last_touch_on: date | None = None
    asked_on: date | None = None
    asked_by: str = ""
    second_id: PersonId | None = None
    second_name: str = ""
    starts_at: datetime | None = None
    local_start: datetime | None = None
    zone: str = ""
    minutes: int = 0
    place: str = ""
    questions: int = 0
    must_ask: int = 0
    mark: str = ""
    turn: int = 1
    readiness: Readiness | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What I did in one week, counted; `monday` is its first day."""

    monday: date
    asked: int = 0
    replied: int = 0
    met: int = 0
    referrals: int = 0
    touches: int = 0
