"""What one does with pictures of people: give one, take it off."""

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue
from infodesk.core.ids import AttachmentId, PersonId
from infodesk.store import attachments as rows
from infodesk.store import people as person_rows
from infodesk.store.opening import Connection
from infodesk.store.store import Store

MAX_PHOTO = 5 << 20
"""Bytes that a picture of a person may have."""

# The first bytes by which each kind of picture that can be shown is told, whatever it is called.
_SIGNATURES = (
    ("image/jpeg", b"\xff\xd8\xff", b""),
    ("image/png", b"\x89PNG\r\n\x1a\n", b""),
    ("image/gif", b"GIF8", b""),
    ("image/webp", b"RIFF", b"WEBP"),
)


def media_type(data: bytes) -> str:
    """Return what kind of picture `data` is by its first bytes, empty for none that is shown."""
    for kind, start, later in _SIGNATURES:
        if data.startswith(start) and later in data[8:12]:
            return kind
    return ""


def can_be_shown(data: bytes) -> bool:
    """Say whether `data` is a picture that a person may have."""
    return len(data) <= MAX_PHOTO and bool(media_type(data))


def set_photo(store: Store, person_id: PersonId, data: bytes) -> AttachmentId:
    """Make `data` the picture of a person; BadValue for more than 5 MB or no picture."""
    if len(data) > MAX_PHOTO:
        raise BadValue(field="photo", reason="too-large")
    if not media_type(data):
        raise BadValue(field="photo", reason="not-a-picture")
    with store.transaction(Step(code="set-photo")) as db:
        photo = write_photo(db, person_id, data, store.now())
        assert photo is not None
        return photo


def drop_unused(store: Store) -> None:
    """Remove the bytes of pictures that are gone; only while nothing can be undone."""
    if rows.has_unused(store.db):
        with store.upkeep() as db:
            rows.drop_unused(db)


def write_photo(db: Connection, person_id: PersonId, data: bytes, now: str) -> AttachmentId | None:
    """Write a picture inside a transaction; None if it is too large or none that is shown."""
    if not can_be_shown(data):
        return None
    kind = media_type(data)
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
