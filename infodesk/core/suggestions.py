"""Which questions to ask this person: what they do, and what nobody has answered yet."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from infodesk.core.meetings import MeetingQuestion
from infodesk.core.questions import BankQuestion, Level, RoleFamily, Theme
from infodesk.core.rules import VOICES
from infodesk.core.text import fold

_MOST_ANSWERS = 12
_MOST_OF_A_THEME = 2
_MOST_TYPED = 3
_ALIKE = 0.25


class Reason(StrEnum):
    """Why a question is suggested."""

    OPEN = "open"
    DIFFERENT = "different"
    FEW_VOICES = "few-voices"
    ROLE = "role"
    LEVEL = "level"
    CHANGED = "changed"
    UNASKED = "unasked"


_WEIGHT = {
    Reason.OPEN: 5,
    Reason.DIFFERENT: 5,
    Reason.CHANGED: 4,
    Reason.ROLE: 4,
    Reason.LEVEL: 4,
    Reason.FEW_VOICES: 3,
    Reason.UNASKED: 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBefore:
    """A question on the lists of other meetings: the answers by person, "" for none yet."""

    key: str
    text: str
    must_ask: bool = False
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A question worth asking, with the strongest reason; `voices` is how many have answered."""

    question: BankQuestion
    reason: Reason
    voices: int = 0


# What a title tells

_STEMS: dict[RoleFamily, str] = {
    RoleFamily.DATA: r"data|daten|analy|statisti|scientist|machine learning|bi\b|intelligence",
    RoleFamily.TECHNOLOGY: r"engineer|develop|softw|entwickl|programm|devops|architekt|architect"
    r"|informati|\bit\b|cto\b|admin|security",
    RoleFamily.DESIGN: r"design|gestalt|\bux\b|\bui\b|creative|kreativ|illustrat",
    RoleFamily.BUSINESS: r"sales|vertrieb|marketing|account|business|kunden|customer|product"
    r"|produkt|consult|berat|commercial",
    RoleFamily.FINANCE: r"financ|finanz|bank|account(?:ant|ing)|controll|audit|steuer|tax|invest"
    r"|actuar|risk|treasur",
    RoleFamily.CARE: r"nurs|pfleg|krankens|\bdoctor|physician|arzt|clinic|klini|medic|medizin"
    r"|therap|hebamm|midwif|care\b|social work|sozial",
    RoleFamily.RESEARCH: r"research|forsch|professor|postdoc|phd|doktorand|wissenschaft|scientist"
    r"|fellow|laborat",
    RoleFamily.TEACHING: r"teach|lehr|train(?!ee)|dozent|tutor|educat|padagog|coach|lectur"
    r"|professor",
    RoleFamily.PUBLIC: r"public|government|ministry|minister|behord|verwaltung|policy|politik"
    r"|municip|stadt|ngo|civil serv|referent",
}
_LEVELS: dict[Level, str] = {
    Level.LEADING: r"head|lead|director|direktor|chief|\bc[etfomp]o\b|vice president|\bvp\b"
    r"|manager|leiter|leitung|founder|grunder|(?<!business )partner|president|chair|vorstand"
    r"|principal|owner",
    Level.EARLY: r"junior|intern\b|internship|praktikant|trainee|werkstudent|graduate|apprentice"
    r"|azubi|auszubildend|volontar",
    Level.EXPERIENCED: r"senior|expert|spezialist|specialist|staff\b|lead",
}


def roles_of(titles: Iterable[str]) -> frozenset[RoleFamily]:
    """Return the kinds of work that titles name."""
    said = fold(" / ".join(titles))
    return frozenset(role for role, stems in _STEMS.items() if _begins(stems, said))


def levels_of(titles: Iterable[str]) -> frozenset[Level]:
    """Return how far somebody with these titles is."""
    said = fold(" / ".join(titles))
    return frozenset(level for level, stems in _LEVELS.items() if _begins(stems, said))


