"""Rows of tags, and which person has which."""

from collections.abc import Iterable

from infodesk.core.ids import PersonId, TagId
from infodesk.core.people import Tag
from infodesk.core.text import fold
from infodesk.store.opening import Connection

HUES = 8


def all_tags(db: Connection) -> list[tuple[Tag, int]]:
    """Return each tag with how many people have it, by name."""
    return [
        (Tag(id=TagId(row[0]), name=row[1], hue=row[2]), row[3])
        for row in db.execute(
            "SELECT id, name, hue, (SELECT count(*) FROM person_tag JOIN person"
            " ON person.id = person_id WHERE tag_id = tag.id AND deleted_at IS NULL)"
            " FROM tag ORDER BY match_name"
        )
    ]


def ensure(db: Connection, name: str) -> TagId:
    """Return the tag of that name, adding it if it is new; its colour is the next in turn."""
    match_name = fold(name)
    row = db.execute("SELECT id FROM tag WHERE match_name = ?", (match_name,)).fetchone()
    if row:
        return TagId(row[0])
    cursor = db.execute(
        "INSERT INTO tag (name, match_name, hue)"
        f" VALUES (?, ?, (SELECT count(*) FROM tag) % {HUES})",
        (name, match_name),
    )
    return TagId(cursor.lastrowid)


def put_on(db: Connection, tag_id: TagId, people: Iterable[PersonId]) -> None:
    """Give people a tag; those who have it keep it."""
    db.executemany(
        "INSERT OR IGNORE INTO person_tag (person_id, tag_id) VALUES (?, ?)",
        [(person_id, tag_id) for person_id in people],
    )


def take_off(db: Connection, tag_id: TagId, people: Iterable[PersonId]) -> None:
    """Take a tag from people; a tag that nobody has any more goes away."""
    db.executemany(
        "DELETE FROM person_tag WHERE person_id = ? AND tag_id = ?",
        [(person_id, tag_id) for person_id in people],
    )
    db.execute(
        "DELETE FROM tag WHERE id = ? AND NOT EXISTS"
        " (SELECT 1 FROM person_tag WHERE tag_id = tag.id)",
        (tag_id,),
    )


def delete_unused(db: Connection) -> None:
    """Remove tags that nobody has."""
    db.execute("DELETE FROM tag WHERE NOT EXISTS (SELECT 1 FROM person_tag WHERE tag_id = tag.id)")
