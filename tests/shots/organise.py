"""Draw the board, the shortlist, the targets and the event window as different people see them."""

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
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from infodesk.core.events import EncounterDraft
from infodesk.core.profile import ProfileEntry, ProfileKind
from infodesk.core.progress import finish
from infodesk.core.shortlist import WEIGHTS, Aim
from infodesk.gui.desk import Desk
from infodesk.gui.page import Page
from infodesk.gui.pages.board.page import BoardPage
from infodesk.gui.pages.people.page import PeoplePage
from infodesk.gui.pages.shortlist.event_sheet import EventSheet
from infodesk.gui.pages.shortlist.sheet import ShortlistSheet
from infodesk.gui.pages.shortlist.targets import TargetsSheet
from infodesk.gui.theme import Theme
from infodesk.operations import people as verbs
from infodesk.operations.events import add_event, meet
from infodesk.operations.sample import load_sample
from infodesk.operations.shortlisting import remember
from infodesk.operations.targets import add_target, rate_target
from infodesk.store import people as rows
from infodesk.store import profile as profile_rows
from infodesk.store import targets as target_rows
from tests.shots.people import fill, long_names, make_desk, picture

Scene = Callable[[Desk, int, int], QWidget]


def window(page: Page, width: int, height: int, place: str) -> QWidget:
    """Return a bare window around a page."""
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(page)
    frame.resize(width, height)
    page.desk.commands.enter(place)
    frame.show()
    page.arrive()
    return frame


def board(desk: Desk, width: int, height: int) -> QWidget:
    """Return the board of the sample."""
    load_sample(desk.store, "Europe/Lisbon")
    everyone = rows.find_ids(desk.store.db, rows.PersonFilter(in_pipeline=True))
    finish(verbs.flag_people(desk.store, everyone[3:4], "do_not_contact", on=True))
    finish(verbs.flag_people(desk.store, everyone[2:4], "keep_private", on=True))
    return window(BoardPage(desk, open_person=print), width, height, "board")


def board_empty(desk: Desk, width: int, height: int) -> QWidget:
    """Return the board of an empty vault."""
    return window(BoardPage(desk, open_person=print), width, height, "board")


def board_many(desk: Desk, width: int, height: int) -> QWidget:
    """Return a board of some 500 cards."""
    fill(desk, 4_300)
    frame = window(BoardPage(desk, open_person=print), width, height, "board")
    page = frame.findChild(BoardPage)
    assert page is not None
    return frame


def board_long(desk: Desk, width: int, height: int) -> QWidget:
    """Return a board with long names, dragged and selected cards."""
    load_sample(desk.store, "Europe/Lisbon")
    long_names(desk)
    page = BoardPage(desk, open_person=print)
    frame = window(page, width, height, "board")
    met = next(one for one in page.view.columns if one.spec.id == "met")
    met.cards.selectAll()
    place = frame.mapToGlobal(page.view.columns[2].geometry().center())
    page.view._dragged(met.cards, place)
    return frame


def shortlist(desk: Desk, width: int, height: int) -> QWidget:
    """Return the shortlist over invented people, some of them known better."""
    fill(desk, 4_000)
    with desk.store.upkeep() as db:
        profile_rows.change(db, {"location": "Lisbon, Portugal", "industry": "Health"})
        school = "Universidade de Lisboa"
        entry = ProfileEntry(kind=ProfileKind.EDUCATION, title="BSc", organisation=school)
        profile_rows.add_entry(db, entry)
        for number, one in enumerate(rows.find_ids(db, rows.PersonFilter())[:1_500]):
            place = ("Lisbon, Portugal", "Porto, Portugal")[number % 2]
            rows.change(db, one, {"location": place, "strength": number % 5 + 1}, "", None)
            if number % 7 == 0:
                rows.add_education(db, one, school=school)
    remember(
        desk.store, Aim(role="Data analyst", industry="Health", places=("Lisbon",)), dict(WEIGHTS)
    )
    back = QWidget()
    back.resize(width, height)
    sheet = ShortlistSheet(desk, back, show_person=print, show_targets=print)
    sheet.show()
    while not sheet.model.rowCount():
        QApplication.processEvents()
    sheet.list.setFocus()
    sheet.keep()
    sheet.leave()
    sheet.back = back  # type: ignore[attr-defined]
    return sheet


