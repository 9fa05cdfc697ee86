"""Meetings: planned, prepared, written down, held, called off."""

from datetime import datetime

import pytest

from infodesk.core.errors import BadValue, StaleEdit
from infodesk.core.meetings import MeetingDraft, MeetingState
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.operations import meetings, people
from infodesk.store import meetings as rows
from infodesk.store import people as person_rows
from infodesk.store import touches
from infodesk.store.copying import everything


@pytest.fixture
def maya(store):
    return people.add_person(store, PersonDraft(first_name="Maya", last_name="Chen"))


@pytest.fixture
def meeting(store, maya):
    draft = MeetingDraft(
        person_id=maya,
        local_start=datetime(2026, 11, 24, 15, 0),  # noqa: DTZ001 - wall time, by design
        zone="Asia/Tokyo",
        questions=("What does a week look like?", " ", "Who else?"),
        place="Video",
    )
    return meetings.add_meeting(store, draft)


def test_a_planned_meeting(store, maya, meeting):
    found = rows.get(store.db, meeting)
    assert found.starts_at.isoformat() == "2026-11-24T06:00:00+00:00"
    assert [question.text for question in found.questions] == [
        "What does a week look like?",
        "Who else?",
    ]
    assert person_rows.get(store.db, maya).stage is Stage.SCHEDULED


@pytest.mark.parametrize(
    ("zone", "minutes", "field"),
    [("Mars/Olympus", 20, "zone"), ("../etc/passwd", 20, "zone"), ("Europe/Lisbon", 0, "minutes")],
)
def test_bad_time(store, maya, zone, minutes, field):
    before = everything(store.db)
    start = datetime(2026, 11, 24, 15, 0)  # noqa: DTZ001
    with pytest.raises(BadValue) as caught:
        meetings.add_meeting(
            store, MeetingDraft(person_id=maya, local_start=start, zone=zone, minutes=minutes)
        )
    assert caught.value.facts["field"] == field
    assert everything(store.db) == before


def test_clock_changes_have_a_defined_moment(store, maya):
    """In Lisbon 01:30 comes twice on 25 October 2026 and not at all on 29 March 2026."""
    for local, utc in (
        ("2026-10-25T01:30", "2026-10-25T00:30:00+00:00"),
        ("2026-03-29T01:30", "2026-03-29T01:30:00+00:00"),
    ):
        draft = MeetingDraft(
            person_id=maya, local_start=datetime.fromisoformat(local), zone="Europe/Lisbon"
        )
        found = rows.get(store.db, meetings.add_meeting(store, draft))
        assert found.starts_at.isoformat() == utc


def test_notes_are_stored_as_typed(store, meeting):
    found = rows.get(store.db, meeting)
    text = "! Half\tof it \r\n<b>& \x07\u202e"
    meetings.write_meeting_notes(store, found, text)
    assert rows.notes(store.db, meeting) == text


def test_typing_is_one_step(store, meeting):
    found = rows.get(store.db, meeting)
    for length in range(1, 20):
        meetings.write_meeting_notes(store, found, "x" * length)
    finish(store.undo())
    assert rows.notes(store.db, meeting) == ""
    finish(store.redo())
    assert rows.notes(store.db, meeting) == "x" * 19


def test_writing_the_same_again_is_no_step(store, meeting):
    found = rows.get(store.db, meeting)
    meetings.write_meeting_notes(store, found, "same")
    mark = store.undo_mark
    meetings.add_question(store, meeting, "One more?")
    meetings.write_meeting_notes(store, found, "same")
    assert store.undo_mark == mark + 1


def test_questions_in_order(store, meeting):
    first, second = rows.get(store.db, meeting).questions
    third = meetings.add_question(store, meeting, "What would you do?", must_ask=True)
    meetings.order_questions(store, meeting, [third, second.id, first.id])
    meetings.tick_question(store, second.id, asked=True)
    meetings.write_answer(store, second.id, "Ana")
    found = rows.get(store.db, meeting).questions
    assert [question.id for question in found] == [third, second.id, first.id]
    assert (found[1].asked, found[1].answer, found[0].must_ask) == (True, "Ana", True)
    meetings.delete_question(store, third)
    finish(store.undo())
    assert rows.questions(store.db, meeting)[0].id == third


def test_held_called_off_and_back(store, maya, meeting):
    meetings.hold_meeting(store, meeting)
    person = person_rows.get(store.db, maya)
    assert person.stage is Stage.MET
    assert str(person.last_touch_on) == "2026-11-23"  # over a day before its time: it was today
    assert [entry.kind for entry in touches.timeline(store.db, maya)] == ["meeting-held"]
    meetings.cancel_meeting(store, meeting)
    assert rows.get(store.db, meeting).state is MeetingState.CANCELLED
    assert person_rows.get(store.db, maya).last_touch_on is None
    meetings.reopen_meeting(store, meeting)
    assert rows.get(store.db, meeting).state is MeetingState.PLANNED


def test_moving_a_held_meeting_moves_its_touch(store, maya, meeting):
    meetings.hold_meeting(store, meeting)
    found = rows.get(store.db, meeting)
    meetings.edit_meeting(store, found, local_start=datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001
    assert str(person_rows.get(store.db, maya).last_touch_on) == "2026-11-20"
    with pytest.raises(StaleEdit):
        meetings.edit_meeting(store, found, place="Elsewhere")


def test_deleting_a_meeting_and_back(store, maya, meeting):
    meetings.write_meeting_notes(store, rows.get(store.db, meeting), "Notes")
    meetings.hold_meeting(store, meeting)
    before = everything(store.db)
    meetings.delete_meeting(store, meeting)
    assert touches.timeline(store.db, maya) == []
    assert everything(store.db)["note"] == []
    finish(store.undo())
    assert everything(store.db) == before
