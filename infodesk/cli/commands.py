"""What each command of the command line does; it returns the exit status."""

import argparse
import contextlib
import json
import sys
from collections.abc import Collection, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from infodesk.cli import passphrases
from infodesk.core.errors import BadImportFile, CannotRead, UserError
from infodesk.core.imports import FileReport, ImportFile, ImportPlan, KnownPerson
from infodesk.core.people import EVERYONE
from infodesk.core.progress import finish
from infodesk.core.text import fold_name
from infodesk.formats.reading import load, read_file
from infodesk.operations import exporting, importing, reporting, vaults
from infodesk.store import imports as import_rows
from infodesk.store import meetings as meeting_rows
from infodesk.store import people as person_rows
from infodesk.store.store import Store
from infodesk.vault.folder import VaultFolder
from infodesk.vault.keys import Keys
from infodesk.words import t, tn
from infodesk.words.errors import explain
from infodesk.words.records import Words

Given = argparse.Namespace


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


@contextlib.contextmanager
def _opened(given: Given) -> Iterator[tuple[Store, VaultFolder, Keys]]:
    folder = VaultFolder(given.vault)
    folder.database_id()  # A missing vault is told before anyone types a passphrase.
    keys = finish(vaults.unlock(folder, passphrases.ask(given.passphrase_file)))
    with keys:
        store = vaults.open_vault(folder, keys)
        try:
            yield store, folder, keys
        finally:
            store.close()


def create(given: Given) -> int:
    """Create a vault and print its recovery code."""
    folder = VaultFolder(given.vault)
    passphrase = passphrases.ask_new(given.passphrase_file)
    with finish(vaults.make_keys(folder, passphrase)) as keys:
        vaults.make_vault(folder, keys).close()
        code = keys.recovery_code()
    if given.json:
        _print_json({"vault": str(folder.path), "recovery_code": code})
    else:
        print(t("Created {path}.", path=folder.path))
        print(t("Recovery code, to be printed or written down and kept apart:"))
        print(f"  {code}")
    return 0


def import_files(given: Given) -> int:
    """Import files one after the other; what is refused is told, the others are taken."""
    with contextlib.ExitStack() as stack:
        store = stack.enter_context(_opened(given))[0] if given.vault else None
        files: dict[str, dict[str, object]] = {}
        counts = dict.fromkeys(("new", "changed", "same", "doubtful"), 0)
        known = import_rows.known_people(store.db) if store else []
        refused: list[tuple[str, UserError]] = []
        for path in given.files:
            name = _name(path, files)
            try:
                file = finish(read_file(path.name, load(path)))
            except (BadImportFile, CannotRead) as error:
                refused.append((name, error))
                files[name] = _refusal(error)
                continue
            plan = _plan(store, known, file)
            files[name] = _described(file.report)
            for key, found in _counts(plan).items():
                counts[key] += found
            if given.dry_run or store is None:
                known = [*known, *_as_known(plan)]
            else:
                finish(importing.apply_import(store, plan))
                known = import_rows.known_people(store.db)
    if given.json:
        _print_json({"files": files, **counts})
    else:
        _print_import(files, counts, dry_run=given.dry_run)
    for name, why in refused:
        print(f"{name}: {explain(why)}", file=sys.stderr)
    return 1 if refused else 0


