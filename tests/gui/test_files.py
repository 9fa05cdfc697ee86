"""Files of people and meetings: added, shown, handed out, saved, renamed, removed; pictures."""

import stat
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QMenu

from infodesk.core.attachments import MAX_FILE
from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.gui.images import png_of, read_image
from infodesk.gui.pages.files.actions import FileActions
from infodesk.gui.pages.files.meeting import MeetingFiles
from infodesk.gui.pages.files.viewer import ImageViewer
from infodesk.gui.shell.window import MainWindow
from infodesk.gui.widgets.tabs import TabLine
from infodesk.operations import attachments as verbs
from infodesk.operations import meetings, people
from infodesk.store import attachments as rows
from infodesk.store import people as person_rows
from tests.gui.shell_window import small_places
from tests.gui.test_people_page import shown
from tests.gui.walking import nameless

KEY = Qt.Key
START = datetime(2026, 11, 30, 9)  # noqa: DTZ001 - wall time of the meeting
PDF = b"%PDF-1.7\n" + b"x" * 2000


def painted(width=60, height=90, color="#c03030"):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return png_of(image)


@pytest.fixture
def maya(store):
    return people.add_person(store, PersonDraft(first_name="Maya", last_name="Chen"))


@pytest.fixture
def page(desk, qapp, qtbot, maya):
    return shown(desk, qapp, qtbot)


@pytest.fixture
def pane(page):
    page.detail.show_files()
    return page.detail.files


@pytest.fixture
def toasts(desk):
    said = []
    desk.notices.toasted.connect(lambda sentence, _undo: said.append(sentence))
    return said


def names(pane):
    return [row.file.name for row in pane._file_rows()]


def attach(store, person_id, name, data):
    return finish(verbs.attach(store, [verbs.NewFile(name=name, data=data)], person_id=person_id))


def settled(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.jobs.running)


def test_files_are_added_by_button_and_undone(pane, desk, qtbot, ask, tmp_path, toasts):
    (tmp_path / "cv.pdf").write_bytes(PDF)
    (tmp_path / "notes.txt").write_text("Grüße")
    ask.answers.append([tmp_path / "cv.pdf", tmp_path / "notes.txt"])
    pane.add.click()
    settled(desk, qtbot)
    assert sorted(names(pane)) == ["cv.pdf", "notes.txt"]
    assert toasts == ["2 files added."]
    details = {row.file.name: row.detail.text() for row in pane._file_rows()}
    assert details["cv.pdf"].startswith("PDF · 2 KB · ")
    assert details["notes.txt"].startswith("Text · 7 bytes · ")
    finish(desk.store.undo())
    assert names(pane) == []
    assert "No files yet" in pane.hint.text()
    finish(desk.store.redo())
    assert sorted(names(pane)) == ["cv.pdf", "notes.txt"]


def test_too_large_a_file_is_refused_in_a_sentence(pane, desk, qtbot, ask, tmp_path, jobs):
    refused = []
    jobs.refused.connect(refused.append)
    (tmp_path / "good.txt").write_text("good")
    with (tmp_path / "big.bin").open("wb") as file:
        file.truncate(MAX_FILE + 1)
    ask.answers.append([tmp_path / "good.txt", tmp_path / "big.bin"])
    pane.add.click()
    settled(desk, qtbot)
    assert [error.facts["reason"] for error in refused] == ["file-too-large"]
    assert names(pane) == []


def test_a_file_is_handed_out_privately_and_wiped(desk, qtbot, maya, page, ask, toasts):
    attach(desk.store, maya, "Maya's CV.pdf", PDF)
    given = []

    def opener(path: Path) -> bool:
        given.append(path)
        return True

    actions = FileActions(desk, page, opener)
    desk.settings.change(export_warning=False)
    actions.open(rows.of_person(desk.store.db, maya)[0])
    (path,) = given
    assert path.name == "attachment.pdf"
    assert path.read_bytes() == PDF
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "removed when you lock" in toasts[-1]
    desk.files.wipe()
    assert not path.exists()


