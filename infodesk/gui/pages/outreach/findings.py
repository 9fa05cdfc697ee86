"""What the checks found, beside the text: a sign, a sentence, why, and what is right after all."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from infodesk.core.composing.findings import Finding, Level
from infodesk.gui.pages.outreach.mail_text import LEVEL_COLORS
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Hairline, Picture, PlainLabel, QuietButton, SectionHeading
from infodesk.gui.widgets.labels import breakable
from infodesk.words import t
from infodesk.words.composing import finding_words, why_words

_SIGNS = {
    Level.GOOD: "check",
    Level.HINT: "info",
    Level.NOTE: "warning",
    Level.WARN: "warning",
    Level.BLOCK: "error",
}


def _spoken(level: Level) -> str:
    return {
        Level.GOOD: t("Good"),
        Level.HINT: t("Hint"),
        Level.NOTE: t("Note"),
        Level.WARN: t("Warning"),
        Level.BLOCK: t("To put right"),
    }[level]


class FindingRow(QWidget):
    """One finding; a click goes to its place, "why?" unfolds the reason and its source."""

    place_asked = Signal(object)
    accepted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.finding: Finding | None = None
        top = Qt.AlignmentFlag.AlignTop
        self.sign = Picture(theme, "check", "good", size=14)
        self.title = PlainLabel(theme, "", "small_strong", wrap=True)
        self.detail = PlainLabel(theme, "", "small", "muted", wrap=True)
        self.why = QuietButton(theme, t("why?"))
        self.why.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.why.clicked.connect(self._toggle)
        self.reason = PlainLabel(theme, "", "small", "muted", wrap=True)
        self.reason.hide()
        self.right = QuietButton(theme, t("It is right"), icon="check")
        self.right.clicked.connect(self._accept)
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.setContentsMargins(0, theme.px(5), 0, 0)
        for widget in (self.title, self.detail, self.reason):
            words.addWidget(widget)
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words.addWidget(self.right, 0, Qt.AlignmentFlag.AlignLeading)
        words.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(0, theme.px(7), 0, 0)
        column.addWidget(self.sign, 0, top)
        line = QHBoxLayout()
        line.setContentsMargins(0, theme.px(2), 0, theme.px(6))
        line.setSpacing(theme.px(9))
        line.addLayout(column)
        line.addLayout(words, 1)
        line.addWidget(self.why, 0, top)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(Hairline(theme))
        whole.addLayout(line)

    def show_finding(self, finding: Finding) -> None:
        """Show another finding; the reason stays unfolded for the same check."""
        if finding == self.finding:
            return
        if self.finding is None or finding.check is not self.finding.check:
            self.reason.hide()
        self.finding = finding
        title, detail = finding_words(finding)
        self.sign.show_icon(_SIGNS[finding.level], LEVEL_COLORS[finding.level])
        self.sign.setAccessibleName(_spoken(finding.level))
        self.title.setText(breakable(title))
        self.detail.setText(breakable(detail))
        self.detail.setVisible(bool(detail))
        self.reason.setText(why_words(finding.why) if finding.why else "")
        self.why.setVisible(bool(finding.why))
        self.why.setAccessibleName(t("Why: {finding}", finding=title))
        self.right.setVisible(bool(finding.accept))
        self.setAccessibleName(f"{_spoken(finding.level)}: {title}. {detail}")
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if finding.spans else Qt.CursorShape.ArrowCursor
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the place in the text."""
        if self.finding is not None and self.finding.spans:
            self.place_asked.emit(self.finding.spans[0])
        super().mouseReleaseEvent(event)

    def _toggle(self) -> None:
        self.reason.setVisible(self.reason.isHidden())

    def _accept(self) -> None:
        if self.finding is not None:
            self.accepted.emit(self.finding.accept)


class FindingList(QWidget):
    """All findings of a text; rows are used again, so that typing makes nothing flicker."""

    place_asked = Signal(object)
    accepted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[FindingRow] = []
        self.setAccessibleName(t("While you write"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show `findings` in their order."""
        while len(self.rows) < len(findings):
            row = FindingRow(self._theme)
            row.place_asked.connect(self.place_asked)
            row.accepted.connect(self.accepted)
            self.rows.append(row)
            self._column.addWidget(row)
        for place, row in enumerate(self.rows):
            if place < len(findings):
                row.show_finding(findings[place])
            row.setVisible(place < len(findings))
        # Words that wrap otherwise are as high as before until the next turn of the event loop.
        for row in self.rows[: len(findings)]:
            if (layout := row.layout()) is not None:
                layout.activate()
        self._column.activate()

    def shown(self) -> list[Finding]:
        """Return what is shown."""
        return [row.finding for row in self.rows if not row.isHidden() and row.finding]


class Facts(QWidget):
    """A heading and some lines below it; a line may do something."""

    def __init__(self, theme: Theme, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.px(10), 0, 0)
        self._column.setSpacing(theme.px(4))
        self._column.addWidget(SectionHeading(theme, heading))
        self._lines: list[QWidget] = []

    def show_lines(self, lines: Sequence[tuple[str, Callable[[], object] | None]]) -> None:
        """Show lines; one with something to do is a button. Without lines nothing is shown."""
        for old in self._lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = []
        for words, do in lines:
            line: QWidget
            if do is None:
                line = PlainLabel(self._theme, breakable(words), "small", wrap=True)
                line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                self._column.addWidget(line)
            else:
                button = QuietButton(self._theme, words)
                button.clicked.connect(do)
                line = button
                self._column.addWidget(line, 0, Qt.AlignmentFlag.AlignLeading)
            self._lines.append(line)
        self.setVisible(bool(lines))
