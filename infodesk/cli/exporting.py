"""Files out of a vault, and a whole vault back from its JSON."""

import sys
from collections.abc import Sequence
from pathlib import Path

from infodesk.cli.opening import Given, opened, print_json
from infodesk.core.errors import BadImportFile, CannotRead
from infodesk.core.ids import PersonId
from infodesk.core.people import EVERYONE
from infodesk.core.progress import finish
from infodesk.formats.everything import KIND, looks_like_everything, read_everything
from infodesk.formats.reading import load
from infodesk.operations import calendars, exporting, reporting
from infodesk.operations.restoring import restore_everything
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.store.store import Store
from infodesk.words import t, tn
from infodesk.words.records import Words


def export(given: Given) -> int:
    """Write meeting notes, everything or people into files."""
    wanted = (given.notes, given.json, given.csv, given.vcard, given.markdown, given.ics)
    if not any(wanted):
        print(
            t("infodesk export: say what: --notes, --json, --csv, --vcard, --markdown or --ics"),
            file=sys.stderr,
        )
        return 2
    with opened(given) as (store, _folder, _keys):
        ids = person_rows.find_ids(store.db, EVERYONE)
        if given.notes:
            _export_notes(store, given.notes)
        if given.json:
            _print_count(finish(exporting.save_json(store, given.json)), given.json)
        if given.csv:
            job = exporting.save_csv(store, ids, given.csv, plain=given.plain_values)
            _print_count(finish(job), given.csv)
        if given.vcard:
            job = exporting.save_vcards(
                store, ids, given.vcard, version=given.vcard_version, apart=given.apart
            )
            _print_count(finish(job), given.vcard)
        if given.markdown:
            job = exporting.save_markdown(store, ids, Words(), given.markdown)
            _print_count(finish(job), given.markdown)
        if given.ics:
            _export_calendar(store, given.ics)
        if given.csv or given.vcard or given.markdown:
            _tell_who_was_left_out(store, ids)
    print(t("These files are not encrypted."), file=sys.stderr)
    return 0


def _print_count(count: int, path: Path) -> None:
    print(tn("{count} person in {path}", "{count} people in {path}", count, path=path))


def _tell_who_was_left_out(store: Store, people: Sequence[PersonId]) -> None:
    private = len(people) - len(person_rows.shareable(store.db, people))
    if private:
        print(
            tn(
                "{count} person who is kept private was left out.",
                "{count} people who are kept private were left out.",
                private,
            ),
            file=sys.stderr,
        )


def _export_notes(store: Store, target: Path) -> None:
    meetings = meeting_rows.find_ids(store.db)
    report = finish(reporting.report_meetings(store, meetings, Words()))
    result = finish(exporting.save_pdf(report, target))
    print(tn("{count} meeting in {path}", "{count} meetings in {path}", len(meetings), path=target))
    if result.missing:
        print(
            t(
                "No font on this computer has these characters: {characters}",
                characters=" ".join(result.missing),
            ),
            file=sys.stderr,
        )


def _export_calendar(store: Store, target: Path) -> None:
    meetings = calendars.coming(store)
    count = finish(
        calendars.save_calendar(finish(calendars.collect_events(store, meetings, Words())), target)
    )
    print(tn("{count} meeting in {path}", "{count} meetings in {path}", count, path=target))


def restore_export(given: Given) -> int | None:
    """Put the export of a whole vault into the vault, or only say what it holds.

    None if the one file of the call is no such export. Raises what reading and restoring raise.
    """
    (path,) = given.files
    try:
        data = load(path)
    except (BadImportFile, CannotRead):  # told where files of all kinds are
        return None
    if not looks_like_everything(data):
        return None
    everything = finish(read_everything(path.name, data))
    people = len(everything.tables.get("person", ()))
    if given.vault and not given.dry_run:
        with opened(given) as (store, _folder, _keys):
            people = finish(restore_everything(store, everything))
    if given.json:
        told: dict[str, object] = {
            "kind": KIND,
            "refused": None,
            "rows": people,
            "people": people,
            "problems": [],
        }
        counts = {"new": people, "changed": 0, "same": 0, "doubtful": 0}
        print_json({"files": {path.name: told}, **counts})
    else:
        _print_count(people, path)
        if given.dry_run or not given.vault:
            print(t("Nothing was written."))
    return 0
