"""The window of a vault that can only be read, and of one whose disk fills while somebody types."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from infodesk.core.people import PersonDraft
from infodesk.gui.form import Form
from infodesk.gui.page import Page, PlaceSpec
from infodesk.gui.places import Places
from infodesk.gui.shell.read_only import WRITING
from infodesk.gui.shell.window import MainWindow
from infodesk.gui.widgets import SearchField
from infodesk.gui.widgets.autosave import SaveState
from infodesk.gui.widgets.notes_editor import NotesEditor
from infodesk.operations.meetings import write_person_notes
from infodesk.operations.people import add_person, edit_person
from infodesk.store import people
from infodesk.store.meetings import person_notes
from infodesk.store.store import Store


class OnePerson(Page):
    """A page with a search, somebody's title in a form, and notes."""

    def __init__(self, desk, person):
        super().__init__(desk)
        self.person = person
        self.search = SearchField(desk.theme, "Search")
        self.title, self.about = QLineEdit(), QLineEdit()
        self.form = Form(self.commit, stale=lambda _name: None, failed=desk.notices.failed)
        self.form.text("title", self.title)
        self.form.text("about", self.about)
        self.form.load(people.get(desk.store.db, person))
        self.notes = NotesEditor(
            desk,
            lambda: person_notes(desk.store.db, person),
            lambda body: write_person_notes(desk.store, person, body, self.notes),
        )
        layout = QVBoxLayout(self)
        for part in (self.search, self.title, self.about, self.notes):
            layout.addWidget(part)

    def commit(self, draft, field):
        edit_person(self.desk.store, self.person, {field: getattr(draft, field)})
        self.form.load(people.get(self.desk.store.db, self.person))

    def flush(self):
        return self.form.flush() and self.notes.flush()


def show(desk, person, qtbot):
    made = []

    def make(desk):
        made.append(OnePerson(desk, person))
        return made[0]

    window = MainWindow(desk, [PlaceSpec(id="one", title="One", icon="person", make_page=make)])
    qtbot.addWidget(window)
    window.go("one")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window, made[0]


@pytest.fixture
def person(store):
    return add_person(store, PersonDraft(first_name="Maya", title="Analyst"))


# Only reading


@pytest.fixture
def shown(desk, person, store, vault, qtbot):
    """The window around the vault, opened again for reading."""
    store.close()
    keys = vault.keys
    desk.store = Store.open(store.path, keys.database(), keys.vault_id, read_only=True)
    window, page = show(desk, person, qtbot)
    yield window, page
    page.notes._index.stop()
    window.close()
    desk.store.close()


def test_a_banner_says_so_and_nothing_else_is_red(shown):
    window, _page = shown
    assert window.read_only.isVisible()
    assert "can only be read" in window.read_only.accessibleName()
    assert not window.trouble.isVisible()


def test_fields_take_no_keys_and_refuse_none(shown, qtbot):
    window, page = shown
    for field in (page.title, page.notes.area):
        field.setFocus()
        QTest.keyClicks(field, "typed in vain")
    assert page.title.text() == "Analyst"
    assert page.notes.area.text() == ""
    assert not window.trouble.isVisible()
    assert page.flush()


def test_what_begins_something_new_is_switched_off(desk, person, store, vault, qtbot):
    store.close()
    keys = vault.keys
    desk.store = Store.open(store.path, keys.database(), keys.vault_id, read_only=True)
    places = Places(desk, lambda place: window.go(place))
    window = MainWindow(desk, places.specs())
    qtbot.addWidget(window)
    places.add_commands()
    for place in ("companies", "people"):
        window.go(place)
    window.show()
    assert {command.id for command in desk.commands.all()} >= WRITING
    assert not any(desk.commands.can_run(command_id) for command_id in WRITING)
    assert desk.commands.can_run("export-everything")
    desk.commands.retire()
    window.close()
    desk.store.close()


def test_what_is_sought_can_be_typed(shown):
    _window, page = shown
    page.search.setFocus()
    QTest.keyClicks(page.search, "maya")
    assert page.search.text() == "maya"


# A disk that fills and is freed


def fill_disk(store):
    (pages,) = store.db.execute("PRAGMA page_count").fetchone()
    store.db.execute(f"PRAGMA max_page_count = {pages}")


def free_disk(store):
    store.db.execute("PRAGMA max_page_count = 1000000")


@pytest.fixture
def typing(desk, person, store, qtbot):
    window, page = show(desk, person, qtbot)
    yield window, page
    free_disk(store)
    page.flush()
    page.notes._index.stop()
    window.close()


def test_what_is_typed_while_the_disk_is_full_is_saved_when_there_is_room(
    typing, person, store, qtbot
):
    window, page = typing
    fill_disk(store)
    long = "registry of wards " * 2000
    page.about.setMaxLength(len(long))
    page.about.setFocus()
    page.about.setText(long)
    page.notes.area.setFocus()
    page.notes.area.setPlainText(long)
    QTest.keyClick(page.notes.area, Qt.Key.Key_X)
    assert not page.notes.autosave.flush()
    assert window.trouble.isVisible()
    assert "disk is full" in window.trouble.accessibleName()
    assert page.notes.autosave.state is SaveState.FAILED
    assert page.about.text() == long
    assert len(page.notes.area.text()) == len(long) + 1
    assert people.get(store.db, person).about == ""
    assert person_notes(store.db, person) == ""
    free_disk(store)
    again = page.form._fields["about"].again
    assert again.isActive()
    again.setInterval(0)
    page.notes.autosave._retry.start(0)
    qtbot.waitUntil(lambda: page.notes.autosave.state is SaveState.SAVED)
    qtbot.waitUntil(lambda: people.get(store.db, person).about == long.strip())
    assert person_notes(store.db, person) == page.notes.area.text()
    assert not window.trouble.isVisible()
