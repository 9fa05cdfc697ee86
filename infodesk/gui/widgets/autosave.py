"""When typed text is saved: soon after the typing rests, and never a second late."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from infodesk.core.errors import UserError

REST_MS = 400
"""A pause in typing this long saves."""

LATEST_MS = 850
"""However long the typing goes on, the first unsaved key is saved this much later: a crash
loses at most a second (product.md E5), and the commit itself takes some milliseconds."""

EARLY_MS = 700
BREATH_MS = 4
"""In the midst of typing, a save this long after the first unsaved key is made right behind a key
that has just been painted: the next one is then farthest away and need not wait for the commit."""

RETRY_MS = 5_000
"""A save that failed is tried again after this long, and at the next key."""


class SaveState(Enum):
    """How the text on the screen and the text in the vault stand to each other."""

    SAVED = "saved"
    WAITING = "waiting"
    FAILED = "failed"


class Autosave(QObject):
    """Calls `save` a little after `touch`; a save that raises a UserError is tried again.

    `changed(state, error)` tells of each new state; `error` is what stopped the save, or None.
    """

    changed = Signal(object, object)

    def __init__(self, save: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self.state = SaveState.SAVED
        self._saving = False
        self._rest = self._timer(REST_MS)
        self._latest = self._timer(LATEST_MS)
        self._breath = self._timer(BREATH_MS)
        self._retry = self._timer(RETRY_MS)

    def touch(self) -> None:
        """Notice a change of the text; cheap enough for every key."""
        self._rest.start()
        if not self._latest.isActive():
            self._latest.start()
        elif self._latest.remainingTime() <= LATEST_MS - EARLY_MS:
            self._breath.start()
        if self.state is SaveState.SAVED:
            self._enter(SaveState.WAITING)

    def flush(self) -> bool:
        """Save now what is not saved; say whether everything is."""
        if self._saving:
            return False
        if self.state is not SaveState.SAVED:
            self._do()
        return self.state is SaveState.SAVED

    def forget(self) -> None:
        """Count the present text as saved: it was just loaded, or is not wanted any more."""
        self._stop()
        if self.state is not SaveState.SAVED:
            self._enter(SaveState.SAVED)

    def _do(self) -> None:
        self._stop()
        self._saving = True
        try:
            self._save()
        except UserError as error:
            self._retry.start()
            self._enter(SaveState.FAILED, error)
        else:
            self._enter(SaveState.SAVED)
        finally:
            self._saving = False

    def _due(self) -> None:
        self.flush()

    def _stop(self) -> None:
        for timer in (self._rest, self._latest, self._breath, self._retry):
            timer.stop()

    def _enter(self, state: SaveState, error: UserError | None = None) -> None:
        self.state = state
        self.changed.emit(state, error)

    def _timer(self, ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._due)
        return timer
