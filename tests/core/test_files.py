"""The atomic write: whole after crash, power cut and failing calls, and its errors."""

import errno
import os
import stat
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from infodesk.core import files
from infodesk.core.errors import CannotRead, CannotWrite, DiskFull, ReadOnlyPlace
from infodesk.core.files import as_user_error, atomic_file, write_atomically
from tests.core.power_loss import RecordedDisk

OLD = b"old" * 700
NEW = b"new!" * 900


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    (folder / "file").write_bytes(OLD)
    return folder / "file"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def write_in_place(target, disk):
    descriptor = disk.open(target, os.O_WRONLY | os.O_TRUNC)
    with disk.fdopen(descriptor, "wb") as file:
        file.write(NEW)
        file.flush()
        disk.fsync(descriptor)


def write_and_rename(target, disk, *, sync_file, sync_folder):
    temporary = target.with_name("temporary")
    descriptor = disk.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL)
    with disk.fdopen(descriptor, "w+b") as file:
        file.write(NEW)
        file.flush()
        if sync_file:
            disk.fsync(descriptor)
    disk.replace(temporary, target)
    if sync_folder:
        folder = disk.open(target.parent, os.O_RDONLY)
        disk.fsync(folder)
        os.close(folder)


def faults(disk, count):
    """Return how many states are unreadable, and how many are old after all was done."""
    unreadable = lost = 0
    for state, done in disk.states(Random(7), count):
        content = state.get("file")
        unreadable += content not in (OLD, NEW)
        lost += done and content == OLD
    return unreadable, lost


class TestPowerCut:
    def test_leaves_the_old_or_the_new_file(self, target, monkeypatch):
        disk = RecordedDisk(target.parent)
        monkeypatch.setattr(files, "os", disk)
        write_atomically(target, NEW)
        assert target.read_bytes() == NEW
        assert faults(disk, 3000) == (0, 0)

    def test_with_rereading(self, target, monkeypatch):
        disk = RecordedDisk(target.parent)
        monkeypatch.setattr(files, "os", disk)
        write_atomically(target, NEW, reread=True)
        assert faults(disk, 1000) == (0, 0)

    def test_simulation_finds_writing_in_place(self, target):
        disk = RecordedDisk(target.parent)
        write_in_place(target, disk)
        assert faults(disk, 500)[0] > 0

    def test_simulation_finds_a_rename_without_sync(self, target):
        disk = RecordedDisk(target.parent)
        write_and_rename(target, disk, sync_file=False, sync_folder=True)
        assert faults(disk, 500)[0] > 0

    def test_simulation_finds_a_folder_without_sync(self, target):
        disk = RecordedDisk(target.parent)
        write_and_rename(target, disk, sync_file=True, sync_folder=False)
        unreadable, lost = faults(disk, 500)
        assert unreadable == 0
        assert lost > 0


class TestFailingCalls:
    @pytest.mark.parametrize(
        ("code", "kind"),
        [
            (errno.ENOSPC, DiskFull),
            (errno.EDQUOT, DiskFull),
            (errno.EROFS, ReadOnlyPlace),
            (errno.EIO, CannotWrite),
        ],
    )
    def test_each_call_in_turn(self, target, monkeypatch, code, kind):
        counting = RecordedDisk(target.parent)
        monkeypatch.setattr(files, "os", counting)
        write_atomically(target, NEW)
        assert counting.calls >= 6
        for number in range(counting.calls):
            target.write_bytes(OLD)
            disk = RecordedDisk(target.parent, number, OSError(code, os.strerror(code)))
            monkeypatch.setattr(files, "os", disk)
            with pytest.raises(kind) as caught:
                write_atomically(target, NEW)
            assert caught.value.facts["path"] == str(target)
            assert target.read_bytes() in (OLD, NEW)
            assert names(target.parent) == ["file"]

    def test_a_folder_that_cannot_be_synced_is_no_error(self, target, monkeypatch):
        counting = RecordedDisk(target.parent)
        monkeypatch.setattr(files, "os", counting)
        write_atomically(target, NEW)
        disk = RecordedDisk(target.parent, counting.calls - 1, OSError(errno.EINVAL, "no"))
        monkeypatch.setattr(files, "os", disk)
        write_atomically(target, OLD)
        assert target.read_bytes() == OLD


