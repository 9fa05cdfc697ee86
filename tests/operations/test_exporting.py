"""Exports of people: tables, vCards and Markdown, one file or many, whole or not at all."""

import csv
import io
import zipfile

import pytest

from infodesk.core.errors import CannotWrite, KeptPrivate, NothingToExport, VaultExists
from infodesk.core.people import EVERYONE, PersonDraft
from infodesk.core.profile import ProfileEntry, ProfileKind
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.formats.reading import load, read_file
from infodesk.operations import exporting, importing, people, sample
from infodesk.operations.import_planning import plan_import
from infodesk.store import imports as import_rows
from infodesk.store import people as rows
from infodesk.store import profile as profile_rows
from infodesk.store.store import Store
from infodesk.words.records import Words
from tests.operations.filling import PNG

DRAFTS = (
    PersonDraft(
        first_name="Zoë",
        last_name="Példa",
        title="=HYPERLINK(1)",
        company="Example, Inc.",
        email="zoe@example.org",
        phone="+351 21 000",
        profile_url="https://www.linkedin.com/in/zoe-p",
        location="Porto",
        about="Two\nlines",
        tags=("Mentor", "Health"),
        stage=Stage.MET,
    ),
    PersonDraft(first_name="Zoë", last_name="Példa"),
    PersonDraft(first_name="../con", last_name=""),
)


@pytest.fixture
def everyone(store):
    for draft in DRAFTS:
        people.add_person(store, draft)
    return rows.find_ids(store.db, EVERYONE)


def with_photo(store, person_id):
    with store.upkeep() as db:
        db.execute("INSERT INTO attachment_content VALUES (1, ?)", (PNG,))
        db.execute(
            "INSERT INTO attachment (id, person_id, content_id, name, media_type, size, added_at)"
            " VALUES (1, ?, 1, 'photo', 'image/png', ?, ?)",
            (person_id, len(PNG), store.now()),
        )
        db.execute("UPDATE person SET photo_id = 1 WHERE id = ?", (person_id,))


def test_vcards_in_one_file(store, everyone, tmp_path):
    (zoe,) = [one for one in everyone if rows.get(store.db, one).company]
    with_photo(store, zoe)
    target = tmp_path / "people.vcf"
    assert finish(exporting.save_vcards(store, everyone, target)) == 3
    back = {row.more.uid: row for row in finish(read_file("p.vcf", load(target))).rows}
    person = rows.get(store.db, zoe)
    assert set(back) == {rows.get(store.db, one).uid for one in everyone}
    assert back[person.uid].more.photo == PNG
    assert back[person.uid].more.labels == ("Health", "Mentor")
    assert back[person.uid].more.stage == "met"


def test_vcards_make_equal_people_in_another_vault(store, tmp_path, clock):
    sample.load_sample(store, "Europe/Lisbon")
    everyone = rows.find_ids(store.db, EVERYONE)
    target = tmp_path / "people.vcf"
    finish(exporting.save_vcards(store, everyone, target))
    other = Store.create(tmp_path / "other.db", bytearray(range(32)), bytes(range(16)), clock)
    read = finish(read_file("people.vcf", load(target)))

    def planned():
        known = finish(import_rows.known_vault(other.db, details=True))
        return finish(plan_import(known, [read]))

    finish(importing.apply_import(other, planned()))
    assert planned().does_nothing  # the same file again
    there = [rows.get(other.db, one) for one in rows.find_ids(other.db, EVERYONE)]
    here = [rows.get(store.db, one) for one in everyone]
    assert {p.uid: kept(p) for p in there} == {p.uid: kept(p) for p in here}
    other.close()


def kept(person):
    """Return what a card keeps of a person."""
    return {
        "name": (person.first_name, person.last_name, person.name),
        "work": (person.title, person.company),
        "texts": (person.location, person.about, person.slug, person.stage),
        "plan": (person.connected_on, person.next_step, person.next_step_on),
        "emails": [(each.address, each.label) for each in person.emails],
        "phones": [(each.number, each.label) for each in person.phones],
        "tags": [tag.name for tag in person.tags],
        "positions": [(p.title, p.company, p.is_current) for p in person.positions],
    }


