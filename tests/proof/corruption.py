"""Change, swap and cut the bytes of a vault's files: is the right thing said, is anything wrong.

Every trial damages one file of a whole vault, unlocks and opens it as the app does, and looks at
every row. A vault that opens must hold exactly what it held; one that does not must say what is
wrong with it.
"""

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from infodesk.core.errors import (
    BackupDamaged,
    KeyFilesDamaged,
    UserError,
    VaultDamaged,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
)
from infodesk.core.progress import finish
from infodesk.operations import vaults
from infodesk.store import copying
from infodesk.store.opening import open_database
from infodesk.vault.backup import extract_backup
from infodesk.vault.folder import VaultFolder, unlock, unlock_with_recovery_code
from infodesk.vault.keyfile import VAULT_ID_LENGTH
from infodesk.vault.keys import Keys
from tests.proof.work import Worker, fingerprint
from tests.vault.insecure_profile import CHEAP

PASSPHRASE = "five plain words for tests"
PAGE = 4096


class Victim:
    """A whole vault with some work in it, that can be damaged and put right again."""

    def __init__(self, path: Path, things_done: int = 40) -> None:
        self.folder = VaultFolder(path)
        keys = finish(vaults.make_keys(self.folder, PASSPHRASE, CHEAP))
        store = vaults.make_vault(self.folder, keys)
        worker = Worker(store, Random(3))
        for _ in range(things_done):
            worker.do()
        # Damage to a page that nothing uses is no damage: there shall be none.
        store.db.set_authorizer(None)
        store.db.execute("VACUUM")
        self.print = fingerprint(store.db)
        self.backup = path.with_suffix(".idbackup")
        vaults.back_up(store, self.folder, keys, self.backup)
        store.close()
        self.code = keys.recovery_code()
        keys.wipe()
        self.files = {each.name: each.read_bytes() for each in path.iterdir()}

    def put(self, name: str, content: bytes) -> None:
        """Let one file hold `content`."""
        (self.folder.path / name).write_bytes(content)

    def heal(self) -> None:
        """Put every file right again."""
        for name, content in self.files.items():
            path = self.folder.path / name
            if not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)

    def open(self) -> str:
        """Unlock and read everything; "same", "other" or the name of what is refused."""
        try:
            with unlock(self.folder, PASSPHRASE, kdf=CHEAP) as keys:
                return self._read(self.folder, keys)
        except UserError as error:
            return type(error).__name__

    def open_with_code(self) -> str:
        """Do `open` with the recovery code."""
        try:
            with unlock_with_recovery_code(self.folder, self.code) as keys:
                return self._read(self.folder, keys)
        except UserError as error:
            return type(error).__name__

    def _read(self, folder: VaultFolder, keys: Keys) -> str:
        path = folder.database
        with contextlib.closing(open_database(path, keys.database(), keys.vault_id)) as db:
            copying.check(db, path)
            return "same" if fingerprint(db) == self.print else "other"

    def restore(self, content: bytes, to: Path) -> str:
        """Restore a backup that holds `content`; outcomes as of `open`."""
        self.backup.write_bytes(content)
        folder = VaultFolder(to)
        try:
            extract_backup(self.backup, folder)
            with unlock(folder, PASSPHRASE, kdf=CHEAP) as keys:
                return self._read(folder, keys)
        except UserError as error:
            return type(error).__name__


def change_bytes(victim: Victim, name: str, positions: Iterable[int]) -> Counter[str]:
    """Change one byte of a file after the other; return how often what came out.

    "right" is: the database says it is damaged (or is the same, where only the plain vault id was
    hit, which is mended from the key file); a key file alone is mended from its twin.
    """
    found: Counter[str] = Counter()
    whole = victim.files[name]
    expected = {"vault.db": {VaultDamaged.__name__}}.get(name, {"same"})
    for position in positions:
        content = bytearray(whole)
        content[position] ^= 1 + position % 255
        victim.put(name, bytes(content))
        outcome = victim.open()
        plain = name == "vault.db" and position < VAULT_ID_LENGTH
        right = outcome in (expected if not plain else {"same"})
        found["right" if right else f"{outcome} at {position}"] += 1
        victim.heal()
    return found


