"""A vault with 30,000 invented people, read from a generated LinkedIn file, and long notes."""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from infodesk.core.ids import PersonId
from infodesk.core.imports import ImportFile
from infodesk.core.progress import finish
from infodesk.formats.reading import load, read_file
from infodesk.operations import importing, vaults
from infodesk.operations.import_planning import plan_import
from infodesk.operations.searching import refresh_index
from infodesk.store import imports as import_rows
from infodesk.store import meetings as meeting_rows
from infodesk.store.store import Store
from infodesk.vault import folder as vault_folder
from infodesk.vault.derivation import FLOOR
from infodesk.vault.folder import VaultFolder
from infodesk.vault.keys import Keys

COUNT = 30_000
NOTES, NOTE_WORDS = 10_000, 300
PASSPHRASE = "benchmark passphrase"
KEY, VAULT_ID = bytes(range(32)), bytes(range(16))
_GENERATOR = Path(__file__).resolve().parent.parent / "tests" / "data" / "make_samples.py"


@contextmanager
def folder() -> Iterator[Path]:
    """Yield a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="infodesk-bench-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def make_file(where: Path) -> Path:
    """Write a Connections.csv of 30,000 rows into a folder and return its path."""
    path = where / "Connections.csv"
    command = [sys.executable, str(_GENERATOR), "--connections", str(COUNT), str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


def make_archive(where: Path) -> Path:
    """Write a LinkedIn archive of 30,000 people, 9,000 messages and 1,500 invitations."""
    path = where / "Complete_LinkedInDataExport_11-20-2026.zip"
    command = [sys.executable, str(_GENERATOR), "--archive", str(COUNT), str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


def read(path: Path) -> ImportFile:
    """Parse a file as the import page does."""
    return finish(read_file(path.name, load(path)))


def new_store(path: Path) -> Store:
    """Create an empty database at `path`; always with the same key."""
    return Store.create(path, bytearray(KEY), VAULT_ID)


def open_store(path: Path) -> Store:
    """Open a database that `new_store` made."""
    return Store.open(path, bytearray(KEY), VAULT_ID)


def fill(store: Store, file: ImportFile) -> None:
    """Import `file` as the import page does."""
    plan = finish(plan_import(finish(import_rows.known_vault(store.db)), [file]))
    finish(importing.apply_import(store, plan))


def make_vault_folder(where: Path) -> VaultFolder:
    """Make a whole vault with key files in a folder, as its first run does."""
    folder = VaultFolder(where / "Benchmark.infodesk")
    folder.path.mkdir()
    keys = finish(vaults.make_keys(folder, PASSPHRASE, FLOOR))
    vaults.make_vault(folder, keys).close()
    return folder


def keys_of(folder: VaultFolder) -> Keys:
    """Return the keys of a vault that `make_vault_folder` made."""
    return vault_folder.unlock(folder, PASSPHRASE, kdf=FLOOR)


def open_with(folder: VaultFolder, keys: Keys) -> Store:
    """Open a vault's database as unlocking does."""
    return vaults.open_vault(folder, keys)


def make_full_vault(where: Path, *, notes: int = NOTES) -> VaultFolder:
    """Make a vault with 30,000 people, none of them in the pipeline, and indexed notes."""
    folder = make_vault_folder(where)
    store = vaults.open_vault(folder, keys_of(folder))
    fill(store, read(make_file(where)))
    words = Words()
    with store.upkeep() as db:
        for number in range(1, notes + 1):
            body = words.text(NOTE_WORDS)
            meeting_rows.write_notes(db, PersonId(number), None, body, store.now())
    while refresh_index(store, 2_000):
        pass
    store.close()
    return folder


class Words:
    """Invented words, some used often and most seldom, as in any language; always the same."""

    def __init__(self) -> None:
        self._random = random.Random(2026)
        parts = [one + two for one in "bdfgklmnprstvw" for two in "aeiou"]
        count = 12_000
        self.known = ["".join(self._random.choices(parts, k=1 + n % 4)) for n in range(count)]
        self._weights = [1 / (rank + 3) for rank in range(count)]

    def text(self, count: int) -> str:
        """Return `count` words in lines of some length."""
        words = self._random.choices(self.known, self._weights, k=count)
        lines = [" ".join(words[at : at + 40]) for at in range(0, count, 40)]
        return ".\n".join(lines)
