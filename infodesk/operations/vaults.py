"""What one does with a vault as a whole: create, open, check, change the passphrase, back up."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from infodesk.core.errors import CannotWrite, DiskFull
from infodesk.core.files import as_user_error
from infodesk.core.progress import Job, Progress
from infodesk.operations.attachments import drop_unused
from infodesk.operations.people import empty_old_trash
from infodesk.store import copying, people
from infodesk.store.opening import Connection, can_write
from infodesk.store.store import Store, utc_now

if TYPE_CHECKING:  # cryptography loads slowly, and the lock screen imports this module
    from infodesk.vault.derivation import KdfProfile
    from infodesk.vault.folder import VaultFolder
    from infodesk.vault.keys import Keys

BACKUP_SUFFIX = ".idbackup"


def make_keys(
    folder: "VaultFolder", passphrase: str, kdf: "KdfProfile | None" = None
) -> Job["Keys"]:
    """Make the key files of a new vault; takes a second or two, so it runs on another thread.

    Raises VaultExists, BadValue, CannotWrite, ReadOnlyPlace or DiskFull.
    """
    from infodesk.vault.folder import create_keys

    yield Progress(phase="deriving")
    return create_keys(folder, passphrase, kdf=kdf)


def make_vault(
    folder: "VaultFolder", keys: "Keys", clock: Callable[[], datetime] = utc_now
) -> Store:
    """Make the database of a new vault whose key files are there; on failure both go away."""
    from infodesk.vault.folder import remove_key_files

    try:
        return Store.create(folder.database, keys.database(), keys.vault_id, clock)
    except BaseException:
        keys.wipe()
        remove_key_files(folder)
        raise


def unlock(folder: "VaultFolder", passphrase: str, kdf: "KdfProfile | None" = None) -> Job["Keys"]:
    """Derive the keys from the passphrase, on another thread; errors as in vault.folder.unlock."""
    from infodesk.vault import folder as vault_folder

    yield Progress(phase="deriving")
    return vault_folder.unlock(folder, passphrase, kdf=kdf)


def unlock_with_recovery_code(folder: "VaultFolder", code: str) -> Job["Keys"]:
    """Return the keys that a recovery code spells; errors as in the vault room."""
    from infodesk.vault import folder as vault_folder

    yield Progress(phase="deriving")
    return vault_folder.unlock_with_recovery_code(folder, code)


def unlock_with_keyring(folder: "VaultFolder") -> Job["Keys | None"]:
    """Return the keys that the system's keyring opens, None if it is locked or gone.

    On another thread: the system may ask the person something. Errors as of `unlock`.
    """
    from infodesk.vault import keyring_slot, system_keyring

    yield Progress(phase="deriving")
    return keyring_slot.unlock(folder, system_keyring.secret)


def keyring_is_there() -> Job[bool]:
    """Return whether this system has a keyring that can be trusted with a secret."""
    from infodesk.vault import system_keyring

    yield Progress(phase="deriving")
    return system_keyring.is_there()


def allow_keyring(folder: "VaultFolder", keys: "Keys", passphrase: str) -> Job[str]:
    """Let the system's keyring open the vault; return the id of its slot, "" if it does not.

    Raises WrongPassphrase and what writing the key files raises.
    """
    import secrets

    from infodesk.vault import folder as vault_folder
    from infodesk.vault import keyring_slot, system_keyring

    yield Progress(phase="deriving")
    vault_folder.check_passphrase(folder, keys, passphrase)
    yield Progress(phase="deriving")
    secret = secrets.token_bytes(keyring_slot.SECRET_LENGTH)
    slot_id = keyring_slot.add(folder, keys, secret)
    if system_keyring.keep(slot_id, secret):
        return slot_id
    keyring_slot.remove(folder, keys, slot_id)
    return ""


def forbid_keyring(folder: "VaultFolder", keys: "Keys", slot_ids: Sequence[str]) -> Job[None]:
    """Let the keyring open the vault no longer; raises what writing the key files raises."""
    from infodesk.vault import keyring_slot, system_keyring

    yield Progress(phase="deriving")
    for slot_id in keyring_slot.slot_ids(folder):
        if slot_id in slot_ids:
            keyring_slot.remove(folder, keys, slot_id)
            system_keyring.forget(slot_id)


def keyring_slots(folder: "VaultFolder", known: Sequence[str]) -> list[str]:
    """Return those of the `known` slots of this computer's keyring that a vault has."""
    from infodesk.vault import keyring_slot

    return [slot_id for slot_id in keyring_slot.slot_ids(folder) if slot_id in known]


