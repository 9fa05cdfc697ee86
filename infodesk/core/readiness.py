"""How ready I am for a meeting: what is done and what is still missing."""

from dataclasses import dataclass
from enum import StrEnum

from infodesk.core.rules import QUESTIONS_MUST_ASK, QUESTIONS_PREPARED, RESEARCH_SOURCES


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
class Wanted:
    """How much is enough; the method's numbers unless a person set others."""

    sources: int = RESEARCH_SOURCES.default
    questions: int = QUESTIONS_PREPARED.default
    must_ask: int = QUESTIONS_MUST_ASK.default


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


USUALLY_WANTED = Wanted()


def readiness(preparation: Preparation, wanted: Wanted = USUALLY_WANTED) -> Readiness:
    """Say what is done and what is missing.

    Ready is: a goal, enough sources and questions, enough of them starred, an introduction chosen,
    and the time confirmed.
    """
    met = {
        Need.GOAL: preparation.goal,
        Need.SOURCES: preparation.sources >= wanted.sources,
        Need.QUESTIONS: preparation.questions >= wanted.questions,
        Need.MUST_ASK: preparation.must_ask >= wanted.must_ask,
        Need.INTRODUCTION: preparation.introduction,
        Need.TIME: preparation.time_confirmed,
    }
    return Readiness(
        done=tuple(need for need in Need if met[need]),
        missing=tuple(need for need in Need if not met[need]),
    )
