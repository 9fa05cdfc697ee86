"""A key in a note of 20,000 words, in the meeting and in its focus view, with the autosave."""

import random
import time

import many_people
from figures import Figure, Times, slowest, spread
from open_window import Work, open_window, settle

from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.gui.pages.meetings.page import MeetingsPage
from infodesk.operations import meetings, people
from infodesk.store import meetings as meeting_rows
from infodesk.store.store import Store

WORDS = 20_000
PAUSE_SECONDS = 0.06
"""Between keys: a quick typist's."""

_SENTENCE = "the register counts every visit twice because nobody closes the first entry "


def measure(*, quick: bool) -> list[Figure]:
    """Type into a long note, autosaves in between, and tell what a key takes until painted."""
    with many_people.folder() as where:
        folder = many_people.make_vault_folder(where)
        _fill(many_people.open_with(folder, many_people.keys_of(folder)))
        with open_window(folder) as work:
            page = work.window.go("meetings")
            assert isinstance(page, MeetingsPage)
            loading = Times()
            loading.take(lambda: _open(page))
            keys = _type(work, page, 200 if quick else 1200)
            work.window.desk.commands.run("meeting-focus")
            page.view.start_clock()
            settle()
            focus_keys = _type(work, page, 200 if quick else 800)
    return [
        slowest("note-key", "a key in a note of 20,000 words", keys, 16),
        slowest("focus-key", "a key in that note in the focus view", focus_keys, 16),
        spread("note-open", "opening that note", loading.wall),
    ]


def _fill(store: Store) -> None:
    person = people.add_person(store, PersonDraft(first_name="Maya", last_name="Chen"))
    start = store.clock().replace(tzinfo=None)
    meeting = meetings.add_meeting(
        store, MeetingDraft(person_id=person, local_start=start, zone="UTC")
    )
    draw = random.Random(1)
    words = _SENTENCE.split()
    lines = []
    for number in range(WORDS // 20):
        mark = draw.choice(("", "", "! ", "- ", "> ", "## "))
        lines.append(mark + " ".join(draw.choices(words, k=20)) + f" {number}")
    meetings.write_meeting_notes(store, meeting_rows.get(store.db, meeting), "\n".join(lines))
    store.close()


def _open(page: MeetingsPage) -> None:
    meeting = meeting_rows.find_ids(page.desk.store.db)[0]
    page.open_meeting(meeting)
    page.view.focus_notes()
    settle()


def _type(work: Work, page: MeetingsPage, count: int) -> Times:
    """Type in the middle of the note; a key lasts until the window has painted it."""
    area = page.view.notes.area
    cursor = area.textCursor()
    cursor.setPosition(area.document().characterCount() // 2)
    area.setTextCursor(cursor)
    area.setFocus()
    times = Times()
    for number in range(count):
        work.press(area, _SENTENCE[number % len(_SENTENCE)], times)
        until = time.perf_counter() + PAUSE_SECONDS
        while time.perf_counter() < until:
            settle()
            time.sleep(0.002)
    return times
