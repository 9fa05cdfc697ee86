"""Mutated samples: whatever the bytes, people come out or one BadImportFile.

INFODESK_FUZZ sets the number of examples (1,000); a soak runs a million.
"""

import os
import random
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infodesk.core.errors import BadImportFile
from infodesk.core.imports import ImportFile
from infodesk.core.progress import finish
from infodesk.core.text import LINE_LIMIT, clean_line
from infodesk.formats.reading import read_file

DATA = Path(__file__).parent.parent / "data"
SAMPLES = sorted(
    (path.name, path.read_bytes()[: None if path.suffix == ".zip" else 6_000])
    for path in DATA.iterdir()
    if path.suffix in (".csv", ".vcf", ".zip")
)
EXAMPLES = int(os.environ.get("INFODESK_FUZZ", "1000"))
PIECES = [
    b'"',
    b'""',
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"\xc3\x83\xc2\xb6",
    b"\x92",
    b"\xe2\x80\xae",
    b"https://www.linkedin.com/in/",
    b"%ff%00",
    b"[",
    b"&#0;",
    b"01/02/2003",
    b"07 Sep 2025",
    b"urn:li:member:1",
    b"@",
    b"First Name,Last Name,URL,Connected On\n",
    b"'=",
    b"\xed\xa0\x80",
    b"," * 300,
    b"\xf0\x9f\x91\xa9\xe2\x80\x8d",
    b"xl/workbook.xml",
    b"9" * 50,
]


def mutated(data, seed):
    """Return `data` with up to eight bytes, pieces, cuts and repeats drawn from `seed`."""
    draw = random.Random(seed)
    changed = bytearray(data)
    for _ in range(draw.randint(0, 8)):
        at = draw.randint(0, len(changed))
        match draw.randint(0, 4):
            case 0:
                changed[at:at] = draw.choice(PIECES)
            case 1:
                del changed[at : at + draw.choice([1, 2, 50, 2_000])]
            case 2:
                changed[at : at + 1] = bytes([draw.randint(0, 255)])
            case 3:
                changed[at:at] = changed[draw.randint(0, at) : at][:3_000]
            case _:
                changed = changed[at:] + changed[:at] if draw.random() < 0.2 else changed
    return bytes(changed)


def check(name, data):
    """Read `data`; what comes out keeps the promises of ImportRow and FileReport."""
    try:
        file = finish(read_file(name, data))
    except BadImportFile:
        return
    assert isinstance(file, ImportFile)
    report = file.report
    assert report.rows == report.people + report.nameless + sum(report.skipped.values())
    assert len({row.slug for row in file.rows if row.slug}) == report.with_url
    assert len({row.line for row in file.rows}) == len(file.rows) == report.people
    for row in file.rows:
        texts = (
            row.first_name,
            row.last_name,
            row.company,
            row.position,
            row.slug,
            *row.more_emails,
        )
        assert row.name
        for text in (*texts, row.email):
            assert text == clean_line(text)
            assert len(text) <= LINE_LIMIT
            assert "\ufffd" not in text


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SAMPLES), st.integers(0, 2**64))
def test_mutated_samples(sample, seed):
    name, data = sample
    check(name, mutated(data, seed))


@settings(max_examples=EXAMPLES // 3, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=20)), max_size=40))
def test_pieces_without_a_plan(pieces):
    check("Connections.csv", b"".join(pieces))


def test_quotation_marks_that_never_end_cost_no_more_than_their_lines():
    line = b'a"b,"c\n'
    header = b"First Name,Last Name,URL,Connected On\n"
    check("Connections.csv", header + line * 5_000)
    check("Connections.csv", header + b'"' * 20_001 + b"\n" * 5_000)
