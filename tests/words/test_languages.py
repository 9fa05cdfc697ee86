"""Languages are found where they lie, and strange English shows what was never translated."""

import pytest

from infodesk.words import speak, t, tn
from infodesk.words.languages import PSEUDO, SOURCE, language_name, languages, use_language


@pytest.fixture(autouse=True)
def english_again():
    yield
    speak(None)


def test_english_is_always_there():
    assert languages()[0] == SOURCE
    assert language_name(SOURCE) == "English"
    assert use_language("xx") == SOURCE
    assert t("Lock") == "Lock"


def test_strange_english_keeps_gaps():
    assert use_language(PSEUDO) == PSEUDO
    words = tn("{count} person", "{count} people", 3)
    assert words.startswith("⟦3 ")
    assert "people" not in words
    assert t("Undid: {step}", step="a person").count("a person") == 1
