"""A printed Report: tagged, outlined, readable as text, whatever its text holds."""

import io
import os

import pypdf
import pytest

from infodesk.core.errors import PdfFailed
from infodesk.core.report import Column, Heading, Paragraph, Quote, Span, Table, plain
from infodesk.formats.markdown import notes_to_nodes
from infodesk.formats.pdf import Typefaces, print_pdf
from tests.formats.reports import dossier, one_meeting, report

# Only the fonts that Typst brings along: the same on every machine, also on one without any.
OWN = Typefaces(system=False)


def printed(document, **options):
    """Return the result and the document read back."""
    result = print_pdf(document, typefaces=OWN, **options)
    return result, pypdf.PdfReader(io.BytesIO(result.data))


def text_of(pdf, first=1):
    """Return the text from page `first` (0 is the cover), all blanks made one."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages[first:]).split())


def squeezed(text):
    """Return `text` without blanks: where lines break depends on the page."""
    return "".join(text.split())


def starts_of_texts(page):
    """Return how far from the page's left edge each text begins, in points."""
    starts = {}

    def visit(text, placed, text_placed, _font, _size):
        if text.strip():
            starts[text.strip()] = placed[4] + placed[0] * text_placed[4]

    page.extract_text(visitor_text=visit)
    return starts


@pytest.fixture(scope="module")
def person():
    return printed(dossier())


def test_it_is_accessible(person):
    result, pdf = person
    root = pdf.trailer["/Root"]
    assert result.standard == "ua-1"
    assert result.missing == ()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == "Tomás Ortega"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_the_outline_names_every_heading(person):
    _, pdf = person

    def titles(entries):
        return [titles(entry) if isinstance(entry, list) else entry.title for entry in entries]

    assert titles(pdf.outline) == [
        "Facts",
        "Timeline",
        "Thursday, 5 March 2026",
        ["Questions", "Private notes", ["How the week is spent"]],
        "Thursday, 7 May 2026",
        ["Questions", "Private notes"],
    ]


def test_tables_and_lists_are_tagged_as_such(person):
    _, pdf = person

    def kinds(element):
        element = element.get_object()
        if isinstance(element, list):
            return set().union(*(kinds(child) for child in element))
        if not hasattr(element, "get"):
            return set()
        found = {str(element["/S"])} if "/S" in element else set()
        return found | kinds(element["/K"]) if "/K" in element else found

    tags = kinds(pdf.trailer["/Root"]["/StructTreeRoot"])
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/L", "/LI", "/Link", "/Title"} <= tags


def test_the_cover_and_the_page_numbers(person):
    _, pdf = person
    cover = text_of(pdf, 0)
    for words in ("Tomás Ortega", "Person", "not encrypted", "Made with InfoDesk", "9 March 2026"):
        assert words in cover
    last = len(pdf.pages)
    assert f"{last} of {last}" in pdf.pages[-1].extract_text()
    assert "Thursday, 7 May 2026" in pdf.pages[-1].extract_text().splitlines()[0]  # running head
    assert " of " not in pdf.pages[0].extract_text().replace("head of", "")


def test_every_font_is_embedded(person):
    _, pdf = person
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].get_object().values()
    ]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font) for font in fonts)


def test_marks_have_their_symbol_and_their_word(person):
    text = text_of(person[1])
    for line in (
        "! Insight Half of the week",
        '" Quote “Nobody',
        "# Resource Book",
        "@ Referral Sara",
        "> Action I send",
        "? Red flag On-call",
    ):
        assert squeezed(line) in squeezed(text)


def test_links_lead_only_to_safe_places():
    nodes = notes_to_nodes("[a](https://example.org/a) [b](ftp://example.org) <tel:+34911>")
    crafted = Paragraph(spans=(Span(text="c", link="javascript:alert(1)"),))
    _, pdf = printed(report(*nodes, crafted))
    addresses = {
        str(note.get_object()["/A"]["/URI"])
        for page in pdf.pages[1:]
        for note in page.get("/Annots", [])
    }
    assert addresses == {"https://example.org/a", "tel:+34911"}


def test_hostile_text_is_printed_as_it_stands():
    hostile = (
        '#import "@preview/x:1.0.0" #eval("1") #read("/etc/passwd") $a^2$ \\ \\u{41} = h - l + e '
        "/ t <label> @ref `raw` *b* _i_ // c /* d */ ~ -- ... 'q' \"r\" [x] {y} "
        "<script>alert(1)</script>"
    )
    controls = "nul\x00 esc\x1b \ud800 \u202egnirts\u2066 \ufeff\uffff \x85next"
    table = Table(columns=(Column(label=plain("#a")),), rows=((plain("$b$"),),))
    result, pdf = printed(
        report(
            Heading(level=1, text="#strong[no]"),
            Paragraph(spans=plain(hostile)),
            Paragraph(spans=plain(controls)),
            Quote(spans=plain("#quote"), source="#source"),
            table,
            title='#panic("title") $x$',
        )
    )
    text = text_of(pdf, 0)
    assert result.standard == "ua-1"
    assert squeezed(hostile) in squeezed(text)
    assert "gnirts" in text
    for words in ("#strong[no]", "#quote", "#source", "#a", "$b$", '#panic("title") $x$'):
        assert words in text
    assert "\x00" not in text
    assert pdf.metadata.title == '#panic("title") $x$'


