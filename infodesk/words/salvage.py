"""Words for what was saved of a damaged vault."""

from collections.abc import Callable, Mapping
from pathlib import Path

from infodesk.core.salvage import Salvage, SavedKind
from infodesk.words import t, tn

Count = Callable[[int], str]

KINDS: Mapping[str, Count] = {
    "person": lambda count: tn("{count:,} person", "{count:,} people", count),
    "company": lambda count: tn("{count:,} company", "{count:,} companies", count),
    "meeting": lambda count: tn("{count:,} meeting", "{count:,} meetings", count),
    "meeting_question": lambda count: tn(
        "{count:,} question of a meeting", "{count:,} questions of meetings", count
    ),
    "note": lambda count: tn("{count:,} note", "{count:,} notes", count),
    "touch": lambda count: tn(
        "{count:,} message, call or other contact",
        "{count:,} messages, calls and other contacts",
        count,
    ),
    "next_step": lambda count: tn("{count:,} next step", "{count:,} next steps", count),
    "outreach": lambda count: tn("{count:,} draft or mail", "{count:,} drafts and mails", count),
}
"""The kinds a person knows by name, in the order of the report."""


def unnamed() -> str:
    """Return what somebody is called whose name is lost; a number follows."""
    return t("Name lost")


def free_folder(folder: Path, suffix: str) -> Path:
    """Return a folder beside `folder` that is not there yet, for what is saved of it."""
    name = t("{name} (saved)", name=folder.name.removesuffix(suffix))
    place, number = folder.absolute().parent, 2
    free = place / f"{name}{suffix}"
    while free.exists():
        free, number = place / f"{name} {number}{suffix}", number + 1
    return free


def headline(salvage: Salvage) -> str:
    """Return in one sentence how much was saved."""
    if salvage.whole:
        return t("Everything was saved.")
    if any(kind.lost or (kind.expected is None and not _empty(kind)) for kind in salvage.kinds):
        return t("Most was saved; some is lost for good.")
    return t("Every record was saved, some without a part of what they held.")


def lines(salvage: Salvage) -> list[str]:
    """Return what was saved, a line for each kind: 1,412 of 1,420 notes."""
    named = [kind for name in KINDS for kind in salvage.kinds if kind.table == name]
    found = [_line(kind) for kind in named if not _empty(kind)]
    others = [kind for kind in salvage.kinds if kind.table not in KINDS and not _empty(kind)]
    saved, lost = sum(kind.saved for kind in others), sum(kind.lost for kind in others)
    if saved or lost:
        partly = sum(kind.partly for kind in others)
        known = all(kind.expected is not None for kind in others)
        found.append(
            _line(
                SavedKind(
                    table="", saved=saved, partly=partly, expected=saved + lost if known else None
                )
            )
        )
    return found


def pages_line(salvage: Salvage) -> str:
    """Return how much of the file was damaged."""
    return tn(
        "{count:,} damaged block of {total}",
        "{count:,} damaged blocks of {total}",
        salvage.damaged,
        total=f"{salvage.pages:,}",
    )


def _line(kind: SavedKind) -> str:
    count = KINDS.get(kind.table, _others)
    if kind.expected is None:
        words = t("{records}; how many there were is not known", records=count(kind.saved))
    elif kind.lost:
        words = t("{saved} of {records}", saved=f"{kind.saved:,}", records=count(kind.expected))
    else:
        words = t("All of {records}", records=count(kind.saved))
    if kind.partly:
        return tn(
            "{words}, {count:,} of them in part", "{words}, {count:,} of them in part", kind.partly,
            words=words,
        )  # fmt: skip
    return words


def _others(count: int) -> str:
    return tn("{count:,} other record", "{count:,} other records", count)


def _empty(kind: SavedKind) -> bool:
    return not kind.saved and not kind.lost
