"""Where an import begins: choosing or dropping a file, how to get it, what was imported before."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from infodesk.core.import_plans import PastImport
from infodesk.gui.ask import FileKind
from infodesk.gui.desk import Desk
from infodesk.gui.models import Column
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.importing.tables import PlanTable, SequenceModel
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.shell.dropping import local_files
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import (
    NumberCell,
    Picture,
    PlainLabel,
    PrimaryButton,
    SectionHeading,
    TextCell,
)
from infodesk.store import imports as import_rows
from infodesk.words import t
from infodesk.words.dates import day_nearby


def import_kinds() -> list[FileKind]:
    """Return the kinds of files that can be imported, for file dialogs."""
    return [
        FileKind(text=t("LinkedIn export"), patterns=("*.csv", "*.zip")),
        FileKind(text=t("All files"), patterns=("*",)),
    ]


class StartPage(CentredPage):
    """Sends `files` with the paths chosen or dropped."""

    files = Signal(object)

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        super().__init__(theme, width=760, gap=12)
        self._desk = desk
        self.setAcceptDrops(True)
        self.trouble = Trouble(theme)
        self.zone = DropZone(theme)
        self.zone.button.clicked.connect(self.choose)
        self.column.addWidget(self.trouble)
        self.column.addWidget(self.zone)
        self.column.addSpacing(theme.px(8))
        self.column.addWidget(SectionHeading(theme, t("How to get the file from LinkedIn")))
        for number, step in enumerate(self._steps(), start=1):
            self.column.addLayout(_step(theme, number, step))
        self._add_history()

    def _steps(self) -> Sequence[str]:
        return (
            t("On a computer, open linkedin.com and choose Me, Settings & Privacy, Data privacy, "
              "“Get a copy of your data”. The phone app does not offer it."),
            t("Tick Connections alone, or ask for the whole archive, and request it."),
            t("LinkedIn writes an e-mail within minutes to 24 hours. Its link works for 72 hours."),
            t("Drop the file here as it came: the ZIP need not be unpacked."),
        )  # fmt: skip

    def _add_history(self) -> None:
        past = import_rows.history(self._desk.store.db)
        if not past:
            return
        theme = self._desk.theme
        self.column.addSpacing(theme.px(8))
        self.column.addWidget(SectionHeading(theme, t("Imported before")))
        self.history = history_table(self._desk, past)
        self.column.addWidget(self.history)

    def choose(self) -> None:
        """Let files be chosen."""
        self._desk.ask.open_files(
            t("Choose what to import"), import_kinds(), self.files.emit, many=True
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin with what was dropped."""
        paths: list[Path] = local_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.files.emit(paths)


class DropZone(QWidget):
    """A ground with a dashed edge that says what may be dropped, and a button to choose it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.button = PrimaryButton(theme, t("Choose a file…"))
        centre = Qt.AlignmentFlag.AlignHCenter
        words = PlainLabel(
            theme, t("Drop Connections.csv or LinkedIn's ZIP here"), "section", wrap=True
        )
        words.setAlignment(centre)
        more = PlainLabel(
            theme, t("You will see what it would do before anything is written."), color="muted",
            wrap=True,
        )  # fmt: skip
        more.setAlignment(centre)
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(8))
        column.addWidget(Picture(theme, "import", "accent", size=32), 0, centre)
        column.addWidget(words)
        column.addWidget(more)
        column.addSpacing(theme.px(4))
        column.addWidget(self.button, 0, centre)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.color("edge"), 1.25, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(self._theme.color("surface"))
        radius = self._theme.px(8)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


def history_table(desk: Desk, past: Sequence[PastImport]) -> PlanTable:
    """Return past imports as a table, newest first, up to five of them in sight."""
    theme, today = desk.theme, desk.clock().astimezone().date()

    def day(row: PastImport) -> str:
        return day_nearby(datetime.fromisoformat(row.imported_at).astimezone().date(), today)

    def count(name: str, title: str) -> Column[PastImport]:
        return Column(
            id=name, title=title, text=lambda row: f"{getattr(row, name):,}", numbers=True
        )

    columns: list[Column[PastImport]] = [
        Column(id="file", title=t("File"), text=lambda row: row.file),
        Column(id="when", title=t("When"), text=day),
        count("added", t("New")),
        count("changed", t("Changed")),
        count("same", t("Same")),
        count("skipped", t("Skipped")),
    ]
    model = SequenceModel(columns, past, parent=desk.changes)
    cells = [
        TextCell(theme),
        TextCell(theme, color="muted"),
        *(NumberCell(theme) for _ in range(4)),
    ]
    table = PlanTable(theme, t("Imported before"), model, cells, (0, 110, 80, 80, 80, 80))
    model.setParent(table)
    shown = min(len(past), 5)
    head = table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(head + shown * theme.row_height() + 2)
    return table


def _step(theme: Theme, number: int, words: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme.px(10))
    figure = PlainLabel(theme, str(number), "strong", "accent")
    line.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(PlainLabel(theme, words, wrap=True), 1)
    return line
