"""Days in every shape that contact files write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infodesk.formats.dates import (
    MONTHS,
    parse_birthday,
    parse_day,
    parse_moment,
    parse_month,
    reads_day_first,
)

SEVENTH = date(2025, 9, 7)


@pytest.mark.parametrize(
    "text",
    [
        "07 Sep 2025",
        "7-Sep-25",
        "07.09.2025",
        "2025-09-07",
        "2025/09/07 13:22:10 UTC",
        "9/7/25, 4:12 AM",
        "09/07/25, 04:12\u202fPM",
        "Sep 7, 2025",
        "7. September 2025",
        "7 de set. de 2025",
        "7 sept. 2025",
        "07-sep-25",
        "2025-09-07T13:22:10Z",
        "2025年9月7日",
        " 7  SEP  2025 ",
        "07/Sep/2025",
        "7 septiembre 2025",
        "7 settembre 2025",
        "September 7th, 2025",
    ],
)
def test_the_seventh_of_september(text):
    assert parse_day(text) == SEVENTH


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("3 März 25", 3),
        ("3. Dez. 2025", 12),
        ("1er août 2025", 8),
        ("3 févr. 2025", 2),
        ("3 ene 25", 1),
        ("3 gen 2025", 1),
        ("3 mrt 2025", 3),
        ("3 out 2025", 10),
        ("3 Okt 2025", 10),
        ("3 lug 25", 7),
        ("03 MÄR 2025", 3),
        ("03 mär 2025", 3),
    ],
)
def test_months_of_seven_languages(text, month):
    found = parse_day(text)
    assert found is not None
    assert (found.year, found.month) == (2025, month)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31 Feb 2025",
        "7 Foo 2025",
        "07 Sep",
        "2025",
        "N/A",
        "3/4/2025",
        "0/0/00",
        "00 Sep 2025",
        "x" * 99,
        "9" * 40,
        "07 Foo 2025",
        "07 Sep 20255",
        "7 Sep 2025 or so",
    ],
)
def test_no_day(text):
    assert parse_day(text) is None


def test_slashes():
    assert parse_day("3/4/2025", day_first=True) == date(2025, 4, 3)
    assert parse_day("3/4/2025", day_first=False) == date(2025, 3, 4)
    assert parse_day("3/4/25, 4:12 AM", day_first=True) == date(2025, 3, 4)
    assert parse_day("4/4/2025") == date(2025, 4, 4)
    assert parse_day("13/2/2025") == parse_day("2/13/2025") == date(2025, 2, 13)


def test_columns():
    assert reads_day_first(["1/2/2025", "13/1/2025"]) is True
    assert reads_day_first(["1/2/2025", "1/13/2025"]) is False
    assert reads_day_first(["9/1/2025", "1/12/2024", "7/11/2024"]) is True
    assert reads_day_first([]) is None
    assert reads_day_first(["1/2/2025"]) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(sorted(MONTHS)))
def test_named_months_read_back(day, name):
    day = day.replace(month=MONTHS[name], day=min(day.day, 28))
    for text in (
        f"{day.day} {name} {day.year}",
        f"{day.day:02}-{name.upper()}-{day.year % 100:02}",
    ):
        assert parse_day(text) == day


@given(st.text(max_size=70))
def test_nothing_raises(text):
    parse_day(text)
    reads_day_first([text])


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2023-05-02 09:15:31 UTC", "2023-05-02T09:15:31"),
        ("2023-05-02 09:15:31", "2023-05-02T09:15:31"),
        ("2025/09/07 13:22:10 UTC", "2025-09-07T13:22:10"),
        ("2025-09-07 13:22 UTC", "2025-09-07T13:22:00"),
        ("9/7/18, 4:12 AM", "2018-09-07T04:12:00"),
        ("9/7/18, 12:12\u202fAM", "2018-09-07T00:12:00"),
        ("12/31/23, 12:00 PM", "2023-12-31T12:00:00"),
        ("11/21/16, 10:15 PM", "2016-11-21T22:15:00"),
        ("Fri Jul 07 13:22:10 UTC 2023", "2023-07-07T13:22:10"),
        ("Sep 07, 2025 10:00 AM", "2025-09-07T10:00:00"),
        ("07 Sep 2018", "2018-09-07T00:00:00"),
        ("9/7/18, 14:12 AM", None),
        ("2023-05-02 25:15:31 UTC", None),
        ("N/A", None),
        ("", None),
        ("1" * 5_000, None),
    ],
)
def test_moments(text, moment):
    found = parse_moment(text)
    assert found == (moment and datetime.fromisoformat(moment).replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sep 2019", date(2019, 9, 1)),
        ("septembre 2019", date(2019, 9, 1)),
        ("2019", date(2019, 1, 1)),
        ("2019-09", date(2019, 9, 1)),
        ("09/2019", date(2019, 9, 1)),
        ("7 Sep 2019", date(2019, 9, 7)),
        ("Sep 7, 2019", date(2019, 9, 7)),
        ("Present", None),
        ("13/2019", None),
        ("", None),
    ],
)
def test_months(text, day):
    assert parse_month(text) == day


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("Sep 7", "--09-07"),
        ("7. März", "--03-07"),
        ("Feb 29", "--02-29"),
        ("Sep 7, 1980", "1980-09-07"),
        ("Feb 30", ""),
        ("", ""),
    ],
)
def test_birthdays(text, birthday):
    assert parse_birthday(text) == birthday
