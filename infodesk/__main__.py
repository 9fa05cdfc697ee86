"""One door for both faces: a vault or nothing opens the window, anything else is a command."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window or the command line with `argv` (the process's own if None)."""
    words = list(sys.argv[1:] if argv is None else argv)
    # Imported here: `infodesk people` must not load Qt, nor the lock screen wait for argparse.
    if wants_window(words):
        # Nothing made on the way to the lock screen is garbage; `run` collects again once it shows.
        gc.disable()
        from infodesk.gui.app import run

        return run(words)
    from infodesk.cli.main import main as command

    return command(words, self_test=_self_test, demo=_demo)


def _self_test() -> int:
    from infodesk.gui.playing.self_test import self_test

    return self_test()


def _demo(folder: Path) -> int:
    from infodesk.gui.playing.demo import demo

    return demo(folder)


def wants_window(words: Sequence[str]) -> bool:
    """Say whether `words` are no command: nothing, or one path to a vault."""
    if not words:
        return True
    if len(words) > 1 or words[0].startswith("-"):
        return False
    path = Path(words[0])
    return path.suffix == ".infodesk" or len(path.parts) > 1 or (path / "vault.db").exists()


if __name__ == "__main__":
    sys.exit(main())
