"""All checks of a draft, and the one verdict: pure, for any text, in a few milliseconds."""

from collections.abc import Callable, Iterable, Sequence

from infodesk.core.composing import dates, manners, matters, measures, names, timing
from infodesk.core.composing.context import Context
from infodesk.core.composing.findings import (
    POINTS,
    Check,
    Checked,
    Finding,
    Level,
    Verdict,
)
from infodesk.core.composing.reading import LONGEST, Reading, read
from infodesk.core.drafts import FIRST
from infodesk.core.outreach import Channel

One = Callable[[Reading, Context], Iterable[Finding]]

OF_TEXT: Sequence[One] = (
    names.greeting,
    names.companies,
    names.roles,
    names.fields,
    names.referrers,
    measures.words,
    measures.characters,
    measures.sentences,
    measures.grade,
    matters.connection,
    matters.job_words,
    matters.ask,
    matters.about_them,
    matters.interest,
    matters.questions,
    matters.length_of_time,
    matters.options,
    dates.dates,
    matters.links,
    manners.stock,
    manners.flattery,
    manners.thanks,
    manners.signature,
    manners.hey,
    manners.follow_up,
)
"""Checks of the text itself."""

_ORDER = {check: place for place, check in enumerate(Check)}


def check(text: str, subject: str, context: Context, *, otherwise: str = "en") -> Checked:
    """Check a draft and return what there is to say of it, the weightiest first.

    `otherwise` is the language of a text that does not show its own. Never raises, whatever the
    text; of more than 20,000 characters the style of the first 20,000 is looked at.
    """
    reading = read(text, language=context.language, otherwise=otherwise)
    found = [one for each in OF_TEXT for one in each(reading, context)]
    found += measures.subject(subject, context)
    found += names.subject_fields(subject)
    found += timing.timing(context)
    if len(text) > LONGEST:
        found += measures.long_text(text, found)
    found.sort(key=lambda one: (-one.level, _ORDER[one.check]))
    return Checked(
        findings=tuple(found),
        verdict=_verdict(reading, found, context),
        language=reading.language,
    )


def _verdict(reading: Reading, found: Sequence[Finding], context: Context) -> Verdict:
    most = context.limits.characters(context.channel)
    characters = reading.characters
    blocked = sum(one.level is Level.BLOCK for one in found)
    points = None
    if context.kind in FIRST and context.channel is not Channel.LINKEDIN_NOTE:
        good = {one.check for one in found if one.level is Level.GOOD}
        points = len(good & set(POINTS))
    if not characters:
        state = "empty"
    elif blocked:
        state = "blocked"
    elif most and characters > most:
        state = "too-long"
    elif any(one.level is Level.WARN for one in found):
        state = "look"
    else:
        state = "ready"
    return Verdict(
        words=reading.count,
        characters=characters,
        most=most,
        points=points,
        blocked=blocked,
        state=state,
    )
