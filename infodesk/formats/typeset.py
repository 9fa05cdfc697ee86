"""A Report as the plain data (lists, texts, numbers) that the Typst templates read."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeAlias, assert_never

from infodesk.core.links import safe_url
from infodesk.core.report import (
    BulletList,
    CodeBlock,
    Field,
    Fields,
    Heading,
    ListItem,
    Marked,
    Node,
    NumberedList,
    PageBreak,
    Paragraph,
    QuestionAnswer,
    Quote,
    Report,
    Rule,
    Ruled,
    Span,
    Spans,
    Table,
    plain,
    words_of,
)

Data: TypeAlias = Any  # what json.dumps takes; the templates say what they expect

_RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_LONG = 36  # characters without a blank that surely fit in a line of running text
_LONG_TITLE = 16
_SHORT_TITLE = 44
_TITLE_SIZES = ((22, 32), (40, 24), (float("inf"), 18))  # width in em, size in points
_MOST_PIECES = 1000  # a paragraph of many pieces takes Typst a time that grows with their square
_MANY_CHAPTERS = 5  # from here on a contents page is worth its place
_MANY_HEADINGS = 12


# Characters

# Line ends; characters that no font shows and PDF/UA forbids; explicit directions, which could
# make printed text read other than it is stored (Unicode TR 36, section 2.7; each paragraph gets
# its direction from its first strong character instead).
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)
    )
    + "]"
)
_INVISIBLE = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")


def printable(text: str) -> str:
    """Return `text` as it can be printed.

    Line ends become line feeds and tabs four blanks; a control or broken character becomes
    U+FFFD; explicit direction controls and byte order marks are left out.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text).replace("\t", "    ")
    return _INVISIBLE.sub("", _UNPRINTABLE.sub("\ufffd", text))


def direction_of(text: str) -> str:
    """Return 'rtl' or 'ltr' by the first strong character, '' without one (UAX 9, rule P2)."""
    if text.isascii():
        return "ltr" if any(map(str.isalpha, text)) else ""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return ""


