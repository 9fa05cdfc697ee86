"""A million broken files for each importer: how they ended, and every seed that broke a promise.

`python benchmarks/soak_fuzz.py [--count N] [--first SEED] [importer …]`; a seed that failed comes
back with `--first SEED --count 1`.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.formats.importers import IMPORTERS
from tests.formats.mutating import Importer, attempt

_TELL_EVERY = 50_000
_MOST_FAILURES = 20


def main() -> int:
    """Run the importers that were asked for; 1 if one of them failed."""
    parser = argparse.ArgumentParser(description="Let importers read broken files.")
    parser.add_argument("importers", nargs="*", metavar="importer", help=", ".join(IMPORTERS))
    parser.add_argument("--count", type=int, default=1_000_000, help="files for each importer")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    asked = parser.parse_args()
    if unknown := set(asked.importers) - set(IMPORTERS):
        parser.error(f"no such importer: {', '.join(sorted(unknown))}")
    names = asked.importers or list(IMPORTERS)
    failed = [name for name in names if not _soak(name, asked.first, asked.count)]
    print(f"FAILED: {', '.join(failed)}" if failed else "no crash, no hang, no broken promise")
    return 1 if failed else 0


def _soak(name: str, first: int, count: int) -> bool:
    """Run one importer to its end and print what came of it; say whether nothing failed."""
    importer: Importer = IMPORTERS[name]
    ends: Counter[str] = Counter()
    failures = 0
    slowest = (0.0, first)
    started = time.process_time()
    for seed in range(first, first + count):
        before = time.process_time()
        try:
            ends[attempt(importer, seed)] += 1
        except AssertionError as error:
            failures += 1
            print(f"{name}: {error}", flush=True)
            if failures == _MOST_FAILURES:
                break
        slowest = max(slowest, (time.process_time() - before, seed))
        if (seed + 1 - first) % _TELL_EVERY == 0:
            print(f"{name}: {seed + 1 - first:,} …", file=sys.stderr, flush=True)
    seconds = time.process_time() - started
    told = ", ".join(f"{end} {number:,}" for end, number in ends.most_common())
    print(f"{name}: {ends.total():,} files in {seconds:.0f} s of processor time: {told}")
    print(f"  failures {failures}; the slowest took {1000 * slowest[0]:.0f} ms, seed {slowest[1]}")
    return not failures


if __name__ == "__main__":
    sys.exit(main())
