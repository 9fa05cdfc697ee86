"""Words for backups: what they hold and how large they are."""

from infodesk.core.backups import Holdings
from infodesk.words import t, tn


def holdings_sentence(holds: Holdings) -> str:
    """Return what a vault holds: 1,967 people, 12 meetings, 30 notes."""
    return t(
        "{people}, {meetings}, {notes}",
        people=tn("{count:,} person", "{count:,} people", holds.people),
        meetings=tn("{count:,} meeting", "{count:,} meetings", holds.meetings),
        notes=tn("{count:,} note", "{count:,} notes", holds.notes),
    )


def size_words(size: int) -> str:
    """Return a file's size in units of 1,000,000 bytes."""
    return t("{size} MB", size=f"{size / 1e6:.1f}")
