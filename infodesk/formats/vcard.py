"""vCard files, versions 2.1 to 4.0, as phones and address books really write them.

Read line by line, card by card, by rules of our own: the habits of old phones (bare types, text in
code pages, base64 without indentation) are outside the grammar, and one bad card must not cost the
others.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, unquote_to_bytes

from infodesk.core.contacts import HeldPosition, Schooling
from infodesk.core.imports import ImportFile
from infodesk.core.moments import day_from_text
from infodesk.core.progress import Job, Progress
from infodesk.core.text import LINE_LIMIT, clean_line
from infodesk.formats.contacts import MAX_PHOTO, AddressBook, Entry, birthday_of
from infodesk.formats.tables import Decoded

KIND = "vcard"
OWN = "X-INFODESK-"
"""How the names of our own properties begin; what they hold survives being exported and read."""

_START = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(r"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_NAME = re.compile(r"\s*(?:([\w-]{1,60})\.)?([A-Za-z][\w-]{0,60})\s*")
_QUOTED_PRINTABLE = re.compile(r"[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]", re.IGNORECASE)
_BASE64 = re.compile(r"[^:]*;(?:ENCODING=)?(?:BASE64|B)[;:]", re.IGNORECASE)
_BASE64_LINE = re.compile(r"[A-Za-z0-9+/=]+\s*")
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B", "Q"})
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_UNTOLD = frozenset(
    {"INTERNET", "PREF", "VOICE", "X400", "DOM", "INTL", "POSTAL", "PARCEL", "TEXT", "MSG", "X"}
)
_LABELS = {
    "CELL": "Mobile",
    "IPHONE": "iPhone",
    "HOMEPAGE": "Website",
    "TEXTPHONE": "Text phone",
}
_SLICE = 200


def looks_like_cards(text: str) -> bool:
    """Say whether a decoded file is a vCard file, by how it begins."""
    return bool(re.match(r"[\ufeff\s]*BEGIN\s*:\s*VCARD", text[:500], re.IGNORECASE))


def read_vcards(name: str, decoded: Decoded, lines: Sequence[str]) -> Job[ImportFile]:
    """Read the cards in `lines`; a card that is not readable is counted and the others are read.

    Pure; raises BadImportFile: too-large above 50,000 cards, no-people.
    """
    book = AddressBook(name, KIND)
    for number, (line, card) in enumerate(_cards(lines)):
        if number % _SLICE == 0:
            yield Progress(phase="reading", done=line, total=len(lines))
        properties = list(_properties(card))
        if properties:
            book.add(_entry(line, properties))
        else:
            book.skip(line, "damaged")
    return book.file(decoded)


def _cards(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each card's first physical line and the lines between its BEGIN and its END.

    A card without END ends where the next begins; a card inside a card (AGENT) is passed over.
    """
    first, inner = 0, False
    card: list[str] | None = None
    for number, line in enumerate(lines, 1):
        if _START.fullmatch(line):
            if card and card[-1].strip().upper().startswith("AGENT"):
                inner = True
                continue
            if card is not None:
                yield first, card
            first, card, inner = number, [], False
        elif _END.fullmatch(line):
            if inner:
                inner = False
            elif card is not None:
                yield first, card
                card = None
        elif card is not None and not inner:
            card.append(line)
    if card is not None:
        yield first, card


# Lines


