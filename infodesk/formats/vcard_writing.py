"""People written as vCards: 4.0 (RFC 6350, RFC 9554) and 3.0 (RFC 2426) for older programs."""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from urllib.parse import quote

from infodesk.core.contacts import Labelled
from infodesk.core.extra_private import without_extra_private
from infodesk.core.people import Education, Person, Position
from infodesk.core.stages import Stage
from infodesk.formats.vcard import OWN

Version = Literal["4.0", "3.0"]

_FOLD = 75  # octets of a line, its end not counted
_NEEDS_ESCAPE = re.compile(r"[\\,;\n]")
_ESCAPES = {"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"}
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_TYPES = {"Work": "work", "Home": "home", "Mobile": "cell", "Fax": "fax", "Pager": "pager"}
"""Labels that vCard has a type for; every other one is written beside the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A person as a card; `revised_at` is when the vault last changed them, in UTC.

    `details` are what address books told besides, by kind (birthday, address, nickname, headline,
    department, skill) and with their labels.
    """

    person: Person
    revised_at: str
    details: Mapping[str, Sequence[Labelled]] = field(default_factory=dict)
    photo: bytes = b""
    photo_type: str = ""


def write_vcard(card: Card, version: Version) -> bytes:
    """Return one card, its lines folded at 75 octets and ended by CR LF."""
    return b"".join(_folded(line) for line in _lines(card, version))


def _lines(card: Card, version: Version) -> Iterator[str]:
    person = card.person
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield f"PRODID:{escaped('-//InfoDesk//InfoDesk//EN')}"
    yield f"UID:{'urn:uuid:' if version == '4.0' else ''}{person.uid}"
    yield f"FN:{escaped(person.name)}"
    yield f"N:{escaped(person.last_name)};{escaped(person.first_name)};;;"
    for nickname in card.details.get("nickname", ()):
        yield f"NICKNAME:{escaped(nickname.value)}"
    units = "".join(f";{escaped(each.value)}" for each in card.details.get("department", ()))
    if person.company or units:
        yield f"ORG:{escaped(person.company)}{units}"
    if person.title:
        yield f"TITLE:{escaped(person.title)}"
    if version == "3.0":
        for email in person.emails[:1]:
            yield from _labelled("EMAIL", email.address, email.label, 1, "INTERNET,PREF")
        for number, email in enumerate(person.emails[1:], 2):
            yield from _labelled("EMAIL", email.address, email.label, number, "INTERNET")
    else:
        for number, email in enumerate(person.emails, 1):
            yield from _labelled("EMAIL", email.address, email.label, number)
    for number, phone in enumerate(person.phones, 101):
        yield from _labelled("TEL", phone.number, phone.label, number)
    if person.slug:
        url = f"https://www.linkedin.com/in/{quote(person.slug, safe='')}"
        social = "SOCIALPROFILE;SERVICE-TYPE=LinkedIn"
        yield f"{social if version == '4.0' else 'X-SOCIALPROFILE;TYPE=linkedin'}:{url}"
        yield f"URL:{url}"
    for number, link in enumerate(person.links, 201):
        yield from _labelled("URL", link.url, link.label, number, uri=True)
    if person.location:
        yield f"ADR:;;;{escaped(person.location)};;;"
    for number, address in enumerate(card.details.get("address", ()), 301):
        street = f";;{escaped(address.value)};;;;"
        yield from _labelled("ADR", street, address.label, number, uri=True)
    for birthday in card.details.get("birthday", ()):
        yield from _birthday(birthday.value, version)
    if person.tags:
        yield f"CATEGORIES:{','.join(escaped(tag.name) for tag in person.tags)}"
    if about := without_extra_private(person.about):
        yield f"NOTE:{escaped(about)}"
    if card.photo:
        yield _photo(card, version)
    yield from _own(person)
    for headline in card.details.get("headline", ()):
        yield f"{OWN}HEADLINE:{escaped(headline.value)}"
    for skill in card.details.get("skill", ()):
        yield f"{OWN}SKILL:{escaped(skill.value)}"
    yield f"REV:{re.sub('[-:]', '', card.revised_at) if version == '4.0' else card.revised_at}"
    yield "END:VCARD"


