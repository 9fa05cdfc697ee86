"""The stages a person passes through, from spotted to warm."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a person stands; `SPOTTED` is everyone not yet in the pipeline."""

    SPOTTED = "spotted"
    SHORTLISTED = "shortlisted"
    ASKED = "asked"
    REPLIED = "replied"
    SCHEDULED = "scheduled"
    MET = "met"
    THANKED = "thanked"
    WARM = "warm"
    CLOSED = "closed"


PIPELINE = tuple(
    stage for stage in Stage if stage is not Stage.SPOTTED and stage is not Stage.CLOSED
)
"""The live stages, in order."""


class Ending(StrEnum):
    """Why a person is in `Stage.CLOSED`."""

    NO_REPLY = "no-reply"
    DECLINED = "declined"
    NOT_NOW = "not-now"
    MINE = "mine"
