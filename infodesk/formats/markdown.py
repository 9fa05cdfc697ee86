"""Markdown: private notes read into Report nodes, and a Report written as Markdown text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from infodesk.core.extra_private import without_extra_private
from infodesk.core.links import safe_url
from infodesk.core.marks import MarkKind, mark_of
from infodesk.core.report import (
    BulletList,
    CodeBlock,
    Column,
    Field,
    Fields,
    Heading,
    ListItem,
    Marked,
    Node,
    NumberedList,
    PageBreak,
    Paragraph,
    PrinterWords,
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

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.tree import SyntaxTreeNode

# What notes do not use of Markdown: rules under which typed text vanishes or turns into something
# else (HTML, entities, link definitions, code by indentation, headings by underlining), and block
# quotes, whose sign is the action mark.
_UNUSED = ["html_block", "html_inline", "entity", "reference", "code", "lheading", "blockquote"]
_DEEPEST = 24  # nesting; beyond it the note is printed as plain lines, so that nothing is lost
_TASK = re.compile(r"\[([ xX])\](?:\s+|$)")


# Reading notes


def notes_to_nodes(text: str, *, under: int = 1) -> tuple[Node, ...]:
    """Return the nodes of a private note in Markdown.

    `under` is the level of the heading above the note: `##` becomes the level below it. Marks
    (infodesk.core.marks) become `Marked`; every line break stays one; HTML, images and unsafe
    links come out as the text that was typed. Lines that are extra private are left out.
    """
    text = without_extra_private(text)
    from markdown_it.tree import SyntaxTreeNode

    tokens = _reader().parse(text)
    if any(token.level >= _DEEPEST for token in tokens):
        return _plain_lines(text)
    return tuple(_blocks(SyntaxTreeNode(tokens).children, under))


def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST + 1})
    reader.enable(["table", "strikethrough"]).disable(_UNUSED)
    reader.block.ruler.before(
        "table", "mark", _mark_rule, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    return reader


def _mark_rule(state: "StateBlock", line: int, _last: int, silent: bool) -> bool:
    """Take one line as a mark; a rule of markdown-it's block parser."""
    start = state.bMarks[line]
    if start and state.src[start - 1] != "\n":  # not at the line's first column
        return False
    mark = mark_of(state.src[start : state.eMarks[line]])
    if mark is None:
        return False
    if silent:
        return True
    token = state.push("mark_open", "p", 1)
    token.map, token.info = [line, line + 1], mark.kind
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = mark.text, [line, line + 1], []
    state.push("mark_close", "p", -1)
    state.line = line + 1
    return True


def _plain_lines(text: str) -> tuple[Node, ...]:
    """Return a note whose nesting is too deep as its lines; marks are still marks."""
    nodes: list[Node] = []
    for line in text.splitlines():
        mark = mark_of(line)
        if mark is not None:
            nodes.append(Marked(kind=mark.kind, spans=plain(mark.text)))
        elif line.strip():
            nodes.append(Paragraph(spans=plain(line)))
    return tuple(nodes)


def _blocks(branches: "Iterable[SyntaxTreeNode]", under: int) -> Iterator[Node]:
    for branch in branches:
        yield from _block(branch, under)


def _block(branch: "SyntaxTreeNode", under: int) -> Iterator[Node]:
    match branch.type:
        case "mark":
            yield Marked(kind=MarkKind(branch.info), spans=_inline(branch))
        case "paragraph":
            spans = _inline(branch)
            if spans:
                yield Paragraph(spans=spans)
        case "heading":
            yield from _heading(branch, under)
        case "bullet_list":
            yield BulletList(items=tuple(_item(item, under) for item in branch.children))
        case "ordered_list":
            start = int(branch.attrs.get("start", 1))
            yield NumberedList(
                items=tuple(_item(item, under) for item in branch.children), start=start
            )
        case "fence":
            yield CodeBlock(text=branch.content.removesuffix("\n"))
        case "hr":
            yield Rule()
        case "table":
            yield _table(branch)
        case other:
            raise AssertionError(f"the reader has no rule that makes {other}")


def _heading(branch: "SyntaxTreeNode", under: int) -> Iterator[Node]:
    text = words_of(_inline(branch)).strip()
    depth = len(branch.markup)
    if not text or depth == 1:  # signs alone, or an indented `# `: text, as the mark rule says
        yield Paragraph(spans=plain(f"{branch.markup} {text}".rstrip()))
    else:
        yield Heading(level=under + depth - 1, text=text)


