"""The main job, step by step: from an empty machine to a private meeting note in a PDF."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from infodesk.core.meetings import Meeting
from infodesk.core.resources import resource
from infodesk.gui.app import Session
from infodesk.gui.desk import Desk
from infodesk.gui.pages.importing.plan_page import PlanPage
from infodesk.gui.pages.importing.report_page import ReportPage
from infodesk.gui.pages.meetings.page import MeetingsPage
from infodesk.gui.pages.people.page import PeoplePage
from infodesk.gui.playing.hand import Lost
from infodesk.gui.playing.stage import Stage
from infodesk.gui.shell.window import MainWindow
from infodesk.gui.widgets.autosave import SaveState
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.words import t, tn

VAULT = "My search"
PASSPHRASE = "plain words for one play only"
CHANGED_PASSPHRASE = "changed words, set in an open vault"
NEW_PASSPHRASE = "other words after the recovery code"
PERSON = "Nia Vorstellung"
QUESTIONS = ("What does a good week look like?", "Who else should I talk to?")
NOTES = "Came **prepared**, liked the question about weeks.\n\n! Registries hire in spring.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that is done and checked; `do` raises Lost if it does not come out right."""

    title: str
    do: Callable[[], object]


def check(right: object, what: str) -> None:
    """Raise Lost unless `right`."""
    if not right:
        raise Lost(what)


