"""Questions suggested for this person, each with its reason; one key puts it on the list."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from infodesk.core.questions import Level, RoleFamily
from infodesk.core.suggestions import Reason, Suggestion
from infodesk.gui.desk import Desk
from infodesk.gui.widgets import Button, IconButton, PlainLabel, SectionHeading
from infodesk.gui.widgets.labels import breakable
from infodesk.gui.widgets.painting import paint_ring
from infodesk.words import t, tn
from infodesk.words.records import say


def bank_language(desk: Desk) -> str:
    """Return the language to ask in: the one chosen for InfoDesk, else that of the computer."""
    return desk.settings.now.language or QLocale.system().name()


def reason_words(suggestion: Suggestion) -> str:
    """Return why a question is suggested."""
    question = suggestion.question
    match suggestion.reason:
        case Reason.OPEN:
            return t("on another list, and nobody has answered it yet")
        case Reason.DIFFERENT:
            return tn(
                "{count} answer so far, hear another",
                "{count} answers so far, and they differ",
                suggestion.voices,
            )
        case Reason.FEW_VOICES:
            return tn(
                "{count} answer so far, three are worth a conclusion",
                "{count} answers so far, three are worth a conclusion",
                suggestion.voices,
            )
        case Reason.ROLE:
            return t("fits what they do: {role}", role=_names("role", question.roles))
        case Reason.LEVEL:
            return t("fits where they are: {level}", level=_names("level", question.levels))
        case Reason.CHANGED:
            return t("they came from another kind of work")
        case Reason.UNASKED:
            return t("nobody was asked this yet")


def _names(kind: str, codes: frozenset[RoleFamily] | frozenset[Level]) -> str:
    return ", ".join(say(f"{kind}-{code.value}") for code in sorted(codes))


class SuggestionRow(QWidget):
    """One suggestion; Enter or the plus adds it."""

    asked = Signal()
    stepped = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._theme = desk.theme
        self.suggestion: Suggestion | None = None
        self.words = PlainLabel(self._theme, "", "body", wrap=True)
        self.reason = PlainLabel(self._theme, "", "small", "muted", wrap=True)
        self.plus = IconButton(self._theme, "plus", t("Add to the list"))
        self.plus.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plus.clicked.connect(self.asked)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(self.words)
        text.addWidget(self.reason)
        self._row = QHBoxLayout(self)
        self._row.addLayout(text, 1)
        self._row.addWidget(self.plus, 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._theme.changed.connect(self._restyle)
        self._restyle()

    def show_suggestion(self, suggestion: Suggestion) -> None:
        """Show a suggestion."""
        self.suggestion = suggestion
        self.words.setText(breakable(suggestion.question.text))
        self.reason.setText(reason_words(suggestion))
        self.setAccessibleName(f"{suggestion.question.text} ({self.reason.text()})")
        self.setAccessibleDescription(t("Enter adds it to the list"))
        self.plus.setAccessibleName(t("Add: {question}", question=suggestion.question.text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with Enter, Space or plus; walk with the arrows."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and event.text() != "+":
            super().keyPressEvent(event)
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Plus):
            self.asked.emit()
        elif key == Qt.Key.Key_Down:
            self.stepped.emit(1)
        elif key == Qt.Key.Key_Up:
            self.stepped.emit(-1)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Add."""
        self.asked.emit()
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring of the focus."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            radius = self._theme.px(6)
            paint_ring(painter, QRectF(self.rect()), self._theme.color("focus"), radius)

    def _restyle(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(10), px(5), px(6), px(5))
        self._row.setSpacing(px(8))


class SuggestionList(QWidget):
    """The suggestions and the way to the whole bank.

    `added` carries the suggestion to add; `stepped_out` says that the arrows left at the top.
    """

    added = Signal(object)
    stepped_out = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.rows: list[SuggestionRow] = []
        theme = desk.theme
        self.bank = Button(
            theme, t("Question bank"), icon="question", key="Ctrl+B", kind="quiet", size="small"
        )
        self.bank.clicked.connect(lambda: desk.commands.run("question-bank"))
        self._head = QHBoxLayout()
        self._head.addWidget(SectionHeading(theme, t("Suggested for this person")))
        self._head.addStretch(1)
        self._head.addWidget(self.bank)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(self._head)
        column.addLayout(self._rows)

    def show_suggestions(self, found: Sequence[Suggestion]) -> None:
        """Show other suggestions; the focus stays at its place among them."""
        focused = next((number for number, row in enumerate(self.rows) if row.hasFocus()), -1)
        while len(self.rows) < len(found):
            row = SuggestionRow(self.desk)
            row.asked.connect(lambda one=row: self._add(one))
            row.stepped.connect(lambda by, one=row: self._step(one, by))
            self._rows.addWidget(row)
            self.rows.append(row)
        while len(self.rows) > len(found):
            gone = self.rows.pop()
            self._rows.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for row, suggestion in zip(self.rows, found, strict=True):
            row.show_suggestion(suggestion)
        if focused >= 0 and self.rows:
            self.rows[min(focused, len(self.rows) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> bool:
        """Put the focus on the first suggestion; False if there is none."""
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self.rows)

    def _add(self, row: SuggestionRow) -> None:
        if row.suggestion is not None:
            self.added.emit(row.suggestion)

    def _step(self, row: SuggestionRow, by: int) -> None:
        target = self.rows.index(row) + by
        if target < 0:
            self.stepped_out.emit()
        elif target < len(self.rows):
            self.rows[target].setFocus(Qt.FocusReason.OtherFocusReason)
