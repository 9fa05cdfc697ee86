"""Draw the pages of the import as they look to different people, and save the pictures."""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from infodesk.core.ids import PersonId
from infodesk.gui.commands import Command
from infodesk.gui.pages.importing.dialog import ImportDialog
from infodesk.gui.pages.importing.mapping_page import MappingPage
from infodesk.gui.pages.importing.plan_page import PlanPage
from infodesk.gui.pages.importing.report_page import ReportPage
from infodesk.gui.theme import Theme
from infodesk.operations import people
from tests.shots.people import make_desk

PICTURES = Path(__file__).resolve().parent / "pictures" / "importing"
DATA = Path(__file__).resolve().parents[1] / "data"
OLD, NEW = "Basic_LinkedInDataExport_10-01-2026.zip", "Complete_LinkedInDataExport_11-20-2026.zip"
LOOKS = {
    "light": {},
    "dark": {"mode": "dark"},
    "contrast": {"mode": "contrast"},
    "narrow": {"size": (640, 480)},
    "text-200": {"scale": 2.0, "size": (1080, 720)},
    "right-to-left": {"mirrored": True},
}


class Walk:
    """Goes through an import and saves a picture of each page."""

    def __init__(self, app: QApplication, theme: Theme, folder: Path, pictures: Path) -> None:
        self.app, self.pictures, self.number = app, pictures, 0
        self.desk = make_desk(folder, theme)
        for command in ("go-job-news", "go-duplicates", "shortlist", "go-profile"):
            self.desk.commands.add(Command(id=command, text=command, run=lambda: None))
        self.folder = folder
        self.dialog = ImportDialog(self.desk)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)

    def sample(self, name: str, called: str = "") -> Path:
        return Path(shutil.copy(DATA / name, self.folder / (called or name)))

    def wait(self, kind: type) -> object:
        return self.until(lambda: isinstance(self.dialog.page, kind))

    def until(self, there: Callable[[], bool]) -> object:
        """Wait until something is there, and return the page that is shown."""
        for _ in range(2_000):
            if there():
                return self.dialog.page
            QTest.qWait(10)
        raise TimeoutError

    def look(self, name: str) -> None:
        for _ in range(3):
            self.app.processEvents()
        self.number += 1
        path = self.pictures / f"{self.number:02}-{name}.png"
        self.dialog.grab().save(str(path))

    def go(self, size: tuple[int, int]) -> None:
        self.dialog.show()
        self.dialog.resize(*size)
        self.look("start")
        self.dialog.take([self.sample("basic_archive.zip", OLD)])
        page = self.wait(PlanPage)
        self.parts(page, "first", ("new", "contacts", "profile", "companies", "file"))
        page.accept()
        self.wait(ReportPage)
        self.look("first-report")
        store = self.desk.store
        gus = store.db.execute("SELECT id FROM person ORDER BY id LIMIT 3").fetchall()
        for (person,) in gus:
            people.edit_person(store, PersonId(person), {"title": "My own words"})
        archive = self.sample("complete_archive_member_id_suffix.zip", NEW)
        self.dialog.take([archive, self.sample("vcard_4.vcf"), self.sample("messages_2023.csv")])
        page = self.wait(PlanPage)
        self.parts(page, "second", ("changed", "contacts", "strangers", "same", "skipped", "file"))
        page.boxed["changed"].table.selectRow(0)
        page.accept()
        self.wait(ReportPage)
        self.look("second-report")
        self.dialog.show_start()
        self.look("past")
        self.dialog.page.past.table.selectRow(1)
        self.dialog.page.past.take_back()
        self.until(lambda: bool(self.dialog.page.trouble.text()))
        self.look("taken-back")
        self.dialog.take([self.sample("generic_contacts.csv", "people.csv")])
        self.wait(MappingPage)
        self.look("columns")
        self.dialog.page.choose(0, None)
        self.look("columns-nobody")
        self.dialog.show_paste()
        self.dialog.page.text.setPlainText("Name\tE-Mail\nGita Udaharani\tgita@example.org")
        self.look("paste")
        self.dialog.take([self.sample("archive_first_part_profile_only.zip")])
        self.wait(PlanPage)
        self.look("first-part")
        self.dialog.take([self.sample("xlsx_named.csv")])
        QTest.qWait(300)
        self.look("refused")

    def parts(self, page: PlanPage, name: str, parts: tuple[str, ...]) -> None:
        for part in parts:
            if part in page._part_at:
                page.show_part(part)
                self.look(f"{name}-{part}")

    def end(self) -> None:
        self.dialog.close()
        self.desk.jobs.shutdown()
        self.desk.store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("looks", nargs="*", default=list(LOOKS))
    given = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    app.setFont(QFont("DejaVu Sans", 10))
    theme = Theme()
    for name in given.looks:
        look = LOOKS[name]
        theme.apply(app, look.get("mode", "light"), text_scale=look.get("scale", 1.0))
        direction = Qt.LayoutDirection
        app.setLayoutDirection(
            direction.RightToLeft if look.get("mirrored") else direction.LeftToRight
        )
        pictures = PICTURES / name
        shutil.rmtree(pictures, ignore_errors=True)
        pictures.mkdir(parents=True)
        with tempfile.TemporaryDirectory() as folder:
            walk = Walk(app, theme, Path(folder), pictures)
            walk.go(look.get("size", (1080, 720)))
            walk.end()


if __name__ == "__main__":
    main()
