"""The long proof: `python -m tests.proof.soak [--share 0.01] [--only PART …]`.

Runs every part at its full amount, or a share of it, and writes what was found, with counts and
times, as Markdown and JSON. Ends with status 1 if anything was found that must not be.
"""

import argparse
import json
import platform
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from infodesk import __version__
from tests.formats.importers import IMPORTERS
from tests.formats.mutating import attempt
from tests.proof import corruption, shim
from tests.proof.foreign import foreign_hands
from tests.proof.network import play_without_network
from tests.proof.passphrases import interrupt_change
from tests.proof.power import cut_power
from tests.proof.rotations import interrupt_rotation

RESULTS = shim.ROOT / "benchmarks" / "results"
ROUND = 2_000
"""Power cuts over one recording of work; the next round records other work."""


@dataclass(frozen=True, slots=True)
class Part:
    """One row of the report: `run(folder, amount)` counts outcomes; those in `fine` are no fault.

    `amount` is what the whole proof asks for, in `unit`.
    """

    name: str
    unit: str
    amount: int
    fine: frozenset[str]
    run: Callable[[Path, int], dict[str, int]]


def power(folder: Path, amount: int) -> dict[str, int]:
    """Cut the power over recordings of different work."""
    found: Counter[str] = Counter()
    for number, start in enumerate(range(0, amount, ROUND)):
        place = folder / str(number)
        found += cut_power(place, min(ROUND, amount - start), seed=number + 1)
        shutil.rmtree(place)
    return dict(found)


def kills(folder: Path, amount: int) -> dict[str, int]:
    """Kill processes at work."""
    found: dict[str, int] = json.loads(shim.run("kills", folder, amount, 1))
    return found


