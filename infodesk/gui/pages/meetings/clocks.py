"""Two clocks side by side: what they show there and here at the moment of a meeting."""

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from infodesk.gui.pages.meetings.zones import city, clock_in
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Card, ElidedLabel, Hairline, PlainLabel
from infodesk.words import t
from infodesk.words.dates import day_nearby, day_of_year_in_words, weekdays


class TwoClocks(Card):
    """Shows one moment in their zone and in mine."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margin=12, gap=0, ground="sunken", outline=None, parent=parent)
        self.there, self.here = _Clock(theme), _Clock(theme)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(self.there, 1)
        row.addWidget(Hairline(theme, upright=True))
        row.addWidget(self.here, 1)
        self.body.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_moment(self, moment: datetime, theirs: str, mine: str, today: date) -> None:
        """Show another moment; `today` is the day that it is in my zone."""
        self.there.show_clock(t("There: {city}", city=city(theirs)), moment, theirs, today)
        self.here.show_clock(t("For you: {city}", city=city(mine)), moment, mine, today)


class _Clock(QWidget):
    """The time of one zone, its name above and its day below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.name = ElidedLabel(theme, "", "small", "muted")
        self.time = PlainLabel(theme, "", "title")
        self.day = ElidedLabel(theme, "", "small", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        for label in (self.name, self.time, self.day):
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)

    def show_clock(self, name: str, moment: datetime, zone: str, today: date) -> None:
        """Show what this clock shows."""
        clock = clock_in(moment, zone)
        day = clock.local.date()
        words = day_of_year_in_words(day.month, day.day)
        words = t("{weekday} {day}", weekday=weekdays()[day.weekday()], day=words)
        near = day_nearby(day, today)
        close = abs((day - today).days) < 7
        self.name.setText(name)
        self.time.setText(clock.time)
        self.day.setText(f"{words} · {near}" if close else words)
