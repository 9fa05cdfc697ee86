"""Shows every page with hostile text in every field: `python -m tests.proof.hostile`.

To be run where somebody watches which files are opened. At the end a file called BOUNDARY is asked
for, and then one label interprets the text, as none of InfoDesk's does: the watcher must notice.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from infodesk.core.changes import Step
from infodesk.core.people import EVERYONE
from infodesk.gui.pages.meetings.stages import Stage as MeetingStage
from infodesk.gui.playing.main_job import MainJob
from infodesk.gui.playing.stage import open_stage
from infodesk.operations.sample import load_sample
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.vault import folder as vault_folder
from tests.vault.insecure_profile import CHEAP

MARK = "infodesk-hostile"
TEXT = (
    f'<img src="file:///{MARK}/a.png"><a href="file:///{MARK}/b">x</a> ![i](file:///{MARK}/c.png) '
    f'<img src="//{MARK}/d.png"> <link rel="stylesheet" href="file:///{MARK}/e.css"> '
    f"[k](file:///{MARK}/f) \\\\{MARK}\\g"
)
COLUMNS = {
    "person": ("first_name", "last_name", "name", "title", "company", "about", "location"),
    "position": ("title", "company"),
    "company": ("name", "website", "about"),
    "tag": ("name",),
    "link": ("url", "label"),
    "note": ("body",),
    "touch": ("text",),
    "next_step": ("text",),
    "meeting": ("place", "goal"),
    "meeting_question": ("text", "answer"),
    "question": ("text",),
    "research_fact": ("text", "source"),
    "introduction": ("name", "favourite", "insight", "transition"),
    "outreach": ("subject", "text"),
    "job_change": ("old_title", "old_company", "new_title", "new_company"),
}


def fill(job: MainJob) -> None:
    """Put the hostile text wherever the sample has words."""
    store = job.desk.store
    load_sample(store, "Europe/Lisbon")
    with store.transaction(Step(code="load-sample")) as db:
        for table, columns in COLUMNS.items():
            for column in columns:
                db.execute(f'UPDATE "{table}" SET "{column}" = ?', (TEXT,))


def look(job: MainJob) -> None:
    """Paint the window and whatever a pointer resting anywhere would bring up."""
    hand = job.stage.hand
    hand.settle()
    top = hand.top()
    top.grab()
    for widget in top.findChildren(QWidget):
        if widget.isVisible() and widget.toolTip():
            spot = widget.rect().center()
            event = QHelpEvent(QEvent.Type.ToolTip, spot, widget.mapToGlobal(spot))
            QApplication.sendEvent(widget, event)
    hand.settle()


def show(job: MainJob) -> int:
    """Go through the places, tabs and stages; return how many looks were taken."""
    desk, looks = job.desk, 0
    for command in [each.id for each in desk.commands.all() if each.id.startswith("go-")]:
        desk.commands.run(command)
        look(job)
        looks += 1
    page = job.people_page()
    page.show_record(person_rows.find_ids(desk.store.db, EVERYONE)[0])
    for place in range(page.detail.tabs.count()):
        page.detail.tabs.setCurrentIndex(place)
        look(job)
        looks += 1
    for command in ("people-write", "question-bank", "introductions"):
        job.people_page()
        desk.commands.run(command)
        look(job)
        looks += 1
    meetings = job.meetings_page()
    meetings.open_meeting(meeting_rows.find_ids(desk.store.db)[0])
    for stage in MeetingStage:
        meetings.view.show_stage(stage)
        look(job)
        looks += 1
    job.window.open_palette()
    job.stage.hand.write("infodesk")
    look(job)
    job.stage.hand.press("Esc")
    desk.notices.toast(TEXT)
    look(job)
    return looks + 2


def main() -> int:
    """Play."""
    vault_folder.FLOOR = CHEAP
    vault_folder.calibrated_profile = lambda: CHEAP  # type: ignore[assignment]
    with open_stage() as stage:
        job = MainJob(stage)
        job.create()
        job.keep_code()
        stage.hand.click_on("Begin with an empty desk")
        stage.hand.wait(lambda: stage.session and stage.session.desk, "the open vault")
        fill(job)
        print(show(job))
        Path(f"/{MARK}/BOUNDARY").exists()
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(TEXT)
        label.grab()
        return 1 if stage.faults else 0


if __name__ == "__main__":
    sys.exit(main())
