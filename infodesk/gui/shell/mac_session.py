"""What macOS tells of the session in a distributed notification: the screen was locked."""

import contextlib
import ctypes
import sys
from collections.abc import Callable

# CFNotificationCenter.h, CFString.h
_DELIVER_IMMEDIATELY = 4
_UTF8 = 0x08000100
_CORE_FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_CALLBACK = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)


class MacSession:
    """Calls `left` when the screen was locked; the main run loop brings the word."""

    def __init__(self, left: Callable[[], None]) -> None:
        self._callback = _CALLBACK(lambda *_: left())  # kept: the system holds its address
        self._core: ctypes.CDLL | None = None

    def start(self) -> None:
        """Observe the notification."""
        if sys.platform == "darwin":
            with contextlib.suppress(OSError, AttributeError):
                core = _core_foundation()
                name = core.CFStringCreateWithCString(None, b"com.apple.screenIsLocked", _UTF8)
                centre = core.CFNotificationCenterGetDistributedCenter()
                core.CFNotificationCenterAddObserver(
                    centre, id(self), self._callback, name, None, _DELIVER_IMMEDIATELY
                )
                self._core = core

    def stop(self) -> None:
        """Observe no longer."""
        if self._core is not None:
            centre = self._core.CFNotificationCenterGetDistributedCenter()
            self._core.CFNotificationCenterRemoveEveryObserver(centre, id(self))
            self._core = None


def _core_foundation() -> ctypes.CDLL:
    core = ctypes.CDLL(_CORE_FOUNDATION)
    pointer = ctypes.c_void_p
    signatures: dict[str, tuple[object, list[object]]] = {
        "CFStringCreateWithCString": (pointer, [pointer, ctypes.c_char_p, ctypes.c_uint32]),
        "CFNotificationCenterGetDistributedCenter": (pointer, []),
        "CFNotificationCenterAddObserver": (
            None,
            [pointer, pointer, _CALLBACK, pointer, pointer, ctypes.c_ssize_t],
        ),
        "CFNotificationCenterRemoveEveryObserver": (None, [pointer, pointer]),
    }
    for name, (returned, taken) in signatures.items():
        function = getattr(core, name)
        function.restype, function.argtypes = returned, taken
    return core
