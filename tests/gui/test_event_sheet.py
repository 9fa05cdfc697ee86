"""The event window by keyboard: the event once, then a line a person."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from infodesk.core.people import PersonDraft, PersonFilter
from infodesk.gui.pages.shortlist.event_sheet import EventSheet
from infodesk.operations import people as verbs
from infodesk.store import events as rows
from infodesk.store import people as person_rows
from infodesk.words import speak
from infodesk.words.languages import PSEUDO, use_language
from tests.gui.walking import nameless, untranslated

KEY = Qt.Key


def shown(desk, qtbot, **rest):
    back = QWidget()
    qtbot.addWidget(back)
    sheet = EventSheet(desk, back, **rest)
    sheet.back = back
    with qtbot.waitActive(sheet):
        sheet.show()
        sheet.activateWindow()
    return sheet


@pytest.fixture
def sheet(desk, qtbot):
    return shown(desk, qtbot)


def write(qtbot, text, *keys):
    if text:
        qtbot.keyClicks(QApplication.focusWidget(), text)
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def named(desk):
    found = person_rows.find_ids(desk.store.db, PersonFilter())
    loaded = person_rows.load_rows(desk.store.db, found)
    return [(loaded[one].name, loaded[one].company) for one in found]


def test_an_evening_is_noted_by_keyboard(sheet, desk, qtbot):
    write(qtbot, "Health fair", KEY.Key_Return)
    write(qtbot, "Ana Beispiel", KEY.Key_Tab)
    write(qtbot, "Orchard", KEY.Key_Tab)
    write(qtbot, "her course", KEY.Key_Return)
    write(qtbot, "Bo Example", KEY.Key_Return)
    assert named(desk) == [("Ana Beispiel", "Orchard"), ("Bo Example", "")]
    (event,) = rows.all_events(desk.store.db)
    assert (event.name, event.people) == ("Health fair", 2)
    assert sheet.count.text() == "2 people met · today"
    assert [line.encounter.name for line in sheet.met] == ["Bo Example", "Ana Beispiel"]
    assert sheet.name.hasFocus()
    ana = person_rows.get(desk.store.db, rows.encounters(desk.store.db, event.id)[1].person_id)
    assert ana.next_step == "Write about: her course"
    qtbot.keyClick(sheet.note, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sheet.count.text() == "1 person met · today"


def test_known_people_are_offered_as_one_types(sheet, desk, qtbot):
    known = verbs.add_person(
        desk.store, PersonDraft(first_name="Anabel", last_name="Conocida", company="Kestrel")
    )
    write(qtbot, "Dinner", KEY.Key_Return)
    write(qtbot, "anab", KEY.Key_Down, KEY.Key_Return)
    assert (sheet.name.text(), sheet.company.text()) == ("Anabel Conocida", "Kestrel")
    assert sheet.hook.hasFocus()
    write(qtbot, "the move", KEY.Key_Return)
    assert len(named(desk)) == 1
    assert sheet.met[0].encounter.person_id == known
    assert sheet.said.text() == "Anabel Conocida noted; known already"


def test_the_last_event_is_gone_on_with(sheet, desk, qtbot):
    write(qtbot, "Dinner", KEY.Key_Return)
    write(qtbot, "Ana", KEY.Key_Return)
    sheet.close()
    again = shown(desk, qtbot)
    assert again.event_name.text() == "Dinner"
    assert again.name.hasFocus()
    write(qtbot, "Bo", KEY.Key_Return)
    assert len(rows.all_events(desk.store.db)) == 1
    again.another_event()
    assert (again.event_name.text(), again.met) == ("", [])
    write(qtbot, "Fair", KEY.Key_Return)
    write(qtbot, "Cleo", KEY.Key_Return)
    entries = {action.text(): action for action in again.events_menu().actions()}
    entries["Dinner · today"].trigger()
    assert [line.encounter.name for line in again.met] == ["Bo", "Ana"]


def test_what_is_wrong_is_said_beside_its_field(sheet, desk, qtbot):
    write(qtbot, "", KEY.Key_Return)
    assert sheet.event_fields["event"].error()
    sheet.event_name.setText("Dinner")
    sheet.day.setText("the day before")
    sheet.name.setText("Ana")
    sheet.note_person()
    assert sheet.event_fields["held_on"].error()
    assert named(desk) == []
    sheet.day.setText("23 November 2026")
    sheet.note_person()
    assert named(desk) == [("Ana", "")]


def test_somebody_is_taken_off_again(sheet, desk, qtbot):
    write(qtbot, "Dinner", KEY.Key_Return)
    write(qtbot, "Ana", KEY.Key_Return)
    sheet.met[0].gone.click()
    assert sheet.met == []
    sheet.undo()
    assert [line.encounter.name for line in sheet.met] == ["Ana"]


def test_everything_has_a_name_and_is_translated(desk, qtbot):
    use_language(PSEUDO)
    sheet = shown(desk, qtbot)
    write(qtbot, "Dinner", KEY.Key_Return)
    write(qtbot, "Ana", KEY.Key_Return)
    assert nameless(sheet) == []
    assert untranslated(sheet, ["Ana", "Dinner", "Esc", "Ctrl+Z"]) == []
    speak(None)
