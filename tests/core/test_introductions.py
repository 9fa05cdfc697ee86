"""My introduction: what is drafted from my profile, and how long it takes to say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.introductions import (
    FASTEST,
    SLOWEST,
    Audience,
    IntroductionDraft,
    count_words,
    draft,
    gaps,
    measured_pace,
    read_aloud_seconds,
)
from infodesk.core.profile import Profile, ProfileEntry, ProfileKind
from infodesk.core.rules import INTRODUCTION_SECONDS
from infodesk.words.records import Words

WORDS = Words()


def entry(kind, title="", organisation="", **others):
    return ProfileEntry(kind=kind, title=title, organisation=organisation, **others)


ANALYST = entry(ProfileKind.POSITION, "data analyst", "Northwind Health")
NURSE = entry(ProfileKind.POSITION, "nurse", "Alder Hospitals", finished_on=date(2019, 5, 1))
SQL, CARE = (entry(ProfileKind.SKILL, title) for title in ("SQL", "listening"))


def profile(*entries, **said):
    return Profile(first_name="Ada", last_name="Beispiel", entries=entries, **said)


def test_a_full_profile_becomes_favourite_insight_and_transition():
    made = draft(profile(ANALYST, NURSE, SQL, CARE), Audience.FIELD, WORDS)
    assert made.favourite.startswith("I am Ada Beispiel. I work as data analyst at Northwind")
    assert "SQL and listening" in made.insight
    assert "understand [the field]" in made.transition
    assert made.text == f"{made.favourite} {made.insight} {made.transition}"


@pytest.mark.parametrize(
    ("entries", "said", "expected"),
    [
        ((NURSE,), {}, "I worked as nurse at Alder Hospitals"),
        ((entry(ProfileKind.POSITION, "nurse"),), {}, "I work as nurse,"),
        ((entry(ProfileKind.POSITION, "", "Kestrel"),), {}, "I work at Kestrel,"),
        ((entry(ProfileKind.EDUCATION, "BSc", "Sample College"),), {}, "I studied BSc at Sample"),
        ((entry(ProfileKind.EDUCATION, "", "Sample College"),), {}, "I studied Sample College,"),
        ((), {"headline": "Nurse turned analyst."}, "In short: Nurse turned analyst. What"),
        ((), {}, "I work as [what you do]"),
    ],
)
def test_the_favourite_says_what_the_profile_knows(entries, said, expected):
    made = draft(profile(*entries, **said), Audience.FIELD, WORDS)
    assert expected in made.favourite
    assert ".." not in made.text


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((ANALYST, SQL), "good at SQL, and"),
        ((ANALYST, NURSE), "Earlier I was nurse"),
        ((ANALYST,), "Along the way"),
        ((ANALYST, entry(ProfileKind.POSITION, "data analyst", "Kestrel")), "Along the way"),
    ],
)
def test_the_insight_builds_on_skills_or_on_the_change(entries, expected):
    assert expected in draft(profile(*entries), Audience.FIELD, WORDS).insight


def test_each_audience_hears_its_own_reason():
    said = {draft(profile(ANALYST), one, WORDS, shared="Kestrel").transition for one in Audience}
    assert len(said) == len(Audience)
    shared = draft(profile(ANALYST), Audience.SHARED, WORDS, shared="Kestrel")
    assert "We both know Kestrel" in shared.transition
    assert "[what you share]" in draft(profile(ANALYST), Audience.SHARED, WORDS).transition


@pytest.mark.parametrize("audience", list(Audience))
def test_a_draft_is_brief_and_names_its_gaps(audience):
    made = draft(profile(ANALYST, NURSE, SQL, CARE), audience, WORDS, shared="Kestrel")
    assert 15 <= read_aloud_seconds(made.text) <= INTRODUCTION_SECONDS.default
    assert 2 <= len(gaps(made.text)) <= 3


def test_gaps_are_what_stands_in_brackets():
    assert gaps("I like [this] and [that].") == ("this", "that")
    assert gaps("Nothing open.") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one two  three", 3),
        ("It's well-known: 3.5 years", 4),
        ("私は看護師です", 7 * 0.6),
        ("Data 分析", 1 + 2 * 0.6),
    ],
)
def test_words_are_counted_as_they_are_spoken(text, words):
    assert count_words(text) == pytest.approx(words)


def test_seconds_follow_the_pace():
    text = "word " * 75
    assert read_aloud_seconds(text) == 30
    assert read_aloud_seconds(text, 100) == 45
    assert read_aloud_seconds(text, 1) == read_aloud_seconds(text, SLOWEST)
    assert read_aloud_seconds("") == 0


@given(st.integers(SLOWEST, FASTEST), st.integers(20, 200))
def test_a_measured_pace_gives_the_time_that_was_measured(pace, words):
    text = "word " * words
    seconds = words * 60 / pace
    found = measured_pace(text, seconds)
    assert found == pace
    assert abs(read_aloud_seconds(text, found) - seconds) <= 1


@pytest.mark.parametrize(("text", "seconds"), [("short", 10), ("word " * 50, 1), ("word " * 50, 0),
                                               ("word " * 50, 3600)])  # fmt: skip
def test_what_was_no_reading_aloud_is_no_measure(text, seconds):
    assert measured_pace(text, seconds) is None


def test_an_empty_draft_says_nothing():
    assert IntroductionDraft(audience=Audience.EVENT).text == ""
