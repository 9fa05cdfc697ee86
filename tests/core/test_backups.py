"""Which backups are kept: some of each age, and always the last verified one."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.backups import LATEST, MONTHS, Backup, superfluous

NOW = datetime(2026, 11, 25, 9, 12, tzinfo=UTC)


def backup(hours, *, verified=True):
    made = NOW - timedelta(hours=hours)
    return Backup(name=f"{hours:07}", made_at=made, size=1, verified_at=made if verified else None)


def kept(backups):
    gone = {each.name for each in superfluous(backups)}
    return [each for each in backups if each.name not in gone]


def test_the_latest_are_kept():
    hourly = [backup(n) for n in range(9)]
    assert superfluous(hourly) == []


def test_of_two_years_of_days_some_of_each_age_stay():
    daily = [backup(24 * n) for n in range(730)]
    ages = [int(each.name) // 24 for each in kept(daily)]
    assert ages[:10] == list(range(10))
    assert len(ages) <= 10 + 4 + 12
    assert max(ages) > 300
    assert len({(NOW - timedelta(days=age)).strftime("%Y-%m") for age in ages}) == MONTHS


def test_of_a_busy_day_the_last_one_speaks_for_it():
    busy = [backup(n / 4) for n in range(36)] + [backup(30 + n) for n in range(3)]
    assert busy[36] in kept(busy)


hours = st.lists(st.integers(0, 24 * 900), unique=True, max_size=80)


@given(hours, st.data())
def test_what_is_kept_is_newest_verified_and_stays_kept(ages, data):
    backups = [backup(age, verified=data.draw(st.booleans())) for age in ages]
    left = kept(backups)
    newest = sorted(backups, key=lambda each: each.made_at, reverse=True)
    assert set(newest[:LATEST]) <= set(left)
    verified = [each for each in newest if each.verified_at]
    assert not verified or verified[0] in left
    assert superfluous(left) == []
