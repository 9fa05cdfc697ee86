"""Target companies: how much I want each, whether it is hiring, and whom I know there."""

from dataclasses import dataclass
from datetime import date

from infodesk.core.ids import CompanyId, TargetId

MOST_TARGETS = 40
TOP = 5
MOTIVATIONS = range(1, 6)
POSTINGS = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A company I want to work for; `people` counts whom I know there and may write to."""

    id: TargetId
    rev: int
    company_id: CompanyId
    name: str
    motivation: int = 3
    posting: int = 0
    people: int = 0
    source: str = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A company that may become a target: why (followed, saved-job, applied, people), and when."""

    company_id: CompanyId
    name: str
    why: str
    people: int = 0
    on: date | None = None


def order(target: Target) -> tuple[int, int, int, str]:
    """Return by what targets are ordered: motivation, posting, whom I know, each the most first."""
    return (-target.motivation, -target.posting, -target.people, target.name.casefold())
