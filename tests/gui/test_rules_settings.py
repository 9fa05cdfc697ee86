"""The rules and the business days in the settings."""

from datetime import date

import pytest

from infodesk.core.progress import finish
from infodesk.core.rules import FOLLOW_UP_AFTER, GROUPS, SECOND_PERSON_AFTER
from infodesk.gui.pages.method.business_days import BusinessDaysCard, country_name
from infodesk.gui.pages.method.rules import RulesCard
from infodesk.gui.pages.method.texts import TextsCard
from infodesk.gui.shell.reminders import Reminders, reminder_words
from infodesk.operations import composing, days, outreach, rules
from tests.gui.walking import nameless


@pytest.fixture
def card(desk, qtbot):
    card = RulesCard(desk)
    qtbot.addWidget(card)
    card.resize(700, 900)
    card.show()
    return card


def test_every_rule_has_its_line_once_its_group_is_open(card):
    assert all(not group.lines for group in card.groups.values())
    for group in card.groups.values():
        group.button.click()
    names = [name for group in card.groups.values() for name in group.lines]
    assert names == [rule.name for _group, some in GROUPS for rule in some]


def test_a_number_is_changed_told_and_set_back(card, desk):
    card.groups["following-up"].button.click()
    line = card.groups["following-up"].lines["follow-up-after"]
    assert line.number.value() == 7
    assert not line.back.isVisible()
    line.number.setValue(10)
    assert rules.value(desk.store, FOLLOW_UP_AFTER) == 10
    assert line.back.isVisible()
    assert card.reset.isVisible()
    finish(desk.store.undo())
    assert line.number.value() == 7
    line.number.setValue(9)
    line.back.click()
    assert rules.value(desk.store, FOLLOW_UP_AFTER) == 7
    line.number.setValue(9)
    card.reset.click()
    assert line.number.value() == 7


def test_numbers_that_would_cross_are_refused_with_a_sentence(card, desk):
    card.groups["following-up"].button.click()
    line = card.groups["following-up"].lines["second-person-after"]
    line.number.setValue(8)
    assert line.trouble.isVisible()
    assert line.number.value() == rules.value(desk.store, SECOND_PERSON_AFTER) == 3
    line.number.setValue(5)
    assert not line.trouble.isVisible()


def test_why_tells_reason_and_source(card):
    card.groups["following-up"].button.click()
    line = card.groups["following-up"].lines["follow-up-after"]
    assert not line.reason.isVisible()
    line.why.click()
    assert "Dalton" in line.reason.text()
    assert "from 1 to 60 business days" in line.reason.text()
    line.why.click()
    assert not line.reason.isVisible()


@pytest.fixture
def business(desk, qtbot):
    card = BusinessDaysCard(desk)
    qtbot.addWidget(card)
    card.resize(700, 500)
    card.show()
    return card


def test_the_week_keeps_a_business_day(business, desk):
    assert [chip.isChecked() for chip in business.week] == [True] * 5 + [False] * 2
    business.week[4].click()
    assert days.weekend(desk.store) == {4, 5, 6}
    for chip in business.week[:4]:
        chip.click()
    assert business.trouble.isVisible()
    assert len(days.weekend(desk.store)) == 6
    assert sum(chip.isChecked() for chip in business.week) == 1


def test_a_country_and_its_region(business, desk):
    business.country.showPopup()
    business.country.hidePopup()
    business.country.setCurrentIndex(business.country.findData("DE"))
    business.country.activated.emit(business.country.currentIndex())
    assert days.holiday_place(desk.store) == ("DE", "")
    assert date(2026, 12, 25) in days.workweek(desk.store).off
    business.region.setCurrentIndex(business.region.findData("BY"))
    business.region.activated.emit(business.region.currentIndex())
    assert date(2026, 6, 4) in days.workweek(desk.store).off  # Corpus Christi
    business.country.setCurrentIndex(0)
    business.country.activated.emit(0)
    assert days.holiday_place(desk.store) == ("", "")
    assert country_name("DE") == "Deutschland (DE)"


def test_own_days_off_are_added_and_removed(business, desk):
    business.first.setText("24.12.2026")
    business.last.setText("2.1.2027")
    business.add.click()
    assert days.own_breaks(desk.store) == [(date(2026, 12, 24), date(2027, 1, 2))]
    business.first.setText("nonsense")
    business.add.click()
    assert business.trouble.isVisible()
    business.first.setText("tomorrow")
    business.last.setText("")
    business.add.click()
    assert len(business.chips) == 2
    business.chips[0].removed.emit()
    assert days.own_breaks(desk.store) == [(date(2026, 12, 24), date(2027, 1, 2))]


def test_reminders_tell_counts_once_and_only_when_wanted(qapp, desk):
    told, state = [], {"wanted": False, "count": 3, "day": date(2026, 11, 23)}
    reminders = Reminders(
        lambda: state["wanted"],
        lambda: state["count"],
        lambda: state["day"],
        desk.theme.app_icon,
        show=lambda title, words: told.append((title, words)),
    )
    reminders.look()
    assert told == []
    state["wanted"] = True
    reminders.look()
    reminders.look()
    assert told == [("InfoDesk", "3 things wait for you today.")]
    state["count"] = 2
    reminders.look()
    state["count"] = 4
    reminders.look()
    assert len(told) == 2
    state["day"] = date(2026, 11, 24)
    reminders.look()
    assert len(told) == 3
    assert reminder_words(1) == "1 thing waits for you today."
    reminders.start()
    reminders.stop()


def test_language_and_premium_are_the_composer_s(desk, qtbot):
    texts = TextsCard(desk)
    qtbot.addWidget(texts)
    texts.show()
    assert texts.language.currentText() == "English"
    texts.language.setCurrentIndex(texts.language.findData("de"))
    texts.language.activated.emit(texts.language.currentIndex())
    assert outreach.template_language(desk.store) == "de"
    texts.premium.click()
    assert composing.has_premium(desk.store)
    assert "300" in texts.premium.accessibleDescription()
    composing.set_premium(desk.store, False)
    outreach.choose_template_language(desk.store, "en")
    assert not texts.premium.isChecked()
    assert texts.language.currentData() == "en"
    assert nameless(texts) == []
