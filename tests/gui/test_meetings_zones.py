"""Zones are found by city, and both clocks of a meeting are known."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from infodesk.gui.pages.meetings import zones

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_the_systems_zone_is_one_that_is_known():
    assert ZoneInfo(zones.system_zone())


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lisb", "Europe/Lisbon"),
        ("new york", "America/New_York"),
        ("America/New_York", "America/New_York"),
        ("são", "America/Sao_Paulo"),
        ("kolk", "Asia/Kolkata"),
        ("utc", "UTC"),
    ],
)
def test_a_city_leads_to_its_zone(typed, first):
    assert zones.find_zones(typed)[0] == first


def test_what_nobody_calls_a_place_finds_nothing():
    assert zones.find_zones("nowhere at all") == []


def test_what_a_field_shows_finds_the_same_zone_again():
    for name in ("Europe/Lisbon", "America/Argentina/Buenos_Aires", "Asia/Kolkata"):
        city_and_area = zones.zone_words(name, NOON).rpartition(" · ")[0]
        assert name in zones.find_zones(city_and_area)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Asia/Kolkata", "UTC+5:30"),
        ("America/New_York", "UTC−5"),
        ("Europe/Lisbon", "UTC+0"),
        ("America/St_Johns", "UTC−3:30"),
    ],
)
def test_offsets_are_said_as_people_write_them(name, words):
    assert zones.offset(name, NOON) == words


def test_clocks_that_show_the_same_are_not_apart():
    assert not zones.apart(NOON, "Europe/Lisbon", "Europe/London")
    assert zones.apart(NOON, "Europe/Lisbon", "Europe/Madrid")


def test_a_zone_nobody_knows_any_more_is_shown_in_utc():
    assert zones.clock_in(NOON, "Old/Name").zone == "UTC"
    assert zones.clock_in(NOON, "Old/Name").time == "12:00"
