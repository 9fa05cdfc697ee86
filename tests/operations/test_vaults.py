"""A vault as a whole: made, locked, opened, backed up, restored."""

from pathlib import Path

import pytest

from infodesk.core.errors import (
    UserError,
    VaultDamaged,
    VaultExists,
    VaultMissing,
    WrongPassphrase,
)
from infodesk.core.people import EVERYONE, PersonDraft
from infodesk.core.progress import finish
from infodesk.operations import people, vaults
from infodesk.store import migrations
from infodesk.store import people as rows
from infodesk.vault.folder import VaultFolder
from tests.vault.insecure_profile import CHEAP

PASSPHRASE = "five invented words for tests"


@pytest.fixture
def folder(tmp_path):
    return VaultFolder(tmp_path / "My search.infodesk")


@pytest.fixture
def code(folder, clock):
    """Make a vault with one person in it, locked again; the value is its recovery code."""
    keys = finish(vaults.make_keys(folder, PASSPHRASE, CHEAP))
    store = vaults.make_vault(folder, keys, clock)
    people.add_person(store, PersonDraft(first_name="Maya", last_name="Chen"))
    store.close()
    return keys.recovery_code()


def names(folder, passphrase=PASSPHRASE):
    keys = finish(vaults.unlock(folder, passphrase, CHEAP))
    store = vaults.open_vault(folder, keys)
    found = [rows.get(store.db, each).name for each in rows.find_ids(store.db, EVERYONE)]
    store.close()
    return found


def test_made_locked_and_opened(folder, code):
    assert names(folder) == ["Maya Chen"]
    assert sorted(path.name for path in folder.path.iterdir()) == [
        "keys.idk",
        "keys.idk.2",
        "vault.db",
        "vault.db-journal",
    ] or sorted(path.name for path in folder.path.iterdir()) == [
        "keys.idk",
        "keys.idk.2",
        "vault.db",
    ]


def test_wrong_passphrase_changes_nothing(folder, code):
    before = {path: path.read_bytes() for path in folder.path.iterdir()}
    with pytest.raises(WrongPassphrase):
        names(folder, "something else")
    assert {path: path.read_bytes() for path in folder.path.iterdir()} == before


def test_recovery_code_opens_without_key_files_and_sets_a_new_passphrase(folder, code):
    for path in folder.key_files:
        path.unlink()
    keys = finish(vaults.unlock_with_recovery_code(folder, code.lower().replace("-", " ")))
    store = vaults.open_vault(folder, keys)
    finish(vaults.change_passphrase(folder, keys, None, "a new one for the tests", CHEAP))
    store.close()
    assert names(folder, "a new one for the tests") == ["Maya Chen"]


def test_changing_the_passphrase_asks_for_the_old_one(folder, code):
    keys = finish(vaults.unlock(folder, PASSPHRASE, CHEAP))
    with pytest.raises(WrongPassphrase):
        finish(vaults.change_passphrase(folder, keys, "wrong", "new one", CHEAP))
    assert names(folder) == ["Maya Chen"]
    finish(vaults.change_passphrase(folder, keys, PASSPHRASE, "new one", CHEAP))
    with pytest.raises(WrongPassphrase):
        names(folder)
    assert names(folder, "new one") == ["Maya Chen"]


def test_a_failed_creation_leaves_no_key_files(folder, monkeypatch):
    keys = finish(vaults.make_keys(folder, PASSPHRASE, CHEAP))
    folder.database.write_bytes(b"someone else's")
    with pytest.raises(VaultExists):
        vaults.make_vault(folder, keys)
    assert [path.name for path in folder.path.iterdir()] == ["vault.db"]
    assert folder.database.read_bytes() == b"someone else's"


def test_no_vault_here(folder):
    with pytest.raises(VaultMissing):
        names(folder)
    assert not folder.path.exists()