def _labelled(
    name: str, value: str, label: str, number: int, types: str = "", *, uri: bool = False
) -> Iterator[str]:
    """Yield a value with its label: as a type if there is one, else in a group as Apple does."""
    known = _TYPES.get(label, "")
    kinds = ",".join(kind for kind in (types, known) if kind)
    group = f"item{number}." if label and not known else ""
    yield f"{group}{name}{f';TYPE={kinds}' if kinds else ''}:{value if uri else escaped(value)}"
    if group:
        yield f"{group}X-ABLabel:{escaped(label)}"


def _birthday(day: str, version: Version) -> Iterator[str]:
    """Yield a birthday; version 3.0 has none without a year but Apple's way of writing it."""
    if not day.startswith("--"):
        yield f"BDAY:{day.replace('-', '') if version == '4.0' else day}"
    elif version == "4.0":
        yield f"BDAY:--{day[2:].replace('-', '')}"
    else:
        yield f"BDAY;X-APPLE-OMIT-YEAR=1604:1604-{day[2:]}"


def _photo(card: Card, version: Version) -> str:
    data = base64.b64encode(card.photo).decode("ascii")
    if version == "4.0":
        return f"PHOTO:data:{card.photo_type};base64,{data}"
    return f"PHOTO;ENCODING=b;TYPE={card.photo_type.rpartition('/')[2].upper()}:{data}"


def _own(person: Person) -> Iterator[str]:
    """Yield what vCard has no property for, in ours: an import into InfoDesk brings it back."""
    if person.stage is not Stage.SPOTTED:
        yield f"{OWN}STAGE:{person.stage.value}"
    if person.next_step:
        yield f"{OWN}NEXT-STEP:{escaped(person.next_step)}"
    if person.next_step_on:
        yield f"{OWN}NEXT-STEP-ON:{person.next_step_on.isoformat()}"
    if person.connected_on:
        yield f"{OWN}CONNECTED-ON:{person.connected_on.isoformat()}"
    if person.do_not_contact:
        yield f"{OWN}DO-NOT-CONTACT:true"
    told = [(each.title, each.company) for each in person.positions]
    dated = any(each.started_on or each.finished_on for each in person.positions)
    if dated or told not in ([], [(person.title, person.company)]):
        for position in person.positions:
            yield f"{OWN}POSITION:{_position(position)}"
    for education in person.education:
        yield f"{OWN}EDUCATION:{_education(education)}"


def _position(position: Position) -> str:
    texts = (escaped(position.title), escaped(position.company))
    days = (_day(position.started_on), _day(position.finished_on))
    return ";".join((*texts, *days, "current" if position.is_current else ""))


def _education(education: Education) -> str:
    texts = (escaped(education.school), escaped(education.degree))
    return ";".join((*texts, _day(education.started_on), _day(education.finished_on)))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def escaped(text: str) -> str:
    """Return `text` as the value of a text property; what no vCard may hold is left out."""
    plain = _NO_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _NEEDS_ESCAPE.sub(lambda sign: _ESCAPES[sign[0]], plain)


def _folded(line: str) -> bytes:
    """Return a line with its end, in pieces of 75 octets that cut no character."""
    octets = _NO_TEXT.sub("", line).encode("utf-8")
    pieces: list[bytes] = []
    room = _FOLD
    while len(octets) > room:
        cut = room
        while octets[cut] & 0xC0 == 0x80:  # inside a character
            cut -= 1
        pieces.append(octets[:cut])
        octets, room = octets[cut:], _FOLD - 1  # the blank of a continued line counts
    return b"\r\n ".join([*pieces, octets]) + b"\r\n"
