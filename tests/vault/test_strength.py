"""The strength meter and the suggestions."""

import math
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infodesk.core.errors import BadValue
from infodesk.vault.passphrases import check_new, encode, suggest, word_list
from infodesk.vault.strength import strength


def test_words_are_many_short_and_distinct():
    words = word_list()
    assert len(words) >= 2048
    assert len(set(words)) == len(words)
    assert all(4 <= len(word) <= 7 for word in words)
    assert {letter for word in words for letter in word} <= set(string.ascii_lowercase)


def test_five_suggested_words_have_at_least_55_bits():
    assert 5 * math.log2(len(word_list())) >= 55
    words = suggest().split(" ")
    assert len(words) == 5
    assert set(words) <= set(word_list())
    assert len(suggest(7).split()) == 7


def test_suggestions_differ():
    assert len({suggest() for _ in range(50)}) == 50


def test_suggestions_are_enough_and_not_overrated():
    for _ in range(200):
        found = strength(suggest())
        assert found.enough
        assert found.level == "good"
        assert found.bits <= 5 * math.log2(len(word_list()))


@pytest.mark.parametrize(
    ("passphrase", "hint"),
    [
        ("", "too-short"),
        ("password", "common"),
        ("P@ssw0rd", "common"),
        ("Linkedin2024", "common"),
        ("qwertyuiop", "keyboard"),
        ("1qaz2wsx3edc", "keyboard"),
        ("abcdefghijklmnop", "sequence"),
        ("987654321", "sequence"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "repeats"),
        ("abababababababababababab", "repeats"),
        ("wombat wombat wombat wombat wombat", "repeats"),
        ("12.05.1984", "date"),
        ("anna19840512", "date"),
        ("photosynthesis", "single-word"),
    ],
)
def test_what_people_choose_is_weak_and_told_why(passphrase, hint):
    found = strength(passphrase)
    assert found.bits < 40
    assert found.level in ("very-weak", "weak")
    assert not found.enough
    assert hint in found.hints
    assert "add-words" in found.hints


@pytest.mark.parametrize(
    "passphrase",
    ["m3hQW_E4W957YlPxE6kI3g", "60337b5aa4a067a3a48581fefdcc2af1", "uG7!pZ4;qX1?mV9:tK"],
)
def test_random_characters_are_strong(passphrase):
    assert strength(passphrase).level == "strong"
    assert strength(passphrase).hints == ()


@given(st.text(max_size=200))
@settings(max_examples=200)
def test_any_text_has_a_finite_strength(text):
    found = strength(text)
    assert 0 <= found.bits <= 8 * 128
    assert found.enough == (found.level in ("good", "strong"))
    assert found.enough == (found.hints == ())


@given(st.text(alphabet=string.ascii_lowercase, min_size=1, max_size=30))
def test_random_letters_are_not_overrated(text):
    # 26 letters have 4.7 bits each; nothing is counted at more than 5.
    assert strength(text).bits <= 5.01 * len(text)


def test_only_the_start_of_an_endless_text_is_looked_at():
    assert strength("x" * 100_000).level == "very-weak"


def test_encoding_is_nfc_and_nothing_is_trimmed():
    assert encode(" e\u0301\t") == " \u00e9\t".encode()


def test_an_empty_passphrase_cannot_be_set():
    with pytest.raises(BadValue):
        check_new("")
    check_new(" ")
