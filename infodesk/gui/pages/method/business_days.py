"""Business days in the settings: the week, public holidays by country, own days off."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QLocale
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from infodesk.core.changes import ChangeSet
from infodesk.core.errors import BadValue, UserError
from infodesk.formats import public_holidays
from infodesk.gui.days import read_day
from infodesk.gui.desk import Desk
from infodesk.gui.widgets import Button, Card, Chip, FlowLayout, PlainLabel, TagChip, set_tooltip
from infodesk.operations import days as verbs
from infodesk.words import t
from infodesk.words.dates import day_in_words, weekdays
from infodesk.words.errors import explain

_LAST_LATIN = "\u0250"
"""Other scripts may have no font here."""


class BusinessDaysCard(Card):
    """Which days count when something is due in business days.

    The countries are read when the list of them is first opened: knowing all holidays of the world
    takes longer than showing the page.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, margin=20, gap=12)
        self._desk = desk
        self._full = False
        theme = desk.theme
        self.body.addWidget(PlainLabel(theme, t("Business days"), "section"))
        words = t("Follow-ups are counted in business days. What is due never falls on a day off.")
        self.body.addWidget(PlainLabel(theme, words, "small", "muted", wrap=True))
        self.week = self._week()
        self.country = _Lazy(self._fill_countries)
        self.country.setAccessibleName(t("Public holidays of"))
        self.country.activated.connect(lambda _index: self._set_country())
        self.region = QComboBox()
        self.region.setAccessibleName(t("Region"))
        self.region.activated.connect(lambda _index: self._set_region())
        line = QHBoxLayout()
        line.setSpacing(theme.px(10))
        line.addWidget(PlainLabel(theme, t("Public holidays of")))
        line.addWidget(self.country, 1)
        line.addWidget(self.region, 1)
        self.body.addLayout(line)
        self.body.addWidget(PlainLabel(theme, t("My own days off")))
        self._breaks = QWidget()
        self._flow = FlowLayout(theme, self._breaks, gap=6)
        self.chips: list[TagChip] = []
        self.body.addWidget(self._breaks)
        self.first, self.last = QLineEdit(), QLineEdit()
        self.first.setPlaceholderText(t("first day, such as 24 December"))
        self.first.setAccessibleName(t("First day off"))
        self.last.setPlaceholderText(t("last day, empty for one day"))
        self.last.setAccessibleName(t("Last day off"))
        self.add = Button(theme, t("Add"), icon="plus", size="small")
        self.add.clicked.connect(self.add_break)
        self.last.returnPressed.connect(self.add_break)
        self.first.returnPressed.connect(self.last.setFocus)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for widget in (self.first, self.last):
            row.addWidget(widget, 1)
        row.addWidget(self.add)
        self.body.addLayout(row)
        self.trouble = PlainLabel(theme, "", "small", "bad", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        desk.changes.changed.connect(self._heard)
        self.show_days()

    def _week(self) -> list[Chip]:
        holder = QWidget()
        flow = FlowLayout(self._desk.theme, holder, gap=6)
        chips = []
        for number, name in enumerate(weekdays()):
            chip = Chip(self._desk.theme, name)
            chip.clicked.connect(lambda _on=False: self._set_week())
            chip.setObjectName(f"weekday-{number}")
            flow.addWidget(chip)
            chips.append(chip)
        self.body.addWidget(holder)
        return chips

    def _heard(self, change: ChangeSet) -> None:
        if change.touches("setting"):
            self.show_days()

    # What is shown

    def show_days(self) -> None:
        """Show what holds."""
        store = self._desk.store
        off = verbs.weekend(store)
        for number, chip in enumerate(self.week):
            chip.setChecked(number not in off)
        self._show_country()
        for old in self.chips:
            old.hide()
            old.deleteLater()
        self.chips = []
        for one in verbs.own_breaks(store):
            tag = TagChip(self._desk.theme, break_words(one), "blue", removable=True)
            set_tooltip(tag, t("Remove these days (Delete)"))
            tag.removed.connect(lambda gone=one: self._remove(gone))
            self.chips.append(tag)
            self._flow.addWidget(tag)
            tag.show()
        self._breaks.setVisible(bool(self.chips))

    def _show_country(self) -> None:
        country, region = verbs.holiday_place(self._desk.store)
        if not self._full:
            self.country.clear()
            self.country.addItem(country_name(country) if country else t("no country"), country)
        place = self.country.findData(country)
        if place >= 0:
            self.country.setCurrentIndex(place)
        self.region.clear()
        known = public_holidays.regions(country) if country else {}
        self.region.setVisible(bool(known))
        self.region.addItem(t("the whole country"), "")
        for code, name in known.items():
            self.region.addItem(name, code)
        self.region.setCurrentIndex(max(0, self.region.findData(region)))

    def _fill_countries(self) -> None:
        if self._full:
            return
        self._full = True
        country, _region = verbs.holiday_place(self._desk.store)
        self.country.clear()
        self.country.addItem(t("no country"), "")
        named = sorted((country_name(code), code) for code in public_holidays.countries())
        for name, code in named:
            self.country.addItem(name, code)
        self.country.setCurrentIndex(max(0, self.country.findData(country)))

    # Changing

    def _set_week(self) -> None:
        off = [number for number, chip in enumerate(self.week) if not chip.isChecked()]
        self._try(lambda: verbs.set_weekend(self._desk.store, off))

    def _set_country(self) -> None:
        code = str(self.country.currentData() or "")
        if code != verbs.holiday_place(self._desk.store)[0]:
            self._try(lambda: verbs.set_holiday_place(self._desk.store, code))

    def _set_region(self) -> None:
        country, region = verbs.holiday_place(self._desk.store)
        code = str(self.region.currentData() or "")
        if code != region:
            self._try(lambda: verbs.set_holiday_place(self._desk.store, country, code))

    def add_break(self) -> None:
        """Add the days that were typed."""
        today = self._desk.clock().date()

        def add() -> None:
            first = read_day(self.first.text(), today, field="days-off")
            if first is None:
                raise BadValue(field="days-off", reason="not-a-date")
            last = read_day(self.last.text(), first, field="days-off") or first
            known = verbs.own_breaks(self._desk.store)
            verbs.set_own_breaks(self._desk.store, [*known, (first, last)])

        if self._try(add):
            self.first.clear()
            self.last.clear()
            self.first.setFocus()

    def _remove(self, gone: tuple[date, date]) -> None:
        kept = [one for one in verbs.own_breaks(self._desk.store) if one != gone]
        if self._try(lambda: verbs.set_own_breaks(self._desk.store, kept)):
            self._desk.notices.toast(t("Removed {days}.", days=break_words(gone)))

    def _try(self, verb: Callable[[], object]) -> bool:
        try:
            verb()
        except UserError as error:
            self.trouble.setText(explain(error))
            self.trouble.show()
            self.show_days()
            return False
        self.trouble.hide()
        return True


class _Lazy(QComboBox):
    """A list that is filled when it is first opened or walked through."""

    def __init__(self, fill: Callable[[], object]) -> None:
        super().__init__()
        self._fill = fill
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def showPopup(self) -> None:  # noqa: N802
        """Fill, then open."""
        self._fill()
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fill before a letter chooses."""
        self._fill()
        super().keyPressEvent(event)


def break_words(days: Sequence[date]) -> str:
    """Return a break in words."""
    first, last = days
    if first == last:
        return day_in_words(first)
    return t("{first} to {last}", first=day_in_words(first), last=day_in_words(last))


def country_name(code: str) -> str:
    """Return a country's name as it is known there, in English where the letters are not ours."""
    territory = QLocale.codeToTerritory(code)
    any_language, any_script = QLocale.Language.AnyLanguage, QLocale.Script.AnyScript
    name = QLocale(any_language, any_script, territory).nativeTerritoryName()
    if not name or max(name) >= _LAST_LATIN:
        name = QLocale.territoryToString(territory)
    return f"{name} ({code})" if name else code
