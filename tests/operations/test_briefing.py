"""The brief of a meeting: what it holds, in which order, and that it prints on one page."""

import io
from datetime import datetime

import pypdf
import pytest

from infodesk.core.changes import Step
from infodesk.core.errors import KeptPrivate, NoSuchRecord
from infodesk.core.introductions import Audience, IntroductionDraft
from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.core.profile import ProfileEntry, ProfileKind
from infodesk.core.progress import finish
from infodesk.core.questions import built_in
from infodesk.core.report import BulletList, Heading, Paragraph, QuestionAnswer, Ruled, words_of
from infodesk.core.research import Topic
from infodesk.formats.markdown import to_markdown
from infodesk.formats.pdf import Typefaces, print_pdf
from infodesk.operations import meetings, people, preparing, questions
from infodesk.operations.briefing import brief, report_brief
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.store import profile
from infodesk.words.records import Words

OWN = Typefaces(system=False)


@pytest.fixture
def meeting(store):
    person = people.add_person(
        store,
        PersonDraft(first_name="Maya", last_name="Chen", title="Head of Data", company="Northwind"),
    )
    draft = MeetingDraft(
        person_id=person,
        local_start=datetime(2026, 12, 1, 15),  # noqa: DTZ001 - wall time
        zone="Europe/Lisbon",
        minutes=30,
        goal="Understand registries",
        place="Café Beispiel",
    )
    return meetings.add_meeting(store, draft)


def ask(store, meeting, count, must=3):
    for number, question in enumerate(built_in("en")[:count]):
        questions.add_from_bank(store, meeting, question, must_ask=number % 3 == 1 and must > 0)


def person_of(store, meeting):
    return meeting_rows.get(store.db, meeting).person_id


def texts(report):
    for node in report.nodes:
        match node:
            case Heading():
                yield f"## {node.text}"
            case QuestionAnswer():
                yield ("★ " if node.must_ask else "- ") + node.question
            case Paragraph():
                yield words_of(node.spans)
            case BulletList():
                for item in node.items:
                    yield "• " + "".join(words_of(one.spans) for one in item.nodes)
            case Ruled():
                yield "____"


def test_an_unprepared_meeting_has_room_to_write_and_an_end(store, meeting):
    report = brief(store, meeting, Words())
    assert (report.title, report.subtitle) == ("Maya Chen", "Head of Data at Northwind")
    assert [(field.label, field.value) for field in report.cover] == [
        ("When", "Tuesday 1 December 2026, 15:00 (Europe/Lisbon) · 30 minutes"),
        ("Place", "Café Beispiel"),
        ("Goal", "Understand registries"),
    ]
    assert list(texts(report)) == [
        "## Questions",
        "____",
        "## Before we part",
        "• Thank you. What you said about … helps me most.",
        "• Who else should I talk to, and may I say that you named them?",
        "• May I write to you again when I know more?",
        "• What can I do for you?",
        "## Promises",
        "____",
    ]


def test_a_prepared_meeting_begins_with_what_matters(store, meeting):
    with store.transaction(Step(code="edit-profile")) as db:
        job = ProfileEntry(kind=ProfileKind.POSITION, title="nurse", organisation="Northwind GmbH")
        profile.add_entry(db, job)
    for number in range(8):
        preparing.add_fact(store, person_of(store, meeting), Topic.PERSON, f"Fact {number}")
    version = preparing.add_introduction(
        store, IntroductionDraft(audience=Audience.FIELD, favourite="word " * 75)
    )
    preparing.choose_introduction(store, meeting, version)
    preparing.keep_pace(store, 100)
    ask(store, meeting, 5)
    report = brief(store, meeting, Words())
    assert report.cover[-1].value == "Northwind"
    said = list(texts(report))
    bank = [one.text for one in built_in("en")]
    assert said[:7] == ["## What I know", *(f"• Fact {number}" for number in range(6))]
    assert said[7] == "## Introduction, 45 seconds"
    assert said[9:18] == [
        "## Must ask", f"★ {bank[1]}", "____", f"★ {bank[4]}", "____",
        "## If there is time", f"- {bank[0]}", f"- {bank[2]}", f"- {bank[3]}",
    ]  # fmt: skip


