"""Foreign hands on a vault: replaced under it, rolled back, with another one's journal: noticed?

Each trial works on a vault, does one of the things sync services and careless copying do to its
files, and goes on. It must be noticed before anything more is acknowledged, and nothing that was
acknowledged here may be lost without a word.
"""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from infodesk.core.changes import Step
from infodesk.core.errors import UserError, VaultDamaged, VaultReplaced
from infodesk.core.freshness import Standing
from infodesk.core.progress import finish
from infodesk.operations import freshness, vaults
from infodesk.store import copying
from infodesk.store.store import Store, utc_now
from infodesk.vault.folder import VaultFolder, key_file_bytes
from infodesk.vault.keys import Keys
from tests.proof.corruption import PASSPHRASE
from tests.proof.work import Worker, fingerprint
from tests.vault.insecure_profile import CHEAP


class Bench:
    """A vault in two moments of its life, an unfinished journal of each, and what is remembered."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = Random(seed)
        self.folder = VaultFolder(folder / "vault.infodesk")
        self.memory = folder / "seen"
        self.keys = finish(vaults.make_keys(self.folder, PASSPHRASE, CHEAP))
        vaults.make_vault(self.folder, self.keys).close()
        self.work(8)
        self.early = self.files()
        self.early_journal = self.unfinished()
        self.work(6)
        self.late = self.files()
        self.late_journal = self.unfinished()

    def open(self) -> Store:
        """Open the vault as the app does, and remember it."""
        store = vaults.open_vault(self.folder, self.keys)
        freshness.note_open(store, self.folder, self.keys, self.memory)
        return store

    def close(self, store: Store) -> str:
        """Close the vault as the app does; return the fingerprint of what it holds."""
        holds, sequence, token = fingerprint(store.db), store.sequence, store.token
        store.close()
        freshness.note_closed(self.folder, self.keys, self.memory, sequence, token)
        return holds

    def work(self, things: int) -> str:
        """Open the vault, do some things, close it; return what it holds."""
        store = self.open()
        worker = Worker(store, self.random)
        for _ in range(things):
            worker.do()
        return self.close(store)

    def files(self) -> dict[str, bytes]:
        """Return the vault's files."""
        return {each.name: each.read_bytes() for each in self.folder.path.iterdir()}

    def put(self, files: dict[str, bytes]) -> None:
        """Let the folder hold exactly `files`, as new files."""
        shutil.rmtree(self.folder.path, ignore_errors=True)
        self.folder.path.mkdir()
        for name, content in files.items():
            (self.folder.path / name).write_bytes(content)

    def unfinished(self) -> bytes:
        """Return the journal of a transaction in the middle of which somebody copied the files."""
        before = self.files()
        store = vaults.open_vault(self.folder, self.keys)
        store.db.execute("PRAGMA cache_size = 4")
        try:
            with store.transaction(Step(code="add-person")) as db:
                for number in range(60):
                    words = str(self.random.random()) * 40
                    db.execute("INSERT INTO setting VALUES (NULL, ?, ?)", (str(number), words))
                journal = (self.folder.path / "vault.db-journal").read_bytes()
                raise InterruptedError
        except InterruptedError:
            store.close()
        self.put(before)
        assert len(journal) > 4096
        return journal

    def elsewhere(self, files: dict[str, bytes], things: int) -> dict[str, bytes]:
        """Return what becomes of `files` on another computer where some things are done."""
        mine = self.files()
        self.put(files)
        store = vaults.open_vault(self.folder, self.keys)
        worker = Worker(store, self.random)
        for _ in range(things):
            worker.do()
        store.close()
        changed = self.files()
        self.put(mine)
        return changed


def replaced(bench: Bench, hand: Callable[[Bench], object], *, in_place: bool = False) -> str:
    """Let `hand` touch the files of the open vault; "caught" if the next change is refused.

    And if what was acknowledged is in the vault that is kept then, unless its very bytes were
    overwritten `in_place`.
    """
    bench.put(bench.late)
    store = bench.open()
    worker = Worker(store, bench.random)
    for _ in range(3):
        worker.do()
    holds, sequence = fingerprint(store.db), store.sequence
    key_file = key_file_bytes(bench.folder, bench.keys)
    hand(bench)
    try:
        with store.transaction(Step(code="add-person")) as db:
            db.execute("INSERT INTO setting VALUES (NULL, 'x', '')")
        outcome = "acknowledged"
    except VaultReplaced:
        outcome = "caught" if store.sequence == sequence else "written"
    try:
        kept = finish(
            freshness.keep_what_is_open(store, bench.folder, bench.keys, key_file, utc_now())
        )
    except VaultDamaged:
        # What was overwritten in place is nowhere any more; that must be told, not hidden.
        store.close()
        return outcome if in_place else "not kept"
    store.close()
    if outcome == "caught" and _holds(VaultFolder(kept), bench.keys) != holds:
        outcome = "lost"
    shutil.rmtree(kept)
    return outcome


