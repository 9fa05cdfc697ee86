"""Meetings in other calendars: one name for ever, a number that only grows, nothing private."""

import contextlib
from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlcipher3 import dbapi2 as sqlcipher

from infodesk.core.errors import KeptPrivate, NothingToExport
from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.operations import calendars, meetings, people, profile
from infodesk.store import meetings as rows
from infodesk.store import migrations
from infodesk.words.records import Words


@pytest.fixture
def maya(store):
    return people.add_person(store, PersonDraft(first_name="Maya", last_name="Chen"))


def plan(store, person, days=3):
    start = (store.clock() + timedelta(days=days)).replace(tzinfo=None)
    return meetings.add_meeting(
        store,
        MeetingDraft(
            person_id=person,
            local_start=start,
            zone="Europe/Lisbon",
            place="Café Central",
            goal="Learn what they earn",
            questions=("Is your boss kind?",),
        ),
    )


@pytest.fixture
def meeting(store, maya):
    return plan(store, maya)


def collect(store, *ids, **how):
    return finish(calendars.collect_events(store, ids, Words(), **how))


def change(store, meeting, **facts):
    meetings.edit_meeting(store, rows.get(store.db, meeting), **facts)


def test_the_number_grows_with_what_a_calendar_shows_and_with_nothing_else(store, meeting):
    (first,) = collect(store, meeting)
    assert first.sequence == 0
    assert collect(store, meeting)[0].sequence == 0
    change(store, meeting, goal="Something else")
    meetings.add_question(store, meeting, "One more?")
    assert collect(store, meeting)[0].sequence == 0
    change(store, meeting, place="Phone")
    assert collect(store, meeting)[0].sequence == 1
    change(store, meeting, minutes=30)
    assert collect(store, meeting)[0].sequence == 2
    meetings.cancel_meeting(store, meeting)
    (last,) = collect(store, meeting)
    assert (last.uid, last.sequence, last.cancelled) == (first.uid, 3, True)


def test_undo_is_one_more_change_to_a_calendar(store, meeting):
    collect(store, meeting)
    change(store, meeting, place="Phone")
    assert collect(store, meeting)[0].sequence == 1
    finish(store.undo())
    (again,) = collect(store, meeting)
    assert (again.place, again.sequence) == ("Café Central", 2)
    assert store.undo_step.code == "add-meeting"


def test_a_deleted_meeting_comes_back_under_its_name(store, meeting):
    (before,) = collect(store, meeting)
    meetings.delete_meeting(store, meeting)
    finish(store.undo())
    assert collect(store, meeting)[0].uid == before.uid


def test_no_two_meetings_share_a_name(store, maya):
    some = [rows.get(store.db, plan(store, maya, day)).uid for day in range(1, 6)]
    assert len(set(some)) == 5
    assert all(len(uid) == 32 for uid in some)


def test_nothing_private_is_in_the_file(store, meeting, tmp_path):
    meetings.write_meeting_notes(store, rows.get(store.db, meeting), "She sounded tired.")
    target = tmp_path / "talk.ics"
    assert finish(calendars.save_calendar(collect(store, meeting), target)) == 1
    (event,) = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert event["SUMMARY"] == "Talk with Maya Chen"
    assert event["LOCATION"] == "Café Central"
    assert "DESCRIPTION" not in event
    (alarm,) = event.walk("VALARM")
    assert alarm["DESCRIPTION"] == "Prepare for Maya Chen"
    text = target.read_text(encoding="utf-8")
    for private in ("earn", "boss", "tired"):
        assert private not in text


def test_their_copy_names_me_and_reminds_nobody(store, meeting):
    (nameless,) = collect(store, meeting, for_them=True)
    assert nameless.summary == "Our talk"
    profile.edit_profile(store, {"first_name": "Ada", "last_name": "Beispiel"}, 0)
    (theirs,) = collect(store, meeting, for_them=True, text="I will call you.")
    assert theirs.summary == "Talk with Ada Beispiel"
    assert theirs.reminder is None
    assert theirs.text == "I will call you."
    (mine,) = collect(store, meeting)
    assert (mine.uid, mine.sequence) == (theirs.uid, theirs.sequence)
    assert mine.text == ""


def test_who_is_kept_private_is_in_no_file(store, maya, meeting):
    finish(people.flag_people(store, [maya], "keep_private", on=True))
    with pytest.raises(KeptPrivate):
        collect(store, meeting)
    with pytest.raises(NothingToExport):
        collect(store)


def test_coming_meetings_and_those_a_calendar_must_forget(store, maya):
    plan(store, maya, days=-2)
    held = plan(store, maya, days=1)
    meetings.hold_meeting(store, held)
    told, untold, soon = (plan(store, maya, days=day) for day in (2, 3, 4))
    collect(store, told)
    for one in (told, untold):
        meetings.cancel_meeting(store, one)
    assert calendars.coming(store) == [told, soon]


def test_meetings_of_an_older_vault_get_a_name():
    with contextlib.closing(sqlcipher.connect(":memory:", isolation_level=None)) as db:
        migrations.migrate(db, last=16)
        db.execute("INSERT INTO vault (id, vault_id, created_at) VALUES (1, '', '')")
        now = "2026-11-01T00:00:00Z"
        db.execute(
            "INSERT INTO person (id, uid, name, sort_key, match_name, created_at,"
            " updated_at)"
            " VALUES (1, 'a', 'A', 'a', 'a', ?1, ?1)",
            (now,),
        )
        for number in (1, 2):
            db.execute(
                "INSERT INTO meeting (id, person_id, local_start, zone, starts_at, created_at,"
                " updated_at) VALUES (?1, 1, '2026-11-01T10:00', 'UTC', ?2, ?2, ?2)",
                (number, now),
            )
        migrations.migrate(db)
        names = [row[0] for row in db.execute("SELECT uid FROM meeting")]
    assert len(set(names)) == 2
    assert all(len(name) == 32 for name in names)


def test_a_calendar_still_shows_what_it_was_told_and_nobody_called_off(store, maya, meeting):
    assert not calendars.still_shown(store, meeting)
    collect(store, meeting)
    assert calendars.still_shown(store, meeting)
    meetings.cancel_meeting(store, meeting)
    assert not calendars.still_shown(store, meeting)
