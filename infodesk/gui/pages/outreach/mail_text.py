"""The text of a mail as one types it: plain, with what the checks found underlined."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from infodesk.core.composing.findings import Check, Finding, Level
from infodesk.core.composing.reading import Span
from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets.notes_text import NotesText

LEVEL_COLORS: dict[Level, ColorName] = {
    Level.GOOD: "good",
    Level.HINT: "info",
    Level.NOTE: "warn",
    Level.WARN: "warn",
    Level.BLOCK: "bad",
}

_WAVES = {Level.WARN, Level.BLOCK}
"""Levels whose places are underlined by a wave: colour never speaks alone."""


class MailText(NotesText):
    """Edits a plain text that is no Markdown; places of findings are underlined."""

    def __init__(
        self, theme: Theme, name: str, placeholder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, placeholder, parent)
        self.styling.setDocument(None)  # stars in a mail are stars
        self._findings: Sequence[Finding] = ()
        self.setTabChangesFocus(True)
        theme.changed.connect(self._underline)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Underline the places of `findings`, whose spans count characters of the text.

        A sentence that is only long is not: a line under all of it would hide the others.
        """
        self._findings = [one for one in findings if one.check is not Check.SENTENCE]
        self._underline()

    def spans(self) -> list[Span]:
        """Return the underlined places in the order of the text."""
        found = {span for one in self._findings for span in one.spans}
        return sorted(found, key=lambda span: (span.start, span.end))

    def go_to(self, span: Span) -> None:
        """Choose a place in the text and put the cursor there."""
        text = self.text()
        cursor = self.textCursor()
        cursor.setPosition(_units(text, span.start))
        cursor.setPosition(_units(text, span.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def cursor_place(self) -> int:
        """Return how many characters stand before the cursor."""
        cursor = self.textCursor()
        before = self.text().encode("utf-16-le", "surrogatepass")[: 2 * cursor.position()]
        return len(before.decode("utf-16-le", "ignore"))

    def _underline(self) -> None:
        text = self.text()
        plain = text.isascii() or max(text, default="") <= "\uffff"
        last = self.document().characterCount() - 1
        marks = []
        for one in sorted(self._findings, key=lambda one: one.level):
            style = self._format(one.level)
            for span in one.spans:
                start = span.start if plain else _units(text, span.start)
                end = span.end if plain else _units(text, span.end)
                if start >= end or end > last:
                    continue
                mark = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.document())
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                mark.cursor = cursor
                mark.format = style
                marks.append(mark)
        self.setExtraSelections(marks)

    def _format(self, level: Level) -> QTextCharFormat:
        style = QTextCharFormat()
        color = self._theme.color(LEVEL_COLORS[level])
        line = QTextCharFormat.UnderlineStyle
        if level in _WAVES:
            style.setUnderlineStyle(line.WaveUnderline)
        elif level is Level.GOOD:
            style.setUnderlineStyle(line.SingleUnderline)
        else:
            style.setUnderlineStyle(line.DashUnderline)
        style.setUnderlineColor(color)
        if level is Level.BLOCK:
            style.setBackground(self._theme.soft("bad"))
        style.setProperty(QTextFormat.Property.FullWidthSelection, False)
        return style

    def _paragraph(self) -> QTextBlockFormat:
        style = super()._paragraph()
        style.setBottomMargin(0)  # paragraphs of a mail are parted by empty lines
        return style

    def event(self, event: QEvent) -> bool:
        """Leave keys of emphasis to the window: a mail has none."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if control and event.key() in (Qt.Key.Key_B, Qt.Key.Key_I):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; Enter with a modifier and Esc go on to the window."""
        modifiers, key = event.modifiers(), event.key()
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if key == Qt.Key.Key_Escape or (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and modifiers & held
        ):
            event.ignore()
            return
        QTextEdit.keyPressEvent(self, event)

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: N802
        """Leave the text by Tab as one leaves any field."""
        return QTextEdit.focusNextPrevChild(self, next_)


def _units(text: str, place: int) -> int:
    """Return where character `place` begins as Qt counts, in UTF-16."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
