"""Locking by itself when nobody has used the program for a while."""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

LOOK_MS = 15_000

_USE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


def seconds_awake() -> float:
    """Return seconds that go on while the computer sleeps, where the system counts them."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class IdleWatch(QObject):
    """Sends for the lock after so many minutes without a key or a pointer in any window of ours.

    `minutes` returns the limit, 0 for never; `busy` says whether work is under way that the
    person is waiting for, which puts the lock off.
    """

    def __init__(
        self,
        lock: Callable[[], object],
        minutes: Callable[[], int],
        busy: Callable[[], bool],
        seconds: Callable[[], float] = seconds_awake,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lock, self._minutes, self._busy, self._seconds = lock, minutes, busy, seconds
        self._used = seconds()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self, app: QGuiApplication) -> None:
        """Watch the windows of `app`, also those that open later.

        A window of the system sees all its input first, and far fewer events than a filter over
        the whole application would.
        """
        app.focusWindowChanged.connect(self._watch)
        for window in app.topLevelWindows():
            self._watch(window)
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()

    def look(self) -> None:
        """Lock if the time is up."""
        limit = self._minutes() * 60
        if limit and not self._busy() and self._seconds() - self._used >= limit:
            self.stop()
            self._lock()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note that someone is there; never take an event."""
        if event.type() in _USE:
            self._used = self._seconds()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # again is the same as once
