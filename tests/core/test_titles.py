"""Titles tell role, level and industry, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.titles import fields_of, level_of, role_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Software Developer", "Senior Software Engineer"),
        ("Softwareentwicklerin", "Developer"),
        ("Product Owner", "Head of Product Management"),
        ("UX Researcher", "User Experience Forscherin"),
        ("Data Analyst", "Datenanalyst:in"),
        ("Krankenpfleger", "Registered nurse"),
    ],
)
def test_alike_roles_meet(one, other):
    assert role_words(one) & role_words(other)


def test_roles_that_are_not_alike_do_not_meet():
    assert not role_words("Data analyst") & role_words("Primary school teacher")
    assert role_words("Senior Data Analyst (m/w/d)") == role_words("Data Analyst")


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Working student, intern to the CEO", 0),
        ("Junior analyst", 1),
        ("Analyst", 2),
        ("Senior analyst", 3),
        ("Lead analyst", 4),
        ("Director, Analytics", 5),
        ("Vice President Sales", 6),
        ("Chief Financial Officer", 7),
        ("Geschäftsführerin", 7),
        ("", 2),
    ],
)
def test_levels(title, level):
    assert level_of(title) == level


def test_industries_meet_in_names_and_wishes():
    assert fields_of("Healthcare") & fields_of("Alder Hospitals GmbH")
    assert fields_of("Finance") & fields_of("Sparkasse Musterstadt")
    assert fields_of("Beekeeping") & fields_of("Beekeeping Supplies Ltd")
    assert not fields_of("Energy") & fields_of("Alder Hospitals")


@given(st.text())
def test_any_text_is_read(text):
    assert isinstance(role_words(text), frozenset)
    assert 0 <= level_of(text) <= 7
    assert isinstance(fields_of(text), frozenset)
