"""Events where people are met: a fair, a meetup, a dinner."""

from dataclasses import dataclass
from datetime import date

from infodesk.core.ids import EventId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event; `people` counts whom I met there."""

    id: EventId
    rev: int
    name: str
    held_on: date
    place: str = ""
    people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """Somebody met at an event, and the hook: what to come back to when writing to them."""

    person_id: PersonId
    name: str
    company: str = ""
    hook: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterDraft:
    """Somebody about to be noted; `person_id` if it is known who they are.

    `follow_up` are the words of the step to write to them the day after.
    """

    person_id: PersonId | None = None
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    hook: str = ""
    follow_up: str = ""
