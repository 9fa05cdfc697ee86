"""What an archive tells of its owner, against my profile: my own edits are never overwritten."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from infodesk.core.archives import ArchiveContents
from infodesk.core.import_plans import KnownVault, ProfileChange
from infodesk.core.profile import Profile, ProfileEntry
from infodesk.core.text import fold, fold_company

FIELDS = (
    "first_name",
    "last_name",
    "headline",
    "summary",
    "industry",
    "location",
    "email",
    "phone",
    "website",
    "slug",
)


def plan_profile(
    known: KnownVault, archives: Sequence[ArchiveContents], *, older: bool
) -> tuple[list[ProfileChange], Mapping[str, str]]:
    """Return what would change in my profile, and what it remembers of imports if nothing does.

    What an import put there and nobody touched since follows the newest file; what was typed,
    changed or removed by hand is kept. An `older` file only fills gaps.
    """
    told = _told(archives)
    if told is None:
        return [], {}
    changes: list[ProfileChange] = []
    same: dict[str, str] = {}
    for field in FIELDS:
        new, old = str(getattr(told, field)), str(getattr(known.profile, field))
        before = known.taken.get(field, "")
        if not new:
            continue
        if new == old:
            same[field] = new
            continue
        kind = "changed" if old and old == before and not older else "kept"
        if not old and new != before:
            kind = "filled"
        changes.append(ProfileChange(kind=kind, field=field, old=old, new=new))
    ours = {entry_key(entry): entry for entry in known.profile.entries}
    for key, entry in {entry_key(entry): entry for entry in told.entries}.items():
        change = _entry_change(entry, ours.get(key), known.taken.get(key), older=older)
        if change is not None:
            changes.append(change)
        elif key in ours:
            same[key] = said(ours[key])
    return changes, {**same, **known.taken}


def _told(archives: Sequence[ArchiveContents]) -> Profile | None:
    """Return what the newest archive tells of its owner, gaps filled by the older ones."""
    profiles = [each.profile.profile for each in archives if each.profile]
    owners = [each.owner for each in archives if each.owner]
    if not profiles:
        return None
    told, *others = profiles
    for other in others:
        gaps = {
            name: getattr(other, name) for name in (*FIELDS, "entries") if not getattr(told, name)
        }
        told = replace(told, **gaps)
    if not told.slug:
        told = replace(told, slug=next((each.slug for each in owners if each.slug), ""))
    return told


def entry_key(entry: ProfileEntry) -> str:
    """Return what recognises a line of my profile in another export."""
    started = entry.started_on.isoformat() if entry.started_on else ""
    parts = (fold(entry.title), fold_company(entry.organisation), started)
    return "\n".join((entry.kind.value, *parts))


def said(entry: ProfileEntry) -> str:
    """Return what a line says beyond what recognises it."""
    finished = entry.finished_on.isoformat() if entry.finished_on else ""
    return "\n".join((finished, entry.place, entry.text))


def _entry_change(
    entry: ProfileEntry, ours: ProfileEntry | None, before: str | None, *, older: bool
) -> ProfileChange | None:
    if ours is None:
        if before is not None:
            return None  # It came once and was removed or written anew by hand since.
        return ProfileChange(kind="filled", entry=entry)
    merged = replace(
        ours,
        place=entry.place or ours.place,
        text=entry.text or ours.text,
        finished_on=entry.finished_on or ours.finished_on,
    )
    if said(merged) == said(ours):
        return None
    untouched = ours.source != "hand" and said(ours) == before
    kind = "changed" if untouched and not older else "kept"
    return ProfileChange(kind=kind, entry=merged, known=ours)
