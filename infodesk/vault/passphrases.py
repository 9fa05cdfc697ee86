"""Passphrases: their one byte form, and suggestions of random words."""

import functools
import secrets
import unicodedata

from infodesk.core.errors import BadValue
from infodesk.core.resources import resource


def encode(passphrase: str) -> bytearray:
    """Return the bytes a key is derived from: NFC, UTF-8, nothing trimmed.

    Raises BadValue for a text that has no UTF-8 form (half a surrogate pair).
    """
    try:
        return bytearray(unicodedata.normalize("NFC", passphrase), "utf-8")
    except UnicodeEncodeError:
        # Not chained: the original error carries the passphrase.
        raise BadValue(field="passphrase", reason="not-text") from None


def check_new(passphrase: str) -> None:
    """Raise BadValue if `passphrase` cannot be set at all; a weak one is only warned about."""
    if not passphrase:
        raise BadValue(field="passphrase", reason="empty")
    encoded = encode(passphrase)
    encoded[:] = bytes(len(encoded))


def suggest(words: int = 5) -> str:
    """Return `words` random words joined by blanks; each adds more than 11 bits."""
    return " ".join(secrets.choice(word_list()) for _ in range(words))


@functools.cache
def word_list() -> tuple[str, ...]:
    """Return the words that suggestions are made of, sorted."""
    text = resource("words", "passphrase_words.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
