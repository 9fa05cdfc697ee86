"""Pictures of a meeting as it goes on and of what comes after it."""

from datetime import timedelta

from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.core.stages import Stage as PersonStage
from infodesk.operations import meetings, people, reviewing
from infodesk.store import meetings as meeting_rows
from tests.shots.pages import Look, Pictures, open_empty, set_stage

LOOKS = {
    "light": Look(),
    "dark": Look(theme="dark"),
    "small": Look(size=(1366, 768)),
    "text-200": Look(size=(1366, 768), text_size=200),
    "narrow": Look(size=(640, 480)),
    "contrast": Look(theme="contrast", size=(1366, 768)),
    "right-to-left": Look(size=(1366, 768), mirrored=True),
}
QUESTIONS = (
    ("What does a normal week look like for you?", False, "Mostly data quality; two ward visits"),
    ("What surprised you when you moved from the ward?", False, ""),
    ("Which skill did you wish you had on day one?", True, "SQL, and saying no"),
    ("Where do you see the field in three years?", False, ""),
    ("Maya says registries come before dashboards. Do you agree?", True, None),
    ("What would make you leave this work?", False, None),
    ("Which of your tasks do people underestimate?", False, None),
    ("Who else would you talk to in my place?", True, None),
)
NOTES = """Moved from the ward in 2019, first part-time. The team is six people, two of them nurses.
! Half of the week is data quality; dashboards are the smallest part
" Nobody thanks you for a clean table, but everybody notices a dirty one.
! Regulation changes in 2027 will double registry work
# Book: Foundations of Health Registries, chapter 4
@ Sara Lind, nurse educator at Alder: "use my name"
> I send him the course list by Friday
> He asks his lead whether I may sit in on a review
? On-call weekends, not mentioned in any posting
Agrees about registries, but only for hospitals his size"""


def set_meeting(store, now):
    """Put in a meeting that began some minutes before `now`, and return its id."""
    tomas = people.add_person(
        store,
        PersonDraft(
            first_name="Tomás",
            last_name="Ortega",
            title="Clinical analyst",
            company="Alder Hospitals",
            email="tomas@example.org",
            stage=PersonStage.SCHEDULED,
        ),
    )
    began = now - timedelta(minutes=12, seconds=24)
    meeting = meetings.add_meeting(
        store,
        MeetingDraft(
            person_id=tomas, local_start=began, zone="UTC", place="by video", minutes=20,
            questions=tuple(text for text, _must, _answer in QUESTIONS),
        ),
    )  # fmt: skip
    for question, (_text, must, answer) in zip(
        meeting_rows.get(store.db, meeting).questions, QUESTIONS, strict=True
    ):
        meetings.mark_must_ask(store, question.id, must_ask=must)
        if answer is not None:
            meetings.tick_question(store, question.id, asked=True)
            meetings.write_answer(store, question.id, answer)
    found = meeting_rows.get(store.db, meeting)
    meetings.write_meeting_notes(store, found, NOTES)
    meetings.begin_meeting(store, meeting, store.clock() - timedelta(minutes=12, seconds=24))
    return meeting


def paint_meet(stage, folder, look):
    """Paint the focus view and what follows."""
    set_stage(stage, look)
    shown = Pictures(stage, folder)
    shown.job = job = open_empty(stage)
    store = job.desk.store
    meeting = set_meeting(store, store.clock().replace(tzinfo=None))
    page = job.meetings_page()
    page.open_meeting(meeting)
    shown.look("meeting")
    job.desk.commands.run("meeting-focus")
    page.view.questions._make_current(4)
    shown.look("focus")
    meetings.begin_meeting(store, meeting, store.clock() - timedelta(minutes=16))
    page.view.show_time()
    shown.look("focus-closing")
    meetings.begin_meeting(store, meeting, store.clock() - timedelta(minutes=21))
    page.view.show_time()
    page.view.toggle_side()
    shown.look("focus-over")
    job.desk.commands.run("meeting-shield")
    shown.look("focus-shield")
    job.desk.commands.run("meeting-shield")
    job.desk.commands.run("meeting-finish")
    shown.look("review")
    review = page.view.review
    for number in range(2):
        review.rows[number]._keep()
    review.rows[2].dropped.emit()
    next(row for row in review.rows if row.referral is not None).setFocus()
    shown.look("review-referral")
    review._keep_all()
    for name, words in (
        ("learned", "Half of it is cleaning, and that is the part I like"),
        ("surprised", "Nurses lead two of the registries"),
        ("fits", "Partly: the quiet work yes, the on-call weekends no"),
        ("next", "Ask Sara Lind how she moved"),
    ):
        reviewing.write_debrief(store, meeting, name, words)
    reviewing.write_debrief(store, meeting, "energy", 4)
    review.debrief.begin()
    bar = review._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    shown.look("debrief")
    job.desk.commands.run("meeting-follow-up")
    shown.look("follow-up")
    next(row for row in page.view.follow_up.promises.rows if row.promise.by_me).box.click()
    shown.look("follow-up-kept")
    page.view.follow_up.write_thanks()
    shown.look("thanks")
    job.meetings_page()
    job.desk.commands.run("meeting-helpers")
    shown.look("helpers")
    people_page = job.people_page()
    people_page.show_record(found_person(store))
    people_page.detail.tabs.setCurrentIndex(4)
    shown.look("learned")


def found_person(store):
    """Return whom the meeting is with."""
    return meeting_rows.get(store.db, meeting_rows.find_ids(store.db)[0]).person_id
