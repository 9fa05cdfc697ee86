"""What can be done with meetings, declared once."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from infodesk.core.drafts import TextKind
from infodesk.core.ids import PersonId
from infodesk.core.meetings import MeetingState
from infodesk.gui.commands import Command, always
from infodesk.gui.desk import Desk
from infodesk.gui.pages.importing.commands import main_window
from infodesk.gui.widgets.notes_editor import extra_private_commands
from infodesk.words import t

if TYPE_CHECKING:  # the window declares "New meeting" before any page is imported
    from infodesk.gui.pages.meetings.meeting import MeetingView

PLACE = "meetings"
NEW = "new-meeting"


class Planner(Protocol):
    """What shows the form for a new meeting, the bank and my introductions."""

    def new_meeting(self, person_id: PersonId | None = None) -> None:
        """Show the form, with a person chosen if one is given."""

    def open_bank(self) -> None:
        """Show the question bank."""

    def open_introductions(self) -> None:
        """Show my introductions."""


class MeetingActions(Planner, Protocol):
    """What the Meetings page can do with the meeting that is open or chosen."""

    @property
    def desk(self) -> Desk:
        """What pages share."""

    @property
    def view(self) -> "MeetingView":
        """The view of one meeting."""

    def state(self) -> MeetingState | None:
        """Return the state of that meeting, None for no meeting."""

    def shows_meeting(self) -> bool:
        """Say whether one is open."""

    def hold(self) -> None:
        """Say that it took place."""

    def call_off(self) -> None:
        """Call it off."""

    def reopen(self) -> None:
        """Plan it again."""

    def edit_meeting(self) -> None:
        """Change when and where it is."""

    def export(self) -> None:
        """Export its notes."""

    def open_person(self) -> None:
        """Show its person."""

    def delete(self) -> None:
        """Remove it."""

    def add_question(self) -> None:
        """Begin a question."""

    def can_prepare(self) -> bool:
        """Say whether one is open with all its stages."""

    def in_focus(self) -> bool:
        """Say whether the focus view is shown."""

    def open_focus(self) -> None:
        """Show the focus view."""

    def finish_meeting(self) -> None:
        """End the meeting, and the focus view with it."""

    def review(self) -> None:
        """Decide about its marks."""

    def follow_up(self) -> None:
        """Show what follows it."""

    def follows_up(self) -> bool:
        """Say whether what follows is shown."""

    def open_helpers(self) -> None:
        """Show everyone who helped."""

    def write_thanks(self) -> None:
        """Open the composer with the thank-you."""

    def toggle_shield(self) -> None:
        """Hide questions and notes, or show them again."""

    def next_stage(self) -> None:
        """Turn to the next stage of the meeting."""

    def confirm_time(self) -> None:
        """Say that its time is confirmed, or take it back."""

    def open_files(self, paths: Sequence[Path] = ()) -> bool:
        """Show its files, and add `paths` to them."""

    def open_brief(self) -> None:
        """Show its brief."""

    def export_brief(self) -> None:
        """Export its brief."""

    def shows_front(self) -> bool:
        """Say whether meetings are listed."""

    def shows_month(self) -> bool:
        """Say whether they are listed by the month."""

    def swap_view(self) -> None:
        """Turn from the agenda to the month, or back."""

    def go_today(self) -> None:
        """Turn the month to today."""

    def new_here(self) -> None:
        """Show the form, for the day one is on."""

    def offer_times(self) -> None:
        """Find free times to offer to its person instead."""

    def save_for_calendar(self) -> None:
        """Write it, or those chosen, into a file for my calendar."""

    def save_for_them(self) -> None:
        """Write it into a file for the other person's calendar."""

    def write_about(self, kind: TextKind) -> None:
        """Write to its person about it."""

    def may_write(self) -> bool:
        """Say whether texts are written anywhere."""

    def shows_bank(self) -> bool:
        """Say whether the question bank is shown."""


def add_new_meeting_command(desk: Desk, page: Callable[[], Planner]) -> None:
    """Declare what leads to Meetings from anywhere; `page` shows that place."""
    desk.commands.add(
        Command(id=NEW, text=t("New meeting"), icon="calendar", shortcut="Ctrl+Shift+M",
                group="file", run=lambda: page().new_meeting(None)),
        Command(id="free-times", text=t("Free times to offer…"), icon="clock",
                shortcut="Ctrl+Shift+O", group="file", run=lambda: _open_free_times(desk)),
        Command(id="question-bank", text=t("Question bank"), icon="question", shortcut="Ctrl+B",
                group="go", run=lambda: page().open_bank()),
        Command(id="introductions", text=t("My introductions"), icon="mic",
                shortcut="Ctrl+Shift+I", group="go", run=lambda: page().open_introductions()),
    )  # fmt: skip


def _open_free_times(desk: Desk) -> None:
    from infodesk.gui.pages.meetings.free_times import open_free_times

    open_free_times(desk, main_window())


