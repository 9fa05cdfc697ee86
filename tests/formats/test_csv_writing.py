"""CSV that no spreadsheet runs, and that comes back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infodesk.formats.csv_writing import guarded, unguarded, write_csv

RISKY = [
    "=1+1",
    "+49 30",
    "-",
    "@SUM(1)",
    "\tx",
    "\rx",
    "\nx",
    "\0x",
    "＝1",
    "＠x",
    "  =1",
    "\xa0=1",
    "a\n=1",
    "a\r\n  -b",
    "'=1",
    "''+x",
    "\u3000=1",
]
HARMLESS = ["", "Ada", "a=b", "'s Company", "a\nb", "1", "(+1)", "\n"[1:], "—"]
TEXTS = st.lists(st.sampled_from([*"=+-@'\t\r\n\xa0 ab＝,\";\0"]), max_size=8).map("".join)


@pytest.mark.parametrize("text", RISKY)
def test_formulas_get_an_apostrophe(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(f"'{text}") == text


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays(text):
    assert guarded(text) == text == unguarded(text)


@given(TEXTS)
def test_exactly_one_apostrophe_comes_off(text):
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_no_line_of_a_guarded_cell_begins_a_formula(text):
    first = guarded(text).lstrip(" \xa0")[:1]
    assert first not in set("=+-@＝\t\r\n\0") or not first


def test_bytes():
    data = write_csv(["Name", "Phone"], [['Ada "A"', "+1"], ["Bo, PhD", "é"]])
    assert data == '\ufeffName,Phone\r\n"Ada ""A""",\'+1\r\n"Bo, PhD",é\r\n'.encode()
    assert write_csv(["Phone"], [["+1"]], plain=True) == b"\xef\xbb\xbfPhone\r\n+1\r\n"


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=4))
def test_round_trip(rows):
    text = write_csv(["a", "b"], rows).decode("utf-8-sig")
    back = list(csv.reader(io.StringIO(text, newline="")))
    assert [[unguarded(cell) for cell in row] for row in back[1:]] == rows
