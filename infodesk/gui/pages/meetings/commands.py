"""What can be done with meetings, declared once."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from infodesk.core.meetings import MeetingState
from infodesk.gui.commands import Command
from infodesk.gui.desk import Desk
from infodesk.words import t

if TYPE_CHECKING:  # pages are imported when they are shown first
    from infodesk.gui.pages.meetings.page import MeetingsPage

PLACE = "meetings"
NEW = "new-meeting"


def add_new_meeting_command(desk: Desk, page: Callable[[], "MeetingsPage"]) -> None:
    """Declare "New meeting" for the whole window; `page` shows the Meetings place."""
    desk.commands.add(
        Command(id=NEW, text=t("New meeting"), icon="calendar", shortcut="Ctrl+Shift+M",
                group="file", run=lambda: page().new_meeting(None)),
    )  # fmt: skip


def add_meeting_commands(page: "MeetingsPage") -> None:
    """Declare what can be done on the Meetings page."""
    desk, view = page.desk, page.view
    questions = view.questions
    if not any(command.id == NEW for command in desk.commands.all()):
        add_new_meeting_command(desk, lambda: page)

    def one(*states: MeetingState) -> Callable[[], bool]:
        return lambda: page.state() in states

    def some() -> bool:
        return page.state() is not None

    def question() -> bool:
        return page.shows_meeting() and questions.current_question() is not None

    def command(
        id_: str,
        text: str,
        run: Callable[[], object],
        when: Callable[[], bool] = some,
        icon: str = "",
        shortcut: str = "",
    ) -> Command:
        return Command(
            id=id_, text=text, run=run, when=when, icon=icon, shortcut=shortcut, place=PLACE,
            group="edit" if shortcut else "",
        )  # fmt: skip

    planned, held, off = MeetingState.PLANNED, MeetingState.HELD, MeetingState.CANCELLED
    desk.commands.add(
        command("meeting-held", t("It took place"), page.hold, one(planned), "check", "H"),
        command("meeting-cancel", t("Call the meeting off"), page.call_off, one(planned), "close"),
        command("meeting-reopen", t("Plan it again"), page.reopen, one(held, off), "undo"),
        command("meeting-edit", t("Change date, time or length…"), page.edit_meeting, some,
                "pencil", "E"),
        command("meeting-export", t("Export the notes as PDF…"), page.export, some,
                "file-pdf", "Ctrl+E"),
        command("meeting-person", t("Open the person"), page.open_person, some, "person"),
        command("meeting-delete", t("Delete the meeting"), page.delete, some, "trash"),
        command("meeting-delete-key", t("Delete the chosen meeting"), page.delete,
                lambda: not page.shows_meeting() and page.state() is not None,
                "trash", "Del"),
        command("meeting-panes", t("Between questions and notes"), view.swap_focus,
                page.shows_meeting, "panel", "F6"),
        command("meeting-side", t("Questions on or off"), view.toggle_side,
                page.shows_meeting, "panel", "F9"),
        command("question-add", t("Add a question"), page.add_question, page.shows_meeting,
                "plus", "Ctrl+Shift+A"),
        command("question-tick", t("Question asked or not"), questions.toggle_tick, question,
                "check-square"),
        command("question-star", t("Must ask or not"), questions.toggle_star, question,
                "star", "Ctrl+Shift+S"),
        command("question-edit", t("Reword the question"), questions.reword, question, "pencil"),
        command("question-up", t("Question up"), lambda: questions.shift(-1),
                lambda: question() and questions.can_move(-1), "arrow-up", "Alt+Up"),
        command("question-down", t("Question down"), lambda: questions.shift(1),
                lambda: question() and questions.can_move(1), "arrow-down", "Alt+Down"),
        command("question-delete", t("Delete the question"), questions.delete, question, "trash"),
    )  # fmt: skip


MEETING_MENU = (
    "meeting-held", "meeting-reopen", "meeting-cancel", "", "meeting-edit", "meeting-person",
    "meeting-export", "", "meeting-delete",
)  # fmt: skip
QUESTION_MENU = (
    "question-tick", "question-star", "question-edit", "", "question-up", "question-down", "",
    "question-delete",
)  # fmt: skip
