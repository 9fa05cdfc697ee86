"""The window of a report: sections, hiding, preview, forms, and what is remembered."""

import pytest
import shiboken6
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from infodesk.core.people import EVERYONE
from infodesk.core.progress import finish
from infodesk.core.report_choice import Section
from infodesk.gui.pages.exporting.report import ReportDialog
from infodesk.operations import meetings as meeting_verbs
from infodesk.operations.people import flag_people
from infodesk.operations.sample import load_sample
from infodesk.store import meetings, people
from tests.gui.walking import nameless


@pytest.fixture
def filled(store):
    load_sample(store, "Europe/Lisbon")
    return store


@pytest.fixture
def maya(filled):
    return next(
        one
        for one in people.find_ids(filled.db, EVERYONE)
        if people.get(filled.db, one).name == "Maya Chen"
    )


@pytest.fixture
def opened(desk, qtbot):
    windows = []

    def show(**about):
        window = ReportDialog(desk, **about)
        windows.append(window)
        window.open()
        settle(window)
        return window

    def settle(window):
        qtbot.waitUntil(
            lambda: not window._wait.isActive() and not desk.jobs.running, timeout=10_000
        )

    show.settle = settle
    yield show
    for window in windows:
        if shiboken6.isValid(window):
            window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_the_preview_follows_what_is_chosen(opened, maya):
    window = opened(people=[maya])
    assert "Maya Chen" in window.text.toPlainText()
    assert "Northwind Health" in window.text.toPlainText()
    assert "word" in window.count.text()
    window.sections[Section.TIMELINE].click()
    opened.settle(window)
    assert "Timeline" not in window.text.toPlainText()
    window.redact.click()
    opened.settle(window)
    shown = window.text.toPlainText()
    assert shown.startswith("M.C.\n")
    assert "Maya" not in shown
    assert "Northwind Health" in shown
    assert not window.sections[Section.CONTACT].isEnabled()
    window.companies.click()
    opened.settle(window)
    assert "Northwind" not in window.text.toPlainText()
    assert nameless(window) == []


def test_without_meetings_nothing_of_them_goes_in(opened, maya):
    window = opened(people=[maya])
    window.sections[Section.MEETINGS].click()
    assert not window.sections[Section.QUESTIONS].isEnabled()
    assert Section.QUESTIONS in window.choice.left_out
    opened.settle(window)
    assert "[x]" not in window.text.toPlainText()


def test_a_redacted_pdf_by_keyboard_alone(desk, opened, filled, ask, qtbot, tmp_path):
    meeting = next(
        one for one in meetings.find_ids(filled.db)
        if meetings.get(filled.db, one).person_name == "Maya Chen"
    )  # fmt: skip
    window = opened(meetings=[meeting])
    window.redact.setFocus()
    QTest.keyClick(window.redact, Qt.Key.Key_Space)
    opened.settle(window)
    target = tmp_path / "out.pdf"
    ask.answers.append(target)
    QTest.keyClick(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: target.exists() and not desk.jobs.running, timeout=20_000)
    assert ask.asked[-1][1].startswith("M.C. 20")
    reader = PdfReader(target)
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "M.C." in text
    assert "Maya" not in text
    assert "Chen" not in text
    assert reader.metadata.title == "M.C."
    assert desk.settings.now.report_redact


@pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("text", "txt")])
def test_other_forms_and_what_is_remembered(desk, opened, maya, ask, qtbot, tmp_path, form, ending):
    window = opened(people=[maya])
    window.form.setCurrentIndex(window.form.findData(form))
    assert not window.paper.isEnabled()
    window.sections[Section.ABOUT].click()
    target = tmp_path / f"out.{ending}"
    ask.answers.append(target)
    window.go.click()
    qtbot.waitUntil(lambda: target.exists() and not desk.jobs.running)
    assert ask.asked[-1] == ("Export", f"Maya Chen.{ending} *.{ending}")
    assert "Maya Chen" in target.read_text(encoding="utf-8")
    again = opened(people=[maya])
    assert not again.sections[Section.ABOUT].isChecked()
    assert again.form.currentData() == form
    # A report of meetings leaves what it cannot have as it was.
    of_meetings = opened(meetings=meetings.find_ids(desk.store.db)[:1])
    of_meetings._remember()
    assert desk.settings.now.report_left_out == ["about"]


def test_who_is_kept_private_stays_out_and_is_counted(desk, opened, filled, maya):
    finish(flag_people(filled, [maya], "keep_private", on=True))
    window = opened(people=[*people.find_ids(filled.db, EVERYONE)[:5], maya])
    assert "1 kept private is left out" in window._who()
    alone = opened(people=[maya])
    assert not alone.go.isEnabled()
    assert "Maya" not in alone.text.toPlainText()


def test_extra_private_lines_are_in_no_report(desk, opened, filled, maya):
    meeting_verbs.write_person_notes(filled, maya, "Open line\n~ covered line", None)
    window = opened(people=[maya])
    assert "Open line" in window.text.toPlainText()
    assert "covered line" not in window.text.toPlainText()
