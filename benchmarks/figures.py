"""Figures: what was measured, how it spread, and whether it reaches its goal."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured thing; `value` is what is held against `goal`, which is a most.

    Without a goal it only informs. `runs` is how many measurements `median`, `least` and `most`
    were taken over; `note` says how the figure came about.
    """

    id: str
    what: str
    unit: str
    value: float
    median: float
    least: float
    most: float
    runs: int
    goal: float | None = None
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        return None if self.goal is None else self.value <= self.goal

    def as_dict(self) -> dict[str, Any]:
        """Return the figure as JSON holds it."""
        names = ("id", "what", "unit", "value", "median", "least", "most", "runs", "goal")
        kept = {name: getattr(self, name) for name in names}
        rounded = {k: round(v, 4) if isinstance(v, float) else v for k, v in kept.items()}
        return {**rounded, "reached": self.reached, "note": self.note}


@dataclass(slots=True)
class Times:
    """Milliseconds of a thing done again and again: by the clock, and of this process alone.

    The second tells on a busy machine what the first would be on a quiet one.
    """

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def take(self, work: Callable[[], object]) -> Any:
        """Do `work`, keep what it took, return what it returned."""
        cpu, wall = time.process_time(), time.perf_counter()
        result = work()
        self.wall.append(1000 * (time.perf_counter() - wall))
        self.cpu.append(1000 * (time.process_time() - cpu))
        return result


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread(
    id_: str,
    what: str,
    values: Sequence[float],
    *,
    unit: str = "ms",
    goal: float | None = None,
    value: float | None = None,
    note: str = "",
) -> Figure:
    """Return a figure of several measurements; their median is its value unless one is given."""
    middle = statistics.median(values)
    return Figure(
        id=id_,
        what=what,
        unit=unit,
        value=middle if value is None else value,
        median=middle,
        least=min(values),
        most=max(values),
        runs=len(values),
        goal=goal,
        note=note,
    )


def slowest(id_: str, what: str, times: Times, goal: float | None = None) -> Figure:
    """Return the 99th percentile of many short measurements as a figure."""
    own = quantile(times.cpu, 0.99)
    return spread(
        id_,
        what,
        times.wall,
        value=quantile(times.wall, 0.99),
        goal=goal,
        note=f"99th percentile; of processor time {own:.1f} ms",
    )


def ratio(
    id_: str,
    what: str,
    ours: Sequence[float],
    theirs: Sequence[float],
    *,
    goal: float | None = None,
    note: str = "",
) -> Figure:
    """Return how many times longer ours took, from pairs measured in turns."""
    pairs = [one / other for one, other in zip(ours, theirs, strict=True)]
    middle, bare = statistics.median(ours), statistics.median(theirs)
    said = f"{middle:.0f} ms against {bare:.0f} ms" + (f"; {note}" if note else "")
    return spread(id_, what, pairs, unit="×", goal=goal, note=said)


def in_turns(
    rounds: int, ours: Callable[[], object], theirs: Callable[[], object]
) -> tuple[Times, Times]:
    """Measure two things `rounds` times each, in turns: a machine is never twice the same."""
    mine, other = Times(), Times()
    for turn in range(rounds):
        pair = [(mine, ours), (other, theirs)]
        for times, work in pair if turn % 2 == 0 else reversed(pair):
            gc.collect()
            times.take(work)
    return mine, other