@dataclass(frozen=True, slots=True)
class _Property:
    """One content line: `TEL;TYPE=home:123`, unfolded, its value not yet decoded."""

    group: str
    name: str
    parameters: dict[str, list[str]]
    raw: str

    @property
    def types(self) -> list[str]:
        """The TYPE parameters, those without a name included, in capitals."""
        return [kind.upper() for kind in self.parameters.get("TYPE", ())]

    def parameter(self, name: str) -> str:
        """Return the first value of a parameter, '' for none."""
        return next(iter(self.parameters.get(name, ())), "")

    @property
    def encoding(self) -> str:
        """The transfer encoding in capitals, '' for none."""
        return self.parameter("ENCODING").upper()

    def text(self) -> str:
        """Return the value as text."""
        return self._decoded(self.raw)

    def parts(self, divider: str = ";") -> list[str]:
        """Return the components of a value that has several, each as text."""
        return [self._decoded(part) for part in _split(self.raw, divider)]

    def _decoded(self, raw: str) -> str:
        if self.encoding in ("QUOTED-PRINTABLE", "Q"):
            octets = quopri.decodestring(raw.encode("utf-8", "replace"))
            return _as_text(octets, self.parameter("CHARSET"))
        return _ESCAPED.sub(_unescaped, raw) if "\\" in raw else raw


def _unescaped(found: re.Match[str]) -> str:
    sign = found[1]
    if sign in "nN":
        return "\n"
    return sign if sign in "\\,;:\"'" else found[0]


def _as_text(octets: bytes, charset: str) -> str:
    for encoding in (charset or "utf-8", "utf-8"):
        try:
            return octets.decode(encoding)
        except (LookupError, UnicodeError, ValueError):
            continue
    return octets.decode("cp1252", "replace").replace("\ufffd", "?")


def _split(raw: str, divider: str) -> list[str]:
    """Split at dividers that no backslash stands before."""
    if "\\" not in raw:
        return raw.split(divider)
    parts: list[str] = []
    part: list[str] = []
    escaped = False
    for sign in raw:
        if sign == divider and not escaped:
            parts.append("".join(part))
            part = []
        else:
            part.append(sign)
        escaped = sign == "\\" and not escaped
    parts.append("".join(part))
    return parts


def _properties(lines: Sequence[str]) -> Iterator[_Property]:
    """Yield the content lines of a card; lines that are none are left out."""
    for line in _unfolded(lines):
        if found := _property(line):
            yield found


def _unfolded(lines: Sequence[str]) -> Iterator[str]:
    """Join the physical lines of each content line: folds, soft breaks, bare base64."""
    pieces: list[str] = []
    soft = base64_value = False
    for line in lines:
        text = line.rstrip("\r\n")
        if pieces and soft:
            pieces[-1] = pieces[-1][:-1]
            pieces.append(text)
        elif pieces and text[:1] in (" ", "\t"):
            pieces.append(text[1:])
        elif pieces and base64_value and _BASE64_LINE.fullmatch(text):
            pieces.append(text.strip())
        else:
            if pieces:
                yield "".join(pieces)
            pieces = [text]
            base64_value = bool(_BASE64.match(text))
        soft = text.endswith("=") and bool(_QUOTED_PRINTABLE.match(pieces[0]))
    if pieces:
        yield "".join(pieces)


def _property(line: str) -> _Property | None:
    head, colon, value = _at_colon(line)
    if not colon:
        return None
    name, *parameters = _outside_quotes(head, ";")
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    told: dict[str, list[str]] = {}
    for parameter in parameters[:50]:
        key, sign, text = parameter.partition("=")
        if not sign:  # 2.1 leaves the parameter's name out
            text, key = key, "ENCODING" if key.strip().upper() in _ENCODINGS else "TYPE"
        values = [_parameter_text(each) for each in _outside_quotes(text, ",")]
        told.setdefault(key.strip().upper(), []).extend(values)
    types = told.get("TYPE", [])
    told["TYPE"] = [each for kind in types for each in kind.split(",")]  # TYPE="work,voice"
    return _Property((found[1] or "").lower(), found[2].upper(), told, value)


def _at_colon(line: str) -> tuple[str, str, str]:
    """Part a line at its first colon that is not inside quotation marks."""
    place = line.find(":")
    if '"' in line[: place + 1]:
        quoted = False
        for place, sign in enumerate(line):
            if sign == '"':
                quoted = not quoted
            elif sign == ":" and not quoted:
                return line[:place], ":", line[place + 1 :]
        place = line.find(":")  # a quotation mark that nobody closed
    return (line[:place], ":", line[place + 1 :]) if place >= 0 else (line, "", "")


