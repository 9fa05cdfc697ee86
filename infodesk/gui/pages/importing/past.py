"""Past imports with their counts, and taking one back."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infodesk.core.ids import PersonId
from infodesk.core.import_plans import PastImport
from infodesk.gui.desk import Desk
from infodesk.gui.models import Column
from infodesk.gui.pages.importing.tables import PlanTable, SequenceModel
from infodesk.gui.widgets import Button, NumberCell, PlainLabel, TextCell
from infodesk.gui.widgets.rows import Cell
from infodesk.operations.importing import can_undo, undo_import
from infodesk.store import imports as import_rows
from infodesk.store import people as person_rows
from infodesk.store.taking_out import Kept
from infodesk.words import t
from infodesk.words.dates import day_nearby
from infodesk.words.importing import kept_sentence

_SHOWN = 5


class PastImports(QWidget):
    """The imports of this vault, newest first; the chosen one can be taken back in one step.

    `undone` says in a sentence what happened.
    """

    undone = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.past = import_rows.history(desk.store.db)
        self._can = can_undo(desk.store)
        self.table = self._table()
        self.undo = Button(theme, t("Undo this import"), icon="undo")
        self.undo.clicked.connect(self.take_back)
        self.why = PlainLabel(theme, "", "small", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.table)
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addWidget(self.undo)
        line.addWidget(self.why, 1)
        column.addLayout(line)
        self.table.selectionModel().currentRowChanged.connect(lambda _new, _old: self._look())
        self.table.selectRow(0)
        self._look()

    def _table(self) -> PlanTable:
        theme, today = self._desk.theme, self._desk.clock().astimezone().date()

        def day(row: PastImport) -> str:
            return day_nearby(datetime.fromisoformat(row.imported_at).astimezone().date(), today)

        def count(name: str, title: str) -> Column[PastImport]:
            def text(row: PastImport) -> str:
                return f"{getattr(row, name):,}"

            return Column(id=name, title=title, text=text, numbers=True)

        columns: list[Column[PastImport]] = [
            Column(id="file", title=t("File"), text=lambda row: row.file),
            Column(id="when", title=t("When"), text=day),
            count("added", t("New")),
            count("changed", t("Changed")),
            count("touches", t("Messages")),
            count("same", t("Same")),
            count("skipped", t("Skipped")),
        ]
        cells: list[Cell] = [
            TextCell(theme),
            TextCell(theme, color="muted"),
            *(NumberCell(theme) for _ in range(5)),
        ]
        model = SequenceModel(columns, self.past, parent=self)
        widths = (0, 110, 80, 90, 95, 80, 85)
        table = PlanTable(theme, t("Imported before"), model, cells, widths)
        table.setSelectionMode(PlanTable.SelectionMode.SingleSelection)
        head = table.horizontalHeader().sizeHint().height()
        shown = min(len(self.past), _SHOWN)
        table.setFixedHeight(head + shown * theme.row_height() + theme.px(4))
        return table

    def _chosen(self) -> PastImport | None:
        place = self.table.currentIndex().row()
        return self.past[place] if 0 <= place < len(self.past) else None

    def _look(self) -> None:
        chosen = self._chosen()
        possible = chosen is not None and chosen.id in self._can
        self.undo.setEnabled(possible)
        if possible:
            self.why.setText(t("What you changed by hand since stays, and is told afterwards."))
        else:
            self.why.setText(
                t("It was done before the vault was last locked. A backup from before it brings "
                  "the vault back as it was.")
            )  # fmt: skip

    def take_back(self) -> None:
        """Take the chosen import back."""
        chosen = self._chosen()
        if chosen is None or not self.undo.isEnabled():
            return
        self.undo.setEnabled(False)
        self._desk.jobs.sliced(
            undo_import(self._desk.store, chosen.id),
            title=t("Undoing the import"),
            done=lambda kept: self.undone.emit(told_kept(self._desk, kept)),
        )


def told_kept(desk: Desk, kept: Kept) -> str:
    """Return what taking an import back left as it was, naming a few."""
    people = [
        row.name
        for row in person_rows.load_rows(
            desk.store.db, [PersonId(one) for one in sorted(kept.get("person", ()))[:200]]
        ).values()
    ]
    return kept_sentence(people, others=bool(kept.keys() - {"person"}))
