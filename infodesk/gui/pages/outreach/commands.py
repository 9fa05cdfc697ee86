"""What can be done in the Outreach place, declared once."""

from collections.abc import Callable
from typing import Protocol

from infodesk.core.outreach import Answer
from infodesk.gui.commands import Command
from infodesk.gui.desk import Desk
from infodesk.gui.pages.outreach.composer import Composer
from infodesk.gui.pages.outreach.overview import DRAFT, WAITING, WRITE
from infodesk.gui.pages.outreach.templates_page import TemplatesPage
from infodesk.words import t

PLACE = "outreach"
BEGIN = "outreach-begin"
TEMPLATES = "outreach-templates"


class Doer(Protocol):
    """The place, as its commands see it."""

    composer: Composer
    templates: TemplatesPage

    @property
    def desk(self) -> Desk:
        """What pages share."""

    def is_writing(self) -> bool:
        """Say whether a text is open."""

    def in_session(self) -> bool:
        """Say whether there is another person in the sitting."""

    def shows(self, *groups: str) -> bool:
        """Say whether the current line belongs to one of `groups`."""

    def shows_templates(self) -> bool:
        """Say whether the templates are shown."""

    def can_begin(self) -> bool:
        """Say whether there is somebody to write to."""

    def begin(self) -> None:
        """Begin a sitting."""

    def step(self, by: int) -> None:
        """Go on to another person of the sitting."""

    def show_templates(self) -> None:
        """Show the templates."""

    def triage(self, answer: Answer) -> None:
        """Say what the person of the current line answered."""

    def follow_up(self) -> None:
        """Write a follow-up to them."""

    def close_kindly(self) -> None:
        """Write a last kind word to them."""

    def delete_draft(self) -> None:
        """Delete the draft of the current line."""

    def open_person(self) -> None:
        """Show the person."""

    def toggle_side(self) -> None:
        """Show or hide findings or figures."""


def add_outreach_commands(page: Doer) -> None:
    """Declare what can be done in the place."""
    composer, session = page.composer, page.in_session

    def waiting() -> bool:
        return page.shows(WAITING)

    def some() -> bool:
        return page.is_writing() or page.shows(WRITE, DRAFT, WAITING)

    def command(
        id_: str,
        text: str,
        run: Callable[[], object],
        when: Callable[[], bool],
        icon: str = "",
        shortcut: str = "",
    ) -> Command:
        group = "edit" if len(shortcut) > 1 else ""
        return Command(id=id_, text=text, run=run, when=when, icon=icon, shortcut=shortcut,
                       place=PLACE, group=group)  # fmt: skip

    writing = page.is_writing
    page.desk.commands.add(
        command(BEGIN, t("Write to the shortlist"), page.begin,
                lambda: not page.is_writing() and page.can_begin(), "send",
                "Ctrl+Shift+B"),
        command(TEMPLATES, t("Templates"), page.show_templates,
                lambda: not page.shows_templates(), "file", "Ctrl+Shift+T"),
        command("outreach-hand-over", t("Hand the text over"), composer.hand_over, writing,
                "send", "Ctrl+Return"),
        command("outreach-copy", t("Copy the text"), composer.copy, writing, "copy",
                "Ctrl+Shift+C"),
        command("outreach-save", t("Save as a mail file…"), composer.save_file, writing, "file",
                "Ctrl+S"),
        command("outreach-profile", t("Open their LinkedIn page"), composer.open_profile, writing,
                "external", "Ctrl+Shift+L"),
        command("outreach-sent", t("It was sent"), composer.say_sent,
                lambda: writing() and composer.may_say_sent(), "check", "Ctrl+Shift+Return"),
        command("outreach-channel", t("Next channel"), composer.next_channel, writing, "mail",
                "F4"),
        command("outreach-template", t("Another template…"), composer.open_templates, writing,
                "file", "F3"),
        command("outreach-finding", t("Next finding"), composer.next_finding, writing, "flag",
                "F8"),
        command("outreach-findings", t("Findings or figures on or off"), page.toggle_side,
                lambda: not page.shows_templates(), "panel", "F9"),
        command("outreach-times", t("Offer free times…"), composer.offer_times, writing, "clock",
                "F6"),
        command("outreach-fit", t("Fit the draft to the channel again"), composer.fit_again,
                writing, "refresh"),
        command("outreach-next", t("Next person of the sitting"), lambda: page.step(1), session,
                "arrow-right", "Ctrl+PgDown"),
        command("outreach-previous", t("Previous person of the sitting"), lambda: page.step(-1),
                session, "arrow-left", "Ctrl+PgUp"),
        command("outreach-delete", t("Delete the draft"), composer.delete, writing, "trash"),
        command("outreach-delete-line", t("Delete the chosen draft"), page.delete_draft,
                lambda: page.shows(DRAFT), "trash", "Del"),
        command("outreach-person", t("Open the person"), page.open_person, some, "person", "P"),
        command("outreach-yes", t("They said yes"), lambda: page.triage(Answer.YES), waiting,
                "check", "Y"),
        command("outreach-later", t("They said later"), lambda: page.triage(Answer.LATER),
                waiting, "snooze", "L"),
        command("outreach-no", t("They said no"), lambda: page.triage(Answer.NO), waiting,
                "close", "N"),
        command("outreach-follow-up", t("Follow up"), page.follow_up, waiting, "send", "F"),
        command("outreach-close", t("Close kindly"), page.close_kindly, waiting, "flag", "K"),
        command("template-new", t("New template"), page.templates.add, page.shows_templates,
                "plus"),
        command("template-own", t("Make my own of this template"), page.templates.make_own,
                page.shows_templates, "copy"),
        command("template-delete", t("Delete the template"), page.templates.delete,
                lambda: page.shows_templates() and page.templates.is_own(), "trash"),
    )  # fmt: skip


LINE_MENU = (
    "outreach-person", "", "outreach-yes", "outreach-later", "outreach-no", "",
    "outreach-follow-up", "outreach-close", "", "outreach-delete-line",
)  # fmt: skip
