"""Public holidays by country and region."""

from datetime import date

from infodesk.formats.public_holidays import countries, days_of, regions


def test_days_of_a_country_and_of_a_region():
    assert date(2026, 12, 25) in days_of("DE", "", 2026)
    epiphany = date(2026, 1, 6)
    assert epiphany not in days_of("DE", "", 2026)
    assert epiphany in days_of("DE", "BY", 2026)
    assert days_of("DE", "BY", 2027).isdisjoint(days_of("DE", "BY", 2026))


def test_what_is_not_known_has_none():
    assert days_of("ZZ", "", 2026) == frozenset()
    assert days_of("DE", "Atlantis", 2026) == frozenset()
    assert regions("ZZ") == {}


def test_countries_and_their_regions_have_names():
    known = countries()
    assert len(known) > 100
    assert regions("DE")["BY"] == "Bayern"
    assert set(regions("DE")) == set(known["DE"])
