"""Shapes people make of Connections.csv beyond the sample files."""

from datetime import date

import pytest

from infodesk.core.errors import BadImportFile, CannotRead
from infodesk.core.progress import finish
from infodesk.formats import tables
from infodesk.formats.reading import load, read_file

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
ADA = "Ada,Beispiel,https://www.linkedin.com/in/ada,,Example,Clerk,07 Sep 2025"
BO = "Bo,Muster,https://www.linkedin.com/in/bo,bo@example.org,Muster AG,Cook,06 Sep 2025"
CY = "Cy,Modell,https://www.linkedin.com/in/cy,,Modell,Pilot,05 Sep 2025"


def read(*lines, name="Connections.csv", end="\n"):
    text = end.join(lines)
    return finish(read_file(name, text if isinstance(text, bytes) else text.encode()))


def names(file):
    return [row.name for row in file.rows]


def refusal(*lines, **facts):
    with pytest.raises(BadImportFile) as caught:
        read(*lines, **facts)
    return caught.value.facts


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\r\r\n"])
def test_every_line_end(end):
    file = read(HEADER, ADA, BO, end=end)
    assert names(file) == ["Ada Beispiel", "Bo Muster"]


def test_lines_are_physical_lines():
    multi = 'Di,Modell,,,"Two\r\nlines",x,05 Sep 2025'
    file = read("Notes:", '"a, b"', "", HEADER, ADA, multi, ",,,,,,04 Sep 2025", BO)
    assert [row.line for row in file.rows] == [5, 6, 9]
    assert [(each.line, each.code) for each in file.report.problems] == [(8, "nameless")]
    assert file.report.header_line == 4


def test_two_exports_pasted_into_one():
    older = "First Name,Last Name,Email Address,Company,Position,Connected On"
    file = read(
        HEADER,
        ADA,
        "",
        "Notes:",
        '"When exporting your connection data, you may notice"',
        "",
        older,
        "Bo,Muster,bo@example.org,Muster AG,Cook,06 Sep 2025",
        ADA.replace("Sep", "sep"),
    )
    assert names(file) == ["Ada Beispiel", "Bo Muster"]
    assert file.rows[1].email == "bo@example.org"
    assert file.rows[1].connected_on == date(2025, 9, 6)
    assert file.report.skipped == {"wrong-width": 1}


def test_an_unclosed_quotation_mark_loses_one_row_only():
    file = read(HEADER, ADA, 'Oops,"Broken,https://www.linkedin.com/in/oops,,x,y,z', BO, CY)
    assert names(file) == ["Ada Beispiel", "Bo Muster", "Cy Modell"]
    assert file.report.skipped == {"damaged": 1}
    assert file.report.problems[0].line == 3


def test_many_lines_behind_an_unclosed_quotation_mark():
    filler = ["x"] * (tables.LONGEST_RECORD + 50)
    file = read(HEADER, ADA, 'Oops,"Broken', *filler, BO)
    assert names(file)[0] == "Ada Beispiel"
    assert names(file)[-1] == "Bo Muster"
    assert file.report.skipped["damaged"] == 1


def test_a_comma_in_the_name_that_nobody_quoted():
    file = read(HEADER, ADA.replace("Beispiel", "Beispiel, PhD"), BO)
    assert file.rows[0].last_name == "Beispiel, PhD"
    assert file.rows[0].connected_on == date(2025, 9, 7)
    assert file.report.repaired == {"re-anchored": 1}


def test_surplus_cells_and_padding():
    file = read(HEADER, ADA + ",,,", BO + ",note", "Cy,Modell", ",,,,,,", ",,,,,,,,")
    assert names(file) == ["Ada Beispiel", "Bo Muster", "Cy Modell"]
    assert file.report.rows == 3
    assert not file.report.problems


