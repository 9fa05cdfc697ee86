"""Lists that fill themselves, filters kept by name, how well one knows somebody, protection."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from infodesk.core.people import PersonDraft, PersonFilter
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.gui.pages.people.filters import joined, taken_apart, usual_cuts
from infodesk.gui.pages.people.page import PeoplePage
from infodesk.operations import people as verbs
from infodesk.store import filters as filter_rows
from infodesk.store import people as rows

KEY = Qt.Key


@pytest.fixture
def people(store):
    """Four people of a pipeline and a stranger, by first name."""
    known = (
        ("Amina", "Orchard", Stage.WARM),
        ("Maya", "Northwind", Stage.MET),
        ("Piotr", "Alder", Stage.ASKED),
        ("Sara", "Alder GmbH", Stage.SHORTLISTED),
        ("Greta", "Alder", Stage.SPOTTED),
    )
    return {
        first: verbs.add_person(
            store,
            PersonDraft(first_name=first, company=company, location=f"{first}-Stadt", stage=stage),
        )
        for first, company, stage in known
    }


@pytest.fixture
def page(desk, qapp, qtbot, people):
    page = PeoplePage(desk)
    qtbot.addWidget(page)
    page.resize(1300, 800)
    desk.commands.attach(page)
    desk.commands.enter("people")
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.arrive()
    return page


def names(page):
    return [page.model.record(row).name for row in range(page.model.rowCount())]


def entries(menu):
    return {action.text(): action for action in menu.actions() if action.text()}


def test_lists_fill_themselves(page):
    menu = entries(page.filters.lists_menu())
    assert {"Waiting for a reply · 1", "Met, not thanked · 1", "Same company · 2"} <= set(menu)
    menu["Waiting for a reply · 1"].trigger()
    assert names(page) == ["Piotr"]
    assert page.filters.chips["waiting"].isVisible()
    page.filters.show_cut("same-company")
    assert names(page) == ["Piotr", "Sara"]
    assert not page.filters.chips["waiting"].isVisible()
    page.filters.show_cut("unthanked")
    assert names(page) == ["Maya"]


def test_whom_not_to_contact_is_on_no_list_of_what_to_do(page, people, desk):
    for first in ("Maya", "Piotr"):
        finish(verbs.flag_people(desk.store, [people[first]], "do_not_contact", on=True))
    for cut in ("waiting", "unthanked", "same-company"):
        page.filters.show_cut(cut)
        assert not page.model.rowCount()
        assert page.nothing.title.text()
    for person in people.values():
        verbs.edit_person(desk.store, person, {"next_step": "", "next_step_on": None})
    page.filters.show_cut("no-next-step")
    assert names(page) == ["Amina", "Sara"]
    page.filters.show_cut("do-not-contact")
    assert names(page) == ["Maya", "Piotr"]


def test_a_filter_is_kept_by_name_and_brought_back(page, desk, ask, people):
    finish(verbs.rate_people(desk.store, [people["Piotr"]], 4))
    page.filters.show_cut("pipeline")
    page.filters.narrowing.choose("strengths", 4)
    page.filters.narrowing.choose("place", "Piotr-Stadt")
    assert names(page) == ["Piotr"]
    ask.answers.append("  Good friends ")
    entries(page.filters.filter_menu())["Save this filter…"].trigger()
    page.filters.show_everyone()
    assert len(names(page)) == 5
    entries(page.filters.lists_menu())["Good friends"].trigger()
    assert names(page) == ["Piotr"]
    assert page.filters.cut == "pipeline"
    assert len(page.filters._extra) == 2
    forget = entries(page.filters.lists_menu())["Forget a saved filter"].menu()
    entries(forget)["Good friends"].trigger()
    assert filter_rows.all_filters(desk.store.db) == []
    finish(desk.store.undo())
    assert [one.name for one in filter_rows.all_filters(desk.store.db)] == ["Good friends"]


def test_a_kept_filter_whose_tag_is_gone_shows_what_is_left_of_it(page, desk, people):
    finish(verbs.tag_people(desk.store, [people["Maya"]], "health"))
    tag = rows.get(desk.store.db, people["Maya"]).tags[0]
    page.filters.narrowing.choose("tag_id", tag.id)
    kept = page.filters.kept
    page.filters.show_everyone()
    finish(verbs.untag_people(desk.store, [people["Maya"]], tag.id))
    saved = filter_rows.SavedFilter(id=1, name="x", only=kept)
    page.filters.show_saved(saved)
    assert page.filters.only.tag_id is None


def test_cut_and_narrowing_come_apart_as_they_were_joined():
    narrowed = PersonFilter(place="Lisbon", strengths=frozenset({4}))
    for cut in usual_cuts():
        assert taken_apart(usual_cuts(), joined(cut.only, narrowed)) == (cut.id, narrowed)
    own = PersonFilter(quiet_days=7, place="Lisbon")
    assert taken_apart(usual_cuts(), own) == ("everyone", own)
    both = PersonFilter(waiting=True, do_not_contact=True)
    assert taken_apart(usual_cuts(), both) == ("everyone", both)


def test_one_key_says_how_well_i_know_somebody(page, desk, people, qtbot):
    page.show_record(people["Maya"])
    page.table.setFocus()
    qtbot.keyClick(page.table, KEY.Key_4)
    assert rows.get(desk.store.db, people["Maya"]).strength == 4
    place = next(n for n, one in enumerate(page.model.columns) if one.id == "strength")
    row = page.model.row_of(people["Maya"])
    assert page.model.index(row, place).data() == "4 · Would gladly help"
    page.table.sort_by("strength")
    assert names(page)[0] == "Maya"
    qtbot.keyClick(page.table, KEY.Key_0)
    assert rows.get(desk.store.db, people["Maya"]).strength is None
    finish(desk.store.undo())
    assert rows.get(desk.store.db, people["Maya"]).strength == 4


def test_many_are_shortlisted_rated_and_protected_at_once(page, desk, people):
    page.filters.show_cut("everyone")
    page.table.selectAll()
    assert page.bulk.isVisible()
    page.bulk.shortlist.click()
    assert rows.get(desk.store.db, people["Greta"]).stage is Stage.SHORTLISTED
    assert rows.get(desk.store.db, people["Maya"]).stage is Stage.MET
    entries(page.actions_.strength_menu(page.chosen(), page))["2 · Met or wrote once"].trigger()
    entries(page.actions_.flag_menu(page.chosen(), page))["Keep private"].trigger()
    everyone = [rows.get(desk.store.db, one) for one in people.values()]
    assert {(one.strength, one.keep_private) for one in everyone} == {(2, True)}
    finish(desk.store.undo())
    finish(desk.store.undo())
    everyone = [rows.get(desk.store.db, one) for one in people.values()]
    assert {(one.strength, one.keep_private) for one in everyone} == {(None, False)}


def test_protection_is_seen_and_heard_in_the_list(page, desk, people):
    finish(verbs.flag_people(desk.store, [people["Maya"]], "do_not_contact", on=True))
    finish(verbs.flag_people(desk.store, [people["Maya"]], "keep_private", on=True))
    index = page.model.index(page.model.row_of(people["Maya"]), 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Maya, Do not contact, Private"


def test_places_sources_and_days_narrow(page, desk, people, clock):
    db, today = desk.store.db, clock().date()
    verbs.edit_person(desk.store, people["Sara"], {"connected_on": today - timedelta(days=20)})
    page.filters.show_cut("everyone")
    menu = entries(page.filters.filter_menu())
    entries(menu["Connected since"].menu())["Last month"].trigger()
    assert names(page) == ["Sara"]
    entries(menu["Connected since"].menu())["Last month"].trigger()
    assert len(names(page)) == 5
    entries(menu["Came from"].menu())["Typed by hand · 5"].trigger()
    assert len(names(page)) == 5
    assert rows.places(db, 2)[0][1] == 1
    assert rows.find_ids(db, PersonFilter(place="100%_")) == []
