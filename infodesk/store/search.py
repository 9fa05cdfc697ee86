"""Full-text search in people and in long texts."""

import contextlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from infodesk.core.extra_private import without_extra_private
from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.text import fold, fold_name
from infodesk.store.opening import Connection

_WORD = re.compile(r"[^\W_]+")
# Scripts written without blanks: the tokenizer sees a sentence as one word, so look inside it.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextHit:
    """A long text that holds the words looked for; `snippet` marks them with \\x02 and \\x03.

    `record` is the id of the row that holds it, in the table called `kind`.
    """

    kind: str
    record: int
    person_id: PersonId
    person_name: str
    meeting_id: MeetingId | None
    snippet: str


_KINDS = (
    "note",
    "meeting_question",
    "touch",
    "meeting",
    "outreach",
    "research_fact",
    "insight",
    "debrief",
)


def expression(text: str) -> str:
    """Return what was typed as an FTS5 query: every word begins a word of the text; '' for none."""
    # A Mac may give accents apart from their letters, and would end the word there.
    typed = unicodedata.normalize("NFC", text)
    return " ".join(f'"{word}"*' for word in _WORD.findall(typed))


def keep_matching(db: Connection, ids: list[PersonId], text: str) -> list[PersonId]:
    """Return those of `ids` whose name, title, company or address match `text`, in their order."""
    if not text.strip():
        return ids
    return list(filter(_matching(db, text).__contains__, ids))


def count_matching(db: Connection, text: str) -> int:
    """Return how many people not in the trash match `text`."""
    trashed = db.execute("SELECT id FROM person WHERE deleted_at IS NOT NULL")
    return len(_matching(db, text).difference(chain.from_iterable(trashed)))


def _matching(db: Connection, text: str) -> set[PersonId]:
    query = expression(text)
    if not query:
        return set()
    if _UNSPACED.search(text):
        found = db.execute(
            "SELECT id FROM person WHERE instr(match_name, ?1) OR instr(name, ?2)"
            " OR instr(title, ?2) OR instr(company, ?2)",
            (fold(text.strip()), text.strip()),
        )
    else:
        found = db.execute("SELECT rowid FROM person_fts WHERE person_fts MATCH ?", (query,))
    return set(chain.from_iterable(found))


def people(db: Connection, text: str, limit: int = 20) -> list[PersonId]:
    """Return the people who match `text` best, by name; those in the trash are left out."""
    query = expression(text)
    if not query:
        return []
    if _UNSPACED.search(text):
        found = db.execute(
            "SELECT id FROM person WHERE deleted_at IS NULL AND (instr(name, ?1)"
            " OR instr(title, ?1) OR instr(company, ?1)) ORDER BY sort_key LIMIT ?2",
            (text.strip(), limit),
        )
    else:
        found = db.execute(
            "SELECT id FROM person WHERE deleted_at IS NULL AND id IN"
            " (SELECT rowid FROM person_fts WHERE person_fts MATCH ? LIMIT 200)"
            " ORDER BY sort_key LIMIT ?",
            (query, limit),
        )
    return [PersonId(row[0]) for row in found]


def named(db: Connection, name: str, limit: int = 6) -> list[PersonId]:
    """Return people whose name has words that begin so, those in the pipeline first.

    A name typed in full stands before names that only begin like it.
    """
    query = expression(name)
    if not query:
        return []
    order = (
        " ORDER BY match_name <> ?1, stage IN ('spotted', 'closed'), last_touch_on IS NULL,"
        " last_touch_on DESC, sort_key LIMIT ?2"
    )
    if _UNSPACED.search(name):
        found = db.execute(
            f"SELECT id FROM person WHERE deleted_at IS NULL AND instr(name, ?3){order}",
            (fold_name(name), limit, name.strip()),
        )
    else:
        found = db.execute(
            "SELECT id FROM person WHERE deleted_at IS NULL AND id IN (SELECT rowid FROM person_fts"
            f" WHERE person_fts MATCH ?3){order}",
            (fold_name(name), limit, f"{{name plain_name}} : ({query.replace(' ', ' AND ')})"),
        )
    return [PersonId(row[0]) for row in found]


@contextlib.contextmanager
def indexed_at_once(db: Connection) -> Iterator[None]:
    """Index people once at the end of the block instead of row by row, inside its transaction.

    30,000 people take 0.2 s so. Row by row, adding them takes 1 s and removing them 90 s, because
    secure-delete rewrites the index for each.
    """
    triggers = db.execute(
        "SELECT name, sql FROM main.sqlite_schema"
        " WHERE type = 'trigger' AND name LIKE 'person\\_fts\\_%' ESCAPE '\\' ORDER BY rowid"
    ).fetchall()
    for name, _sql in triggers:
        db.execute(f'DROP TRIGGER main."{name}"')
    yield
    for _name, sql in triggers:
        db.execute(sql)
    db.execute("INSERT INTO person_fts (person_fts) VALUES ('rebuild')")


