"""Saving what can be read of a damaged vault into a new one beside it."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from io import RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING

from infodesk.core.errors import UserError, VaultExists, VaultMissing
from infodesk.core.files import as_user_error, sync_directory, write_atomically
from infodesk.core.moments import as_text
from infodesk.core.progress import Job, Progress
from infodesk.core.salvage import Salvage
from infodesk.store import salvaging
from infodesk.store.store import utc_now

if TYPE_CHECKING:  # cryptography loads slowly, and the lock screen imports this package
    from infodesk.vault.folder import VaultFolder
    from infodesk.vault.keys import Keys

_BLOCK = 1 << 16
_PAGE = 4096


def unlock_damaged(folder: "VaultFolder", passphrase: str) -> Job["Keys"]:
    """Derive the keys from the passphrase, whatever state the database is in.

    Runs on another thread. Raises KeyFilesDamaged, KeyFilesTampered, WrongPassphrase and so on.
    """
    from infodesk.vault import folder as vault_folder

    yield Progress(phase="deriving")
    return vault_folder.unlock_by_key_files(folder, passphrase)


def salvage(
    folder: "VaultFolder",
    keys: "Keys",
    target: "VaultFolder",
    *,
    unnamed: str,
    source: Path | None = None,
) -> Job[Salvage]:
    """Make the vault `target` of what can be read of the one in `folder`, which stays as it is.

    `source` is a copy of its database; without one the database must not be open. The same
    passphrase opens both. `unnamed` is what somebody is called whose name is lost. Raises
    VaultMissing, VaultDamaged if nothing can be read, VaultTooNew, VaultExists, CannotRead,
    CannotWrite, ReadOnlyPlace or DiskFull; then, and when cancelled, there is no `target`.
    """
    from infodesk.vault.folder import VaultFolder
    from infodesk.vault.pages import SealedPages

    if target.path.exists():
        raise VaultExists(path=str(target.path))
    with _working_folder(target.path) as work:
        copy = work / "damaged.db"
        yield from _copy(source or folder.database, copy)
        salvaging.roll_back(copy, keys.database(), keys.vault_id)
        made = VaultFolder(work / "saved.infodesk")
        made.path.mkdir(mode=0o700)
        with copy.open("rb") as file:
            pages = SealedPages(file, keys.database(), keys.vault_id)
            saved = yield from salvaging.salvage(
                pages,
                made.database,
                keys.database(),
                keys.vault_id,
                now=as_text(utc_now()),
                unnamed=unnamed,
            )
        _put_key_files(folder, keys, made)
        if target.path.exists():
            raise VaultExists(path=str(target.path))
        made.path.rename(target.path)
        sync_directory(target.path.parent)
    return saved


@contextlib.contextmanager
def _working_folder(target: Path) -> Iterator[Path]:
    """Yield a private folder beside `target`; it is removed whatever happens."""
    try:
        work = Path(tempfile.mkdtemp(prefix=".infodesk-", dir=target.absolute().parent))
    except OSError as error:
        raise as_user_error(error, target) from error
    try:
        yield work
    except OSError as error:
        raise as_user_error(error, target) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _copy(source: Path, copy: Path) -> Job[None]:
    """Copy a database with its journal; what the disk cannot read any more becomes zeros."""
    yield from _copy_file(source, copy)
    journal = source.with_name(f"{source.name}-journal")
    with contextlib.suppress(VaultMissing):
        yield from _copy_file(journal, copy.with_name(f"{copy.name}-journal"))


def _copy_file(source: Path, copy: Path) -> Job[None]:
    try:
        file = source.open("rb", buffering=0)
    except FileNotFoundError as error:
        raise VaultMissing(path=str(source)) from error
    except OSError as error:
        raise as_user_error(error, source, writing=False) from error
    with file, copy.open("xb") as target:
        copy.chmod(0o600)
        total = file.seek(0, 2)
        for start in range(0, total, _BLOCK):
            yield Progress(phase="salvage-copying", done=start, total=total)
            target.write(_read(file, start, min(_BLOCK, total - start)))


def _read(file: RawIOBase, start: int, length: int) -> bytes:
    """Return a part of a file; page by page with zeros for lost ones if it cannot be read whole."""
    try:
        file.seek(start)
        return (file.read(length) or b"").ljust(length, b"\0")
    except OSError:
        if length <= _PAGE:
            return bytes(length)
    return b"".join(
        _read(file, at, min(_PAGE, start + length - at))
        for at in range(start, start + length, _PAGE)
    )


def _put_key_files(folder: "VaultFolder", keys: "Keys", target: "VaultFolder") -> None:
    """Copy the key files; without any, the recovery code opens the saved vault too."""
    from infodesk.vault.folder import key_file_bytes

    try:
        data = key_file_bytes(folder, keys)
    except UserError:
        return
    for path in target.key_files:
        write_atomically(path, data, reread=True)
