"""The head of the detail: picture, name, position, stage and tags of one person."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from infodesk.core.errors import UserError
from infodesk.core.people import Person
from infodesk.gui.desk import Desk
from infodesk.gui.pages.files.actions import FileActions
from infodesk.gui.pages.files.photo import PhotoButton
from infodesk.gui.pages.people.actions import PeopleActions
from infodesk.gui.pages.people.columns import strength_words, tag_color
from infodesk.gui.pages.people.pair_edit import PairEdit
from infodesk.gui.pages.people.stage_button import StageButton
from infodesk.gui.widgets import FlowLayout, IconButton, Pill, TagChip, set_tooltip
from infodesk.operations import people as verbs
from infodesk.store import attachments
from infodesk.words import t
from infodesk.words.errors import explain
from infodesk.words.records import say


def role_words(title: str, company: str) -> str:
    """Return what somebody is and where: "Head of Data at Northwind Health"."""
    if title and company:
        return say("role-at", title=title, company=company)
    return title or company


class PersonHeader(QWidget):
    """Shows and edits who a person is; `more` is asked for the menu of everything else."""

    more_asked = Signal(object)

    def __init__(self, desk: Desk, actions: PeopleActions, today: Callable[[], date]) -> None:
        super().__init__()
        self._desk, self._actions, self._today = desk, actions, today
        self._person: Person | None = None
        self._shown: tuple[object, ...] = ()
        theme = desk.theme
        self.avatar = PhotoButton(desk)
        self.avatar.clicked.connect(self.open_photo)
        self.files = FileActions(desk, self)
        self.name = PairEdit(theme, t("Name"), (t("First name"), t("Last name")), role="title")
        self.name.committed.connect(self._rename)
        self.job = PairEdit(theme, t("Position"), (t("Position"), t("Company")), color="muted")
        self.job.committed.connect(self._correct_job)
        self.stage = StageButton(theme, self._stage_menu)
        self.add_tag = IconButton(theme, "plus", t("Add a tag"))
        self.add_tag.clicked.connect(self.open_tags)
        self.write = IconButton(theme, "send", t("Write to this person (W)"), size="regular")
        self.write.clicked.connect(lambda: desk.commands.run("people-write"))
        self.write.hide()
        self.more = IconButton(theme, "more", t("More for this person"), size="regular")
        self.more.clicked.connect(lambda: self.more_asked.emit(self.more))
        self._tags = QWidget()
        self._flow = FlowLayout(theme, self._tags, gap=6)
        self._flow.addWidget(self.stage)
        self._chips: list[QWidget] = []
        self._arrange()

    def _arrange(self) -> None:
        px = self._desk.theme.px
        words = QVBoxLayout()
        words.setSpacing(px(1))
        first = QHBoxLayout()
        first.addWidget(self.name, 1)
        first.addWidget(self.write, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(first)
        words.addWidget(self.job)
        tags = QHBoxLayout()
        tags.setContentsMargins(px(6), px(5), 0, 0)
        tags.addWidget(self._tags, 1)
        words.addLayout(tags)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_person(self, person: Person, *, fresh: bool = False) -> None:
        """Show a person; open editors keep what is typed unless `fresh`."""
        if fresh:
            self.name.cancel()
            self.job.cancel()
        self._person = person
        known = any(one.id == "people-write" for one in self._desk.commands.all())
        self.write.setVisible(known and person.deleted_at is None and not person.do_not_contact)
        self.avatar.show_person(person.name, int(person.id), has_photo=person.photo_id is not None)
        self.name.show_parts(person.name, (person.first_name, person.last_name))
        words = role_words(person.title, person.company)
        parts = (person.title, person.company)
        self.job.show_parts(words, parts, t("Add position and company"))
        self.stage.show_stage(person.stage)
        protected = (person.do_not_contact, person.keep_private)
        shown = (person.id, person.tags, protected, person.strength)
        if shown != self._shown:
            self._shown = shown
            self._show_tags(person)

    def flush(self) -> bool:
        """Commit what is being typed; say whether it was taken."""
        self.name.commit()
        self.job.commit()
        return not (self.name.is_editing() or self.job.is_editing())

    def open_tags(self) -> None:
        """Offer tags to give."""
        person = self._person
        if person is not None:
            menu = self._actions.tag_menu([person.id], self, person.tags)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.add_tag.mapToGlobal(self.add_tag.rect().bottomLeft()))

    def open_photo(self) -> None:
        """Show the person's picture, or offer to give them one."""
        person = self._person
        if person is None:
            return
        if person.photo_id is not None:
            self.files.open(attachments.get(self._desk.store.db, person.photo_id))
            return
        menu = self.photo_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.avatar.mapToGlobal(self.avatar.rect().bottomLeft()))

    def photo_menu(self, parent: QWidget) -> QMenu:
        """Return a menu of what can be done with the person's picture."""
        menu = QMenu(t("Picture"), parent)
        person = self._person
        if person is None:
            return menu
        if person.photo_id is not None:
            menu.addAction(t("Show")).triggered.connect(self.open_photo)
        choose = menu.addAction(t("Choose a picture…"))
        choose.triggered.connect(lambda: self.files.choose_photo(person.id))
        paste = menu.addAction(t("Paste a picture"))
        paste.setEnabled(self.files.can_paste())
        paste.triggered.connect(lambda: self.files.paste_photo(person.id))
        if person.photo_id is not None:
            off = menu.addAction(t("Take off the picture"))
            off.triggered.connect(lambda: self.files.take_off_photo(person.id))
        return menu

    def _stage_menu(self) -> QMenu:
        assert self._person is not None
        return self._actions.stage_menu([self._person.id], self, self._person.stage)

    def _show_tags(self, person: Person) -> None:
        for old in self._chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        theme = self._desk.theme
        self._chips = []
        if person.do_not_contact:
            self._chips.append(Pill(theme, t("Do not contact"), "bad"))
        if person.keep_private:
            self._chips.append(Pill(theme, t("Private"), "warn"))
        if person.strength is not None:
            known = Pill(theme, strength_words(person.strength), "accent")
            set_tooltip(known, say(f"strength-{person.strength}-means"))
            self._chips.append(known)
        for tag in person.tags:
            chip = TagChip(theme, tag.name, tag_color(tag), removable=True)
            chip.removed.connect(partial(self._actions.untag, [person.id], tag))
            self._chips.append(chip)
        self._flow.removeWidget(self.add_tag)
        for one in self._chips:
            self._flow.addWidget(one)
        self._flow.addWidget(self.add_tag)

    def _rename(self, parts: tuple[str, ...]) -> None:
        first, last = parts
        self._edit(self.name, parts, {"first_name": first, "last_name": last})

    def _correct_job(self, parts: tuple[str, ...]) -> None:
        title, company = parts
        self._edit(self.job, parts, {"title": title, "company": company})

    def _edit(self, editor: PairEdit, parts: tuple[str, ...], fields: dict[str, str]) -> None:
        person = self._person
        if person is None:
            return
        try:
            verbs.edit_person(self._desk.store, person.id, dict(fields), person.rev)
        except UserError as error:
            sentence = explain(error)
            # The editors are being left just now; they open again when that is over.
            QTimer.singleShot(0, editor, lambda: self._reopen(editor, person, parts, sentence))

    def _reopen(
        self, editor: PairEdit, person: Person, parts: tuple[str, ...], sentence: str
    ) -> None:
        if self._person is not None and self._person.id == person.id and self.isVisible():
            editor.edit(parts, sentence)
