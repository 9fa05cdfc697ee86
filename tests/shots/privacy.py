"""Draw what is extra private, erasing somebody, and what leaves, as different people see them."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from infodesk.core.people import PersonDraft
from infodesk.gui.backing_up import BackupKeeper
from infodesk.gui.desk import Desk
from infodesk.gui.pages.leaving import LeavingPage
from infodesk.gui.pages.people.erasing import EraseDialog
from infodesk.gui.pages.people.page import PeoplePage
from infodesk.gui.theme import Theme
from infodesk.operations import people as verbs
from infodesk.operations.meetings import write_person_notes
from infodesk.operations.sample import load_sample
from infodesk.store import people as rows
from tests.shots.organise import LOOKS, window
from tests.shots.people import make_desk, picture

Scene = Callable[[Desk, int, int], QWidget]
NOTES = """## What she said

Half of the week is data quality. Ask about **registries** in spring.

~ She is about to leave, and told nobody yet.

! They hire before summer
> Send the paper on registries

~ Salary: between 70 and 80, in confidence; long enough to be wrapped where there is no room.
"""


def _notes(desk: Desk, width: int, height: int) -> tuple[QWidget, PeoplePage]:
    load_sample(desk.store, "Europe/Lisbon")
    person = rows.find_ids(desk.store.db, rows.PersonFilter(in_pipeline=True))[0]
    write_person_notes(desk.store, person, NOTES)
    page = PeoplePage(desk)
    frame = window(page, width, height, "people")
    page.show_record(person)
    page.detail.tabs.setCurrentIndex(1)
    return frame, page


def covered(desk: Desk, width: int, height: int) -> QWidget:
    """Return notes of which some lines are covered."""
    return _notes(desk, width, height)[0]


def revealed(desk: Desk, width: int, height: int) -> QWidget:
    """Return the same notes when all of them were asked for."""
    frame, page = _notes(desk, width, height)
    assert page.detail.notes is not None
    page.detail.notes.toggle_reveal()
    return frame


def _erasing(desk: Desk, width: int, height: int, name: str) -> EraseDialog:
    load_sample(desk.store, "Europe/Lisbon")
    first, _, last = name.rpartition(" ")
    person = verbs.add_person(
        desk.store, PersonDraft(first_name=first, last_name=last, email="her@example.org")
    )
    write_person_notes(desk.store, person, "Her own notes")
    others = rows.find_ids(desk.store.db, rows.PersonFilter(in_pipeline=True))[:6]
    for other in others[:4]:
        write_person_notes(
            desk.store, other, f"Worked with {name} for years, knows the registries."
        )
    for other in others[4:]:
        write_person_notes(desk.store, other, f"The {last} bakery beside the office is closed now.")
    sheet = EraseDialog(desk, BackupKeeper(desk), person)
    px = desk.theme.px
    sheet.resize(min(px(680), width - 32), min(px(620), height - 32))
    sheet.show()
    while sheet.plan is None:
        QApplication.processEvents()
    return sheet


def erase(desk: Desk, width: int, height: int) -> QWidget:
    """Return the sheet that asks."""
    return _erasing(desk, width, height, "Ana Ribeiro")


def erase_long(desk: Desk, width: int, height: int) -> QWidget:
    """Return the sheet for somebody with a long name."""
    return _erasing(
        desk, width, height, "Maximiliane-Annabelle von Hohenstein-Oettingen und zu Spielberg"
    )


def erased(desk: Desk, width: int, height: int) -> QWidget:
    """Return the report."""
    sheet = _erasing(desk, width, height, "Ana Ribeiro")
    sheet.erase.click()
    while desk.jobs.running:
        QApplication.processEvents()
    return sheet


def leaving(desk: Desk, width: int, height: int) -> QWidget:
    """Return the page about what leaves."""
    return window(LeavingPage(desk, BackupKeeper(desk)), width, height, "leaving")


SCENES: dict[str, Scene] = {
    "private": covered,
    "private-revealed": revealed,
    "erase": erase,
    "erase-long": erase_long,
    "erased": erased,
    "leaving": leaving,
}


def main() -> None:
    """Save the pictures into the folder named on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("only", nargs="*")
    parser.add_argument("--looks", nargs="*", default=["light", "dark", "narrow", "200"])
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    app.setFont(QFont("Inter", 10))
    theme = Theme()
    direction = Qt.LayoutDirection
    for look in asked.looks:
        mode, scale, width, height, mirrored = LOOKS[look]
        app.setLayoutDirection(direction.RightToLeft if mirrored else direction.LeftToRight)
        theme.apply(app, mode, scale)  # type: ignore[arg-type]
        for name, scene in SCENES.items():
            if asked.only and name not in asked.only:
                continue
            with tempfile.TemporaryDirectory() as folder:
                desk = make_desk(Path(folder), theme)
                frame = scene(desk, width, height)
                picture(frame, asked.folder / f"{name}-{look}.png")
                frame.close()
                app.processEvents()
                desk.jobs.shutdown()
                desk.store.close()


if __name__ == "__main__":
    main()
