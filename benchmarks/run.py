"""Runs every benchmark in a process of its own and writes what they found, for eye and machine."""

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
GROUPS = (
    "start_up",
    "unlocking",
    "people_list",
    "today_page",
    "board",
    "read_archive",
    "import_archive",
    "import_file",
    "find_duplicates",
    "note_typing",
    "composer_checks",
    "pdf_notes",
    "bundle_size",
)
"""Modules beside this one; each has `measure(quick)` that returns figures."""

TIMEOUT_SECONDS = 240


def main() -> int:
    """Measure, print the table, write benchmarks/results/latest.{json,txt}."""
    parser = argparse.ArgumentParser(description="Measure InfoDesk against its goals.")
    parser.add_argument("groups", nargs="*", metavar="group", help=", ".join(GROUPS))
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a look, no verdict")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    unknown = set(asked.groups) - set(GROUPS)
    if unknown:
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    if asked.here:
        found = [one.as_dict() for one in _measure(asked.groups[0], quick=asked.quick)]
        print("\n" + json.dumps(found))
        return 0
    return _run_all(asked.groups or GROUPS, quick=asked.quick)


def _measure(group: str, *, quick: bool) -> Sequence[Any]:
    figures: Sequence[Any] = importlib.import_module(group).measure(quick=quick)
    return figures


def _run_all(groups: Sequence[str], *, quick: bool) -> int:
    started, figures, failed = time.monotonic(), [], []
    for group in groups:
        print(f"{group} …", file=sys.stderr, flush=True)
        found = _in_own_process(group, quick=quick)
        if found is None:
            failed.append(group)
        else:
            figures += found
    report = {
        "taken_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "quick": quick,
        "seconds": round(time.monotonic() - started),
        "machine": _machine(),
        "figures": figures,
        "failed": failed,
    }
    text = _table(report)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    (RESULTS / "latest.txt").write_text(text, encoding="utf-8")
    print(text)
    return 1 if failed else 0


def _in_own_process(group: str, *, quick: bool) -> list[dict[str, Any]] | None:
    """Return what a group measured, None if it broke; its memory and imports are its own."""
    command = [sys.executable, str(HERE / "run.py"), "--here", group]
    settings = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(HERE.parent)}
    try:
        done = subprocess.run(
            [*command, "--quick"] if quick else command,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            timeout=TIMEOUT_SECONDS,
            check=True,
            text=True,
            encoding="utf-8",
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        print(f"{group} broke: {error}", file=sys.stderr)
        return None
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _machine() -> dict[str, object]:
    loads = os.getloadavg() if hasattr(os, "getloadavg") else ()
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "load": [round(load, 2) for load in loads],
    }


# The table


def _table(report: dict[str, Any]) -> str:
    head = ("what", "value", "goal", "reached", "median", "least to most", "runs")
    rows = [head, *(_cells(figure) for figure in report["figures"])]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "-" * len(lines[0]))
    machine = report["machine"]
    lines.append("")
    lines += [f"{one['what']}: {one['note']}" for one in report["figures"] if one["note"]]
    lines.append("")
    lines.append(
        f"{report['taken_at']}, {report['seconds']} s{', quick' if report['quick'] else ''}; "
        f"{machine['system']}, Python {machine['python']}, {machine['processors']} processors, "
        f"load {machine['load']}"
    )
    lines += [f"BROKE: {group}" for group in report["failed"]]
    return "\n".join(lines) + "\n"


def _cells(figure: dict[str, Any]) -> tuple[str, ...]:
    unit, goal = figure["unit"], figure["goal"]
    reached = {True: "yes", False: "NO", None: ""}[figure["reached"]]
    return (
        figure["what"],
        f"{_number(figure['value'])} {unit}",
        "" if goal is None else f"≤ {_number(goal)} {unit}",
        reached,
        _number(figure["median"]),
        f"{_number(figure['least'])} to {_number(figure['most'])}",
        str(figure["runs"]),
    )


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(row, widths, strict=True)
    cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]
    return "  ".join(cells).rstrip()


if __name__ == "__main__":
    sys.exit(main())
