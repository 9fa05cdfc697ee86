"""What is said of a vault that is not the one which was closed here last."""

from collections.abc import Callable, Mapping
from datetime import datetime

from infodesk.core.freshness import Sighting, Standing
from infodesk.words import t, tn
from infodesk.words.dates import day_nearby


def doubt_title(sighting: Sighting) -> str:
    """Return the heading: what is the matter in a few words."""
    titles: Mapping[Standing, Callable[[], str]] = {
        Standing.OLDER: lambda: t("This vault is older than last seen on this computer"),
        Standing.OTHER: lambda: t("This vault went another way than on this computer"),
        Standing.MIXED: lambda: t("This vault's files do not fit together"),
    }
    return titles[sighting.standing]()


def doubt_sentence(sighting: Sighting) -> str:
    """Return what is missing and what most often does that."""
    if sighting.standing is Standing.MIXED:
        return t(
            "The file is not the one that was closed here, and beside it lies a journal of "
            "unfinished work, which may belong to another version of it. A sync service can leave "
            "such a mixture, or another computer that stopped in the middle of saving."
        )
    if sighting.standing is Standing.OTHER:
        return t(
            "It holds changes that were not made here, and not all of those that were saved here. "
            "This happens when two computers change one vault at the same time and a sync service "
            "keeps one of the two files. The other one may still lie there under another name."
        )
    missing = tn(
        "The last change that was saved here is missing.",
        "The last {count:,} changes that were saved here are missing.",
        sighting.missing,
    )
    why = (
        t("It is another copy than the one you worked with, perhaps a restored backup.")
        if sighting.elsewhere
        else t("Somebody, or a sync service, put an earlier version of the file back.")
    )
    return f"{missing} {why}"


def last_seen_sentence(sighting: Sighting, now: datetime) -> str:
    """Return when the vault was seen last, "" if that is not known."""
    last = sighting.last
    if last is None or not last.at:
        return ""
    then = datetime.fromisoformat(last.at).astimezone(now.tzinfo)
    return t(
        "Last seen here {day} {time}.",
        day=day_nearby(then.date(), now.date()),
        time=then.strftime("%H:%M"),
    )