def test_backup_and_restore(folder, code, tmp_path):
    keys = finish(vaults.unlock(folder, PASSPHRASE, CHEAP))
    store = vaults.open_vault(folder, keys)
    target = tmp_path / "kept.idbackup"
    assert vaults.back_up(store, folder, keys, target) == 1
    with pytest.raises(VaultExists):
        vaults.back_up(store, folder, keys, target)
    people.add_person(store, PersonDraft(first_name="After"))
    store.close()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    again = VaultFolder(tmp_path / "Again.infodesk")
    vaults.restore(target, again)
    assert names(again) == ["Maya Chen"]
    with pytest.raises(VaultExists):
        vaults.restore(target, again)


def test_a_damaged_backup_restores_nothing(folder, code, tmp_path):
    keys = finish(vaults.unlock(folder, PASSPHRASE, CHEAP))
    store = vaults.open_vault(folder, keys)
    target = tmp_path / "kept.idbackup"
    vaults.back_up(store, folder, keys, target)
    store.close()
    data = bytearray(target.read_bytes())
    data[len(data) // 2] ^= 1
    target.write_bytes(data)
    again = VaultFolder(tmp_path / "Again.infodesk")
    with pytest.raises(UserError):
        vaults.restore(target, again)
    assert not again.path.exists()


def test_a_damaged_vault_is_not_backed_up(folder, code, tmp_path):
    with finish(vaults.unlock(folder, PASSPHRASE, CHEAP)) as keys:
        store = vaults.open_vault(folder, keys)
        (root,) = store.db.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'insight'"
        ).fetchone()
        store.close()
    data = bytearray(folder.database.read_bytes())
    data[(root - 1) * 4096 + 100] ^= 1  # nothing of it is read to open the vault
    folder.database.write_bytes(data)
    keys = finish(vaults.unlock(folder, PASSPHRASE, CHEAP))
    store = vaults.open_vault(folder, keys)
    with pytest.raises(VaultDamaged):
        vaults.back_up(store, folder, keys, tmp_path / "kept.idbackup")
    store.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == [folder.path.name]


def test_a_vault_with_old_trash_opens_where_nothing_can_be_written(folder, code, clock):
    resource = pytest.importorskip("resource")
    store = vaults.open_vault(folder, finish(vaults.unlock(folder, PASSPHRASE, CHEAP)), clock)
    finish(people.trash_people(store, rows.find_ids(store.db, EVERYONE)))
    store.close()
    clock.move(days=31)
    keys = finish(vaults.unlock(folder, PASSPHRASE, CHEAP))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, limits[1]))
    try:
        store = vaults.open_vault(folder, keys, clock)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert rows.count_all(store.db) == 1
    store.close()
    store = vaults.open_vault(folder, finish(vaults.unlock(folder, PASSPHRASE, CHEAP)), clock)
    assert rows.count_all(store.db) == 0
    store.close()


def test_the_copy_before_a_migration_lies_beside_a_vault_opened_from_within(
    folder, code, monkeypatch, tmp_path
):
    schema = tmp_path / "schema"
    schema.mkdir()
    for step in migrations.steps():
        (schema / step.name).write_text(step.read_text())
    (schema / "9999_more.sql").write_text("CREATE TABLE more (id INTEGER PRIMARY KEY);\n")
    monkeypatch.setattr(migrations, "_SCHEMA", schema)
    monkeypatch.chdir(folder.path)
    here = VaultFolder(Path())
    vaults.open_vault(here, finish(vaults.unlock(here, PASSPHRASE, CHEAP))).close()
    (kept,) = tmp_path.glob("*.idbackup")
    assert kept.name.startswith("My search-before-update-")


def test_verify_finds_a_changed_byte(folder, code):
    data = bytearray(folder.database.read_bytes())
    data[-2000] ^= 1
    folder.database.write_bytes(data)
    keys = finish(vaults.unlock(folder, PASSPHRASE, CHEAP))
    with pytest.raises(VaultDamaged):
        vaults.verify(vaults.open_vault(folder, keys))