def test_vcards_apart_in_a_zip(store, everyone, tmp_path):
    target = tmp_path / "people.zip"
    finish(exporting.save_vcards(store, everyone, target, version="3.0", apart=True))
    with zipfile.ZipFile(target) as pack:
        assert sorted(pack.namelist()) == ["Zoë Példa (2).vcf", "Zoë Példa.vcf", "con_.vcf"]
        for name in pack.namelist():
            assert len(finish(read_file(name, pack.read(name))).rows) == 1
            assert b"VERSION:3.0" in pack.read(name)


def test_vcards_apart_in_a_new_folder(store, everyone, tmp_path):
    target = tmp_path / "cards"
    finish(exporting.save_vcards(store, everyone, target, apart=True))
    assert len(list(target.iterdir())) == 3
    with pytest.raises(VaultExists):
        finish(exporting.save_vcards(store, everyone, target, apart=True))
    assert len(list(target.iterdir())) == 3
    with pytest.raises(CannotWrite):
        finish(exporting.save_vcards(store, everyone, tmp_path / "no" / "cards", apart=True))


def test_cancelling_leaves_nothing(store, everyone, tmp_path):
    for target, apart in ((tmp_path / "a.vcf", False), (tmp_path / "b", True)):
        job = exporting.save_vcards(store, everyone, target, apart=apart)
        next(job)
        job.close()
    assert not [path.name for path in tmp_path.iterdir() if not path.name.startswith("vault.db")]


def test_private_people_are_in_no_vcard_and_no_markdown(store, everyone, tmp_path):
    finish(people.flag_people(store, everyone[:1], "keep_private", on=True))
    hidden = rows.get(store.db, everyone[0])
    cards, notes = tmp_path / "people.vcf", tmp_path / "notes.zip"
    assert finish(exporting.save_vcards(store, everyone, cards)) == 2
    assert hidden.uid.encode() not in cards.read_bytes()
    assert finish(exporting.save_markdown(store, everyone, Words(), notes)) == 2
    with pytest.raises(KeptPrivate):
        finish(exporting.save_vcards(store, everyone[:1], cards))
    with pytest.raises(NothingToExport):
        finish(exporting.save_markdown(store, [], Words(), notes))


def test_markdown_of_everyone(store, tmp_path):
    sample.load_sample(store, "Europe/Lisbon")
    with store.upkeep() as db:
        profile_rows.change(db, {"first_name": "Erin", "headline": "From nursing to data"})
        entry = ProfileEntry(kind=ProfileKind.SKILL, title="Triage *fast*")
        profile_rows.add_entry(db, entry)
    everyone = rows.find_ids(store.db, EVERYONE)
    target = tmp_path / "notes.zip"
    assert finish(exporting.save_markdown(store, everyone, Words(), target)) == len(everyone)
    with zipfile.ZipFile(target) as pack:
        names = set(pack.namelist())
        texts = {name: pack.read(name).decode("utf-8") for name in names}
    assert {"My profile.md", "Companies.md"} <= names
    assert len(names) == len(everyone) + 2
    assert "Triage \\*fast\\*" in texts["My profile.md"]
    for one in everyone:
        person = rows.get(store.db, one)
        text = texts[f"People/{person.name}.md"]
        assert text.startswith(f"# {person.name}")
    table = texts["Companies.md"]
    assert "Health Network of the Northern Provinces |" in table
    assert "William Hypothetical III" in table


def test_the_plain_table_is_read_again(store, everyone, tmp_path):
    for plain in (True, False):  # the guard against formulas comes off again
        target = tmp_path / "people.csv"
        finish(exporting.save_csv(store, everyone, target, plain=plain))
        file = finish(read_file("people.csv", load(target)))
        assert file.report.kind == "infodesk-csv"
        (row,) = [row for row in file.rows if row.company]
        assert (row.first_name, row.last_name, row.slug) == ("Zoë", "Példa", "zoe-p")
        assert (row.position, row.company) == ("=HYPERLINK(1)", "Example, Inc.")
        assert (row.email, row.more.phones[0].value) == ("zoe@example.org", "+351 21 000")
        assert (row.more.location, row.more.stage, row.more.about) == ("Porto", "met", "Two\nlines")
        assert row.more.labels == ("Health", "Mentor")


def test_no_cell_of_the_table_for_spreadsheets_begins_a_formula(store, everyone, tmp_path):
    target = tmp_path / "people.csv"
    finish(exporting.save_csv(store, everyone, target))
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
