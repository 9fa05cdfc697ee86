"""Rows of attachments: what each is, and its bytes, which are only ever added."""

from datetime import datetime
from typing import Any

from infodesk.core.attachments import Attachment
from infodesk.core.errors import NoSuchRecord
from infodesk.core.ids import AttachmentId, MeetingId, PersonId
from infodesk.core.moments import from_text
from infodesk.store.opening import Connection

_SELECT = (
    "SELECT a.id, a.name, a.media_type, a.size, a.added_at, a.person_id, a.meeting_id,"
    " m.starts_at, m.zone, EXISTS (SELECT 1 FROM person WHERE photo_id = a.id)"
    " FROM attachment a LEFT JOIN meeting m ON m.id = a.meeting_id"
)


def insert(
    db: Connection,
    person_id: PersonId | None,
    *,
    name: str,
    media_type: str,
    data: bytes,
    now: str,
    meeting_id: MeetingId | None = None,
) -> AttachmentId:
    """Add an attachment of a person or a meeting and return its id.

    The bytes lie in a table of their own that undo does not touch: what is undone leaves them
    behind until `drop_unused`, so that it can be done again.
    """
    content = db.execute("INSERT INTO attachment_content (data) VALUES (?)", (data,))
    cursor = db.execute(
        "INSERT INTO attachment"
        " (person_id, meeting_id, content_id, name, media_type, size, added_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (person_id, meeting_id, content.lastrowid, name, media_type, len(data), now),
    )
    return AttachmentId(cursor.lastrowid)


def get(db: Connection, attachment_id: AttachmentId) -> Attachment:
    """Return what an attachment is; NoSuchRecord if it is gone."""
    row = db.execute(f"{_SELECT} WHERE a.id = ?", (attachment_id,)).fetchone()
    if row is None:
        raise NoSuchRecord()
    return _attachment(row)


def of_person(db: Connection, person_id: PersonId) -> list[Attachment]:
    """Return the files of a person and of the meetings with them, newest first."""
    rows = db.execute(
        f"{_SELECT} WHERE a.person_id = ? UNION ALL {_SELECT} WHERE m.person_id = ?"
        " ORDER BY 5 DESC, 1 DESC",
        (person_id, person_id),
    )
    return [_attachment(row) for row in rows]


def of_meeting(db: Connection, meeting_id: MeetingId) -> list[Attachment]:
    """Return the files of a meeting, newest first."""
    rows = db.execute(
        f"{_SELECT} WHERE a.meeting_id = ? ORDER BY a.added_at DESC, a.id DESC", (meeting_id,)
    )
    return [_attachment(row) for row in rows]


def count_of_meeting(db: Connection, meeting_id: MeetingId) -> int:
    """Return how many files a meeting has."""
    found = db.execute("SELECT count(*) FROM attachment WHERE meeting_id = ?", (meeting_id,))
    return int(found.fetchone()[0])


def total_size(db: Connection) -> int:
    """Return how many bytes all attachments have together."""
    return int(db.execute("SELECT coalesce(sum(size), 0) FROM attachment").fetchone()[0])


def photos(db: Connection) -> dict[PersonId, AttachmentId]:
    """Return the picture of everybody who has one."""
    rows = db.execute("SELECT id, photo_id FROM person WHERE photo_id IS NOT NULL")
    return {PersonId(row[0]): AttachmentId(row[1]) for row in rows}


def rename(db: Connection, attachment_id: AttachmentId, name: str) -> None:
    """Call an attachment otherwise."""
    db.execute("UPDATE attachment SET name = ?, rev = rev + 1 WHERE id = ?", (name, attachment_id))


def content(db: Connection, attachment_id: AttachmentId) -> bytes:
    """Return the bytes of an attachment, none if it is gone."""
    row = db.execute(
        "SELECT data FROM attachment JOIN attachment_content ON attachment_content.id = content_id"
        " WHERE attachment.id = ?",
        (attachment_id,),
    ).fetchone()
    return bytes(row[0]) if row else b""


def delete(db: Connection, attachment_id: AttachmentId) -> None:
    """Remove an attachment; its bytes stay until `drop_unused`."""
    db.execute("DELETE FROM attachment WHERE id = ?", (attachment_id,))


def has_unused(db: Connection) -> bool:
    """Say whether there are bytes that no attachment refers to."""
    found = db.execute(
        "SELECT 1 FROM attachment_content WHERE id NOT IN (SELECT content_id FROM attachment)"
        " LIMIT 1"
    )
    return found.fetchone() is not None


def drop_unused(db: Connection) -> None:
    """Remove bytes that no attachment refers to; only while nothing can be undone."""
    db.execute("DELETE FROM attachment_content WHERE id NOT IN (SELECT content_id FROM attachment)")


def _attachment(row: Any) -> Attachment:
    starts: datetime | None = from_text(row[7]) if row[7] else None
    return Attachment(
        id=AttachmentId(row[0]),
        name=row[1],
        media_type=row[2],
        size=row[3],
        added_at=from_text(row[4]),
        person_id=None if row[5] is None else PersonId(row[5]),
        meeting_id=None if row[6] is None else MeetingId(row[6]),
        starts_at=starts,
        zone=row[8] or "",
        is_photo=bool(row[9]),
    )
