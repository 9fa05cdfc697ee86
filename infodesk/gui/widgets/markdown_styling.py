"""Live styling of Markdown and marks in a plain text: one line at a time, never the whole note."""

import re
from collections.abc import Callable

from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)

from infodesk.core.extra_private import SIGN, is_extra_private
from infodesk.core.marks import Fences, MarkKind, mark_of
from infodesk.gui.theme import ColorName, Theme

MARK_COLORS: dict[MarkKind, ColorName] = {
    MarkKind.INSIGHT: "accent",
    MarkKind.QUOTE: "info",
    MarkKind.REFERRAL: "good",
    MarkKind.RESOURCE: "muted",
    MarkKind.ACTION: "warn",
    MarkKind.RED_FLAG: "bad",
}

MARK_COLUMN = 24
"""Pixels from a mark's symbol to its words, so that the words of marked lines stand in line."""

LONGEST_LINE = 4_000
"""Characters of one line that are styled: pasted walls of text must not slow the typing."""

# Each pattern reads every character of a line a bounded number of times, whatever it holds.
HEADING = re.compile(r"(#{2,6})[ \t]+\S")
LIST_ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)(?:(\[[ xX]\])(?=[ \t]))?")
RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_CODE = re.compile(r"(?<!`)(`++)[^`]++\1(?!`)")
_STARS = re.compile(r"(?<![\\*])(\*{1,3})(?=[^\s*])[^*]*+(?<=[^\s\\])\1(?!\*)")
_LINES = re.compile(r"(?<![\\_\w])(_{1,3})(?=[^\s_])[^_]*+(?<=[^\s\\])\1(?!\w)")
_STRUCK = re.compile(r"(?<![\\~])(~~)(?=[^\s~])[^~]*+(?<=\S)~~(?!~)")
_NAMED_LINK = re.compile(r"\[([^\[\]]{1,500})\]\(([^()\s]{1,2000})\)")
_BARE_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"]{1,2000}")
_AFTER_A_LINK = ".,;:!?'\")]}”’"


def link_at(line: str, place: int) -> str:
    """Return the address of the link that covers character `place` of `line`, '' for none."""
    for start, end, url in links_in(line):
        if start <= place <= end:
            return url
    return ""


def links_in(line: str) -> list[tuple[int, int, str]]:
    """Return where links begin and end in `line`, and where they lead, as typed."""
    found = [(m.start(), m.end(), m[2]) for m in _NAMED_LINK.finditer(line)]
    for match in _BARE_LINK.finditer(line):
        if any(start <= match.start() < end for start, end, _ in found):
            continue
        url = match[0].rstrip(_AFTER_A_LINK)
        found.append((match.start(), match.start() + len(url), url))
    return found


