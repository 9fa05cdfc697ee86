"""A virtual X screen that is watched from outside for the first pixel a program paints."""

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
import time
from types import TracebackType

_WIDTH, _HEIGHT, _GRID = 1600, 1000, 24
_ALL_PLANES, _Z_PIXMAP = 0xFFFFFFFF, 2
PATIENCE_SECONDS = 30.0


def has_screen() -> bool:
    """Say whether a virtual screen can be made here."""
    return bool(
        sys.platform.startswith("linux")
        and shutil.which("Xvfb")
        and ctypes.util.find_library("X11")
    )


class Screen:
    """An Xvfb of its own, as a context; `name` is its DISPLAY."""

    def __init__(self) -> None:
        self.name = ""

    def __enter__(self) -> "Screen":
        reading, writing = os.pipe()
        size = f"{_WIDTH}x{_HEIGHT}x24"
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self.name = f":{told.readline().strip()}"
        library = ctypes.CDLL(ctypes.util.find_library("X11"))
        library.XOpenDisplay.restype = ctypes.c_void_p
        library.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        library.XDefaultRootWindow.restype = ctypes.c_ulong
        library.XGetImage.restype = ctypes.c_void_p
        library.XGetImage.argtypes = [
            ctypes.c_void_p,
            ctypes.c_ulong,
            *[ctypes.c_int] * 2,
            *[ctypes.c_uint] * 2,
            ctypes.c_ulong,
            ctypes.c_int,
        ]
        library.XGetPixel.restype = ctypes.c_ulong
        library.XGetPixel.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
        library.XDestroyImage.argtypes = [ctypes.c_void_p]
        self._x = library
        self._display = library.XOpenDisplay(self.name.encode())
        self._root = library.XDefaultRootWindow(self._display)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._server.terminate()
        self._server.wait()

    def time_to_paint(self, command: list[str], env: dict[str, str]) -> float:
        """Start a program and return the milliseconds until the screen changed; then end it."""
        empty = self._look()
        begun = time.perf_counter()
        program = subprocess.Popen(
            command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            while self._look() == empty:
                if time.perf_counter() - begun > PATIENCE_SECONDS or program.poll() is not None:
                    raise RuntimeError(f"{command[0]} painted nothing")
                time.sleep(0.001)
            return 1000 * (time.perf_counter() - begun)
        finally:
            program.kill()
            program.wait()
            while self._look() != empty:
                time.sleep(0.01)

    def _look(self) -> list[int]:
        """Return a column of the screen's pixels, where every window of ours would be."""
        image = self._x.XGetImage(
            self._display, self._root, _WIDTH // 4, 0, 1, _HEIGHT, _ALL_PLANES, _Z_PIXMAP
        )
        pixels = [self._x.XGetPixel(image, 0, at) for at in range(0, _HEIGHT, _GRID)]
        self._x.XDestroyImage(image)
        return pixels
