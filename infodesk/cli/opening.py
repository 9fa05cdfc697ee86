"""The vault that a call of the command line is about, open for its time."""

import argparse
import contextlib
import json
from collections.abc import Iterator

from infodesk.cli import passphrases
from infodesk.core.progress import finish
from infodesk.operations import vaults
from infodesk.store.store import Store
from infodesk.vault.folder import VaultFolder
from infodesk.vault.keys import Keys

Given = argparse.Namespace
"""The words of a call, taken apart."""


def print_json(value: object) -> None:
    """Print one JSON object."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


@contextlib.contextmanager
def opened(given: Given) -> Iterator[tuple[Store, VaultFolder, Keys]]:
    """Open the vault that `given` names with the passphrase it names or that is typed."""
    folder = VaultFolder(given.vault)
    folder.database_id()  # A missing vault is told before anyone types a passphrase.
    keys = finish(vaults.unlock(folder, passphrases.ask(given.passphrase_file)))
    with keys:
        store = vaults.open_vault(folder, keys)
        try:
            yield store, folder, keys
        finally:
            store.close()
