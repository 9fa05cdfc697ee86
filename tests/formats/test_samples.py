"""Every sample file comes out as tests/data/EXPECTED.json says."""

import csv
import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from infodesk.core.errors import BadImportFile
from infodesk.core.progress import finish
from infodesk.formats.reading import load, read_file

DATA = Path(__file__).parent.parent / "data"
EXPECTED = json.loads((DATA / "EXPECTED.json").read_text("utf-8"))["files"]
IMPORTED = [
    name
    for name, entry in EXPECTED.items()
    if entry["kind"] == "linkedin-connections"
    or (entry["kind"] == "linkedin-archive" and "rows" in entry)
]
CONTACT_KINDS = {"vcard", "google-csv", "outlook-csv", "thunderbird-csv", "generic-csv"}
REFUSED = [name for name, entry in EXPECTED.items() if entry["refused"]]
ADDRESS_BOOKS = [name for name in EXPECTED if EXPECTED[name]["kind"] in CONTACT_KINDS]
OTHERS = [name for name in EXPECTED if name not in {*IMPORTED, *REFUSED, *ADDRESS_BOOKS}]
COUNTS = [
    *(
        "kind",
        "encoding",
        "bom",
        "delimiter",
        "header_line",
        "rows",
        "people",
        "nameless",
        "skipped",
    ),
    *("emails", "with_url", "bad_dates", "bad_urls", "repaired", "truncated"),
]


def read(name):
    return finish(read_file(EXPECTED[name]["original_name"], load(DATA / name)))


def test_no_sample_is_forgotten():
    on_disk = {path.name for path in DATA.iterdir() if path.suffix in (".csv", ".vcf", ".zip")}
    assert on_disk == set(EXPECTED) == {*IMPORTED, *REFUSED, *ADDRESS_BOOKS, *OTHERS}
    assert len(IMPORTED) == 26
    assert len(REFUSED) == 9


@pytest.mark.parametrize("name", [*IMPORTED, *ADDRESS_BOOKS])
def test_report(name):
    report, expected = read(name).report, EXPECTED[name]
    promised = {key: expected[key] for key in COUNTS if key in expected}
    assert {key: getattr(report, key) for key in promised} == promised
    assert report.rows == report.people + report.nameless + sum(report.skipped.values())


@pytest.mark.parametrize("name", IMPORTED)
def test_people(name):
    file, expected = read(name), EXPECTED[name]
    assert len(file.rows) == file.report.people
    by_name = {}
    for row in file.rows:
        by_name.setdefault(row.name, []).append(row)
    left_out = {problem.line for problem in file.report.problems if problem.code in NOT_PEOPLE}
    lines = sorted({row.line for row in file.rows} | left_out)
    assert len(lines) == file.report.rows
    rows = {row.line: row for row in file.rows}
    for spot in expected["spot"]:
        row = rows[lines[spot["row"] - 1]]
        assert row in by_name[spot["name"]]
        told = {
            "name": row.name,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "slug": row.slug or None,
            "email": row.email or None,
            "company": row.company or None,
            "position": row.position or None,
            "connected_on": row.connected_on and row.connected_on.isoformat(),
            "member_urn": row.member_urn or None,
        }
        assert {key: told[key] for key in spot if key in told} == {
            key: value for key, value in spot.items() if key in told
        }
        for key, start in spot.items():
            if key.endswith("_starts"):
                assert told[key.removesuffix("_starts")].startswith(start)


NOT_PEOPLE = {"nameless", "duplicate", "wrong-width", "damaged"}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name):
    with pytest.raises(BadImportFile) as refusal:
        read(name)
    assert refusal.value.facts["reason"] == EXPECTED[name]["refused"]
    assert refusal.value.facts["path"] == EXPECTED[name]["original_name"]


@pytest.mark.parametrize("name", OTHERS)
def test_known_but_not_imported(name):
    with pytest.raises(BadImportFile) as refusal:
        read(name)
    assert refusal.value.facts["reason"] == "other-file"
    assert refusal.value.facts["kind"] == EXPECTED[name]["kind"]


@pytest.mark.parametrize("name", [name for name in IMPORTED if name.endswith(".zip")])
def test_members_of_archives(name):
    report, members = read(name).report, EXPECTED[name]["members"]
    connections = {
        member: rows for member, rows in members["read"].items() if "onnections" in member
    }
    assert report.members_read == connections
    assert {m: c for m, c in report.members_left.items() if c != "not-used"} == {
        m: c for m, c in members["not_read"].items() if c != "not-used"
    }
    told = "\n".join(str(row) for row in read(name).rows)
    assert not [secret for secret in EXPECTED[name]["must_not_appear"] if secret in told]
    assert not [path for path in EXPECTED[name].get("must_not_exist", []) if Path(path).exists()]


def test_the_fixtures_are_what_their_generator_writes():
    check = [sys.executable, str(DATA / "make_samples.py"), "--check"]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0


def test_a_big_file_made_by_the_generator(tmp_path):
    out = tmp_path / "Connections.csv"
    made = subprocess.run(
        [sys.executable, str(DATA / "make_samples.py"), "--connections", "3000", str(out)],
        capture_output=True,
        check=True,
    )
    expected = json.loads(made.stdout)
    report = finish(read_file(out.name, load(out))).report
    assert {key: getattr(report, key) for key in COUNTS} == {key: expected[key] for key in COUNTS}


def test_plain_cells_arrive_as_the_standard_reader_gives_them():
    text = (DATA / "connections_2018_no_preamble.csv").read_text("utf-8")
    cells = [row for row in csv.reader(StringIO(text)) if re.search(r"\w", row[0])][1:]
    rows = read("connections_2018_no_preamble.csv").rows
    assert [[r.first_name, r.last_name, r.email, r.company, r.position] for r in rows] == [
        row[:5] for row in cells
    ]
