"""Where people worked and learned, as it is typed, and jobs that changed."""

from dataclasses import dataclass
from datetime import date

from infodesk.core.ids import JobChangeId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionDraft:
    """A position as it is typed; dates whose day or month is unknown are the first of it."""

    title: str = ""
    company: str = ""
    started_on: date | None = None
    finished_on: date | None = None
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationDraft:
    """Where somebody learned, as it is typed."""

    school: str = ""
    degree: str = ""
    started_on: date | None = None
    finished_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobNews:
    """Somebody whose job an import told anew, and the day it was noticed."""

    id: JobChangeId
    person_id: PersonId
    name: str
    old_title: str
    old_company: str
    new_title: str
    new_company: str
    noticed_on: date | None
