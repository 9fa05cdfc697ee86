"""Commands that export from anywhere, and the one that fills a vault with an export."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.people import EVERYONE
from infodesk.formats.everything import Everything
from infodesk.gui.ask import FileKind
from infodesk.gui.commands import Command
from infodesk.gui.desk import Desk
from infodesk.gui.pages.importing.commands import main_window
from infodesk.operations import restoring
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as rows
from infodesk.words import t, tn


def add_export_window_commands(desk: Desk) -> None:
    """Declare the window of the export, and restoring what it wrote."""

    def all_meetings() -> Sequence[MeetingId]:
        return meeting_rows.find_ids(desk.store.db)

    desk.commands.add(
        Command(
            id="export-notes",
            text=t("Export all meeting notes as PDF…"),
            icon="file-pdf",
            group="file",
            run=lambda: export_meetings(desk, all_meetings()),
            when=lambda: bool(all_meetings()),
        ),
        Command(
            id="export",
            text=t("Export…"),
            icon="export",
            shortcut="Ctrl+Shift+X",
            group="file",
            run=lambda: open_export(desk, rows.find_ids(desk.store.db, EVERYONE)),
        ),
        Command(
            id="restore-export",
            text=t("Restore an export…"),
            icon="history",
            group="file",
            run=lambda: restore_export(desk),
        ),
    )


def open_export(desk: Desk, people: Sequence[PersonId]) -> None:
    """Open the window that asks in which form people, or everything, leave the vault."""
    from infodesk.gui.pages.exporting.dialog import ExportDialog

    ExportDialog(desk, people, partial(_told, desk), main_window()).open()


def export_meetings(desk: Desk, meetings: Sequence[MeetingId]) -> None:
    """Ask what a report of meetings shall hold, and write it."""
    if not meetings:
        desk.notices.toast(t("There are no meeting notes to export yet."), undo=False)
        return
    from infodesk.gui.pages.exporting.report import ReportDialog

    ReportDialog(desk, meetings=meetings, parent=main_window()).open()


def export_people(desk: Desk, people: Sequence[PersonId]) -> None:
    """Ask what a report of people shall hold, and write it."""
    if not people:
        desk.notices.toast(t("Choose the people to export first."), undo=False)
        return
    from infodesk.gui.pages.exporting.report import ReportDialog

    ReportDialog(desk, people=people, parent=main_window()).open()


def _told(desk: Desk, target: Path, left_out: int) -> None:
    """Say what was written, and how many people are not in it."""
    saved = t("Saved {name}. It is not encrypted.", name=target.name)
    without = tn(
        "{count:,} person who is kept private was left out.",
        "{count:,} people who are kept private were left out.",
        left_out,
    )
    desk.notices.toast(f"{saved} {without}" if left_out else saved, undo=False)


def restore_export(desk: Desk) -> None:
    """Fill the vault, which must be empty, from the JSON of another one."""
    kinds = [FileKind(text=t("JSON"), patterns=("*.json",))]

    def read(everything: Everything) -> None:
        desk.jobs.sliced(
            restoring.restore_everything(desk.store, everything),
            title=t("Restoring"),
            done=lambda people: desk.notices.toast(
                tn("{count:,} person restored.", "{count:,} people restored.", people)
            ),
        )

    def chosen(paths: list[Path]) -> None:
        desk.jobs.threaded(restoring.read_export(paths[0]), title=t("Restoring"), done=read)

    desk.ask.open_files(t("Restore an export"), kinds, chosen)
