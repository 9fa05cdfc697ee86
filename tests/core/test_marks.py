"""Marks are recognised where the rule says, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.marks import MarkKind, mark_of, marks_in


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        ("! Half of the week", MarkKind.INSIGHT, "Half of the week"),
        ('" “Nobody thanks you”', MarkKind.QUOTE, "“Nobody thanks you”"),
        ("@ Sara Lind ", MarkKind.REFERRAL, "Sara Lind"),
        ("# Book: Foundations", MarkKind.RESOURCE, "Book: Foundations"),
        (">\tI send the list", MarkKind.ACTION, "I send the list"),
        ("?  On-call weekends", MarkKind.RED_FLAG, "On-call weekends"),
        ("! ", MarkKind.INSIGHT, ""),
        ("？　夜勤", MarkKind.RED_FLAG, "夜勤"),
        ("؟ مناوبات", MarkKind.RED_FLAG, "مناوبات"),
        ("” said so", MarkKind.QUOTE, "said so"),
    ],
)
def test_symbol_and_blank_at_line_start_is_a_mark(line, kind, words):
    mark = mark_of(line)
    assert mark is not None
    assert (mark.kind, mark.text) == (kind, words)
    assert line[mark.start :].rstrip() == words


@pytest.mark.parametrize(
    "line",
    [
        "",
        "!",
        "#tag",
        "@handle",
        '"Nobody thanks you"',
        ">x",
        "## Heading",
        " ! x",
        "- ! x",
        "a ! x",
    ],
)
def test_anything_else_is_text(line):
    assert mark_of(line) is None


@given(st.sampled_from(MarkKind), st.text(alphabet=st.characters(exclude_categories=["C", "Z"])))
def test_every_kind_is_made_with_its_own_symbol(kind, words):
    mark = mark_of(f"{kind.symbol} {words}")
    assert mark is not None
    assert (mark.kind, mark.text) == (kind, words)


def test_code_blocks_hold_no_marks():
    note = "! one\n```\n! code\n~~~\n```\n? two\n~~~~\n! code\n~~~\n! still code\n~~~~\n> three"
    found = [(marked.line, marked.mark.text) for marked in marks_in(note)]
    assert found == [(0, "one"), (5, "two"), (11, "three")]
