"""The card of the next step: what, when, and done."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infodesk.core.next_steps import StepKind
from infodesk.core.people import Person
from infodesk.core.stages import PIPELINE
from infodesk.gui.days import day_menu, quick_days
from infodesk.gui.desk import Desk
from infodesk.gui.pages.people.columns import waiting_words
from infodesk.gui.theme import ColorName
from infodesk.gui.widgets import (
    Button,
    Card,
    Chip,
    FlowLayout,
    InlineEdit,
    PlainLabel,
    QuietButton,
    set_tooltip,
)
from infodesk.words import t
from infodesk.words.dates import weekday_in_words
from infodesk.words.next_steps import step_words

_OFFERED = (1, 3, 4)
"""Which of the quick days stand on the card while there is no date."""


class NextStepCard(Card):
    """Shows and changes a person's next step; `done` says it is over.

    `changed(fields)` carries what was typed or chosen, as `operations.people.edit_person` wants
    it.
    """

    changed = Signal(object)
    done = Signal()

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        super().__init__(desk.theme, margin=10, gap=2, ground="sunken", outline=None)
        self._desk, self._today = desk, today
        theme = desk.theme
        self._day: date | None = None
        self.what = InlineEdit(
            theme, t("Next step"), placeholder=t("What is the next step?"), role="strong"
        )
        self.what.committed.connect(lambda text: self.changed.emit({"next_step": text}))
        self.when = WhenButton(theme, "", icon="calendar")
        self.when.clicked.connect(self.choose_day)
        self.finish = Button(theme, t("Done"), icon="check", size="small")
        self.finish.clicked.connect(self.done)
        self._hint = PlainLabel(theme, t("When?"), "small", "muted")
        self._quick = QWidget()
        flow = FlowLayout(theme, self._quick, gap=6)
        flow.addWidget(self._hint)
        for place in _OFFERED:
            flow.addWidget(self._quick_chip(place))
        self._other = Chip(theme, t("Another day"), checkable=False)
        self._other.clicked.connect(lambda: self._open_days(self._other))
        flow.addWidget(self._other)
        self._arrange()

    def _arrange(self) -> None:
        theme = self._desk.theme
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self.what)
        line = QHBoxLayout()
        line.addWidget(self.when)
        line.addStretch(1)
        words.addLayout(line)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addLayout(words, 1)
        row.addWidget(self.finish)
        self.body.addLayout(row)
        self.body.addWidget(self._quick)

    def _quick_chip(self, place: int) -> Chip:
        words = quick_days(self._today())[place][0]
        chip = Chip(self._desk.theme, words, checkable=False)
        chip.clicked.connect(
            lambda: self.changed.emit({"next_step_on": quick_days(self._today())[place][1]})
        )
        return chip

    def show_person(self, person: Person, *, fresh: bool = False) -> None:
        """Show a person's next step; an open editor keeps what is typed unless `fresh`."""
        if fresh:
            self.what.cancel()
        self._day = person.next_step_on
        today, day = self._today(), person.next_step_on
        has_step = bool(person.next_step_kind)
        own = person.next_step_kind == StepKind.HAND
        self.what.set_text(
            person.next_step if own else step_words(person.next_step_kind, person.next_step)
        )
        late = day is not None and day < today
        missing = not has_step and person.stage in PIPELINE
        ground: ColorName = "bad_soft" if late else "accent_soft" if day == today else "sunken"
        self.set_ground("warn_soft" if missing else ground, None)
        self.when.setVisible(day is not None)
        if day is not None:
            self.when.set_text(waiting_words(day, today))
            self.when.set_late(late)
            set_tooltip(self.when, weekday_in_words(day))
            self.when.setAccessibleName(t("When: {day}", day=weekday_in_words(day)))
        self.finish.setVisible(has_step)
        self._quick.setVisible(day is None and has_step)

    def edit(self) -> None:
        """Put the cursor into what is to be done."""
        self.what.edit()

    def flush(self) -> bool:
        """Commit what is being typed."""
        self.what.commit()
        return True

    def choose_day(self) -> None:
        """Offer the days."""
        self._open_days(self.when)

    def _open_days(self, under: QWidget) -> None:
        menu = day_menu(
            self,
            self._today(),
            self._day,
            lambda day: self.changed.emit({"next_step_on": day}),
        )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))


class WhenButton(QuietButton):
    """The day of a next step; a late one is in the colour of what is wrong."""

    _late = False

    def set_late(self, late: bool) -> None:
        """Say whether the day is over."""
        self._late = late
        self.update()

    def _quiet_ink(self) -> ColorName:
        return "bad" if self._late else super()._quiet_ink()
