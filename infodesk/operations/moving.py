"""Moving a closed vault to another folder, all of it or nothing."""

import os
import shutil
from pathlib import Path

from infodesk.core.errors import CannotWrite, VaultExists
from infodesk.core.files import as_user_error, atomic_file, sync_directory, temporary_beside
from infodesk.vault.folder import make_folder

_BLOCK = 1 << 20


def move_vault(source: Path, place: Path) -> Path:
    """Move the closed vault folder `source` into the folder `place`; return where it is then.

    To another disk it is copied, read back, given its name and only then removed here. Raises
    VaultExists, CannotWrite, ReadOnlyPlace or DiskFull; then it is where it was.
    """
    target = place / source.name
    if os.path.lexists(target):
        raise VaultExists(path=str(target))
    make_folder(place)
    try:
        if source.stat().st_dev == place.stat().st_dev:
            source.rename(target)
            sync_directory(place)
            sync_directory(source.parent)
            return target
    except OSError as error:
        raise as_user_error(error, target) from error
    _copy(source, target)
    shutil.rmtree(source, ignore_errors=True)  # what is left there is a copy, and an older one
    return target


def _copy(source: Path, target: Path) -> None:
    beside = temporary_beside(target)
    make_folder(beside)
    try:
        for path in sorted(source.iterdir()):
            if path.is_file() and not path.is_symlink():
                _copy_file(path, beside / path.name)
        beside.rename(target)
        sync_directory(target.parent)
    except BaseException as error:
        shutil.rmtree(beside, ignore_errors=True)
        if isinstance(error, OSError):
            raise as_user_error(error, target) from error
        raise


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as original, atomic_file(target) as copy:
        while block := original.read(_BLOCK):
            copy.write(block)
        copy.flush()
        original.seek(0)
        copy.seek(0)
        while block := original.read(_BLOCK):
            if copy.read(len(block)) != block:
                raise CannotWrite(path=str(target), detail="read back differently")
