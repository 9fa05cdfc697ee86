"""Words for the shortlist: the reasons, and what each point says of a person."""

from collections.abc import Callable, Mapping

from infodesk.core.shortlist import Point, Reason
from infodesk.words import t, tn
from infodesk.words.records import say

_REASONS: Mapping[Reason, Callable[[], str]] = {
    Reason.ROLE: lambda: t("Role"),
    Reason.LEVEL: lambda: t("Level"),
    Reason.INDUSTRY: lambda: t("Industry"),
    Reason.TARGET: lambda: t("Target company"),
    Reason.SCHOOL: lambda: t("Same school"),
    Reason.EMPLOYER: lambda: t("Same employer"),
    Reason.PLACE: lambda: t("Place"),
    Reason.WARMTH: lambda: t("How well we know each other"),
    Reason.REPLY: lambda: t("Answers so far"),
    Reason.RECENT: lambda: t("Connected lately"),
}


def reason_words(reason: Reason) -> str:
    """Return the name of a reason."""
    return _REASONS[reason]()


def point_words(point: Point) -> str:
    """Return what a point says of a person, in a sentence."""
    return _POINTS[point.reason](point)


def _role(point: Point) -> str:
    if point.share >= 1:
        return t("{title}: the role you aim for", title=point.what)
    return t("{title}: {share} of the role you aim for", title=point.what, share=_percent(point))


def _level(point: Point) -> str:
    if point.count == 0:
        return t("On the level you aim for")
    if point.count > 0:
        return tn(
            "One level above what you aim for",
            "{count} levels above what you aim for",
            point.count,
        )
    return tn(
        "One level below what you aim for",
        "{count} levels below what you aim for",
        -point.count,
    )


def _warmth(point: Point) -> str:
    if point.what == "strength":
        return say(f"strength-{point.count}-means")
    return tn("In touch once", "In touch {count} times", point.count)


def _reply(point: Point) -> str:
    if point.count > 0:
        return tn("Answered you once", "Answered you {count} times", point.count)
    return tn(
        "You wrote once and got no answer",
        "You wrote {count} times and got no answer",
        -point.count,
    )


_POINTS: Mapping[Reason, Callable[[Point], str]] = {
    Reason.ROLE: _role,
    Reason.LEVEL: _level,
    Reason.INDUSTRY: lambda point: t("Works in your industry: {what}", what=point.what),
    Reason.TARGET: lambda point: t(
        "{company} is a target; you want it {count} of 5", company=point.what, count=point.count
    ),
    Reason.SCHOOL: lambda point: t("You both were at {school}", school=point.what),
    Reason.EMPLOYER: lambda point: t("You both worked at {company}", company=point.what),
    Reason.PLACE: lambda point: (
        t("Lives where you look: {place}", place=point.what)
        if point.share >= 1
        else t("A place from your profile: {place}", place=point.what)
    ),
    Reason.WARMTH: _warmth,
    Reason.REPLY: _reply,
    Reason.RECENT: lambda point: tn(
        "Connected one day ago", "Connected {count:,} days ago", max(point.count, 1)
    ),
}


def _percent(point: Point) -> str:
    return f"{round(100 * point.share)} %"
