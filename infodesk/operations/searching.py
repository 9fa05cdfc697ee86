"""Keeping the search index in step with what was typed."""

from infodesk.store import search
from infodesk.store.store import Store


def refresh_index(store: Store, limit: int = 500) -> bool:
    """Index up to `limit` long texts that changed; say whether some still wait.

    Costs a commit, so never call it while somebody types. Raises as `Store.transaction` does.
    """
    if store.read_only or not search.is_stale(store.db):
        return False
    with store.upkeep() as db:
        search.refresh(db, limit)
    return search.is_stale(store.db)
