"""The review of marks: what is known again, and what lines say."""

from datetime import date, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from infodesk.core.ids import MarkId
from infodesk.core.marks import MarkKind, marks_in
from infodesk.core.review import Outcome, ReviewedMark, propose, read_promise, read_referral

TODAY = date(2026, 11, 25)  # a Wednesday
LINES = st.lists(st.sampled_from(["! one thing", "! another thing", '" said so', "plain", "> do"]))


def decided(proposals):
    return [
        ReviewedMark(id=MarkId(number), kind=one.kind, text=one.text, outcome=Outcome.KEPT)
        for number, one in enumerate(proposals)
    ]


@given(lines=LINES)
def test_what_was_decided_is_never_new_again(lines):
    first = propose(marks_in("\n".join(lines)), [])
    assert all(one.reviewed is None for one in first)
    again = propose(marks_in("\n".join(["new first line", *lines])), decided(first))
    assert all(one.reviewed is not None for one in again)
    assert len({one.reviewed.id for one in again}) == len(again)


@given(lines=LINES, more=LINES)
def test_new_lines_are_new(lines, more):
    known = decided(propose(marks_in("\n".join(lines)), []))
    again = propose(marks_in("\n".join([*lines, *more])), known)
    assert sum(one.reviewed is not None for one in again) == len(known)


def test_a_corrected_line_is_the_same_line():
    known = decided(propose(marks_in("! Half of the weke is data quality"), []))
    (one,) = propose(marks_in("! Half of the week is data quality"), known)
    assert one.reviewed is not None
    (other,) = propose(marks_in("! Regulation doubles the work"), known)
    assert other.reviewed is None


def test_marks_without_words_say_nothing():
    assert propose(marks_in("!  \n> \n? x"), [])[0].kind is MarkKind.RED_FLAG


@pytest.mark.parametrize(
    ("line", "name", "title", "company", "may"),
    [
        ('Sara Lind, nurse educator at Alder: "use my name"',
         "Sara Lind", "nurse educator", "Alder", True),
        ("Jun Kanda at Example Medical", "Jun Kanda", "", "Example Medical", False),
        ("Ana", "Ana", "", "", False),
        ("Ruth Sandoval, product lead, Kestrel - do not use my name",
         "Ruth Sandoval", "product lead", "Kestrel", False),
        ("Elif Varga, Leiterin bei Meridian (darf ich ihn nennen)",
         "Elif Varga", "Leiterin", "Meridian", True),
        ("山田太郎", "山田太郎", "", "", False),
    ],
)  # fmt: skip
def test_a_referral_is_read(line, name, title, company, may):
    found = read_referral(line)
    assert " ".join(part for part in (found.first_name, found.last_name) if part) == name
    assert (found.title, found.company, found.may_use_name) == (title, company, may)


@pytest.mark.parametrize(
    ("line", "mine", "due"),
    [
        ("I send him the course list by Friday", True, date(2026, 11, 27)),
        ("He asks his lead", False, TODAY + timedelta(days=14)),
        ("Tomás: introduces me to Sara next week", False, date(2026, 12, 4)),
        ("send the paper tomorrow", True, date(2026, 11, 26)),
        ("Read it in two weeks", True, date(2026, 12, 9)),
        ("Ich schicke ihr die Liste bis Mittwoch", True, date(2026, 12, 2)),
        ("finish 2026-12-24", True, date(2026, 12, 24)),
        ("finish 2026-13-45", True, TODAY),
        ("", True, TODAY + timedelta(days=7)),
    ],
)
def test_a_promise_is_read(line, mine, due):
    found = read_promise(line, TODAY, "Tomás")
    assert (found.by_me, found.due_on) == (mine, due)


@given(text=st.text(max_size=200), day=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_any_line_can_be_read(text, day):
    assert read_promise(text, day, "Ana").due_on >= day
    read_referral(text)