def test_missing_characters_are_named_and_the_rest_is_printed():
    result, pdf = printed(report(Paragraph(spans=plain("日本 and 日 😀 👩\u200d👧 fine"))))
    assert result.standard == "tagged"
    assert result.missing == ("日", "本", "😀", "👩", "👧")
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "fine" in text_of(pdf)


@pytest.mark.parametrize(
    "words", ["Łódź Ștefan Nguyễn", "Ελληνικά πολυτονικό ᾧ", "Русский Ђорђе", "שלום עולם"]
)
def test_the_scripts_that_need_no_other_font(words):
    result, pdf = printed(report(Paragraph(spans=plain(words))))
    assert result.standard == "ua-1"
    read = text_of(pdf)
    assert all(word in read for word in words.split())


def test_a_paragraph_turns_with_its_own_script():
    """Compare where lines begin: Hebrew at the right margin, English at the left."""
    _, pdf = printed(report(Paragraph(spans=plain("שלום")), Paragraph(spans=plain("peace"))))
    starts = starts_of_texts(pdf.pages[1])
    hebrew = next(x for words, x in starts.items() if any(c in words for c in "שלום"))
    english = next(x for words, x in starts.items() if "peace" in words)
    assert hebrew > english + 200


def test_a_report_in_a_right_to_left_language():
    result, pdf = printed(report(*notes_to_nodes("- שלום\n! עולם"), language="he"))
    assert result.standard == "ua-1"
    assert pdf.trailer["/Root"]["/Lang"] == "he"


def test_long_words_stay_on_the_page_and_read_back_whole():
    word = "Donaudampfschiff" * 12
    address = "https://example.org/" + "a/b-c?d=" * 30
    table = Table(
        columns=(Column(label=plain("a")), Column(label=plain("b")), Column(label=plain("c"))),
        rows=((plain(word), plain("x"), plain(word)),),
    )
    document = report(
        Heading(level=2, text=word),
        Paragraph(spans=plain(f"{word} {address}")),
        *notes_to_nodes(f"```\n{word}\n```\n`{word}`"),
        table,
        title="N" * 120,
    )
    _, pdf = printed(document)
    read = squeezed(text_of(pdf, 0))
    assert read.count(word) >= 4
    assert squeezed(address) in read
    assert "N" * 120 in read
    # Half an em a letter is the least that these have; the smallest size is 8 points.
    for page in pdf.pages:
        for text, start in starts_of_texts(page).items():
            assert start + 4 * len(text) < float(page.mediabox.width), text


def test_huge_and_empty_texts():
    unbroken = Paragraph(spans=plain("y" * 20_000))
    many_words = Paragraph(spans=plain("quiet words " * 2_000))
    result, pdf = printed(report(unbroken, many_words, Paragraph(spans=()), title=""))
    assert result.standard == "ua-1"
    assert squeezed(text_of(pdf)).count("y") >= 20_000
    empty, pdf = printed(report(title=""))
    assert len(pdf.pages) == 2
    assert empty.standard == "ua-1"


def test_paper_and_language(person):
    _, pdf = printed(one_meeting(), paper="letter")
    width, height = (round(float(side)) for side in pdf.pages[0].mediabox[2:])
    assert (width, height) == (612, 792)
    assert round(float(person[1].pages[0].mediabox.width)) == 595


def test_the_same_report_gives_the_same_bytes():
    assert print_pdf(one_meeting(), typefaces=OWN).data == print_pdf(one_meeting()).data


def test_an_errors_detail_holds_no_words():
    from infodesk.formats.pdf import typeset

    with pytest.raises(PdfFailed) as failure:
        typeset("report.typ", {"Tomás": "said this"}, OWN)
    assert failure.value.facts["detail"]
    assert "Tomás" not in str(failure.value.facts)


def test_templates_import_nothing_but_each_other():
    from infodesk.core.resources import resource

    templates = sorted(resource("typst").iterdir())
    assert {path.suffix for path in templates} == {".typ"}
    for path in templates:
        source = path.read_text(encoding="utf-8")
        assert "@preview" not in source
        assert "eval(" not in source
        for line in source.splitlines():
            if line.startswith("#import"):
                assert line.startswith('#import "look.typ"'), os.fspath(path)
