"""Rotations that are killed or lose power at any moment: what opens, and is everything there."""

import contextlib
import shutil
from collections import Counter
from pathlib import Path
from random import Random

from infodesk.core.errors import UserError
from infodesk.store import copying
from infodesk.store.opening import open_database
from infodesk.vault.folder import VaultFolder, unlock, unlock_with_recovery_code
from infodesk.vault.keys import Keys
from tests.proof import shim
from tests.proof.corruption import PASSPHRASE, Victim
from tests.proof.disk import Disk, power_cuts
from tests.proof.work import fingerprint
from tests.vault.insecure_profile import CHEAP

_LAST = 40
"""The last calls decide: half of the power cuts are among them."""


def interrupt_rotation(
    folder: Path, power: int, seed: int = 1, most_kills: int | None = None
) -> Counter[str]:
    """Kill a rotation after each of its file calls, or `most_kills` of them; cut the power.

    Counts whose keys the vault has afterwards, "old" or "new": the passphrase must open it, and
    exactly one of the two recovery codes, and it must hold what it held. All else is a fault.
    """
    victim = Victim(folder / "vault.infodesk", things_done=3)
    before, log = victim.folder.path, folder / "calls"
    disk, last, killed = (Disk(victim.files) for _ in range(3))
    library = shim.compiled(folder)
    env = shim.environment(library, before, log)
    code = shim.run("rotating", before, folder / "seen", env=env).strip()
    calls = shim.read_log(log, before)
    random = Random(seed)
    moments = set(range(len(calls)))
    if most_kills is not None and most_kills < len(calls):
        # The last calls decide; before them the old vault is only read.
        late = range(len(calls) - most_kills // 2, len(calls))
        early = range(len(calls) - most_kills // 2)
        moments = {*late, *random.sample(early, most_kills - most_kills // 2)}
    found: Counter[str] = Counter()
    after = VaultFolder(folder / "after.infodesk")
    for index, call in enumerate(calls):
        killed.do(call)
        if index in moments:
            found[f"killed: {_opens(after, killed.now(), victim, code)}"] += 1
    for call in calls[:-_LAST]:
        last.do(call)
    for _, files in power_cuts(disk, calls[:-_LAST], power // 2, random):
        found[f"power: {_opens(after, files, victim, code)}"] += 1
    for index, files in power_cuts(last, calls[-_LAST:], power - power // 2, random):
        opens = _opens(after, files, victim, code)
        come_back = index == _LAST - 1 and opens != "new"
        found["power: come back" if come_back else f"power: {opens}"] += 1
    return found


def _opens(folder: VaultFolder, files: dict[str, bytes], victim: Victim, new_code: str) -> str:
    shutil.rmtree(folder.path, ignore_errors=True)
    folder.path.mkdir()
    for name, content in files.items():
        (folder.path / name).write_bytes(content)
    by_code = []
    for name, code in (("old", victim.code), ("new", new_code)):
        try:
            unlock_with_recovery_code(folder, code).wipe()
            by_code.append(name)
        except UserError:
            continue
    try:
        with unlock(folder, PASSPHRASE, kdf=CHEAP) as keys:
            code = keys.recovery_code()
            holds = _holds(folder, keys)
    except UserError as error:
        return type(error).__name__
    name = {victim.code: "old", new_code: "new"}.get(code, "strange")
    if holds != victim.print:
        return "other content"
    return name if by_code == [name] else f"passphrase {name}, codes {by_code}"


def _holds(folder: VaultFolder, keys: Keys) -> str:
    path = folder.database
    with contextlib.closing(open_database(path, keys.database(), keys.vault_id)) as db:
        copying.check(db, path)
        return fingerprint(db)
