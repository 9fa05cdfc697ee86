"""The tables of the archive about its owner: profile, positions, education, skills and the like."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from infodesk.core.archives import ArchiveContents, ImportProfile
from infodesk.core.links import safe_url
from infodesk.core.profile import Profile, ProfileEntry, ProfileKind
from infodesk.core.text import clean_line, clean_name
from infodesk.formats.cells import addresses
from infodesk.formats.dates import parse_birthday, parse_month
from infodesk.formats.linkedin.markup import plain_message
from infodesk.formats.linkedin.reader import TableReader

_WEBSITE = re.compile(r"https?://[^\s,\]]{1,2000}", re.IGNORECASE)


class ProfileReader(TableReader):
    """Takes the one row of Profile.csv; of several the first."""

    wanted = (
        "First Name",
        "Last Name",
        "Birth Date",
        "Headline",
        "Summary",
        "Industry",
        "Geo Location",
        "Address",
        "Websites",
    )

    def __init__(self) -> None:
        self._found: ImportProfile | None = None

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take the row."""
        del line
        if self._found is not None:
            return "duplicate"
        first, last, birthday, headline, summary, industry, location, address, websites = cells
        addresses_found = map(safe_url, _WEBSITE.findall(clean_line(websites, 20_000)))
        sites = tuple(dict.fromkeys(site for site in addresses_found if site))
        born = parse_birthday(clean_line(birthday))
        self._found = ImportProfile(
            profile=Profile(
                first_name=clean_name(first),
                last_name=clean_name(last),
                headline=clean_name(headline),
                summary=plain_message(summary),
                industry=clean_name(industry),
                location=clean_name(location) or clean_name(address),
                website=sites[0] if sites else "",
            ),
            websites=sites,
            birthday=born,
        )
        return "bad-date" if clean_line(birthday) and not born else ""

    def contents(self) -> ArchiveContents:
        """Return the profile."""
        return ArchiveContents(profile=self._found)


class _FieldReader(TableReader):
    """Takes rows for one field of the profile, the best of which counts."""

    field: ClassVar[str]

    def __init__(self) -> None:
        self._found: list[tuple[int, str]] = []

    def note(self, rank: int, value: str) -> None:
        """Remember a value; of all the one with the lowest rank counts, of these the first."""
        if value:
            self._found.append((rank, value))

    def contents(self) -> ArchiveContents:
        """Return a profile with nothing but the field."""
        if not self._found:
            return ArchiveContents()
        _, value = min(self._found, key=lambda found: found[0])
        found: dict[str, Any] = {self.field: value}
        return ArchiveContents(profile=ImportProfile(profile=Profile(**found)))


class SummaryReader(_FieldReader):
    """Takes Profile Summary.csv."""

    wanted = ("Profile Summary",)
    field = "summary"

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take a summary."""
        del line
        self.note(0, plain_message(cells[0]))
        return ""


class EmailsReader(_FieldReader):
    """Takes Email Addresses.csv: the primary address is the profile's."""

    wanted = ("Email Address", "Confirmed", "Primary")
    field = "email"

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take an address."""
        del line
        address, confirmed, primary = cells
        rank = 2 * (primary.strip().lower() != "yes") + (confirmed.strip().lower() != "yes")
        for found in addresses(address)[:1]:
            self.note(rank, found)
        return ""


class PhonesReader(_FieldReader):
    """Takes PhoneNumbers.csv: the first number is the profile's."""

    wanted = ("Extension", "Number")
    field = "phone"

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take a number."""
        del line
        extension, number = map(clean_line, cells)
        if number:
            self.note(0, f"{extension} {number}".strip())
        return ""


# Entries


class _EntriesReader(TableReader):
    """Takes rows that are one entry of the profile each."""

    kind: ClassVar[ProfileKind]
    source: ClassVar[str]

    def __init__(self) -> None:
        self._entries: list[ProfileEntry] = []

    def add(
        self,
        title: str,
        organisation: str = "",
        place: str = "",
        text: str = "",
        started: str = "",
        finished: str = "",
    ) -> str:
        """Add an entry if the cells name anything; return the problem with its dates."""
        entry = ProfileEntry(
            kind=self.kind,
            title=clean_name(title),
            organisation=clean_name(organisation),
            place=clean_name(place),
            text=plain_message(text),
            started_on=parse_month(clean_line(started)),
            finished_on=parse_month(clean_line(finished)),
            source=self.source,
        )
        if not (entry.title or entry.organisation):
            return "nameless"
        self._entries.append(entry)
        unread = (clean_line(started) and not entry.started_on) or (
            clean_line(finished) and not entry.finished_on
        )
        return "bad-date" if unread else ""

    def contents(self) -> ArchiveContents:
        """Return a profile with nothing but the entries."""
        if not self._entries:
            return ArchiveContents()
        profile = Profile(entries=tuple(self._entries))
        return ArchiveContents(profile=ImportProfile(profile=profile))


class PositionsReader(_EntriesReader):
    """Takes Positions.csv."""

    wanted = ("Company Name", "Title", "Description", "Location", "Started On", "Finished On")
    kind = ProfileKind.POSITION
    source = "linkedin-positions"

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take a position."""
        del line
        company, title, text, place, started, finished = cells
        return self.add(title, company, place, text, started, finished)


class EducationReader(_EntriesReader):
    """Takes Education.csv."""

    wanted = ("School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities")
    kind = ProfileKind.EDUCATION
    source = "linkedin-education"

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take a school; notes and activities are its text."""
        del line
        school, started, finished, notes, degree, activities = cells
        text = "\n".join(filter(str.strip, (notes, activities)))
        return self.add(degree, school, "", text, started, finished)


class SkillsReader(_EntriesReader):
    """Takes Skills.csv."""

    wanted = ("Name",)
    kind = ProfileKind.SKILL
    source = "linkedin-skills"

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take a skill."""
        del line
        return self.add(cells[0])


class LanguagesReader(_EntriesReader):
    """Takes Languages.csv; how well a language is spoken is its text."""

    wanted = ("Name", "Proficiency")
    kind = ProfileKind.LANGUAGE
    source = "linkedin-languages"

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take a language."""
        del line
        return self.add(cells[0], text=cells[1])


class CertificationsReader(_EntriesReader):
    """Takes Certifications.csv; the number of the licence and the address are its text."""

    wanted = ("Name", "Url", "Authority", "Started On", "Finished On", "License Number")
    kind = ProfileKind.CERTIFICATION
    source = "linkedin-certifications"

    def take(self, line: int, cells: Sequence[str]) -> str:
        """Take a certificate."""
        del line
        name, url, authority, started, finished, number = cells
        text = "\n".join(filter(None, (clean_line(number), safe_url(clean_line(url)))))
        return self.add(name, authority, "", text, started, finished)
