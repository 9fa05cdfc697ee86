"""The clock of a meeting that is going on: how long it has lasted, what is left, when to close."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

DOOR = timedelta(minutes=10)
"""So shortly before its time, one is at the door of a meeting."""

LATE = timedelta(hours=3)
"""A meeting that was to begin longer ago is not going on any more."""


class Phase(StrEnum):
    """Where a meeting is in its agreed time."""

    WAITING = "waiting"
    RUNNING = "running"
    CLOSING = "closing"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the clock shows: whole seconds since the beginning and until the agreed end.

    `left` is below zero once the agreed time is over, `elapsed` while the beginning is to come.
    """

    phase: Phase
    elapsed: int
    left: int

    @property
    def share(self) -> float:
        """How much of the agreed time has gone, from 0 to 1."""
        whole = self.elapsed + self.left
        return min(max(self.elapsed / whole, 0.0), 1.0) if whole > 0 else 1.0


def at_the_door(starts_at: datetime, now: datetime) -> bool:
    """Say whether a meeting is about to begin, or may be going on."""
    try:
        return starts_at - DOOR <= now <= starts_at + LATE
    except OverflowError:
        return False


def is_live(began_at: datetime | None, minutes: int, now: datetime) -> bool:
    """Say whether a meeting that began then may still be going on."""
    if began_at is None:
        return False
    return began_at - DOOR <= now <= began_at + LATE + timedelta(minutes=minutes)


def read(began_at: datetime, minutes: int, closing: int, now: datetime) -> Reading:
    """Return what the clock shows `now` of a meeting of so many minutes.

    The last `closing` minutes are for closing; of a short meeting they are a third.
    """
    elapsed = int((now - began_at).total_seconds() // 1)
    whole = minutes * 60
    left = whole - elapsed
    if elapsed < 0:
        phase = Phase.WAITING
    elif left <= 0:
        phase = Phase.OVER
    elif left <= min(closing * 60, whole // 3):
        phase = Phase.CLOSING
    else:
        phase = Phase.RUNNING
    return Reading(phase=phase, elapsed=elapsed, left=left)


def clock_words(seconds: int) -> str:
    """Return seconds as a clock shows them: 7:36, or 1:02:03.

    >>> clock_words(456)
    '7:36'
    """
    minutes, seconds = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
