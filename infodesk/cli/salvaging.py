"""Saving what can be read of a damaged vault, from the command line."""

from dataclasses import asdict

from infodesk.cli import passphrases
from infodesk.cli.opening import Given, print_json
from infodesk.core.progress import finish
from infodesk.operations import salvaging
from infodesk.vault.folder import SUFFIX, VaultFolder
from infodesk.words import salvage as words
from infodesk.words import t


def salvage(given: Given) -> int:
    """Make a new vault of what can be read of a damaged one, and say what that is."""
    folder = VaultFolder(given.vault)
    folder.database_id()  # A missing vault is told before anyone types a passphrase.
    target = VaultFolder(given.target or words.free_folder(folder.path, SUFFIX))
    passphrase = passphrases.ask(given.passphrase_file)
    with finish(salvaging.unlock_damaged(folder, passphrase)) as keys:
        saved = finish(salvaging.salvage(folder, keys, target, unnamed=words.unnamed()))
    if given.json:
        print_json({"vault": str(target.path), "whole": saved.whole, **asdict(saved)})
        return 0
    print(words.headline(saved))
    for line in words.lines(saved):
        print(f"  {line}")
    print(words.pages_line(saved))
    print(t("Saved in {path}. The damaged vault was left as it is.", path=target.path))
    return 0
