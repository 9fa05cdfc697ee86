"""Opening the vault's database: the connection's settings and what each failure means."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from infodesk.core.errors import (
    CannotRead,
    CannotWrite,
    DiskFull,
    NotAVault,
    ReadOnlyPlace,
    UserError,
    VaultDamaged,
    VaultExists,
    VaultInUse,
    VaultMissing,
    VaultNotEncrypted,
    VaultReplaced,
)
from infodesk.core.files import as_user_error as system_error

Connection = Any
"""A SQLCipher connection (the library has no types)."""

Error = sqlcipher.DatabaseError

IntegrityError = sqlcipher.IntegrityError

APPLICATION_ID = 0x494E4644  # "INFD"
SALT_LENGTH = 16
_PLAIN_HEADER = b"SQLite format 3\x00"

# Extended result codes, https://sqlite.org/rescode.html
_READONLY_DBMOVED = 8 | (4 << 8)
_IOERR_READ, _IOERR_SHORT_READ = 10 | (1 << 8), 10 | (2 << 8)

_ONLY_READABLE = {errno.EROFS, errno.EACCES, errno.EPERM}

# Actions of the authorizer, https://sqlite.org/c3ref/c_alter_table.html
_ATTACH, _DENY, _ALLOW = 24, 1, 0

_SETTINGS = (
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "foreign_keys = ON",
    "locking_mode = EXCLUSIVE",
    # Not WAL: see docs/decisions/0004-rollback-journal-not-wal.md
    "journal_mode = TRUNCATE",
    "synchronous = EXTRA",
    "mmap_size = 0",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "fullfsync = 1",
)


def as_user_error(error: Exception, path: Path) -> UserError | None:
    """Return what a database `error` means to a person, None if it is a bug in InfoDesk.

    Errors are told by their code, never by their text.
    """
    full = getattr(error, "sqlite_errorcode", None)
    if full is None:
        return None
    detail = str(getattr(error, "sqlite_errorname", full))
    if full == _READONLY_DBMOVED:
        return VaultReplaced(path=str(path))
    if full in (_IOERR_READ, _IOERR_SHORT_READ):
        return CannotRead(path=str(path), detail=detail)
    match full & 0xFF:
        case 5:  # SQLITE_BUSY
            return VaultInUse(path=str(path))
        case 8:  # SQLITE_READONLY
            return ReadOnlyPlace(path=str(path))
        case 13:  # SQLITE_FULL
            return DiskFull(path=str(path))
        case 10 | 14:  # SQLITE_IOERR, SQLITE_CANTOPEN: most often its journal
            return CannotWrite(path=str(path), detail=detail)
        case 11 | 26:  # SQLITE_CORRUPT, SQLITE_NOTADB
            return VaultDamaged(path=str(path), detail=detail)
    return None


@contextlib.contextmanager
def user_errors(path: Path) -> Iterator[None]:
    """Turn database errors that are not bugs into UserErrors about the vault at `path`."""
    try:
        yield
    except sqlcipher.DatabaseError as error:
        meant = as_user_error(error, path)
        if meant is None:
            raise
        raise meant from error


@contextlib.contextmanager
def all_or_nothing(db: Connection) -> Iterator[None]:
    """Commit what the block does, or roll it back if the block or the commit raises."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        # A full disk may have rolled back already.
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def create_database(path: Path, key: bytearray, vault_id: bytes) -> Connection:
    """Create an empty encrypted database at `path` (0600) and return its connection.

    `key` is the 32-byte raw key and `vault_id` the 16 bytes the file starts with. Raises
    VaultExists, CannotWrite, DiskFull or ReadOnlyPlace.
    """
    try:
        # SQLite would make the file 0644.
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError as error:
        raise VaultExists(path=str(path)) from error
    except OSError as error:
        raise system_error(error, path) from error
    try:
        with user_errors(path):
            return _connect(path, key, vault_id)
    except BaseException:
        remove_database(path)
        raise


