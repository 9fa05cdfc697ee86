"""Pictures of every page as different people see it, to be looked at."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from infodesk.core.changes import Step
from infodesk.core.imports import FileReport, ImportFile, ImportRow
from infodesk.core.introductions import Audience, draft
from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import EVERYONE, PersonDraft
from infodesk.core.profile import ProfileEntry, ProfileKind
from infodesk.core.progress import finish
from infodesk.core.questions import built_in
from infodesk.core.research import Topic
from infodesk.core.stages import Stage as PersonStage
from infodesk.gui.playing.demo import Show
from infodesk.gui.playing.main_job import MainJob
from infodesk.operations import importing, meetings, people, preparing, profile, questions
from infodesk.operations.import_planning import plan_import
from infodesk.store import imports as import_rows
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.store import profile as profile_rows
from infodesk.words import t
from infodesk.words.languages import PSEUDO, use_language
from infodesk.words.records import Words

PICTURES = Path(__file__).parent / "pictures" / "pages"


@dataclass(frozen=True, kw_only=True)
class Look:
    """How somebody sees InfoDesk."""

    theme: str = "light"
    size: tuple[int, int] = (1440, 900)
    text_size: int = 100
    density: str = "dense"
    strange: bool = False
    mirrored: bool = False


# The demo paints light and dark.
LOOKS = {
    "contrast": Look(theme="contrast"),
    "narrow": Look(size=(900, 650)),
    "text-200": Look(text_size=200),
    "right-to-left": Look(strange=True, mirrored=True),
}


class Pictures(Show):
    """The demo's walk; each page is painted once, as the stage is set."""

    def __init__(self, stage, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()
        super().__init__(stage, stage.folder)
        self.pages = folder

    def look(self, name):
        self.pictures += 1
        if self.stage.session.desk is not None:
            self.job.window.toast.hide()
        self.stage.hand.picture(self.pages / f"{self.pictures:02}-{name}.png")


def set_stage(stage, look):
    """Have the next session look so."""
    stage.size = look.size
    stage.settings.change(theme=look.theme, text_size=look.text_size, density=look.density)
    if look.strange:
        stage.settings.change(language=PSEUDO)
        use_language(PSEUDO)
    direction = Qt.LayoutDirection
    stage.app.setLayoutDirection(direction.RightToLeft if look.mirrored else direction.LeftToRight)


def open_empty(stage):
    """Open a new, empty vault and return who plays."""
    job = MainJob(stage)
    job.create()
    job.keep_code()
    stage.hand.click_on("Begin with an empty desk")
    stage.hand.wait(lambda: stage.session.desk, "the open vault")
    job.window.resize(*stage.size)
    stage.hand.settle()
    return job


def paint_empty(stage, folder):
    """Paint the pages of a vault with nothing in it, and what finds nothing."""
    shown = Pictures(stage, folder)
    shown.job = job = open_empty(stage)
    shown.look("today")
    job.people_page()
    shown.look("people")
    job.meetings_page()
    shown.look("meetings")
    job.desk.commands.run("new-meeting")
    shown.look("new-meeting")
    job.window.go("outreach")
    shown.look("outreach")
    people.add_person(job.desk.store, PersonDraft(first_name="Ada", last_name="Beispiel"))
    page = job.people_page()
    page.filters.search.setFocus()
    stage.hand.write("nobody at all")
    shown.look("nobody-found")
    page.filters.search.clear()
    job.window.open_palette()
    stage.hand.write("xyzzy")
    shown.look("palette")


LONG = "Wolfeschlegelsteinhausenbergerdorff " * 3


def paint_long(stage, folder):
    """Paint people, companies, questions and notes whose words are far too long."""
    shown = Pictures(stage, folder)
    shown.job = job = open_empty(stage)
    store = job.desk.store
    somebody = people.add_person(
        store,
        PersonDraft(
            first_name=LONG,
            last_name=LONG,
            title=f"Director of {LONG}",
            company=f"{LONG} & Sons",
            email=f"{'long.' * 30}name@example.org",
            location=LONG,
            about=LONG * 5,
            tags=tuple(f"{LONG[:20]}{number}" for number in range(12)),
            stage=PersonStage.SHORTLISTED,
        ),
    )
    people.edit_person(store, somebody, {"next_step": LONG}, None)
    now = job.desk.clock().replace(tzinfo=None)
    meeting = meetings.add_meeting(
        store,
        MeetingDraft(
            person_id=somebody,
            local_start=now + timedelta(days=1),
            zone="America/Argentina/ComodRivadavia",
            place=LONG,
            goal=LONG,
            questions=(LONG, "W" * 200, *(f"Question {number}" for number in range(20))),
        ),
    )
    job.desk.commands.run("go-today")
    shown.look("today")
    page = job.people_page()
    page.show_record(somebody)
    shown.look("people")
    job.desk.commands.run("people-company")
    shown.look("company")
    meetings_page = job.meetings_page()
    shown.look("meetings")
    meetings_page.open_meeting(meeting)
    for topic in Topic:
        preparing.add_fact(store, somebody, topic, LONG, LONG)
    shown.look("prepare")
    job.desk.commands.run("meeting-brief")
    shown.look("brief")
    meetings_page.step_back()
    meetings_page.view.focus_notes()
    stage.hand.write(f"{LONG}\n")
    shown.look("meeting")
    outreach_page = job.window.go("outreach")
    outreach_page.write_to(somebody)
    outreach_page.composer.text.insertPlainText(LONG * 30)
    outreach_page.composer.check()
    shown.look("composer")
    outreach_page.close_composer()
    shown.look("outreach")


def prepare_meeting(store, now):
    """Put in somebody with a meeting that is prepared to the half, and return its id."""
    with store.transaction(Step(code="edit-profile")) as db:
        profile_rows.change(
            db, {"first_name": "Ada", "last_name": "Beispiel", "location": "Lisbon, Portugal"}
        )
        for entry in (
            ProfileEntry(kind=ProfileKind.POSITION, title="Ward nurse", organisation="Northwind"),
            ProfileEntry(kind=ProfileKind.SKILL, title="listening"),
        ):
            profile_rows.add_entry(db, entry)
    maya = people.add_person(
        store,
        PersonDraft(
            first_name="Maya",
            last_name="Chen",
            title="Head of Data",
            company="Northwind",
            location="Lisbon",
        ),
    )
    tomas = people.add_person(store, PersonDraft(first_name="Tomás", last_name="Ortega"))
    meeting, other = (
        meetings.add_meeting(
            store,
            MeetingDraft(
                person_id=one,
                local_start=now + timedelta(days=day),
                zone="Europe/Lisbon",
                minutes=30,
                place="https://meet.example.org/registry",
                goal="Find out how registries find their people",
            ),
        )
        for one, day in ((maya, 2), (tomas, -9))
    )
    for topic, text, source in (
        (Topic.PERSON, "Moved from the ward to data in 2019, part-time at first", "LinkedIn"),
        (Topic.PERSON, "Spoke about linking records at a conference", "its programme"),
        (Topic.COMPANY, "Opened a registry for rare diseases in spring", "annual report"),
    ):
        preparing.add_fact(store, maya, topic, text, source)
    bank = built_in("en")
    for number, must in (
        (18, True),
        (53, True),
        (61, False),
        (90, True),
        (24, False),
        (140, False),
    ):
        questions.add_from_bank(store, meeting, bank[number], must_ask=must)
    asked = questions.add_from_bank(store, other, bank[70])
    meetings.write_answer(store, asked, "Mostly meetings.")
    meetings.add_question(store, other, "How do nurses hear of this work?", must_ask=True)
    preparing.choose_introduction(
        store,
        meeting,
        preparing.add_introduction(
            store, draft(profile_rows.get(store.db), Audience.SHARED, Words(), shared="Northwind")
        ),
    )
    return meeting


def paint_export(stage, folder):
    """Paint the window of the export in light and dark, small, large, and for nobody."""
    shown = Pictures(stage, folder)
    shown.job = job = open_empty(stage)
    for number in range(3):
        people.add_person(job.desk.store, PersonDraft(first_name=f"Person {number}"))
    private = person_rows.find_ids(job.desk.store.db, EVERYONE)[:1]
    finish(people.flag_people(job.desk.store, private, "keep_private", on=True))
    stage.hand.settle()
    for name, theme, size, text in (
        ("light", "light", (1440, 900), 1.0),
        ("dark", "dark", (1440, 900), 1.0),
        ("narrow-text-200", "light", (640, 480), 2.0),
        ("contrast", "contrast", (1000, 700), 1.0),
    ):
        job.desk.theme.apply(stage.app, theme, text_scale=text)
        job.window.resize(*size)
        stage.hand.settle()
        job.desk.commands.run("export")
        window = stage.app.activeModalWidget() or stage.app.activeWindow()
        shown.look(name)
        if name == "light":
            window.buttons["table"].click()
            shown.look("light-table")
        window.reject()
        stage.hand.settle()


def paint_prepare(stage, folder):
    """Paint how a meeting is prepared: the view, the bank, the introductions and the brief."""
    shown = Pictures(stage, folder)
    shown.job = job = open_empty(stage)
    commands = job.desk.commands
    meeting = prepare_meeting(job.desk.store, job.desk.clock().replace(tzinfo=None))
    page = job.meetings_page()
    page.open_meeting(meeting)
    shown.look("prepare")
    page.view.swap_focus()
    shown.look("prepare-facts")
    commands.run("question-bank")
    page.bank.list.setFocus()
    stage.hand.press("Return")
    shown.look("bank")
    commands.run("question-add")
    shown.look("own-question")
    page.step_back()
    page.step_back()
    commands.run("introductions")
    shown.look("introductions")
    page.step_back()
    commands.run("meeting-brief")
    shown.look("brief")
    page.step_back()
    commands.run("meeting-stage")
    shown.look("meeting")
    page.step_back()
    shown.look("agenda")
    ruth = people.add_person(job.desk.store, PersonDraft(first_name="Ruth", last_name="Sándoval"))
    start = job.desk.clock().replace(tzinfo=None) + timedelta(days=5)
    page.open_meeting(
        meetings.add_meeting(
            job.desk.store,
            MeetingDraft(person_id=ruth, local_start=start, zone="Europe/Lisbon"),
        )
    )
    shown.look("prepare-empty")
    person = job.people_page()
    person.show_record(meeting_rows.get(job.desk.store.db, meeting).person_id)
    stage.hand.choose_tab(t("Research"))
    shown.look("person-research")


def paint_many(stage, folder, count=30_000):
    """Paint a list of `count` people, all of them and all selected."""
    shown = Pictures(stage, folder)
    shown.job = job = open_empty(stage)
    store = job.desk.store
    rows = [
        ImportRow(
            line=number + 1,
            first_name=("Ada", "Bo", "Clara", "Dawit", "Elin")[number % 5],
            last_name=f"Beispiel {number:05}",
            slug=f"beispiel-{number:05}",
            company=f"Company {number % 900}",
            position=("Analyst", "Nurse", "Lead")[number % 3],
            connected_on=date(2026, 1, 1) - timedelta(days=number % 4000),
        )
        for number in range(count)
    ]
    report = FileReport(kind="linkedin-connections", rows=count, people=count)
    file = ImportFile(name="Connections.csv", rows=rows, report=report)
    plan = finish(plan_import(finish(import_rows.known_vault(store.db)), [file]))
    finish(importing.apply_import(store, plan))
    page = job.people_page()
    shown.look("people")
    page.table.scrollToBottom()
    page.table.selectAll()
    shown.look("all-selected")
    page.filters.search.setFocus()
    stage.hand.write("dawit 0123")
    shown.look("found")


def paint_twice(stage, folder):
    """Paint people who are here twice, companies, changed jobs and my profile."""
    shown = Pictures(stage, folder)
    shown.job = job = open_empty(stage)
    store, window = job.desk.store, job.window
    for place in ("duplicates", "companies", "job-news", "profile"):
        window.go(place)
        stage.hand.wait(lambda: not job.desk.jobs.running, "nothing under way")
        shown.look(f"{place}-empty")
    drafts = (
        PersonDraft(first_name="Robert", last_name="Muster", company="Northwind Health",
                    title="Head of Data", profile_url="linkedin.com/in/robert-muster",
                    location="Lisbon", about="Met at the fair", tags=("data",)),
        PersonDraft(first_name="Bob", last_name="Muster", company="Northwind Health GmbH",
                    title="Data lead", email="bob@example.net", about="Drinks tea"),
        PersonDraft(first_name="Zhang", last_name="Wei", company="Alder Hospitals"),
        PersonDraft(first_name="Wei", last_name="Zhang", company="Alder Hospitals"),
        PersonDraft(first_name=LONG, last_name=LONG, company=LONG, title=LONG, about=LONG),
        PersonDraft(first_name=LONG, last_name=LONG, company=LONG, title=f"Not {LONG}"),
    )  # fmt: skip
    ids = [people.add_person(store, draft) for draft in drafts]
    with store.transaction(Step(code="import")) as db:
        changed = (
            ids[0],
            1,
            "Analyst",
            "Alder Hospitals",
            "Head of Data",
            "Northwind",
            "2026-11-01",
        )
        import_rows.add_job_changes(db, [changed])
    profile.edit_profile(store, {"first_name": "Ada", "location": "Lisbon"}, 0)
    for kind, title, house in (
        (ProfileKind.POSITION, "Analyst", "Northwind Health"),
        (ProfileKind.EDUCATION, "BSc Nursing", "Example University"),
        (ProfileKind.SKILL, "SQL", ""),
    ):
        profile.add_entry(store, ProfileEntry(kind=kind, title=title, organisation=house))
    for place in ("duplicates", "companies", "job-news", "profile"):
        window.go(place)
        stage.hand.wait(lambda: not job.desk.jobs.running, "nothing under way")
        stage.hand.settle()
        shown.look(place)
