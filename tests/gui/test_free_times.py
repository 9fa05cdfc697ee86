"""The window of free times: calendars in and forgotten, windows chosen, text copied or used."""

from datetime import UTC, datetime

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTime
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from infodesk.core.calendars import CalendarFile, Span
from infodesk.core.errors import BadImportFile
from infodesk.gui.dropped import take_dropped
from infodesk.gui.pages.meetings.free_times import FreeTimesSheet, Use, load_calendars
from infodesk.gui.pages.meetings.times_words import (
    window_words,
    windows_in_a_sentence,
    windows_in_lines,
)
from infodesk.operations import free_times
from infodesk.words import speak, t
from infodesk.words.languages import PSEUDO, use_language
from tests.gui.walking import nameless, untranslated

LISBON, BERLIN, TOKYO = "Europe/Lisbon", "Europe/Berlin", "Asia/Tokyo"
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "DTSTART:20261124T090000Z\r\nDTEND:20261124T180000Z\r\nSUMMARY:All day\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def opened(desk):
    windows = []

    def show(**how):
        window = FreeTimesSheet(desk, zone=LISBON, **how)
        windows.append(window)
        window.open()
        return window

    yield show
    for window in windows:
        if shiboken6.isValid(window):
            window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def calendar(tmp_path):
    path = tmp_path / "mine.ics"
    path.write_text(ICS, newline="")
    return path


def idle(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.jobs.running)


def test_three_are_chosen_and_stand_in_the_text(opened, desk):
    sheet = opened(theirs=BERLIN)
    assert [box.isChecked() for box in sheet.boxes][:4] == [True, True, True, False]
    assert sheet.text.toPlainText().splitlines() == [
        "Times in Berlin:",
        "- Tuesday 24 November, 10:00–13:00 (09:00–12:00 in Lisbon)",
        "- Wednesday 25 November, 10:00–13:00 (09:00–12:00 in Lisbon)",
        "- Thursday 26 November, 10:00–13:00 (09:00–12:00 in Lisbon)",
    ]
    for box in sheet.boxes:
        box.setChecked(False)
    assert not sheet.copy.isEnabled()
    assert sheet.text.toPlainText() == ""


def test_a_calendar_is_loaded_and_forgotten(opened, desk, ask, calendar, qtbot):
    sheet = opened()
    ask.answers.append([calendar])
    sheet.load.click()
    idle(desk, qtbot)
    assert "mine.ics" in sheet.loaded.text()
    assert "1 busy time" in sheet.loaded.text()
    assert "24 November" not in sheet.text.toPlainText()
    sheet.forget.click()
    assert desk.busy.names == ()
    assert "24 November" in sheet.text.toPlainText()


def test_what_is_no_calendar_is_refused_in_a_sentence(opened, desk, tmp_path, qtbot):
    sheet = opened()
    refused = []
    desk.jobs.refused.connect(refused.append)
    path = tmp_path / "not.ics"
    path.write_bytes(b"\x00\x01")
    load_calendars(desk, LISBON, [path])
    idle(desk, qtbot)
    assert isinstance(refused[0], BadImportFile)
    assert desk.busy.names == ()
    assert sheet.boxes


def test_hours_and_length_change_what_is_free(opened, desk):
    sheet = opened()
    sheet.start.setTime(QTime(16, 0))
    assert "16:00–18:00" in sheet.text.toPlainText()
    sheet.end.setTime(QTime(15, 0))
    assert "ends before it begins" in sheet.end_field.error()
    sheet.end.setTime(QTime(16, 15))
    assert free_times.hours(desk.store).end.isoformat() == "16:15:00"
    assert sheet.minutes.value() == 20
    assert sheet.nothing.isVisible()
    sheet.minutes.set_value(15)
    assert sheet.nothing.isHidden()


def test_the_text_is_copied_by_keyboard(opened, desk, qtbot):
    sheet = opened()
    with qtbot.waitActive(sheet):
        sheet.activateWindow()
    QTest.keyClick(sheet, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier
                   | Qt.KeyboardModifier.ShiftModifier)  # fmt: skip
    assert QGuiApplication.clipboard().text() == sheet.text.toPlainText()
    assert sheet.use.isHidden()


def test_the_times_are_put_to_use(opened):
    used = []
    sheet = opened(theirs=TOKYO, use=Use(words="Write", run=used.append))
    sheet.use.click()
    (offered,) = used
    assert offered.zone == TOKYO
    assert " or " in offered.sentence
    assert offered.lines.startswith("Times in Tokyo:")
    assert not sheet.isVisible()


def test_a_calendar_dropped_on_the_window_opens_it(desk, calendar, qtbot, qapp):
    take_dropped(desk, [calendar])
    sheet = qapp.activeModalWidget()
    assert isinstance(sheet, FreeTimesSheet)
    idle(desk, qtbot)
    assert desk.busy.names == ("mine.ics",)
    sheet.close()
    desk.busy.forget()  # whoever is gone does not hear of it
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    desk.busy.forget()


def test_busy_times_meet_spans(desk):
    hour = [datetime(2026, 11, 24, number, tzinfo=UTC) for number in range(12)]
    desk.busy.load("a", CalendarFile(busy=(Span(hour[2], hour[4]),), events=1, left=2))
    desk.busy.load("b", CalendarFile(busy=(Span(hour[3], hour[6]),), events=1))
    assert desk.busy.spans() == [Span(hour[2], hour[6])]
    assert desk.busy.left == 2
    assert desk.busy.meets(Span(hour[5], hour[7]))
    assert not desk.busy.meets(Span(hour[6], hour[7]))


# Words


def span(day, start, end):
    return Span(
        datetime(2026, 12, day, start, tzinfo=UTC), datetime(2026, 12, day, end, tzinfo=UTC)
    )


def test_their_day_stands_first_and_mine_where_it_is_another():
    assert window_words(span(1, 9, 12), LISBON, LISBON) == "Tuesday 1 December, 09:00–12:00"
    assert window_words(span(1, 22, 23), TOKYO, LISBON) == (
        "Wednesday 2 December, 07:00–08:00 (Tuesday 1 December, 22:00–23:00 in Lisbon)"
    )


def test_windows_as_lines_and_in_a_sentence():
    some = [span(1, 9, 12), span(2, 9, 12), span(3, 9, 12)]
    assert windows_in_a_sentence(some, LISBON, LISBON) == (
        "Tuesday 1 December, 09:00–12:00; Wednesday 2 December, 09:00–12:00"
        " or Thursday 3 December, 09:00–12:00"
    )
    assert windows_in_a_sentence(some[:1], LISBON, LISBON) == "Tuesday 1 December, 09:00–12:00"
    assert windows_in_lines(some, LISBON, LISBON).splitlines()[0] == "Times in Lisbon:"


def test_every_word_can_be_translated_and_everything_has_a_name(opened, desk):
    use_language(PSEUDO)
    try:
        sheet = opened(use=Use(words=t("Put into the text"), run=print))
        assert not untranslated(sheet)
        assert not nameless(sheet)
        sheet.close()
    finally:
        speak(None)


def test_right_to_left_a_time_stays_a_time(opened, qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        sheet = opened()
        assert (sheet.start.text(), sheet.end.text()) == ("09:00", "18:00")
        sheet.close()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
