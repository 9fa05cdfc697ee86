"""Companies: whom do I know at …, who was there, merging several, parting, renaming."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.gui.pages.companies.merging import MergeCompanyDialog
from infodesk.gui.pages.companies.page import CompaniesPage
from infodesk.operations.people import add_person, change_job
from infodesk.store import companies as rows
from tests.gui.walking import nameless


def works(store, name, company):
    return add_person(store, PersonDraft(first_name=name, title="Analyst", company=company))


@pytest.fixture
def asked():
    return []


@pytest.fixture
def page(desk, store, qtbot, asked):
    works(store, "Maya", "Meta")
    works(store, "Jon", "Meta Platforms, Inc.")
    works(store, "Sara", "Meta Platforms")
    gone = works(store, "Gone", "Alder")
    change_job(store, gone, "Lead", "Bee")
    page = CompaniesPage(desk, open_person=asked.append, list_people=asked.append)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    desk.commands.enter("companies")
    page.show()
    page.arrive()
    yield page
    page.close()


def listed(page):
    return [
        [str(page.model.index(row, column).data()) for column in range(3)]
        for row in range(page.model.rowCount())
    ]


def test_the_list_says_who_is_there_and_who_was(page):
    assert listed(page) == [
        ["Meta Platforms, Inc.", "2", "—"],
        ["Bee", "1", "—"],
        ["Meta", "1", "—"],
        ["Alder", "—", "1"],
    ]
    assert page.subtitle() == "4 companies"
    assert nameless(page) == []


def test_whom_do_i_know_at(page, asked, qtbot):
    page.search.setText("alder")
    qtbot.waitUntil(lambda: page.pane.company is not None and page.pane.company.name == "Alder")
    assert [row.accessibleName() for row in page.pane.former_rows] == ["Gone, Lead"]
    assert page.pane.rows == []
    page.pane.former_rows[0].click()
    assert len(asked) == 1
    page.search.setText("nowhere")
    assert page.nothing.title.text() == "Nobody at “nowhere”"
    assert page.step_back()
    assert page.search.text() == ""


def test_several_are_merged_into_the_one_with_most_people_and_undone(page, desk, store):
    page.search.setText("meta")
    page.table.setFocus()
    page.table.selectAll()
    desk.commands.run("merge-companies")
    page.search.clear()
    assert [row[:2] for row in listed(page)] == [
        ["Meta Platforms, Inc.", "3"], ["Bee", "1"], ["Alder", "—"]
    ]  # fmt: skip
    assert page.model.index(0, 3).data() == "Meta"
    assert not desk.commands.can_run("merge-companies")
    finish(store.undo())
    assert len(listed(page)) == 4


def test_a_merged_name_is_parted_again_from_the_pane(page, desk, store):
    ids = {company.name: company.id for company in rows.find(store.db)}
    page.show_record(ids["Meta"])
    dialog = MergeCompanyDialog(desk, page.pane.company, page, page.pane.refresh)
    dialog.show()
    assert not dialog.keep.isEnabled()
    QTest.keyClicks(dialog.search, "platf")
    assert dialog.list.currentItem().text() == "Meta Platforms, Inc. · 2 people"
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert [alias.name for alias in rows.aliases(store.db, ids["Meta"])] == ["Meta Platforms, Inc."]
    assert page.pane.count.text() == "3 people I know there"
    page.pane.names.buttons[0].click()
    assert page.pane.count.text() == "1 person I know there"
    assert page.pane.names.isHidden()


def test_renaming_and_a_name_that_is_taken(page, store):
    ids = {company.name: company.id for company in rows.find(store.db)}
    page.show_record(ids["Bee"])
    page.pane.name.edit("Alder GmbH")
    page.pane.name.commit()
    assert "Merge the two" in page.pane.wrong_name.text()
    assert page.pane.name.text() == "Bee"
    page.pane.name.edit("Sea")
    page.pane.name.commit()
    assert rows.get(store.db, ids["Bee"]).name == "Sea"
    assert page.pane.wrong_name.isHidden()
    assert [alias.name for alias in rows.aliases(store.db, ids["Bee"])] == ["Bee"]


def test_without_companies_it_says_where_they_come_from(desk, qtbot):
    page = CompaniesPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive()
    assert page.nothing.title.text() == "No companies yet"
    assert nameless(page) == []
    page.close()


def test_in_a_narrow_window_list_and_company_take_turns(page, qtbot):
    page.resize(620, 420)
    qtbot.waitUntil(lambda: page.both.in_turns)
    assert not page.pane.isVisible()
    page.open_company()
    assert page.pane.isVisible()
    assert page.step_back()
    assert page.table.isVisible()
