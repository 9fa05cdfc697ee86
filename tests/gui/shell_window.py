"""A main window with two small places, for the tests of the shell."""

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout

from infodesk.core.changes import Step
from infodesk.gui.commands import Command
from infodesk.gui.page import Page, PlaceSpec
from infodesk.gui.shell.help_page import HelpPage
from infodesk.gui.shell.settings_page import SettingsPage


class SmallPage(Page):
    """A page with a search field and something that may be open."""

    main_commands = ("new-person",)

    def __init__(self, desk):
        super().__init__(desk)
        self.search, self.button = QLineEdit(), QPushButton("A button")
        self.search.setAccessibleName("Search")
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.button)
        self.open, self.refuses, self.flushed, self.arrived = False, False, 0, 0

    def subtitle(self):
        return "Monday"

    def arrive(self):
        self.arrived += 1

    def focus_search(self):
        self.search.setFocus()
        return True

    def step_back(self):
        was, self.open = self.open, False
        return was

    def flush(self):
        self.flushed += 1
        return not self.refuses


def add_setting(store, name="x"):
    with store.transaction(Step(code="add-person")) as db:
        db.execute("INSERT INTO setting (name, value) VALUES (?, '')", (name,))


def small_places(desk):
    """Declare a command and return two places, Settings and Help."""

    def count():
        return desk.store.db.execute("SELECT count(*) FROM setting").fetchone()[0]

    desk.commands.add(
        Command(
            id="new-person",
            text="New person",
            icon="person-add",
            shortcut="Ctrl+N",
            group="file",
            run=lambda: add_setting(desk.store),
        )
    )
    named = [("people", "People"), ("meetings", "Meetings")]
    return [
        PlaceSpec(id="people", title="People", icon="people", make_page=SmallPage, count=count),
        PlaceSpec(id="meetings", title="Meetings", icon="calendar", make_page=SmallPage),
        PlaceSpec(
            id="settings", title="Settings", icon="settings", make_page=SettingsPage, foot=True
        ),
        PlaceSpec(
            id="help",
            title="Help",
            icon="help",
            make_page=lambda desk: HelpPage(desk, named),
            foot=True,
            shortcut="F1",
        ),
    ]
