"""What each command of the command line does; it returns the exit status."""

import contextlib
import sys
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from infodesk.cli import passphrases
from infodesk.cli.exporting import restore_export
from infodesk.cli.opening import Given, opened, print_json
from infodesk.core.errors import BadImportFile, CannotRead
from infodesk.core.import_plans import (
    ImportChoices,
    ImportPlan,
    ImportResult,
    KnownVault,
    MessageChoice,
)
from infodesk.core.imports import ImportFile
from infodesk.core.people import EVERYONE
from infodesk.core.progress import finish
from infodesk.operations import import_reading, importing, vaults
from infodesk.store import imports as import_rows
from infodesk.store import people as person_rows
from infodesk.store.store import Store
from infodesk.vault.folder import VaultFolder
from infodesk.words import t, tn
from infodesk.words.errors import explain
from infodesk.words.importing import passed_over_notes, plan_notes


def create(given: Given) -> int:
    """Create a vault and print its recovery code."""
    folder = VaultFolder(given.vault)
    passphrase = passphrases.ask_new(given.passphrase_file)
    with finish(vaults.make_keys(folder, passphrase)) as keys:
        vaults.make_vault(folder, keys).close()
        code = keys.recovery_code()
    if given.json:
        print_json({"vault": str(folder.path), "recovery_code": code})
    else:
        print(t("Created {path}.", path=folder.path))
        print(t("Recovery code, to be printed or written down and kept apart:"))
        print(f"  {code}")
    return 0


def import_files(given: Given) -> int:
    """Import files as one step; what is refused is told, the others are taken.

    An export of a whole vault, given alone, is put into the vault instead.
    """
    if len(given.files) == 1 and (status := restore_export(given)) is not None:
        return status
    read = finish(import_reading.read_paths(given.files, address_books=given.address_books))
    with contextlib.ExitStack() as stack:
        store = stack.enter_context(opened(given))[0] if given.vault else None
        plan = finish(import_reading.plan_read(_known(store, read.files), read.files))
        result = ImportResult()
        if store is not None and not given.dry_run:
            choices = ImportChoices(messages=MessageChoice(given.messages))
            result = finish(importing.apply_import(store, plan, choices))
    files: dict[str, dict[str, object]] = {}
    told = {each.path: _described(each.file) for each in read.files}
    told |= {refused.path: _refusal(refused.error) for refused in read.refused}
    names = {}
    # A folder's files and an archive's address books are told of, too.
    inside = [path for path in told if path not in given.files]
    for path in (*filter(told.__contains__, given.files), *inside):
        names[path] = _name(path, files)
        files[names[path]] = told[path]
    counts = _counts(plan, sum(len(each.file.rows) for each in read.files))
    if given.json:
        print_json({"files": files, **counts, **_also(plan, result)})
    else:
        _print_import(files, counts, plan, dry_run=given.dry_run)
    for refused in read.refused:
        print(f"{names[refused.path]}: {explain(refused.error)}", file=sys.stderr)
    return 1 if read.refused else 0


def _known(store: Store | None, files: Sequence[import_reading.ReadFile]) -> KnownVault:
    if store is None:
        return KnownVault()
    details = any(row.more for each in files for row in each.file.rows)
    return finish(import_rows.known_vault(store.db, details=details))


def _name(path: Path, taken: Collection[str]) -> str:
    """Return by what a file is told of: its name, more of its path if that was told of before."""
    names = [path.name, str(path), *(f"{path} ({number})" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _counts(plan: ImportPlan, rows: int) -> dict[str, int]:
    """Return what a plan does with the `rows` of all files; who is in several is the same again."""
    new, changed, doubtful = len(plan.new), len(plan.changed), len(plan.doubtful)
    same = rows - new - changed - doubtful
    return {"new": new, "changed": changed, "same": same, "doubtful": doubtful}


def _also(plan: ImportPlan, result: ImportResult) -> dict[str, object]:
    """Return what else a plan holds, and what was done with it."""
    return {
        "touches": {
            "new": sum(len(contact.new) for contact in plan.contacts),
            "known": sum(len(contact.known) + contact.same for contact in plan.contacts),
            "with_strangers": sum(len(contact.new) for contact in plan.strangers),
        },
        "profile": sum(change.kind != "kept" for change in plan.profile),
        "companies": len(plan.companies),
        "written": {
            "new": result.new,
            "changed": result.changed,
            "touches": result.touches,
            "profile": result.profile,
            "companies": result.companies,
        },
    }


def _described(file: ImportFile) -> dict[str, object]:
    facts = asdict(file.report)
    problems = facts.pop("problems")
    members = {"read": facts.pop("members_read"), "not_read": facts.pop("members_left")}
    if any(members.values()):
        facts["members"] = members
    archive = file.archive
    if archive.messages.rows:
        facts["messages"] = asdict(archive.messages)
    if archive.invitations.rows:
        facts["invitations"] = asdict(archive.invitations)
    if archive.passed_over:
        facts["passed_over"] = dict(archive.passed_over)
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
    files: dict[str, dict[str, object]],
    counts: dict[str, int],
    plan: ImportPlan,
    *,
    dry_run: bool,
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
    touches = sum(len(contact.new) for contact in plan.contacts)
    strangers = sum(len(contact.new) for contact in plan.strangers)
    if touches or strangers:
        print(
            t(
                "messages and invitations: new {new}, with people who are not in the vault {other}",
                new=touches,
                other=strangers,
            )
        )
    for note in (*plan_notes(plan), *passed_over_notes(plan)):
        print(note)
    if dry_run:
        print(t("Nothing was written."))


def back_up(given: Given) -> int:
    """Write a verified backup beside the vault or where it is told to."""
    with opened(given) as (store, folder, keys):
        moment = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
        target = given.target or folder.path.absolute().with_name(
            f"{folder.name}-{moment}{vaults.BACKUP_SUFFIX}"
        )
        count = vaults.back_up(store, folder, keys, target)
    if given.json:
        print_json({"backup": str(target), "people": count})
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
        with opened(given) as (store, _folder, _keys):
            checked = vaults.verify(store)
    if given.json:
        print_json({"vault": str(folder.path), "people": checked})
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
    with opened(given) as (store, _folder, _keys):
        count = vaults.verify(store)
    if given.json:
        print_json({"sound": True, "people": count})
    else:
        print(tn("Sound: {count} person", "Sound: {count} people", count))
    return 0


def people(given: Given) -> int:
    """List the people who are not in the trash."""
    with opened(given) as (store, _folder, _keys):
        ids = person_rows.find_ids(store.db, EVERYONE)
        found = [person_rows.get(store.db, person_id) for person_id in ids]
    if given.json:
        print_json(
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
