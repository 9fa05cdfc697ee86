"""Extra-private lines of notes: on the screen only when asked for, and in nothing that leaves.

The rule, one for the editor, search and every export: **a line that begins with `~` and a blank is
extra private**, whatever stands around it. Blanks before the sign do not matter, nor does a code
block: where there is doubt, a line is left out.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

SIGN = "~"

_LINE = re.compile(r"[ \t\u00a0\u3000]*[~～][ \t\u00a0\u3000]")
_BREAK = re.compile(r"(\r\n|[\n\r\u2028\u2029])")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "note": ("body",),
    "meeting_question": ("answer",),
    "person": ("about",),
    "company": ("about",),
    "profile": ("summary",),
}
"""Where notes are typed: the tables and their columns in which the sign means something."""


def is_extra_private(line: str) -> bool:
    """Say whether a line of a note is extra private.

    >>> is_extra_private("~ She is about to leave")
    True
    >>> is_extra_private("~~struck~~")
    False
    """
    return _LINE.match(line) is not None


def has_extra_private(note: str) -> bool:
    """Say whether a note has a line that is extra private."""
    return any(map(is_extra_private, _BREAK.split(note)))


def without_extra_private(note: str) -> str:
    """Return a note as it may leave: without the lines that are extra private."""
    if SIGN not in note and "～" not in note:
        return note
    parts = _BREAK.split(note)
    lines, breaks = parts[::2], ["", *parts[1::2]]
    kept = [
        (pause, line)
        for pause, line in zip(breaks, lines, strict=True)
        if not is_extra_private(line)
    ]
    return "".join(pause + line for pause, line in kept)[len(kept[0][0]) if kept else 0 :]


def row_without(table: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a row of `table` as it may leave."""
    if table == "person_merge":
        return {**row, "kept": _receipt_without(row["kept"])}
    columns = [name for name in COLUMNS.get(table, ()) if isinstance(row.get(name), str)]
    fresh = {name: without_extra_private(row[name]) for name in columns}
    return {**row, **fresh} if fresh else row


def _receipt_without(kept: str) -> str:
    """Return what a merge keeps of the rows it changed, as it may leave."""
    try:
        return json.dumps(_stripped(json.loads(kept)), ensure_ascii=False)
    except ValueError:
        return without_extra_private(kept)


def _stripped(value: Any) -> Any:
    """Return a value of JSON without extra-private lines in any of its texts."""
    match value:
        case str():
            return without_extra_private(value)
        case list():
            return [_stripped(each) for each in value]
        case dict():
            return {key: _stripped(each) for key, each in value.items()}
        case _:
            return value
