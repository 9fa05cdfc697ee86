"""`infodesk demo DIR`: the main job played with invented people; PDFs and pictures are left."""

from collections.abc import Iterator
from pathlib import Path

from infodesk.core.files import as_user_error
from infodesk.core.meetings import Meeting
from infodesk.gui.playing.main_job import MainJob, Step, check
from infodesk.gui.playing.self_test import play
from infodesk.gui.playing.stage import Stage, open_stage
from infodesk.gui.shell.window import MainWindow
from infodesk.store import meetings as meeting_rows
from infodesk.words import t, tn

THEMES = ("light", "dark")
MET = "Maya Chen"
"""A person of the sample with a meeting, notes and answers."""


def demo(folder: Path) -> int:
    """Play into `folder`, which is made if need be, and say what is there; 0 if all went well.

    The vault itself lies in a temporary place and is gone afterwards. Raises CannotWrite,
    DiskFull or ReadOnlyPlace.
    """
    folder = folder.absolute()
    try:
        for theme in THEMES:
            (folder / theme).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise as_user_error(error, folder) from error
    with open_stage() as stage:
        shown = Show(stage, folder)
        if not all(play(stage, step) for step in shown.steps()):
            return 1
    for path in sorted(folder.glob("*.pdf")):
        print(path)
    print(
        tn(
            "{count} picture in {light} and in {dark}",
            "{count} pictures in {light} and in {dark}",
            shown.pictures,
            light=folder / "light",
            dark=folder / "dark",
        )
    )
    return 0


class Show:
    """The main job and a walk through every page, each looked at in light and in dark."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage, self.folder = stage, folder
        self.job = MainJob(stage, output=folder, seen=self.look)
        self.pictures = 0

    def steps(self) -> Iterator[Step]:
        """Go through the job's steps, then through the pages."""
        yield from self.job.steps()
        yield Step(title=t("Look at the invented sample"), do=self.load_sample)
        yield Step(title=t("Look at every page"), do=self.walk)
        yield Step(title=t("Export a selection as PDF"), do=self.export_selection)

    def look(self, name: str) -> None:
        """Take pictures of what is on the screen, in each theme."""
        self.pictures += 1
        session, settings = self.stage.session, self.stage.settings
        if session is not None and isinstance(session.window, MainWindow):
            session.window.toast.hide()
        # The theme that is there comes first: dressing a window anew takes half a second.
        for theme in sorted(THEMES, key=lambda one: one != settings.now.theme):
            settings.change(theme=theme)
            target = self.folder / theme / f"{self.pictures:02}-{name}.png"
            self.stage.hand.picture(target)

    def load_sample(self) -> None:
        """Put the invented people in, as a person looking around would."""
        check(self.job.desk.commands.run("load-sample"), "the sample cannot be loaded")
        self.stage.hand.settle()

    def walk(self) -> None:
        """Show every page, and what opens over pages."""
        job, hand = self.job, self.stage.hand
        commands, window = job.desk.commands, job.window
        commands.run("go-today")
        self.look("today")
        page = job.people_page()
        commands.run("people-cut-pipeline")
        met = self._met()
        page.show_record(met.person_id)
        page.table.setFocus()
        self.look("people")
        for name, title in (
            ("notes", t("Notes")),
            ("meetings", t("Meetings")),
            ("about", t("About")),
        ):
            hand.choose_tab(title)
            self.look(f"person-{name}")
        hand.choose_tab(t("Timeline"))
        page.table.selectAll()
        self.look("people-selected")
        hand.press("Esc")
        self._walk_outreach()
        commands.run("go-board")
        self.look("board")
        self.sheets()
        meetings = job.meetings_page()
        meetings.step_back()
        self.look("meetings")
        meetings.open_meeting(met.id)
        self.look("meeting-held")
        commands.run("meeting-stage")
        self.look("meeting-prepare")
        commands.run("meeting-brief")
        self.look("brief")
        meetings.step_back()
        commands.run("introductions")
        self.look("no-introduction")
        assert meetings.introductions.empty.button is not None
        meetings.introductions.empty.button.click()
        self.look("introductions")
        meetings.step_back()
        commands.run("question-bank")
        self.look("question-bank")
        commands.run("question-add")
        self.look("own-question")
        meetings.step_back()
        meetings.step_back()
        for place in ("settings", "help"):
            commands.run(f"go-{place}")
            self.look(place)
        job.people_page()
        window.open_palette()
        hand.write("ma")
        self.look("palette")
        hand.press("Esc")
        window.show_keymap()
        self.look("keyboard-map")
        hand.press("Esc")

    def _walk_outreach(self) -> None:
        """Show what there is to write, the composer with its findings, and the templates."""
        from infodesk.gui.pages.outreach.page import OutreachPage

        page = self.job.window.go("outreach")
        assert isinstance(page, OutreachPage)
        self.look("outreach")
        page.begin()
        self.stage.hand.settle()
        self.look("composer")
        page.composer.text.insertPlainText(t("Hey Sara, I want a job at {place}!", place="[x]"))
        page.composer.check()
        self.stage.hand.settle()
        self.look("composer-findings")
        page.composer.delete()
        page.show_templates()
        self.stage.hand.settle()
        self.look("templates")
        page.show_overview()

    def sheets(self) -> None:
        """Show the windows that find people: the shortlist, target companies, an event."""
        for command in ("shortlist", "targets", "event-mode"):
            check(self.job.desk.commands.run(command), f"{command} cannot be opened")
            self.stage.hand.settle()
            self.look(command)
            self.stage.hand.press("Esc")

    def _met(self) -> Meeting:
        db = self.job.desk.store.db
        found = (meeting_rows.get(db, one) for one in meeting_rows.find_ids(db))
        return next(one for one in found if one.person_name == MET)

    def export_selection(self) -> None:
        """Export the notes of all meetings, and what is known of everyone in the pipeline."""
        self.job.export("export-notes", self.folder / "all-meeting-notes.pdf")
        page = self.job.people_page()
        self.job.desk.commands.run("people-cut-pipeline")
        page.table.selectAll()
        self.job.export("people-export", self.folder / "selection.pdf")
