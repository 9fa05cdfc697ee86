"""What an import did, what was read and what was not, what to do next, and taking it back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infodesk.core.changes import Step
from infodesk.core.import_plans import ImportPlan, ImportResult
from infodesk.gui.desk import Desk
from infodesk.gui.models import Column
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.importing.past import told_kept
from infodesk.gui.pages.importing.tables import PlanTable, SequenceModel
from infodesk.gui.pages.unlock import Tile
from infodesk.gui.widgets import Button, FlowLayout, PlainLabel, PrimaryButton, TextCell
from infodesk.gui.widgets.rows import Cell
from infodesk.operations.importing import can_undo, undo_import
from infodesk.store.taking_out import Kept
from infodesk.words import t
from infodesk.words.importing import parts_read, rest_sentence, result_sentence, what_came

_SHOWN = 7


class ReportPage(CentredPage):
    """Says what came in; Undo takes it back also after other work, which stays.

    `wanted` sends the command of what is to be done next.
    """

    shown = Signal()
    left = Signal()
    wanted = Signal(str)

    def __init__(self, desk: Desk, name: str, plan: ImportPlan, result: ImportResult) -> None:
        theme = desk.theme
        super().__init__(theme, width=600, gap=10)
        self._desk, self._result = desk, result
        self._mark = desk.store.undo_mark if not result.did_nothing else 0
        self._name = name
        centre = Qt.AlignmentFlag.AlignHCenter
        self.title = PlainLabel(theme, result_sentence(result), "title", wrap=True)
        self.came = PlainLabel(theme, what_came(result), wrap=True)
        self.rest = PlainLabel(theme, rest_sentence(result), color="muted", wrap=True)
        file = PlainLabel(theme, t("From {name}", name=name), "small", "muted", wrap=True)
        self.late = PlainLabel(theme, "", "small", "muted", wrap=True)
        for label in (self.title, self.came, self.rest, file, self.late):
            label.setAlignment(centre)
        self.undo = Button(theme, t("Undo the import"), icon="undo")
        self.undo.clicked.connect(self._undo)
        self.show_them = Button(theme, t("Show them"))
        self.show_them.clicked.connect(self.shown)
        self.show_them.setVisible(bool(result.new or result.changed))
        self.done = PrimaryButton(theme, t("Done"))
        self.done.clicked.connect(self.left)
        self.column.addWidget(Tile(theme, "check", "good_soft", "good"), 0, centre)
        self.column.addSpacing(theme.px(6))
        for label in (self.title, self.came, self.rest, file):
            label.setVisible(bool(label.text()))
            self.column.addWidget(label)
        self.column.addSpacing(theme.px(12))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addStretch(1)
        for button in (self.undo, self.show_them, self.done):
            line.addWidget(button)
        line.addStretch(1)
        self.column.addLayout(line)
        self.column.addWidget(self.late)
        self.next_steps: dict[str, Button] = {}
        self._add_next()
        self._add_parts(plan)
        desk.changes.changed.connect(self.look)
        self.look()

    # What to do next

    def _add_next(self) -> None:
        theme, result = self._desk.theme, self._result
        known = {command.id for command in self._desk.commands.all()}
        ways = [
            ("go-job-news", t("See whose job changed"), result.moved),
            ("go-duplicates", t("Look for people who are here twice"), result.new),
            ("shortlist", t("Choose whom to write to first"), result.new),
            ("go-profile", t("Look at my profile"), result.profile),
        ]
        self.next = QWidget()
        flow = FlowLayout(theme, self.next)
        for command, words, why in ways:
            if why and command in known:
                button = Button(theme, words, size="small", kind="quiet")
                button.clicked.connect(partial(self.wanted.emit, command))
                flow.addWidget(button)
                self.next_steps[command] = button
        self.next.setVisible(bool(self.next_steps))
        self.column.addWidget(self.next)

    # What was read

    def _add_parts(self, plan: ImportPlan) -> None:
        parts = parts_read(plan)
        if not parts:
            return
        theme = self._desk.theme
        self.column.addSpacing(theme.px(8))
        box = QVBoxLayout()
        box.setSpacing(theme.px(4))
        box.addWidget(PlainLabel(theme, t("What was read, and what was not"), "small_strong"))
        box.addWidget(self._parts(parts))
        self.column.addLayout(box)

    def _parts(self, parts: Sequence[tuple[str, str]]) -> PlanTable:
        theme = self._desk.theme
        columns: list[Column[tuple[str, str]]] = [
            Column(id="part", title=t("Part"), text=lambda row: row[0]),
            Column(id="what", title=t("What was done with it"), text=lambda row: row[1]),
        ]
        cells: list[Cell] = [TextCell(theme), TextCell(theme, color="muted")]
        model = SequenceModel(columns, parts, parent=self)
        table = PlanTable(theme, t("What was read, and what was not"), model, cells, (0, 0))
        head = table.horizontalHeader().sizeHint().height()
        table.setFixedHeight(head + min(len(parts), _SHOWN) * theme.row_height() + theme.px(4))
        return table

    # Taking it back

    def look(self, _change: object = None) -> None:
        """Offer Undo while this import can be taken back."""
        can = self._result.import_id in can_undo(self._desk.store)
        newest = self._desk.store.undo_mark == self._mark
        self.undo.setVisible(bool(self._mark) and can)
        late = can and not newest and bool(self._mark)
        self.late.setText(t("What you changed since will stay as it is.") if late else "")
        self.late.setVisible(late)

    def arrive(self) -> None:
        """Put the focus where the person will go on."""
        self.done.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _undo(self) -> None:
        store, jobs = self._desk.store, self._desk.jobs
        title, import_id = t("Undoing the import"), self._result.import_id
        if store.undo_mark == self._mark:
            jobs.sliced(store.undo(), title=title, done=self._undone)
        elif import_id is not None and import_id in can_undo(store):
            jobs.sliced(undo_import(store, import_id), title=title, done=self._taken_back)

    def _undone(self, _step: Step | None) -> None:
        self._say(t("Everything is as it was before. Ctrl+Shift+Z does it again."))

    def _taken_back(self, kept: Kept) -> None:
        self._say(told_kept(self._desk, kept))

    def _say(self, rest: str) -> None:
        self._mark = 0
        self.title.setText(t("The import was undone."))
        self.rest.setText(rest)
        self.rest.show()
        for part in (self.came, self.show_them, self.next):
            part.hide()
        self.look()
        self.done.setFocus()