def change_passphrase(
    folder: "VaultFolder",
    keys: "Keys",
    old: str | None,
    new: str,
    kdf: "KdfProfile | None" = None,
) -> Job[None]:
    """Let `new` open the vault instead of `old`, which is checked first, on another thread.

    `old` is None after the recovery code. Raises WrongPassphrase, BadValue or what writing raises.
    """
    from infodesk.vault import folder as vault_folder

    yield Progress(phase="deriving")
    if old is not None:
        vault_folder.check_passphrase(folder, keys, old)
        yield Progress(phase="deriving")
    vault_folder.change_passphrase(keys, folder, new, kdf=kdf)


def open_vault(
    folder: "VaultFolder", keys: "Keys", clock: Callable[[], datetime] = utc_now
) -> Store:
    """Open the database with its keys, migrate an older one after copying it, tidy the trash.

    A full disk does not keep anybody from reading: the trash then waits. Nor does a place that
    cannot be written to: the store is `read_only` then. Raises what Store.open raises.
    """

    def keep_copy(db: Connection) -> None:
        moment = clock().strftime("%Y-%m-%d-%H%M%S")
        name = f"{folder.name}-before-update-{moment}{BACKUP_SUFFIX}"
        _back_up(db, folder, keys, folder.path.absolute().with_name(name))

    read_only = not can_write(folder.database)
    store = Store.open(
        folder.database, keys.database(), keys.vault_id, clock, keep_copy, read_only=read_only
    )
    if read_only:
        return store
    try:
        with contextlib.suppress(DiskFull, CannotWrite):
            empty_old_trash(store)
            drop_unused(store)
    except BaseException:
        store.close()
        raise
    return store


def back_up(store: Store, folder: "VaultFolder", keys: "Keys", target: Path) -> int:
    """Write a verified backup of the open vault to `target`; return how many people it holds.

    Never overwrites. Raises VaultExists, VaultDamaged, CannotWrite, ReadOnlyPlace or DiskFull.
    """
    return _back_up(store.db, folder, keys, target)


def back_up_job(store: Store, folder: "VaultFolder", keys: "Keys", target: Path) -> Job[int]:
    """Do `back_up` as a job, which touches the vault: in slices on the thread that opened it."""
    yield Progress(phase="backup")
    return back_up(store, folder, keys, target)


def _back_up(db: Connection, folder: "VaultFolder", keys: "Keys", target: Path) -> int:
    from infodesk.vault.backup import write_backup
    from infodesk.vault.folder import key_file_bytes

    try:
        # Beside the target, so that a full or read-only disk shows before the backup has a name.
        work = Path(tempfile.mkdtemp(prefix=".infodesk-", dir=target.parent))
    except OSError as error:
        raise as_user_error(error, target) from error
    try:
        copy = work / "vault.db"
        copying.copy_database(db, copy, keys.database(), keys.vault_id)
        held = copying.verify(copy, keys.database(), keys.vault_id)
        write_backup(target, key_file_bytes(folder, keys), copy)
        return held
    finally:
        shutil.rmtree(work, ignore_errors=True)


def restore(backup: Path, folder: "VaultFolder") -> None:
    """Make a new vault folder from a backup; never overwrites.

    Raises VaultExists, BackupDamaged, VaultTooNew, CannotRead, CannotWrite or DiskFull.
    """
    from infodesk.vault.backup import extract_backup

    extract_backup(backup, folder)


def verify(store: Store) -> int:
    """Check every page and row of the open vault; return how many people it holds.

    Raises VaultDamaged with the first thing found.
    """
    copying.check(store.db, store.path)
    return people.count_all(store.db)
