"""What a check found: a code for its words, how much it matters, and where in the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from infodesk.core.composing.reading import Span

Fact = str | int


class Level(IntEnum):
    """How much a finding matters; only BLOCK keeps a draft from being handed over."""

    GOOD = 0
    HINT = 1
    NOTE = 2
    WARN = 3
    BLOCK = 4


class Check(StrEnum):
    """The checks, in the order they are shown within a level."""

    NAME = "name"
    COMPANY = "company"
    FIELDS = "fields"
    CHARACTERS = "characters"
    CONNECTION = "connection"
    JOB_WORDS = "job-words"
    ASK = "ask"
    ABOUT_THEM = "about-them"
    INTEREST = "interest"
    WORDS = "words"
    SUBJECT = "subject"
    QUESTIONS = "questions"
    LENGTH_OF_TIME = "length-of-time"
    OPTIONS = "options"
    DATES = "dates"
    LINKS = "links"
    STOCK = "stock"
    FLATTERY = "flattery"
    SENTENCE = "sentence"
    GRADE = "grade"
    THANKS = "thanks"
    SIGNATURE = "signature"
    HEY = "hey"
    CLOCK = "clock"
    WEEKDAY = "weekday"
    FOLLOW_UP = "follow-up"
    REFERRER = "referrer"
    SAME_COMPANY = "same-company"


POINTS = (
    Check.WORDS,
    Check.JOB_WORDS,
    Check.CONNECTION,
    Check.ASK,
    Check.INTEREST,
    Check.ABOUT_THEM,
)
"""The six points of a first request (Dalton, The 2-Hour Job Search)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check says of a text.

    `hint` chooses the sentence in `words.composing`, `facts` fill its gaps; `why` is the code of
    the reason and its source. `spans` are places in the text. `accept` is what the person may say
    is right after all ("" where there is nothing to say).
    """

    check: Check
    level: Level
    hint: str
    why: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    accept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One line about the whole: how long, how many of the points, and whether it can go.

    `most` is the channel's limit in characters, 0 for none; `points` is None where the six points
    do not apply. `state`: empty, blocked, too-long, look (a warning) or ready.
    """

    words: int
    characters: int
    most: int
    points: int | None
    blocked: int
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Everything said of a text; findings with the weightiest first."""

    findings: tuple[Finding, ...]
    verdict: Verdict
    language: str

    @property
    def may_go(self) -> bool:
        """Whether the text may be handed over."""
        return self.verdict.state not in ("empty", "blocked")