def _outside_quotes(text: str, divider: str) -> list[str]:
    if '"' not in text:
        return text.split(divider)
    parts: list[str] = []
    part: list[str] = []
    quoted = False
    for sign in text:
        if sign == divider and not quoted:
            parts.append("".join(part))
            part = []
            continue
        quoted = quoted != (sign == '"')
        part.append(sign)
    parts.append("".join(part))
    return parts


_CARET = re.compile(r"\^([n'^])")


def _parameter_text(text: str) -> str:
    """Return a parameter's value without its quotation marks; carets as RFC 6868 has them."""
    bare = text.strip().strip('"')
    return _CARET.sub(lambda found: {"n": "\n", "'": '"', "^": "^"}[found[1]], bare)


# Cards


def _entry(line: int, properties: Sequence[_Property]) -> Entry:
    entry = Entry(line=line)
    group_labels = {
        each.group: _apple_label(each.text())
        for each in properties
        if each.group and each.name == "X-ABLABEL"
    }
    named_organisation = False
    for each in properties:
        label = group_labels.get(each.group) or _label_of(each)
        match each.name:
            case "FN":
                entry.full = entry.full or each.text()
            case "N":
                _take_name(entry, each)
            case "NICKNAME":
                entry.nickname = entry.nickname or each.text()
            case "ORG":
                _take_organisation(entry, each)
            case "TITLE":
                entry.position = entry.position or each.text()
            case "ROLE":
                entry.headline = entry.headline or each.text()
            case "EMAIL":
                entry.emails.append((_without_scheme(each.text(), "mailto:"), label))
            case "TEL":
                entry.phones.append((_without_scheme(each.text(), "tel:"), label))
            case "ADR":
                _take_address(entry, each, label)
            case "URL" | "X-SOCIALPROFILE" | "SOCIALPROFILE":
                _take_link(entry, each, label)
            case "BDAY":
                entry.birthday = birthday_of(
                    each.text(), no_year=each.parameter("X-APPLE-OMIT-YEAR")
                )
                entry.bad_birthday = bool(not entry.birthday and each.raw.strip())
            case "CATEGORIES":
                entry.labels += each.parts(",")
            case "NOTE":
                entry.about.append(each.text())
            case "X-ABDATE" | "X-ABRELATEDNAMES":
                entry.about.append(f"{label}: {each.text()}" if label else each.text())
            case "PHOTO":
                _take_photo(entry, each)
            case "UID":
                entry.uid = each.text().removeprefix("urn:uuid:")
            case "KIND" | "X-ADDRESSBOOKSERVER-KIND":
                kind = clean_line(each.raw, 40).lower()
                entry.is_organisation |= kind in ("org", "group", "location", "application")
            case "X-ABSHOWAS":
                named_organisation = clean_line(each.raw, 40).upper() == "COMPANY"
            case name if name.startswith(OWN):
                _take_own(entry, each)
            case _:
                pass
    nameless = not (entry.first or entry.last)
    same = clean_line(entry.full) == clean_line(entry.company) != ""
    entry.is_organisation |= nameless and (named_organisation or same)
    if not entry.position:
        entry.position, entry.headline = entry.headline, ""
    return entry


def _label_of(each: _Property) -> str:
    """Return the word for a value that its types give; the file's own, made fit to read."""
    for kind in each.types:
        if kind and kind not in _UNTOLD:
            return _LABELS.get(kind, kind.removeprefix("X-").capitalize())
    return ""


def _apple_label(text: str) -> str:
    found = _APPLE_LABEL.fullmatch(clean_line(text, 200))
    label = found[1] if found else text
    return _LABELS.get(label.upper(), label)


