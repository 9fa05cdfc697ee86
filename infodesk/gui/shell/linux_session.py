"""What Linux tells of the session over D-Bus: sleep, lock, user switch and screen saver."""

import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)

from infodesk.words import t

# man org.freedesktop.login1
LOGIN = "org.freedesktop.login1"
LOGIN_PATH = "/org/freedesktop/login1"
LOGIN_MANAGER = f"{LOGIN}.Manager"
LOGIN_SESSION = f"{LOGIN}.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
# Desktops say the same under their own names.
SCREEN_SAVERS = tuple(
    f"org.{desktop}.ScreenSaver" for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)


class LinuxSession(QObject):
    """Calls `left` when the person leaves, and holds sleep back until `left` returned.

    If `left` stops this watch, the vault is closed and the process ends; only that end takes what
    was read out of memory, so sleep is held back until then (the system waits 5 s at most).
    """

    def __init__(
        self,
        left: Callable[[], None],
        system: QDBusConnection,
        desktop: QDBusConnection | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._left, self._system, self._desktop = left, system, desktop
        self._running = False
        self._active = False
        self._session_path = ""
        self._brake: QDBusUnixFileDescriptor | None = None

    def start(self) -> None:
        """Ask for every signal and hold sleep back; a bus that is not there says nothing."""
        self._running = True
        if self._system.isConnected():
            self._hear(self._system, LOGIN, LOGIN_PATH, LOGIN_MANAGER, "PrepareForSleep", "sleep")
            self._hold_sleep()
            # The variable is exact where it is set; "auto" finds the person's graphical session.
            self._find_session([os.environ.get("XDG_SESSION_ID", ""), "auto"])
        if self._desktop is not None and self._desktop.isConnected():
            for interface in SCREEN_SAVERS:
                self._hear(self._desktop, "", "", interface, "ActiveChanged", "screen")

    def stop(self) -> None:
        """Call `left` no more."""
        self._running = False

    @property
    def holds_sleep(self) -> bool:
        """Whether the system would wait for us before it sleeps."""
        return self._brake is not None

    # What is heard

    @Slot(QDBusMessage)
    def sleep(self, message: QDBusMessage) -> None:
        """Leave before the computer sleeps; hold sleep back again after it woke."""
        if message.arguments() == [True]:
            self._leave()
            if self._running:
                self._brake = None
        elif self._brake is None:
            self._hold_sleep()

    @Slot(QDBusMessage)
    def screen(self, message: QDBusMessage) -> None:
        """Leave when the screen saver begins."""
        if message.arguments() == [True]:
            self._leave()

    @Slot(QDBusMessage)
    def lock(self, _message: QDBusMessage) -> None:
        """Leave when the session is told to lock."""
        self._leave()

    @Slot(QDBusMessage)
    def changed(self, message: QDBusMessage) -> None:
        """Look whether another session has come to the front."""
        if message.arguments()[:1] == [LOGIN_SESSION]:
            self._look_active()

    def _leave(self) -> None:
        if self._running:
            self._left()

    # What is asked

    def _hold_sleep(self) -> None:
        def held(arguments: list[Any]) -> None:
            self._brake = arguments[0]

        why = t("The vault is being closed.")
        self._ask(LOGIN_PATH, LOGIN_MANAGER, "Inhibit", ["sleep", "InfoDesk", why, "delay"], held)

    def _find_session(self, names: list[str]) -> None:
        names = [name for name in names if name]
        if not names:
            return

        def found(arguments: list[Any]) -> None:
            path = self._session_path = arguments[0].path()
            self._hear(self._system, LOGIN, path, LOGIN_SESSION, "Lock", "lock")
            self._hear(self._system, LOGIN, path, PROPERTIES, "PropertiesChanged", "changed")
            self._look_active()

        self._ask(
            LOGIN_PATH,
            LOGIN_MANAGER,
            "GetSession",
            names[:1],
            found,
            lambda: self._find_session(names[1:]),
        )

    def _look_active(self) -> None:
        def told(arguments: list[Any]) -> None:
            before, self._active = self._active, bool(arguments[0].variant())
            if before and not self._active:
                self._leave()

        self._ask(self._session_path, PROPERTIES, "Get", [LOGIN_SESSION, "Active"], told)

    def _hear(
        self, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str
    ) -> None:
        # The binding takes what SLOT() returns, though its own types say bytes.
        method: Any = SLOT(f"{slot}(QDBusMessage)")
        bus.connect(service, path, interface, name, self, method)

    def _ask(
        self,
        path: str,
        interface: str,
        method: str,
        arguments: list[Any],
        then: Callable[[list[Any]], None],
        refused: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask login1 without waiting; `then` gets what it answers."""
        message = QDBusMessage.createMethodCall(LOGIN, path, interface, method)
        message.setArguments(arguments)
        watcher = QDBusPendingCallWatcher(self._system.asyncCall(message), self)

        def answered(answer: QDBusPendingCallWatcher) -> None:
            reply = answer.reply()
            answer.deleteLater()
            if reply.type() == QDBusMessage.MessageType.ReplyMessage:
                then(reply.arguments())
            else:
                refused()

        watcher.finished.connect(answered)
