"""How operations put codes, days and moments into words without knowing a language."""

from datetime import date, datetime
from typing import Protocol


class Wording(Protocol):
    """Words for people, given to operations by the window or the command line."""

    language: str
    """A BCP 47 tag, such as 'en'."""

    def say(self, code: str, **facts: object) -> str:
        """Return the words for `code`, its gaps filled from `facts`."""
        ...

    def day(self, day: date) -> str:
        """Return a day in words, such as '23 November 2026'."""
        ...

    def moment(self, local: datetime) -> str:
        """Return a wall time in words, such as 'Monday 23 November 2026, 15:00'."""
        ...
