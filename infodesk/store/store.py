"""The one open vault: its connection, transactions, undo and redo."""

import contextlib
import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from infodesk.core.changes import ChangeSet, Step
from infodesk.core.errors import NotAVault, ReadOnlyPlace, VaultReplaced
from infodesk.core.files import as_user_error
from infodesk.core.moments import as_text
from infodesk.core.progress import Job, Progress
from infodesk.core.text import FOLDING
from infodesk.store import changelog, companies, erasing, migrations, search, taking_out
from infodesk.store.opening import (
    Connection,
    all_or_nothing,
    attaching,
    create_database,
    open_database,
    remove_database,
    user_errors,
)

UNDO_STEPS = 50
LASTING_STEPS = 20
MERGE_SECONDS = 30.0
BULK_ROWS = 500
SESSIONS_KEPT = 1000
_PAGE_LENGTH = 4096  # SQLCipher 4's


@dataclass(slots=True)
class _Done:
    """A step that can be taken back (or taken again); `span` is its part of the change log."""

    number: int
    step: Step
    span: changelog.Span
    merge: str | None = None
    at: float = 0.0
    lasting: bool = False


@dataclass(slots=True)
class _Aside:
    """A lasting step that undo no longer reaches, and the rows that steps after it touched.

    Only those steps are in `later` that undo does not reach either.
    """

    done: _Done
    later: set[taking_out.Entry]


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
        self.read_only = False
        self._undo: list[_Done] = []
        self._redo: list[_Done] = []
        self._aside: list[_Aside] = []
        self._number = 0
        self._busy = False
        self._listeners: list[Callable[[ChangeSet], None]] = []
        self._file = _identity(path)
        self._descriptor: int | None = None
        self._token = ""
        (self._sequence,) = db.execute("SELECT commit_seq FROM vault").fetchone()
        changelog.install(db)
        self._stamp = self._stamped()

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
                    "INSERT INTO vault (id, vault_id, created_at, company_folding)"
                    " VALUES (1, ?, ?, ?)",
                    (vault_id.hex(), as_text(clock()), FOLDING),
                )
        except BaseException:
            db.close()
            remove_database(path)
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
        *,
        read_only: bool = False,
    ) -> "Store":
        """Open the database at `path`, migrating it if need be; errors as in open_database.

        `before_migration` is given the connection once before an older schema is changed. With
        `read_only` every transaction raises ReadOnlyPlace, and so does an older schema now.
        """
        db = open_database(path, key, vault_id, read_only=read_only)
        try:
            with user_errors(path):
                if not read_only:
                    migrations.migrate(db, before_migration and (lambda: before_migration(db)))
                    companies.refold(db)
                elif not migrations.is_current(db):
                    raise ReadOnlyPlace(path=str(path.parent), reason="older")
                row = db.execute("SELECT vault_id FROM vault WHERE id = 1").fetchone()
        except BaseException:
            db.close()
            raise
        if row is None or row[0] != vault_id.hex():
            db.close()
            raise NotAVault(path=str(path))
        store = cls(db, path, clock)
        store.read_only = read_only
        return store

    def close(self) -> None:
        """Close the database; closing twice is harmless."""
        self.db.close()
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def descriptor(self) -> int:
        """Return a descriptor of the database file to read from; it is closed with the database.

        Not before: on POSIX systems closing any descriptor of the file drops SQLite's locks.
        """
        if self._descriptor is None:
            flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
            try:
                self._descriptor = os.open(self.path, flags)
            except OSError as error:
                raise as_user_error(error, self.path, writing=False) from error
        return self._descriptor

    @property
    def sequence(self) -> int:
        """How many transactions were ever committed; known after closing as well."""
        return int(self._sequence)

    @property
    def token(self) -> str:
        """What names this session in the vault, "" as long as it committed nothing."""
        return self._token

    def now(self) -> str:
        """Return the present moment as the vault writes it."""
        return as_text(self.clock())

    @property
    def changes_made(self) -> int:
        """A number that grows with every row written since the vault was opened."""
        return int(self.db.total_changes)

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> None:
        """Call `listener` after each commit that touched a row."""
        self._listeners.append(listener)

    # Writing

    @contextlib.contextmanager
    def transaction(
        self,
        step: Step,
        *,
        merge: str | None = None,
        initiator: object | None = None,
        bulk: bool = False,
        lasting: bool = False,
        final: bool = False,
    ) -> Iterator[Connection]:
        """Do one undoable step: commit at the end of the block, roll back if it raises.

        Steps with the same `merge` key that follow each other within half a minute are undone
        together. `bulk` indexes people once at the end, which pays from some hundred on. A
        `lasting` step can be taken out after any number of later ones; a `final` one can never be
        taken back, nor can anything done before it. Nesting is a bug. Raises
        DiskFull, ReadOnlyPlace, CannotWrite, VaultReplaced or VaultDamaged, and then nothing was
        written.
        """
        last = self._undo[-1] if merge is not None and self._undo else None
        if last and (last.merge != merge or time.monotonic() - last.at > MERGE_SECONDS):
            last = None
        first = None
        if last:
            # What was undone cannot be done again after this; its log would stand in between.
            self._forget(self._redo)
            first = last.span.first
        with self._commit(first, bulk=bulk) as (db, first):
            yield db
        span = changelog.end_step(self.db, first)
        if span is None:
            return
        if final:
            touched = changelog.touched(self.db, span)
            self.forget_history()
            self._tell(ChangeSet(step=step, touched=touched, initiator=initiator))
            return
        if last:
            last.span, last.at = span, time.monotonic()
        else:
            self._forget(self._redo)
            self._number += 1
            at = time.monotonic()
            self._undo.append(_Done(self._number, step, span, merge, at, lasting))
        self._drop_oldest()
        touched = changelog.touched(self.db, span)
        self._tell(ChangeSet(step=step, touched=touched, initiator=initiator))

    @contextlib.contextmanager
    def upkeep(self, *, bulk: bool = False) -> Iterator[Connection]:
        """Write what no person did and nobody could miss: search index, old trash.

        `bulk` as in `transaction`.
        """
        with self._commit(None, bulk=bulk) as (db, first):
            yield db
        span = changelog.end_step(self.db, first)
        if span:
            changelog.forget(self.db, span)

    @contextlib.contextmanager
    def _commit(self, first: int | None, *, bulk: bool = False) -> Iterator[tuple[Connection, int]]:
        if self._busy:
            raise RuntimeError("a transaction is already open")
        if self.read_only:
            raise ReadOnlyPlace(path=str(self.path.parent))
        self._refuse_foreign_file()
        self._busy = True
        try:
            with user_errors(self.path), all_or_nothing(self.db):
                first = changelog.begin_step(self.db, first)
                self.db.execute("UPDATE vault SET commit_seq = commit_seq + 1")
                token = self._token or self._begin_session()
                if bulk:
                    with search.indexed_at_once(self.db):
                        yield self.db, first
                else:
                    yield self.db, first
            self._token = token
            self._sequence += 1
        finally:
            self._busy = False
            with contextlib.suppress(OSError):  # then it is told before the next commit
                self._stamp = self._stamped()

    def _begin_session(self) -> str:
        token = secrets.token_hex(16)
        self.db.execute("INSERT INTO session (token) VALUES (?)", (token,))
        self.db.execute(
            "DELETE FROM session WHERE id <= (SELECT max(id) FROM session) - ?", (SESSIONS_KEPT,)
        )
        return token

    def _refuse_foreign_file(self) -> None:
        if self.is_foreign():
            raise VaultReplaced(path=str(self.path))

    def is_foreign(self) -> bool:
        """Say whether the path leads to another file than the open one, or to other content.

        A file replaced underneath goes on acknowledging commits that nobody will ever find. One
        overwritten in place is told by its first page, which changes with each commit.
        """
        if self._busy:
            return False  # a job is writing just now
        if _identity(self.path) != self._file:
            return True
        times, page = self._stamp
        try:
            found = self._stamped(times)
        except OSError as error:
            raise as_user_error(error, self.path, writing=False) from error
        if found[1] != page:
            return True
        self._stamp = found  # a disk that keeps coarser times than the system
        return False

    def _stamped(self, known: tuple[int, int] | None = None) -> tuple[tuple[int, int], bytes]:
        """Return size and time of the open file and a hash of its first page.

        The page is not read if size and time are as `known`.
        """
        descriptor = self.descriptor()
        found = os.fstat(descriptor)
        times = (found.st_size, found.st_mtime_ns)
        if times == known:
            return self._stamp
        os.lseek(descriptor, 0, os.SEEK_SET)
        return times, hashlib.sha256(os.read(descriptor, _PAGE_LENGTH)).digest()

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
        total = changelog.size(self.db, old.span)
        with self._commit(None, bulk=total > BULK_ROWS) as (_db, first):
            for done in changelog.revert(self.db, old.span):
                yield Progress(phase=cause, done=done, total=total)
        source.pop()
        span = changelog.end_step(self.db, first)
        if span is None:
            return old.step
        self._number += 1
        target.append(_Done(self._number, old.step, span, lasting=old.lasting))
        touched = changelog.touched(self.db, span)
        self._tell(ChangeSet(step=old.step, touched=touched, cause=cause))
        return old.step

    # Taking out a step that is not the newest

    def marks_of(self, table: str) -> dict[int, int]:
        """Return by row the mark of the step that added it, for steps that can be taken out."""
        reachable = [*(aside.done for aside in self._aside), *self._undo]
        found = {}
        for row_id, entry in changelog.adding(self.db, table):
            for done in reachable:
                if done.span.first <= entry <= done.span.last:
                    found[row_id] = done.number
        return found

    def take_out(self, mark: int, step: Step) -> Job[taking_out.Kept]:
        """Take back the step `mark` alone, as a new step; cancel leaves it done.

        Rows that later steps touched stay as they are, together with what belongs to them; which
        these are is returned. KeyError if the step is out of reach.
        """
        done, later = self._later_than(mark)
        total = changelog.size(self.db, done.span)
        with self._commit(None, bulk=total > BULK_ROWS) as (db, first):
            job = taking_out.take_out(db, done.span, later)
            while True:
                try:
                    yield Progress(phase="undo", done=next(job), total=total)
                except StopIteration as stop:
                    kept: taking_out.Kept = stop.value
                    break
        span = changelog.end_step(self.db, first)
        if span is not None:
            self._forget(self._redo)
            self._number += 1
            self._undo.append(_Done(self._number, step, span))
            self._drop_oldest()
            self._tell(ChangeSet(step=step, touched=changelog.touched(self.db, span)))
        return kept

    def _later_than(self, mark: int) -> tuple[_Done, set[taking_out.Entry]]:
        """Return a step and the rows touched since."""
        for aside in self._aside:
            if aside.done.number == mark:
                return aside.done, aside.later.union(*map(self._entries, self._undo))
        for place, done in enumerate(self._undo):
            if done.number == mark:
                return done, set().union(*map(self._entries, self._undo[place + 1 :]))
        raise KeyError(mark)

    def _entries(self, done: _Done) -> set[taking_out.Entry]:
        touched = changelog.touched(self.db, done.span)
        return {(table, row_id) for table, ids in touched.items() for row_id in ids}

    def forget_history(self) -> None:
        """Let nothing be undone or done again any more, and drop every image of a row."""
        self._undo.clear()
        self._redo.clear()
        self._aside.clear()
        changelog.forget_all(self.db)

    def write_anew(self) -> None:
        """Write the whole file anew, without what was deleted; errors as in `transaction`.

        Takes about as long as reading it, at once.
        """
        if self._busy:
            raise RuntimeError("a transaction is open")
        self._refuse_foreign_file()
        try:
            with user_errors(self.path), attaching(self.db):
                erasing.rebuild(self.db)
        finally:
            self._stamp = self._stamped()  # these are our own hands

    def _drop_oldest(self) -> None:
        """Forget the steps that are too many; lasting ones are put aside."""
        while len(self._undo) > UNDO_STEPS:
            old = self._undo.pop(0)
            for aside in self._aside:
                aside.later |= self._entries(old)
            if old.lasting:
                self._aside.append(_Aside(old, set()))
            else:
                changelog.forget(self.db, old.span)
        while len(self._aside) > LASTING_STEPS:
            changelog.forget(self.db, self._aside.pop(0).done.span)

    def _forget(self, steps: list[_Done]) -> None:
        for done in steps:
            changelog.forget(self.db, done.span)
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
