"""The window: places, palette, keys, undo, failures, drops, progress, leaving."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit

from infodesk.core.changes import Step
from infodesk.core.errors import DiskFull
from infodesk.core.progress import Progress
from infodesk.gui.shell.dropping import local_files
from infodesk.gui.shell.keymap import KeyMapDialog
from infodesk.gui.shell.palette import Entry
from infodesk.gui.shell.window import MainWindow
from infodesk.gui.widgets import KeyHint, PlainLabel
from tests.gui.shell_window import add_setting, small_places
from tests.gui.walking import nameless

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def found():
    return []


@pytest.fixture
def dropped():
    return []


@pytest.fixture
def window(desk, qtbot, found, dropped):
    def find(query):
        return [
            Entry(title="Maya Chen", detail="Head of Data", run=lambda: found.append(query)),
        ]

    window = MainWindow(desk, small_places(desk), find=find, files_dropped=dropped.append)
    qtbot.addWidget(window)
    window.resize(1200, 800)
    window.go("people")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window._leaving = True


def key(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.windowHandle(), key, modifier)


# Places


def test_pages_are_made_when_they_are_shown_first(window):
    assert list(window.pages) == ["people"]
    key(window, Qt.Key.Key_2, ALT)
    assert window.place == "meetings"
    assert list(window.pages) == ["people", "meetings"]
    people = window.pages["people"]
    key(window, Qt.Key.Key_1, ALT)
    assert window.current_page() is people
    assert people.arrived == 2


def test_header_and_rail_follow_the_page(window, qtbot):
    assert window.header.title.text() == "People"
    assert window.header.subtitle.text() == "Monday"
    window.pages["people"].subtitled.emit("Tuesday")
    assert window.header.subtitle.text() == "Tuesday"
    qtbot.mouseClick(window.rail.entries["settings"], Qt.MouseButton.LeftButton)
    assert window.header.title.text() == "Settings"
    assert window.rail.entries["settings"].isChecked()
    assert not window.rail.entries["people"].isChecked()
    qtbot.mouseClick(window.rail.entries["settings"], Qt.MouseButton.LeftButton)
    assert window.rail.entries["settings"].isChecked()


def test_numbers_in_the_rail_follow_the_vault(window, store):
    entry = window.rail.entries["people"]
    assert entry.accessibleName() == "People"
    add_setting(store)
    assert entry.accessibleName() == "People, 1 entry"


def test_the_rail_folds_where_space_is_short(window):
    assert not window.rail.folded
    window.resize(900, 700)
    assert window.rail.folded
    assert window.rail.entries["people"].toolTip() == "People"
    window.resize(1200, 700)
    assert not window.rail.folded


def test_arrows_go_through_the_rail(window):
    window.rail.entries["people"].setFocus()
    key(window, Qt.Key.Key_Down)
    assert window.rail.entries["meetings"].hasFocus()
    key(window, Qt.Key.Key_Space)
    assert window.place == "meetings"


def test_esc_closes_what_is_open_then_goes_back(window):
    window.go("meetings")
    window.pages["meetings"].open = True
    key(window, Qt.Key.Key_Escape)
    assert window.place == "meetings"
    key(window, Qt.Key.Key_Escape)
    assert window.place == "people"
    key(window, Qt.Key.Key_Escape)
    assert window.place == "people"


def test_find_goes_into_the_page_or_the_palette(window):
    key(window, Qt.Key.Key_F, CTRL)
    assert window.pages["people"].search.hasFocus()
    window.go("help")
    key(window, Qt.Key.Key_F, CTRL)
    assert window.palette_sheet.isVisible()


# Palette


def test_the_palette_goes_does_and_finds(window, store, found):
    window.pages["people"].search.setFocus()
    key(window, Qt.Key.Key_K, CTRL)
    assert window.palette_sheet.edit.hasFocus()
    QTest.keyClicks(window.palette_sheet.edit, "meet")
    key(window, Qt.Key.Key_Return)
    assert window.place == "meetings"
    key(window, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(window.palette_sheet.edit, "np")
    key(window, Qt.Key.Key_Return)
    assert store.db.execute("SELECT count(*) FROM setting").fetchone()[0] == 1
    key(window, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(window.palette_sheet.edit, "maya")
    key(window, Qt.Key.Key_Return)
    assert found == ["maya"]
    assert not window.palette_sheet.isVisible()


def test_the_palette_gives_the_focus_back(window):
    search = window.pages["people"].search
    search.setFocus()
    key(window, Qt.Key.Key_K, CTRL)
    key(window, Qt.Key.Key_Escape)
    assert search.hasFocus()
    assert not window.palette_sheet.isVisible()


def test_arrows_choose_in_the_palette(window):
    key(window, Qt.Key.Key_K, CTRL)
    sheet = window.palette_sheet
    key(window, Qt.Key.Key_Down)
    assert sheet.list.currentIndex().row() == 1
    key(window, Qt.Key.Key_Up)
    key(window, Qt.Key.Key_Up)
    assert sheet.list.currentIndex().row() == sheet.model.rowCount() - 1
    QTest.keyClicks(sheet.edit, "qqqqq")
    assert sheet.model.rowCount() == 1  # what find() returned
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert not sheet.isVisible()


def test_what_has_no_meaning_is_not_offered(window, store):
    titles = {entry.title for entry in window._offers()}
    assert "Undo" not in titles
    add_setting(store)
    assert "Undo" in {entry.title for entry in window._offers()}


# Commands


def menu_commands(menu):
    for action in menu.actions():
        if action.menu():
            action.menu().aboutToShow.emit()
            yield from menu_commands(action.menu())
        else:
            yield action.objectName()


def test_every_command_is_reachable(window, store):
    add_setting(store)
    commands = window.desk.commands
    offered = {entry.title for entry in window._offers()} | {commands.get("palette").text}
    in_menus = set(menu_commands(window.menu))
    for command in commands.all():
        assert command.id in in_menus
        if commands.can_run(command.id):
            assert command.text in offered


def test_no_two_commands_share_keys(window):
    keys = [
        QKeySequence(command.shortcut).toString()
        for command in window.desk.commands.all()
        if command.shortcut
    ]
    assert len(keys) == len(set(keys))
    assert "" not in keys


def test_the_keyboard_map_lists_every_shortcut(window, qtbot):
    key(window, Qt.Key.Key_Slash, CTRL)
    dialog = window.findChild(KeyMapDialog)
    words = {label.text() for label in dialog.findChildren(PlainLabel)}
    for command in window.desk.commands.all():
        assert not command.shortcut or command.text in words
    assert len(dialog.findChildren(KeyHint)) > 15
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_control_has_a_name(window, qtbot):
    for place in window.places:
        window.go(place)
        assert nameless(window) == []


# Saying how things stand


def test_undo_and_redo_say_what_they_did(window, store, jobs, qtbot):
    add_setting(store)
    with qtbot.waitSignal(jobs.idle):
        key(window, Qt.Key.Key_Z, CTRL)
    assert window.status.message.text() == "Undid: added a person"
    assert store.db.execute("SELECT count(*) FROM setting").fetchone()[0] == 0
    with qtbot.waitSignal(jobs.idle):
        key(window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert window.status.message.text() == "Did again: added a person"
    assert window.pages["people"].flushed == 2


def test_a_toast_undoes(window, store, jobs, qtbot):
    add_setting(store)
    window.desk.notices.toast("Added Maya Chen")
    assert window.toast.isVisible()
    with qtbot.waitSignal(jobs.idle):
        window.toast.undone.emit()
    assert store.undo_step is None
    assert not window.toast.isVisible()


def test_a_toast_goes_when_its_undo_would_take_back_something_else(window, store):
    window.desk.notices.toast("Removed Maya Chen")
    add_setting(store)
    assert not window.toast.isVisible()


def test_a_failing_save_stays_until_something_is_saved(window, store):
    window.desk.notices.failed(DiskFull())
    assert window.trouble.isVisible()
    assert window.status.saved.text() == "Not saved"
    assert "disk is full" in window.trouble.accessibleName()
    add_setting(store)
    assert not window.trouble.isVisible()
    assert window.status.saved.text() == "Saved"


def test_a_job_nobody_listens_to_is_told(window, jobs, qtbot):
    def refuse():
        yield Progress(phase="reading")
        raise DiskFull

    with qtbot.waitSignal(jobs.refused):
        jobs.threaded(refuse())
    assert window.trouble.isVisible()


# Work


def endless(store):
    with store.transaction(Step(code="import")) as db:
        for number in range(10**9):
            db.execute("INSERT INTO setting (name, value) VALUES (?, '')", (str(number),))
            yield Progress(phase="importing", done=number, total=10**9)


def test_a_sliced_job_keeps_hands_off_and_can_be_cancelled(window, store, jobs, qtbot):
    run = jobs.sliced(endless(store), title="Import")
    with qtbot.waitSignal(run.progress):
        pass
    key(window, Qt.Key.Key_2, ALT)
    QTest.mouseClick(window.rail.entries["meetings"], Qt.MouseButton.LeftButton)
    assert window.place == "people"
    qtbot.waitUntil(window.progress.isVisible)
    assert window.progress.words.text().startswith("Importing, ")
    with qtbot.waitSignal(run.cancelled):
        QTest.mouseClick(window.progress.stop, Qt.MouseButton.LeftButton)
    assert not window.progress.isVisible()
    assert store.db.execute("SELECT count(*) FROM setting").fetchone()[0] == 0
    with qtbot.waitActive(window):
        window.activateWindow()
    key(window, Qt.Key.Key_2, ALT)
    assert window.place == "meetings"


def test_work_on_the_worker_shows_in_the_status_line(window, jobs, qtbot):
    def pure():
        for number in range(10**9):
            yield Progress(phase="reading", done=number)

    run = jobs.threaded(pure())
    with qtbot.waitSignal(run.progress):
        pass
    assert window.status.work.isVisible()
    assert "Reading" in window.status.work.words.text()
    with qtbot.waitSignal(run.cancelled):
        QTest.mouseClick(window.status.work.stop, Qt.MouseButton.LeftButton)
    assert not window.status.work.isVisible()


# Files


def drag(window, kind, data):
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    if kind is QDragEnterEvent:
        event = kind(QPoint(300, 300), copy, data, Qt.MouseButton.LeftButton, none)
    else:
        event = kind(QPointF(300, 300), copy, data, Qt.MouseButton.LeftButton, none)
    event.ignore()
    QApplication.sendEvent(window.windowHandle(), event)
    return event.isAccepted()


def test_files_can_be_dropped_anywhere(window, dropped, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "Connections.csv"))])
    assert drag(window, QDragEnterEvent, data)
    assert drag(window, QDropEvent, data)
    assert dropped == [[tmp_path / "Connections.csv"]]


@pytest.mark.parametrize("url", ["https://example.org/x.csv", "file://server.example.org/x.csv"])
def test_network_places_are_not_dropped(url):
    data = QMimeData()
    data.setUrls([QUrl(url)])
    assert local_files(data) == []


# Settings and help


def test_settings_hold_at_once(window, settings):
    page = window.go("settings")
    combo = page.findChild(QComboBox, "auto_lock_minutes")
    combo.setCurrentIndex(combo.findData(15))
    combo.activated.emit(combo.currentIndex())
    assert settings.now.auto_lock_minutes == 15
    assert "15 minutes" in window.status.vault.text()
    settings.change(auto_lock_minutes=0)
    assert combo.currentData() == 0
    assert "when you say so" in window.status.vault.text()


def test_text_grows_by_keys(window, settings):
    window.desk.commands.run("larger")
    assert settings.now.text_size == 115
    assert window.desk.commands.run("smaller")
    assert not window.desk.commands.run("smaller")


def test_help_shows_the_licences(window):
    page = window.go("help")
    text = page.findChild(QPlainTextEdit)
    assert not text.isVisible()
    next(b for b in page.findChildren(type(window.toast._undo))).click()
    assert text.isVisible()
    assert "PySide6" in text.toPlainText()


# Leaving


def test_closing_commits_and_remembers_the_place(window, settings, qtbot):
    with qtbot.waitSignal(window.closed):
        window.close()
    assert window.pages["people"].flushed == 1
    assert settings.now.window


def test_what_cannot_be_saved_is_asked_about(window, ask, qtbot):
    window.pages["people"].refuses = True
    ask.answers.append(None)
    assert not window.close()
    assert window.isVisible()
    ask.answers.append("yes")
    with qtbot.waitSignal(window.closed):
        window.close()
    assert len(ask.asked) == 2


def test_locking_asks_only_when_something_would_be_lost(window, ask, qtbot):
    with qtbot.waitSignal(window.lock_asked):
        key(window, Qt.Key.Key_L, CTRL)
    assert ask.asked == []
    window.pages["people"].refuses = True
    ask.answers.append("yes")
    with qtbot.waitSignal(window.lock_asked):
        QTest.mouseClick(window.rail.lock, Qt.MouseButton.LeftButton)
    window.pages["people"].refuses = False


def test_no_name_is_in_the_title(window):
    assert window.windowTitle() == "InfoDesk"


def test_the_window_is_mirrored_for_right_to_left(window, qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        qapp.processEvents()
        assert window.rail.mapTo(window, QPoint(0, 0)).x() > window.width() // 2
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
