"""How the entries of a timeline read: a title, the lines below, an icon."""

from infodesk.core.touches import Direction, TimelineEntry
from infodesk.words import t, tn
from infodesk.words.records import say

ICONS = {
    "message": "note",
    "email": "mail",
    "call": "phone",
    "meeting": "people",
    "invitation": "link",
    "recommendation": "quote",
    "event": "people",
    "other": "pin",
    "meeting-planned": "calendar",
    "meeting-held": "calendar",
    "meeting-cancelled": "close",
    "connected": "person-add",
}


def entry_title(entry: TimelineEntry) -> str:
    """Return what an entry was: "E-mail from me", "Meeting, 24 minutes"."""
    kind = say(f"touch-{entry.kind}")
    if entry.minutes:
        return t("{what}, {length}", what=kind, length=say("minutes", count=entry.minutes))
    if entry.direction is Direction.NONE:
        return kind
    return t("{what} {direction}", what=kind, direction=say(f"direction-{entry.direction.value}"))


def entry_text(entry: TimelineEntry) -> str:
    """Return the lines below: how many questions were asked, and what was written."""
    lines = []
    if entry.questions and entry.kind == "meeting-held":
        lines.append(
            tn(
                "{asked} of {count} question asked",
                "{asked} of {count} questions asked",
                entry.questions,
                asked=entry.asked,
            )
        )
    elif entry.questions:
        lines.append(tn("{count} question prepared", "{count} questions prepared", entry.questions))
    if entry.text:
        lines.append(entry.text)
    if entry.source not in ("hand", "sample") and entry.kind == "connected":
        lines.append(t("from the import"))
    return "\n".join(lines)
