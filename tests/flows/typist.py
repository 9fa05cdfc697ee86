"""Types into a meeting's notes in the real window, on and on, and says each key that was taken.

Run by test_kill_while_typing in a process of its own, which it kills.
"""

import os
import random
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from infodesk.core.ids import MeetingId
from infodesk.gui.changes import Changes
from infodesk.gui.commands import Commands
from infodesk.gui.desk import Desk, OpenVault
from infodesk.gui.jobs import Jobs
from infodesk.gui.notices import Notices
from infodesk.gui.page import PlaceSpec
from infodesk.gui.pages.meetings.page import MeetingsPage
from infodesk.gui.scripted import ScriptedAsk
from infodesk.gui.settings import Settings
from infodesk.gui.shell.window import MainWindow
from infodesk.gui.theme import Theme
from infodesk.store.store import Store
from infodesk.vault.folder import VaultFolder
from infodesk.vault.keys import Keys

WORDS = "the team is six people, two of them nurses ! half of it is data quality"


def key_of(number: int) -> str:
    """Return what the typist types as key `number`: known to the judge without being told."""
    return WORDS[number % len(WORDS)]


def main(path: str, key: str, vault_id: str, meeting: str, seed: str, view: str) -> None:
    """Open the vault's window on one meeting and type until somebody ends the process."""
    app = QApplication([])
    theme = Theme()
    theme.apply(app, "light")
    store = Store.open(Path(path), bytearray.fromhex(key), bytes.fromhex(vault_id))
    desk = Desk(
        store=store,
        vault=OpenVault(folder=VaultFolder(Path(path).parent), keys=Keys.new()),
        changes=Changes(store),
        jobs=Jobs(),
        ask=ScriptedAsk(),
        notices=Notices(),
        commands=Commands(theme.icon),
        theme=theme,
        settings=Settings(Path(path).parent / "settings"),
    )

    def make_page(desk: Desk) -> MeetingsPage:
        return MeetingsPage(desk, export_meetings=print, export_brief=print, open_person=print)

    place = PlaceSpec(id="meetings", title="Meetings", icon="calendar", make_page=make_page)
    window = MainWindow(desk, [place])
    window.resize(1200, 700)
    page = window.go("meetings")
    window.show()
    page.show_record(int(MeetingId(int(meeting))))
    if view == "focus":
        desk.commands.run("meeting-focus")
        assert page.in_focus()
        page.view.start_clock()
    page.view.focus_notes()
    pace = random.Random(int(seed))
    count = 0

    def press() -> None:
        nonlocal count
        QTest.keyClicks(page.view.notes.area, key_of(count))
        count += 1
        # When it was taken, as every process of this machine counts time.
        os.write(1, f"{count} {time.monotonic():.6f}\n".encode())
        typing.start(int(pace.choice((35, 50, 60, 60, 90, 120, 200))))

    typing = QTimer()
    typing.setSingleShot(True)
    typing.timeout.connect(press)
    typing.start(50)
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
