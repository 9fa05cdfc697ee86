"""A month as weeks: which days it shows, and what falls on each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.meetings import MeetingRow, MeetingState
from infodesk.core.next_steps import StepKind
from infodesk.core.text import fold
from infodesk.gui.pages.meetings.agenda import is_upcoming
from infodesk.gui.pages.meetings.zones import clock_in
from infodesk.gui.theme import ColorName
from infodesk.store.next_steps import DayStep
from infodesk.words import t
from infodesk.words.next_steps import step_words
from infodesk.words.records import say

_DAY = timedelta(days=1)


class ItemKind(StrEnum):
    """What falls on a day."""

    MEETING = "meeting"
    STEP = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayItem:
    """A meeting or a step on one day; `off` is what was called off."""

    kind: ItemKind
    words: str
    color: ColorName
    person_id: PersonId
    time: str = ""
    detail: str = ""
    meeting_id: MeetingId | None = None
    off: bool = False


Days = Mapping[date, Sequence[DayItem]]


def month_of(day: date) -> date:
    """Return the first day of the month of a day."""
    return day.replace(day=1)


def months_later(month: date, count: int) -> date:
    """Return the first day of the month so many months later; the calendar has two ends."""
    number = month.year * 12 + month.month - 1 + count
    year, place = divmod(min(max(number, 12), 9999 * 12 + 10), 12)
    return date(year, place + 1, 1)


def same_day(day: date, month: date) -> date:
    """Return the day of that number in another month, the month's last if it is shorter."""
    last = (months_later(month, 1) - _DAY).day
    return month.replace(day=min(day.day, last))


def weeks_of(month: date, first_weekday: int) -> list[list[date]]:
    """Return the weeks that a month touches, whole; `first_weekday` begins them, Monday being 0."""
    back = (month.weekday() - first_weekday) % 7
    if month.toordinal() <= back:
        back = 0
    start = month - back * _DAY
    weeks = []
    while start < months_later(month, 1):
        weeks.append([start + number * _DAY for number in range(7)])
        start += 7 * _DAY
    return weeks


def meetings_by_day(rows: Iterable[MeetingRow], zone: str, now: datetime) -> Days:
    """Return meetings by the day that they are on in a zone, the earliest first."""
    found: dict[date, list[DayItem]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: (one.starts_at, one.id)):
        here = clock_in(row.starts_at, zone).local
        found[here.date()].append(
            DayItem(
                kind=ItemKind.MEETING,
                time=f"{here:%H:%M}",
                words=row.person_name,
                detail=_state_words(row, now),
                color=_color(row, now),
                person_id=row.person_id,
                meeting_id=row.id,
                off=row.state is MeetingState.CANCELLED,
            )
        )
    return found


def _color(row: MeetingRow, now: datetime) -> ColorName:
    match row.state:
        case MeetingState.HELD:
            return "good"
        case MeetingState.CANCELLED:
            return "muted"
        case _:
            return "accent" if is_upcoming(row, now) else "info"


def _state_words(row: MeetingRow, now: datetime) -> str:
    if row.state is MeetingState.PLANNED:
        return "" if is_upcoming(row, now) else t("How did it go?")
    return say(f"state-{row.state.value}")


def steps_by_day(steps: Iterable[DayStep], today: date, query: str) -> Days:
    """Return steps by the day on which they come up; only of people that a search fits.

    How a meeting went is asked by the meeting itself.
    """
    words = fold(query).split()
    found: dict[date, list[DayItem]] = defaultdict(list)
    for step in steps:
        if step.kind is StepKind.HOW_DID_IT_GO:
            continue
        if words and not all(word in fold(step.person_name) for word in words):
            continue
        found[step.day].append(
            DayItem(
                kind=ItemKind.STEP,
                words=step_words(step.kind, step.text),
                detail=step.person_name,
                color="bad" if step.day < today else "muted",
                person_id=step.person_id,
                meeting_id=step.meeting_id,
            )
        )
    return found


def together(meetings: Days, steps: Days) -> dict[date, list[DayItem]]:
    """Return what falls on each day: its meetings, then its steps."""
    return {day: [*meetings.get(day, ()), *steps.get(day, ())] for day in {*meetings, *steps}}


def item_words(item: DayItem) -> str:
    """Return an item in words, as a menu or a screen reader says it."""
    return "; ".join(part for part in (item.time, item.words, item.detail) if part)
