"""Rows of where people worked and learned, as one edits them, and of jobs that changed."""

from collections.abc import Sequence

from infodesk.core.common_ground import Acquaintance
from infodesk.core.errors import NoSuchRecord, StaleEdit
from infodesk.core.history import EducationDraft, JobNews, PositionDraft
from infodesk.core.ids import EducationId, JobChangeId, PersonId, PositionId
from infodesk.core.moments import day_from_text
from infodesk.store import companies, people
from infodesk.store.opening import Connection

_GUARDED = frozenset({"title", "company"})


def owner(db: Connection, table: str, row_id: int) -> PersonId:
    """Return whose position or education it is; NoSuchRecord if it is gone."""
    if table not in ("position", "education"):
        raise KeyError(table)
    row = db.execute(f"SELECT person_id FROM {table} WHERE id = ?", (row_id,)).fetchone()
    if row is None:
        raise NoSuchRecord()
    return PersonId(row[0])


def change_position(
    db: Connection, position_id: PositionId, draft: PositionDraft, rev: int, now: str
) -> None:
    """Write a position anew; StaleEdit if it changed since it was read, NoSuchRecord."""
    owner(db, "position", position_id)
    cursor = db.execute(
        "UPDATE position SET title = ?, company = ?, company_id = ?, started_on = ?,"
        " finished_on = ?, is_current = ?, rev = rev + 1 WHERE id = ? AND rev = ?",
        (
            draft.title,
            draft.company,
            companies.ensure(db, draft.company, now),
            draft.started_on.isoformat() if draft.started_on else None,
            draft.finished_on.isoformat() if draft.finished_on else None,
            int(draft.is_current),
            position_id,
            rev,
        ),
    )
    if not cursor.rowcount:
        raise StaleEdit()


def delete_position(db: Connection, position_id: PositionId) -> None:
    """Remove a position."""
    db.execute("DELETE FROM position WHERE id = ?", (position_id,))


def settle(db: Connection, person_id: PersonId, kept: PositionId | None, now: str) -> None:
    """Leave one present position, `kept` if it is one, and show it as the person's."""
    current = [
        PositionId(row[0])
        for row in db.execute(
            "SELECT id FROM position WHERE person_id = ? AND is_current = 1 ORDER BY id",
            (person_id,),
        )
    ]
    present = kept if kept in current else current[-1] if current else None
    db.executemany(
        "UPDATE position SET is_current = 0, rev = rev + 1 WHERE id = ?",
        [(each,) for each in current if each != present],
    )
    row = db.execute(
        "SELECT title, company, company_id FROM position WHERE id = ?", (present,)
    ).fetchone()
    title, company, company_id = row or ("", "", None)
    person = people.get(db, person_id)
    if (person.title, person.company, person.company_id) == (title, company, company_id):
        return
    typed = people.edited_fields(db, person_id) | _GUARDED
    values = {
        "title": title,
        "company": company,
        "company_id": company_id,
        "edited_fields": " ".join(sorted(typed)),
    }
    people.change(db, person_id, values, now, None)


def change_education(
    db: Connection, education_id: EducationId, draft: EducationDraft, rev: int
) -> None:
    """Write where somebody learned anew; StaleEdit or NoSuchRecord."""
    owner(db, "education", education_id)
    cursor = db.execute(
        "UPDATE education SET school = ?, degree = ?, started_on = ?, finished_on = ?,"
        " rev = rev + 1 WHERE id = ? AND rev = ?",
        (
            draft.school,
            draft.degree,
            draft.started_on.isoformat() if draft.started_on else None,
            draft.finished_on.isoformat() if draft.finished_on else None,
            education_id,
            rev,
        ),
    )
    if not cursor.rowcount:
        raise StaleEdit()


def delete_education(db: Connection, education_id: EducationId) -> None:
    """Remove where somebody learned."""
    db.execute("DELETE FROM education WHERE id = ?", (education_id,))


# Who knows both of us


def acquaintances(db: Connection, person_id: PersonId) -> tuple[Acquaintance, ...]:
    """Return who named a person to me, or whom the person named: they know us both."""
    found = db.execute(
        "SELECT DISTINCT other.name, referral.text, other.sort_key FROM referral"
        " JOIN person AS other ON other.id = CASE WHEN person_id = ?1 THEN referrer_id"
        " ELSE person_id END WHERE (person_id = ?1 OR referrer_id = ?1)"
        " AND other.deleted_at IS NULL ORDER BY other.sort_key",
        (person_id,),
    )
    return tuple(Acquaintance(name=row[0], text=row[1]) for row in found)


# Jobs that changed

_NEWS = (
    "SELECT job_change.id, person_id, name, old_title, old_company, new_title, new_company,"
    " noticed_on FROM job_change JOIN person ON person.id = person_id"
    " WHERE deleted_at IS NULL AND dismissed_at IS NULL"
)


def job_news_ids(db: Connection) -> list[JobChangeId]:
    """Return the jobs that changed and were not dismissed, the newest import first."""
    found = db.execute(
        "SELECT job_change.id FROM job_change JOIN person ON person.id = person_id"
        " WHERE deleted_at IS NULL AND dismissed_at IS NULL"
        " ORDER BY noticed_on DESC, import_id DESC, sort_key"
    )
    return [JobChangeId(row[0]) for row in found]


def load_job_news(db: Connection, ids: Sequence[JobChangeId]) -> dict[JobChangeId, JobNews]:
    """Return what the list says of the jobs with `ids`; those that are gone are left out."""
    gaps = ", ".join("?" * len(ids))
    return {
        JobChangeId(row[0]): JobNews(
            id=JobChangeId(row[0]),
            person_id=PersonId(row[1]),
            name=row[2],
            old_title=row[3],
            old_company=row[4],
            new_title=row[5],
            new_company=row[6],
            noticed_on=day_from_text(row[7][:10]),
        )
        for row in db.execute(f"{_NEWS} AND job_change.id IN ({gaps})", (*ids,))
    }


def dismiss_job_news(db: Connection, ids: Sequence[JobChangeId], now: str) -> None:
    """Write down that jobs that changed were seen."""
    db.executemany(
        "UPDATE job_change SET dismissed_at = ? WHERE id = ?", [(now, each) for each in ids]
    )
