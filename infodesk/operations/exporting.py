"""Exports: a report as PDF, everything as JSON, people as a table."""

from collections.abc import Sequence
from pathlib import Path

from infodesk.core.files import write_atomically
from infodesk.core.ids import PersonId
from infodesk.core.moments import as_text
from infodesk.core.next_steps import StepKind
from infodesk.core.people import Person
from infodesk.core.progress import Job, Progress
from infodesk.core.report import Report
from infodesk.formats.csv_writing import write_csv
from infodesk.formats.pdf import Paper, PdfResult, print_pdf
from infodesk.operations.sharing import shareable_people
from infodesk.store import people as rows
from infodesk.store.copying import everything
from infodesk.store.store import Store

EXPORT_VERSION = 1

CSV_COLUMNS = (
    "First Name",
    "Last Name",
    "Company",
    "Position",
    "Email Address",
    "Phone",
    "URL",
    "Location",
    "Stage",
    "Tags",
    "Next Step",
    "Next Step On",
    "Last Touch On",
    "Connected On",
)
"""Headers of the table: English and stable, because programs read them too."""


def save_pdf(report: Report, target: Path, *, paper: Paper = "a4") -> Job[PdfResult]:
    """Print `report` into the file `target`, whole or not at all; pure, for another thread.

    Raises PdfFailed, CannotWrite, DiskFull or ReadOnlyPlace.
    """
    yield Progress(phase="printing")
    result = print_pdf(report, paper=paper)
    yield Progress(phase="saving")
    write_atomically(target, result.data)
    return result


def save_json(store: Store, target: Path) -> Job[int]:
    """Write everything in the vault as JSON into `target`; the result is how many people it holds.

    Attachments' contents are left out. Raises CannotWrite, DiskFull or ReadOnlyPlace.
    """
    import json

    yield Progress(phase="collecting")
    tables = everything(store.db)
    yield Progress(phase="saving")
    document = {
        "format": "infodesk-export",
        "version": EXPORT_VERSION,
        "exported_at": as_text(store.clock()),
        **tables,
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    write_atomically(target, text.encode("utf-8"))
    return len(tables["person"])


def save_csv(
    store: Store, people: Sequence[PersonId], target: Path, *, plain: bool = False
) -> Job[int]:
    """Write `people` as a table into `target`; the result is how many rows it has.

    Cells that a spreadsheet would take for a formula are guarded unless `plain`. People who are
    kept private are left out. Raises KeptPrivate, NothingToExport, CannotWrite, DiskFull or
    ReadOnlyPlace.
    """
    people = shareable_people(store, people)
    table = []
    for done, person_id in enumerate(people):
        if done % 20 == 0:
            yield Progress(phase="collecting", done=done, total=len(people))
        table.append(_row(rows.get(store.db, person_id)))
    yield Progress(phase="saving")
    write_atomically(target, write_csv(CSV_COLUMNS, table, plain=plain))
    return len(table)


def _row(person: Person) -> tuple[str, ...]:
    return (
        person.first_name,
        person.last_name,
        person.company,
        person.title,
        ", ".join(email.address for email in person.emails),
        ", ".join(phone.number for phone in person.phones),
        person.profile_url,
        person.location,
        person.stage.value,
        ", ".join(tag.name for tag in person.tags),
        person.next_step or person.next_step_kind.removeprefix(StepKind.HAND),
        person.next_step_on.isoformat() if person.next_step_on else "",
        person.last_touch_on.isoformat() if person.last_touch_on else "",
        person.connected_on.isoformat() if person.connected_on else "",
    )
