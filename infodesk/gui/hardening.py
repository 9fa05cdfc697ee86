"""Keeping secrets out of core dumps, debuggers and freed memory, as far as the system lets us."""

import contextlib
import ctypes
import sys

# linux/prctl.h and malloc.h
_PR_SET_DUMPABLE = 4
_M_PERTURB = -6


def harden_process() -> None:
    """Forbid core dumps and debuggers; on Linux also overwrite memory as it is freed."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            libc = ctypes.CDLL(None)
            libc.mallopt(_M_PERTURB, 0xA5)
    forbid_dumps()


def forbid_dumps() -> None:
    """Make the process unreadable to others of the same person (Linux; elsewhere nothing)."""
    _set_dumpable(0)


def allow_dumps() -> None:
    """Make the process readable again: a portal's file dialog must see who is asking."""
    _set_dumpable(1)


def _set_dumpable(value: int) -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, value, 0, 0, 0)
