"""People of an address book while it is read: cleaned, told apart from companies, tallied."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from infodesk.core.contacts import ContactDetails, HeldPosition, Labelled, Schooling
from infodesk.core.errors import BadImportFile
from infodesk.core.imports import FileReport, ImportFile, ImportRow, RowProblem
from infodesk.core.links import profile_slug, safe_url
from infodesk.core.text import LINE_LIMIT, clean_line, clean_name, clean_text, fold, fold_name
from infodesk.formats.cells import addresses
from infodesk.formats.dates import parse_birthday, parse_day
from infodesk.formats.tables import Decoded, mend

MAX_CONTACTS = 50_000
MAX_PHOTO = 5 << 20
"""Limits of an address book, in people and in bytes of a picture."""

_MANY = 100  # values of one kind that one person keeps
_LABEL = 100  # characters of a label
_SKIPPED = ("organisation", "damaged", "duplicate", "wrong-width")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#:].*)?")
_YEARLESS = re.compile(r"--?(\d{2})-?(\d{2})(?:T.*)?")
_FIGURES = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[T ].*")
_PICTURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


# Values


def birthday_of(text: str, *, no_year: str = "") -> str:
    """Return a birthday as YYYY-MM-DD or --MM-DD, '' if `text` names none.

    A day in the year `no_year` is one whose year is not known, as Apple writes it.
    """
    text = clean_line(text, 80)
    if found := _YEARLESS.fullmatch(text):
        text, no_year = f"2000-{found[1]}-{found[2]}", "2000"
    elif found := _FIGURES.fullmatch(text):
        text = f"{found[1]}-{found[2]}-{found[3]}"
    elif found := _ISO.fullmatch(text):
        text = found[1]
    day = parse_day(text)
    if day is None:
        return parse_birthday(text)
    if no_year and str(day.year) == no_year:
        return f"--{day.month:02d}-{day.day:02d}"
    return day.isoformat()


def link_of(text: str) -> str:
    """Return a web address that may be opened, with its scheme; '' if `text` is none."""
    url = clean_line(text, LINE_LIMIT)
    if "://" not in url and not url.startswith(("mailto:", "tel:")) and _HOST.fullmatch(url):
        url = f"https://{url}"
    return safe_url(url)


def picture_type(data: bytes) -> str:
    """Return the media type of a picture that can be shown, '' if `data` is none."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _PICTURES if data.startswith(start)), "")


def split_name(full: str) -> tuple[str, str]:
    """Return first and last name of a name in one piece; a suffix stays with the last name.

    "Muster, Bo" is turned round, "Bo Muster, PhD" is not: the one tells a name behind its comma,
    the other a degree.
    """
    head, comma, tail = full.partition(", ")
    if comma and head and tail and fold_name(full) != fold_name(head) and " " not in tail.strip():
        return tail.strip(), head
    words = head.split()
    if len(words) < 2:
        return full, ""
    return " ".join(words[:-1]), words[-1] + comma + tail


# Entries