class MainJob:
    """Plays the main job on a stage, as a person would.

    `seen(name)` is called whenever a page is to be looked at; PDFs go into `output`.
    """

    def __init__(
        self,
        stage: Stage,
        *,
        output: Path | None = None,
        seen: Callable[[str], object] = lambda _name: None,
        passphrase: str = PASSPHRASE,
    ) -> None:
        self.stage, self.hand = stage, stage.hand
        self.output = output or stage.folder / "output"
        self.output.mkdir(parents=True, exist_ok=True)
        self.seen = seen
        self.passphrase = passphrase
        self.code = ""
        self.people = 0
        self.vault = stage.folder / f"{VAULT}.infodesk"

    def steps(self) -> Iterator[Step]:
        """Go through the steps in their order; each needs those before it."""
        yield Step(title=t("Create a vault"), do=self.create)
        yield Step(title=t("Keep the recovery code"), do=self.keep_code)
        yield Step(title=t("Import Connections.csv"), do=self.import_sample)
        yield Step(title=t("Import it again: nothing changes"), do=self.import_again)
        yield Step(title=t("Add a person"), do=self.add_person)
        yield Step(title=t("Plan a meeting with questions"), do=self.plan_meeting)
        yield Step(title=t("Write private notes, saved by themselves"), do=self.write_notes)
        yield Step(title=t("Export the meeting as PDF"), do=self.export_meeting)
        yield Step(title=t("Export what is known of a person as PDF"), do=self.export_person)
        yield Step(title=t("Search"), do=self.search)
        yield Step(title=t("Holidays, calendars and comparing names work"), do=self.use_libraries)
        yield Step(title=t("Undo and do again"), do=self.undo_and_redo)
        yield Step(title=t("Lock: the vault is closed, its keys are wiped"), do=self.lock)
        yield Step(title=t("A wrong passphrase opens nothing"), do=self.try_wrong_passphrase)
        yield Step(title=t("Unlock with the passphrase"), do=self.unlock)
        yield Step(title=t("Change the passphrase; the new one unlocks"), do=self.change_passphrase)
        yield Step(title=t("Unlock with the recovery code"), do=self.recover)
        yield Step(title=t("Everything is still there"), do=self.check_everything)
        yield Step(title=t("Nothing readable is on the disk"), do=self.check_disk)

    # What is on the stage

    @property
    def session(self) -> Session:
        """The session that is under way."""
        check(self.stage.session, "no session")
        assert self.stage.session is not None
        return self.stage.session

    @property
    def desk(self) -> Desk:
        """The desk of the vault that is open."""
        check(self.session.desk, "no vault is open")
        assert self.session.desk is not None
        return self.session.desk

    @property
    def window(self) -> MainWindow:
        """The window of the vault that is open."""
        window = self.session.window
        check(isinstance(window, MainWindow), "the window is not open")
        assert isinstance(window, MainWindow)
        return window

    def people_page(self) -> PeoplePage:
        """Go to People, by its command."""
        self.desk.commands.run("go-people")
        page = self.window.pages["people"]
        assert isinstance(page, PeoplePage)
        return page

    def meetings_page(self) -> MeetingsPage:
        """Go to Meetings, by its command."""
        self.desk.commands.run("go-meetings")
        page = self.window.pages["meetings"]
        assert isinstance(page, MeetingsPage)
        return page

    def _people(self) -> int:
        return person_rows.count_all(self.desk.store.db)

    def _wait_for_desk(self) -> None:
        def opened() -> bool:
            return isinstance(self.session.window, MainWindow)

        self.hand.wait(opened, "the window of the open vault")
        self.window.resize(*self.stage.size)
        self.hand.settle()

    # First run

    def create(self) -> None:
        """Create a vault: its name, its place, its passphrase twice."""
        self.stage.begin(None)
        self.hand.find(QLabel, t("Welcome to InfoDesk"))
        self.seen("welcome")
        self.hand.click_on(t("Create my vault"))
        self.stage.ask.answers.append(self.vault.parent)
        self.hand.click_on(t("Change where the vault is kept"))
        name = self.hand.find(QLineEdit, t("Name of the vault"))
        name.setFocus()
        name.selectAll()
        self.hand.write(VAULT)
        for field in (t("Passphrase"), t("The same once more")):
            self.hand.click_on(field, QLineEdit)
            self.hand.write(self.passphrase)
        self.seen("create-vault")
        self.hand.click_on(t("Create the vault"))
        self.hand.find(QLabel, t("Your recovery code"))
        check((self.vault / "vault.db").stat().st_size, "no database was made")

    def keep_code(self) -> None:
        """Read the recovery code, type two groups of it, and look at the ways on."""
        groups = [self._group(number) for number in range(1, 9)]
        self.code = "-".join(groups)
        self.seen("recovery-code")
        self.hand.click_on(t("I have kept it"))
        self.hand.find(QLabel, t("Is it readable?"))
        asked = 0
        for number, group in enumerate(groups, start=1):
            name = t("Group {number} of 8", number=number)
            for field in list(self.hand.all(QLineEdit, name)):
                field.setFocus()
                self.hand.write(group)
                asked += 1
        check(asked == 2, f"{asked} groups are asked for")
        self.hand.click_on(t("Finish"))
        self.hand.find(QLabel, t("Your vault is ready"))
        self.seen("three-ways")

    def _group(self, number: int) -> str:
        for label in self.hand.all(QLabel):
            letters = " ".join(label.text())
            spoken = t("Group {number}: {letters}", number=number, letters=letters)
            if label.accessibleName() == spoken:
                return label.text()
        raise Lost(f"group {number} of the recovery code is not shown")

    # People

    def import_sample(self) -> None:
        """Import LinkedIn's file, as the first of the three ways."""
        self.hand.click_on(t("Import from LinkedIn"))
        self._wait_for_desk()
        plan = self._choose_sample().plan
        expected = rows_of_sample()
        check(len(plan.new) == expected, f"{len(plan.new)} of {expected} people are new")
        check(self._people() == 0, "something was written before it was asked for")
        self.seen("import-plan")
        words = tn("Import {count:,} person", "Import {count:,} people", expected)
        self.hand.click_on(words)
        self.hand.find(ReportPage)
        self.seen("import-report")
        self.hand.click_on(t("Done"))
        self.people = self._people()
        check(self.people == expected, f"{self.people} people came in")

    def import_again(self) -> None:
        """Import the same file again."""
        before = self.desk.store.undo_mark
        self.hand.press("Ctrl+I")
        page = self._choose_sample()
        check(page.plan.does_nothing, "importing again would change something")
        self.seen("import-again")
        self.hand.click_on(t("Close"))
        check(self._people() == self.people, "importing again changed who is there")
        check(self.desk.store.undo_mark == before, "importing again was a step")

    def _choose_sample(self) -> PlanPage:
        """Choose the file in the dialog that is open, and wait for what importing it would do."""
        self.stage.ask.answers.append(sample_file())
        self.seen("import")
        self.hand.click_on(t("Choose files…"))
        return self.hand.find(PlanPage)

    def add_person(self) -> None:
        """Add one person by hand."""
        self.people_page()
        self.hand.press("Ctrl+N")
        self.hand.click_on(t("Name"), QLineEdit)
        self.hand.write(PERSON)
        for field, text in (
            (t("Position"), "Registry lead"),
            (t("Company"), "Vorstellung e.V."),
            (t("E-mail"), "nia@example.org"),
        ):
            self.hand.click_on(field, QLineEdit)
            self.hand.write(text)
        self.seen("add-person")
        self.hand.press("Return")
        self.hand.wait(lambda: self._people() == self.people + 1, "the new person")
        self.hand.wait(lambda: self.hand.top() is self.window, "the window behind the sheet")
        self.people += 1

    # Meetings

    def plan_meeting(self) -> None:
        """Plan a meeting with the person who was just added, and put two questions on its list."""
        check(self.desk.commands.run("people-new-meeting"), "nobody to meet is chosen")
        page = self.meetings_page()
        self.hand.click_on(t("Place or link"), QLineEdit)
        self.hand.write("Café Beispiel")
        self.hand.click_on(t("Goal"), QLineEdit)
        self.hand.write("Understand how registries hire")
        self.seen("plan-meeting")
        self.hand.press("Ctrl+Return")
        self.hand.wait(page.shows_meeting, "the meeting that was planned")
        for question in QUESTIONS:
            self.hand.click_on(t("Add a question"), QLineEdit)
            self.hand.write(f"{question}\n")
        check(len(self._meeting().questions) == len(QUESTIONS), "the questions are not there")

    def _meeting(self) -> Meeting:
        ids = meeting_rows.find_ids(self.desk.store.db)
        found = [meeting_rows.get(self.desk.store.db, one) for one in ids]
        mine = [one for one in found if one.person_name == PERSON]
        check(len(mine) == 1, f"{len(mine)} meetings with {PERSON}")
        return mine[0]

    def write_notes(self) -> None:
        """Type notes and wait until they are saved without a button."""
        page = self.meetings_page()
        page.view.focus_notes()
        self.hand.write(NOTES)
        notes = page.view.notes
        saved = SaveState.SAVED
        self.hand.wait(lambda: notes.autosave.state is saved, "the notes to be saved")
        check(self._meeting().notes.strip() == NOTES.strip(), "the notes are not what was typed")
        self.hand.press("Alt+1")
        check(self._meeting().questions[0].asked, "Alt+1 did not tick the first question")
        self.seen("meeting")

    def export_meeting(self) -> None:
        """Export the meeting's notes."""
        self.meetings_page()
        self.export("meeting-export", self.output / "meeting-notes.pdf")

    def export_person(self) -> None:
        """Export everything about the person: a dossier."""
        page = self.people_page()
        page.show_record(self._meeting().person_id)
        self.export("people-export", self.output / "dossier.pdf")

    def export(self, command: str, target: Path) -> None:
        """Do what exports a report, name the file `target` when asked, and check what is there."""
        target.unlink(missing_ok=True)
        self.stage.ask.answers.append(target)
        check(self.desk.commands.run(command), f"{command} cannot be done")
        self.hand.wait(lambda: not self.desk.jobs.running, "the preview of the report")
        self.hand.click_on(t("Save…"))
        self.hand.wait(lambda: target.exists() and not self.desk.jobs.running, target.name)
        check_pdf(target.read_bytes())

    # Finding, undoing

    def use_libraries(self) -> None:
        """Use what is loaded late: a frozen program may lack it and start all the same."""
        from rapidfuzz.distance import OSA

        from infodesk.core.calendars import CalendarEvent, Span
        from infodesk.formats.calendar import calendar_of, read_calendar
        from infodesk.formats.public_holidays import countries, days_of, regions

        check(date(2026, 10, 3) in days_of("DE", "", 2026), "no holidays")
        check(len(countries()) > 100 and regions("DE"), "no countries")
        start = datetime(2026, 12, 1, 9, tzinfo=UTC)
        event = CalendarEvent(
            uid="x@infodesk",
            sequence=0,
            summary="Conversation",
            starts_at=start,
            minutes=20,
            changed_at=start,
        )
        span = Span(start, start + timedelta(hours=1))
        found = read_calendar("x.ics", calendar_of([event]), span, ZoneInfo("Europe/Lisbon"))
        check(found.busy == (Span(start, start + timedelta(minutes=20)),), "no calendar")
        check(OSA.distance("Maya", "Mya") == 1, "no comparing")

    def search(self) -> None:
        """Find one person among all, by a few letters without their signs."""
        page = self.people_page()
        page.filters.show_everyone()
        self.hand.press("Ctrl+F")
        self.hand.write("exempl francois")
        self.hand.wait(lambda: page.model.rowCount() == 1, "one person found")
        self.hand.press("Esc")
        self.hand.wait(lambda: page.model.rowCount() == self.people, "everyone again")

    def undo_and_redo(self) -> None:
        """Put a person into the trash, take that back, do it again, take it back once more."""
        page = self.people_page()
        page.show_record(self._meeting().person_id)
        page.table.setFocus()
        self.hand.press("Delete")
        for keys, people in (
            ("", self.people - 1),
            ("Ctrl+Z", self.people),
            ("Ctrl+Shift+Z", self.people - 1),
            ("Ctrl+Z", self.people),
        ):
            if keys:
                self.hand.press(keys)
            self.hand.wait(
                lambda people=people: page.model.rowCount() == people,  # type: ignore[misc]
                f"{people} people after {keys or 'Delete'}",
            )

    # Locking

    def lock(self) -> None:
        """Lock by key; the next session begins with the lock screen, as the fresh process does."""
        keys, store = self.desk.vault.keys, self.desk.store
        session = self.session
        self._lock_and_begin_again()
        check(session.desk is None, "the desk is still there")
        check(_fails(lambda: keys.database()), "the keys were not wiped")
        check(_fails(lambda: store.db.execute("SELECT 1")), "the database is still open")
        self.seen("lock-screen")

    def try_wrong_passphrase(self) -> None:
        """Type a wrong passphrase and read what is said."""
        self.hand.click_on(t("Passphrase"), QLineEdit)
        self.hand.write("not at all\n")
        wrong = t(
            "That is not the passphrase of this vault. Check Caps Lock and the keyboard's "
            "language, or use the recovery code."
        )
        self.hand.wait(lambda: self.hand.says(wrong), "a word about the wrong passphrase")
        check(self.session.desk is None, "a wrong passphrase opened the vault")
        self.seen("wrong-passphrase")

    def unlock(self) -> None:
        """Unlock with the right passphrase."""
        self.hand.click_on(t("Passphrase"), QLineEdit)
        self.hand.find(QLineEdit, t("Passphrase")).selectAll()
        self.hand.write(f"{self.passphrase}\n")
        self._wait_for_desk()
        check(self._people() == self.people, "not everybody is there")

    def change_passphrase(self) -> None:
        """Change the passphrase of the open vault, lock, and unlock with the new one."""
        check(self.desk.commands.run("change-passphrase"), "the passphrase cannot be changed")
        for field, text in (
            (t("Passphrase now"), self.passphrase),
            (t("New passphrase"), CHANGED_PASSPHRASE),
            (t("The same once more"), CHANGED_PASSPHRASE),
        ):
            self.hand.click_on(field, QLineEdit)
            self.hand.write(text)
        self.seen("change-passphrase")
        self.stage.ask.answers.append("")  # new keys are not needed
        self.hand.click_on(t("Change the passphrase"), QPushButton)
        self.hand.wait(lambda: self.hand.top() is self.window, "the passphrase to be changed")
        self.passphrase = CHANGED_PASSPHRASE
        self._lock_and_begin_again()
        self.unlock()

    def _lock_and_begin_again(self) -> None:
        self.hand.press("Ctrl+L")
        self.hand.wait(lambda: self.stage.handed_over, "the hand-over to a fresh process")
        self.stage.begin_again()
        self.hand.find(QLineEdit, t("Passphrase"))

    def recover(self) -> None:
        """Lock, forget the passphrase, and open with the recovery code."""
        self._lock_and_begin_again()
        self.hand.click_on(t("Use the recovery code"))
        self.hand.click_on(t("Recovery code"), QLineEdit)
        self.hand.write(self.code.lower().replace("-", " "))
        self.seen("recovery")
        self.hand.click_on(t("Go on"))
        for field in (t("New passphrase"), t("The same once more")):
            self.hand.click_on(field, QLineEdit)
            self.hand.write(NEW_PASSPHRASE)
        self.seen("new-passphrase")
        self.hand.click_on(t("Set the passphrase and open"))
        self._wait_for_desk()

    # Afterwards

    def check_everything(self) -> None:
        """Find everything as it was before the vault was locked."""
        meeting = self._meeting()
        check(self._people() == self.people, "not everybody is there")
        check(meeting.notes.strip() == NOTES.strip(), "the notes are not there")
        check(tuple(one.text for one in meeting.questions) == QUESTIONS, "questions are missing")
        check(meeting.place == "Café Beispiel", "the meeting's place is missing")

    def check_disk(self) -> None:
        """Look for what was typed in all that lies in the stage's folder, PDFs apart."""
        words = (PERSON, "Registries hire", PASSPHRASE, CHANGED_PASSPHRASE, NEW_PASSPHRASE)
        secrets = [word.encode() for word in words]
        for path in self.stage.folder.rglob("*"):
            if path.is_file() and path.parent != self.output:
                data = path.read_bytes()
                found = [word for word in secrets if word in data]
                check(not found, f"{path.name} holds what should be secret")


def sample_file() -> Path:
    """Return the invented Connections.csv."""
    return resource("sample", "Connections.csv")


def rows_of_sample() -> int:
    """Return how many people the invented file holds: each row with a profile."""
    lines = sample_file().read_text(encoding="utf-8").splitlines()
    return sum("linkedin.com/in/" in line for line in lines)


def check_pdf(data: bytes) -> None:
    """Raise Lost unless `data` is a whole, tagged PDF of some size."""
    check(data.startswith(b"%PDF-"), "not a PDF")
    check(data.rstrip().endswith(b"%%EOF"), "the PDF is cut off")
    check(len(data) > 4000, f"the PDF has only {len(data)} bytes")
    check(b"/MarkInfo" in data and b"/StructTreeRoot" in data, "the PDF is not tagged")


def _fails(call: Callable[[], object]) -> bool:
    try:
        call()
    except Exception:
        return True
    return False
