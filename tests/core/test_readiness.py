"""The readiness meter: each need by itself, and all of them."""

from dataclasses import replace

import pytest

from infodesk.core.readiness import Need, Preparation, readiness

READY = Preparation(
    goal=True, sources=3, questions=10, must_ask=3, introduction=True, time_confirmed=True
)


def test_nothing_prepared_misses_everything_in_order():
    found = readiness(Preparation())
    assert found.missing == tuple(Need)
    assert (found.done, found.share, found.ready) == ((), 0, False)


def test_everything_prepared_is_ready():
    found = readiness(READY)
    assert (found.missing, found.share, found.ready) == ((), 1, True)


@pytest.mark.parametrize(
    ("lacking", "need"),
    [
        ({"goal": False}, Need.GOAL),
        ({"sources": 2}, Need.SOURCES),
        ({"questions": 9}, Need.QUESTIONS),
        ({"must_ask": 2}, Need.MUST_ASK),
        ({"introduction": False}, Need.INTRODUCTION),
        ({"time_confirmed": False}, Need.TIME),
    ],
)
def test_each_need_is_missed_by_itself(lacking, need):
    found = readiness(replace(READY, **lacking))
    assert found.missing == (need,)
    assert need not in found.done
