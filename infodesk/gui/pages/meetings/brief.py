"""The brief of a meeting on the screen, as it will be on paper."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.ids import MeetingId
from infodesk.core.report import (
    BulletList,
    Fields,
    Heading,
    Node,
    Paragraph,
    QuestionAnswer,
    Report,
    Ruled,
    words_of,
)
from infodesk.gui.desk import Desk
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Card, Hairline, IconButton, PlainLabel, PrimaryButton
from infodesk.gui.widgets.labels import breakable
from infodesk.operations.briefing import brief
from infodesk.words import t
from infodesk.words.records import Words

_PAGE_WIDTH = 760


class BriefView(QWidget):
    """Shows the brief of one meeting; `left` asks to go back, `export_asked` for the PDF."""

    left = Signal()
    export_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.meeting_id: MeetingId | None = None
        self.report: Report | None = None
        theme = desk.theme
        self.back = IconButton(theme, "arrow-left", t("Back to the meeting (Esc)"), size="regular")
        self.back.clicked.connect(self.left)
        self.title = PlainLabel(theme, t("Brief"), "section")
        self.pdf = PrimaryButton(theme, t("Save as PDF"), icon="file-pdf", key="Ctrl+E")
        self.pdf.clicked.connect(self.export_asked)
        self._head = QHBoxLayout()
        self._head.addWidget(self.back)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.pdf)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(t("Brief"))
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._scroll, 1)
        theme.changed.connect(self._restyle)
        self._restyle()

    def open(self, meeting_id: MeetingId) -> None:
        """Show the brief of a meeting; NoSuchRecord if there is none."""
        self.meeting_id = meeting_id
        self.refresh()
        self._scroll.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Show the brief as the vault has it now; NoSuchRecord if the meeting is gone."""
        if self.meeting_id is None:
            return
        report = brief(self.desk.store, self.meeting_id, Words())
        if report == self.report:
            return
        self.report = report
        place = self._scroll.verticalScrollBar().value()
        theme = self.desk.theme
        inner = QWidget()
        line = QHBoxLayout(inner)
        line.setContentsMargins(0, 0, 0, theme.px(16))
        page = QWidget()
        page.setMaximumWidth(theme.px(_PAGE_WIDTH))
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(paper(theme, report))
        column.addStretch(1)
        line.addStretch(1)
        line.addWidget(page, 100)
        line.addStretch(1)
        self._scroll.setWidget(inner)
        self._scroll.verticalScrollBar().setValue(place)

    def focus_start(self) -> None:
        """Put the focus on the way to the PDF."""
        self.pdf.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        px = self.desk.theme.px
        self._column.setContentsMargins(px(16), px(8), px(20), 0)
        self._column.setSpacing(px(10))
        self._head.setSpacing(px(10))
        self.report = None
        if self.meeting_id is not None and self.isVisible():
            self.refresh()


def paper(theme: Theme, report: Report) -> Card:
    """Return a compact report as a page made of labels."""
    card = Card(theme, margin=28, gap=6)
    card.body.addWidget(PlainLabel(theme, breakable(report.title), "title", wrap=True))
    if report.subtitle:
        card.body.addWidget(
            PlainLabel(theme, breakable(report.subtitle), "body", "muted", wrap=True)
        )
    card.body.addWidget(Hairline(theme))
    card.body.addWidget(_pairs(theme, Fields(fields=report.cover)))
    for node in report.nodes:
        widget = _drawn(theme, node)
        if widget is not None:
            card.body.addWidget(widget)
    return card


def _drawn(theme: Theme, node: Node) -> QWidget | None:
    match node:
        case Heading():
            label = PlainLabel(theme, breakable(node.text), "strong", "accent", wrap=True)
            label.setContentsMargins(0, theme.px(8), 0, 0)
            return label
        case Paragraph():
            return PlainLabel(
                theme, breakable(words_of(node.spans)), "body", wrap=True, selectable=True
            )
        case QuestionAnswer():
            sign = "☐ ★ " if node.must_ask else "☐ "
            role = "strong" if node.must_ask else "body"
            words = sign + breakable(node.question)
            return PlainLabel(theme, words, role, wrap=True)  # type: ignore[arg-type]
        case BulletList():
            return _bullets(theme, node)
        case Fields():
            return _pairs(theme, node)
        case Ruled():
            return _Lines(theme, node)
        case _:
            return None


def _bullets(theme: Theme, node: BulletList) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(3))
    for item in node.items:
        words = " ".join(words_of(one.spans) for one in item.nodes if isinstance(one, Paragraph))
        sign = "•" if item.ticked is None else "☐"
        column.addWidget(PlainLabel(theme, f"{sign} {breakable(words)}", "body", wrap=True))
    return holder


def _pairs(theme: Theme, node: Fields) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, theme.px(4), 0, 0)
    grid.setHorizontalSpacing(theme.px(14))
    grid.setVerticalSpacing(theme.px(3))
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for line, field in enumerate(node.fields):
        grid.addWidget(PlainLabel(theme, field.label, "body", "muted"), line, 0, top)
        value = PlainLabel(theme, breakable(field.value), "body", wrap=True)
        value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        grid.addWidget(value, line, 1)
    return holder


class _Lines(QWidget):
    """Lines to write on, as a hint of what paper will have."""

    def __init__(self, theme: Theme, node: Ruled) -> None:
        super().__init__()
        self._theme, self._node = theme, node
        self.setFixedHeight(
            theme.px(26) * max(1, node.lines) + (theme.px(20) if node.labels else 0)
        )
        if node.labels:
            row = QHBoxLayout(self)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.px(24))
            for label in node.labels:
                row.addWidget(
                    PlainLabel(theme, label, "small", "muted"), 1, Qt.AlignmentFlag.AlignTop
                )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines, in as many columns as there are labels."""
        painter, px = QPainter(self), self._theme.px
        columns = max(1, len(self._node.labels))
        gap = px(24) if columns > 1 else 0
        width = (self.width() - gap * (columns - 1)) // columns
        for number in range(max(1, self._node.lines)):
            y = self.height() - 1 - number * px(26)
            for column in range(columns):
                painter.fillRect(column * (width + gap), y, width, 1, self._theme.color("edge"))
