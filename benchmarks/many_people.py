"""A vault with 30,000 invented people, read from a generated LinkedIn file."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from infodesk.core.imports import ImportFile
from infodesk.core.progress import finish
from infodesk.formats.reading import load, read_file
from infodesk.operations import importing
from infodesk.store import imports as import_rows
from infodesk.store.store import Store

COUNT = 30_000
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
    plan = finish(importing.plan_import(import_rows.known_people(store.db), file))
    finish(importing.apply_import(store, plan))


def make_vault_folder(where: Path) -> Path:
    """Make a whole vault with key files, as its first run does, and return its folder."""
    from infodesk.operations import vaults
    from infodesk.vault.derivation import FLOOR
    from infodesk.vault.folder import VaultFolder

    folder = VaultFolder(where / "Benchmark.infodesk")
    folder.path.mkdir()
    keys = finish(vaults.make_keys(folder, "benchmark passphrase", FLOOR))
    vaults.make_vault(folder, keys).close()
    return folder.path
