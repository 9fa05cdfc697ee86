"""The address books that LinkedIn took over from phones and mail: read only when asked for."""

from collections.abc import Sequence

from infodesk.core.archives import ArchiveContents
from infodesk.core.contacts import ContactDetails, Labelled
from infodesk.core.imports import ImportRow
from infodesk.core.links import profile_slug
from infodesk.core.text import clean_line, clean_name
from infodesk.formats.cells import addresses
from infodesk.formats.dates import parse_birthday
from infodesk.formats.linkedin.reader import TableReader

_JOINED_LIMIT = 20_000


class ContactsReader(TableReader):
    """Takes Contacts.csv (until 2024) or ImportedContacts.csv (since); values are joined ", "."""

    wanted = (
        "FirstName",
        "MiddleName",
        "LastName",
        "FullName",
        "NickName",
        "NamePrefix",
        "NameSuffix",
        "Companies",
        "Title",
        "Emails",
        "PhoneNumbers",
        "Birthday",
        "Location",
        "Profiles",
    )

    def __init__(self) -> None:
        self._rows: list[ImportRow] = []
        self._known: set[object] = set()

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take a contact; one without name, address and profile is nobody."""
        names = [clean_name(cell) for cell in cells[:7]]
        first, middle, last, full, nickname, prefix, suffix = names
        companies, title, emails, phones, birthday, location, profiles = cells[7:]
        first = " ".join(filter(None, (first, middle)))
        if not (first or last):
            first = full or nickname
        found = list(dict.fromkeys(addresses(emails[:_JOINED_LIMIT])))
        slugs = (profile_slug(url.strip()) for url in profiles[:_JOINED_LIMIT].split(","))
        details = ContactDetails(
            prefix=prefix,
            middle=middle,
            suffix=suffix,
            nickname=nickname,
            location=clean_line(location),
            birthday=parse_birthday(clean_line(birthday)),
            emails=tuple(Labelled(address) for address in found),
            phones=tuple(Labelled(number) for number in _apart(phones)),
        )
        row = ImportRow(
            line=line,
            first_name=first,
            last_name=last,
            slug=next(filter(None, slugs), ""),
            email=found[0] if found else "",
            more_emails=tuple(found[1:]),
            company=next(iter(_apart(companies)), ""),
            position=clean_name(title),
            more=details if details != _NO_DETAILS else None,
        )
        if not (row.first_name or row.last_name or row.email or row.slug):
            return "nameless"
        known = row.slug or (row.first_name, row.last_name, row.email, row.company)
        if known in self._known:
            return "duplicate"
        self._known.add(known)
        self._rows.append(row)
        return ""

    def contents(self) -> ArchiveContents:
        """Return nothing: contacts are people."""
        return ArchiveContents()

    def people(self) -> list[ImportRow]:
        """Return the contacts, each profile and each address with its name once."""
        return self._rows


_NO_DETAILS = ContactDetails()


def _apart(cell: str) -> list[str]:
    parts = clean_line(cell, _JOINED_LIMIT).split(", ")
    return list(dict.fromkeys(clean_line(part) for part in parts if part.strip()))
