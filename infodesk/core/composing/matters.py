"""Checks of what a request says: connection, advice and not jobs, the ask, the time."""

import re
from collections.abc import Iterator, Sequence

from infodesk.core.composing.context import Context
from infodesk.core.composing.findings import Check, Fact, Finding, Level
from infodesk.core.composing.lexicon import Phrases
from infodesk.core.composing.names import index_of
from infodesk.core.composing.reading import Reading, Sentence, Span
from infodesk.core.drafts import FIRST, TextKind
from infodesk.core.outreach import Channel
from infodesk.core.text import fold, shortened

_LINK = re.compile(r"\b(?:https?://|www\.)\S{1,300}", re.IGNORECASE)
_CITY_AND_ZONE = re.compile(r"\((?:GMT|UTC|CES?T|WES?T|EES?T|BST|MES?Z|[ECMP][SD]T)")
_MOST_SPANS = 50
_FIRST_SENTENCES = 2
_SHORT = 8
_TIMES = {"half": 30, "quarter": 15, "hour": 60}
_SPOKEN = {
    "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30,
    "zehn": 10, "funfzehn": 15, "zwanzig": 20, "dreissig": 30,
}  # fmt: skip


def _spans(sentences: Sequence[Sentence], phrases: Phrases) -> list[Span]:
    return [
        Span(one.words[first].start, one.words[last].end)
        for one in sentences
        for first, last in phrases.find(one.words)
    ]


def _words_at(reading: Reading, span: Span) -> str:
    return shortened(reading.text[span.start : span.end])


