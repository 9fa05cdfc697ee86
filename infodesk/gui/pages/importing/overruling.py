"""Changes of a plan, each old and new, and taking the file's value where ours would be kept."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from infodesk.gui.desk import Desk
from infodesk.gui.models import Column
from infodesk.gui.pages.importing.parts import BoxedPart
from infodesk.gui.pages.importing.tables import PlanTable, SequenceModel
from infodesk.gui.theme import ColorName
from infodesk.gui.widgets import COLOR_ROLE, Button, PillCell, TextCell
from infodesk.gui.widgets.rows import Cell
from infodesk.words import t


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A line of a table of changes.

    Lines of one `line` share a box. `key` names the change for overruling, `why` says why ours is
    kept.
    """

    line: int
    who: str
    first: bool
    field: str
    old: str
    new: str
    kind: str
    why: tuple[str, str] = ("", "")
    key: Hashable = None


class ChangesPart(BoxedPart):
    """A table of changes; T takes the file's value of the selected ones that would be kept.

    `overruled` are the keys of those that are taken after all.
    """

    def __init__(
        self, desk: Desk, name: str, head: str, rows: Sequence[Told], *, fields: bool = True
    ) -> None:
        self.overruled: set[Hashable] = set()
        self._keeps = any(row.kind == "kept" for row in rows)
        self.take_theirs = Button(desk.theme, "", key="T", size="small")
        tools: list[QWidget] = [self.take_theirs] if self._keeps else []
        super().__init__(desk, self._table(desk, name, head, rows, fields=fields), tools=tools)
        self.take_theirs.clicked.connect(self.overrule)
        marks = self.table.selectionModel()
        marks.selectionChanged.connect(lambda _new, _old: self._look())
        marks.currentRowChanged.connect(lambda _new, _old: self._look())
        self._look()

    def _table(
        self, desk: Desk, name: str, head: str, rows: Sequence[Told], *, fields: bool
    ) -> PlanTable:
        theme = desk.theme
        columns: list[Column[Told]] = [
            Column(
                id="name",
                title=head,
                text=lambda row: row.who if row.first else "",
                tip=lambda row: row.who,
                spoken=lambda row: row.who,
            ),
            Column(id="field", title=t("Field"), text=lambda row: row.field),
            Column(id="old", title=t("In your vault"), text=lambda row: row.old or "—"),
            Column(id="new", title=t("In the file"), text=lambda row: row.new),
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
        widths = [0, 130, 0, 0, 190]
        if not fields:
            del columns[1], cells[1], widths[1]
            widths[0] = 160
        model = SequenceModel(columns, rows, line_of=lambda row: row.line, parent=desk.changes)
        table = PlanTable(theme, name, model, cells, widths)
        model.setParent(table)
        return table

    def _kind(self, row: Told) -> tuple[str, str, ColorName]:
        """Return what happens to a field: a word, a sentence and a colour."""
        theirs = t("The file's value takes the place of yours.")
        if row.kind == "changed":
            return t("Changes"), theirs, "info"
        if row.kind == "filled":
            return t("Is added"), t("Your vault has nothing here yet."), "good"
        if row.key in self.overruled:
            return (
                t("Changes: you chose it"),
                t("The file's value takes the place of yours."),
                "warn",
            )
        return (*row.why, "muted")

    def _kept(self) -> list[Told]:
        """Return the chosen rows whose value would be kept."""
        rows = [self.model.rows[place] for place in self.table.chosen()]
        return [row for row in rows if row.kind == "kept"]

    def _look(self) -> None:
        kept = self._kept()
        mine = bool(kept) and all(row.key in self.overruled for row in kept)
        self.take_theirs.set_text(t("Keep mine") if mine else t("Take the file's value"))
        self.take_theirs.setEnabled(bool(kept))

    def overrule(self) -> None:
        """Take the file's value of the chosen rows, or keep ours again."""
        keys = {row.key for row in self._kept()}
        if not keys:
            return
        self.overruled = self.overruled - keys if keys <= self.overruled else self.overruled | keys
        self.model.changed()
        self._look()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Overrule with T."""
        if event.key() == Qt.Key.Key_T and not event.modifiers() and self._keeps:
            self.overrule()
            event.accept()
        else:
            super().keyPressEvent(event)
