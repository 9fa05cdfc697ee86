"""The review of a meeting's marks: which are new, and what each line most likely says."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from enum import StrEnum

from infodesk.core.ids import InsightId, MarkId, PromiseId, ReferralId
from infodesk.core.marks import MarkedLine, MarkKind
from infodesk.core.text import fold

ALIKE = 0.7
"""So much of a line must be as it was for it to be the line that was reviewed before."""

PROMISE_DAYS, THEIR_DAYS = 7, 14
"""When a promise without a day is due: mine, and theirs."""


class Outcome(StrEnum):
    """What was decided about a mark."""

    KEPT = "kept"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedMark:
    """A marked line that was decided about, and the record that was made of it."""

    id: MarkId
    kind: MarkKind
    text: str
    outcome: Outcome
    insight_id: InsightId | None = None
    promise_id: PromiseId | None = None
    referral_id: ReferralId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A marked line of the notes, with what was decided about it before, if anything was."""

    kind: MarkKind
    text: str
    line: int
    reviewed: ReviewedMark | None = None


def propose(marks: Iterable[MarkedLine], known: Sequence[ReviewedMark]) -> list[Proposal]:
    """Return the marked lines in order, each with its earlier decision.

    A line is known again by its words; one that was corrected since, by most of them. Lines
    without words say nothing yet and are left out.
    """
    lines = [one for one in marks if one.mark.text.strip()]
    left = list(known)
    found: dict[int, ReviewedMark] = {}
    for alike in (_same, _nearly_same):
        for number, one in enumerate(lines):
            if number in found:
                continue
            match = next((each for each in left if alike(each, one)), None)
            if match is not None:
                found[number] = match
                left.remove(match)
    return [
        Proposal(
            kind=one.mark.kind,
            text=one.mark.text.strip(),
            line=one.line,
            reviewed=found.get(number),
        )
        for number, one in enumerate(lines)
    ]


def _same(known: ReviewedMark, line: MarkedLine) -> bool:
    return known.kind is line.mark.kind and known.text == line.mark.text.strip()


def _nearly_same(known: ReviewedMark, line: MarkedLine) -> bool:
    if known.kind is not line.mark.kind:
        return False
    matcher = SequenceMatcher(None, known.text[:500], line.mark.text.strip()[:500], autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


# What a line says

_QUOTES = "\"'“”„‟«»‹›‘’「」"
_PERMITTED = re.compile(
    r"\b(?:use|say|mention|give)\s+(?:my|his|her|their)\s+name\b|\bmay (?:use|name)\b"
    r"|\bmeinen?\s+namen?\b|\bdarf\b.*\bnennen\b|\bname ok\b",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(
    r"\b(?:not|never|don't|do not|without)\b.{0,20}\bname\b|\bnicht\b.{0,20}\bnennen\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\s+(?:at|of|from|bei|von|@)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """Whom a referral's line names, as far as it can be read from it."""

    first_name: str = ""
    last_name: str = ""
    title: str = ""
    company: str = ""
    may_use_name: bool = False


def read_referral(text: str) -> NamedPerson:
    """Read “Sara Lind, nurse educator at Alder: "use my name"”.

    >>> read_referral('Sara Lind, nurse educator at Alder: "use my name"').company
    'Alder'
    """
    permitted = bool(_PERMITTED.search(text)) and not _FORBIDDEN.search(text)
    said = re.split(rf"[:({_QUOTES}]|\s[-–—]\s", text, maxsplit=1)[0]
    name, _, rest = said.partition(",")
    if not rest:
        parts = _AT.split(name, maxsplit=1)
        name, rest = parts[0], f" at {parts[1]}" if len(parts) > 1 else ""
    title, _, company = _part_role(rest)
    words = name.split()
    return NamedPerson(
        first_name=" ".join(words[:-1]) if len(words) > 1 else " ".join(words),
        last_name=words[-1] if len(words) > 1 else "",
        title=title,
        company=company,
        may_use_name=permitted,
    )


def _part_role(rest: str) -> tuple[str, str, str]:
    parts = _AT.split(f" {rest.strip()} ", maxsplit=1)
    if len(parts) == 2:
        return parts[0].strip(" ,."), "", parts[1].strip(" ,.")
    title, comma, company = rest.partition(",")
    return title.strip(" ,."), comma, company.strip(" ,.")


_WEEKDAYS = {
    name: number
    for names in (
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
    )
    for number, name in enumerate(names)
}
_RELATIVE = {"today": 0, "tonight": 0, "tomorrow": 1, "heute": 0, "morgen": 1, "übermorgen": 2}
_NEXT_WEEK = re.compile(r"\b(?:next week|nächste woche)\b", re.IGNORECASE)
_IN = re.compile(
    r"\bin\s+(\d{1,2}|a|an|one|two|three|ein(?:er|em)?|zwei|drei)\s+(day|week|month|tag|woche|monat)",
    re.IGNORECASE,
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "ein": 1, "einer": 1, "einem": 1,
    "zwei": 2, "drei": 3,
}  # fmt: skip
_SPANS = {"day": 1, "week": 7, "month": 30, "tag": 1, "woche": 7, "monat": 30}
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_MINE = frozenset({"i", "i'll", "i’ll", "me", "my", "we", "ich", "wir"})
_THEIRS = frozenset(
    {"he", "he'll", "he’ll", "she", "she'll", "she’ll", "they", "they'll", "they’ll", "er", "sie"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPromise:
    """Who promised, and by when, as far as a line says so; else what is usual."""

    by_me: bool
    due_on: date


def read_promise(text: str, today: date, first_name: str = "") -> ReadPromise:
    """Read “I send him the course list by Friday”; a line that begins with their name is theirs.

    >>> read_promise("She sends the list", date(2026, 11, 25)).by_me
    False
    """
    first = text.split(maxsplit=1)[0].rstrip(":,").casefold() if text.split() else ""
    theirs = first in _THEIRS or (
        bool(first_name) and first not in _MINE and fold(first) == fold(first_name)
    )
    usual = today + timedelta(days=THEIR_DAYS if theirs else PROMISE_DAYS)
    return ReadPromise(by_me=not theirs, due_on=_read_due(text, today) or usual)


def _read_due(text: str, today: date) -> date | None:
    if found := _ISO.search(text):
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            day = today
        return day if day >= today else None
    if found := _IN.search(text):
        count = _NUMBERS.get(found[1].casefold()) or int(found[1])
        return today + timedelta(days=count * _SPANS[found[2].casefold()])
    if _NEXT_WEEK.search(text):
        return today + timedelta(days=7 - today.weekday() + 4)
    for word in re.findall(r"\w+", text.casefold()):
        if word in _RELATIVE:
            return today + timedelta(days=_RELATIVE[word])
        if word in _WEEKDAYS:
            return today + timedelta(days=(_WEEKDAYS[word] - today.weekday() - 1) % 7 + 1)
    return None


_I_WILL = re.compile(r"^\s*(?:i['’]ll|i will|i|me|ich werde|ich)\b[:,]?\s*", re.IGNORECASE)
_THEM = re.compile(r"\b(?:him|them|her)\b(?!\s+\w+\s+(?:is|are)\b)", re.IGNORECASE)


def promise_words(text: str) -> str:
    """Return a promise of mine as it follows “I will”, told to whom it was given.

    >>> promise_words("I send him the course list")
    'send you the course list'
    """
    return _THEM.sub("you", _I_WILL.sub("", text.strip()), count=1).rstrip(" .")


def quoted(text: str) -> str:
    """Return a statement as it is named within a sentence."""
    return f"“{text.strip(_QUOTES).rstrip(' .')}”"
