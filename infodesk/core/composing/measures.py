"""Checks that count: words, characters, the subject, long sentences, how hard it is to read."""

from collections.abc import Iterator, Sequence

from infodesk.core.composing.context import Context
from infodesk.core.composing.fields import unfilled
from infodesk.core.composing.findings import Check, Fact, Finding, Level
from infodesk.core.composing.reading import LONGEST, Reading, Span, count_words
from infodesk.core.drafts import FIRST, SUBJECTS, TextKind
from infodesk.core.outreach import Channel

LEAST_FOR_GRADE = 30


def words(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 1: a first request is short; so are a thank-you and a follow-up."""
    count, limits = reading.count, context.limits
    if not count or context.channel is Channel.LINKEDIN_NOTE:
        return
    if context.kind is TextKind.THANKS:
        if count > limits.thanks_words:
            facts: dict[str, Fact] = {"count": count, "most": limits.thanks_words}
            yield Finding(check=Check.WORDS, level=Level.NOTE, hint="words-thanks", why="thanks",
                          facts=facts)  # fmt: skip
        return
    if context.kind not in FIRST:
        if count > limits.words_warn:
            yield Finding(check=Check.WORDS, level=Level.NOTE, hint="words-long", why="words",
                          facts={"count": count, "most": limits.words_warn})  # fmt: skip
        return
    if count > limits.words_warn:
        yield Finding(check=Check.WORDS, level=Level.WARN, hint="words-many", why="words",
                      facts={"count": count, "most": limits.words_warn})  # fmt: skip
    elif count > limits.words_note:
        yield Finding(check=Check.WORDS, level=Level.NOTE, hint="words-some", why="words",
                      facts={"count": count, "most": limits.words_note})  # fmt: skip
    else:
        yield Finding(check=Check.WORDS, level=Level.GOOD, hint="words-good", why="words",
                      facts={"count": count, "most": limits.words_note})  # fmt: skip


def characters(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 2: the channel takes so many characters and no more."""
    most = context.limits.characters(context.channel)
    length = reading.characters
    if not most or not length:
        return
    why = f"characters-{context.channel.value}"
    facts: dict[str, Fact] = {"count": length, "most": most, "over": length - most}
    if length > most:
        start = len(reading.text) - len(reading.text.lstrip()) + most
        span = Span(start, max(start, len(reading.text.rstrip())))
        yield Finding(check=Check.CHARACTERS, level=Level.WARN, hint="characters-over",
                      why=why, facts=facts, spans=(span,))  # fmt: skip
    elif context.channel is Channel.INMAIL and length > context.limits.inmail_aim:
        aim: dict[str, Fact] = {**facts, "most": context.limits.inmail_aim}
        yield Finding(check=Check.CHARACTERS, level=Level.NOTE, hint="characters-inmail",
                      why="inmail-aim", facts=aim)  # fmt: skip
    else:
        yield Finding(check=Check.CHARACTERS, level=Level.GOOD, hint="characters-good",
                      why=why, facts=facts)  # fmt: skip


def long_text(text: str, found: Sequence[Finding]) -> Iterator[Finding]:
    """Say of a text longer than is read what can be said of its end too: fields left."""
    spans = tuple(span for span in unfilled(text) if span.end > LONGEST)
    if spans and not any(one.check is Check.FIELDS for one in found):
        yield Finding(check=Check.FIELDS, level=Level.BLOCK, hint="fields-left", why="fields",
                      facts={"count": len(spans)}, spans=spans[:50])  # fmt: skip


def subject(text: str, context: Context) -> Iterator[Finding]:
    """Check 3: three to six words, and never none."""
    if context.channel not in SUBJECTS:
        return
    count, limits = count_words(text), context.limits
    facts: dict[str, Fact] = {
        "count": count,
        "least": limits.subject_least,
        "most": limits.subject_most,
    }
    if not text.strip():
        yield Finding(check=Check.SUBJECT, level=Level.WARN, hint="subject-none", why="subject")
    elif context.channel is Channel.INMAIL and len(text) > limits.inmail_subject:
        yield Finding(check=Check.SUBJECT, level=Level.WARN, hint="subject-over", why="subject",
                      facts={"count": len(text), "most": limits.inmail_subject})  # fmt: skip
    elif count < limits.subject_least and context.kind in FIRST:
        yield Finding(check=Check.SUBJECT, level=Level.HINT, hint="subject-short", why="subject",
                      facts=facts)  # fmt: skip
    elif count > limits.subject_most and context.kind in FIRST:
        yield Finding(check=Check.SUBJECT, level=Level.NOTE, hint="subject-long", why="subject",
                      facts=facts)  # fmt: skip
    else:
        yield Finding(check=Check.SUBJECT, level=Level.GOOD, hint="subject-good", why="subject",
                      facts=facts)  # fmt: skip


def sentences(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 18: the longest sentence can be read in one breath."""
    longest = max(reading.body, key=lambda one: len(one.words), default=None)
    most = context.limits.sentence_words
    if longest is not None and len(longest.words) > most:
        yield Finding(check=Check.SENTENCE, level=Level.HINT, hint="sentence-long", why="sentence",
                      facts={"count": len(longest.words), "most": most},
                      spans=(longest.span,))  # fmt: skip


def grade(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 19: how many years of school it takes to read this."""
    written = [word for sentence in reading.body for word in sentence.words]
    if len(written) < LEAST_FOR_GRADE:
        return
    years = reading_grade(reading)
    if years > context.limits.grade:
        yield Finding(check=Check.GRADE, level=Level.HINT, hint="grade-high", why="grade",
                      facts={"count": years, "most": context.limits.grade})  # fmt: skip


def reading_grade(reading: Reading) -> int:
    """Return the school years a text asks for: Flesch-Kincaid, in German the first Vienna formula.

    Vienna: Bamberger and Vanecek 1984, by shares of words of three syllables and more, of six
    letters and more, and of one syllable, and by the length of sentences.
    """
    words_ = [word for sentence in reading.body for word in sentence.words]
    if not words_:
        return 0
    counts = [_syllables(word.folded, reading.lexicon.vowels) for word in words_]
    number, length = len(words_), len(words_) / len(reading.body)
    if reading.language == "de":
        many = 100 * sum(count >= 3 for count in counts) / number
        long = 100 * sum(len(word.folded) > 6 for word in words_) / number
        one = 100 * sum(count == 1 for count in counts) / number
        years = 0.1935 * many + 0.1672 * length + 0.1297 * long - 0.0327 * one - 0.875
    else:
        years = 0.39 * length + 11.8 * sum(counts) / number - 15.59
    return max(0, min(99, round(years)))


def _syllables(word: str, vowels: str) -> int:
    groups, before = 0, False
    for sign in word:
        now = sign in vowels
        groups += now and not before
        before = now
    if len(word) > 3 and word.endswith("e") and not word.endswith(("le", "ie", "ee")):
        groups -= vowels == "aeiouy" and groups > 1
    return max(groups, 1)
