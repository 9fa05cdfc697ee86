"""Free times: within my hours and theirs, around meetings and calendars, never on days off."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from infodesk.core.calendars import Hours, Span
from infodesk.core.errors import BadImportFile, BadValue, CannotRead
from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.rules import OFFER_WINDOW_HOURS, OFFER_WINDOWS
from infodesk.operations import days, free_times, meetings, people, rules

LISBON, BERLIN, TOKYO = "Europe/Lisbon", "Europe/Berlin", "Asia/Tokyo"
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)  # a Monday


def find(store, busy=(), theirs=LISBON, minutes=20):
    return free_times.find(store, busy, mine=LISBON, theirs=theirs, minutes=minutes)


def local(moment, zone=LISBON):
    return moment.astimezone(ZoneInfo(zone))


def test_three_windows_of_three_hours_are_offered_on_three_days(store):
    assert store.clock() == NOW
    offer = find(store)
    assert len(offer.offered) == 3
    assert [local(each.start).date() for each in offer.offered] == [
        date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26),
    ]  # fmt: skip
    assert all(each.end - each.start == timedelta(hours=3) for each in offer.offered)
    assert set(offer.offered) <= set(offer.windows)


def test_rules_say_how_many_and_how_long(store):
    rules.set_rule(store, OFFER_WINDOWS, 5)
    rules.set_rule(store, OFFER_WINDOW_HOURS, 1)
    offer = find(store)
    assert len(offer.offered) == 5
    assert {each.end - each.start for each in offer.windows} == {timedelta(hours=1)}


def test_my_meetings_are_busy_unless_called_off(store):
    maya = people.add_person(store, PersonDraft(first_name="Maya"))
    start = datetime(2026, 11, 24, 9, 0)  # noqa: DTZ001 - wall time
    meeting = meetings.add_meeting(
        store, MeetingDraft(person_id=maya, local_start=start, zone=LISBON, minutes=60)
    )
    assert local(find(store).windows[0].start).time() == time(10)
    meetings.cancel_meeting(store, meeting)
    assert local(find(store).windows[0].start).time() == time(9)


def test_what_a_calendar_says_is_left_out(store):
    day = datetime(2026, 11, 24, tzinfo=UTC)
    offer = find(store, [Span(day, day + timedelta(days=1))])
    assert local(offer.windows[0].start).date() == date(2026, 11, 25)


def test_days_off_and_weekends_are_left_out(store):
    days.set_own_breaks(store, [(date(2026, 11, 24), date(2026, 11, 26))])
    days.set_weekend(store, {4})
    found = {local(each.start).date() for each in find(store).windows}
    assert min(found) == date(2026, 11, 28)
    assert date(2026, 12, 4) not in found


@pytest.mark.parametrize("theirs", [BERLIN, TOKYO, "America/New_York"])
def test_nobody_is_asked_at_night(store, theirs):
    offer = find(store, theirs=theirs)
    assert offer.windows
    for each in offer.windows:
        there = (local(each.start, theirs), local(each.end, theirs))
        assert time(8) <= there[0].time()
        assert there[1].time() <= time(19)
        assert there[0].date() == there[1].date()


def test_hours_are_mine_to_set(store):
    assert free_times.hours(store) == Hours()
    free_times.set_hours(store, time(7, 30), time(8, 30))
    assert local(find(store).windows[0].start).time() == time(7, 30)
    with pytest.raises(BadValue):
        free_times.set_hours(store, time(9), time(9))
    finish(store.undo())
    assert free_times.hours(store) == Hours()


def test_a_calendar_is_read_from_its_file(tmp_path):
    file = tmp_path / "mine.ics"
    file.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        "DTSTART:20261124T090000Z\r\nDTEND:20261124T120000Z\r\nSUMMARY:Secret plan\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n",
        newline="",
    )
    found = finish(free_times.read_busy(file, NOW, LISBON))
    assert (found.events, len(found.busy)) == (1, 1)
    assert "Secret" not in repr(found)
    file.write_bytes(b"no calendar")
    with pytest.raises(BadImportFile):
        finish(free_times.read_busy(file, NOW, LISBON))
    with pytest.raises(CannotRead):
        finish(free_times.read_busy(tmp_path, NOW, LISBON))


def test_windows_begin_at_a_quarter_and_stay_long_enough(store):
    start = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    minute = timedelta(minutes=1)
    busy = [
        Span(start, start + 50 * minute),
        Span(start + 75 * minute, start + 541 * minute),
    ]
    assert all(local(each.start).date() > date(2026, 11, 24) for each in find(store, busy).windows)
    first = find(store, busy, minutes=15).windows[0]
    assert (local(first.start).time(), local(first.end).time()) == (time(10), time(10, 15))


def test_whom_one_meets_at_a_moment(store):
    maya = people.add_person(store, PersonDraft(first_name="Maya"))
    start = datetime(2026, 11, 24, 9, 0)  # noqa: DTZ001 - wall time
    meeting = meetings.add_meeting(
        store, MeetingDraft(person_id=maya, local_start=start, zone=LISBON, minutes=60)
    )
    nine = start.replace(tzinfo=UTC)
    hour = timedelta(hours=1)
    assert free_times.meeting_at(store, Span(nine + hour / 2, nine + 2 * hour)) == "Maya"
    assert free_times.meeting_at(store, Span(nine + hour, nine + 2 * hour)) == ""
    assert free_times.meeting_at(store, Span(nine - hour, nine)) == ""
    assert free_times.meeting_at(store, Span(nine, nine + hour), other_than=meeting) == ""
    meetings.cancel_meeting(store, meeting)
    assert free_times.meeting_at(store, Span(nine, nine + hour)) == ""