@dataclass(slots=True, kw_only=True)
class Entry:
    """One person or company of an address book, as the file's own texts."""

    line: int
    full: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    company: str = ""
    position: str = ""
    headline: str = ""
    department: str = ""
    location: str = ""
    birthday: str = ""
    bad_birthday: bool = False
    connected_on: str = ""
    about: list[str] = field(default_factory=list)
    emails: list[tuple[str, str]] = field(default_factory=list)
    phones: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    addresses: list[tuple[str, str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    positions: list[HeldPosition] = field(default_factory=list)
    education: list[Schooling] = field(default_factory=list)
    photo: bytes = b""
    bad_photo: bool = False
    uid: str = ""
    stage: str = ""
    next_step: str = ""
    next_step_on: str = ""
    do_not_contact: bool = False
    is_organisation: bool = False


class AddressBook:
    """The people and the tally of one address book while it is read, entry by entry."""

    def __init__(self, name: str, kind: str, most: int = MAX_CONTACTS) -> None:
        self.rows: list[ImportRow] = []
        self._name = name
        self._kind = kind
        self._most = most
        self._count: Counter[str] = Counter()
        self._problems: list[RowProblem] = []
        self._slugs: set[str] = set()
        self._known: set[tuple[object, ...]] = set()
        self._odd: set[str] = set()

    @property
    def taken(self) -> int:
        """How many entries have been read: people, nameless and skipped."""
        skipped = sum(self._count[code] for code in _SKIPPED)
        return len(self.rows) + self._count["nameless"] + skipped

    def skip(self, line: int, code: str) -> None:
        """Count an entry that is not taken."""
        self._note(line, code)
        self._limit()

    def add(self, entry: Entry) -> None:
        """Take an entry as a person, or count why it is none; BadImportFile for too many."""
        self._odd.clear()
        row = self._row(entry)
        nobody = not (row.first_name or row.last_name or row.email or row.slug)
        if entry.is_organisation or (nobody and row.company):
            self._note(entry.line, "organisation")
        elif nobody:
            self._note(entry.line, "nameless")
        elif self._is_known(row):
            self._note(entry.line, "duplicate")
        else:
            self.rows.append(row)
            self._note_odd(entry, row)
        self._limit()

    def file(
        self, decoded: Decoded | None = None, delimiter: str = "", header_line: int = 0
    ) -> ImportFile:
        """Return the people and the report; BadImportFile (no-people) if nothing looks like any.

        `delimiter` is empty for what is no table.
        """
        count = self._count
        if self.taken and not (self.rows or count["nameless"] or count["organisation"]):
            raise BadImportFile(reason="no-people", path=self._name)
        report = FileReport(
            kind=self._kind,
            encoding=decoded.encoding if decoded else "utf-8",
            bom=bool(decoded and decoded.bom),
            delimiter=delimiter,
            header_line=header_line,
            rows=self.taken,
            people=len(self.rows),
            nameless=count["nameless"],
            skipped={code: count[code] for code in _SKIPPED if count[code]},
            emails=sum(bool(row.email) for row in self.rows),
            with_url=sum(bool(row.slug) for row in self.rows),
            bad_dates=count["bad-date"],
            bad_urls=count["bad-url"],
            repaired={"mojibake": count["mojibake"]} if count["mojibake"] else {},
            truncated=count["truncated"],
            problems=tuple(self._problems),
        )
        return ImportFile(name=self._name, rows=tuple(self.rows), report=report)

    def _note(self, line: int, code: str) -> None:
        self._count[code] += 1
        self._problems.append(RowProblem(line=line, code=code))

    def _limit(self) -> None:
        if self.taken > self._most:
            raise BadImportFile(reason="too-large", path=self._name)

    def _note_odd(self, entry: Entry, row: ImportRow) -> None:
        more = row.more
        if entry.bad_birthday or (entry.connected_on and row.connected_on is None):
            self._note(row.line, "bad-date")
        if entry.bad_photo or (entry.photo and not (more and more.photo)):
            self._note(row.line, "bad-photo")
        for code in sorted(self._odd):
            self._note(row.line, code)

    def _is_known(self, row: ImportRow) -> bool:
        """Say whether the file told of this person before: the same profile, or all the same."""
        if row.slug:
            known = row.slug in self._slugs
            self._slugs.add(row.slug)
            return known
        phones = row.more.phones if row.more else ()
        reached = (row.email, *row.more_emails, *(phone.value for phone in phones))
        if not any(reached):
            return False
        key = (fold(row.name), row.company, row.position, *reached)
        known = key in self._known
        self._known.add(key)
        return known

    # Cleaning

    def _line(self, text: str) -> str:
        return self._noted(text, clean_line(mended)) if (mended := mend(text)) else ""

    def _name_line(self, text: str) -> str:
        return self._noted(text, clean_name(mended)) if (mended := mend(text)) else ""

    def _noted(self, text: str, cleaned: str) -> str:
        """Return `cleaned`, having noted what was done to `text`."""
        if not text.isascii() and mend(text) != text:
            self._odd.add("mojibake")
        if len(text) * 3 > LINE_LIMIT and len(clean_line(text, len(text) * 3)) > LINE_LIMIT:
            self._odd.add("truncated")
        return cleaned

    def _labelled(self, pairs: Iterable[tuple[str, str]]) -> tuple[Labelled, ...]:
        """Return pairs cleaned, each value once."""
        found: dict[str, Labelled] = {}
        for value, label in pairs:
            if text := self._line(value):
                found.setdefault(text.casefold(), Labelled(text, clean_line(label, _LABEL)))
        return tuple(found.values())[:_MANY]

    def _row(self, entry: Entry) -> ImportRow:
        first, last = self._name_line(entry.first), self._name_line(entry.last)
        if not (first or last):
            full = self._name_line(entry.full)
            # People without a name are shown, and so exported, by what else is known of them.
            known = {clean_line(entry.company), *(profile_slug(url) for url, _ in entry.links)}
            first, last = ("", "") if "@" in full or full in known else split_name(full)
        emails = self._emails(entry)
        reached = [email.value for email in emails]
        slug = next(filter(None, (profile_slug(url) for url, _ in entry.links)), "")
        company, position = self._line(entry.company), self._line(entry.position)
        return ImportRow(
            line=entry.line,
            first_name=first,
            last_name=last,
            slug=slug,
            email=reached[0] if reached else "",
            more_emails=tuple(reached[1:]),
            company=company,
            position=position,
            connected_on=parse_day(entry.connected_on) if entry.connected_on else None,
            more=self._details(entry, emails, company, position),
        )

    def _emails(self, entry: Entry) -> tuple[Labelled, ...]:
        return self._labelled(
            (address, label) for text, label in entry.emails for address in addresses(text)
        )

    def _details(
        self, entry: Entry, emails: tuple[Labelled, ...], company: str, position: str
    ) -> ContactDetails:
        links = self._labelled(
            (link, label)
            for url, label in entry.links
            if not profile_slug(url) and (link := link_of(url))
        )
        # Once more: mending may have put a blank into an address.
        links = tuple(link for link in links if safe_url(link.value))
        positions = tuple(entry.positions[:_MANY])
        if (company or position) and not positions:
            positions = (HeldPosition(title=position, company=company),)
        photo_type = picture_type(entry.photo) if len(entry.photo) <= MAX_PHOTO else ""
        labels = dict.fromkeys(clean_line(label, _LABEL) for label in entry.labels)
        skills = dict.fromkeys(map(self._line, entry.skills))
        about = dict.fromkeys(clean_text(mend(text)) for text in entry.about)
        return ContactDetails(
            prefix=self._name_line(entry.prefix),
            middle=self._name_line(entry.middle),
            suffix=self._name_line(entry.suffix),
            nickname=self._name_line(entry.nickname),
            headline=self._line(entry.headline),
            department=self._line(entry.department),
            location=self._line(entry.location),
            birthday=entry.birthday,
            about=clean_text("\n\n".join(filter(None, about))),
            emails=emails,
            phones=self._labelled(entry.phones),
            links=links,
            addresses=tuple(
                Labelled(text, clean_line(label, _LABEL))
                for address, label in dict(entry.addresses).items()
                if (text := clean_text(mend(address), LINE_LIMIT))
            )[:_MANY],
            labels=tuple(filter(None, labels))[:_MANY],
            skills=tuple(filter(None, skills))[:_MANY],
            positions=positions,
            education=tuple(entry.education[:_MANY]),
            photo=entry.photo if photo_type else b"",
            photo_type=photo_type,
            uid=clean_line(entry.uid, _LABEL),
            stage=clean_line(entry.stage, _LABEL),
            next_step=self._line(entry.next_step),
            next_step_on=parse_day(entry.next_step_on) if entry.next_step_on else None,
            do_not_contact=entry.do_not_contact,
        )