def add_meeting_commands(page: MeetingActions) -> None:
    """Declare what can be done on the Meetings page."""
    desk, view = page.desk, page.view
    questions = view.questions
    if not any(command.id == NEW for command in desk.commands.all()):
        add_new_meeting_command(desk, lambda: page)

    def one(*states: MeetingState) -> Callable[[], bool]:
        return lambda: page.state() in states

    def some() -> bool:
        return page.state() is not None

    def writes(*states: MeetingState) -> Callable[[], bool]:
        return lambda: page.may_write() and page.state() in states

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
        command("meeting-focus", t("Focus view"), page.open_focus,
                lambda: page.state() is not None and not page.in_focus(), "timer", "F5"),
        command("meeting-finish", t("Finish the meeting"), page.finish_meeting, page.in_focus,
                "check", "Ctrl+Return"),
        command("meeting-review", t("Review its marks, debrief"), page.review,
                lambda: page.state() is not None and not page.in_focus(), "check-square",
                "Ctrl+Shift+R"),
        command("meeting-follow-up", t("Follow up the meeting"), page.follow_up,
                lambda: page.state() is not None and not page.in_focus(), "mail", "Ctrl+Shift+U"),
        command("meeting-thanks", t("Write the thank-you"), page.write_thanks, page.follows_up,
                "mail", "Ctrl+Shift+Y"),
        command("meeting-helpers", t("Everyone who helped: close the loop"), page.open_helpers,
                always, "people", "Ctrl+Shift+J"),
        command("meeting-shield", t("Hide questions and notes, or show them"),
                page.toggle_shield, page.shows_meeting, "eye-off", "F8"),
        command("meeting-stage", t("Next stage of the meeting"), page.next_stage,
                page.can_prepare, "panel", "F7"),
        command("meeting-confirm", t("The time is confirmed, or not"), page.confirm_time,
                page.shows_meeting, "check-square", "C"),
        command("meeting-brief", t("Show the brief"), page.open_brief, some, "file",
                "Ctrl+Shift+B"),
        command("meeting-brief-pdf", t("Export the brief as PDF…"), page.export_brief, some,
                "file-pdf"),
        command("meetings-month", t("Between agenda and month"), page.swap_view, page.shows_front,
                "table", "V"),
        command("meetings-today", t("Turn the month to today"), page.go_today, page.shows_month,
                "clock", "T"),
        command("meeting-new-here", t("New meeting on this day"), page.new_here, page.shows_front,
                "plus", "N"),
        command("meeting-offer", t("Offer other times…"), page.offer_times, writes(planned, off),
                "clock", "O"),
        command("meeting-calendar", t("Save for my calendar…"), page.save_for_calendar, some,
                "calendar", "Ctrl+D"),
        command("meeting-invite", t("Save for their calendar…"), page.save_for_them, some,
                "calendar"),
        command("meeting-write-confirm", t("Confirm it in a text…"),
                lambda: page.write_about(TextKind.CONFIRM), writes(planned), "send"),
        command("meeting-write-reschedule", t("Ask for another time…"),
                lambda: page.write_about(TextKind.RESCHEDULE), writes(planned, off), "send"),
        command("meeting-write-decline", t("Tell them that it is off…"),
                lambda: page.write_about(TextKind.DECLINE), writes(planned, off), "send"),
        command("meeting-files", t("Files of the meeting…"), page.open_files, some, "paperclip",
                "Ctrl+Shift+F"),
        command("meeting-person", t("Open the person"), page.open_person, some, "person"),
        command("meeting-delete", t("Delete the meeting"), page.delete, some, "trash"),
        command("meeting-delete-key", t("Delete the chosen meeting"), page.delete,
                lambda: not page.shows_meeting() and page.state() is not None,
                "trash", "Del"),
        command("meeting-panes", t("Between questions and notes"), view.swap_focus,
                page.shows_meeting, "panel", "F6"),
        command("meeting-side", t("Questions on or off"), view.toggle_side,
                page.shows_meeting, "panel", "F9"),
        command("question-add", t("Add a question"), page.add_question,
                lambda: page.shows_meeting() or page.shows_bank(),
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
        *extra_private_commands(
            PLACE, lambda: view.notes if page.shows_meeting() and view.notes.isVisible() else None
        ),
    )  # fmt: skip


MEETING_MENU = (
    "meeting-focus", "meeting-review", "meeting-follow-up", "", "meeting-held", "meeting-reopen",
    "meeting-cancel", "", "meeting-confirm", "meeting-edit", "meeting-person", "meeting-files", "",
    "meeting-calendar", "meeting-invite", "meeting-write-confirm", "meeting-offer",
    "meeting-write-reschedule", "meeting-write-decline", "",
    "meeting-brief", "meeting-brief-pdf", "meeting-export", "", "meeting-delete",
)  # fmt: skip
QUESTION_MENU = (
    "question-tick", "question-star", "question-edit", "", "question-up", "question-down", "",
    "question-delete",
)  # fmt: skip
