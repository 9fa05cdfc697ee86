"""Choosing the companies one wants to work for."""

from infodesk.core.changes import Step
from infodesk.core.errors import BadValue
from infodesk.core.ids import CompanyId, TargetId
from infodesk.core.targets import MOST_TARGETS, MOTIVATIONS, POSTINGS
from infodesk.core.text import clean_line
from infodesk.store import companies as company_rows
from infodesk.store import targets as rows
from infodesk.store.store import Store


def add_target(store: Store, name: str, *, source: str = "hand") -> CompanyId:
    """Make the company of that name a target, a new company if need be, and return its id.

    Raises BadValue for an empty name, a target already there, or one too many.
    """
    if not (typed := clean_line(name)):
        raise BadValue(field="company", reason="empty")
    with store.transaction(Step(code="add-target")) as db:
        if rows.count(db) >= MOST_TARGETS:
            raise BadValue(field="company", reason="too-many-targets")
        company_id = company_rows.ensure(db, typed, store.now())
        assert company_id is not None
        if not rows.insert(db, company_id, 3, source, store.now()):
            raise BadValue(field="company", reason="target-known")
    return company_id


def rate_target(
    store: Store, target_id: TargetId, *, motivation: int | None = None, posting: int | None = None
) -> None:
    """Say how much I want a target (1 to 5) or how well its openings fit (0 to 3); BadValue."""
    values: dict[str, int] = {}
    for name, value, scale in (
        ("motivation", motivation, MOTIVATIONS),
        ("posting", posting, POSTINGS),
    ):
        if value is None:
            continue
        if value not in scale:
            raise BadValue(field=name, reason="off-the-scale")
        values[name] = value
    if values:
        with store.transaction(Step(code="rate-target")) as db:
            rows.change(db, target_id, values)


def remove_target(store: Store, target_id: TargetId) -> None:
    """Take a company off the targets; the company stays."""
    with store.transaction(Step(code="remove-target")) as db:
        rows.delete(db, target_id)
