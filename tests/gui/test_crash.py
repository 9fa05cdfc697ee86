"""A crash rolls back, is told once, and its report holds type and place only."""

import sys
import threading

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType

from infodesk.gui.crash import CrashHandler, crash_report

SECRET = "Maya said no"


@pytest.fixture
def handler(qapp, capsys):
    rolled = []
    handler = CrashHandler(lambda: rolled.append(1))
    handler.rolled = rolled
    return handler


def crash():
    note = SECRET
    raise ValueError(note)


def caught():
    try:
        crash()
    except ValueError as error:
        return type(error), error, error.__traceback__


def test_a_report_holds_no_values():
    kind, _error, trace = caught()
    report = crash_report(kind, trace)
    assert SECRET not in report
    assert "ValueError" in report
    assert "test_crash.py" in report
    assert "crash" in report
    assert str(__file__) not in report


def test_a_crash_is_rolled_back_and_told_once(handler, qtbot):
    reports = []
    handler.crashed.connect(reports.append)
    with qtbot.waitSignal(handler.crashed):
        handler.catch(*caught())
        handler.catch(*caught())
    qtbot.waitUntil(lambda: len(handler.rolled) == 2)
    assert len(reports) == 1
    handler.showing = False
    with qtbot.waitSignal(handler.crashed):
        handler.catch(*caught())


def test_a_crash_on_another_thread_is_told_on_this_one(handler, qtbot):
    threads = []
    handler.crashed.connect(lambda _report: threads.append(threading.current_thread()))
    thread = threading.Thread(target=lambda: handler.catch(*caught()))
    with qtbot.waitSignal(handler.crashed):
        thread.start()
        thread.join()
    assert threads == [threading.main_thread()]


def test_qts_critical_messages_count_and_hide_their_text(handler, qtbot, capsys):
    with qtbot.waitSignal(handler.crashed) as told:
        handler.catch_from_qt(QtMsgType.QtWarningMsg, QMessageLogContext(), SECRET)
        handler.catch_from_qt(QtMsgType.QtCriticalMsg, QMessageLogContext(), SECRET)
    assert SECRET not in told.args[0]
    assert SECRET not in capsys.readouterr().err


def test_the_hooks_are_given_back(handler):
    before = (sys.excepthook, threading.excepthook)
    handler.install()
    assert sys.excepthook == handler.catch
    handler.remove()
    assert (sys.excepthook, threading.excepthook) == before
