"""A Report written as Markdown."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.report import BulletList, Heading, ListItem, Paragraph, Span, plain
from infodesk.formats.markdown import notes_to_nodes, to_markdown
from tests.formats.reports import dossier, report

GOLDEN = Path(__file__).parent.parent / "data" / "golden"


def test_a_dossier_reads_as_before():
    assert to_markdown(dossier()) == (GOLDEN / "dossier.md").read_text(encoding="utf-8")


def test_no_record_becomes_markup():
    text = to_markdown(
        report(
            Heading(level=1, text="*a* <b>"),
            Paragraph(spans=plain("# not a heading\n- nor a list\n1. nor this\n> nor a quote")),
            BulletList(items=(ListItem(nodes=(Paragraph(spans=plain("[x](y)")),)),)),
            Paragraph(spans=(Span(text="x", link="javascript:alert(1)"),)),
            title="`T`",
        )
    )
    assert text.startswith("# \\`T\\`\n")
    assert "## \\*a\\* \\<b\\>" in text
    assert "\\# not a heading\\\n\\- nor a list\\\n1\\. nor this\\\n\\> nor a quote" in text
    assert "- \\[x\\](y)" in text
    assert "javascript" not in text


WORDS = st.text(alphabet='ab!"@#>?-*_`[]()<&\\1.|+~=', min_size=1, max_size=12)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4))
def test_what_is_written_reads_back_the_same(lines):
    text = "\n".join(lines)
    written = to_markdown(report(Paragraph(spans=plain(text)), Heading(level=2, text="end")))
    body = written.split("encrypted.*\n\n")[1].split("\n\n### end")[0]
    assert notes_to_nodes(body) == (Paragraph(spans=plain(text)),)
