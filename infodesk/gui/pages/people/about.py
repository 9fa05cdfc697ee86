"""What is written about a person in general, and where they worked."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from infodesk.core.people import Person, Position
from infodesk.gui.desk import Desk
from infodesk.gui.pages.people.header import role_words
from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets import ElidedLabel, Picture, PlainLabel, QuietButton, SectionHeading
from infodesk.words import t


class LongText(QPlainTextEdit):
    """Plain text of several lines, as high as its lines, committed when it is left."""

    committed = Signal(str)

    def __init__(self, theme: Theme, name: str, placeholder: str) -> None:
        super().__init__()
        self._theme = theme
        self._kept = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(
            lambda _size: self.updateGeometry()
        )

    def show_text(self, text: str, *, fresh: bool = False) -> None:
        """Show `text`, unless something else is being typed here."""
        if text != self._kept or fresh:
            unsaved = self.toPlainText() != self._kept
            self._kept = text
            if fresh or not unsaved:
                self.setPlainText(text)

    def commit(self) -> None:
        """Emit `committed` if the text differs from what was shown."""
        typed = self.toPlainText()
        if typed.strip() != self._kept.strip():
            self._kept = typed
            self.committed.emit(typed)

    def sizeHint(self) -> QSize:
        """Ask for the height of the lines, three at least and fifteen at most."""
        line = self.fontMetrics().lineSpacing()
        lines = min(max(int(self.document().size().height()), 3), 15)
        return QSize(self._theme.px(200), lines * line + self._theme.px(22))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit when the focus goes on, not when a menu takes it for a moment."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()


class AboutTab(QWidget):
    """The text about a person and the positions, newest first."""

    def __init__(
        self, desk: Desk, keep: Callable[[str], object], new_job: Callable[[], object]
    ) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.text = LongText(theme, t("About"), t("What is worth knowing before you talk?"))
        self.text.committed.connect(keep)
        self.new_job = QuietButton(theme, t("New job…"), icon="plus")
        self.new_job.clicked.connect(new_job)
        self._positions = QVBoxLayout()
        self._positions.setSpacing(theme.px(4))
        self._shown: tuple[Position, ...] = ()
        head = QHBoxLayout()
        head.addWidget(SectionHeading(theme, t("Positions")), 1)
        head.addWidget(self.new_job)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.text)
        column.addSpacing(theme.px(8))
        column.addLayout(head)
        column.addLayout(self._positions)
        column.addStretch(1)
        self._rows: list[QWidget] = []

    def show_person(self, person: Person, *, fresh: bool = False) -> None:
        """Show a person's text and positions."""
        self.text.show_text(person.about, fresh=fresh)
        if person.positions != self._shown or not self._rows:
            self._shown = person.positions
            self._rebuild()

    def _rebuild(self) -> None:
        for old in self._rows:
            self._positions.removeWidget(old)
            old.hide()
            old.deleteLater()
        theme = self._desk.theme
        self._rows = [PositionRow(theme, one) for one in self._shown]
        if not self._rows:
            words = t("No position is known yet.")
            self._rows = [PlainLabel(theme, words, "body", "muted", wrap=True)]
        for row in self._rows:
            self._positions.addWidget(row)


class PositionRow(QWidget):
    """One position: what, where, and when as far as it is known."""

    def __init__(self, theme: Theme, position: Position) -> None:
        super().__init__()
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        role = role_words(position.title, position.company)
        words.addWidget(ElidedLabel(theme, role, "medium" if position.is_current else "body"))
        words.addWidget(PlainLabel(theme, position_years(position), "small", "muted"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        row.setSpacing(theme.px(10))
        color: ColorName = "accent" if position.is_current else "muted"
        row.addWidget(Picture(theme, "building", color), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


def position_years(position: Position) -> str:
    """Return when somebody had a position: "2019 to 2023", "now", "before"."""
    began = position.started_on.year if position.started_on else None
    ended = position.finished_on.year if position.finished_on else None
    if position.is_current:
        return t("since {year}", year=began) if began else t("now")
    if began and ended:
        return t("{from_} to {to}", from_=began, to=ended)
    return t("until {year}", year=ended) if ended else t("before")
