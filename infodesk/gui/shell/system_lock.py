"""Locking together with the computer: when its screen locks, its user changes or it sleeps."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class SessionWatch(Protocol):
    """Hears one system's words about the session, until it is stopped."""

    def start(self) -> None:
        """Begin to hear; where the system says nothing, nothing happens."""

    def stop(self) -> None:
        """Hear no longer."""


class SystemLock(QObject):
    """Says `locked_by_system` when the person leaves the computer's session.

    `wanted` tells whether the person wants InfoDesk to lock then. `locked_by_system` is emitted
    before the computer goes on: what is connected directly is done before it sleeps.
    """

    locked_by_system = Signal()

    def __init__(self, wanted: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = wanted
        # Kept when stopped: the system may be calling it just then, and it holds sleep back.
        self._watch: SessionWatch | None = None
        self._listening = False

    def start(self, window: "QWidget") -> None:
        """Listen to the system as long as `window` is there; loads what that takes only now."""
        self.listen(_session_watch(self.left, window, self))

    def listen(self, watch: SessionWatch) -> None:
        """Start `watch`, which calls `left` of this object."""
        self._watch, self._listening = watch, True
        watch.start()

    def stop(self) -> None:
        """Listen no longer."""
        if self._watch is not None and self._listening:
            self._listening = False
            self._watch.stop()

    def left(self) -> None:
        """Lock if that is wanted: the person left the session, or the computer will sleep."""
        if self._listening and self._wanted():
            self.locked_by_system.emit()


def _session_watch(left: Callable[[], None], window: "QWidget", parent: QObject) -> SessionWatch:
    if sys.platform == "win32":
        from infodesk.gui.shell.windows_session import WindowsSession

        return WindowsSession(left, window.winId())
    if sys.platform == "darwin":
        from infodesk.gui.shell.mac_session import MacSession

        return MacSession(left)
    from PySide6.QtDBus import QDBusConnection

    from infodesk.gui.shell.linux_session import LinuxSession

    desktop = QDBusConnection.sessionBus() if _session_bus_runs() else None
    return LinuxSession(left, QDBusConnection.systemBus(), desktop, parent)


def _session_bus_runs() -> bool:
    """Say whether the desktop has a bus: asking for one where there is none would start it."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return "DBUS_SESSION_BUS_ADDRESS" in os.environ or (
        bool(runtime) and (Path(runtime) / "bus").exists()
    )
