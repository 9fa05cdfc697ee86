"""The header of a contact file: where it is, which column is which, and whose file it heads."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from infodesk.core.links import profile_slug
from infodesk.core.text import clean_line, fold
from infodesk.formats.dates import parse_day
from infodesk.formats.tables import DELIMITERS, mend, parse_line

SEARCHED_LINES = 50
"""How far down a header is looked for: preambles differ, so lines are never counted."""

CONNECTIONS = "linkedin-connections"

# Column names of Connections.csv; the translated ones are unverified, see mattogodoy/nametag#184.
_ALIASES = {
    "first": "First Name|Vorname|Prénom|Nombre|Nome|Given Name",
    "last": "Last Name|Nachname|Nom|Apellido|Apellidos|Sobrenome|Cognome|Surname|Family Name",
    "name": "Name|Full Name|Connection Name",
    "url": "URL|Profil-URL|Profile URL|LinkedIn URL|LinkedIn|LinkedIn Profile|Public Profile URL"
    "|LinkedIn Profile URL|URL del perfil|URL du profil",
    "email": "Email Address|E-Mail-Adresse|Adresse e-mail|Correo electrónico|Endereço de e-mail"
    "|Indirizzo email|Email|Primary Email Address",
    "company": "Company|Unternehmen|Firma|Entreprise|Société|Empresa|Azienda|Company Name"
    "|Current Company",
    "position": "Position|Berufsbezeichnung|Poste|Cargo|Puesto|Posizione|Job Title"
    "|Current Position",
    "connected": "Connected On|Verbunden am|Vernetzt am|Date de connexion|Conectado el"
    "|Conectado em|Data di collegamento|Connected|Connection Date|Date Connected",
    "middle": "Middle Name",
    "suffix": "Suffix",
    "email2": "E-mail 2 Address",
    "email3": "E-mail 3 Address",
}
_COUNTED = frozenset({"first", "last", "name", "url", "email", "company", "position", "connected"})
_NAMES = frozenset({"first", "last", "name"})
_BETWEEN_WORDS = re.compile(r"[\s_\-.:'/]+")


@lru_cache(maxsize=2_000)
def folded(cell: str) -> str:
    """Return a column name without case, accents, blanks and signs: FirstName = first_name."""
    return _BETWEEN_WORDS.sub("", fold(clean_line(mend(cell), 80)))


def _folded_set(names: str) -> frozenset[str]:
    return frozenset(folded(name) for name in names.split("|"))


_FIELD_OF = {name: field for field, names in _ALIASES.items() for name in _folded_set(names)}


# Whose file it is: the first signature all of whose columns are there

_OUTLOOK = (
    "Title|First Name|Middle Name|Last Name|Suffix|E-mail Address|E-mail 2 Address"
    "|E-mail 3 Address|Business Street|Business Street 2|Business Street 3|Business City"
    "|Business State|Business Postal Code|Business Country|Home Street|Home Street 2"
    "|Home Street 3|Home City|Home State|Home Postal Code|Home Country|Other Street"
    "|Other Street 2|Other Street 3|Other City|Other State|Other Postal Code|Other Country"
    "|Company|Department|Job Title|Assistant's Phone|Business Fax|Business Phone"
    "|Business Phone 2|Callback|Car Phone|Company Main Phone|Home Fax|Home Phone|Home Phone 2"
    "|ISDN|Mobile Phone|Other Fax|Other Phone|Pager|Primary Phone|Radio Phone|TTY/TDD Phone"
    "|Telex|Assistant's Name|Birthday|Manager's Name|Notes|Other Address PO Box|Spouse|Web Page"
    "|Personal Web Page"
)
_ERA_A = _folded_set(_OUTLOOK)
"""Columns of LinkedIn's Outlook-type export, 2012 to 2017."""

