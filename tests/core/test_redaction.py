"""Hiding people: names, in whole and in parts, addresses, numbers; and what stays readable."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infodesk.core.marks import MarkKind
from infodesk.core.progress import finish
from infodesk.core.redaction import KnownPerson, Redactor, redact, short_name
from infodesk.core.report import (
    BulletList,
    CodeBlock,
    Column,
    Field,
    Fields,
    Heading,
    ListItem,
    Marked,
    Paragraph,
    QuestionAnswer,
    Quote,
    Report,
    Span,
    Table,
    plain,
    words_of,
)
from infodesk.core.text import fold
from infodesk.formats.plain_text import to_text
from tests.formats.reports import WORDS

MAYA = KnownPerson(
    name="Maya Chen",
    contacts=("maya@example.org", "+44 20 7946 0018", "maya-chen-example", "1 High St, Leeds"),
)
TOMAS = KnownPerson(name="Tomás Ortega de la Cruz", others=("Tommy",))
JUN = KnownPerson(name="神田純子")
WILL = KnownPerson(name="Will Long")
PEOPLE = [MAYA, TOMAS, JUN, WILL]


def redactor(*close, people=PEOPLE, **more):
    made = Redactor(people=people, contact="[contact]", company="[company]", **more)
    made.bring_close(people.index(one) for one in close)
    return made


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Maya Chen said so", "M.C. said so"),
        ("CHEN, MAYA", "M.C."),
        ("maya chen's team", "M.C.'s team"),
        ("Maya\nChen", "M.C."),
        ("Ma­ya Chen", "M.C."),
        ("Tomas Ortega de la Cruz", "T.C."),
        ("Tomás Cruz", "T.C."),
        ("ask 神田純子さん", "ask 神.さん"),
        ("Write to maya@example.org, or x@y.example", "Write to [contact], or [contact]"),
        ("call 020 7946 0018 today", "call [contact] today"),
        ("call +1 (555) 010-0199", "call [contact]"),
        ("see https://example.org/maya", "see [contact]"),
        ("www.example.org and linkedin.com/in/someone", "[contact] and [contact]"),
        ("lives at 1 High St,\nLeeds.", "lives at [contact]."),
        # What tells nothing stays
        ("on 2026-11-23 at 15:00, 30 minutes", "on 2026-11-23 at 15:00, 30 minutes"),
        ("from 2019-2026, 1 000 000 rows", "from 2019-2026, 1 000 000 rows"),
        ("will it take long? In May, perhaps.", "will it take long? In May, perhaps."),
        ("Mayan art and chenille", "Mayan art and chenille"),
        ("and/or, 24/7", "and/or, 24/7"),
        ("", ""),
    ],
)
def test_whole_names_and_ways_to_people_are_hidden(text, hidden):
    assert redactor().text(text) == hidden


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Maya thinks", "M. thinks"),
        ("maya thinks, mayas team", "M. thinks, M. team"),
        ("the Chens", "the C."),
        ("Will will take long", "W. will take long"),
        ("Ask Tommy", "Ask T."),
    ],
)
def test_of_whoever_it_is_about_every_part_is_hidden(text, hidden):
    assert redactor(MAYA, WILL).text(text) == hidden


def test_companies_are_hidden_where_they_are_names():
    hide = redactor(
        companies=["Northwind Health GmbH", "Orchard"], close_companies=["Kestrel Labs Ltd"]
    )
    assert hide.text("At Northwind Health and Northwind Health GmbH") == (
        "At [company] and [company]"
    )
    assert hide.text("an orchard near Orchard; Kestrel pays") == (
        "an orchard near [company]; [company] pays"
    )


def report_of(*nodes, title="Notes"):
    return Report(
        kind="dossier", label="Person", title=title, language="en", words=WORDS,
        created_at=datetime(2026, 11, 23, tzinfo=UTC), created="", nodes=nodes,
        subtitle="", cover=(Field(label="Qq", value="maya@example.org", link="mailto:x@y.z"),),
    )  # fmt: skip


def test_who_is_met_by_the_whole_name_is_hidden_by_every_part_everywhere():
    before = report_of(
        Paragraph(spans=plain("Cruz would know")), Paragraph(spans=plain("Tomás Ortega de la Cruz"))
    )
    first, second = finish(redact(before, redactor())).nodes
    assert words_of(first.spans) == "C. would know"
    assert words_of(second.spans) == "T.C."


def test_a_name_over_several_spans_goes_whole_and_links_go():
    spans = (
        Span(text="Ask "),
        Span(text="Ma", strong=True, link="https://example.org"),
        Span(text="ya Ch"),
        Span(text="en now", emphasis=True),
    )
    (node,) = finish(redact(report_of(Paragraph(spans=spans)), redactor())).nodes
    assert [(one.text, one.strong, one.emphasis) for one in node.spans] == [
        ("Ask ", False, False),
        ("M.C.", True, False),
        (" now", False, True),
    ]
    assert all(not span.link for span in node.spans)


LETTERS = st.sampled_from("aeiouylnrstkmáéöüñçšдоиненнγαβمحمשלو")
WORD = st.text(LETTERS, min_size=3, max_size=9).map(str.capitalize)
NAME = st.lists(WORD, min_size=2, max_size=4, unique_by=fold).map(" ".join)
DIGITS = st.text("0123456789", min_size=8, max_size=13)
PERSON = st.builds(
    lambda name, mail, phone: (name, f"{mail}@example.net", phone), NAME,
    st.text("abcdefgh.", min_size=1, max_size=8).filter(lambda m: m.strip(".") == m), DIGITS,
)  # fmt: skip
GLUE = st.sampled_from(
    [" ", ", ", " (", ") ", ". ", "\n", " – ", "'s ", ": ", " said ", " and ", "\n! "]
)


def styled(name, way):
    return {
        "plain": name,
        "upper": name.upper(),
        "lower": name.lower(),
        "turned": ", ".join([name.split()[-1], " ".join(name.split()[:-1])]),
        "first": name.split()[0],
        "last": name.split()[-1],
        "lines": name.replace(" ", "\n"),
    }[way]


WAYS = ("plain", "upper", "lower", "turned", "first", "last", "lines")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_name_address_or_number_survives(data):
    people = data.draw(st.lists(PERSON, min_size=1, max_size=4))
    known = [KnownPerson(name=name, contacts=(mail, phone)) for name, mail, phone in people]
    hide = Redactor(people=known, contact="[contact]", company="[company]")
    about = data.draw(st.integers(0, len(known) - 1))
    hide.bring_close([about])
    said = []
    for number, (name, mail, phone) in enumerate(people):
        ways = WAYS if number == about else ("plain", "upper", "lower", "turned", "lines")
        spaced = f"+{phone[:2]} ({phone[2:4]}) {phone[4:7]}-{phone[7:]}"
        for part in (styled(name, data.draw(st.sampled_from(ways))), mail, phone, spaced):
            said += [part, data.draw(GLUE)]
    text = "".join(said)
    node = data.draw(st.sampled_from(["paragraph", "table", "quote", "list", "question", "mark"]))
    made = {
        "paragraph": Paragraph(spans=(Span(text=text[:7]), Span(text=text[7:], strong=True))),
        "table": Table(columns=(Column(label=plain("A")),), rows=((plain(text),),)),
        "quote": Quote(spans=plain("x"), source=text),
        "list": BulletList(items=(ListItem(nodes=(CodeBlock(text=text),)),)),
        "question": QuestionAnswer(question=text, answer=(Heading(level=2, text=text),)),
        "mark": Marked(kind=MarkKind.QUOTE, spans=plain(text)),
    }[node]
    after = finish(redact(report_of(made, Fields(fields=(Field(label="Qq", value=text),))), hide))
    left = fold(to_text(after))
    for number, (name, mail, phone) in enumerate(people):
        assert mail not in left
        assert phone not in re.sub(r"\D", "", left)
        parts = [fold(part) for part in name.split()]
        assert not re.search(rf"\b{re.escape(' '.join(parts))}\b", left)
        if number == about:
            words = set(re.findall(r"[^\W_]+", left))
            assert not words & set(parts)


def test_initials_tell_no_more():
    assert short_name("Dr. Anna-Lena von Berg, PhD") == "A.B."
    assert short_name("李") == "李."
    assert short_name("🦊") == "…"


def test_thirty_thousand_people_are_looked_up_not_searched():
    people = [KnownPerson(name=f"Anna{n} Berg{n % 700}") for n in range(30_000)]
    hide = Redactor(people=people, contact="", company="")
    assert hide.text("so said Anna29999 Berg599 and others " * 100).count("A.B.") == 100
