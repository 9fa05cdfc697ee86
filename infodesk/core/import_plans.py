"""What importing files would do, and what it did."""

from dataclasses import dataclass

from infodesk.core.ids import ImportId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class JobChange:
    """A person of whom an import told another job than was known; `noticed_on` is YYYY-MM-DD."""

    id: int
    person_id: PersonId
    import_id: ImportId
    old_title: str
    old_company: str
    new_title: str
    new_company: str
    noticed_on: str
