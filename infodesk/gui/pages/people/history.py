"""Where a person worked and learned, each line with a way to change it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infodesk.core.history import EducationDraft, PositionDraft
from infodesk.core.people import Education, Person, Position
from infodesk.gui.desk import Desk
from infodesk.gui.pages.entry_dialog import Entry, EntryDialog, EntryField, Span
from infodesk.gui.pages.people.header import role_words
from infodesk.gui.theme import ColorName
from infodesk.gui.widgets import (
    ElidedLabel,
    IconButton,
    Picture,
    PlainLabel,
    QuietButton,
    SectionHeading,
)
from infodesk.operations import history as verbs
from infodesk.words import t
from infodesk.words.history import span_words


class HistoryLine(QWidget):
    """One line of a career: what and where, when, and a pencil; `edited` asks to change it."""

    edited = Signal()

    def __init__(
        self, desk: Desk, icon: str, title: str, below: str, *, present: bool = False
    ) -> None:
        super().__init__()
        theme = desk.theme
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.addWidget(ElidedLabel(theme, title, "medium" if present else "body"))
        if below:
            words.addWidget(PlainLabel(theme, below, "small", "muted"))
        self.pencil = IconButton(theme, "pencil", t("Edit {what}", what=title))
        self.pencil.clicked.connect(self.edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        row.setSpacing(theme.px(10))
        color: ColorName = "accent" if present else "muted"
        row.addWidget(Picture(theme, icon, color), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.pencil, 0, Qt.AlignmentFlag.AlignTop)


class HistoryList(QWidget):
    """A heading with ways to add, and the lines; says so where there are none."""

    def __init__(
        self, desk: Desk, title: str, nothing: str, ways: list[tuple[str, Callable[[], object]]]
    ) -> None:
        super().__init__()
        self._desk, self._nothing = desk, nothing
        theme = desk.theme
        self.buttons = []
        head = QHBoxLayout()
        head.addWidget(SectionHeading(theme, title), 1)
        for words, run in ways:
            button = QuietButton(theme, words, icon="plus")
            button.clicked.connect(lambda _checked=False, one=run: one())
            self.buttons.append(button)
            head.addWidget(button)
        self.lines: list[HistoryLine] = []
        self._shown: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        self._column.addLayout(head)

    def show_lines(self, lines: list[HistoryLine]) -> None:
        """Show other lines."""
        for old in self._shown:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = lines
        self._shown = list(lines)
        if not lines:
            said = PlainLabel(self._desk.theme, self._nothing, "body", "muted", wrap=True)
            self._shown = [said]
        for line in self._shown:
            self._column.addWidget(line)


class PersonHistory(QWidget):
    """The positions and the education of one person."""

    def __init__(self, desk: Desk, new_job: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._person: Person | None = None
        self._shown: tuple[object, ...] = ()
        self.positions = HistoryList(
            desk,
            t("Positions"),
            t("No position is known yet."),
            [(t("New job…"), new_job), (t("Earlier…"), self.ask_position)],
        )
        self.education = HistoryList(
            desk,
            t("Education"),
            t("Where they learned is not known yet."),
            [(t("Add…"), self.ask_education)],
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.theme.px(16))
        column.addWidget(self.positions)
        column.addWidget(self.education)

    def show_person(self, person: Person) -> None:
        """Show a person's history."""
        self._person = person
        shown = (person.id, person.positions, person.education)
        if shown != self._shown:
            self._shown = shown
            self.positions.show_lines([self._position(one) for one in person.positions])
            self.education.show_lines([self._education(one) for one in person.education])

    def ask_position(self, position: Position | None = None) -> None:
        """Ask for an earlier position, or for changes of one."""
        person, store = self._person, self._desk.store
        if person is None:
            return
        old = position

        def keep(entry: Entry) -> None:
            draft = PositionDraft(
                title=entry.texts["title"],
                company=entry.texts["company"],
                started_on=entry.started_on,
                finished_on=entry.finished_on,
                is_current=entry.lasts,
            )
            if old is None:
                verbs.add_position(store, person.id, draft)
            else:
                verbs.edit_position(store, old.id, draft, old.rev)

        def remove() -> None:
            if old is not None:
                verbs.remove_position(store, old.id)
                self._desk.notices.toast(t("Position removed"))

        EntryDialog(
            self._desk,
            t("Position of {name}", name=person.name),
            [
                EntryField(key="title", label=t("Position"), text=old.title if old else ""),
                EntryField(
                    key="company",
                    label=t("Company"),
                    text=old.company if old else "",
                    companies=True,
                ),
            ],
            keep,
            self.window(),
            span=Span(
                started_on=old.started_on if old else None,
                finished_on=old.finished_on if old else None,
                lasts=old.is_current if old else False,
                lasts_words=t("Works there now"),
            ),
            remove=remove if old else None,
        ).open()

    def ask_education(self, education: Education | None = None) -> None:
        """Ask where the person learned, or for changes of it."""
        person, store = self._person, self._desk.store
        if person is None:
            return
        old = education

        def keep(entry: Entry) -> None:
            draft = EducationDraft(
                school=entry.texts["title"],
                degree=entry.texts["degree"],
                started_on=entry.started_on,
                finished_on=entry.finished_on,
            )
            if old is None:
                verbs.add_education(store, person.id, draft)
            else:
                verbs.edit_education(store, old.id, draft, old.rev)

        def remove() -> None:
            if old is not None:
                verbs.remove_education(store, old.id)
                self._desk.notices.toast(t("Education removed"))

        EntryDialog(
            self._desk,
            t("Education of {name}", name=person.name),
            [
                EntryField(key="title", label=t("School"), text=old.school if old else ""),
                EntryField(key="degree", label=t("Degree"), text=old.degree if old else ""),
            ],
            keep,
            self.window(),
            span=Span(
                started_on=old.started_on if old else None,
                finished_on=old.finished_on if old else None,
            ),
            remove=remove if old else None,
        ).open()

    def _position(self, one: Position) -> HistoryLine:
        span = span_words(one.started_on, one.finished_on, lasts=one.is_current) or t("before")
        line = HistoryLine(
            self._desk, "building", role_words(one.title, one.company), span,
            present=one.is_current,
        )  # fmt: skip
        line.edited.connect(lambda: self.ask_position(one))
        return line

    def _education(self, one: Education) -> HistoryLine:
        title = ", ".join(part for part in (one.degree, one.school) if part)
        line = HistoryLine(self._desk, "bulb", title, span_words(one.started_on, one.finished_on))
        line.edited.connect(lambda: self.ask_education(one))
        return line
