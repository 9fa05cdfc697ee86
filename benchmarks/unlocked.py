"""A process that unlocks a vault, uses the list a little, and tells its time and memory."""

import json
import sys
from pathlib import Path

from figures import Times
from open_window import open_window, settle

from infodesk.vault.folder import VaultFolder


def resident() -> float:
    """Return the resident memory of this process, shared libraries included, in MB of 1,000,000.

    0 where the system does not say.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024 / 1e6


def main() -> None:
    """Unlock the vault named on the command line and print what it took as JSON."""
    times = Times()
    with open_window(VaultFolder(Path(sys.argv[1])), times) as work:
        shown, page = resident(), work.people
        bar = page.table.verticalScrollBar()
        for part in range(1, 101):
            bar.setValue(bar.maximum() * part // 100)
            settle()
        for text in ("a", "an", "ann", ""):
            page.filters.search.setText(text)
            settle()
        found = {
            "ms": times.wall[0],
            "cpu": times.cpu[0],
            "shown": shown,
            "scrolled": resident(),
        }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
