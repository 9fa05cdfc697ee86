"""The batch session: the shortlist one by one, never a mass send."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from infodesk.core.ids import PersonId
from infodesk.core.people import PersonRow
from infodesk.gui.desk import Desk
from infodesk.gui.pages.outreach.lines import Line, LinesView
from infodesk.gui.widgets import Card, PlainLabel, SectionHeading
from infodesk.operations import composing as knowing
from infodesk.store import outreach as rows
from infodesk.store import people as person_rows
from infodesk.words import t, tn

SITTING = 10
"""So many people are written to in one sitting."""

GROUP = "session"
WIDTH = 226


class Session(Card):
    """Shows who is written to in this sitting: who is done, whose turn it is, who is to come.

    `chosen(person_id)` asks for somebody's turn.
    """

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, margin=0, gap=0, parent=parent)
        self.desk = desk
        self.people: list[PersonId] = []
        self.done: set[PersonId] = set()
        self.now: PersonId | None = None
        theme, px = desk.theme, desk.theme.px
        self.heading = SectionHeading(theme, "")
        self.list = LinesView(theme, t("People of this sitting"))
        self.budget = PlainLabel(theme, "", "small", "muted", wrap=True)
        column = QVBoxLayout()
        column.setContentsMargins(px(6), px(14), px(6), px(14))
        column.setSpacing(px(6))
        head = QVBoxLayout()
        head.setContentsMargins(px(10), 0, px(10), 0)
        head.addWidget(self.heading)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(10), 0, px(10), 0)
        foot.addWidget(self.budget)
        column.addLayout(foot)
        self.body.addLayout(column)
        self.list.opened.connect(lambda line: self.chosen.emit(PersonId(line.key)))
        self.list.clicked.connect(self._clicked)

    def begin(self, people: Sequence[PersonId]) -> None:
        """Begin a sitting with `people`, the first one's turn."""
        self.people, self.done = list(people), set()
        self.now = self.people[0] if self.people else None
        self.refresh()

    def end(self) -> None:
        """End the sitting."""
        self.people, self.done, self.now = [], set(), None

    @property
    def runs(self) -> bool:
        """Whether a sitting is going on."""
        return bool(self.people)

    def turn(self, person_id: PersonId) -> None:
        """Make it somebody's turn."""
        self.now = person_id
        self.refresh()

    def next(self, by: int = 1) -> PersonId | None:
        """Return whose turn comes `by` places after the present one, done people passed over."""
        if self.now not in self.people:
            return None
        place, length = self.people.index(self.now), len(self.people)
        for step in range(1, length):
            other = self.people[(place + by * step) % length]
            if other not in self.done:
                return other
        return None

    def mark_done(self, person_id: PersonId) -> None:
        """Say that a person's text was sent."""
        if person_id in self.people:
            self.done.add(person_id)
            self.refresh()

    def place_words(self) -> str:
        """Return how far the sitting has come: Shortlist, 3 of 10."""
        if self.now is None or self.now not in self.people:
            return ""
        place = self.people.index(self.now) + 1
        return t("Shortlist, {place} of {count}", place=place, count=len(self.people))

    def refresh(self) -> None:
        """Show names and states as they are now; who is gone leaves the sitting."""
        found = person_rows.load_rows(self.desk.store.db, self.people) if self.people else {}
        self.people = [one for one in self.people if one in found]
        count = len(self.people)
        self.heading.setText(
            tn("{count} person, one sitting", "{count} people, one sitting", count)
        )
        self.list.show_lines([self._line(found[one]) for one in self.people])
        if self.now is not None:
            self.list.make_current(GROUP, self.now)
        self.budget.setText(budget_words(knowing.budget(self.desk.store)))

    def _line(self, row: PersonRow) -> Line:
        note = ""
        if row.id in self.done:
            note = t("sent")
        elif row.id == self.now:
            note = t("now")
        elif rows.open_draft(self.desk.store.db, row.id, None) is not None:
            note = t("draft")
        return Line(
            group=GROUP,
            key=row.id,
            person_id=row.id,
            title=row.name,
            detail=row.company or row.title,
            note=note,
        )

    def _clicked(self) -> None:
        line = self.list.current()
        if line is not None:
            self.chosen.emit(PersonId(line.key))


def budget_words(budget: knowing.Budget) -> str:
    """Return the LinkedIn notes of this month in words, softly warning near their end."""
    said = t("LinkedIn notes this month: {used} of {most}", used=budget.used, most=budget.most)
    if budget.used >= budget.most:
        return t("{said}. None is left; a message or a mail still goes.", said=said)
    if budget.used >= budget.warn_from:
        return t("{said}. Keep the last ones for whoever matters most.", said=said)
    return said
