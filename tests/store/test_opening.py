"""Opening the database: its settings, and the error for each thing that can be wrong."""

import sqlite3
import subprocess
import sys

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from infodesk.core.errors import (
    DiskFull,
    NotAVault,
    VaultDamaged,
    VaultExists,
    VaultInUse,
    VaultMissing,
    VaultNotEncrypted,
    VaultReplaced,
    VaultTooNew,
)
from infodesk.store import copying, migrations
from infodesk.store.opening import open_database
from infodesk.store.store import Store

from .conftest import KEY, VAULT_ID
from .test_undo import STEP, add_person


def reopen(path):
    return Store.open(path, bytearray(KEY), VAULT_ID)


def test_file_is_private_and_starts_with_the_vault_id(store, path):
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes()[:16] == VAULT_ID


def test_settings_hold(store):
    wanted = {
        "journal_mode": "truncate",
        "locking_mode": "exclusive",
        "synchronous": 3,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,
    }
    assert {name: store.db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted


def test_attach_is_denied(store, tmp_path):
    with pytest.raises(sqlcipher.DatabaseError):
        store.db.execute("ATTACH DATABASE ? AS other KEY ''", (str(tmp_path / "out.db"),))
    assert not (tmp_path / "out.db").exists()


def test_what_was_written_is_there_again(store, path):
    with store.transaction(STEP) as db:
        add_person(db, "Maya Chen")
    store.close()
    again = reopen(path)
    assert again.db.execute("SELECT name FROM person").fetchall() == [("Maya Chen",)]
    again.close()


def test_nothing_readable_on_disk(store, path):
    with store.transaction(STEP) as db:
        add_person(db, "Canary Beispielova")
    store.close()
    assert b"Canary" not in path.read_bytes()


def test_missing_and_empty(path):
    with pytest.raises(VaultMissing):
        reopen(path)
    assert not path.exists()
    path.touch()
    with pytest.raises(VaultMissing):
        reopen(path)
    assert path.stat().st_size == 0


def test_existing_file_is_never_overwritten(path):
    path.write_bytes(b"mine")
    with pytest.raises(VaultExists):
        Store.create(path, bytearray(KEY), VAULT_ID)
    assert path.read_bytes() == b"mine"


def test_plain_database(path):
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE t (x)")
    plain.commit()
    plain.close()
    with pytest.raises(VaultNotEncrypted):
        reopen(path)


def test_wrong_key_is_damage_and_other_vault_is_told(store, path):
    store.close()
    with pytest.raises(VaultDamaged):
        Store.open(path, bytearray(32), VAULT_ID)
    with pytest.raises(NotAVault):
        Store.open(path, bytearray(KEY), bytes(16))


def test_open_elsewhere(store, path):
    script = (
        "import sys; from pathlib import Path\n"
        "from infodesk.store.store import Store\n"
        "from infodesk.core.errors import VaultInUse\n"
        "try: Store.open(Path(sys.argv[1]), bytearray(range(32)), bytes(range(100, 116)))\n"
        "except VaultInUse: print('in use')\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "in use"
    with pytest.raises(VaultInUse):
        reopen(path)


def test_newer_schema_is_refused_and_left_alone(store, path):
    store.db.execute(f"PRAGMA user_version = {migrations.latest() + 1}")
    store.close()
    before = path.read_bytes()
    with pytest.raises(VaultTooNew):
        reopen(path)
    assert path.read_bytes() == before


def test_damaged_page(store, path):
    with store.transaction(STEP) as db:
        for number in range(500):
            add_person(db, f"Person {number}")
    store.close()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(VaultDamaged):
        copying.verify(path, bytearray(KEY), VAULT_ID)


def test_full_disk_rolls_back(store):
    (pages,) = store.db.execute("PRAGMA page_count").fetchone()
    store.db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiskFull), store.transaction(STEP) as db:
        for number in range(5000):
            add_person(db, f"Person {number}")
    assert store.db.execute("SELECT count(*) FROM person").fetchone() == (0,)
    store.db.execute(f"PRAGMA max_page_count = {pages + 1000}")
    with store.transaction(STEP) as db:
        add_person(db, "Maya Chen")


def test_replaced_file_is_noticed_before_the_next_write(store, path, tmp_path):
    (tmp_path / "other").write_bytes(path.read_bytes())
    (tmp_path / "other").replace(path)
    with pytest.raises(VaultReplaced), store.transaction(STEP) as db:
        add_person(db, "Maya Chen")


def test_verified_copy(store, path, tmp_path):
    with store.transaction(STEP) as db:
        add_person(db, "Maya Chen")
    copy = tmp_path / "copy.db"
    copying.copy_database(store.db, copy, bytearray(KEY), VAULT_ID)
    assert copy.read_bytes()[:16] == VAULT_ID
    assert copying.verify(copy, bytearray(KEY), VAULT_ID) == 1


def test_a_failing_migration_leaves_the_old_version_whole(path, monkeypatch, tmp_path):
    schema = tmp_path / "schema"
    schema.mkdir()
    first = migrations.steps()[0]
    (schema / first.name).write_text(first.read_text())
    (schema / "0002_more.sql").write_text(
        "ALTER TABLE person ADD COLUMN extra TEXT;\nCREATE TABLE extra (id INTEGER PRIMARY KEY);\n"
        "INSERT INTO no_such_table VALUES (1);\n"
    )
    Store.create(path, bytearray(KEY), VAULT_ID).close()
    monkeypatch.setattr(migrations, "_SCHEMA", schema)
    copies = []
    with pytest.raises(sqlcipher.OperationalError):
        Store.open(path, bytearray(KEY), VAULT_ID, before_migration=copies.append)
    assert len(copies) == 1
    monkeypatch.undo()
    db = open_database(path, bytearray(KEY), VAULT_ID)
    assert migrations.version(db) == 1
    assert "extra" not in [row[1] for row in db.execute("PRAGMA table_info(person)")]
    db.close()
