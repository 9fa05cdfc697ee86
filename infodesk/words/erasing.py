"""Words for erasing a person: what goes, where they are named, what was done."""

from collections.abc import Callable, Mapping

from infodesk.core.erasing import Mention
from infodesk.words import t, tn

_COUNTED: Mapping[str, Callable[[int], str]] = {
    "meeting": lambda n: tn("{count:,} meeting", "{count:,} meetings", n),
    "note": lambda n: tn("{count:,} note", "{count:,} notes", n),
    "meeting_question": lambda n: tn("{count:,} question", "{count:,} questions", n),
    "touch": lambda n: tn("{count:,} line of the timeline", "{count:,} lines of the timeline", n),
    "outreach": lambda n: tn("{count:,} text to them", "{count:,} texts to them", n),
    "insight": lambda n: tn("{count:,} insight", "{count:,} insights", n),
    "promise": lambda n: tn("{count:,} promise", "{count:,} promises", n),
    "referral": lambda n: tn("{count:,} referral", "{count:,} referrals", n),
    "research_fact": lambda n: tn("{count:,} fact", "{count:,} facts", n),
    "attachment": lambda n: tn("{count:,} file or picture", "{count:,} files and pictures", n),
    "position": lambda n: tn("{count:,} position", "{count:,} positions", n),
    "job_change": lambda n: tn("{count:,} changed job", "{count:,} changed jobs", n),
}

_PLACES: Mapping[str, Callable[[], str]] = {
    "note": lambda: t("Notes"),
    "meeting": lambda: t("Meeting"),
    "meeting_question": lambda: t("Question or answer"),
    "touch": lambda: t("Timeline"),
    "outreach": lambda: t("Text to somebody"),
    "template": lambda: t("Template"),
    "insight": lambda: t("Insight"),
    "promise": lambda: t("Promise"),
    "next_step": lambda: t("Next step"),
    "referral": lambda: t("Referral"),
    "research_fact": lambda: t("Research"),
    "introduction": lambda: t("My introductions"),
    "profile": lambda: t("My profile"),
    "profile_entry": lambda: t("My profile"),
    "person": lambda: t("About"),
    "company": lambda: t("Company"),
    "event": lambda: t("Event"),
    "event_person": lambda: t("Event"),
    "question": lambda: t("Question bank"),
    "attachment": lambda: t("Name of a file"),
    "import": lambda: t("Name of an imported file"),
    "saved_filter": lambda: t("Filter"),
    "person_merge": lambda: t("What a merge keeps"),
}


def counts_sentence(rows: Mapping[str, int]) -> str:
    """Return what goes with a person: 2 meetings, 3 notes, 12 other entries."""
    said = [words(rows[table]) for table, words in _COUNTED.items() if rows.get(table)]
    rest = sum(count for table, count in rows.items() if table not in (*_COUNTED, "person"))
    if rest:
        said.append(tn("{count:,} other entry", "{count:,} other entries", rest))
    return t(", ").join(said) or t("nothing but the name")


def place_of(mention: Mention) -> str:
    """Return where a text stands: Notes · Bo Berg."""
    words = _PLACES.get(mention.table)
    place = words() if words else t("Elsewhere")
    return f"{place} · {mention.owner}" if mention.owner else place


def backup_line(moment: str, *, unread: bool) -> str:
    """Return a line for a backup that may hold an erased person."""
    if unread:
        return t("{moment} · made with other keys or damaged: nobody can look", moment=moment)
    return moment
