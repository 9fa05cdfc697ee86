"""Long work as generators: a job yields `Progress` and returns its result."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a job has come.

    `phase` is a code for the words shown; `total` is 0 while unknown.
    """

    phase: str
    done: int = 0
    total: int = 0


Job = Generator[Progress, None, Result]


def finish(job: "Job[Result]") -> Result:
    """Run `job` to its end without a screen and return its result."""
    while True:
        try:
            next(job)
        except StopIteration as stop:
            value: Result = stop.value
            return value