def texts(db: Connection, text: str, limit: int = 20) -> list[TextHit]:
    """Return the long texts that match best; call `refresh` before so that none is stale."""
    query = expression(text)
    if not query:
        return []
    hits = db.execute(
        "SELECT rowid, snippet(text_fts, 0, char(2), char(3), '…', 16) FROM text_fts"
        " WHERE text_fts MATCH ? LIMIT ?",
        (query, limit),
    ).fetchall()
    found = []
    for text_id, snippet in hits:
        row = _owner(db, *divmod(text_id, 8))
        if row is not None:
            found.append(
                TextHit(
                    kind=_KINDS[text_id % 8],
                    record=text_id // 8,
                    person_id=PersonId(row[0]),
                    person_name=row[1],
                    meeting_id=row[2],
                    snippet=snippet,
                )
            )
    return found


def _owner(db: Connection, record: int, kind: int) -> tuple[int, str, MeetingId | None] | None:
    table = _KINDS[kind]
    if table in ("meeting_question", "debrief"):
        source = f"{table} q JOIN meeting r ON r.id = q.meeting_id"
        key, meeting, person = "q.id", "r.id", "r.person_id"
    else:
        source, key, person = f"{table} r", "r.id", "r.person_id"
        meeting = {"meeting": "r.id", "outreach": "NULL", "research_fact": "NULL"}.get(
            table, "r.meeting_id"
        )
    if table == "research_fact":  # one about a company is shown with somebody who works there
        person = (
            "coalesce(r.person_id, (SELECT min(id) FROM person"
            " WHERE company_id = r.company_id AND deleted_at IS NULL))"
        )
    row: tuple[int, str, MeetingId | None] | None = db.execute(
        f"SELECT person.id, person.name, {meeting} FROM {source} JOIN person"
        f" ON person.id = {person} WHERE {key} = ? AND person.deleted_at IS NULL",
        (record,),
    ).fetchone()
    return row


def is_stale(db: Connection) -> bool:
    """Say whether a text waits to be indexed."""
    return db.execute("SELECT 1 FROM stale_text LIMIT 1").fetchone() is not None


_BODIES = (
    "SELECT body FROM note WHERE id = ?",
    "SELECT text || char(10) || answer FROM meeting_question WHERE id = ?",
    "SELECT text FROM touch WHERE id = ?",
    "SELECT goal || char(10) || place FROM meeting WHERE id = ?",
    # A draft; what was sent is found by its touch.
    "SELECT subject || char(10) || text || char(10) || coalesce(note, '') || char(10)"
    " || coalesce(message, '') || char(10) || coalesce(inmail, '') FROM outreach"
    " WHERE id = ? AND state <> 'sent'",
    "SELECT text || char(10) || source FROM research_fact WHERE id = ?",
    "SELECT statement || char(10) || quote FROM insight WHERE id = ?",
    "SELECT learned || char(10) || surprised || char(10) || fits || char(10) || next FROM debrief"
    " WHERE id = ?",
)


def owner(text_id: int) -> tuple[str, int]:
    """Return the table and the row that an id of the text index stands for."""
    kind = text_id % 8
    return _KINDS[kind] if kind < len(_KINDS) else "", text_id // 8


def mark_all(db: Connection) -> None:
    """Count every long text as not indexed yet."""
    for number, table in enumerate(_KINDS):
        db.execute(f"INSERT OR IGNORE INTO stale_text SELECT 8 * id + {number} FROM {table}")


def refresh(db: Connection, limit: int = 500) -> None:
    """Index up to `limit` stale texts; inside `Store.upkeep`.

    Extra-private lines are not indexed, so that no snippet shows them.
    """
    waiting = [row[0] for row in db.execute("SELECT id FROM stale_text LIMIT ?", (limit,))]
    for text_id in waiting:
        record, kind = divmod(text_id, 8)
        row = db.execute(_BODIES[kind], (record,)).fetchone()
        db.execute("DELETE FROM text_fts WHERE rowid = ?", (text_id,))
        body = without_extra_private(row[0]) if row is not None else ""
        if body.strip():
            db.execute("INSERT INTO text_fts (rowid, body) VALUES (?, ?)", (text_id, body))
        db.execute("DELETE FROM stale_text WHERE id = ?", (text_id,))
