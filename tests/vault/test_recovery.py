"""The recovery code: every single slip is caught and named."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infodesk.core.errors import MistypedRecoveryCode
from infodesk.vault.recovery import format_code, group_matches, parse_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
roots = st.binary(min_size=20, max_size=20)


def refused_in(code):
    with pytest.raises(MistypedRecoveryCode) as caught:
        parse_code(code)
    return caught.value.facts["group"]


def test_known_code():
    assert format_code(bytes(range(20))) == "000G8-40R4P-0M30D-E2094-185GP-R38EP-1W81W-24GKN"


@given(roots)
def test_round_trip(root):
    assert parse_code(format_code(root)) == root


@given(roots, st.text(alphabet=" -\t\n\u2013\u2014\u2011\u00a0\u200b\u2212", max_size=5))
def test_spelling_does_not_matter(root, filler):
    code = format_code(root).replace("-", "")
    typed = filler.join(code.lower().replace("0", "o").replace("1", "l"))
    assert parse_code(typed) == root


@given(roots)
@settings(max_examples=8)
def test_every_single_substitution_is_caught_in_its_group(root):
    symbols = format_code(root).replace("-", "")
    for place, wrong in itertools.product(range(40), ALPHABET):
        if wrong != symbols[place]:
            assert refused_in(symbols[:place] + wrong + symbols[place + 1 :]) == place // 5 + 1


@given(roots)
@settings(max_examples=40)
def test_every_swap_within_a_group_and_of_neighbours_is_caught(root):
    symbols = list(format_code(root).replace("-", ""))
    pairs = [
        (a, b) for a, b in itertools.combinations(range(40), 2) if a // 5 == b // 5 or b == a + 1
    ]
    for a, b in pairs:
        if symbols[a] != symbols[b]:
            swapped = symbols.copy()
            swapped[a], swapped[b] = symbols[b], symbols[a]
            assert refused_in("".join(swapped)) == a // 5 + 1


@given(roots)
def test_every_swap_of_groups_is_caught(root):
    groups = format_code(root).split("-")
    for a, b in itertools.combinations(range(8), 2):
        swapped = groups.copy()
        swapped[a], swapped[b] = groups[b], groups[a]
        assert refused_in("-".join(swapped)) in (a + 1, b + 1)


@given(st.text())
def test_any_text_is_refused_or_a_code(text):
    try:
        root = parse_code(text)
    except MistypedRecoveryCode:
        return
    assert len(root) == 20


def test_wrong_length_names_no_group():
    assert refused_in("") is None
    assert refused_in(format_code(bytes(20))[:-1]) is None


def test_letter_outside_the_alphabet():
    assert refused_in("U" + format_code(bytes(20))[1:]) == 1


def test_all_zeros_is_no_code():
    assert refused_in("0" * 40) == 1


def test_retyped_group():
    code = format_code(bytes(range(20)))
    assert group_matches(code, 3, "om3od")
    assert not group_matches(code, 3, "0M30")
    assert not group_matches(code, 4, "0M30D")
