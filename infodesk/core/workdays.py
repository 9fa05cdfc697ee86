"""Business days: which days count, and counting them."""

from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY_AND_SUNDAY = frozenset({5, 6})

_LONGEST_BREAK = 366
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workweek:
    """Which days are business days: not those of `weekend` (Monday is 0), and not those `off`.

    `off` holds public holidays and a person's own days off. A weekend of seven days has no
    business day and is refused with ValueError.
    """

    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    off: frozenset[date] = field(default=frozenset())

    def __post_init__(self) -> None:
        """Refuse a week without a business day, in which counting would never end."""
        if set(range(7)) <= self.weekend:
            raise ValueError("a week needs a business day")

    def is_business_day(self, day: date) -> bool:
        """Say whether `day` counts."""
        return day.weekday() not in self.weekend and day not in self.off

    def on_or_after(self, day: date) -> date:
        """Return `day` if it counts, else the next one that does.

        After a break of a year the search ends: whoever is off that long is shown the day itself.
        """
        found = day
        for _ in range(_LONGEST_BREAK):
            if self.is_business_day(found):
                return found
            if found == date.max:
                break
            found += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """Return `day` if it counts, else the last one before it that does; as `on_or_after`."""
        found = day
        for _ in range(_LONGEST_BREAK):
            if self.is_business_day(found):
                return found
            if found == date.min:
                break
            found -= _DAY
        return day

    def after(self, day: date, count: int) -> date:
        """Return the day that is `count` business days after `day`; `day` itself never counts.

        No business days after `day` is `day`, or the next one that counts.
        """
        found = day if count > 0 else self.on_or_after(day)
        for _ in range(count):
            if found == date.max:
                break
            found = self.on_or_after(found + _DAY)
        return found

    def before(self, day: date, count: int) -> date:
        """Return the day that is `count` business days before `day`; as `after`, backwards."""
        found = day if count > 0 else self.on_or_before(day)
        for _ in range(count):
            if found == date.min:
                break
            found = self.on_or_before(found - _DAY)
        return found

    def between(self, start: date, end: date) -> int:
        """Return how many business days after `start` have come when `end` is over."""
        days = max(0, (end - start).days)
        return sum(
            self.is_business_day(start + timedelta(days=number)) for number in range(1, days + 1)
        )


def months_after(day: date, count: int) -> date:
    """Return the same day `count` months later, the month's last if it is shorter."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    if year > date.max.year:
        return date.max
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month + 1, last)
            except ValueError:
                continue
    raise AssertionError("every month has 28 days")
