"""What Windows tells of the session in messages to the window: lock, user switch and sleep."""

import contextlib
import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

# winuser.h, wtsapi32.h
_SESSION_CHANGE, _POWER_BROADCAST = 0x02B1, 0x0218
_CONSOLE_DISCONNECT, _REMOTE_DISCONNECT, _SESSION_LOCK = 0x2, 0x4, 0x7
_SUSPEND = 0x4
_THIS_SESSION = 0

LEAVING = frozenset(
    {
        (_SESSION_CHANGE, _CONSOLE_DISCONNECT),
        (_SESSION_CHANGE, _REMOTE_DISCONNECT),
        (_SESSION_CHANGE, _SESSION_LOCK),
        (_POWER_BROADCAST, _SUSPEND),
    }
)


class WindowsSession(QAbstractNativeEventFilter):
    """Calls `left` when the person leaves; `window` is the handle that Windows sends to."""

    def __init__(self, left: Callable[[], None], window: int) -> None:
        super().__init__()
        self._left, self._window = left, window

    def start(self) -> None:
        """Ask Windows for the session's messages and look at each that arrives."""
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self)
        if sys.platform == "win32":
            with contextlib.suppress(OSError, AttributeError):
                ctypes.windll.wtsapi32.WTSRegisterSessionNotification(
                    wintypes.HWND(self._window), _THIS_SESSION
                )

    def stop(self) -> None:
        """Look at no more messages."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeNativeEventFilter(self)

    def nativeEventFilter(  # noqa: N802 (Qt's name)
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        """Leave at the messages in LEAVING; never take one."""
        if kind == b"windows_generic_MSG":
            told = wintypes.MSG.from_address(int(message))
            if (told.message, told.wParam) in LEAVING:
                self._left()
        return False, 0
