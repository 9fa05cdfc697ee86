"""Pictures of the Today page in its window: full, empty, overdue, in every look."""

import argparse
import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from infodesk.core.next_steps import StepKind
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.gui.desk import Desk
from infodesk.gui.pages.today.page import TodayPage
from infodesk.gui.places import Places
from infodesk.gui.shell.window import MainWindow
from infodesk.gui.theme import Theme
from infodesk.operations import next_steps, people
from infodesk.operations.sample import load_sample
from infodesk.store import next_steps as step_rows
from tests.shots.people import make_desk

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def window(desk: Desk, size: tuple[int, int]) -> MainWindow:
    """Return the whole window, showing Today."""
    places = Places(desk, lambda place: shown.go(place))
    shown = MainWindow(desk, places.specs(), find=places.find)
    places.add_commands()
    shown.resize(*size)
    shown.go("today")
    shown.show()
    shown.activateWindow()
    return shown


def page_of(shown: MainWindow) -> TodayPage:
    """Return the page."""
    page = shown.pages["today"]
    assert isinstance(page, TodayPage)
    return page


def full(desk: Desk) -> None:
    """Put in the sample and some more of each kind."""
    load_sample(desk.store, "Europe/Lisbon")
    ada = people.add_person(
        desk.store,
        PersonDraft(
            first_name="Ada",
            last_name="Beispiel",
            title="Ward manager",
            company="Northern Clinic",
            stage=Stage.REPLIED,
        ),
    )
    assert step_rows.first_open(desk.store.db, ada)
    bo = people.add_person(
        desk.store,
        PersonDraft(first_name="Bo", last_name="Sample", title="Analyst", stage=Stage.MET),
    )
    for step in step_rows.open_steps(desk.store.db, bo):
        next_steps.skip(desk.store, step.id, "not-needed")


def late(desk: Desk) -> None:
    """Leave everything for a week."""
    full(desk)
    desk.clock.now += timedelta(days=8)  # type: ignore[attr-defined]


def many(desk: Desk) -> None:
    """Put in so many that the list scrolls."""
    full(desk)
    kinds = list(StepKind)
    for number in range(60):
        somebody = people.add_person(
            desk.store,
            PersonDraft(
                first_name=f"Person {number:02}",
                last_name="Wolfeschlegelsteinhausenbergerdorff" if number % 7 == 0 else "Example",
                title="Head of everything that could ever be measured" if number % 5 == 0 else "",
                company="Sample Regional Health Network of the Northern Provinces",
            ),
        )
        day = (NOW + timedelta(days=number % 12 - 5)).date()
        next_steps.plan_kind(desk.store, somebody, kinds[number % len(kinds)], day)


def calm(desk: Desk) -> None:
    """Deal with everything."""
    load_sample(desk.store, "Europe/Lisbon")
    ids = desk.store.db.execute(
        "SELECT id FROM next_step WHERE outcome = '' AND due_on <= '2026-11-24'"
    ).fetchall()
    for (step,) in ids:
        next_steps.skip(desk.store, step, "not-needed")
    for (person,) in desk.store.db.execute(
        "SELECT id FROM person WHERE stage NOT IN ('spotted', 'closed') AND next_step_kind = ''"
    ).fetchall():
        finish(people.move_to_stage(desk.store, [person], Stage.SPOTTED))


def nothing(_desk: Desk) -> None:
    """Leave the vault empty."""


WIDE = (1440, 900)
SCENES = {
    "full-light": (full, WIDE, ""),
    "full-dark": (full, WIDE, ""),
    "full-contrast": (full, WIDE, ""),
    "typed-light": (full, WIDE, "met Maya Chen, sent thanks, next in 2 weeks"),
    "ambiguous-light": (many, WIDE, "met Person 0 yesterday"),
    "new-dark": (full, WIDE, "met Ana Ferrer at the fair, next send the article on Friday"),
    "narrow-light": (full, (844, 600), ""),
    "narrow-typed-light": (full, (844, 600), "met Maya Chen, sent thanks, next in 2 weeks"),
    "small-light": (full, (640, 480), ""),
    "200-light": (full, (1440, 900), ""),
    "rtl-light": (full, WIDE, ""),
    "overdue-light": (late, WIDE, ""),
    "overdue-dark": (late, WIDE, ""),
    "many-light": (many, WIDE, ""),
    "calm-light": (calm, WIDE, ""),
    "calm-dark": (calm, WIDE, ""),
    "empty-light": (nothing, WIDE, ""),
    "empty-narrow-dark": (nothing, (640, 480), ""),
}


def main() -> None:
    """Save the pictures into the folder named on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("only", nargs="*")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    app.setFont(QFont("Inter", 10))
    theme = Theme()
    for name, (fill, size, typed) in SCENES.items():
        if asked.only and not any(part in name for part in asked.only):
            continue
        direction = Qt.LayoutDirection
        app.setLayoutDirection(direction.RightToLeft if "rtl" in name else direction.LeftToRight)
        mode = next((one for one in ("dark", "contrast") if one in name), "light")
        theme.apply(app, mode, 2.0 if "200" in name else 1.0)  # type: ignore[arg-type]
        with tempfile.TemporaryDirectory() as folder:
            desk = make_desk(Path(folder), theme)
            desk.clock = desk.store.clock = Clock(NOW)
            fill(desk)
            shown = window(desk, size)
            if typed:
                page_of(shown).quick.field.setText(typed)
            for _turn in range(6):
                app.processEvents()
            target = asked.folder / f"today-{name}.png"
            shown.grab().save(str(target))
            print(target)
            desk.commands.retire()
            shown.hide()
            shown.deleteLater()
            app.processEvents()
            desk.jobs.shutdown()
            desk.store.close()


if __name__ == "__main__":
    main()
