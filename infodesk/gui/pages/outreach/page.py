"""The Outreach place: what there is to write, the composer with its sitting, the templates."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from infodesk.core.changes import ChangeSet
from infodesk.core.drafts import TextKind, kind_of
from infodesk.core.errors import NoSuchRecord, UserError
from infodesk.core.ids import OutreachId, PersonId
from infodesk.core.outreach import Answer
from infodesk.gui.desk import Desk
from infodesk.gui.page import Page
from infodesk.gui.pages.outreach.commands import (
    BEGIN,
    LINE_MENU,
    TEMPLATES,
    add_outreach_commands,
)
from infodesk.gui.pages.outreach.composer import Composer
from infodesk.gui.pages.outreach.lines import Line
from infodesk.gui.pages.outreach.overview import DRAFT, WAITING, WRITE, Overview
from infodesk.gui.pages.outreach.session import SITTING, WIDTH, Session
from infodesk.gui.pages.outreach.templates_page import TemplatesPage
from infodesk.operations import outreach as verbs
from infodesk.operations.pipeline import mark_replied
from infodesk.store import outreach as rows
from infodesk.words import t, tn
from infodesk.words.errors import explain

SESSION_FROM = 1080
"""Narrower than this, the people of a sitting are only named in the subtitle."""

_SHOWN_TABLES = (
    "outreach", "person", "touch", "next_step", "template", "setting", "company",
)  # fmt: skip


class OutreachPage(Page):
    """Shows the overview; composer and templates open over it, and Esc goes back.

    `open_person(id)` shows a person, `choose_people()` leads to where the shortlist is made.
    """

    main_commands = (TEMPLATES, BEGIN)

    def __init__(
        self,
        desk: Desk,
        *,
        open_person: Callable[[PersonId], object],
        choose_people: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._open_person = open_person
        self._back: Callable[[], object] | None = None
        self.overview = Overview(desk)
        self.composer = Composer(desk)
        self.session = Session(desk)
        self.templates = TemplatesPage(desk)
        self.writing = QWidget()
        self._line = QHBoxLayout(self.writing)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self.session)
        self._line.addWidget(self.composer, 1)
        self.stack = QStackedWidget()
        for widget in (self.overview, self.writing, self.templates):
            widget.setMinimumWidth(1)  # they arrange themselves anew where it is narrow
            self.stack.addWidget(widget)
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(self.stack)
        self.overview.list.opened.connect(self._opened)
        self.overview.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.overview.list.customContextMenuRequested.connect(self._open_menu)
        self.overview.list.chosen.connect(lambda _line: desk.commands.refresh())
        self.overview.empty.acted.connect(choose_people)
        self.session.chosen.connect(self._turn)
        self.composer.sent.connect(self._sent)
        self.composer.left.connect(self.close_composer)
        self.composer.changed.connect(self._composer_changed)
        self.composer.person_asked.connect(self._ask_person)
        desk.changes.changed.connect(self._heard)
        desk.theme.changed.connect(self._restyle)
        add_outreach_commands(self)
        self.overview.refresh()
        self._restyle()

    # From outside

    def write_to(
        self,
        person_id: PersonId,
        purpose: str = "",
        facts: Mapping[str, str] | None = None,
        *,
        back: Callable[[], object] | None = None,
    ) -> bool:
        """Open the composer for a person; `purpose` is a TextKind's value, "" for the likeliest.

        `facts` fill fields of the template besides what the vault knows; `back` is called when the
        text was sent or left, to go to where one came from. False, with a sentence about it, if
        the person may not be written to.
        """
        kind = kind_of(purpose)
        if not self.composer.open(person_id, kind, facts):
            if back is not None and not self.is_writing():
                back()
            return False
        self._back = back
        if self.session.runs:
            if person_id in self.session.people:
                self.session.turn(person_id)
            else:
                self.session.end()
        self._turn_to(self.writing)
        self.composer.focus_text()
        return True

    def show_record(self, record_id: int) -> None:
        """Write to a person."""
        self.write_to(PersonId(record_id))

    # A page of the window

    def subtitle(self) -> str:
        """Say how far the sitting has come, whom the text is for, or how many wait."""
        current = self.stack.currentWidget()
        if current is self.writing:
            if self.session.runs:
                return self.session.place_words()
            return self.composer.known.person.name if self.composer.known else ""
        if current is self.templates:
            return t("Templates")
        waiting = sum(line.group == WAITING and line.key > 0 for line in self._lines())
        return (
            tn("{count} not answered yet", "{count} not answered yet", waiting) if waiting else ""
        )

    def _lines(self) -> list[Line]:
        return self.overview.list.model_.lines

    def arrive(self) -> None:
        """Put the focus where the person goes on."""
        current = self.stack.currentWidget()
        if current is self.writing and self.composer.draft is not None:
            self.composer.focus_text()
        elif current is self.templates:
            self.templates.refresh()
            self.templates.focus_list()
        else:
            self.show_overview()

    def show_overview(self) -> None:
        """Show what there is to write, and who has not answered."""
        self.overview.refresh()
        self._turn_to(self.overview)
        if self._lines():
            self.overview.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.overview.empty.button is not None:
            self.overview.empty.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_back(self) -> bool:
        """Close the templates or the composer."""
        current = self.stack.currentWidget()
        if current is self.templates:
            if not self.templates.step_back() and self.templates.flush():
                self.show_overview()
            return True
        if current is self.writing:
            if not self.composer.step_back():
                self.close_composer()
            return True
        return self.overview.step_back()

    def flush(self) -> bool:
        """Keep what is being typed; False if something is refused."""
        written = self.composer.flush()
        return self.templates.flush() and written

    def is_writing(self) -> bool:
        """Say whether a text is open."""
        return self.stack.currentWidget() is self.writing and self.composer.draft is not None

    def current_line(self) -> Line | None:
        """Return the line of the overview that keys act on."""
        shown = self.stack.currentWidget() is self.overview
        return self.overview.list.current() if shown else None

    def shows(self, *groups: str) -> bool:
        """Say whether the current line belongs to one of `groups`."""
        line = self.current_line()
        return line is not None and line.key > 0 and line.group in groups

    # The sitting

    def can_begin(self) -> bool:
        """Say whether there is somebody to write to."""
        return bool(rows.shortlisted(self.desk.store.db, 1))

    def begin(self) -> None:
        """Begin a sitting with the shortlist, one by one."""
        people = rows.shortlisted(self.desk.store.db, SITTING)
        if not people:
            self.desk.notices.toast(
                t("Nobody is on your shortlist. Choose people first."), undo=False
            )
            return
        line = self.current_line()
        chosen = PersonId(line.key) if line is not None and line.group == WRITE else people[0]
        self._back = None
        self.session.begin(people)
        self._turn(chosen if chosen in people else people[0])

    def _turn(self, person_id: PersonId) -> None:
        """Make it somebody's turn; who may not be written to is passed over with a sentence."""
        if self.composer.known is not None and self.composer.known.person.id == person_id:
            self.session.turn(person_id)
            self._turn_to(self.writing)
            self.composer.focus_text()
            return
        if not self.composer.open(person_id):
            self.session.refresh()
            return
        self.session.turn(person_id)
        self._turn_to(self.writing)
        self.composer.focus_text()

    def step(self, by: int) -> None:
        """Go on to the next person of the sitting, or back."""
        other = self.session.next(by)
        if other is not None:
            self._turn(other)

    def in_session(self) -> bool:
        """Say whether there is another person in the sitting."""
        return self.is_writing() and self.session.runs and self.session.next() is not None

    def _sent(self, person_id: PersonId) -> None:
        self.session.mark_done(person_id)
        other = self.session.next() if self.session.runs else None
        if other is not None:
            self._turn(other)
            return
        if self.session.runs:
            count = len(self.session.done)
            self.session.end()
            self.desk.notices.state(
                tn("Done: {count} text logged.", "Done: {count} texts logged.", count)
            )
        self._leave()

    def _leave(self) -> None:
        """Show the overview, or go back to the place one came from to write."""
        back, self._back = self._back, None
        self.show_overview()
        if back is not None:
            back()

    def close_composer(self) -> None:
        """Go back to the overview, once everything is kept."""
        if not self.composer.flush():
            return
        self.composer.forget()
        self.session.end()
        self._leave()

    def _composer_changed(self) -> None:
        self.desk.commands.refresh()
        self.subtitled.emit(self.subtitle())

    # The overview

    def _opened(self, line: Line) -> None:
        if line.group == DRAFT:
            self.open_draft(OutreachId(line.key))
        elif line.group == WRITE:
            self.write_to(PersonId(line.key))
        else:
            self.write_to(PersonId(line.key), TextKind.FOLLOW_UP.value)

    def open_draft(self, outreach_id: OutreachId) -> None:
        """Go on with a draft."""
        self._back = None
        if self.composer.open_draft(outreach_id):
            self.session.end()
            self._turn_to(self.writing)
            self.composer.focus_text()

    def triage(self, answer: Answer) -> None:
        """Say what the person of the current line answered."""
        line = self.current_line()
        if line is None or line.group != WAITING:
            return
        said = {
            Answer.YES: t("{name} said yes. Answer and agree on a day."),
            Answer.LATER: t("{name} said later. You will be reminded."),
            Answer.NO: t("{name} said no. Closed, with thanks."),
        }[answer].format(name=line.title)
        self._do(lambda: mark_replied(self.desk.store, PersonId(line.key), answer), said)

    def follow_up(self) -> None:
        """Write a follow-up to the person of the current line."""
        self._write_current(TextKind.FOLLOW_UP)

    def close_kindly(self) -> None:
        """Write a last kind word to the person of the current line."""
        self._write_current(TextKind.CLOSE_KINDLY)

    def _write_current(self, kind: TextKind) -> None:
        line = self.current_line()
        if line is not None and line.person_id:
            self.write_to(PersonId(line.person_id), kind.value)

    def delete_draft(self) -> None:
        """Delete the draft of the current line; Undo brings it back."""
        line = self.current_line()
        if line is not None and line.group == DRAFT:
            self._do(
                lambda: verbs.delete_draft(self.desk.store, OutreachId(line.key)),
                t("Deleted the draft."),
            )

    def open_person(self) -> None:
        """Show the person of the text or of the current line."""
        line = self.current_line()
        if self.is_writing() and self.composer.known is not None:
            self._ask_person(self.composer.known.person.id)
        elif line is not None and line.person_id:
            self._open_person(PersonId(line.person_id))

    def _ask_person(self, person_id: PersonId) -> None:
        if self.composer.flush():
            self._open_person(person_id)

    def _do(self, do: Callable[[], Any], sentence: str) -> None:
        try:
            do()
        except NoSuchRecord as error:
            self.desk.notices.toast(explain(error), undo=False)
        except UserError as error:
            self.desk.notices.failed(error)
        else:
            self.desk.notices.toast(sentence)

    def show_templates(self) -> None:
        """Show the templates."""
        if not self.flush():
            return
        self.templates.refresh()
        self._turn_to(self.templates)
        self.templates.focus_list()

    def toggle_side(self) -> None:
        """Show or hide what stands beside: findings, or figures."""
        if self.is_writing():
            self.composer.toggle_findings()
        else:
            self.overview.toggle_figures()

    def shows_templates(self) -> bool:
        """Say whether the templates are shown."""
        return self.stack.currentWidget() is self.templates

    def _open_menu(self, place: QPoint) -> None:
        view = self.overview.list
        if not view.indexAt(place).isValid() or self.current_line() is None:
            return
        commands = self.desk.commands
        menu: QMenu = commands.menu(
            [one for one in LINE_MENU if not one or commands.can_run(one)], self
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(view.viewport().mapToGlobal(place))

    # Hearing and looking

    def _heard(self, change: ChangeSet) -> None:
        if not change.touches(*_SHOWN_TABLES) or change.initiator is self.composer:
            return
        if self.stack.currentWidget() is self.overview and self.isVisible():
            self.overview.refresh()
            self.subtitled.emit(self.subtitle())
        elif self.session.runs and self.isVisible():
            self.session.refresh()
        self.desk.commands.refresh()

    def _turn_to(self, widget: QWidget) -> None:
        self.stack.setCurrentWidget(widget)
        self._show_session()
        self.subtitled.emit(self.subtitle())
        self.desk.commands.refresh()

    def _show_session(self) -> None:
        wide = self.width() >= self.desk.theme.px(SESSION_FROM)
        self.session.setVisible(self.session.runs and wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the sitting's list out where there is no room for it."""
        super().resizeEvent(event)
        self._show_session()

    def _restyle(self) -> None:
        px = self.desk.theme.px
        self._whole.setContentsMargins(px(24), px(4), px(24), px(16))
        self._line.setSpacing(px(16))
        self.session.setFixedWidth(px(WIDTH))
