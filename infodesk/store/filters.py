"""Rows of filters kept by name."""

import json

from infodesk.core.errors import NoSuchRecord
from infodesk.core.filters import SavedFilter, as_values, from_values
from infodesk.core.ids import SavedFilterId
from infodesk.core.people import PersonFilter
from infodesk.core.text import fold
from infodesk.store.opening import Connection


def all_filters(db: Connection) -> list[SavedFilter]:
    """Return every kept filter, by name."""
    return [
        SavedFilter(id=SavedFilterId(row[0]), name=row[1], only=_read(row[2]))
        for row in db.execute("SELECT id, name, filter FROM saved_filter ORDER BY match_name")
    ]


def keep(db: Connection, name: str, only: PersonFilter) -> SavedFilterId:
    """Keep a filter under a name; one of that name is replaced."""
    text = json.dumps(as_values(only), ensure_ascii=False)
    db.execute(
        "INSERT INTO saved_filter (name, match_name, filter) VALUES (?, ?, ?)"
        " ON CONFLICT (match_name) DO UPDATE SET name = excluded.name,"
        " filter = excluded.filter, rev = rev + 1",
        (name, fold(name), text),
    )
    row = db.execute("SELECT id FROM saved_filter WHERE match_name = ?", (fold(name),)).fetchone()
    return SavedFilterId(row[0])


def delete(db: Connection, filter_id: SavedFilterId) -> None:
    """Forget a filter; NoSuchRecord if it is gone."""
    if db.execute("DELETE FROM saved_filter WHERE id = ?", (filter_id,)).rowcount == 0:
        raise NoSuchRecord()


def _read(text: str) -> PersonFilter:
    try:
        found = json.loads(text)
    except ValueError:
        found = {}
    return from_values(found if isinstance(found, dict) else {})