_SIGNATURES = tuple(
    (kind, _folded_set(names))
    for kind, names in (
        ("linkedin-messages", "From|To|Date|Subject|Content"),
        ("linkedin-invitations", "From|To|Sent At|Message|Direction"),
        ("linkedin-profile", "First Name|Last Name|Headline|Summary"),
        ("linkedin-positions", "Company Name|Title|Started On|Finished On"),
        ("linkedin-education", "School Name|Start Date|End Date|Degree Name"),
        ("linkedin-company-follows", "Organization|Followed On"),
        ("linkedin-job-applications", "Application Date|Company Name|Job Title|Job Url"),
        ("linkedin-saved-jobs", "Saved Date|Job Url|Job Title"),
        ("linkedin-recommendations", "First Name|Last Name|Text|Creation Date|Status"),
        ("linkedin-endorsements", "Endorsement Date|Skill Name"),
        ("linkedin-certifications", "Name|Url|Authority|License Number"),
        ("linkedin-contacts", "FirstName|LastName|Emails|PhoneNumbers|CreatedAt"),
        ("linkedin-email-addresses", "Email Address|Confirmed|Primary"),
        ("linkedin-phone-numbers", "Extension|Number|Type"),
        ("linkedin-reactions", "Date|Type|Link"),
        ("linkedin-comments", "Date|Link|Message"),
        ("linkedin-shares", "Date|ShareLink|ShareCommentary"),
        ("linkedin-languages", "Name|Proficiency"),
        ("linkedin-events", "Event Name|Event Time|Status"),
        ("linkedin-profile-summary", "Profile Summary"),
        ("infodesk-csv", "First Name|Last Name|Stage|Tags|Next Step"),
        ("google-csv", "E-mail 1 - Value"),
        ("google-csv", "Given Name|Family Name|Group Membership"),
        ("google-csv", "First Name|Last Name|Organization Name|Labels"),
        ("thunderbird-csv", "Display Name|Primary Email|Secondary Email"),
        ("thunderbird-csv", "Anzeigename|Primäre E-Mail-Adresse"),
        ("thunderbird-csv", "Nom à afficher|Première adresse électronique"),
        ("thunderbird-csv", "Nombre|Apellidos|Correo electrónico principal"),
        ("outlook-csv", "First Name|Last Name|E-mail Address|E-mail 2 Address"),
        ("outlook-csv", "First Name|Last Name|Business Phone|Mobile Phone"),
        ("outlook-csv", "Vorname|Nachname|Firma|Telefon geschäftlich"),
        ("outlook-csv", "Prénom|Nom|Société|Téléphone (bureau)"),
        ("outlook-csv", "Nombre|Apellidos|Teléfono del trabajo"),
        ("outlook-csv", "Nombre|Apellidos|Teléfono móvil"),
        ("outlook-csv", "Vorname|Nachname|Mobiltelefon|Webseite"),
        ("outlook-csv", "Prénom|Nom|Tél. mobile"),
        ("outlook-csv", "Primeiro nome|Último nome|Empresa"),
        ("outlook-csv", "Nome|Cognome|Società|Cellulare"),
        ("outlook-csv", "Voornaam|Achternaam|Bedrijf"),
    )
)
_NAMED_FILES = {"skills": "linkedin-skills"}
"""Files whose header, `Name`, says nothing: the file name does."""

_ANY_NAME = _folded_set(
    "Name|Full Name|Contact|Contact Name|First Name|Last Name|Display Name|Person"
)
_ANY_OTHER = _folded_set(
    "Organisation|Organization|Company|Title|Role|Position|Job Title|Mail|E-mail|Email|Phone|Mobile"
    "|Telephone|E-mail Address|Email Address|Profile|Link|URL|Notes|Address|Birthday"
)


_COPY = re.compile(r"(?:_\d+|\s*\(\d+\)|\s+-\s+copy)$")


