"""Playing InfoDesk where nothing can reach a network, and seeing what tried."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.proof.shim import COMPILER, ROOT

SOURCE = Path(__file__).with_name("network_shim.c")
PLAY = ("-m", "infodesk", "--self-test")
"""The main job: a vault made, imports, meetings, notes, PDFs, search, lock, recovery."""


def compiled(folder: Path) -> Path:
    """Compile the shim that refuses every socket but local ones, and return the library."""
    assert COMPILER
    library = folder / "network_shim.so"
    command = [COMPILER, "-shared", "-fPIC", "-O2", "-Wall", "-o", str(library), str(SOURCE)]
    subprocess.run([*command, "-ldl"], check=True)
    return library


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a process with a home of its own and a window nobody sees."""
    folder.mkdir(parents=True)
    own = {name: str(folder) for name in ("HOME", "INFODESK_HOME", "TMPDIR", "XDG_RUNTIME_DIR")}
    return {**os.environ, **own, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}


def refused(library: Path, folder: Path, *command: str) -> tuple[list[str], int, str]:
    """Run Python without a network; return the calls it tried, its status and what it complained.

    Every library of the process is seen, whatever it is written in.
    """
    log = folder / "log"
    env = environment(folder / "home")
    env |= {"LD_PRELOAD": str(library), "NETWORK_SHIM_LOG": str(log)}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True
    )
    tried = log.read_text().splitlines() if log.exists() else []
    return tried, done.returncode, done.stderr


def without_network() -> list[str]:
    """Return what begins a command in a namespace without a network, nothing where none may be."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return []
    command = [unshare, "--user", "--map-root-user", "--net"]
    tried = subprocess.run([*command, "true"], capture_output=True)
    return command if tried.returncode == 0 else []


def play_without_network(folder: Path, amount: int) -> dict[str, int]:
    """Play the main job so often, refused and then in a namespace; count what was tried."""
    library, found = compiled(folder), {"tried nothing": 0, "reached out": 0, "failed": 0}
    for number in range(amount):
        tried, status, _complaint = refused(library, folder / f"refused{number}", *PLAY)
        found["failed" if status else "reached out" if tried else "tried nothing"] += 1
        if start := without_network():
            env = environment(folder / f"apart{number}")
            command = [*start, sys.executable, *PLAY]
            done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True)
            found["failed" if done.returncode else "tried nothing"] += 1
    return {what: count for what, count in found.items() if count}
