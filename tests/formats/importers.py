"""Every importer that the fuzz tests and the soak run know, by name."""

import io
import re
import warnings
import zipfile
from datetime import UTC
from pathlib import Path

from infodesk.core.contacts import ContactDetails
from infodesk.core.errors import BadImportFile
from infodesk.core.imports import ImportFile, ImportRow
from infodesk.core.links import safe_url
from infodesk.core.progress import finish
from infodesk.core.text import LINE_LIMIT, clean_line, clean_text
from infodesk.core.touches import Direction, TouchKind
from infodesk.formats.calendar import calendar_of, read_calendar
from infodesk.formats.contacts import MAX_PHOTO
from infodesk.formats.linkedin.kinds import READERS
from infodesk.formats.mapping import propose_mapping, read_mapped, read_table
from infodesk.formats.profiles import read_profile
from infodesk.formats.reading import merged, read_archived_contacts, read_file
from tests.formats.calendar_samples import (
    BERLIN,
    EVENT,
    LISBON,
    OTHERS,
    WEEK,
    WEEKLY,
    calendar,
)
from tests.formats.mutating import Importer
from tests.formats.profile_samples import ADA_PASTED, PDFS, plain_pdf

DATA = Path(__file__).parent.parent / "data"


def samples(*patterns: str) -> list[tuple[str, bytes]]:
    """Return the sample files that match, small enough to break quickly."""
    paths = sorted({path for pattern in patterns for path in DATA.glob(pattern)})
    return [
        (path.name, path.read_bytes()[: None if path.suffix == ".zip" else 6_000]) for path in paths
    ]


_MEMBER = b"=== "
_TOGETHER = 5


def unpacked_samples() -> list[tuple[str, bytes]]:
    """Return archives as one text each, their members one after the other, each behind its name.

    Broken inside a ZIP they would hardly ever come through its checksums.
    """
    found = []
    for path in DATA.glob("*archive*.zip"):
        with zipfile.ZipFile(path) as archive:
            parts = [
                _MEMBER + n.encode() + b"\n" + archive.read(n)[:700] for n in archive.namelist()
            ]
        found.append((path.name, b"\n".join(parts)))
    return sorted(found)


def zipped(text: bytes) -> bytes:
    """Return the archive that `unpacked_samples` wrote as one text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two members of one name are what we want to try
        for part in (b"\n" + text).split(b"\n" + _MEMBER)[1:]:
            name, _, content = part.partition(b"\n")
            told = name.decode("latin-1").replace("\0", "?").rstrip("\r/")
            archive.writestr(told or "x.csv", content)
    return out.getvalue()


def small_tables() -> list[tuple[str, bytes]]:
    """Return tables of LinkedIn's for which there is no sample file."""
    return [
        (name, text.encode())
        for name, text in {
            "Events.csv": "Event Name,Event Time,Status,External Url\n"
            'Example Fair,"Sep 07, 2025 10:00 AM - Sep 07, 2025 11:00 AM",ATTENDING,'
            "https://fair.example.org\n",
            "Saved Jobs.csv": "Saved Date,Job Url,Job Title,Company Name\n"
            '"9/1/25, 7:45 PM",http://www.linkedin.com/jobs/view/9990000002,Analyst,Example\n',
            "Recommendations_Given.csv": "First Name,Last Name,Company,Job Title,Text,"
            "Creation Date,Status\nBo,Muster,Example,VP,Bo &amp; <b>samples</b>,"
            '"09/07/24, 04:12 AM",VISIBLE\n',
            "Languages.csv": "Name,Proficiency\nDeutsch,Limited working proficiency\n",
            "Certifications.csv": "Name,Url,Authority,Started On,Finished On,License Number\n"
            "Invented Data Basics,,Example Academy,Feb 2026,,EX-0001\n",
            "Profile Summary.csv": "Profile Summary\nI turn questions into samples.\n",
            "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On\n"
            'erin@example.org,Yes,Yes,"9/7/25, 4:12 AM"\n',
            "PhoneNumbers.csv": "Extension,Number,Type\n, +49 30 23125 001,Mobile\n,,\n",
            "ImportedContacts.csv": "FirstName,LastName,Title,Emails,PhoneNumbers,CreatedAt\n"
            'Bo,Muster,VP,"bo@example.org, b@example.com",+49 30,"9/7/25, 4:12 AM"\n',
        }.items()
    ]


def check_file(name: str, data: bytes) -> str:
    """Read a file of any kind; what comes out keeps the promises of ImportRow and FileReport."""
    try:
        check_people(finish(read_file(name, data)))
    except BadImportFile as error:
        return str(error.facts["reason"])
    return "read"


def check_people(file: ImportFile) -> None:
    """Hold the people of a file to the promises of ImportRow and FileReport."""
    report = file.report
    told = report.people + report.nameless + sum(report.skipped.values())
    assert report.rows >= told if report.kind in READERS else report.rows == told
    assert len({row.slug for row in file.rows if row.slug}) == report.with_url
    assert len({row.line for row in file.rows}) == len(file.rows) == report.people
    for row in file.rows:
        assert row.name
        texts = (row.first_name, row.last_name, row.company, row.position, row.slug, row.email)
        for text in (*texts, *row.more_emails):
            assert text == clean_line(text)
            assert len(text) <= LINE_LIMIT
            assert "\ufffd" not in text


