"""New keys: everything is there under the new ones, nothing opens with the old ones any more."""

import pytest

from infodesk.core.errors import StaleEdit, WrongPassphrase, WrongRecoveryCode
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.operations import freshness, rotation, vaults
from infodesk.operations.people import add_person
from infodesk.store import copying
from infodesk.vault.folder import VaultFolder, unlock, unlock_with_recovery_code
from infodesk.vault.pages import page_is_authentic
from tests.vault.insecure_profile import CHEAP

PASSPHRASE = "five plain words for tests"


@pytest.fixture
def opened(tmp_path, clock):
    """A vault with somebody in it, open."""
    folder = VaultFolder(tmp_path / "My search.infodesk")
    keys = finish(vaults.make_keys(folder, PASSPHRASE, CHEAP))
    store = vaults.make_vault(folder, keys, clock)
    for name in ("Ana", "Ben"):
        add_person(store, PersonDraft(first_name=name, about="what was said " * 200))
    yield folder, keys, store
    store.close()
    keys.wipe()


def prepare(opened):
    folder, keys, store = opened
    new = finish(rotation.make_new_keys(folder, keys, PASSPHRASE, CHEAP))
    copy = finish(rotation.copy_open_vault(store))
    return new, finish(rotation.encrypt_anew(copy, keys, new))


def test_the_vault_opens_with_the_new_keys_and_holds_the_same(opened, tmp_path, clock):
    folder, keys, store = opened
    before, old_code = copying.everything(store.db), keys.recovery_code()
    backup = tmp_path / "before.idbackup"
    vaults.back_up(store, folder, keys, backup)
    new, database = prepare(opened)
    assert unlocks(folder) == keys.vault_id  # nothing has changed yet
    store.close()
    rotation.take_new_keys(folder, keys, new, database, store, tmp_path / "seen")
    assert {each.name for each in folder.path.iterdir()} - {"vault.db-journal"} == {
        "vault.db",
        "keys.idk",
        "keys.idk.2",
    }
    assert folder.key_files[0].read_bytes() == folder.key_files[1].read_bytes()
    with unlock(folder, PASSPHRASE, kdf=CHEAP) as again:
        assert again.recovery_code() == new.keys.recovery_code() != old_code
        assert freshness.look(folder, again, tmp_path / "seen").standing == "same"
        after = vaults.open_vault(folder, again, clock)
        assert copying.everything(after.db) == before
        after.close()
    with pytest.raises(WrongRecoveryCode):
        unlock_with_recovery_code(folder, old_code)
    old = VaultFolder(tmp_path / "Old.infodesk")
    vaults.restore(backup, old)
    unlock_with_recovery_code(old, old_code).wipe()


def unlocks(folder):
    with unlock(folder, PASSPHRASE, kdf=CHEAP) as keys:
        return keys.vault_id


def test_no_page_of_the_old_key_is_left(opened, tmp_path):
    keys = opened[1]
    new, database = prepare(opened)
    pages = database.path.stat().st_size // 4096
    assert pages > 10
    for number in range(1, pages + 1):
        for each, right in ((keys, False), (new.keys, True)):
            found = page_is_authentic(database.path, each.database(), each.vault_id, number)
            assert found is right
    database.remove()


def test_a_wrong_passphrase_makes_no_keys(opened):
    folder, keys, _store = opened
    before = {each.name: each.read_bytes() for each in folder.path.iterdir()}
    with pytest.raises(WrongPassphrase):
        finish(rotation.make_new_keys(folder, keys, "wrong", CHEAP))
    assert {each.name: each.read_bytes() for each in folder.path.iterdir()} == before


def test_what_was_written_meanwhile_is_not_lost(opened, tmp_path):
    folder, keys, store = opened
    new, database = prepare(opened)
    add_person(store, PersonDraft(first_name="Cleo"))
    store.close()
    with pytest.raises(StaleEdit):
        rotation.take_new_keys(folder, keys, new, database, store, tmp_path / "seen")
    assert not database.path.exists()
    assert unlocks(folder) == keys.vault_id


def test_the_vault_of_before_put_back_is_noticed(opened, tmp_path):
    folder, keys, store = opened
    new, database = prepare(opened)
    store.close()
    before = {each.name: each.read_bytes() for each in folder.path.iterdir()}
    rotation.take_new_keys(folder, keys, new, database, store, tmp_path / "seen")
    for name, content in before.items():
        (folder.path / name).write_bytes(content)
    with unlock(folder, PASSPHRASE, kdf=CHEAP) as old:
        assert freshness.look(folder, old, tmp_path / "seen").standing == "older"
