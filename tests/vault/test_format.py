"""docs/vault-format.md is exact: who knows only the document opens what InfoDesk writes."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infodesk.vault.backup import write_backup
from infodesk.vault.folder import change_passphrase, unlock
from infodesk.vault.pages import page_is_authentic
from infodesk.vault.recovery import format_code
from tests.vault import independent_reader as reader
from tests.vault.conftest import PASSPHRASE
from tests.vault.insecure_profile import CHEAP


def note(database, root):
    connection = reader.open_database(database, root)
    try:
        return connection.execute("SELECT body FROM note").fetchone()[0]
    finally:
        connection.close()


def test_the_reader_is_independent_and_short():
    source = Path(reader.__file__).read_text(encoding="utf-8")
    assert not re.search(r"^\s*(from|import)\s+(infodesk|tests)", source, re.MULTILINE)
    assert len(source.splitlines()) < 150


def test_opens_by_passphrase(vault):
    for path in vault.folder.key_files:
        root = reader.root_by_passphrase(path.read_bytes(), PASSPHRASE)
        assert root == vault.root
        assert note(vault.folder.database, root) == "what was said"


def test_opens_by_recovery_code_alone(vault):
    for path in vault.folder.key_files:
        path.unlink()
    root = reader.root_by_recovery_code(vault.code.lower().replace("-", " "))
    assert note(vault.folder.database, root) == "what was said"


def test_opens_after_the_passphrase_changed(vault):
    with unlock(vault.folder, PASSPHRASE, kdf=CHEAP) as keys:
        change_passphrase(keys, vault.folder, "cafe\u0301 \u00fc\u4e2d ", kdf=CHEAP)
    data = vault.contents()["keys.idk"]
    assert reader.root_by_passphrase(data, "caf\u00e9 u\u0308\u4e2d ") == vault.root


def test_opens_what_release_code_writes(vault):
    unlock(vault.folder, PASSPHRASE).wipe()  # Wraps anew at a full cost.
    data = vault.contents()["keys.idk"]
    assert reader.read_key_file(data)["slots"][0]["m"] >= 64 * 1024
    assert reader.root_by_passphrase(data, PASSPHRASE) == vault.root


def test_opens_a_backup(vault, tmp_path):
    target = tmp_path / "a.idbackup"
    write_backup(target, vault.contents()["keys.idk"], vault.folder.database)
    key_file, database = reader.read_backup(target.read_bytes())
    (tmp_path / "restored.db").write_bytes(database)
    root = reader.root_by_passphrase(key_file, PASSPHRASE)
    assert note(tmp_path / "restored.db", root) == "what was said"


@given(st.binary(min_size=20, max_size=20))
def test_reads_every_recovery_code(root):
    assert reader.root_by_recovery_code(format_code(root)) == root


def test_the_documents_example():
    document = Path(__file__).parents[2].joinpath("docs", "vault-format.md").read_text("utf-8")
    root, code = re.search(r"the root `(\w{40})` is written `([\w-]+)`", document).groups()
    assert format_code(bytes.fromhex(root)) == code


def test_every_page_proves_its_key(vault):
    database = vault.folder.database
    with unlock(vault.folder, PASSPHRASE, kdf=CHEAP) as keys:
        key = keys.database()
        count = database.stat().st_size // 4096
        assert count >= 2
        for number in range(1, count + 1):
            assert page_is_authentic(database, key, vault.vault_id, number)
            assert not page_is_authentic(database, bytearray(32), vault.vault_id, number)
            assert not page_is_authentic(database, key, bytes(16), number)
        assert not page_is_authentic(database, key, vault.vault_id, count + 1)
        whole = database.read_bytes()
        for place in range(16, 4096, 97):
            damaged = bytearray(whole)
            damaged[place] ^= 1
            database.write_bytes(damaged)
            assert not page_is_authentic(database, key, vault.vault_id, 1)


def test_a_wrong_code_does_not_open(vault):
    with pytest.raises(AssertionError):
        reader.open_database(vault.folder.database, bytes(20))