class TestAtomicFile:
    def test_file_is_for_its_owner_alone(self, target):
        write_atomically(target, NEW)
        assert stat.S_IMODE(target.stat().st_mode) == 0o600

    def test_a_block_that_raises_changes_nothing(self, target):
        with pytest.raises(ZeroDivisionError), atomic_file(target) as file:
            file.write(NEW)
            raise ZeroDivisionError
        assert target.read_bytes() == OLD
        assert names(target.parent) == ["file"]

    def test_streams(self, target):
        with atomic_file(target) as file:
            for _ in range(1000):
                file.write(b"x" * 1000)
            assert target.read_bytes() == OLD
        assert target.stat().st_size == 1_000_000

    def test_without_replace_an_existing_file_stays(self, target):
        with pytest.raises(CannotWrite), atomic_file(target, replace=False) as file:
            file.write(NEW)
        assert target.read_bytes() == OLD
        assert names(target.parent) == ["file"]

    def test_without_replace_a_new_file_is_made(self, target):
        other = target.with_name("other")
        with atomic_file(other, replace=False) as file:
            file.write(NEW)
        assert other.read_bytes() == NEW
        assert names(target.parent) == ["file", "other"]

    def test_without_replace_on_a_disk_without_hard_links(self, target, monkeypatch):
        class NoLinks(RecordedDisk):
            def link(self, old, new):
                raise PermissionError(errno.EPERM, "no hard links")

        monkeypatch.setattr(files, "os", NoLinks(target.parent))
        with pytest.raises(CannotWrite), atomic_file(target, replace=False) as file:
            file.write(NEW)
        assert target.read_bytes() == OLD
        other = target.with_name("other")
        with atomic_file(other, replace=False) as file:
            file.write(NEW)
        assert names(target.parent) == ["file", "other"]

    def test_a_link_is_replaced_not_followed(self, target, tmp_path):
        elsewhere = tmp_path / "elsewhere"
        elsewhere.write_bytes(b"precious")
        target.unlink()
        target.symlink_to(elsewhere)
        write_atomically(target, NEW)
        assert not target.is_symlink()
        assert elsewhere.read_bytes() == b"precious"

    def test_a_name_as_long_as_names_get(self, target):
        long = target.with_name("n" * 255)
        write_atomically(long, NEW)
        assert long.read_bytes() == NEW

    def test_missing_folder(self, tmp_path):
        with pytest.raises(CannotWrite) as caught:
            write_atomically(tmp_path / "absent" / "file", NEW)
        assert caught.value.facts["detail"]


def test_reading_is_told_from_writing(tmp_path):
    error = OSError(errno.EIO, "Input/output error")
    assert type(as_user_error(error, tmp_path, writing=False)) is CannotRead
    assert type(as_user_error(error, tmp_path, writing=True)) is CannotWrite
    assert as_user_error(error, tmp_path).facts == {
        "path": str(tmp_path),
        "detail": "Input/output error",
    }


def test_what_a_killed_process_left_is_removed_a_day_later(target):
    day, folder = 24 * 60 * 60, target.parent
    kept = {
        ".infodesk-0123456789abcdef.tmp": time.time() - day + 600,  # may still be written
        ".infodesk-mine.tmp": time.time() - 2 * day,  # not a name of ours
        "notes.tmp": time.time() - 2 * day,
    }
    left = folder / ".infodesk-fedcba9876543210.tmp"
    for name, moment in {**kept, left.name: time.time() - 2 * day}.items():
        (folder / name).write_bytes(OLD)
        os.utime(folder / name, (moment, moment))
    write_atomically(target, NEW)
    assert names(folder) == sorted([*kept, "file"])


def test_a_killed_process_leaves_the_old_file_and_one_temporary(target):
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from infodesk.core.files import atomic_file\n"
        "with atomic_file(Path(sys.argv[1])) as file:\n"
        "    file.write(b'x' * 100_000)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code, target]).returncode != 0
    assert target.read_bytes() == OLD
    (left,) = (name for name in names(target.parent) if name != "file")
    past = time.time() - 2 * 24 * 60 * 60
    os.utime(target.parent / left, (past, past))
    write_atomically(target, NEW)
    assert names(target.parent) == ["file"]


@pytest.mark.parametrize("path", ["", ".", "/"])
def test_a_place_without_a_name_cannot_be_written(path):
    with pytest.raises(CannotWrite):
        write_atomically(Path(path), NEW)
