"""My profile: who I am, where I worked and learned, what I can."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from infodesk.core.ids import ProfileEntryId


class ProfileKind(StrEnum):
    """What an entry of my profile is about."""

    POSITION = "position"
    EDUCATION = "education"
    SKILL = "skill"
    LANGUAGE = "language"
    CERTIFICATION = "certification"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileEntry:
    """One line of my profile.

    `title` is the position's title, the degree, the skill, the language, the certificate;
    `organisation` the company, the school, who certified. Dates whose day or month is unknown are
    the first of it; a position without an end is held now. `id` is None until it is stored.
    """

    kind: ProfileKind
    title: str = ""
    organisation: str = ""
    place: str = ""
    text: str = ""
    started_on: date | None = None
    finished_on: date | None = None
    source: str = "hand"
    id: ProfileEntryId | None = None
    rev: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What I say of myself; every text may be empty."""

    first_name: str = ""
    last_name: str = ""
    headline: str = ""
    summary: str = ""
    industry: str = ""
    location: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    slug: str = ""
    rev: int = 0
    entries: tuple[ProfileEntry, ...] = ()

    @property
    def name(self) -> str:
        """My first and last name joined, "" if neither is known."""
        return " ".join(part for part in (self.first_name, self.last_name) if part)

    def of(self, kind: ProfileKind) -> tuple[ProfileEntry, ...]:
        """Return the entries of one kind, in the order they are shown."""
        return tuple(entry for entry in self.entries if entry.kind is kind)
