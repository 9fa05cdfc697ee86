"""Opening the database: its settings, and the error for each thing that can be wrong."""

import errno
import os
import sqlite3
import subprocess
import sys

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from infodesk.core.errors import (
    CannotRead,
    CannotWrite,
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
from infodesk.store.opening import (
    APPLICATION_ID,
    create_database,
    open_database,
    user_errors,
)
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
        "mmap_size": 0,
    }
    assert {name: store.db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted


@pytest.mark.parametrize("index", ["person_fts", "text_fts"])
def test_deleted_words_leave_the_index(store, index):
    """Without FTS5's own secure-delete they stay in it until pages happen to be merged."""
    config = store.db.execute(f"SELECT v FROM {index}_config WHERE k = 'secure-delete'")
    assert config.fetchone() == (1,)
    with store.transaction(STEP) as db:
        person = add_person(db, "Canarybird")
        db.execute("INSERT INTO text_fts (rowid, body) VALUES (8, 'Canarybird')")
    with store.transaction(STEP) as db:
        db.execute("DELETE FROM person WHERE id = ?", (person,))
        db.execute("DELETE FROM text_fts WHERE rowid = 8")
    blocks = store.db.execute(f"SELECT block FROM {index}_data").fetchall()
    assert not any(b"canarybird" in block for (block,) in blocks)


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
    store.db.execute(f"PRAGMA user_version = {len(migrations.steps()) + 1}")
    store.close()
    before = path.read_bytes()
    with pytest.raises(VaultTooNew):
        reopen(path)
    assert path.read_bytes() == before


def fill(store):
    with store.transaction(STEP) as db:
        for number in range(500):
            add_person(db, f"Person {number}")


def change_a_byte(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_damaged_page(store, path):
    fill(store)
    store.close()
    change_a_byte(path)
    with pytest.raises(VaultDamaged):
        copying.verify(path, bytearray(KEY), VAULT_ID)


def test_a_folder_in_place_of_the_file_cannot_be_read(path):
    path.mkdir()
    with pytest.raises(CannotRead):
        reopen(path)


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


def test_a_copy_that_finds_no_room_is_told_and_leaves_nothing(store, path, tmp_path):
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 10, limits[1]))
    try:
        with pytest.raises(CannotWrite, match="cannot-write") as told:
            copying.copy_database(store.db, tmp_path / "copy.db", bytearray(KEY), VAULT_ID)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert told.value.facts["detail"] == os.strerror(errno.EFBIG)
    assert [each.name for each in tmp_path.glob("copy*")] == []


def test_a_copy_of_a_damaged_vault_does_not_verify(store, path, tmp_path):
    fill(store)
    store.close()
    change_a_byte(path)
    again = reopen(path)
    copying.copy_database(again.db, tmp_path / "copy.db", bytearray(KEY), VAULT_ID)
    again.close()
    with pytest.raises(VaultDamaged):
        copying.verify(tmp_path / "copy.db", bytearray(KEY), VAULT_ID)


def test_a_vault_that_cannot_be_made_leaves_nothing(path):
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 10, limits[1]))
    try:
        with pytest.raises(CannotWrite):
            Store.create(path, bytearray(KEY), VAULT_ID)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(path.parent.glob("vault.db*")) == []


# Migrations

STEPS = migrations.steps()
FIRST = STEPS[0]
SECOND = (
    "ALTER TABLE person ADD COLUMN extra TEXT;\n"
    "CREATE TABLE extra (id INTEGER PRIMARY KEY, person_id INTEGER REFERENCES person (id));\n"
    "INSERT INTO extra (person_id) SELECT id FROM person;\n"
    "CREATE TRIGGER extra_gone AFTER DELETE ON extra BEGIN\n    SELECT 1;\nEND;\n"
)
BROKEN = "INSERT INTO no_such_table VALUES (1);\n"


@pytest.fixture
def schema(tmp_path, monkeypatch):
    """A folder of schema files in place of the real one, with the same files in it."""
    folder = tmp_path / "schema"
    folder.mkdir()
    for step in STEPS:
        (folder / step.name).write_text(step.read_text())
    monkeypatch.setattr(migrations, "_SCHEMA", folder)
    return folder


