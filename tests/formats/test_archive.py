"""Archives are read in memory, member by member, and refused when they lie about their size."""

import io
import zipfile

import pytest

from infodesk.core.errors import BadImportFile
from infodesk.core.progress import finish
from infodesk.formats.linkedin import archive
from infodesk.formats.reading import read_file

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ADA = "Ada,Beispiel,https://www.linkedin.com/in/ada,,Example,Clerk,07 Sep 2025\n"
BO = "Bo,Muster,https://www.linkedin.com/in/bo,,Muster AG,Cook,06 Sep 2025\n"


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name, text)
    return out.getvalue()


def read(data):
    return finish(read_file("Basic_LinkedInDataExport.zip", data))


def reason(data):
    with pytest.raises(BadImportFile) as caught:
        read(data)
    return caught.value.facts


def test_parts_in_any_folder_become_one():
    data = zipped(
        **{
            "Complete/connections_1.CSV": HEADER + ADA,
            "Complete/Connections_2.csv": HEADER + ADA + BO + ",,,,,,05 Sep 2025\n",
            "Complete/Shares.csv": "x",
        }
    )
    file = read(data)
    assert [row.name for row in file.rows] == ["Ada Beispiel", "Bo Muster"]
    assert len({row.line for row in file.rows}) == 2
    report = file.report
    assert (report.kind, report.rows, report.people) == ("linkedin-archive", 4, 2)
    assert (report.nameless, report.skipped) == (1, {"in-several": 1})
    assert report.members_left == {"Complete/Shares.csv": "not-used"}


def test_a_part_without_people_does_not_stop_the_others():
    data = zipped(
        **{"Old/Connections.csv": "nothing like a table", "Connections.csv": HEADER + ADA}
    )
    file = read(data)
    assert [row.slug for row in file.rows] == ["ada"]
    assert file.report.members_left == {"Old/Connections.csv": "not-used"}
    assert reason(zipped(**{"Connections.csv": "nothing like a table"}))["reason"] == "no-people"


def test_the_first_part_has_no_connections():
    assert reason(zipped(**{"Profile.csv": "x"}))["kind"] == "linkedin-archive"
    assert reason(zipped(**{"holiday.txt": "x"}))["reason"] == "not-a-table"


def test_a_workbook_of_any_make():
    assert reason(zipped(**{"xl/workbook.xml": "x"}))["reason"] == "workbook"
    assert reason(zipped(mimetype="x", **{"content.xml": "y"}))["reason"] == "workbook"
    assert reason(zipped(**{"xl/workbook.xml": "x"})[:-30])["reason"] == "workbook"


def test_limits(monkeypatch):
    assert reason(zipped(**{"Connections.csv": HEADER + "0" * 3_000_000}))["reason"] == "zip-bomb"
    assert reason(zipped(**{"other.bin": "0" * 3_000_000}))["reason"] == "zip-bomb"
    monkeypatch.setattr(archive, "MAX_MEMBERS", 1)
    assert reason(zipped(a="", b=""))["reason"] == "zip-bomb"


def test_a_damaged_member():
    data = bytearray(zipped(**{"Connections.csv": HEADER + ADA * 50}))
    data[60] ^= 0xFF
    assert reason(bytes(data))["reason"] == "zip-damaged"


def test_an_encrypted_member_is_not_asked_for():
    data = bytearray(zipped(**{"Connections.csv": HEADER + ADA}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert reason(bytes(data))["reason"] == "zip-damaged"
