"""Copies of the open database, whole and still encrypted."""

from pathlib import Path

from infodesk.core.errors import VaultDamaged
from infodesk.store import changelog
from infodesk.store.opening import Connection, create_database, open_database, user_errors


def copy_database(db: Connection, target: Path, key: bytearray, vault_id: bytes) -> None:
    """Write a whole copy of the open database to `target`, encrypted with the same key.

    Page by page through the open connection: reading the open file itself and closing it again
    would drop SQLite's locks on POSIX systems. Raises VaultExists, CannotWrite, DiskFull.
    """
    copy = create_database(target, key, vault_id)
    try:
        with user_errors(target):
            db.backup(copy)
    except BaseException:
        copy.close()
        target.unlink(missing_ok=True)
        raise
    copy.close()


def verify(path: Path, key: bytearray, vault_id: bytes) -> int:
    """Check every page and row of the database at `path`; return how many people it holds.

    Raises VaultDamaged with the first thing found, or what opening raises.
    """
    db = open_database(path, key, vault_id)
    try:
        with user_errors(path):
            _refuse(path, db.execute("PRAGMA cipher_integrity_check").fetchall())
            _refuse(path, [row for row in db.execute("PRAGMA integrity_check") if row != ("ok",)])
            _refuse(path, db.execute("PRAGMA foreign_key_check").fetchall())
            (people,) = db.execute("SELECT count(*) FROM person").fetchone()
            return int(people)
    finally:
        db.close()


def check(db: Connection, path: Path) -> None:
    """Check every page and row of the open database; VaultDamaged with the first thing found."""
    with user_errors(path):
        _refuse(path, db.execute("PRAGMA cipher_integrity_check").fetchall())
        _refuse(path, [row for row in db.execute("PRAGMA quick_check") if row != ("ok",)])


def _refuse(path: Path, findings: list[tuple[object, ...]]) -> None:
    if findings:
        raise VaultDamaged(path=str(path), detail=" ".join(map(str, findings[0])))


def everything(db: Connection) -> dict[str, list[dict[str, object]]]:
    """Return the rows of every table that a person's work fills, by table."""
    found = {}
    for table in changelog.TABLES:
        cursor = db.execute(f'SELECT * FROM "{table}" ORDER BY id')
        names = [column[0] for column in cursor.description]
        found[table] = [dict(zip(names, row, strict=True)) for row in cursor]
    return found
