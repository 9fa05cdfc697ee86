"""The one-key marks of private notes: which line carries one, and where its words begin.

The rule, decided once for the editor, the printers and the review of marks after a meeting
(docs/decisions/0003-marks-and-markdown.md): **a mark is its symbol in the first column followed
by a blank**, and it covers that one line. It wins over Markdown, so `> ` is an action and never
a block quote, and `# ` is a resource and never a heading: headings of notes begin at `##`.
Without the blank (`#tag`, `@handle`, `"Nobody…"`, `>x`) a line is ordinary text. Lines inside a
fenced code block carry no marks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class MarkKind(StrEnum):
    """What a marked line is: the code stored and put into words."""

    INSIGHT = "insight"
    QUOTE = "quote"
    REFERRAL = "referral"
    RESOURCE = "resource"
    ACTION = "action"
    RED_FLAG = "red-flag"

    @property
    def symbol(self) -> str:
        """The key that makes this mark."""
        return _SYMBOLS[self]


_SYMBOLS = {
    MarkKind.INSIGHT: "!",
    MarkKind.QUOTE: '"',
    MarkKind.REFERRAL: "@",
    MarkKind.RESOURCE: "#",
    MarkKind.ACTION: ">",
    MarkKind.RED_FLAG: "?",
}

# What the same key gives on other keyboards or after a system's automatic correction: full-width
# forms (Chinese, Japanese), the Arabic question mark, curly quotes.
_VARIANTS = {
    "！": MarkKind.INSIGHT,
    "＂": MarkKind.QUOTE,
    "“": MarkKind.QUOTE,
    "”": MarkKind.QUOTE,
    "„": MarkKind.QUOTE,
    "＠": MarkKind.REFERRAL,
    "＃": MarkKind.RESOURCE,
    "＞": MarkKind.ACTION,
    "？": MarkKind.RED_FLAG,
    "؟": MarkKind.RED_FLAG,
}
_KINDS = {symbol: kind for kind, symbol in _SYMBOLS.items()} | _VARIANTS
_BLANKS = " \t\u00a0\u3000"
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A marked line: what kind, where its words begin (in characters), and the words."""

    kind: MarkKind
    start: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedLine:
    """A mark and the number of its line in the note, from 0."""

    line: int
    mark: Mark


def mark_of(line: str) -> Mark | None:
    """Return the mark that `line` carries, or None; `line` has no line break.

    >>> mark_of("! Half of the week is data quality").kind
    <MarkKind.INSIGHT: 'insight'>
    >>> mark_of("#tag") is None
    True
    """
    if len(line) < 2 or line[1] not in _BLANKS:
        return None
    kind = _KINDS.get(line[0])
    if kind is None:
        return None
    words = line[1:].lstrip(_BLANKS)
    return Mark(kind=kind, start=len(line) - len(words), text=words.rstrip())


class Fences:
    """Follows the fenced code blocks of a note, line by line.

    `fence` is the fence that is open, "" for none; an editor that styles line by line keeps it.
    """

    def __init__(self, fence: str = "") -> None:
        self.fence = fence

    def covers(self, line: str) -> bool:
        """Take the next line and say whether it belongs to a code block, its fences included."""
        fence = _FENCE.match(line)
        if not self.fence:
            self.fence = fence[1] if fence else ""
            return bool(fence)
        closes = fence and fence[1].startswith(self.fence) and not line[fence.end() :].strip()
        if closes:
            self.fence = ""
        return True


def marks_in(note: str) -> Iterator[MarkedLine]:
    """Yield the marked lines of a whole note, in order; code blocks are passed over."""
    fences = Fences()
    for number, line in enumerate(note.split("\n")):
        if fences.covers(line):
            continue
        mark = mark_of(line)
        if mark is not None:
            yield MarkedLine(line=number, mark=mark)
