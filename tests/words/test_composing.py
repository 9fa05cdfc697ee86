"""Every finding, reason, channel and kind has words."""

import re
from pathlib import Path

import pytest

import infodesk.core.composing as composing
from infodesk.core.composing.fields import FIELDS
from infodesk.core.composing.findings import Check, Finding, Level, Verdict
from infodesk.core.composing.lexicon import LANGUAGES
from infodesk.core.drafts import TextKind
from infodesk.core.outreach import Channel
from infodesk.words.composing import (
    FINDINGS,
    WHY,
    channel_words,
    field_words,
    finding_words,
    kind_words,
    language_words,
    verdict_words,
    why_words,
)

SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in Path(composing.__path__[0]).glob("*.py")
)
FACTS = {"name": "Ana", "person": "Leila", "count": 2, "most": 6, "first": "{x}", "over": 1,
         "words": "job", "share": 40, "minutes": 20, "least": 3, "days": 2,
         "said": "3 May", "weekday": 2}  # fmt: skip


def codes(name):
    """Return the codes given as `name` anywhere in the checks."""
    found = set()
    for value in re.findall(rf"\b{name}=(.*?)(?:,\s*\w+=|\)  # fmt|\)\n)", SOURCE, re.DOTALL):
        found |= set(re.findall(r'"([a-z-]+)"', value))
    return found


def test_every_hint_has_words():
    hints = codes("hint") | set(re.findall(r'hint = "([a-z-]+)"', SOURCE))
    hints |= {"company-wrong", "role-wrong", "weekday-weekend", "connection-second"}
    assert len(hints) > 40
    assert hints <= set(FINDINGS), hints - set(FINDINGS)


@pytest.mark.parametrize("hint", FINDINGS)
def test_each_finding_can_be_said(hint):
    one = Finding(check=Check.WORDS, level=Level.HINT, hint=hint, facts=FACTS)
    title, detail = finding_words(one)
    assert title
    assert not re.search(r"[{}]\w", title + detail.replace("{x}", ""))


def test_every_reason_has_words_and_a_source():
    whys = codes("why") - {"characters-"}
    whys |= {f"characters-{one.value}" for one in Channel if "linkedin" in one.value}
    assert whys <= set(WHY), whys - set(WHY)
    for code in WHY:
        assert "Source: " in why_words(code)


def test_channels_kinds_and_languages_have_names():
    assert all(channel_words(one) for one in Channel)
    assert len({kind_words(one) for one in TextKind}) == len(TextKind)
    assert all(language_words(one) for one in ("", *LANGUAGES))
    assert len({field_words(one) for one in FIELDS}) == len(FIELDS)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"points": 5}, "64 words · 5 of 6 points · ready"),
        ({"points": 5, "state": "look"}, "64 words · 5 of 6 points · have a look"),
        ({"points": None, "state": "blocked", "blocked": 2}, "64 words · 2 things to put right"),
        ({"points": None, "most": 200, "state": "too-long"}, "300 of 200 characters · too long"),
        ({"points": None, "state": "empty"}, "Nothing written yet"),
    ],
)
def test_the_verdict_is_one_line(facts, words):
    usual = {"words": 64, "characters": 300, "most": 0, "blocked": 0, "state": "ready"}
    assert verdict_words(Verdict(**{**usual, **facts})) == words
