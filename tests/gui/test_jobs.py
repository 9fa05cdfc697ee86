"""Jobs end once, cancel by rolling back, and tell what nobody else takes."""

import sys
import threading

import pytest

from infodesk.core.changes import Step
from infodesk.core.errors import DiskFull
from infodesk.core.progress import Progress

HOW = pytest.mark.parametrize("how", ["sliced", "threaded"])


def counting(n, *, error=None, at=-1, closed=None):
    try:
        for i in range(n):
            if i == at:
                raise error
            yield Progress(phase="reading", done=i, total=n)
        return "done"
    finally:
        if closed is not None:
            closed.append(threading.current_thread().name)


@HOW
def test_a_job_returns_its_result(jobs, qtbot, how):
    results = []
    run = getattr(jobs, how)(counting(1000), done=results.append)
    with qtbot.waitSignal(run.finished) as told:
        pass
    assert told.args == ["done"]
    assert results == ["done"]
    assert run.over
    assert jobs.running == []


@HOW
def test_a_refusal_goes_to_its_callback(jobs, qtbot, how):
    told, refused = [], []
    jobs.refused.connect(refused.append)
    run = getattr(jobs, how)(counting(9, error=DiskFull(), at=5), failed=told.append)
    with qtbot.waitSignal(run.ended):
        pass
    assert [error.code for error in told] == ["disk-full"]
    assert refused == []


@HOW
def test_a_refusal_nobody_takes_is_told_anyway(jobs, qtbot, how):
    with qtbot.waitSignal(jobs.refused) as told:
        getattr(jobs, how)(counting(9, error=DiskFull(), at=5))
    assert told.args[0].code == "disk-full"


@HOW
def test_a_bug_goes_to_the_last_resort(jobs, qtbot, how, monkeypatch):
    caught = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(kind))
    run = getattr(jobs, how)(counting(9, error=ZeroDivisionError(), at=5))
    with qtbot.waitSignal(run.failed):
        pass
    assert caught == [ZeroDivisionError]


def test_cancelling_rolls_a_transaction_back(jobs, qtbot, store):
    def write():
        with store.transaction(Step(code="add-company")) as db:
            for i in range(10**9):
                db.execute("INSERT INTO setting (name, value) VALUES (?, ?)", (f"c{i}", ""))
                yield Progress(phase="importing", done=i)

    run = jobs.sliced(write())
    with qtbot.waitSignal(run.progress):
        pass
    assert store.db.in_transaction
    with qtbot.waitSignal(run.cancelled):
        run.cancel()
    assert not store.db.in_transaction
    assert store.db.execute("SELECT count(*) FROM setting").fetchone()[0] == 0


def test_a_worker_closes_its_job_on_its_own_thread(jobs, qtbot):
    closed = []
    run = jobs.threaded(counting(10**9, closed=closed))
    with qtbot.waitSignal(run.progress):
        pass
    with qtbot.waitSignal(run.cancelled):
        run.cancel()
    assert closed[0].startswith("infodesk-job")


def test_sliced_jobs_wait_for_each_other(jobs, qtbot):
    seen = []

    def named(name):
        for _ in range(3):
            seen.append(name)
            yield Progress(phase="reading")

    jobs.sliced(named("a"))
    assert jobs.busy
    last = jobs.sliced(named("b"))
    with qtbot.waitSignal(last.finished):
        pass
    assert seen == ["a"] * 3 + ["b"] * 3
    assert not jobs.busy


def test_what_waits_for_the_vault_is_called_once_after_it(jobs, qtbot):
    calls = []
    jobs.when_idle(lambda: calls.append("at once"))
    jobs.sliced(counting(3))
    jobs.when_idle(lambda: calls.append("after"))
    assert calls == ["at once"]
    with qtbot.waitSignal(jobs.idle):
        pass
    run = jobs.sliced(counting(3))
    with qtbot.waitSignal(run.ended):
        pass
    assert calls == ["at once", "after"]


def test_cancel_all_leaves_nothing_under_way(jobs, qtbot):
    closed = []
    runs = [jobs.sliced(counting(10**9, closed=closed)) for _ in range(2)]
    runs.append(jobs.threaded(counting(10**9, closed=closed)))
    runs.append(jobs.threaded(counting(10**9, closed=closed)))
    with qtbot.waitSignal(runs[2].progress):
        pass
    ends = []
    for run in runs:
        run.ended.connect(lambda: ends.append(1))
    jobs.cancel_all()
    assert ends == [1] * 4
    assert jobs.running == []
    again = jobs.threaded(counting(3))
    with qtbot.waitSignal(again.finished):
        pass


def test_a_job_may_be_cancelled_from_its_own_progress(jobs, qtbot):
    run = jobs.sliced(counting(10**9))
    run.progress.connect(lambda _progress: jobs.cancel_all())
    with qtbot.waitSignal(run.cancelled):
        pass
    assert not jobs.busy
