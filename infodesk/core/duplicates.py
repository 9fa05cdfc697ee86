"""Two records that may be one person: why, how sure, and what is chosen when they are merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from infodesk.core.ids import MergeId, PersonId
from infodesk.core.people import Person


class Reason(StrEnum):
    """What speaks for two records being one person."""

    SAME_EMAIL = "same-email"
    SAME_PHONE = "same-phone"
    SAME_PROFILE = "same-profile"
    SAME_NAME = "same-name"
    SWAPPED = "swapped"
    SPELLING = "spelling"
    FEWER_NAMES = "fewer-names"
    SHORT_FORM = "short-form"
    INITIAL = "initial"
    TYPO = "typo"
    SAME_COMPANY = "same-company"
    WORKED_TOGETHER = "worked-together"
    SAME_DAY = "same-day"


class PersonKey(NamedTuple):
    """What finding duplicates needs of a person; a tuple because 30,000 are compared at once.

    `name` is folded; `emails` are case-folded, `phones` digits; `profiles` all LinkedIn profiles
    known, former ones and those among the links included; `companies` the companies of all
    positions with the days (as ordinals, open ends far away) between which; `company` the present
    one, 0 for none; `connected` is the day's ordinal, 0 for none.
    """

    id: int
    name: str
    slug: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    company: int = 0
    companies: tuple[tuple[int, int, int], ...] = ()
    connected: int = 0


class Pair(NamedTuple):
    """Two people who may be one; `confidence` is 0 to 100."""

    one: int
    other: int
    confidence: int
    reasons: tuple[Reason, ...]


SURE, LIKELY = 85, 65
"""From so much confidence on it is called almost certain, or likely; below it is possible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Somebody known who may be the person that was named."""

    person_id: PersonId
    name: str
    confidence: int
    reasons: tuple[Reason, ...]


class MergeField(StrEnum):
    """What can be chosen when two people are merged; all else is kept from both."""

    NAME = "name"
    JOB = "job"
    PROFILE = "profile"
    LOCATION = "location"
    ABOUT = "about"
    STAGE = "stage"
    CONNECTED = "connected"
    PHOTO = "photo"


class Side(StrEnum):
    """Whose value is kept; both only for texts."""

    ONE = "one"
    OTHER = "other"
    BOTH = "both"


Choices = Mapping[MergeField, Side]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Somebody who was merged into a person, and when, as the vault writes moments."""

    id: MergeId
    person_id: PersonId
    name: str
    merged_at: str


def value_of(person: Person, field: MergeField) -> object:
    """Return what a person has of a field, None, "" or a tuple of them for nothing."""
    match field:
        case MergeField.NAME:
            return person.first_name, person.last_name
        case MergeField.JOB:
            return person.title, person.company
        case MergeField.PROFILE:
            return person.slug
        case MergeField.LOCATION:
            return person.location
        case MergeField.ABOUT:
            return person.about
        case MergeField.STAGE:
            return person.stage
        case MergeField.CONNECTED:
            return person.connected_on
        case MergeField.PHOTO:
            return person.photo_id


def is_known(value: object) -> bool:
    """Say whether a value of `value_of` says anything."""
    return any(value) if isinstance(value, tuple) else bool(value)


def to_choose(one: Person, other: Person) -> list[MergeField]:
    """Return the fields in which both know something, and not the same."""
    return [
        field
        for field in MergeField
        if is_known(value_of(one, field))
        and is_known(value_of(other, field))
        and value_of(one, field) != value_of(other, field)
    ]


def proposed(one: Person, other: Person) -> dict[MergeField, Side]:
    """Return for every field whose value is kept unless somebody chooses otherwise.

    What only one knows is kept. Of two names the fuller, of two stages the later, of two jobs that
    of the record with a LinkedIn profile; texts are both kept.
    """
    found: dict[MergeField, Side] = {}
    for field in MergeField:
        mine, theirs = value_of(one, field), value_of(other, field)
        known = is_known(mine), is_known(theirs)
        if known == (False, True):
            found[field] = Side.OTHER
        elif known != (True, True) or mine == theirs:
            found[field] = Side.ONE
        else:
            found[field] = _better(field, one, other)
    return found


def _better(field: MergeField, one: Person, other: Person) -> Side:
    other_wins = False
    match field:
        case MergeField.ABOUT:
            return Side.BOTH
        case MergeField.NAME:
            other_wins = _fullness(other) > _fullness(one)
        case MergeField.STAGE:
            stages = list(type(one.stage))
            other_wins = stages.index(other.stage) > stages.index(one.stage)
        case MergeField.JOB:
            other_wins = bool(other.slug) and not one.slug
        case MergeField.CONNECTED:
            other_wins = str(other.connected_on) < str(one.connected_on)
    return Side.OTHER if other_wins else Side.ONE


def _fullness(person: Person) -> tuple[bool, int]:
    words = f"{person.first_name} {person.last_name}".replace(".", "").split()
    return bool(person.first_name and person.last_name), sum(1 for each in words if len(each) > 1)