@pytest.mark.parametrize(
    "data", [b"MZ\x90\x00" + b"\0" * 80, b"#!/bin/sh\nrm -rf /\n", b"PK\x03\x04vbaProject.bin"]
)
def test_what_could_be_a_program_is_never_handed_out(desk, page, maya, ask, data):
    attach(desk.store, maya, "invoice.pdf", data)
    given = []
    ask.answers.append("")
    FileActions(desk, page, given.append).open(rows.of_person(desk.store.db, maya)[0])
    assert given == []
    assert ask.asked[-1][0] == "InfoDesk does not open this file"


def test_a_copy_is_saved_elsewhere(desk, qtbot, page, maya, ask, tmp_path, toasts):
    attach(desk.store, maya, "C/V: new?.pdf", PDF)
    file = rows.of_person(desk.store.db, maya)[0]
    target = tmp_path / "out.pdf"
    ask.answers += ["once", target]
    FileActions(desk, page).save_copy(file)
    settled(desk, qtbot)
    assert target.read_bytes() == PDF
    assert toasts[-1] == "Saved out.pdf. It is not encrypted."


def test_rows_by_keyboard_alone(pane, desk, qtbot, maya, ask):
    attach(desk.store, maya, "a.png", painted())
    (row,) = pane._file_rows()
    row.setFocus()
    ask.answers.append("Portrait.png")
    qtbot.keyClick(row, KEY.Key_F2)
    (row,) = pane._file_rows()
    assert row.file.name == "Portrait.png"
    assert row.hasFocus()
    qtbot.keyClick(row, KEY.Key_Return)
    viewer = QApplication.activeModalWidget()
    assert isinstance(viewer, ImageViewer)
    assert "Portrait" not in viewer.windowTitle()
    before = viewer.canvas.scale
    qtbot.keyClick(viewer.canvas, KEY.Key_Plus)
    assert viewer.canvas.scale > before
    qtbot.keyClick(viewer.canvas, KEY.Key_0)
    assert viewer.canvas.scale == before
    assert nameless(viewer) == []
    qtbot.keyClick(viewer.canvas, KEY.Key_Escape)
    qtbot.keyClick(row, KEY.Key_Delete)
    assert names(pane) == []
    finish(desk.store.undo())
    assert names(pane) == ["Portrait.png"]
    assert nameless(pane) == []


def test_a_picture_is_pasted_and_becomes_the_profile(pane, page, desk, qtbot, maya):
    data = QMimeData()
    data.setImageData(QImage.fromData(painted()))
    QGuiApplication.clipboard().setMimeData(data)
    pane.paste.click()
    settled(desk, qtbot)
    assert names(pane) == ["pasted.png"]
    file = rows.of_person(desk.store.db, maya)[0]
    assert file.media_type == "image/png"
    pane.does.use_as_photo(maya, file.id)
    assert person_rows.get(desk.store.db, maya).photo_id == file.id
    arrived = desk.portraits.disc
    qtbot.waitUntil(lambda: arrived(int(maya), 48, 1.0) is not None)
    middle = arrived(int(maya), 48, 1.0).toImage().pixelColor(24, 24)
    assert middle == QColor("#c03030")
    assert arrived(int(maya), 48, 1.0).toImage().pixelColor(0, 0).alpha() == 0
    pane.does.take_off_photo(maya)
    assert arrived(int(maya), 48, 1.0) is None
    finish(desk.store.undo())
    qtbot.waitUntil(lambda: arrived(int(maya), 48, 1.0) is not None)
    QGuiApplication.clipboard().clear()


