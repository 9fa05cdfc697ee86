"""How hard a passphrase is to guess, in a sentence."""

from collections.abc import Callable, Mapping, Sequence

from infodesk.words import t, tn

# What a thousand fast graphics cards try in a second: 470 each at 256 MiB (docs/threat-model.md).
GUESSES_PER_SECOND = 470_000

_HINTS: Mapping[str, Callable[[], str]] = {
    "too-short": lambda: t("It is short."),
    "common": lambda: t("It holds words that everybody tries first."),
    "repeats": lambda: t("It repeats itself."),
    "sequence": lambda: t("It holds a sequence such as abc or 123."),
    "keyboard": lambda: t("It follows the keys of the keyboard."),
    "date": lambda: t("It holds a date."),
    "single-word": lambda: t("It is a single word."),
    "add-words": lambda: t("Another word or two would help most."),
}


def strength_sentence(level: str, bits: float, hints: Sequence[str]) -> str:
    """Return what an estimate of `bits` means, and the first thing to do better."""
    words = {
        "very-weak": t("Very weak."),
        "weak": t("Weak."),
        "good": t("Good."),
        "strong": t("Strong."),
    }[level]
    seconds = 2 ** (min(bits, 200) - 1) / GUESSES_PER_SECOND
    time = t(
        "A thousand fast graphics cards would guess it in {time}.", time=guessing_time(seconds)
    )
    told = next((_HINTS[hint]() for hint in hints if hint in _HINTS), "")
    return " ".join(part for part in (words, time, told) if part)


def guessing_time(seconds: float) -> str:
    """Return a span of time, roughly, as one would say it."""
    spans: tuple[tuple[float, float, Callable[[int], str]], ...] = (
        (1, 1, lambda _n: t("less than a second")),
        (90, 1, lambda n: tn("about {count} second", "about {count} seconds", n)),
        (5_400, 60, lambda n: tn("about {count} minute", "about {count} minutes", n)),
        (130_000, 3_600, lambda n: tn("about {count} hour", "about {count} hours", n)),
        (40_000_000, 86_400, lambda n: tn("about {count} day", "about {count} days", n)),
        (31_557_600_000, 31_557_600, lambda n: tn("about {count} year", "about {count} years", n)),
        (31_557_600_000_000, 1, lambda _n: t("thousands of years")),
    )
    for limit, unit, words in spans:
        if seconds < limit:
            return words(max(1, round(seconds / unit)))
    return t("millions of years")
