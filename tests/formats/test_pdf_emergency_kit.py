"""The emergency kit carries the code and the words it was given."""

import io
from datetime import UTC, datetime

import pypdf

from infodesk.core.report import Field
from infodesk.formats.emergency_kit import EmergencyKit, KitSection, print_emergency_kit
from infodesk.formats.pdf import Typefaces

GROUPS = ("7K2MQ", "0HX4R", "ZP9TV", "3B6NJ", "Y8C1W", "D5GFS", "E4A0K", "M7XQ2")


def kit(language="en", name="My desk"):
    return EmergencyKit(
        label="Emergency kit",
        title="Recovery code",
        language=language,
        created_at=datetime(2026, 3, 9, tzinfo=UTC),
        facts=(Field(label="Vault", value=name), Field(label="Made on", value="9 March 2026")),
        groups=GROUPS,
        sections=(
            KitSection(heading="What it opens", paragraphs=("The vault, without its passphrase.",)),
            KitSection(heading="How to use it", steps=("Start InfoDesk.", "Type the groups.")),
        ),
        space="Where this sheet is kept",
        produced="Made with InfoDesk",
    )


def test_one_page_with_the_groups_in_order():
    result = print_emergency_kit(kit(), typefaces=Typefaces(system=False))
    pdf = pypdf.PdfReader(io.BytesIO(result.data))
    text = pdf.pages[0].extract_text()
    assert result.standard == "ua-1"
    assert len(pdf.pages) == 1
    places = [text.index(group) for group in GROUPS]
    assert places == sorted(places)
    for words in ("My desk", "9 March 2026", "What it opens", "Type the groups.", "sheet is kept"):
        assert words in text


def test_the_code_keeps_its_order_in_a_right_to_left_language():
    result = print_emergency_kit(kit("he", "שולחן"), paper="letter")
    pdf = pypdf.PdfReader(io.BytesIO(result.data))
    text = pdf.pages[0].extract_text()
    places = [text.index(group) for group in GROUPS]
    assert places == sorted(places)
    assert len(pdf.pages) == 1
