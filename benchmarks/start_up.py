"""From the command to the painted lock screen: against a bare window, and against KeePassXC."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import many_people
from figures import Figure, ratio, spread
from screen import Screen, has_screen

HERE = Path(__file__).resolve().parent
_OTHER = "keepassxc"


def measure(*, quick: bool) -> list[Figure]:
    """Measure how long the lock screen takes to appear."""
    rounds = 5 if quick else 15
    with many_people.folder() as where:
        folder = many_people.make_vault_folder(where).path
        env = _environment(where)
        lock, bare = [str(HERE / "painted.py"), str(folder)], [str(HERE / "painted.py")]
        _start(lock, env)  # writes the byte-code that every later start finds
        ours, theirs = _in_turns(rounds, lambda: _start(lock, env), lambda: _start(bare, env))
        wall = [one[0] for one in ours]
        cpu = ratio("", "", [one[1] for one in ours], [one[1] for one in theirs])
        figures = [
            ratio(
                "start",
                "start to painted lock screen : bare PySide6 window",
                wall,
                [one[0] for one in theirs],
                goal=1.6,
                note=f"of processor time {cpu.value:.2f} ({cpu.least:.2f} to {cpu.most:.2f})",
            ),
            spread("start-alone", "start to painted lock screen", wall),
        ]
        if has_screen() and shutil.which(_OTHER):
            figures.append(_against_keepassxc(where, folder, rounds))
        return figures


def _environment(where: Path) -> dict[str, str]:
    """Return where the programs find their settings: in a home of their own, as after install."""
    env = {**os.environ, "HOME": str(where), "INFODESK_HOME": str(where / "home")}
    env["XDG_CONFIG_HOME"] = str(where / "config")
    env["PYTHONPYCACHEPREFIX"] = str(where / "bytecode")
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env


def _start(arguments: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Start a process that tells when it has painted; return milliseconds, and of its own time."""
    begun = time.time_ns()
    done = subprocess.run(
        [sys.executable, *arguments],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        timeout=60,
        text=True,
    )
    moment, own = map(int, done.stdout.split())
    return (moment - begun) / 1e6, own / 1e6


def _in_turns(
    rounds: int,
    ours: Callable[[], tuple[float, float]],
    theirs: Callable[[], tuple[float, float]],
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    pairs = []
    for turn in range(rounds):
        if turn % 2 == 0:
            pairs.append((ours(), theirs()))
        else:
            other = theirs()
            pairs.append((ours(), other))
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _against_keepassxc(where: Path, folder: Path, rounds: int) -> Figure:
    """Measure from outside, on one screen, by the first pixel that changes."""
    env = _environment(where)
    env["QT_QPA_PLATFORM"] = "xcb"
    env["PYTHONPATH"] = str(HERE.parent)
    database = where / "Benchmark.kdbx"
    subprocess.run(
        ["keepassxc-cli", "db-create", "-p", str(database)],
        env={**env, "QT_QPA_PLATFORM": "offscreen"},
        input="benchmark passphrase\n" * 2,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
        text=True,
    )
    ours, theirs = [], []
    with Screen() as screen:
        env["DISPLAY"] = screen.name
        commands = ([sys.executable, "-m", "infodesk", str(folder)], [_OTHER, str(database)])
        for command in commands:
            screen.time_to_paint(command, env)  # both once before it counts
        for _ in range(rounds):
            ours.append(screen.time_to_paint(commands[0], env))
            theirs.append(screen.time_to_paint(commands[1], env))
    return ratio(
        "start-keepassxc",
        "start to painted lock screen : KeePassXC",
        ours,
        theirs,
        goal=1.0,
        note="both with a vault, on Xvfb, from outside, to the first pixel",
    )