def targets(desk: Desk, width: int, height: int) -> QWidget:
    """Return the targets among invented companies."""
    fill(desk, 4_000)
    for number in range(9):
        add_target(desk.store, f"Company {number * 7:03}")
    add_target(desk.store, "Sample Regional Health Network of the Northern and Western Districts")
    for number, one in enumerate(target_rows.all_targets(desk.store.db)):
        rate_target(desk.store, one.id, motivation=5 - number % 5, posting=number % 4)
    back = QWidget()
    back.resize(width, height)
    sheet = TargetsSheet(desk, back, show_company=print)
    sheet.show()
    sheet.table.setCurrentIndex(sheet.model.index(1, 2))
    sheet.table.setFocus()
    sheet.back = back  # type: ignore[attr-defined]
    return sheet


def targets_empty(desk: Desk, width: int, height: int) -> QWidget:
    """Return the targets of an empty vault."""
    sheet = TargetsSheet(desk, None)
    sheet.show()
    return sheet


def event(desk: Desk, width: int, height: int) -> QWidget:
    """Return the event window with people noted, one long, and known people offered."""
    load_sample(desk.store, "Europe/Lisbon")
    fair = add_event(desk.store, "Health data meetup", desk.clock().date(), "Porto, Alfândega")
    long = "Sample Regional Health Network of the Northern and Western Districts"
    for name, company, hook in (
        ("Ana Beispiel", "Orchard", "the course in public health she takes"),
        ("Bo Example", "", ""),
        ("Maximiliane-Annabelle von Hohenstein", long, long),
    ):
        first, _, last = name.partition(" ")
        draft = EncounterDraft(first_name=first, last_name=last, company=company, hook=hook)
        meet(desk.store, fair, draft)
    back = QWidget()
    back.resize(width, height)
    sheet = EventSheet(desk, back, show_person=print)
    sheet.show()
    sheet.name.setText("Ma")
    sheet._typed("Ma")
    sheet.back = back  # type: ignore[attr-defined]
    return sheet


def event_empty(desk: Desk, width: int, height: int) -> QWidget:
    """Return the event window before anything is named."""
    sheet = EventSheet(desk, None)
    sheet.show()
    return sheet


def filters(desk: Desk, width: int, height: int) -> QWidget:
    """Return People narrowed by several things, with the strength column."""
    load_sample(desk.store, "Europe/Lisbon")
    everyone = rows.find_ids(desk.store.db, rows.PersonFilter())
    for number, one in enumerate(everyone):
        finish(verbs.rate_people(desk.store, [one], number % 5 + 1))
    finish(verbs.flag_people(desk.store, everyone[1:4], "do_not_contact", on=True))
    finish(verbs.flag_people(desk.store, everyone[3:6], "keep_private", on=True))
    page = PeoplePage(desk)
    frame = window(page, width, height, "people")
    page.filters.show_cut("everyone")
    place = next(n for n, one in enumerate(page.model.columns) if one.id == "strength")
    page.table.show_column(place, shown=True)
    page.filters.narrow(rows.PersonFilter(strengths=frozenset({2, 3, 4, 5}), source="sample"))
    page.show_record(everyone[3])
    return frame


SCENES: dict[str, Scene] = {
    "board": board,
    "board-empty": board_empty,
    "board-many": board_many,
    "board-long": board_long,
    "shortlist": shortlist,
    "targets": targets,
    "event": event,
    "event-empty": event_empty,
    "filters": filters,
    "targets-empty": targets_empty,
}
LOOKS = {
    "light": ("light", 1.0, 1233, 805, False),
    "dark": ("dark", 1.0, 1233, 805, False),
    "contrast": ("contrast", 1.0, 1233, 805, False),
    "narrow": ("light", 1.0, 640, 480, False),
    "200": ("light", 2.0, 1340, 860, False),
    "rtl": ("light", 1.0, 1233, 805, True),
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
                frame.deleteLater()
                app.processEvents()
                desk.jobs.shutdown()
                desk.store.close()


if __name__ == "__main__":
    main()
