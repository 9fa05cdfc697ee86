"""Moments and days as the vault keeps them: UTC to the second, or wall time with its zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from infodesk.core.errors import BadValue


def as_text(moment: datetime) -> str:
    """Return an aware `moment` as 'YYYY-MM-DDTHH:MM:SSZ'."""
    # Not strftime: it does not fill up the years before 1000 everywhere.
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def from_text(text: str) -> datetime:
    """Return the aware UTC moment written as 'YYYY-MM-DDTHH:MM:SSZ'."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def day_from_text(text: str | None) -> date | None:
    """Return the day written as 'YYYY-MM-DD', None for no day."""
    return date.fromisoformat(text) if text else None


def zone(name: str) -> ZoneInfo:
    """Return the IANA zone called `name`; BadValue(field="zone") if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadValue(field="zone", reason="unknown-zone") from error


def to_utc(local: datetime, zone_name: str) -> datetime:
    """Return the UTC moment of a naive `local` wall time in the zone called `zone_name`.

    A wall time that a clock change repeats means its first occurrence; one that it skips means the
    moment that as many minutes after the change.
    """
    return local.replace(tzinfo=zone(zone_name)).astimezone(UTC)
