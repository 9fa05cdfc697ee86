"""Companies people work for."""

from dataclasses import dataclass

from infodesk.core.ids import CompanyId


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company; `people` counts those who work there now."""

    id: CompanyId
    rev: int
    name: str
    website: str = ""
    about: str = ""
    people: int = 0
