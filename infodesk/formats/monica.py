"""The JSON that Monica 4 exports: contacts, how to reach them, notes.

The outer shape is documented by its exporter; what stands inside a contact's parts is inferred,
so every value is looked at before it is believed and an unknown one is passed over.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from infodesk.core.errors import BadImportFile
from infodesk.core.imports import ImportFile
from infodesk.core.progress import Job, Progress
from infodesk.formats.contacts import AddressBook, Entry, birthday_of
from infodesk.formats.tables import Decoded

KIND = "monica-json"

_START = re.compile(r'[\ufeff\s]*\{.{0,4000}?"account"\s*:', re.DOTALL)
_NUMBER = re.compile(r"\+?[\d(][\d\s()./-]{4,24}")
_SLICE = 200


def looks_like_monica(text: str) -> bool:
    """Say whether a decoded file is Monica's export, by how it begins."""
    return bool(_START.match(text[:4500]))


def read_monica(name: str, decoded: Decoded, text: str) -> Job[ImportFile]:
    """Read the contacts of an export; pure. Raises BadImportFile: not-a-table, no-people."""
    yield Progress(phase="reading")
    try:
        account = json.loads(text.lstrip("\ufeff")).get("account")
    except (ValueError, RecursionError, AttributeError) as error:
        raise BadImportFile(reason="not-a-table", path=name) from error
    book = AddressBook(name, KIND)
    for number, contact in enumerate(_values(account, "contact"), 1):
        if number % _SLICE == 0:
            yield Progress(phase="reading", done=number)
        book.add(_entry(number, contact))
    if not book.taken:
        raise BadImportFile(reason="no-people", path=name)
    return book.file(decoded)


def _values(holder: Any, kind: str) -> Iterator[Mapping[str, Any]]:
    """Yield the records of one kind in `{"data": [{"type": kind, "values": [...]}]}`."""
    for part in _list(_get(holder, "data")):
        if _get(part, "type") == kind:
            yield from (each for each in _list(_get(part, "values")) if isinstance(each, dict))


def _get(holder: Any, key: str) -> Any:
    return holder.get(key) if isinstance(holder, dict) else None


def _list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else []


def _text(holder: Any, key: str) -> str:
    found = _get(holder, key)
    return found if isinstance(found, str) else ""


def _entry(number: int, contact: Mapping[str, Any]) -> Entry:
    facts = _get(contact, "properties")
    entry = Entry(
        line=number,
        first=_text(facts, "first_name"),
        middle=_text(facts, "middle_name"),
        last=_text(facts, "last_name"),
        nickname=_text(facts, "nickname"),
        position=_text(facts, "job"),
        company=_text(facts, "company"),
        about=[_text(facts, "description")],
        uid=_text(contact, "uuid"),
    )
    born = _get(facts, "birthdate")
    day = born if isinstance(born, str) else _text(born, "date")
    entry.birthday = birthday_of(day)
    if entry.birthday and _get(born, "is_year_unknown"):
        entry.birthday = f"--{entry.birthday[-5:]}"
    entry.bad_birthday = bool(day and not entry.birthday)
    for tag in _list(_get(facts, "tags")):
        entry.labels.append(tag if isinstance(tag, str) else _text(tag, "name"))
    for value in _values(contact, "contact_field"):
        _take_field(entry, _get(value, "properties"))
    for value in _values(contact, "address"):
        _take_address(entry, _get(value, "properties"))
    for value in _values(contact, "note"):
        entry.about.append(_text(_get(value, "properties"), "body"))
    return entry


def _take_field(entry: Entry, facts: Any) -> None:
    """Take a way to reach somebody as what it looks like."""
    text = _text(facts, "data").strip()
    if "@" in text and "://" not in text:
        entry.emails.append((text, _text(facts, "label")))
    elif _NUMBER.fullmatch(text):
        entry.phones.append((text, _text(facts, "label")))
    elif text:
        entry.links.append((text, _text(facts, "label")))


def _take_address(entry: Entry, facts: Any) -> None:
    town = " ".join(filter(None, (_text(facts, "postal_code"), _text(facts, "city"))))
    country = _text(facts, "country")
    lines = [_text(facts, "street"), town, _text(facts, "province"), country]
    entry.location = entry.location or ", ".join(filter(None, (_text(facts, "city"), country)))
    entry.addresses.append(("\n".join(filter(None, lines)), _text(facts, "name")))
