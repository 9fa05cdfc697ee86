"""Checks of the moment: since the last text, the stop rule, the weekend, the same company."""

from collections.abc import Iterator

from infodesk.core.composing.context import Context
from infodesk.core.composing.findings import Check, Finding, Level
from infodesk.core.drafts import FIRST, TextKind

_FRIDAY = 4


def timing(context: Context) -> Iterator[Finding]:
    """Checks 23 and 24, and whom I wrote to at the same company this week."""
    yield from _clock(context)
    asks = context.kind in FIRST | {TextKind.FOLLOW_UP, TextKind.REFERRAL_ASK}
    if context.today is not None and asks and context.today.weekday() >= _FRIDAY:
        hint = "weekday-friday" if context.today.weekday() == _FRIDAY else "weekday-weekend"
        yield Finding(check=Check.WEEKDAY, level=Level.HINT, hint=hint, why="weekday")
    if context.same_company and context.kind in FIRST:
        yield Finding(check=Check.SAME_COMPANY, level=Level.NOTE, hint="same-company",
                      why="same-company", facts={"name": context.same_company[:80]})  # fmt: skip


def _clock(context: Context) -> Iterator[Finding]:
    if context.answered or context.days_since is None:
        return
    limits, days = context.limits, context.days_since
    asks = context.kind in FIRST | {TextKind.FOLLOW_UP}
    if context.kind is TextKind.FOLLOW_UP and context.follow_ups >= limits.stop_after:
        yield Finding(check=Check.CLOCK, level=Level.WARN, hint="clock-stop", why="stop",
                      facts={"count": context.follow_ups, "most": limits.stop_after})  # fmt: skip
    elif asks and days < limits.quiet_days:
        yield Finding(check=Check.CLOCK, level=Level.NOTE, hint="clock-early", why="clock",
                      facts={"days": days, "least": limits.quiet_days})  # fmt: skip
    elif context.kind in FIRST:
        yield Finding(check=Check.CLOCK, level=Level.NOTE, hint="clock-again", why="clock",
                      facts={"days": days})  # fmt: skip
