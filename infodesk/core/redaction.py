"""Hiding who a text is about: initials for names, nothing that leads to somebody."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import assert_never

from infodesk.core.progress import Job, Progress
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
    words_of,
)
from infodesk.core.text import fold, fold_company, initials

_BETWEEN = 3
"""Signs that may stand between two words of a name: a blank, a comma and a blank, a line end."""

_LEAST = 2
"""Letters that a word needs to be taken for a name."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Parts of names that are no names, and words that are both: those are hidden when capitalised.
_PARTICLES = _listed("von van de der den da di del la le el al bin ibn abu dos das du y e")
_ALSO_WORDS = _listed(
    "will may mark long rose hope grace art bill rich young best june april august jack frank"
    " grant page park king day bush green brown white black stone wood field hill lane price"
    " rice banks bell cook baker miller smith an so do in my he she her man ma more good small"
    " summer winter lang kurz klein gross weiss braun wolf koenig ernst sue pat max pearl ray"
    " joy faith dawn iris ivy lily olive amber ruby dean chase drew lance miles neil nick pierce"
    " rob sky stew tony trip ward wade"
)
# First words of companies that tell nothing by themselves.
_GENERIC = _listed(
    "the bank university institute public national global data health general first city"
    " hospital sample example school college group international american british german"
    " european deutsche royal north south east west new old state federal digital united"
    " software media capital partners consulting services freelance self stealth student"
)
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
)
_EMAIL = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"@]+")
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,20}://|www\.)[^\s<>\"]+"
    r"|(?<![\w@.-])(?:[\w-]+\.)+[a-z]{2,}/[^\s<>\"]*"
    r"|(?<![\w/])in/[\w%-]{3,}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[+(]?\(?\d(?:[\d\s()./\u2010-\u2015·-]|\(0\)){3,}\d")
_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[ T]\d{1,2})?|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}(?:\s\d{1,2})?"
    r"|\d{4}\s?[-\u2013/]\s?\d{2,4}|\d{1,2}\s?[-\u2013]\s?\d{1,2}"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})+")
