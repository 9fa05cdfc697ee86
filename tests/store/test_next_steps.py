"""Next steps of vaults from before there was a table for them."""

from infodesk.store import migrations
from infodesk.store.opening import all_or_nothing


def test_steps_of_an_older_vault_move_into_the_table(tmp_path):
    from infodesk.store.opening import create_database

    db = create_database(tmp_path / "old.db", bytearray(range(32)), bytes(range(16)))
    older = [file for file in migrations.steps() if "next_steps" not in file.name]
    for number, file in enumerate(older[:2], start=1):
        with all_or_nothing(db):
            for statement in migrations.statements(file.read_text(encoding="utf-8")):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number:d}")
    insert = (
        "INSERT INTO person (uid, name, sort_key, match_name, next_step, next_step_on,"
        " created_at, updated_at) VALUES (?1, '', '', '', ?2, ?3, '', '2026-11-23T09:12:00Z')"
    )
    for row in (("a", "Thank her", "2026-11-24"), ("b", "", None), ("c", "", "2026-11-25")):
        db.execute(insert, row)
    before = db.execute("SELECT id, rev, next_step, next_step_on FROM person").fetchall()
    migrations.migrate(db)
    assert db.execute("SELECT id, rev, next_step, next_step_on FROM person").fetchall() == before
    assert db.execute("SELECT person_id, kind, text, due_on FROM next_step").fetchall() == [
        (1, "hand", "Thank her", "2026-11-24"),
        (3, "hand", "", "2026-11-25"),
    ]
    assert [row[0] for row in db.execute("SELECT next_step_kind FROM person")] == [
        "hand",
        "",
        "hand",
    ]
    db.close()