def width_of(text: str) -> float:
    """Return a generous guess at the width of `text` in em."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.52 for c in text)


def shortened(text: str, most: int) -> str:
    """Return `text` in one line of at most `most` narrow characters, cut with an ellipsis."""
    line = " ".join(text.split())
    room = most * 0.52
    if width_of(line[: most + 1]) <= room:
        return line
    while width_of(line[:most]) > room:
        most -= 1
    return line[:most].rstrip() + "…"


# A script that is written without blanks may break anywhere, or its words are known to Typst.
_NO_BLANKS = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff"  # Thai to Tibetan, Burmese, Khmer
    "\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"  # East Asian
)
_PIECE = re.compile(r"\w{1,12}\W?|\W{1,2}")


def _with_breaks(text: str, longest: int) -> list[str | int]:
    """Return `text` in pieces between which (0) a word longer than `longest` may break.

    So a copied address holds nothing strange; where the pieces are too many to set in good time,
    zero-width blanks stand between them instead.
    """
    long_run = re.compile(rf"[^\s{_NO_BLANKS}]{{{longest + 1},}}")
    if len(text) <= longest or long_run.search(text) is None:
        return [text]
    pieces: list[str | int] = []
    end = 0
    for run in long_run.finditer(text):
        if run.start() > end:
            pieces.append(text[end : run.start()])
        for number, piece in enumerate(_chopped(run[0])):
            pieces += [0, piece] if number else [piece]
        end = run.end()
    if end < len(text):
        pieces.append(text[end:])
    return pieces if len(pieces) <= _MOST_PIECES else [_with_zero_blanks(text, longest)]


def _with_zero_blanks(text: str, longest: int) -> str:
    """Return `text` with a zero-width blank where a word longer than `longest` may break."""
    long_run = re.compile(rf"[^\s{_NO_BLANKS}]{{{longest + 1},}}")
    return long_run.sub(lambda run: "\u200b".join(_chopped(run[0])), text)


def _chopped(word: str) -> list[str]:
    """Cut a long word, after punctuation where there is any, never before a combining sign."""
    pieces: list[str] = []
    for piece in _PIECE.findall(word):
        first = piece[0]
        if pieces and (unicodedata.category(first)[0] == "M" or first in "\u200c\u200d"):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


# Words


class Setter:
    """Turn words into data, for a document whose own direction is `direction`."""

    def __init__(self, direction: str) -> None:
        self.direction = direction

    def words(self, spans: Spans, longest: int = _LONG) -> Data:
        """Return styled text: a string where it can be, else pieces; with its own direction."""
        pieces = [piece for span in spans for piece in self._pieces(span, longest)]
        return self._turned(words_of(spans), pieces)

    def text(self, text: str, longest: int = _LONG) -> Data:
        """Return text without style, like `words`."""
        return self.words(plain(text), longest)

    def paragraphs(self, spans: Spans) -> list[Data]:
        """Return running text as one paragraph, or several where one would be too slow to set."""
        pieces = [piece for span in spans for piece in self._pieces(span, _LONG)]
        said = words_of(spans)
        parts = range(0, len(pieces), _MOST_PIECES)
        return [self._turned(said, pieces[part : part + _MOST_PIECES]) for part in parts]

    def _turned(self, said: str, pieces: list[Data]) -> Data:
        words = pieces[0] if len(pieces) == 1 and isinstance(pieces[0], str) else pieces
        direction = direction_of(said)
        return {"d": direction, "w": words} if direction not in ("", self.direction) else words

    def _pieces(self, span: Span, longest: int) -> list[Data]:
        text = printable(span.text)
        pieces: list[Data] = _with_breaks(text, longest)
        flags = (("b", span.strong), ("i", span.emphasis), ("x", span.struck), ("c", span.code))
        signs = "".join(sign for sign, wanted in flags if wanted)
        address = safe_url(span.link)
        if not signs and not address:
            return pieces
        return [{"t": pieces, "s": signs, "u": address}]


# Nodes


class _Composer:
    """Turns nodes into data; keeps the levels of headings without gaps, as PDF/UA wants them."""

    def __init__(self, setter: Setter) -> None:
        self._setter = setter
        self._level = 0

    def nodes(self, nodes: Iterable[Node]) -> list[Data]:
        return [data for node in nodes for data in self._node(node)]

    def _node(self, node: Node) -> list[Data]:
        words, text = self._setter.words, self._setter.text
        match node:
            case Heading():
                return self._heading(node)
            case Paragraph():
                kind = "s" if node.quiet else "p"
                return [[kind, part] for part in self._setter.paragraphs(node.spans)]
            case Fields():
                return [["f", *fields_data(node.fields, self._setter)]]
            case Marked():
                first, *others = self._setter.paragraphs(node.spans) or [""]
                return [["m", node.kind.value, first], *(["p", other] for other in others)]
            case Quote():
                parts = self._setter.paragraphs(node.spans)
                sources = [""] * (len(parts) - 1) + [text(node.source)]
                return [["q", part, source] for part, source in zip(parts, sources, strict=False)]
            case BulletList():
                return self._in_direction_of(node, lambda: ["b", self._groups(node.items)])
            case NumberedList():
                return self._in_direction_of(
                    node, lambda: ["n", node.start, [self._item(item) for item in node.items]]
                )
            case QuestionAnswer():
                answer = self.nodes(node.answer)
                return [["a", text(node.question), node.must_ask, node.asked, answer]]
            case Table():
                longest = max(8, 60 // max(1, len(node.columns)))
                labels = [[words(c.label, longest), c.numeric, c.share] for c in node.columns]
                rows = [[words(cell, longest) for cell in row] for row in node.rows]
                return [["t", labels, rows]] if labels else []
            case CodeBlock():
                return [["c", _with_zero_blanks(printable(node.text), _LONG)]]
            case Rule():
                return [["r"]]
            case Ruled():
                return [["u", max(1, node.lines), node.grows, [text(one) for one in node.labels]]]
            case PageBreak():
                return [["k"]]
            case _:
                assert_never(node)

    def _heading(self, node: Heading) -> list[Data]:
        if not node.text.strip():
            return []
        self._level = min(max(1, node.level), self._level + 1, 6)
        short = shortened(printable(node.text), _SHORT_TITLE) if self._level == 1 else ""
        return [["h", self._level, self._setter.text(node.text), short]]

    def _in_direction_of(
        self, node: BulletList | NumberedList, compose: Callable[[], Data]
    ) -> list[Data]:
        """Compose a list; its bullets or numbers stand where its first words begin."""
        first = next((inner for item in node.items for inner in item.nodes), None)
        said = words_of(first.spans) if isinstance(first, Paragraph) else ""
        outer, direction = self._setter, direction_of(said)
        if direction in ("", outer.direction):
            return [compose()]
        self._setter = Setter(direction)
        try:
            return [["d", direction, [compose()]]]
        finally:
            self._setter = outer

    def _groups(self, items: Sequence[ListItem]) -> list[list[Data]]:
        """Return the items in runs of tasks and of others, which are set apart."""
        groups: list[list[Data]] = []
        tasks: bool | None = None
        for item in items:
            if (item.ticked is not None) != tasks:
                tasks = item.ticked is not None
                groups.append([])
            groups[-1].append(self._item(item))
        return groups

    def _item(self, item: ListItem) -> Data:
        return [item.ticked, self.nodes(item.nodes)]


def fields_data(fields: Sequence[Field], setter: Setter) -> tuple[list[Data], float]:
    """Return pairs of label and value, and the width of the labels' column in em."""
    pairs = [
        [setter.text(field.label, 16), setter.words((Span(text=field.value, link=field.link),))]
        for field in fields
    ]
    return pairs, min(14.0, max((width_of(field.label) for field in fields), default=0.0))


