"""Exports a person asks for: warned once that the file is not encrypted, then named and written."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLocale

from infodesk.core.calendars import CalendarEvent
from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.people import EVERYONE
from infodesk.core.progress import Job
from infodesk.core.report import Report
from infodesk.formats.pdf import Paper, PdfResult
from infodesk.gui.ask import Ask, Choice, FileKind
from infodesk.gui.commands import Command
from infodesk.gui.desk import Desk
from infodesk.operations import briefing, calendars, exporting, vaults
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.words import t, tn
from infodesk.words.records import Words

_NOT_IN_A_FILE_NAME = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_LONGEST_NAME = 80


def export_brief(desk: Desk, meeting_id: MeetingId) -> None:
    """Write the brief of a meeting into a PDF that the person names."""
    meeting = meeting_rows.get(desk.store.db, meeting_id)
    name = t("Brief {name} {day}", name=meeting.person_name,
             day=f"{meeting.local_start:%Y-%m-%d}")  # fmt: skip
    _export_pdf(desk, name, briefing.report_brief(desk.store, meeting_id, Words()))


def export_calendar(
    desk: Desk, meetings: Sequence[MeetingId], *, for_them: bool = False, text: str = ""
) -> None:
    """Write meetings into a file for calendars that the person names.

    Nothing private is in it, so it is not warned of; `for_them` and `text` are as in
    `calendars.collect_events`.
    """
    if not meetings:
        desk.notices.toast(t("There are no meetings to come yet."), undo=False)
        return
    name = t("Meetings")
    if len(meetings) == 1:
        meeting = meeting_rows.get(desk.store.db, meetings[0])
        # Their copy goes to them: it is called after me, as the event in it is.
        name = t("Talk") if for_them else meeting.person_name
        name = f"{name} {meeting.local_start:%Y-%m-%d}"
    kinds = [FileKind(text=t("Calendar"), patterns=("*.ics",))]

    def named(target: Path) -> None:
        def collected(events: Sequence[CalendarEvent]) -> None:
            desk.jobs.threaded(
                calendars.save_calendar(events, target),
                title=t("Saving for a calendar"),
                done=lambda count: _saved_for_calendar(desk, target, len(meetings) - count),
            )

        desk.jobs.sliced(
            calendars.collect_events(desk.store, meetings, Words(), for_them=for_them, text=text),
            title=t("Saving for a calendar"),
            done=collected,
        )

    desk.ask.save_file(t("Save for a calendar"), f"{file_name(name)}.ics", kinds, named)


def _saved_for_calendar(desk: Desk, target: Path, left_out: int) -> None:
    saved = t("Saved {name}. Open it to put the meeting into your calendar.", name=target.name)
    without = tn(
        "{count} meeting with somebody who is kept private was left out.",
        "{count} meetings with people who are kept private were left out.",
        left_out,
    )
    desk.notices.toast(f"{saved} {without}" if left_out else saved, undo=False)


def export_table(desk: Desk, people: Sequence[PersonId]) -> None:
    """Write people into a table for spreadsheets that the person names."""
    kinds = [FileKind(text=t("Table (CSV)"), patterns=("*.csv",))]

    def named(target: Path) -> None:
        desk.jobs.sliced(
            exporting.save_csv(desk.store, people, target),
            title=t("Exporting the table"),
            done=lambda _count: _saved(desk, target),
        )

    warned(desk, lambda: desk.ask.save_file(t("Export"), t("People") + ".csv", kinds, named))


def export_everything(desk: Desk) -> None:
    """Write everything into a JSON file that the person names."""
    kinds = [FileKind(text=t("JSON"), patterns=("*.json",))]

    def named(target: Path) -> None:
        desk.jobs.sliced(
            exporting.save_json(desk.store, target),
            title=t("Exporting everything"),
            done=lambda _count: _saved(desk, target),
        )

    name = desk.vault.folder.name
    warned(desk, lambda: desk.ask.save_file(t("Export"), f"{name}.json", kinds, named))


def back_up(desk: Desk) -> None:
    """Write a verified, encrypted backup that the person names."""
    kinds = [FileKind(text=t("InfoDesk backup"), patterns=(f"*{vaults.BACKUP_SUFFIX}",))]
    name = f"{desk.vault.folder.name} {desk.clock():%Y-%m-%d %H%M}{vaults.BACKUP_SUFFIX}"

    def named(target: Path) -> None:
        # The dialog has asked before replacing; the backup itself never does.
        target.unlink(missing_ok=True)
        desk.jobs.sliced(
            vaults.back_up_job(desk.store, desk.vault.folder, desk.vault.keys, target),
            title=t("Backing up"),
            done=lambda people: desk.notices.toast(
                tn(
                    "Backup of {count} person written and verified.",
                    "Backup of {count} people written and verified.",
                    people,
                ),
                undo=False,
            ),
        )

    desk.ask.save_file(t("Back up"), name, kinds, named)


def add_export_commands(desk: Desk) -> None:
    """Declare what can be exported from anywhere."""

    def everyone() -> Sequence[PersonId]:
        return person_rows.find_ids(desk.store.db, EVERYONE)

    desk.commands.add(
        Command(
            id="export-calendar",
            text=t("Save all coming meetings for a calendar…"),
            icon="calendar",
            group="file",
            run=lambda: export_calendar(desk, calendars.coming(desk.store)),
            when=lambda: bool(calendars.coming(desk.store)),
        ),
        # Also in the window of the export: here for whoever looks for them by name.
        Command(
            id="export-table",
            text=t("Export people as a table…"),
            icon="table",
            run=lambda: export_table(desk, everyone()),
            when=lambda: person_rows.count(desk.store.db, EVERYONE) > 0,
        ),
        Command(
            id="export-everything",
            text=t("Export everything as JSON…"),
            icon="export",
            run=lambda: export_everything(desk),
        ),
        Command(
            id="back-up",
            text=t("Back up now…"),
            icon="shield",
            group="file",
            run=lambda: back_up(desk),
        ),
    )


def _export_pdf(desk: Desk, name: str, collecting: Job[Report]) -> None:
    kinds = [FileKind(text=t("PDF"), patterns=("*.pdf",))]

    def named(target: Path) -> None:
        desk.jobs.sliced(
            collecting,
            title=t("Exporting as PDF"),
            done=lambda report: print_report(desk, report, target),
        )

    warned(desk, lambda: desk.ask.save_file(t("Export"), f"{file_name(name)}.pdf", kinds, named))


def save_text(desk: Desk, report: Report, target: Path, form: Literal["markdown", "text"]) -> None:
    """Write a report as Markdown or text, and say so."""
    desk.jobs.threaded(
        exporting.save_report_text(report, target, form),
        title=t("Exporting"),
        done=lambda path: _saved(desk, path),
    )


def print_report(desk: Desk, report: Report, target: Path) -> None:
    """Print a report on the paper that is set, and say so."""

    def printed(result: PdfResult) -> None:
        _saved(desk, target)
        if result.missing:
            desk.ask.tell(
                t("Some characters are missing"),
                t(
                    "The PDF was saved, but no font on this computer has these characters; "
                    "they appear as boxes. Installing a font for their script and exporting "
                    "again mends it."
                ),
                detail=" ".join(result.missing),
            )

    desk.jobs.threaded(
        exporting.save_pdf(report, target, paper=paper_of(desk)),
        title=t("Exporting as PDF"),
        done=printed,
    )


def paper_of(desk: Desk) -> Paper:
    """Return the paper to print on: the one that is set, else the one that is usual here."""
    match desk.settings.now.paper:
        case "a4":
            return "a4"
        case "letter":
            return "letter"
        case _:
            return usual_paper()


def usual_paper() -> Paper:
    """Return the paper that people use where this computer says it is."""
    imperial = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return "letter" if imperial else "a4"


def file_name(name: str) -> str:
    """Return `name` as every system accepts it for a file, without an ending."""
    plain = _NOT_IN_A_FILE_NAME.sub(" ", name)[:_LONGEST_NAME].strip(" .")
    return plain or t("Export")


def warned(desk: Desk, go_on: Callable[[], None]) -> None:
    """Say that the file will not be encrypted, unless the person has heard enough of it."""
    if not desk.settings.now.export_warning:
        go_on()
        return

    def chosen(choice: str) -> None:
        if choice == "always":
            desk.settings.change(export_warning=False)
        if choice:
            go_on()

    desk.ask.choose(
        t("This file will not be encrypted"),
        t(
            "Your vault is encrypted; a file exported from it is not. Whoever can open the file "
            "can read it, private notes included."
        ),
        [
            Ask.cancel(),
            Choice(id="always", text=t("Export, and do not say this again")),
            Choice(id="once", text=t("Export"), kind="primary"),
        ],
        chosen,
    )


def _saved(desk: Desk, target: Path) -> None:
    desk.notices.toast(t("Saved {name}. It is not encrypted.", name=target.name), undo=False)
