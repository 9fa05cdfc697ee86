"""Rows of what address books tell of a person and no column has room for."""

from infodesk.core.ids import PersonDetailId, PersonId
from infodesk.core.people import PersonDetail
from infodesk.store.opening import Connection


def of_person(db: Connection, person_id: PersonId) -> list[PersonDetail]:
    """Return a person's details, in the order they came."""
    return [
        PersonDetail(id=PersonDetailId(row[0]), kind=row[1], value=row[2], label=row[3])
        for row in db.execute(
            "SELECT id, kind, value, label FROM person_detail WHERE person_id = ? ORDER BY id",
            (person_id,),
        )
    ]


def delete(db: Connection, detail_id: PersonDetailId) -> None:
    """Remove a detail."""
    db.execute("DELETE FROM person_detail WHERE id = ?", (detail_id,))
