"""One window for one vault: a second InfoDesk brings the first one to the front and ends.

The window with the vault holds a lock file and watches for a signal file beside it; names are
hashes of the vault's place. No socket is needed, and none of Qt's network library.
"""

import hashlib
import os
import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

FOLDER = "open"
PATIENCE_S = 2.0
_LOOK_EVERY_S = 0.02


class Presence(QObject):
    """Says that a vault is open in this process; `wanted` is sent when another process asks."""

    wanted = Signal()

    def __init__(self, place: Path, vault: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place / FOLDER
        self._lock, self._signal = _files(self._place, vault)
        self._held: QLockFile | None = None
        self._watcher: QFileSystemWatcher | None = None

    def start(self) -> None:
        """Begin to be there; where that cannot be written, a second one is refused as before."""
        try:
            self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._signal.unlink(missing_ok=True)
        except OSError:
            return
        held = QLockFile(str(self._lock))
        held.setStaleLockTime(0)  # a process that is gone is noticed by its number
        if not held.tryLock(0):
            return
        self._held = held
        self._watcher = QFileSystemWatcher([str(self._place)], self)
        self._watcher.directoryChanged.connect(self._look)

    def stop(self) -> None:
        """Be there no longer."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        if self._held is not None:
            self._held.unlock()
            self._held = None

    def _look(self, _folder: str = "") -> None:
        if not self._signal.exists():
            return
        try:
            self._signal.unlink()  # which tells the other one that it was heard
        except OSError:
            return
        self.wanted.emit()


def call_the_other(place: Path, vault: Path, patience: float = PATIENCE_S) -> bool:
    """Return whether another process has `vault` open and came to the front."""
    lock, signal = _files(place / FOLDER, vault)
    if not lock.exists():
        return False
    mine = QLockFile(str(lock))
    mine.setStaleLockTime(0)
    if mine.tryLock(0):
        mine.unlock()
        return False
    try:
        os.close(os.open(signal, os.O_CREAT | os.O_WRONLY, 0o600))
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if not signal.exists():
                return True
            time.sleep(_LOOK_EVERY_S)
        signal.unlink(missing_ok=True)
    except OSError:
        return False
    return False


def bring_to_front(window: QWidget) -> None:
    """Show a window that may be minimised, above the others; where that is forbidden, let it ask.

    Wayland lets no program raise itself: there the window asks for attention.
    """
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


def _files(place: Path, vault: Path) -> tuple[Path, Path]:
    name = hashlib.sha256(os.path.normcase(os.path.realpath(vault)).encode()).hexdigest()[:32]
    return place / f"{name}.lock", place / f"{name}.raise"