_PHONE_FROM = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """Somebody whose name is hidden: what they are called, and what leads to them.

    `others` are further names: before a marriage, a nickname.
    """

    name: str
    others: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that follow each other, and what stands for them; `person` is who is meant."""

    words: tuple[str, ...]
    shown: str
    person: int = -1
    capital: bool = False


@dataclass(frozen=True, slots=True)
class _Find:
    start: int
    end: int
    shown: str
    person: int = -1


@dataclass
class Redactor:
    """Hides people, and companies if wanted, in any text.

    Of everybody the whole name is hidden, in either order. Of whoever is `close` (whom the text
    is about), and of whoever is met by their whole name, every part of it is. `contact` and
    `company` are the words that stand for what is hidden.
    """

    contact: str
    company: str
    people: Sequence[KnownPerson] = ()
    companies: Sequence[str] = ()
    close_companies: Sequence[str] = ()
    _known: list[KnownPerson] = field(default_factory=list, repr=False)
    _phrases: dict[tuple[str, ...], _Phrase] = field(default_factory=dict, repr=False)
    _lengths: dict[str, list[int]] = field(default_factory=dict, repr=False)
    _unspaced: dict[str, list[_Phrase]] = field(default_factory=dict, repr=False)
    _phones: set[str] = field(default_factory=set, repr=False)
    _close: set[int] = field(default_factory=set, repr=False)

    def __post_init__(self) -> None:
        """Make the tables that texts are looked up in."""
        for person in self.people:
            self.know(person)
        for name in self.companies:
            self.know_company(name)
        for name in self.close_companies:
            self.know_company(name, close=True)

    def know(self, person: KnownPerson) -> int:
        """Hide somebody from now on, and return the number they have here."""
        self._known.append(person)
        self._know(len(self._known) - 1, person)
        return len(self._known) - 1

    def know_company(self, name: str, *, close: bool = False) -> None:
        """Hide a company from now on; of a `close` one its first word by itself, too."""
        self._add_company(name)
        words = _folded(name)
        if close and len(words) > 1 and len(words[0]) > 3 and words[0] not in _GENERIC:
            self._add(_Phrase(words[:1], self.company, capital=True))

    def bring_close(self, numbers: Iterable[int]) -> bool:
        """Hide every part of the names of these people; say whether that is new."""
        new = set(numbers) - self._close - {-1}
        for number in new:
            person = self._known[number]
            for name in (person.name, *person.others):
                self._add_parts(number, name)
        self._close |= new
        return bool(new)

    def text(self, text: str) -> str:
        """Return `text` with everybody hidden."""
        out, end = [], 0
        for find in self.finds(text):
            out += [text[end : find.start], find.shown]
            end = find.end
        return "".join([*out, text[end:]])

    def met_in(self, text: str) -> set[int]:
        """Return the people whose names are found in `text`."""
        return {find.person for find in self.finds(text)} - {-1}

    def spans(self, spans: Spans) -> Spans:
        """Return styled words with everybody hidden, without links.

        A name may run over several spans: what stands for it takes the style of the first.
        """
        finds = self.finds(words_of(spans))
        out: list[Span] = []
        start = 0
        for span in spans:
            end = start + len(span.text)
            text = "".join(_within(span.text, start, end, finds))
            if text or not span.text:
                out.append(replace(span, text=text, link=""))
            start = end
        return tuple(out)

    def finds(self, text: str) -> list[_Find]:
        """Return what is to be hidden in `text`, from its beginning, nothing twice."""
        found = [*self._ways_to_somebody(text), *self._names(text), *self._unspaced_names(text)]
        found.sort(key=lambda find: (find.start, -find.end))
        kept: list[_Find] = []
        for find in found:
            if kept and find.start < kept[-1].end:
                if find.end <= kept[-1].end:
                    continue
                # What overlaps is hidden as a whole.
                last = kept.pop()
                find = _Find(last.start, find.end, last.shown, last.person)
            kept.append(find)
        return kept

    # What is looked for

    def _know(self, number: int, person: KnownPerson) -> None:
        for name in (person.name, *person.others):
            words = _folded(name)
            if len(words) > 1:
                shown = short_name(name)
                self._add(_Phrase(words, shown, number))
                self._add(_Phrase((*words[-1:], *words[:-1]), shown, number))
                if len(words) > 2:
                    self._add(_Phrase((words[0], words[-1]), shown, number))
            elif len("".join(words)) >= _LEAST:
                self._add(_Phrase(words, short_name(name), number, words[0] in _ALSO_WORDS))
            if _UNSPACED.search(name):
                for form in {name.strip(), "".join(name.split())}:
                    self._add_unspaced(form, short_name(name), number)
        for contact in person.contacts:
            digits = _digits(contact)
            if len(digits) >= _PHONE_FROM:
                self._phones.add(digits[-_PHONE_FROM:])
            words = _folded(contact)
            if len("".join(words)) >= 3:
                self._add(_Phrase(words, self.contact))

    def _add_parts(self, number: int, name: str) -> None:
        for word in _words(name):
            folded = _fold(word[2])
            if len(folded) < _LEAST or folded in _PARTICLES or folded.isdigit():
                continue
            capital = folded in _ALSO_WORDS
            self._add(_Phrase((folded,), short_name(word[2]), number, capital))
            if not capital and not folded.endswith("s"):  # "Mayas Rat", "the Chens"
                self._add(_Phrase((f"{folded}s",), short_name(word[2]), number))
        if _UNSPACED.search(name):
            for part in name.split():
                if len(part) >= _LEAST:
                    self._add_unspaced(part, short_name(part), number)

    def _add_company(self, name: str) -> None:
        for words in {_folded(name), tuple(fold_company(name).split())}:
            if len("".join(words)) >= 3:
                capital = name.strip()[:1].isupper()
                self._add(_Phrase(words, self.company, capital=capital))
        if _UNSPACED.search(name):
            self._add_unspaced(name.strip(), self.company, -1)

    def _add(self, phrase: _Phrase) -> None:
        if not phrase.words:
            return
        same = self._phrases.get(phrase.words)
        if same is None or same.capital > phrase.capital:
            self._phrases[phrase.words] = phrase
            lengths = self._lengths.setdefault(phrase.words[0], [])
            if len(phrase.words) not in lengths:
                lengths.append(len(phrase.words))
                lengths.sort(reverse=True)

    def _add_unspaced(self, name: str, shown: str, person: int) -> None:
        if len(name) >= _LEAST:
            known = self._unspaced.setdefault(name[0], [])
            known.append(_Phrase((name,), shown, person))
            known.sort(key=lambda one: -len(one.words[0]))

    # Where it is found

    def _names(self, text: str) -> Iterator[_Find]:
        words = _words(text)
        folded = tuple(_fold(word) for _start, _end, word in words)
        for place, (start, _end, word) in enumerate(words):
            for length in self._lengths.get(folded[place], ()):
                phrase = self._phrases.get(folded[place : place + length])
                if phrase is None or (phrase.capital and word[0].islower()):
                    continue
                said = words[place : place + length]
                if all(two[0] - one[1] <= _BETWEEN for one, two in pairwise(said)):
                    yield _Find(start, said[-1][1], phrase.shown, phrase.person)
                    break

    def _unspaced_names(self, text: str) -> Iterator[_Find]:
        if not self._unspaced or text.isascii():
            return
        for start, sign in enumerate(text):
            for phrase in self._unspaced.get(sign, ()):
                if text.startswith(phrase.words[0], start):
                    end = start + len(phrase.words[0])
                    yield _Find(start, end, phrase.shown, phrase.person)
                    break

    def _ways_to_somebody(self, text: str) -> Iterator[_Find]:
        if "@" in text:
            for match in _EMAIL.finditer(text):
                yield _Find(match.start(), match.end(), self.contact)
        if "/" in text or "www." in text.lower():
            for match in _ADDRESS.finditer(text):
                yield _Find(match.start(), match.end(), self.contact)
        for match in _NUMBER.finditer(text):
            if self._is_phone(match[0]):
                yield _Find(match.start(), match.end(), self.contact)

    def _is_phone(self, run: str) -> bool:
        digits = _digits(run)
        if any(digits[at : at + _PHONE_FROM] in self._phones for at in range(len(digits))):
            return True
        if len(digits) < _PHONE_FROM or _DATE.fullmatch(run.strip()):
            return False
        return len(digits) >= 9 or not _THOUSANDS.fullmatch(run)


def short_name(name: str) -> str:
    """Return what stands for a name: its initials, each with a point; "…" for none."""
    letters = initials(name)
    if not letters or not letters[0].isalpha():
        return "…"
    return "".join(f"{letter}." for letter in letters)


def redact(report: Report, redactor: Redactor) -> Job[Report]:
    """Return `report` with everybody hidden whom `redactor` knows.

    Whoever is met by their whole name anywhere is then hidden by every part of it, everywhere.
    """
    more = True
    while more:
        met: set[int] = set()
        for text in _all_texts(report):
            met |= redactor.met_in(text)
            yield Progress(phase="hiding")
        more = redactor.bring_close(met)
    nodes = []
    for node in report.nodes:
        nodes.append(_node(node, redactor))
        yield Progress(phase="hiding")
    return replace(
        report,
        title=redactor.text(report.title),
        subtitle=redactor.text(report.subtitle),
        cover=_fields(report.cover, redactor),
        nodes=tuple(nodes),
    )


def _fields(fields: Sequence[Field], redactor: Redactor) -> tuple[Field, ...]:
    return tuple(replace(one, value=redactor.text(one.value), link="") for one in fields)


def _node(node: Node, redactor: Redactor) -> Node:
    match node:
        case Heading():
            return replace(node, text=redactor.text(node.text))
        case Paragraph() | Marked():
            return replace(node, spans=redactor.spans(node.spans))
        case Quote():
            spans, source = redactor.spans(node.spans), redactor.text(node.source)
            return replace(node, spans=spans, source=source)
        case Fields():
            return Fields(fields=_fields(node.fields, redactor))
        case BulletList() | NumberedList():
            return replace(node, items=tuple(_item(item, redactor) for item in node.items))
        case QuestionAnswer():
            return replace(
                node,
                question=redactor.text(node.question),
                answer=tuple(_node(one, redactor) for one in node.answer),
            )
        case Table():
            return replace(
                node,
                rows=tuple(tuple(redactor.spans(cell) for cell in row) for row in node.rows),
            )
        case CodeBlock():
            return CodeBlock(text=redactor.text(node.text))
        case Rule() | Ruled() | PageBreak():
            return node
        case _:
            assert_never(node)


def _item(item: ListItem, redactor: Redactor) -> ListItem:
    return replace(item, nodes=tuple(_node(node, redactor) for node in item.nodes))


def _all_texts(report: Report) -> Iterator[str]:
    yield from (report.title, report.subtitle)
    yield from (one.value for one in report.cover)
    for node in report.nodes:
        yield from _texts(node)


def _texts(node: Node) -> Iterator[str]:
    match node:
        case Heading() | CodeBlock():
            yield node.text
        case Paragraph() | Marked():
            yield words_of(node.spans)
        case Quote():
            yield from (words_of(node.spans), node.source)
        case Fields():
            yield from (one.value for one in node.fields)
        case BulletList() | NumberedList():
            for item in node.items:
                for inner in item.nodes:
                    yield from _texts(inner)
        case QuestionAnswer():
            yield node.question
            for inner in node.answer:
                yield from _texts(inner)
        case Table():
            yield from (words_of(cell) for row in node.rows for cell in row)
        case Rule() | Ruled() | PageBreak():
            return
        case _:
            assert_never(node)


def _within(text: str, start: int, end: int, finds: Sequence[_Find]) -> Iterator[str]:
    """Yield what is left of a span that begins at `start` of the whole text."""
    at = start
    for find in finds:
        if find.end <= start or find.start >= end:
            continue
        if find.start > at:
            yield text[at - start : find.start - start]
        if start <= find.start:
            yield find.shown
        at = max(at, min(find.end, end))
    yield text[at - start :]


def _words(text: str) -> list[tuple[int, int, str]]:
    """Return the words of `text` with their places; marks that letters carry belong to them."""
    if text.isascii():
        return [(found.start(), found.end(), found[0]) for found in _ASCII_WORD.finditer(text)]
    found = []
    start = -1
    for place, sign in enumerate(text):
        inside = sign.isalnum() or (start >= 0 and _belongs(sign))
        if inside and start < 0:
            start = place
        elif not inside and start >= 0:
            found.append((start, place, text[start:place]))
            start = -1
    if start >= 0:
        found.append((start, len(text), text[start:]))
    return found


def _belongs(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M" or sign in "\u200c\u200d\u00ad"


@lru_cache(maxsize=50_000)
def _fold(word: str) -> str:
    return fold(word)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(_fold(word) for _start, _end, word in _words(text))


def _digits(text: str) -> str:
    return "".join(
        str(unicodedata.digit(sign)) for sign in text if unicodedata.digit(sign, -1) >= 0
    )
