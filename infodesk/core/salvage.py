"""What was saved of a damaged vault."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedKind:
    """How many rows of one table were saved.

    `partly` of them came without some of what they held. `expected` is how many there were, None
    where nothing that could be read tells it.
    """

    table: str
    saved: int
    partly: int = 0
    expected: int | None = None

    @property
    def lost(self) -> int:
        """How many are known to be lost."""
        return max(0, (self.expected or self.saved) - self.saved)


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvage:
    """What was saved: by table, and how many pages of how many could not be read.

    `unplaced` pages could be read but belong to nothing any more.
    """

    kinds: tuple[SavedKind, ...]
    pages: int
    damaged: int
    unplaced: int = 0

    def of(self, table: str) -> SavedKind:
        """Return what was saved of one table."""
        return next(kind for kind in self.kinds if kind.table == table)

    @property
    def whole(self) -> bool:
        """Whether nothing is missing as far as one can know."""
        return not self.unplaced and all(
            kind.expected == kind.saved and not kind.partly for kind in self.kinds
        )
