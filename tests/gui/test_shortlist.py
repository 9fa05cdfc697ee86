"""The window of the shortlist by keyboard; targets rated in place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget

from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.shortlist import Reason
from infodesk.core.stages import Stage
from infodesk.gui.pages.shortlist.sheet import ShortlistSheet
from infodesk.gui.pages.shortlist.targets import TargetsSheet
from infodesk.operations import people as verbs
from infodesk.store import people as rows
from infodesk.store import targets as target_rows
from infodesk.words import speak
from infodesk.words.languages import PSEUDO, use_language
from tests.gui.walking import nameless, untranslated

KEY = Qt.Key


@pytest.fixture
def people(store):
    """Fourteen analysts at seven companies, and a gardener."""
    found = [
        verbs.add_person(
            store,
            PersonDraft(
                first_name=f"Ana{number:02}",
                title="Data analyst" if number else "Senior data analyst",
                company=f"Company {number // 2}",
            ),
        )
        for number in range(14)
    ]
    verbs.add_person(store, PersonDraft(first_name="Gus", title="Gardener"))
    return found


def shown(sheet, qtbot, qapp):
    # Closing deletes it, so qtbot watches what it stands over.
    back = QWidget()
    qtbot.addWidget(back)
    sheet.setParent(back, sheet.windowFlags())
    sheet.back = back
    with qtbot.waitActive(sheet):
        sheet.show()
        sheet.activateWindow()
    return sheet


@pytest.fixture
def sheet(desk, people, qtbot, qapp):
    sheet = shown(ShortlistSheet(desk), qtbot, qapp)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    sheet.tester = QAbstractItemModelTester(sheet.model, mode, sheet)
    qtbot.waitUntil(lambda: sheet._pool is not None and sheet._run is None)
    return sheet


def names(sheet):
    return [one.judged.person.name for one in sheet.model.ranked]


def find(sheet, qtbot, role):
    sheet.role.setFocus()
    sheet.role.selectAll()
    qtbot.keyClicks(sheet.role, role)
    qtbot.keyClick(sheet.role, KEY.Key_Return)
    qtbot.waitUntil(lambda: sheet._run is None and not sheet._rest.isActive())


def test_ten_people_are_shortlisted_in_about_twenty_keys(sheet, desk, people, qtbot):
    assert sheet.nothing.title.text() == "Nothing speaks for anybody yet"
    find(sheet, qtbot, "data analyst")
    keys = 1  # Enter; what is typed freely is not counted
    assert names(sheet)[0] == "Ana00"
    assert len(names(sheet)) == 14
    while sheet.kept()[0] < 10:
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_K)
        keys += 1
    assert keys <= 20
    assert sheet.kept() == (10, 5)
    assert sheet.progress.text() == "Enough to begin"
    kept = [rows.get(desk.store.db, one) for one in people[:10]]
    assert {one.stage for one in kept} == {Stage.SHORTLISTED}
    assert all(one.next_step_on for one in kept)


def test_from_the_shortlist_to_writing_by_one_key(desk, people, qtbot, qapp):
    began = []
    sheet = shown(ShortlistSheet(desk, write_now=lambda: began.append(True)), qtbot, qapp)
    qtbot.waitUntil(lambda: sheet._pool is not None and sheet._run is None)
    assert sheet.write_button.isHidden()
    keys = (KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    find(sheet, qtbot, "data analyst")
    qtbot.keyClick(sheet.list, *keys)
    assert not began
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_K)
    assert sheet.write_button.isVisible()
    qtbot.keyClick(sheet.list, *keys)
    assert began == [True]
    assert not sheet.isVisible()


def test_not_now_goes_on_and_comes_back(sheet, desk, qtbot):
    find(sheet, qtbot, "data analyst")
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_N)
    assert names(sheet)[0] == "Ana01"
    assert sheet.said.text() == "Ana00 is left for later"
    qtbot.keyClick(sheet.list, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(names(sheet)) == 14)
    assert names(sheet)[0] == "Ana00"
    qtbot.keyClick(sheet.list, KEY.Key_N)
    sheet.take_up()
    qtbot.waitUntil(lambda: len(names(sheet)) == 14)


def test_the_third_of_a_company_goes_to_the_end(sheet, qtbot, desk, people):
    verbs.edit_person(desk.store, people[2], {"company": "Company 0"})
    qtbot.waitUntil(lambda: sheet._run is None)
    find(sheet, qtbot, "data analyst")
    qtbot.keyClick(sheet.list, KEY.Key_K)
    qtbot.keyClick(sheet.list, KEY.Key_K)
    assert "Ana02" in names(sheet)[-2:]
    assert names(sheet)[0] == "Ana03"


def test_weights_are_seen_at_once_and_explained(sheet, qtbot):
    find(sheet, qtbot, "data analyst")
    before = sheet.model.ranked[0].total
    row = sheet.reasons.rows[Reason.ROLE]
    assert row.points.text() == "+5.0"
    row.weight.setValue(1)
    assert sheet.model.ranked[0].total == pytest.approx(before - 4)
    assert row.points.text() == "+1.0"
    assert "the role you aim for" in row.why.text()
    assert sheet.reasons.rows[Reason.SCHOOL].why.text() == "Nothing known"
    sheet.reasons.set_usual()
    assert sheet.model.ranked[0].total == before


def test_aim_and_weights_are_there_the_next_time(sheet, desk, qtbot, qapp):
    find(sheet, qtbot, "data analyst")
    sheet.reasons.rows[Reason.LEVEL].weight.setValue(0)
    sheet.close()
    again = shown(ShortlistSheet(desk), qtbot, qapp)
    assert again.role.text() == "data analyst"
    assert again.reasons.weights[Reason.LEVEL] == 0
    qtbot.waitUntil(lambda: again.model.rowCount() == 14)


def test_it_may_be_closed_while_it_looks(desk, people, qtbot, qapp, jobs):
    sheet = shown(ShortlistSheet(desk), qtbot, qapp)
    sheet.close()
    qtbot.waitUntil(lambda: not jobs.running)


def test_opening_leads_to_the_person(desk, people, qtbot, qapp):
    opened = []
    sheet = shown(ShortlistSheet(desk, show_person=opened.append), qtbot, qapp)
    qtbot.waitUntil(lambda: sheet._pool is not None and sheet._run is None)
    find(sheet, qtbot, "data analyst")
    qtbot.keyClick(sheet.list, KEY.Key_O)
    assert opened == [people[0]]


def test_the_shortlist_has_names_and_is_translated(desk, people, qtbot, qapp):
    use_language(PSEUDO)
    sheet = shown(ShortlistSheet(desk, show_person=print, show_targets=print), qtbot, qapp)
    qtbot.waitUntil(lambda: sheet._pool is not None and sheet._run is None)
    assert nameless(sheet) == []
    assert untranslated(sheet) == []
    speak(None)


@pytest.fixture
def targets(desk, people, qtbot, qapp):
    return shown(TargetsSheet(desk), qtbot, qapp)


def listed(desk):
    return [
        (one.name, one.motivation, one.posting) for one in target_rows.all_targets(desk.store.db)
    ]


def test_targets_are_added_rated_and_removed_by_keyboard(targets, desk, qtbot):
    for name in ("Company 3", "Kestrel"):
        qtbot.keyClicks(targets.name, name)
        qtbot.keyClick(targets.name, KEY.Key_Return)
    assert listed(desk) == [("Company 3", 3, 0), ("Kestrel", 3, 0)]
    targets.table.setFocus()
    assert targets.table.target().name == "Kestrel"
    qtbot.keyClick(targets.table, KEY.Key_5)
    assert listed(desk)[0] == ("Kestrel", 5, 0)
    qtbot.keyClick(targets.table, KEY.Key_Right)
    qtbot.keyClick(targets.table, KEY.Key_2)
    qtbot.keyClick(targets.table, KEY.Key_Plus)
    qtbot.keyClick(targets.table, KEY.Key_9)
    assert listed(desk)[0] == ("Kestrel", 5, 3)
    assert "My first choice. Just what I look for." in targets.means.text()
    qtbot.keyClick(targets.table, KEY.Key_Delete)
    assert listed(desk) == [("Company 3", 3, 0)]
    targets.undo()
    assert listed(desk)[0] == ("Kestrel", 5, 3)


def test_a_click_on_a_dot_rates(targets, desk, qtbot):
    targets.chips[0].click()
    table = targets.table
    area = table.visualRect(targets.model.index(0, 2))
    spot = table.dots[2]._dot(area, 3).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert listed(desk)[0][1] == 4


def test_suggestions_become_targets_and_the_count_is_live(targets, desk, people):
    first = targets.chips[0]
    assert first.text().endswith("2 known")
    first.click()
    assert len(listed(desk)) == 1
    assert targets.model.record(0).people == 2
    finish(verbs.flag_people(desk.store, people[:1], "do_not_contact", on=True))
    assert targets.model.record(0).people == 1


def test_what_cannot_be_added_is_said(targets, qtbot):
    for _time in range(2):
        targets.name.setText("Kestrel")
        targets.add()
    assert targets.said.text() == "This company is on your list already."
    assert targets.name.text() == "Kestrel"


def test_targets_have_names_and_are_translated(desk, people, qtbot, qapp):
    use_language(PSEUDO)
    sheet = shown(TargetsSheet(desk), qtbot, qapp)
    sheet.chips[0].click()
    assert nameless(sheet) == []
    names = [f"Company {number}" for number in range(7)]
    assert untranslated(sheet, ["Esc", "Ctrl+Z", *names]) == []
    speak(None)


def test_closing_the_vault_ends_what_is_read(desk, people, qtbot, qapp):
    sheet = shown(ShortlistSheet(desk), qtbot, qapp)
    qtbot.waitUntil(lambda: sheet._pool is not None and sheet._run is None)
    sheet.gather()
    desk.commands.retire()
    desk.store.close()
    qtbot.waitUntil(lambda: not sheet._turns._timer.isActive())
    sheet.look()
    assert sheet._run is None
