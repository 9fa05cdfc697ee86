"""From "replied yes" to a thank-you written, saved and logged, by keyboard alone."""

from email import message_from_bytes, policy

from infodesk.core.meetings import MeetingState
from infodesk.core.next_steps import StepKind
from infodesk.core.outreach import Answer
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.gui.playing.main_job import MainJob
from infodesk.operations import people, pipeline, profile
from infodesk.store import learned as rows
from infodesk.store import meetings as meeting_rows
from infodesk.store import next_steps as step_rows
from infodesk.store import people as person_rows
from infodesk.store import profile as profile_rows

NOTES = """! Half of the week is data quality
@ Sara Lind, nurse educator at Alder: use my name
> I send you the course list by Friday
? On-call weekends"""


def somebody_who_said_yes(store):
    """Add a person who was asked and said yes."""
    tomas = people.add_person(
        store,
        PersonDraft(
            first_name="Tomas",
            last_name="Ortega",
            title="Clinical analyst",
            company="Alder",
            email="tomas@example.org",
        ),
    )
    finish(pipeline.put_in_stage(store, [tomas], Stage.ASKED))
    pipeline.mark_replied(store, tomas, Answer.YES)
    me = profile_rows.get(store.db)
    profile.edit_profile(store, {"first_name": "Erin", "last_name": "Sample"}, me.rev)
    return tomas


def test_from_a_yes_to_a_thank_you(stage, tmp_path):
    hand, job = stage.hand, MainJob(stage)
    job.create()
    job.keep_code()
    hand.click_on("Begin with an empty desk")
    hand.wait(lambda: stage.session.desk, "the open vault")
    store, window = job.desk.store, job.window
    tomas = somebody_who_said_yes(store)

    # Scheduled: the form, its defaults taken.
    page = job.people_page()
    page.show_record(tomas)
    page.table.setFocus()
    hand.settle()
    hand.press("M")
    hand.wait(lambda: window.place == "meetings", "the form")
    page = window.current_page()
    hand.press("Ctrl+Return")
    hand.wait(page.shows_meeting, "the meeting")
    assert person_rows.get(store.db, tomas).stage is Stage.SCHEDULED

    # Prepared: two questions, the first starred.
    hand.press("Ctrl+Shift+A")
    hand.write("What does a normal week look like?\nWho else should I talk to?\n")
    hand.press("F6")
    hand.press("F6")
    hand.press("Alt+1")
    (meeting,) = meeting_rows.find_ids(store.db, person_id=tomas)
    questions = meeting_rows.questions(store.db, meeting)
    assert [one.must_ask for one in questions] == [True, False]

    # The talk: one key in; the clock; notes with marks, a question ticked and answered.
    hand.press("F5")
    assert page.in_focus()
    hand.click_on("Start the clock")
    hand.write(NOTES)
    hand.press("Alt+1")
    hand.press("Alt+1")
    hand.write("Half data quality\n")
    hand.press("Ctrl+Return")
    found = meeting_rows.get(store.db, meeting)
    assert not page.in_focus()
    assert found.state is MeetingState.HELD
    assert found.notes == NOTES
    assert (found.questions[0].asked, found.questions[0].answer) == (True, "Half data quality")
    assert person_rows.get(store.db, tomas).stage is Stage.MET

    # The review: four marks, four times Enter; then the five answers.
    for _ in range(4):
        hand.press("Return")
    assert len(rows.insights(store.db, meeting_id=meeting)) == 2
    (referral,) = rows.referrals(store.db, referrer_id=tomas)
    assert (referral.person_name, referral.may_use_name) == ("Sara Lind", True)
    assert len(rows.promises(store.db, person_id=tomas)) == 1
    hand.write("Cleaning is half\nThe quiet\nPartly\n")
    hand.press("4")
    hand.write("Ask Sara Lind\n")
    debrief = rows.debrief(store.db, meeting)
    assert (debrief.learned, debrief.energy, debrief.next) == (
        "Cleaning is half",
        4,
        "Ask Sara Lind",
    )

    # The thank-you: begun from the marks, saved as a mail, logged as sent.
    hand.press("Return")
    hand.press("Return")
    hand.wait(lambda: window.place == "outreach", "the composer")
    composer = window.current_page().composer
    text = composer.text.text()
    assert "“Half of the week is data quality”" in text
    assert "I will send you the course list by Friday" in text
    mail = tmp_path / "thanks.eml"
    stage.ask.answers.append(mail)
    hand.press("Ctrl+S")
    hand.press("Ctrl+Shift+Return")
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    assert message["To"].addresses[0].addr_spec == "tomas@example.org"
    assert "course list by Friday" in message.get_content()
    assert person_rows.get(store.db, tomas).stage is Stage.THANKED
    kinds = {step.kind for step in step_rows.open_steps(store.db, tomas)}
    assert kinds == {StepKind.PROMISE, StepKind.REFERRAL_ASK, StepKind.UPDATE}
