"""Public holidays by country and region, from the `holidays` library."""

from datetime import date
from functools import lru_cache


def countries() -> dict[str, tuple[str, ...]]:
    """Return the countries whose holidays are known, as ISO codes, with their regions."""
    import holidays

    found = holidays.list_supported_countries(include_aliases=False)
    return {country: tuple(regions) for country, regions in sorted(found.items())}


@lru_cache(maxsize=8)
def regions(country: str) -> dict[str, str]:
    """Return the regions of a country, by code, with the name that is used there."""
    import holidays

    try:
        known = holidays.country_holidays(country)
    except NotImplementedError:
        return {}
    names = known.get_subdivision_aliases()
    named = {code: (names.get(code) or [code])[0] for code in known.subdivisions}
    return dict(sorted(named.items(), key=lambda one: one[1]))


@lru_cache(maxsize=64)
def days_of(country: str, region: str, year: int) -> frozenset[date]:
    """Return a year's public holidays; none for a country or region that is not known."""
    import holidays

    try:
        found = holidays.country_holidays(country, subdiv=region or None, years=year)
    except NotImplementedError:
        return frozenset()
    return frozenset(found)
