"""Looking for duplicates beside everything else, and the pairs that are left to look at."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from infodesk.core.changes import ChangeSet
from infodesk.core.duplicates import LIKELY, Pair, PersonKey
from infodesk.gui.desk import Desk
from infodesk.operations.duplicates import find_duplicates, read_index
from infodesk.store import duplicates as rows
from infodesk.words import t

_TOLD_BY = ("person", "email", "phone", "link", "position", "person_alias", "not_same")
"""Tables whose rows may make a pair or unmake one."""


class DuplicateSearch(QObject):
    """Finds pairs on the worker thread and keeps them; `changed` tells when others are shown.

    A pair that is merged or kept apart goes; undone, it is there again. After an import it looks
    by itself, and `arrived` is true until somebody looked at what it found.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: list[Pair] = []
        self._skipped: set[tuple[int, int]] = set()
        self._by_hand: list[Pair] = []
        self._visible: list[Pair] | None = None
        self.running = False
        self.stale = True
        self.arrived = False
        desk.changes.changed.connect(self._heard)

    def look(self) -> None:
        """Look for pairs anew, unless that is under way."""
        if self.running:
            return
        self.running, self.stale = True, False
        run = self._desk.jobs.sliced(
            read_index(self._desk.store), title=t("Reading people"), done=self._compare
        )
        run.cancelled.connect(self._ended)
        run.failed.connect(lambda _error: self._ended())
        self.changed.emit()

    def _compare(self, people: Sequence[PersonKey]) -> None:
        apart = rows.kept_apart(self._desk.store.db)
        run = self._desk.jobs.threaded(
            find_duplicates(people, apart), title=t("Looking for duplicates"), done=self._take
        )
        run.cancelled.connect(self._ended)
        run.failed.connect(lambda _error: self._ended())

    def _take(self, pairs: list[Pair]) -> None:
        self._found = pairs
        self._ended()

    def _ended(self) -> None:
        self.running = False
        self._visible = None
        self.changed.emit()

    @property
    def pairs(self) -> list[Pair]:
        """The pairs left to look at, those chosen by hand first, then the surest."""
        if self._visible is None:
            self._visible = self._left()
        return self._visible

    def likely(self) -> int:
        """Return how many of the pairs are at least likely."""
        return sum(1 for pair in self.pairs if pair.confidence >= LIKELY)

    def add(self, one: int, other: int) -> Pair:
        """Put two people first that somebody wants to merge, and return them as a pair."""
        first, second = sorted((one, other))
        known = [pair for pair in self._found if pair[:2] == (first, second)]
        pair = known[0] if known else Pair(first, second, 100, ())
        self._by_hand = [pair, *(each for each in self._by_hand if each[:2] != pair[:2])]
        self._skipped.discard((first, second))
        self._visible = None
        self.changed.emit()
        return pair

    def skip(self, pair: Pair) -> None:
        """Leave a pair aside until the vault is opened again."""
        self._skipped.add(pair[:2])
        self._by_hand = [each for each in self._by_hand if each[:2] != pair[:2]]
        self._visible = None
        self.changed.emit()

    def take_back_skips(self) -> None:
        """Show again what was left aside."""
        self._skipped.clear()
        self._visible = None
        self.changed.emit()

    @property
    def skipped(self) -> int:
        """How many pairs were left aside."""
        return len(self._skipped)

    def _left(self) -> list[Pair]:
        db = self._desk.store.db
        chosen = {pair[:2] for pair in self._by_hand}
        all_ = [*self._by_hand, *(pair for pair in self._found if pair[:2] not in chosen)]
        ids = {each for pair in all_ for each in pair[:2]}
        alive, apart = rows.alive(db, sorted(ids)), rows.kept_apart(db)
        return [
            pair
            for pair in all_
            if pair.one in alive
            and pair.other in alive
            and pair[:2] not in apart
            and pair[:2] not in self._skipped
        ]

    def _heard(self, change: ChangeSet) -> None:
        if not change.touches(*_TOLD_BY):
            return
        self._visible = None
        self.stale = self.stale or change.step.code not in ("merge-people", "not-same")
        if change.step.code.startswith("import") and change.cause == "do":
            self.arrived = True
            self._desk.jobs.when_idle(self.look)
        elif self._found or self._by_hand:
            self.changed.emit()
