"""Draw the People page as it looks to different people, and save the pictures."""

import argparse
import os
import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from infodesk.core.changes import Step
from infodesk.core.next_steps import StepDraft
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.gui.changes import Changes
from infodesk.gui.commands import Commands
from infodesk.gui.desk import Desk, OpenVault
from infodesk.gui.images import png_of
from infodesk.gui.jobs import Jobs
from infodesk.gui.notices import Notices
from infodesk.gui.pages.people.page import PeoplePage
from infodesk.gui.scripted import ScriptedAsk
from infodesk.gui.settings import Settings
from infodesk.gui.theme import Theme
from infodesk.operations import attachments
from infodesk.operations.sample import load_sample
from infodesk.store import companies as company_rows
from infodesk.store import next_steps as step_rows
from infodesk.store import people as rows
from infodesk.store.store import Store
from infodesk.vault.folder import VaultFolder
from infodesk.vault.keys import Keys

FIRST = ("Maya", "Tomás", "Ruth", "Elif", "Piotr", "Amina", "Jonas", "Sara", "Jun", "Leila", "Noé")
LAST = ("Chen", "Ortega", "Sandoval", "Varga", "Kowal", "Bello", "Hall", "Lind", "Kanda", "Mansour")
TITLES = ("Head of Data", "Clinical analyst", "Product lead", "Nurse educator", "Recruiter")
STAGES = (*["spotted"] * 60, *(stage.value for stage in Stage))


def make_desk(folder: Path, theme: Theme) -> Desk:
    """Return a desk around a new, empty vault in `folder`."""
    vault = VaultFolder(folder / "My search.infodesk")
    vault.path.mkdir(parents=True)
    keys = Keys.new()
    store = Store.create(vault.database, keys.database(), keys.vault_id)
    return Desk(
        store=store,
        vault=OpenVault(folder=vault, keys=keys),
        changes=Changes(store),
        jobs=Jobs(),
        ask=ScriptedAsk(),
        notices=Notices(),
        commands=Commands(theme.icon),
        theme=theme,
        settings=Settings(folder / "settings"),
    )


def fill(desk: Desk, count: int) -> None:
    """Invent `count` people straight into the tables."""
    chance = random.Random(7)
    now = datetime.now(UTC)
    stamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    with desk.store.upkeep() as db:
        companies = [(f"Company {n:03}", n) for n in range(900)]
        ids = company_rows.ensure_all(db, [name for name, _n in companies], stamp)
        for _number in range(count):
            stage = chance.choice(STAGES)
            live = stage not in ("spotted", "closed")
            company = chance.choice(companies)[0]
            name = rows.names(chance.choice(FIRST), f"{chance.choice(LAST)}{chance.randrange(999)}")
            day = (now + timedelta(days=chance.randrange(-20, 20))).date()
            touched = (now - timedelta(days=chance.randrange(90))).date().isoformat()
            person_id = rows.insert(
                db,
                {
                    **name,
                    "title": chance.choice(TITLES),
                    "company": company,
                    "company_id": ids[company],
                    "stage": stage,
                    "last_touch_on": touched if live else None,
                },
                stamp,
            )
            if live:
                step_rows.insert(db, person_id, StepDraft(text="Follow up", due_on=day), stamp)


LONG = (
    ("Maximiliane-Annabelle von Hohenstein-Oettingen und Spielberg, MD PhD", "left"),
    ("ليلى منصور", "مديرة البيانات الصحية الوطنية"),
    ("נועה ברוסארד", "מנהלת מוצר"),
    ("神田純子", "データエンジニア"),
)


def long_names(desk: Desk) -> None:
    """Add people whose names are long or run the other way."""
    stamp = desk.store.now()
    with desk.store.transaction(Step(code="add-person")) as db:
        for name, title in LONG:
            first, _, last = name.rpartition(" ")
            company = "Sample Regional Health Network of the Northern and Western Districts"
            values = rows.names(first, last)
            values |= {"title": title, "company": company, "stage": "met"}
            person_id = rows.insert(db, values, stamp)
            step_rows.insert(db, person_id, StepDraft(text=title), stamp)


