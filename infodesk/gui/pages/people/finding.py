"""Finding people as one types: the sorted ids of a cut are kept, typing only sieves them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from infodesk.core.ids import PersonId
from infodesk.core.people import PersonFilter
from infodesk.store import people as rows
from infodesk.store import search
from infodesk.store.opening import Connection

_Key = tuple[PersonFilter, str, bool]


class PeopleFinder:
    """Answers which people a filter keeps, in order, without asking twice for the same.

    Querying and sorting 30,000 people takes 20 to 50 ms, sieving kept ids by words 2 to 8 ms.
    Call `forget` after a change of people.
    """

    def __init__(self, db: Connection, today: Callable[[], date]) -> None:
        self._db, self._today = db, today
        self._key: _Key | None = None
        self._cut: list[PersonId] = []
        self._day = date.min
        self._text = ""
        self._found: list[PersonId] = []

    def find(self, only: PersonFilter, sort: str, *, descending: bool) -> list[PersonId]:
        """Return the ids of the people that `only` keeps, sorted as `store.people.find_ids`."""
        key, today = (replace(only, text=""), sort, descending), self._today()
        if key != self._key or today != self._day:
            self._cut = rows.find_ids(self._db, key[0], sort, descending=descending, today=today)
            self._key, self._day, self._text, self._found = key, today, "", self._cut
        self._found = self._sieve(only.text)
        self._text = only.text
        return self._found

    def forget(self) -> None:
        """Ask anew the next time: people changed."""
        self._key = None

    def _sieve(self, text: str) -> list[PersonId]:
        if text == self._text:
            return self._found
        # Every word begins a word of the record, so typing on can only take people away.
        typed_on = bool(self._text.strip()) and text.startswith(self._text)
        return search.keep_matching(self._db, self._found if typed_on else self._cut, text)
