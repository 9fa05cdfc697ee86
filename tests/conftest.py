"""What every test shares: a fixed moment, and a home of its own."""

import os
from datetime import UTC, datetime, timedelta

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Go forward by days, hours, minutes or seconds."""
        self.now += timedelta(**by)


@pytest.fixture
def clock():
    """Monday 23 November 2026, 09:12 UTC."""
    return FixedClock(datetime(2026, 11, 23, 9, 12, tzinfo=UTC))


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Keep the settings of whoever runs the tests out of them."""
    monkeypatch.setenv("INFODESK_HOME", str(tmp_path / "home"))
