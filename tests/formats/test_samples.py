"""Every sample file comes out as tests/data/EXPECTED.json says."""

import csv
import json
import re
import subprocess
import sys
from io import StringIO
from itertools import permutations
from pathlib import Path

import pytest

from infodesk.core.errors import BadImportFile
from infodesk.core.profile import ProfileKind
from infodesk.core.progress import finish
from infodesk.core.touches import Direction, TouchKind
from infodesk.formats.reading import load, merged, read_file

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
ARCHIVES = [name for name in EXPECTED if name.endswith(".zip") and name not in REFUSED]
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


# Tables without people


@pytest.mark.parametrize("name", [name for name in OTHERS if name not in ARCHIVES])
def test_table_without_people(name):
    file, expected = read(name), EXPECTED[name]
    report = file.report
    assert (report.kind, report.encoding) == (expected["kind"], expected["encoding"])
    assert report.people == 0
    assert not file.rows
    assert not file.report.problems
    assert report.rows == rows_of(expected)
    assert not file.first_part
    assert not hidden(file, expected)


def rows_of(expected):
    """Return how many records a table has, by whatever its expectation calls them."""
    told = expected.get("messages") or expected.get("invitations") or expected
    return told.get("rows", 0)


def hidden(file, expected):
    """Return what must not appear and does."""
    return [secret for secret in expected.get("must_not_appear", []) if secret in repr(file)]


def utc(moment):
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"


@pytest.mark.parametrize("name", [name for name in EXPECTED if "messages" in EXPECTED[name]])
def test_messages(name):
    archive, expected = read(name).archive, EXPECTED[name]["messages"]
    tally = archive.messages
    assert (tally.rows, tally.conversations, tally.without_id) == (
        expected["rows"],
        expected["conversations"],
        expected["without_id"],
    )
    classes = {each: getattr(tally, each) for each in expected["classes"]}
    assert classes == expected["classes"]
    assert sum(classes.values()) == tally.rows
    assert (archive.owner.slug or None) == expected["owner_slug"]
    per_person = credited(archive)
    assert per_person[: len(expected["per_person"])] == expected["per_person"]
    assert len(per_person) == expected.get("people_written_with", len(expected["per_person"]))
    touches = {touch.line: touch for touch in messages_of(archive)}
    for spot in expected["spot"]:
        touch = touches[spot["row"] + 1]
        assert spot["class"] == "one_to_one"
        assert utc(touch.happened_at) == spot["sent_at"]
        assert " ".join(touch.text.split()) == spot["text"]


def messages_of(archive):
    return [touch for touch in archive.touches if touch.kind is TouchKind.MESSAGE]


def credited(archive):
    """Return with whom how much was exchanged, in the words and order of the expectations."""
    people = {}
    for touch in messages_of(archive):
        people.setdefault(touch.slug or touch.name, []).append(touch)
    told = [
        {
            "name": touches[0].name,
            "slug": touches[0].slug or None,
            "sent": sum(touch.direction is Direction.OUT for touch in touches),
            "received": sum(touch.direction is Direction.IN for touch in touches),
            "first": utc(min(touch.happened_at for touch in touches)),
            "last": utc(max(touch.happened_at for touch in touches)),
        }
        for touches in people.values()
    ]
    return sorted(told, key=lambda each: (-each["sent"] - each["received"], each["name"]))


@pytest.mark.parametrize("name", [name for name in EXPECTED if "invitations" in EXPECTED[name]])
def test_invitations(name):
    archive, expected = read(name).archive, EXPECTED[name]["invitations"]
    tally = archive.invitations
    counts = {each: getattr(tally, each) for each in ("rows", "outgoing", "incoming", "with_note")}
    assert counts == {each: expected[each] for each in counts}
    assert archive.owner.name == expected["owner_name"]
    assert (archive.owner.slug or None) == expected["owner_slug"]
    touches = {touch.line: touch for touch in archive.touches if touch.kind is TouchKind.INVITATION}
    assert len(touches) == tally.rows
    assert sum(bool(touch.text) for touch in touches.values()) == tally.with_note
    for spot in expected["spot"]:
        touch = touches[spot["row"] + 1]
        assert {
            "row": touch.line - 1,
            "direction": "OUTGOING" if touch.direction is Direction.OUT else "INCOMING",
            "name": touch.name,
            "slug": touch.slug or None,
            "sent_at": f"{touch.happened_at:%Y-%m-%dT%H:%M}Z",
            "message": touch.text or None,
        } == spot


