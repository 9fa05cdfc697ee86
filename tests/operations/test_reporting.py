"""Reports: what the notes of a meeting, a dossier and a selection hold."""

import re

import pytest

from infodesk.core.changes import Step
from infodesk.core.errors import KeptPrivate, NothingToExport
from infodesk.core.people import EVERYONE
from infodesk.core.progress import finish
from infodesk.core.report import Heading, Marked, PageBreak, QuestionAnswer, words_of
from infodesk.core.report_choice import ReportChoice, Section
from infodesk.core.research import Topic
from infodesk.core.text import fold
from infodesk.formats.markdown import to_markdown
from infodesk.formats.plain_text import to_text
from infodesk.operations import preparing, reporting
from infodesk.operations.meetings import write_person_notes
from infodesk.operations.people import flag_people
from infodesk.operations.sample import load_sample
from infodesk.store import learned, meetings, people
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


def of(store, name):
    return next(
        each
        for each in people.find_ids(store.db, EVERYONE)
        if people.get(store.db, each).name == name
    )


@pytest.mark.parametrize("section", list(Section))
def test_each_section_of_a_dossier_can_be_left_out(filled, section):
    maya = of(filled, "Maya Chen")
    fill_everything(filled, maya)
    whole = finish(reporting.report_people(filled, [maya], Words()))
    choice = ReportChoice(left_out=frozenset({section}))
    less = finish(reporting.report_people(filled, [maya], Words(), choice))
    assert len(to_text(less)) < len(to_text(whole))
    alone = ReportChoice(left_out=frozenset(Section))
    rest = finish(reporting.report_people(filled, [maya], Words(), alone))
    assert rest.nodes == ()
    assert "@" not in to_text(rest)


def fill_everything(store, person):
    with store.transaction(Step(code="edit-person")) as db:
        db.execute("UPDATE person SET about = 'Knows registries.' WHERE id = ?", (person,))
        db.execute(
            "INSERT INTO education (person_id, school, degree, started_on, finished_on)"
            " VALUES (?, 'Muster University', 'MSc', '2004-01-01', '2006-01-01')",
            (person,),
        )
        db.execute(
            "INSERT INTO position (person_id, title, company, started_on, finished_on, is_current,"
            " noted_on)"
            " VALUES (?, 'Nurse', 'Beispiel Clinic', '2010-01-01', '2014-01-01', 0, '2026-01-01')",
            (person,),
        )
    preparing.add_fact(store, person, Topic.PERSON, "Runs six people.", "https://example.org/a")
    write_person_notes(store, person, "Likes mornings.", None)
    ids = meetings.find_ids(store.db, person_id=person)
    if ids:
        leave_behind(store, person, ids[0])


def leave_behind(store, person, meeting):
    """Have a meeting leave an insight, a promise, a name and a debrief behind."""
    named = of(store, "Sara Lind")
    with store.transaction(Step(code="edit-person")) as db:
        learned.add_insight(db, {
            "kind": "insight", "statement": "Registries come first", "person_id": person,
            "quote": "You count before you draw", "meeting_id": meeting, "said_on": "2026-11-22",
        })  # fmt: skip
        learned.add_insight(db, {
            "kind": "red-flag", "statement": "Weekends on call", "meeting_id": meeting,
            "person_id": person, "my_view": 1,
        })  # fmt: skip
        learned.add_promise(db, {
            "person_id": person, "by_me": 1, "text": "the summary", "due_on": "2026-11-27",
            "meeting_id": meeting,
        })  # fmt: skip
        learned.add_referral(db, {
            "person_id": named, "referrer_id": person, "text": "knows nursing education",
            "may_use_name": 1, "meeting_id": meeting,
        })  # fmt: skip
        learned.write_debrief(db, meeting, "learned", "Counting is the job", store.now())
        learned.write_debrief(db, meeting, "energy", 4, store.now())


def test_a_dossier_tells_years_education_and_research(filled):
    maya = of(filled, "Maya Chen")
    fill_everything(filled, maya)
    text = to_text(finish(reporting.report_people(filled, [maya], Words())))
    assert "- Nurse · Beispiel Clinic · 2010–2014" in text
    assert "- MSc · Muster University · 2004–2006" in text
    assert "Runs six people." in text


def test_a_meeting_tells_what_it_left_behind_with_the_evidence(filled):
    maya = of(filled, "Maya Chen")
    (meeting,) = meetings.find_ids(filled.db, person_id=maya)
    leave_behind(filled, maya, meeting)
    report = finish(reporting.report_meetings(filled, [meeting], Words()))
    text = to_text(report)
    assert "! Insight: Registries come first" in text
    assert "  | You count before you draw\n  | — Maya Chen, 22 November 2026" in text
    assert "? Red flag: Weekends on call\n\nMy view: nobody else said so." in text
    assert "[ ] I: the summary (by 27 November 2026)" in text
    assert "- Sara Lind, Nurse educator, Alder Hospitals: knows nursing education" in text
    assert "Learned: Counting is the job\nEnergy: 4 of 5" in text
    finish(flag_people(filled, [of(filled, "Sara Lind")], "keep_private", on=True))
    less = to_text(finish(reporting.report_meetings(filled, [meeting], Words())))
    assert "knows nursing education" not in less
    assert "Registries come first" in less


@pytest.mark.parametrize("hide_companies", [False, True])
def test_nobody_is_named_in_what_is_redacted(filled, hide_companies):
    """Whoever the sample knows, none of their names, addresses and numbers is in the reports."""
    everybody = people.find_ids(filled.db, EVERYONE)
    fill_everything(filled, everybody[0])
    names = [people.get(filled.db, one).name for one in everybody]
    choice = ReportChoice(redact=True, hide_companies=hide_companies)
    told = to_text(finish(reporting.report_people(filled, everybody, Words(), choice)))
    told += to_markdown(
        finish(reporting.report_meetings(filled, meetings.find_ids(filled.db), Words(), choice))
    )
    folded = fold(told)
    for name in names:
        assert fold(name) not in folded
        for part in name.split():
            if len(part) > 2 and part.isascii():
                assert not re.search(rf"\b{part}\b", told), part
    assert "Jonas" not in told, "a first name alone, of somebody in the pipeline"
    assert "@" not in told.replace("@ Referral", "").replace("\\@", "")
    assert "linkedin.com" not in folded
    companies = [people.get(filled.db, one).company for one in everybody]
    shown = [company for company in companies if company and company in told]
    assert bool(shown) is not hide_companies
    assert "Head of Data" in told


def test_a_selection_leaves_out_who_is_kept_private(filled):
    maya = of(filled, "Maya Chen")
    finish(flag_people(filled, [maya], "keep_private", on=True))
    report = finish(reporting.report_people(filled, people.find_ids(filled.db, EVERYONE), Words()))
    assert "Maya Chen" not in [text for _level, text in headings(report)]
    with pytest.raises(KeptPrivate):
        finish(reporting.report_people(filled, [maya], Words()))
