"""The C shim that records a process's file calls or makes them fail: compiling and reading it."""

import ctypes
import os
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("disk_shim.c")
ROOT = Path(__file__).resolve().parents[2]
COMPILER = shutil.which(os.environ.get("CC", "cc")) if sys.platform == "linux" else None
WHY_NOT = "needs Linux and a C compiler"

WRITING, SYNCING, NAMING, OPENING = range(4)
"""Classes of calls that can be made to fail; NAMING is truncate, unlink, rename and link."""

_HEAD = struct.Struct("<cIQQ")


@dataclass(frozen=True, slots=True)
class Call:
    """One recorded call; `path` and the target of a rename are relative to the folder."""

    kind: str
    path: str
    offset: int
    data: bytes


def compiled(folder: Path) -> Path:
    """Compile the shim into `folder` and return the library."""
    assert COMPILER
    library = folder / "disk_shim.so"
    command = [COMPILER, "-shared", "-fPIC", "-O2", "-Wall", "-o", str(library), str(SOURCE)]
    subprocess.run([*command, "-ldl", "-lpthread"], check=True)
    return library


def environment(library: Path, root: Path, log: Path | None = None) -> dict[str, str]:
    """Return the environment of a process whose calls below `root` pass through the shim."""
    found = {**os.environ, "LD_PRELOAD": str(library), "DISK_SHIM_ROOT": f"{root}/"}
    if log:
        found["DISK_SHIM_LOG"] = str(log)
    return found


def run(module: str, *arguments: object, env: dict[str, str] | None = None) -> str:
    """Run a module of the proof in a process of its own and return what it printed."""
    command = [sys.executable, "-m", f"tests.proof.{module}", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def read_log(log: Path, root: Path) -> list[Call]:
    """Return the recorded calls in the order they were made."""
    data, at, calls = log.read_bytes(), 0, []
    while at < len(data):
        kind, length, offset, size = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        path = os.path.relpath(data[at : at + length].decode(), root)
        at += length
        content = data[at : at + size]
        at += size
        if kind in b"RL":
            content = os.path.relpath(content.decode(), root).encode()
        calls.append(Call(kind.decode(), path, offset, content))
    return calls


class Faults:
    """The shim's switch, in a process that was started with it."""

    def __init__(self) -> None:
        self._shim = ctypes.CDLL(os.environ["LD_PRELOAD"])
        self._shim.disk_shim_count.restype = ctypes.c_long

    def fail(self, which: int, at: int, error: int, *, always: bool = False) -> None:
        """Let the call number `at` of a class fail with `error`, and with `always` all later."""
        self._shim.disk_shim_fail(which, ctypes.c_long(at), error, int(always))

    def stop(self) -> None:
        """Let nothing fail any more, and begin to count anew."""
        self.fail(-1, -1, 0)

    def count(self, which: int) -> int:
        """Return how many calls of a class were made since the last `fail` or `stop`."""
        return int(self._shim.disk_shim_count(which))
