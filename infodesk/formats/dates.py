"""Days, months and moments as contact files write them: LinkedIn's own shapes and others."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from itertools import pairwise

from infodesk.core.text import fold

_MONTH_NAMES = (
    "jan january januar janner janvier janv enero ene janeiro gennaio gen januari",
    "feb february februar fevrier fevr febrero fevereiro fev febbraio februari",
    "mar march marz mrz mars marzo marco maart mrt",
    "apr april avril avr abril abr aprile",
    "may mai mayo maio maggio mag mei",
    "jun june juni juin junio junho giugno giu",
    "jul july juli juillet juil julio julho luglio lug",
    "aug august aout agosto ago augustus",
    "sep sept september septembre septiembre setiembre setembro set settembre",
    "oct october oktober okt octobre octubre outubro out ottobre ott",
    "nov november novembre noviembre novembro",
    "dec december dezember dez decembre diciembre dic dezembro dicembre",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""Month names and short forms in en, de, fr, es, pt, it, nl, without case, accents and dots."""

_TIME = (
    r"(?:,?[ t]\s*\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,6})?(?P<half>\s*[ap]\.?\s?m\.?)?"
    r"(?:\s*(?:utc|gmt|z|[+-]\d{2}:?\d{2}))?)?"
)
_NAMED = re.compile(
    r"(?P<day>\d{1,2})(?:\.|er|st|nd|rd|th|o)?[\s./-]*(?:de[l ]|of )?\s*(?P<month>[a-z]+)"
    rf"[\s./,-]*(?:de[l ])?\s*'?(?P<year>\d{{4}}|\d{{2}}){_TIME}"
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>[a-z]+)\.?[\s-]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(?P<year>\d{{4}}){_TIME}"
)
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})(?:[-/.年]\s*)(?P<month>\d{1,2})(?:[-/.月]\s*)(?P<day>\d{1,2})[日.]?" + _TIME
)
_NUMBERS = re.compile(
    rf"(?P<one>\d{{1,2}})(?P<by>[-/.])\s?(?P<two>\d{{1,2}})(?P=by)\s?(?P<year>\d{{4}}|\d{{2}}){_TIME}"
)
_LONGEST = 60


def parse_day(text: str, *, day_first: bool | None = None) -> date | None:
    """Return the day that `text` names, None if it names none.

    `day_first` says how to read 3/4/2020 (None: not at all, unless AM or PM or a number over 12
    tells). Two-digit years are of this century; a time of day is passed over.
    """
    if len(text) == 11 and text[2] == text[6] == " ":  # as LinkedIn writes it, fast
        number = MONTHS.get(text[3:6].lower(), 0)
        if number and text[:2].isdecimal() and text[7:].isdecimal():
            return _day(text[7:], number, text[:2])
    if len(text) > _LONGEST:
        return None
    plain = fold(text)
    for shape in (_NAMED, _MONTH_FIRST):
        if found := shape.fullmatch(plain):
            return _day(found["year"], MONTHS.get(found["month"], 0), found["day"])
    if found := _YEAR_FIRST.fullmatch(plain):
        return _day(found["year"], found["month"], found["day"])
    if found := _NUMBERS.fullmatch(plain):
        first = _reads_day_first(found, day_first)
        if first is not None:
            month, day = (found["two"], found["one"]) if first else (found["one"], found["two"])
            return _day(found["year"], month, day)
    return None


