"""What importing files would do: people, contacts, my profile, companies, and what is skipped."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTableView, QVBoxLayout, QWidget

from infodesk.core.ids import PersonId
from infodesk.core.import_plans import (
    Decision,
    ImportChoices,
    ImportPlan,
    MessageChoice,
    PlannedChange,
)
from infodesk.core.imports import ImportFile, ImportRow, RowProblem
from infodesk.core.people import PersonRow
from infodesk.formats.mapping import KIND
from infodesk.gui.desk import Desk
from infodesk.gui.models import Column, IdTableModel, Order
from infodesk.gui.pages.importing.contacts import ContactsPart, StrangersPart
from infodesk.gui.pages.importing.doubtful import DoubtfulPart
from infodesk.gui.pages.importing.overruling import ChangesPart, Told
from infodesk.gui.pages.importing.own import companies_part, profile_part
from infodesk.gui.pages.importing.parts import BoxedPart, scrolled
from infodesk.gui.pages.importing.tables import PlanTable, SequenceModel
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.widgets import (
    KEY_ROLE,
    Banner,
    Button,
    Hairline,
    NumberCell,
    PersonCell,
    PlainLabel,
    PrimaryButton,
    Tabs,
    TextCell,
    dress_table,
)
from infodesk.gui.widgets.rows import Cell
from infodesk.operations.importing import foreseen
from infodesk.store import people as person_rows
from infodesk.words import t, tn
from infodesk.words.dates import day_in_words
from infodesk.words.importing import (
    SKIPPING,
    field_words,
    file_notes,
    import_words,
    member_notes,
    passed_over_words,
    plan_notes,
    plan_sentence,
    problem_words,
    value_words,
)

_SHORT = 440
"""The height in pixels, at a text scale of 1, below which a page is too short for everything."""


class PlanPage(QWidget):
    """Shows an ImportPlan; sends `accepted` with the ImportChoices, `columns_wanted` with a file
    whose columns are to be chosen otherwise.

    `edited` says by person which fields were typed by hand: the reason why a value is kept. If
    `has_address_book`, an archive holds one that was not opened; `address_book_wanted` asks for it.
    """

    accepted = Signal(object)
    columns_wanted = Signal(object)
    address_book_wanted = Signal()
    left = Signal()

    def __init__(
        self,
        desk: Desk,
        plan: ImportPlan,
        edited: Mapping[int, frozenset[str]],
        *,
        has_address_book: bool = False,
    ) -> None:
        super().__init__()
        self._desk, self.plan, self._edited = desk, plan, edited
        self.address_book: Button | None = None
        self._has_address_book = has_address_book
        self.boxed: dict[str, BoxedPart] = {}
        self.doubtful: DoubtfulPart | None = None
        self.contacts: ContactsPart | None = None
        self._telling: list[int] = []
        self._said = ""
        self._build()
        self._count()

    # Building

    def _build(self) -> None:
        theme, plan = self._desk.theme, self.plan
        px = theme.px
        self.sentence = PlainLabel(theme, plan_sentence(plan), "section", wrap=True)
        self.tabs = Tabs(theme, t("What importing would do"))
        self._add_parts()
        self.foot = PlainLabel(theme, "", color="muted", wrap=True)
        self.cancel = Button(theme, t("Close") if plan.does_nothing else t("Cancel"))
        self.cancel.clicked.connect(self.left)
        self.button = PrimaryButton(theme, "")
        self.button.clicked.connect(self.accept)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(px(24), 0, px(24), px(8))
        head.setSpacing(px(10))
        self.trouble = Trouble(theme)
        head.addWidget(self.trouble)
        head.addWidget(self.sentence)
        self.notes = [Banner(theme, note, "info") for note in plan_notes(plan)]
        for note in self.notes:
            head.addWidget(note)
        if self.doubtful is not None:
            self.banner = self._doubt_banner()
            head.addWidget(self.banner)
            self.tabs.bar.currentChanged.connect(lambda _place: self._show_banner())
        whole.addLayout(head)
        self.tabs.bar.setContentsMargins(0, 0, 0, 0)
        middle = QVBoxLayout()
        middle.setContentsMargins(px(24), 0, px(24), 0)
        middle.addWidget(self.tabs)
        whole.addLayout(middle, 1)
        whole.addWidget(Hairline(theme))
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(14), px(24), px(16))
        foot.setSpacing(px(8))
        foot.addWidget(self.foot, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.button)
        whole.addLayout(foot)

    def _doubt_banner(self) -> Banner:
        count = len(self.plan.doubtful)
        banner = Banner(
            self._desk.theme,
            tn(
                "{count:,} person may already be here. Undecided, they come in as a new person.",
                "{count:,} people may already be here. Undecided, they come in as new people.",
                count,
            ),
            "warn",
            action=t("Decide"),
        )
        banner.acted.connect(lambda: self.show_part("doubtful"))
        return banner

    def _add_parts(self) -> None:
        plan, desk = self.plan, self._desk
        self._part_at: dict[str, int] = {}
        skipped = [
            (file, each)
            for file in plan.files
            for each in file.report.problems
            if each.code in SKIPPING
        ]
        if plan.new:
            self._add_boxed("new", t("New"), len(plan.new), self._new())
        if plan.changed or plan.kept:
            people = len(plan.changed) + len(plan.kept)
            self._add_boxed("changed", t("Changed"), people, self._changed())
        if plan.doubtful:
            self.doubtful = DoubtfulPart(desk, plan.doubtful)
            self.doubtful.changed.connect(self._count)
            page = scrolled(self.doubtful, t("Doubtful"))
            self._add("doubtful", t("Doubtful"), len(plan.doubtful), page)
        if telling := [each for each in plan.contacts if each.new or each.known]:
            self._telling = [plan.contacts.index(each) for each in telling]
            self.contacts = ContactsPart(desk, telling, plan.messages)
            self.contacts.changed.connect(self._count)
            count = sum(len(each.new) + sum(one.by_hand for one in each.known) for each in telling)
            page = scrolled(self.contacts, t("Messages"))
            self._add("contacts", t("Messages"), count, page)
        if plan.profile:
            part = profile_part(desk, plan.profile)
            self._add_boxed("profile", t("My profile"), len(plan.profile), part)
        if plan.companies:
            news = companies_part(desk, plan.companies)
            self._add_boxed("companies", t("Companies"), len(plan.companies), news)
        if plan.strangers:
            strangers = StrangersPart(desk, plan.strangers)
            self._add_boxed("strangers", t("Not in your vault"), len(plan.strangers), strangers)
        if plan.same:
            self._add("same", t("The same"), len(plan.same), self._same())
        if skipped:
            self._add("skipped", t("Skipped"), len(skipped), self._problems(skipped))
        title = t("About the file") if len(plan.files) == 1 else t("About the files")
        self._part_at["file"] = self.tabs.add(title, self._about())

    def _add(self, part: str, title: str, count: int, page: QWidget) -> None:
        words = t("{title} · {count}", title=title, count=f"{count:,}") if count else title
        self._part_at[part] = self.tabs.add(words, page)

    def _add_boxed(self, part: str, title: str, count: int, page: BoxedPart) -> None:
        self.boxed[part] = page
        page.changed.connect(self._count)
        self._add(part, title, count, scrolled(page, title))

    def _show_banner(self) -> None:
        """Remind of what is undecided, except where it is being decided."""
        if self.doubtful is not None:
            undecided = len(self.decisions()) < len(self.plan.doubtful)
            deciding = self.tabs.bar.currentIndex() == self._part_at["doubtful"]
            self.banner.setVisible(undecided and not deciding and not self._short())

    def _short(self) -> bool:
        """Say whether there is too little room for more than the tables."""
        return self.height() < self._desk.theme.px(_SHORT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, leave it to the tables: the tabs have the counts too."""
        super().resizeEvent(event)
        self.sentence.setVisible(self.plan.does_nothing or not self._short())
        for note in self.notes[1:]:
            note.setVisible(not self._short())
        self._say_foot()
        self._show_banner()

    def show_part(self, part: str) -> None:
        """Show one of the parts: new, changed, doubtful, contacts, profile, companies, strangers,
        same, skipped, file."""
        self.tabs.bar.setCurrentIndex(self._part_at[part])
        if part == "doubtful" and self.doubtful is not None:
            self.doubtful.table.setFocus()

    # Parts

    def _new(self) -> BoxedPart:
        theme = self._desk.theme
        columns: list[Column[ImportRow]] = [
            Column(id="name", title=t("Name"), text=lambda row: row.name),
            Column(id="position", title=t("Position"), text=lambda row: row.position),
            Column(id="company", title=t("Company"), text=lambda row: row.company),
            *self._email_column(),
            Column(id="on", title=t("Connected"), text=lambda row: _day(row.connected_on)),
        ]
        texts = len(columns) - 2
        cells: list[Cell] = [
            PersonCell(theme),
            *(TextCell(theme) for _ in range(texts)),
            TextCell(theme, "figures"),
        ]
        model = SequenceModel(columns, self.plan.new, line_of=lambda row: row.line, parent=self)
        widths = (*[0] * (texts + 1), 150)
        return BoxedPart(self._desk, PlanTable(theme, t("New people"), model, cells, widths))

    def _email_column(self) -> list[Column[ImportRow]]:
        """Return the column of addresses; none if nobody in the file shares one."""
        if not any(file.report.emails for file in self.plan.files):
            return []
        return [Column(id="email", title=t("E-mail"), text=lambda row: row.email)]

    def _changed(self) -> ChangesPart:
        rows = [
            Told(
                line=planned.row.line,
                who=planned.person_name,
                first=place == 0,
                field=field_words(change.field),
                old=value_words(change.field, change.old),
                new=value_words(change.field, change.new),
                kind=change.kind,
                why=self._why_kept(planned, change.field) if change.kind == "kept" else ("", ""),
                key=(planned.row.line, change.field),
            )
            for planned in (*self.plan.changed, *self.plan.kept)
            for place, change in enumerate(planned.changes)
        ]
        return ChangesPart(self._desk, t("Changed people"), t("Name"), rows)

    def _why_kept(self, planned: PlannedChange, field: str) -> tuple[str, str]:
        """Return why our value is kept: in a word and in a sentence."""
        if field in self._edited.get(planned.person_id, ()):
            return t("Kept: you typed it"), t("What you typed is never overwritten unasked.")
        if self.plan.is_older(planned.row.line):
            return (
                t("Kept: older file"),
                t("The file is older than one imported before, so it only fills gaps."),
            )
        return t("Kept: yours"), t("Your vault has something here already.")

    def _same(self) -> QWidget:
        desk, theme = self._desk, self._desk.theme
        columns: list[Column[PersonRow]] = [
            Column(id="name", title=t("Name"), text=lambda row: row.name,
                   roles={KEY_ROLE: lambda row: row.id}),
            Column(id="title", title=t("Position"), text=lambda row: row.title),
            Column(id="company", title=t("Company"), text=lambda row: row.company),
        ]  # fmt: skip
        model = IdTableModel(
            columns,
            lambda _order: self.plan.same,
            lambda ids: dict(person_rows.load_rows(desk.store.db, [PersonId(one) for one in ids])),  # type: ignore[arg-type]
            Order(column="name"),
            self,
        )
        table = QTableView()
        table.setAccessibleName(t("People who are the same"))
        table.setModel(model)
        dress_table(theme, table, [PersonCell(theme), TextCell(theme), TextCell(theme)])
        table.horizontalHeader().setSectionResizeMode(table.horizontalHeader().ResizeMode.Stretch)
        return table

    def _problems(self, problems: Sequence[tuple[ImportFile, RowProblem]]) -> PlanTable:
        theme = self._desk.theme
        columns: list[Column[tuple[ImportFile, RowProblem]]] = [
            Column(id="line", title=t("Line"), text=lambda row: f"{row[1].line:,}", numbers=True),
            Column(id="why", title=t("Why"), text=lambda row: problem_words(row[1].code)),
        ]
        cells: list[Cell] = [NumberCell(theme), TextCell(theme)]
        widths = [90, 0]
        if len(self.plan.files) > 1:
            columns.append(Column(id="file", title=t("File"), text=lambda row: row[0].name))
            cells.append(TextCell(theme, color="muted"))
            widths.append(0)
        model = SequenceModel(columns, problems, parent=self)
        return PlanTable(theme, t("Rows and reasons"), model, cells, widths)

    def _members(self, members: Sequence[tuple[str, str]]) -> PlanTable:
        theme = self._desk.theme
        columns: list[Column[tuple[str, str]]] = [
            Column(id="member", title=t("File in the archive"), text=lambda row: row[0]),
            Column(id="what", title=t("What was done with it"), text=lambda row: row[1]),
        ]
        model = SequenceModel(columns, members, parent=self)
        cells: list[Cell] = [TextCell(theme), TextCell(theme, color="muted")]
        return PlanTable(theme, t("Files in the archive"), model, cells, (0, 0))

    def _about(self) -> QWidget:
        theme = self._desk.theme
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, theme.px(16), 0, theme.px(16))
        column.setSpacing(theme.px(8))
        if self._has_address_book:
            self._add_address_book(column)
        for file in self.plan.files:
            self._add_file(column, file)
        column.addStretch(1)
        return scrolled(inner, t("About the file"))

    def _add_address_book(self, column: QVBoxLayout) -> None:
        theme = self._desk.theme
        words = t(
            "LinkedIn's archive also holds an address book that it once took from your phone or "
            "mail. It was not opened."
        )
        column.addWidget(PlainLabel(theme, words, wrap=True))
        self.address_book = Button(theme, t("Take its people, too"), size="small")
        self.address_book.clicked.connect(self.address_book_wanted)
        column.addWidget(self.address_book, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(theme.px(8))

    def _add_file(self, column: QVBoxLayout, file: ImportFile) -> None:
        theme, report = self._desk.theme, file.report
        column.addWidget(PlainLabel(theme, file.name, "strong", wrap=True))
        rows = tn("{count:,} row was read.", "{count:,} rows were read.", report.rows)
        for note in [rows, *file_notes(report), *self._passed_over(file)]:
            column.addWidget(PlainLabel(theme, note, wrap=True))
        if report.kind == KIND:
            columns = Button(theme, t("Choose the columns…"), size="small")
            columns.clicked.connect(lambda: self.columns_wanted.emit(file))
            column.addWidget(columns, 0, Qt.AlignmentFlag.AlignLeading)
        tables: list[tuple[PlanTable, int]] = []
        if members := member_notes(report):
            tables.append((self._members(members), len(members)))
        if mended := [(file, each) for each in report.problems if each.code not in SKIPPING]:
            tables.append((self._problems(mended), len(mended)))
        for table, count in tables:
            head = table.horizontalHeader().sizeHint().height()
            table.setFixedHeight(head + min(count, 8) * theme.row_height() + theme.px(4))
            column.addWidget(table)

    def _passed_over(self, file: ImportFile) -> list[str]:
        return [] if self.plan.stranger else passed_over_words(file.archive.passed_over)

    # Deciding

    @property
    def left_out(self) -> frozenset[int]:
        """The rows of people that are not to be taken."""
        return self._left("new") | self._left("changed")

    def _left(self, part: str) -> frozenset[int]:
        return self.boxed[part].left_out if part in self.boxed else frozenset()

    def decisions(self) -> dict[int, Decision]:
        """Return what was decided for doubtful rows, by line."""
        return self.doubtful.decisions if self.doubtful is not None else {}

    def choices(self) -> ImportChoices:
        """Return everything that was decided."""
        contacts = self.contacts
        changed, profile = self.boxed.get("changed"), self.boxed.get("profile")
        strangers = self.boxed.get("strangers")
        return ImportChoices(
            decisions=dict(self.decisions()),
            left_out=self.left_out,
            overruled=_overruled(changed),
            messages=contacts.choice if contacts else MessageChoice.DATES,
            silent=frozenset(self._telling[place] for place in contacts.part.left_out)
            if contacts
            else frozenset(),
            invited=strangers.invited if isinstance(strangers, StrangersPart) else frozenset(),
            profile_left=self._left("profile"),
            profile_overruled=_overruled(profile),
            companies_left=self._left("companies"),
        )

    def accept(self) -> None:
        """Send the decisions, if there is anything to do."""
        if self.button.isEnabled():
            self.trouble.say("")
            self.accepted.emit(self.choices())

    def _count(self) -> None:
        result = foreseen(self.plan, self.choices())
        nothing = result.new + result.changed + result.touches + result.profile + result.companies
        self.button.set_text(import_words(result))
        self.button.setEnabled(bool(nothing))
        self.button.setVisible(bool(nothing) or not self.plan.does_nothing)
        self.cancel.set_text(t("Cancel") if self.button.isVisibleTo(self) else t("Close"))
        said = t("Nothing has been written yet.")
        if result.new and result.changed:
            said += " " + tn(
                "{count:,} person would change.", "{count:,} people would change.", result.changed
            )
        if self.plan.does_nothing and not nothing:
            said = t("Nothing has been written, and nothing needs to be.")
        self._said = said
        self._say_foot()
        if self.doubtful is not None:
            self._show_banner()

    def _say_foot(self) -> None:
        self.foot.setText("" if self._short() else self._said)

    def arrive(self) -> None:
        """Put the focus where the person will go on."""
        button = self.button if self.button.isEnabled() else self.cancel
        button.setFocus(Qt.FocusReason.ActiveWindowFocusReason)


def _overruled(part: BoxedPart | None) -> frozenset[Any]:
    return frozenset(part.overruled) if isinstance(part, ChangesPart) else frozenset()


def _day(day: date | None) -> str:
    return day_in_words(day) if day else ""