def base_name(file_name: str) -> str:
    """Return the name of a file or member without folders, ending, member id and copy number.

    Lower case: `Jobs/Saved Jobs_9990000123 (1).csv` is "saved jobs".
    """
    base = re.split(r"[/\\]", file_name)[-1].lower()
    for ending in (".zip", ".csv"):
        base = base.removesuffix(ending)
    while shorter := _COPY.sub("", base):
        if shorter == base:
            break
        base = shorter.strip()
    return base


def kind_of(header: Iterable[str], file_name: str = "") -> str:
    """Return the kind of file that has these columns; '' if none that is known.

    Kinds are those of tests/data/EXPECTED.json; a table of contacts of no known program is
    generic-csv.
    """
    columns = frozenset(map(folded, header)) - {""}
    if len(columns & _ERA_A) >= 40 and columns <= _ERA_A:
        return CONNECTIONS
    for kind, signature in _SIGNATURES:
        if signature <= columns:
            return kind
    if columns == {"name"}:
        return _NAMED_FILES.get(base_name(file_name), "")
    fields = {_FIELD_OF[column] for column in columns if column in _FIELD_OF} & _COUNTED
    if fields & _NAMES and len(fields) >= (2 if "connected" in fields else 3):
        return CONNECTIONS
    return "generic-csv" if columns & _ANY_NAME and columns & _ANY_OTHER else ""


# Where the header is


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column holds what; a column that is not there is `width`, the one past the end.

    `width` counts columns up to the last named one. `header` is the header's own cells, empty if
    the file has none; `line` is its physical line from 1, 0 for none.
    """

    delimiter: str
    line: int
    width: int
    header: tuple[str, ...]
    first: int
    last: int
    url: int
    email: int
    company: int
    position: int
    connected: int
    middle: int
    suffix: int
    email2: int
    email3: int


def columns_of(header: Sequence[str], delimiter: str, line: int) -> Columns:
    """Return which column of `header` holds what; of two with the same name the first counts."""
    width = len(header)
    while width and not header[width - 1].strip():
        width -= 1
    places: dict[str, int] = {}
    for place, cell in enumerate(header[:width]):
        if field := _FIELD_OF.get(folded(cell)):
            places.setdefault(field, place)
    if "first" not in places and "last" not in places and "name" in places:
        places["first"] = places["name"]
    return Columns(
        delimiter=delimiter,
        line=line,
        width=width,
        header=tuple(header[:width]),
        **{
            field: places.get(field, width)
            for field in ("first", "last", "url", "email", "company", "position", "connected")
        },
        **{field: places.get(field, width) for field in ("middle", "suffix", "email2", "email3")},
    )


def is_foreign(columns: Columns) -> bool:
    """Say whether a header names no connection date, but something Connections.csv never has.

    Such a table is somebody's own, whose other columns would be lost.
    """
    if columns.connected < columns.width:
        return False
    return any(name and folded(name) not in _FIELD_OF for name in columns.header)


def hits(cells: Iterable[str]) -> int:
    """Return how well `cells` look like a header of Connections.csv; 0 if not well enough.

    Three known names, or two with a person's name among them.
    """
    fields = {_FIELD_OF.get(folded(cell), "") for cell in cells if cell and len(cell) < 80}
    fields &= _COUNTED
    enough = len(fields) >= 3 or (len(fields) == 2 and fields & _NAMES)
    return len(fields) if enough else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a text table is: its kind, its header, and where its records begin.

    `start` is an index of lines, `line` the physical line of the header from 1 (0 for none);
    `columns` is None unless the kind is linkedin-connections.
    """

    kind: str
    columns: Columns | None = None
    start: int = 0
    line: int = 0
    delimiter: str = ","
    header: tuple[str, ...] = ()


