"""The question bank: that its questions are good, differ, and cover what there is to ask."""

import re
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from infodesk.core.ids import OwnQuestionId, QuestionId
from infodesk.core.meetings import MeetingQuestion
from infodesk.core.questions import (
    MOST_WORDS,
    SET_MINUTES,
    BankFilter,
    BankQuestion,
    Letter,
    Level,
    RoleFamily,
    Theme,
    built_in,
    by_key,
    fitting_set,
    keep,
    merged,
    minutes_for_questions,
)

LANGUAGES = ("en", "de")
ALL = [(language, one) for language in LANGUAGES for one in built_in(language)]

# What asks for a job instead of for insight.
JOB = {
    "en": r"\b(jobs?|hir(e|es|ed|ing)|openings?|vacanc\w+|resumes?|résumés?|cv|appl(y|ying|ication)"
    r"|recruit\w*|refer me)\b",
    "de": r"\b(jobs?|bewerb\w*|lebenslauf|einstell(en|ung)|stellenanzeige\w*|offene stelle\w*"
    r"|vakan\w+|empfehlen sie mich)\b",
}
# How a question begins that can be answered by yes or no.
CLOSED = {
    "en": "do does did is are was were am can could would will should shall have has had may might",
    "de": "ist sind war waren hat haben hatte hatten kann können könnte könnten würde würden wird"
    " werden soll sollte sollten gibt darf dürfen muss müssen macht machen",
}


def test_there_are_enough_in_each_language():
    for language in LANGUAGES:
        assert len(built_in(language)) >= 120
    codes = [[one.code for one in built_in(language)] for language in LANGUAGES]
    assert codes[0] == codes[1]
    assert len(set(codes[0])) == len(codes[0])
    assert all(
        one.text != other.text for one, other in zip(built_in("en"), built_in("de"), strict=True)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_one_short_open_question(language):
    closed = set(CLOSED[language].split())
    for one in built_in(language):
        words = one.text.split()
        assert one.text.endswith("?"), one.text
        assert one.text.count("?") == 1, one.text
        assert 5 <= len(words) <= MOST_WORDS, one.text
        assert words[0].lower() not in closed, one.text
        assert one.text[0].isupper(), one.text
        assert 1 <= one.minutes <= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_asks_for_a_job(language):
    assert [
        one.text for one in built_in(language) if re.search(JOB[language], one.text.lower())
    ] == []


def test_the_words_for_asking_for_a_job_are_found():
    assert re.search(JOB["en"], "who is hiring at the moment?")
    assert re.search(JOB["de"], "wo kann ich mich bewerben?")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_ask_nearly_the_same(language):
    near = [
        (one.text, other.text)
        for one, other in combinations(built_in(language), 2)
        if max(
            fuzz.token_sort_ratio(one.text, other.text),
            fuzz.token_set_ratio(one.text, other.text),
        )
        > 75
    ]
    assert near == []


def test_every_theme_letter_role_and_level_is_well_filled():
    bank = built_in("en")
    themes = Counter(one.theme for one in bank)
    letters = Counter(one.letter for one in bank)
    roles = Counter(role for one in bank for role in one.roles)
    levels = Counter(level for one in bank for level in one.levels)
    assert all(themes[theme] >= 14 for theme in Theme)
    assert all(letters[letter] >= 15 for letter in Letter)
    assert all(roles[role] >= 3 for role in RoleFamily)
    assert all(levels[level] >= 3 for level in Level)
    # Within each theme most fit everyone, and more than one letter is asked.
    for theme in Theme:
        some = [one for one in bank if one.theme is theme]
        assert sum(not one.roles and not one.levels for one in some) >= 10
        assert len({one.letter for one in some}) >= 3


def test_another_language_is_asked_in_english():
    assert built_in("xx") == built_in("en")
    assert built_in("de_AT")[0].text == built_in("de")[0].text


# Own ones among them


def own(number, text, code="", **others):
    return BankQuestion(text=text, own_id=OwnQuestionId(number), code=code, **others)


def test_own_questions_come_first_and_copies_in_their_place():
    standard = built_in("en")
    changed = own(1, "How did your industry feel last year?", standard[3].code)
    alone = own(2, "What do you read on Sundays?")
    found = merged(standard, (alone, changed))
    assert found[0] is alone
    assert found[4] is changed
    assert len(found) == len(standard) + 1
    known = by_key(found)
    assert known["own-1"] is known[standard[3].code] is changed


def test_filters_narrow_and_roles_keep_what_fits_everyone():
    bank = built_in("en")
    care = keep(bank, BankFilter(role=RoleFamily.CARE))
    assert all(not one.roles or RoleFamily.CARE in one.roles for one in care)
    assert {one.text for one in care} >= {one.text for one in bank if not one.roles}
    assert {one.theme for one in keep(bank, BankFilter(theme=Theme.PATH))} == {Theme.PATH}
    assert {one.letter for one in keep(bank, BankFilter(letter=Letter.ADVICE))} == {Letter.ADVICE}
    leading = keep(bank, BankFilter(level=Level.LEADING))
    assert any(one.levels == {Level.LEADING} for one in leading)
    assert not any(one.levels == {Level.EARLY} for one in leading)
    assert [one.text for one in keep(bank, BankFilter(text="ARTIFICIAL int"))] == [
        "How is artificial intelligence changing what people in your role spend their hours on?"
    ]
    assert keep(bank, BankFilter(archived=True)) == keep(bank, BankFilter(own=True)) == []


# What fits


def listed(number, must=False, code=""):
    return MeetingQuestion(
        id=QuestionId(number), rev=1, place=number, text=f"{number}?", must_ask=must, bank_code=code
    )


def test_a_third_of_a_meeting_is_not_for_questions():
    assert [minutes_for_questions(minutes) for minutes in (5, *SET_MINUTES)] == [4, 10, 13, 20]


def test_must_ask_questions_fit_first():
    questions = [listed(1), listed(2), listed(3, must=True)]
    assert fitting_set(questions, {}, 5).fitting == {1, 3}
    assert fitting_set(questions, {}, 15).fitting == {1, 2, 3}


def test_a_short_question_fits_where_a_long_one_does_not():
    bank = by_key(built_in("en"))
    long = next(one.code for one in bank.values() if one.minutes == 3)
    short = next(one.code for one in bank.values() if one.minutes == 1)
    found = fitting_set([listed(1), listed(2, code=long), listed(3, code=short)], bank, 5)
    assert (found.fitting, found.minutes, found.room) == ({1, 3}, 3, 4)


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from(["", *by_key(built_in("en"))])), max_size=30),
    st.integers(1, 240),
)
def test_what_fits_never_takes_longer_than_there_is(some, minutes):
    bank = by_key(built_in("en"))
    questions = [listed(n, must, code) for n, (must, code) in enumerate(some, start=1)]
    found = fitting_set(questions, bank, minutes)
    assert found.minutes <= found.room <= minutes
    assert found.fitting <= {one.id for one in questions}
    left = [one for one in questions if one.id not in found.fitting]
    if any(one.must_ask for one in left):  # only for want of room
        shortest = min(bank[one.bank_code].minutes if one.bank_code else 2
                       for one in left if one.must_ask)  # fmt: skip
        must = sum(bank[one.bank_code].minutes if one.bank_code else 2
                   for one in questions if one.must_ask and one.id in found.fitting)  # fmt: skip
        assert must + shortest > found.room
