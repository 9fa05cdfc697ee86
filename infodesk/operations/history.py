"""What one does with where people worked and learned, and with jobs that changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from infodesk.core.changes import Step
from infodesk.core.common_ground import CommonPoint, common_ground
from infodesk.core.errors import BadValue
from infodesk.core.history import EducationDraft, PositionDraft
from infodesk.core.ids import EducationId, JobChangeId, PersonId, PositionId
from infodesk.core.text import clean_line
from infodesk.store import companies, people, profile
from infodesk.store import history as rows
from infodesk.store.opening import Connection
from infodesk.store.store import Store


def add_position(store: Store, person_id: PersonId, draft: PositionDraft) -> PositionId:
    """Add a position that somebody has or had; a present one is shown as theirs from now on.

    Raises BadValue for an empty one or one that ends before it began.
    """
    cleaned = _position(draft)
    now = store.now()
    with store.transaction(Step(code="edit-person")) as db:
        position_id = people.add_position(
            db,
            person_id,
            title=cleaned.title,
            company=cleaned.company,
            company_id=companies.ensure(db, cleaned.company, now),
            noted_on=now[:10],
            is_current=cleaned.is_current,
            started_on=cleaned.started_on.isoformat() if cleaned.started_on else None,
            finished_on=cleaned.finished_on.isoformat() if cleaned.finished_on else None,
        )
        rows.settle(db, person_id, position_id, now)
    return position_id


def edit_position(store: Store, position_id: PositionId, draft: PositionDraft, rev: int) -> None:
    """Write a position anew; BadValue as in `add_position`, StaleEdit or NoSuchRecord."""
    cleaned = _position(draft)
    now = store.now()
    with store.transaction(Step(code="edit-person")) as db:
        rows.change_position(db, position_id, cleaned, rev, now)
        rows.settle(db, rows.owner(db, "position", position_id), position_id, now)


def remove_position(store: Store, position_id: PositionId) -> None:
    """Remove a position; NoSuchRecord if it is gone."""
    with store.transaction(Step(code="edit-person")) as db:
        person_id = rows.owner(db, "position", position_id)
        rows.delete_position(db, position_id)
        rows.settle(db, person_id, None, store.now())


def add_education(store: Store, person_id: PersonId, draft: EducationDraft) -> None:
    """Add where somebody learned; BadValue as in `add_position`."""
    cleaned = _education(draft)
    with store.transaction(Step(code="edit-person")) as db:
        people.add_education(
            db,
            person_id,
            school=cleaned.school,
            degree=cleaned.degree,
            started_on=cleaned.started_on,
            finished_on=cleaned.finished_on,
        )


def edit_education(
    store: Store, education_id: EducationId, draft: EducationDraft, rev: int
) -> None:
    """Write where somebody learned anew; BadValue, StaleEdit or NoSuchRecord."""
    cleaned = _education(draft)
    with store.transaction(Step(code="edit-person")) as db:
        rows.change_education(db, education_id, cleaned, rev)


def remove_education(store: Store, education_id: EducationId) -> None:
    """Remove where somebody learned; NoSuchRecord if it is gone."""
    with store.transaction(Step(code="edit-person")) as db:
        rows.owner(db, "education", education_id)
        rows.delete_education(db, education_id)


def shared_with(db: Connection, person_id: PersonId) -> tuple[CommonPoint, ...]:
    """Return the common ground of my profile and a person, merged companies and friends known."""
    return common_ground(
        profile.get(db),
        people.get(db, person_id),
        rows.acquaintances(db, person_id),
        companies.same_company(db),
    )


def dismiss_job_news(store: Store, ids: Sequence[JobChangeId]) -> None:
    """Take jobs that changed off the list of news."""
    with store.transaction(Step(code="dismiss-news", count=len(ids))) as db:
        rows.dismiss_job_news(db, ids, store.now())


def _position(draft: PositionDraft) -> PositionDraft:
    cleaned = replace(draft, title=clean_line(draft.title), company=clean_line(draft.company))
    if not (cleaned.title or cleaned.company):
        raise BadValue(field="title", reason="empty")
    _check_days(cleaned.started_on, cleaned.finished_on)
    return replace(cleaned, finished_on=None) if cleaned.is_current else cleaned


def _education(draft: EducationDraft) -> EducationDraft:
    cleaned = replace(draft, school=clean_line(draft.school), degree=clean_line(draft.degree))
    if not (cleaned.school or cleaned.degree):
        raise BadValue(field="title", reason="empty")
    _check_days(cleaned.started_on, cleaned.finished_on)
    return cleaned


def _check_days(began: date | None, ended: date | None) -> None:
    if began and ended and ended < began:
        raise BadValue(field="finished_on", reason="ends-before")
