"""Whether a vault is the one that was closed here last: remembered by this computer, told on open.

What is remembered lies outside the vault, sealed with a key of the vault, under a name that tells
nothing: who cannot open the vault cannot read, change or forge it.
"""

import contextlib
import hashlib
import hmac
import json
import os
import shutil
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from infodesk.core.errors import CannotRead, UserError, VaultDamaged
from infodesk.core.files import as_user_error, sync_directory, write_atomically
from infodesk.core.freshness import LastSeen, Sighting, Standing, compare
from infodesk.core.progress import Job, Progress
from infodesk.store import copying, sightings
from infodesk.store.store import Store

if TYPE_CHECKING:  # cryptography loads slowly, and the lock screen imports this package
    from infodesk.vault.folder import VaultFolder
    from infodesk.vault.keys import Keys

_PURPOSE = b"infodesk last seen v1"
_BLOCK = 1 << 20
_MOST_PLACES = 20
_MOMENT = "%Y-%m-%d %H%M%S"


def look(folder: "VaultFolder", keys: "Keys", memory: Path) -> Sighting:
    """Compare a closed vault with what this computer remembers of it in the folder `memory`.

    A journal that cannot belong to the file is put aside. Raises what opening the database raises.
    """
    known = _read(keys, memory)
    last = known.get(_place(folder))
    if last is None:
        return _never_seen_here(folder, keys, known)
    digest, journal = _digest(folder.database), has_journal(folder)
    standing = compare(last, digest=digest, journal=journal, sequence=None, descends=True)
    if standing is Standing.SAME:
        if journal:
            _put_journal_aside(folder)
        return Sighting(standing=standing, sequence=last.sequence, last=last, put_aside=journal)
    if standing is not None:
        return Sighting(standing=standing, last=last)
    sequence, descends = _come(folder, keys, last.token)
    standing = compare(last, digest=digest, journal=False, sequence=sequence, descends=descends)
    assert standing is not None
    return Sighting(standing=standing, sequence=sequence, last=last)


def note_open(store: Store, folder: "VaultFolder", keys: "Keys", memory: Path) -> None:
    """Remember how far the open vault has come; a place that cannot be written to is no reason."""
    token = store.token
    if not token:
        before = _token_before(folder, keys, memory)
        # One that was opened although it is another must not be doubted for ever.
        token = before if sightings.knows(store.db, before) else ""
    _remember(folder, keys, memory, LastSeen(sequence=store.sequence, token=token))


def note_closed(
    folder: "VaultFolder", keys: "Keys", memory: Path, sequence: int, token: str
) -> None:
    """Remember the file of a vault that was just closed, with how far it had come."""
    try:
        digest = "" if has_journal(folder) else _digest(folder.database)
    except UserError:
        return  # it went away just now: what was remembered still holds
    token = token or _token_before(folder, keys, memory)
    _remember(folder, keys, memory, LastSeen(sequence=sequence, token=token, digest=digest))


def note_left(folder: "VaultFolder", keys: "Keys", memory: Path, sequence: int) -> None:
    """Remember that the vault has other keys now: whatever these open at its place is older."""
    _remember(folder, keys, memory, LastSeen(sequence=sequence + 1))


def has_journal(folder: "VaultFolder") -> bool:
    """Return whether a journal with content lies beside the database."""
    try:
        return _journal(folder).stat().st_size > 0
    except OSError:
        return False


def sort_out_journal(folder: "VaultFolder", keys: "Keys", moment: datetime) -> Job[Path]:
    """Find out whether a changed file needs the journal beside it, by trying on copies.

    Before that, all files are kept as they are in a folder beside, which is returned. If the
    database is whole without the journal, the journal is put aside; if it is whole with it, it
    stays and is played at the next opening. Raises VaultDamaged if neither is, and what reading
    and writing raise; then the vault is as it was.
    """
    yield Progress(phase="copying")
    kept = keep_files(folder, moment)
    yield Progress(phase="verifying")
    if _whole(folder, keys, with_journal=False):
        _put_journal_aside(folder)
        return kept
    yield Progress(phase="verifying")
    if _whole(folder, keys, with_journal=True):
        return kept
    raise VaultDamaged(path=str(folder.database), detail="journal")


def keep_files(folder: "VaultFolder", moment: datetime) -> Path:
    """Copy every file of a closed vault into a new folder beside it, and return that."""
    target = kept_name(folder.path, moment)
    try:
        target.mkdir(mode=0o700)
        for path in sorted(folder.path.iterdir()):
            if path.is_file():
                write_atomically(target / path.name, path.read_bytes())
        sync_directory(target.parent)
    except OSError as error:
        raise as_user_error(error, target) from error
    return target


def kept_name(path: Path, moment: datetime) -> Path:
    """Return the name of the folder in which what was found or saved of a vault is kept."""
    name = path.absolute().name.removesuffix(path.suffix)
    first = f"{name} kept {moment.strftime(_MOMENT)}"
    target, number = path.absolute().with_name(f"{first}{path.suffix}"), 2
    while os.path.lexists(target):
        target, number = target.with_name(f"{first} {number}{path.suffix}"), number + 1
    return target


