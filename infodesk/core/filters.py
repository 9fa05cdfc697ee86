"""Filters kept by name: what a filter of people is as plain values, and back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from infodesk.core.ids import SavedFilterId
from infodesk.core.people import EVERYONE, PersonFilter
from infodesk.core.stages import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFilter:
    """A filter under a name a person gave it."""

    id: SavedFilterId
    name: str
    only: PersonFilter


def as_values(only: PersonFilter) -> dict[str, Any]:
    """Return what `only` asks for as JSON holds it; what it leaves open is left out."""
    found: dict[str, Any] = {}
    for one in fields(PersonFilter):
        value = getattr(only, one.name)
        if value == getattr(EVERYONE, one.name):
            continue
        if isinstance(value, frozenset):
            value = sorted(value)
        found[one.name] = value.isoformat() if isinstance(value, date) else value
    return found


def from_values(found: Mapping[str, Any]) -> PersonFilter:
    """Return the filter that `as_values` took apart; what is not understood is left out."""
    kept = {}
    for one in fields(PersonFilter):
        if one.name in found:
            value = _sound(one.name, found[one.name])
            if value is not None:
                kept[one.name] = value
    return PersonFilter(**kept)


def _sound(name: str, value: Any) -> Any:
    """Return a value as the filter holds it, None for one that it cannot hold."""
    read: Callable[[Any], Any] = _READ.get(name, _same_kind(name))
    try:
        return read(value)
    except (TypeError, ValueError):
        return None


def _same_kind(name: str) -> Callable[[Any], Any]:
    kind = type(getattr(EVERYONE, name))
    return lambda value: value if type(value) is kind else None


def _number(value: Any) -> int | None:
    return value if type(value) is int and value > 0 else None


_READ: Mapping[str, Callable[[Any], Any]] = {
    "stages": lambda value: frozenset(Stage(each) for each in value),
    "strengths": lambda value: frozenset(each for each in value if each in range(1, 6)),
    "connected_since": date.fromisoformat,
    "quiet_days": _number,
    "tag_id": _number,
    "company_id": _number,
    "event_id": _number,
}
