"""iCalendar (RFC 5545, 7986): meetings out, busy times of somebody's calendar in."""

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from infodesk.core.calendars import CalendarEvent, CalendarFile, Span, joined
from infodesk.core.errors import BadImportFile
from infodesk.core.text import clean_line

PRODUCT = "-//InfoDesk//InfoDesk//EN"
MAX_BYTES = 32 << 20
MAX_EVENTS = 50_000
MAX_STEPS = 50_000
MAX_SECONDS = 5.0
"""Limits of a calendar that is read: bytes, events, repetitions of one event that are looked at,
and seconds for all of them: a rule can be written that never comes to a day."""

_TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
_DAY = timedelta(days=1)
_LONGEST = timedelta(days=366)
# What the libraries raise on what is not as the RFC says; OSError for zones that name a folder.
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, OSError)


def looks_like_calendar(data: bytes) -> bool:
    """Say whether a file is a calendar, by how it begins."""
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").upper().startswith(b"BEGIN:VCALENDAR")


def calendar_of(events: Sequence[CalendarEvent]) -> bytes:
    """Return a calendar file with `events`.

    Cancellations alone make a file whose method is CANCEL, all others PUBLISH, so that a calendar
    that has the meeting takes the change over. Line breaks in texts are escaped by the library.
    """
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    only_cancelled = bool(events) and all(event.cancelled for event in events)
    calendar.add("method", "CANCEL" if only_cancelled else "PUBLISH")
    for each in events:
        event = Event()
        event.add("uid", each.uid)
        event.add("sequence", each.sequence)
        event.add("dtstamp", each.changed_at.astimezone(UTC))
        event.add("last-modified", each.changed_at.astimezone(UTC))
        event.add("dtstart", each.starts_at.astimezone(UTC))
        event.add("dtend", (each.starts_at + timedelta(minutes=each.minutes)).astimezone(UTC))
        event.add("summary", clean_line(each.summary))
        event.add("status", "CANCELLED" if each.cancelled else "CONFIRMED")
        if each.place:
            event.add("location", clean_line(each.place))
        if each.text:
            event.add("description", each.text)
        if each.reminder is not None and not each.cancelled:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("trigger", -each.reminder)
            alarm.add("description", clean_line(each.reminder_text or each.summary))
            event.add_component(alarm)
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def read_calendar(name: str, data: bytes, within: Span, zone: ZoneInfo) -> CalendarFile:
    """Return when the calendar in `data` is busy `within` a span; `zone` is for floating times.

    Cancelled events and those marked as free do not count; repetitions do. An event that cannot be
    understood is counted as left out. Raises BadImportFile: not-a-calendar, calendar-too-large.
    """
    from icalendar import Calendar

    if len(data) > MAX_BYTES:
        raise BadImportFile(reason="calendar-too-large", path=name)
    try:
        calendars = Calendar.from_ical(data, multiple=True)
    except _BROKEN as error:
        raise BadImportFile(reason="not-a-calendar", path=name) from error
    if not calendars:
        raise BadImportFile(reason="not-a-calendar", path=name)
    busy: list[Span] = []
    events = left = 0
    moved = _moved(calendars)
    until = time.monotonic() + MAX_SECONDS
    for event in _events(calendars):
        events += 1
        if events > MAX_EVENTS or time.monotonic() > until:
            raise BadImportFile(reason="calendar-too-large", path=name)
        try:
            busy += _busy(event, within, zone, moved)
        except _BROKEN:
            left += 1
    return CalendarFile(busy=tuple(joined(busy)), events=events, left=left)


def _events(calendars: Sequence[Any]) -> Iterator[Any]:
    for calendar in calendars:
        yield from calendar.walk("VEVENT")


