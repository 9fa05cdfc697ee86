"""Days as one types and chooses them: "tomorrow", "in 2 weeks", a date, a calendar."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QCalendarWidget, QMenu, QWidget, QWidgetAction

from infodesk.core.errors import BadValue
from infodesk.formats.dates import parse_day
from infodesk.words import t
from infodesk.words.dates import day_in_words, months

_IN_DAYS = re.compile(r"\+?\s*(\d{1,3})\s*([dwm]?)", re.IGNORECASE)
_DAYS = {"": 1, "d": 1, "w": 7, "m": 30}


def quick_days(today: date) -> list[tuple[str, date]]:
    """Return the days one names most often for a next step."""
    return [
        (t("today"), today),
        (t("tomorrow"), today + timedelta(days=1)),
        (t("in 3 days"), today + timedelta(days=3)),
        (t("in a week"), today + timedelta(days=7)),
        (t("in 2 weeks"), today + timedelta(days=14)),
        (t("in a month"), today + timedelta(days=30)),
    ]


def read_day(text: str, today: date, *, field: str) -> date | None:
    """Return the day typed: a quick word, a number of days ("+10", "2w") or a date; None for "".

    Raises BadValue(field, "not-a-date").
    """
    typed = " ".join(text.casefold().split())
    if not typed:
        return None
    for words, day in quick_days(today):
        if typed == words.casefold():
            return day
    if found := _IN_DAYS.fullmatch(typed):
        return today + timedelta(days=int(found[1]) * _DAYS[found[2].lower()])
    for number, month in enumerate(months(), start=1):  # months in the person's own language
        typed = typed.replace(month.casefold(), QLocale.c().monthName(number).casefold())
    day_first = not QLocale.system().dateFormat(QLocale.FormatType.ShortFormat).startswith("M")
    found_day = parse_day(typed, day_first=day_first)
    if found_day is None:
        raise BadValue(field=field, reason="not-a-date")
    return found_day


def day_menu(
    parent: QWidget, today: date, present: date | None, choose: Callable[[date | None], object]
) -> QMenu:
    """Return a menu of quick days, a calendar, and no day at all."""
    menu = QMenu(parent)
    for words, day in quick_days(today):
        action = menu.addAction(f"{words[:1].upper()}{words[1:]}\t{day_in_words(day)}")
        action.setCheckable(True)
        action.setChecked(day == present)
        action.triggered.connect(lambda _checked=False, one=day: choose(one))
    menu.addSeparator()
    inner = menu.addMenu(t("Another day"))
    calendar = Calendar(present or today)
    holder = QWidgetAction(inner)
    holder.setDefaultWidget(calendar)
    inner.addAction(holder)

    def picked(day: QDate) -> None:
        menu.close()
        choose(day.toPython())  # type: ignore[arg-type]

    calendar.activated.connect(picked)
    calendar.clicked.connect(picked)
    if present is not None:
        menu.addSeparator()
        menu.addAction(t("No date")).triggered.connect(lambda: choose(None))
    return menu


class Calendar(QCalendarWidget):
    """A month to choose a day from, in our colours."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self.setAccessibleName(t("Choose a day"))
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setGridVisible(False)
        self.setSelectedDate(QDate(day.year, day.month, day.day))
