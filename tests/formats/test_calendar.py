"""Calendars: what goes out is updated by a calendar, what comes in tells when one is busy."""

import os
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from infodesk.core.calendars import Span
from infodesk.core.errors import BadImportFile
from infodesk.core.progress import finish
from infodesk.formats.calendar import calendar_of, read_calendar
from infodesk.formats.reading import read_file
from infodesk.words.errors import explain
from tests.formats.calendar_samples import BERLIN, EVENT, OTHERS, WEEK, WEEKLY, calendar
from tests.formats.importers import IMPORTERS
from tests.formats.mutating import fuzz

FILES = int(os.environ.get("INFODESK_FUZZ", "10000"))
LISBON = ZoneInfo("Europe/Lisbon")


def busy(*parts):
    found = read_calendar("mine.ics", calendar(*parts), WEEK, LISBON)
    return [(each.start.strftime("%d %H:%M"), each.end.strftime("%d %H:%M")) for each in found.busy]


def test_a_meeting_goes_out_as_the_standard_says():
    data = calendar_of([EVENT])
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert event["UID"] == "0f-7@infodesk"
    assert event["SEQUENCE"] == 2
    assert event.decoded("DTSTART") == EVENT.starts_at
    assert event.decoded("DTEND") == EVENT.starts_at + timedelta(minutes=20)
    assert event["SUMMARY"].startswith("Conversation; with Maya, é")
    assert event["STATUS"] == "CONFIRMED"
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(hours=-1)


def test_a_cancelled_meeting_tells_the_calendar_to_take_it_away():
    parsed = Calendar.from_ical(calendar_of([replace(EVENT, sequence=3, cancelled=True)]))
    assert parsed["METHOD"] == "CANCEL"
    (event,) = parsed.walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"
    assert not event.walk("VALARM")


def test_what_goes_out_comes_in():
    found = read_calendar("out.ics", calendar_of([EVENT]), WEEK, LISBON)
    assert found.busy == (Span(EVENT.starts_at, EVENT.starts_at + timedelta(minutes=20)),)


def test_repetitions_keep_their_wall_time_and_their_exceptions():
    assert busy(BERLIN, WEEKLY) == [
        ("30 08:00", "30 09:00"),
        ("07 14:00", "07 15:00"),
        ("09 08:00", "09 09:00"),
    ]


def test_days_floating_times_free_and_cancelled():
    assert busy(OTHERS) == [("03 00:00", "04 00:00"), ("04 10:00", "04 11:30")]


def test_what_cannot_be_understood_is_counted_and_the_rest_is_read():
    bad = "BEGIN:VEVENT\nUID:9\nDTSTART:garbage\nEND:VEVENT\n"
    found = read_calendar("mine.ics", calendar(bad, OTHERS), WEEK, LISBON)
    assert (found.events, found.left, len(found.busy)) == (5, 1, 2)


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30"])
def test_a_rule_made_to_be_slow_is_left_out(rule):
    event = (
        f"BEGIN:VEVENT\nUID:6\nDTSTART:19900101T100000Z\nDURATION:PT1S\nRRULE:{rule}\nEND:VEVENT\n"
    )
    found = read_calendar("mine.ics", calendar(event, OTHERS), WEEK, LISBON)
    assert found.left == 1
    assert len(found.busy) == 2


@pytest.mark.parametrize("data", [b"", b"  \r\n", b"Name,Mail\r\nAda,x\r\n", b"\x00\x01\x02" * 50])
def test_other_files_are_refused(data):
    with pytest.raises(BadImportFile) as refused:
        read_calendar("mine.ics", data, WEEK, LISBON)
    assert refused.value.facts["reason"] == "not-a-calendar"


def test_broken_calendars():
    ends = fuzz(IMPORTERS["calendars"], FILES)
    assert ends.total() == FILES
    assert ends["read"] > FILES // 5


def test_a_calendar_is_no_import():
    data = b"\xef\xbb\xbfBEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
    with pytest.raises(BadImportFile) as caught:
        finish(read_file("mine.ics", data))
    assert caught.value.facts["kind"] == "calendar"
    assert "Free times to offer" in explain(caught.value)