def _without_scheme(text: str, scheme: str) -> str:
    bare = text.strip()
    if bare[: len(scheme)].lower() != scheme:
        return text
    return unquote(bare[len(scheme) :].partition("?")[0])


def _take_name(entry: Entry, each: _Property) -> None:
    if entry.first or entry.last:
        return
    parts = [*each.parts(), "", "", "", "", ""]
    entry.last, entry.first, entry.middle, entry.prefix, entry.suffix = parts[:5]


def _take_organisation(entry: Entry, each: _Property) -> None:
    company, *units = [clean_line(part) for part in each.parts()]
    if not entry.company:
        entry.company = company
        entry.department = ", ".join(unit for unit in units if unit)


def _take_address(entry: Entry, each: _Property, label: str) -> None:
    """Take an address as the lines of a letter; a bare place is only where the person is."""
    box, extended, street, city, region, code, country = (
        part.strip() for part in [*each.parts(), *[""] * 7][:7]
    )
    place = ", ".join(clean_line(part) for part in (city, region, country) if part)
    entry.location = entry.location or place
    if not (box or extended or street or code):
        return
    town = " ".join(part for part in (code, city) if part)
    lines = [line for line in (box, extended, street, town, region, country) if line]
    entry.addresses.append(("\n".join(lines), label))


def _take_link(entry: Entry, each: _Property, label: str) -> None:
    url = each.text().strip()
    service = each.parameter("SERVICE-TYPE").upper()
    user = each.parameter("X-USER") or each.parameter("USERNAME")
    if (service == "LINKEDIN" or "LINKEDIN" in each.types) and "/" not in url:
        url = f"https://www.linkedin.com/in/{user or url}"
    entry.links.append((url, each.parameter("SERVICE-TYPE") or label))


def _take_photo(entry: Entry, each: _Property) -> None:
    raw = each.raw.strip().replace("\\,", ",")
    if entry.photo or not raw:
        return
    head, comma, data = raw.partition(",")
    if head[:5].lower() == "data:" and comma:
        octets = _from_base64(data) if head.lower().endswith(";base64") else unquote_to_bytes(data)
    elif each.encoding in ("B", "BASE64"):
        octets = _from_base64(raw)
    else:  # an address: nothing is fetched
        return
    entry.photo = octets if len(octets) <= MAX_PHOTO else b""
    entry.bad_photo = not entry.photo


def _from_base64(text: str) -> bytes:
    if len(text) > MAX_PHOTO * 2:
        return b""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _take_own(entry: Entry, each: _Property) -> None:
    """Take what InfoDesk wrote into a card itself."""
    text = each.text()
    match each.name.removeprefix(OWN):
        case "STAGE":
            entry.stage = text
        case "NEXT-STEP":
            entry.next_step = text
        case "NEXT-STEP-ON":
            entry.next_step_on = text
        case "CONNECTED-ON":
            entry.connected_on = text
        case "DO-NOT-CONTACT":
            entry.do_not_contact = text.strip().lower() == "true"
        case "HEADLINE":
            entry.headline = text
        case "SKILL":
            entry.skills.append(text)
        case "POSITION":
            title, company, started, finished, current = [*each.parts(), *[""] * 5][:5]
            entry.positions.append(
                HeldPosition(
                    title=clean_line(title),
                    company=clean_line(company),
                    started_on=_day(started),
                    finished_on=_day(finished),
                    is_current=current == "current",
                )
            )
        case "EDUCATION":
            school, degree, started, finished = [*each.parts(), *[""] * 4][:4]
            entry.education.append(
                Schooling(
                    school=clean_line(school, LINE_LIMIT),
                    degree=clean_line(degree, LINE_LIMIT),
                    started_on=_day(started),
                    finished_on=_day(finished),
                )
            )
        case _:
            pass


def _day(text: str) -> date | None:
    try:
        return day_from_text(text)
    except ValueError:
        return None
