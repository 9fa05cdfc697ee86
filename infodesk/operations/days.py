"""Which day it is, and which days are business days for the person of this vault."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue
from infodesk.core.workdays import SATURDAY_AND_SUNDAY, Workweek
from infodesk.formats import public_holidays
from infodesk.store import settings
from infodesk.store.store import Store

_LONGEST_BREAK = timedelta(days=366)


def today(store: Store) -> date:
    """Return today's date where the computer is."""
    return store.clock().astimezone().date()


def workweek(store: Store, around: date | None = None) -> Workweek:
    """Return the business days of the years around a day (today), holidays and own days off out."""
    year = (around or today(store)).year
    off = set(own_days_off(store))
    country, region = holiday_place(store)
    if country:
        for each in (year - 1, year, year + 1):
            off |= public_holidays.days_of(country, region, each)
    return Workweek(weekend=weekend(store), off=frozenset(off))


def weekend(store: Store) -> frozenset[int]:
    """Return the days of the week that are no business days, Monday being 0."""
    found = settings.read(store.db, "weekend")
    if isinstance(found, list) and set(found) < set(range(7)):
        return frozenset(found)
    return SATURDAY_AND_SUNDAY


def holiday_place(store: Store) -> tuple[str, str]:
    """Return the country and the region whose public holidays count, empty for none."""
    found = settings.read(store.db, "holidays")
    return (
        (str(found[0]), str(found[1])) if isinstance(found, list) and len(found) == 2 else ("", "")
    )


def own_days_off(store: Store) -> frozenset[date]:
    """Return a person's own days off."""
    return frozenset(
        first + timedelta(days=number)
        for first, last in own_breaks(store)
        for number in range((last - first).days + 1)
    )


def own_breaks(store: Store) -> list[tuple[date, date]]:
    """Return a person's own breaks, first and last day of each, in order."""
    found = settings.read(store.db, "days-off", [])
    return sorted((date.fromisoformat(first), date.fromisoformat(last)) for first, last in found)


def set_weekend(store: Store, days: Iterable[int]) -> None:
    """Set which days of the week are no business days; BadValue if none would be left."""
    chosen = sorted(set(days))
    if not set(chosen) < set(range(7)):
        raise BadValue(field="weekend", reason="no-business-day")
    with store.transaction(Step(code="set-workweek")) as db:
        settings.write(db, "weekend", None if set(chosen) == SATURDAY_AND_SUNDAY else chosen)


def set_holiday_place(store: Store, country: str, region: str = "") -> None:
    """Set whose public holidays count; an empty country means none."""
    with store.transaction(Step(code="set-workweek")) as db:
        settings.write(db, "holidays", [country, region] if country else None)


def set_own_breaks(store: Store, breaks: Sequence[tuple[date, date]]) -> None:
    """Set a person's own breaks; BadValue for one that ends before it begins or is too long."""
    for first, last in breaks:
        if last < first:
            raise BadValue(field="days-off", reason="ends-before-it-begins")
        if last - first > _LONGEST_BREAK:
            raise BadValue(field="days-off", reason="break-too-long")
    kept = [[first.isoformat(), last.isoformat()] for first, last in sorted(set(breaks))]
    with store.transaction(Step(code="set-workweek")) as db:
        settings.write(db, "days-off", kept or None)
