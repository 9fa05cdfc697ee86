"""The Report: a document as a tree of plain words, which a printer turns into PDF or Markdown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from infodesk.core.marks import MarkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of text in one style; a line feed in `text` breaks the line.

    `link` is an address that `infodesk.core.links.safe_url` passed, or empty; printers ask again.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""


Spans: TypeAlias = tuple[Span, ...]


def plain(text: str) -> Spans:
    """Return `text` as spans without any style; nothing for no text."""
    return (Span(text=text),) if text else ()


def words_of(spans: Spans) -> str:
    """Return what `spans` say, without style."""
    return "".join(span.text for span in spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; `level` counts from 1, deeper levels are less important."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text; `quiet` sets it smaller and paler, as for a remark about the document."""

    spans: Spans
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A label and its value, both in words."""

    label: str
    value: str
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Labels and values, one pair a line."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A line of private notes with a one-key mark."""

    kind: MarkKind
    spans: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What somebody said, and who or where."""

    spans: Spans
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One item of a list; `ticked` is None where the item is not a task."""

    nodes: "tuple[Node, ...]"
    ticked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletList:
    """Items without an order, tasks among them."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedList:
    """Items in order, counted from `start`."""

    items: tuple[ListItem, ...]
    start: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswer:
    """A question of a meeting, whether it was asked, and the answer if there is one."""

    question: str
    must_ask: bool = False
    asked: bool = False
    answer: "tuple[Node, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; `numeric` sets it at the line's end with even figures.

    `share` is its width against the other columns; 0 is as wide as its text, for short texts.
    """

    label: Spans
    numeric: bool = False
    share: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells under column labels; each row has as many cells as there are columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock:
    """Text in which every blank and line break counts."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line between two thoughts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """Lines to write on by hand: at least `lines`, and what room the page has left if it `grows`.

    Under each of the `labels`, if there are any, is a column of them. Only paper has them.
    """

    lines: int = 1
    grows: bool = False
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """What follows begins on a new page."""


Node: TypeAlias = (
    Heading
    | Paragraph
    | Fields
    | Marked
    | Quote
    | BulletList
    | NumberedList
    | QuestionAnswer
    | Table
    | CodeBlock
    | Rule
    | Ruled
    | PageBreak
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterWords:
    """The words a printer adds by itself.

    `page_of` has the gaps {page} and {pages}. `marks` names every MarkKind.
    """

    page_of: str
    contents: str
    private: str
    produced: str
    must_ask: str
    not_asked: str
    marks: Mapping[MarkKind, str]

    @classmethod
    def said_by(cls, say: Callable[[str], str]) -> "PrinterWords":
        """Collect the words from `say`, which puts codes (`report-contents`, …) into words."""
        return cls(
            page_of=say("report-page-of"),
            contents=say("report-contents"),
            private=say("report-private"),
            produced=say("report-produced"),
            must_ask=say("report-must-ask"),
            not_asked=say("report-not-asked"),
            marks={kind: say(f"mark-{kind}") for kind in MarkKind},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A document: its cover and its nodes, all in words for people.

    `kind` is a code (meeting-notes, dossier, selection, brief), `label` the same in words,
    `language` a BCP 47 tag, `created_at` aware, `created` the same in words. One that is `compact`
    has no cover and its printer tries to get along with one page.
    """

    kind: str
    label: str
    title: str
    language: str
    created_at: datetime
    created: str
    words: PrinterWords
    subtitle: str = ""
    cover: tuple[Field, ...] = ()
    nodes: tuple[Node, ...] = field(default=())
    compact: bool = False
