"""Into which group of the Today page something belongs."""

from datetime import UTC, date, datetime, timedelta, timezone

import hypothesis.strategies as st
from hypothesis import given

from infodesk.core.ids import MeetingId, NextStepId, PersonId
from infodesk.core.next_steps import CHASING, StepKind
from infodesk.core.today import DAYS_AHEAD, Due, Group, group_of

GRACE = timedelta(hours=24)
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))


def step(kind, day=None, at=None, *, snoozed=False):
    return Due(PersonId(1), kind, NextStepId(1), None, day, at, snoozed)


@given(kind=st.sampled_from(list(StepKind)), ahead=st.integers(-400, 400))
def test_nothing_is_lost_and_nothing_comes_early(kind, ahead):
    """Without hours that matter the day alone decides."""
    found = group_of(step(kind, NOW.date() + timedelta(days=ahead)), NOW, GRACE)
    if ahead > DAYS_AHEAD:
        assert found is None
    elif ahead > 0:
        assert found is Group.AHEAD
    elif kind in CHASING:
        assert found is Group.CHASE
    else:
        assert found is (Group.OVERDUE if ahead < 0 else Group.TODAY)


@given(kind=st.sampled_from(list(StepKind)), zone=ZONES, minutes=st.integers(-5000, 5000))
def test_hours_count_the_same_in_every_zone(kind, zone, minutes):
    """A changed zone changes days, never which moment thanks become overdue at."""
    at = NOW + timedelta(minutes=minutes)
    now = NOW.astimezone(zone)
    due = step(kind, at.astimezone(zone).date(), at)
    found = group_of(due, now, GRACE)
    if kind is StepKind.THANK:
        assert found is (Group.OVERDUE if at + GRACE <= NOW else Group.TODAY)
    elif kind is StepKind.HOW_DID_IT_GO and minutes > 0:
        assert found is None
    else:
        assert found is not None


def test_snoozed_thanks_stay_away_until_their_day():
    at = NOW - timedelta(days=5)
    due = step(StepKind.THANK, date(2026, 11, 25), at, snoozed=True)
    assert group_of(due, NOW, GRACE) is Group.AHEAD
    assert group_of(due, NOW + timedelta(days=2), GRACE) is Group.TODAY
    assert group_of(due, NOW + timedelta(days=3), GRACE) is Group.OVERDUE


def test_meetings_and_people_without_a_step():
    meeting = Due(PersonId(1), None, None, MeetingId(2), NOW.date(), NOW)
    assert group_of(meeting, NOW, GRACE) is Group.TODAY
    later = Due(PersonId(1), None, None, MeetingId(2), NOW.date() + timedelta(days=2), NOW)
    assert group_of(later, NOW, GRACE) is Group.AHEAD
    assert group_of(Due(PersonId(1)), NOW, GRACE) is Group.STEPLESS
    assert group_of(step(StepKind.HAND), NOW, GRACE) is Group.STEPLESS
    assert len({meeting.key, Due(PersonId(1)).key, step(StepKind.HAND).key}) == 3


def test_the_ends_of_time():
    at = datetime.max.replace(tzinfo=UTC)
    assert group_of(step(StepKind.THANK, date.max, at), NOW, GRACE) is Group.TODAY
