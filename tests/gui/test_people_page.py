"""The People page: found, sorted, cut, selected, removed and taken back, in a bare window."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QSortFilterProxyModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.gui.models import Order
from infodesk.gui.pages.people.columns import people_cells, stage_words
from infodesk.gui.pages.people.finding import PeopleFinder
from infodesk.gui.pages.people.page import PeoplePage
from infodesk.operations import next_steps
from infodesk.operations import people as verbs
from infodesk.store import next_steps as step_rows
from infodesk.store import people as rows
from infodesk.words import speak
from infodesk.words.languages import PSEUDO, use_language
from tests.gui.walking import nameless, untranslated

KEY = Qt.Key

PEOPLE = (
    ("Amina", "Bello", "Analytics manager", "Orchard", Stage.WARM),
    ("Greta", "Imaginova", "Recruiter", "Placeholder Capital", Stage.SPOTTED),
    ("Maya", "Chen", "Head of Data", "Northwind Health", Stage.MET),
    ("Piotr", "Kowal", "Informatics nurse", "Alder Hospitals", Stage.ASKED),
    ("Sara", "Lind", "Nurse educator", "Alder Hospitals", Stage.SHORTLISTED),
)


@pytest.fixture
def people(store):
    """Five people, by first name."""
    return {
        first: verbs.add_person(
            store,
            PersonDraft(
                first_name=first,
                last_name=last,
                title=title,
                company=company,
                email=f"{first.lower()}@example.org",
                stage=stage,
            ),
        )
        for first, last, title, company, stage in PEOPLE
    }


@pytest.fixture
def said(desk):
    """The toasts, in order."""
    said = []
    desk.notices.toasted.connect(lambda words, _undo: said.append(words))
    return said


@pytest.fixture
def page(desk, qapp, qtbot, people):
    return shown(desk, qapp, qtbot)


def shown(desk, qapp, qtbot, **callbacks):
    page = PeoplePage(desk, **callbacks)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    desk.commands.attach(page)
    desk.commands.enter("people")
    qapp.focusChanged.connect(desk.commands.follow_focus)
    page.destroyed.connect(lambda: qapp.focusChanged.disconnect(desk.commands.follow_focus))
    page.tester = QAbstractItemModelTester(
        page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page
    )
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.arrive()
    return page


def names(page):
    return [page.model.record(row).name for row in range(page.model.rowCount())]


def undo(desk):
    finish(desk.store.undo())


def chosen(page):
    return [rows.get(page.desk.store.db, one).first_name for one in page.chosen()]


def test_it_opens_on_the_pipeline_with_somebody_beside_it(page):
    assert page.filters.cut == "pipeline"
    assert names(page) == ["Amina Bello", "Maya Chen", "Piotr Kowal", "Sara Lind"]
    assert chosen(page) == ["Amina"]
    assert page.detail.person.first_name == "Amina"
    assert page.table.hasFocus()


def test_it_opens_on_everyone_while_nobody_is_in_the_pipeline(desk, qapp, qtbot, store):
    verbs.add_person(store, PersonDraft(first_name="Greta"))
    page = shown(desk, qapp, qtbot)
    assert page.filters.cut == "everyone"
    assert names(page) == ["Greta"]


def test_typing_sieves_and_esc_brings_all_back(page, qtbot):
    page.focus_search()
    qtbot.keyClicks(page.filters.search, "alder nu")
    assert names(page) == ["Piotr Kowal", "Sara Lind"]
    assert page.subtitle() == "2 people found"
    qtbot.keyClicks(page.filters.search, "rse ed")
    assert names(page) == ["Sara Lind"]
    qtbot.waitUntil(lambda: page.detail.person.first_name == "Sara")
    qtbot.keyClick(page.filters.search, KEY.Key_Escape)
    assert len(names(page)) == 4
    assert page.subtitle() == ""


def test_enter_goes_from_the_search_to_the_list_and_on_to_the_detail(page, qtbot):
    page.focus_search()
    qtbot.keyClicks(page.filters.search, "piotr")
    qtbot.keyClick(page.filters.search, KEY.Key_Return)
    assert page.table.hasFocus()
    assert page.detail.person.first_name == "Piotr"
    qtbot.keyClick(page.table, KEY.Key_Return)
    assert page.detail.isAncestorOf(QApplication.focusWidget())
    assert page.step_back()
    assert page.table.hasFocus()


def test_what_matches_only_elsewhere_is_offered(page):
    page.filters.search.setText("greta")
    assert names(page) == []
    assert page.nothing.isVisible()
    assert page.nothing.title.text() == "No one matches “greta”"
    page.nothing.buttons[0].click()
    assert names(page) == ["Greta Imaginova"]
    assert page.filters.cut == "everyone"
    page.filters.search.setText("nobody at all")
    assert [button.words() for button in page.nothing.buttons] == ["Clear the search"]
    page.nothing.buttons[0].click()
    assert len(names(page)) == 5


def test_heads_sort_and_turn_round(page, qtbot):
    page.filters.show_cut("everyone")
    page.table.sort_by("company")
    assert names(page)[:2] == ["Piotr Kowal", "Sara Lind"]
    head = page.table.horizontalHeader()
    middle = head.sectionViewportPosition(2) + 20
    spot = head.rect().center()
    spot.setX(middle)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.model.order == Order(column="company", descending=True)
    assert names(page)[0] == "Greta Imaginova"
    assert page.table.chosen_count() == 1


def test_tags_are_not_sorted_by(page):
    page.table.horizontalHeader().setSortIndicator(7, Qt.SortOrder.AscendingOrder)
    assert page.model.order == Order(column="name")
    assert page.table.horizontalHeader().sortIndicatorSection() == 0


def test_chips_count_and_cut(page, desk, people, clock):
    labels = {name: chip.label() for name, chip in page.filters.chips.items()}
    assert labels["pipeline"] == "In my pipeline · 4"
    assert labels["everyone"] == "Everyone · 5"
    assert labels["no-next-step"] == "No next step · 0"
    assert not page.filters.chips["trash"].isVisible()
    for person in people.values():
        for step in step_rows.open_steps(desk.store.db, person):
            next_steps.skip(desk.store, step.id, "not-needed")
    assert page.filters.chips["no-next-step"].label() == "No next step · 4"
    in_two_days = clock().date() + timedelta(days=2)
    verbs.edit_person(desk.store, people["Maya"], {"next_step_on": in_two_days})
    assert page.filters.chips["no-next-step"].label() == "No next step · 3"
    page.filters.chips["no-next-step"].click()
    assert names(page) == ["Amina Bello", "Piotr Kowal", "Sara Lind"]


def test_stage_tag_and_company_narrow_and_are_taken_away(page, desk, people):
    finish(verbs.tag_people(desk.store, [people["Maya"], people["Greta"]], "health"))
    page.filters.show_cut("everyone")
    menu = page.filters.filter_menu()
    inner = {action.text(): action.menu() for action in menu.actions() if action.menu()}
    inner["Tag"].actions()[0].trigger()
    assert names(page) == ["Greta Imaginova", "Maya Chen"]
    stages = {action.text(): action for action in inner["Stage"].actions()}
    stages["Met"].trigger()
    assert names(page) == ["Maya Chen"]
    for chip in list(page.filters._extra):
        chip.removed.emit()
    assert len(names(page)) == 5
    alder = next(a for a in inner["Company"].actions() if a.text().startswith("Alder"))
    assert alder.text() == "Alder Hospitals · 2"
    alder.trigger()
    assert names(page) == ["Piotr Kowal", "Sara Lind"]


def test_delete_moves_to_the_trash_and_undo_brings_back(page, desk, said, qtbot):
    qtbot.keyClick(page.table, KEY.Key_Down)
    qtbot.keyClick(page.table, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert chosen(page) == ["Maya", "Piotr"]
    assert page.bulk.isVisible()
    qtbot.keyClick(page.table, KEY.Key_Delete)
    assert said == ["2 people moved to the trash"]
    assert names(page) == ["Amina Bello", "Sara Lind"]
    assert chosen(page) == ["Sara"]
    assert not page.bulk.isVisible()
    undo(desk)
    assert len(names(page)) == 4


def test_trash_restores_and_deletes_for_good_after_asking(page, desk, ask, said):
    page.table.selectAll()
    page.desk.commands.run("people-trash")
    assert page.nothing.title.text() == "Nobody in your pipeline yet"
    assert page.filters.chips["trash"].label() == "Trash · 4"
    page.filters.show_cut("trash")
    assert "In the trash since 23 November 2026." in page.detail.trashed.accessibleName()
    page.table.choose(None)
    page.desk.commands.run("people-restore")
    assert said[-1] == "1 person taken out of the trash"
    assert names(page) == ["Maya Chen", "Piotr Kowal", "Sara Lind"]
    page.table.selectAll()
    assert page.bulk.restore.isVisible()
    assert not page.bulk.trash.isVisible()
    ask.answers.extend(["", "yes"])
    page.desk.commands.run("people-delete")
    assert len(names(page)) == 3
    page.desk.commands.run("people-delete")
    assert names(page) == []
    undo(desk)
    assert len(names(page)) == 3


def test_many_are_tagged_and_moved_at_once(page, desk, people, said, ask):
    page.table.selectAll()
    ask.answers.append("autumn")
    page.actions_.ask_tag(page.chosen())
    assert said == ["4 people tagged “autumn”"]
    menu = page.actions_.stage_menu(page.chosen(), page)
    {action.text(): action for action in menu.actions()}["Asked"].trigger()
    assert said[-1] == "4 people moved to Asked"
    stages = {rows.get(desk.store.db, one).stage for one in page.chosen()}
    assert stages == {Stage.ASKED}
    undo(desk)
    undo(desk)
    assert rows.get(desk.store.db, people["Maya"]).tags == ()


def test_selection_and_detail_stay_while_others_change(page, desk, people):
    page.table.choose(people["Maya"])
    verbs.add_person(desk.store, PersonDraft(first_name="Aaron", stage=Stage.MET))
    assert names(page)[0] == "Aaron"
    assert chosen(page) == ["Maya"]
    assert page.detail.person.first_name == "Maya"
    verbs.edit_person(desk.store, people["Maya"], {"first_name": "Zoe"})
    assert chosen(page) == ["Zoe"]
    assert page.detail.header.name.accessibleName() == "Name: Zoe Chen"


def test_a_hidden_page_catches_up_when_it_is_shown(page, desk):
    page.hide()
    verbs.add_person(desk.store, PersonDraft(first_name="Aaron", stage=Stage.MET))
    assert "Aaron" not in names(page)
    page.show()
    page.arrive()
    assert "Aaron" in names(page)


def test_the_model_tells_every_change(page, desk, people):
    mirror = QSortFilterProxyModel()
    mirror.setSourceModel(page.model)

    def same():
        shape = (page.model.rowCount(), page.model.columnCount())
        assert shape == (mirror.rowCount(), mirror.columnCount())
        for row in range(shape[0]):
            for column in range(shape[1]):
                mine = page.model.index(row, column).data()
                assert mirror.index(row, column).data() == mine

    same()
    finish(verbs.tag_people(desk.store, [people["Maya"]], "health"))
    same()
    finish(verbs.move_to_stage(desk.store, [people["Greta"]], Stage.MET))
    same()
    page.filters.search.setText("a")
    same()
    finish(verbs.trash_people(desk.store, [people["Amina"]]))
    same()
    undo(desk)
    same()


def test_a_found_person_is_shown_whatever_hides_them(page, people):
    page.filters.search.setText("amina")
    page.show_record(people["Greta"])
    assert chosen(page) == ["Greta"]
    assert page.detail.person.first_name == "Greta"


def test_widths_and_hidden_columns_are_remembered(page, desk, qapp, qtbot):
    page.table.show_column(7, shown=True)
    page.table.setColumnWidth(1, 300)
    page.table.remember_columns()
    assert desk.settings.now.columns["people"][1] == 300
    again = type(page.table)(desk.theme, desk.settings, page.model)
    qtbot.addWidget(again)
    again.resize(1600, 400)
    again.show()
    assert not again.isColumnHidden(7)
    assert again.isColumnHidden(8)


def test_a_narrow_list_leaves_columns_out_and_brings_them_back(page, desk, theme, qtbot):
    columns = [column.id for column in page.model.columns]
    table = type(page.table)(theme, desk.settings, page.model)
    qtbot.addWidget(table)
    table.show()

    def shown(width):
        table.resize(width, 400)
        return {one for place, one in enumerate(columns) if not table.isColumnHidden(place)}

    usual = shown(1200)
    assert usual == {"name", "title", "company", "stage", "next_step", "waiting", "quiet"}
    narrow = shown(480)
    assert {"name", "stage", "next_step"} <= narrow < usual
    assert sum(map(table.columnWidth, range(len(columns)))) == table.viewport().width()
    assert shown(1200) == usual
    table.remember_columns()
    assert all(
        (width < 0) == (one in ("tags", "connected_on", "strength"))
        for one, width in zip(columns, desk.settings.now.columns["people"], strict=True)
    )


def test_stages_are_never_cut(page, desk, theme, qapp, qtbot):
    table = type(page.table)(theme, desk.settings, page.model)
    qtbot.addWidget(table)
    table.show()
    place = [column.id for column in page.model.columns].index("stage")
    for scale in (1.0, 2.0):
        theme.apply(qapp, "light", scale)
        cell = people_cells(theme)[place]
        widest = max(cell.width(stage_words(stage)) for stage in Stage)
        assert table.columnWidth(place) >= widest
    theme.apply(qapp, "light")


def test_nobody_yet_offers_ways_on(desk, qapp, qtbot):
    done = []
    page = shown(
        desk,
        qapp,
        qtbot,
        import_people=lambda: done.append("import"),
        load_sample=lambda: done.append("sample"),
    )
    words = [button.words() for button in page.nothing.buttons]
    assert words == ["Import from LinkedIn", "Add one person", "Look at a sample"]
    page.nothing.buttons[0].click()
    page.nothing.buttons[2].click()
    assert done == ["import", "sample"]
    assert not page.beside.isVisible()


def test_other_areas_are_offered_only_when_they_are_there(desk, qapp, qtbot, people):
    done = []
    page = shown(
        desk,
        qapp,
        qtbot,
        new_meeting=lambda one: done.append(("meeting", one)),
        export_people=lambda ids: done.append(("pdf", list(ids))),
        export_table=lambda ids: done.append(("table", list(ids))),
    )
    page.table.choose(people["Maya"])
    for command in ("people-new-meeting", "people-export", "people-export-table"):
        assert desk.commands.run(command)
    maya = people["Maya"]
    assert done == [("meeting", maya), ("pdf", [maya]), ("table", [maya])]


def test_narrow_windows_stack_the_detail_below(page, qtbot):
    assert page.splitter.orientation() == Qt.Orientation.Horizontal
    page.resize(640, 700)
    qtbot.waitUntil(lambda: page.splitter.orientation() == Qt.Orientation.Vertical)
    page.resize(1200, 700)
    qtbot.waitUntil(lambda: page.splitter.orientation() == Qt.Orientation.Horizontal)


def test_letter_keys_open_what_they_name(page, qtbot, desk):
    qtbot.keyClick(page.table, KEY.Key_L)
    assert QApplication.focusWidget() is page.detail.timeline.log.field
    page.step_back()
    qtbot.keyClick(page.table, KEY.Key_N)
    assert page.detail.next_step.what.is_editing()


def test_everything_has_a_name_and_is_translated(desk, qapp, qtbot, people):
    use_language(PSEUDO)
    try:
        page = shown(desk, qapp, qtbot, new_meeting=print, export_people=print)
        data = [word for person in PEOPLE for word in person[:4]]
        data += [f"{person[0].lower()}@example.org" for person in PEOPLE]
        for tab in range(4):
            page.detail.tabs.setCurrentIndex(tab)
            assert nameless(page) == []
            assert untranslated(page, data) == []
    finally:
        speak(None)


def test_the_finder_answers_as_the_store_does(store, people, clock):
    today = clock().date()
    finder = PeopleFinder(store.db, lambda: today)
    for text in ("", "a", "al", "alder", "alder ", "ald", "al n", "zz", "zzz", "", "maya chen"):
        only = rows.PersonFilter(text=text)
        for descending in (False, True):
            mine = finder.find(only, "company", descending=descending)
            assert mine == rows.find_ids(store.db, only, "company", descending=descending)
    finish(verbs.trash_people(store, [people["Maya"]]))
    finder.forget()
    assert finder.find(rows.PersonFilter(text="maya"), "name", descending=False) == []


def test_in_a_low_window_list_and_detail_take_turns(page, qapp):
    page.resize(640, 330)
    qapp.processEvents()
    assert page.table.isVisible()
    assert not page.detail.isVisible()
    page.open_detail()
    assert page.detail.isVisible()
    assert page.back.isVisible()
    assert not page.table.isVisible()
    assert page.step_back()
    assert page.table.isVisible()
    assert not page.detail.isVisible()
    page.desk.commands.run("people-log")
    assert page.detail.timeline.log.isVisible()
    page.back.click()
    assert page.table.hasFocus()
    page.open_detail()
    assert page.focus_search()
    assert page.filters.search.hasFocus()
    page.resize(1200, 800)
    qapp.processEvents()
    assert page.table.isVisible()
    assert page.detail.isVisible()
    assert not page.back.isVisible()


def test_a_click_below_the_rows_lets_nobody_go(page, qtbot):
    page.table.choose(page.model.ids[0])
    shown = page.detail.person.id
    below = page.table.viewport().rect().bottomLeft() + QPoint(20, -4)
    assert not page.table.indexAt(below).isValid()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert page.detail.person.id == shown
    assert page.chosen() == [shown]
