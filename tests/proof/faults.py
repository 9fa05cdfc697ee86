"""Let single file calls fail during the app's work: `faults FOLDER STEP`, with the shim preloaded.

Every STEP-th write, sync, truncation or rename, and opening for writing fails, once or from then
on, with the error of a broken, full or read-only disk. Each time a child opens the vault and
works; what the app refuses with a UserError counts as not done. Afterwards, with nothing failing,
everything that was acknowledged must be there. Prints the counts as JSON.
"""

import argparse
import errno
import json
import os
import shutil
import sys
import traceback
from collections import Counter
from itertools import product
from pathlib import Path
from random import Random

from infodesk.core.errors import UserError
from infodesk.store import copying
from infodesk.store.opening import Error, as_user_error
from tests.proof.kills import read_line, tell
from tests.proof.shim import NAMING, OPENING, SYNCING, WRITING, Faults
from tests.proof.work import Worker, create, fingerprint, reopen, sequence

THINGS_DONE = 25
CLASSES = {"write": WRITING, "sync": SYNCING, "truncate or rename": NAMING, "open": OPENING}
ERRORS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC, "EROFS": errno.EROFS}


def fail_each(folder: Path, step: int) -> dict[str, int]:
    """Make every `step`-th call of each class fail in each way; return what was found after.

    "whole" and "newer" as in `power`; "refused" counts the UserErrors; all else is a fault.
    """
    faults, pristine, path = Faults(), folder / "pristine.db", folder / "vault" / "vault.db"
    store = create(pristine)
    worker = Worker(store, Random(5))
    for _ in range(40):
        worker.do()
    store.close()
    found: Counter[str] = Counter()
    _, calls = _trial(faults, pristine, path, (-1, -1, 0, False))
    for (name, which), error, always in product(CLASSES.items(), ERRORS.values(), (False, True)):
        for at in range(0, calls[which], step):
            told, counted = _trial(faults, pristine, path, (which, at, error, always))
            found["calls that failed"] += 1
            if counted:
                found["refused"] += counted[-1]
                found[_outcome(path, told)] += 1
            else:
                found[f"crash at {name} {at}, error {error}, {always}"] += 1
    return dict(found)


def _trial(
    faults: Faults, pristine: Path, path: Path, fault: tuple[int, int, int, bool]
) -> tuple[list[tuple[int, str]], list[int]]:
    """Let a child work under a fault; return what it acknowledged and its calls by class.

    The calls are followed by how many things were refused; they are empty if the child crashed.
    """
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir()
    shutil.copyfile(pristine, path)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(faults, path, fault, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().split(b"\n")
    os.waitpid(child, 0)
    counted = [int(number) for number in lines[-1].split()] if lines[-1].startswith(b"+") else []
    told = [read_line(line) for line in lines[:-1]]
    return told, counted


def _work(faults: Faults, path: Path, fault: tuple[int, int, int, bool], writing: int) -> None:
    refused = 0
    try:
        which, at, error, always = fault
        faults.fail(which, at, error, always=always)
        try:
            store = reopen(path)
            worker = Worker(store, Random(7))
            for _ in range(THINGS_DONE):
                try:
                    worker.do()
                    tell(store, writing)
                except (UserError, Error) as error:
                    refused += _is_told(error, path)
            store.close()
        except (UserError, Error) as error:
            refused += _is_told(error, path)
        counts = [faults.count(each) for each in CLASSES.values()]
        os.write(writing, ("+" + " ".join(map(str, [*counts, refused]))).encode())
    except BaseException:
        sys.stderr.write(traceback.format_exc())
    finally:
        os._exit(0)


def _is_told(error: Exception, path: Path) -> bool:
    """Say True for what the window tells as a failure of the disk; a bug is raised again."""
    if isinstance(error, UserError) or as_user_error(error, path) is not None:
        return True
    raise error


def _outcome(path: Path, told: list[tuple[int, str]]) -> str:
    try:
        store = reopen(path)
    except (UserError, Error) as error:
        return f"unopened: {error!r}"
    try:
        copying.check(store.db, path)
        reached, found = sequence(store.db), fingerprint(store.db)
    except (UserError, Error) as error:
        return f"damaged: {error!r}"
    finally:
        store.close()
    if not told:
        return "whole"
    acknowledged, known = told[-1]
    if reached == acknowledged:
        return "whole" if known in ("", found) else "mixed"
    return "newer" if reached > acknowledged else "lost"


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("step", type=int)
    asked = parser.parse_args()
    print(json.dumps(fail_each(asked.folder, asked.step)))


if __name__ == "__main__":
    main()
