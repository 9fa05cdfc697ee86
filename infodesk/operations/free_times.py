"""Free times to offer: within my hours and theirs, around my meetings and a loaded calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from infodesk.core.calendars import CalendarFile, Hours, Span, free_windows, spread
from infodesk.core.changes import Step
from infodesk.core.errors import BadValue
from infodesk.core.ids import MeetingId
from infodesk.core.meetings import MeetingState
from infodesk.core.moments import as_text, zone
from infodesk.core.pipeline import end_of
from infodesk.core.progress import Job, Progress
from infodesk.core.rules import OFFER_WINDOW_HOURS, OFFER_WINDOWS
from infodesk.formats.calendar import read_calendar
from infodesk.formats.reading import load
from infodesk.operations import days, rules
from infodesk.store import meetings as rows
from infodesk.store import settings
from infodesk.store.store import Store

AHEAD_DAYS = 14
"""So many days after today are looked at for free times."""

READ_DAYS = 60
"""So many days of a calendar are read."""

SOONEST = timedelta(hours=12)
"""Nobody is asked for a time sooner than that."""

THEIR_DAY = Hours(start=time(8), end=time(19))
"""When somebody else can be asked to talk, in their zone."""

_HOURS = "talk-hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Free windows in order, and those of them to offer."""

    windows: tuple[Span, ...]
    offered: tuple[Span, ...]


def hours(store: Store) -> Hours:
    """Return when I can talk on business days."""
    usual = Hours()
    found = settings.read(store.db, _HOURS)
    workdays = frozenset(range(7)) - days.weekend(store)
    if isinstance(found, list) and len(found) == 2:
        start, end = (time.fromisoformat(str(each)) for each in found)
        return Hours(start=start, end=end, days=workdays)
    return Hours(start=usual.start, end=usual.end, days=workdays)


def set_hours(store: Store, start: time, end: time) -> None:
    """Set when I can talk; BadValue if the end is not after the start."""
    if end <= start:
        raise BadValue(field="talk-hours", reason="ends-before")
    with store.transaction(Step(code="set-hours"), merge="talk-hours") as db:
        usual = Hours()
        same = (start, end) == (usual.start, usual.end)
        kept = [each.isoformat(timespec="minutes") for each in (start, end)]
        settings.write(db, _HOURS, None if same else kept)


def read_busy(path: Path, now: datetime, zone_name: str) -> Job[CalendarFile]:
    """Read when the calendar in the file `path` is busy from `now` on; for another thread.

    Raises CannotRead or BadImportFile (not-a-calendar, calendar-too-large, too-large).
    """
    yield Progress(phase="reading")
    start = now.astimezone(UTC)
    within = Span(start, start + timedelta(days=READ_DAYS))
    return read_calendar(path.name, load(path), within, zone(zone_name))


def find(store: Store, busy: Iterable[Span], *, mine: str, theirs: str, minutes: int) -> Offer:
    """Return what is free in the next days for a talk of so many `minutes`.

    `mine` and `theirs` are zones; what is out of hours there is not offered. Raises BadValue for
    an unknown zone.
    """
    now = store.clock()
    here, there = zone(mine), zone(theirs)
    first = now.astimezone(here).date()
    least = timedelta(minutes=minutes)
    taken = [*busy, *_meetings(store, now)]
    if mine != theirs:
        taken += _night(now, there)
    found = free_windows(
        taken,
        zone=here,
        hours=hours(store),
        first_day=first,
        days=AHEAD_DAYS + 1,
        least=least,
        longest=timedelta(hours=rules.value(store, OFFER_WINDOW_HOURS)),
        not_before=_next_quarter(now + SOONEST),
        off=days.workweek(store).off,
    )
    windows = [each for each in map(_on_the_quarter, found) if each.end - each.start >= least]
    offered = spread(windows, rules.value(store, OFFER_WINDOWS), here)
    return Offer(windows=tuple(windows), offered=tuple(offered))


def meeting_at(store: Store, span: Span, *, other_than: MeetingId | None = None) -> str:
    """Return with whom a planned meeting overlaps a span, empty for nobody."""
    try:
        since = span.start - timedelta(days=1)
    except OverflowError:
        return ""
    ids = rows.find_ids(store.db, from_=as_text(since), before=as_text(span.end))
    for row in rows.load_rows(store.db, ids[:500]).values():
        ends_at = end_of(row.starts_at, row.minutes)
        if row.state is MeetingState.PLANNED and row.id != other_than and ends_at > span.start:
            return row.person_name
    return ""


def _meetings(store: Store, now: datetime) -> list[Span]:
    before = as_text(now + timedelta(days=AHEAD_DAYS + 2))
    ids = rows.find_ids(store.db, from_=as_text(now - timedelta(days=1)), before=before)
    found = rows.load_rows(store.db, ids[:500]).values()
    return [
        Span(row.starts_at, row.starts_at + timedelta(minutes=row.minutes))
        for row in found
        if row.state is MeetingState.PLANNED
    ]


def _night(now: datetime, there: ZoneInfo) -> list[Span]:
    """Return when it is too early or too late in another zone."""
    first = now.astimezone(there).date() - timedelta(days=1)
    spans = []
    for number in range(AHEAD_DAYS + 4):
        day = first + timedelta(days=number)
        evening = datetime.combine(day, THEIR_DAY.end, there).astimezone(UTC)
        morning = datetime.combine(day + timedelta(days=1), THEIR_DAY.start, there)
        spans.append(Span(evening, morning.astimezone(UTC)))
    return spans


def _on_the_quarter(span: Span) -> Span:
    """Return a span that begins as one would propose it: at a quarter of an hour."""
    return Span(_next_quarter(span.start), span.end)


def _next_quarter(moment: datetime) -> datetime:
    whole = moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    while whole < moment:
        whole += timedelta(minutes=15)
    return whole
