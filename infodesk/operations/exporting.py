"""Exports: a report as PDF, everything as JSON, people as a table, vCards or Markdown."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from infodesk.core.extra_private import row_without, without_extra_private
from infodesk.core.files import atomic_file, write_atomically
from infodesk.core.ids import PersonId
from infodesk.core.moments import as_text
from infodesk.core.next_steps import StepKind
from infodesk.core.people import Person
from infodesk.core.progress import Job, Progress
from infodesk.core.report import Report
from infodesk.core.wording import Wording
from infodesk.formats.bundling import Add, FileNames, bundle
from infodesk.formats.csv_writing import write_csv
from infodesk.formats.everything import CONTENTS, EverythingWriter
from infodesk.formats.markdown import to_markdown
from infodesk.formats.pdf import Paper, PdfResult, print_pdf
from infodesk.formats.plain_text import to_text
from infodesk.formats.vcard_writing import Card, Version, write_vcard
from infodesk.operations.overviews import report_companies, report_profile
from infodesk.operations.reporting import report_people
from infodesk.operations.sharing import shareable_people
from infodesk.store import changelog, exchange
from infodesk.store import people as rows
from infodesk.store.store import Store

_SLICE = 20

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
    "Notes",
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


def save_report_text(report: Report, target: Path, form: Literal["markdown", "text"]) -> Job[Path]:
    """Write `report` as Markdown or as text into `target`; pure, for another thread.

    Raises CannotWrite, DiskFull or ReadOnlyPlace.
    """
    yield Progress(phase="printing")
    text = to_markdown(report) if form == "markdown" else to_text(report)
    yield Progress(phase="saving")
    write_atomically(target, text.encode())
    return target


def save_json(store: Store, target: Path) -> Job[int]:
    """Write everything in the vault as JSON into `target`; the result is how many people it holds.

    Whoever is kept private is in it too: it is the person's own copy, from which an equal vault
    can be made, but for extra-private lines of notes: those are in backups alone. Raises
    CannotWrite, DiskFull or ReadOnlyPlace.
    """
    people = 0
    now = as_text(store.clock())
    with atomic_file(target) as file:
        writer = EverythingWriter(file, schema=exchange.schema_version(store.db), exported_at=now)
        for table in changelog.TABLES:
            writer.begin(table)
            for rows_ in exchange.slices(store.db, table):
                yield Progress(phase="collecting")
                for row in rows_:
                    writer.row(row_without(table, row))
                people += len(rows_) if table == "person" else 0
            writer.end_table()
        writer.begin(CONTENTS)
        for content_id, data in exchange.contents(store.db):
            yield Progress(phase="collecting")
            writer.content(content_id, data)
        writer.end_table()
        writer.end()
        yield Progress(phase="saving")
    return people


def save_vcards(
    store: Store,
    people: Sequence[PersonId],
    target: Path,
    *,
    version: Version = "4.0",
    apart: bool = False,
) -> Job[int]:
    """Write `people` as vCards into `target`; the result is how many.

    One file with all of them, or with `apart` one file for each in a ZIP (if `target` is called
    so) or a new folder. People who are kept private are left out. Raises KeptPrivate,
    NothingToExport, VaultExists, CannotWrite, DiskFull or ReadOnlyPlace.
    """
    people = shareable_people(store, people)
    with _vcard_file(store, target, apart=apart) as add:
        for done, person_id in enumerate(people):
            if done % _SLICE == 0:
                yield Progress(phase="collecting", done=done, total=len(people))
            card = _card(store, person_id)
            add(card.person.name, write_vcard(card, version))
        yield Progress(phase="saving")
    return len(people)


@contextlib.contextmanager
def _vcard_file(store: Store, target: Path, *, apart: bool) -> Iterator[Add]:
    """Yield what takes a person's name and card, into one file or one for each."""
    if not apart:
        with atomic_file(target) as file:

            def append(_name: str, card: bytes) -> None:
                file.write(card)

            yield append
        return
    names = FileNames("InfoDesk")
    with bundle(target, store.clock().astimezone()) as add:
        yield lambda name, card: add(names.name(name, ".vcf"), card)


def _card(store: Store, person_id: PersonId) -> Card:
    person = rows.get(store.db, person_id)
    photo, photo_type = (
        exchange.picture(store.db, person.photo_id) if person.photo_id is not None else (b"", "")
    )
    return Card(
        person=person,
        revised_at=rows.revised_at(store.db, person_id),
        details=exchange.details(store.db, person_id),
        photo=photo,
        photo_type=photo_type,
    )


def save_markdown(
    store: Store, people: Sequence[PersonId], wording: Wording, target: Path
) -> Job[int]:
    """Write what is known of `people` as Markdown, one file for each; the result is how many.

    A ZIP if `target` is called so, else a new folder. Beside the people stand my profile and the
    companies they work for. People who are kept private are left out. Raises KeptPrivate,
    NothingToExport, VaultExists, CannotWrite, DiskFull or ReadOnlyPlace.
    """
    people = shareable_people(store, people)
    names = FileNames("InfoDesk")
    with bundle(target, store.clock().astimezone()) as add:
        for other in (report_profile(store, wording), report_companies(store, people, wording)):
            if other is not None:
                add(names.name(other.title, ".md"), to_markdown(other).encode("utf-8"))
        folder = FileNames("InfoDesk")
        for done, person_id in enumerate(people):
            yield Progress(phase="collecting", done=done, total=len(people))
            report = yield from report_people(store, [person_id], wording)
            name = f"{wording.say('report-people-title')}/{folder.name(report.title, '.md')}"
            add(name, to_markdown(report).encode("utf-8"))
        yield Progress(phase="saving")
    return len(people)


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
        if done % _SLICE == 0:
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
        without_extra_private(person.about),
    )
