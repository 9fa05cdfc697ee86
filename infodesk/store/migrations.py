"""Bringing a database to today's schema: numbered SQL files, one transaction a step."""

from collections.abc import Callable
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from infodesk.core.errors import VaultTooNew
from infodesk.store.opening import APPLICATION_ID, Connection, all_or_nothing

_SCHEMA = Path(__file__).with_name("schema")


def steps() -> list[Path]:
    """Return the schema files in order; the first is version 1. Released files never change."""
    return sorted(_SCHEMA.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def version(db: Connection) -> int:
    """Return the version of the schema in `db`, 0 for an empty database."""
    (number,) = db.execute("PRAGMA user_version").fetchone()
    return int(number)


def is_current(db: Connection) -> bool:
    """Say whether `db` has the latest schema; VaultTooNew if it has a later one."""
    found = version(db)
    if found > len(steps()):
        raise VaultTooNew(needs=None)
    return found == len(steps())


def migrate(
    db: Connection, before_first: Callable[[], object] | None = None, last: int | None = None
) -> int:
    """Bring `db` to the latest version, or to `last`, and return how many steps that took.

    `before_first` is called once before a database that already holds something is changed, to
    copy it. Raises VaultTooNew. A failed step leaves the version before it, whole.
    """
    found, files = version(db), steps()[:last]
    if found > len(files):
        raise VaultTooNew(needs=None)
    if 0 < found < len(files) and before_first is not None:
        before_first()
    for number, file in enumerate(files[found:], start=found + 1):
        with all_or_nothing(db):
            for statement in statements(file.read_text(encoding="utf-8")):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number:d}")
            db.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    return len(files) - found


def statements(script: str) -> list[str]:
    """Split `script`; executescript() would commit the transaction around it."""
    found, lines = [], []
    for line in script.splitlines():
        lines.append(line)
        statement = "\n".join(lines)
        if line.rstrip().endswith(";") and sqlcipher.complete_statement(statement):
            found.append(statement)
            lines = []
    return found
