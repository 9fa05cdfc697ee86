"""Words for duplicates: why two may be one person, how sure it is, what can be chosen."""

from collections.abc import Callable, Iterable, Mapping

from infodesk.core.duplicates import LIKELY, SURE, MergeField, Reason
from infodesk.words import t

REASONS: Mapping[Reason, Callable[[], str]] = {
    Reason.SAME_EMAIL: lambda: t("same e-mail address"),
    Reason.SAME_PHONE: lambda: t("same phone number"),
    Reason.SAME_PROFILE: lambda: t("same LinkedIn profile"),
    Reason.SAME_NAME: lambda: t("same name"),
    Reason.SWAPPED: lambda: t("first and last name swapped"),
    Reason.SPELLING: lambda: t("name spelled differently"),
    Reason.FEWER_NAMES: lambda: t("name with and without middle name"),
    Reason.SHORT_FORM: lambda: t("short form of the first name"),
    Reason.INITIAL: lambda: t("first name or its initial"),
    Reason.TYPO: lambda: t("one letter differs"),
    Reason.SAME_COMPANY: lambda: t("same company"),
    Reason.WORKED_TOGETHER: lambda: t("at one company at the same time"),
    Reason.SAME_DAY: lambda: t("connected on the same day"),
}
"""What speaks for two records being one person."""

FIELDS: Mapping[MergeField, Callable[[], str]] = {
    MergeField.NAME: lambda: t("Name"),
    MergeField.JOB: lambda: t("Position"),
    MergeField.PROFILE: lambda: t("LinkedIn"),
    MergeField.LOCATION: lambda: t("Location"),
    MergeField.ABOUT: lambda: t("About"),
    MergeField.STAGE: lambda: t("Stage"),
    MergeField.CONNECTED: lambda: t("Connected"),
    MergeField.PHOTO: lambda: t("Picture"),
}
"""What a field that can be chosen is called."""


def reasons_sentence(reasons: Iterable[Reason]) -> str:
    """Return the reasons as one sentence: "Same name, same company"."""
    words = ", ".join(REASONS[each]() for each in reasons) or t("chosen by you")
    return words[:1].upper() + words[1:]


def confidence_words(confidence: int) -> str:
    """Return how sure it is that two are one."""
    if confidence >= SURE:
        return t("Almost certain")
    return t("Likely") if confidence >= LIKELY else t("Possible")
