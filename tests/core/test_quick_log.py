"""One line about what just happened, understood in English and German."""

from datetime import date, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from infodesk.core.quick_actions import ActionKind
from infodesk.core.quick_log import understand

MONDAY = date(2026, 11, 23)


def said(text):
    line = understand(text, MONDAY)
    return (
        line.name,
        [(each.kind.value, (each.day - MONDAY).days) for each in line.actions],
        (line.next_on - MONDAY).days if line.next_on else None,
        line.next_text,
        line.note,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("met Ana, sent thanks, next in 2 weeks",
         ("Ana", [("met", 0), ("thanked", 0)], 14, "", "")),
        ("met Ana Ferrer yesterday at the fair, next send the article on Friday",
         ("Ana Ferrer", [("met", -1)], 4, "send the article", "at the fair")),
        ("Ana getroffen, Dank geschickt, nächster Schritt in 2 Wochen",
         ("Ana", [("met", 0), ("thanked", 0)], 14, "", "")),
        ("gestern mit Jonas Hall telefoniert, dann Artikel schicken am 12.12.",
         ("Jonas Hall", [("called", -1)], 19, "Artikel schicken", "")),
        ("Ana Ferrer said yes", ("Ana Ferrer", [("said-yes", 0)], None, "", "")),
        ("Piotr: said later", ("Piotr", [("said-later", 0)], None, "", "")),
        ("Maya hat abgesagt", ("Maya", [("said-no", 0)], None, "", "")),
        ("e-mailed Ruth O'Neil-Sandoval, follow up in 5 days",
         ("Ruth O'Neil-Sandoval", [("mailed", 0)], 5, "follow up", "")),
        ("called Maya on Friday about registries; next: ring again, 7 December",
         ("Maya", [("called", -3)], 14, "ring again", "about registries")),
        ("I have met with Ana on 2026-11-20", ("Ana", [("met", -3)], None, "", "")),
        ("wrote to Maya Chen 3 days ago", ("Maya Chen", [("wrote", -3)], None, "", "")),
        ("hello", ("hello", [], None, "", "")),
        ("", ("", [], None, "", "")),
        ("met Ana in 2 weeks", ("Ana", [("met", 0)], None, "", "")),
    ],
)  # fmt: skip
def test_lines(text, expected):
    assert said(text) == expected


VERBS = {
    "met": ActionKind.MET,
    "had coffee with": ActionKind.MET,
    "called": ActionKind.CALLED,
    "e-mailed": ActionKind.MAILED,
    "followed up with": ActionKind.FOLLOWED_UP,
    "thanked": ActionKind.THANKED,
    "sent a thank-you note to": ActionKind.THANKED,
    "asked": ActionKind.ASKED,
    "traf": ActionKind.MET,
    "telefoniert mit": ActionKind.CALLED,
    "nachgehakt bei": ActionKind.FOLLOWED_UP,
    "geschrieben an": ActionKind.WROTE,
}
WHENS = {
    "": 0,
    "today": 0,
    "yesterday": -1,
    "gestern": -1,
    "vorgestern": -2,
    "3 days ago": -3,
    "vor zwei Wochen": -14,
    "on Monday": 0,
    "am Sonntag": -1,
    "on 2 November": -21,
    "am 2. November": -21,
}
NEXTS = {
    "": None,
    ", next in 2 weeks": 14,
    ", next tomorrow": 1,
    ", then send the book on Friday": 4,
    ", nächster Schritt in drei Tagen": 3,
    ", dann übermorgen": 2,
    "; next week": 7,
}
NAMES = st.sampled_from(
    ["Ana", "Ana Ferrer", "Tomás Ortega", "Søren Größe", "O'Neil-Smith", "Ян Ковальський", "例子"]
)


@given(
    verb=st.sampled_from(sorted(VERBS)),
    name=NAMES,
    when=st.sampled_from(sorted(WHENS)),
    after=st.sampled_from(sorted(NEXTS)),
)
def test_verb_name_day_and_next_are_told_apart(verb, name, when, after):
    line = understand(f"{verb} {name} {when}{after}", MONDAY)
    assert line.name == name
    assert [each.kind for each in line.actions] == [VERBS[verb]]
    assert line.actions[0].day == MONDAY + timedelta(days=WHENS[when])
    assert (line.next_on and (line.next_on - MONDAY).days) == NEXTS[after]


@given(text=st.text(max_size=600))
def test_anything_can_be_typed(text):
    line = understand(text, MONDAY)
    assert all(each.day <= MONDAY for each in line.actions)


@given(
    parts=st.lists(
        st.sampled_from(
            [*VERBS, *WHENS, *NEXTS, "Ana", ",", "next", "in 999 months", "31 February", "99.99."]
        ),
        max_size=12,
    )
)
def test_what_happened_is_never_in_the_future(parts):
    line = understand(" ".join(parts), date.max)
    assert all(each.day <= date.max for each in line.actions)
