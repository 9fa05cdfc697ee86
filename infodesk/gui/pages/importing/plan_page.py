"""What importing a file would do: who is new, changed, the same, doubtful or skipped."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.ids import PersonId
from infodesk.core.imports import (
    Decision,
    FieldChange,
    ImportPlan,
    ImportRow,
    PlannedChange,
    RowProblem,
)
from infodesk.core.people import PersonRow
from infodesk.gui.desk import Desk
from infodesk.gui.models import Column, IdTableModel, Order
from infodesk.gui.pages.importing.doubtful import DoubtfulPart
from infodesk.gui.pages.importing.tables import PlanTable, SequenceModel
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.theme import ColorName
from infodesk.gui.widgets import (
    COLOR_ROLE,
    KEY_ROLE,
    Banner,
    Button,
    Hairline,
    NumberCell,
    PersonCell,
    PillCell,
    PlainLabel,
    PrimaryButton,
    Tabs,
    TextCell,
    dress_table,
)
from infodesk.gui.widgets.rows import Cell
from infodesk.store import people as person_rows
from infodesk.words import t, tn
from infodesk.words.dates import day_in_words
from infodesk.words.importing import (
    SKIPPING,
    field_words,
    file_notes,
    member_notes,
    plan_sentence,
    problem_words,
)

_SHORT = 440
"""The height in pixels, at a text scale of 1, below which a page is too short for everything."""


class PlanPage(QWidget):
    """Shows an ImportPlan; sends `accepted` with decisions by line and the lines left out.

    `edited` says by person which fields were typed by hand: the reason why a value is kept.
    """

    accepted = Signal(object, object)
    left = Signal()

    def __init__(self, desk: Desk, plan: ImportPlan, edited: Mapping[int, frozenset[str]]) -> None:
        super().__init__()
        self._desk, self.plan, self._edited = desk, plan, edited
        self._models: list[SequenceModel[Any]] = []
        self.doubtful: DoubtfulPart | None = None
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
        plan = self.plan
        self._part_at: dict[str, int] = {}
        skipped = [each for each in plan.file.report.problems if each.code in SKIPPING]
        if plan.new:
            self._add("new", t("New"), len(plan.new), self._new())
        if plan.changed:
            self._add("changed", t("Changed"), len(plan.changed), self._changed())
        if plan.doubtful:
            self.doubtful = DoubtfulPart(self._desk, plan.doubtful)
            self.doubtful.changed.connect(self._count)
            page = _scrolled(self.doubtful, t("Doubtful"))
            self._add("doubtful", t("Doubtful"), len(plan.doubtful), page)
        if plan.same:
            self._add("same", t("The same"), len(plan.same), self._same())
        if skipped:
            self._add("skipped", t("Skipped"), len(skipped), self._problems(skipped))
        self._part_at["file"] = self.tabs.add(t("About the file"), self._file())

    def _add(self, part: str, title: str, count: int, page: QWidget) -> None:
        words = t("{title} · {count}", title=title, count=f"{count:,}")
        self._part_at[part] = self.tabs.add(words, page)

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
        self._show_banner()

    def show_part(self, part: str) -> None:
        """Show one of the parts: new, changed, doubtful, same, skipped, file."""
        self.tabs.bar.setCurrentIndex(self._part_at[part])
        if part == "doubtful" and self.doubtful is not None:
            self.doubtful.table.setFocus()

    # Parts

    def _new(self) -> QWidget:
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
        table = PlanTable(theme, t("New people"), model, cells, widths)
        return self._with_boxes(model, table)

    def _email_column(self) -> list[Column[ImportRow]]:
        """Return the column of addresses; none if nobody in the file shares one."""
        if not self.plan.file.report.emails:
            return []
        return [Column(id="email", title=t("E-mail"), text=lambda row: row.email)]

    def _changed(self) -> QWidget:
        theme = self._desk.theme
        rows = [
            _Told(planned, change, first=place == 0)
            for planned in self.plan.changed
            for place, change in enumerate(planned.changes)
        ]
        columns: list[Column[_Told]] = [
            Column(
                id="name",
                title=t("Name"),
                text=lambda row: row.planned.person_name if row.first else "",
                tip=lambda row: row.planned.person_name,
                spoken=lambda row: row.planned.person_name,
            ),
            Column(id="field", title=t("Field"), text=lambda row: field_words(row.change.field)),
            Column(id="old", title=t("In your vault"), text=lambda row: row.change.old or "—"),
            Column(id="new", title=t("In the file"), text=lambda row: row.change.new),
            Column(
                id="what",
                title=t("What happens"),
                text=lambda row: self._kind(row)[0],
                tip=lambda row: self._kind(row)[1],
                roles={COLOR_ROLE: lambda row: self._kind(row)[2]},
            ),
        ]
        cells: list[Cell] = [
            TextCell(theme, "medium"),
            TextCell(theme, color="muted"),
            TextCell(theme),
            TextCell(theme),
            PillCell(theme),
        ]
        model = SequenceModel(columns, rows, line_of=lambda row: row.planned.row.line, parent=self)
        table = PlanTable(theme, t("Changed people"), model, cells, (0, 130, 0, 0, 180))
        return self._with_boxes(model, table)

    def _kind(self, row: "_Told") -> tuple[str, str, ColorName]:
        """Return what happens to a field: a word, a sentence and a colour."""
        kind = row.change.kind
        if kind == "changed":
            return t("Changes"), t("The file's value takes the place of yours."), "info"
        if kind == "filled":
            return t("Is added"), t("Your vault has nothing here yet."), "good"
        if row.change.field in self._edited.get(row.planned.person_id, ()):
            return t("Kept: you typed it"), t("What you typed is never overwritten."), "muted"
        return (
            t("Kept: older file"),
            t("The file is older than one imported before, so it only fills gaps."),
            "muted",
        )

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

    def _problems(self, problems: Sequence[RowProblem]) -> PlanTable:
        theme = self._desk.theme
        columns: list[Column[RowProblem]] = [
            Column(id="line", title=t("Line"), text=lambda row: f"{row.line:,}", numbers=True),
            Column(id="why", title=t("Why"), text=lambda row: problem_words(row.code)),
        ]
        model = SequenceModel(columns, problems, parent=self)
        cells: list[Cell] = [NumberCell(theme), TextCell(theme)]
        return PlanTable(theme, t("Rows and reasons"), model, cells, (90, 0))

    def _members(self, members: Sequence[tuple[str, str]]) -> PlanTable:
        theme = self._desk.theme
        columns: list[Column[tuple[str, str]]] = [
            Column(id="member", title=t("File in the archive"), text=lambda row: row[0]),
            Column(id="what", title=t("What was done with it"), text=lambda row: row[1]),
        ]
        model = SequenceModel(columns, members, parent=self)
        cells: list[Cell] = [TextCell(theme), TextCell(theme, color="muted")]
        table = PlanTable(theme, t("Files in the archive"), model, cells, (0, 0))
        table.setMinimumHeight(theme.px(200))
        return table

    def _file(self) -> QWidget:
        theme, report = self._desk.theme, self.plan.file.report
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, theme.px(16), 0, theme.px(16))
        column.setSpacing(theme.px(8))
        column.addWidget(PlainLabel(theme, self.plan.file.name, "strong", wrap=True))
        rows = tn("{count:,} row was read.", "{count:,} rows were read.", report.rows)
        for note in [rows, *file_notes(report)]:
            column.addWidget(PlainLabel(theme, note, wrap=True))
        members = member_notes(report)
        if members:
            column.addWidget(self._members(members), 2)
        mended = [each for each in report.problems if each.code not in SKIPPING]
        if mended:
            table = self._problems(mended)
            table.setMinimumHeight(theme.px(200))
            column.addWidget(table, 1)
        if not (mended or members):
            column.addStretch(1)
        return _scrolled(inner, t("About the file"))

    def _with_boxes(self, model: SequenceModel[Any], table: PlanTable) -> QWidget:
        """Return `table` below a box for all its rows."""
        theme = self._desk.theme
        self._models.append(model)
        model.left_out_changed.connect(self._count)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        column.setSpacing(theme.px(4))
        line = QHBoxLayout()
        line.setContentsMargins(theme.px(7), 0, 0, 0)
        line.setSpacing(theme.px(12))
        line.addWidget(_all_box(model))
        line.addStretch(1)
        line.addWidget(PlainLabel(theme, t("Space takes a row or leaves it out"), "small", "muted"))
        column.addLayout(line)
        column.addWidget(table, 1)
        return page

    # Deciding

    @property
    def left_out(self) -> frozenset[int]:
        """The lines of the file that are not to be taken."""
        return frozenset().union(*(model.left_out for model in self._models))

    def decisions(self) -> dict[int, Decision]:
        """Return what was decided for doubtful rows, by line."""
        return self.doubtful.decisions if self.doubtful is not None else {}

    def accept(self) -> None:
        """Send the decisions, if there is anything to do."""
        if self.button.isEnabled():
            self.trouble.say("")
            self.accepted.emit(self.decisions(), self.left_out)

    def _taken(self) -> tuple[int, int]:
        """Return how many people would come in and how many would change."""
        left, decided = self.left_out, self.decisions()
        new = sum(row.line not in left for row in self.plan.new)
        changed = sum(each.row.line not in left for each in self.plan.changed)
        for doubt in self.plan.doubtful:
            decision = decided.get(doubt.row.line, Decision.NEW)
            new += decision is Decision.NEW
            changed += decision is Decision.SAME
        return new, changed

    def _count(self) -> None:
        new, changed = self._taken()
        if new:
            words = tn("Import {count:,} person", "Import {count:,} people", new)
        elif changed:
            words = tn("Change {count:,} person", "Change {count:,} people", changed)
        else:
            words = t("Import")
        self.button.set_text(words)
        self.button.setEnabled(bool(new or changed))
        self.button.setVisible(not self.plan.does_nothing)
        said = t("Nothing has been written yet.")
        if new and changed:
            said += " " + tn(
                "{count:,} person would change.", "{count:,} people would change.", changed
            )
        if self.plan.does_nothing:
            said = t("Nothing has been written, and nothing needs to be.")
        self.foot.setText(said)

    def arrive(self) -> None:
        """Put the focus where the person will go on."""
        button = self.button if self.button.isEnabled() else self.cancel
        button.setFocus(Qt.FocusReason.ActiveWindowFocusReason)


def _scrolled(inner: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(name)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area


class _Told(NamedTuple):
    """A line of the table of changes: one field of one person."""

    planned: PlannedChange
    change: FieldChange
    first: bool


def _all_box(model: SequenceModel[Any]) -> QCheckBox:
    """Return a box that takes all rows or none, and is half full in between."""
    box = QCheckBox()
    lines = frozenset(map(_line_of(model), model.rows))

    def show() -> None:
        out = len(model.left_out)
        state = Qt.CheckState
        box.setCheckState(
            state.Checked
            if not out
            else state.Unchecked
            if out == len(lines)
            else state.PartiallyChecked
        )
        words = t("{taken} of {all} taken", taken=f"{len(lines) - out:,}", all=f"{len(lines):,}")
        box.setText(words)

    box.clicked.connect(lambda _checked: model.take_all(taken=bool(model.left_out)))
    model.left_out_changed.connect(show)
    show()
    return box


def _line_of(model: SequenceModel[Any]) -> Callable[[Any], int]:
    assert model.line_of is not None
    return model.line_of


def _day(day: date | None) -> str:
    return day_in_words(day) if day else ""