def test_who_they_were_stands_above(store, meeting):
    person = person_of(store, meeting)
    people.change_job(store, person, title="Director", company="Kestrel")
    report = brief(store, meeting, Words())
    assert report.subtitle == "Director at Kestrel"
    assert ("Earlier", "Head of Data at Northwind") in [
        (field.label, field.value) for field in report.cover
    ]


def printed(report, paper="a4"):
    result = print_pdf(report, paper=paper, typefaces=OWN)
    return result, pypdf.PdfReader(io.BytesIO(result.data))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("count", [0, 10, 15])
def test_it_is_one_accessible_page(store, meeting, paper, count):
    ask(store, meeting, count)
    for number in range(6):
        preparing.add_fact(
            store, person_of(store, meeting), Topic.ROLE, f"Something found {number}"
        )
    result, pdf = printed(brief(store, meeting, Words()), paper)
    assert (result.standard, len(pdf.pages)) == ("ua-1", 1)
    width = float(pdf.pages[0].mediabox.width)
    assert round(width) == {"a4": 595, "letter": 612}[paper]
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.metadata.title == "Maya Chen"
    text = pdf.pages[0].extract_text()
    assert "Private notes" in text
    assert " of 1" not in text
    titles = [entry.title for entry in pdf.outline]
    wanted = ["Must ask", "If there is time"] if count else ["Questions"]
    assert titles == ["What I know", *wanted, "Before we part", "Promises"]


def ruled_lines(pdf):
    """Return how far down the page the lines for writing lie, in points."""
    data = pdf.pages[0].get_contents().get_data().decode("latin-1")
    return data.count(" l\nS") or data.count(" l S")


def test_the_fewer_the_questions_the_more_room_to_write(store, meeting):
    ask(store, meeting, 3)
    few = ruled_lines(printed(brief(store, meeting, Words()))[1])
    for question in built_in("en")[20:32]:
        questions.add_from_bank(store, meeting, question)
    many = ruled_lines(printed(brief(store, meeting, Words()))[1])
    assert few > many >= 2


def test_what_is_too_much_for_a_page_goes_on_and_says_so(store, meeting):
    ask(store, meeting, 45)
    _, pdf = printed(brief(store, meeting, Words()))
    assert len(pdf.pages) == 2
    assert "1 of 2" in pdf.pages[0].extract_text()
    everything = "".join(page.extract_text() for page in pdf.pages)
    squeezed = "".join(everything.split())
    for question in built_in("en")[:45]:
        assert "".join(question.text.split()) in squeezed


def test_every_script_is_readable(store, meeting):
    for text in ("Что изменилось?", "מה השתנה?", "Τι άλλαξε;"):
        meetings.add_question(store, meeting, text)
    result, pdf = printed(brief(store, meeting, Words()))
    assert (result.standard, result.missing) == ("ua-1", ())
    assert "Что изменилось?" in pdf.pages[0].extract_text()


def test_lines_to_write_on_are_only_on_paper(store, meeting):
    ask(store, meeting, 3)
    written = to_markdown(brief(store, meeting, Words()))
    assert "\n\n\n" not in written
    assert written.startswith("# Maya Chen\n\nHead of Data at Northwind\n\n- **When:**")


def test_no_file_holds_who_is_private(store, meeting):
    report = finish(report_brief(store, meeting, Words()))
    assert report == brief(store, meeting, Words())
    person = person_of(store, meeting)
    with store.transaction(Step(code="edit-person")) as db:
        person_rows.change(db, person, {"keep_private": 1}, store.now(), None)
    with pytest.raises(KeptPrivate):
        finish(report_brief(store, meeting, Words()))
    assert brief(store, meeting, Words()).title == "Maya Chen"


def test_a_meeting_that_is_gone_has_no_brief(store, meeting):
    meetings.delete_meeting(store, meeting)
    with pytest.raises(NoSuchRecord):
        brief(store, meeting, Words())
