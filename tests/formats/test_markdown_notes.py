"""Private notes in Markdown become nodes, and no word of them gets lost."""

from hypothesis import example, given
from hypothesis import strategies as st

from infodesk.core.marks import MarkKind, marks_in
from infodesk.core.report import (
    BulletList,
    CodeBlock,
    Heading,
    ListItem,
    Marked,
    NumberedList,
    Paragraph,
    Rule,
    Span,
    Table,
    plain,
    words_of,
)
from infodesk.formats.markdown import notes_to_nodes


def said(nodes):
    """Return all the words of nodes."""
    words = []
    for node in nodes:
        match node:
            case Paragraph() | Marked():
                words.append(words_of(node.spans))
            case Heading() | CodeBlock():
                words.append(node.text)
            case BulletList() | NumberedList():
                words += [said(item.nodes) for item in node.items]
            case Table():
                rows = (tuple(column.label for column in node.columns), *node.rows)
                words += [words_of(cell) for row in rows for cell in row]
    return " ".join(words)


def test_each_mark_is_one_line_between_ordinary_lines():
    nodes = notes_to_nodes("Before\n! Insight\n> Action\n# Book\nAfter\nand more")
    assert nodes == (
        Paragraph(spans=plain("Before")),
        Marked(kind=MarkKind.INSIGHT, spans=plain("Insight")),
        Marked(kind=MarkKind.ACTION, spans=plain("Action")),
        Marked(kind=MarkKind.RESOURCE, spans=plain("Book")),
        Paragraph(spans=plain("After\nand more")),
    )


def test_a_mark_ends_a_list_and_a_table():
    nodes = notes_to_nodes("- a\n! m\n\na|b\n-|-\n1|2\n? n")
    kinds = [type(node) for node in nodes]
    assert kinds == [BulletList, Marked, Table, Marked]


def test_headings_begin_at_two_signs_below_the_heading_above():
    assert notes_to_nodes("## A\n#### B", under=3) == (
        Heading(level=4, text="A"),
        Heading(level=6, text="B"),
    )
    assert notes_to_nodes("# A") == (Marked(kind=MarkKind.RESOURCE, spans=plain("A")),)
    assert notes_to_nodes(" # A") == (Paragraph(spans=plain("# A")),)
    assert notes_to_nodes("##") == (Paragraph(spans=plain("##")),)


def test_styles_links_and_tasks():
    (paragraph,) = notes_to_nodes("a **b *c*** ~~d~~ `e` [f](https://example.org/)")
    assert paragraph.spans == (
        Span(text="a "),
        Span(text="b ", strong=True),
        Span(text="c", strong=True, emphasis=True),
        Span(text=" "),
        Span(text="d", struck=True),
        Span(text=" "),
        Span(text="e", code=True),
        Span(text=" "),
        Span(text="f", link="https://example.org/"),
    )
    (tasks,) = notes_to_nodes("- [ ] to do\n- [x] done\n- [y] text\n-")
    assert [item.ticked for item in tasks.items] == [False, True, None, None]
    assert tasks.items[1] == ListItem(nodes=(Paragraph(spans=plain("done")),), ticked=True)
    assert said((tasks,)) == "to do done [y] text "


def test_what_could_open_something_stays_text():
    for text in (
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](file:///etc/passwd)",
        "&lt;b&gt;",
        "[label]: https://example.org",
        "    indented",
        ">quoted without a blank",
        "Underlined\n===",
    ):
        (node,) = notes_to_nodes(text)
        assert isinstance(node, Paragraph), text
        assert words_of(node.spans) == text.strip()
    (image,) = notes_to_nodes("![a face](//host/share/face.png)")
    assert words_of(image.spans) == "a face (//host/share/face.png)"
    assert not any(span.link for span in image.spans)


def test_a_rule_is_a_rule_even_under_text():
    assert notes_to_nodes("text\n---") == (Paragraph(spans=plain("text")), Rule())


def test_the_deepest_nesting_loses_nothing():
    note = "- " * 400 + "deep\n! mark"
    nodes = notes_to_nodes(note)
    assert "deep" in said(nodes)
    assert Marked(kind=MarkKind.INSIGHT, spans=plain("mark")) in nodes
    brackets = notes_to_nodes("[" * 2000 + "x" + "*" * 2000)
    assert "x" in said(brackets)


LETTERS = st.text(alphabet='ab!"@#>?- \n*_`[]()<&\\1.|+~', max_size=60)


@given(LETTERS)
@example("```\n! a\n```\n! b")
def test_marks_agree_with_the_editor_and_letters_survive(note):
    nodes = notes_to_nodes(note)
    letters = [letter for letter in said(nodes) if letter in "ab"]
    fences = "```" in note or "~~~" in note  # words beside a fence name a language
    tables = "|" in note and "-" in note  # cells beyond the columns are left out
    if not fences and not tables and "](" not in note:
        assert letters == [letter for letter in note if letter in "ab"]
    if not fences:
        expected = [found.mark.kind for found in marks_in(note)]
        assert [node.kind for node in nodes if isinstance(node, Marked)] == expected


@given(st.text())
def test_any_text_can_be_read(note):
    notes_to_nodes(note)