def found(bench: Bench, files: dict[str, bytes], allowed: set[Standing]) -> str:
    """Put `files` in the place of the closed vault; "caught" if opening tells so."""
    bench.put(bench.late)
    holds = bench.work(2)
    late = bench.files()
    bench.put({**late, **files} if "vault.db" not in files else files)
    sighting = freshness.look(bench.folder, bench.keys, bench.memory)
    if sighting.standing not in allowed:
        return f"taken for {sighting.standing}"
    if sighting.standing is Standing.SAME:
        if not sighting.put_aside:
            return "played"
        return "caught" if _holds(bench.folder, bench.keys) == holds else "lost"
    if sighting.standing is Standing.MIXED:
        return _sorted_out(bench)
    return "caught"


def _sorted_out(bench: Bench) -> str:
    """Say "caught" if what remains after sorting out is whole, or is told to be damaged."""
    before = bench.files()
    kept = VaultFolder(finish(freshness.sort_out_journal(bench.folder, bench.keys, utc_now())))
    same = {each.name: each.read_bytes() for each in kept.path.iterdir()} == before
    shutil.rmtree(kept.path)
    try:
        copying.examine(bench.folder.database, bench.keys.database(), bench.keys.vault_id)
    except UserError as error:
        return type(error).__name__
    return "caught" if same else "not kept"


def _holds(folder: VaultFolder, keys: Keys) -> str:
    copying.examine(folder.database, keys.database(), keys.vault_id)
    store = vaults.open_vault(folder, keys)
    holds = fingerprint(store.db)
    store.close()
    return holds


def _other_name(bench: Bench) -> Path:
    path = bench.folder.path.with_name("incoming")
    path.write_bytes(bench.early["vault.db"])
    return path


def _hands() -> dict[str, Callable[[Bench], str]]:
    older, other, mixed = {Standing.OLDER}, {Standing.OTHER}, {Standing.MIXED}
    journal = "vault.db-journal"
    return {
        "replaced by a rename": lambda b: replaced(
            b, lambda b: _other_name(b).rename(b.folder.database)
        ),
        "removed": lambda b: replaced(b, lambda b: b.folder.database.unlink()),
        "folder moved away": lambda b: replaced(
            b, lambda b: b.folder.path.rename(b.folder.path.with_name(f"{b.random.random()}"))
        ),
        "overwritten in place": lambda b: replaced(
            b, lambda b: b.folder.database.write_bytes(b.early["vault.db"]), in_place=True
        ),
        "rolled back": lambda b: found(b, b.early, older),
        "only the database rolled back": lambda b: found(
            b, {**b.late, "vault.db": b.early["vault.db"]}, older
        ),
        "rolled back and worked on": lambda b: found(b, b.elsewhere(b.early, 12), other),
        "worked on elsewhere at the same time": lambda b: found(b, b.elsewhere(b.late, 5), other),
        "its own old journal": lambda b: found(b, {journal: b.late_journal}, {Standing.SAME}),
        "an earlier journal": lambda b: found(b, {journal: b.early_journal}, {Standing.SAME}),
        "rolled back with a journal": lambda b: found(
            b, {**b.early, journal: b.early_journal}, mixed
        ),
        "another version with a journal": lambda b: found(
            b, {**b.elsewhere(b.late, 3), journal: b.early_journal}, mixed
        ),
    }


def foreign_hands(folder: Path, count: int, seed: int = 1) -> Counter[str]:
    """Do `count` trials, each thing in turn; count the outcomes."""
    outcomes: Counter[str] = Counter()
    bench, hands = Bench(folder, seed), list(_hands().items())
    for number in range(count):
        name, hand = hands[number % len(hands)]
        outcome = hand(bench)
        outcomes[outcome if outcome == "caught" else f"{name}: {outcome}"] += 1
    return outcomes


def untouched(folder: Path, count: int, seed: int = 2) -> Counter[str]:
    """Open what nobody touched, what crashed, what went on elsewhere; count what is said of it."""
    outcomes: Counter[str] = Counter()
    bench = Bench(folder, seed)
    for number in range(count):
        bench.put(bench.late)
        bench.work(2)
        match number % 3:
            case 1:
                store = bench.open()
                Worker(store, bench.random).do()
                store.close()  # as after a crash: nothing is remembered of it
            case 2:
                bench.put(bench.elsewhere(bench.files(), 3))
        standing = freshness.look(bench.folder, bench.keys, bench.memory).standing
        outcomes[str(standing)] += 1
    return outcomes
