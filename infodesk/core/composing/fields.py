"""Fields of a template: {first_name}, or {company|your company} with words to fall back on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from infodesk.core.composing.reading import Span

FIELDS = (
    "first_name",
    "last_name",
    "name",
    "role",
    "company",
    "location",
    "field",
    "common",
    "referrer",
    "event",
    "hook",
    "minutes",
    "day",
    "time",
    "place",
    "zone",
    "times",
    "last_sent",
    "last_subject",
    "point",
    "promise",
    "advice",
    "result",
    "my_name",
    "my_first_name",
    "my_role",
    "my_company",
    "my_school",
    "my_place",
)
"""The fields a template may hold."""

_FIELD = re.compile(r"\{([^{}\n|]{1,60})(?:\|([^{}\n]{0,200}))?\}")
_UNFILLED = re.compile(r"\{[^{}\n]{1,200}\}|\[[^\[\]\n]{1,200}\]")
_LINE_OF_BLANKS = re.compile(r"[ \t]+(?=\n)")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A field in a template that InfoDesk does not know, and where it stands."""

    name: str
    span: Span


def fill(text: str, facts: Mapping[str, str]) -> str:
    """Return `text` with its fields filled from `facts`, or by what stands behind their bar.

    What is neither known nor has words to fall back on stays, in braces, to be filled by hand. A
    fact never brings fields of its own: a company called "{name}" stays what it is.
    """
    return _LINE_OF_BLANKS.sub("", _FIELD.sub(lambda found: _filled(found, facts), text))


def _filled(found: re.Match[str], facts: Mapping[str, str]) -> str:
    fact = facts.get(found[1].strip(), "").strip()
    if fact:
        line = fact.replace("\r", " ").replace("\n", " ")
        # "Example Inc." at the end of a sentence has one full stop, not two.
        return line[:-1] if line.endswith(".") and found.string[found.end() :][:1] == "." else line
    if found[2] is not None:
        return found[2]
    return found[0]


def unknown_fields(text: str) -> list[Unknown]:
    """Return the fields of a template that no fact will ever fill."""
    return [
        Unknown(found[1].strip(), Span(found.start(), found.end()))
        for found in _FIELD.finditer(text)
        if found[1].strip() not in FIELDS
    ]


def unfilled(text: str) -> list[Span]:
    """Return the places of {fields} and [gaps] that are still to be filled in a text."""
    return [Span(found.start(), found.end()) for found in _UNFILLED.finditer(text)]
