"""Backups made without being asked: where they lie, what they hold, which are kept, a rehearsal.

Making one has two jobs, because the open vault belongs to one thread and checking takes time:
`copy_vault` in slices on the thread that opened it, then `complete` on any other.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from infodesk.core.backups import Backup, Holdings, superfluous
from infodesk.core.errors import BackupDamaged, BackupOfOtherKeys, NotAVault, UserError
from infodesk.core.files import as_user_error, write_atomically
from infodesk.core.progress import Job, Progress
from infodesk.operations.vaults import BACKUP_SUFFIX
from infodesk.store import copying
from infodesk.store.store import Store

if TYPE_CHECKING:  # cryptography loads slowly, and the lock screen imports this package
    from infodesk.vault.folder import VaultFolder
    from infodesk.vault.keys import Keys

INDEX = "index.sealed"
_PURPOSE = b"infodesk backup index v1"
_MOMENT = "%Y-%m-%d-%H%M%S"
_NAME = re.compile(rf".*-(\d{{4}}-\d\d-\d\d-\d{{6}}){re.escape(BACKUP_SUFFIX)}")


@dataclass(frozen=True, slots=True)
class VaultCopy:
    """An encrypted copy of a vault's database in a working folder, not checked yet."""

    work: Path
    path: Path
    holds: Holdings


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupDone:
    """A backup that was written, read back and checked.

    `removed` are the older ones that need not be kept; `trouble` says why the second place did
    not get it, None if it did or there is none.
    """

    backup: Backup
    removed: tuple[Backup, ...] = ()
    trouble: UserError | None = None


def place_of(chosen: str, data_folder: Path, keys: "Keys") -> Path:
    """Return the folder for the backups of one vault; `chosen` "" is the usual place."""
    root = Path(chosen) if chosen else data_folder / "backups"
    return root / keys.vault_id.hex()[:16]


def read_backups(place: Path, keys: "Keys") -> tuple[Backup, ...]:
    """Return the backups in the folder `place`, newest first; none if it is not there.

    What is known of them comes from the sealed index; a file it does not tell of, or tells of
    with another size, counts as not verified.
    """
    known = _read_index(place, keys)
    found = []
    try:
        files = sorted(place.glob(f"*{BACKUP_SUFFIX}"))
    except OSError:
        return ()
    for path in files:
        named = _NAME.fullmatch(path.name)
        if named is None:
            continue
        made_at = datetime.strptime(named[1], _MOMENT).replace(tzinfo=UTC)
        try:
            size = path.stat().st_size
        except OSError:
            continue
        told = known.get(path.name)
        if told is not None and told.size == size:
            found.append(told)
        else:
            found.append(Backup(name=path.name, made_at=made_at, size=size))
    return tuple(sorted(found, key=lambda each: (each.made_at, each.name), reverse=True))


def last_verified(backups: Sequence[Backup]) -> Backup | None:
    """Return the newest backup that was read back and checked."""
    return next((each for each in backups if each.verified_at is not None), None)


def is_due(backups: Sequence[Backup], store: Store, today: datetime) -> bool:
    """Say whether a day's first backup is to be made: none was today, and something changed.

    `today` is the present moment in the person's own zone.
    """
    newest = last_verified(backups)
    if newest is None or newest.holds is None:
        return True
    if newest.made_at.astimezone(today.tzinfo).date() >= today.date():
        return False
    return newest.holds.sequence != store.sequence


def copy_vault(store: Store, place: Path) -> Job[VaultCopy]:
    """Copy the open vault into a working folder in `place`, which is made if need be.

    Raises CannotWrite, ReadOnlyPlace, DiskFull or CannotRead; then, and when cancelled, nothing
    is left.
    """
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".infodesk-", dir=place))
    except OSError as error:
        raise as_user_error(error, place) from error
    try:
        path = work / "vault.db"
        holds = yield from copying.copy_file(store, path)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return VaultCopy(work, path, holds)


def complete(
    copy: VaultCopy,
    folder: "VaultFolder",
    keys: "Keys",
    place: Path,
    *,
    second: Path | None = None,
    now: datetime,
) -> Job[BackupDone]:
    """Check the copy, write it as a backup to `place`, check that, and remove superfluous ones.

    Pure of the open vault. `second` is another folder that gets the same file; that it is not
    there is told, not an error. Raises VaultDamaged, CannotWrite, DiskFull, BackupDamaged.
    """
    from infodesk.vault.backup import write_backup
    from infodesk.vault.folder import key_file_bytes

    try:
        yield Progress(phase="verifying")
        holds = copying.examine(copy.path, keys.database(), keys.vault_id)
        yield Progress(phase="backup")
        name = f"{folder.name}-{now.astimezone(UTC).strftime(_MOMENT)}{BACKUP_SUFFIX}"
        target = place / name
        write_backup(target, key_file_bytes(folder, keys), copy.path)
        yield Progress(phase="verifying")
        # From the written file, not from the copy it was made of.
        examine(target, keys)
        backup = Backup(
            name=name,
            made_at=now.astimezone(UTC).replace(microsecond=0),
            size=target.stat().st_size,
            holds=holds,
            verified_at=now.astimezone(UTC).replace(microsecond=0),
        )
    finally:
        shutil.rmtree(copy.work, ignore_errors=True)
    trouble = _copy_to_second(target, second) if second is not None else None
    removed = _keep(place, keys, backup)
    return BackupDone(backup=backup, removed=removed, trouble=trouble)


