"""Checks of the days a text names: one that has passed, one whose weekday is another."""

import re
from collections.abc import Iterator
from datetime import date

from infodesk.core.composing.context import Context
from infodesk.core.composing.findings import Check, Finding, Level
from infodesk.core.composing.reading import Reading, Span
from infodesk.core.drafts import TextKind
from infodesk.core.text import shortened

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "January Januar Jan", "February Februar Feb", "March März Mar Mrz", "April Apr",
            "May Mai", "June Juni Jun", "July Juli Jul", "August Aug", "September Sep Sept",
            "October Oktober Oct Okt", "November Nov", "December Dezember Dec Dez",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "Monday Montag Mon", "Tuesday Dienstag Tue", "Wednesday Mittwoch Wed",
            "Thursday Donnerstag Thu", "Friday Freitag Fri", "Saturday Samstag Sonnabend Sat",
            "Sunday Sonntag Sun",
        )
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_DAY = re.compile(
    rf"(?:\b(?P<weekday>{_WEEKDAY})\b[.,]?\s+(?:den\s+|the\s+)?)?"
    rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<month>{_MONTH})\b"
    rf"|\b(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b)"
    r"(?:,?\s+(?P<year>\d{4})\b)?"
)
_MOST = 20


def dates(reading: Reading, context: Context) -> Iterator[Finding]:
    """Say which days that are offered have passed, and which are no such weekday."""
    if context.today is None:
        return
    for number, found in enumerate(_DAY.finditer(reading.text)):
        day = _day(found, context.today)
        if day is None or number >= _MOST:
            continue
        span = Span(found.start(), found.end())
        said = shortened(found[0])
        weekday = found["weekday"]
        if weekday and _WEEKDAYS[weekday] != day.weekday():
            yield Finding(check=Check.DATES, level=Level.NOTE, hint="date-weekday", why="dates",
                          facts={"said": said, "weekday": day.weekday()},
                          spans=(span,))  # fmt: skip
        elif day < context.today and _is_offered(reading, context, span):
            yield Finding(check=Check.DATES, level=Level.NOTE, hint="date-past", why="dates",
                          facts={"said": said}, spans=(span,))  # fmt: skip


def _day(found: re.Match[str], today: date) -> date | None:
    """Return the day that is meant: without a year the one nearest to today."""
    day = int(found["day"] or found["day2"])
    month = _MONTHS[found["month"] or found["month2"]]
    years = [int(found["year"])] if found["year"] else [today.year + by for by in (-1, 0, 1)]
    possible = []
    for year in years:
        try:
            possible.append(date(year, month, day))
        except ValueError:
            continue
    return min(possible, key=lambda one: abs((one - today).days), default=None)


def _is_offered(reading: Reading, context: Context, span: Span) -> bool:
    """Say whether a day is asked for: what one tells of may well have passed."""
    if context.kind is TextKind.CONFIRM:
        return True
    return any(
        one.start <= span.start and span.end <= one.end and "?" in one.text[-4:]
        for one in reading.body
    )
