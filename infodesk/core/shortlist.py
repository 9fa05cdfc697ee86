"""Whom to talk to first: everyone is judged by what fits the aim, each point with its grounds."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import mul
from typing import NamedTuple

from infodesk.core.common_ground import CommonKind, common_ground
from infodesk.core.ids import CompanyId, EducationId, PersonId
from infodesk.core.people import Education, Person
from infodesk.core.profile import Profile
from infodesk.core.progress import Job, Progress
from infodesk.core.titles import fields_of, level_of, role_words

MOST_COMPANIES = 5
PER_COMPANY = 2
GOAL = MOST_COMPANIES * PER_COMPANY
"""Ten people: two at each of the five companies one wants most (Dalton, The 2-Hour Job Search)."""

_SLICE = 400
_YEAR = 365


class Reason(StrEnum):
    """What speaks for a person."""

    ROLE = "role"
    LEVEL = "level"
    INDUSTRY = "industry"
    TARGET = "target"
    SCHOOL = "school"
    EMPLOYER = "employer"
    PLACE = "place"
    WARMTH = "warmth"
    REPLY = "reply"
    RECENT = "recent"


WEIGHTS: Mapping[Reason, int] = {
    Reason.ROLE: 5,
    Reason.LEVEL: 2,
    Reason.INDUSTRY: 3,
    Reason.TARGET: 4,
    Reason.SCHOOL: 3,
    Reason.EMPLOYER: 3,
    Reason.PLACE: 2,
    Reason.WARMTH: 3,
    Reason.REPLY: 2,
    Reason.RECENT: 1,
}
"""How much each reason counts, 0 to 5, unless a person sets it otherwise."""

MOST_WEIGHT = 5

# By the plain word: the hash of an Enum is worked out in Python each time.
_PLACES = {reason.value: place for place, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What I look for: a role, an industry, places; any of them may be open."""

    role: str = ""
    industry: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What is known of somebody who may be proposed, as plain values.

    `wrote` and `answered` count the texts from me and from them; `touches` everything.
    """

    id: PersonId
    name: str
    title: str = ""
    company: str = ""
    company_id: CompanyId | None = None
    location: str = ""
    connected_on: date | None = None
    strength: int | None = None
    last_touch_on: date | None = None
    touches: int = 0
    wrote: int = 0
    answered: int = 0
    schools: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A reason, how much of it there is (-1 to 1), and on what grounds.

    `what` is the word of a record that says so; `count` a number that goes with it.
    """

    reason: Reason
    share: float
    what: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Somebody with every point that was found; `shares` are those of all reasons, in order."""

    person: Candidate
    points: tuple[Point, ...]
    shares: tuple[float, ...]


class Ranked(NamedTuple):
    """Somebody's place in the list: the points weighed and added."""

    judged: Judged
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Everyone who may be proposed, and what they are judged by beside the aim.

    `targets` holds how much I want to work for a company, 1 to 5.
    """

    people: Sequence[Candidate]
    profile: Profile
    targets: Mapping[CompanyId, int]
    today: date


def judge(pool: Pool, aim: Aim) -> Job[list[Judged]]:
    """Find every point of everyone; pure, for another thread."""
    judged = []
    bench = _Bench(pool, aim)
    for done, person in enumerate(pool.people):
        if done % _SLICE == 0:
            yield Progress(phase="judging", done=done, total=len(pool.people))
        points = bench.points(person)
        judged.append(Judged(person=person, points=points, shares=_shares(points)))
    return judged


def _shares(points: Sequence[Point]) -> tuple[float, ...]:
    if not points:
        return ()
    found = [0.0] * len(_PLACES)
    for point in points:
        found[_PLACES[point.reason.value]] = point.share
    return tuple(found)


def rank(
    judged: Sequence[Judged],
    weights: Mapping[Reason, int],
    *,
    taken: Mapping[CompanyId, int] | None = None,
    gone: Collection[PersonId] = frozenset(),
) -> list[Ranked]:
    """Return those for whom anything speaks, the best first; equal ones stay in their order.

    `taken` says how many were kept at a company already: from the third on, somebody of the same
    company comes after all others. `gone` are left out.
    """
    full = {company for company, number in (taken or {}).items() if number >= PER_COMPANY}
    found = []
    weighed = [weights[reason] for reason in Reason]
    for place, one in enumerate(judged):
        if not one.points or one.person.id in gone:
            continue
        total = sum(map(mul, one.shares, weighed))
        if total > 0:
            later = one.person.company_id in full
            found.append((later, -total, place))
    found.sort()
    return [Ranked(judged[place], -least) for _later, least, place in found]


def highest(weights: Mapping[Reason, int]) -> int:
    """Return the total of somebody for whom everything speaks."""
    return sum(weights.values())


# Judging one person


@dataclass(slots=True)
class _Bench:
    """Judges one person after the other; what is asked of many records is found out once."""

    pool: Pool
    aim: Aim
    _role: frozenset[str] = field(init=False)
    _level: int = field(init=False)
    _fields: frozenset[str] = field(init=False)
    _known: dict[tuple[str, str], str] = field(init=False, default_factory=dict)
    _titles: dict[str, tuple[float, int]] = field(init=False, default_factory=dict)
    _industries: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._role = role_words(self.aim.role)
        self._level = level_of(self.aim.role)
        self._fields = fields_of(self.aim.industry)

    def points(self, person: Candidate) -> tuple[Point, ...]:
        """Return every point that is found, in the order of the reasons."""
        found: list[Point] = []
        if self._role and person.title:
            self._judge_title(person, found)
        if self._fields:
            self._judge_industry(person, found)
        if person.company_id in self.pool.targets and person.company_id is not None:
            motivation = self.pool.targets[person.company_id]
            found.append(
                Point(
                    reason=Reason.TARGET,
                    share=motivation / 5,
                    what=person.company,
                    count=motivation,
                )
            )
        self._judge_ground(person, found)
        self._judge_contact(person, found)
        return tuple(found)

    def _judge_title(self, person: Candidate, found: list[Point]) -> None:
        known = self._titles.get(person.title)
        if known is None:
            same = self._role & role_words(person.title)
            known = (len(same) / len(self._role), level_of(person.title))
            self._titles[person.title] = known
        share, level = known
        if share:
            found.append(Point(reason=Reason.ROLE, share=share, what=person.title))
            above = level - self._level
            found.append(Point(reason=Reason.LEVEL, share=_LEVELS.get(above, 0.1), count=above))

    def _judge_industry(self, person: Candidate, found: list[Point]) -> None:
        for text, share in ((person.company, 1.0), (person.title, 0.7)):
            if not text:
                continue
            word = self._industries.get(text)
            if word is None:
                word = text if self._fields & fields_of(text) else ""
                self._industries[text] = word
            if word:
                found.append(Point(reason=Reason.INDUSTRY, share=share, what=word))
                return

    def _judge_ground(self, person: Candidate, found: list[Point]) -> None:
        for school in person.schools:
            if what := self._shared("school", school):
                found.append(Point(reason=Reason.SCHOOL, share=1.0, what=what))
                break
        for employer in person.employers or ((person.company,) if person.company else ()):
            if what := self._shared("employer", employer):
                found.append(Point(reason=Reason.EMPLOYER, share=1.0, what=what))
                break
        if person.location:
            if self._shared("wanted", person.location):
                found.append(Point(reason=Reason.PLACE, share=1.0, what=person.location))
            elif self._shared("place", person.location):
                share = 0.4 if self.aim.places else 0.8
                found.append(Point(reason=Reason.PLACE, share=share, what=person.location))

    def _shared(self, kind: str, name: str) -> str:
        """Return what my records and one of theirs both state, as theirs writes it; "" for none."""
        key = (kind, name)
        if key not in self._known:
            self._known[key] = _SHARED[kind](self, name)
        return self._known[key]

    def school(self, name: str) -> str:
        """Return the school we share."""
        education = (Education(id=EducationId(0), rev=0, school=name),)
        return _first(self.pool.profile, _somebody(education=education), CommonKind.SCHOOL)

    def employer(self, name: str) -> str:
        """Return the employer we share."""
        return _first(self.pool.profile, _somebody(company=name), CommonKind.EMPLOYER)

    def place(self, name: str) -> str:
        """Return the place we share."""
        return _first(self.pool.profile, _somebody(location=name), CommonKind.PLACE)

    def wanted(self, name: str) -> str:
        """Return the place, if it is one I look at."""
        somebody = _somebody(location=name)
        for place in self.aim.places:
            if found := _first(Profile(location=place), somebody, CommonKind.PLACE):
                return found
        return ""

    def _judge_contact(self, person: Candidate, found: list[Point]) -> None:
        strength, touches = person.strength or 0, person.touches
        by_word = _STRENGTHS.get(strength, 0.0)
        by_touches = min(touches / 5, 1.0) * self._fading(person.last_touch_on)
        if by_word or by_touches:
            what = "strength" if by_word >= by_touches else "touches"
            number = strength if by_word >= by_touches else touches
            share = max(by_word, by_touches)
            found.append(Point(reason=Reason.WARMTH, share=share, what=what, count=number))
        if person.answered:
            share = min(0.5 + person.answered / max(person.wrote, 1) / 2, 1.0)
            found.append(Point(reason=Reason.REPLY, share=share, count=person.answered))
        elif person.wrote >= 2:
            found.append(Point(reason=Reason.REPLY, share=-0.5, count=-person.wrote))
        if person.connected_on is not None:
            days = max((self.pool.today - person.connected_on).days, 0)
            share = next((share for within, share in _RECENT if days <= within), 0.0)
            if share:
                found.append(Point(reason=Reason.RECENT, share=share, count=days))

    def _fading(self, day: date | None) -> float:
        if day is None:
            return 1.0
        days = (self.pool.today - day).days
        return 1.0 if days <= _YEAR else 0.6 if days <= 3 * _YEAR else 0.3


_LEVELS = {-2: 0.3, -1: 0.6, 0: 0.8, 1: 1.0, 2: 0.9, 3: 0.6, 4: 0.4, 5: 0.2}
"""Who is one or two levels above knows the way best; who is far above has little time."""

_STRENGTHS = {1: 0.1, 2: 0.35, 3: 0.6, 4: 0.85, 5: 1.0}
_RECENT = ((90, 1.0), (_YEAR, 0.6), (3 * _YEAR, 0.3))
_SHARED: Mapping[str, Callable[[_Bench, str], str]] = {
    "school": _Bench.school,
    "employer": _Bench.employer,
    "place": _Bench.place,
    "wanted": _Bench.wanted,
}


def _somebody(
    *, company: str = "", location: str = "", education: tuple[Education, ...] = ()
) -> Person:
    return Person(
        id=PersonId(0),
        rev=0,
        uid="",
        first_name="",
        last_name="",
        name="",
        company=company,
        location=location,
        education=education,
    )


def _first(profile: Profile, person: Person, kind: CommonKind) -> str:
    return next((each.what for each in common_ground(profile, person) if each.kind is kind), "")
