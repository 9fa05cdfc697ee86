"""Rows of my own templates."""

from collections.abc import Sequence

from infodesk.core.drafts import Template, TextKind
from infodesk.core.errors import NoSuchRecord, StaleEdit
from infodesk.core.ids import TemplateId
from infodesk.store.opening import Connection

_READ = "SELECT id, rev, kind, language, name, subject, text FROM template"


def get(db: Connection, template_id: TemplateId) -> Template:
    """Return one of my templates; NoSuchRecord if there is none."""
    row = db.execute(f"{_READ} WHERE id = ?", (template_id,)).fetchone()
    if row is None:
        raise NoSuchRecord()
    return _template(row)


def all_own(db: Connection) -> Sequence[Template]:
    """Return my templates by name."""
    return [_template(row) for row in db.execute(f"{_READ} ORDER BY name COLLATE NOCASE, id")]


def _template(row: tuple[int, int, str, str, str, str, str]) -> Template:
    return Template(
        id=TemplateId(row[0]),
        rev=row[1],
        kind=TextKind(row[2]),
        language=row[3],
        name=row[4],
        subject=row[5],
        text=row[6],
    )


# Writing: inside a transaction of the store


def insert(db: Connection, template: Template) -> TemplateId:
    """Add a template and return its id."""
    cursor = db.execute(
        "INSERT INTO template (kind, language, name, subject, text) VALUES (?, ?, ?, ?, ?)",
        (template.kind.value, template.language, template.name, template.subject, template.text),
    )
    return TemplateId(cursor.lastrowid)


def change(db: Connection, template: Template) -> None:
    """Write a template anew; raises StaleEdit or NoSuchRecord."""
    cursor = db.execute(
        "UPDATE template SET kind = ?, language = ?, name = ?, subject = ?, text = ?,"
        " rev = rev + 1 WHERE id = ? AND rev = ?",
        (
            template.kind.value,
            template.language,
            template.name,
            template.subject,
            template.text,
            template.id,
            template.rev,
        ),
    )
    if cursor.rowcount == 0:
        assert template.id is not None
        get(db, template.id)
        raise StaleEdit()


def delete(db: Connection, template_id: TemplateId) -> None:
    """Remove a template; texts made from it stay."""
    db.execute("DELETE FROM template WHERE id = ?", (template_id,))
