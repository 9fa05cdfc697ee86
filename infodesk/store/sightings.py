"""How far a closed vault has come, read without changing anything in it."""

import contextlib
from pathlib import Path

from infodesk.store.opening import Connection, can_write, open_database, user_errors


def read(path: Path, key: bytearray, vault_id: bytes, token: str) -> tuple[int, bool]:
    """Return how many transactions were committed, and whether the vault knows `token`.

    A vault of before there were tokens, and "", count as known. Raises what open_database raises.
    """
    opened = open_database(path, key, vault_id, read_only=not can_write(path))
    with contextlib.closing(opened) as db, user_errors(path):
        (sequence,) = db.execute("SELECT commit_seq FROM vault").fetchone()
        return int(sequence), not token or knows(db, token)


def knows(db: Connection, token: str) -> bool:
    """Return whether the vault was open and written to in the session that `token` names."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'session'").fetchone():
        return False
    return bool(db.execute("SELECT 1 FROM session WHERE token = ?", (token,)).fetchone())
