"""What is written about a person in general, what we share, where they worked and learned."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from infodesk.core.people import Person
from infodesk.gui.desk import Desk
from infodesk.gui.pages.people.common import CommonGround
from infodesk.gui.pages.people.details import PersonDetails
from infodesk.gui.pages.people.history import PersonHistory
from infodesk.gui.theme import Theme
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
    """The text about a person, what we have in common, positions and education."""

    def __init__(
        self, desk: Desk, keep: Callable[[str], object], new_job: Callable[[], object]
    ) -> None:
        super().__init__()
        theme = desk.theme
        self._person: Person | None = None
        self.text = LongText(theme, t("About"), t("What is worth knowing before you talk?"))
        self.text.committed.connect(keep)
        self.common = CommonGround(desk)
        self.history = PersonHistory(desk, new_job)
        self.new_job = self.history.positions.buttons[0]
        self.details = PersonDetails(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(16))
        column.addWidget(self.text)
        column.addWidget(self.common)
        column.addWidget(self.history)
        column.addWidget(self.details)
        column.addStretch(1)

    def show_person(self, person: Person, *, fresh: bool = False) -> None:
        """Show a person's text, what is shared, and their history."""
        self.text.show_text(person.about, fresh=fresh)
        self._person = person
        self.history.show_person(person)
        self.details.show_person(person)
        if self.isVisible():
            self.common.show_person(person)

    def showEvent(self, event: QShowEvent) -> None:
        """Look only now what is shared: most people are passed by on other tabs."""
        super().showEvent(event)
        if self._person is not None:
            self.common.show_person(self._person)
