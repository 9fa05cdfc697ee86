"""Starts a program on an X server of its own, waits for its window, pictures it and closes it."""

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 30.0  # seconds; a cold start from a slow disk takes under ten


class _Attributes(ctypes.Structure):
    """Xlib's XWindowAttributes, of which only the map state is read."""

    _fields_ = (
        ("place", ctypes.c_int * 5),  # x, y, width, height, border_width
        ("depth", ctypes.c_int),
        ("visual", ctypes.c_void_p),
        ("root", ctypes.c_ulong),
        ("gravity", ctypes.c_int * 4),  # class, bit_gravity, win_gravity, backing_store
        ("planes", ctypes.c_ulong * 2),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        ("map_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        ("rest", ctypes.c_long * 16),
    )


class _ClientMessage(ctypes.Structure):
    """Xlib's XClientMessageEvent, as long as an XEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 24),
    )


_CLIENT_MESSAGE, _VIEWABLE = 33, 2  # X.h


class NoWindow(Exception):
    """The program did not open the window, or did not close when asked; the text says which."""


@contextmanager
def screen() -> Iterator[str]:
    """Run an X server without a screen for the block and give its DISPLAY."""
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1280x800x24",
        "-nolisten",
        "tcp",
    ]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                number = told.readline().strip()
            if not number:
                raise NoWindow("Xvfb did not start")
            yield f":{number}"
        finally:
            server.terminate()


class Display:
    """What Xlib tells of the windows on one X server."""

    def __init__(self, name: str) -> None:
        self._x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        for function in (self._x.XOpenDisplay, self._x.XDefaultRootWindow, self._x.XInternAtom):
            function.restype = ctypes.c_void_p
        self._at = ctypes.c_void_p(self._x.XOpenDisplay(name.encode()))
        if not self._at:
            raise NoWindow(f"the X server {name} does not answer")
        self._root: int = self._x.XDefaultRootWindow(self._at)

    def windows(self) -> dict[int, str]:
        """Return the titles of the windows that can be seen, by their ids.

        Qt also keeps windows that are never shown, one of them with the application's name.
        """
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        self._x.XQueryTree(
            self._at,
            ctypes.c_ulong(self._root),
            ctypes.byref(root),
            ctypes.byref(parent),
            ctypes.byref(children),
            ctypes.byref(count),
        )
        seen = [children[i] for i in range(count.value) if self._viewable(children[i])]
        if count.value:
            self._x.XFree(children)
        return {window: self._property(window, "_NET_WM_NAME") for window in seen}

    def ask_to_close(self, window: int) -> None:
        """Send `window` what a window manager sends when its close button is pressed."""
        data = (ctypes.c_long * 5)(self._atom("WM_DELETE_WINDOW"), 0, 0, 0, 0)
        message = _ClientMessage(
            _CLIENT_MESSAGE, 0, 1, self._at, window, self._atom("WM_PROTOCOLS"), 32, data
        )
        self._x.XSendEvent(self._at, ctypes.c_ulong(window), 0, 0, ctypes.byref(message))
        self._x.XSync(self._at, 0)

    def _viewable(self, window: int) -> bool:
        told = _Attributes()
        self._x.XGetWindowAttributes(self._at, ctypes.c_ulong(window), ctypes.byref(told))
        return bool(told.map_state == _VIEWABLE)

    def _atom(self, name: str) -> int:
        return int(self._x.XInternAtom(self._at, name.encode(), 0))

    def _property(self, window: int, name: str) -> str:
        kind, form = ctypes.c_ulong(), ctypes.c_int()
        count, left = ctypes.c_ulong(), ctypes.c_ulong()
        value = ctypes.c_char_p()
        self._x.XGetWindowProperty(
            self._at,
            ctypes.c_ulong(window),
            ctypes.c_ulong(self._atom(name)),
            ctypes.c_long(0),
            ctypes.c_long(1024),
            0,
            ctypes.c_ulong(0),
            ctypes.byref(kind),
            ctypes.byref(form),
            ctypes.byref(count),
            ctypes.byref(left),
            ctypes.byref(value),
        )
        return (value.value or b"").decode("utf-8", "replace")


def try_window(program: list[str], title: str, picture: Path) -> float:
    """Start `program`, wait for a window whose title holds `title`, picture it, close it.

    Returns the seconds from start to window. Raises NoWindow if the window does not appear, or the
    program does not end well after being asked to close. Its home is an empty temporary folder.
    """
    with screen() as name, tempfile.TemporaryDirectory() as home:
        settings = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "QT_"))}
        settings.update(HOME=home, DISPLAY=name, QT_QPA_PLATFORM="xcb")
        settings.pop("WAYLAND_DISPLAY", None)
        display = Display(name)
        start = time.monotonic()
        with subprocess.Popen(program, env=settings, cwd=home) as running:
            try:
                window = _wait_for(display, title, running)
                took = time.monotonic() - start
                time.sleep(1.0)  # let it paint: nothing on X tells when a window has
                _take(name, picture)
                display.ask_to_close(window)
                status = running.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                raise NoWindow("the window was asked to close, but the program goes on") from None
            finally:
                running.kill()
        if status:
            raise NoWindow(f"the program ended with status {status}")
    return took


def _wait_for(display: Display, title: str, running: "subprocess.Popen[bytes]") -> int:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if running.poll() is not None:
            raise NoWindow(f"the program ended with status {running.returncode} before any window")
        for window, words in display.windows().items():
            if title in words:
                return window
        time.sleep(0.02)
    raise NoWindow(f"no window titled “{title}” within {PATIENCE:.0f} s")


def _take(display: str, picture: Path) -> None:
    """Save what the screen shows as a PNG; a picture of one colour raises NoWindow."""
    code = (
        "import sys; from PySide6.QtGui import QGuiApplication\n"
        "app = QGuiApplication([]); seen = app.primaryScreen().grabWindow(0).toImage()\n"
        "points = {seen.pixel(x, y) for x in range(0, seen.width(), 7)"
        " for y in range(0, seen.height(), 7)}\n"
        "sys.exit(0 if seen.save(sys.argv[1]) and len(points) > 8 else 3)\n"
    )
    picture.parent.mkdir(parents=True, exist_ok=True)
    settings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    if subprocess.call([sys.executable, "-c", code, str(picture)], env=settings):
        raise NoWindow("the window is there but shows nothing")


def possible() -> bool:
    """Say whether a window can be tried here: Linux with Xvfb."""
    return sys.platform.startswith("linux") and shutil.which("Xvfb") is not None
