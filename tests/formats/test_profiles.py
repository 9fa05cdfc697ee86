"""LinkedIn profiles, pasted and as PDF: a person, their positions, education and skills."""

from datetime import date

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from infodesk.core.errors import BadImportFile
from infodesk.core.progress import finish
from infodesk.formats import profile_pdf
from infodesk.formats.profiles import PASTED, Span, read_profile, section_of, span_of
from infodesk.formats.reading import read_file
from tests.formats.profile_samples import ADA_PASTED, PDFS, plain_pdf
from tests.formats.profile_samples import profile_pdf as made


def pasted(text):
    (row,) = read_profile(text).rows
    return row


def saved(language):
    file = finish(read_file("Profile.pdf", made(language)))
    assert file.report.kind == profile_pdf.KIND
    (row,) = file.rows
    return row


def careers(row):
    return [
        (p.title, p.company, p.started_on, p.finished_on, p.is_current) for p in row.more.positions
    ]


ADA_CAREER = [
    ("Head of Things", "Example, Inc.", date(2021, 3, 1), None, True),
    ("Thing Planner", "Example, Inc.", date(2020, 2, 1), date(2021, 3, 1), False),
    ("Junior Planner", "Muster GmbH", date(2018, 9, 1), date(2019, 12, 1), False),
]
ADA_SCHOOLS = [
    ("Example University", "Master of Science - MSc, Statistics", date(2014, 1, 1),
     date(2016, 1, 1)),
    ("Muster Gymnasium", "", None, None),
]  # fmt: skip


@pytest.mark.parametrize("row", [pasted(ADA_PASTED), saved("en")], ids=["pasted", "pdf"])
def test_the_same_person_both_ways(row):
    more = row.more
    assert (row.first_name, row.last_name) == ("Ada", "Beispiel")
    assert (row.position, row.company) == ("Head of Things", "Example, Inc.")
    assert more.headline == "Head of Things at Example, Inc. | Mentor"
    assert more.location == "Berlin, Germany"
    assert more.about.startswith("I like things that work, and people who make them.")
    assert careers(row) == ADA_CAREER
    assert [tuple(school) for school in more.education] == ADA_SCHOOLS
    assert more.skills[:2] == ("Planning", "Statistics")
    assert more.positions[0].text.startswith("Leads eleven people")
    assert more.positions[2].place == "Hamburg, Germany"


@pytest.mark.parametrize("language", PDFS)
def test_another_maker_of_pdfs(language):
    (row,) = finish(read_file("Profile.pdf", plain_pdf(language))).rows
    other = saved(language)
    assert careers(row) == careers(other)
    assert row.more.education == other.more.education
    assert (row.name, row.more.headline, row.more.skills) == (
        other.name,
        other.more.headline,
        other.more.skills,
    )


def test_a_profile_among_files():
    file = finish(read_file("ada.txt", ADA_PASTED.encode("utf-8")))
    assert file.report.kind == PASTED
    assert careers(file.rows[0]) == ADA_CAREER


def test_contact_of_a_pdf():
    row = saved("en")
    assert row.slug == "ada-beispiel-00a1b2c3"  # broken over two lines in the narrow column
    assert row.email == "ada@example.org"
    assert [tuple(phone) for phone in row.more.phones] == [("+49 30 23125 001", "Mobile")]
    assert [link.value for link in row.more.links] == ["https://ada.example.org"]


@pytest.mark.parametrize(
    ("language", "name", "slug", "position", "start", "skills"),
    [
        ("de", "Dr. Jürgen Müster", "juergen-muster", "Geschäftsführer", date(2012, 10, 1), 2),
        ("fr", "Zoë Exemplé", "zoë-exemplé", "Directrice des achats", date(2019, 1, 1), 1),
        ("es", "Lea Muestra Ejemplo", "lea-muestra", "Controller", date(2017, 4, 1), 1),
    ],
)
def test_other_languages(language, name, slug, position, start, skills):
    row = saved(language)
    assert (row.name, row.slug, row.position) == (name, slug, position)
    assert row.more.location == PDFS[language]["place"]
    assert row.more.positions[0].started_on == start
    assert row.more.positions[0].is_current
    assert len(row.more.skills) == skills
    (school,) = row.more.education
    assert school.started_on
    assert school.degree
    assert row.more.about == "".join(
        line for heading, lines in PDFS[language]["sections"][:1] if section_of(heading) == "about"
        for _, line in lines
    )  # fmt: skip


