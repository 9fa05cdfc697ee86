"""Kill a process in the midst of its work, again and again: `kills FOLDER COUNT SEED`.

Each time a child opens the vault, works through the app's own operations, tells the parent of
each thing done, and is killed at a moment drawn at random. The parent then opens the vault and
looks whether everything it was told of is there. Prints the counts as JSON.
"""

import argparse
import json
import os
import signal
import time
from collections import Counter
from pathlib import Path
from random import Random

from infodesk.core.errors import UserError
from infodesk.store import copying
from infodesk.store.opening import Error
from infodesk.store.store import Store
from tests.proof.work import Worker, create, fingerprint, reopen, sequence

MOST_DONE = 5
"""How many things a child does at most before the one it is killed in."""
LONGEST_WAIT = 0.012
"""Seconds within which it is then killed: about as long as a thing takes."""


def kill(folder: Path, count: int, seed: int) -> dict[str, int]:
    """Kill `count` children; return how many things were acknowledged and what was found after.

    "whole" and "newer" as in `power`; every other outcome is a fault.
    """
    path, random = folder / "vault.db", Random(seed)
    create(path).close()
    found: Counter[str] = Counter()
    for number in range(count):
        told = _one_life(path, random)
        found["acknowledged"] += max(len(told) - 1, 0)
        found[_outcome(path, told, check=number % 25 == 0)] += 1
    return dict(found)


def _one_life(path: Path, random: Random) -> list[tuple[int, str]]:
    """Let a child work and kill it; return what it told, first how it found the vault."""
    seed, done = random.randrange(1 << 30), random.randint(0, MOST_DONE)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live(path, seed, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        first = [pipe.readline() for _ in range(done + 1)]
        time.sleep(random.uniform(0, LONGEST_WAIT))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = [*first, *pipe.read().split(b"\n")]
    return [read_line(line) for line in lines if line.strip()]


def read_line(line: bytes) -> tuple[int, str]:
    """Return the sequence that was acknowledged, and the fingerprint if it was still told."""
    number, _, known = line.partition(b" ")
    return int(number), known.strip().decode() if len(known.strip()) == 64 else ""


def tell(store: Store, writing: int) -> None:
    """Acknowledge the newest thing done at once, then tell what the vault looks like."""
    os.write(writing, str(sequence(store.db)).encode())
    os.write(writing, f" {fingerprint(store.db)}\n".encode())


def _live(path: Path, seed: int, writing: int) -> None:
    status = 1
    try:
        store = reopen(path)
        tell(store, writing)
        worker = Worker(store, Random(seed))
        while True:
            worker.do()
            tell(store, writing)
    finally:
        os._exit(status)


def _outcome(path: Path, told: list[tuple[int, str]], *, check: bool) -> str:
    try:
        store = reopen(path)
    except (UserError, Error) as error:
        return type(error).__name__
    try:
        reached, found = sequence(store.db), fingerprint(store.db)
        if check:
            copying.check(store.db, path)
    except (UserError, Error) as error:
        return type(error).__name__
    finally:
        store.close()
    if not told:
        return "silent"
    acknowledged, known = told[-1]
    if reached == acknowledged:
        return "whole" if known in ("", found) else "mixed"
    return "newer" if reached == acknowledged + 1 else "lost"


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int)
    asked = parser.parse_args()
    print(json.dumps(kill(asked.folder, asked.count, asked.seed)))


if __name__ == "__main__":
    main()
