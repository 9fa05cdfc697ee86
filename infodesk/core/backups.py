"""Backups of a vault: what is known of each, and which are kept."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

LATEST, DAYS, WEEKS, MONTHS = 10, 7, 4, 12
"""How many are kept: the latest, and the last one of each of so many days, weeks and months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a vault or a backup holds.

    `sequence` counts the transactions ever committed; `changed_at` is when a person, a meeting or
    a note was changed last, as the vault writes moments, "" for never.
    """

    sequence: int
    people: int
    meetings: int
    notes: int
    changed_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup file; `holds` and `verified_at` are None until it was read back and checked.

    `name` is the file's, `size` in bytes, moments are aware.
    """

    name: str
    made_at: datetime
    size: int
    holds: Holdings | None = None
    verified_at: datetime | None = None


def superfluous(backups: Sequence[Backup]) -> list[Backup]:
    """Return those that need not be kept; never the newest one that was verified."""
    newest_first = sorted(backups, key=lambda each: (each.made_at, each.name), reverse=True)
    kept = {each.name for each in newest_first[:LATEST]}
    spans: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
        (DAYS, lambda moment: moment.date()),
        (WEEKS, lambda moment: moment.isocalendar()[:2]),
        (MONTHS, lambda moment: (moment.year, moment.month)),
    )
    for count, span_of in spans:
        last_of: dict[Hashable, Backup] = {}
        for each in newest_first:
            last_of.setdefault(span_of(each.made_at), each)
        kept |= {each.name for each in list(last_of.values())[:count]}
    verified = next((each for each in newest_first if each.verified_at), None)
    if verified is not None:
        kept.add(verified.name)
    return [each for each in newest_first if each.name not in kept]
