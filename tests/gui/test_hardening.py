"""A running window forbids core dumps and debuggers, and overwrites memory that it frees."""

import ctypes
import subprocess
import sys

import pytest

# The whole start of the program, up to the lock screen; then it tells about itself and ends.
LOOK = """
import ctypes, resource, sys
from PySide6.QtCore import QTimer
import infodesk.gui.app as program

shown = program.Session.show_lock_screen

def look(session, folder):
    shown(session, folder)
    libc = ctypes.CDLL(None)
    get_dumpable, size = 3, 4096
    print(libc.prctl(get_dumpable, 0, 0, 0, 0))
    print(resource.getrlimit(resource.RLIMIT_CORE))
    libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    libc.free.argtypes = [ctypes.c_void_p]
    after = libc.malloc(size), libc.malloc(16)  # the second keeps the first off the heap's end
    ctypes.memset(after[0], 0x41, size)
    libc.free(after[0])
    print(ctypes.string_at(after[0] + 64, size - 128).count(b"A"))
    QTimer.singleShot(0, session.app.quit)

program.Session.show_lock_screen = look
sys.exit(program.run([]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="of Linux only")
def test_the_running_program_is_hardened():
    told = subprocess.run(
        [sys.executable, "-c", LOOK], capture_output=True, text=True, timeout=60, check=True
    )
    dumpable, core, left = told.stdout.splitlines()
    assert dumpable == "0"
    assert core == "(0, 0)"
    if hasattr(ctypes.CDLL(None), "mallopt"):  # glibc's; musl has none
        assert left == "0"
