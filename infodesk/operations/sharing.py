"""What a file for others may hold: nothing of those who are kept private."""

from collections.abc import Sequence

from infodesk.core.errors import KeptPrivate, NothingToExport
from infodesk.core.ids import MeetingId, PersonId
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.store.store import Store


def shareable_people(store: Store, people: Sequence[PersonId]) -> list[PersonId]:
    """Return whom of `people` a file may hold; NothingToExport for nobody, KeptPrivate for none."""
    if not people:
        raise NothingToExport()
    kept = person_rows.shareable(store.db, people)
    if not kept:
        raise KeptPrivate(people=len(people))
    return kept


def shareable_meetings(store: Store, meetings: Sequence[MeetingId]) -> list[MeetingId]:
    """Return which of `meetings` a file may hold: those with people who are not kept private.

    Raises NothingToExport for no meeting, KeptPrivate if none is left.
    """
    if not meetings:
        raise NothingToExport()
    kept = meeting_rows.shareable(store.db, meetings)
    if not kept:
        raise KeptPrivate(people=len(meetings))
    return kept
