"""The parts of a plan: a table with boxes, a field to search in it, and a box for all its rows."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from infodesk.gui.desk import Desk
from infodesk.gui.pages.importing.tables import PlanTable, SequenceModel
from infodesk.gui.widgets import FlowLayout, PlainLabel, SearchField
from infodesk.words import t

_SEARCHED_FROM = 8
"""Rows from which on a table has a field to search in it."""

_REST_MS = 150

_LEAST = 130
"""The height in pixels, at a text scale of 1, that a table keeps where there is little room."""


class BoxedPart(QWidget):
    """A table of planned rows whose boxes take them or leave them out; `changed` tells of both."""

    changed = Signal()

    def __init__(
        self, desk: Desk, table: PlanTable, *, hint: str = "", tools: Sequence[QWidget] = ()
    ) -> None:
        super().__init__()
        theme, self.table, self.model = desk.theme, table, table.plan
        self.model.left_out_changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        column.setSpacing(theme.px(4))
        head = QWidget()
        flow = FlowLayout(theme, head)
        self.all = all_box(self.model)
        flow.addWidget(self.all)
        for tool in tools:
            flow.addWidget(tool)
        self.search = SearchField(theme, t("Find in these rows"))
        self.search.setVisible(len(self.model.all_rows) >= _SEARCHED_FROM)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.narrow)
        self.search.textChanged.connect(lambda _text: self._rest.start())
        flow.addWidget(self.search)
        words = hint or t("Space takes a row or leaves it out")
        flow.addWidget(PlainLabel(theme, words, "small", "muted"))
        table.setMinimumHeight(theme.px(_LEAST))
        column.addWidget(head)
        column.addWidget(table, 1)

    def narrow(self) -> None:
        """Show the rows that hold what is looked for."""
        self._rest.stop()
        self.model.narrow(self.search.text())

    @property
    def left_out(self) -> frozenset[int]:
        """The lines that are not taken."""
        return frozenset(self.model.left_out)


def all_box(model: SequenceModel[Any]) -> QCheckBox:
    """Return a box that takes all rows shown or none, and is half full in between."""
    box = QCheckBox()
    line_of = model.line_of
    assert line_of is not None
    lines = frozenset(map(line_of, model.all_rows))

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


def scrolled(inner: QWidget, name: str) -> QScrollArea:
    """Return `inner` in a frameless area that scrolls where there is too little room."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(name)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area


def placed(rows: Sequence[Any]) -> Callable[[Any], int]:
    """Return what gives each of `rows` its place, by which its box is known."""
    places = {id(row): place for place, row in enumerate(rows)}
    return lambda row: places[id(row)]
