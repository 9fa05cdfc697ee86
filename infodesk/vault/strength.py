"""How hard a passphrase is to guess, estimated fast enough for every keystroke."""

import functools
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from infodesk.vault.passphrases import word_list

ENOUGH_BITS = 50.0
"""Below this a person is warned: at some 500 guesses a second it is a matter of resources."""

_LEVELS = ((30.0, "very-weak"), (ENOUGH_BITS, "weak"), (70.0, "good"), (math.inf, "strong"))

# Only so much is looked at: what is longer is strong already or repeats itself.
_LONGEST = 128
_SHORT = 10

# Passwords and names that every guesser tries first, most usual first; written down from
# common knowledge, not taken from a published list.
_COMMON = (
    "password 123456 qwerty letmein welcome admin login iloveyou monkey dragon master sunshine "
    "princess football baseball shadow superman batman trustno1 starwars pokemon passwort "
    "motdepasse contrasena secret changeme default guest root user test demo access hello "
    "freedom whatever ninja mustang michael jordan daniel jessica charlie thomas george "
    "jennifer robert andrew joshua matthew maggie summer winter spring autumn january february "
    "march april june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday linkedin infodesk google facebook computer internet "
    "samsung apple windows cheese pepper ginger cookie banana orange chocolate flower butterfly "
    "purple killer soccer hockey hunter ranger buster tigger lovely angel forever family london "
    "berlin paris newyork america germany france spain italy love money god "
)

_ROWS = (
    "1234567890 qwertyuiop asdfghjkl zxcvbnm qwertzuiop yxcvbnm azertyuiop qsdfghjklm wxcvbn "
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm qazwsxedcrfvtgbyhnujm"
)
_WALKS = tuple(walk for row in _ROWS.split() for walk in (row, row[::-1]))
_WALK_BITS = 6.0

# Substitutions that guessers undo.
_LEET = str.maketrans("013457@$!", "oleastasi")