def examine(path: Path, keys: "Keys") -> Holdings:
    """Read a backup as restoring does, in a private working folder, check it, and wipe that.

    Returns what it holds. Raises BackupDamaged, BackupOfOtherKeys (made before the keys were
    changed, or of another vault), VaultDamaged, VaultTooNew, CannotRead, CannotWrite, DiskFull.
    """
    from infodesk.vault.backup import extract_backup
    from infodesk.vault.folder import VaultFolder

    try:
        work = Path(tempfile.mkdtemp(prefix=".infodesk-", dir=path.parent))
    except OSError:
        work = Path(tempfile.mkdtemp(prefix="infodesk-"))  # a stick that is write-protected
    try:
        folder = VaultFolder(work / "rehearsal.infodesk")
        extract_backup(path, folder)
        if folder.database_id() != keys.vault_id:
            raise BackupOfOtherKeys(path=str(path))
        try:
            return copying.examine(folder.database, keys.database(), keys.vault_id)
        except NotAVault as error:
            raise BackupDamaged(path=str(path)) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def rehearse(path: Path, keys: "Keys", now: datetime) -> Job[Backup]:
    """Restore a backup for a moment, check every page and row, note that it was; as `examine`."""
    yield Progress(phase="verifying")
    holds = examine(path, keys)
    moment = now.astimezone(UTC).replace(microsecond=0)
    known = {each.name: each for each in read_backups(path.parent, keys)}
    backup = known.get(path.name) or Backup(
        name=path.name, made_at=moment, size=path.stat().st_size
    )
    backup = replace(backup, holds=holds, verified_at=moment)
    if path.name in known:
        _write_index(path.parent, keys, [backup, *(known[n] for n in known if n != path.name)])
    return backup


def remove(place: Path, name: str, keys: "Keys") -> None:
    """Delete one backup for good; CannotWrite."""
    try:
        (place / name).unlink()
    except OSError as error:
        raise as_user_error(error, place / name) from error
    _write_index(place, keys, read_backups(place, keys))


def _copy_to_second(backup: Path, second: Path) -> UserError | None:
    try:
        # A folder that is made anew would hide that the stick is not there.
        if not second.is_dir():
            raise NotADirectoryError(2, "not there", str(second))
        write_atomically(second / backup.name, backup.read_bytes(), reread=True)
    except UserError as error:
        return error
    except OSError as error:
        return as_user_error(error, second)
    return None


def _keep(place: Path, keys: "Keys", newest: Backup) -> tuple[Backup, ...]:
    """Write the index anew with `newest` in it, and remove what need not be kept."""
    others = [each for each in read_backups(place, keys) if each.name != newest.name]
    removed = []
    for each in superfluous([newest, *others]):
        try:
            (place / each.name).unlink()
        except OSError:
            continue  # it stays, and is tried again next time
        removed.append(each)
    gone = {each.name for each in removed}
    _write_index(place, keys, [newest, *(each for each in others if each.name not in gone)])
    return tuple(removed)


def _read_index(place: Path, keys: "Keys") -> dict[str, Backup]:
    from infodesk.vault.sealing import unseal

    try:
        sealed = (place / INDEX).read_bytes()
    except OSError:
        return {}
    data = unseal(keys.backup(), _PURPOSE, sealed)
    if data is None:
        return {}
    return {row["name"]: _from_row(row) for row in json.loads(data)}


def _write_index(place: Path, keys: "Keys", backups: Sequence[Backup]) -> None:
    from infodesk.vault.sealing import seal

    rows = [
        {
            "name": each.name,
            "made_at": each.made_at.isoformat(),
            "size": each.size,
            "holds": asdict(each.holds) if each.holds else None,
            "verified_at": each.verified_at.isoformat() if each.verified_at else None,
        }
        for each in backups
    ]
    data = seal(keys.backup(), _PURPOSE, json.dumps(rows).encode())
    write_atomically(place / INDEX, data)


def _from_row(row: dict[str, object]) -> Backup:
    holds, verified = row["holds"], row["verified_at"]
    return Backup(
        name=str(row["name"]),
        made_at=datetime.fromisoformat(str(row["made_at"])),
        size=int(str(row["size"])),
        holds=Holdings(**holds) if isinstance(holds, dict) else None,
        verified_at=datetime.fromisoformat(verified) if isinstance(verified, str) else None,
    )
