"""How ready I am for a meeting: what is done and what is still missing."""

from dataclasses import dataclass
from enum import StrEnum

QUESTIONS_WANTED = 10
MUST_ASK_WANTED = 3
SOURCES_WANTED = 3


class Need(StrEnum):
    """One thing a prepared meeting has, in the order one does them."""

    GOAL = "goal"
    SOURCES = "sources"
    QUESTIONS = "questions"
    MUST_ASK = "must-ask"
    INTRODUCTION = "introduction"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """What has been prepared for a meeting.

    `sources` counts different sources of what is known of person, company, industry and role;
    `time_confirmed` says that the other side confirmed day and time.
    """

    goal: bool = False
    sources: int = 0
    questions: int = 0
    must_ask: int = 0
    introduction: bool = False
    time_confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What of the needs is done and what is missing, each in the order of `Need`."""

    done: tuple[Need, ...]
    missing: tuple[Need, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return len(self.done) / (len(self.done) + len(self.missing))


def readiness(preparation: Preparation) -> Readiness:
    """Say what is done and what is missing.

    Ready is: a goal, three sources, ten questions of which three must be asked, an introduction
    chosen, and the time confirmed.
    """
    met = {
        Need.GOAL: preparation.goal,
        Need.SOURCES: preparation.sources >= SOURCES_WANTED,
        Need.QUESTIONS: preparation.questions >= QUESTIONS_WANTED,
        Need.MUST_ASK: preparation.must_ask >= MUST_ASK_WANTED,
        Need.INTRODUCTION: preparation.introduction,
        Need.TIME: preparation.time_confirmed,
    }
    return Readiness(
        done=tuple(need for need in Need if met[need]),
        missing=tuple(need for need in Need if not met[need]),
    )
