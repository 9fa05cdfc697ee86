"""Fitting one draft to a channel: what has to go so that it takes the room there is."""

from collections.abc import Sequence

from infodesk.core.composing.context import Limits
from infodesk.core.composing.matters import is_formality
from infodesk.core.composing.reading import Reading, Sentence, read
from infodesk.core.outreach import Channel

_DOTS = "…"


def fit(text: str, channel: Channel, limits: Limits, *, language: str = "") -> str:
    """Return `text` as it fits `channel`: whole sentences, the ask and the connection first.

    A mail stays as it is. A LinkedIn message goes without signature; an InMail and an invitation's
    note keep what their length allows, in the order of the draft. Only a single sentence that is
    too long by itself is cut, at a word. A text that fits is returned as it is.
    """
    most = limits.characters(channel)
    if channel is Channel.EMAIL or not most:
        return text
    reading = read(text, language=language)
    if channel is Channel.LINKEDIN_NOTE:
        return _note(reading, most)
    unsigned = _unsigned(text, reading)
    if len(unsigned) <= most:
        return unsigned
    return _chosen(reading, _by_weight(reading), most, "\n\n")


def _unsigned(text: str, reading: Reading) -> str:
    """Return a text up to where its closing begins: the profile says who writes."""
    if not reading.closing or reading.closing[-1].end < len(text.rstrip()):
        return text.strip()
    return text[: reading.closing[0].start].strip()


def _note(reading: Reading, most: int) -> str:
    needed = [one for one in _by_weight(reading) if not is_formality(one, reading)]
    return _chosen(reading, needed or _by_weight(reading), most, " ")


def _by_weight(reading: Reading) -> list[Sentence]:
    """Return the sentences, those first that a request cannot do without."""
    known, body = reading.lexicon, list(reading.body)
    asks = [one for one in body if "?" in one.text[-4:]]
    connects = [one for one in body[:2] if known.connection.inside(one.words)] or body[:1]
    ordered: list[Sentence] = []
    said = [one for one in body if not is_formality(one, reading)]
    for one in (*connects[:1], *asks[:1], *said, *body):
        if one not in ordered:
            ordered.append(one)
    return ordered


def _chosen(reading: Reading, ordered: Sequence[Sentence], most: int, gap: str) -> str:
    """Take sentences by weight while they fit, and return them in the order of the draft."""
    greeting = " ".join(reading.greeting.text.split()) if reading.greeting else ""
    kept: list[Sentence] = []
    for one in ordered:
        if len(_joined(greeting, [*kept, one], gap)) <= most:
            kept.append(one)
    if kept:
        return _joined(greeting, kept, gap)
    return _cut(_joined(greeting, ordered[:1], gap), most)


def _joined(greeting: str, sentences: Sequence[Sentence], gap: str) -> str:
    words = " ".join(
        " ".join(one.text.split()) for one in sorted(sentences, key=lambda one: one.start)
    )
    return gap.join(part for part in (greeting, words) if part)


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:–-") + _DOTS
