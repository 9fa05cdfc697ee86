"""Lines that are extra private: which they are, and what a note is without them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.extra_private import (
    has_extra_private,
    is_extra_private,
    row_without,
    without_extra_private,
)

LINES = st.text(alphabet="ab~～ \t!>`-", max_size=8)
NOTES = st.lists(st.tuples(LINES, st.sampled_from(["\n", "\r\n", "\r", "\u2028"])), max_size=8).map(
    lambda parts: "".join(line + end for line, end in parts)
)


@pytest.mark.parametrize("line", ["~ a", "  ~ a", "～ a", "~\u00a0a", "~ "])
def test_private(line):
    assert is_extra_private(line)


@pytest.mark.parametrize("line", ["", "~", "~~a~~", "~~~", "a ~ b", "~a"])
def test_not_private(line):
    assert not is_extra_private(line)


@pytest.mark.parametrize(
    ("note", "left"),
    [("a\n~ b\nc", "a\nc"), ("~ a\nb", "b"), ("a\n~ b", "a"), ("~ a", ""),
     ("a\r\n~ b\r\n", "a\r\n"), ("```\n~ b\n```", "```\n```")],
)  # fmt: skip
def test_without(note, left):
    assert without_extra_private(note) == left


@given(NOTES)
def test_nothing_private_is_left_and_nothing_else_goes(note):
    left = without_extra_private(note)
    assert not has_extra_private(left)
    assert without_extra_private(left) == left
    if not has_extra_private(note):
        assert left == note
    kept = [line for line in note.splitlines() if not is_extra_private(line) and line]
    assert [line for line in left.splitlines() if line] == kept


def test_rows():
    assert row_without("note", {"id": 1, "body": "a\n~ b"}) == {"id": 1, "body": "a"}
    assert row_without("tag", {"name": "~ b"}) == {"name": "~ b"}
    receipt = {"kept": '{"changed": [["note", 1, "body", "a\\n~ b", "c"]], "gone": {"x": null}}'}
    assert "~" not in row_without("person_merge", receipt)["kept"]
    assert row_without("person_merge", {"kept": "no JSON\n~ b"})["kept"] == "no JSON"
