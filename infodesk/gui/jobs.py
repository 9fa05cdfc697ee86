"""Long work beside the event loop: in slices on the GUI thread, or on one worker thread."""

import sys
import threading
from collections import deque
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from infodesk.core.errors import UserError
from infodesk.core.progress import Job, Progress

if TYPE_CHECKING:  # loaded with the first threaded job
    from concurrent.futures import ThreadPoolExecutor

SLICE_SECONDS = 0.012
REPORT_SECONDS = 0.05

Result = TypeVar("Result")


class JobRun(QObject):
    """One job under way; ends with exactly one of finished, failed and cancelled."""

    progress = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, number: int, job: Job[Any], *, title: str, sliced: bool) -> None:
        super().__init__()
        self.number = number
        self.title = title
        self.sliced = sliced
        self.last = Progress(phase="")
        self.over = False
        self.cancelling = False
        self._job = job
        self._stop = threading.Event()
        self._tells: Callable[[UserError], None] | None = None

    def cancel(self) -> None:
        """Ask the job to stop at its next yield; what it had begun is rolled back."""
        self.cancelling = True
        self._stop.set()


class Jobs(QObject):
    """Runs jobs; lives on the GUI thread and owns the one signal a worker may emit.

    Jobs that touch the vault are `sliced`: they take turns of 12 ms on the GUI thread, one job
    after the other, because they share the vault's one connection. Pure work is `threaded`.
    A UserError that no `failed` callback takes is sent as `refused`; any other exception goes to
    `sys.excepthook`.
    """

    started = Signal(object)
    refused = Signal(object)
    idle = Signal()
    _posted = Signal(int, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: dict[int, JobRun] = {}
        self._queue: deque[JobRun] = deque()
        self._number = 0
        self._pool: ThreadPoolExecutor | None = None
        self._in_turn = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._turn)
        self._posted.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> list[JobRun]:
        """The jobs that have not ended, oldest first."""
        return list(self._runs.values())

    @property
    def busy(self) -> bool:
        """Whether a sliced job is under way: then the vault may be inside its transaction."""
        return bool(self._queue)

    def sliced(
        self,
        job: Job[Result],
        *,
        title: str = "",
        done: Callable[[Result], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> JobRun:
        """Run `job` in turns on the GUI thread; for what touches the vault."""
        run = self._begin(job, title, sliced=True, done=done, failed=failed)
        self._queue.append(run)
        self._timer.start()
        self.started.emit(run)
        return run

    def threaded(
        self,
        job: Job[Result],
        *,
        title: str = "",
        done: Callable[[Result], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> JobRun:
        """Run `job` on the worker thread; it must touch neither the vault nor Qt."""
        run = self._begin(job, title, sliced=False, done=done, failed=failed)
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(1, thread_name_prefix="infodesk-job")
        self._pool.submit(_work, run.number, run._job, run._stop, self._posted.emit)
        self.started.emit(run)
        return run

    def when_idle(self, call: Callable[[], None]) -> None:
        """Call `call` now, or after the last sliced job if one holds the vault."""
        if not self.busy:
            call()
            return
        self.idle.connect(call, Qt.ConnectionType.SingleShotConnection)

    def cancel_all(self) -> None:
        """Stop every job now: sliced ones are rolled back on return, the worker is waited for."""
        for run in self.running:
            run.cancel()
        while self._queue and not self._in_turn:
            self._turn()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
        for run in self.running:
            if not run.sliced:
                run._job.close()
                self._end(run, "cancelled", None)

    def shutdown(self) -> None:
        """Stop every job and the worker thread; to be called before the vault is closed."""
        self.cancel_all()
        self._timer.stop()

    def _begin(
        self,
        job: Job[Result],
        title: str,
        *,
        sliced: bool,
        done: Callable[[Result], None] | None,
        failed: Callable[[UserError], None] | None,
    ) -> JobRun:
        self._number += 1
        run = JobRun(self._number, job, title=title, sliced=sliced)
        run._tells = failed
        if done is not None:
            run.finished.connect(done)
        self._runs[run.number] = run
        return run

    def _turn(self) -> None:
        if self._in_turn or not self._queue:
            return
        run = self._queue[0]
        self._in_turn = True
        try:
            kind, value = _slice(run._job, run._stop)
        finally:
            self._in_turn = False
        if kind == "progress":
            self._tell_progress(run, value)
        else:
            self._queue.popleft()
            self._end(run, kind, value)
        if not self._queue:
            self._timer.stop()
            self.idle.emit()

    def _receive(self, number: int, kind: str, value: object) -> None:
        run = self._runs.get(number)
        if run is None:
            return  # ended by cancel_all while this was in the post
        if kind == "progress":
            self._tell_progress(run, value)
        else:
            self._end(run, kind, value)

    def _tell_progress(self, run: JobRun, value: object) -> None:
        if isinstance(value, Progress):
            run.last = value
            run.progress.emit(value)

    def _end(self, run: JobRun, kind: str, value: object) -> None:
        del self._runs[run.number]
        run.over = True
        if kind == "finished":
            run.finished.emit(value)
        elif kind == "cancelled":
            run.cancelled.emit()
        elif isinstance(value, Exception):
            self._fail(run, value)
        run.ended.emit()

    def _fail(self, run: JobRun, error: Exception) -> None:
        run.failed.emit(error)
        if not isinstance(error, UserError):
            sys.excepthook(type(error), error, error.__traceback__)
        elif run._tells is not None:
            run._tells(error)
        else:
            self.refused.emit(error)


def _slice(job: Job[Any], stop: threading.Event) -> tuple[str, object]:
    """Run `job` for one turn and return what to tell: progress or how it ended."""
    end = perf_counter() + SLICE_SECONDS
    try:
        if stop.is_set():
            job.close()
            return "cancelled", None
        last = next(job)
        while perf_counter() < end:
            last = next(job)
    except StopIteration as stopped:
        return "finished", stopped.value
    except Exception as error:
        return "failed", error
    return "progress", last


def _work(
    number: int,
    job: Job[Any],
    stop: threading.Event,
    post: Callable[[int, str, object], object],
) -> None:
    """Run `job` to its end on the worker, posting progress twenty times a second at most."""
    told = 0.0
    try:
        while not stop.is_set():
            last = next(job)
            if perf_counter() - told >= REPORT_SECONDS:
                told = perf_counter()
                post(number, "progress", last)
        job.close()
        post(number, "cancelled", None)
    except StopIteration as stopped:
        post(number, "finished", stopped.value)
    except Exception as error:
        post(number, "failed", error)