def _item(branch: "SyntaxTreeNode", under: int) -> ListItem:
    nodes = tuple(_blocks(branch.children, under))
    if not nodes or not isinstance(first := nodes[0], Paragraph):
        return ListItem(nodes=nodes)
    task = _TASK.match(first.spans[0].text)
    if task is None:
        return ListItem(nodes=nodes)
    opening = replace(first.spans[0], text=first.spans[0].text[task.end() :])
    spans = (opening, *first.spans[1:]) if opening.text else first.spans[1:]
    rest = (Paragraph(spans=spans), *nodes[1:]) if spans else nodes[1:]
    return ListItem(nodes=rest, ticked=task[1] != " ")


def _table(branch: "SyntaxTreeNode") -> Table:
    head, *bodies = branch.children
    labels = [_inline(cell) for cell in head.children[0].children]
    ends = ["right" in str(cell.attrs.get("style", "")) for cell in head.children[0].children]
    rows = [
        tuple(_inline(cell) for cell in row.children) for body in bodies for row in body.children
    ]
    columns = (Column(label=label, numeric=end) for label, end in zip(labels, ends, strict=True))
    return Table(columns=tuple(columns), rows=tuple(rows))


def _inline(branch: "SyntaxTreeNode") -> Spans:
    spans: list[Span] = []
    for inline in branch.children:
        _collect(inline.children, Span(text=""), spans)
    return tuple(spans)


def _collect(branches: "Sequence[SyntaxTreeNode]", style: Span, spans: list[Span]) -> None:
    """Append what `branches` say to `spans`, in `style` and their own; like joins like."""
    for branch in branches:
        match branch.type:
            case "strong":
                _collect(branch.children, replace(style, strong=True), spans)
            case "em":
                _collect(branch.children, replace(style, emphasis=True), spans)
            case "s":
                _collect(branch.children, replace(style, struck=True), spans)
            case "code_inline":
                _append(spans, replace(style, text=branch.content, code=True))
            case "softbreak" | "hardbreak":
                _append(spans, replace(style, text="\n"))
            case "link":
                _link(branch, str(branch.attrs["href"]), style, spans)
            case "image":
                _link(branch, str(branch.attrs["src"]), style, spans)
            case _:
                _append(spans, replace(style, text=branch.content))


def _link(branch: "SyntaxTreeNode", address: str, style: Span, spans: list[Span]) -> None:
    """Append a link, or an image as a link to it; an address that is not safe stays as text."""
    link = safe_url(address)
    inner: list[Span] = []
    _collect(branch.children, replace(style, link=link or style.link), inner)
    said = words_of(tuple(inner))
    if not said:
        inner = [replace(style, text=address, link=link or style.link)]
    elif not link and address not in ("", said):
        inner.append(replace(style, text=f" ({address})"))
    for span in inner:
        _append(spans, span)


def _append(spans: list[Span], span: Span) -> None:
    if not span.text:
        return
    if spans and replace(spans[-1], text="") == replace(span, text=""):
        spans[-1] = replace(span, text=spans[-1].text + span.text)
    else:
        spans.append(span)


# Writing a Report


def to_markdown(report: Report) -> str:
    """Return `report` as CommonMark with tables and task lists, ending in a line feed.

    Nothing in a record's text can become markup: it is escaped. A mark is written as its symbol
    and word in bold, because `# ` and `> ` mean something else to every other reader.
    """
    words = report.words
    head = [f"# {_escape(report.title)}"]
    if report.subtitle:
        head.append(_escape(report.subtitle))
    if report.cover:
        head.append(_fields(report.cover))
    head.append(f"*{_escape(report.label)} · {_escape(report.created)} · {_escape(words.private)}*")
    # The title took the first level.
    body = [_write(_lowered(node), words) for node in report.nodes]
    return (
        "\n\n".join(part for part in (*head, *body, f"*{_escape(words.produced)}*") if part) + "\n"
    )


def _lowered(node: Node) -> Node:
    return replace(node, level=node.level + 1) if isinstance(node, Heading) else node


def _write(node: Node, words: PrinterWords) -> str:
    """Return one node as Markdown, without an empty line after it."""
    match node:
        case Heading():
            return f"{'#' * min(node.level, 6)} {_escape(node.text)}"
        case Paragraph():
            return _spans(node.spans)
        case Fields():
            return _fields(node.fields)
        case Marked():
            label = Span(text=f"{node.kind.symbol} {words.marks[node.kind]}:", strong=True)
            return _spans((label, Span(text=" "), *node.spans))
        case Quote():
            source = f"\n\n— {_escape(node.source)}" if node.source else ""
            return _behind("> ", "> ", _spans(node.spans) + source)
        case BulletList():
            return "\n".join(_bullet(item, words) for item in node.items)
        case NumberedList():
            numbers = (f"{number}. " for number in range(node.start, node.start + len(node.items)))
            return "\n".join(
                _behind(number, " " * len(number), _item_text(item, words))
                for number, item in zip(numbers, node.items, strict=True)
            )
        case QuestionAnswer():
            return _question(node, words)
        case Table():
            return _written_table(node)
        case CodeBlock():
            fence = "`" * max(3, 1 + _longest_run("`", node.text))
            return f"{fence}\n{node.text}\n{fence}"
        case Rule() | PageBreak():
            return "---"
        case Ruled():
            return ""
        case _:
            assert_never(node)


