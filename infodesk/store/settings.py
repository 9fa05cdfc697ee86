"""Rows of settings that belong to the vault, as JSON values by name."""

import json
from typing import Any

from infodesk.store.opening import Connection


def read(db: Connection, name: str, otherwise: Any = None) -> Any:
    """Return the value of a setting, `otherwise` if it was never written."""
    row = db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return json.loads(row[0]) if row else otherwise


def write(db: Connection, name: str, value: Any) -> None:
    """Set a setting; None removes it."""
    if value is None:
        db.execute("DELETE FROM setting WHERE name = ?", (name,))
        return
    db.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, json.dumps(value, ensure_ascii=False)),
    )
