"""Whatever happens to the bytes of a vault: it opens as it was, or says what is wrong."""

from random import Random

import pytest

from tests.proof.corruption import (
    Victim,
    change_both_key_files,
    change_bytes,
    fuzz_backups,
    fuzz_key_files,
    recovery_codes,
    swap_and_cut,
    wrong_passphrases,
)


@pytest.fixture(scope="module")
def victim(tmp_path_factory):
    return Victim(tmp_path_factory.mktemp("victim") / "vault.infodesk")


def right(found, count):
    assert found == {"right": count}


def test_a_whole_vault_opens(victim):
    assert victim.open() == victim.open_with_code() == "same"


def test_changed_bytes_of_the_database(victim):
    length = len(victim.files["vault.db"])
    positions = [*range(48), *sorted(Random(1).sample(range(48, length), 1500))]
    right(change_bytes(victim, "vault.db", positions), len(positions))


def test_every_changed_byte_of_a_key_file(victim):
    length = len(victim.files["keys.idk"])
    right(change_bytes(victim, "keys.idk", range(length)), length)
    right(change_both_key_files(victim, range(length)), length)


def test_pages_swapped_zeroed_and_cut_off(victim):
    right(swap_and_cut(victim, 300, Random(1)), 300)


def test_fuzzed_key_files(victim):
    right(fuzz_key_files(victim, 10_000, Random(1)), 10_000)


def test_fuzzed_backups(victim, tmp_path):
    right(fuzz_backups(victim, 3_000, Random(1), tmp_path), 3_000)


def test_wrong_passphrases_change_nothing(victim):
    right(wrong_passphrases(victim, 1000, Random(1)), 1000)


def test_recovery_codes_open_without_key_files(tmp_path):
    right(recovery_codes(tmp_path, 50), 50)