def test_parts_that_are_missing():
    row = pasted("Bo Muster\nExperience\nCook\nMuster AG\n2019 - 2021")
    assert careers(row) == [("Cook", "Muster AG", date(2019, 1, 1), date(2021, 1, 1), False)]
    assert (row.position, row.more.education, row.more.skills) == ("", (), ())
    row = pasted("Bo Muster\nCook at Muster AG\nAbout\nI cook.")
    assert (row.position, row.company, row.more.about) == ("Cook at Muster AG", "", "I cook.")
    row = pasted("Bo\nSkills\nCooking\nCooking\n12 endorsements")
    assert (row.name, row.more.skills) == ("Bo", ("Cooking",))


def test_positions_without_a_company_block():
    row = pasted(
        "Bo Muster\nErfahrung\nKoch\nMuster AG · Vollzeit\nJan. 2020–Heute · 6 Jahre\n"
        "Berlin, Deutschland · Hybrid\nKocht.\nHilfe\nBeispiel GmbH · Teilzeit\n"
        "Mai 2018 bis Dez. 2019\nAusbildung\nKochschule\nKoch, Küche\n2015 – 2018\n"
    )
    assert careers(row) == [
        ("Koch", "Muster AG", date(2020, 1, 1), None, True),
        ("Hilfe", "Beispiel GmbH", date(2018, 5, 1), date(2019, 12, 1), False),
    ]
    assert row.more.positions[0].place == "Berlin, Deutschland"
    assert row.more.positions[0].text == "Kocht."
    assert row.more.education[0][:2] == ("Kochschule", "Koch, Küche")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Jan 2020 - Present · 3 yrs", Span(date(2020, 1, 1), None)),
        ("January 2020 – March 2021 (1 year 3 months)", Span(date(2020, 1, 1), date(2021, 3, 1))),
        ("Jan. 2020–Heute", Span(date(2020, 1, 1), None)),
        ("janv. 2019 - aujourd’hui · 7 ans", Span(date(2019, 1, 1), None)),
        ("sept. de 2014 - actualidad", Span(date(2014, 9, 1), None)),
        ("2014 - 2018", Span(date(2014, 1, 1), date(2018, 1, 1))),
        ("2014", Span(date(2014, 1, 1), date(2014, 1, 1))),
        ("Head of Things", None),
        ("From A to B", None),
        ("Grew sales from 2014 to 2018 by half", None),
        ("", None),
    ],
)
def test_what_is_a_time(text, span):
    assert span_of(text) == span


def test_what_is_no_profile():
    for text in ("Just one line", "Dear all,\nsee you on Monday.\nBo", "Experience\nEducation"):
        with pytest.raises(BadImportFile) as refusal:
            read_profile(text)
        assert refusal.value.facts["reason"] == "no-people"
    with pytest.raises(BadImportFile) as refusal:
        read_profile(" \n ")
    assert refusal.value.facts["reason"] == "empty"
    with pytest.raises(BadImportFile) as refusal:
        read_profile("x" * 300_000)
    assert refusal.value.facts["reason"] == "too-large"
    assert read_profile(ADA_PASTED, "clip").report.kind == PASTED


def refusal_of(data):
    with pytest.raises(BadImportFile) as refusal:
        finish(read_file("x.pdf", data))
    return refusal.value.facts["reason"]


def test_pdfs_that_are_no_profile():
    letter = typst.compile(b"Dear all, see you on Monday.", format="pdf")
    assert refusal_of(letter) == "not-a-profile"
    picture = typst.compile(b"#rect(width: 1cm)", format="pdf")
    assert refusal_of(picture) == "no-text"
    assert refusal_of(made("en")[:2_000]) == "not-a-profile"
    assert refusal_of(b"%PDF-1.7\n") == "not-a-profile"
    assert refusal_of(typst.compile(b"#for i in range(61) [x #pagebreak()]", format="pdf")) == (
        "too-large"
    )


def test_a_pdf_with_a_password(tmp_path):
    writer = PdfWriter(clone_from=PdfReader(tmp_path_file(tmp_path, made("en"))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = tmp_path / "locked.pdf"
    writer.write(out)
    assert refusal_of(out.read_bytes()) == "encrypted-pdf"


def tmp_path_file(tmp_path, data):
    path = tmp_path / "open.pdf"
    path.write_bytes(data)
    return path


def test_drawing_without_an_end_is_stopped(monkeypatch):
    monkeypatch.setattr(profile_pdf, "MAX_OPERATIONS", 100)
    assert refusal_of(made("en")) == "too-large"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(ADA_PASTED.split("\n")) | st.text(max_size=40), max_size=60))
def test_any_lines_are_read_or_refused(lines):
    try:
        file = read_profile("\n".join(lines))
    except BadImportFile:
        return
    (row,) = file.rows
    assert row.name
    dated = [position for position in row.more.positions if position.started_on]
    assert len(dated) in (len(row.more.positions), 0)
