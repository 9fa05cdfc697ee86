"""Companies people work for."""

from dataclasses import dataclass
from datetime import date

from infodesk.core.ids import CompanyAliasId, CompanyId


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company; `people` counts those who work there now."""

    id: CompanyId
    rev: int
    name: str
    website: str = ""
    about: str = ""
    people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyAlias:
    """Another name of a company: of one that was merged into it, or what it was called before."""

    id: CompanyAliasId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyRow:
    """What a list of companies shows of one; `past` counts people who worked there before."""

    id: CompanyId
    name: str
    people: int
    past: int
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyEvent:
    """What I did about a company on LinkedIn: `kind` is followed, saved-job or applied."""

    kind: str
    on: date | None = None
    title: str = ""
    url: str = ""
