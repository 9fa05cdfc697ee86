"""What a passphrase costs: limits, the floor and the choice for a machine."""

import hashlib

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from infodesk.core.errors import BadValue, KeyCostTooHigh
from infodesk.vault.derivation import (
    FLOOR,
    Cost,
    KdfProfile,
    choose_profile,
    key_from_passphrase,
    memory_mib,
    wipe,
)
from tests.vault.insecure_profile import CHEAP


def test_release_code_cannot_make_a_cheap_profile():
    for memory_kib, passes in ((64 * 1024 - 1, 3), (64 * 1024, 2), (8, 1)):
        with pytest.raises(ValueError):
            KdfProfile(memory_kib=memory_kib, passes=passes)


@pytest.mark.parametrize(
    ("floor_seconds", "machine_mib", "chosen_mib"),
    [
        (0.01, 65536, 1024),
        (0.06, 65536, 1024),
        (0.07, 65536, 512),
        (0.2, 65536, 256),
        (0.3, 65536, 128),
        (0.9, 65536, 64),
        (5.0, 65536, 64),
        (0.01, 4096, 1024),
        (0.01, 4095, 512),
        (0.01, 512, 128),
        (0.01, 128, 64),
        (0.01, None, 256),
    ],
)
def test_choice(floor_seconds, machine_mib, chosen_mib):
    profile = choose_profile(floor_seconds, machine_mib)
    assert profile == KdfProfile(memory_kib=chosen_mib * 1024, passes=3, lanes=4)
    assert not profile.below(FLOOR)


def test_machine_says_its_memory():
    found = memory_mib()
    assert found is None or 256 < found < 2**26


@pytest.mark.parametrize(
    "cost",
    [
        Cost(memory_kib=2048 * 1024 + 1, passes=1, lanes=1),
        Cost(memory_kib=8, passes=17, lanes=1),
        Cost(memory_kib=8 * 17, passes=1, lanes=17),
    ],
)
def test_too_high_a_cost_is_refused(cost):
    with pytest.raises(KeyCostTooHigh) as caught:
        key_from_passphrase("x", bytes(16), cost)
    assert caught.value.facts["passes"] == cost.passes


def test_normal_form_and_parameters():
    salt = hashlib.sha256(b"salt").digest()[:16]
    cost = Cost(memory_kib=64, passes=2, lanes=3)
    plain = Argon2id(salt=salt, length=32, iterations=2, lanes=3, memory_cost=64)
    assert key_from_passphrase("e\u0301 ", salt, cost) == plain.derive("\u00e9 ".encode())


def test_half_a_surrogate_pair_is_told_without_the_passphrase():
    with pytest.raises(BadValue) as caught:
        key_from_passphrase("secret\ud800", bytes(16), CHEAP)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert "secret" not in str(caught.value.facts)


def test_wipe():
    secret = bytearray(b"secret")
    wipe(secret)
    assert secret == bytes(6)