def test_a_lone_first_name_is_a_person_unless_a_header_follows():
    lone = "Cy:,,,,,,"
    assert names(read(HEADER, ADA, lone, BO)) == ["Ada Beispiel", "Cy:", "Bo Muster"]
    assert names(read(HEADER, ADA, lone)) == ["Ada Beispiel", "Cy:"]
    assert names(read(HEADER, ADA, lone, "", HEADER, BO)) == ["Ada Beispiel", "Bo Muster"]


def test_preamble_padded_by_a_spreadsheet():
    file = read("Notes:,,,,,,", ",,,,,,", HEADER, ADA)
    assert (file.report.header_line, names(file)) == (3, ["Ada Beispiel"])


def test_a_hint_for_the_delimiter():
    file = read("sep=;", HEADER.replace(",", ";"), ADA.replace(",", ";"))
    assert (file.report.delimiter, names(file)) == (";", ["Ada Beispiel"])


def test_headerless_behind_a_preamble():
    file = read("Hinweis", "", ADA, BO)
    assert (file.report.header_line, len(file.rows)) == (0, 2)


def test_duplicates():
    file = read(
        HEADER,
        ADA,
        ADA.replace("Ada", "ADA"),
        "Bo,Muster,,,x,y,06 Sep 2025",
        "bo,MUSTER,,,x,y,06 Sep 2025",
        "Bo,Muster,,,x,y,07 Sep 2025",
        "Cy,Modell,,a@example.org,x,y,06 Sep 2025",
        "Cy,Modell,,b@example.org,x,y,06 Sep 2025",
        "Di,Modell,,,one,y,",
        "Di,Modell,,,two,y,",
    )
    assert file.report.skipped == {"duplicate": 2}
    assert len(file.rows) == 7


def test_an_address_ends_before_what_nobody_sees():
    file = read(
        HEADER, "Ada,Beispiel,,ada@example.org\u200d,,,07 Sep 2025", "Bo,Muster,,b@\u200d,,,"
    )
    assert [row.email for row in file.rows] == ["ada@example.org", ""]


def test_several_addresses_and_wrappings():
    cells = '"Ada <ada@example.org>; mailto:a2@example.org, ada@example.org"'
    file = read(HEADER, f"Ada,Beispiel,,{cells},,,07 Sep 2025")
    assert file.rows[0].email == "ada@example.org"
    assert file.rows[0].more_emails == ("a2@example.org",)
    assert file.report.emails == 1


def test_era_a_with_more_addresses_middle_name_and_suffix():
    from infodesk.formats.linkedin.headers import _OUTLOOK

    header = _OUTLOOK.split("|")
    cells = {
        "First Name": "Ada",
        "Middle Name": "M.",
        "Last Name": "Beispiel",
        "Suffix": "Jr.",
        "Title": "Ms",
        "E-mail Address": "ada@example.org",
        "E-mail 3 Address": "a3@example.org",
        "Job Title": "Clerk",
    }
    file = read(",".join(header), ",".join(cells.get(name, "") for name in header))
    row = file.rows[0]
    assert (row.name, row.position) == ("Ada M. Beispiel, Jr.", "Clerk")
    assert (row.email, row.more_emails) == ("ada@example.org", ("a3@example.org",))


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["13/02/2020", "03/02/2020"], [date(2020, 2, 13), date(2020, 2, 3)]),
        (["02/13/2020", "02/03/2020"], [date(2020, 2, 13), date(2020, 2, 3)]),
        (
            ["05/04/2020", "01/04/2020", "12/03/2020"],
            [date(2020, 4, 5), date(2020, 4, 1), date(2020, 3, 12)],
        ),
        (["05/04/2020"], [None]),
        (["04/04/2020"], [date(2020, 4, 4)]),
    ],
)
def test_slash_dates_are_decided_by_their_column(cells, days):
    rows = [f"P{place},Beispiel,,,,,{cell}" for place, cell in enumerate(cells)]
    file = read(HEADER, *rows)
    assert [row.connected_on for row in file.rows] == days
    assert file.report.bad_dates == days.count(None)


