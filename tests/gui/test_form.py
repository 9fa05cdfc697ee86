"""A form commits what was left, shows what is wrong, and never loses or overwrites an edit."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout
from PySide6.QtWidgets import QWidget as Window

from infodesk.core.errors import BadValue, DiskFull, StaleEdit
from infodesk.gui.form import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    name: str = ""
    note: str | None = None
    stage: str = "spotted"
    starred: bool = False


class Page(Window):
    """A small page that keeps its record in memory."""

    def __init__(self):
        super().__init__()
        self.record, self.saved, self.stale, self.failed, self.refuse = Draft(), [], [], [], None
        self.name, self.note, self.stage = QLineEdit(), QPlainTextEdit(), QComboBox()
        self.starred, self.wrong = QCheckBox("Starred"), QLabel()
        self.note.setTabChangesFocus(True)
        for stage in ("spotted", "met"):
            self.stage.addItem(stage.title(), stage)
        layout = QVBoxLayout(self)
        for widget in (self.name, self.note, self.stage, self.starred, self.wrong):
            layout.addWidget(widget)
        self.form = Form(self.commit, stale=self.stale.append, failed=self.failed.append)
        self.form.text("name", self.name, self.wrong)
        self.form.plain("note", self.note)
        self.form.choice("stage", self.stage)
        self.form.flag("starred", self.starred)
        self.form.load(self.record)

    def commit(self, draft, field):
        if self.refuse:
            raise self.refuse
        self.saved.append((field, getattr(draft, field)))
        self.record = draft
        self.form.load(draft)


@pytest.fixture
def page(qtbot):
    page = Page()
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.name.setFocus()
    return page


def test_leaving_a_field_commits_it(page, qtbot):
    qtbot.keyClicks(page.name, "Maya")
    assert page.form.pending == ["name"]
    qtbot.keyClick(page.name, Qt.Key.Key_Tab)
    assert page.saved == [("name", "Maya")]
    assert page.form.pending == []
    qtbot.keyClicks(page.note, "kind")
    qtbot.keyClick(page.note, Qt.Key.Key_Tab)
    assert page.saved[1:] == [("note", "kind")]


def test_enter_commits_once(page, qtbot):
    qtbot.keyClicks(page.name, "Maya")
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    qtbot.keyClick(page.name, Qt.Key.Key_Tab)
    assert page.saved == [("name", "Maya")]


def test_choices_and_flags_commit_at_once(page, qtbot):
    qtbot.keyClick(page.stage, Qt.Key.Key_Down)
    page.starred.click()
    assert page.saved == [("stage", "met"), ("starred", True)]


def test_an_empty_text_is_no_text(page, qtbot):
    qtbot.keyClick(page.name, Qt.Key.Key_Tab)
    qtbot.keyClick(page.note, Qt.Key.Key_Tab)
    assert page.saved == []


def test_a_wrong_value_stays_and_says_why(page, qtbot):
    page.refuse = BadValue(field="name", reason="empty")
    qtbot.keyClicks(page.name, "x")
    qtbot.keyClick(page.name, Qt.Key.Key_Tab)
    assert page.name.text() == "x"
    assert "cannot be empty" in page.wrong.text()
    assert page.wrong.isVisible()
    assert page.name.accessibleDescription() == page.form.error("name") != ""
    assert not page.form.flush()
    qtbot.keyClicks(page.name, "y")
    assert page.form.error("name") == ""
    page.refuse = None
    assert page.form.flush()
    assert page.saved == [("name", "xy")]


def test_a_refresh_keeps_what_is_being_typed(page, qtbot):
    qtbot.keyClicks(page.name, "Ma")
    page.form.load(replace(page.record, stage="met"))
    assert (page.name.text(), page.stage.currentData(), page.stale) == ("Ma", "met", [])


def test_an_edit_of_what_changed_elsewhere_is_reported(page, qtbot):
    qtbot.keyClicks(page.name, "Ma")
    page.form.load(replace(page.record, name="Mina"))
    assert (page.name.text(), page.stale) == ("Ma", ["name"])
    page.form.revert("name")
    assert page.name.text() == "Mina"


def test_a_refused_stale_edit_is_reported(page, qtbot):
    page.refuse = StaleEdit()
    qtbot.keyClicks(page.name, "Ma")
    assert not page.form.flush()
    assert page.stale == ["name"]
    assert page.name.text() == "Ma"


def test_a_failing_save_keeps_the_text(page, qtbot):
    page.refuse = DiskFull()
    qtbot.keyClicks(page.name, "Ma")
    assert not page.form.flush()
    assert [error.code for error in page.failed] == ["disk-full"]
    page.refuse = None
    assert page.form.flush()


def test_another_record_drops_what_was_pending(page, qtbot):
    qtbot.keyClicks(page.name, "Ma")
    page.form.load(Draft(name="Jonas"), fresh=True)
    assert (page.name.text(), page.form.pending, page.saved) == ("Jonas", [], [])