def _nodes(nodes: Iterable[Node], words: PrinterWords) -> str:
    return "\n\n".join(part for node in nodes if (part := _write(node, words)))


def _behind(first: str, others: str, text: str) -> str:
    """Put `first` before the first line of `text` and `others` before the rest."""
    opening, *rest = text.split("\n")
    lines = [first + opening, *(others + line if line else others.rstrip() for line in rest)]
    return "\n".join(line.rstrip() if not line.strip() else line for line in lines)


def _bullet(item: ListItem, words: PrinterWords) -> str:
    sign = {None: "- ", True: "- [x] ", False: "- [ ] "}[item.ticked]
    return _behind(sign, "  ", _item_text(item, words))


def _item_text(item: ListItem, words: PrinterWords) -> str:
    """Return what an item holds; a list right under its words makes no empty line."""
    text = ""
    for before, node in zip((None, *item.nodes), item.nodes, strict=False):
        tight = isinstance(before, Paragraph) and isinstance(node, BulletList | NumberedList)
        text += ("\n" if tight else "\n\n") + _write(node, words) if before else _write(node, words)
    return text


def _question(node: QuestionAnswer, words: PrinterWords) -> str:
    star = "★ " if node.must_ask else ""
    question = f"- [{'x' if node.asked else ' '}] {star}**{_escape(node.question)}**"
    if not node.answer:
        return question
    return question + "\n\n" + _behind("  ", "  ", _nodes(node.answer, words))


def _fields(fields: Iterable[Field]) -> str:
    return "\n".join(
        f"- **{_escape(field.label)}:** "
        + _spans((Span(text=field.value, link=field.link),)).replace("\n", "\n  ")
        for field in fields
    )


def _written_table(table: Table) -> str:
    lines = [
        [_cell(column.label) for column in table.columns],
        ["---:" if column.numeric else "---" for column in table.columns],
        *([_cell(cell) for cell in row] for row in table.rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(spans: Spans) -> str:
    return _spans(spans).replace("\\\n", " ").replace("\n", " ").replace("|", "\\|")


def _longest_run(sign: str, text: str) -> int:
    return max((len(run) for run in re.findall(re.escape(sign) + "+", text)), default=0)


# Escaping. Everywhere: the signs of inline markup. At the start of a line: the signs of blocks and
# marks. `|` only counts in tables and is escaped there.
_INLINE_SIGNS = re.compile(r"[\\`*_\[\]<>~&]")
_LINE_STARTS = re.compile(
    r"^([ \t]*)(?:([#>+=|-]|[!\"@?](?=[ \t\u00a0\u3000]))|(\d+)([.)])(?=\s|$))", re.MULTILINE
)


def _escape(text: str) -> str:
    """Return `text` so that Markdown shows it as it is; line breaks stay, empty lines do not."""
    return _spans(plain(text))


def _spans(spans: Spans) -> str:
    """Return styled text as Markdown, safe at the start of a line."""
    text = "".join(_styled(span) for span in spans)
    lines = (line.strip() for line in text.split("\n"))
    joined = "\\\n".join(line for line in lines if line)
    return _LINE_STARTS.sub(_escaped_start, joined)


def _escaped_start(found: re.Match[str]) -> str:
    blank, sign, number, point = found.groups()
    return f"{blank}\\{sign}" if sign else f"{blank}{number}\\{point}"


def _styled(span: Span) -> str:
    """Return one span; blanks at its ends stay outside the signs, or they would not count."""
    inner = span.text.strip()
    if not inner:
        return span.text
    before, after = span.text.split(inner, 1) if inner else ("", "")
    said = _code(inner) if span.code else _INLINE_SIGNS.sub(r"\\\g<0>", inner)
    for sign, wanted in (("~~", span.struck), ("*", span.emphasis), ("**", span.strong)):
        if wanted:
            said = f"{sign}{said}{sign}"
    if address := safe_url(span.link):
        said = (
            f"[{said}](<{address}>)" if "(" in address or ")" in address else f"[{said}]({address})"
        )
    return before + said + after


def _code(text: str) -> str:
    fence = "`" * (1 + _longest_run("`", text))
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"
