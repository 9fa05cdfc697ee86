"""The words each language has for what the checks look for, from `resources/composing`."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Protocol

from infodesk.core.resources import resource
from infodesk.core.text import fold

LANGUAGES = ("en", "de")
"""Languages that the checks and the built-in templates know."""


class Located(Protocol):
    """A word with its folded form and place."""

    @property
    def folded(self) -> str:
        """The word as it is compared."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Phrases:
    """Phrases that are looked for word by word; a word ending in * stands for its beginnings."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._exact: dict[str, list[tuple[str, ...]]] = {}
        self._begun: list[tuple[str, ...]] = []
        for phrase in phrases:
            words = tuple(_fold_phrase(phrase))
            if not words:
                continue
            if words[0].endswith("*"):
                self._begun.append(words)
            else:
                self._exact.setdefault(words[0], []).append(words)
        self._starts = tuple(phrase[0][:-1] for phrase in self._begun)

    def find(self, words: tuple[Any, ...]) -> Iterator[tuple[int, int]]:
        """Yield first and last index of each phrase in located `words`, the longest at a place."""
        place = 0
        while place < len(words):
            first = words[place].folded
            if first not in self._exact and not first.startswith(self._starts):
                place += 1  # most words begin no phrase
                continue
            longest = max(
                (len(phrase) for phrase in self._candidates(first) if _fits(phrase, words, place)),
                default=0,
            )
            if longest:
                yield place, place + longest - 1
            place += longest or 1

    def inside(self, words: tuple[Any, ...]) -> bool:
        """Say whether a phrase is among located `words`."""
        return next(self.find(words), None) is not None

    def _candidates(self, first: str) -> Iterator[tuple[str, ...]]:
        yield from self._exact.get(first, ())
        for phrase in self._begun:
            if first.startswith(phrase[0][:-1]):
                yield phrase


def _fits(phrase: tuple[str, ...], words: tuple[Any, ...], place: int) -> bool:
    if place + len(phrase) > len(words):
        return False
    return all(
        word.folded.startswith(wanted[:-1]) if wanted.endswith("*") else word.folded == wanted
        for wanted, word in zip(phrase, words[place : place + len(phrase)], strict=True)
    )


def _fold_phrase(phrase: str) -> list[str]:
    bare = [word.strip(",.") for word in phrase.split()]
    return [fold(word.rstrip("*")) + ("*" if word.endswith("*") else "") for word in bare]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What one language says; patterns match at the beginning of a sentence."""

    small_words: frozenset[str]
    honorifics: frozenset[str]
    everybody: frozenset[str]
    you: frozenset[str]
    vowels: str
    greeting: re.Pattern[str]
    closing: re.Pattern[str]
    minutes: re.Pattern[str]
    zone: re.Pattern[str]
    your_role: re.Pattern[str]
    hey: Phrases
    ask: Phrases
    job: Phrases
    job_meant_otherwise: Phrases
    connection: Phrases
    narrow: Phrases
    broad: Phrases
    attachment: Phrases
    options: Phrases
    days: Phrases
    stock: Phrases
    flattery: Phrases
    thanks: Phrases
    scolding: Phrases


@lru_cache(maxsize=len(LANGUAGES))
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language of LANGUAGES; of another one the English."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    path = resource("composing", f"{known}.json")
    found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    makers: dict[Any, Any] = {
        frozenset[str]: lambda words: frozenset(map(fold, words)),
        re.Pattern[str]: lambda pattern: re.compile(pattern, re.IGNORECASE),
        Phrases: Phrases,
        str: str,
    }
    return Lexicon(**{one.name: makers[one.type](found[one.name]) for one in fields(Lexicon)})
