"""Rows that may be somebody already there: both sides, the reason, and the person's decision."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from infodesk.core.errors import NoSuchRecord
from infodesk.core.ids import PersonId
from infodesk.core.import_plans import Decision, DoubtfulRow
from infodesk.core.imports import ImportRow
from infodesk.core.people import Person
from infodesk.gui.desk import Desk
from infodesk.gui.models import Column
from infodesk.gui.pages.importing.tables import PlanTable, SequenceModel
from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets import (
    COLOR_ROLE,
    Button,
    Card,
    ElidedLabel,
    FlowLayout,
    PillCell,
    PlainLabel,
    TextCell,
)
from infodesk.gui.widgets.rows import Cell
from infodesk.store import people as person_rows
from infodesk.words import t
from infodesk.words.dates import day_in_words
from infodesk.words.importing import doubt_words

_COLORS: Mapping[Decision, ColorName] = {
    Decision.NEW: "good",
    Decision.SAME: "info",
    Decision.SKIP: "muted",
}


def decision_words(decision: Decision) -> str:
    """Return what is to happen with a doubtful row."""
    words: Mapping[Decision, Callable[[], str]] = {
        Decision.NEW: lambda: t("New person"),
        Decision.SAME: lambda: t("Same person"),
        Decision.SKIP: lambda: t("Skip"),
    }
    return words[decision]()


class DoubtfulPart(QWidget):
    """A table of doubtful rows; below it both sides of the current one and three answers.

    An answer is for the selected rows. `decisions` are by line; undecided means a new person.
    """

    changed = Signal()

    def __init__(self, desk: Desk, rows: Sequence[DoubtfulRow]) -> None:
        super().__init__()
        self._desk, self._rows = desk, rows
        self.decisions: dict[int, Decision] = {}
        theme = desk.theme
        self.table = self._table()
        self.table.selectionModel().currentRowChanged.connect(lambda _new, _old: self._show())
        self.table.selectionModel().selectionChanged.connect(lambda _new, _old: self._say_scope())
        self.sides = BothSides(theme)
        self.scope = PlainLabel(theme, "", "small", "muted")
        self.answers = {
            decision: Button(theme, decision_words(decision), key=key, size="small")
            for decision, key in zip(Decision, "NSK", strict=True)
        }
        self.everyone = Button(theme, t("Select all"), size="small", kind="quiet")
        self.everyone.clicked.connect(self.table.selectAll)
        for decision, button in self.answers.items():
            button.clicked.connect(lambda _checked=False, d=decision: self.decide(d))
        self.table.setMinimumHeight(theme.px(120))
        self._build()
        self._show()
        self._say_scope()

    def _build(self) -> None:
        theme = self._desk.theme
        ways = QWidget()
        flow = FlowLayout(theme, ways)
        for button in (*self.answers.values(), self.everyone):
            flow.addWidget(button)
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addWidget(self.scope)
        line.addWidget(ways, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8), 0, theme.px(12))
        column.setSpacing(theme.px(10))
        column.addWidget(self.table, 1)
        column.addLayout(line)
        column.addWidget(self.sides)

    def _table(self) -> PlanTable:
        theme = self._desk.theme
        columns: list[Column[DoubtfulRow]] = [
            Column(id="file", title=t("In the file"), text=lambda each: _said(each.row)),
            Column(id="vault", title=t("In your vault"), text=lambda each: each.person_name),
            Column(id="why", title=t("Why"), text=lambda each: doubt_words(each.reason)),
            Column(
                id="then",
                title=t("Then"),
                text=lambda each: decision_words(self.decision(each)),
                roles={COLOR_ROLE: lambda each: _COLORS[self.decision(each)]},
            ),
        ]
        model = SequenceModel(columns, self._rows, parent=self)
        cells: list[Cell] = [
            TextCell(theme, "medium"),
            TextCell(theme),
            TextCell(theme, color="muted"),
            PillCell(theme),
        ]
        return PlanTable(theme, t("Doubtful people"), model, cells, (0, 0, 0, 140))

    def decision(self, doubt: DoubtfulRow) -> Decision:
        """Return what is to happen with a row."""
        return self.decisions.get(doubt.row.line, Decision.NEW)

    def decide(self, decision: Decision) -> None:
        """Decide the selected rows; with one selected, go on to the next."""
        places = self.table.chosen()
        for place in places:
            self.decisions[self._rows[place].row.line] = decision
        model = self.table.plan
        last = model.columnCount() - 1
        model.dataChanged.emit(model.index(0, 0), model.index(len(self._rows) - 1, last))
        if len(places) == 1 and places[0] + 1 < len(self._rows):
            self.table.selectRow(places[0] + 1)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with a letter: N new, S same, K skip."""
        letters = {
            Qt.Key.Key_N: Decision.NEW,
            Qt.Key.Key_S: Decision.SAME,
            Qt.Key.Key_K: Decision.SKIP,
        }
        decision = letters.get(Qt.Key(event.key()))
        if decision is not None and not event.modifiers():
            self.decide(decision)
            event.accept()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        place = self.table.currentIndex().row()
        if place < 0:
            return
        doubt = self._rows[place]
        try:
            person = person_rows.get(self._desk.store.db, PersonId(doubt.person_id))
        except NoSuchRecord:
            person = None
        self.sides.show_pair(doubt.row, person)

    def _say_scope(self) -> None:
        count = len(self.table.chosen())
        self.scope.setText(
            t("The {count} selected are:", count=f"{count:,}") if count > 1 else t("This is:")
        )


class BothSides(Card):
    """The same facts of a row of the file and of a person in the vault, beside each other."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, margin=14, gap=4, ground="sunken", outline=None)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(3))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.addWidget(PlainLabel(theme, t("In the file"), "small_strong", "muted"), 0, 1)
        grid.addWidget(PlainLabel(theme, t("In your vault"), "small_strong", "muted"), 0, 2)
        self._pairs: list[tuple[ElidedLabel, ElidedLabel]] = []
        heads = (t("Name"), t("Position"), t("Company"), t("E-mail"), t("Profile"), t("Connected"))
        for line, head in enumerate(heads, start=1):
            pair = (ElidedLabel(theme), ElidedLabel(theme))
            grid.addWidget(PlainLabel(theme, head, "small", "muted"), line, 0)
            grid.addWidget(pair[0], line, 1)
            grid.addWidget(pair[1], line, 2)
            self._pairs.append(pair)
        self.body.addLayout(grid)

    def show_pair(self, row: ImportRow, person: Person | None) -> None:
        """Show both sides; what differs stands out."""
        theirs = (
            row.name,
            row.position,
            row.company,
            ", ".join(one for one in (row.email, *row.more_emails) if one),
            row.slug,
            day_in_words(row.connected_on) if row.connected_on else "",
        )
        ours = _facts(person) if person else ("",) * len(theirs)
        for (left, right), there, here in zip(self._pairs, theirs, ours, strict=True):
            same = there.casefold() == here.casefold()
            left.setText(there or "—")
            right.setText(here or "—")
            left.set_role("body" if same else "medium")
            left.set_color("muted" if same else "text")
            right.set_color("muted" if same else "text")


def _facts(person: Person) -> tuple[str, ...]:
    return (
        person.name,
        person.title,
        person.company,
        ", ".join(email.address for email in person.emails),
        person.slug or "",
        day_in_words(person.connected_on) if person.connected_on else "",
    )


def _said(row: ImportRow) -> str:
    role = ", ".join(part for part in (row.position, row.company) if part)
    return t("{name} · {role}", name=row.name, role=role) if role else row.name
