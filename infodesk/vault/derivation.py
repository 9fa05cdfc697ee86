"""Keys from passphrases: Argon2id, what it costs and how the cost is chosen."""

import os
import sys
import time
from dataclasses import dataclass

from infodesk.core.errors import KeyCostTooHigh
from infodesk.vault.passphrases import encode

KEY_LENGTH = 32
SALT_LENGTH = 16

_MIB = 1024  # KiB
_FLOOR_MEMORY_KIB = 64 * _MIB
_FLOOR_PASSES = 3
_MOST_MEMORY_KIB = 2048 * _MIB
_MOST_PASSES = 16
_MOST_LANES = 16
_STEPS_MIB = (1024, 512, 256, 128, 64)
_MOST_MIB_IF_MEMORY_UNKNOWN = 256
_MOST_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one derivation takes: memory in KiB, passes over it, lanes (threads)."""

    memory_kib: int
    passes: int
    lanes: int

    def below(self, other: "Cost") -> bool:
        """Return whether a guess costs an attacker less than with `other`.

        Lanes do not count: fewer of them make the person wait longer, not the attacker less.
        """
        return self.memory_kib < other.memory_kib or self.passes < other.passes

    def check(self) -> None:
        """Raise KeyCostTooHigh if no InfoDesk would have written this cost."""
        if (
            self.memory_kib > _MOST_MEMORY_KIB
            or self.passes > _MOST_PASSES
            or self.lanes > _MOST_LANES
        ):
            raise self.too_high()

    def too_high(self) -> KeyCostTooHigh:
        """Return the error that names this cost."""
        return KeyCostTooHigh(
            memory_mib=self.memory_kib // _MIB, passes=self.passes, lanes=self.lanes
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KdfProfile(Cost):
    """A cost that new key slots may be written with.

    Making one below the floor (64 MiB, 3 passes: the second choice of RFC 9106, section 4) is a
    ValueError, so that no release writes a cheap slot. Tests make their own subclass.
    """

    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        """Refuse what is below the floor."""
        if self.memory_kib < _FLOOR_MEMORY_KIB or self.passes < _FLOOR_PASSES:
            raise ValueError("a key slot this cheap is not written")


FLOOR = KdfProfile(memory_kib=_FLOOR_MEMORY_KIB)


def key_from_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytearray:
    """Derive 32 bytes from `passphrase`; blocks for about a second, so call it on a worker.

    Raises KeyCostTooHigh before deriving if the cost is beyond all limits, and if this machine
    does not have the memory.
    """
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    cost.check()
    encoded = encode(passphrase)
    key = bytearray(KEY_LENGTH)
    try:
        Argon2id(
            salt=salt,
            length=KEY_LENGTH,
            iterations=cost.passes,
            lanes=cost.lanes,
            memory_cost=cost.memory_kib,
        ).derive_into(encoded, key)  # type: ignore[arg-type]  # Any buffer will do.
    except MemoryError as error:
        raise cost.too_high() from error
    finally:
        wipe(encoded)
    return key


def calibrated_profile() -> KdfProfile:
    """Return the dearest profile this machine derives in a second with a quarter of its memory.

    Measures two derivations at the floor, some 0.2 s each, and believes the faster: a busy moment
    must not make a vault cheap for good. Time grows in proportion to memory.
    """
    wipe(_timed(Cost(memory_kib=8, passes=1, lanes=1))[1])  # Loads the library.
    seconds = []
    for _ in range(2):
        took, key = _timed(FLOOR)
        wipe(key)
        seconds.append(took)
    return choose_profile(min(seconds), memory_mib())


def _timed(cost: Cost) -> tuple[float, bytearray]:
    start = time.perf_counter()
    key = key_from_passphrase("calibration", bytes(SALT_LENGTH), cost)
    return time.perf_counter() - start, key


def choose_profile(floor_seconds: float, machine_mib: int | None) -> KdfProfile:
    """Return the dearest of 64 to 1024 MiB within a second and a quarter of the memory.

    `floor_seconds` is what the floor took here; `machine_mib` None means unknown.
    """
    room = _MOST_MIB_IF_MEMORY_UNKNOWN if machine_mib is None else machine_mib // 4
    for mib in _STEPS_MIB:
        predicted = floor_seconds * mib * _MIB / _FLOOR_MEMORY_KIB
        if mib <= room and predicted <= _MOST_SECONDS:
            return KdfProfile(memory_kib=mib * _MIB)
    return FLOOR


def memory_mib() -> int | None:
    """Return the machine's memory in MiB, None if the system does not say."""
    if sys.platform == "win32":
        import ctypes

        kib = ctypes.c_ulonglong(0)
        if not ctypes.windll.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kib)):
            return None
        return int(kib.value) // _MIB
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (_MIB * 1024)
    except (ValueError, OSError):
        return None


def wipe(secret: bytearray) -> None:
    """Overwrite `secret` with zeros, in place."""
    secret[:] = bytes(len(secret))
