"""Power cuts, kills and failing disks during the app's own work: no acknowledged change is lost."""

import json

import pytest

from tests.proof import shim
from tests.proof.passphrases import interrupt_change
from tests.proof.power import cut_power
from tests.proof.rotations import interrupt_rotation

pytestmark = pytest.mark.skipif(shim.COMPILER is None, reason=shim.WHY_NOT)

WHOLE = {"whole", "newer"}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_power_cuts_lose_nothing(tmp_path, seed):
    found = cut_power(tmp_path, 1000, seed)
    assert found.keys() <= WHOLE
    assert found.total() == 1000


@pytest.mark.parametrize(
    "settings",
    [
        "journal_mode=WAL,synchronous=NORMAL",
        "journal_mode=DELETE,synchronous=FULL,locking_mode=NORMAL",
    ],
)
def test_the_proof_notices_settings_that_lose_work(tmp_path, settings):
    found = cut_power(tmp_path, 200, settings=settings)
    assert found["lost"] > 10


@pytest.mark.parametrize("seed", [1, 2])
def test_kills_lose_nothing(tmp_path, seed):
    found = json.loads(shim.run("kills", tmp_path, 500, seed))
    assert found.pop("acknowledged") > 500
    assert found.keys() <= WHOLE
    assert sum(found.values()) == 500


def test_failing_calls_lose_nothing_and_are_told(tmp_path):
    env = shim.environment(shim.compiled(tmp_path), tmp_path / "vault")
    found = json.loads(shim.run("faults", tmp_path, 60, env=env))
    assert found.pop("refused") > 100
    assert found.pop("calls that failed") == sum(found.values()) > 100
    assert found.keys() <= WHOLE


def test_an_interrupted_passphrase_change_leaves_one_that_opens(tmp_path):
    found = interrupt_change(tmp_path, 200)
    assert found.keys() <= {"killed: old", "killed: new", "power: old", "power: new"}
    assert min(found["killed: old"], found["killed: new"]) > 0


def test_an_interrupted_rotation_leaves_a_vault_that_opens(tmp_path):
    found = interrupt_rotation(tmp_path, 120, most_kills=80)
    assert found.keys() <= {"killed: old", "killed: new", "power: old", "power: new"}
    assert min(found["killed: old"], found["killed: new"]) > 0
    assert found.total() == 200
