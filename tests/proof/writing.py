"""A process that works on a vault and acknowledges each thing done: `writing VAULT COUNT SEED`.

`--settings journal_mode=WAL,synchronous=NORMAL` works with other settings than the app's, to see
whether the proof would notice. After each thing done the line "sequence fingerprint" is appended
to the file `acknowledged` beside the vault, in one write.
"""

import argparse
import os
from pathlib import Path
from random import Random

from infodesk.store import opening
from tests.proof.work import Worker, fingerprint, reopen, sequence


def use(settings: str) -> None:
    """Let databases be opened with other settings: `name=value` with commas between."""
    wanted = dict(pair.split("=") for pair in settings.split(",") if pair)
    opening._SETTINGS = tuple(
        f"{name} = {wanted.pop(name, value)}"
        for name, value in (setting.split(" = ") for setting in opening._SETTINGS)
    ) + tuple(f"{name} = {value}" for name, value in wanted.items())


def main() -> None:
    """Work until COUNT things are done, then end without closing anything."""
    parser = argparse.ArgumentParser()
    parser.add_argument("vault", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--settings", default="")
    asked = parser.parse_args()
    use(asked.settings)
    store = reopen(asked.vault)
    worker = Worker(store, Random(asked.seed))
    told = os.open(
        asked.vault.with_name("acknowledged"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600
    )
    for _ in range(asked.count):
        worker.do()
        line = f"{sequence(store.db)} {fingerprint(store.db)}\n"
        os.write(told, line.encode())
    os._exit(0)


if __name__ == "__main__":
    main()
