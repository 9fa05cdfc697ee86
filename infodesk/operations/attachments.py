"""What one does with files of people and meetings, and with the picture of a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infodesk.core.attachments import (
    MAX_FILE,
    MAX_PHOTO,
    kept_name,
    media_type,
    picture_type,
)
from infodesk.core.changes import Step
from infodesk.core.errors import BadValue, CannotRead
from infodesk.core.files import as_user_error, write_atomically
from infodesk.core.ids import AttachmentId, MeetingId, PersonId
from infodesk.core.progress import Job, Progress
from infodesk.store import attachments as rows
from infodesk.store import people as person_rows
from infodesk.store.opening import Connection
from infodesk.store.store import Store

MAX_AT_ONCE = 100 << 20
"""Bytes that files added together may have: they are all in memory until they are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file that was read: what it was called, and its bytes."""

    name: str
    data: bytes


def can_be_shown(data: bytes) -> bool:
    """Say whether `data` is a picture that a person may have."""
    return len(data) <= MAX_PHOTO and bool(picture_type(data))


def read_files(paths: Sequence[Path], *, most: int = MAX_FILE) -> Job[list[NewFile]]:
    """Read files that are to be kept; none of them if one is larger than `most` or unreadable.

    Raises BadValue or CannotRead.
    """
    found: list[NewFile] = []
    total = 0
    for done, path in enumerate(paths, start=1):
        data = _read(path, most)
        total += len(data)
        if total > MAX_AT_ONCE:
            raise BadValue(field="file", reason="files-too-large")
        found.append(NewFile(name=kept_name(path.name), data=data))
        yield Progress(phase="reading", done=done, total=len(paths))
    return found


def attach(
    store: Store,
    files: Sequence[NewFile],
    *,
    person_id: PersonId | None = None,
    meeting_id: MeetingId | None = None,
) -> Job[list[AttachmentId]]:
    """Keep files with a person or a meeting, all of them or none.

    Raises BadValue for one that is empty or larger than 25 MB.
    """
    for file in files:
        if len(file.data) > MAX_FILE:
            raise BadValue(field="file", reason="file-too-large")
        if not file.data:
            raise BadValue(field="file", reason="file-empty")
    kept: list[AttachmentId] = []
    with store.transaction(Step(code="attach-files", count=len(files))) as db:
        for done, file in enumerate(files, start=1):
            kept.append(
                rows.insert(
                    db,
                    person_id,
                    meeting_id=meeting_id,
                    name=file.name,
                    media_type=media_type(file.data),
                    data=file.data,
                    now=store.now(),
                )
            )
            yield Progress(phase="saving", done=done, total=len(files))
    return kept


def rename(store: Store, attachment_id: AttachmentId, name: str) -> None:
    """Call a file otherwise; BadValue for no name."""
    name = kept_name(name)
    if not name:
        raise BadValue(field="name", reason="empty")
    if rows.get(store.db, attachment_id).name != name:
        with store.transaction(Step(code="rename-file")) as db:
            rows.rename(db, attachment_id, name)


def remove(store: Store, attachment_id: AttachmentId) -> None:
    """Remove a file; undo brings it back."""
    rows.get(store.db, attachment_id)
    with store.transaction(Step(code="remove-file")) as db:
        rows.delete(db, attachment_id)


def set_photo(store: Store, person_id: PersonId, data: bytes) -> AttachmentId:
    """Make `data` the picture of a person; BadValue for more than 5 MB or no picture."""
    if len(data) > MAX_PHOTO:
        raise BadValue(field="photo", reason="too-large")
    if not picture_type(data):
        raise BadValue(field="photo", reason="not-a-picture")
    with store.transaction(Step(code="set-photo")) as db:
        photo = write_photo(db, person_id, data, store.now())
        assert photo is not None
        return photo


def use_as_photo(store: Store, person_id: PersonId, attachment_id: AttachmentId) -> None:
    """Make a picture among the files of a person their picture; BadValue as in `set_photo`."""
    file = rows.get(store.db, attachment_id)
    if not file.is_picture:
        raise BadValue(field="photo", reason="not-a-picture")
    if file.size > MAX_PHOTO:
        raise BadValue(field="photo", reason="too-large")
    with store.transaction(Step(code="set-photo")) as db:
        person_rows.change(db, person_id, {"photo_id": attachment_id}, store.now(), None)


def take_off_photo(store: Store, person_id: PersonId) -> None:
    """Let a person have no picture; the file stays among their files."""
    if person_rows.get(store.db, person_id).photo_id is None:
        return
    with store.transaction(Step(code="take-off-photo")) as db:
        person_rows.change(db, person_id, {"photo_id": None}, store.now(), None)


def save_copy(data: bytes, target: Path) -> Job[Path]:
    """Write a file's bytes to `target`, unencrypted; raises what write_atomically raises."""
    yield Progress(phase="saving")
    write_atomically(target, data)
    return target


def drop_unused(store: Store) -> None:
    """Remove the bytes of files that are gone; only while nothing can be undone."""
    if rows.has_unused(store.db):
        with store.upkeep() as db:
            rows.drop_unused(db)


def write_photo(db: Connection, person_id: PersonId, data: bytes, now: str) -> AttachmentId | None:
    """Write a picture inside a transaction; None if it is too large or none that is shown."""
    if not can_be_shown(data):
        return None
    kind = picture_type(data)
    photo = rows.insert(
        db,
        person_id,
        name=f"photo.{kind.removeprefix('image/')}",
        media_type=kind,
        data=data,
        now=now,
    )
    person_rows.change(db, person_id, {"photo_id": photo}, now, None)
    return photo


def _read(path: Path, most: int) -> bytes:
    try:
        if not path.is_file():  # a pipe or a device would never end
            raise CannotRead(path=str(path), detail="not a file")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise as_user_error(error, path, writing=False) from error
    if len(data) > most:
        reason = "too-large" if most == MAX_PHOTO else "file-too-large"
        raise BadValue(field="file", reason=reason)
    return data
