"""Boxes show plain text, call back once, and the scripted Ask keeps to its script."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from infodesk.gui.ask import Choice, FileKind
from infodesk.gui.scripted import ScriptedAsk
from infodesk.gui.shell.box import Box
from infodesk.gui.shell.boxes import BoxAsk

HOSTILE = '<img src="file:///etc/hostname"><b>x</b>'


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def boxes(theme, window):
    return BoxAsk(theme, lambda: window)


def button(box, text):
    return next(one for one in box.findChildren(QPushButton) if one.accessibleName() == text)


def test_hostile_text_is_shown_as_it_is(boxes, window):
    boxes.tell(HOSTILE, HOSTILE, detail=HOSTILE)
    box = window.findChild(Box)
    labels = box.findChildren(QLabel)
    assert [label.textFormat() for label in labels] == [Qt.TextFormat.PlainText] * len(labels)
    assert HOSTILE in [label.text() for label in labels]
    box.close()


def test_a_choice_comes_back_once(boxes, window):
    chosen = []
    choices = [Choice(id="", text="Cancel"), Choice(id="go", text="Go", kind="primary")]
    boxes.choose("Split Ana Ruiz?", "Text", choices, chosen.append)
    assert window.findChild(Box).windowTitle() == "InfoDesk"  # every program sees it
    QTest.mouseClick(button(window.findChild(Box), "Go"), Qt.MouseButton.LeftButton)
    assert chosen == ["go"]


def test_esc_is_the_empty_answer(boxes, window):
    chosen = []
    boxes.choose("Title", "Text", [Choice(id="a", text="A", kind="danger")], chosen.append)
    QTest.keyClick(window.findChild(Box), Qt.Key.Key_Escape)
    assert chosen == [""]


def test_enter_does_nothing_dangerous(boxes, window):
    done = []
    boxes.confirm("Delete?", "For good.", "Delete", lambda: done.append(1), danger=True)
    QTest.keyClick(window.findChild(Box), Qt.Key.Key_Return)
    assert done == []
    for box in window.findChildren(Box):
        box.close()


def test_a_line_is_typed(boxes, window):
    typed = []
    boxes.line("Name", "What is it called?", typed.append, value="old")
    box = window.findChild(Box)
    box.findChild(QLineEdit).setText("new")
    QTest.mouseClick(button(box, "OK"), Qt.MouseButton.LeftButton)
    assert typed == ["new"]


def test_a_file_dialog_calls_back(boxes, window, tmp_path):
    (tmp_path / "a.csv").write_text("x")
    chosen = []
    boxes.open_files("Import", [FileKind(text="Tables", patterns=("*.csv",))], chosen.append)
    dialog = window.findChild(QFileDialog)
    assert dialog.nameFilters() == ["Tables (*.csv)"]
    dialog.filesSelected.emit([str(tmp_path / "a.csv")])
    assert chosen == [[tmp_path / "a.csv"]]
    dialog.reject()


def test_a_script_answers_and_refuses_surprises(tmp_path):
    ask, got = ScriptedAsk("go", None, tmp_path, [tmp_path], "name"), []
    choices = [Choice(id="", text="No"), Choice(id="go", text="Go")]
    ask.choose("A", "", choices, got.append)
    ask.choose("B", "", choices, got.append)
    ask.save_file("C", "x.pdf", [], got.append)
    ask.open_files("D", [], got.append)
    ask.line("E", "", got.append)
    ask.tell("F", "read me")
    assert got == ["go", "", tmp_path, [tmp_path], "name"]
    assert [title for title, _text in ask.asked] == list("ABCDEF")
    with pytest.raises(AssertionError, match="no answer"):
        ask.folder("G", got.append)
    ask.answers.append("elsewhere")
    with pytest.raises(AssertionError, match="offers"):
        ask.choose("H", "", choices, got.append)
