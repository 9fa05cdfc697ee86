"""Copies of the open database, whole and still encrypted."""

import contextlib
import os
from pathlib import Path

from infodesk.core.backups import Holdings
from infodesk.core.errors import CannotWrite, UserError, VaultDamaged, VaultExists
from infodesk.core.files import as_user_error
from infodesk.core.progress import Job, Progress
from infodesk.store import changelog, people
from infodesk.store.opening import (
    Connection,
    Error,
    create_database,
    open_database,
    remove_database,
    user_errors,
)
from infodesk.store.store import Store

_PAGE_LENGTH = 4096  # SQLCipher 4's
_SLICE = 4 << 20
_BINARY = getattr(os, "O_BINARY", 0)


def copy_database(db: Connection, target: Path, key: bytearray, vault_id: bytes) -> None:
    """Write a whole copy of the open database to `target`, encrypted with the same key.

    Page by page through the open connection: reading the open file itself and closing it again
    would drop SQLite's locks on POSIX systems. A damaged page is copied as an empty one: `verify`
    the copy. Raises VaultExists, CannotWrite, ReadOnlyPlace or DiskFull.
    """
    copy = create_database(target, key, vault_id)
    try:
        with contextlib.closing(copy):
            db.backup(copy)
    except BaseException as error:
        # The library gives the errors of this one call without their codes.
        reason = _why_not_copied(db, target) if isinstance(error, Error) else None
        remove_database(target)
        if reason is None:
            raise
        raise reason from error


def copy_file(store: Store, target: Path) -> Job[Holdings]:
    """Copy the bytes of the open database to `target`, as they are between two transactions.

    Ten times as fast as page by page, and in slices; what is written meanwhile starts it anew.
    Returns what the copy holds; the copy is not checked. Raises VaultExists, CannotRead,
    CannotWrite, ReadOnlyPlace or DiskFull, and then nothing is left; so does cancelling.
    """
    descriptor = store.descriptor()
    try:
        file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    except FileExistsError as error:
        raise VaultExists(path=str(target)) from error
    except OSError as error:
        raise as_user_error(error, target) from error
    try:
        with os.fdopen(file, "wb") as copy:
            while True:
                begun = holdings(store.db)
                total = os.fstat(descriptor).st_size
                copy.seek(0)
                for start in range(0, total, _SLICE):
                    yield Progress(phase="backup", done=start, total=total)
                    if _sequence(store.db) != begun.sequence:
                        break
                    os.lseek(descriptor, start, os.SEEK_SET)
                    copy.write(os.read(descriptor, min(_SLICE, total - start)))
                else:
                    if _sequence(store.db) == begun.sequence:
                        copy.truncate(total)
                        copy.flush()
                        os.fsync(copy.fileno())
                        return begun
    except BaseException as error:
        remove_database(target)
        if isinstance(error, OSError):
            raise as_user_error(error, target) from error
        raise


def _sequence(db: Connection) -> int:
    return int(db.execute("SELECT commit_seq FROM vault").fetchone()[0])


def holdings(db: Connection) -> Holdings:
    """Return what the database holds, the trash left aside."""
    (count,) = db.execute("SELECT count(*) FROM person WHERE deleted_at IS NULL").fetchone()
    meetings, notes, changed = db.execute(
        "SELECT (SELECT count(*) FROM meeting), (SELECT count(*) FROM note WHERE body <> ''),"
        " max(coalesce((SELECT max(updated_at) FROM person), ''),"
        " coalesce((SELECT max(updated_at) FROM meeting), ''),"
        " coalesce((SELECT max(updated_at) FROM note), ''))"
    ).fetchone()
    return Holdings(
        sequence=_sequence(db),
        people=count,
        meetings=meetings,
        notes=notes,
        changed_at=changed,
    )


def copy_with_new_key(
    source: Path,
    key: bytearray,
    vault_id: bytes,
    target: Path,
    new_key: bytearray,
    new_vault_id: bytes,
) -> Holdings:
    """Write a closed database anew under another key and id; check and sync what was written.

    Page by page, each encrypted anew. Never PRAGMA rekey, which changes the file in place. Raises
    VaultDamaged, VaultExists, CannotWrite, ReadOnlyPlace or DiskFull; then nothing is left.
    """
    with contextlib.closing(open_database(source, key, vault_id)) as db:
        check(db, source)
        copy_database(db, target, new_key, new_vault_id)
    try:
        opened = open_database(target, new_key, new_vault_id)
        with contextlib.closing(opened) as copy, user_errors(target):
            copy.execute("UPDATE vault SET vault_id = ?", (new_vault_id.hex(),))
        held = examine(target, new_key, new_vault_id)
        with target.open("r+b") as file:
            os.fsync(file.fileno())
    except OSError as error:
        remove_database(target)
        raise as_user_error(error, target) from error
    except BaseException:
        remove_database(target)
        raise
    target.with_name(f"{target.name}-journal").unlink(missing_ok=True)
    return held


def examine(path: Path, key: bytearray, vault_id: bytes) -> Holdings:
    """Do `verify`, and return what the database at `path` holds."""
    with contextlib.closing(open_database(path, key, vault_id)) as db:
        check(db, path)
        return holdings(db)


def _why_not_copied(db: Connection, target: Path) -> UserError:
    """Return what the system says to a file as long as the database."""
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    try:
        with target.open("wb") as file:
            for _ in range(pages):
                file.write(bytes(_PAGE_LENGTH))
    except OSError as error:
        return as_user_error(error, target)
    return CannotWrite(path=str(target), detail="")


def verify(path: Path, key: bytearray, vault_id: bytes) -> int:
    """Check every page and row of the database at `path`; return how many people it holds.

    Raises VaultDamaged with the first thing found, or what opening raises.
    """
    with contextlib.closing(open_database(path, key, vault_id)) as db:
        check(db, path)
        return people.count_all(db)


def check(db: Connection, path: Path) -> None:
    """Check every page and row of the open database; VaultDamaged with the first thing found.

    A page that nothing uses may be torn: SQLite does not journal what it writes into a free page,
    so a power cut leaves it behind, and writes the page anew before it uses it again.
    """
    with user_errors(path):
        torn = db.execute("PRAGMA cipher_integrity_check").fetchall()
        (free,) = db.execute("PRAGMA freelist_count").fetchone()
        db.execute("PRAGMA shrink_memory")  # what is used shall be read from the disk
        _refuse(path, [row for row in db.execute("PRAGMA integrity_check") if row != ("ok",)])
        _refuse(path, torn[free:])
        _refuse(path, db.execute("PRAGMA foreign_key_check").fetchall())


def _refuse(path: Path, findings: list[tuple[object, ...]]) -> None:
    if findings:
        raise VaultDamaged(path=str(path), detail=" ".join(map(str, findings[0])))


def everything(db: Connection) -> dict[str, list[dict[str, object]]]:
    """Return the rows of every table that a person's work fills, by table."""
    found = {}
    for table in changelog.TABLES:
        cursor = db.execute(f'SELECT * FROM "{table}" ORDER BY id')
        names = [column[0] for column in cursor.description]
        found[table] = [dict(zip(names, row, strict=True)) for row in cursor]
    return found
