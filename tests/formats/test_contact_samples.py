"""Every sample of an address book comes out as tests/data/EXPECTED.json says."""

import json
from pathlib import Path

import pytest

from infodesk.core.progress import finish
from infodesk.formats.mapping import propose_mapping, read_table
from infodesk.formats.reading import load, read_file

DATA = Path(__file__).parent.parent / "data"
EXPECTED = json.loads((DATA / "EXPECTED.json").read_text("utf-8"))["files"]
KINDS = {"vcard", "google-csv", "outlook-csv", "thunderbird-csv", "generic-csv"}
BOOKS = [name for name, entry in EXPECTED.items() if entry["kind"] in KINDS]


def told(row):
    """Return what the expectations speak of, in their words."""
    more = row.more
    return {
        "name": row.name,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "emails": [email for email in (row.email, *row.more_emails) if email],
        "phones": [phone.value for phone in more.phones],
        "company": row.company or None,
        "position": row.position or None,
        "birthday": more.birthday or None,
        "slug": row.slug or None,
        "labels": list(more.labels),
        "photo": bool(more.photo),
    }


def texts(row):
    """Return the fields of which an expectation gives a part."""
    more = row.more
    return {
        "note_contains": more.about,
        "address_contains": "\n".join(address.value for address in more.addresses),
        "urls_contain": "\n".join(link.value for link in more.links),
        "phone_label": "\n".join(phone.label for phone in more.phones),
    }


@pytest.mark.parametrize("name", BOOKS)
def test_people(name):
    file = finish(read_file(EXPECTED[name]["original_name"], load(DATA / name)))
    left_out = {
        p.line for p in file.report.problems if p.code in ("nameless", *file.report.skipped)
    }
    lines = sorted({row.line for row in file.rows} | left_out)
    assert len(lines) == file.report.rows == EXPECTED[name]["rows"]
    rows = {row.line: row for row in file.rows}
    for spot in EXPECTED[name]["spot"]:
        row = rows[lines[spot["row"] - 1]]
        facts, parts = told(row), texts(row)
        assert {key: facts[key] for key in spot if key in facts} == {
            key: value for key, value in spot.items() if key in facts
        }
        for key in spot.keys() & parts.keys():
            assert spot[key] in parts[key]
        if start := spot.get("company_starts"):
            assert row.company.startswith(start)
        asked_of = {"row", "company_starts", *facts, *parts}
        assert set(spot) <= asked_of


@pytest.mark.parametrize("name", BOOKS)
def test_details_agree_with_the_row(name):
    for row in finish(read_file(name, load(DATA / name))).rows:
        assert tuple(email.value for email in row.more.emails) == tuple(
            filter(None, (row.email, *row.more_emails))
        )
        for current in row.more.positions[:1]:
            assert (current.title, current.company) == (row.position, row.company)
        assert bool(row.more.photo) == bool(row.more.photo_type)


def test_the_proposed_mapping():
    name = "generic_contacts.csv"
    table = finish(read_table(name, load(DATA / name)))
    assert (table.delimiter, table.header_line) == (";", 2)
    proposed = propose_mapping(table.header, table.rows)
    assert dict(zip(table.header, proposed, strict=True)) == EXPECTED[name]["mapping"]
