"""The question bank: good questions to ask, by theme and by TIARA, built in and one's own."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from infodesk.core.ids import OwnQuestionId, QuestionId
from infodesk.core.meetings import MeetingQuestion
from infodesk.core.resources import resource
from infodesk.core.rules import ASKING_MINUTES, CLOSING_MINUTES, SMALL_TALK_MINUTES
from infodesk.core.text import fold

USUAL_MINUTES = 2
"""How long a question takes with its answer if nothing is known of it."""

MOST_WORDS = 25
"""A question of more words than this is two questions."""

SET_MINUTES = (15, 20, 30)
"""Lengths of meetings for which one sees which questions fit; and a short one, for the worst."""

ASKING_SHARE = ASKING_MINUTES.default / (
    SMALL_TALK_MINUTES.default + ASKING_MINUTES.default + CLOSING_MINUTES.default
)
"""How much of a meeting belongs to the questions."""


class Theme(StrEnum):
    """What a question is about."""

    INDUSTRY = "industry"
    TRENDS = "trends"
    CHALLENGES = "challenges"
    DAY = "day"
    CULTURE = "culture"
    PATH = "path"
    SKILLS = "skills"
    ENTRY = "entry"
    DECISION = "decision"


class Letter(StrEnum):
    """The letters of TIARA, a good order to ask in: from the general to the personal."""

    TRENDS = "trends"
    INSIGHTS = "insights"
    ADVICE = "advice"
    RESOURCES = "resources"
    ASSIGNMENTS = "assignments"


class RoleFamily(StrEnum):
    """Kinds of work that questions of their own fit."""

    DATA = "data"
    TECHNOLOGY = "technology"
    DESIGN = "design"
    BUSINESS = "business"
    FINANCE = "finance"
    CARE = "care"
    RESEARCH = "research"
    TEACHING = "teaching"
    PUBLIC = "public"


class Level(StrEnum):
    """How far somebody is on their way."""

    EARLY = "early"
    EXPERIENCED = "experienced"
    LEADING = "leading"


@dataclass(frozen=True, slots=True, kw_only=True)
class BankQuestion:
    """A question of the bank.

    A built-in one has a `code`, the same in every language; an own one an `own_id`; an own copy of
    a built-in one both. No `roles` or `levels` means that it fits everyone.
    """

    text: str
    code: str = ""
    own_id: OwnQuestionId | None = None
    rev: int = 0
    theme: Theme | None = None
    letter: Letter | None = None
    roles: frozenset[RoleFamily] = frozenset()
    levels: frozenset[Level] = frozenset()
    minutes: int = USUAL_MINUTES
    archived: bool = False

    @property
    def key(self) -> str:
        """What names this question whether or not it was copied: its code, else its own id."""
        return self.code or f"own-{self.own_id}"


@cache
def built_in(language: str) -> tuple[BankQuestion, ...]:
    """Return the built-in questions in a language; in English where there is no translation."""
    path = resource("questions", "bank.json")
    found = json.loads(path.read_text(encoding="utf-8"))
    tongue = language.replace("_", "-").split("-")[0].lower()
    return tuple(
        BankQuestion(
            text=one.get(tongue, one["en"]),
            code=one["code"],
            theme=Theme(one["theme"]),
            letter=Letter(one["letter"]),
            roles=frozenset(map(RoleFamily, one["roles"])),
            levels=frozenset(map(Level, one["levels"])),
            minutes=one["minutes"],
        )
        for one in found
    )


def merged(
    standard: Sequence[BankQuestion], own: Sequence[BankQuestion]
) -> tuple[BankQuestion, ...]:
    """Return own questions first, then the built-in ones in their order, copies in their place."""
    copies = {one.code: one for one in own if one.code}
    known = {one.code for one in standard}
    alone = tuple(one for one in own if one.code not in known)
    return (*alone, *(copies.get(one.code, one) for one in standard))


@dataclass(frozen=True, slots=True, kw_only=True)
class BankFilter:
    """Which questions are shown; the empty filter shows all that are not archived."""

    text: str = ""
    theme: Theme | None = None
    letter: Letter | None = None
    role: RoleFamily | None = None
    level: Level | None = None
    archived: bool = False
    own: bool = False


def keep(questions: Iterable[BankQuestion], wanted: BankFilter) -> list[BankQuestion]:
    """Return the questions that `wanted` shows, in their order.

    Those without a role or level fit everyone, so they stay; each word of the text must be there.
    """
    words = fold(wanted.text).split()
    return [
        one
        for one in questions
        if one.archived == wanted.archived
        and (not wanted.own or one.own_id is not None)
        and (wanted.theme is None or one.theme is wanted.theme)
        and (wanted.letter is None or one.letter is wanted.letter)
        and (wanted.role is None or not one.roles or wanted.role in one.roles)
        and (wanted.level is None or not one.levels or wanted.level in one.levels)
        and (not words or all(word in fold(one.text) for word in words))
    ]


# What fits into a meeting


def minutes_for_questions(minutes: int, share: float = ASKING_SHARE) -> int:
    """Return how much of a meeting belongs to the questions, full minutes.

    The rest is small talk and next steps; in five minutes one gets to the point.
    """
    return max(min(minutes, 4), math.floor(minutes * share + 1e-9))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """Which questions of a meeting fit, and how much of the time for questions they take."""

    fitting: frozenset[QuestionId]
    minutes: int
    room: int


def minutes_of(question: MeetingQuestion, known: Mapping[str, BankQuestion]) -> int:
    """Return how long a meeting's question takes; `known` are the bank's questions by key."""
    key = question.bank_code or f"own-{question.own_id}"
    found = known.get(key)
    return found.minutes if found else USUAL_MINUTES


def fitting_set(
    questions: Sequence[MeetingQuestion],
    known: Mapping[str, BankQuestion],
    minutes: int,
    share: float = ASKING_SHARE,
) -> QuestionSet:
    """Return what fits into a meeting of `minutes`: must-ask ones first, then in their order."""
    room, used = minutes_for_questions(minutes, share), 0
    fitting: set[QuestionId] = set()
    for question in sorted(questions, key=lambda one: not one.must_ask):
        length = minutes_of(question, known)
        if used + length <= room:
            used += length
            fitting.add(question.id)
    return QuestionSet(fitting=frozenset(fitting), minutes=used, room=room)


def by_key(questions: Iterable[BankQuestion]) -> dict[str, BankQuestion]:
    """Return questions by their key; an own copy is found by its own id as well."""
    found: dict[str, BankQuestion] = {}
    for one in questions:
        found[one.key] = one
        if one.own_id is not None:
            found[f"own-{one.own_id}"] = one
    return found
