"""Checking a vault: a page that nothing uses may be torn, every other must be whole."""

import contextlib

import pytest

from infodesk.core.errors import VaultDamaged
from infodesk.core.people import PersonDraft
from infodesk.operations.meetings import write_person_notes
from infodesk.operations.people import add_person
from infodesk.store import copying
from infodesk.store.store import Store

from .conftest import KEY, VAULT_ID

PAGE = 4096


def test_a_torn_page_that_nothing_uses_is_no_damage(store, path, tmp_path):
    maya = add_person(store, PersonDraft(first_name="Maya"))
    write_person_notes(store, maya, "registry " * 9000)
    write_person_notes(store, maya, "short")
    (free,) = store.db.execute("PRAGMA freelist_count").fetchone()
    rows = copying.everything(store.db)
    store.close()
    whole = path.read_bytes()
    harmless = 0
    for start in range(PAGE, len(whole), PAGE):
        path.write_bytes(whole[:start] + bytes(PAGE) + whole[start + PAGE :])
        try:
            with contextlib.closing(Store.open(path, bytearray(KEY), VAULT_ID)) as torn:
                copying.check(torn.db, path)
        except VaultDamaged:
            continue
        again = Store.open(path, bytearray(KEY), VAULT_ID)
        assert copying.everything(again.db) == rows
        copy = tmp_path / f"copy-{start}.db"
        copying.copy_database(again.db, copy, bytearray(KEY), VAULT_ID)
        assert copying.verify(copy, bytearray(KEY), VAULT_ID) == 1
        again.close()
        harmless += 1
    assert 0 < harmless <= free


def test_a_used_page_that_was_read_before_is_read_again(store, path):
    maya = add_person(store, PersonDraft(first_name="Maya"))
    write_person_notes(store, maya, "registry " * 9000)
    write_person_notes(store, maya, "registry " * 3000)
    assert store.db.execute("PRAGMA freelist_count").fetchone()[0] > 0
    (last,) = store.db.execute("PRAGMA page_count").fetchone()
    (root,) = store.db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'note'").fetchone()
    assert root < last
    assert store.db.execute("SELECT count(*) FROM note").fetchone() == (1,)
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE + 100)
        file.write(b"x" * 50)
    with pytest.raises(VaultDamaged):
        copying.check(store.db, path)
