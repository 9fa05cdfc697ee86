"""New keys for a vault: a new root secret, and with it a new recovery code and a new database file.

Done in parts, because the open vault belongs to one thread and a person keeps the new code before
the old one ends: `make_new_keys`, `copy_open_vault` on the thread that opened it, `encrypt_anew`,
and, once the vault is closed, `take_new_keys`. Nothing of the vault changes before the last.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from infodesk.core.backups import Holdings
from infodesk.core.errors import StaleEdit, VaultDamaged
from infodesk.core.files import temporary_beside
from infodesk.core.progress import Job, Progress
from infodesk.operations import freshness
from infodesk.store import copying
from infodesk.store.opening import remove_database
from infodesk.store.store import Store

if TYPE_CHECKING:
    from infodesk.vault.derivation import KdfProfile
    from infodesk.vault.folder import VaultFolder
    from infodesk.vault.keys import Keys


@dataclass(frozen=True, slots=True)
class NewKeys:
    """The keys a vault is to have, and the key file that opens them with its passphrase."""

    keys: "Keys"
    key_file: bytes


@dataclass(frozen=True, slots=True)
class NewDatabase:
    """A copy of a vault's database, under its old or its new keys, beside the database."""

    path: Path
    holds: Holdings

    def remove(self) -> None:
        """Remove it, if it did not take the database's place."""
        remove_database(self.path)


def make_new_keys(
    folder: "VaultFolder", keys: "Keys", passphrase: str, kdf: "KdfProfile | None" = None
) -> Job[NewKeys]:
    """Make a new root that the present passphrase opens, on another thread; writes nothing.

    Raises WrongPassphrase and what reading the key files raises.
    """
    from infodesk.vault.folder import key_file_for_new_root
    from infodesk.vault.keys import Keys

    yield Progress(phase="deriving")
    new = Keys.new()
    try:
        return NewKeys(new, key_file_for_new_root(folder, keys, new, passphrase, kdf=kdf))
    except BaseException:
        new.wipe()
        raise


def copy_open_vault(store: Store) -> Job[NewDatabase]:
    """Copy the open vault beside itself, in slices on its thread; errors as of copy_file."""
    path = temporary_beside(store.path)
    return NewDatabase(path, (yield from copying.copy_file(store, path)))


def encrypt_anew(copy: NewDatabase, keys: "Keys", new: NewKeys) -> Job[NewDatabase]:
    """Write the copy anew under the new keys, check that, and remove the copy; another thread.

    Raises VaultDamaged, CannotWrite, ReadOnlyPlace or DiskFull; then nothing is left.
    """
    target = temporary_beside(copy.path)
    try:
        yield Progress(phase="copying")
        holds = copying.copy_with_new_key(
            copy.path,
            keys.database(),
            keys.vault_id,
            target,
            new.keys.database(),
            new.keys.vault_id,
        )
    finally:
        copy.remove()
    if holds != copy.holds:
        remove_database(target)
        raise VaultDamaged(path=str(target), detail="copy")
    return NewDatabase(target, holds)


def take_new_keys(
    folder: "VaultFolder",
    keys: "Keys",
    new: NewKeys,
    database: NewDatabase,
    closed: Store,
    memory: Path,
) -> None:
    """Let the new database take the place of the closed one, and remember it as the last seen.

    Raises StaleEdit if something was written since it was copied, else what `change_root` raises;
    then the vault is as it was.
    """
    from infodesk.vault.folder import change_root

    try:
        if closed.sequence != database.holds.sequence:
            raise StaleEdit
        change_root(folder, database.path, new.key_file)
    except BaseException:
        database.remove()
        raise
    freshness.note_closed(folder, new.keys, memory, closed.sequence, closed.token)
    freshness.note_left(folder, keys, memory, closed.sequence)
