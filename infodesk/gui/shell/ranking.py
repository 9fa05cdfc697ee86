"""Which entries of the palette fit what was typed, and which fit best."""

import unicodedata
from collections.abc import Iterable
from typing import Protocol, TypeVar


class Titled(Protocol):
    """Something with a title to be found by."""

    @property
    def title(self) -> str:
        """The words shown."""


Entry = TypeVar("Entry", bound=Titled)


def folded(text: str) -> str:
    """Return `text` without accents and case, so that "emile" finds "Émile"."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(one for one in plain if not unicodedata.combining(one)).casefold()


def fitness(query: str, title: str) -> int:
    """Say how well a folded `query` fits a folded `title`, 0 for not at all.

    The whole title, its beginning, the beginning of a word, any part, the beginnings of several
    words ("np" fits "New person"), then all letters in order with gaps.
    """
    if not query:
        return 1
    if query == title:
        return 1000
    if title.startswith(query):
        return 900 - min(len(title), 200)
    at = title.find(query)
    if at >= 0:
        base = 700 if not title[at - 1].isalnum() else 500
        return base - min(at + len(title) // 4, 190)
    initials = "".join(word[0] for word in title.split())
    letters = query.replace(" ", "")
    if letters and initials.startswith(letters):
        return 450
    return _in_order(letters, title)


def _in_order(letters: str, title: str) -> int:
    """Score letters that occur in order: the closer together, the better."""
    start = at = title.find(letters[:1])
    for letter in letters[1:]:
        at = title.find(letter, at + 1)
        if at < 0:
            return 0
    if start < 0 or len(letters) < 2:
        return 0
    gaps = at - start + 1 - len(letters)
    return max(0, 200 - 10 * gaps)


def best(query: str, entries: Iterable[Entry], limit: int) -> list[Entry]:
    """Return the `limit` entries that fit best; equals keep their order."""
    wanted = folded(query.strip())
    scored = [(fitness(wanted, folded(entry.title)), entry) for entry in entries]
    fitting = [pair for pair in scored if pair[0] > 0]
    fitting.sort(key=lambda pair: -pair[0])
    return [entry for _score, entry in fitting[:limit]]
