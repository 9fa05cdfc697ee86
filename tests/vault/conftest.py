"""A small real vault for the tests of its keys."""

from dataclasses import dataclass

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from infodesk.vault.folder import VaultFolder, create_keys
from tests.vault.insecure_profile import CHEAP

PASSPHRASE = "five plain words for tests"


@dataclass
class Vault:
    """A vault folder with what is known about it."""

    folder: VaultFolder
    root: bytes
    vault_id: bytes
    code: str
    passphrase: str = PASSPHRASE

    def contents(self):
        """Return the bytes of each file by name."""
        return {path.name: path.read_bytes() for path in self.folder.path.iterdir()}

    def put(self, contents):
        """Make the folder hold exactly `contents`."""
        for path in self.folder.path.iterdir():
            path.unlink()
        for name, data in contents.items():
            (self.folder.path / name).write_bytes(data)


def fill_database(keys, path):
    """Make a real SQLCipher database with one row, as the format document says."""
    spelled = f"x'{keys.database().hex()}{keys.vault_id.hex()}'".encode()
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.set_key(bytearray(spelled))
    connection.execute("CREATE TABLE note (body TEXT)")
    connection.execute("INSERT INTO note VALUES ('what was said')")
    connection.close()


def make_vault(path):
    """Create a vault at `path`."""
    folder = VaultFolder(path)
    with create_keys(folder, PASSPHRASE, kdf=CHEAP) as keys:
        fill_database(keys, folder.database)
        return Vault(folder, bytes(keys.root()), keys.vault_id, keys.recovery_code())


@pytest.fixture
def vault(tmp_path):
    """A vault that PASSPHRASE opens."""
    return make_vault(tmp_path / "Work.infodesk")
