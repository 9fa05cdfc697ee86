"""A Report as text without any markup, as a mail or a terminal shows it."""

from collections.abc import Iterable
from typing import assert_never

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
    PrinterWords,
    QuestionAnswer,
    Quote,
    Report,
    Rule,
    Ruled,
    Spans,
    Table,
    words_of,
)

_UNDER = {1: "=", 2: "-"}
_LONGEST_LINE = 72


def to_text(report: Report) -> str:
    """Return `report` as text; lines are as long as they were typed."""
    head = [_under(report.title, "=")]
    if report.subtitle:
        head.append(report.subtitle)
    if report.cover:
        head.append(_fields(report.cover))
    head.append(f"{report.label} · {report.created}")
    body = [_write(node, report.words) for node in report.nodes]
    return "\n\n".join(part for part in (*head, *body, report.words.produced) if part) + "\n"


def _under(text: str, sign: str) -> str:
    return f"{text}\n{sign * max(3, min(len(text), _LONGEST_LINE))}"


def _write(node: Node, words: PrinterWords) -> str:
    match node:
        case Heading():
            sign = _UNDER.get(node.level)
            return _under(node.text, sign) if sign else node.text.upper()
        case Paragraph():
            return words_of(node.spans)
        case Fields():
            return _fields(node.fields)
        case Marked():
            return f"{node.kind.symbol} {words.marks[node.kind]}: {words_of(node.spans)}"
        case Quote():
            said = _behind("  | ", "  | ", words_of(node.spans))
            return f"{said}\n  | — {node.source}" if node.source else said
        case BulletList():
            return "\n".join(_item(item, words, "- ") for item in node.items)
        case NumberedList():
            return "\n".join(
                _item(item, words, f"{number}. ")
                for number, item in enumerate(node.items, start=node.start)
            )
        case QuestionAnswer():
            return _question(node, words)
        case Table():
            return "\n".join(_row(row) for row in node.rows)
        case CodeBlock():
            return _behind("    ", "    ", node.text)
        case Rule():
            return "* * *"
        case PageBreak():
            return "=" * _LONGEST_LINE
        case Ruled():
            return ""
        case _:
            assert_never(node)


def _row(row: Iterable[Spans]) -> str:
    """Return a row as one line; columns beside each other would break where words are long."""
    cells = (" ".join(words_of(cell).split()) for cell in row)
    return "- " + " · ".join(cell for cell in cells if cell)


def _nodes(nodes: Iterable[Node], words: PrinterWords) -> str:
    return "\n\n".join(part for node in nodes if (part := _write(node, words)))


def _item(item: ListItem, words: PrinterWords, sign: str) -> str:
    box = {None: "", True: "[x] ", False: "[ ] "}[item.ticked]
    return _behind(sign + box, " " * len(sign), _nodes(item.nodes, words))


def _question(node: QuestionAnswer, words: PrinterWords) -> str:
    star = f" ({words.must_ask})" if node.must_ask else ""
    question = f"[{'x' if node.asked else ' '}] {node.question}{star}"
    if not node.answer:
        return question
    return question + "\n\n" + _behind("    ", "    ", _nodes(node.answer, words))


def _fields(fields: Iterable[Field]) -> str:
    return "\n".join(f"{field.label}: {field.value}" for field in fields)


def _behind(first: str, others: str, text: str) -> str:
    opening, *rest = text.split("\n")
    return "\n".join([first + opening, *(others + line if line else "" for line in rest)])