def check_archive(name: str, data: bytes) -> str:
    """Read a table or an archive of LinkedIn's; what it tells keeps the promises of `archives`."""
    if data.startswith(b"PK"):
        check_address_books(name, data)
    try:
        file = finish(read_file(name, data))
    except BadImportFile as error:
        return str(error.facts["reason"])
    check_people(file)
    archive, tally = file.archive, file.archive.messages
    assert (
        tally.rows
        == len(archive.letters)
        == (tally.one_to_one + tally.group + tally.sponsored + tally.anonymous + tally.draft)
    )
    assert archive.invitations.rows >= archive.invitations.outgoing + archive.invitations.incoming
    assert len({touch.key for touch in archive.touches}) == len(archive.touches)
    for touch in archive.touches:
        assert archive.owner or touch.kind is TouchKind.INVITATION
        assert touch.name or touch.slug or touch.member_urn
        assert touch.direction in (Direction.OUT, Direction.IN)
        assert touch.happened_at.tzinfo is UTC
        assert (touch.name, touch.subject) == (clean_line(touch.name), clean_line(touch.subject))
        assert touch.text == clean_text(touch.text)
    for entry in archive.profile.profile.entries if archive.profile else ():
        assert entry.title or entry.organisation
        assert entry.title == clean_line(entry.title)
    for link in [*archive.jobs, *archive.events]:
        assert not link.url or safe_url(link.url)
    assert merged([file, file]).archive.touches == archive.touches
    return "read"


def check_address_books(name: str, data: bytes) -> None:
    """Read what is read of an archive only when asked for: people, or a refusal."""
    try:
        books = finish(read_archived_contacts(name, data))
    except BadImportFile:
        return
    assert books
    for book in books:
        assert book.report.kind == "linkedin-contacts"
        check_people(book)


def check_unpacked(name: str, text: bytes) -> str:
    """Read the archive that was written as one text."""
    return check_archive(name, zipped(text))


def check_contacts(name: str, data: bytes) -> str:
    """Read an address book; what it tells beyond the row is clean and within its limits."""
    end = check_file(name, data)
    for row in finish(read_file(name, data)).rows if end == "read" else ():
        if more := row.more:
            check_details(row, more)
    return end


def check_details(row: ImportRow, more: ContactDetails) -> None:
    """Hold details to the promises of ContactDetails."""
    assert tuple(each.value for each in more.emails) == tuple(
        filter(None, (row.email, *row.more_emails))
    )
    held = (*more.emails, *more.phones, *more.links)
    lines = [more.nickname, more.location, more.department, more.headline, more.prefix]
    lines += [text for each in held for text in each] + list(more.labels)
    for text in lines:
        assert text == clean_line(text)
        assert len(text) <= LINE_LIMIT
    assert more.about == clean_text(more.about)
    assert all(safe_url(link.value) for link in more.links)
    assert re.fullmatch(r"(?:\d{4}|-)-\d\d-\d\d|", more.birthday)
    assert len(more.photo) <= MAX_PHOTO
    assert bool(more.photo) == bool(more.photo_type)


def check_table(name: str, data: bytes) -> str:
    """Read any table by the mapping that is proposed for it."""
    try:
        table = finish(read_table(name, data))
        mapping = propose_mapping(table.header, table.rows)
        assert len(mapping) == len(table.header)
        assert all(len(row) == len(table.header) for row in table.rows)
        for row in finish(read_mapped(table, mapping)).rows:
            assert row.name
            check_details(row, row.more)
    except BadImportFile as error:
        return str(error.facts["reason"])
    return "read"


def check_profile(name: str, data: bytes) -> str:
    """Read a pasted profile, or one that was saved as PDF."""
    try:
        if name.endswith(".pdf"):
            file = finish(read_file(name, data))
        else:
            file = read_profile(data.decode("utf-8", "replace").replace("\ufffd", "?"))
    except BadImportFile as error:
        if isinstance(error.__cause__, TimeoutError):
            raise error.__cause__ from error
        return str(error.facts["reason"])
    for row in file.rows:
        assert row.name
        if row.more:
            check_details(row, row.more)
    return "read"


def check_calendar(name: str, data: bytes) -> str:
    """Read a calendar: busy times within the span asked for, or a refusal."""
    try:
        found = read_calendar(name, data, WEEK, LISBON)
    except BadImportFile as error:
        return str(error.facts["reason"])
    assert all(WEEK.start <= each.start < each.end <= WEEK.end for each in found.busy)
    assert 0 <= found.left <= found.events
    return "read"


IMPORTERS = {
    "calendars": Importer(
        samples=[
            ("own.ics", calendar_of([EVENT])),
            ("mine.ics", calendar(BERLIN, WEEKLY, OTHERS)),
            ("days.ics", calendar(OTHERS)),
        ],
        check=check_calendar,
    ),
    "profiles": Importer(
        samples=[("profile.txt", ADA_PASTED.encode("utf-8"))], check=check_profile
    ),
    "profile-pdfs": Importer(
        samples=[(f"{language}.pdf", plain_pdf(language)) for language in PDFS],
        check=check_profile,
    ),
    "connections": Importer(
        samples=samples("connections_*.csv", "outlook_2014*.csv", "not_connections_*.csv"),
        check=check_file,
    ),
    "contacts": Importer(
        samples=samples("vcard_*.vcf", "google_*.csv", "outlook_com.csv", "thunderbird_*.csv"),
        check=check_contacts,
    ),
    "tables": Importer(samples=samples("*.csv"), check=check_table),
    "archive": Importer(samples=unpacked_samples(), check=check_unpacked),
    "zip": Importer(samples=samples("*.zip"), check=check_archive),
    "messages": Importer(
        samples=samples("messages_*.csv", "invitations_*.csv"), check=check_archive
    ),
    "profile": Importer(
        samples=[
            *samples("profile.csv", "positions.csv", "education.csv", "skills.csv"),
            *samples("company_follows.csv", "job_applications.csv"),
            *small_tables(),
        ],
        check=check_archive,
    ),
}