class MarkdownStyling(QSyntaxHighlighter):
    """Colours headings, emphasis, lists, code, links and one-key marks as they are typed.

    What is typed stays as it is: only formats of the layout change, nothing that is stored.
    """

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        self._theme = theme
        self._made: dict[str, QTextCharFormat] = {}
        self._offset: Callable[[int], int] | None = None
        super().__init__(document)

    def restyle(self) -> None:
        """Take colours and sizes from the theme anew."""
        self._made.clear()
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Style one line."""
        fences = Fences(_fence_of(self.previousBlockState()))
        covered = fences.covers(text)
        state = _state_of(fences.fence)
        if state != self.currentBlockState():
            self.setCurrentBlockState(state)
        if not text:
            return
        line = text[:LONGEST_LINE]
        self._offset = None if line.isascii() or max(line) <= "\uffff" else _utf16(line)
        if covered:
            self._paint(0, len(line), self._format("code"))
            return
        self._style(line)

    def _style(self, line: str) -> None:
        if line[0] == SIGN and is_extra_private(line):
            self._paint(0, 1, self._format("private"))
            self._paint(1, 2, self._gap(SIGN))
            self._inline(line, 2, "")
            return
        mark = mark_of(line)
        if mark is not None:
            self._paint(0, 1, self._format(f"mark-{mark.kind.value}"))
            self._paint(1, 2, self._gap(line[0]))
            self._inline(line, mark.start, "")
            return
        heading = HEADING.match(line)
        if heading:
            base = f"heading-{min(len(heading[1]), 4)}"
            self._paint(0, len(line), self._format(base))
            self._paint(0, heading.end(1), self._format(f"{base}-sign"))
            self._inline(line, heading.end(1), base)
            return
        if RULE.match(line):
            self._paint(0, len(line), self._format("sign"))
            return
        item = LIST_ITEM.match(line)
        done = bool(item and item[4] and item[4] != "[ ]")
        if item:
            self._paint(item.start(2), item.end(2), self._format("bullet"))
            if item[4]:
                self._paint(item.start(4), item.end(4), self._format("done" if done else "task"))
        start = item.end() if item else 0
        if done:
            self._paint(start, len(line), self._format("faded"))
        self._inline(line, start, "faded" if done else "")

    def _inline(self, line: str, start: int, base: str) -> None:
        code = [match.span() for match in _CODE.finditer(line, start)]
        for pattern in (_STARS, _LINES, _STRUCK):
            for match in pattern.finditer(line, start):
                if not _within(match.start(), code):
                    self._emphasis(match, base)
        for begin, end, _url in links_in(line):
            if begin >= start and not _within(begin, code):
                self._paint(begin, end, self._format("link"))
        for begin, end in code:
            self._paint(begin, end, self._format("code"))

    def _emphasis(self, match: re.Match[str], base: str) -> None:
        sign = len(match[1])
        kind = {"*": "italic bold strong", "_": "italic bold strong", "~": "- struck -"}[
            match[1][0]
        ].split()[sign - 1]
        self._paint(match.start(), match.end(), self._format(kind, base))
        self._paint(match.start(), match.start() + sign, self._format("sign", base))
        self._paint(match.end() - sign, match.end(), self._format("sign", base))

    def _paint(self, start: int, end: int, style: QTextCharFormat) -> None:
        if self._offset is not None:  # Qt counts in UTF-16
            start, end = self._offset(start), self._offset(end)
        self.setFormat(start, end - start, style)

    # Formats

    def _format(self, name: str, base: str = "") -> QTextCharFormat:
        key = f"{base}/{name}"
        made = self._made.get(key)
        if made is None:
            made = QTextCharFormat(self._format(base)) if base else QTextCharFormat()
            self._dress(made, name)
            self._made[key] = made
        return made

    def _dress(self, style: QTextCharFormat, name: str) -> None:
        ink = self._ink
        if name.startswith("mark-"):
            style.setForeground(ink(MARK_COLORS[MarkKind(name.removeprefix("mark-"))]))
            style.setFontWeight(QFont.Weight.Bold)
        elif name.startswith("heading-"):
            self._dress_heading(style, name)
        elif name in ("italic", "bold", "strong", "struck"):
            style.setFontItalic(name in ("italic", "strong"))
            style.setFontStrikeOut(name == "struck")
            if name in ("bold", "strong"):
                style.setFontWeight(QFont.Weight.Bold)
        elif name == "code":
            style.setFontFamilies(self._theme.font("mono").families())
            style.setFontFixedPitch(True)
            style.setBackground(ink("sunken"))
        elif name == "link":
            style.setForeground(ink("accent"))
            style.setFontUnderline(True)
        elif name in ("bullet", "task", "private"):
            style.setForeground(ink("accent"))
            style.setFontWeight(QFont.Weight.Bold)
        else:  # signs, ticked boxes, what is done
            style.setForeground(ink("muted"))

    def _dress_heading(self, style: QTextCharFormat, name: str) -> None:
        level = int(name.split("-")[1])
        style.setFontWeight(QFont.Weight.Bold)
        reading = self._theme.font("reading").pixelSize()
        style.setProperty(
            QTextCharFormat.Property.FontPixelSize,
            round(reading * {2: 1.25, 3: 1.1, 4: 1.0}[level]),
        )
        if name.endswith("-sign"):
            style.setForeground(self._ink("muted"))

    def _gap(self, symbol: str) -> QTextCharFormat:
        """Return a format that widens the blank after a mark up to the column of the words."""
        key = f"gap/{symbol}"
        made = self._made.get(key)
        if made is None:
            font = QFont(self._theme.font("reading"))
            bold = QFont(font)
            bold.setBold(True)
            taken = QFontMetricsF(bold).horizontalAdvance(symbol)
            taken += QFontMetricsF(font).horizontalAdvance(" ")
            made = QTextCharFormat()
            made.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            made.setFontLetterSpacing(max(0.0, self._theme.px(MARK_COLUMN) - taken))
            self._made[key] = made
        return made

    def _ink(self, name: ColorName) -> QColor:
        return self._theme.color(name)


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _fence_of(state: int) -> str:
    """Return the fence that a block's state stands for; -1 and 0 are none."""
    return ("~" if state % 2 else "`") * (state // 2) if state > 0 else ""


def _state_of(fence: str) -> int:
    return 2 * len(fence) + (fence[:1] == "~") if fence else 0


def _utf16(line: str) -> Callable[[int], int]:
    """Return what turns a place in `line` into Qt's count, where some characters are two."""
    places = [0]
    for sign in line:
        places.append(places[-1] + (2 if sign > "\uffff" else 1))
    return places.__getitem__
