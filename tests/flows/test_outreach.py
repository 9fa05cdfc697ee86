"""From an import to outreaches logged and their follow-ups due, by keyboard alone."""

import shutil
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLineEdit

from infodesk.core.next_steps import StepKind
from infodesk.core.people import PersonDraft
from infodesk.core.stages import Stage
from infodesk.core.workdays import Workweek
from infodesk.gui.handed_files import FOLDER
from infodesk.gui.pages.importing.plan_page import PlanPage
from infodesk.gui.pages.importing.report_page import ReportPage
from infodesk.gui.pages.shortlist.sheet import ShortlistSheet
from infodesk.gui.playing.main_job import MainJob
from infodesk.operations import days, people
from infodesk.store import next_steps
from infodesk.store import outreach as rows
from infodesk.store import people as person_rows

ARCHIVE = Path(__file__).parents[1] / "data" / "basic_archive.zip"
HOOK = "We met at the fair."


class Opened(QObject):
    """Stands for the mail program, or the browser."""

    def __init__(self):
        super().__init__()
        self.urls = []

    @Slot(QUrl)
    def hear(self, url):
        self.urls.append(url)


def test_from_a_shortlisted_person_to_a_follow_up_seven_business_days_later(stage):
    hand, job = stage.hand, MainJob(stage)
    job.create()
    job.keep_code()
    hand.click_on("Begin with an empty desk")
    hand.wait(lambda: stage.session.desk, "the open vault")
    store = job.desk.store
    leila = people.add_person(
        store,
        PersonDraft(
            first_name="Leila",
            last_name="Mansour",
            company="Institute of Examples",
            email="leila@example.org",
        ),
    )
    page = job.people_page()
    hand.settle()
    page.show_record(leila)
    page.table.setFocus()
    hand.settle()
    # Onto the shortlist by the menu of stages, then to the composer by one key.
    hand.press("S")
    hand.press("Down")
    hand.press("Down")
    hand.press("Return")
    assert person_rows.get(store.db, leila).stage is Stage.SHORTLISTED
    mail = Opened()
    QDesktopServices.setUrlHandler("mailto", mail, "hear")
    try:
        hand.press("W")
        window = job.window
        assert window.place == "outreach"
        composer = window.current_page().composer
        hand.press("Ctrl+A")
        hand.write(
            "Dear Leila,\nI read your note. What are your days like, and how is the field "
            "changing? Could I ask you for 20 minutes, whenever suits you?\nThank you!\nErin"
        )
        hand.press("Ctrl+Return")
        hand.wait(lambda: mail.urls, "the mail program")
        assert composer.strip.isVisible()
        stage.app.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
        hand.press("Return")
    finally:
        QDesktopServices.unsetUrlHandler("mailto")
    assert mail.urls[0].path() == "leila@example.org"
    assert person_rows.get(store.db, leila).stage is Stage.ASKED
    assert rows.open_rows(store.db) == []
    (follow_up,) = [
        step for step in next_steps.open_steps(store.db, leila) if step.kind is StepKind.FOLLOW_UP
    ]
    today = days.today(store)
    assert follow_up.due_on == Workweek().after(today, 7)
    assert follow_up.due_on >= today + timedelta(days=9)


def test_from_the_import_to_ten_outreaches_and_a_follow_up_seven_business_days_later(stage):
    hand, job = stage.hand, MainJob(stage)
    job.create()
    job.keep_code()
    archive = stage.folder / "Basic_LinkedInDataExport_10-01-2026.zip"
    shutil.copy(ARCHIVE, archive)
    hand.click_on("Import from LinkedIn")
    hand.wait(lambda: stage.session.desk, "the open vault")
    stage.ask.answers.append(archive)
    hand.click_on("Choose files…")
    hand.find(PlanPage)
    hand.click_on("Import 38 people")
    hand.find(ReportPage)
    hand.click_on("Choose whom to write to first")
    store = job.desk.store
    assert not person_rows.anyone_live(store.db)  # nobody comes into the pipeline unasked
    sheet = hand.find(ShortlistSheet)
    hand.wait(lambda: sheet.model.rowCount(), "whom to talk to")
    hand.click_on("Role I aim for", QLineEdit)
    hand.write("Project coordinator")
    keys = 0

    def press(key):
        nonlocal keys
        keys += 1
        hand.press(key)

    press("Return")
    hand.wait(lambda: sheet.list.hasFocus() and sheet._run is None, "the list of who was found")
    while sheet.kept()[0] < 10:
        press("K")
    press("Ctrl+Return")
    assert keys <= 20
    page = job.window.current_page()
    assert job.window.place == "outreach"
    assert page.subtitle() == "Shortlist, 1 of 10"
    chosen = rows.shortlisted(store.db, 20)
    assert len(chosen) == 10
    browser = Opened()
    QDesktopServices.setUrlHandler("https", browser, "hear")
    today = days.today(store)
    try:
        for number in range(10):
            person = page.composer.known.person
            hand.write(HOOK)  # over the gap that is marked: what connects us
            stage.ask.answers.append("yes")
            hand.press("Ctrl+Return")
            assert person.slug in browser.urls[-1].path()
            assert HOOK in QGuiApplication.clipboard().text()
            assert person.first_name in QGuiApplication.clipboard().text()
            assert person_rows.get(store.db, person.id).stage is Stage.SHORTLISTED  # not sent yet
            stage.app.sendEvent(job.window, QEvent(QEvent.Type.WindowActivate))
            hand.press("Return")
            assert person_rows.get(store.db, person.id).stage is Stage.ASKED, number
    finally:
        QDesktopServices.unsetUrlHandler("https")
    assert rows.shortlisted(store.db, 20) == []
    assert rows.all_replies(store.db).sent == 10
    for person_id in chosen:
        due = {one.kind: one.due_on for one in next_steps.open_steps(store.db, person_id)}
        assert due[StepKind.FOLLOW_UP] == Workweek().after(today, 7)
        assert due[StepKind.SECOND_PERSON] == Workweek().after(today, 3)
    # What must be done today is done: Today says so.
    hand.press("Alt+1")
    assert job.window.current_page().calm.isVisible()


def test_what_was_handed_over_is_wiped_at_lock_and_at_the_next_start(stage):
    hand, job = stage.hand, MainJob(stage)
    job.create()
    job.keep_code()
    hand.click_on("Begin with an empty desk")
    hand.wait(lambda: stage.session.desk, "the open vault")
    vault = job.desk.vault.folder.path
    handed = job.desk.files.put("message.eml", b"Dear Leila")
    assert handed.exists()
    hand.press("Ctrl+L")
    assert not handed.exists()
    left = stage.settings.folder / FOLDER / "of a killed process"
    left.mkdir()
    (left / "message.eml").write_text("Dear Leila")
    stage.begin(vault)
    assert not left.exists()