def _begins(stems: str, said: str) -> bool:
    # In German a stem also stands within a word: Produktentwicklung, Abteilungsleiter.
    return re.search(stems, said) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Whom one is going to ask: the titles they hold now and those they held."""

    titles: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether they came from another kind of work."""
        now, before = roles_of(self.titles), roles_of(self.earlier)
        return bool(now and before and not now & before)


# Suggesting


@dataclass(slots=True)
class _Candidate:
    question: BankQuestion
    reasons: list[Reason] = field(default_factory=list)
    voices: int = 0

    @property
    def weight(self) -> int:
        return sum(_WEIGHT[reason] for reason in self.reasons)


def suggest(
    bank: Sequence[BankQuestion],
    listed: Sequence[MeetingQuestion],
    listener: Listener,
    before: Sequence[AskedBefore],
    *,
    voices: int = VOICES.default,
    most: int = 8,
) -> tuple[Suggestion, ...]:
    """Return the questions most worth asking, the best first, not more than two of one theme.

    `listed` are on the meeting's list already; `before` is what others were or are to be asked;
    from so many `voices` on that agree, a question needs no further one.
    """
    roles, levels = roles_of(listener.titles), levels_of(listener.titles)
    keys = {one.bank_code or f"own-{one.own_id}" for one in listed}
    texts = {fold(one.text) for one in listed}
    asked = {one.key: one for one in before}
    found = []
    for question in (*_written_elsewhere(bank, before), *bank):
        if question.archived or question.key in keys or fold(question.text) in texts:
            continue
        if question.roles and not question.roles & roles:
            continue
        if question.levels and not question.levels & levels:
            continue
        found.append(_weighed(question, listener, asked.get(_key(question)), voices))
    found.sort(key=lambda one: -one.weight)
    return tuple(_varied(found, most))


def _weighed(
    question: BankQuestion, listener: Listener, before: AskedBefore | None, voices: int
) -> _Candidate:
    one = _Candidate(question)
    answers = [text for text in before.answers if text.strip()] if before else []
    one.voices = len(answers)
    if before is None:
        one.reasons.append(Reason.UNASKED)
    elif not answers:
        one.reasons.append(Reason.OPEN)
    elif len(answers) > 1 and differ(answers[-_MOST_ANSWERS:]):
        one.reasons.append(Reason.DIFFERENT)
    elif len(answers) < voices:
        one.reasons.append(Reason.FEW_VOICES)
    if question.roles:
        one.reasons.append(Reason.ROLE)
    if question.levels:
        one.reasons.append(Reason.LEVEL)
    if question.theme is Theme.PATH and listener.changed:
        one.reasons.append(Reason.CHANGED)
    one.reasons.sort(key=lambda reason: -_WEIGHT[reason])
    return one


def _varied(found: Iterable[_Candidate], most: int) -> Iterable[Suggestion]:
    themes: Counter[Theme | None] = Counter()
    chosen = 0
    for one in found:
        if not one.reasons or chosen == most:
            continue
        theme = one.question.theme
        if themes[theme] == (_MOST_OF_A_THEME if theme else _MOST_TYPED):
            continue
        themes[theme] += 1
        chosen += 1
        yield Suggestion(question=one.question, reason=one.reasons[0], voices=one.voices)


def _written_elsewhere(
    bank: Sequence[BankQuestion], before: Sequence[AskedBefore]
) -> Iterable[BankQuestion]:
    """Return must-ask questions typed for other meetings that nobody has answered yet."""
    known = {one.key for one in bank}
    return (
        BankQuestion(text=one.text)
        for one in before
        if one.must_ask and one.key not in known and not any(map(str.strip, one.answers))
    )


def _key(question: BankQuestion) -> str:
    return question.key if question.code or question.own_id else fold(question.text)


def differ(answers: Sequence[str]) -> bool:
    """Say whether two of the answers have few words in common."""
    bags = [_bag(text) for text in answers]
    return any(
        len(one & other) < _ALIKE * len(one | other)
        for one, other in combinations(bags, 2)
        if one and other
    )


def _bag(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(text).split() if len(word) > 3)
