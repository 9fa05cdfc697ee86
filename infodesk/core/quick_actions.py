"""What the quick log line can say: what happened, with whom, when, and what comes next."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActionKind(StrEnum):
    """Something that happened between you and a person."""

    MET = "met"
    CALLED = "called"
    WROTE = "wrote"
    MAILED = "mailed"
    INVITED = "invited"
    ASKED = "asked"
    FOLLOWED_UP = "followed-up"
    THANKED = "thanked"
    UPDATED = "updated"
    WROTE_BACK = "wrote-back"
    SAID_YES = "said-yes"
    SAID_LATER = "said-later"
    SAID_NO = "said-no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What happened, and on which day."""

    kind: ActionKind
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickLine:
    """What a line says; `name` as typed, `note` what is left over.

    `plans` says that there is a next step: `next_text` what, `next_on` when, as far as told.
    """

    name: str = ""
    actions: tuple[Action, ...] = ()
    plans: bool = False
    next_on: date | None = None
    next_text: str = ""
    note: str = ""

    @property
    def says_something(self) -> bool:
        """Say whether there is anything to log."""
        return bool(self.actions or self.plans)
