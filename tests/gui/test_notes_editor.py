"""Private notes: what is typed is stored, in time, and shown styled; nothing rich comes in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from infodesk.core.errors import DiskFull
from infodesk.core.ids import PersonId
from infodesk.core.marks import MarkKind
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.gui.widgets.autosave import SaveState
from infodesk.gui.widgets.notes_editor import NotesEditor
from infodesk.gui.widgets.notes_text import NotesText
from infodesk.operations.meetings import write_person_notes
from infodesk.operations.people import add_person
from infodesk.store import search
from infodesk.store.meetings import person_notes

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


@pytest.fixture
def person(store):
    return add_person(store, PersonDraft(first_name="Tomás", last_name="Ortega"))


class Window(QWidget):
    """An editor of the notes about one person, and a field beside it."""

    def __init__(self, desk, person):
        super().__init__()
        self.refuse = None
        self.saves = 0
        self.store, self.person = desk.store, person
        self.editor = NotesEditor(desk, lambda: person_notes(desk.store.db, person), self.save)
        self.other = QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.editor)
        layout.addWidget(self.other)

    def save(self, body):
        if self.refuse:
            raise self.refuse
        self.saves += 1
        write_person_notes(self.store, self.person, body, self.editor)

    def stored(self):
        return person_notes(self.store.db, self.person)


@pytest.fixture
def window(desk, person, qtbot):
    window = Window(desk, person)
    qtbot.addWidget(window)
    window.resize(900, 600)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.editor.setFocus()
    yield window
    window.refuse = None
    window.editor.flush()
    window.editor._index.stop()


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(window.editor.area, key, modifier)


def put_cursor(editor, place, select=0):
    cursor = editor.area.textCursor()
    cursor.setPosition(place)
    cursor.setPosition(place + select, QTextCursor.MoveMode.KeepAnchor)
    editor.area.setTextCursor(cursor)


# Saving


def test_a_rest_in_typing_saves(window, qtbot):
    qtbot.keyClicks(window.editor.area, "Six people")
    assert window.editor.state.text() == "Saving…"
    assert window.stored() == ""
    qtbot.waitUntil(lambda: window.editor.state.text() == "Saved")
    assert window.stored() == "Six people"
    assert window.saves == 1


def test_typing_on_and_on_saves_meanwhile(window, qtbot):
    window.editor.autosave._rest.setInterval(60_000)  # as if the typing never rested
    qtbot.keyClicks(window.editor.area, "a")
    latest = window.editor.autosave._latest
    assert 0 < latest.interval() < 900
    due = latest.remainingTime()
    qtbot.keyClicks(window.editor.area, "b")
    assert latest.remainingTime() <= due
    qtbot.waitUntil(lambda: window.stored() == "ab")


@pytest.mark.parametrize("way", ["leave", "hide", "flush"])
def test_leaving_saves_at_once(window, qtbot, way):
    qtbot.keyClicks(window.editor.area, "x")
    if way == "leave":
        window.other.setFocus()
    elif way == "hide":
        window.editor.hide()
    else:
        assert window.editor.flush()
    assert window.stored() == "x"


def test_a_failing_save_says_so_and_keeps_trying(window, qtbot):
    window.refuse = DiskFull()
    qtbot.keyClicks(window.editor.area, "kept")
    assert not window.editor.flush()
    assert window.editor.trouble.isVisible()
    assert "disk is full" in window.editor.trouble.accessibleName()
    assert window.editor.state.text() == "Not saved"
    assert window.editor.autosave._retry.isActive()
    qtbot.keyClicks(window.editor.area, "!")
    assert window.editor.trouble.isVisible()  # it stays until something is saved
    assert window.editor.text() == "kept!"
    window.refuse = None
    window.editor.trouble.acted.emit()
    assert window.stored() == "kept!"
    assert not window.editor.trouble.isVisible()


def test_opening_and_closing_writes_nothing(window):
    window.editor.flush()
    window.editor.hide()
    assert window.saves == 0


def test_another_note_comes_after_the_old_one_is_saved(window, qtbot):
    qtbot.keyClicks(window.editor.area, "first")
    written = []
    assert window.editor.show_note(lambda: "second", written.append)
    assert window.stored() == "first"
    assert window.editor.text() == "second"
    window.editor.flush()
    assert written == []
    qtbot.keyClicks(window.editor.area, "!")
    window.editor.flush()
    assert written == ["second!"]


def test_another_note_waits_while_the_old_one_cannot_be_saved(window, qtbot):
    window.refuse = DiskFull()
    qtbot.keyClicks(window.editor.area, "first")
    assert not window.editor.show_note(lambda: "second", lambda _body: None)
    assert window.editor.text() == "first"


def test_a_note_whose_record_is_gone_is_let_go(window, qtbot):
    window.refuse = DiskFull()
    qtbot.keyClicks(window.editor.area, "late")
    window.editor.flush()
    window.editor.forget()
    assert window.editor.flush()
    assert window.editor.text() == ""
    assert not window.editor.trouble.isVisible()


# Changes from elsewhere


def test_a_change_from_elsewhere_keeps_the_cursor(window, store, person):
    write_person_notes(store, person, "one two three")
    assert window.editor.text() == "one two three"
    put_cursor(window.editor, 8)
    write_person_notes(store, person, "😀 zero one two three")
    assert window.editor.text() == "😀 zero one two three"
    assert window.editor.area.textCursor().position() == 8 + len("😀 zero ") + 1  # UTF-16
    write_person_notes(store, person, "other words entirely, and more")
    assert window.editor.area.textCursor().position() == 16
    assert window.editor.flush()
    assert window.saves == 0


def test_undo_of_the_vault_takes_typing_back(window, qtbot, store):
    qtbot.keyClicks(window.editor.area, "typed")
    window.editor.flush()
    finish(store.undo())
    assert window.editor.text() == ""
    finish(store.redo())
    assert window.editor.text() == "typed"
    assert window.saves == 1


def test_what_is_unsaved_is_never_overwritten(window, qtbot, store, person):
    qtbot.keyClicks(window.editor.area, "mine")
    write_person_notes(store, person, "theirs")
    assert window.editor.text() == "mine"
    window.editor.flush()
    assert window.stored() == "mine"


def test_undo_takes_back_typing_first_then_steps(window, qtbot):
    qtbot.keyClicks(window.editor.area, "a word")
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, KEY.Key_Z, CTRL)
    window.editor.area.event(asked)
    assert asked.isAccepted()
    press(qtbot, window, KEY.Key_Z, CTRL)
    assert window.editor.text() == ""
    window.editor.flush()
    assert window.stored() == ""
    later = QKeyEvent(QEvent.Type.ShortcutOverride, KEY.Key_Z, CTRL)
    later.accept()
    window.editor.area.event(later)
    assert not later.isAccepted()  # so the window's own undo gets it


def test_undo_takes_back_what_was_typed_between_two_saves(window, qtbot):
    qtbot.keyClicks(window.editor.area, "one")
    window.editor.flush()
    qtbot.keyClicks(window.editor.area, " two")
    press(qtbot, window, KEY.Key_Z, CTRL)
    assert window.editor.text() == "one"
    press(qtbot, window, KEY.Key_Z, CTRL)
    assert window.editor.text() == ""


# Text


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=120).filter(lambda text: "\0" not in text))
def test_what_is_loaded_is_what_is_kept(text, light_theme):
    area = NotesText(light_theme, "Notes", "")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    area.load(text)
    assert area.text() == lines.replace("\u2028", "\n").replace("\u2029", "\n")


@settings(max_examples=60, deadline=None)
@given(
    one=st.text("ab \n😀#*é", max_size=40),
    other=st.text("ab \n😀#*é", max_size=40),
)
def test_any_change_from_elsewhere_is_shown(one, other, light_theme):
    area = NotesText(light_theme, "Notes", "")
    area.load(one)
    area.change_to(other)
    assert area.text() == other


def test_no_break_spaces_stay(window, qtbot):
    window.editor.area.textCursor().insertText("10\u00a0000")
    window.editor.flush()
    assert window.stored() == "10\u00a0000"


def test_pasted_text_is_plain(window):
    data = QMimeData()
    data.setHtml("<b>bold</b><img src='file:///etc/passwd'>")
    data.setText("bold\0")
    window.editor.area.insertFromMimeData(data)
    assert window.editor.text() == "bold"
    assert not window.editor.area.textCursor().charFormat().isImageFormat()


def test_copied_text_is_plain(window, qtbot):
    window.editor.area.load("**a**\nb")
    window.editor.area.selectAll()
    data = window.editor.area.createMimeDataFromSelection()
    assert (data.text(), data.formats()) == ("**a**\nb", ["text/plain"])


def test_nothing_named_in_a_text_is_opened(window):
    picture = window.editor.area.loadResource(2, QUrl("file:///etc/passwd"))
    assert (picture.width(), picture.height()) == (1, 1)


# Keys


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- one", "- one\n- x"),
        ("  * one", "  * one\n  * x"),
        ("9. one", "9. one\n10. x"),
        ("- [x] one", "- [x] one\n- [ ] x"),
        ("- one\n- ", "- one\nx"),
        ("! insight", "! insight\nx"),
        ("plain", "plain\nx"),
        ("```\n- code", "```\n- code\nx"),
    ],
)
def test_enter_continues_lists(window, qtbot, before, after):
    window.editor.area.load(before)
    press(qtbot, window, KEY.Key_Return)
    qtbot.keyClicks(window.editor.area, "x")
    assert window.editor.text() == after


def test_shift_enter_is_a_line_break_as_any_other(window, qtbot):
    window.editor.area.load("- one")
    press(qtbot, window, KEY.Key_Return, SHIFT)
    assert window.editor.text() == "- one\n"


def test_tab_indents_items_and_leaves_elsewhere(window, qtbot):
    window.editor.area.load("- one\n2. two")
    window.editor.area.selectAll()
    press(qtbot, window, KEY.Key_Tab)
    assert window.editor.text() == "  - one\n   2. two"
    press(qtbot, window, KEY.Key_Backtab, SHIFT)
    press(qtbot, window, KEY.Key_Backtab, SHIFT)
    assert window.editor.text() == "- one\n2. two"
    window.editor.area.load("plain")
    press(qtbot, window, KEY.Key_Tab)
    assert window.editor.text() == "plain"
    assert not window.editor.area.hasFocus()


def test_emphasis_toggles(window, qtbot):
    window.editor.area.load("one word")
    put_cursor(window.editor, 4, 4)
    press(qtbot, window, KEY.Key_B, CTRL)
    assert window.editor.text() == "one **word**"
    press(qtbot, window, KEY.Key_I, CTRL)
    assert window.editor.text() == "one ***word***"
    press(qtbot, window, KEY.Key_B, CTRL)
    press(qtbot, window, KEY.Key_I, CTRL)
    assert window.editor.text() == "one word"


def test_one_undo_takes_a_toggle_back(window, qtbot):
    window.editor.area.load("word")
    press(qtbot, window, KEY.Key_B, CTRL)
    press(qtbot, window, KEY.Key_Z, CTRL)
    assert window.editor.text() == "word"


def test_a_chip_marks_the_line(window, qtbot):
    window.editor.area.load("Half of the week")
    window.editor.insert_mark(MarkKind.INSIGHT)
    assert window.editor.text() == "! Half of the week"
    window.editor.insert_mark(MarkKind.RED_FLAG)
    assert window.editor.text() == "? Half of the week"
    window.editor.insert_mark(MarkKind.RED_FLAG)
    assert window.editor.text() == "Half of the week"
    assert window.editor.area.hasFocus()


# Styling


def formats(area, line):
    layout = area.document().findBlockByNumber(line).layout()
    return {(one.start, one.length): QTextCharFormat(one.format) for one in layout.formats()}


def test_marks_have_their_own_colour(window, theme):
    window.editor.area.load("! one\n? two\n#tag\n## Heading\n```\n! code\n```\n! on")
    area = window.editor.area
    assert formats(area, 0)[0, 1].foreground().color() == theme.color("accent")
    assert formats(area, 0)[0, 1].fontWeight() == 700
    assert formats(area, 1)[0, 1].foreground().color() == theme.color("bad")
    assert formats(area, 2) == {}
    assert formats(area, 3)[2, 8].fontWeight() == 700
    assert formats(area, 5)[0, 6].background().color() == theme.color("sunken")
    assert formats(area, 7)[0, 1].foreground().color() == theme.color("accent")


def test_styles_stand_where_the_words_are_whatever_the_script(window):
    window.editor.area.load("😀 **bold** https://example.org/a.")
    found = formats(window.editor.area, 0)
    assert found[5, 4].fontWeight() == 700
    assert any(one.fontUnderline() for (start, _), one in found.items() if start == 12)


def test_styling_is_no_change(window):
    window.editor.area.load("**bold**")
    window.editor.area.styling.rehighlight()
    assert window.editor.autosave.state is SaveState.SAVED


@pytest.mark.parametrize(
    "line", ["*" * 4000, "`" * 4000, "`a`*b*" * 700, "[" * 4000, "**a " * 1000]
)
def test_no_line_makes_styling_slow(window, line):
    # A quadratic pattern would take minutes here, not moments.
    window.editor.area.load(line * 5)
    assert len(window.editor.text()) == len(line) * 5


# Links


def test_a_link_is_opened_only_after_asking(window, ask, qtbot):
    window.editor.area.load("see [the site](https://registry.example.org/x) and file:///etc/passwd")
    put_cursor(window.editor, 6)
    assert window.editor.area.link_here() == "https://registry.example.org/x"
    put_cursor(window.editor, 55)
    assert window.editor.area.link_here() == ""
    ask.answers.append(None)
    window.editor.area.link_chosen.emit("https://registry.example.org/x")
    assert "registry.example.org" in ask.asked[0][0]


# Search


def test_what_was_typed_is_found_after_a_rest(window, qtbot, store):
    window.editor._index.setInterval(1)
    qtbot.keyClicks(window.editor.area, "zygote")
    qtbot.waitUntil(lambda: not search.is_stale(store.db) and window.saves == 1)
    assert [hit.person_id for hit in search.texts(store.db, "zygote")] == [PersonId(window.person)]


# What is extra private


def painted(editor, place):
    """Return the colour of a point of the notes, as it is painted."""
    return editor.area.viewport().grab().toImage().pixelColor(place)


def test_extra_private_lines_are_covered_until_asked_for(window, qtbot):
    editor = window.editor
    editor.area.load("open\n~ secret\n  ~ another\nopen")
    area = editor.area
    assert len(area.covered_lines()) == 2
    assert [round(one.top()) for one in area.covered_lines()] == sorted(
        round(one.top()) for one in area.covered_lines()
    )
    # Nothing of the words is painted, chosen or not.
    alone = {painted(editor, area.covered_lines()[0].center().toPoint() + QPoint(x, 2)).name()
             for x in range(0, 40, 3)}  # fmt: skip
    area.selectAll()
    chosen = {painted(editor, area.covered_lines()[0].center().toPoint() + QPoint(x, 2)).name()
              for x in range(0, 40, 3)}  # fmt: skip
    assert alone == chosen
    assert len(alone) == 1
    editor.toggle_reveal()
    assert area.covered_lines() == []
    editor.hide()
    editor.show()
    assert len(area.covered_lines()) == 2


def test_the_line_that_is_typed_is_seen_until_it_is_left(window, qtbot):
    editor = window.editor
    area = editor.area
    area.load("")
    area.setFocus()
    QTest.keyClicks(area, "~ secret")
    assert area.covered_lines() == []
    QTest.keyClick(area, Qt.Key.Key_Return)
    assert len(area.covered_lines()) == 1


def test_chosen_lines_become_extra_private_and_back(window, qtbot):
    editor = window.editor
    area = editor.area
    area.load("one\n\n~ two\nthree")
    area.selectAll()
    editor.toggle_extra_private()
    assert area.text() == "~ one\n\n~ two\n~ three"
    assert editor.reveal.isVisibleTo(editor)
    editor.toggle_extra_private()
    assert area.text() == "one\n\ntwo\nthree"
    assert not editor.reveal.isVisibleTo(editor)
    area.undo()
    assert area.text() == "~ one\n\n~ two\n~ three"
