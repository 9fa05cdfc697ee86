"""People who are kept private are in no file for others."""

from datetime import datetime

import pytest

from infodesk.core.errors import KeptPrivate, NothingToExport
from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.operations import exporting, meetings, people, reporting
from infodesk.words.records import Words


@pytest.fixture
def known(store):
    """Two people with a meeting each: Ana, and Bo who is kept private."""
    found = {}
    for name in ("Ana", "Bo"):
        person = people.add_person(store, PersonDraft(first_name=name))
        draft = MeetingDraft(
            person_id=person,
            local_start=datetime.fromisoformat("2026-11-24T10:00"),
            zone="Europe/Lisbon",
        )
        found[name] = (person, meetings.add_meeting(store, draft))
    finish(people.flag_people(store, [found["Bo"][0]], "keep_private", on=True))
    return found


def test_a_table_leaves_them_out(store, known, tmp_path):
    target = tmp_path / "people.csv"
    everyone = [person for person, _meeting in known.values()]
    assert finish(exporting.save_csv(store, everyone, target)) == 1
    assert "Bo" not in target.read_text(encoding="utf-8-sig")


def test_reports_leave_them_out(store, known):
    everyone = [person for person, _meeting in known.values()]
    held = [meeting for _person, meeting in known.values()]
    for report in (
        finish(reporting.report_people(store, everyone, Words())),
        finish(reporting.report_meetings(store, held, Words())),
    ):
        assert report.title == "Ana"
        assert "Bo" not in str(report)


def test_nothing_is_written_if_nobody_is_left(store, known, tmp_path):
    person, meeting = known["Bo"]
    target = tmp_path / "people.csv"
    with pytest.raises(KeptPrivate):
        finish(exporting.save_csv(store, [person], target))
    with pytest.raises(KeptPrivate):
        finish(reporting.report_people(store, [person], Words()))
    with pytest.raises(KeptPrivate):
        finish(reporting.report_meetings(store, [meeting], Words()))
    with pytest.raises(NothingToExport):
        finish(reporting.report_people(store, [], Words()))
    assert not target.exists()
