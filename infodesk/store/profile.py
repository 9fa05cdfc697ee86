"""Rows of my profile."""

from collections.abc import Mapping
from datetime import date

from infodesk.core.errors import NoSuchRecord, StaleEdit
from infodesk.core.ids import ProfileEntryId
from infodesk.core.moments import day_from_text
from infodesk.core.profile import Profile, ProfileEntry, ProfileKind
from infodesk.store.opening import Connection

COLUMNS = (
    "first_name",
    "last_name",
    "headline",
    "summary",
    "industry",
    "location",
    "email",
    "phone",
    "website",
    "slug",
)
"""Columns that `change` may set."""


def get(db: Connection) -> Profile:
    """Return my profile; an empty one if nothing was ever written."""
    row = db.execute(f"SELECT rev, {', '.join(COLUMNS)} FROM profile WHERE id = 1").fetchone()
    found = dict(zip(COLUMNS, row[1:], strict=True)) if row else {}
    return Profile(**found, rev=row[0] if row else 0, entries=_entries(db))


def _entries(db: Connection) -> tuple[ProfileEntry, ...]:
    """Return all entries: what is held now first, then the newest."""
    return tuple(
        ProfileEntry(
            id=ProfileEntryId(row[0]),
            rev=row[1],
            kind=ProfileKind(row[2]),
            title=row[3],
            organisation=row[4],
            place=row[5],
            text=row[6],
            started_on=day_from_text(row[7]),
            finished_on=day_from_text(row[8]),
            source=row[9],
        )
        for row in db.execute(
            "SELECT id, rev, kind, title, organisation, place, text, started_on, finished_on,"
            " source FROM profile_entry ORDER BY finished_on IS NOT NULL,"
            " coalesce(finished_on, '') DESC, coalesce(started_on, '') DESC, id"
        )
    )


def change(db: Connection, values: Mapping[str, str], rev: int | None = None) -> None:
    """Set columns of my profile; `rev` is the revision the edit was made on. Raises StaleEdit."""
    if unknown := values.keys() - set(COLUMNS):
        raise KeyError(*unknown)
    db.execute("INSERT OR IGNORE INTO profile (id, rev) VALUES (1, 0)")
    pairs = "".join(f"{name} = ?, " for name in values)
    cursor = db.execute(
        f"UPDATE profile SET {pairs}rev = rev + 1 WHERE id = 1 AND (? IS NULL OR rev = ?)",
        (*values.values(), rev, rev),
    )
    if cursor.rowcount == 0:
        raise StaleEdit()


def add_entry(db: Connection, entry: ProfileEntry) -> ProfileEntryId:
    """Add a line to my profile and return its id."""
    cursor = db.execute(
        "INSERT INTO profile_entry (kind, title, organisation, place, text, started_on,"
        " finished_on, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (entry.kind.value, *_cells(entry), entry.source),
    )
    return ProfileEntryId(cursor.lastrowid)


def change_entry(db: Connection, entry: ProfileEntry) -> None:
    """Write a line of my profile anew; raises StaleEdit or NoSuchRecord."""
    cursor = db.execute(
        "UPDATE profile_entry SET title = ?, organisation = ?, place = ?, text = ?,"
        " started_on = ?, finished_on = ?, rev = rev + 1 WHERE id = ? AND rev = ?",
        (*_cells(entry), entry.id, entry.rev),
    )
    if cursor.rowcount:
        return
    if db.execute("SELECT 1 FROM profile_entry WHERE id = ?", (entry.id,)).fetchone():
        raise StaleEdit()
    raise NoSuchRecord()


def delete_entry(db: Connection, entry_id: ProfileEntryId) -> None:
    """Remove a line from my profile."""
    db.execute("DELETE FROM profile_entry WHERE id = ?", (entry_id,))


def _cells(entry: ProfileEntry) -> tuple[str | None, ...]:
    return (
        entry.title,
        entry.organisation,
        entry.place,
        entry.text,
        _text(entry.started_on),
        _text(entry.finished_on),
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