def connection(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 8: the first two sentences say what connects us."""
    if context.kind not in FIRST or not reading.body:
        return
    for number, sentence in enumerate(reading.body[:_FIRST_SENTENCES]):
        term = _common_in(sentence, context.common)
        phrase = next(iter(_spans([sentence], reading.lexicon.connection)), None)
        if term or phrase:
            shown = term or _words_at(reading, phrase) if phrase else term
            hint = "connection-first" if number == 0 else "connection-second"
            yield Finding(check=Check.CONNECTION, level=Level.GOOD, hint=hint, why="connection",
                          facts={"words": shown})  # fmt: skip
            return
    yield Finding(check=Check.CONNECTION, level=Level.NOTE, hint="connection-none",
                  why="connection")  # fmt: skip


def _common_in(sentence: Sentence, terms: tuple[str, ...]) -> str:
    folded = sentence.folded()
    for term in terms:
        words = " ".join(fold(term).replace(".", "").replace(",", "").split())
        if words and f" {words} " in folded:
            return shortened(term)
    return ""


def job_words(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 7: a first request asks for insight, never for a job."""
    if context.kind not in FIRST | {TextKind.FOLLOW_UP} or not reading.words:
        return
    fine = [
        (span.start, span.end)
        for span in _spans(reading.sentences, reading.lexicon.job_meant_otherwise)
    ]
    own = [(words.start, words.end) for words in _own_words(reading, context)]
    found = [
        span
        for span in _spans(reading.sentences, reading.lexicon.job)
        if not any(start <= span.start and span.end <= end for start, end in (*fine, *own))
    ]
    if found:
        yield Finding(check=Check.JOB_WORDS, level=Level.WARN, hint="job-words", why="job-words",
                      facts={"words": _words_at(reading, found[0]), "count": len(found)},
                      spans=tuple(found[:_MOST_SPANS]))  # fmt: skip
    elif context.kind in FIRST:
        yield Finding(check=Check.JOB_WORDS, level=Level.GOOD, hint="job-none", why="job-words")


def _own_words(reading: Reading, context: Context) -> Iterator[Span]:
    """Yield where their own roles and companies stand: a recruiter's role is no job word."""
    names = (*context.person.roles, *context.person.companies, *context.me.roles)
    index = index_of(names)
    place = 0
    while index and place < len(reading.words):
        for tokens, _name in index.get(reading.words[place].folded, ()):
            part = reading.words[place : place + len(tokens)]
            if tuple(word.folded for word in part) == tokens:
                yield Span(part[0].start, part[-1].end)
        place += 1


def ask(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 9: what is asked for is asked as a question."""
    if context.kind not in FIRST | {TextKind.REFERRAL_ASK} or not reading.body:
        return
    questions = [one for one in reading.body if "?" in one.text[-4:] or "？" in one.text[-2:]]
    asking = [one for one in questions if reading.lexicon.ask.inside(one.words)]
    if asking:
        yield Finding(check=Check.ASK, level=Level.GOOD, hint="ask-good", why="ask")
    elif questions:
        yield Finding(check=Check.ASK, level=Level.HINT, hint="ask-unclear", why="ask",
                      spans=(questions[0].span,))  # fmt: skip
    else:
        yield Finding(check=Check.ASK, level=Level.NOTE, hint="ask-none", why="ask")


def questions(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 10: more than three questions are work to answer."""
    found = [one for one in reading.body if "?" in one.text[-4:]]
    most = context.limits.questions
    if len(found) > most:
        yield Finding(check=Check.QUESTIONS, level=Level.NOTE, hint="questions-many",
                      why="questions", facts={"count": len(found), "most": most},
                      spans=tuple(one.span for one in found[most:][:_MOST_SPANS]))  # fmt: skip


def about_them(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 11: over half of the sentences are about them."""
    if context.kind not in FIRST or not reading.body or context.channel is Channel.LINKEDIN_NOTE:
        return
    you = reading.lexicon.you
    names = {fold(part) for part in (context.person.first_name, context.person.last_name) if part}
    names |= {word for name in context.person.companies for word in fold(name).split()}
    said = [one for one in reading.body if not is_formality(one, reading)] or reading.body
    theirs = sum(
        any(word.folded in you or word.folded in names for word in one.words) for one in said
    )
    share = round(100 * theirs / len(said))
    good = 2 * theirs > len(said)
    yield Finding(check=Check.ABOUT_THEM, level=Level.GOOD if good else Level.NOTE,
                  hint="about-good" if good else "about-me", why="about-them",
                  facts={"share": share})  # fmt: skip


def is_formality(sentence: Sentence, reading: Reading) -> bool:
    """Say whether a short sentence only thanks or says in which zone I am: about nobody."""
    if len(sentence.words) > _SHORT:
        return False
    known = reading.lexicon
    return known.thanks.inside(sentence.words) or bool(known.zone.search(sentence.text))


def interest(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 12: the interest is narrow (their own work) and broad (the field) at once."""
    if context.kind not in FIRST or not reading.body or context.channel is Channel.LINKEDIN_NOTE:
        return
    narrow = bool(_spans(reading.body, reading.lexicon.narrow))
    broad = bool(_spans(reading.body, reading.lexicon.broad))
    if narrow and broad:
        yield Finding(check=Check.INTEREST, level=Level.GOOD, hint="interest-both", why="interest")
    else:
        hint = "interest-broad" if narrow else "interest-narrow" if broad else "interest-none"
        yield Finding(check=Check.INTEREST, level=Level.NOTE, hint=hint, why="interest")


def length_of_time(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 14: it says how long it would take."""
    if context.kind not in FIRST or not reading.body or context.channel is Channel.LINKEDIN_NOTE:
        return
    found = reading.lexicon.minutes.search(reading.text)
    if found is None:
        yield Finding(check=Check.LENGTH_OF_TIME, level=Level.HINT, hint="time-none", why="time")
        return
    minutes = _minutes(found)
    facts: dict[str, Fact] = {"minutes": minutes, "most": context.limits.minutes_most}
    long = minutes > context.limits.minutes_most
    yield Finding(check=Check.LENGTH_OF_TIME, level=Level.NOTE if long else Level.GOOD,
                  hint="time-long" if long else "time-good", why="time", facts=facts,
                  spans=(Span(found.start(), found.end()),))  # fmt: skip


def _minutes(found: re.Match[str]) -> int:
    groups = found.groupdict()
    for name, minutes in _TIMES.items():
        if groups.get(name):
            return minutes
    if groups.get("word"):
        return _SPOKEN.get(fold(groups["word"]), 0)
    return int(groups.get("upper") or groups.get("number") or 0)


def options(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 15: they may choose when, and know in which zone the times are."""
    if (
        context.kind not in FIRST | {TextKind.RESCHEDULE, TextKind.REPLY}
        or context.channel is Channel.LINKEDIN_NOTE
    ):
        return
    if not reading.body:
        return
    days = _spans(reading.body, reading.lexicon.days)
    choice = len(days) >= 2 or bool(_spans(reading.body, reading.lexicon.options))
    zone = bool(reading.lexicon.zone.search(reading.text) or _CITY_AND_ZONE.search(reading.text))
    if choice and (zone or not days):
        yield Finding(check=Check.OPTIONS, level=Level.GOOD, why="options",
                      hint="options-zone" if zone else "options-open")  # fmt: skip
    elif choice:
        yield Finding(check=Check.OPTIONS, level=Level.HINT, hint="options-no-zone",
                      why="options", spans=tuple(days[:_MOST_SPANS]))  # fmt: skip
    else:
        yield Finding(check=Check.OPTIONS, level=Level.HINT, hint="options-none", why="options")


def links(reading: Reading, context: Context) -> Iterator[Finding]:
    """Check 13: links and attachments in a first mail are work, and look like advertising."""
    found = [Span(one.start(), one.end()) for one in _LINK.finditer(reading.text)]
    if found and context.kind in FIRST:
        yield Finding(check=Check.LINKS, level=Level.NOTE, hint="links", why="links",
                      facts={"count": len(found)}, spans=tuple(found[:_MOST_SPANS]))  # fmt: skip
    attached = _spans(reading.body, reading.lexicon.attachment)
    if attached:
        yield Finding(check=Check.LINKS, level=Level.NOTE, hint="attachment", why="links",
                      facts={"words": _words_at(reading, attached[0])},
                      spans=tuple(attached[:_MOST_SPANS]))  # fmt: skip
