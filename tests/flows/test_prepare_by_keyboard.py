"""A meeting prepared from nothing to the brief in a PDF, by keyboard alone."""

import io
from datetime import timedelta

import pypdf

from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.core.questions import built_in
from infodesk.core.readiness import readiness
from infodesk.gui.playing.main_job import MainJob
from infodesk.operations import meetings, people
from infodesk.store import meetings as rows
from infodesk.store import research


def open_meetings(stage):
    """Open a new vault with one planned meeting, and Meetings in it."""
    job, hand = MainJob(stage), stage.hand
    job.create()
    job.keep_code()
    hand.click_on("Begin with an empty desk")
    hand.wait(lambda: stage.session.desk, "the open vault")
    store = job.desk.store
    maya = people.add_person(
        store, PersonDraft(first_name="Maya", last_name="Chen", title="Head of Data")
    )
    start = job.desk.clock().replace(tzinfo=None) + timedelta(days=2)
    draft = MeetingDraft(person_id=maya, local_start=start, zone="Europe/Lisbon")
    meeting = meetings.add_meeting(store, draft)
    job.meetings_page()
    hand.settle()
    return job, meeting


def test_prepared_and_briefed_by_keyboard_alone(stage):
    job, meeting = open_meetings(stage)
    hand, store = stage.hand, job.desk.store

    def read():
        return rows.get(store.db, meeting)

    hand.press("Return")  # opens the meeting, to be prepared
    hand.press("Ctrl+B")
    for _ in range(9):
        hand.press("Return")
        hand.press("Down")
    hand.press("Esc")
    hand.press("Ctrl+Shift+A")
    hand.write("How did you hear of this work?\n")
    assert [one.bank_code for one in read().questions] == [
        *(one.code for one in built_in("en")[:9]), "",
    ]  # fmt: skip
    for keys in ("Alt+1", "Alt+3", "Alt+9"):
        hand.press(keys)
    assert [one.place for one in read().questions if one.must_ask] == [1, 3, 9]

    hand.press("F6")
    for text, source in (("Was a nurse", "LinkedIn"), ("Leads six", "a talk"), ("New", "a blog")):
        hand.write(f"{text}\n{source}\n")
    assert [fact.source for fact in research.facts(store.db, read().person_id)] == [
        "LinkedIn", "a talk", "a blog",
    ]  # fmt: skip

    hand.press("Ctrl+Shift+I")
    hand.press("Space")  # drafts the first
    hand.write("I like order. ")
    hand.click_on("Use for this meeting")
    assert read().introduction_id is not None

    hand.click_on("Goal: missing")
    hand.write("Understand registries\n")
    hand.click_on("Time confirmed: missing")
    assert read().confirmed_on is not None
    prepared = research.preparations(store.db, [meeting])[meeting]
    assert readiness(prepared).ready

    hand.press("Ctrl+Shift+B")
    target = stage.folder / "brief.pdf"
    stage.ask.answers.extend(["once", target])
    hand.press("Space")  # the way to the PDF has the focus
    hand.wait(lambda: target.exists() and not job.desk.jobs.running, "the brief")
    pdf = pypdf.PdfReader(io.BytesIO(target.read_bytes()))
    assert len(pdf.pages) == 1
    text = " ".join(pdf.pages[0].extract_text().split())
    for words in ("Understand registries", "Was a nurse", built_in("en")[0].text, "I like order."):
        assert words in text
    hand.press("Esc")
    hand.press("Esc")
    assert job.meetings_page().agenda.isVisible()
