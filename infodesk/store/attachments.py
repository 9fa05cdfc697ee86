"""Rows of attachments: what each is, and its bytes, which are only ever added."""

from infodesk.core.ids import AttachmentId, PersonId
from infodesk.store.opening import Connection


def insert(
    db: Connection, person_id: PersonId, *, name: str, media_type: str, data: bytes, now: str
) -> AttachmentId:
    """Add an attachment of a person and return its id.

    The bytes lie in a table of their own that undo does not touch: what is undone leaves them
    behind until `drop_unused`, so that it can be done again.
    """
    content = db.execute("INSERT INTO attachment_content (data) VALUES (?)", (data,))
    cursor = db.execute(
        "INSERT INTO attachment (person_id, content_id, name, media_type, size, added_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (person_id, content.lastrowid, name, media_type, len(data), now),
    )
    return AttachmentId(cursor.lastrowid)


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