def _reads_day_first(found: re.Match[str], column: bool | None) -> bool | None:
    if found["by"] == ".":
        return True
    if found["half"]:
        return False
    if column is not None:
        return column
    one, two = int(found["one"]), int(found["two"])
    if one > 12 or two > 12:
        return one > 12
    return True if one == two else None


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def reads_day_first(cells: Iterable[str]) -> bool | None:
    """Decide for a column of dates whether 3/4/2020 is in April; None if nothing tells.

    A first number over 12 says yes, a second one no; else the reading in which the days descend,
    as LinkedIn writes them.
    """
    numbers = [
        (int(found["one"]), int(found["two"]), int(found["year"]))
        for cell in cells
        if len(cell) <= _LONGEST
        and (found := _NUMBERS.fullmatch(fold(cell)))
        and not found["half"]
        and found["by"] != "."
    ]
    over = [sum(one > 12 for one, _, _ in numbers), sum(two > 12 for _, two, _ in numbers)]
    if over[0] != over[1]:
        return over[0] > over[1]
    as_day = [(year, two, one) for one, two, year in numbers]
    as_month = [(year, one, two) for one, two, year in numbers]
    one_way, other_way = _descents(as_day), _descents(as_month)
    return None if one_way == other_way else one_way > other_way


def _descents(days: list[tuple[int, int, int]]) -> int:
    return sum((a > b) - (a < b) for a, b in pairwise(days))


# Months and years, as in careers

_MONTH_YEAR = re.compile(r"(?P<month>[a-z]+)\.?[\s,./-]*(?:de[l ])?\s*'?(?P<year>\d{4})")
_YEAR_MONTH = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})|(?P<alone>\d{4})")
_FIGURES = re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})")


def parse_month(text: str) -> date | None:
    """Return the first day of the month or year that `text` names ("Sep 2019", "2019").

    A whole day is returned as it is; None for anything else, such as "Present".
    """
    if len(text) > _LONGEST:
        return None
    plain = fold(text)
    if found := _MONTH_YEAR.fullmatch(plain):
        return _day(found["year"], MONTHS.get(found["month"], 0), "1")
    if found := _YEAR_MONTH.fullmatch(plain):
        return _day(found["alone"] or found["year"], found["month"] or "1", "1")
    if found := _FIGURES.fullmatch(plain):
        return _day(found["year"], found["month"], "1")
    return parse_day(text)


_BIRTHDAY = re.compile(r"(?P<month>[a-z]+)\.?\s+(?P<day>\d{1,2})")
_BIRTHDAY_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.?\s+(?:de )?(?P<month>[a-z]+)")
_LEAP = "2000"


def parse_birthday(text: str) -> str:
    """Return a birthday as YYYY-MM-DD, or --MM-DD where the year is not told; '' if it is none."""
    if day := parse_day(text):
        return day.isoformat()
    plain = fold(text[:_LONGEST])
    for shape in (_BIRTHDAY, _BIRTHDAY_DAY_FIRST):
        if (found := shape.fullmatch(plain)) and (
            day := _day(_LEAP, MONTHS.get(found["month"], 0), found["day"])
        ):
            return f"--{day:%m-%d}"
    return ""


# Moments

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:[.,]\d{1,6})?"
    r"\s*(?P<half>[ap])?(?:\.?\s?m\b\.?)?"
)
_JAVA = re.compile(
    r"[a-z]{3} (?P<month>[a-z]{3}) (?P<day>\d{1,2}) (?P<clock>[\d:]{7,8}) [a-z]{3,4}"
    r" (?P<year>\d{4})"
)


def parse_moment(text: str) -> datetime | None:
    """Return the moment in UTC that `text` names, None if it names none.

    All shapes of `parse_day` with a time of day, and "Fri Jul 07 13:22:10 UTC 2023". LinkedIn
    writes UTC, with or without saying so; a day without a time is its first second.
    """
    if len(text) == 23 and text[19:] == " UTC":  # as messages have it, fast
        try:
            return datetime.fromisoformat(text[:19]).replace(tzinfo=UTC)
        except ValueError:
            pass
    if len(text) > _LONGEST:
        return None
    plain = fold(text)
    day: date | None
    if java := _JAVA.fullmatch(plain):
        day, clock = _day(java["year"], MONTHS.get(java["month"], 0), java["day"]), java["clock"]
    else:
        day, clock = parse_day(text), plain
    if day is None:
        return None
    found = _CLOCK.search(clock)
    of_day = _time(found) if found else time()
    return None if of_day is None else datetime.combine(day, of_day, UTC)


def _time(found: re.Match[str]) -> time | None:
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None
