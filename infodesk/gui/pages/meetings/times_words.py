"""Free times in words: in their zone first, mine behind it."""

from collections.abc import Sequence
from datetime import datetime

from infodesk.core.calendars import Span
from infodesk.gui.pages.meetings.zones import apart, city, clock_in
from infodesk.words import t
from infodesk.words.dates import day_of_year_in_words, weekdays


def window_words(span: Span, theirs: str, mine: str) -> str:
    """Return one window: Tuesday 1 December, 10:00–13:00 (09:00–12:00 in Lisbon)."""
    start = clock_in(span.start, theirs).local
    words = t("{day}, {times}", day=_day(start), times=_times(span, theirs))
    if not apart(span.start, theirs, mine):
        return words
    own = _times(span, mine)
    here = clock_in(span.start, mine).local
    if here.date() != start.date():
        own = t("{day}, {times}", day=_day(here), times=own)
    return t("{window} ({times} in {city})", window=words, times=own, city=city(mine))


def windows_in_lines(spans: Sequence[Span], theirs: str, mine: str) -> str:
    """Return windows as lines to be read by the other person, with whose clock they follow."""
    lines = [f"- {window_words(span, theirs, mine)}" for span in spans]
    head = t("Times in {city}:", city=city(theirs))
    return "\n".join([head, *lines])


def windows_in_a_sentence(spans: Sequence[Span], theirs: str, mine: str) -> str:
    """Return windows as they stand in a sentence: one, another or a third."""
    words = [window_words(span, theirs, mine) for span in spans]
    if len(words) < 2:
        return "".join(words)
    return t("{first} or {last}", first="; ".join(words[:-1]), last=words[-1])


def _day(moment: datetime) -> str:
    day = day_of_year_in_words(moment.month, moment.day)
    return t("{weekday} {day}", weekday=weekdays()[moment.weekday()], day=day)


def _times(span: Span, zone: str) -> str:
    start, end = clock_in(span.start, zone).time, clock_in(span.end, zone).time
    return f"{start}–{end}"
