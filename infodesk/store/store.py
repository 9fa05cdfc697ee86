"""The one open vault: its connection, transactions, undo and redo."""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from infodesk.core.changes import ChangeSet, Step
from infodesk.core.errors import NotAVault, VaultReplaced
from infodesk.core.moments import as_text
from infodesk.core.progress import Job, Progress
from infodesk.store import changelog, migrations
from infodesk.store.opening import Connection, create_database, open_database, user_errors

UNDO_STEPS = 50
MERGE_SECONDS = 30.0


@dataclass(slots=True)
class _Done:
    """A step that can be taken back (or taken again)."""

    number: int
    step: Step
    merge: str | None = None
    at: float = 0.0


def utc_now() -> datetime:
    """Return the present moment, aware."""
    return datetime.now(UTC)


class Store:
    """The open database of one vault; used from the thread that opened it, and no other.

    Every write happens in `transaction`. Listeners given to `subscribe` hear of each commit.
    """

    def __init__(self, db: Connection, path: Path, clock: Callable[[], datetime] = utc_now) -> None:
        self.db = db
        self.path = path
        self.clock = clock
        self._undo: list[_Done] = []
        self._redo: list[_Done] = []
        self._number = 0
        self._busy = False
        self._listeners: list[Callable[[ChangeSet], None]] = []
        self._file = _identity(path)
        changelog.install(db)

    @classmethod
    def create(
        cls,
        path: Path,
        key: bytearray,
        vault_id: bytes,
        clock: Callable[[], datetime] = utc_now,
    ) -> "Store":
        """Create the database at `path` with today's schema; errors as in create_database."""
        db = create_database(path, key, vault_id)
        try:
            with user_errors(path):
                migrations.migrate(db)
                db.execute(
                    "INSERT INTO vault (id, vault_id, created_at) VALUES (1, ?, ?)",
                    (vault_id.hex(), as_text(clock())),
                )
        except BaseException:
            db.close()
            path.unlink(missing_ok=True)
            raise
        return cls(db, path, clock)

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytearray,
        vault_id: bytes,
        clock: Callable[[], datetime] = utc_now,
        before_migration: Callable[[Connection], object] | None = None,
    ) -> "Store":
        """Open the database at `path`, migrating it if need be; errors as in open_database.

        `before_migration` is given the connection once before an older schema is changed.
        """
        db = open_database(path, key, vault_id)
        try:
            with user_errors(path):
                migrations.migrate(db, before_migration and (lambda: before_migration(db)))
                row = db.execute("SELECT vault_id FROM vault WHERE id = 1").fetchone()
        except BaseException:
            db.close()
            raise
        if row is None or row[0] != vault_id.hex():
            db.close()
            raise NotAVault(path=str(path))
        return cls(db, path, clock)

    def close(self) -> None:
        """Close the database; closing twice is harmless."""
        self.db.close()

    def now(self) -> str:
        """Return the present moment as the vault writes it."""
        return as_text(self.clock())

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> None:
        """Call `listener` after each commit that touched a row."""
        self._listeners.append(listener)

    # Writing

    @contextlib.contextmanager
    def transaction(
        self, step: Step, *, merge: str | None = None, initiator: object | None = None
    ) -> Iterator[Connection]:
        """Do one undoable step: commit at the end of the block, roll back if it raises.

        Steps with the same `merge` key that follow each other within half a minute are undone
        together. Nesting is a bug. Raises DiskFull, ReadOnlyPlace, CannotWrite, VaultReplaced or
        VaultDamaged, and then nothing was written.
        """
        last = self._undo[-1] if self._undo else None
        joins = (
            merge is not None
            and last is not None
            and last.merge == merge
            and time.monotonic() - last.at <= MERGE_SECONDS
        )
        number = last.number if joins and last is not None else self._number + 1
        with self._commit(number) as db:
            yield db
        self._number = max(self._number, number)
        touched = changelog.touched(self.db, number)
        if not touched:
            return
        if joins and last is not None:
            last.at = time.monotonic()
        else:
            self._undo.append(_Done(number, step, merge, time.monotonic()))
        self._forget(self._redo)
        while len(self._undo) > UNDO_STEPS:
            changelog.forget(self.db, [self._undo.pop(0).number])
        self._tell(ChangeSet(step=step, touched=touched, initiator=initiator))

    @contextlib.contextmanager
    def upkeep(self) -> Iterator[Connection]:
        """Write what no person did and nobody could miss: search index, counters."""
        with self._commit(0) as db:
            yield db
        changelog.forget(self.db, [0])

    @contextlib.contextmanager
    def _commit(self, number: int) -> Iterator[Connection]:
        if self._busy:
            raise RuntimeError("a transaction is already open")
        self._refuse_foreign_file()
        self._busy = True
        try:
            with user_errors(self.path):
                self.db.execute("BEGIN IMMEDIATE")
                try:
                    changelog.begin_step(self.db, number)
                    self.db.execute("UPDATE vault SET commit_seq = commit_seq + 1")
                    yield self.db
                    self.db.execute("COMMIT")
                except BaseException:
                    # A full disk may have rolled back already.
                    if self.db.in_transaction:
                        self.db.execute("ROLLBACK")
                    raise
        finally:
            self._busy = False

    def _refuse_foreign_file(self) -> None:
        """Raise VaultReplaced if the path no longer leads to the file that is open.

        A file replaced underneath goes on acknowledging commits that nobody will ever find.
        """
        if _identity(self.path) != self._file:
            raise VaultReplaced(path=str(self.path))

    # Undo and redo

    @property
    def undo_step(self) -> Step | None:
        """What undo would take back, None for nothing."""
        return self._undo[-1].step if self._undo else None

    @property
    def redo_step(self) -> Step | None:
        """What redo would do again, None for nothing."""
        return self._redo[-1].step if self._redo else None

    @property
    def undo_mark(self) -> int:
        """A number that names the step undo would take back; 0 for none."""
        return self._undo[-1].number if self._undo else 0

    def undo(self) -> Job[Step | None]:
        """Take back the newest step, as a job that yields between slices; cancel leaves it done."""
        return self._replay(self._undo, self._redo, "undo")

    def redo(self) -> Job[Step | None]:
        """Do the step again that was taken back last, as a job like `undo`."""
        return self._replay(self._redo, self._undo, "redo")

    def _replay(self, source: list[_Done], target: list[_Done], cause: str) -> Job[Step | None]:
        if not source:
            return None
        old = source[-1]
        self._number += 1
        number, total = self._number, changelog.size(self.db, old.number)
        with self._commit(number):
            for done in changelog.revert(self.db, old.number):
                yield Progress(phase=cause, done=done, total=total)
        source.pop()
        target.append(_Done(number, old.step))
        touched = changelog.touched(self.db, number)
        self._tell(ChangeSet(step=old.step, touched=touched, cause=cause))
        return old.step

    def _forget(self, steps: list[_Done]) -> None:
        changelog.forget(self.db, [done.number for done in steps])
        steps.clear()

    def _tell(self, change: ChangeSet) -> None:
        for listener in self._listeners:
            listener(change)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
