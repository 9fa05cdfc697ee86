"""My profile: fields and lines edited in place, chips, a drafted introduction, an empty state."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from infodesk.core.people import PersonDraft
from infodesk.core.profile import ProfileEntry, ProfileKind
from infodesk.core.progress import finish
from infodesk.gui.pages.entry_dialog import EntryDialog, read_month, typed_month
from infodesk.gui.pages.people.about import AboutTab
from infodesk.gui.pages.profile.page import ProfilePage
from infodesk.operations import profile as verbs
from infodesk.operations.people import add_person
from infodesk.store import people as person_rows
from infodesk.store import profile as rows
from tests.gui.walking import nameless


@pytest.fixture
def asked():
    return []


@pytest.fixture
def page(desk, qtbot, asked):
    page = ProfilePage(desk, import_profile=lambda: asked.append("import"))
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    page.arrive()
    yield page
    page.close()


def dialog(page):
    (found,) = page.window().findChildren(EntryDialog)
    return found


def fill(page, **texts):
    form = dialog(page)
    for key, text in texts.items():
        form.edits[key].setText(text)
    QTest.keyClick(form, Qt.Key.Key_Return)


def test_empty_it_says_what_it_is_for_and_offers_the_import(page, asked):
    assert page.nothing.title.text() == "Who are you?"
    page.nothing.buttons[0].click()
    assert asked == ["import"]
    page.nothing.buttons[1].click()
    assert page.stack.currentIndex() == 0
    assert nameless(page) == []


def test_each_field_is_one_undoable_step(page, desk):
    page.begin()
    page.edits["first_name"].setText("Ada")
    page.form.commit("first_name")
    page.edits["slug"].setText("https://www.linkedin.com/in/Ada-B/")
    page.form.commit("slug")
    page.summary.setPlainText("I count patients.")
    assert page.flush()
    found = rows.get(desk.store.db)
    assert (found.name, found.slug, found.summary) == ("Ada", "ada-b", "I count patients.")
    assert page.edits["slug"].text() == "ada-b"
    finish(desk.store.undo())
    assert page.summary.toPlainText() == ""
    page.edits["website"].setText("javascript:alert(1)")
    assert not page.flush()
    assert page.form.error("website")
    page.form.revert("website")


def test_positions_are_added_changed_and_removed(page, desk):
    page.begin()
    page.lists[ProfileKind.POSITION].buttons[0].click()
    form = dialog(page)
    assert form.lasts.isChecked()
    assert not form.edits["finished_on"].isEnabled()
    fill(page, title="Analyst", organisation="Northwind", started_on="2019", place="Lisbon")
    (entry,) = rows.get(desk.store.db).entries
    assert (entry.title, entry.started_on, entry.finished_on) == (
        "Analyst", date(2019, 1, 1), None
    )  # fmt: skip
    (line,) = page.lists[ProfileKind.POSITION].lines
    line.pencil.click()
    form = [one for one in page.window().findChildren(EntryDialog) if one.isVisible()][-1]
    form.lasts.setChecked(False)
    form.edits["finished_on"].setText("May 2018")
    form.keep()
    assert "ends before" in form.fields["finished_on"].error()
    form.edits["finished_on"].setText("2021-05")
    form.keep()
    assert rows.get(desk.store.db).entries[0].finished_on == date(2021, 5, 1)
    page.lists[ProfileKind.POSITION].lines[0].pencil.click()
    form = [one for one in page.window().findChildren(EntryDialog) if one.isVisible()][-1]
    form.remove_button.click()
    assert rows.get(desk.store.db).entries == ()


def test_skills_come_by_the_line_and_go_by_a_click(page, desk):
    page.begin()
    skills = page.words[ProfileKind.SKILL]
    skills.line.setText("Python, SQL , python")
    skills.add()
    assert [entry.title for entry in rows.get(desk.store.db).entries] == ["Python", "SQL"]
    assert len(skills.chips) == 2
    assert skills.line.text() == ""
    skills.chips[0].removed.emit()
    assert len(skills.chips) == 1
    finish(desk.store.undo())
    assert len(skills.chips) == 2


def test_an_introduction_is_drafted_from_it(page, desk):
    page.begin()
    assert page.introduction.isHidden()
    position = ProfileEntry(kind=ProfileKind.POSITION, title="Nurse", organisation="Alder")
    verbs.add_entry(desk.store, position)
    assert not page.introduction.isHidden()
    assert "Alder" in page.introduction.text.text()
    assert "second" in page.introduction.seconds.text()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2019", date(2019, 1, 1)),
        ("2019-05", date(2019, 5, 1)),
        ("2019-05-12", date(2019, 5, 12)),
        ("", None),
    ],
)
def test_months_are_shown_as_they_are_typed(typed, day):
    assert read_month(typed, "x") == day
    assert typed_month(day) == typed


def test_a_persons_career_and_common_ground_stand_under_about(desk, store, qtbot):
    maya = add_person(store, PersonDraft(first_name="Maya", title="Lead", company="Alder"))
    tab = AboutTab(desk, lambda _text: None, lambda: None)
    qtbot.addWidget(tab)
    tab.show()
    tab.show_person(person_rows.get(store.db, maya))
    assert tab.common.isHidden()
    entry = ProfileEntry(kind=ProfileKind.POSITION, title="Nurse", organisation="Alder GmbH")
    verbs.add_entry(store, entry)
    tab.history.education.buttons[0].click()
    fill(tab, title="Example School", degree="BSc", started_on="2001", finished_on="2004")
    tab.history.positions.buttons[1].click()
    form = [one for one in tab.window().findChildren(EntryDialog) if one.isVisible()][-1]
    form.edits["title"].setText("Nurse")
    form.keep()
    person = person_rows.get(store.db, maya)
    assert [each.title for each in person.positions] == ["Lead", "Nurse"]
    tab.show_person(person)
    assert [point.what for point in tab.common.points] == ["Alder", "Nurse"]
    assert not tab.common.isHidden()
    assert len(tab.history.positions.lines) == 2
    tab.history.education.lines[0].pencil.click()
    form = [one for one in tab.window().findChildren(EntryDialog) if one.isVisible()][-1]
    assert form.edits["started_on"].text() == "2001"
    form.remove()
    assert person_rows.get(store.db, maya).education == ()
    assert nameless(tab) == []
    tab.close()
