"""Business days: counted as a calendar would."""

from datetime import date, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from infodesk.core.workdays import Workweek, months_after

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
OFF = st.frozensets(st.dates(date(2025, 1, 1), date(2027, 12, 31)), max_size=40)
WEEKS = st.builds(Workweek, weekend=st.frozensets(st.integers(0, 6), max_size=6), off=OFF)


def test_seven_business_days_over_a_holiday():
    """Asked on Thursday 17 December 2026: Christmas and New Year do not count."""
    christmas = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})
    assert Workweek().after(date(2026, 12, 17), 7) == date(2026, 12, 28)
    assert Workweek(off=christmas).after(date(2026, 12, 17), 7) == date(2026, 12, 30)
    assert Workweek(weekend=frozenset({4, 5})).after(date(2026, 12, 17), 1) == date(2026, 12, 20)


def test_a_week_without_business_days_is_refused():
    with pytest.raises(ValueError, match="business day"):
        Workweek(weekend=frozenset(range(7)))


@given(week=WEEKS, day=DAYS, count=st.integers(0, 60))
def test_after_lands_on_a_business_day_with_so_many_between(week, day, count):
    found = week.after(day, count)
    assert week.is_business_day(found)
    if count:
        assert week.between(day, found) == count
        assert found > day
    else:
        assert found == week.on_or_after(day)


@given(week=WEEKS, day=DAYS, count=st.integers(1, 30))
def test_before_is_after_backwards(week, day, count):
    found = week.before(day, count)
    assert week.is_business_day(found)
    assert week.between(found, day - timedelta(days=1)) == count - 1


@given(week=WEEKS, day=DAYS, count=st.integers(0, 30))
def test_later_starts_and_longer_waits_are_never_due_earlier(week, day, count):
    assert week.after(day, count) <= week.after(day + timedelta(days=1), count)
    assert week.after(day, count) <= week.after(day, count + 1)


@given(day=DAYS, count=st.integers(0, 60))
def test_months(day, count):
    found = months_after(day, count)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == count
    assert found.day <= day.day
    assert found.day == day.day or (found + timedelta(days=1)).day == 1


def test_the_ends_of_the_calendar():
    week = Workweek()
    assert week.after(date.max, 5) == date.max
    assert week.before(date.min, 5) <= date(1, 1, 1) + timedelta(days=3)
    assert months_after(date(9999, 12, 1), 5) == date.max
    endless = Workweek(off=frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(500)))
    assert endless.on_or_after(date(2026, 1, 1)) == date(2026, 1, 1)
