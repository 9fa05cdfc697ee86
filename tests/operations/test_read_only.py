"""A vault that can only be read: it opens, nothing in it changes, and it can be exported."""

import contextlib
import os

import pytest

from infodesk.core.errors import ReadOnlyPlace
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.operations import vaults
from infodesk.operations.exporting import save_json
from infodesk.operations.meetings import write_person_notes
from infodesk.operations.people import add_person
from infodesk.operations.searching import refresh_index
from infodesk.store import copying, migrations, search
from infodesk.store.opening import can_write, create_database
from infodesk.store.store import Store
from infodesk.vault.folder import VaultFolder, unlock
from tests.vault.insecure_profile import CHEAP

KEY, VAULT_ID = bytes(range(32)), bytes(range(16))
PASSPHRASE = "five plain words for tests"


@pytest.fixture
def path(tmp_path):
    """A closed database with one person and notes that are not indexed yet."""
    path = tmp_path / "stick" / "vault.db"
    path.parent.mkdir()
    with contextlib.closing(Store.create(path, bytearray(KEY), VAULT_ID)) as store:
        maya = add_person(store, PersonDraft(first_name="Maya"))
        write_person_notes(store, maya, "wards and registries")
    return path


def reading(path):
    return Store.open(path, bytearray(KEY), VAULT_ID, read_only=True)


def test_everything_is_read_and_nothing_is_written(path, tmp_path):
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    with contextlib.closing(reading(path)) as store:
        assert copying.holdings(store.db).people == 1
        assert search.people(store.db, "maya")
        assert refresh_index(store) is False
        with pytest.raises(ReadOnlyPlace):
            add_person(store, PersonDraft(first_name="Ben"))
        with pytest.raises(ReadOnlyPlace), store.upkeep():
            pass
        assert copying.holdings(store.db).people == 1
        finish(save_json(store, tmp_path / "all.json"))
    assert b"wards and registries" in (tmp_path / "all.json").read_bytes()
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before


def test_nobody_writes_while_it_is_read(path):
    from infodesk.core.errors import VaultInUse

    with contextlib.closing(reading(path)), pytest.raises(VaultInUse):
        Store.open(path, bytearray(KEY), VAULT_ID)


def test_an_unfinished_change_is_told_and_not_read(path):
    journal = path.with_name("vault.db-journal")
    journal.write_bytes(b"a change that was not finished")
    with pytest.raises(ReadOnlyPlace) as told:
        reading(path)
    assert told.value.facts["reason"] == "unfinished"


def test_an_older_vault_is_told(tmp_path):
    path = tmp_path / "vault.db"
    db = create_database(path, bytearray(KEY), VAULT_ID)
    migrations.migrate(db, last=3)
    db.close()
    with pytest.raises(ReadOnlyPlace) as told:
        reading(path)
    assert told.value.facts["reason"] == "older"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_rights_decide(what, tmp_path):
    folder = VaultFolder(tmp_path / "Mine.infodesk")
    with finish(vaults.make_keys(folder, PASSPHRASE, CHEAP)) as keys:
        vaults.make_vault(folder, keys).close()
    closed, mode = (folder.database, 0o400) if what == "file" else (folder.path, 0o500)
    closed.chmod(mode)
    try:
        assert not can_write(folder.database)
        with (
            unlock(folder, PASSPHRASE, kdf=CHEAP) as keys,
            contextlib.closing(vaults.open_vault(folder, keys)) as store,
        ):
            assert store.read_only
    finally:
        closed.chmod(0o700)


def test_where_one_may_write_one_can(path):
    assert can_write(path)
    assert can_write(path.with_name("not-there.db"))