def _moved(calendars: Sequence[Any]) -> dict[str, set[datetime]]:
    """Return which repetitions of which event have an entry of their own."""
    found: dict[str, set[datetime]] = {}
    for event in islice(_events(calendars), MAX_EVENTS):
        try:
            if "RECURRENCE-ID" in event:
                moment = event.decoded("RECURRENCE-ID")
                found.setdefault(str(event.get("UID", "")), set()).add(
                    _aware(moment, ZoneInfo("UTC"))
                )
        except _BROKEN:
            continue
    return found


def _busy(
    event: Any, within: Span, zone: ZoneInfo, moved: dict[str, set[datetime]]
) -> Iterator[Span]:
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
        return
    start = event.decoded("DTSTART")
    length = _length(event, start)
    if not timedelta() < length <= _LONGEST:
        return
    if "RRULE" not in event and "RDATE" not in event:
        begins = _aware(start, zone)
        if begins < within.end and begins + length > within.start:
            yield Span(max(begins, within.start), min(begins + length, within.end))
        return
    own = moved.get(str(event.get("UID", "")), set())
    for begins in _repeated(event, start, within, zone, length):
        if begins not in own and begins < within.end and begins + length > within.start:
            yield Span(max(begins, within.start), min(begins + length, within.end))


def _length(event: Any, start: date | datetime) -> timedelta:
    if "DTEND" in event:
        end = event.decoded("DTEND")
        if isinstance(start, datetime) != isinstance(end, datetime):
            raise ValueError("start and end are of two kinds")
        if isinstance(start, datetime) and (start.tzinfo is None) != (end.tzinfo is None):
            raise ValueError("start and end are of two kinds")
        found: timedelta = end - start
        return found
    if "DURATION" in event:
        duration: timedelta = event.decoded("DURATION")
        return duration
    return timedelta() if isinstance(start, datetime) else _DAY


def _repeated(
    event: Any, start: date | datetime, within: Span, zone: ZoneInfo, length: timedelta
) -> Iterator[datetime]:
    """Yield when the repetitions begin that may lie within the span; ValueError for too many."""
    from dateutil.rrule import rruleset, rrulestr  # type: ignore[import-untyped]

    # In wall time of the event's own zone: a meeting at nine stays at nine through a clock change.
    own = start.tzinfo if isinstance(start, datetime) and start.tzinfo else zone
    wall = _wall(start)
    rules = rruleset()
    rules.rdate(wall)
    for rule in _listed(event.get("RRULE")):
        if "UNTIL" in rule:
            rule = rule.copy()
            rule["UNTIL"] = [_wall(each, own) for each in rule["UNTIL"]]
        if str(rule.get("FREQ", [""])[0]).upper() in _TOO_OFTEN:
            raise ValueError("repeats too often")
        text = rule.to_ical().decode()
        rules.rrule(rrulestr(text, dtstart=wall, ignoretz=True, cache=False))
    for moment in _dates(event, "RDATE"):
        rules.rdate(_wall(moment, own))
    for moment in _dates(event, "EXDATE"):
        rules.exdate(_wall(moment, own))
    earliest = _wall(within.start.astimezone(UTC) - length - _DAY)
    latest = _wall(within.end.astimezone(UTC) + _DAY)
    # Not between(): it walks from the first repetition on without an end.
    for walked, moment in enumerate(rules):
        if moment > latest:
            return
        if walked > MAX_STEPS:
            raise ValueError("repeats too often")
        if moment >= earliest:
            yield moment.replace(tzinfo=own).astimezone(UTC)


def _listed(found: Any) -> list[Any]:
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def _dates(event: Any, name: str) -> Iterator[date | datetime]:
    for group in _listed(event.get(name)):
        for each in group.dts:
            moment = each.dt
            yield moment[0] if isinstance(moment, tuple) else moment


def _wall(moment: date | datetime, zone: Any = None) -> datetime:
    """Return wall time without a zone; midnight for a day."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time_of_day())
    if zone is not None and moment.tzinfo is not None:
        moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None)


def _aware(moment: date | datetime, zone: ZoneInfo) -> datetime:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time_of_day())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(UTC)
