"""Calendars: what a meeting tells another calendar, and which hours are free in mine."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """A meeting as a calendar shows it; never goal, questions or notes.

    `uid` stays the same for ever and `sequence` grows with each change, so that a calendar
    updates what it has. `reminder` is how long before the start to remind, with `reminder_text`;
    None for no reminder. Moments are aware.
    """

    uid: str
    sequence: int
    summary: str
    starts_at: datetime
    minutes: int
    changed_at: datetime
    place: str = ""
    text: str = ""
    cancelled: bool = False
    reminder: timedelta | None = None
    reminder_text: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A span of time from `start` to `end`, aware."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """What was read of a calendar: when one is busy; `events` were read, `left` could not be."""

    busy: tuple[Span, ...]
    events: int
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When somebody can talk: from `start` to `end` on the days of `days` (Monday is 0)."""

    start: time = time(9)
    end: time = time(18)
    days: frozenset[int] = field(default_factory=lambda: frozenset(range(5)))


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans sorted, with those that touch or overlap made one; empty ones are left out."""
    found: list[Span] = []
    for span in sorted(each for each in spans if each.start < each.end):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def free_windows(
    busy: Iterable[Span],
    *,
    zone: ZoneInfo,
    hours: Hours,
    first_day: date,
    days: int,
    least: timedelta,
    longest: timedelta,
    not_before: datetime,
    off: frozenset[date] = frozenset(),
) -> list[Span]:
    """Return the free windows of the next `days` days within my `hours` in `zone`.

    Each is at least `least` long and cut to `longest`; none begins before `not_before`, and none
    lies on a day of `off`. They come in order; a day's windows are those between busy spans.
    """
    taken = joined(busy)
    found = []
    for number in range(days):
        day = first_day + number * _DAY
        if day.weekday() not in hours.days or day in off:
            continue
        whole = Span(_at(day, hours.start, zone), _at(day, hours.end, zone))
        for gap in _gaps(Span(max(whole.start, not_before), whole.end), taken):
            if gap.end - gap.start >= least:
                found.append(Span(gap.start, min(gap.end, gap.start + longest)))
    return found


def spread(windows: Sequence[Span], count: int, zone: ZoneInfo) -> list[Span]:
    """Return `count` windows to offer: the first of each day before a day's second, in order."""
    seen: dict[date, int] = {}
    ranked = []
    for window in windows:
        day = window.start.astimezone(zone).date()
        seen[day] = seen.get(day, 0) + 1
        ranked.append((seen[day], window))
    ranked.sort()
    return sorted(window for _, window in ranked[:count])


def _at(day: date, moment: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, moment, zone).astimezone(UTC)


def _gaps(whole: Span, taken: Sequence[Span]) -> Iterator[Span]:
    start = whole.start
    for span in taken:
        if span.end <= start:
            continue
        if span.start >= whole.end:
            break
        if span.start > start:
            yield Span(start, span.start)
        start = max(start, span.end)
    if start < whole.end:
        yield Span(start, whole.end)
