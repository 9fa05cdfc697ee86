"""Reading a text: words, sentences, greeting and closing, the language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.composing.reading import count_words, language_of, read

MAIL = """Dear Dr. Mansour,

We met at the fair on 3. May, i.e. in Bonn. Could I ask you for 20 minutes?

Kind regards
Erin Exempla
"""


def texts(sentences):
    return [one.text for one in sentences]


def test_a_mail_falls_into_greeting_body_and_closing():
    found = read(MAIL)
    assert found.greeting.text == "Dear Dr. Mansour,"
    assert texts(found.body) == [
        "We met at the fair on 3. May, i.e. in Bonn.",
        "Could I ask you for 20 minutes?",
    ]
    assert texts(found.closing) == ["Kind regards", "Erin Exempla"]
    assert found.count == count_words(MAIL) == 26


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Could I ask you about your work?", "en"),
        ("Hätten Sie Zeit für ein Gespräch?", "de"),
        ("42", "en"),
    ],
)
def test_the_language_is_that_of_the_small_words(text, language):
    assert language_of(text) == language
    assert read(text, language="de").language == "de"


def test_of_an_unclear_text_the_language_is_the_one_asked_for():
    assert language_of("Mansour 2016", otherwise="de") == "de"


@given(st.text(max_size=400))
def test_sentences_hold_every_word_in_order_and_stand_where_they_say(text):
    found = read(text)
    assert [word for one in found.sentences for word in one.words] == list(found.words)
    for one in found.sentences:
        assert text[one.start : one.end] == one.text
    assert all(text[word.start : word.end] == word.text for word in found.words)