def test_a_guarded_cell_loses_its_apostrophe_once():
    file = read(HEADER, "Ada,Beispiel,,,'=1+1,''+x,07 Sep 2025", "Bo,O'Neil,,,'s Company,x,")
    assert (file.rows[0].company, file.rows[0].position) == ("=1+1", "'+x")
    assert file.rows[1].company == "'s Company"


def test_a_name_twice_mangled():
    twice = "Müller".encode().decode("cp1252").encode().decode("cp1252")
    file = read(HEADER, f"Ada,{twice},,,CAFÉ™,,07 Sep 2025")
    assert (file.rows[0].last_name, file.rows[0].company) == ("Müller", "CAFÉ™")
    assert file.report.repaired == {"mojibake": 1}


def test_cancel_leaves_quietly():
    job = read_file("Connections.csv", "\n".join([HEADER, *[ADA] * 5_000]).encode())
    phases = [next(job).phase for _ in range(3)]
    job.close()
    assert phases == ["reading"] * 3


def test_limits(tmp_path, monkeypatch):
    assert refusal(HEADER + "," + ",".join("x" * 300))["reason"] == "too-large"
    monkeypatch.setattr("infodesk.formats.linkedin.connections.MAX_ROWS", 2)
    assert refusal(HEADER, ADA, BO, CY)["reason"] == "too-large"
    monkeypatch.setattr("infodesk.formats.reading.MAX_BYTES", 10)
    assert refusal(HEADER, ADA)["reason"] == "too-large"
    (tmp_path / "big.csv").write_bytes(b"x" * 11)
    with pytest.raises(BadImportFile):
        load(tmp_path / "big.csv")


@pytest.mark.parametrize("content", ["\n" * 1_000_002, "x,\r" * 1_000_002, ',"' * (5 << 20)])
def test_files_that_are_nothing_but_signs(content):
    assert refusal(HEADER + "\n" + content)["reason"] == "too-large"


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_only_line_ends_end_a_line(sign):
    file = read(HEADER, ADA.replace("Clerk", f"Cl{sign}erk"), BO)
    assert names(file) == ["Ada Beispiel", "Bo Muster"]
    assert [row.line for row in file.rows] == [2, 3]


def test_a_field_of_more_than_a_megabyte_damages_its_row():
    file = read(HEADER, ADA, f"Bo,Muster,,,{'x' * (tables.MAX_FIELD + 1)},,06 Sep 2025", CY)
    assert names(file) == ["Ada Beispiel", "Cy Modell"]
    assert file.report.skipped == {"damaged": 1}


def test_loading_what_is_no_file(tmp_path):
    for path in (tmp_path, tmp_path / "missing.csv", tmp_path / "a\0b"):
        with pytest.raises(CannotRead):
            load(path)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xff\xfe \0\n\0", "empty"),
        (b"%PDF-1.7\n", "not-a-profile"),
        (b"\x89PNG\r\n\x1a\n", "not-a-table"),
        (b"\xef\xbb\xbf <HTML>", "not-a-table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"),
        (bytes(range(1, 32)) * 9, "not-a-table"),
        (b"PK\x03\x04", "zip-damaged"),
        (b"PK\x05\x06" + b"\0" * 18, "not-a-table"),
        (b"just a few words", "no-people"),
        (b"First Name,Last Name,Company\n1,2,3,4,5\n", "no-people"),
    ],
)
def test_refusals(data, reason):
    with pytest.raises(BadImportFile) as caught:
        finish(read_file("x.csv", data))
    assert caught.value.facts["reason"] == reason


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"])
def test_encodings(encoding):
    data = "\n".join([HEADER, ADA.replace("Beispiel", "Примерова")]).encode(encoding)
    assert names(finish(read_file("x", data))) == ["Ada Примерова"]