def test_profile():
    found = read("profile.csv").archive.profile
    (spot,) = EXPECTED["profile.csv"]["spot"]
    assert {
        "row": 1,
        "first_name": found.profile.first_name,
        "last_name": found.profile.last_name,
        "headline": found.profile.headline,
        "birth_date": found.birthday,
        "websites": list(found.websites),
        "location": found.profile.location,
    } == spot


def entries(name, kind):
    return read(name).archive.profile.profile.of(kind)


def began(day, told):
    """Say whether a day is the first of the month or year that is told; None is None."""
    return (day and day.isoformat()[: len(told or "")]) == told


def test_positions():
    for spot in EXPECTED["positions.csv"]["spot"]:
        entry = entries("positions.csv", ProfileKind.POSITION)[spot["row"] - 1]
        assert (entry.organisation, entry.title) == (spot["company"], spot["title"])
        assert began(entry.started_on, spot["started"])
        assert began(entry.finished_on, spot["finished"])
        assert (entry.finished_on is None) is spot["current"]


def test_education():
    for spot in EXPECTED["education.csv"]["spot"]:
        entry = entries("education.csv", ProfileKind.EDUCATION)[spot["row"] - 1]
        assert (entry.organisation, entry.title) == (spot["school"], spot["degree"])
        assert began(entry.started_on, spot["started"])
        assert began(entry.finished_on, spot["finished"])


def test_skills():
    for spot in EXPECTED["skills.csv"]["spot"]:
        assert entries("skills.csv", ProfileKind.SKILL)[spot["row"] - 1].title == spot["name"]


def test_companies_that_are_followed():
    companies = read("company_follows.csv").archive.companies
    for spot in EXPECTED["company_follows.csv"]["spot"]:
        company = companies[spot["row"] - 1]
        assert (company.name, utc(company.followed_at)) == (spot["company"], spot["followed_on"])


def test_applications():
    file = read("job_applications.csv")
    for spot in EXPECTED["job_applications.csv"]["spot"]:
        job = file.archive.jobs[spot["row"] - 1]
        assert (job.kind, job.company, job.title) == ("applied", spot["company"], spot["title"])
        assert f"{job.at:%Y-%m-%dT%H:%M}Z" == spot["applied_on"]


# Archives

OWN_COUNTS = {
    "positions": ProfileKind.POSITION,
    "education": ProfileKind.EDUCATION,
    "skills": ProfileKind.SKILL,
}
# Tables about the owner that the expectations do not list.
ALSO_READ = {
    *("Languages.csv", "Certifications.csv", "Company Follows.csv", "Email Addresses.csv"),
    *("PhoneNumbers.csv", "Profile Summary.csv", "Jobs/Job Applications.csv"),
    "Jobs/Saved Jobs.csv",
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_members_of_archives(name):
    file, expected = read(name), EXPECTED[name]
    report, members = file.report, expected["members"]
    assert report.kind == expected["kind"]
    listed = {
        member: rows for member, rows in report.members_read.items() if member in members["read"]
    }
    assert listed == members["read"]
    assert {*report.members_read} - {*members["read"]} <= ALSO_READ
    assert report.members_left == members["not_read"]
    assert file.first_part is expected["first_part"]
    assert not hidden(file, expected)
    assert not [path for path in expected.get("must_not_exist", []) if Path(path).exists()]


@pytest.mark.parametrize("name", [name for name in ARCHIVES if "owner" in EXPECTED[name]])
def test_owner_of_archives(name):
    archive, expected = read(name).archive, EXPECTED[name]
    profile = archive.profile.profile
    owner = {
        "name": archive.owner.name,
        "slug": archive.owner.slug or None,
        "headline": profile.headline,
    }
    assert owner == expected["owner"]
    counts = {key: len(profile.of(kind)) for key, kind in OWN_COUNTS.items()}
    assert counts == {key: expected[key] for key in counts}


SCENARIOS = json.loads((DATA / "EXPECTED.json").read_text("utf-8"))["scenarios"]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[each["name"] for each in SCENARIOS])
def test_scenarios_as_one_picture(scenario):
    """Whatever the order of several files, they tell of the same people, messages and entries."""
    files = [read(name) for name in scenario["import"]]
    for order in permutations(files):
        picture = merged(order)
        assert len(picture.rows) == scenario["people"]
        assert len(messages_of(picture.archive)) == scenario["one_to_one"]
        assert picture.archive.messages.one_to_one == scenario["one_to_one"]
        assert not picture.first_part
        profile = picture.archive.profile.profile
        for key, kind in OWN_COUNTS.items():
            assert len(profile.of(kind)) == scenario.get(key, len(profile.of(kind))) > 0
        assert picture == merged(files)


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
