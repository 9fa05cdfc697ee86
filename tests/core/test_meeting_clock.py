"""The clock beside a meeting's notes."""

from datetime import UTC, datetime, timedelta

import hypothesis.strategies as st
from hypothesis import given

from infodesk.core.meeting_clock import Phase, at_the_door, clock_words, is_live, read

BEGAN = datetime(2026, 11, 25, 14, 30, tzinfo=UTC)


def at(minutes, seconds=0):
    return read(BEGAN, 20, 5, BEGAN + timedelta(minutes=minutes, seconds=seconds))


def test_a_meeting_of_twenty_minutes():
    assert at(-1).phase is Phase.WAITING
    assert at(12, 24).phase is Phase.RUNNING
    assert (at(12, 24).elapsed, at(12, 24).left) == (744, 456)
    assert at(14, 59).phase is Phase.RUNNING
    assert at(15).phase is Phase.CLOSING
    assert at(20).phase is Phase.OVER
    assert clock_words(at(21, 5).left) == "1:05"


@given(
    minutes=st.integers(1, 1440),
    closing=st.integers(1, 30),
    after=st.floats(-600, 200_000, allow_nan=False),
)
def test_time_only_goes_on(minutes, closing, after):
    reading = read(BEGAN, minutes, closing, BEGAN + timedelta(seconds=after))
    later = read(BEGAN, minutes, closing, BEGAN + timedelta(seconds=after + 1))
    assert reading.elapsed + reading.left == minutes * 60
    assert 0 <= reading.share <= later.share <= 1
    order = list(Phase)
    assert order.index(later.phase) >= order.index(reading.phase)
    assert (reading.phase is Phase.OVER) == (reading.left <= 0)


def test_only_a_meeting_about_now_has_a_clock():
    assert at_the_door(BEGAN, BEGAN - timedelta(minutes=10))
    assert not at_the_door(BEGAN, BEGAN - timedelta(minutes=11))
    assert at_the_door(BEGAN, BEGAN + timedelta(hours=2))
    assert not at_the_door(BEGAN, BEGAN + timedelta(days=1))
    assert is_live(BEGAN, 20, BEGAN + timedelta(hours=3))
    assert not is_live(BEGAN, 20, BEGAN + timedelta(hours=4))
    assert not is_live(None, 20, BEGAN)