def change_both_key_files(victim: Victim, positions: Iterable[int]) -> Counter[str]:
    """Change the same byte of both key files; right is: damaged, and the code still opens."""
    found: Counter[str] = Counter()
    names = [path.name for path in victim.folder.key_files]
    for position in positions:
        for name in names:
            content = bytearray(victim.files[name])
            content[position] ^= 1 + position % 255
            victim.put(name, bytes(content))
        outcome, by_code = victim.open(), victim.open_with_code()
        right = outcome == KeyFilesDamaged.__name__ and by_code == "same"
        found["right" if right else f"{outcome}, {by_code} at {position}"] += 1
        victim.heal()
    return found


def swap_and_cut(victim: Victim, count: int, random: Random) -> Counter[str]:
    """Swap, zero and cut off pages of the database; right is: damaged, or missing when empty."""
    found: Counter[str] = Counter()
    whole = victim.files["vault.db"]
    pages = len(whole) // PAGE
    for content in _broken(whole, pages, count, random):
        victim.put("vault.db", content)
        outcome = victim.open()
        right = outcome == (VaultDamaged if content else VaultMissing).__name__
        found["right" if right else f"{outcome} of {len(content)} bytes"] += 1
        victim.heal()
    return found


def _broken(whole: bytes, pages: int, count: int, random: Random) -> Iterator[bytes]:
    for number in range(count):
        one, other = (page * PAGE for page in random.sample(range(pages), 2))
        match number % 3:
            case 0:
                content = bytearray(whole)
                content[one : one + PAGE] = whole[other : other + PAGE]
                content[other : other + PAGE] = whole[one : one + PAGE]
                yield bytes(content)
            case 1:
                yield whole[:one] + bytes(PAGE) + whole[one + PAGE :]
            case _:
                yield whole[: random.randrange(len(whole)) if number > 2 else 0]


def mutated(content: bytes, random: Random) -> bytes:
    """Return `content` with a few bytes changed, put in, left out or repeated."""
    result = bytearray(content)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(result) + 1)
        match random.randrange(4):
            case 0 if at < len(result):
                result[at] ^= random.randint(1, 255)
            case 1:
                result[at:at] = random.randbytes(random.randint(1, 8))
            case 2:
                del result[at : at + random.randint(1, 40)]
            case _:
                result[at:at] = result[max(0, at - random.randint(1, 60)) : at]
    return bytes(result)


def fuzz_key_files(victim: Victim, count: int, random: Random) -> Counter[str]:
    """Put the same mutated bytes into both key files; right is any refusal by name, or the same."""
    found: Counter[str] = Counter()
    names = [path.name for path in victim.folder.key_files]
    allowed = {"same", KeyFilesDamaged.__name__, VaultTooNew.__name__}
    for _ in range(count):
        content = mutated(victim.files[names[0]], random)
        for name in names:
            victim.put(name, content)
        outcome = victim.open()
        found["right" if outcome in allowed else outcome] += 1
        victim.heal()
    return found


def fuzz_backups(victim: Victim, count: int, random: Random, folder: Path) -> Counter[str]:
    """Restore mutated backups; right is: refused as damaged, or restored with the same rows."""
    found: Counter[str] = Counter()
    whole = victim.backup.read_bytes()
    for number in range(count):
        content = mutated(whole, random)
        outcome = victim.restore(content, folder / f"{number}.infodesk")
        right = outcome in (BackupDamaged.__name__, VaultTooNew.__name__) or content == whole
        found["right" if right else outcome] += 1
    victim.backup.write_bytes(whole)
    return found


def wrong_passphrases(victim: Victim, count: int, random: Random) -> Counter[str]:
    """Try passphrases that do not open; right is: said so, and no file has changed."""
    found: Counter[str] = Counter()
    for _ in range(count):
        wrong = PASSPHRASE[: random.randrange(9, len(PASSPHRASE))] + chr(random.randrange(32, 1000))
        try:
            unlock(victim.folder, wrong, kdf=CHEAP).wipe()
            outcome = "opened"
        except UserError as error:
            outcome = type(error).__name__
        files = {each.name: each.read_bytes() for each in victim.folder.path.iterdir()}
        right = outcome == WrongPassphrase.__name__ and files == victim.files
        found["right" if right else outcome] += 1
    return found


def recovery_codes(folder: Path, count: int) -> Counter[str]:
    """Open vaults with the code alone, without any key file."""
    found: Counter[str] = Counter()
    for number in range(count):
        victim = Victim(folder / f"{number}.infodesk", things_done=3)
        for path in victim.folder.key_files:
            path.unlink()
        found["right" if victim.open_with_code() == "same" else "wrong"] += 1
    return found
