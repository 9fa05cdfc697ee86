"""vCards as others can read them, and as InfoDesk reads them again."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import vobject
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from infodesk.core.contacts import Labelled
from infodesk.core.links import profile_slug
from infodesk.core.people import Education, Email, Link, Person, Phone, Position, Tag
from infodesk.core.progress import finish
from infodesk.core.stages import Stage
from infodesk.core.text import clean_line, clean_name, clean_text
from infodesk.formats.reading import read_file
from infodesk.formats.tables import mend
from infodesk.formats.vcard_writing import Card, write_vcard

GOLDEN = Path(__file__).parent.parent / "data" / "golden"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(200))

ZOE = Person(
    id=1,
    rev=1,
    uid="11111111-2222-4333-8444-555555555555",
    first_name="Zoë",
    last_name="Példa-Müsterová",
    name="Zoë Példa-Müsterová",
    title="Head of Things; and more",
    company="Példa, Søn & Co.",
    location="Porto, Portugal",
    about="Met at the fair,\nlikes tea; very kind. " + "Ünïcödé 🌟 " * 12 + "end",
    slug="zoë-példa-00ddeeff",
    stage=Stage.WARM,
    next_step="Send the article, then ask",
    next_step_on=date(2026, 12, 1),
    connected_on=date(2019, 9, 7),
    do_not_contact=True,
    emails=(
        Email(id=1, address="zoe@example.org", label="Work"),
        Email(id=2, address="zoe@example.net", label="Old one; unused"),
        Email(id=3, address="zoe@example.com"),
    ),
    phones=(
        Phone(id=1, number="+351 21 000 0000", label="Mobile"),
        Phone(id=2, number="+351 21 000 0001", label="Weekend phone"),
    ),
    links=(Link(id=1, url="https://zoe.example.org/a?b=1,2;3", label="Blog"),),
    positions=(
        Position(id=1, rev=1, title="Head of Things; and more", company="Példa, Søn & Co."),
        Position(
            id=2,
            rev=1,
            title="Clerk",
            company="Elsewhere",
            started_on=date(2015, 1, 1),
            finished_on=date(2018, 6, 1),
            is_current=False,
        ),
    ),
    education=(
        Education(id=1, rev=1, school="Example University", degree="MSc, Things",
                  started_on=date(2010, 1, 1)),
    ),
    tags=(Tag(id=1, name="Mentor"), Tag(id=2, name="Health, Data")),
)  # fmt: skip
DETAILS = {
    "birthday": [Labelled("--04-15")],
    "nickname": [Labelled("Zo; the one")],
    "department": [Labelled("Things, large")],
    "headline": [Labelled("I move things")],
    "skill": [Labelled("Moving"), Labelled("Lifting, heavy")],
    "address": [Labelled("Rua Falsa 1\n1000 Lisboa", "Work"), Labelled("Beach", "In summer")],
}
CARD = Card(
    person=ZOE,
    revised_at="2026-11-23T09:12:00Z",
    details=DETAILS,
    photo=PNG,
    photo_type="image/png",
)


def read(*cards):
    return finish(read_file("contacts.vcf", b"".join(cards))).rows


@pytest.mark.parametrize("version", ["4.0", "3.0"])
def test_golden(version):
    golden = GOLDEN / f"zoe-{version}.vcf"
    assert write_vcard(CARD, version) == golden.read_bytes()


@pytest.mark.parametrize("version", ["4.0", "3.0"])
def test_lines_are_folded_at_75_octets_and_cut_no_character(version):
    card = write_vcard(CARD, version)
    assert card.endswith(b"END:VCARD\r\n")
    assert b"\n" not in card.replace(b"\r\n", b"")
    lines = card.split(b"\r\n")
    assert max(map(len, lines)) == 75
    assert all(line.decode("utf-8") or True for line in lines)


def test_another_reader_reads_version_3():
    card = vobject.readOne(write_vcard(CARD, "3.0").decode("utf-8"))
    assert card.fn.value == ZOE.name
    assert (card.n.value.given, card.n.value.family) == (ZOE.first_name, ZOE.last_name)
    assert card.org.value == [ZOE.company, "Things, large"]
    assert card.title.value == ZOE.title
    assert [each.value for each in card.email_list] == [each.address for each in ZOE.emails]
    assert [each.value for each in card.tel_list] == [each.number for each in ZOE.phones]
    assert card.note.value == ZOE.about
    assert card.photo.value == PNG
    assert card.categories.value == ["Mentor", "Health, Data"]


@pytest.mark.parametrize("version", ["4.0", "3.0"])
def test_another_reader_reads_every_line(version):
    text = write_vcard(CARD, version).decode("utf-8")
    lines_ = [line for line, _ in vobject.base.getLogicalLines(StringIO(text), allowQP=False)]
    named = [vobject.base.parseLine(line)[0] for line in lines_]
    assert named[0] == "BEGIN"
    assert named.count("FN") == named.count("N") == named.count("VERSION") == 1


def as_told(person, photo=b""):
    """Return what a person's card should bring back."""
    positions = tuple(
        (p.title, p.company, p.started_on, p.finished_on, p.is_current) for p in person.positions
    )
    return {
        "name": (person.first_name, person.last_name),
        "work": (person.title, person.company),
        "slug": person.slug or "",
        "emails": [(each.address, each.label) for each in person.emails],
        "phones": [(each.number, each.label) for each in person.phones],
        "links": [(each.url, each.label) for each in person.links],
        "location": person.location,
        "about": person.about,
        "tags": [tag.name for tag in person.tags],
        "uid": person.uid,
        "own": (
            "" if person.stage is Stage.SPOTTED else person.stage.value,
            person.next_step,
            person.next_step_on,
            person.connected_on,
            person.do_not_contact,
        ),
        "positions": positions,
        "education": [(e.school, e.degree, e.started_on, e.finished_on) for e in person.education],
        "photo": photo,
    }


