"""Checks that keep a text from naming somebody else: the only ones that block."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from infodesk.core.composing.context import Context, Someone
from infodesk.core.composing.fields import unfilled
from infodesk.core.composing.findings import Check, Finding, Level
from infodesk.core.composing.lexicon import LANGUAGES, lexicon
from infodesk.core.composing.reading import Reading, Span, Word
from infodesk.core.composing.reading import greeted as greeted_in
from infodesk.core.outreach import Channel
from infodesk.core.text import fold, fold_company, fold_name, shortened

_WORDS = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*")
_LEAST_OF_A_SHORT_NAME = 3
_MOST_SPANS = 50


def greeting(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 4: who is greeted is this person."""
    greeted = reading.greeting
    if greeted is None:
        if reading.body and context.channel is Channel.EMAIL:
            yield Finding(check=Check.NAME, level=Level.NOTE, hint="name-no-greeting", why="name")
        return
    found = greeted_in(greeted.text)
    named, offset = (found["name"], greeted.start + found.start("name")) if found else ("", 0)
    known = _name_words(context.person)
    wrong: list[tuple[str, Span]] = []
    for number, word in enumerate(_WORDS.finditer(named)):
        if _is_theirs(fold(word[0]), known, _skipped()):
            continue
        if number and (word[0].islower() or word[0] == "I"):
            break  # the greeting ran on into the sentence
        wrong.append((word[0], Span(offset + word.start(), offset + word.end())))
    wrong = [(name, span) for name, span in wrong if fold(name) not in context.accepted]
    if wrong and known:
        name = " ".join(name for name, _span in wrong)
        yield Finding(check=Check.NAME, level=Level.BLOCK, hint="name-wrong", why="name",
                      facts={"name": name[:80], "person": context.person.name[:80]},
                      spans=tuple(span for _name, span in wrong), accept=name)  # fmt: skip
    elif known and not named.strip(" ,"):
        yield Finding(check=Check.NAME, level=Level.HINT, hint="name-missing", why="name",
                      facts={"person": context.person.name[:80]})  # fmt: skip
    elif known:
        yield Finding(check=Check.NAME, level=Level.GOOD, hint="name-good", why="name")


@lru_cache(maxsize=1)
def _skipped() -> frozenset[str]:
    """Return titles and words for everybody: greetings are mixed as languages are."""
    spoken = [lexicon(language) for language in LANGUAGES]
    return frozenset().union(*(one.honorifics | one.everybody for one in spoken))


def _is_theirs(word: str, known: frozenset[str], skipped: frozenset[str]) -> bool:
    if not word or word in known or word in skipped or word.isdigit():
        return True
    # Tom for Thomas is a guess, Alex for Alexandra and Ben for Benjamin are not.
    return len(word) >= _LEAST_OF_A_SHORT_NAME and any(
        name.startswith(word) or (len(name) >= _LEAST_OF_A_SHORT_NAME and word.startswith(name))
        for name in known
    )


def _name_words(person: Someone) -> frozenset[str]:
    whole = f"{person.first_name} {person.last_name} {person.name} {fold_name(person.name)}"
    words = {fold(word) for word in _WORDS.findall(whole)}
    parts = {part for word in words for part in re.split(r"['-]", word)}
    return frozenset((words | parts) - {""})


