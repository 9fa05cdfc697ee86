"""Rows that name others which are lost: given somebody to belong to, so that they can be found."""

from collections.abc import Mapping, Set
from uuid import uuid4

from infodesk.core.text import fold, fold_company
from infodesk.store import people
from infodesk.store.btrees import Value
from infodesk.store.opening import Connection, all_or_nothing

_ROUNDS = 8
_OF_MEETING = ("note", "touch", "insight", "promise", "next_step", "attachment")


def from_index(
    db: Connection, table: str, told: Mapping[str, Value], text: str, unnamed: str
) -> dict[str, Value] | None:
    """Return a lost row of `table` as far as its indexes tell it, None if that is too little.

    They hold names in small letters and without accents: better than none. `text` is what the
    search index keeps of the row, "" for nothing.
    """
    values = dict(told)
    known = _plain(values.get("match_name"))
    match table:
        case "person":
            name = known.title() or f"{unnamed} {told['id']!s}"
            values = {**people.names("", name), **values}
            values.setdefault("uid", uuid4().hex)
            return values
        case "company" | "tag":
            return {**values, "name": _as_written(db, known)} if known else None
        case "email":
            address = _plain(values.get("match_address"))
            return {**values, "address": address} if address else None
        case "meeting":
            moment = _plain(values.get("starts_at"))
            goal, _, place = text.partition("\n")
            local = {"local_start": moment[:16], "zone": "UTC", "state": "held"}
            return {**values, **local, "goal": goal, "place": place} if moment else None
        case "meeting_question":
            asked, _, answer = text.partition("\n")
            return {**values, "text": asked, "answer": answer} if text else None
        case "note" | "touch":
            column, besides = ("body", {}) if table == "note" else ("text", {"kind": "other"})
            return {**besides, **values, column: text} if text else None
        case _:  # a pair of references, whole or not worth having
            return values if len(values) > 2 or table == "not_now" else None


def complete(db: Connection, table: str, texts: Mapping[tuple[str, int], str]) -> None:
    """Put the whole text into rows of which only its beginning could be read."""
    column = {"note": "body", "touch": "text"}.get(table)
    if column is None:
        return
    for row_id, cut in db.execute(f'SELECT id, "{column}" FROM "{table}"').fetchall():
        whole = texts.get((table, row_id), "")
        if len(whole) > len(cut) and whole.startswith(cut):
            db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (whole, row_id))