def told(row):
    more = row.more
    return {
        "name": (row.first_name, row.last_name),
        "work": (row.position, row.company),
        "slug": row.slug,
        "emails": [tuple(each) for each in more.emails],
        "phones": [tuple(each) for each in more.phones],
        "links": [tuple(each) for each in more.links],
        "location": more.location,
        "about": more.about,
        "tags": list(more.labels),
        "uid": more.uid,
        "own": (more.stage, more.next_step, more.next_step_on, row.connected_on,
                more.do_not_contact),
        "positions": tuple((p.title, p.company, p.started_on, p.finished_on, p.is_current)
                           for p in more.positions),
        "education": [tuple(each) for each in more.education],
        "photo": more.photo,
    }  # fmt: skip


@pytest.mark.parametrize("version", ["4.0", "3.0"])
def test_what_was_written_is_read(version):
    assert [told(row) for row in read(write_vcard(CARD, version))] == [as_told(ZOE, PNG)]


@pytest.mark.parametrize("version", ["4.0", "3.0"])
def test_details_come_back(version):
    ((row),) = read(write_vcard(CARD, version))
    more = row.more
    assert (more.birthday, more.nickname) == ("--04-15", "Zo; the one")
    assert (more.department, more.headline) == ("Things, large", "I move things")
    assert more.skills == ("Moving", "Lifting, heavy")
    assert list(more.addresses) == DETAILS["address"]
    born = Card(person=ZOE, revised_at="2026-11-23T09:12:00Z",
                details={"birthday": [Labelled("1980-03-22")]})  # fmt: skip
    ((row),) = read(write_vcard(born, version))
    assert row.more.birthday == "1980-03-22"


def cleaned(clean, **lengths):
    """Return texts that a vault can hold: clean, and not what mending would change."""
    return (
        st.text(st.characters(codec="utf-8"), **lengths)
        .map(clean)
        .filter(lambda text: mend(text) == text == clean(text))
    )


lines = cleaned(clean_line, max_size=30)
some = lines.filter(bool)
names = cleaned(clean_name, min_size=1, max_size=20).filter(lambda text: text and "@" not in text)
days = st.none() | st.dates(date(1950, 1, 1), date(2030, 12, 31))
addresses = st.from_regex(r"[a-z0-9.]{1,10}@[a-z0-9]{1,10}\.example", fullmatch=True)


@st.composite
def persons(draw):
    """Anybody a vault can hold, as its operations would have stored them."""
    first, last = draw(names), draw(names | st.just(""))
    title, company = draw(lines), draw(lines)
    emails = draw(st.lists(addresses, max_size=3, unique=True))
    numbers = draw(st.lists(some, max_size=3, unique_by=str.casefold))
    older = draw(st.lists(st.tuples(some, lines, days, days), max_size=2))
    current = [Position(id=1, rev=1, title=title, company=company)] if title or company else []
    return Person(
        id=1,
        rev=1,
        uid=str(draw(st.uuids())),
        first_name=first,
        last_name=last,
        name=" ".join(part for part in (first, last) if part),
        title=title,
        company=company,
        location=draw(lines),
        about=draw(cleaned(clean_text, max_size=200)),
        slug=draw(st.none() | st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True)),
        stage=draw(st.sampled_from(Stage)),
        next_step=draw(lines),
        next_step_on=draw(days),
        connected_on=draw(days),
        do_not_contact=draw(st.booleans()),
        emails=tuple(
            Email(id=1, address=each, label=draw(st.sampled_from(["", "Work"]) | lines))
            for each in emails
        ),
        phones=tuple(Phone(id=1, number=each, label=draw(lines)) for each in numbers),
        positions=(
            *current,
            *(
                Position(id=1, rev=1, title=t, company=c, started_on=a, finished_on=b,
                         is_current=False)
                for t, c, a, b in older
            ),
        ),
        education=tuple(
            Education(id=1, rev=1, school=school, degree=degree, started_on=start)
            for school, degree, start in draw(st.lists(st.tuples(some, lines, days), max_size=2))
        ),
        tags=tuple(
            Tag(id=1, name=name)
            for name in draw(st.lists(some, max_size=3, unique=True))
        ),
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(persons(), st.sampled_from(["4.0", "3.0"]))
def test_anybody_comes_back_equal(person, version):
    assume(profile_slug(f"https://www.linkedin.com/in/{person.slug}") == (person.slug or "none"))
    card = Card(person=person, revised_at="2026-11-23T09:12:00Z")
    assert [told(row) for row in read(write_vcard(card, version))] == [as_told(person)]


@pytest.mark.parametrize("version", ["4.0", "3.0"])
def test_who_has_no_name_comes_back_without_one(version):
    def someone(**facts):
        card = Card(
            person=Person(id=1, rev=1, uid="u", first_name="", last_name="", **facts),
            revised_at="2026-11-23T09:12:00Z",
        )
        (row,) = read(write_vcard(card, version))
        return row.first_name, row.last_name, row.name

    email = Email(id=1, address="only@example.org")
    assert someone(name="only@example.org", emails=(email,)) == ("", "", "only@example.org")
    assert someone(name="ada-b", slug="ada-b", company="X") == ("", "", "ada-b")
