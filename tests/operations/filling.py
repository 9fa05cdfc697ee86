"""A vault in which every table of a person's work holds rows, whatever tables there are."""

import re

from sqlcipher3 import dbapi2 as sqlcipher

from infodesk.core.changes import Step
from infodesk.store import changelog

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
_TEXT = "Zoë & “Ünal”, 1; 2\nline two 🌟 ="


def fill(store, rows=2):
    """Put rows into every table, each naming rows of the tables it refers to."""
    with store.transaction(Step(code="load-sample")) as db:
        db.execute("PRAGMA defer_foreign_keys = ON")
        for number in range(1, rows + 1):
            db.execute("INSERT INTO attachment_content VALUES (?, ?)", (number, PNG * number))
        for table in changelog.TABLES:
            for number in range(1, rows + 1):
                _insert(db, table, number)


def _insert(db, table, number):
    (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    refers = {row[3]: row[2] for row in db.execute(f'PRAGMA foreign_key_list("{table}")')}
    columns = list(db.execute(f'PRAGMA table_info("{table}")'))
    row = {c[1]: _value(table, c[1], c[2], sql, number) for c in columns}
    row |= dict.fromkeys(refers, number)
    if "content_id" in row:
        row["content_id"] = number
    # A row may have to leave one of its references out, or be the only one of its table.
    for without in (None, *refers):
        tried = {name: value for name, value in row.items() if name != without}
        names = ", ".join(f'"{name}"' for name in tried)
        gaps = ", ".join("?" * len(tried))
        try:
            db.execute(f'INSERT INTO "{table}" ({names}) VALUES ({gaps})', (*tried.values(),))
            return
        except sqlcipher.IntegrityError:
            continue
    assert number > 1, f"no row of {table} can be made"


def _value(table, name, kind, sql, number):
    if name == "id":
        return number
    checked = re.search(rf"\b{name}\s+IN\s*\(([^)]*)\)", sql, re.IGNORECASE)
    between = re.search(rf"\b{name}\s+BETWEEN\s+(-?\d+)", sql, re.IGNORECASE)
    if checked:
        option = checked[1].split(",")[0].strip()
        return option.strip("'") if option.startswith("'") else int(option)
    if kind.upper() in ("INTEGER", "REAL"):
        return int(between[1]) if between else number
    if name.endswith(("_on", "_until")):
        return f"2026-03-{number:02d}"
    if name.endswith("_at"):
        return f"2026-03-{number:02d}T09:12:00Z"
    if name == "stage":
        return "met"
    if name == "local_start":
        return "2026-03-02T10:00"
    return f"{table} {name} {number} {_TEXT}"
