"""Which column of a table is which: each with its first values and a choice, and people as read."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from infodesk.core.errors import BadImportFile
from infodesk.core.imports import ImportRow
from infodesk.core.progress import finish
from infodesk.formats.mapping import (
    FIELDS,
    REPEATABLE,
    ForeignTable,
    can_be_read,
    propose_mapping,
    read_mapped,
)
from infodesk.gui.desk import Desk
from infodesk.gui.models import Column
from infodesk.gui.pages.importing.parts import scrolled
from infodesk.gui.pages.importing.tables import PlanTable, SequenceModel
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.widgets import (
    Button,
    ElidedLabel,
    Hairline,
    PersonCell,
    PlainLabel,
    PrimaryButton,
    SectionHeading,
    TextCell,
)
from infodesk.gui.widgets.rows import Cell
from infodesk.words import t, tn
from infodesk.words.importing import column_words

_PREVIEWED = 20
_SAID = 3


class MappingPage(QWidget):
    """Lets a person say what each column of `table` is; sends `accepted` with the fields.

    `chosen` is what they said before, if they did.
    """

    accepted = Signal(object)
    left = Signal()

    def __init__(
        self, desk: Desk, table: ForeignTable, chosen: Sequence[str | None] | None = None
    ) -> None:
        super().__init__()
        self._desk, self.table = desk, table
        proposed = chosen or propose_mapping(table.header, table.rows)
        self.combos = [self._combo(place, field) for place, field in enumerate(proposed)]
        theme = desk.theme
        self.preview = QVBoxLayout()
        self.preview.setContentsMargins(0, 0, 0, 0)
        self.trouble = Trouble(theme)
        self.cancel = Button(theme, t("Cancel"))
        self.cancel.clicked.connect(self.left)
        self.button = PrimaryButton(theme, t("Continue"))
        self.button.clicked.connect(self.accept)
        self._build()
        self._look()

    def _combo(self, place: int, field: str | None) -> QComboBox:
        combo = QComboBox()
        combo.addItem(t("Not taken"), None)
        for each in FIELDS:
            combo.addItem(column_words(each), each)
        combo.setCurrentIndex(FIELDS.index(field) + 1 if field else 0)
        combo.setAccessibleName(t("What {column} is", column=self._title(place)))
        combo.activated.connect(lambda _index: self._chose(place))
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The wheel scrolls the page; it must not change what it passes over.
        combo.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]
        return combo

    def _title(self, place: int) -> str:
        return self.table.header[place] or t("Column {number}", number=place + 1)

    def _build(self) -> None:
        theme = self._desk.theme
        px = theme.px
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(24), px(4), px(24), px(16))
        column.setSpacing(px(10))
        column.addWidget(
            PlainLabel(
                theme,
                t("Say what each column holds. It is remembered for files with the same columns."),
                color="muted",
                wrap=True,
            )
        )
        column.addWidget(self.trouble)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        for place, combo in enumerate(self.combos):
            title = ElidedLabel(theme, self._title(place), "medium")
            said = [row[place].strip() for row in self.table.rows[:_PREVIEWED]]
            values = ElidedLabel(
                theme, " · ".join(list(dict.fromkeys(filter(None, said)))[:_SAID]), "body", "muted"
            )
            grid.addWidget(title, place, 0)
            grid.addWidget(values, place, 1)
            grid.addWidget(combo, place, 2)
        column.addLayout(grid)
        column.addSpacing(px(6))
        column.addWidget(SectionHeading(theme, t("The first people, as they would come in")))
        column.addLayout(self.preview)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(inner, t("Columns")), 1)
        whole.addWidget(Hairline(theme))
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(14), px(24), px(16))
        foot.setSpacing(px(8))
        count = len(self.table.rows)
        rows = tn(
            "{count:,} row, nothing written yet", "{count:,} rows, nothing written yet", count
        )
        foot.addWidget(PlainLabel(theme, rows, color="muted", wrap=True), 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.button)
        whole.addLayout(foot)

    @property
    def mapping(self) -> tuple[str | None, ...]:
        """The field of each column, None for those that are not taken."""
        return tuple(combo.currentData() for combo in self.combos)

    def choose(self, place: int, field: str | None) -> None:
        """Say what a column is."""
        self.combos[place].setCurrentIndex(FIELDS.index(field) + 1 if field else 0)
        self._chose(place)

    def _chose(self, place: int) -> None:
        """Take the field from another column that had it, if only one can."""
        field = self.combos[place].currentData()
        if field and field not in REPEATABLE:
            for other, combo in enumerate(self.combos):
                if other != place and combo.currentData() == field:
                    combo.setCurrentIndex(0)
        self._look()

    def _people(self) -> Sequence[ImportRow]:
        table = self.table
        few = replace(
            table,
            rows=table.rows[:_PREVIEWED],
            lines=table.lines[:_PREVIEWED],
            unfit=(),
            damaged=(),
        )
        try:
            return finish(read_mapped(few, self.mapping)).rows
        except BadImportFile:
            return ()

    def _look(self) -> None:
        """Show people as they would be read with these choices."""
        readable = can_be_read(self.mapping)
        self.trouble.say(
            ""
            if readable
            else t("Say which column holds names, e-mail addresses or profiles: "
                   "without one of them nobody can be told apart."),
            calm=True,
        )  # fmt: skip
        self.button.setEnabled(readable)
        while (item := self.preview.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.preview.addWidget(self._table(self._people()))

    def _table(self, people: Sequence[ImportRow]) -> PlanTable:
        theme = self._desk.theme

        def phone(row: ImportRow) -> str:
            return row.more.phones[0].value if row.more and row.more.phones else ""

        columns: list[Column[ImportRow]] = [
            Column(id="name", title=t("Name"), text=lambda row: row.name),
            Column(id="position", title=t("Position"), text=lambda row: row.position),
            Column(id="company", title=t("Company"), text=lambda row: row.company),
            Column(id="email", title=t("E-mail"), text=lambda row: row.email),
            Column(id="phone", title=t("Phone"), text=phone),
        ]
        cells: list[Cell] = [PersonCell(theme), *(TextCell(theme) for _ in range(4))]
        model = SequenceModel(columns, people, parent=self)
        table = PlanTable(theme, t("The first people"), model, cells, (0,) * 5)
        model.setParent(table)
        head = table.horizontalHeader().sizeHint().height()
        table.setFixedHeight(head + min(max(len(people), 1), 5) * theme.row_height() + theme.px(4))
        return table

    def accept(self) -> None:
        """Send what the columns are."""
        if self.button.isEnabled():
            self.accepted.emit(self.mapping)

    def arrive(self) -> None:
        """Put the focus where the person will go on."""
        (self.button if self.button.isEnabled() else self.combos[0]).setFocus()
