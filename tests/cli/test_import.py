"""`infodesk import`: what it says of every sample, and what it writes."""

import json
import shutil
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "EXPECTED.json").read_text(encoding="utf-8"))["files"]
KEYS = [
    "kind",
    "refused",
    "encoding",
    "bom",
    "delimiter",
    "header_line",
    "rows",
    "people",
    "nameless",
    "skipped",
    "emails",
    "with_url",
    "bad_dates",
    "bad_urls",
    "repaired",
    "truncated",
]
COUNTS = ("new", "changed", "same", "doubtful")

TAKEN = [name for name, facts in EXPECTED.items() if facts["kind"] != "none"]
NOT_TAKEN = [name for name, facts in EXPECTED.items() if facts["kind"] == "none"]


def at_its_name(name, tmp_path):
    """Copy a sample to the name under which people meet it: names count."""
    path = tmp_path / "downloads" / Path(EXPECTED[name].get("original_name") or name).name
    path.parent.mkdir(exist_ok=True)
    return Path(shutil.copy(DATA / name, path))


@pytest.mark.parametrize("name", [*TAKEN, *NOT_TAKEN])
def test_every_sample_is_told_as_expected(name, infodesk, tmp_path):
    path, facts = at_its_name(name, tmp_path), EXPECTED[name]
    said = infodesk("import", "--dry-run", "--json", path)
    found = json.loads(said.out)
    assert said.status == (1 if facts["refused"] else 0)
    assert set(found) == {"files", *COUNTS, "touches", "profile", "companies", "written"}
    told = found["files"][path.name]
    assert {key: told[key] for key in KEYS if key in facts and key in told} == {
        key: facts[key] for key in KEYS if key in facts and (key in told or not facts["refused"])
    }
    for problem in told["problems"]:
        assert set(problem) == {"line", "reason"}
        assert problem["line"] > 0
    assert sum(found[key] for key in COUNTS) == told["people"]


def test_a_folder_of_contact_files_tells_of_each(infodesk, tmp_path):
    folder = tmp_path / "cards"
    folder.mkdir()
    for name in ("vcard_3.vcf", "vcard_4.vcf"):
        shutil.copy(DATA / name, folder)
    said = infodesk("import", "--dry-run", "--json", folder, DATA / "google_2024.csv")
    assert said.status == 0
    told = json.loads(said.out)["files"]
    assert list(told) == ["google_2024.csv", "vcard_3.vcf", "vcard_4.vcf"]


def test_address_books_of_an_archive_come_when_asked_for(infodesk):
    path = DATA / "complete_archive_member_id_suffix.zip"
    without = json.loads(infodesk("import", "--dry-run", "--json", path).out)
    asked = json.loads(infodesk("import", "--dry-run", "--json", "--address-books", path).out)
    assert asked["new"] == without["new"] + 1
    assert asked["files"]["ImportedContacts.csv"]["kind"] == "linkedin-contacts"
    assert "ImportedContacts.csv" in without["files"][path.name]["members"]["not_read"]
    assert "ImportedContacts.csv" not in asked["files"][path.name]["members"]["not_read"]
    assert without["files"][path.name]["passed_over"] == {"no-company": 1}
    said = infodesk("import", "--dry-run", path).out
    assert "1 job is left out: the file does not say at which company." in said


def test_other_files_are_recognised_and_refused(infodesk, tmp_path):
    path = tmp_path / "Reactions_9990000123.csv"
    path.write_text("Date,Type,Link\n2025-09-07 13:22:10,LIKE,https://www.linkedin.com/feed/\n")
    said = infodesk("import", "--dry-run", "--json", path)
    told = json.loads(said.out)["files"][path.name]
    assert (said.status, told["kind"]) == (1, "linkedin-reactions")
    assert told["refused"] == "other-file"
    assert path.name in said.err


def test_an_archive_tells_of_its_members(infodesk, tmp_path):
    path = at_its_name("zip_slip.zip", tmp_path)
    told = json.loads(infodesk("import", "--dry-run", "--json", path).out)["files"][path.name]
    members = EXPECTED["zip_slip.zip"]["members"]
    assert told["members"]["read"] == members["read"]
    assert told["members"]["not_read"] == members["not_read"]


def test_what_may_not_be_read_of_an_archive_is_not(infodesk):
    path = DATA / "basic_archive.zip"
    told = json.loads(infodesk("import", "--dry-run", "--json", path).out)["files"][path.name]
    for member, reason in EXPECTED[path.name]["members"]["not_read"].items():
        assert member in told["members"]["not_read"], reason
        assert member not in told["members"]["read"]


