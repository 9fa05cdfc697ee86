"""Duplicates: pairs gone through by keys, merged as chosen, kept apart, skipped, undone, split."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from infodesk.core.changes import Step
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.gui.commands import Command
from infodesk.gui.pages.duplicates.banner import DuplicatesBanner
from infodesk.gui.pages.duplicates.page import DuplicatesPage
from infodesk.gui.pages.duplicates.search import DuplicateSearch
from infodesk.gui.pages.people.splitting import ask_split
from infodesk.operations.people import add_person
from infodesk.store import people as rows
from tests.gui.walking import nameless


def add(store, first, last, **values):
    return add_person(store, PersonDraft(first_name=first, last_name=last, **values))


@pytest.fixture
def twins(store):
    robert = add(store, "Robert", "Muster", company="Aye", title="Lead", location="Lisbon",
                 profile_url="linkedin.com/in/robert", email="r@example.org")  # fmt: skip
    bob = add(store, "Bob", "Muster", company="Aye", title="Head", about="Tea")
    return robert, bob


@pytest.fixture
def search(desk):
    return DuplicateSearch(desk)


@pytest.fixture
def opened():
    return []


@pytest.fixture
def page(desk, search, twins, store, opened, qtbot):
    add(store, "Ana", "Silva")
    add(store, "Silva", "Ana")
    page = DuplicatesPage(desk, search, open_person=opened.append)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    desk.commands.attach(page)
    desk.commands.enter("duplicates")
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: not search.running)
    assert page.window().focusWidget() is page.list
    yield page
    page.close()


def key(page, *keys):
    for one in keys:
        QTest.keyClick(page.window().focusWidget() or page.list, one)


def shown(page):
    model = page.list.pairs
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_surest_pair_comes_first_with_its_reasons(page, desk):
    assert shown(page) == ["Robert Muster and Bob Muster", "Ana Silva and Silva Ana"]
    assert page.subtitle() == "2 pairs to look at"
    spoken = page.list.pairs.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("Likely. Short form of the first name, same company")
    assert nameless(page) == []


def test_merging_by_key_keeps_what_was_chosen(page, desk, twins, qtbot):
    robert, bob = twins
    fields = [row.field.value for row in page.pane.rows]
    assert fields == ["name", "job"]
    key(page, Qt.Key.Key_Return)
    cell = page.pane.rows[0].cells[0]
    assert cell.isChecked()
    QTest.keyClick(cell, Qt.Key.Key_Right)
    assert [one.isChecked() for one in page.pane.rows[0].cells] == [False, True]
    desk.commands.run("merge-pair")
    qtbot.waitUntil(lambda: len(shown(page)) == 1)
    merged = rows.get(desk.store.db, robert)
    assert (merged.name, merged.title, merged.about) == ("Bob Muster", "Lead", "Tea")
    assert bob not in rows.find_ids(desk.store.db, rows.PersonFilter())
    finish(desk.store.undo())
    qtbot.waitUntil(lambda: len(shown(page)) == 2)


def test_not_the_same_is_remembered_and_the_next_pair_is_shown(page, desk, search, qtbot):
    desk.commands.run("not-same-pair")
    qtbot.waitUntil(lambda: shown(page) == ["Ana Silva and Silva Ana"])
    assert page.list.currentIndex().row() == 0
    search.look()
    qtbot.waitUntil(lambda: not search.running)
    assert shown(page) == ["Ana Silva and Silva Ana"]
    desk.commands.run("not-same-pair")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.nothing)
    assert page.nothing.title.text() == "Nobody seems to be here twice"
    assert not desk.commands.can_run("merge-pair")
    finish(desk.store.undo())
    qtbot.waitUntil(lambda: shown(page) == ["Ana Silva and Silva Ana"])


def test_what_was_skipped_comes_back_on_demand(page, desk, qtbot):
    desk.commands.run("skip-pair")
    desk.commands.run("skip-pair")
    assert page.stack.currentWidget() is page.nothing
    assert page.nothing.buttons[0].words() == "Show 2 skipped pairs"
    page.nothing.buttons[0].click()
    assert len(shown(page)) == 2


def test_one_side_at_a_stroke_and_both_of_a_text(page, desk, store, twins, qtbot):
    robert, _bob = twins
    with store.transaction(Step(code="edit-person")) as db:
        db.execute("UPDATE person SET about = 'Coffee' WHERE id = ?", (robert,))
    qtbot.waitUntil(lambda: len(page.pane.rows) == 3)
    desk.commands.run("take-right")
    assert {row.side.value for row in page.pane.rows} == {"other"}
    about = page.pane.rows[2]
    about.cells[0].click()
    assert about.side.value == "both"
    about.cells[0].click()
    about.cells[1].click()
    assert about.side.value == "other"
    desk.commands.run("take-left")
    assert {row.side.value for row in page.pane.rows} == {"one"}


def test_one_of_the_two_can_be_opened(page, opened, twins, qtbot):
    page.pane.person_asked.emit(twins[1])
    assert opened == [twins[1]]


def test_two_chosen_by_hand_come_first(page, desk, store, qtbot):
    one, other = add(store, "Bo", "Li"), add(store, "Someone", "Else")
    page.show_pair(one, other)
    assert shown(page)[0] == "Bo Li and Someone Else"
    assert page.list.currentIndex().row() == 0
    desk.commands.run("merge-pair")
    qtbot.waitUntil(lambda: len(shown(page)) == 2)


def test_in_a_narrow_window_list_and_pair_take_turns(page, qtbot):
    page.resize(600, 460)
    qtbot.waitUntil(lambda: page.both.in_turns)
    assert page.pane.isHidden() is False
    assert not page.both.detail.isVisible()
    key(page, Qt.Key.Key_Return)
    assert page.both.detail.isVisible()
    assert not page.list.isVisible()
    assert page.step_back()
    assert page.list.isVisible()
    assert not page.step_back()


def test_after_an_import_it_looks_by_itself_and_people_says_so(desk, search, twins, store, qtbot):
    asked = []
    banner = DuplicatesBanner(desk, search, lambda: asked.append(True))
    qtbot.addWidget(banner)
    assert banner.isHidden()
    with store.transaction(Step(code="import")) as db:
        db.execute("UPDATE person SET location = 'Rome'")
    qtbot.waitUntil(lambda: not search.running and bool(search.pairs))
    assert not banner.isHidden()
    assert banner.banner.accessibleName() == "1 pair of people may be one person."
    banner.banner.button.click()
    assert asked == [True]
    banner.banner.dismissed.emit()
    assert banner.isHidden()


def test_a_merged_person_is_split_after_asking(page, desk, ask, twins, qtbot):
    robert, _bob = twins
    desk.commands.run("merge-pair")
    ask.answers.append("1")
    ask_split(desk, rows.get(desk.store.db, robert))
    assert "What came since stays with Robert Muster." in ask.asked[-1][1]
    assert rows.count_all(desk.store.db) == 4


def test_a_cancelled_search_ends(desk, search, twins, qtbot):
    search.look()
    desk.jobs.cancel_all()
    assert not search.running
    assert search.pairs == []


def test_commands_are_of_this_place(page, desk):
    assert isinstance(desk.commands.get("merge-pair"), Command)
    desk.commands.enter("people")
    assert not desk.commands.can_run("merge-pair")
