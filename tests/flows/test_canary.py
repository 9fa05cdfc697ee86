"""A word typed into every field is found in what was exported, and nowhere else."""

import json

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

from infodesk.core.introductions import Audience
from infodesk.core.outreach import Channel
from infodesk.gui.pages.meetings.stages import Stage
from infodesk.gui.pages.outreach.commands import TEMPLATES
from infodesk.gui.playing.main_job import MainJob

CANARY = "Zilpzalpvogel"
NUMBER = "+49 30 5550173"

FILLED = {
    "person": ("first_name", "last_name", "title", "company", "about", "location", "next_step"),
    "position": ("title", "company"),
    "email": ("address",),
    "phone": ("number",),
    "link": ("url",),
    "tag": ("name",),
    "company": ("name", "website", "about"),
    "touch": ("text",),
    "meeting": ("place", "goal"),
    "meeting_question": ("text", "answer"),
    "note": ("body",),
    "next_step": ("text",),
    "profile": ("first_name", "last_name", "headline", "summary", "location"),
    "introduction": ("name", "favourite", "insight", "transition"),
    "research_fact": ("text", "source"),
    "question": ("text",),
    "outreach": ("subject", "text"),
    "template": ("name", "subject", "text"),
    "event": ("name", "place"),
    "event_person": ("hook",),
}

SHAPED = {
    "Name": f"{CANARY} Von{CANARY}",
    "E-mail": f"{CANARY.lower()}@example.org",
    "Phone": NUMBER,
    "Day": "today",
    "Website": f"https://{CANARY.lower()}.example.org/",
    "LinkedIn": f"https://www.linkedin.com/in/{CANARY.lower()}",
}
"""What is typed where only some kind of text is taken."""

ALSO = ("today", "board", "companies", "settings")
"""Places whose fields look for something, or are asked again at once."""


class Filler:
    """Types the canary into every field of the window, page by page."""

    def __init__(self, stage):
        self.stage, self.hand, self.job = stage, stage.hand, MainJob(stage)

    def type_into(self, field, text, end=""):
        field.setFocus()
        self.hand.settle()
        field.selectAll()
        self.hand.write(text)
        if popup := self.stage.app.activePopupWidget():  # what completes the word
            popup.close()
        if end:
            self.hand.press(end)

    def open(self):
        self.job.create()
        self.job.keep_code()
        self.hand.click_on("Begin with an empty desk")
        self.hand.wait(lambda: self.stage.session.desk, "the open vault")

    def add_person(self):
        self.hand.press("Ctrl+N")
        self.hand.find(QLineEdit, "Name")
        for field in list(self.hand.all(QLineEdit)):
            self.type_into(field, SHAPED.get(field.accessibleName(), CANARY))
        self.hand.press("Return")
        self.hand.wait(lambda: self.job._people() == 1, "the person")
        self.hand.wait(lambda: self.hand.top() is self.job.window, "the window")

    def fill_detail(self):
        page = self.job.people_page()
        detail = page.detail
        detail.next_step.what.edit()
        self.hand.write(f"{CANARY}\n")
        for kind, text in (
            ("link", f"https://{CANARY.lower()}.example.org/"),
            ("location", CANARY),
        ):
            detail.start_fact(kind)
            self.hand.settle()
            self.hand.write(f"{text}\n")
        detail.log_touch()
        self.hand.write(f"{CANARY}\n")
        detail.tabs.setCurrentIndex(1)
        self.type_into(detail.notes.area, f"*{CANARY}* in a note")
        detail.tabs.setCurrentIndex(3)
        self.type_into(detail.about.text, CANARY)
        page.table.setFocus()
        self.hand.settle()

    def fill_company(self):
        page = self.job.people_page()
        assert self.job.desk.commands.run("people-company")
        pane = page.company
        self.type_into(pane.website, f"https://{CANARY.lower()}.example.org/", end="Tab")
        about = next(iter(pane.findChildren(QPlainTextEdit)))
        self.type_into(about, CANARY, end="Tab")
        page.close_company()

    def fill_meeting(self):
        assert self.job.desk.commands.run("people-new-meeting")
        page = self.job.meetings_page()
        self.type_into(page.form.place, CANARY)
        self.type_into(page.form.goal, CANARY, end="Ctrl+Return")
        self.hand.wait(page.shows_meeting, "the meeting")
        self.type_into(page.view.questions.add, f"{CANARY}?", end="Return")
        page.view.show_stage(Stage.TALK)
        page.view.questions.rows[0].begin_answer()
        self.hand.write(f"{CANARY} answers")
        page.view.focus_notes()
        self.hand.write(f"! {CANARY} in a meeting")
        assert page.view.flush()

    def fields(self):
        """Return what can be typed into in the top window, a part of another control left out."""
        found = []
        for kind in (QLineEdit, QPlainTextEdit, QTextEdit):
            for one in self.hand.all(kind):
                part = isinstance(one.parentWidget(), QAbstractSpinBox | QComboBox)
                if one.isEnabled() and not one.isReadOnly() and not part:
                    found.append(one)
        return found

    def fill_all(self, end=""):
        """Type the canary into every field that is seen."""
        fields = self.fields()
        assert fields
        for field in fields:
            if field.isVisible():
                self.type_into(field, SHAPED.get(field.accessibleName(), CANARY), end)

    def fill_preparing(self):
        page = self.job.meetings_page()
        page.view.show_stage(Stage.PREPARE)
        page.view.prepare.research.begin()
        self.hand.write(f"{CANARY} was a nurse\n{CANARY} magazine\n")
        assert self.job.desk.commands.run("introductions")
        view = page.introductions
        self.hand.settle()
        view.add_version(Audience.FIELD)
        self.hand.settle()
        self.fill_all()
        view.name.edit()
        self.hand.write(f"{CANARY}\n")
        assert view.flush()
        assert self.job.desk.commands.run("question-bank")
        page.bank.begin()
        self.hand.settle()
        self.type_into(page.bank.editor.text, f"{CANARY} in the bank?")
        page.bank.editor.keep()

    def fill_profile(self):
        self.job.window.go("profile")
        self.hand.settle()
        self.job.window.current_page().begin()
        self.hand.settle()
        self.fill_all()
        assert self.job.window.current_page().flush()

    def fill_outreach(self):
        self.job.people_page()
        assert self.job.desk.commands.run("people-write")
        page = self.job.window.current_page()
        page.composer.choose_channel(Channel.EMAIL)
        self.hand.settle()
        self.fill_all()
        assert page.flush()
        assert self.job.desk.commands.run(TEMPLATES)
        page.templates.add()
        self.hand.settle()
        self.fill_all()
        assert page.flush()

    def fill_event(self):
        assert self.job.desk.commands.run("event-mode")
        self.hand.wait(lambda: self.hand.top() is not self.job.window, "the sheet of an event")
        self.fill_all()
        self.hand.top().note_person()
        self.hand.press("Esc")
        self.hand.wait(lambda: self.hand.top() is self.job.window, "the window")

    def fill_elsewhere(self):
        for place in ALSO:
            self.job.window.go(place)
            self.hand.settle()
            for field in self.fields():
                self.type_into(field, CANARY)

    def search(self):
        page = self.job.people_page()
        self.type_into(page.filters.search, CANARY)
        meetings = self.job.meetings_page()
        meetings.close_meeting()
        self.type_into(meetings.search, CANARY)
        self.job.window.open_palette()
        self.hand.write(CANARY)
        self.hand.press("Esc")

    def export(self, output):
        for command, name in (
            ("export-table", "people.csv"),
            ("export-everything", "everything.json"),
            ("back-up", "kept.idbackup"),
        ):
            answers = self.stage.ask.answers
            warned = command != "back-up" and self.job.desk.settings.now.export_warning
            answers.extend(["always", output / name] if warned else [output / name])
            assert self.job.desk.commands.run(command), command
            self.hand.wait(lambda: not self.job.desk.jobs.running, name)
        self.job.export("export-notes", output / "notes.pdf")
        self.job.people_page().filters.show_everyone()
        self.job.export("people-export", output / "dossier.pdf")


