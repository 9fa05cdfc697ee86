"""Derived keys, and that nothing secret leaves by accident."""

import copy
import pickle

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from infodesk.vault.keys import Keys

ROOT = bytes(range(20))
VAULT_ID = bytes(range(16))


@pytest.fixture
def keys():
    return Keys(VAULT_ID, bytearray(ROOT))


def test_every_purpose_has_its_own_key(keys):
    derived = {
        "db": keys.database(),
        "header-mac": keys.header_mac(),
        "backup": keys.backup(),
        "attachment": keys.attachment(),
        "state-mac": keys.state_mac(),
    }
    for purpose, key in derived.items():
        info = f"infodesk/v1/{purpose}".encode()
        assert key == HKDF(SHA256(), 32, VAULT_ID, info).derive(ROOT)
    assert len({bytes(key) for key in derived.values()}) == 5


def test_wiping_reaches_what_was_handed_out(keys):
    root, database = keys.root(), keys.database()
    with keys:
        assert any(database)
    assert root == bytes(20)
    assert database == bytes(32)
    for use in (keys.root, keys.database, keys.recovery_code):
        with pytest.raises(RuntimeError):
            use()
    keys.wipe()


def test_text_form_is_not_secret(keys):
    for text in (repr(keys), str(keys), f"{keys}"):
        assert ROOT.hex() not in text
        assert keys.database().hex() not in text
        assert VAULT_ID.hex() in text


def test_no_copies(keys):
    for action in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            action(keys)


def test_new_keys_differ():
    one, two = Keys.new(), Keys.new()
    assert one.vault_id != two.vault_id
    assert one.root() != two.root()


def test_lengths_are_checked():
    with pytest.raises(ValueError):
        Keys(b"short", bytearray(20))
    with pytest.raises(ValueError):
        Keys(bytes(16), bytearray(19))
