"""Keeping a filter of people under a name, and forgetting it."""

from dataclasses import replace

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue
from infodesk.core.ids import SavedFilterId
from infodesk.core.people import PersonFilter
from infodesk.core.text import clean_line
from infodesk.store import filters as rows
from infodesk.store.store import Store


def save_filter(store: Store, name: str, only: PersonFilter) -> SavedFilterId:
    """Keep a filter under a name, replacing one of that name; BadValue for an empty name.

    What was typed to search with is not kept.
    """
    if not (typed := clean_line(name)):
        raise BadValue(field="name", reason="empty")
    with store.transaction(Step(code="save-filter")) as db:
        return rows.keep(db, typed, replace(only, text=""))


def delete_filter(store: Store, filter_id: SavedFilterId) -> None:
    """Forget a filter."""
    with store.transaction(Step(code="delete-filter")) as db:
        rows.delete(db, filter_id)
