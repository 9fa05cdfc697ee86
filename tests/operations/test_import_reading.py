"""Files and folders read together: refused ones are told, columns are remembered."""

import shutil
from pathlib import Path

import pytest

from infodesk.core.progress import finish
from infodesk.formats.mapping import header_signature
from infodesk.operations.import_reading import read_pasted, read_paths, together

DATA = Path(__file__).parents[1] / "data"


def kinds(read):
    return [each.file.report.kind for each in read.files]


def test_one_refused_file_does_not_stop_the_others(tmp_path):
    paths = [DATA / "xlsx_named.csv", DATA / "vcard_4.vcf", tmp_path / "gone.csv"]
    read = finish(read_paths(paths))
    assert kinds(read) == ["vcard"]
    assert [each.error.code for each in read.refused] == ["bad-import-file", "cannot-read"]


def test_the_parts_of_an_archive_are_one_whatever_their_order():
    parts = [DATA / name for name in ("messages_2023.csv", "profile.csv", "invitations_2024.csv")]
    for paths in (parts, parts[::-1]):
        (file,) = together(
            finish(read_paths([*paths, DATA / "connections_2023_current.csv"])).files
        )
        assert len(file.rows) == 12
        assert file.archive.touches


def test_a_folder_is_an_archive_or_else_what_lies_in_it(tmp_path):
    archive, cards, none = (tmp_path / name for name in ("archive", "cards", "none"))
    for folder in (archive, cards, none):
        folder.mkdir()
    shutil.copy(DATA / "connections_2023_current.csv", archive / "Connections.csv")
    shutil.copy(DATA / "profile.csv", archive / "Profile.csv")
    shutil.copy(DATA / "vcard_4.vcf", cards / "one.vcf")
    shutil.copy(DATA / "vcard_3.vcf", cards / "two.vcf")
    (cards / "link.vcf").symlink_to(DATA / "vcard_4.vcf")
    (none / "notes.md").write_text("nobody")
    read = finish(read_paths([archive, cards, none]))
    assert kinds(read) == ["linkedin-archive", "vcard", "vcard"]
    assert [each.path for each in read.refused] == [none]


def test_columns_are_asked_for_once():
    path = DATA / "generic_contacts.csv"
    (asked,) = finish(read_paths([path])).files
    assert not asked.is_mapped
    chosen = ["name", None, "position", "email", None, None, None]
    known = {header_signature(asked.table.header): chosen}
    (found,) = finish(read_paths([path], known)).files
    assert found.is_mapped
    gita = found.file.rows[0]
    assert (gita.name, gita.company, gita.position) == ("Gita Udaharani", "", "Weaver")
    stale = {header_signature(asked.table.header): chosen[:3]}
    assert not finish(read_paths([path], stale)).files[0].is_mapped


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("BEGIN:VCARD\nVERSION:3.0\nFN:Gita Udaharani\nN:Udaharani;Gita;;;\nEND:VCARD", "vcard"),
        ("Name\tE-Mail\nGita Udaharani\tgita@example.org\n", "generic-csv"),
        (
            "Gita Udaharani\n2nd degree connection\nWeaver at Namuna Textiles\nExperience\n"
            "Weaver\nNamuna Textiles · Full-time\nJan 2020 - Present · 5 yrs\n",
            "pasted-profile",
        ),
    ],
)
def test_what_is_pasted_is_told_by_what_it_is(text, kind):
    read = finish(read_pasted(text))
    assert kinds(read) == [kind]
    assert read.files[0].file.rows[0].name == "Gita Udaharani"


def test_pasted_words_of_no_use_are_refused():
    read = finish(read_pasted("nothing of use"))
    assert (len(read.files), len(read.refused)) == (0, 1)