def faults(folder: Path, amount: int) -> dict[str, int]:
    """Let every call fail: `amount` is how densely, 1,000 for each call there is."""
    library = shim.compiled(folder)
    env = shim.environment(library, folder / "vault")
    found: dict[str, int] = json.loads(shim.run("faults", folder, max(1, 1000 // amount), env=env))
    return found


def bytes_of_vault(folder: Path, amount: int) -> dict[str, int]:
    """Change bytes of a vault's database, all of them if `amount` allows."""
    victim = corruption.Victim(folder / "vault.infodesk", things_done=5)
    length = len(victim.files["vault.db"])
    positions = range(length)
    if amount < length:
        positions = sorted(Random(1).sample(positions, amount))
    return dict(corruption.change_bytes(victim, "vault.db", positions))


def bytes_of_keys(folder: Path, _amount: int) -> dict[str, int]:
    """Change every byte of one key file, of the other and of both."""
    victim = corruption.Victim(folder / "vault.infodesk", things_done=5)
    names = [path.name for path in victim.folder.key_files]
    everywhere = range(len(victim.files[names[0]]))
    found = corruption.change_both_key_files(victim, everywhere)
    for name in names:
        found += corruption.change_bytes(victim, name, everywhere)
    return dict(found)


def pages(folder: Path, amount: int) -> dict[str, int]:
    """Swap, zero and cut off pages."""
    victim = corruption.Victim(folder / "vault.infodesk")
    return dict(corruption.swap_and_cut(victim, amount, Random(1)))


def key_files(folder: Path, amount: int) -> dict[str, int]:
    """Fuzz key files."""
    victim = corruption.Victim(folder / "vault.infodesk", things_done=5)
    return dict(corruption.fuzz_key_files(victim, amount, Random(1)))


def backups(folder: Path, amount: int) -> dict[str, int]:
    """Fuzz backups."""
    victim = corruption.Victim(folder / "vault.infodesk", things_done=5)
    return dict(corruption.fuzz_backups(victim, amount, Random(1), folder))


def passphrases(folder: Path, amount: int) -> dict[str, int]:
    """Try wrong passphrases."""
    victim = corruption.Victim(folder / "vault.infodesk", things_done=5)
    return dict(corruption.wrong_passphrases(victim, amount, Random(1)))


def codes(folder: Path, amount: int) -> dict[str, int]:
    """Open vaults by the recovery code alone."""
    return dict(corruption.recovery_codes(folder, amount))


def changes(folder: Path, amount: int) -> dict[str, int]:
    """Interrupt passphrase changes."""
    return dict(interrupt_change(folder, amount))


def rotations(folder: Path, amount: int) -> dict[str, int]:
    """Interrupt rotations of the keys, killed after every call."""
    return dict(interrupt_rotation(folder, amount))


def hands(folder: Path, amount: int) -> dict[str, int]:
    """Let foreign hands touch a vault's files."""
    return dict(foreign_hands(folder, amount))


def importer(name: str) -> Callable[[Path, int], dict[str, int]]:
    """Return what lets one importer read broken files; a seed that failed is named."""

    def read_broken(_folder: Path, amount: int) -> dict[str, int]:
        found: Counter[str] = Counter()
        for seed in range(amount):
            try:
                attempt(IMPORTERS[name], seed)
                found["right"] += 1
            except AssertionError as error:
                found[str(error)] += 1
        return dict(found)

    return read_broken


_WHOLE = frozenset({"whole", "newer"})
_RIGHT = frozenset({"right"})
_CAUGHT = frozenset({"caught"})
_OPENS = frozenset({f"{how}: {what}" for how in ("killed", "power") for what in ("old", "new")})

PARTS = (
    Part("power", "power cuts", 100_000, _WHOLE, power),
    Part("kills", "kills", 10_000, _WHOLE | {"acknowledged"}, kills),
    Part("faults", "‰ of all calls", 1_000, _WHOLE | {"refused", "calls that failed"}, faults),
    Part("bytes", "changed bytes of a vault", 1_000_000, _RIGHT, bytes_of_vault),
    Part("key bytes", "(every byte of the key files)", 1, _RIGHT, bytes_of_keys),
    Part("pages", "pages swapped, zeroed, cut off", 10_000, _RIGHT, pages),
    Part("key files", "fuzzed key files", 1_000_000, _RIGHT, key_files),
    Part("backups", "fuzzed backups", 100_000, _RIGHT, backups),
    Part("wrong passphrases", "tries", 10_000, _RIGHT, passphrases),
    Part("recovery codes", "vaults", 1_000, _RIGHT, codes),
    Part("network", "plays without one", 20, frozenset({"tried nothing"}), play_without_network),
    Part("foreign hands", "vaults replaced, rolled back, mixed", 2_000, _CAUGHT, hands),
    Part("passphrase changes", "power cuts", 10_000, _OPENS, changes),
    Part("rotations", "power cuts", 10_000, _OPENS, rotations),
    *(
        Part(f"files for {name}", "broken files", 1_000_000, _RIGHT, importer(name))
        for name in IMPORTERS
    ),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one part found, in how many seconds."""

    part: Part
    amount: int
    found: dict[str, int]
    seconds: float

    @property
    def faults(self) -> int:
        """How many outcomes must not be."""
        return sum(count for what, count in self.found.items() if what not in self.part.fine)


def run(part: Part, share: float) -> Outcome:
    """Run one part in a folder of its own."""
    amount = max(1, round(part.amount * share))
    with tempfile.TemporaryDirectory(prefix="infodesk-proof-") as name:
        start = time.monotonic()
        found = part.run(Path(name), amount)
        return Outcome(part, amount, found, time.monotonic() - start)


def report(outcomes: list[Outcome]) -> str:
    """Return the report as Markdown."""
    lines = [
        f"# Proof of InfoDesk {__version__}",
        "",
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "",
        "| part | amount | faults | found | seconds |",
        "|---|--:|--:|---|--:|",
    ]
    for each in outcomes:
        found = ", ".join(f"{what} {count:,}" for what, count in sorted(each.found.items()))
        amount = f"{each.amount:,} {each.part.unit}"
        lines.append(
            f"| {each.part.name} | {amount} | {each.faults} | {found} | {each.seconds:.0f} |"
        )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description="Prove that nothing is lost; takes hours.")
    parser.add_argument("--share", type=float, default=1.0, help="of the full amounts")
    parser.add_argument("--only", nargs="+", choices=[part.name for part in PARTS])
    asked = parser.parse_args()
    if shim.COMPILER is None:
        print(shim.WHY_NOT, file=sys.stderr)
        return 2
    outcomes = []
    for part in PARTS:
        if asked.only and part.name not in asked.only:
            continue
        outcomes.append(run(part, asked.share))
        print(report(outcomes[-1:]).splitlines()[-1], flush=True)
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "soak.md").write_text(report(outcomes), encoding="utf-8")
    rows = [
        {
            "part": e.part.name,
            "amount": e.amount,
            "found": e.found,
            "faults": e.faults,
            "seconds": round(e.seconds, 1),
        }
        for e in outcomes
    ]
    (RESULTS / "soak.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")
    print(RESULTS / "soak.md")
    return 1 if any(each.faults for each in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
