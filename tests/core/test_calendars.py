"""Free windows: within my hours, around what is busy, in order, never too long."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.calendars import Hours, Span, free_windows, joined, spread

LISBON = ZoneInfo("Europe/Lisbon")
MONDAY = date(2026, 11, 30)
MINUTE = timedelta(minutes=1)


def at(day, hour, minute=0, zone=LISBON):
    return datetime(2026, 12, day, hour, minute, tzinfo=zone)


def windows(busy, **more):
    facts = {
        "zone": LISBON,
        "hours": Hours(),
        "first_day": MONDAY,
        "days": 5,
        "least": timedelta(minutes=20),
        "longest": timedelta(hours=3),
        "not_before": datetime(2026, 11, 30, 12, tzinfo=LISBON),
    }
    return free_windows(busy, **{**facts, **more})


def test_a_free_week_gives_a_window_a_day_cut_to_three_hours():
    found = windows([])
    assert len(found) == 5
    assert found[0] == Span(
        datetime(2026, 11, 30, 12, tzinfo=UTC), datetime(2026, 11, 30, 15, tzinfo=UTC)
    )
    assert found[1].start == at(1, 9)


def test_what_is_busy_is_left_out_and_small_gaps_too():
    busy = [Span(at(1, 9), at(1, 12)), Span(at(1, 12, 10), at(1, 17, 50))]
    assert [each for each in windows(busy) if each.start.day == 1] == []
    busy[1] = Span(at(1, 12, 20), at(1, 17, 50))
    (only,) = [each for each in windows(busy) if each.start.day == 1]
    assert (only.start, only.end) == (at(1, 12), at(1, 12, 20))


def test_weekends_and_days_off_have_no_window():
    found = windows([], days=9, off=frozenset({date(2026, 12, 1)}))
    days = {each.start.astimezone(LISBON).date() for each in found}
    assert date(2026, 12, 1) not in days
    assert date(2026, 12, 5) not in days
    assert date(2026, 12, 7) in days


def test_hours_are_wall_time_through_a_clock_change():
    found = windows(
        [],
        first_day=date(2026, 10, 23),
        days=5,
        not_before=datetime(2026, 10, 23, tzinfo=UTC),
    )
    assert {each.start.astimezone(LISBON).time() for each in found} == {time(9)}
    assert {each.start.hour for each in found} == {8, 9}


def test_three_are_offered_of_different_days():
    busy = [Span(at(day, 12), at(day, 13)) for day in range(1, 5)]
    offered = spread(windows(busy), 3, LISBON)
    assert len({each.start.date() for each in offered}) == 3
    assert offered == sorted(offered)


def test_touching_spans_are_one():
    assert joined([Span(at(1, 10), at(1, 11)), Span(at(1, 9), at(1, 10))]) == [
        Span(at(1, 9), at(1, 11))
    ]


minutes = st.integers(-2000, 9000)


@given(st.lists(st.tuples(minutes, st.integers(0, 600)), max_size=30), st.integers(15, 60))
def test_no_window_is_busy_short_long_or_out_of_hours(drawn, least):
    start = datetime(2026, 11, 30, tzinfo=LISBON).astimezone(UTC)
    busy = [Span(start + a * MINUTE, start + (a + b) * MINUTE) for a, b in drawn]
    found = windows(busy, least=timedelta(minutes=least))
    for each in found:
        assert timedelta(minutes=least) <= each.end - each.start <= timedelta(hours=3)
        assert not any(each.start < b.end and b.start < each.end for b in busy if b.start < b.end)
        local = (each.start.astimezone(LISBON), each.end.astimezone(LISBON))
        assert time(9) <= local[0].time()
        assert local[1].time() <= time(18)
    assert found == sorted(found)
