"""Public holidays by country and region, from the `holidays` library."""

from datetime import date
from functools import lru_cache


def countries() -> dict[str, tuple[str, ...]]:
    """Return the countries whose holidays are known, as ISO codes, with their regions."""
    import holidays

    found = holidays.list_supported_countries(include_aliases=False)
    return {country: tuple(regions) for country, regions in sorted(found.items())}


@lru_cache(maxsize=64)
def days_of(country: str, region: str, year: int) -> frozenset[date]:
    """Return a year's public holidays; none for a country or region that is not known."""
    import holidays

    try:
        found = holidays.country_holidays(country, subdiv=region or None, years=year)
    except NotImplementedError:
        return frozenset()
    return frozenset(found)
