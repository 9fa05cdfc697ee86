"""Reading a text: its words, sentences and paragraphs with their places, and its language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from infodesk.core.composing.lexicon import LANGUAGES, Lexicon, lexicon
from infodesk.core.text import fold

LONGEST = 20_000
"""Characters that are read for style; of a longer text only the counts are of all of it."""

_WORD = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*", re.UNICODE)
_END = re.compile(r"[.!?…。！？]+[\"”’')\]]*(?=\s|$)|\n+")
_ABBREVIATIONS = frozenset(
    {
        *("dr", "prof", "mr", "mrs", "ms", "st", "eg", "ie", "etc", "vs", "no", "approx", "dept"),
        *("inc", "ltd", "co", "jr", "sr", "ca", "bzw", "zb", "usw", "ggf", "hr", "fr", "dipl-ing"),
        *("ing", "nr", "inkl", "evtl", "dh", "ua"),
    }
)


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text: from `start` up to before `end`, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands, folded for comparing, and where."""

    text: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its own text, place and words."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    def folded(self) -> str:
        """Return the sentence's words as they are compared, with single blanks around each."""
        return f" {' '.join(word.folded for word in self.words)} "


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that was read; `body` are its sentences without greeting and signature."""

    text: str
    language: str
    lexicon: Lexicon
    count: int
    characters: int
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    greeting: Sentence | None
    body: tuple[Sentence, ...]
    closing: tuple[Sentence, ...]


def read(text: str, *, language: str = "", otherwise: str = "en") -> Reading:
    """Read `text` in `language`, or in the one it is written in; `otherwise` if that is unclear."""
    head = text[:LONGEST]
    words = tuple(_words(head))
    spoken = language if language in LANGUAGES else _language(words, otherwise)
    known = lexicon(spoken)
    sentences = tuple(_sentences(head, words))
    greeting, body = _greeting(sentences)
    sentences = (greeting, *body) if greeting else body
    end = _closing(body, known)
    count = len(words) if len(text) <= LONGEST else count_words(text)
    return Reading(
        text=head,
        language=spoken,
        lexicon=known,
        count=count,
        characters=len(text.strip()),
        words=words,
        sentences=sentences,
        greeting=greeting,
        body=body[:end],
        closing=body[end:],
    )


def count_words(text: str) -> int:
    """Return how many words a text has."""
    return sum(1 for _ in _WORD.finditer(text))


def language_of(text: str, otherwise: str = "en") -> str:
    """Return the language a text is written in, by its small words; `otherwise` if unclear."""
    return _language(tuple(_words(text[:LONGEST])), otherwise)


def _words(text: str) -> Sequence[Word]:
    return [
        Word(found[0], _folded(found[0]), found.start(), found.end())
        for found in _WORD.finditer(text)
    ]


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    return fold(word)


def _language(words: Sequence[Word], otherwise: str) -> str:
    found = {word.folded for word in words}
    scores = {one: len(found & lexicon(one).small_words) for one in LANGUAGES}
    best = max(scores, key=lambda one: scores[one])
    others = [scores[one] for one in scores if one != best]
    return best if scores[best] > max(others, default=0) else otherwise


def _sentences(text: str, words: Sequence[Word]) -> list[Sentence]:
    """Cut at full stops, question and exclamation marks and at the ends of lines."""
    found: list[Sentence] = []
    start, next_word = 0, 0
    for end in [*_ends(text), len(text)]:
        raw = text[start:end]
        left = start + len(raw) - len(raw.lstrip())
        right = left + len(raw.strip())
        inside = next_word
        while inside < len(words) and words[inside].end <= end:
            inside += 1
        if inside > next_word:
            found.append(Sentence(text[left:right], left, right, tuple(words[next_word:inside])))
        start, next_word = end, inside
    return found


def _ends(text: str) -> list[int]:
    return [found.end() for found in _END.finditer(text) if not _goes_on(text, found)]


def _goes_on(text: str, end: re.Match[str]) -> bool:
    """Say whether a full stop belongs to an abbreviation, an initial or a number."""
    if end[0] != ".":
        return False
    before = text[max(0, end.start() - 12) : end.start()]
    last = re.search(r"[^\s(]+$", before)
    if last is None:
        return False
    word = last[0].replace(".", "").lower()
    if word in _ABBREVIATIONS:
        return True
    after = text[end.end() : end.end() + 2].lstrip()
    initial = len(word) == 1 and word.isalpha() and word != "i"
    return bool(after) and (initial or (word.isdigit() and len(word) < 3))


def greeted(text: str) -> re.Match[str] | None:
    """Return the greeting a text begins with, in whichever language, its group `name` the name."""
    for language in LANGUAGES:
        if found := lexicon(language).greeting.match(text):
            return found
    return None


def _greeting(sentences: tuple[Sentence, ...]) -> tuple[Sentence | None, tuple[Sentence, ...]]:
    """Take the greeting off; what follows it on the same line is a sentence of its own."""
    found = greeted(sentences[0].text) if sentences else None
    if found is None:
        return None, sentences
    first = sentences[0]
    end = first.start + found.end()
    before = tuple(word for word in first.words if word.end <= end)
    after = first.words[len(before) :]
    greeting = Sentence(
        found[0].rstrip(), first.start, first.start + len(found[0].rstrip()), before
    )
    if not after:
        return greeting, sentences[1:]
    start = after[0].start
    rest = Sentence(first.text[start - first.start :], start, first.end, after)
    return greeting, (rest, *sentences[1:])


def _closing(body: Sequence[Sentence], known: Lexicon) -> int:
    """Return where the closing formula and the signature begin; the length if there is none."""
    for back in range(1, min(len(body), 6) + 1):
        if known.closing.match(body[-back].text):
            return len(body) - back
    last = len(body)
    # Short lines without a full stop at the end are a name, a phone number.
    while last > 1 and len(body[last - 1].words) <= 4 and body[last - 1].text[-1:] not in ".?!…":
        last -= 1
    return last
