"""Understanding one line about what just happened: "met Ana, sent thanks, next in 2 weeks".

English and German may be mixed. The line is read part by part; each part says at most one thing
that happened, or what comes next. What is neither verb nor day is the name, and after it a note.
Nothing is guessed: a line without a verb says nothing.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from infodesk.core.quick_actions import Action, ActionKind, QuickLine
from infodesk.core.quick_words import (
    ENGLISH,
    GERMAN,
    JOINS,
    LEADING,
    MONTHS,
    NAME_ENDS,
    NEAR,
    NEXT,
    NUMBERS,
    TODAY,
    UNITS,
    WEEKDAYS,
)
from infodesk.core.workdays import months_after

LONGEST = 500


def _words(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


_ACTIONS = [(kind, _whole("|".join((ENGLISH[kind], GERMAN[kind])))) for kind in ENGLISH]
_NEXT = re.compile(rf"\s*(?:{NEXT})(?!\w)", re.IGNORECASE)
_JOINS = re.compile(JOINS, re.IGNORECASE)
_LEADING = re.compile(rf"(?:(?:{LEADING})\.?(?!\w)[\s:]*)+", re.IGNORECASE)
_NAME_END = re.compile(rf"(?:^|\s)(?:{NAME_ENDS})(?!\w)|[:(–—]|\s-\s", re.IGNORECASE)
_COUNT = rf"(\d{{1,3}}|{_words(NUMBERS)})"
_UNIT = rf"({_words(UNITS)})"
_AGO = _whole(rf"{_COUNT} {_UNIT} ago|vor {_COUNT} {_UNIT}")
_AHEAD = _whole(rf"in {_COUNT} ?{_UNIT}|\+{_COUNT} ?{_UNIT}")
_NEXT_UNIT = _whole(r"next (week|month)|nächste (woche)|nächsten (monat)")
_NEAR = _whole(_words({**NEAR, **TODAY}))
_WEEKDAY = _whole(
    r"(?:(?:on|last|next|this|am|letzten|nächsten|diesen) )?"
    rf"({_words(name for name in WEEKDAYS if len(name) > 2)})"
)
_SHORT_WEEKDAY = _whole(rf"am ({_words(name for name in WEEKDAYS if len(name) == 2)})\.?")
_ISO = _whole(r"(?:on |am )?(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_MONTH = _whole(
    rf"(?:on |am )?(\d{{1,2}})(?:\.|st|nd|rd|th)? (?:of )?({_words(MONTHS)})\.?(?: (\d{{4}}))?"
)
_MONTH_DAY = _whole(rf"(?:on )?({_words(MONTHS)}) (\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?")
_NUMERIC = re.compile(r"(?:\b(?:on|am) )?(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})?(?![\d.])", re.I)


def understand(text: str, today: date) -> QuickLine:
    """Return what a line says, seen from `today`."""
    line = " ".join(text[:LONGEST].replace("\n", " , ").split())
    actions: list[Action] = []
    name, notes = "", list[str]()
    plans, next_on, next_text = False, None, ""
    for part in _JOINS.split(line):
        if not part.strip():
            continue
        found = None if _NEXT_UNIT.match(part.strip()) else _NEXT.match(part)
        if found and (ahead := _plan(part[found.end() :], today)) is not None:
            plans, (next_on, next_text) = True, ahead
            continue
        kind, rest = _action(part)
        day, rest = _day(rest, today, past=kind is not None or not actions)
        if kind is not None:
            actions.append(Action(kind=kind, day=min(day or today, today)))
        elif actions and day is not None and day > today:  # "follow up in 5 days", "next week"
            plans, next_on, next_text = True, day, _tidy(rest) or next_text
            continue
        who, note = _name(rest)
        if not name and (kind is not None or not actions):
            name = who
        elif who:
            note = f"{who} {note}".strip()
        if note:
            notes.append(note)
    return QuickLine(
        name=name,
        actions=tuple(actions),
        plans=plans,
        next_on=next_on,
        next_text=next_text,
        note=", ".join(notes),
    )


def _plan(part: str, today: date) -> tuple[date | None, str] | None:
    """Return day and words of a next step; None if the words are none ("next time")."""
    day, rest = _day(part, today, past=False)
    words = _tidy(rest)
    if day is None and not words:
        return None
    return day, words


def _tidy(text: str) -> str:
    return " ".join(text.strip(" :.-–—").split())


def _action(part: str) -> tuple[ActionKind | None, str]:
    """Return the first verb of a part, and the part without it."""
    best: tuple[int, int, ActionKind, re.Match[str]] | None = None
    for place, (kind, pattern) in enumerate(_ACTIONS):
        found = pattern.search(part)
        if found and (best is None or (found.start(), place) < best[:2]):
            best = found.start(), place, kind, found
    if best is None:
        return None, part
    found = best[3]
    return best[2], f"{part[: found.start()]} {part[found.end() :]}".strip()


def _name(rest: str) -> tuple[str, str]:
    """Return the name with which the rest of a part begins, and what follows it."""
    text = _tidy(rest)
    if leading := _LEADING.match(text):
        text = text[leading.end() :]
    end = _NAME_END.search(text)
    if end is None:
        return _tidy(text), ""
    return _tidy(text[: end.start()]), _tidy(text[end.start() :])


# Days


def _day(text: str, today: date, *, past: bool) -> tuple[date | None, str]:
    """Return the day that is named, and the text without it."""
    for pattern, read in _DAYS:
        found = pattern.search(text)
        if found is None:
            continue
        try:
            day = read(found, today, past)
        except (ValueError, OverflowError):
            continue
        return day, f"{text[: found.start()]} {text[found.end() :]}".strip()
    return None, text


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def _by(count: int, unit: str, today: date, sign: int) -> date:
    match UNITS[unit.lower()]:
        case "d":
            return today + timedelta(days=sign * count)
        case "w":
            return today + timedelta(weeks=sign * count)
        case _:
            return months_after(today, sign * count)


def _ago(found: re.Match[str], today: date, _past: bool) -> date:
    count, unit = (group for group in found.groups() if group)
    return _by(_number(count), unit, today, -1)


def _ahead(found: re.Match[str], today: date, _past: bool) -> date:
    count, unit = (group for group in found.groups() if group)
    return _by(_number(count), unit, today, 1)


def _next_unit(found: re.Match[str], today: date, _past: bool) -> date:
    return today + timedelta(weeks=1) if found[1] == "week" or found[2] else months_after(today, 1)


def _near(found: re.Match[str], today: date, _past: bool) -> date:
    word = found[0].lower()
    return today + timedelta(days=NEAR.get(word, TODAY.get(word, 0)))


def _weekday(found: re.Match[str], today: date, past: bool) -> date:
    ahead = (WEEKDAYS[found[1].lower()] - today.weekday()) % 7
    if past:
        return today - timedelta(days=-ahead % 7)
    return today + timedelta(days=ahead or 7)


def _iso(found: re.Match[str], _today: date, _past: bool) -> date:
    return date(int(found[1]), int(found[2]), int(found[3]))


def _nearest(day: int, month: int, year: str | None, today: date, past: bool) -> date:
    """Return a day of a month; without a year the last that was, or the next to come."""
    if year:
        return date(int(year), month, day)
    found = date(today.year, month, day)
    if past and found > today:
        return date(today.year - 1, month, day)
    if not past and found < today:
        return date(today.year + 1, month, day)
    return found


def _day_month(found: re.Match[str], today: date, past: bool) -> date:
    return _nearest(int(found[1]), MONTHS[found[2].lower()], found[3], today, past)


def _month_day(found: re.Match[str], today: date, past: bool) -> date:
    return _nearest(int(found[2]), MONTHS[found[1].lower()], found[3], today, past)


def _numeric(found: re.Match[str], today: date, past: bool) -> date:
    return _nearest(int(found[1]), int(found[2]), found[3], today, past)


_DAYS = (
    (_ISO, _iso),
    (_DAY_MONTH, _day_month),
    (_MONTH_DAY, _month_day),
    (_NUMERIC, _numeric),
    (_AGO, _ago),
    (_AHEAD, _ahead),
    (_NEXT_UNIT, _next_unit),
    (_NEAR, _near),
    (_WEEKDAY, _weekday),
    (_SHORT_WEEKDAY, _weekday),
)
