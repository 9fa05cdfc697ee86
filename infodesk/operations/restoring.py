"""Everything of another vault, put into an empty one from its JSON export."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from infodesk.core.changes import Step
from infodesk.core.errors import BadImportFile
from infodesk.core.progress import Job, Progress
from infodesk.formats.everything import Everything, Row, read_everything
from infodesk.formats.reading import load
from infodesk.store import changelog, exchange
from infodesk.store.store import Store

_SLICE = 200


def read_export(path: Path) -> Job[Everything]:
    """Read the export of a whole vault; pure, for another thread.

    Raises CannotRead and BadImportFile: too-large, export-damaged, export-too-new.
    """
    yield Progress(phase="reading")
    return (yield from read_everything(path.name, load(path)))


def restore_everything(store: Store, everything: Everything) -> Job[int]:
    """Put what an export holds into the vault, which must be empty; return how many people.

    One step: all of it or nothing, and undo takes it back. Raises VaultNotEmpty, and BadImportFile
    (export-damaged, export-too-new) for what no vault of this version can hold.
    """
    try:
        return (yield from _restored(store, everything))
    except BadImportFile as error:
        if "path" in error.facts:
            raise
        raise BadImportFile(**{**error.facts, "path": everything.name}) from error


def _restored(store: Store, everything: Everything) -> Job[int]:
    now = exchange.schema_version(store.db)
    if everything.schema > now:
        raise BadImportFile(reason="export-too-new")
    tables: Mapping[str, Sequence[Row]] = everything.tables
    if unknown := [each for each in tables.keys() - set(changelog.TABLES) if tables[each]]:
        raise BadImportFile(reason="export-damaged", detail=min(unknown)[:60])
    if everything.schema < now:
        yield Progress(phase="restoring")
        tables = exchange.brought_up_to_date(tables, everything.schema)
    people = len(tables.get("person", ()))
    total = sum(map(len, tables.values()))
    done = 0
    with store.transaction(Step(code="restore-everything", count=people), bulk=True) as db:
        exchange.make_room(db)
        ids: dict[object, int] = {}  # as the export calls attachments' bytes: as we do
        for content_id, data in everything.contents.items():
            yield Progress(phase="restoring", done=done, total=total)
            ids[content_id] = exchange.put_content(db, data)
        for table in changelog.TABLES:
            rows = tables.get(table, ())
            if table == "attachment":
                rows = [_with_content(row, ids) for row in rows]
            for start in range(0, len(rows), _SLICE):
                exchange.put_rows(db, table, rows[start : start + _SLICE])
                done += min(_SLICE, len(rows) - start)
                yield Progress(phase="restoring", done=done, total=total)
        exchange.check_references(db)
    return people


def _with_content(row: Row, ids: Mapping[object, int]) -> Row:
    """Return a row of attachments that names its bytes as they are called here."""
    if row.get("content_id") not in ids:
        raise BadImportFile(reason="export-damaged", detail="attachment.content_id")
    return {**row, "content_id": ids[row["content_id"]]}
