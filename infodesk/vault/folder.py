"""The vault folder: making its key files, opening them and changing the passphrase."""

import contextlib
import hmac
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from infodesk.core.errors import (
    CannotWrite,
    DiskFull,
    KeyFilesDamaged,
    KeyFilesTampered,
    NotAVault,
    ReadOnlyPlace,
    VaultDamaged,
    VaultExists,
    VaultMissing,
    VaultNotEncrypted,
    VaultTooNew,
    WrongPassphrase,
    WrongRecoveryCode,
)
from infodesk.core.files import (
    as_user_error,
    replace_durably,
    sync_directory,
    write_atomically,
)
from infodesk.vault import keyfile, recovery
from infodesk.vault.derivation import FLOOR, KdfProfile, calibrated_profile, wipe
from infodesk.vault.keyfile import VAULT_ID_LENGTH, DamagedKeyFile, KeyFile, PassphraseSlot
from infodesk.vault.keys import Keys
from infodesk.vault.pages import page_is_authentic
from infodesk.vault.passphrases import check_new

SUFFIX = ".infodesk"
_PLAIN_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class VaultFolder:
    """A folder `Name.infodesk` with the database and the two copies of the key file."""

    path: Path

    @property
    def name(self) -> str:
        """The vault's name: the folder's without its ending."""
        return self.path.absolute().name.removesuffix(SUFFIX)

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.path / "vault.db"

    @property
    def key_files(self) -> tuple[Path, Path]:
        """The two copies of the key file, in the order in which they are written."""
        return self.path / "keys.idk", self.path / "keys.idk.2"

    def exists(self) -> bool:
        """Return whether anything of a vault is there, whole or not."""
        return any(os.path.lexists(path) for path in (self.database, *self.key_files))

    def database_id(self) -> bytes:
        """Return the first 16 bytes of the database, which are the vault's id.

        Never call this while this process has the database open: on POSIX systems closing the
        file again would drop SQLite's locks. Raises VaultMissing, VaultNotEncrypted,
        VaultDamaged or CannotRead.
        """
        try:
            with self.database.open("rb") as file:
                start = file.read(VAULT_ID_LENGTH)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise VaultMissing(path=str(self.database)) from error
        except OSError as error:
            raise as_user_error(error, self.database, writing=False) from error
        if not start:
            raise VaultMissing(path=str(self.database))
        if start == _PLAIN_SQLITE:
            raise VaultNotEncrypted(path=str(self.database))
        if len(start) < VAULT_ID_LENGTH:
            raise VaultDamaged(path=str(self.database), detail="truncated")
        return start


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copy:
    """One of the two key files, whole."""

    path: Path
    data: bytes
    file: KeyFile


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copies:
    """What was found of the two key files; `errors` are the system's own, absence apart."""

    whole: tuple[_Copy, ...]
    errors: tuple[tuple[Path, OSError], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """The copy that a passphrase opened, the slot it opened and the keys."""

    copy: _Copy
    slot: PassphraseSlot
    keys: Keys


def create_keys(folder: VaultFolder, passphrase: str, *, kdf: KdfProfile | None = None) -> Keys:
    """Make the folder and both key files of a new vault; the store then makes the database.

    Without `kdf` the cost is calibrated to this machine; takes one to two seconds. Raises
    VaultExists, BadValue, CannotWrite, ReadOnlyPlace or DiskFull.
    """
    check_new(passphrase)
    if folder.exists() or (os.path.lexists(folder.path) and not folder.path.is_dir()):
        raise VaultExists(path=str(folder.path))
    keys = Keys.new()
    try:
        slot = keyfile.wrap(keys.root(), keys.vault_id, passphrase, kdf or calibrated_profile())
        file = KeyFile(generation=1, vault_id=keys.vault_id, slots=(slot,))
        make_folder(folder.path)
        write_both(folder, file.to_bytes(keys.header_mac()))
    except BaseException:
        keys.wipe()
        remove_key_files(folder)
        raise
    return keys


def remove_key_files(folder: VaultFolder) -> None:
    """Remove the key files of a vault whose making failed, as far as the system lets them go."""
    for path in folder.key_files:
        with contextlib.suppress(OSError):
            path.unlink()


def unlock(folder: VaultFolder, passphrase: str, *, kdf: KdfProfile | None = None) -> Keys:
    """Return the keys that `passphrase` opens; blocks for about a second.

    Nothing is written before the passphrase is known to be right. Then a bad or older copy of
    the key file is rewritten, and a slot cheaper than today's floor is wrapped anew (with `kdf`:
    only one cheaper than that); neither is an error where writing is impossible. The database
    must not be open in this process.

    Raises VaultMissing, VaultNotEncrypted, VaultDamaged, NotAVault, CannotRead, VaultTooNew,
    KeyFilesDamaged, KeyFilesTampered, KeyCostTooHigh, WrongPassphrase or BadValue.
    """
    database_id = folder.database_id()
    copies = read_copies(folder)
    opened = _open(folder, copies, database_id, passphrase)
    keys = opened.keys
    with _wiped_on_failure(keys):
        check_database(folder, keys, database_id)
    with contextlib.suppress(CannotWrite, ReadOnlyPlace, DiskFull):
        sound = {copy.path for copy in copies.whole if copy.data == opened.copy.data}
        for path in folder.key_files:
            if path not in sound:
                write_atomically(path, opened.copy.data, reread=True)
                keys.mended = True
        if opened.slot.cost.below(FLOOR) and (kdf is None or opened.slot.cost.below(kdf)):
            _rewrap(folder, opened, passphrase, kdf)
    return keys


def unlock_by_key_files(folder: VaultFolder, passphrase: str) -> Keys:
    """Return the keys that `passphrase` opens without looking at the database: it may be damaged.

    Nothing is written; blocks for about a second. Raises what the key files of `unlock` raise.
    """
    copies = read_copies(folder)
    vault_id = next((copy.file.vault_id for copy in copies.whole), b"")
    return _open(folder, copies, vault_id, passphrase).keys


def check_passphrase(folder: VaultFolder, keys: Keys, passphrase: str) -> None:
    """Raise WrongPassphrase unless `passphrase` opens the vault that `keys` belong to.

    Touches only the key files, so the database may be open; blocks for about a second. Raises
    also what the key files of `unlock` raise.
    """
    opened = _open(folder, read_copies(folder), keys.vault_id, passphrase)
    same = hmac.compare_digest(opened.keys.root(), keys.root())
    opened.keys.wipe()
    if not same:
        raise KeyFilesTampered(path=str(folder.path))


def unlock_with_recovery_code(folder: VaultFolder, code: str) -> Keys:
    """Return the keys that the recovery code spells; the key files may be lost.

    The code is proved against the first page of the database or an authentic key file. If
    neither is possible because a crash left the first page half written, opening the database
    decides. Afterwards `change_passphrase` writes new key files. The database must not be open in
    this process. Raises MistypedRecoveryCode, WrongRecoveryCode, VaultMissing,
    VaultNotEncrypted, VaultDamaged, NotAVault, CannotRead or VaultTooNew.
    """
    root = recovery.parse_code(code)
    try:
        database_id = folder.database_id()
        copies = read_copies(folder)
        keys = Keys(database_id, bytearray(root))
        with _wiped_on_failure(keys):
            if _page_fits(folder, keys, 1):
                return keys
        by_key_file = _keys_by_key_file(copies, root)
        if by_key_file is not None:
            keys.wipe()
            with _wiped_on_failure(by_key_file):
                check_database(folder, by_key_file, database_id)
            return by_key_file
        if _has_hot_journal(folder):
            return keys
        keys.wipe()
        raise WrongRecoveryCode(path=str(folder.path))
    finally:
        wipe(root)


def change_passphrase(
    keys: Keys, folder: VaultFolder, new: str, *, kdf: KdfProfile | None = None
) -> None:
    """Write both key files so that `new` opens the vault and no earlier passphrase does.

    Works without any readable key file (after the recovery code). Slots of kinds that this
    InfoDesk does not know are kept if they are authentic. If it fails or is interrupted, the old
    passphrase, the new one or both open the vault. Raises BadValue, VaultTooNew, CannotWrite,
    ReadOnlyPlace or DiskFull.
    """
    check_new(new)
    copies = read_copies(folder)
    slot = keyfile.wrap(keys.root(), keys.vault_id, new, kdf or calibrated_profile())
    newest = newest_authentic(copies, keys)
    known = newest.file if newest else KeyFile(generation=0, vault_id=keys.vault_id, slots=())
    generation = 1 + max((copy.file.generation for copy in copies.whole), default=0)
    file = replace(known, generation=generation, slots=(slot,))
    write_both(folder, file.to_bytes(keys.header_mac()))


def key_file_for_new_root(
    folder: VaultFolder,
    keys: Keys,
    new: Keys,
    passphrase: str,
    *,
    kdf: KdfProfile | None = None,
) -> bytes:
    """Return a key file that opens the root of `new` with the vault's present passphrase.

    Nothing is written. Ways in of other kinds wrap the old root and are left out. Raises
    WrongPassphrase and what the key files of `unlock` raise.
    """
    check_passphrase(folder, keys, passphrase)
    generation = 1 + max(copy.file.generation for copy in read_copies(folder).whole)
    slot = keyfile.wrap(new.root(), new.vault_id, passphrase, kdf or calibrated_profile())
    file = KeyFile(generation=generation, vault_id=new.vault_id, slots=(slot,))
    return file.to_bytes(new.header_mac())


def change_root(folder: VaultFolder, database: Path, key_file: bytes) -> None:
    """Let a database with a new root, synced and beside the old one, take its place.

    The renaming of the database decides. Until then one key file is the old one, and the old
    passphrase and code open; from then on the other one, which is new, is the vault's: of two key
    files that is used whose vault id the database has. The vault must be closed everywhere. Raises
    VaultDamaged if a journal waits to be played, CannotWrite, ReadOnlyPlace or DiskFull; when it
    raises before the renaming the vault is as it was.
    """
    if _has_hot_journal(folder):
        raise VaultDamaged(path=str(folder.database), detail="journal")
    first, second = folder.key_files
    write_atomically(second, key_file, reread=True)
    replace_durably(database, folder.database)
    # The next unlocking would mend it as well, from the other copy.
    with contextlib.suppress(CannotWrite, ReadOnlyPlace, DiskFull):
        write_atomically(first, key_file, reread=True)


def key_file_bytes(folder: VaultFolder, keys: Keys) -> bytes:
    """Return the newest authentic key file, as a backup needs it; the database may be open.

    Raises KeyFilesDamaged if there is none, CannotRead or VaultTooNew.
    """
    newest = newest_authentic(read_copies(folder), keys)
    if newest is None:
        raise KeyFilesDamaged(path=str(folder.path))
    return newest.data


def make_folder(path: Path) -> None:
    """Make the folder `path`, for its owner alone, with any missing parents; durably.

    One that is there and holds something keeps its rights.

    Raises CannotWrite, ReadOnlyPlace or DiskFull.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not any(path.iterdir()):  # A folder that holds other things is not ours to close.
            path.chmod(0o700)
        sync_directory(path.parent)
    except OSError as error:
        raise as_user_error(error, path) from error


@contextlib.contextmanager
def _wiped_on_failure(keys: Keys) -> Iterator[None]:
    try:
        yield
    except BaseException:
        keys.wipe()
        raise


def read_copies(folder: VaultFolder) -> _Copies:
    """Return the key files that are whole, and what the system said of the others."""
    whole, errors = [], []
    for path in folder.key_files:
        try:
            with path.open("rb") as file:
                data = file.read(keyfile.MOST_BYTES + 1)
        except FileNotFoundError:
            continue
        except OSError as error:
            errors.append((path, error))
            continue
        with contextlib.suppress(DamagedKeyFile):
            whole.append(_Copy(path=path, data=data, file=keyfile.parse(data)))
    return _Copies(whole=tuple(whole), errors=tuple(errors))


def candidates(folder: VaultFolder, copies: _Copies, vault_id: bytes) -> list[_Copy]:
    """Return the copies to try: whole, of this vault if any is, of the newest generation."""
    if not copies.whole:
        for path, error in copies.errors:
            raise as_user_error(error, path, writing=False) from error
        raise KeyFilesDamaged(path=str(folder.path))
    ours = [copy for copy in copies.whole if copy.file.vault_id == vault_id] or copies.whole
    newest = max(copy.file.generation for copy in ours)
    # Two of one generation differ only if two computers changed the passphrase and a sync client
    # mixed the results: either may open. An older one never does, or an old passphrase would.
    best = [copy for copy in ours if copy.file.generation == newest]
    return best[:1] if len({copy.data for copy in best}) == 1 else best


def _open(folder: VaultFolder, copies: _Copies, vault_id: bytes, passphrase: str) -> _Opened:
    tried = candidates(folder, copies, vault_id)
    for copy in tried:
        for slot in copy.file.slots:
            root = keyfile.unwrap(slot, copy.file.vault_id, passphrase)
            if root is None:
                continue
            keys = Keys(copy.file.vault_id, root)
            if not keyfile.is_authentic(copy.data, keys.header_mac()):
                keys.wipe()
                raise KeyFilesTampered(path=str(folder.path))
            return _Opened(copy=copy, slot=slot, keys=keys)
    if not any(copy.file.slots for copy in tried):
        raise VaultTooNew(needs=None)
    raise WrongPassphrase


def _keys_by_key_file(copies: _Copies, root: bytearray) -> Keys | None:
    """Return the keys of `root` with the vault id of a key file that it authenticates."""
    for copy in copies.whole:
        keys = Keys(copy.file.vault_id, bytearray(root))
        if keyfile.is_authentic(copy.data, keys.header_mac()):
            return keys
        keys.wipe()
    return None


def check_database(folder: VaultFolder, keys: Keys, database_id: bytes) -> None:
    """Compare the database's first 16 bytes with the authentic vault id.

    They are plain and not authenticated. If they alone are damaged they are put right, because
    the recovery code depends on them.
    """
    if database_id == keys.vault_id:
        return
    if _page_fits(folder, keys, 1):
        _put_vault_id_back(folder, keys.vault_id)
    elif _page_fits(folder, keys, 2):
        raise VaultDamaged(path=str(folder.database), detail="first page")
    else:
        raise NotAVault(path=str(folder.database))


def _put_vault_id_back(folder: VaultFolder, vault_id: bytes) -> None:
    try:
        with folder.database.open("r+b") as file:
            file.write(vault_id)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise as_user_error(error, folder.database) from error


def _page_fits(folder: VaultFolder, keys: Keys, number: int) -> bool:
    try:
        return page_is_authentic(folder.database, keys.database(), keys.vault_id, number)
    except OSError as error:
        raise as_user_error(error, folder.database, writing=False) from error


def _has_hot_journal(folder: VaultFolder) -> bool:
    journal = folder.path / (folder.database.name + "-journal")
    try:
        return journal.stat().st_size > 0
    except OSError:
        return False


def newest_authentic(copies: _Copies, keys: Keys) -> _Copy | None:
    """Return the newest copy that was written by somebody who knew the root, if any."""
    authentic = [
        copy
        for copy in copies.whole
        if copy.file.vault_id == keys.vault_id
        and keyfile.is_authentic(copy.data, keys.header_mac())
    ]
    return max(authentic, key=lambda copy: copy.file.generation, default=None)


def _rewrap(folder: VaultFolder, opened: _Opened, passphrase: str, kdf: KdfProfile | None) -> None:
    keys = opened.keys
    slot = keyfile.wrap(keys.root(), keys.vault_id, passphrase, kdf or calibrated_profile())
    old = opened.copy.file
    slots = tuple(slot if each is opened.slot else each for each in old.slots)
    file = replace(old, generation=old.generation + 1, slots=slots)
    write_both(folder, file.to_bytes(keys.header_mac()))


def write_both(folder: VaultFolder, data: bytes) -> None:
    """Write both key files; what `write_atomically` raises."""
    # One after the other, each durable: at every moment at least one copy is whole.
    for path in folder.key_files:
        write_atomically(path, data, reread=True)
