"""From the shortlist to an outreach logged and a follow-up due, by keyboard alone."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from infodesk.core.next_steps import StepKind
from infodesk.core.people import PersonDraft
from infodesk.core.stages import Stage
from infodesk.core.workdays import Workweek
from infodesk.gui.handed_files import FOLDER
from infodesk.gui.playing.main_job import MainJob
from infodesk.operations import days, people
from infodesk.store import next_steps
from infodesk.store import outreach as rows
from infodesk.store import people as person_rows


class Opened(QObject):
    """Stands for the mail program."""

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
