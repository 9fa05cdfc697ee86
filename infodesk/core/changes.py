"""What a committed transaction touched."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a person did, as a code for the words shown and a count of the things it was done to."""

    code: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSet:
    """Which ids of which tables a committed transaction touched.

    `cause` says how it came about: do, undo or redo. `initiator` is whatever object the caller
    named, so that an editor can ignore the echo of its own keystrokes.
    """

    step: Step
    touched: Mapping[str, frozenset[int]]
    cause: str = "do"
    initiator: object | None = field(default=None, compare=False)

    def ids(self, *tables: str) -> frozenset[int]:
        """Return the ids touched in any of `tables`."""
        return frozenset().union(*(self.touched.get(table, frozenset()) for table in tables))

    def touches(self, *tables: str) -> bool:
        """Say whether any of `tables` changed."""
        return any(table in self.touched for table in tables)
