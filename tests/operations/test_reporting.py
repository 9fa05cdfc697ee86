"""Reports: what the notes of a meeting, a dossier and a selection hold."""

import pytest

from infodesk.core.errors import NothingToExport
from infodesk.core.people import EVERYONE
from infodesk.core.progress import finish
from infodesk.core.report import Heading, Marked, PageBreak, QuestionAnswer, words_of
from infodesk.operations import reporting
from infodesk.operations.sample import load_sample
from infodesk.store import meetings, people
from infodesk.words.records import Words


@pytest.fixture
def filled(store):
    load_sample(store, "Europe/Lisbon")
    return store


def headings(report):
    return [(node.level, node.text) for node in report.nodes if isinstance(node, Heading)]


def test_notes_of_one_meeting(filled):
    meeting = next(
        each
        for each in meetings.find_ids(filled.db)
        if meetings.get(filled.db, each).person_name == "Maya Chen"
    )
    report = finish(reporting.report_meetings(filled, [meeting], Words()))
    assert (report.title, report.subtitle) == ("Maya Chen", "Head of Data at Northwind Health")
    assert [field.label for field in report.cover] == ["When", "Length", "Place", "Goal"]
    assert report.cover[0].value == "Sunday 22 November 2026, 15:00 (Europe/Lisbon)"
    assert headings(report) == [
        (1, "Questions"),
        (1, "Private notes"),
        (2, "What I take from it"),
    ]
    asked = [node for node in report.nodes if isinstance(node, QuestionAnswer)]
    assert [node.asked for node in asked] == [True] * 5 + [False]
    marks = [words_of(node.spans) for node in report.nodes if isinstance(node, Marked)]
    assert "Start with registries, not dashboards" in marks


def test_many_meetings_begin_on_new_pages(filled):
    ids = meetings.find_ids(filled.db)
    report = finish(reporting.report_meetings(filled, ids, Words()))
    assert report.subtitle == f"{len(ids)} meetings"
    assert sum(isinstance(node, PageBreak) for node in report.nodes) == len(ids) - 1


def test_dossier(filled):
    maya = next(
        each
        for each in people.find_ids(filled.db, EVERYONE)
        if people.get(filled.db, each).name == "Maya Chen"
    )
    report = finish(reporting.report_people(filled, [maya], Words()))
    assert {field.label for field in report.cover} >= {"E-mail", "Location", "Stage", "Tags"}
    assert [text for level, text in headings(report) if level == 1] == [
        "About",
        "Positions",
        "Meeting on 22 November 2026",
        "Timeline",
    ]


def test_everyone(filled):
    ids = people.find_ids(filled.db, EVERYONE)
    report = finish(reporting.report_people(filled, ids, Words()))
    assert len([1 for level, _text in headings(report) if level == 1]) == len(ids)


def test_nothing_to_export(filled):
    with pytest.raises(NothingToExport):
        finish(reporting.report_meetings(filled, [], Words()))
    with pytest.raises(NothingToExport):
        finish(reporting.report_people(filled, [], Words()))
