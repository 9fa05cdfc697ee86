"""Each command of the command line on a real vault: what it prints and how it ends."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from pypdf import PdfReader

from infodesk import __version__
from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import EVERYONE
from infodesk.core.progress import finish
from infodesk.operations import meetings, people, vaults
from infodesk.store import people as person_rows
from infodesk.vault.folder import VaultFolder
from tests.cli.conftest import PASSPHRASE


def test_create_prints_the_recovery_code(infodesk, secret, tmp_path):
    vault = tmp_path / "New.infodesk"
    said = infodesk("create", "--json", "--vault", vault, "--passphrase-file", secret)
    made = json.loads(said.out)
    assert said.status == 0
    assert made["vault"] == str(vault)
    assert len(made["recovery_code"].replace("-", "").replace(" ", "")) == 40
    assert infodesk("verify", "--vault", vault, "--passphrase-file", secret).status == 0


def test_create_never_replaces(infodesk, filled, secret):
    said = infodesk("create", "--vault", filled, "--passphrase-file", secret)
    assert said.status == 1
    assert "already exists" in said.err
    assert "2 people" in infodesk("verify", "--vault", filled, "--passphrase-file", secret).out


def test_create_asks_twice_where_no_file_is_given(infodesk, tmp_path, monkeypatch):
    typed = iter([PASSPHRASE, PASSPHRASE, PASSPHRASE, "something else entirely"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert infodesk("create", "--vault", tmp_path / "One.infodesk").status == 0
    said = infodesk("create", "--vault", tmp_path / "Two.infodesk")
    assert said.status == 1
    assert not (tmp_path / "Two.infodesk").exists()


@pytest.mark.parametrize("verb", ["people", "verify", "backup"])
def test_a_wrong_passphrase_is_said_so(verb, infodesk, filled, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("not the passphrase at all", encoding="utf-8")
    said = infodesk(verb, "--vault", filled, "--passphrase-file", wrong)
    assert said.status == 1
    assert said.out == ""
    assert "not the passphrase of this vault" in said.err


def test_a_missing_vault_is_told_before_anyone_types(infodesk, tmp_path, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda _prompt: pytest.fail("asked"))
    said = infodesk("people", "--vault", tmp_path / "Gone.infodesk")
    assert said.status == 1
    assert "no vault at “Gone.infodesk”" in said.err


def test_people_as_json(infodesk, filled, secret):
    said = infodesk("people", "--json", "--vault", filled, "--passphrase-file", secret)
    people = {person["name"]: person for person in json.loads(said.out)}
    assert people["Ana Beispiel"] == {
        "name": "Ana Beispiel",
        "first_name": "Ana",
        "last_name": "Beispiel",
        "slug": None,
        "emails": ["ana@example.org"],
        "company": "Example Labs",
        "position": "Analyst",
        "connected_on": None,
        "stage": "scheduled",
        "tags": ["health"],
    }
    assert set(people) == {"Ana Beispiel", "=cmd() Muster"}


def test_people_as_lines(infodesk, filled, secret):
    said = infodesk("people", "--vault", filled, "--passphrase-file", secret)
    assert "Ana Beispiel\tAnalyst\tExample Labs\tscheduled" in said.out.splitlines()


def test_export_of_everything(infodesk, filled, secret, tmp_path):
    pdf, everything, table = (tmp_path / f"out.{kind}" for kind in ("pdf", "json", "csv"))
    words = ("--notes", pdf, "--json", everything, "--csv", table)
    said = infodesk("export", "--vault", filled, "--passphrase-file", secret, *words)
    assert said.status == 0
    assert "not encrypted" in said.err
    text = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "What surprised you?" in text
    assert "likes the winter rota." in text
    document = json.loads(everything.read_text(encoding="utf-8"))
    assert document["format"] == "infodesk-export"
    assert [person["first_name"] for person in document["person"]] == ["Ana", "=cmd()"]
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    assert rows[0][:2] == ["First Name", "Last Name"]
    assert {row[0] for row in rows[1:]} == {"Ana", "'=cmd()"}


def test_a_table_for_programs_has_plain_values(infodesk, filled, secret, tmp_path):
    table = tmp_path / "out.csv"
    words = ("--vault", filled, "--passphrase-file", secret, "--csv", table, "--plain-values")
    assert infodesk("export", *words).status == 0
    assert "\n=cmd()," in table.read_text(encoding="utf-8-sig").replace("\r", "")


def test_an_empty_vault_has_no_notes_to_export(infodesk, vault, secret, tmp_path):
    pdf = tmp_path / "out.pdf"
    said = infodesk("export", "--vault", vault, "--passphrase-file", secret, "--notes", pdf)
    assert said.status == 1
    assert not pdf.exists()


def test_a_refused_export_leaves_the_file_that_was_there(infodesk, vault, secret, tmp_path):
    pdf = tmp_path / "out.pdf"
    pdf.write_bytes(b"mine")
    infodesk("export", "--vault", vault, "--passphrase-file", secret, "--notes", pdf)
    assert pdf.read_bytes() == b"mine"


def test_backup_restore_verify(infodesk, filled, secret, tmp_path):
    kept, back = tmp_path / "kept.idbackup", tmp_path / "Back.infodesk"
    words = ("--passphrase-file", secret, "--json")
    made = json.loads(infodesk("backup", "--vault", filled, *words, kept).out)
    assert made == {"backup": str(kept), "people": 2}
    assert PASSPHRASE.encode() not in kept.read_bytes()
    assert b"winter rota" not in kept.read_bytes()
    restored = json.loads(infodesk("restore", "--vault", back, *words, kept).out)
    assert restored == {"vault": str(back), "people": 2}
    checked = json.loads(infodesk("verify", "--vault", back, *words).out)
    assert checked == {"sound": True, "people": 2}


def test_a_backup_without_a_name_lies_beside_the_vault(infodesk, filled, secret):
    assert infodesk("backup", "--vault", filled, "--passphrase-file", secret).status == 0
    assert [path.suffix for path in filled.parent.glob("Work-*")] == [".idbackup"]


def test_backup_and_restore_never_replace(infodesk, filled, secret, tmp_path):
    kept = tmp_path / "kept.idbackup"
    words = ("--vault", filled, "--passphrase-file", secret, kept)
    assert infodesk("backup", *words).status == 0
    before = kept.read_bytes()
    assert "already exists" in infodesk("backup", *words).err
    assert kept.read_bytes() == before
    assert "already exists" in infodesk("restore", *words).err
    assert "2 people" in infodesk("verify", *words[:-1]).out


def test_a_damaged_backup_makes_no_vault(infodesk, filled, secret, tmp_path):
    kept, back = tmp_path / "kept.idbackup", tmp_path / "Back.infodesk"
    infodesk("backup", "--vault", filled, "--passphrase-file", secret, kept)
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.write_bytes(data)
    said = infodesk("restore", "--vault", back, kept)
    assert said.status == 1
    assert not (back / "vault.db").exists()


def test_a_damaged_vault_is_said_so(infodesk, filled, secret):
    database = filled / "vault.db"
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 1
    database.write_bytes(data)
    said = infodesk("verify", "--vault", filled, "--passphrase-file", secret)
    assert said.status == 1
    assert "damaged" in said.err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["dance"],
        ["people"],
        ["people", "--vault"],
        ["people", "--vault", "x", "--passphrase", "y"],
        ["import", "--vault", "x"],
        ["import", "some.csv"],
        ["export", "--vault", "x"],
        ["restore", "--vault", "x"],
        ["--self-tset"],
    ],
)
def test_wrong_usage(words, infodesk):
    said = infodesk(*words)
    assert said.status == 2
    assert said.out == ""


def test_help_and_version(infodesk):
    assert infodesk("--version").out.strip() == f"InfoDesk {__version__}"
    told = infodesk("--help").out
    for verb in ("create", "import", "export", "backup", "restore", "verify", "people"):
        assert verb in told
        assert infodesk(verb, "--help").status == 0
    assert "--self-test" in told
    assert "demo" in told


def test_people_as_vcards_and_markdown(infodesk, filled, secret, tmp_path):
    cards, notes = tmp_path / "out.vcf", tmp_path / "out.zip"
    words = ("--vault", filled, "--passphrase-file", secret)
    said = infodesk("export", *words, "--vcard", cards, "--markdown", notes)
    assert said.status == 0
    assert f"2 people in {cards}" in said.out
    assert cards.read_bytes().count(b"VERSION:4.0") == 2
    assert infodesk("export", *words, "--vcard", cards, "--vcard-version", "3.0").status == 0
    assert cards.read_bytes().count(b"VERSION:3.0") == 2
    apart = tmp_path / "cards"
    assert infodesk("export", *words, "--vcard", apart, "--apart").status == 0
    assert len(list(apart.glob("*.vcf"))) == 2
    with zipfile.ZipFile(notes) as pack:
        assert "likes" in pack.read("People/Ana Beispiel.md").decode("utf-8")


def test_everything_is_restored_into_an_empty_vault(infodesk, filled, secret, tmp_path):
    everything, again, new = tmp_path / "all.json", tmp_path / "again.json", tmp_path / "N.infodesk"
    words = ("--passphrase-file", secret)
    infodesk("export", "--vault", filled, *words, "--json", everything)
    infodesk("create", "--vault", new, *words)
    looked = infodesk("import", "--dry-run", "--json", everything)
    assert json.loads(looked.out)["files"]["all.json"]["kind"] == "infodesk-json"
    assert json.loads(looked.out)["new"] == 2
    assert infodesk("import", "--vault", new, *words, everything).status == 0
    infodesk("export", "--vault", new, *words, "--json", again)
    first, second = (json.loads(path.read_text("utf-8")) for path in (everything, again))
    assert first | {"exported_at": ""} == second | {"exported_at": ""}
    said = infodesk("import", "--vault", new, *words, everything)
    assert said.status == 1
    assert "already holds people" in said.err


def test_who_was_left_out_is_said(infodesk, filled, secret, tmp_path):
    folder = VaultFolder(filled)
    with finish(vaults.unlock(folder, PASSPHRASE)) as keys:
        store = vaults.open_vault(folder, keys)
        ids = person_rows.find_ids(store.db, EVERYONE)
        finish(people.flag_people(store, ids[:1], "keep_private", on=True))
        store.close()
    words = ("--vault", filled, "--passphrase-file", secret, "--vcard", tmp_path / "out.vcf")
    said = infodesk("export", *words)
    assert said.status == 0
    assert "1 person who is kept private was left out" in said.err


def test_salvage_saves_beside_and_says_what(infodesk, filled, secret, tmp_path):
    vault = filled / "vault.db"
    data = bytearray(vault.read_bytes())
    data[4096 * 4 + 50] ^= 1  # a row of people
    vault.write_bytes(data)
    said = infodesk("salvage", "--vault", filled, "--passphrase-file", secret)
    assert said.status == 0
    assert "All of 2 people, 2 of them in part" in said.out
    assert "1 damaged block of" in said.out
    saved = next(each for each in filled.parent.iterdir() if each.name.endswith("(saved).infodesk"))
    assert "2 people" in infodesk("verify", "--vault", saved, "--passphrase-file", secret).out
    target = tmp_path / "Other.infodesk"
    said = infodesk("salvage", "--json", "--vault", filled, "--passphrase-file", secret, target)
    told = json.loads(said.out)
    assert told["vault"] == str(target)
    assert told["whole"] is False
    assert vault.read_bytes() == bytes(data)


def test_coming_meetings_for_a_calendar(infodesk, filled, secret, tmp_path):
    target = tmp_path / "coming.ics"
    folder = VaultFolder(filled)
    with finish(vaults.unlock(folder, PASSPHRASE)) as keys:
        store = vaults.open_vault(folder, keys)
        (person, *_) = person_rows.find_ids(store.db, EVERYONE)
        start = (store.clock() + timedelta(days=2)).replace(tzinfo=None)
        draft = MeetingDraft(person_id=person, local_start=start, zone="UTC", goal="Secret")
        meetings.add_meeting(store, draft)
        store.close()
    said = infodesk("export", "--vault", filled, "--passphrase-file", secret, "--ics", target)
    assert said.status == 0
    assert "1 meeting in" in said.out
    text = target.read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == 1
    assert "Secret" not in text