def shape(store):
    """Return what the schema says, whatever the order in which it was made."""
    return sorted(store.db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


def tables(store):
    return [row[0] for row in store.db.execute("SELECT name FROM sqlite_schema ORDER BY name")]


def test_a_migrated_vault_is_like_a_new_one_and_keeps_its_rows(path, schema, tmp_path):
    old = Store.create(path, bytearray(KEY), VAULT_ID)
    with old.transaction(STEP) as db:
        add_person(db, "Maya Chen")
    old.close()
    (schema / "9999_more.sql").write_text(SECOND)
    copies = []
    migrated = Store.open(path, bytearray(KEY), VAULT_ID, before_migration=copies.append)
    assert len(copies) == 1
    new = Store.create(tmp_path / "new.db", bytearray(KEY), VAULT_ID)
    assert shape(migrated) == shape(new)
    assert "extra_gone" in tables(migrated)
    assert migrated.db.execute("SELECT name FROM person").fetchall() == [("Maya Chen",)]
    assert migrated.db.execute("SELECT person_id FROM extra").fetchall() == [(1,)]
    assert migrations.version(migrated.db) == len(STEPS) + 1
    migrated.close()
    new.close()


@pytest.mark.parametrize("version", range(1, len(STEPS)))
def test_a_vault_of_every_earlier_version_becomes_like_a_new_one(path, version, tmp_path):
    db = create_database(path, bytearray(KEY), VAULT_ID)
    for step in STEPS[:version]:
        for statement in migrations.statements(step.read_text()):
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {version:d}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    db.execute(
        "INSERT INTO vault (id, vault_id, created_at) VALUES (1, ?, '2026-01-01T00:00:00Z')",
        (VAULT_ID.hex(),),
    )
    add_person(db, "Maya Chen")
    db.close()
    copies = []
    migrated = Store.open(path, bytearray(KEY), VAULT_ID, before_migration=copies.append)
    new = Store.create(tmp_path / "new.db", bytearray(KEY), VAULT_ID)
    assert len(copies) == 1
    assert shape(migrated) == shape(new)
    assert migrated.db.execute("SELECT name FROM person").fetchall() == [("Maya Chen",)]
    migrated.close()
    new.close()


@pytest.mark.parametrize("before", range(len(migrations.statements(SECOND)) + 1))
def test_a_migration_that_fails_anywhere_leaves_the_old_version_whole(path, schema, before):
    old = Store.create(path, bytearray(KEY), VAULT_ID)
    with old.transaction(STEP) as db:
        add_person(db, "Maya Chen")
    known, rows = shape(old), copying.everything(old.db)
    old.close()
    statements = migrations.statements(SECOND)
    statements.insert(before, BROKEN)
    (schema / "9999_more.sql").write_text("\n".join(statements))
    with pytest.raises(sqlcipher.OperationalError):
        reopen(path)
    (schema / "9999_more.sql").unlink()
    again = reopen(path)
    assert migrations.version(again.db) == len(STEPS)
    assert shape(again) == known
    assert copying.everything(again.db) == rows
    again.close()


def test_a_first_schema_that_fails_anywhere_leaves_no_vault(path, schema):
    statements = migrations.statements(FIRST.read_text())
    for before in range(0, len(statements) + 1, 7):
        broken = [*statements[:before], BROKEN, *statements[before:]]
        (schema / FIRST.name).write_text("\n".join(broken))
        with pytest.raises(sqlcipher.OperationalError):
            Store.create(path, bytearray(KEY), VAULT_ID)
        assert list(path.parent.glob("vault.db*")) == []


def test_a_disk_that_fills_up_during_a_migration_is_told(path, schema):
    Store.create(path, bytearray(KEY), VAULT_ID).close()
    (schema / "9999_more.sql").write_text(
        "INSERT INTO setting VALUES (1, 'a', hex(zeroblob(1e6)));"
    )
    db = open_database(path, bytearray(KEY), VAULT_ID)
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiskFull), user_errors(path):
        migrations.migrate(db)
    assert migrations.version(db) == len(STEPS)
    db.close()