def recognise(lines: Sequence[str], file_name: str) -> Table:
    """Say what the table in `lines` is, by its header or else by what its columns hold.

    The kind is empty if nothing in it looks like people.
    """
    if found := _best_header(lines):
        index, delimiter = found
        header, end = _whole_header(lines, index, delimiter)
        kind = kind_of(header, file_name)
        if kind == CONNECTIONS:
            columns = columns_of(header, delimiter, index + 1)
            return _table(kind, index, end, delimiter, header, columns)
        if kind:
            return _table(kind, index, end, delimiter, header)
    for index, line in enumerate(lines[:SEARCHED_LINES]):
        for delimiter in DELIMITERS:
            cells = parse_line(line, delimiter)
            if (len(cells) > 1 or delimiter == ",") and (kind := kind_of(cells, file_name)):
                return _table(kind, index, index + 1, delimiter, cells)
    return _by_anchors(lines) or Table(kind="")


def _table(
    kind: str,
    index: int,
    end: int,
    delimiter: str,
    header: Sequence[str],
    columns: Columns | None = None,
) -> Table:
    return Table(
        kind=kind,
        columns=columns,
        start=end,
        line=index + 1,
        delimiter=delimiter,
        header=tuple(header),
    )


def _best_header(lines: Sequence[str]) -> tuple[int, str] | None:
    """Return the index of the line that looks most like a header, and its delimiter."""
    best, found = 0, None
    for index, line in enumerate(lines[:SEARCHED_LINES]):
        for delimiter in DELIMITERS:
            if delimiter in line and (score := hits(parse_line(line, delimiter))) > best:
                best, found = score, (index, delimiter)
    return found


def _whole_header(lines: Sequence[str], index: int, delimiter: str) -> tuple[list[str], int]:
    """Return the header's cells and the index of the line behind it; one of them can break."""
    alone = parse_line(lines[index], delimiter)
    reader = csv.reader(lines[index : index + SEARCHED_LINES], delimiter=delimiter)
    try:
        whole = next(reader, alone)
    except csv.Error:
        return alone, index + 1
    if reader.line_num > 1 and hits(whole) >= hits(alone):
        return whole, index + reader.line_num
    return alone, index + 1


# Without a header that is known: a fixed order, told by profile addresses and dates

_WITH_URL = ("first", "last", "url", "email", "company", "position", "connected")
_WITHOUT_URL = ("first", "last", "email", "company", "position", "connected")
_SAMPLED_LINES = 500


def _by_anchors(lines: Sequence[str]) -> Table | None:
    """Recognise the column order of LinkedIn's exports by what most records hold."""
    for delimiter in DELIMITERS:
        rows = [
            (index, cells)
            for index, line in enumerate(lines[:_SAMPLED_LINES])
            if delimiter in line and any(cells := parse_line(line, delimiter))
        ]
        for order in (_WITH_URL, _WITHOUT_URL):
            fits = [index for index, cells in rows if _anchored(cells, order)]
            named = any(_anchored(cells, order) and any(cells[:2]) for _, cells in rows)
            behind = sum(index >= fits[0] for index, _ in rows) if fits else 0
            if named and len(fits) >= 0.8 * behind:
                return _anchored_table(rows, fits[0], order, delimiter)
    return None


def _anchored(cells: Sequence[str], order: Sequence[str]) -> bool:
    """Say whether a record has its profile, its e-mail and its date where `order` puts them."""
    if len(cells) != len(order) or not parse_day(cells[-1], day_first=True):
        return False
    if not any(cell.strip() for cell in cells[:-1]):
        return True
    if order is _WITH_URL:
        return bool(profile_slug(cells[2]))
    worded = any(sign.isalpha() for sign in cells[-1])
    email = cells[2].strip()
    return "@" in email or email.startswith("urn:") or (not email and worded and any(cells[:2]))


def _anchored_table(
    rows: Sequence[tuple[int, list[str]]], first: int, order: Sequence[str], delimiter: str
) -> Table:
    before = [(index, cells) for index, cells in rows if index < first and len(cells) == len(order)]
    line = before[-1][0] + 1 if before and all(before[-1][1]) else 0
    columns = columns_of([_ALIASES[field].partition("|")[0] for field in order], delimiter, line)
    return Table(kind=CONNECTIONS, columns=columns, start=first, line=line, delimiter=delimiter)
