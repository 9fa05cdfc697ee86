"""A damaged vault saved into a new one that the same passphrase opens."""

import contextlib

import pytest

from infodesk.core.errors import VaultDamaged, VaultExists
from infodesk.core.people import PersonDraft
from infodesk.core.progress import finish
from infodesk.operations import salvaging, vaults
from infodesk.operations.meetings import write_person_notes
from infodesk.operations.people import add_person
from infodesk.operations.searching import refresh_index
from infodesk.store import copying, search
from infodesk.vault.folder import VaultFolder, unlock
from tests.vault.insecure_profile import CHEAP

PASSPHRASE = "five plain words for tests"
PAGE = 4096


@pytest.fixture
def folder(tmp_path):
    """A closed vault with two people and a note about one."""
    folder = VaultFolder(tmp_path / "Mine.infodesk")
    keys = finish(vaults.make_keys(folder, PASSPHRASE, CHEAP))
    with keys, contextlib.closing(vaults.make_vault(folder, keys)) as store:
        maya = add_person(store, PersonDraft(first_name="Maya", last_name="Okafor"))
        add_person(store, PersonDraft(first_name="Ben"))
        write_person_notes(store, maya, "registry of wards " * 800)
        while refresh_index(store):
            pass
        roots = store.db.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")
        found = dict(roots.fetchall())
    return folder, found


def damage(folder, number):
    data = bytearray(folder.database.read_bytes())
    data[(number - 1) * PAGE + 40 : (number - 1) * PAGE + 60] = bytes(20)
    folder.database.write_bytes(data)


def save(folder, target):
    with finish(salvaging.unlock_damaged(folder, PASSPHRASE)) as keys:
        return finish(salvaging.salvage(folder, keys, target, unnamed="Name lost"))


@contextlib.contextmanager
def opened(folder):
    with (
        unlock(folder, PASSPHRASE, kdf=CHEAP) as keys,
        contextlib.closing(vaults.open_vault(folder, keys)) as store,
    ):
        yield store


def files(folder):
    return {each.name: each.read_bytes() for each in folder.path.iterdir()}


def test_a_lost_person_leaves_name_and_notes(folder, tmp_path):
    folder, roots = folder
    damage(folder, roots["person"])
    before, target = files(folder), VaultFolder(tmp_path / "Saved.infodesk")
    report = save(folder, target)
    assert files(folder) == before
    assert (report.of("person").saved, report.of("person").partly) == (2, 2)
    assert (report.of("note").saved, report.of("note").expected) == (1, 1)
    with opened(target) as store:
        assert vaults.verify(store) == 2
        names = {row[0] for row in store.db.execute("SELECT name FROM person")}
        assert names == {"Maya Okafor", "Ben"}
        assert [hit.person_name for hit in search.texts(store.db, "wards")] == ["Maya Okafor"]
        assert [*search.people(store.db, "okafor")]


def test_a_lost_page_of_a_long_note_is_in_the_search_index(folder, tmp_path):
    folder, roots = folder
    damage(folder, roots["note"])
    target = VaultFolder(tmp_path / "Saved.infodesk")
    report = save(folder, target)
    assert report.of("note").partly == 1
    with opened(target) as store:
        (note,) = copying.everything(store.db)["note"]
        assert note["body"] == "registry of wards " * 800


def test_the_first_page_is_not_needed(folder, tmp_path):
    folder, _roots = folder
    folder.database.write_bytes(b"\x5a" * PAGE + folder.database.read_bytes()[PAGE:])
    with pytest.raises(VaultDamaged):
        unlock(folder, PASSPHRASE, kdf=CHEAP)
    target = VaultFolder(tmp_path / "Saved.infodesk")
    assert save(folder, target).whole
    with opened(target) as store:
        assert vaults.verify(store) == 2


def test_what_is_there_is_never_replaced(folder, tmp_path):
    folder, _roots = folder
    target = VaultFolder(tmp_path / "Saved.infodesk")
    target.path.mkdir()
    with pytest.raises(VaultExists):
        save(folder, target)


def test_cancelled_or_hopeless_leaves_nothing(folder, tmp_path):
    folder, _roots = folder
    target = VaultFolder(tmp_path / "Saved.infodesk")
    beside = set(tmp_path.iterdir())
    with finish(salvaging.unlock_damaged(folder, PASSPHRASE)) as keys:
        job = salvaging.salvage(folder, keys, target, unnamed="")
        for _ in range(6):
            next(job)
        job.close()
        assert set(tmp_path.iterdir()) == beside
        folder.database.write_bytes(bytes(PAGE * 3))
        with pytest.raises(VaultDamaged):
            finish(salvaging.salvage(folder, keys, target, unnamed=""))
    assert set(tmp_path.iterdir()) == beside


def test_what_a_crash_left_half_written_is_taken_back(folder, tmp_path):
    folder, _roots = folder
    with unlock(folder, PASSPHRASE, kdf=CHEAP) as keys:
        store = vaults.open_vault(folder, keys)
        rows = copying.everything(store.db)
        store.db.execute("PRAGMA cache_size = 5")
        store.db.execute("BEGIN IMMEDIATE")
        store.db.execute("UPDATE note SET body = replace(body, 'ward', 'bed') || body")
        store.db.execute("UPDATE person SET about = hex(zeroblob(20000))")
        crashed = VaultFolder(tmp_path / "Crashed.infodesk")
        crashed.path.mkdir()
        for path in folder.path.iterdir():
            (crashed.path / path.name).write_bytes(path.read_bytes())
        store.db.execute("ROLLBACK")
        store.close()
    assert (crashed.path / "vault.db-journal").stat().st_size > PAGE
    target = VaultFolder(tmp_path / "Saved.infodesk")
    assert save(crashed, target).whole
    with opened(target) as store:
        assert copying.everything(store.db) == rows
