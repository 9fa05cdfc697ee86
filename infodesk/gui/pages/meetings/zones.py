"""Time zones as people know them: by their city, with what the clock shows there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtCore import QTimeZone

from infodesk.core.errors import BadValue
from infodesk.core.moments import to_utc, zone
from infodesk.core.text import fold
from infodesk.words import t

# Areas of the IANA database that hold places; the rest are old names and offsets.
_AREAS = frozenset(
    {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian",
     "Pacific", "Arctic"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What a wall clock shows at one moment in one zone."""

    local: datetime
    zone: str

    @property
    def time(self) -> str:
        """The time of day, such as 14:30."""
        return self.local.strftime("%H:%M")


def system_zone() -> str:
    """Return the IANA name of this computer's zone, UTC where it cannot be known."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    try:
        zone(name)
    except BadValue:
        return "UTC"
    return name


def clock_in(moment: datetime, name: str) -> Clock:
    """Return what the clocks in the zone called `name` show at an aware `moment`.

    A zone this computer does not know (any more) is shown in UTC.
    """
    try:
        local = moment.astimezone(zone(name))
    except BadValue:
        local, name = moment.astimezone(UTC), "UTC"
    return Clock(local=local.replace(tzinfo=None), zone=name)


def apart(moment: datetime, one: str, other: str) -> bool:
    """Say whether the clocks of two zones differ at an aware `moment`."""
    return clock_in(moment, one).local != clock_in(moment, other).local


def moment_of(local: datetime, name: str) -> datetime | None:
    """Return the UTC moment of a wall time, None if there is none."""
    try:
        return to_utc(local, name)
    except (BadValue, OverflowError):
        return None


def city(name: str) -> str:
    """Return the place that a zone is named after: New York for America/New_York."""
    return name.rpartition("/")[2].replace("_", " ")


def offset(name: str, moment: datetime) -> str:
    """Return how far a zone is from UTC at an aware `moment`: UTC+5:30."""
    there = moment.astimezone(ZoneInfo(name)).utcoffset()
    minutes = int(there.total_seconds()) // 60 if there is not None else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}:{rest:02}" if rest else f"UTC{sign}{hours}"


def zone_words(name: str, moment: datetime) -> str:
    """Return a zone for a field: Lisbon · Europe · UTC+0."""
    area = name.partition("/")[0]
    if area == name:
        return name
    return t("{city} · {area} · {offset}", city=city(name), area=area, offset=offset(name, moment))


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Return the names of all places with a zone of their own, by city."""
    names = [name for name in available_timezones() if name.partition("/")[0] in _AREAS]
    return ("UTC", *sorted(names, key=city))


def find_zones(query: str, limit: int = 50) -> Sequence[str]:
    """Return zones whose city or area holds every word of `query`, those that begin so first."""
    words = fold(query.replace("/", " ").replace("_", " ").replace("·", " ")).split()
    found = []
    for name in zone_names():
        folded = fold(name.replace("/", " ").replace("_", " "))
        if all(word in folded for word in words):
            first = bool(words) and fold(city(name)).startswith(words[0])
            found.append((not first, name))
    found.sort(key=lambda one: one[0])
    return [name for _, name in found[:limit]]
