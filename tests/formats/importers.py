"""Every importer that the fuzz tests and the soak run know, by name."""

from pathlib import Path

from infodesk.core.errors import BadImportFile
from infodesk.core.progress import finish
from infodesk.core.text import LINE_LIMIT, clean_line
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


IMPORTERS = {
    "connections": Importer(
        samples=samples("connections_*.csv", "outlook_2014*.csv", "not_connections_*.csv"),
        check=check_file,
    ),
    "archive": Importer(samples=samples("*.zip"), check=check_file),
}
