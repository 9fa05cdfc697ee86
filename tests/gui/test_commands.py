"""Commands are unique, reachable, asleep while text is typed, and can be done only in place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from infodesk.gui.commands import Command, Commands, takes_text


@pytest.fixture
def done():
    return []


@pytest.fixture
def commands(qapp, done):
    commands = Commands(lambda _name: QIcon())
    qapp.focusChanged.connect(commands.follow_focus)
    yield commands
    qapp.focusChanged.disconnect(commands.follow_focus)


def command(id_, done, **rest):
    return Command(id=id_, text=id_.title(), run=lambda: done.append(id_), **rest)


def test_an_id_is_taken_once(commands, done):
    commands.add(command("lock", done))
    with pytest.raises(ValueError, match="lock"):
        commands.add(command("lock", done))


def test_keys_are_taken_once_unless_pages_are_apart(commands, done):
    commands.add(command("a", done, shortcut="Ctrl+N"), command("b", done, shortcut="S", place="x"))
    commands.add(command("c", done, shortcut="S", place="y"))
    with pytest.raises(ValueError, match="Ctrl"):
        commands.add(command("d", done, shortcut="Ctrl+N", place="x"))
    with pytest.raises(ValueError, match="share"):
        commands.add(command("e", done, shortcut="S"))


def test_only_the_shown_pages_commands_can_be_done(commands, done):
    commands.add(command("send", done, place="outreach"), command("quit", done))
    assert not commands.run("send")
    commands.enter("outreach")
    assert commands.run("send")
    assert commands.run("quit")
    assert done == ["send", "quit"]


def test_a_command_without_meaning_is_disabled(commands, done):
    possible = []
    commands.add(command("undo", done, when=lambda: bool(possible)))
    assert not commands.action("undo").isEnabled()
    assert not commands.run("undo")
    possible.append(1)
    commands.refresh()
    assert commands.action("undo").isEnabled()


def test_late_commands_work_in_attached_windows(commands, done, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    commands.attach(window)
    commands.add(command("new", done, shortcut="Ctrl+N"))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert done == ["new"]


@pytest.fixture
def typing_window(commands, done, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    window.edit, window.plain = QLineEdit(), QWidget()
    window.plain.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    layout.addWidget(window.edit)
    layout.addWidget(window.plain)
    commands.add(command("done", done, shortcut="D"))
    commands.attach(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def test_letters_type_where_text_is_typed(typing_window, commands, done, qtbot):
    typing_window.edit.setFocus()
    qtbot.keyClick(typing_window.edit, Qt.Key.Key_D)
    assert (done, typing_window.edit.text()) == ([], "d")
    typing_window.plain.setFocus()
    qtbot.keyClick(typing_window.plain, Qt.Key.Key_D)
    assert done == ["done"]


def test_letters_can_be_switched_off(typing_window, commands, done, qtbot):
    commands.letter_keys = False
    commands.refresh()
    typing_window.plain.setFocus()
    qtbot.keyClick(typing_window.plain, Qt.Key.Key_D)
    assert done == []
    assert commands.run("done")


def test_menus_show_what_belongs_to_them(commands, done, qtbot):
    commands.add(command("a", done, group="file"), command("b", done, group="edit", place="x"))
    menu = commands.menu(["a", "", "b"])
    qtbot.addWidget(menu)
    assert [action.text() for action in menu.actions()] == ["A", "", "B"]
    edit = commands.menu([])
    qtbot.addWidget(edit)
    commands.fill(edit, "edit")
    assert edit.actions() == []
    commands.enter("x")
    edit.aboutToShow.emit()
    assert [action.text() for action in edit.actions()] == ["B"]


def test_what_takes_text(qtbot):
    read_only = QPlainTextEdit()
    read_only.setReadOnly(True)
    for widget, takes in [
        (QLineEdit(), True),
        (QPlainTextEdit(), True),
        (read_only, False),
        (QSpinBox(), True),
        (QWidget(), False),
        (None, False),
    ]:
        if widget is not None:
            qtbot.addWidget(widget)
        assert takes_text(widget) is takes