def test_the_list_asks_for_pictures_only_of_whom_has_one(desk, page, maya, qtbot):
    attach(desk.store, maya, "a.png", painted())
    verbs.use_as_photo(desk.store, maya, rows.of_person(desk.store.db, maya)[0].id)
    for _ in range(20):
        people.add_person(desk.store, PersonDraft(first_name="Ann"))
    page.refresh()
    queries = []
    desk.store.db.set_trace_callback(queries.append)
    page.table.viewport().repaint()
    page.table.viewport().repaint()
    assert sum("photo_id" in query for query in queries) <= 1
    qtbot.waitUntil(lambda: desk.portraits.disc(int(maya), 22, 1.0) is not None)
    assert sum("attachment_content" in query for query in queries) == 1
    desk.store.db.set_trace_callback(None)


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        b"",
        b"GIF89a" + b"\xff" * 30,
        # A picture that says it is 60,000 dots wide and high
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea`\0\0\xea`\x08\x06\0\0\0" + b"\0" * 4,
    ],
)
def test_what_is_no_sound_picture_is_not_shown(data):
    assert read_image(data).isNull()


def test_a_large_picture_is_read_small():
    image = read_image(painted(3000, 1000), 300)
    assert (image.width(), image.height()) == (300, 100)


def test_files_dropped_on_a_person_are_kept_but_lists_are_imported(page, desk, qtbot, tmp_path):
    (tmp_path / "cv.pdf").write_bytes(PDF)
    (tmp_path / "people.csv").write_text("First Name,Last Name\nAna,Li\n")
    detail = page.detail
    assert detail.tabs.currentIndex() == 0
    assert not detail.take_files([tmp_path / "people.csv"])
    assert detail.take_files([tmp_path / "cv.pdf"])
    settled(desk, qtbot)
    assert names(detail.files) == ["cv.pdf"]
    assert detail.take_files([tmp_path / "people.csv"])
    settled(desk, qtbot)
    assert sorted(names(detail.files)) == ["cv.pdf", "people.csv"]


def test_files_of_a_meeting_are_among_the_persons(desk, qtbot, page, maya, tmp_path):
    draft = MeetingDraft(person_id=maya, local_start=START, zone="UTC")
    meeting = meetings.add_meeting(desk.store, draft)
    (tmp_path / "slides.txt").write_text("one")
    dialog = MeetingFiles(desk, meeting, page)
    dialog.open()
    dialog.pane.take([tmp_path / "slides.txt"])
    settled(desk, qtbot)
    assert names(dialog.pane) == ["slides.txt"]
    dialog.close()
    page.detail.show_files()
    page.detail.refresh(frozenset({"attachment"}))
    assert names(page.detail.files) == ["slides.txt"]
    assert "Meeting" in page.detail.files._file_rows()[0].detail.text()


def test_tabs_without_room_stand_in_a_menu_and_words_are_never_cut(theme, qtbot):
    line = TabLine(theme, "About this person")
    qtbot.addWidget(line)
    words = ("Timeline", "Notes", "Research", "Meetings", "Files", "About")
    for word in words:
        line.add(word)
    line.resize(2000, 40)
    line.show()
    assert line.hidden() == []
    assert not line.more.isVisible()
    line.resize(theme.px(260), 40)
    assert line.more.isVisible()
    assert line.hidden() == list(range(line.hidden()[0], 6))
    for place in range(6):
        if line.bar.isTabVisible(place):
            assert line.bar.tabRect(place).width() >= line.bar.whole_width(place)
    assert line.bar.sizeHint().width() + line.more.sizeHint().width() <= line.width()
    line.open_menu()
    (menu,) = line.findChildren(QMenu)
    assert [action.text() for action in menu.actions()][-1] == "About"
    menu.actions()[-1].trigger()
    menu.close()
    assert line.bar.currentIndex() == 5
    assert line.bar.tabRect(5).width() == line.bar.whole_width(5)
    assert 4 in line.hidden()


def test_files_dropped_on_the_window_find_what_keeps_them(desk, qtbot):
    imported, kept = [], []
    window = MainWindow(desk, small_places(desk), find=lambda _text: [])
    qtbot.addWidget(window)
    window.show()
    window._drop(imported.append, [Path("a.pdf")], QPoint(300, 200))
    assert imported == [[Path("a.pdf")]]
    page = window.go("people")
    page.take_files = lambda paths: kept.append(paths) or True
    place = page.mapTo(window, page.rect().center())
    window._drop(imported.append, [Path("b.pdf")], place)
    assert kept == [[Path("b.pdf")]]
    assert len(imported) == 1
    window.close()
