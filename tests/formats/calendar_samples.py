"""Calendars for the tests of reading and writing them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from infodesk.core.calendars import CalendarEvent, Span

LISBON = ZoneInfo("Europe/Lisbon")
WEEK = Span(datetime(2026, 11, 30, tzinfo=UTC), datetime(2026, 12, 10, tzinfo=UTC))

EVENT = CalendarEvent(
    uid="0f-7@infodesk",
    sequence=2,
    summary="Conversation; with\nMaya, " + "é" * 60,
    starts_at=datetime(2026, 12, 1, 14, 30, tzinfo=LISBON),
    minutes=20,
    changed_at=datetime(2026, 11, 25, 9, 12, tzinfo=UTC),
    place="https://meet.example/x",
    reminder=timedelta(hours=1),
    reminder_text="Read the brief",
)

BERLIN = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""
WEEKLY = """BEGIN:VEVENT
UID:1
DTSTART;TZID=Europe/Berlin:20200706T090000
DTEND;TZID=Europe/Berlin:20200706T100000
RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270101T000000Z
EXDATE;TZID=Europe/Berlin:20261202T090000
END:VEVENT
BEGIN:VEVENT
UID:1
RECURRENCE-ID;TZID=Europe/Berlin:20261207T090000
DTSTART;TZID=Europe/Berlin:20261207T150000
DTEND;TZID=Europe/Berlin:20261207T160000
END:VEVENT
"""
OTHERS = """BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20261203
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20261204T100000
DURATION:PT90M
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART:20261204T120000Z
DTEND:20261204T130000Z
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:5
DTSTART:20261204T140000Z
DTEND:20261204T150000Z
STATUS:CANCELLED
END:VEVENT
"""


def calendar(*parts):
    lines = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{''.join(parts)}END:VCALENDAR\n"
    return lines.replace("\n", "\r\n").encode()
