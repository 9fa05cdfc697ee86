"""What I found out about a person, their company, their industry and their role."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from infodesk.core.ids import PersonId
from infodesk.gui.desk import Desk
from infodesk.gui.pages.meetings.facts import ResearchCard


class ResearchTab(QWidget):
    """The same facts as while preparing a meeting, before there is one."""

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.card = ResearchCard(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, desk.theme.px(12), 0, 0)
        column.addWidget(self.card)

    def show_person(self, person_id: PersonId) -> None:
        """Show what is known of a person."""
        self.card.show_person(person_id, self._today())

    def flush(self) -> None:
        """Keep what is being typed."""
        self.card.flush()
