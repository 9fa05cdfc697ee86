"""Moments: written and read back, and wall times in zones."""

from datetime import UTC, datetime

import hypothesis.strategies as st
import pytest
from hypothesis import given

from infodesk.core.errors import BadValue
from infodesk.core.moments import as_text, day_from_text, from_text, to_utc


@given(
    st.datetimes(
        min_value=datetime(1, 1, 3),  # noqa: DTZ001 - the strategy adds the zone
        max_value=datetime(2200, 1, 1),  # noqa: DTZ001
        timezones=st.timezones(),
    )
)
def test_written_and_read_back_to_the_second(moment):
    assert from_text(as_text(moment)) == moment.astimezone(UTC).replace(microsecond=0)


@given(st.lists(st.datetimes(timezones=st.just(UTC)), min_size=2, max_size=2))
def test_text_sorts_as_time_does(moments):
    earlier, later = sorted(moment.replace(microsecond=0) for moment in moments)
    assert as_text(earlier) <= as_text(later)


def test_days():
    assert str(day_from_text("2026-11-23")) == "2026-11-23"
    assert day_from_text(None) is None
    assert day_from_text("") is None


@pytest.mark.parametrize("name", ["", "Nowhere", "../../etc/passwd", "/etc/localtime", "a\0b"])
def test_unknown_zones(name):
    with pytest.raises(BadValue) as caught:
        to_utc(datetime(2026, 1, 1), name)  # noqa: DTZ001
    assert caught.value.facts == {"field": "zone", "reason": "unknown-zone"}