def window(page: PeoplePage, width: int, height: int) -> QWidget:
    """Return a bare window around the page."""
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(page)
    frame.resize(width, height)
    page.desk.commands.enter("people")
    frame.show()
    page.arrive()
    return frame


def picture(frame: QWidget, target: Path) -> None:
    """Save what the window shows."""
    for _turn in range(6):
        QApplication.processEvents()
    frame.grab().save(str(target))
    print(target)


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
    for name, scene in SCENES.items():
        if asked.only and name not in asked.only:
            continue
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        mode = next((one for one in ("dark", "contrast") if one in name), "light")
        theme.apply(app, mode, 2.0 if "200" in name else 1.0)  # type: ignore[arg-type]
        with tempfile.TemporaryDirectory() as folder:
            desk = make_desk(Path(folder), theme)
            frame = scene(desk)
            picture(frame, asked.folder / f"people-{name}.png")
            frame.close()
            frame.deleteLater()
            app.processEvents()
            desk.jobs.shutdown()
            desk.store.close()


def _page(desk: Desk) -> PeoplePage:
    return PeoplePage(
        desk,
        open_meeting=print,
        new_meeting=print,
        export_people=print,
        export_table=print,
        import_people=lambda: None,
        load_sample=lambda: None,
    )


def _sample(desk: Desk, width: int = 1233, height: int = 805) -> QWidget:
    load_sample(desk.store, "Europe/Lisbon")
    frame = window(_page(desk), width, height)
    _of(frame).filters.show_cut("everyone")
    return frame


def _of(frame: QWidget) -> PeoplePage:
    page = frame.findChild(PeoplePage)
    assert page is not None
    return page


def _long(desk: Desk) -> QWidget:
    load_sample(desk.store, "Europe/Lisbon")
    long_names(desk)
    frame = window(_page(desk), 1233, 805)
    page = _of(frame)
    page.table.choose(
        page.model.ids[
            [page.model.record(n).name for n in range(page.model.rowCount())].index(LONG[0][0])
        ]
    )
    return frame


def _rtl(desk: Desk) -> QWidget:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return _long(desk)


def _empty(desk: Desk) -> QWidget:
    return window(_page(desk), 1233, 805)


def _many(desk: Desk) -> QWidget:
    fill(desk, 30_000)
    return window(_page(desk), 1233, 805)


def _selection(desk: Desk) -> QWidget:
    frame = _sample(desk)
    page = _of(frame)
    flags = page.table.selectionModel().SelectionFlag
    for row in (2, 3, 5):
        page.table.selectionModel().select(page.model.index(row, 0), flags.Select | flags.Rows)
    return frame


def _trash(desk: Desk) -> QWidget:
    frame = _sample(desk)
    page = _of(frame)
    page.actions_.trash(page.model.ids[2:6])
    page.filters.show_cut("trash")
    return frame


def _no_match(desk: Desk) -> QWidget:
    frame = _sample(desk)
    _of(frame).filters.show_cut("pipeline")
    _of(frame).filters.search.setText("greta")
    return frame


def _tab(number: int):
    def scene(desk: Desk) -> QWidget:
        frame = _sample(desk)
        page = _of(frame)
        page.table.choose(
            next(one for n, one in enumerate(page.model.ids) if "Maya" in page.model.record(n).name)
        )
        page.detail.tabs.setCurrentIndex(number)
        return frame

    return scene


def _dialog(desk: Desk) -> QWidget:
    frame = _sample(desk)
    page = _of(frame)
    page.add_person()
    from infodesk.gui.pages.people.add_person import AddPersonDialog

    dialog = frame.findChild(AddPersonDialog)
    dialog.name.setText("Ana Kovač <ana@example.org>")
    dialog.profile.setText("example.org/ana")
    dialog.add()
    dialog.frame = frame
    return dialog