@pytest.fixture
def filled(stage, tmp_path):
    """A window with the canary in every field, and the exports of that."""
    filler = Filler(stage)
    filler.open()
    filler.add_person()
    filler.fill_detail()
    filler.fill_company()
    filler.fill_meeting()
    filler.fill_preparing()
    filler.fill_profile()
    filler.fill_outreach()
    filler.fill_event()
    filler.fill_elsewhere()
    filler.search()
    output = tmp_path / "output"
    output.mkdir()
    filler.export(output)
    return filler


def spelled(data):
    """Say whether `data` holds the canary, in whatever letters and encoding."""
    data = data.lower()
    return any(
        word.lower().encode(encoding) in data
        for word in (CANARY, NUMBER)
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    )


def test_the_canary(filled, stage, tmp_path, capfd):
    output = tmp_path / "output"
    # It is in every field, and in the exports,
    document = json.loads((output / "everything.json").read_text(encoding="utf-8"))
    for table, columns in FILLED.items():
        for column in columns:
            values = " ".join(str(row[column]) for row in document[table]).lower()
            assert CANARY.lower() in values or NUMBER in values, f"{table}.{column}"
    assert CANARY in (output / "people.csv").read_text(encoding="utf-8-sig")
    for name, wanted in (("notes.pdf", "in a meeting"), ("dossier.pdf", "in a note")):
        text = "".join(page.extract_text() for page in PdfReader(output / name).pages)
        assert f"{CANARY} {wanted}" in " ".join(text.split())
    assert not spelled((output / "kept.idbackup").read_bytes())
    # even a crash tells nobody,
    try:
        raise ValueError(CANARY)
    except ValueError as error:
        report = []
        stage.session.crashes.crashed.disconnect()
        stage.session.crashes.crashed.connect(report.append)
        stage.session.crashes.catch(type(error), error, error.__traceback__)
        stage.hand.settle()
    assert report
    assert CANARY not in report[0]
    # titles neither,
    assert all(not spelled(one.windowTitle().encode()) for one in stage.app.topLevelWidgets())
    # and after locking it is nowhere else.
    stage.hand.press("Ctrl+L")
    stage.hand.wait(lambda: stage.handed_over, "the hand-over")
    stage.end()
    seen = [path for path in tmp_path.rglob("*") if path.is_file() and output not in path.parents]
    assert len(seen) >= 4, "the vault's three files and the settings at least"
    assert not [path.name for path in seen if spelled(path.read_bytes())]
    assert not [path.name for path in tmp_path.rglob("*") if spelled(path.name.encode())]
    out, err = capfd.readouterr()
    assert not spelled(out.encode())
    assert not spelled(err.encode())
