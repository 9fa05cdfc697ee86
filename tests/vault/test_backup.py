"""The backup container: whole or refused, and never over anything."""

import os
import stat
from random import Random

import pytest

from infodesk.core import files
from infodesk.core.errors import (
    BackupDamaged,
    CannotRead,
    DiskFull,
    VaultExists,
    VaultTooNew,
)
from infodesk.vault.backup import extract_backup, open_backup, write_backup
from infodesk.vault.folder import VaultFolder, unlock, unlock_with_recovery_code
from tests.core.power_loss import RecordedDisk
from tests.vault.conftest import PASSPHRASE
from tests.vault.insecure_profile import CHEAP
from tests.vault.test_keyfile import checksummed


@pytest.fixture
def backup(vault, tmp_path):
    target = tmp_path / "backups" / "Work.idbackup"
    target.parent.mkdir()
    write_backup(target, vault.contents()["keys.idk"], vault.folder.database)
    return target


def restored(backup, tmp_path):
    folder = VaultFolder(tmp_path / "new" / "Restored.infodesk")
    extract_backup(backup, folder)
    return folder


def test_round_trip(vault, backup, tmp_path):
    folder = restored(backup, tmp_path)
    assert {path.name: path.read_bytes() for path in folder.path.iterdir()} == vault.contents()
    with unlock(folder, PASSPHRASE, kdf=CHEAP) as keys:
        assert keys.root() == vault.root


def test_everything_is_for_its_owner_alone(backup, tmp_path):
    folder = restored(backup, tmp_path)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.path.iterdir()} == {0o600}


def test_contents(vault, backup):
    found = open_backup(backup)
    whole = backup.read_bytes()
    assert found.key_file == vault.contents()["keys.idk"]
    assert whole[found.offset : found.offset + found.length] == vault.contents()["vault.db"]


def test_without_key_file_the_recovery_code_opens(vault, tmp_path):
    target = tmp_path / "a.idbackup"
    write_backup(target, b"", vault.folder.database)
    folder = restored(target, tmp_path)
    assert [path.name for path in folder.path.iterdir()] == ["vault.db"]
    with unlock_with_recovery_code(folder, vault.code) as keys:
        assert keys.root() == vault.root


def test_large_database_in_blocks(tmp_path):
    database = tmp_path / "large.db"
    content = os.urandom(3 * 1024 * 1024 + 17)
    database.write_bytes(content)
    write_backup(tmp_path / "a.idbackup", b"", database)
    folder = restored(tmp_path / "a.idbackup", tmp_path)
    assert folder.database.read_bytes() == content


def test_changed_bytes_are_damage(backup, tmp_path):
    whole = backup.read_bytes()
    random = Random(5)
    edges = [*range(550), *range(len(whole) - 40, len(whole))]
    for place in edges + random.sample(range(len(whole)), 200):
        changed = bytearray(whole)
        changed[place] ^= random.randrange(1, 256)
        backup.write_bytes(changed)
        with pytest.raises(BackupDamaged):
            open_backup(backup)
    folder = VaultFolder(tmp_path / "x.infodesk")
    with pytest.raises(BackupDamaged):
        extract_backup(backup, folder)
    assert not folder.path.exists()


def test_truncated_or_longer_is_damage(backup):
    whole = backup.read_bytes()
    for length in [*range(100), len(whole) // 2, len(whole) - 1]:
        backup.write_bytes(whole[:length])
        with pytest.raises(BackupDamaged):
            open_backup(backup)
    backup.write_bytes(whole + b"x")
    with pytest.raises(BackupDamaged):
        open_backup(backup)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"something else altogether",
        b"INFODESK-BKP\0\1\n",
        b"INFODESK-BKP\0\1\n" + b"\xff" * 4 + bytes(100),
        b"INFODESK-BKP\0\1\n" + bytes(4) + b"\xff" * 8,
        b"INFODESK-BKP\0\1\n" + bytes(4) + (5).to_bytes(8, "big") + b"1234",
        b"INFODESK-BKP\0\1X" + bytes(12),
    ],
)
def test_forged_contents_with_a_right_checksum_are_damage(tmp_path, content):
    path = tmp_path / "a.idbackup"
    path.write_bytes(checksummed(content))
    with pytest.raises(BackupDamaged):
        open_backup(path)


def test_newer_format(tmp_path):
    path = tmp_path / "a.idbackup"
    path.write_bytes(checksummed(b"INFODESK-BKP\0\2\n and so on"))
    with pytest.raises(VaultTooNew):
        open_backup(path)


def test_nothing_is_overwritten(vault, backup, tmp_path):
    before = backup.read_bytes()
    with pytest.raises(VaultExists):
        write_backup(backup, b"", vault.folder.database)
    assert backup.read_bytes() == before
    contents = vault.contents()
    with pytest.raises(VaultExists):
        extract_backup(backup, vault.folder)
    assert vault.contents() == contents
    (tmp_path / "empty.infodesk").mkdir()
    with pytest.raises(VaultExists):
        extract_backup(backup, VaultFolder(tmp_path / "empty.infodesk"))


def test_what_cannot_be_read_back_is_not_left_behind(vault, tmp_path):
    with pytest.raises(BackupDamaged):
        write_backup(tmp_path / "a.idbackup", bytes(17_000), vault.folder.database)
    assert not (tmp_path / "a.idbackup").exists()


def test_missing_source(vault, tmp_path):
    with pytest.raises(CannotRead):
        write_backup(tmp_path / "a.idbackup", b"", tmp_path / "absent.db")
    with pytest.raises(CannotRead):
        open_backup(tmp_path / "a.idbackup")
    assert not (tmp_path / "a.idbackup").exists()


def test_every_call_failing_leaves_nothing(vault, tmp_path, monkeypatch):
    place = tmp_path / "place"
    place.mkdir()
    target = place / "a.idbackup"
    counting = RecordedDisk(place)
    with monkeypatch.context() as patch:
        patch.setattr(files, "os", counting)
        write_backup(target, b"", vault.folder.database)
    target.unlink()
    for number in range(counting.calls):
        disk = RecordedDisk(place, number, OSError(28, "full"))
        with monkeypatch.context() as patch:
            patch.setattr(files, "os", disk)
            with pytest.raises(DiskFull):
                write_backup(target, b"", vault.folder.database)
        # Only the last syncs come when the backup already has its name, whole.
        if target.exists():
            open_backup(target)
            target.unlink()
        assert list(place.iterdir()) == []


def test_restoring_onto_a_full_disk_leaves_nothing(backup, tmp_path, monkeypatch):
    place = tmp_path / "place"
    place.mkdir()
    for number in range(2, 14, 3):
        disk = RecordedDisk(place, number, OSError(28, "full"))
        with monkeypatch.context() as patch:
            patch.setattr(files, "os", disk)
            with pytest.raises(DiskFull):
                extract_backup(backup, VaultFolder(place / "a.infodesk"))
        assert list(place.iterdir()) == []