def _company(desk: Desk) -> QWidget:
    frame = _tab(0)(desk)
    _of(frame).detail.ask_company()
    return frame


def _face(seed: int) -> QImage:
    """Paint somebody who does not exist."""
    image = QImage(400, 500, QImage.Format.Format_RGB32)
    image.fill(QColor.fromHsv(seed * 53 % 360, 70, 220))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for color, area in (
        (QColor("#40302a"), (110, 70, 180, 210)),
        (QColor.fromHsv(seed * 97 % 360, 160, 140), (60, 300, 280, 300)),
        (QColor("#e8c39e"), (125, 110, 150, 190)),
    ):
        painter.setBrush(color)
        painter.drawEllipse(*area)
    painter.end()
    return image


def _files(width: int = 1233, height: int = 805, *, viewer: bool = False, rtl: bool = False):
    def scene(desk: Desk) -> QWidget:
        if rtl:
            QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        frame = _sample(desk, width, height)
        page = _of(frame)
        for number in range(0, 9, 2):
            attachments.set_photo(desk.store, page.model.ids[number], png_of(_face(number)))
        person = page.model.ids[0]
        page.table.choose(person)
        files = (
            ("Curriculum vitae of a long and winding career, revised.pdf", b"%PDF-1.7" * 30_000),
            ("Slides.txt", b"Notes\n" * 40),
            ("Whiteboard.png", png_of(_face(4))),
        )
        new = [attachments.NewFile(name=name, data=data) for name, data in files]
        finish(attachments.attach(desk.store, new, person_id=person))
        page.detail.show_files()
        page.show_record(int(person)) if width < 900 else None
        for _turn in range(40):
            QApplication.processEvents()
        if viewer:
            from infodesk.gui.pages.files.viewer import ImageViewer

            row = next(one for one in page.detail.files._file_rows() if one.file.is_picture)
            page.detail.files.does.open(row.file)
            (shown,) = frame.findChildren(ImageViewer)
            shown.frame = frame
            return shown
        return frame

    return scene


def _report(width: int = 1233, height: int = 805, *, redact: bool = False, rtl: bool = False):
    def scene(desk: Desk) -> QWidget:
        from infodesk.gui.pages.exporting.report import ReportDialog

        if rtl:
            QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        frame = _sample(desk, width, height)
        page = _of(frame)
        maya = next(
            one for n, one in enumerate(page.model.ids) if "Maya" in page.model.record(n).name
        )
        desk.settings.change(report_redact=redact, report_left_out=["timeline"])
        dialog = ReportDialog(desk, people=[maya], parent=frame)
        dialog.open()
        while dialog._wait.isActive() or desk.jobs.running:
            QApplication.processEvents()
        dialog.frame = frame
        return dialog

    return scene


SCENES = {
    "report": _report(),
    "report-redacted-dark": _report(redact=True),
    "report-narrow": _report(640, 560),
    "report-200": _report(1340, 800, redact=True),
    "report-rtl": _report(rtl=True),
    "files": _files(),
    "files-1366": _files(1159, 673),
    "files-dark": _files(),
    "files-narrow": _files(640, 560),
    "files-200": _files(1340, 800),
    "files-rtl": _files(rtl=True),
    "viewer": _files(viewer=True),
    "viewer-dark": _files(viewer=True),
    "light": _tab(0),
    "dark": _tab(0),
    "contrast": _tab(0),
    "narrow": lambda desk: _sample(desk, 844, 560),
    "200": lambda desk: _sample(desk, 1340, 800),
    "long": _long,
    "rtl": _rtl,
    "empty": _empty,
    "many": _many,
    "selection": _selection,
    "trash": _trash,
    "no-match": _no_match,
    "notes": _tab(1),
    "meetings": _tab(2),
    "about": _tab(3),
    "company-dark": _company,
    "dialog": _dialog,
}

if __name__ == "__main__":
    main()