_DATE = re.compile(
    r"(?:19|20)\d\d([-./ ]?)\d{1,2}\1\d{1,2}|\d{1,2}([-./ ]?)\d{1,2}\2(?:19|20)\d\d"
    r"|\d{1,2}([-./])\d{1,2}\3\d\d"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE_BITS = 15.5  # Any day of 120 years.
_YEAR_BITS = 7.0

_LETTERS = re.compile(r"[a-z]+")
_LONGEST_WORD = 16
_LONGEST_UNLISTED = 30
_UNLISTED_WORD_BITS = 17.0  # One of some 100,000 words of a large dictionary.
_SHORT_WORD_BITS = 9.0  # One of some 500 that sentences are made of.
_SEPARATORS = " -_.,"
_BETWEEN = re.compile(r"[^ \-_.,]+")
_WORDLIKE = 4.1  # Bits a letter; random letters average above 5.5 by the same table.


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """An estimate of the guesses needed.

    `bits` is the logarithm to base 2 of their number; `level` is very-weak, weak, good or
    strong; `hints` are codes of what to do better: too-short, common, repeats, sequence,
    keyboard, date, single-word, add-words.
    """

    bits: float
    level: str
    hints: tuple[str, ...] = ()

    @property
    def enough(self) -> bool:
        """Return whether no warning is due."""
        return self.bits >= ENOUGH_BITS


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the passphrase that a guesser would try as a whole."""

    length: int
    bits: float
    kind: str


def strength(passphrase: str) -> Strength:
    """Estimate how hard `passphrase` is to guess for somebody who knows how people choose.

    Finds the cheapest way to put it together from words, repetitions, sequences, keyboard walks,
    dates and single characters. Word-list passphrases count per word. Errs on the low side.
    """
    text = unicodedata.normalize("NFC", passphrase)[:_LONGEST]
    parts = _cheapest(text)
    bits = math.floor(10 * sum(part.bits for part in parts)) / 10
    level = next(name for limit, name in _LEVELS if bits < limit)
    return Strength(bits=bits, level=level, hints=_hints(text, parts, bits))


def _cheapest(text: str) -> list[_Part]:
    """Return the parts with the least sum of bits that make up `text`."""
    lower = text.lower()
    if len(lower) != len(text):  # A few capitals have no lower-case form of the same length.
        lower = text
    plain = lower.translate(_LEET)
    best: list[float] = [0.0] + [math.inf] * len(text)
    last: list[_Part | None] = [None] * (len(text) + 1)
    for start in range(len(text)):
        for part in _parts_at(text, lower, plain, start):
            end = start + part.length
            if best[start] + part.bits < best[end]:
                best[end], last[end] = best[start] + part.bits, part
    parts: list[_Part] = []
    end = len(text)
    while (part_at := last[end]) is not None:
        parts.append(part_at)
        end -= part_at.length
    return parts[::-1]


def _parts_at(text: str, lower: str, plain: str, start: int) -> Iterator[_Part]:
    yield _Part(1, _character_bits(text, start), "character")
    yield from _words(text, lower, plain, start)
    yield from _unlisted_words(text, lower, start)
    yield from _separate_words(text, start)
    yield from _runs(lower, start)
    yield from _walks(lower, start)
    yield from _dates(lower, start)
    yield from _repeats(lower, start)


def _character_bits(text: str, at: int) -> float:
    """Return the bits of one character that fits nothing else."""
    character = text[at]
    if character in _SEPARATORS and 0 < at < len(text) - 1:
        # Between words a separator is expected; only the choice of it, once, is news.
        first = character not in text[1:at]
        return 0.0 if character == " " else 2.0 if first else 0.0
    if character.isascii():
        if character.isdigit():
            return math.log2(10)
        return math.log2(26) + 0.3 if character.isalpha() else 5.0
    return 5.0 if character.isalpha() else 8.0


def _words(text: str, lower: str, plain: str, start: int) -> Iterator[_Part]:
    ranks = _ranks()
    for length in range(3, min(_LONGEST_WORD, len(text) - start) + 1):
        end = start + length
        for spelled in {lower[start:end], plain[start:end]}:
            bits = ranks.get(spelled)
            if bits is None:
                continue
            extra = _capital_bits(text[start:end]) + (1.5 if spelled != lower[start:end] else 0)
            yield _Part(length, bits + extra, "common" if bits < 9 else "word")


def _unlisted_words(text: str, lower: str, start: int) -> Iterator[_Part]:
    match = _LETTERS.match(lower, start)
    if match is None:
        return
    table, before, bits = _pair_bits(), "^", 0.0
    for end in range(start + 1, min(match.end(), start + _LONGEST_UNLISTED) + 1):
        letter = lower[end - 1]
        bits += table[before, letter]
        before = letter
        if end - start >= 5 and bits / (end - start) < _WORDLIKE:
            yield _word_part(text[start:end])


def _separate_words(text: str, start: int) -> Iterator[_Part]:
    """Yield the letters, of any script, between two separators: in a sentence they are a word."""
    if start and text[start - 1] not in _SEPARATORS:
        return
    match = _BETWEEN.match(text, start)
    if match is None or match.end() - start == len(text):
        return
    word = match[0]
    # Scripts without capitals, such as Chinese, have no blanks between words.
    if word.isalpha() and word.lower() != word.upper() and word.lower() not in _ranks():
        yield _word_part(word)


def _word_part(word: str) -> _Part:
    if len(word) <= 4:
        return _Part(len(word), _SHORT_WORD_BITS + _capital_bits(word), "word")
    # Long ones are rarer, or compounds.
    bits = _UNLISTED_WORD_BITS + 1.5 * max(0, len(word) - 8)
    return _Part(len(word), bits + _capital_bits(word), "word")


def _capital_bits(word: str) -> float:
    if word == word.lower():
        return 0.0
    return 1.0 if word in (word.upper(), word.capitalize()) else min(len(word), 4.0)


def _runs(lower: str, start: int) -> Iterator[_Part]:
    """Yield aaaa, abcd and 9876."""
    for step, kind in ((0, "repeats"), (1, "sequence"), (-1, "sequence")):
        end = start + 1
        while end < len(lower) and ord(lower[end]) - ord(lower[end - 1]) == step:
            end += 1
        if end - start >= 3:
            yield _Part(end - start, 5.0 + math.log2(end - start), kind)


def _walks(lower: str, start: int) -> Iterator[_Part]:
    for walk in _WALKS:
        at = walk.find(lower[start])
        if at < 0:
            continue
        length = 1
        while (
            start + length < len(lower)
            and at + length < len(walk)
            and walk[at + length] == lower[start + length]
        ):
            length += 1
        if length >= 4:
            yield _Part(length, _WALK_BITS + math.log2(length), "keyboard")


def _dates(lower: str, start: int) -> Iterator[_Part]:
    for pattern, bits in ((_DATE, _DATE_BITS), (_YEAR, _YEAR_BITS)):
        match = pattern.match(lower, start)
        if match is not None:
            yield _Part(match.end() - start, bits, "date")


def _repeats(lower: str, start: int) -> Iterator[_Part]:
    """Yield the longest stretch that began earlier in the text already."""
    length = 3
    while (
        start + length <= len(lower)
        and lower[start : start + length] in lower[: start + length - 1]
    ):
        length += 1
    if length > 3:
        yield _Part(length - 1, 3.0 + math.log2(length - 1), "repeats")


def _hints(text: str, parts: list[_Part], bits: float) -> tuple[str, ...]:
    if bits >= ENOUGH_BITS:
        return ()
    kinds = {part.kind for part in parts}
    found: list[str] = [
        kind for kind in ("common", "repeats", "sequence", "keyboard", "date") if kind in kinds
    ]
    if len(parts) == 1 and "word" in kinds and len(text) <= _LONGEST_WORD:
        found.insert(0, "single-word")
    if len(text) < _SHORT:
        found.insert(0, "too-short")
    return (*found, "add-words")


@functools.cache
def _ranks() -> dict[str, float]:
    """Return the bits of each known word: by rank if common, else one of the whole list."""
    words = word_list()
    ranks = dict.fromkeys(words, math.log2(len(words)))
    ranks.update({word: math.log2(rank + 2) for rank, word in enumerate(_COMMON.split())})
    return ranks


@functools.cache
def _pair_bits() -> dict[tuple[str, str], float]:
    """Return the bits of each letter after another ("^" begins a word), learned from the words."""
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    counts = {(before, after): 0.3 for before in "^" + alphabet for after in alphabet}
    for word in word_list():
        for pair in zip("^" + word, word, strict=False):
            counts[pair] += 1
    totals = dict.fromkeys("^" + alphabet, 0.0)
    for (before, _), count in counts.items():
        totals[before] += count
    return {pair: -math.log2(count / totals[pair[0]]) for pair, count in counts.items()}