def remove_database(path: Path) -> None:
    """Remove a database whose making failed; its journal would be played into the next one."""
    for file in (path, path.with_name(f"{path.name}-journal")):
        with contextlib.suppress(OSError):
            file.unlink()


def can_write(path: Path) -> bool:
    """Say whether the database at `path` can be changed: its file, and its folder for the journal.

    True where the system does not say.
    """
    try:
        path.open("r+b").close()  # The system's own word.
    except OSError as error:
        return error.errno not in _ONLY_READABLE
    return os.access(path.parent, os.W_OK)


def open_database(
    path: Path, key: bytearray, vault_id: bytes, *, read_only: bool = False
) -> Connection:
    """Open the encrypted database at `path` for this process alone and return its connection.

    With `read_only` nothing is ever written, and nobody can write it meanwhile. Raises
    VaultMissing, VaultNotEncrypted, NotAVault, VaultDamaged, VaultInUse, ReadOnlyPlace, CannotRead
    or CannotWrite.
    """
    start = _start(path, read_only=read_only)
    if not start:
        raise VaultMissing(path=str(path))
    if start == _PLAIN_HEADER:
        raise VaultNotEncrypted(path=str(path))
    if start != vault_id:
        raise NotAVault(path=str(path))
    with user_errors(path):
        db = _connect(path, key, vault_id, read_only=read_only)
        try:
            (application_id,) = db.execute("PRAGMA application_id").fetchone()
        except BaseException:
            db.close()
            raise
    if application_id != APPLICATION_ID:
        db.close()
        raise NotAVault(path=str(path))
    return db


def _start(path: Path, *, read_only: bool) -> bytes:
    """Return the first bytes of the file, having made sure that it can be opened as is asked."""
    try:
        with path.open("rb") as file:
            start = file.read(SALT_LENGTH)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise VaultMissing(path=str(path)) from error
    except OSError as error:
        raise system_error(error, path, writing=False) from error
    if read_only:
        _refuse_unfinished(path)
        return start
    try:
        path.open("r+b").close()  # The system's own word.
    except OSError as error:
        if error.errno in _ONLY_READABLE:
            raise ReadOnlyPlace(path=str(path)) from error
        raise system_error(error, path) from error
    return start


def _refuse_unfinished(path: Path) -> None:
    """Raise ReadOnlyPlace if a crash left a change half written: taking it back is writing.

    Read as it is, the file could be a mixture of before and after.
    """
    try:
        length = path.with_name(f"{path.name}-journal").stat().st_size
    except OSError:
        return
    if length:
        raise ReadOnlyPlace(path=str(path.parent), reason="unfinished")


def _connect(path: Path, key: bytearray, vault_id: bytes, *, read_only: bool = False) -> Connection:
    # mode=rw: an empty database opens with any key, so opening must never make one.
    mode = "ro" if read_only else "rw"
    db = sqlcipher.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=0.2
    )
    try:
        db.execute("PRAGMA cipher_log_level = NONE")
        spelled = bytearray(b"x'%s%s'" % (key.hex().encode(), vault_id.hex().encode()))
        try:
            db.set_key(spelled)
        finally:
            spelled[:] = bytes(len(spelled))
        for setting in _SETTINGS:
            db.execute(f"PRAGMA {setting}")
        # Takes the lock that locking_mode=EXCLUSIVE then keeps, and reads the first page.
        # Where only reading is possible, the shared lock that reading takes is kept.
        if read_only:
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        else:
            db.execute("BEGIN EXCLUSIVE")
            db.execute("COMMIT")
        db.set_authorizer(_deny_attach)
    except BaseException:
        db.close()
        raise
    return db


def _deny_attach(action: int, *_: object) -> int:
    return _DENY if action == _ATTACH else _ALLOW


@contextlib.contextmanager
def attaching(db: Connection) -> Iterator[None]:
    """Allow what SQLite itself attaches while it writes a file anew."""
    db.set_authorizer(None)
    try:
        yield
    finally:
        db.set_authorizer(_deny_attach)
