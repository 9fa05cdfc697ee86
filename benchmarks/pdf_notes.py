"""The notes of 200 meetings as one PDF, against Typst given the same words with no look of ours."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

import typst
from figures import Figure, in_turns, ratio

from infodesk.core.marks import MarkKind
from infodesk.core.report import (
    BulletList,
    Field,
    Fields,
    Heading,
    Marked,
    Node,
    PageBreak,
    Paragraph,
    PrinterWords,
    QuestionAnswer,
    Report,
    words_of,
)
from infodesk.formats.markdown import notes_to_nodes
from infodesk.formats.pdf import Typefaces, print_pdf
from infodesk.words.records import Words

MEETINGS = 200
_NOTES = """Moved from the ward in 2019, first part-time. The team is six people, **two nurses**.

! Half of the week is data quality; dashboards are the smallest part
" Nobody thanks you for a clean table, but everybody notices a dirty one.
@ Tomás Ortega, clinical analyst: may use her name
> I send her the summary of my project by Friday

## What I take from it

- The ward is an advantage, if I can show that I understand *definitions*
- Learn to read a join without fear, meeting {number}
"""


def measure(*, quick: bool) -> list[Figure]:
    """Print the same report both ways, in turns; each round has words of its own."""
    typefaces = Typefaces(system=False)
    count = 40 if quick else MEETINGS
    reports = [_report(count, turn) for turn in range(3 if quick else 7)]
    ours, theirs = iter(reports), iter(reports)
    print_pdf(_report(2, -1), typefaces=typefaces)

    def bare() -> None:
        source = _markup(next(theirs).nodes)
        typst.compile(source.encode(), font_paths=typefaces.own, pdf_standards=["ua-1"])

    mine, other = in_turns(len(reports), lambda: print_pdf(next(ours), typefaces=typefaces), bare)
    what = f"PDF of {count} meetings : bare Typst"
    return [ratio("pdf", what, mine.wall, other.wall, goal=1.2, note="PDF/UA-1 both")]


def _report(count: int, turn: int) -> Report:
    words = Words()
    nodes: list[Node] = []
    for number in range(count):
        nodes += [
            Heading(level=1, text=f"Person {turn}.{number}, 23 November 2026"),
            Fields(
                fields=(
                    Field(label="When", value="Monday 23 November 2026, 15:00 (Europe/Lisbon)"),
                    Field(label="Place", value="Video call"),
                )
            ),
            Heading(level=2, text="Questions"),
            *(
                QuestionAnswer(
                    question=f"What surprised you when you moved, {turn}.{number}.{each}?",
                    must_ask=each == 1,
                    asked=True,
                    answer=notes_to_nodes("How much of the work is agreeing on words.", under=3),
                )
                for each in range(6)
            ),
            Heading(level=2, text="Private notes"),
            *notes_to_nodes(_NOTES.format(number=f"{turn}.{number}"), under=2),
            PageBreak(),
        ]
    return Report(
        kind="selection",
        label="Selection",
        title="Meeting notes",
        subtitle=f"{count} meetings",
        language="en",
        created_at=datetime(2026, 11, 23, tzinfo=UTC),
        created="23 November 2026",
        words=PrinterWords.said_by(words.say),
        nodes=tuple(nodes),
    )


def _markup(nodes: Iterable[Node]) -> str:
    head = '#set document(title: "x")\n#set text(lang: "en")\n#set page(numbering: "1 of 1")\n'
    return head + "#outline()\n\n" + "\n\n".join(_bare(node) for node in nodes)


def _bare(node: Node) -> str:
    match node:
        case Heading():
            return f"{'=' * node.level} {_text(node.text)}"
        case Paragraph():
            return _text(words_of(node.spans))
        case Marked():
            return f"*{_text(MarkKind(node.kind).value)}* {_text(words_of(node.spans))}"
        case Fields():
            return "\n".join(f"/ {_text(one.label)}: {_text(one.value)}" for one in node.fields)
        case BulletList():
            return "\n".join(f"- {' '.join(map(_bare, item.nodes))}" for item in node.items)
        case QuestionAnswer():
            return f"*{_text(node.question)}*\n\n" + "\n\n".join(map(_bare, node.answer))
        case PageBreak():
            return "#pagebreak(weak: true)"
        case _:
            raise TypeError(type(node))


def _text(words: str) -> str:
    return f"#{json.dumps(words, ensure_ascii=False)};"
