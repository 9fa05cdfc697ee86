"""The JSON of a whole vault: written piece by piece, read whole and checked.

The shape is documented in docs/export-format.md.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from infodesk.core.errors import BadImportFile
from infodesk.core.progress import Job, Progress

FORMAT = "infodesk-export"
VERSION = 2
MAX_EXPORT = 1 << 30
"""Bytes of an export that is read back: pictures and attachments are in it."""

KIND = "infodesk-json"
CONTENTS = "attachment_content"

_START = re.compile(rb'[\xef\xbb\xbf\s]*\{\s*"format"\s*:\s*"infodesk-export"')
_NOT_TABLES = frozenset({"format", "version", "schema", "exported_at", CONTENTS})

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """What an export holds: the rows of each table as JSON has them, and attachments' bytes."""

    name: str
    schema: int
    tables: Mapping[str, Sequence[Row]]
    contents: Mapping[int, bytes]


def looks_like_everything(data: bytes) -> bool:
    """Say whether a file is an export of a whole vault, by how it begins."""
    return bool(_START.match(data[:200]))


class EverythingWriter:
    """Writes an export into a binary file, so that a large vault need not be in memory twice."""

    def __init__(self, file: IO[bytes], *, schema: int, exported_at: str) -> None:
        self._file = file
        head = {
            "format": FORMAT,
            "version": VERSION,
            "schema": schema,
            "exported_at": exported_at,
        }
        self._put("{\n" + ",\n".join(f" {_json(key)}: {_json(head[key])}" for key in head))
        self._first = True

    def begin(self, table: str) -> None:
        """Begin a table; its rows follow."""
        self._put(f",\n {_json(table)}: [")
        self._first = True

    def row(self, row: Row) -> None:
        """Write a row of the table begun last."""
        self._put(("\n  " if self._first else ",\n  ") + _json(row))
        self._first = False

    def content(self, content_id: int, data: bytes) -> None:
        """Write an attachment's bytes as a row of the table begun last."""
        self.row({"id": content_id, "data": base64.b64encode(data).decode("ascii")})

    def end_table(self) -> None:
        """End the table begun last."""
        self._put("]" if self._first else "\n ]")

    def end(self) -> None:
        """End the file."""
        self._put("\n}\n")

    def _put(self, text: str) -> None:
        self._file.write(text.encode("utf-8"))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_everything(name: str, data: bytes) -> Job[Everything]:
    """Read an export of a whole vault; pure, so it may run on another thread.

    Raises BadImportFile: export-damaged (with `detail`), export-too-new.
    """
    yield Progress(phase="reading")
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _damaged(name, "JSON") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise _damaged(name, "format")
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise _damaged(name, "version")
    if version > VERSION:
        raise BadImportFile(reason="export-too-new", path=name)
    schema = document.get("schema", 1)
    if type(schema) is not int:
        raise _damaged(name, "schema")
    tables: dict[str, Sequence[Row]] = {}
    for table in document.keys() - _NOT_TABLES:
        tables[table] = _rows(name, table, document[table])
    contents: dict[int, bytes] = {}
    for row in _rows(name, CONTENTS, document.get(CONTENTS, [])):
        yield Progress(phase="reading")
        content_id, text = row.get("id"), row.get("data")
        if type(content_id) is not int or not isinstance(text, str):
            raise _damaged(name, CONTENTS)
        try:
            contents[content_id] = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise _damaged(name, CONTENTS) from error
    return Everything(name=name, schema=schema, tables=tables, contents=contents)


def _rows(name: str, table: str, found: object) -> Sequence[Row]:
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise _damaged(name, table[:60])
    return found


def _no_number(text: str) -> float:
    raise ValueError(text)


def _damaged(name: str, detail: str) -> BadImportFile:
    return BadImportFile(reason="export-damaged", path=name, detail=detail)