# Documents

_CLOCK = ("year", "month", "day", "hour", "minute", "second")


def frame(language: str, paper: str) -> dict[str, Data]:
    """Return what every template wants: language, direction and paper."""
    tag = language.replace("_", "-").split("-")
    region = next((part.upper() for part in tag[1:] if len(part) == 2), None)
    if "Hant" in tag[1:] and region is None:  # Typst has no field for the script's variant here
        region = "TW"
    return {
        "lang": tag[0].lower(),
        "region": region,
        "dir": direction_of_language(language),
        "paper": {"a4": "a4", "letter": "us-letter"}[paper],
    }


def clock_data(moment: datetime) -> dict[str, int]:
    """Return the wall time of `moment` as Typst's datetime takes it."""
    return dict(zip(_CLOCK, moment.timetuple()[:6], strict=True))


def direction_of_language(language: str) -> str:
    """Return 'rtl' or 'ltr' for a BCP 47 tag."""
    return "rtl" if language.lower()[:2] in _RIGHT_TO_LEFT_LANGUAGES else "ltr"


def _contents_depth(nodes: Sequence[Node]) -> int:
    """Return how many levels of headings the contents page shows; 0 for no such page."""
    levels = [node.level for node in nodes if isinstance(node, Heading)]
    chapters = levels.count(1)
    if chapters >= _MANY_CHAPTERS:
        return 1
    return 2 if chapters > 1 and len(levels) >= _MANY_HEADINGS else 0


def report_data(report: Report, paper: str) -> Data:
    """Return the data of a whole report."""
    setter = Setter(direction_of_language(report.language))
    words = report.words
    marks = {kind.value: [kind.symbol, printable(word)] for kind, word in words.marks.items()}
    cover, cover_width = fields_data(report.cover, setter)
    return {
        **frame(report.language, paper),
        "title": " ".join(printable(report.title).split()) or printable(report.label),
        "title-words": setter.text(report.title, _LONG_TITLE),
        "title-size": next(size for most, size in _TITLE_SIZES if width_of(report.title) <= most),
        "short-title": setter.text(shortened(printable(report.title), _SHORT_TITLE)),
        "subtitle": setter.text(report.subtitle, _LONG_TITLE),
        "label": setter.text(report.label),
        "description": printable(report.label),
        "created": setter.text(report.created),
        "created-at": clock_data(report.created_at),
        "cover": cover,
        "cover-width": cover_width,
        "contents": 0 if report.compact else _contents_depth(report.nodes),
        "compact": report.compact,
        "mark-width": 2.2 + 0.86 * max(width_of(word) for word in words.marks.values()),
        "words": {
            "page-of": printable(words.page_of),
            "page-of-direction": direction_of(words.page_of) or setter.direction,
            "contents": printable(words.contents),
            "private": setter.text(words.private),
            "produced": setter.text(words.produced),
            "must-ask": printable(words.must_ask),
            "not-asked": printable(words.not_asked),
            "marks": marks,
        },
        "nodes": _Composer(setter).nodes(report.nodes),
    }
