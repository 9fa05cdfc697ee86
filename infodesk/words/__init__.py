"""Words for people: the one door through which a sentence reaches a screen, translated."""

import gettext
from collections.abc import Callable


def _english(one: str, many: str, count: int) -> str:
    return one if count == 1 else many


_lookup: Callable[[str], str] = str
_lookup_many: Callable[[str, str, int], str] = _english


def t(text: str, **facts: object) -> str:
    """Return `text` in the person's language, its {gaps} filled from `facts`."""
    words = _lookup(text)
    return words.format(**facts) if facts else words


def tn(one: str, many: str, count: int, **facts: object) -> str:
    """Return `one` or `many` for `count`, in the person's language; {count} is filled as well."""
    return _lookup_many(one, many, count).format(count=count, **facts)


def speak(catalogue: gettext.NullTranslations | None) -> None:
    """Use `catalogue` from now on; None goes back to the English of the source."""
    global _lookup, _lookup_many  # the language belongs to the process
    if catalogue is None:
        _lookup, _lookup_many = str, _english
    else:
        _lookup, _lookup_many = catalogue.gettext, catalogue.ngettext