def keep_what_is_open(
    store: Store, folder: "VaultFolder", keys: "Keys", key_file: bytes, moment: datetime
) -> Job[Path]:
    """Make a vault of what is open, whose file was replaced or removed; return its folder.

    It holds every change that was acknowledged. `key_file` opens it, b"" if it is lost: then the
    recovery code does. It goes beside the vault, or into the home folder if that is impossible.
    Touches the vault: in slices on the thread that opened it. Raises VaultDamaged, CannotWrite …
    """
    from infodesk.vault.folder import VaultFolder

    yield Progress(phase="copying")
    trouble: UserError | None = None
    for place in (folder.path, Path.home() / folder.path.name):
        kept = VaultFolder(kept_name(place, moment))
        try:
            _keep(store, kept, keys, key_file)
        except UserError as error:
            shutil.rmtree(kept.path, ignore_errors=True)
            trouble = trouble or error
            continue
        return kept.path
    assert trouble is not None
    raise trouble


def _keep(store: Store, kept: "VaultFolder", keys: "Keys", key_file: bytes) -> None:
    from infodesk.vault.folder import make_folder

    make_folder(kept.path)
    copying.copy_database(store.db, kept.database, keys.database(), keys.vault_id)
    copying.verify(kept.database, keys.database(), keys.vault_id)
    if key_file:
        for path in kept.key_files:
            write_atomically(path, key_file, reread=True)
    try:
        sync_directory(kept.path)
    except OSError as error:
        raise as_user_error(error, kept.path) from error


def _never_seen_here(folder: "VaultFolder", keys: "Keys", known: dict[str, LastSeen]) -> Sighting:
    furthest = max(known.values(), key=lambda each: each.sequence, default=None)
    if furthest is None:
        return Sighting(standing=Standing.UNKNOWN)
    sequence, descends = _come(folder, keys, furthest.token)
    standing = Standing.UNKNOWN
    if sequence < furthest.sequence:
        standing = Standing.OLDER
    elif not descends:
        standing = Standing.OTHER
    return Sighting(standing=standing, sequence=sequence, last=furthest, elsewhere=True)


def _come(folder: "VaultFolder", keys: "Keys", token: str) -> tuple[int, bool]:
    return sightings.read(folder.database, keys.database(), keys.vault_id, token)


def _whole(folder: "VaultFolder", keys: "Keys", *, with_journal: bool) -> bool:
    """Say whether a copy of the database is whole, with its journal played or without it."""
    try:
        work = Path(tempfile.mkdtemp(prefix=".infodesk-", dir=folder.path.absolute().parent))
    except OSError as error:
        raise as_user_error(error, folder.path) from error
    try:
        copy = work / folder.database.name
        try:
            shutil.copyfile(folder.database, copy)
            if with_journal:
                shutil.copyfile(_journal(folder), work / _journal(folder).name)
        except OSError as error:
            raise as_user_error(error, copy) from error
        copying.examine(copy, keys.database(), keys.vault_id)
    except VaultDamaged:
        return False
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return True


def _journal(folder: "VaultFolder") -> Path:
    return folder.path / f"{folder.database.name}-journal"


def _put_journal_aside(folder: "VaultFolder") -> None:
    journal = _journal(folder)
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    try:
        journal.rename(journal.with_name(f"unused-journal-{moment}"))
        sync_directory(folder.path)
    except OSError as error:
        raise as_user_error(error, journal) from error


def _digest(path: Path) -> str:
    """Return the SHA-256 of a closed file."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        raise CannotRead(path=str(path), detail=error.strerror or "") from error
    return digest.hexdigest()


# What is remembered


def _place(folder: "VaultFolder") -> str:
    return os.path.normcase(os.path.realpath(folder.path))


def _file(keys: "Keys", memory: Path) -> Path:
    return memory / hmac.digest(keys.state_mac(), b"name", "sha256")[:16].hex()


def _token_before(folder: "VaultFolder", keys: "Keys", memory: Path) -> str:
    """Return the last token remembered: a session without a change leaves none of its own."""
    before = _read(keys, memory).get(_place(folder))
    return before.token if before else ""


def _read(keys: "Keys", memory: Path) -> dict[str, LastSeen]:
    from infodesk.vault.sealing import unseal

    try:
        sealed = _file(keys, memory).read_bytes()
    except OSError:
        return {}
    data = unseal(keys.state_mac(), _PURPOSE, sealed)
    if data is None:
        return {}
    return {place: LastSeen(**row) for place, row in json.loads(data).items()}


def _remember(folder: "VaultFolder", keys: "Keys", memory: Path, seen: LastSeen) -> None:
    from infodesk.vault.sealing import seal

    at = datetime.now(UTC).isoformat(timespec="seconds")
    rows = {place: asdict(each) for place, each in _read(keys, memory).items()}
    rows.pop(_place(folder), None)
    rows[_place(folder)] = {**asdict(seen), "at": at}
    rows = dict(list(rows.items())[-_MOST_PLACES:])
    sealed = seal(keys.state_mac(), _PURPOSE, json.dumps(rows).encode())
    with contextlib.suppress(UserError, OSError):
        memory.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(_file(keys, memory), sealed)
