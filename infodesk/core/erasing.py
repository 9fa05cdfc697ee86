"""Erasing a person everywhere: by what they are recognised, and what stands in for their name."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from infodesk.core.text import initials

SHORTEST = 3
"""A family name of fewer letters is too often another word to be looked for by itself."""

AROUND = 40
"""Characters of a text that are shown on either side of a name."""


@dataclass(frozen=True, slots=True)
class Traces:
    """By what a person is recognised in texts: their names, and addresses nobody else has."""

    names: tuple[str, ...]
    marks: tuple[str, ...]
    family_name: str
    stand_in: str

    def sure_pattern(self) -> re.Pattern[str]:
        """Return what finds them for certain: by a whole name or an address."""
        return _finding((*self.names, *self.marks))

    def pattern(self) -> re.Pattern[str]:
        """Return what finds them in a text, also by the family name alone."""
        return _finding((*self.names, *self.marks, self.family_name))


def _finding(traces: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of `traces` in a text, in any letters; nothing for none.

    In JSON within a column letters may be written as their numbers, so those are found, too.
    """
    found: dict[str, None] = {}
    for trace in traces:
        words = [re.escape(word) for word in trace.split()]
        if words:
            found[r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)"] = None
        spelled = json.dumps(trace)[1:-1]
        if spelled != trace:
            found[re.escape(spelled)] = None
    longest_first = sorted(found, key=len, reverse=True)
    return re.compile("|".join(longest_first) or r"(?!)", re.IGNORECASE)


def traces_of(
    name: str,
    first_name: str,
    last_name: str,
    marks: Iterable[str] = (),
    others: Iterable[str] = (),
) -> Traces:
    """Return the traces of a person; `others` are names they had, `marks` addresses and profiles.

    >>> traces_of("Ana Ribeiro", "Ana", "Ribeiro").stand_in
    'A. R.'
    """
    names = dict.fromkeys(
        each
        for each in (name, f"{first_name} {last_name}", f"{last_name}, {first_name}", *others)
        if len(each.split()) > 1
    )
    if not names:  # somebody with one name alone
        names[name] = None
    letters = sum(sign.isalpha() for sign in last_name)
    stand_in = " ".join(f"{letter}." for letter in initials(name)) or "…"
    return Traces(
        names=tuple(each for each in names if each.strip(" ,")),
        marks=tuple(each for each in dict.fromkeys(marks) if each.strip()),
        family_name=last_name if letters >= SHORTEST else "",
        stand_in=stand_in,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A text of something else that names the person: the row, the column, and the words around.

    `owner` is whose text it is, "" where it is nobody's; `snippet` has the name between \\x02 and
    \\x03 as snippets of search do; `count` says how often the column names them.
    """

    table: str
    column: str
    row: int
    owner: str
    snippet: str
    count: int
    sure: bool = True


def snippet(text: str, match: re.Match[str]) -> str:
    """Return the words around a name found in a text, on one line."""
    start, end = max(match.start() - AROUND, 0), min(match.end() + AROUND, len(text))
    before = ("…" if start else "") + text[start : match.start()]
    after = text[match.end() : end] + ("…" if end < len(text) else "")
    return " ".join(f"{before}\x02{match[0]}\x03{after}".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePlan:
    """What erasing a person takes: how many rows of each table go, and what else names them."""

    name: str
    uid: str
    stand_in: str
    rows: Mapping[str, int]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased: rows by table, texts in which initials stand now, texts left as they are."""

    rows: Mapping[str, int]
    replaced: int
    left: int
