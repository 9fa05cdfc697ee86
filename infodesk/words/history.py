"""Words for months and years of careers, and for what two people have in common."""

from datetime import date

from infodesk.core.common_ground import CommonKind, CommonPoint, Saying
from infodesk.words import t
from infodesk.words.dates import months


def month_and_year(day: date) -> str:
    """Return a month as one says it, "May 2019"; only the year for January the first.

    Files tell a year alone as its first day, and a January so is not told from it.
    """
    if (day.month, day.day) == (1, 1):
        return str(day.year)
    return t("{month} {year}", month=months()[day.month - 1], year=day.year)


def span_words(began: date | None, ended: date | None, *, lasts: bool = False) -> str:
    """Return from when to when: "2019 to May 2023", "since 2019", "until 2020", "now", ""."""
    if lasts:
        return t("since {year}", year=month_and_year(began)) if began else t("now")
    if began and ended:
        return t("{from_} to {to}", from_=month_and_year(began), to=month_and_year(ended))
    if began:
        return t("from {year}", year=month_and_year(began))
    return t("until {year}", year=month_and_year(ended)) if ended else ""


KINDS = {
    CommonKind.SCHOOL: lambda: t("Same school"),
    CommonKind.EMPLOYER: lambda: t("Same employer"),
    CommonKind.PERSON: lambda: t("Knows us both"),
    CommonKind.PLACE: lambda: t("Same place"),
    CommonKind.FIELD: lambda: t("Same field"),
    CommonKind.SKILL: lambda: t("Same skill"),
    CommonKind.LANGUAGE: lambda: t("Same language"),
}


def common_title(point: CommonPoint) -> str:
    """Return what is shared: "Same school: Example University"."""
    kind = KINDS[point.kind]()
    if point.together:
        kind = t("{kind}, at the same time", kind=kind)
    return t("{kind}: {what}", kind=kind, what=point.what)


def common_detail(point: CommonPoint) -> str:
    """Return what each record says, mine first."""
    if point.kind is CommonKind.PERSON:
        return point.mine.detail
    mine, theirs = _said(point.mine), _said(point.theirs)
    return "\n".join((t("You: {said}", said=mine), t("They: {said}", said=theirs)))


def _said(saying: Saying) -> str:
    span = span_words(saying.started_on, saying.finished_on)
    return ", ".join(part for part in (saying.text, saying.detail, span) if part)