def _plain(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _as_written(db: Connection, match_name: str) -> str:
    """Return a folded name as some person's row writes it, else with capital letters."""
    found = db.execute("SELECT DISTINCT company FROM person WHERE company <> ''")
    return next((name for (name,) in found if fold_company(name) == match_name), match_name.title())


def mend(db: Connection, broken: Set[str], now: str, unnamed: str) -> int:
    """Make every reference lead somewhere; return how many did not. Nothing readable is removed.

    `broken` are the tables of which something may be lost; without any there is nothing to do.

    Foreign keys must be off. A lost person, company, meeting, tag or event that something belongs
    to gets an empty row; what can stand without a reference loses only that.
    """
    mended = 0
    if not broken:
        return mended
    with all_or_nothing(db):
        if "attachment_content" in broken:
            _drop_attachments(db)
        for _ in range(_ROUNDS):
            dangling = db.execute("PRAGMA foreign_key_check").fetchall()
            if not dangling:
                break
            mended += len(dangling)
            for table, row_id, parent, number in dangling:
                _mend_one(db, table, row_id, parent, number, now, unnamed)
        _bring_back_steps(db)
        if "position" in broken:
            _bring_back_positions(db, now)
    return mended


def _drop_attachments(db: Connection) -> None:
    """Remove attachments whose bytes are lost; bytes of another length are not theirs."""
    db.execute(
        "DELETE FROM attachment_content WHERE id IN (SELECT content_id FROM attachment"
        " JOIN attachment_content AS data ON data.id = content_id"
        " WHERE size <> length(data.data))"
    )
    db.execute("DELETE FROM attachment WHERE content_id NOT IN (SELECT id FROM attachment_content)")


def _mend_one(
    db: Connection, table: str, row_id: int, parent: str, number: int, now: str, unnamed: str
) -> None:
    column, on_delete = next(
        (key[3], key[6])
        for key in db.execute(f'PRAGMA foreign_key_list("{table}")')
        if key[0] == number
    )
    (wanted,) = db.execute(f'SELECT "{column}" FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
    make = _PLACEHOLDERS.get(parent)
    if make is not None and (on_delete == "CASCADE" or parent == "company"):
        if db.execute(f'SELECT 1 FROM "{parent}" WHERE id = ?', (wanted,)).fetchone() is None:
            make(db, wanted, now, unnamed)
    else:
        db.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE id = ?', (row_id,))


def _person(db: Connection, row_id: int, now: str, unnamed: str) -> None:
    values = {
        **people.names("", f"{unnamed} {row_id}"),
        "id": row_id,
        "uid": uuid4().hex,
        "created_at": now,
        "updated_at": now,
    }
    names = ", ".join(values)
    gaps = ", ".join("?" * len(values))
    db.execute(f"INSERT INTO person ({names}) VALUES ({gaps})", (*values.values(),))


def _company(db: Connection, row_id: int, now: str, unnamed: str) -> None:
    """Make a company with the name that people who work there have for it."""
    known = db.execute(
        "SELECT company FROM person WHERE company_id = ?1 AND company <> ''"
        " UNION ALL SELECT company FROM position WHERE company_id = ?1 AND company <> '' LIMIT 1",
        (row_id,),
    ).fetchone()
    for name in (known[0] if known else "", f"{unnamed} {row_id}"):
        match_name = fold_company(name)
        taken = db.execute("SELECT 1 FROM company WHERE match_name = ?", (match_name,)).fetchone()
        if name and not taken:
            db.execute(
                "INSERT INTO company (id, name, match_name, created_at) VALUES (?, ?, ?, ?)",
                (row_id, name, match_name, now),
            )
            return


def _meeting(db: Connection, row_id: int, now: str, unnamed: str) -> None:
    """Make a meeting with whomever its notes and touches are about, when they were written."""
    person, moment = None, now
    for table in _OF_MEETING:
        found = db.execute(
            f'SELECT person_id FROM "{table}" WHERE meeting_id = ? AND person_id IS NOT NULL',
            (row_id,),
        ).fetchone()
        person = person or (found and found[0])
    written = db.execute("SELECT created_at FROM note WHERE meeting_id = ?", (row_id,)).fetchone()
    if written and written[0]:
        moment = written[0]
    if person is None:
        (person,) = db.execute("SELECT coalesce(max(id), 0) + 1 FROM person").fetchone()
        _person(db, person, now, unnamed)
    db.execute(
        "INSERT INTO meeting (id, person_id, local_start, zone, starts_at, state, created_at,"
        " updated_at) VALUES (?, ?, ?, 'UTC', ?, 'held', ?, ?)",
        (row_id, person, moment[:16], moment, now, now),
    )


def _tag(db: Connection, row_id: int, _now: str, unnamed: str) -> None:
    name = f"{unnamed} {row_id}"
    db.execute(
        "INSERT INTO tag (id, name, match_name) VALUES (?, ?, ?)", (row_id, name, fold(name))
    )


def _event(db: Connection, row_id: int, now: str, unnamed: str) -> None:
    db.execute(
        "INSERT INTO event (id, name, held_on, created_at) VALUES (?, ?, ?, ?)",
        (row_id, f"{unnamed} {row_id}", now[:10], now),
    )


_PLACEHOLDERS = {
    "person": _person,
    "company": _company,
    "meeting": _meeting,
    "tag": _tag,
    "event": _event,
}


def _bring_back_steps(db: Connection) -> None:
    """Plan a lost next step again from what its person's row says, and let all rows agree."""
    if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'next_step'").fetchone():
        return  # an older schema: the person's row is all there is
    db.execute(
        "INSERT INTO next_step (person_id, kind, text, due_on, created_at)"
        " SELECT id, CASE next_step_kind WHEN '' THEN 'hand' ELSE next_step_kind END, next_step,"
        " next_step_on, updated_at FROM person"
        " WHERE (next_step <> '' OR next_step_kind <> '' OR next_step_on IS NOT NULL)"
        " AND NOT EXISTS (SELECT 1 FROM next_step"
        " WHERE person_id = person.id AND outcome = '')"
    )
    db.execute("UPDATE next_step SET text = text")


def _bring_back_positions(db: Connection, now: str) -> None:
    """Write again where somebody works who has no current position: their own row says it."""
    db.execute(
        "INSERT INTO position (person_id, company_id, company, title, noted_on)"
        " SELECT id, company_id, company, title, ? FROM person"
        " WHERE (title <> '' OR company <> '') AND NOT EXISTS"
        " (SELECT 1 FROM position WHERE person_id = person.id AND is_current = 1)",
        (now[:10],),
    )
