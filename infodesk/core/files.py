"""Writing files so that a crash, a power cut or a full disk leaves the old or the new one whole."""

import contextlib
import errno
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from infodesk.core.errors import CannotRead, CannotWrite, DiskFull, ReadOnlyPlace, UserError

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
# Some file systems (network shares, FUSE) cannot sync a folder and say so with one of these.
_CANNOT_SYNC_FOLDER = {errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.ENOSYS, errno.EACCES}

_TEMPORARY = re.compile(r"\.infodesk-[0-9a-f]{16}\.tmp")
_STALE_S = 24 * 60 * 60


def as_user_error(error: OSError, path: Path, *, writing: bool = True) -> UserError:
    """Return the UserError that tells a person why `path` cannot be written or read."""
    detail = error.strerror or type(error).__name__
    if not writing:
        return CannotRead(path=str(path), detail=detail)
    if error.errno in _DISK_FULL:
        return DiskFull(path=str(path))
    if error.errno == errno.EROFS:
        return ReadOnlyPlace(path=str(path))
    return CannotWrite(path=str(path), detail=detail)


def write_atomically(path: Path, data: bytes, *, mode: int = 0o600, reread: bool = False) -> None:
    """Replace `path` by a file holding `data`, durably, or leave it as it was.

    With `reread` the new file is read back and compared before it takes the name. Raises
    DiskFull, ReadOnlyPlace or CannotWrite.
    """
    with atomic_file(path, mode=mode) as file:
        file.write(data)
        if reread:
            _sync_file(file)
            file.seek(0)
            if file.read() != data:
                raise CannotWrite(path=str(path), detail="read back differently")


@contextlib.contextmanager
def atomic_file(path: Path, *, mode: int = 0o600, replace: bool = True) -> Iterator[IO[bytes]]:
    """Yield a binary file that takes the name `path`, durably, when the block ends well.

    It is written beside `path` under a temporary name, synced and then renamed; if the block
    raises, it is removed and `path` stays as it was. One that a killed process left in the same
    folder is removed when it is a day old. Without `replace` an existing `path` is
    never replaced. Raises DiskFull, ReadOnlyPlace or CannotWrite, also for an OSError inside the
    block: a block that reads another file translates that file's errors itself.
    """
    if not path.name:
        raise CannotWrite(path=str(path), detail=os.strerror(errno.EISDIR))
    temporary = temporary_beside(path)
    try:
        # O_EXCL and O_NOFOLLOW: never write through a link that somebody put there.
        descriptor = os.open(
            temporary,
            os.O_RDWR
            | os.O_CREAT
            | os.O_EXCL
            | getattr(os, "O_NOFOLLOW", 0)
            | getattr(os, "O_BINARY", 0),
            mode,
        )
        try:
            with os.fdopen(descriptor, "w+b") as file:
                yield file
                _sync_file(file)
            _take_name(temporary, path, replace=replace)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 (one door to the system: this module's os)
            raise
        sync_directory(path.parent)
    except OSError as error:
        raise as_user_error(error, path) from error
    _remove_stale(path.parent)


def temporary_beside(path: Path) -> Path:
    """Return an unused name beside `path`; what a killed process leaves there is removed later."""
    return path.with_name(f".infodesk-{os.urandom(8).hex()}.tmp")


def replace_durably(temporary: Path, path: Path) -> None:
    """Let a synced file beside `path` take its name, durably; DiskFull, ReadOnlyPlace, …"""
    try:
        _rename(temporary, path)
        sync_directory(path.parent)
    except OSError as error:
        raise as_user_error(error, path) from error


def sync_directory(path: Path) -> None:
    """Make names that were created, renamed or removed in the folder `path` durable.

    Raises OSError. Does nothing on Windows, where the rename itself is written through.
    """
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        _sync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC_FOLDER:
            raise
    finally:
        os.close(descriptor)


def _remove_stale(folder: Path) -> None:
    """Remove our own temporary files that no process can still be writing: a day untouched."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not _TEMPORARY.fullmatch(entry.name):
                continue
            found = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(found.st_mode) and time.time() - found.st_mtime > _STALE_S:
                os.unlink(entry.path)  # noqa: PTH108


def _sync_file(file: IO[bytes]) -> None:
    file.flush()
    _sync(file.fileno())


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        # On macOS fsync stops at the drive's cache; see fsync(2) there.
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def _take_name(temporary: Path, path: Path, *, replace: bool) -> None:
    if replace:
        _rename(temporary, path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # No hard links here (FAT, exFAT): look first; nothing better exists on such a disk.
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        _rename(temporary, path)
    else:
        os.unlink(temporary)  # noqa: PTH108


def _rename(temporary: Path, path: Path) -> None:
    if sys.platform != "win32":
        os.replace(temporary, path)  # noqa: PTH105
        return
    import ctypes

    # A virus scanner or a sync client may hold the file for a moment: errors 5, 32, 33.
    replace_existing, write_through = 0x1, 0x8
    for attempt in range(20):
        if ctypes.windll.kernel32.MoveFileExW(
            str(temporary), str(path), replace_existing | write_through
        ):
            return
        code = ctypes.windll.kernel32.GetLastError()
        if code not in (5, 32, 33) or attempt == 19:
            raise ctypes.WinError(code)
        time.sleep(0.05)
