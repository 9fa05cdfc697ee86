"""Power cuts during the app's own work: what of it is lost, and is the vault whole."""

import contextlib
import shutil
from collections import Counter
from pathlib import Path
from random import Random

from infodesk.core.errors import UserError
from infodesk.store import copying
from infodesk.store.opening import Error, open_database
from tests.proof import shim
from tests.proof.disk import Disk, power_cuts
from tests.proof.work import KEY, VAULT_ID, create, fingerprint, sequence

THINGS_DONE = 150
"""How much work is recorded for each round of power cuts."""


def cut_power(folder: Path, states: int, seed: int = 1, settings: str = "") -> Counter[str]:
    """Record work in `folder`, cut the power `states` times, and count what was found.

    Outcomes: "whole" (all that was acknowledged is there), "newer" (also what was about to be),
    "lost", "mixed" (a state that never was), "damaged" and "unopened".
    """
    vault, log = folder / "vault" / "vault.db", folder / "calls"
    vault.parent.mkdir(parents=True)
    library = shim.compiled(folder)
    create(vault).close()
    disk = Disk.of(vault.parent)
    env = shim.environment(library, vault.parent, log)
    shim.run("writing", vault, THINGS_DONE, seed, f"--settings={settings}", env=env)
    calls = shim.read_log(log, vault.parent)
    # What each state of the vault looks like, by its sequence, and when it was acknowledged.
    told = [call.data.decode().split() for call in calls if call.path == "acknowledged"]
    prints = {int(line[0]): line[1] for line in told if line}
    acknowledged, at = [], 0
    for call in calls:
        if call.path == "acknowledged" and call.data:
            at = int(call.data.split()[0])
        acknowledged.append(at)
    found: Counter[str] = Counter()
    for index, files in power_cuts(disk, calls, states, Random(seed)):
        found[_outcome(folder / "after", files, acknowledged[index], prints)] += 1
    return found


def _outcome(
    folder: Path, files: dict[str, bytes], acknowledged: int, prints: dict[int, str]
) -> str:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        if not name.endswith("-shm"):  # shared memory does not outlive the power
            (folder / name).write_bytes(content)
    path = folder / "vault.db"
    try:
        with contextlib.closing(open_database(path, bytearray(KEY), VAULT_ID)) as db:
            copying.check(db, path)
            db.execute("INSERT INTO text_fts (text_fts, rank) VALUES ('integrity-check', 1)")
            db.execute("INSERT INTO person_fts (person_fts, rank) VALUES ('integrity-check', 1)")
            reached, found = sequence(db), fingerprint(db)
    except (UserError, Error) as error:
        return "damaged" if "Damaged" in type(error).__name__ else f"unopened {error!r}"
    if reached < acknowledged:
        return "lost"
    if reached in prints and prints[reached] != found:
        return "mixed"
    return "newer" if reached > acknowledged else "whole"
