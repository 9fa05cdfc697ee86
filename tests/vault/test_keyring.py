"""The keyring slot: opened by its secret alone, read by the second reader, gone when taken back."""

import os

import pytest

from infodesk.core.errors import KeyFilesTampered
from infodesk.vault import keyfile, keyring_slot, system_keyring
from infodesk.vault.folder import change_passphrase, unlock
from tests.vault import independent_reader
from tests.vault.insecure_profile import CHEAP


@pytest.fixture
def secret():
    return os.urandom(32)


@pytest.fixture
def slot(vault, secret):
    """The id of a slot that `secret` opens."""
    with unlock(vault.folder, vault.passphrase, kdf=CHEAP) as keys:
        return keyring_slot.add(vault.folder, keys, secret)


def test_the_secret_opens_the_vault(vault, slot, secret):
    asked = []
    keys = keyring_slot.unlock(vault.folder, lambda each: asked.append(each) or secret)
    assert bytes(keys.root()) == vault.root
    assert asked == [slot]
    assert keyring_slot.slot_ids(vault.folder) == (slot,)
    keys.wipe()


def test_the_passphrase_opens_it_all_the_same(vault, slot):
    with unlock(vault.folder, vault.passphrase, kdf=CHEAP) as keys:
        assert bytes(keys.root()) == vault.root


def test_a_second_reader_opens_it(vault, slot, secret):
    data = vault.folder.key_files[0].read_bytes()
    assert independent_reader.root_by_keyring(data, {slot: secret}.get) == vault.root
    assert independent_reader.root_by_passphrase(data, vault.passphrase) == vault.root


@pytest.mark.parametrize("kept", [None, b"", b"another" * 4 + b"four", b"too short"])
def test_no_secret_or_another_one_opens_nothing(vault, slot, kept):
    assert keyring_slot.unlock(vault.folder, lambda _slot: kept) is None


def test_it_outlives_a_new_passphrase_and_ends_when_taken_back(vault, slot, secret):
    with unlock(vault.folder, vault.passphrase, kdf=CHEAP) as keys:
        change_passphrase(keys, vault.folder, "another passphrase", kdf=CHEAP)
        keyring_slot.unlock(vault.folder, lambda _slot: secret).wipe()
        keyring_slot.remove(vault.folder, keys, slot)
    assert keyring_slot.unlock(vault.folder, lambda _slot: secret) is None
    assert keyring_slot.slot_ids(vault.folder) == ()
    unlock(vault.folder, "another passphrase", kdf=CHEAP).wipe()


def test_each_computer_has_its_own_and_the_oldest_give_way(vault):
    secrets = {}
    with unlock(vault.folder, vault.passphrase, kdf=CHEAP) as keys:
        for _ in range(20):
            secret = os.urandom(32)
            secrets[keyring_slot.add(vault.folder, keys, secret)] = secret
    left = keyring_slot.slot_ids(vault.folder)
    assert left == tuple(secrets)[-15:]
    keyring_slot.unlock(vault.folder, secrets.get).wipe()


def test_a_slot_of_somebody_who_does_not_know_the_root_is_refused(vault, slot, secret):
    """A slot put in by hand opens with its secret, but the file's code is then wrong."""
    file = keyfile.parse(vault.folder.key_files[0].read_bytes())
    forged = file.to_bytes(bytearray(32))
    for path in vault.folder.key_files:
        path.write_bytes(forged)
    with pytest.raises(KeyFilesTampered):
        keyring_slot.unlock(vault.folder, lambda _slot: secret)


class FakeKeyring:
    """What a system's keyring is to us; the tests have none to ask."""

    priority = 5

    def __init__(self):
        self.kept = {}

    def get_password(self, service, name):
        return self.kept.get((service, name))

    def set_password(self, service, name, value):
        self.kept[service, name] = value

    def delete_password(self, service, name):
        del self.kept[service, name]


@pytest.fixture
def fake(monkeypatch):
    """The class of the only trusted keyring; `made` is what of it was asked for."""
    monkeypatch.setattr(system_keyring, "_TRUSTED", ((__name__, "FakeKeyring"),))
    shared = FakeKeyring()
    monkeypatch.setattr(FakeKeyring, "__new__", lambda _kind: shared)
    monkeypatch.setattr(FakeKeyring, "__init__", lambda _self: None)
    return shared


def test_a_trusted_keyring_keeps_and_forgets(fake, secret):
    assert system_keyring.is_there()
    assert system_keyring.keep("0123", secret)
    assert fake.kept == {("InfoDesk", "0123"): secret.hex()}
    assert system_keyring.secret("0123") == secret
    system_keyring.forget("0123")
    assert system_keyring.secret("0123") is None


def test_one_that_does_not_work_here_is_not_used(fake, monkeypatch, secret):
    monkeypatch.setattr(FakeKeyring, "priority", 0)
    assert not system_keyring.is_there()
    assert not system_keyring.keep("0123", secret)
    assert fake.kept == {}


def test_whatever_a_keyring_does_is_no_crash(fake, secret):
    fake.get_password = fake.set_password = lambda *_: 1 / 0
    assert not system_keyring.keep("0123", secret)
    assert system_keyring.secret("0123") is None


def test_no_keyring_of_plain_files_is_trusted():
    assert not [module for module, _name in system_keyring._TRUSTED if "alt" in module]
    assert all(module.startswith("keyring.backends.") for module, _name in system_keyring._TRUSTED)
