"""Meetings for other calendars: what they may show, and files that keep them up to date."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from infodesk.core.calendars import CalendarEvent
from infodesk.core.files import write_atomically
from infodesk.core.ids import MeetingId
from infodesk.core.meetings import Meeting, MeetingState
from infodesk.core.moments import as_text
from infodesk.core.progress import Job, Progress
from infodesk.core.text import clean_text
from infodesk.core.wording import Wording
from infodesk.formats.calendar import calendar_of
from infodesk.operations.sharing import shareable_meetings
from infodesk.store import calendar_entries, profile
from infodesk.store import meetings as rows
from infodesk.store.opening import Connection
from infodesk.store.store import Store

REMIND_BEFORE = timedelta(minutes=60)
"""How long before a meeting my calendar reminds me to go through the preparation."""

_SLICE = 20


def coming(store: Store) -> list[MeetingId]:
    """Return the meetings that a file of the coming ones holds.

    Those called off are in it if a calendar was told of them before, and nobody else's.
    """
    found = rows.load_rows(store.db, rows.find_ids(store.db, from_=store.now()))
    return [
        each
        for each, row in found.items()
        if row.state is MeetingState.PLANNED
        or (
            row.state is MeetingState.CANCELLED
            and calendar_entries.was_told(store.db, rows.get(store.db, each).uid)
        )
    ]


def still_shown(store: Store, meeting_id: MeetingId) -> bool:
    """Say whether a calendar was told of a meeting that is still planned and to come."""
    meeting = rows.get(store.db, meeting_id)
    return (
        meeting.state is MeetingState.PLANNED
        and meeting.starts_at > store.clock()
        and calendar_entries.was_told(store.db, meeting.uid)
    )


def collect_events(
    store: Store,
    meetings: Sequence[MeetingId],
    wording: Wording,
    *,
    for_them: bool = False,
    text: str = "",
) -> Job[list[CalendarEvent]]:
    """Return what a calendar shows of `meetings`: never goal, questions or notes.

    `for_them` makes it what their calendar shows: my name, and no reminder to prepare. `text` is
    the description that both may read. Raises KeptPrivate or NothingToExport.
    """
    meetings = shareable_meetings(store, meetings)
    me = profile.get(store.db).name
    events = []
    for start in range(0, len(meetings), _SLICE):
        yield Progress(phase="collecting", done=start, total=len(meetings))
        with store.upkeep() as db:
            for each in meetings[start : start + _SLICE]:
                event = _event(db, rows.get(db, each), wording, store.clock())
                if for_them:
                    event = _theirs(event, me, wording)
                events.append(_described(event, text))
    return events


def save_calendar(events: Sequence[CalendarEvent], target: Path) -> Job[int]:
    """Write events into the calendar file `target`; the result is how many; for another thread.

    Raises CannotWrite, DiskFull or ReadOnlyPlace.
    """
    yield Progress(phase="saving")
    write_atomically(target, calendar_of(events))
    return len(events)


def _event(db: Connection, meeting: Meeting, wording: Wording, now: datetime) -> CalendarEvent:
    return CalendarEvent(
        uid=meeting.uid,
        sequence=calendar_entries.next_sequence(db, meeting.uid, _shown(meeting)),
        summary=wording.say("calendar-summary", name=meeting.person_name),
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        changed_at=now,
        place=meeting.place,
        cancelled=meeting.state is MeetingState.CANCELLED,
        reminder=REMIND_BEFORE,
        reminder_text=wording.say("calendar-reminder", name=meeting.person_name),
    )


def _theirs(event: CalendarEvent, me: str, wording: Wording) -> CalendarEvent:
    words = wording.say("calendar-summary", name=me) if me else wording.say("calendar-nameless")
    return replace(event, summary=words, reminder=None, reminder_text="")


def _described(event: CalendarEvent, text: str) -> CalendarEvent:
    return replace(event, text=clean_text(text)) if text.strip() else event


def _shown(meeting: Meeting) -> str:
    """Return a digest of what calendars show: the vault keeps no second copy of it."""
    facts = (
        as_text(meeting.starts_at),
        meeting.minutes,
        meeting.place,
        meeting.person_name,
        meeting.state is MeetingState.CANCELLED,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()