@pytest.mark.parametrize("name", TAKEN)
def test_importing_again_changes_nothing(name, infodesk, vault, secret, tmp_path):
    path = at_its_name(name, tmp_path)
    words = ("import", "--json", "--vault", vault, "--passphrase-file", secret, path)
    first, second = (json.loads(infodesk(*words).out) for _ in range(2))
    people = EXPECTED[name].get("people", 0)
    assert sum(first[key] for key in COUNTS) == people
    assert {key: second[key] for key in COUNTS} == {
        "new": 0,
        "changed": 0,
        "same": people,
        "doubtful": 0,
    }


def test_a_dry_run_writes_nothing(infodesk, filled, secret):
    before = {path.name: path.read_bytes() for path in filled.iterdir()}
    sample = DATA / "connections_2023_current.csv"
    words = ("import", "--vault", filled, "--passphrase-file", secret, "--dry-run", sample)
    said = infodesk(*words)
    assert said.status == 0
    assert "new 12" in said.out
    assert "Nothing was written" in said.out
    assert {path.name: path.read_bytes() for path in filled.iterdir()} == before


def test_a_dry_run_of_the_same_file_twice_counts_it_once(infodesk):
    sample = DATA / "connections_2023_current.csv"
    found = json.loads(infodesk("import", "--dry-run", "--json", sample, sample, sample).out)
    assert len(found["files"]) == 3
    assert (found["new"], found["same"]) == (12, 24)


def test_what_cannot_be_read_does_not_stop_the_others(infodesk, vault, secret, tmp_path):
    good, gone = DATA / "connections_2023_current.csv", tmp_path / "gone.csv"
    words = ("import", "--json", "--vault", vault, "--passphrase-file", secret)
    said = infodesk(*words, gone, DATA / "xlsx_named.csv", tmp_path, good)
    found = json.loads(said.out)
    assert said.status == 1
    assert found["new"] == 12
    assert found["files"]["gone.csv"]["refused"] == "cannot-read"
    assert found["files"]["xlsx_named.csv"]["refused"] == "workbook"
    assert len(said.err.splitlines()) == 3


def test_people_without_a_screen_read_sentences(infodesk, vault, secret):
    sample = DATA / "connections_hostile_cells.csv"
    said = infodesk("import", "--vault", vault, "--passphrase-file", secret, sample)
    assert "18 rows" in said.out
    assert "new 15" in said.out


def test_hostile_cells_arrive_as_harmless_text(infodesk, vault, secret):
    words = ("--vault", vault, "--passphrase-file", secret)
    infodesk("import", *words, DATA / "connections_hostile_cells.csv")
    listed = infodesk("people", "--json", *words).out
    assert "javascript:" not in listed
    assert not any(letter in listed for letter in "\x00\u202e\u200b\u2066")


def test_an_archive_is_told_and_written_with_its_messages(infodesk, vault, secret, tmp_path):
    path = at_its_name("basic_archive.zip", tmp_path)
    words = ("import", "--json", "--vault", vault, "--passphrase-file", secret)
    found = json.loads(infodesk(*words, "--messages", "skip", path).out)
    assert found["files"][path.name]["kind"] == "linkedin-archive"
    assert found["files"][path.name]["messages"]["one_to_one"] == 35
    assert found["written"] == {
        "new": 38,
        "changed": 0,
        "touches": 12,
        "profile": 26,
        "companies": 3,
    }
    assert found["touches"] == {"new": 47, "known": 0, "with_strangers": 0}
    later = json.loads(infodesk(*words, path).out)
    assert later["written"]["touches"] == 35
    again = json.loads(infodesk(*words, "--messages", "text", path).out)
    assert (again["touches"]["known"], again["written"]["touches"]) == (47, 35)
    assert infodesk(*words, "--messages", "everything", path).status == 2


@pytest.mark.parametrize(
    ("name", "kind"), [("vcard_4.vcf", "vcard"), ("google_2024.csv", "google-csv")]
)
def test_the_command_line_takes_contacts_too(name, kind, infodesk, vault, secret):
    words = ("import", "--json", "--vault", vault, "--passphrase-file", secret)
    found = json.loads(infodesk(*words, DATA / name).out)
    assert found["files"][name]["kind"] == kind
    assert found["written"]["new"] == EXPECTED[name]["people"]


def test_sentences_tell_of_messages_and_of_a_first_part(infodesk):
    said = infodesk("import", "--dry-run", DATA / "basic_archive.zip").out
    assert "messages and invitations: new 47" in said
    said = infodesk("import", "--dry-run", DATA / "archive_first_part_profile_only.zip").out
    assert "first part" in said
