"""From the derived key to the painted first page with 30,000 people, and the memory held then."""

import json
import subprocess
import sys
from pathlib import Path

import many_people
from figures import Figure, Times, spread


def measure(*, quick: bool) -> list[Figure]:
    """Unlock the same vault several times, each in a fresh process as it is in life."""
    with many_people.folder() as where:
        folder = many_people.make_full_vault(where, notes=0)
        told = [_in_own_process(folder.path) for _ in range(3 if quick else 9)]
        opening = Times()
        keys = many_people.keys_of(folder)
        for _ in range(10):
            opening.take(lambda: many_people.open_with(folder, keys).close())
    unlocked = [one["ms"] for one in told]
    own = sorted(one["cpu"] for one in told)
    what = "unlocked to painted Today, 30,000 people, without key derivation"
    shown, scrolled = [one["shown"] for one in told], [one["scrolled"] for one in told]
    return [
        spread(
            "unlock",
            what,
            unlocked,
            goal=150,
            note=f"a fresh process each; of processor time {own[len(own) // 2]:.0f} ms",
        ),
        spread("open", "of it opening the database", opening.wall),
        spread(
            "memory",
            "resident memory, 30,000 people shown and searched",
            scrolled,
            unit="MB",
            goal=150,
            note=f"{sorted(shown)[len(shown) // 2]:.0f} MB before scrolling and searching",
        ),
    ]


def _in_own_process(folder: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("unlocked.py")), str(folder)],
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
