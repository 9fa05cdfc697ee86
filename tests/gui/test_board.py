"""The board: cards by stage, moved by key, by drag and by menu, selected in bulk, filtered."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.stages import PIPELINE, Stage
from infodesk.gui.pages.board.page import BoardPage
from infodesk.operations import people as verbs
from infodesk.store import people as rows
from infodesk.words import speak
from infodesk.words.languages import PSEUDO, use_language
from tests.gui.walking import nameless, untranslated

KEY = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PEOPLE = (
    ("Amina", "Bello", "Analytics manager", "Orchard", Stage.WARM),
    ("Greta", "Imaginova", "Recruiter", "Placeholder Capital", Stage.SPOTTED),
    ("Maya", "Chen", "Head of Data", "Northwind Health", Stage.MET),
    ("Piotr", "Kowal", "Informatics nurse", "Alder Hospitals", Stage.ASKED),
    ("Rosa", "Verga", "Analyst", "Alder Hospitals", Stage.ASKED),
    ("Sara", "Lind", "Nurse educator", "Alder Hospitals", Stage.SHORTLISTED),
    ("Tom", "Ende", "Director", "Kestrel", Stage.CLOSED),
)


@pytest.fixture
def people(store):
    """Seven people, by first name."""
    return {
        first: verbs.add_person(
            store,
            PersonDraft(
                first_name=first, last_name=last, title=title, company=company, stage=stage
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
    page = BoardPage(desk, **callbacks)
    qtbot.addWidget(page)
    page.resize(1500, 700)
    desk.commands.attach(page)
    desk.commands.enter("board")
    qapp.focusChanged.connect(desk.commands.follow_focus)
    page.destroyed.connect(lambda: qapp.focusChanged.disconnect(desk.commands.follow_focus))
    for view in page.views.values():
        for column in view.columns:
            mode = QAbstractItemModelTester.FailureReportingMode.Fatal
            column.tester = QAbstractItemModelTester(column.model, mode, page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.arrive()
    return page


def cards(page):
    """The first names on the board, by column; columns without anybody are left out."""
    found = {
        column.spec.id: [
            column.model.record(row).name.split()[0] for row in range(column.model.rowCount())
        ]
        for column in page.view.columns
    }
    return {stage: names for stage, names in found.items() if names}


def column(page, stage):
    return next(one for one in page.view.columns if one.spec.id == stage)


def chosen(page):
    return [rows.get(page.desk.store.db, one).first_name for one in page.chosen()]


def stage_of(desk, person):
    return rows.get(desk.store.db, person).stage


def focused(page):
    return next((one.spec.id for one in page.view.columns if one.cards.hasFocus()), None)


def test_live_stages_are_columns_and_endings_stand_apart(page):
    assert [one.spec.id for one in page.view.columns] == [stage.value for stage in PIPELINE]
    assert cards(page) == {
        "shortlisted": ["Sara"],
        "asked": ["Piotr", "Rosa"],
        "met": ["Maya"],
        "warm": ["Amina"],
    }
    assert page.subtitle() == "5 people"
    page.desk.commands.run("board-endings")
    assert cards(page) == {"mine": ["Tom"]}
    page.desk.commands.run("board-right")
    assert not page.desk.commands.can_run("board-right")
    page.desk.commands.run("board-left")
    assert cards(page) == {"not-now": ["Tom"]}
    assert page.step_back()
    assert page.shown == "live"


def test_arrows_go_among_cards_and_over_empty_columns(page, qtbot):
    assert focused(page) == "shortlisted"
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Right)
    assert chosen(page) == ["Piotr"]
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Down)
    assert chosen(page) == ["Rosa"]
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Right)
    assert chosen(page) == ["Maya"]
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Right)
    assert chosen(page) == ["Amina"]
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Left)
    assert chosen(page) == ["Maya"]


def test_arrows_are_mirrored_with_the_reading_direction(page, qtbot, qapp):
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Left)
    assert chosen(page) == ["Piotr"]
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Left, SHIFT)
    assert "Piotr" in cards(page)["replied"]


def test_shift_and_an_arrow_move_the_card_and_the_focus_goes_along(page, desk, people, said, qtbot):
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Right, SHIFT)
    assert stage_of(desk, people["Sara"]) is Stage.ASKED
    assert (focused(page), chosen(page)) == ("asked", ["Sara"])
    assert said == ["1 person moved to Asked"]
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Right, SHIFT)
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Left, SHIFT)
    assert stage_of(desk, people["Sara"]) is Stage.ASKED
    for _step in range(3):
        finish(desk.store.undo())
    assert stage_of(desk, people["Sara"]) is Stage.SHORTLISTED
    assert cards(page)["shortlisted"] == ["Sara"]


def test_a_card_at_the_edge_stays(page, desk, people, qtbot):
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Left, SHIFT)
    assert stage_of(desk, people["Sara"]) is Stage.SHORTLISTED
    assert not desk.commands.can_run("board-left")
    assert desk.commands.can_run("board-right")


def test_enter_opens_the_person(desk, qapp, qtbot, people):
    opened = []
    shown(desk, qapp, qtbot, open_person=opened.append)
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Return)
    assert opened == [people["Sara"]]


def mouse(widget, kind, place, buttons=Qt.MouseButton.LeftButton, keys=None):
    button = (
        Qt.MouseButton.NoButton
        if kind == QMouseEvent.Type.MouseMove
        else (Qt.MouseButton.LeftButton)
    )
    event = QMouseEvent(
        kind,
        widget.mapFromGlobal(place).toPointF(),
        place.toPointF(),
        button,
        buttons,
        keys or Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def drag(page, source, row, target, *, drop=True):
    """Press on a card, pull it over another column and let go."""
    view = column(page, source).cards
    spot = view.visualRect(view.model().index(row, 0)).center()
    start = view.viewport().mapToGlobal(spot)
    end_column = column(page, target)
    end = end_column.mapToGlobal(end_column.rect().center())
    mouse(view.viewport(), QMouseEvent.Type.MouseButtonPress, start)
    for part in range(1, 6):
        place = QPoint(
            *(a + (b - a) * part // 5 for a, b in ((start.x(), end.x()), (start.y(), end.y())))
        )
        mouse(view.viewport(), QMouseEvent.Type.MouseMove, place)
    if drop:
        no_button = Qt.MouseButton.NoButton
        mouse(view.viewport(), QMouseEvent.Type.MouseButtonRelease, end, no_button)


def test_a_card_is_dragged_to_another_column(page, desk, people, said):
    drag(page, "asked", 0, "warm")
    assert stage_of(desk, people["Piotr"]) is Stage.WARM
    assert chosen(page) == ["Piotr"]
    assert said == ["1 person moved to Warm"]
    assert page.view._drag is None


def test_several_selected_cards_are_dragged_together(page, desk, people):
    asked = column(page, "asked").cards
    asked.selectAll()
    drag(page, "asked", 1, "replied")
    assert {stage_of(desk, people[one]) for one in ("Piotr", "Rosa")} == {Stage.REPLIED}


def test_a_drag_is_called_off_with_esc_and_by_dropping_where_it_began(page, desk, people, qtbot):
    drag(page, "asked", 0, "warm", drop=False)
    assert page.view._drag is not None
    assert column(page, "warm")._target
    qtbot.keyClick(column(page, "asked").cards, KEY.Key_Escape)
    assert page.view._drag is None
    assert not column(page, "warm")._target
    drag(page, "asked", 0, "asked")
    assert stage_of(desk, people["Piotr"]) is Stage.ASKED
    assert desk.store.undo_step.code == "add-person"


def test_a_change_elsewhere_ends_a_drag_and_is_shown(page, desk, people):
    drag(page, "asked", 0, "warm", drop=False)
    finish(verbs.trash_people(desk.store, [people["Piotr"]]))
    assert page.view._drag is None
    assert cards(page)["asked"] == ["Rosa"]
    finish(verbs.tag_people(desk.store, [people["Rosa"]], "health"))
    assert column(page, "asked").model.record(0).tags[0].name == "health"


def test_selection_goes_across_columns_with_ctrl_and_bulk_acts_on_all(page, desk, people, said):
    met = column(page, "met").cards
    spot = met.viewport().mapToGlobal(met.visualRect(met.model().index(0, 0)).center())
    mouse(met.viewport(), QMouseEvent.Type.MouseButtonPress, spot, keys=CTRL)
    mouse(met.viewport(), QMouseEvent.Type.MouseButtonRelease, spot, keys=CTRL)
    assert chosen(page) == ["Sara", "Maya"]
    assert page.bulk.isVisible()
    assert not page.filters.isVisible()
    page.actions_.tag(page.chosen(), "friends")
    assert {rows.get(desk.store.db, people[one]).tags[0].name for one in ("Sara", "Maya")} == {
        "friends"
    }
    page.bulk.trash.click()
    assert said[-1] == "2 people moved to the trash"
    assert not page.bulk.isVisible()


def test_filters_and_lists_apply(page, desk, people, qtbot):
    page.filters.search.setText("alder")
    assert cards(page) == {"shortlisted": ["Sara"], "asked": ["Piotr", "Rosa"]}
    page.filters.show_cut("waiting")
    assert cards(page) == {"asked": ["Piotr", "Rosa"]}
    page.filters.search.setText("nobody")
    assert page.nothing.title.text() == "Nobody here"
    page.nothing.buttons[0].click()
    assert len(cards(page)) == 4


def test_an_empty_board_says_what_it_is_for(desk, qapp, qtbot):
    page = shown(desk, qapp, qtbot)
    assert page.nothing.title.text() == "Nobody on your board yet"


def test_a_card_says_all_it_means(page, desk, people):
    finish(verbs.flag_people(desk.store, [people["Maya"]], "do_not_contact", on=True))
    index = column(page, "met").model.index(0, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Maya Chen, Do not contact, Head of Data at Northwind Health")


def test_it_stands_still_while_it_is_not_seen_and_catches_up(page, desk, people):
    page.hide()
    finish(verbs.move_to_stage(desk.store, [people["Sara"]], Stage.MET))
    page.show()
    assert "shortlisted" not in cards(page)


def test_a_record_is_shown_wherever_it_is(page, people):
    page.filters.search.setText("nobody")
    page.show_record(people["Tom"])
    assert (page.shown, chosen(page)) == ("endings", ["Tom"])
    page.show_record(people["Maya"])
    assert (page.shown, chosen(page)) == ("live", ["Maya"])


def test_everything_has_a_name_and_is_translated(desk, qapp, qtbot, people):
    use_language(PSEUDO)
    page = shown(desk, qapp, qtbot)
    names = [part for person in PEOPLE for part in person[:4]]
    assert nameless(page) == []
    assert untranslated(page, ["Ctrl+F", *names]) == []
    speak(None)
