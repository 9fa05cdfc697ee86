"""Erasing a person everywhere: what it would take, doing it, and the backups that still hold them.

Unlike deleting, it cannot be undone, and neither can anything that was done before it.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from infodesk.core.backups import Backup
from infodesk.core.changes import Step
from infodesk.core.erasing import Erased, ErasePlan, Mention, Traces
from infodesk.core.errors import UserError
from infodesk.core.files import as_user_error
from infodesk.core.ids import PersonId
from infodesk.core.progress import Job, Progress
from infodesk.operations.backups import INDEX, read_backups, remove
from infodesk.store import erasing as rows
from infodesk.store import people as person_rows
from infodesk.store.opening import open_database
from infodesk.store.store import Store

if TYPE_CHECKING:  # cryptography loads slowly
    from infodesk.vault.keys import Keys


def plan_erasing(store: Store, person_id: PersonId) -> Job[ErasePlan]:
    """Return what erasing a person would take, and which other texts name them; writes nothing.

    Raises NoSuchRecord.
    """
    person = person_rows.get(store.db, person_id)
    traces = rows.traces(store.db, person_id)
    own = rows.belongings(store.db, person_id)
    reading = rows.mentions(store.db, traces, own)
    while True:
        try:
            yield Progress(phase="collecting", done=next(reading))
        except StopIteration as stop:
            found: list[Mention] = stop.value
            break
    return ErasePlan(
        name=person.name,
        uid=person.uid,
        stand_in=traces.stand_in,
        rows={table: len(ids) for table, ids in own.items()},
        mentions=tuple(found),
    )


def erase_person(
    store: Store, person_id: PersonId, chosen: Collection[Mention] = (), left: int = 0
) -> Job[Erased]:
    """Erase a person with all that is theirs, and write initials where `chosen` texts name them.

    Nothing before it can be undone any more, and the file is written anew, so that no page of it
    holds what went. `left` is how many texts are to stay as they are, for the report. Raises
    NoSuchRecord, and as `Store.transaction` does; then nothing was erased.
    """
    traces = rows.traces(store.db, person_id)
    own = rows.belongings(store.db, person_id)
    yield Progress(phase="erasing")
    with store.transaction(Step(code="erase-person"), final=True) as db:
        replaced = sum(rows.replace(db, each, traces) for each in chosen)
        rows.remove(db, person_id, {table: set(ids) for table, ids in own.items()})
    yield Progress(phase="erasing")
    store.write_anew()
    return Erased(
        rows={table: len(ids) for table, ids in own.items()}, replaced=replaced, left=left
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A backup that still holds a person, or `unread` because it has other keys or is damaged."""

    place: Path
    backup: Backup
    unread: bool = False


def backups_with(
    places: Collection[Path], keys: "Keys", uid: str, traces: Traces
) -> Job[tuple[Holder, ...]]:
    """Look into the backups in `places` and return those that hold a person, newest first.

    Each is opened in a private working folder that is wiped; it stays encrypted there. Pure of the
    open vault, for another thread.
    """
    found: list[Holder] = []
    for place in places:
        backups = read_backups(place, keys)
        for done, backup in enumerate(backups):
            yield Progress(phase="verifying", done=done, total=len(backups))
            try:
                if _holds(place / backup.name, keys, uid, traces):
                    found.append(Holder(place=place, backup=backup))
            except UserError:
                found.append(Holder(place=place, backup=backup, unread=True))
    return tuple(sorted(found, key=lambda each: each.backup.made_at, reverse=True))


def delete_holder(holder: Holder, keys: "Keys") -> bool:
    """Delete a backup for good if it is certain that it holds the person; CannotWrite."""
    if holder.unread:
        return False
    if (holder.place / INDEX).exists():
        remove(holder.place, holder.backup.name, keys)
        return True
    path = holder.place / holder.backup.name  # in the second place, where there is no index
    try:
        path.unlink()
    except OSError as error:
        raise as_user_error(error, path) from error
    return True


def _holds(path: Path, keys: "Keys", uid: str, traces: Traces) -> bool:
    from infodesk.vault.backup import extract_backup
    from infodesk.vault.folder import VaultFolder

    try:
        work = Path(tempfile.mkdtemp(prefix="infodesk-"))
    except OSError as error:
        raise as_user_error(error, path) from error
    try:
        folder = VaultFolder(work / "looking.infodesk")
        extract_backup(path, folder)
        key, vault_id = keys.database(), keys.vault_id
        with contextlib.closing(open_database(folder.database, key, vault_id)) as db:
            return rows.holds(db, uid, traces)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def traces_of(store: Store, person_id: PersonId) -> Traces:
    """Return by what a person is recognised, to look for them in backups once they are gone."""
    return rows.traces(store.db, person_id)
