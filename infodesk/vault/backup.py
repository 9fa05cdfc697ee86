"""The encrypted backup: one checksummed file that holds the key file and the database."""

import hashlib
import os
import secrets
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from infodesk.core.errors import BackupDamaged, VaultExists, VaultTooNew
from infodesk.core.files import as_user_error, atomic_file, sync_directory, write_atomically
from infodesk.vault.folder import VaultFolder, make_folder
from infodesk.vault.keyfile import MOST_BYTES as MOST_KEY_FILE

SUFFIX = ".idbackup"

# The format is described in docs/vault-format.md; change both together.
_MAGIC = b"INFODESK-BKP\0\1\n"
_MAJOR_AT = len(_MAGIC) - 2
_HASH_LENGTH = 32
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup whose checksum was right; the database lies at `offset`, `length` bytes long."""

    path: Path
    key_file: bytes
    offset: int
    length: int


def write_backup(target: Path, key_file: bytes, database: Path) -> None:
    """Write a backup of a closed copy of the database and verify what was written.

    `database` must not be the open vault: on POSIX systems reading and closing that file here
    would drop SQLite's locks. Raises VaultExists if `target` is there already, CannotRead,
    CannotWrite, ReadOnlyPlace, DiskFull or BackupDamaged.
    """
    if os.path.lexists(target):
        raise VaultExists(path=str(target))
    with _reading(database) as source, atomic_file(target, replace=False) as file:
        length = os.fstat(source.fileno()).st_size
        start = _MAGIC + struct.pack(">I", len(key_file)) + key_file + struct.pack(">Q", length)
        digest = hashlib.sha256(start)
        file.write(start)
        for block in _blocks(source, database, length):
            digest.update(block)
            file.write(block)
        file.write(digest.digest())
    try:
        open_backup(target)
    except BackupDamaged:
        target.unlink()
        raise


def open_backup(path: Path) -> Backup:
    """Read a backup to its end and return what it holds.

    Raises BackupDamaged for anything incomplete, changed or foreign, VaultTooNew for a whole
    backup of a newer format, CannotRead.
    """
    with _reading(path) as file:
        size = os.fstat(file.fileno()).st_size
        digest = hashlib.sha256()
        for block in _blocks(file, path, max(0, size - _HASH_LENGTH)):
            digest.update(block)
        if _read(file, path, _HASH_LENGTH) != digest.digest():
            raise BackupDamaged(path=str(path))
        file.seek(0)
        return _contents(file, path, size)


def extract_backup(path: Path, folder: VaultFolder) -> None:
    """Make the vault folder `folder` from a backup, all of it or nothing.

    Raises VaultExists if anything is there already, else what `open_backup` raises, CannotWrite,
    ReadOnlyPlace or DiskFull.
    """
    backup = open_backup(path)
    if os.path.lexists(folder.path):
        raise VaultExists(path=str(folder.path))
    beside = folder.path.with_name(f".infodesk-{secrets.token_hex(8)}.tmp")
    make_folder(beside)
    try:
        _fill(backup, VaultFolder(beside))
        if os.path.lexists(folder.path):
            raise VaultExists(path=str(folder.path))
        beside.rename(folder.path)
        sync_directory(folder.path.parent)
    except BaseException as error:
        shutil.rmtree(beside, ignore_errors=True)
        if isinstance(error, OSError):
            raise as_user_error(error, folder.path) from error
        raise


def _fill(backup: Backup, folder: VaultFolder) -> None:
    with _reading(backup.path) as source, atomic_file(folder.database) as file:
        digest = hashlib.sha256(_read(source, backup.path, backup.offset))
        for block in _blocks(source, backup.path, backup.length):
            digest.update(block)
            file.write(block)
        # Checked again: the file may lie on a stick that is failing, or have been changed since.
        if _read(source, backup.path, _HASH_LENGTH) != digest.digest():
            raise BackupDamaged(path=str(backup.path))
    if backup.key_file:
        for path in folder.key_files:
            write_atomically(path, backup.key_file)


def _contents(file: IO[bytes], path: Path, size: int) -> Backup:
    magic = _read(file, path, len(_MAGIC))
    if not magic.startswith(_MAGIC[:_MAJOR_AT]):
        raise BackupDamaged(path=str(path))
    if magic[_MAJOR_AT] > _MAGIC[_MAJOR_AT]:
        raise VaultTooNew(needs=None)
    (key_length,) = struct.unpack(">I", _read(file, path, 4))
    if magic != _MAGIC or key_length > MOST_KEY_FILE:
        raise BackupDamaged(path=str(path))
    key_file = _read(file, path, key_length)
    (length,) = struct.unpack(">Q", _read(file, path, 8))
    offset = file.tell()
    if offset + length + _HASH_LENGTH != size:
        raise BackupDamaged(path=str(path))
    return Backup(path=path, key_file=key_file, offset=offset, length=length)


def _reading(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise as_user_error(error, path, writing=False) from error


def _read(file: IO[bytes], path: Path, length: int) -> bytes:
    try:
        data = file.read(length)
    except OSError as error:
        raise as_user_error(error, path, writing=False) from error
    if len(data) != length:
        raise BackupDamaged(path=str(path))
    return data


def _blocks(file: IO[bytes], path: Path, length: int) -> Iterator[bytes]:
    while length:
        block = _read(file, path, min(_BLOCK, length))
        length -= len(block)
        yield block
