"""Days in words, and words for the codes that reports and lists use."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from infodesk.core.introductions import Audience
from infodesk.core.marks import MarkKind
from infodesk.core.meetings import MeetingState
from infodesk.core.questions import Letter, Level, RoleFamily, Theme
from infodesk.core.report import PrinterWords
from infodesk.core.research import Topic
from infodesk.core.stages import Stage
from infodesk.core.touches import Direction, TouchKind
from infodesk.words.dates import (
    day_in_words,
    day_nearby,
    moment_in_words,
    month_in_words,
)
from infodesk.words.records import Words, say

TODAY = date(2026, 11, 23)
OPERATIONS = Path(__file__).parents[2] / "infodesk" / "operations"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (3, "in 3 days"),
        (-6, "6 days ago"),
        (7, "30 Nov"),
        (-7, "16 Nov"),
        (60, "22 Jan 2027"),
    ],
)
def test_near_days_are_said_as_one_says_them(days, words):
    assert day_nearby(TODAY + timedelta(days=days), TODAY) == words


def test_full_days():
    assert day_in_words(TODAY) == "23 November 2026"
    assert month_in_words(TODAY, TODAY) == "November"
    assert month_in_words(date(2025, 2, 1), TODAY) == "February 2025"
    moment = datetime(2026, 11, 23, 15, 5)  # noqa: DTZ001 - wall time
    assert moment_in_words(moment) == "Monday 23 November 2026, 15:05"


def test_every_code_of_a_record_has_words():
    for stage in Stage:
        assert say(f"stage-{stage.value}")
    for kind in TouchKind:
        assert say(f"touch-{kind.value}")
    for state in MeetingState:
        assert say(f"state-{state.value}")
        assert say(f"touch-meeting-{state.value}")
    for direction in Direction:
        assert say(f"direction-{direction.value}")
    for mark in MarkKind:
        assert say(f"mark-{mark}")
    for codes, kinds in (
        ("theme", Theme), ("letter", Letter), ("role", RoleFamily), ("level", Level),
        ("topic", Topic), ("audience", Audience),
    ):  # fmt: skip
        for kind in kinds:
            assert say(f"{codes}-{kind.value}")
    assert PrinterWords.said_by(Words().say).page_of == "{page} of {pages}"


def test_every_code_that_operations_say_has_words():
    facts = {
        "count": 2, "label": "l", "year": 2019, "energy": 4, "most": 5, "name": "n",
        "day": "d", "title": "t", "company": "c",
        "page": 1, "pages": 2, "seconds": 30,
    }  # fmt: skip
    codes = set()
    for source in OPERATIONS.glob("*.py"):
        codes |= set(
            re.findall(
                r'"((?:report|brief|closing)-[a-z-]+|role-at|minutes)"', source.read_text("utf-8")
            )
        )
    assert len(codes) > 20
    for code in codes:
        assert say(code, **facts)


def test_counts_have_their_own_words():
    assert say("minutes", count=1) == "1 minute"
    assert say("minutes", count=20) == "20 minutes"
