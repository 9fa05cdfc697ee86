"""The palette's ranking: what was meant comes first, nonsense does not come at all."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infodesk.gui.shell.ranking import best, fitness, folded

TITLES = ["People", "New person", "Import from LinkedIn", "Board", "Émile's notes", "Lock", "Keys"]


@dataclass(frozen=True)
class Thing:
    title: str


def first(query):
    return [thing.title for thing in best(query, map(Thing, TITLES), 3)]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("people", "People"),
        ("pe", "People"),
        ("per", "New person"),
        ("np", "New person"),
        ("link", "Import from LinkedIn"),
        ("emile", "Émile's notes"),
        ("brd", "Board"),
        ("LO", "Lock"),
    ],
)
def test_what_was_meant_comes_first(query, title):
    assert first(query)[0] == title


def test_nonsense_finds_nothing():
    assert first("xqz") == []


def test_nothing_typed_offers_all_in_order():
    assert first("") == TITLES[:3]


@given(st.text(max_size=8), st.text(max_size=20))
def test_any_text_can_be_ranked(query, title):
    query, title = folded(query.strip()), folded(title)
    score = fitness(query, title)
    assert score >= 0
    if query and query in title:
        assert score > 0
