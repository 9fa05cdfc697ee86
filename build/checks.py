"""Runs every check of the project, lint to tests, and says at the end what failed."""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(sys.executable).parent
CLOSING = re.compile(r"=* ?((?:no tests ran|(?:\d+ \w+(?:, )?)+) in [\d.]+s(?: \([\d:]+\))?) ?=*")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One program that judges the checkout by its exit status."""

    name: str
    command: Sequence[str]


CHECKS = (
    Check(name="lint", command=["ruff", "check", "."]),
    Check(name="format", command=["ruff", "format", "--check", "."]),
    Check(name="types", command=["mypy"]),
    Check(name="contracts", command=["lint-imports", "--no-logo"]),
)


def run(check: Check) -> bool:
    """Run one check, its output straight through, and return whether it passed."""
    print(f"── {check.name}: {' '.join(check.command)}", flush=True)
    start = time.monotonic()
    program, *rest = check.command
    status = subprocess.call([str(HERE / program), *rest], cwd=ROOT, stdin=subprocess.DEVNULL)
    print(f"── {check.name}: {time.monotonic() - start:.1f} s, status {status}\n", flush=True)
    return status == 0


def run_tests(rest: Sequence[str]) -> tuple[int, str]:
    """Run pytest, its output straight through; return its status and its closing line.

    Two workers, because that is what the smallest machine has; a worker that is done takes work
    from the other, because single tests differ a hundredfold in length.
    """
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *rest]
    if sys.stdout.isatty():
        command.append("--color=yes")
    settings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1"}
    closing = ""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as tests:
        assert tests.stdout is not None
        for line in tests.stdout:
            print(line, end="", flush=True)
            plain = COLOURS.sub("", line).strip()
            closing = plain if CLOSING.fullmatch(plain) else closing
    return tests.returncode, closing


def main() -> int:
    """Run all checks, the tests last; 0 if all passed and at least one test ran."""
    parser = argparse.ArgumentParser(description="Run InfoDesk's checks; the rest goes to pytest.")
    parser.add_argument("--tests-only", action="store_true", help="no lint, types, contracts")
    asked, rest = parser.parse_known_args()
    failed = [each.name for each in CHECKS if not asked.tests_only and not run(each)]
    status, closing = run_tests(rest)
    if status:
        reasons = {2: "tests (interrupted)", 5: "tests (none was run)"}
        failed.append(reasons.get(status, "tests"))
    print()
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    # Last, so that whoever reads only the end of a log sees it.
    print(closing or f"pytest ended with status {status} and no closing line")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
