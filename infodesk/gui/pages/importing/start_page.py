"""Where an import begins: choosing or dropping a file, how to get it, what was imported before."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from infodesk.gui.ask import FileKind
from infodesk.gui.desk import Desk
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.importing.past import PastImports
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.shell.dropping import local_files
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import (
    Button,
    Picture,
    PlainLabel,
    PrimaryButton,
    SectionHeading,
)
from infodesk.store import imports as import_rows
from infodesk.words import t


def import_kinds() -> list[FileKind]:
    """Return the kinds of files that can be imported, for file dialogs."""
    return [
        FileKind(
            text=t("Exports and contacts"),
            patterns=("*.csv", "*.zip", "*.vcf", "*.txt", "*.tsv", "*.pdf"),
        ),
        FileKind(text=t("All files"), patterns=("*",)),
    ]


class StartPage(CentredPage):
    """Sends `files` with the paths chosen or dropped, `paste` if something is to be pasted, and
    `undone` with a sentence when a past import was taken back."""

    files = Signal(object)
    paste = Signal()
    undone = Signal(str)

    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        super().__init__(theme, width=760, gap=12)
        self._desk = desk
        self.setAcceptDrops(True)
        self.trouble = Trouble(theme)
        self.zone = DropZone(theme)
        self.zone.button.clicked.connect(self.choose)
        self.zone.folder.clicked.connect(self.choose_folder)
        self.zone.paste.clicked.connect(self.paste)
        self.column.addWidget(self.trouble)
        self.column.addWidget(self.zone)
        self._add_history()
        self.column.addSpacing(theme.px(8))
        self.column.addWidget(SectionHeading(theme, t("How to get the file from LinkedIn")))
        for number, step in enumerate(self._steps(), start=1):
            self.column.addLayout(_step(theme, number, step))

    def _steps(self) -> Sequence[str]:
        return (
            t("On a computer, open linkedin.com and choose Me, Settings & Privacy, Data privacy, "
              "“Get a copy of your data”. The phone app does not offer it."),
            t("Ask for the whole archive: it has your messages, invitations and profile, too."),
            t("LinkedIn writes an e-mail within minutes to 24 hours. Its link works for 72 hours."),
            t("Drop the file here as it came: the ZIP need not be unpacked."),
        )  # fmt: skip

    def _add_history(self) -> None:
        theme = self._desk.theme
        self.past: PastImports | None = None
        if not import_rows.history(self._desk.store.db, 1):
            return
        self.column.addSpacing(theme.px(8))
        self.column.addWidget(SectionHeading(theme, t("Imported before")))
        self.past = PastImports(self._desk)
        self.past.undone.connect(self.undone)
        self.column.addWidget(self.past)

    def choose(self) -> None:
        """Let files be chosen."""
        self._desk.ask.open_files(
            t("Choose what to import"), import_kinds(), self.files.emit, many=True
        )

    def choose_folder(self) -> None:
        """Let a folder be chosen: an archive that was unpacked."""
        self._desk.ask.folder(t("Choose a folder to import"), lambda path: self.files.emit([path]))

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
        self.button = PrimaryButton(theme, t("Choose files…"))
        self.folder = Button(theme, t("Choose a folder…"))
        self.paste = Button(theme, t("Paste…"))
        centre = Qt.AlignmentFlag.AlignHCenter
        words = PlainLabel(
            theme, t("Drop LinkedIn's ZIP, contact cards or tables here"), "section", wrap=True
        )
        words.setAlignment(centre)
        more = PlainLabel(
            theme,
            t("Several files at once, in any order: ZIP, CSV, vCard, PDF, a folder. You will see "
              "what it would do before anything is written."),
            color="muted",
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
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addStretch(1)
        line.addWidget(self.folder)
        line.addWidget(self.paste)
        line.addStretch(1)
        column.addLayout(line)
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


def _step(theme: Theme, number: int, words: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme.px(10))
    figure = PlainLabel(theme, str(number), "strong", "accent")
    line.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(PlainLabel(theme, words, wrap=True), 1)
    return line
