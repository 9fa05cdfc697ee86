"""The clock: which steps follow, and when."""

from datetime import UTC, date, datetime, timedelta

import hypothesis.strategies as st
from hypothesis import given

from infodesk.core.ids import MeetingId
from infodesk.core.next_steps import StepKind
from infodesk.core.pipeline import USUAL_STEP, Clock, end_of
from infodesk.core.rules import PAIRS, RULES
from infodesk.core.stages import PIPELINE, Stage

CLOCK = Clock()
MEETING = MeetingId(1)
MOMENTS = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 - the zone is given below
    datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def test_after_a_request_on_thursday():
    second, follow_up = CLOCK.after_request(date(2026, 11, 12))
    assert (second.kind, second.due_on) == (StepKind.SECOND_PERSON, date(2026, 11, 17))
    assert (follow_up.kind, follow_up.due_on) == (StepKind.FOLLOW_UP, date(2026, 11, 23))


@given(most=st.integers(0, 3))
def test_after_the_last_follow_up_comes_the_end(most):
    clock = Clock(follow_ups_most=most)
    day, follow_ups, kinds = date(2026, 11, 12), 0, []
    while True:
        step = clock.after_message(day, follow_ups)
        kinds.append(step.kind)
        assert step.due_on > day
        if step.kind is StepKind.CLOSE_KINDLY:
            break
        assert step.turn == follow_ups + 1
        day, follow_ups = step.due_on, follow_ups + 1
    assert kinds == [StepKind.FOLLOW_UP] * most + [StepKind.CLOSE_KINDLY]


def test_referral_asks_stop():
    first = CLOCK.after_referral_ask(date(2026, 11, 23), asked=0)
    again = CLOCK.after_referral_ask(date(2026, 11, 30), asked=1)
    assert first is not None
    assert first.due_on == date(2026, 11, 30)
    assert again is not None
    assert again.turn == 2
    assert CLOCK.after_referral_ask(date(2026, 12, 7), asked=2) is None


@given(now=MOMENTS, ahead=st.integers(-60 * 24 * 5, 60 * 24 * 30), minutes=st.integers(1, 1440))
def test_steps_of_a_meeting_come_in_order_and_in_time(now, ahead, minutes):
    starts_at = now + timedelta(minutes=ahead)
    steps = {step.kind: step for step in CLOCK.for_meeting(MEETING, starts_at, minutes, now)}
    assert steps[StepKind.HOW_DID_IT_GO].due_at == end_of(starts_at, minutes)
    day = starts_at.astimezone().date()
    assert (StepKind.PREPARE in steps) == (ahead > 0)
    for kind in (StepKind.PREPARE, StepKind.CONFIRM):
        if kind in steps:
            assert now.astimezone().date() <= steps[kind].due_on <= day


@given(now=MOMENTS)
def test_every_live_stage_has_a_step_that_is_not_late(now):
    """Nobody in the pipeline is without a next step."""
    for stage in Stage:
        steps = CLOCK.of_stage(stage, now)
        assert bool(steps) == (stage in PIPELINE)
        assert all(step.due_on >= now.astimezone().date() for step in steps)


def test_the_usual_step_of_a_stage_is_one_that_it_plans():
    now = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
    assert set(USUAL_STEP) == set(PIPELINE)
    for stage, kind in USUAL_STEP.items():
        assert kind in {step.kind for step in CLOCK.of_stage(stage, now)}


def test_thanks_are_owed_by_the_hour():
    since = datetime(2026, 11, 22, 15, 20, tzinfo=UTC)
    thanks = CLOCK.to_thank(since, MEETING)
    assert thanks.due_at == since + timedelta(hours=24)


def test_the_method_keeps_its_own_rules():
    for rule in RULES.values():
        assert rule.allows(rule.default), rule.name
    for low, high in PAIRS:
        assert low.default <= high.default, (low.name, high.name)
