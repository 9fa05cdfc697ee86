"""Every importer that the fuzz tests and the soak run know, by name."""

import re
from pathlib import Path

from infodesk.core.contacts import ContactDetails
from infodesk.core.errors import BadImportFile
from infodesk.core.imports import ImportRow
from infodesk.core.links import safe_url
from infodesk.core.progress import finish
from infodesk.core.text import LINE_LIMIT, clean_line, clean_text
from infodesk.formats.contacts import MAX_PHOTO
from infodesk.formats.mapping import propose_mapping, read_mapped, read_table
from infodesk.formats.reading import read_file
from tests.formats.mutating import Importer

DATA = Path(__file__).parent.parent / "data"


def samples(*patterns: str) -> list[tuple[str, bytes]]:
    """Return the sample files that match, small enough to break quickly."""
    paths = sorted({path for pattern in patterns for path in DATA.glob(pattern)})
    return [
        (path.name, path.read_bytes()[: None if path.suffix == ".zip" else 6_000]) for path in paths
    ]


def check_file(name: str, data: bytes) -> str:
    """Read a file of any kind; what comes out keeps the promises of ImportRow and FileReport."""
    try:
        file = finish(read_file(name, data))
    except BadImportFile as error:
        return str(error.facts["reason"])
    report = file.report
    if report.people or report.nameless:
        assert report.rows == report.people + report.nameless + sum(report.skipped.values())
    assert len({row.slug for row in file.rows if row.slug}) == report.with_url
    assert len({row.line for row in file.rows}) == len(file.rows) == report.people
    for row in file.rows:
        assert row.name
        texts = (row.first_name, row.last_name, row.company, row.position, row.slug, row.email)
        for text in (*texts, *row.more_emails):
            assert text == clean_line(text)
            assert len(text) <= LINE_LIMIT
            assert "\ufffd" not in text
    return "read"


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


IMPORTERS = {
    "connections": Importer(
        samples=samples("connections_*.csv", "outlook_2014*.csv", "not_connections_*.csv"),
        check=check_file,
    ),
    "contacts": Importer(
        samples=samples("vcard_*.vcf", "google_*.csv", "outlook_com.csv", "thunderbird_*.csv"),
        check=check_contacts,
    ),
    "tables": Importer(samples=samples("*.csv"), check=check_table),
    "archive": Importer(samples=samples("*.zip"), check=check_file),
}
