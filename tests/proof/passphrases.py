"""Passphrase changes that are killed or lose power at any moment: does one of the two open."""

import shutil
from collections import Counter
from pathlib import Path
from random import Random

from infodesk.core.errors import UserError
from infodesk.vault.folder import VaultFolder, unlock
from tests.proof import shim
from tests.proof.changing import NEW
from tests.proof.corruption import PASSPHRASE, Victim
from tests.proof.disk import Disk, power_cuts
from tests.vault.insecure_profile import CHEAP


def interrupt_change(folder: Path, power: int, seed: int = 1) -> Counter[str]:
    """Kill a passphrase change after each of its file calls, and cut the power `power` times.

    Counts what opens afterwards: "old", "new" or "both"; "neither" and "come back" are faults.
    """
    victim = Victim(folder / "vault.infodesk", things_done=3)
    before, log = victim.folder.path, folder / "calls"
    disk = Disk.of(before)
    library = shim.compiled(folder)
    shim.run("changing", before, env=shim.environment(library, before, log))
    calls = shim.read_log(log, before)
    found: Counter[str] = Counter()
    after = VaultFolder(folder / "after.infodesk")
    killed = Disk(victim.files)
    for call in calls:
        killed.do(call)
        found[f"killed: {_opens(after, killed.now())}"] += 1
    for index, files in power_cuts(disk, calls, power, Random(seed)):
        opens = _opens(after, files)
        # Once all is done the old passphrase must not come back.
        late = index == len(calls) - 1 and opens != "new"
        found["power: come back" if late else f"power: {opens}"] += 1
    return found


def _opens(folder: VaultFolder, files: dict[str, bytes]) -> str:
    shutil.rmtree(folder.path, ignore_errors=True)
    folder.path.mkdir()
    for name, content in files.items():
        (folder.path / name).write_bytes(content)
    opened = []
    for name, passphrase in (("old", PASSPHRASE), ("new", NEW)):
        try:
            unlock(folder, passphrase, kdf=CHEAP).wipe()
            opened.append(name)
        except UserError:
            continue
    return "both" if len(opened) == 2 else "".join(opened) or "neither"
