"""A private text stays on the clipboard for a while only, and out of histories."""

import pytest
from PySide6.QtGui import QGuiApplication

from infodesk.gui.app import Session
from infodesk.gui.clipboard import SecretClipboard

WINDOWS = 'application/x-qt-windows-mime;value="{}"'


@pytest.fixture
def system(qapp):
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    yield clipboard
    clipboard.clear()


@pytest.fixture
def ours(system):
    ours = SecretClipboard()
    yield ours
    ours.clear()


def test_histories_are_asked_to_leave_a_private_text_alone(ours, system):
    ours.copy("maya@example.org")
    data = system.mimeData()
    assert data.text() == "maya@example.org"
    assert data.data("x-kde-passwordManagerHint").data() == b"secret"
    assert data.hasFormat(WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"))
    for name in ("CanIncludeInClipboardHistory", "CanUploadToCloudClipboard"):
        assert data.data(WINDOWS.format(name)).data() == b"\0\0\0\0"


def test_time_takes_it_back(system, qtbot):
    SecretClipboard(system, clear_after_ms=1).copy("the code")
    qtbot.waitUntil(lambda: system.text() == "")


def test_a_public_text_has_no_hints_and_stays(ours, system):
    ours.copy("a code")
    ours.copy("a report", private=False)
    assert system.mimeData().formats() == ["text/plain"]
    ours.clear()
    assert system.text() == "a report"


def test_the_end_of_the_program_takes_it_back(ours, system, qapp):
    ours.copy("the code")
    qapp.aboutToQuit.emit()
    assert system.text() == ""


def test_what_was_copied_since_stays(ours, system, qapp):
    ours.copy("the code")
    system.setText("something else")
    qapp.aboutToQuit.emit()
    assert system.text() == "something else"


@pytest.mark.parametrize("end", ["lock", "close_vault"])
def test_lock_and_quit_take_it_back(
    end, qapp, settings, theme, ask, store, vault, system, monkeypatch
):
    session = Session(qapp, settings, theme=theme, ask=ask, start_again=lambda folder: None)
    monkeypatch.setattr(session.app, "exit", lambda status: None, raising=False)
    session.open_desk(store, vault)
    session.desk.clipboard.copy("maya@example.org")
    assert system.text() == "maya@example.org"
    getattr(session, end)()
    assert system.text() == ""
    session.window.hide()
