"""Checks of tone: stock phrases, flattery, thanks, one signature, "Hey", no scolding."""

import re
from collections.abc import Iterator

from infodesk.core.composing.context import Context
from infodesk.core.composing.findings import Check, Finding, Level
from infodesk.core.composing.lexicon import Phrases
from infodesk.core.composing.reading import Reading, Span
from infodesk.core.drafts import TextKind
from infodesk.core.outreach import Channel
from infodesk.core.text import fold, shortened

_MOST_SPANS = 50
_EXCLAMATION = re.compile(r"[!！]+")


def _phrases(reading: Reading, phrases: Phrases) -> list[Span]:
    return [
        Span(one.words[first].start, one.words[last].end)
        for one in reading.sentences
        for first, last in phrases.find(one.words)
    ]


def stock(reading: Reading, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - as the others
    """Check 16: phrases everybody uses say nothing."""
    found = _phrases(reading, reading.lexicon.stock)
    if found:
        words = shortened(reading.text[found[0].start : found[0].end])
        yield Finding(check=Check.STOCK, level=Level.HINT, hint="stock", why="stock",
                      facts={"words": words, "count": len(found)},
                      spans=tuple(found[:_MOST_SPANS]))  # fmt: skip


def flattery(reading: Reading, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Check 17: praise without a reason, and more than one exclamation mark."""
    found = _phrases(reading, reading.lexicon.flattery)
    if found:
        words = shortened(reading.text[found[0].start : found[0].end])
        yield Finding(check=Check.FLATTERY, level=Level.HINT, hint="flattery", why="flattery",
                      facts={"words": words}, spans=tuple(found[:_MOST_SPANS]))  # fmt: skip
    marks = [Span(one.start(), one.end()) for one in _EXCLAMATION.finditer(reading.text)]
    if len(marks) > 1 or any(mark.end - mark.start > 1 for mark in marks):
        yield Finding(check=Check.FLATTERY, level=Level.HINT, hint="exclamation", why="flattery",
                      facts={"count": len(marks)}, spans=tuple(marks[:_MOST_SPANS]))  # fmt: skip


def thanks(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 20: it says thank you."""
    if not reading.body or context.channel is Channel.LINKEDIN_NOTE:
        return
    if not _phrases(reading, reading.lexicon.thanks):
        yield Finding(check=Check.THANKS, level=Level.HINT, hint="thanks-none", why="manners")


def signature(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 21: it is signed, once."""
    name = fold(context.me.name)
    if not name or not reading.body or context.channel is not Channel.EMAIL:
        return
    signed = [one for one in reading.sentences[-6:] if fold(one.text.strip(" ,.–-")) == name]
    first = fold(context.me.first_name)
    short = [
        one for one in reading.sentences[-3:] if first and fold(one.text.strip(" ,.–-")) == first
    ]
    if len(signed) > 1:
        yield Finding(check=Check.SIGNATURE, level=Level.NOTE, hint="signature-twice",
                      why="manners", spans=tuple(one.span for one in signed[1:]))  # fmt: skip
    elif not signed and not short:
        yield Finding(check=Check.SIGNATURE, level=Level.HINT, hint="signature-none",
                      why="manners", facts={"name": context.me.name[:80]})  # fmt: skip


def hey(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 22: "Hey" is for friends."""
    if not context.stranger or reading.greeting is None:
        return
    found = next(iter(reading.lexicon.hey.find(reading.greeting.words[:1])), None)
    if found is not None:
        word = reading.greeting.words[0]
        yield Finding(check=Check.HEY, level=Level.NOTE, hint="hey", why="manners",
                      spans=(Span(word.start, word.end),))  # fmt: skip


def follow_up(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 25: a follow-up is short and reproaches nothing."""
    if context.kind is not TextKind.FOLLOW_UP:
        return
    most = context.limits.follow_up_words
    if reading.count > most:
        yield Finding(check=Check.FOLLOW_UP, level=Level.NOTE, hint="follow-up-long",
                      why="follow-up", facts={"count": reading.count, "most": most})  # fmt: skip
    found = _phrases(reading, reading.lexicon.scolding)
    if found:
        words = shortened(reading.text[found[0].start : found[0].end])
        yield Finding(check=Check.FOLLOW_UP, level=Level.NOTE, hint="follow-up-scolds",
                      why="follow-up", facts={"words": words},
                      spans=tuple(found[:_MOST_SPANS]))  # fmt: skip
    if reading.count and not found and reading.count <= most:
        yield Finding(check=Check.FOLLOW_UP, level=Level.GOOD, hint="follow-up-good",
                      why="follow-up")  # fmt: skip
