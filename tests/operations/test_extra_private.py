"""What is extra private is in no export, report, brief or snippet; it stays in the vault."""

import zipfile
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.formats.markdown import to_markdown
from infodesk.operations import briefing, exporting, meetings, people, reporting
from infodesk.operations.searching import refresh_index
from infodesk.store import meetings as rows
from infodesk.store import search
from infodesk.words.records import Words

WORD = "Zilpzalp"
PLAIN = "seen"
LINE = st.sampled_from([PLAIN, f"~ {WORD}", f"  ~ {WORD} and more", f"- {PLAIN}", "```", "",
                        f"! {PLAIN}", f"~ ! {WORD}", f"～ {WORD}", f"> {PLAIN}",
                        "| a |", "~~~"])  # fmt: skip
NOTES = st.lists(LINE, min_size=1, max_size=7).map("\n".join)


@pytest.fixture
def meeting(store):
    draft = PersonDraft(first_name="Ana", last_name="Reis", company="Example")
    start = datetime.fromisoformat("2026-11-24T10:00")
    person = people.add_person(store, draft)
    made = meetings.add_meeting(
        store, MeetingDraft(person_id=person, local_start=start, zone="Europe/Lisbon")
    )
    meetings.add_question(store, made, "Why?")
    return made


def write(store, meeting_id, note):
    meeting = rows.get(store.db, meeting_id)
    meetings.write_meeting_notes(store, meeting, note)
    meetings.write_person_notes(store, meeting.person_id, note)
    meetings.write_answer(store, meeting.questions[0].id, note)
    person = meeting.person_id
    with store.upkeep() as db:
        for table in ("person", "company"):
            db.execute(f"UPDATE {table} SET about = ?", (note,))
    return person


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(NOTES)
def test_nothing_that_leaves_holds_it(store, meeting, tmp_path, note):
    person = write(store, meeting, f"{note}\n~ {WORD}")
    words = Words()
    reports = [
        finish(reporting.report_meetings(store, [meeting], words)),
        finish(reporting.report_people(store, [person], words)),
        finish(briefing.report_brief(store, meeting, words)),
    ]
    for report in reports:
        assert WORD not in repr(report)
        assert WORD not in to_markdown(report)
    for name, save in {
        "a.csv": lambda path: exporting.save_csv(store, [person], path),
        "a.vcf": lambda path: exporting.save_vcards(store, [person], path),
        "a.json": lambda path: exporting.save_json(store, path),
        "a.zip": lambda path: exporting.save_markdown(store, [person], words, path),
    }.items():
        target = tmp_path / name
        target.unlink(missing_ok=True)
        finish(save(target))
        assert WORD not in read(target), name
    while refresh_index(store):
        pass
    assert not search.texts(store.db, WORD)
    if PLAIN in note:
        assert search.texts(store.db, PLAIN)
        assert PLAIN in read(tmp_path / "a.json")
    assert WORD in rows.get(store.db, meeting).notes


def read(path):
    if path.suffix != ".zip":
        return path.read_text("utf-8-sig")
    with zipfile.ZipFile(path) as bundle:
        return "".join(bundle.read(each).decode() for each in bundle.namelist())
