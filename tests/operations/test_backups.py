"""Backups made without being asked: written, read back, rotated, rehearsed, copied elsewhere."""

from datetime import UTC, datetime, timedelta

import pytest

from infodesk.core.errors import (
    BackupDamaged,
    BackupOfOtherKeys,
    CannotWrite,
    VaultDamaged,
)
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.operations import backups, vaults
from infodesk.operations.people import add_person
from infodesk.store.copying import everything
from infodesk.vault.folder import VaultFolder, unlock
from tests.vault.insecure_profile import CHEAP

PASSPHRASE = "five plain words for tests"
NOW = datetime(2026, 11, 25, 9, 12, tzinfo=UTC)


@pytest.fixture
def opened(tmp_path):
    """A vault with one person in it: store, folder, keys."""
    folder = VaultFolder(tmp_path / "Mine.infodesk")
    keys = finish(vaults.make_keys(folder, PASSPHRASE, CHEAP))
    store = vaults.make_vault(folder, keys)
    add_person(store, PersonDraft(first_name="Maya"))
    yield store, folder, keys
    store.close()
    keys.wipe()


@pytest.fixture
def place(tmp_path):
    return tmp_path / "backups" / "mine"


def make(opened, place, now=NOW, **more):
    store, folder, keys = opened
    copy = finish(backups.copy_vault(store, place))
    return finish(backups.complete(copy, folder, keys, place, now=now, **more))


def test_a_backup_is_checked_listed_and_restores_the_same(opened, place, tmp_path):
    store, _, keys = opened
    done = make(opened, place)
    assert done.backup.verified_at == NOW
    assert done.backup.holds.people == 1
    assert backups.read_backups(place, keys) == (done.backup,)
    assert sorted(path.name for path in place.iterdir()) == sorted(
        [backups.INDEX, done.backup.name]
    )
    rows = everything(store.db)
    again = VaultFolder(tmp_path / "Again.infodesk")
    vaults.restore(place / done.backup.name, again)
    with unlock(again, PASSPHRASE, kdf=CHEAP) as unlocked:
        copy = vaults.open_vault(again, unlocked)
        assert everything(copy.db) == rows
        copy.close()


def test_what_is_written_while_copying_is_in_the_copy(opened, place):
    store, folder, keys = opened
    job = backups.copy_vault(store, place)
    next(job)
    add_person(store, PersonDraft(first_name="Ben"))
    copy = finish(job)
    assert copy.holds.people == 2
    assert finish(backups.complete(copy, folder, keys, place, now=NOW)).backup.holds.people == 2


def test_cancelling_leaves_nothing(opened, place):
    store, _, _ = opened
    job = backups.copy_vault(store, place)
    next(job)
    job.close()
    assert list(place.iterdir()) == []


def test_the_vault_stays_locked_for_others_while_and_after_copying(opened, place):
    store, folder, keys = opened
    make(opened, place)
    with pytest.raises(Exception, match="in-use"):
        vaults.open_vault(folder, keys)
    add_person(store, PersonDraft(first_name="Ben"))


def test_one_a_day_and_only_if_something_changed(opened, place):
    store, _, keys = opened
    assert backups.is_due((), store, NOW)
    make(opened, place)
    found = backups.read_backups(place, keys)
    assert not backups.is_due(found, store, NOW + timedelta(hours=3))
    assert not backups.is_due(found, store, NOW + timedelta(days=1))
    add_person(store, PersonDraft(first_name="Ben"))
    assert not backups.is_due(found, store, NOW + timedelta(hours=3))
    assert backups.is_due(found, store, NOW + timedelta(days=1))


def test_superfluous_ones_go_and_the_list_says_so(opened, place):
    _, _, keys = opened
    for number in range(14):
        done = make(opened, place, NOW + timedelta(minutes=number))
    found = backups.read_backups(place, keys)
    assert [each.name for each in done.removed]
    assert len(found) == len(list(place.glob("*.idbackup"))) == 10
    assert all(each.verified_at for each in found)


def test_a_second_place_gets_it_or_it_is_said(opened, place, tmp_path):
    second = tmp_path / "stick"
    missing = make(opened, place, second=second)
    assert isinstance(missing.trouble, CannotWrite)
    assert not second.exists()
    second.mkdir()
    done = make(opened, place, NOW + timedelta(hours=1), second=second)
    assert done.trouble is None
    whole = (place / done.backup.name).read_bytes()
    assert (second / done.backup.name).read_bytes() == whole


def test_a_damaged_vault_makes_no_backup_and_removes_none(opened, place):
    store, folder, keys = opened
    first = make(opened, place)
    copy = finish(backups.copy_vault(store, place))
    data = bytearray(copy.path.read_bytes())
    data[5000] ^= 1
    copy.path.write_bytes(data)
    with pytest.raises(VaultDamaged):
        finish(backups.complete(copy, folder, keys, place, now=NOW + timedelta(days=1)))
    assert backups.read_backups(place, keys) == (first.backup,)
    assert not copy.work.exists()


def test_a_rehearsal_reads_everything_and_leaves_nothing(opened, place):
    _, _, keys = opened
    done = make(opened, place)
    path = place / done.backup.name
    later = NOW + timedelta(days=3)
    assert finish(backups.rehearse(path, keys, later)).verified_at == later
    assert backups.read_backups(place, keys)[0].verified_at == later
    before = {each.name for each in place.iterdir()}
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(BackupDamaged):
        finish(backups.rehearse(path, keys, later))
    assert {each.name for each in place.iterdir()} == before


def test_a_backup_of_another_vault_is_told_apart(opened, place, tmp_path):
    _, _, keys = opened
    other = VaultFolder(tmp_path / "Other.infodesk")
    other_keys = finish(vaults.make_keys(other, PASSPHRASE, CHEAP))
    other_store = vaults.make_vault(other, other_keys)
    done = make((other_store, other, other_keys), place)
    with pytest.raises(BackupOfOtherKeys):
        finish(backups.rehearse(place / done.backup.name, keys, NOW))
    (unknown,) = backups.read_backups(place, keys)
    assert unknown.verified_at is None
    other_store.close()
    other_keys.wipe()


def test_a_changed_index_is_not_believed(opened, place):
    _, _, keys = opened
    done = make(opened, place)
    index = place / backups.INDEX
    index.write_bytes(index.read_bytes()[:-1] + b"x")
    (found,) = backups.read_backups(place, keys)
    assert found.name == done.backup.name
    assert found.verified_at is None
    backups.remove(place, done.backup.name, keys)
    assert backups.read_backups(place, keys) == ()
