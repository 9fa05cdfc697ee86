"""Words for next steps: what is to be done, why one may skip it, how it was closed."""

from collections.abc import Callable, Mapping

from infodesk.core.next_steps import Outcome, StepKind
from infodesk.core.stages import Ending
from infodesk.words import t

_KINDS: Mapping[StepKind, Callable[[], str]] = {
    StepKind.HAND: lambda: t("Next step"),
    StepKind.WRITE: lambda: t("Write the request"),
    StepKind.SECOND_PERSON: lambda: t("Ask a second person there"),
    StepKind.FOLLOW_UP: lambda: t("Follow up in the same thread"),
    StepKind.CLOSE_KINDLY: lambda: t("Close kindly"),
    StepKind.ASK_AGAIN: lambda: t("Ask again"),
    StepKind.REPLY: lambda: t("Answer and agree on a day"),
    StepKind.PREPARE: lambda: t("Prepare the meeting"),
    StepKind.CONFIRM: lambda: t("Confirm the meeting"),
    StepKind.HOW_DID_IT_GO: lambda: t("How did it go?"),
    StepKind.THANK: lambda: t("Send thanks"),
    StepKind.REFERRAL_ASK: lambda: t("Ask who else to talk to"),
    StepKind.UPDATE: lambda: t("Tell how it went on"),
    StepKind.KEEP_WARM: lambda: t("Keep in touch"),
    StepKind.PROMISE: lambda: t("Keep a promise"),
}

_SKIPS: Mapping[str, Callable[[], str]] = {
    "not-needed": lambda: t("Not needed any more"),
    "too-late": lambda: t("Too late now"),
    "not-me": lambda: t("Not for me to do"),
    "changed-plans": lambda: t("My plans changed"),
    "other": lambda: t("Another reason"),
}

_OUTCOMES: Mapping[Outcome, Callable[[], str]] = {
    Outcome.OPEN: lambda: t("Open"),
    Outcome.DONE: lambda: t("Done"),
    Outcome.SKIPPED: lambda: t("Skipped"),
    Outcome.SUPERSEDED: lambda: t("No longer needed"),
}

_ENDINGS: Mapping[Ending, Callable[[], str]] = {
    Ending.NO_REPLY: lambda: t("No reply"),
    Ending.DECLINED: lambda: t("Declined"),
    Ending.NOT_NOW: lambda: t("Not now"),
    Ending.MINE: lambda: t("My decision"),
}


def step_words(kind: StepKind | str, text: str = "") -> str:
    """Return what is to be done: one's own words, else the words of its kind; empty for no step."""
    return text or (_KINDS[StepKind(kind)]() if kind else "")


def skip_words(reason: str) -> str:
    """Return why a step was skipped; a reason in one's own words stays as it is."""
    return _SKIPS[reason]() if reason in _SKIPS else reason


def outcome_words(outcome: Outcome) -> str:
    """Return how a step was closed."""
    return _OUTCOMES[outcome]()


def ending_words(ending: Ending | str) -> str:
    """Return why a person is closed, empty for no reason."""
    return _ENDINGS[Ending(ending)]() if ending else ""