def _name(path: Path, taken: Collection[str]) -> str:
    """Return by what a file is told of: its name, more of its path if that was told of before."""
    names = [path.name, str(path), *(f"{path} ({number})" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _plan(store: Store | None, known: list[KnownPerson], file: ImportFile) -> ImportPlan:
    newest = import_rows.newest_import(store.db, file.report.kind) if store else None
    return finish(importing.plan_import(known, file, newest))


def _counts(plan: ImportPlan) -> dict[str, int]:
    return {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "same": len(plan.same),
        "doubtful": len(plan.doubtful),
    }


def _as_known(plan: ImportPlan) -> list[KnownPerson]:
    """Return whom a plan would add, so that a dry run counts the next file rightly."""
    return [
        KnownPerson(
            id=-row.line,
            first_name=row.first_name,
            last_name=row.last_name,
            match_name=fold_name(row.name),
            title=row.position,
            company=row.company,
            slug=row.slug,
            connected_on=row.connected_on,
            edited_fields=frozenset(),
            emails=tuple(
                address.casefold() for address in (row.email, *row.more_emails) if address
            ),
        )
        for row in (*plan.new, *(doubt.row for doubt in plan.doubtful))
    ]


def _described(report: FileReport) -> dict[str, object]:
    facts = asdict(report)
    problems = facts.pop("problems")
    members = {"read": facts.pop("members_read"), "not_read": facts.pop("members_left")}
    if any(members.values()):
        facts["members"] = members
    return {
        "kind": facts.pop("kind"),
        "refused": None,
        **facts,
        "problems": [{"line": problem["line"], "reason": problem["code"]} for problem in problems],
    }


def _refusal(error: BadImportFile | CannotRead) -> dict[str, object]:
    facts: dict[str, object] = {
        "kind": str(error.facts.get("kind") or "none"),
        "refused": str(error.facts.get("reason") or error.code),
        "rows": 0,
        "people": 0,
        "problems": [],
    }
    return facts


def _print_import(
    files: dict[str, dict[str, object]], counts: dict[str, int], *, dry_run: bool
) -> None:
    for name, facts in files.items():
        if facts["refused"] is None:
            print(
                t(
                    "{name}: {rows} rows, {people} people, {nameless} hidden profiles",
                    name=name,
                    rows=facts["rows"],
                    people=facts["people"],
                    nameless=facts["nameless"],
                )
            )
    print(t("new {new}, changed {changed}, same {same}, doubtful {doubtful}", **counts))
    if dry_run:
        print(t("Nothing was written."))


def export(given: Given) -> int:
    """Write meeting notes, everything or people into files."""
    if not (given.notes or given.json or given.csv):
        print(t("infodesk export: say what: --notes, --json or --csv"), file=sys.stderr)
        return 2
    with _opened(given) as (store, _folder, _keys):
        if given.notes:
            _export_notes(store, given.notes)
        if given.json:
            count = finish(exporting.save_json(store, given.json))
            print(
                tn("{count} person in {path}", "{count} people in {path}", count, path=given.json)
            )
        if given.csv:
            ids = person_rows.find_ids(store.db, EVERYONE)
            count = finish(exporting.save_csv(store, ids, given.csv, plain=given.plain_values))
            print(tn("{count} person in {path}", "{count} people in {path}", count, path=given.csv))
    print(t("These files are not encrypted."), file=sys.stderr)
    return 0


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


def back_up(given: Given) -> int:
    """Write a verified backup beside the vault or where it is told to."""
    with _opened(given) as (store, folder, keys):
        moment = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
        target = given.target or folder.path.absolute().with_name(
            f"{folder.name}-{moment}{vaults.BACKUP_SUFFIX}"
        )
        count = vaults.back_up(store, folder, keys, target)
    if given.json:
        _print_json({"backup": str(target), "people": count})
    else:
        print(
            tn(
                "{path}: {count} person, verified",
                "{path}: {count} people, verified",
                count,
                path=target,
            )
        )
    return 0


def restore(given: Given) -> int:
    """Make a new vault from a backup; with a passphrase file, open and check it too."""
    folder = VaultFolder(given.vault)
    vaults.restore(given.backup, folder)
    checked = None
    if given.passphrase_file:
        with _opened(given) as (store, _folder, _keys):
            checked = vaults.verify(store)
    if given.json:
        _print_json({"vault": str(folder.path), "people": checked})
    elif checked is None:
        print(t("Restored to {path}.", path=folder.path))
    else:
        print(
            tn(
                "Restored to {path}: {count} person, verified",
                "Restored to {path}: {count} people, verified",
                checked,
                path=folder.path,
            )
        )
    return 0


def verify(given: Given) -> int:
    """Check every page and row of a vault."""
    with _opened(given) as (store, _folder, _keys):
        count = vaults.verify(store)
    if given.json:
        _print_json({"sound": True, "people": count})
    else:
        print(tn("Sound: {count} person", "Sound: {count} people", count))
    return 0


def people(given: Given) -> int:
    """List the people who are not in the trash."""
    with _opened(given) as (store, _folder, _keys):
        ids = person_rows.find_ids(store.db, EVERYONE)
        found = [person_rows.get(store.db, person_id) for person_id in ids]
    if given.json:
        _print_json(
            [
                {
                    "name": person.name,
                    "first_name": person.first_name,
                    "last_name": person.last_name,
                    "slug": person.slug,
                    "emails": [email.address for email in person.emails],
                    "company": person.company or None,
                    "position": person.title or None,
                    "connected_on": (
                        person.connected_on.isoformat() if person.connected_on else None
                    ),
                    "stage": person.stage.value,
                    "tags": [tag.name for tag in person.tags],
                }
                for person in found
            ]
        )
    else:
        for person in found:
            print("\t".join((person.name, person.title, person.company, person.stage.value)))
    return 0