def companies(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 5: a company named is theirs or mine, not the one of a text written before."""
    others = index_of(context.others.companies)
    fine = {fold_company(name) for name in (*context.person.companies, *context.me.companies)}
    fine |= {fold_company(name) for name in context.common}
    yield from _misnamed(reading, context, others, fine, "company-wrong")


def roles(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 5: a role that is called theirs is theirs."""
    others = index_of(context.others.roles)
    fine = {fold_company(name) for name in (*context.person.roles, *context.me.roles)}
    places = [found.end() for found in reading.lexicon.your_role.finditer(reading.text)]
    yield from _misnamed(reading, context, others, fine, "role-wrong", places)


def _misnamed(
    reading: Reading,
    context: Context,
    others: dict[str, list[tuple[tuple[str, ...], str]]],
    fine: Iterable[str],
    hint: str,
    places: Sequence[int] | None = None,
) -> Iterator[Finding]:
    theirs = [tuple(_name_tokens(name)) for name in fine]
    spans: dict[str, list[Span]] = {}
    for words, name in _mentions(reading.words, others):
        start, end = words[0].start, words[-1].end
        tokens = tuple(word.folded for word in words)
        if any(_within(tokens, own) for own in theirs) or fold(name) in context.accepted:
            continue
        if places is not None and start not in places:
            continue
        if places is None and not _is_named(reading.text, words):
            continue
        spans.setdefault(name, []).append(Span(start, end))
    for name, found in spans.items():
        yield Finding(check=Check.COMPANY, level=Level.BLOCK, hint=hint, why="company",
                      facts={"name": name[:80], "person": context.person.name[:80]},
                      spans=tuple(found[:_MOST_SPANS]), accept=name)  # fmt: skip


def _is_named(text: str, words: Sequence[Word]) -> bool:
    """Say whether words are written as a name: with a capital, and not for beginning a sentence."""
    first = words[0]
    if first.text[:1].islower():
        return False
    if len(words) > 1:
        return any(word.text[:1].isupper() for word in words[1:]) or len(words) > 2
    before = text[: first.start].rstrip(" \t\"“„('")
    return bool(before) and before[-1] not in ".!?:\n"


def _within(tokens: tuple[str, ...], own: tuple[str, ...]) -> bool:
    length = len(tokens)
    return any(own[at : at + length] == tokens for at in range(len(own) - length + 1))


def _mentions(
    words: Sequence[Word], index: dict[str, list[tuple[tuple[str, ...], str]]]
) -> Iterator[tuple[Sequence[Word], str]]:
    place = 0
    while index and place < len(words):
        best: tuple[int, str] = (0, "")
        for tokens, name in index.get(words[place].folded, ()):
            part = words[place : place + len(tokens)]
            if len(tokens) > best[0] and tuple(word.folded for word in part) == tokens:
                best = len(tokens), name
        if best[0]:
            yield words[place : place + best[0]], best[1]
        place += best[0] or 1


@lru_cache(maxsize=8)
def index_of(names: tuple[str, ...]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return names by their first word, as they are looked for in a text."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name in names:
        tokens = tuple(_name_tokens(fold_company(name)))
        if tokens and len("".join(tokens)) >= _LEAST_OF_A_SHORT_NAME:
            index.setdefault(tokens[0], []).append((tokens, name))
    return index


def _name_tokens(name: str) -> list[str]:
    return [fold(word) for word in _WORDS.findall(name)]


def fields(reading: Reading, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - as the others
    """Check 6: no field or gap is left to be filled."""
    spans = unfilled(reading.text)
    if spans:
        first = shortened(reading.text[spans[0].start : spans[0].end])
        yield Finding(check=Check.FIELDS, level=Level.BLOCK, hint="fields-left", why="fields",
                      facts={"count": len(spans), "first": first},
                      spans=tuple(spans[:_MOST_SPANS]))  # fmt: skip


def subject_fields(subject: str) -> Iterator[Finding]:
    """Check 6 for the subject, which has no places to underline."""
    spans = unfilled(subject)
    if spans:
        first = shortened(subject[spans[0].start : spans[0].end])
        yield Finding(check=Check.FIELDS, level=Level.BLOCK, hint="fields-subject", why="fields",
                      facts={"count": len(spans), "first": first})  # fmt: skip


def referrers(reading: Reading, context: Context) -> Iterator[Finding]:
    """Who referred me is named only if they allowed it."""
    index = index_of(context.unnamed_referrers)
    found = [
        (Span(words[0].start, words[-1].end), name)
        for words, name in _mentions(reading.words, index)
        if fold(name) not in context.accepted
    ]
    if found:
        yield Finding(check=Check.REFERRER, level=Level.WARN, hint="referrer-unasked",
                      why="referrer", facts={"name": found[0][1][:80]},
                      spans=tuple(span for span, _name in found[:_MOST_SPANS]),
                      accept=found[0][1])  # fmt: skip
