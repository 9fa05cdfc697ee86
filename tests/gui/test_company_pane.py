"""The company beside the list: edited in place, left by Esc, and the way to who works there."""

import pytest

from infodesk.core.changes import Step
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.core.targets import MOST_TARGETS
from infodesk.operations import people as verbs
from infodesk.operations.targets import add_target
from infodesk.store import companies as company_rows
from infodesk.store import company_events
from infodesk.store import targets as target_rows
from tests.gui.test_people_page import names, shown
from tests.gui.walking import nameless


@pytest.fixture
def page(desk, qapp, qtbot, store):
    for name in ("Piotr", "Sara"):
        draft = PersonDraft(first_name=name, company="Alder Hospitals", stage=Stage.MET)
        verbs.add_person(store, draft)
    verbs.add_person(store, PersonDraft(first_name="Amina", stage=Stage.MET))
    page = shown(desk, qapp, qtbot)
    page.table.choose(page.model.ids[1])
    page.detail.company.click()
    return page


@pytest.fixture
def pane(page):
    return page.company


def test_it_says_who_works_there_and_esc_goes_back(page, pane):
    assert pane.name.text() == "Alder Hospitals"
    assert pane.count.text() == "2 people I know there"
    assert [row.accessibleName() for row in pane.rows] == ["Piotr", "Sara"]
    assert page.step_back()
    assert page.beside.currentWidget() is page.detail


def test_a_person_there_is_one_click_away(page, pane):
    pane.rows[1].click()
    assert page.beside.currentWidget() is page.detail
    assert page.detail.person.first_name == "Sara"


def test_all_of_them_in_the_list(page, pane):
    pane.all.click()
    assert names(page) == ["Piotr", "Sara"]
    assert [part.text for part in page.filters.narrowing.parts()] == ["Alder Hospitals"]


def test_what_is_typed_is_one_step_each(page, pane, desk):
    company_id = pane.company.id
    pane.website.setText("alder.example.org")
    pane.form.commit("website")
    assert company_rows.get(desk.store.db, company_id).website == "https://alder.example.org"
    pane.about.setPlainText("Two registries")
    assert page.flush()
    assert company_rows.get(desk.store.db, company_id).about == "Two registries"
    finish(desk.store.undo())
    assert pane.about.toPlainText() == ""


def test_an_unsafe_website_is_refused_beside_the_field(page, pane, desk):
    pane.website.setText("javascript:alert(1)")
    assert not page.flush()
    assert pane.form.error("website")
    assert company_rows.get(desk.store.db, pane.company.id).website == ""
    pane.form.revert("website")


def test_opening_the_website_asks(pane, ask):
    pane.website.setText("https://alder.example.org")
    ask.answers.append(None)
    pane.open.setEnabled(True)
    pane.open.click()
    assert "alder.example.org" in ask.asked[0][0]


def test_everything_has_a_name(page):
    assert nameless(page) == []


def test_a_company_that_is_gone_closes(page, pane, desk):
    with desk.store.transaction(Step(code="edit-company")) as db:
        db.execute("DELETE FROM company WHERE id = ?", (pane.company.id,))
    assert page.beside.currentWidget() is page.detail


def test_what_i_did_on_linkedin_about_it(page, pane, desk):
    assert pane.news.isHidden()
    with desk.store.transaction(Step(code="import")) as db:
        told = (pane.company.id, "applied", "2026-08-05", "Analyst", "", "linkedin-archive")
        company_events.insert_many(db, [told])
    pane.refresh()
    assert pane.news.text() == "You applied there · Analyst, 5 August 2026"


def test_it_becomes_a_target_and_is_one_no_more(page, pane, desk, qapp):
    company_id = pane.company.id
    assert pane.target.text() == "Make it a target"
    pane.target.click()
    assert target_rows.of_company(desk.store.db, company_id) is not None
    assert pane.target.text() == "A target: take it off"
    finish(desk.store.undo())
    assert pane.target.text() == "Make it a target"
    pane.target.click()
    pane.target.click()
    assert target_rows.count(desk.store.db) == 0


def test_one_target_too_many_is_said(page, pane, desk):
    for number in range(MOST_TARGETS):
        add_target(desk.store, f"Company {number}")
    said = []
    desk.notices.toasted.connect(lambda words, _undo: said.append(words))
    pane.target.click()
    assert len(said) == 1
    assert pane.target.text() == "Make it a target"
