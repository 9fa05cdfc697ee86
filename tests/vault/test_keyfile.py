"""The key file's bytes: every changed one is noticed and rightly named."""

import hashlib
import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infodesk.core.errors import KeyCostTooHigh, UserError, VaultTooNew
from infodesk.vault import keyfile
from infodesk.vault.keyfile import (
    MAGIC,
    DamagedKeyFile,
    KeyFile,
    canonical,
    is_authentic,
    parse,
    unwrap,
    wrap,
)
from infodesk.vault.keys import Keys
from tests.vault.insecure_profile import CHEAP, InsecureTestProfile

PASSPHRASE = "pass"


@pytest.fixture(scope="module")
def keys():
    return Keys(bytes(range(16)), bytearray(range(20)))


@pytest.fixture(scope="module")
def file(keys):
    slot = wrap(keys.root(), keys.vault_id, PASSPHRASE, CHEAP)
    return KeyFile(generation=3, vault_id=keys.vault_id, slots=(slot,))


@pytest.fixture(scope="module")
def data(keys, file):
    return file.to_bytes(keys.header_mac())


def checksummed(content):
    return content + hashlib.sha256(content).digest()


def with_body(body, *, magic=MAGIC):
    if not isinstance(body, bytes):
        body = canonical(body)
    return checksummed(magic + len(body).to_bytes(4, "big") + body + bytes(32))


def body_of(data):
    return json.loads(data[20:-64])


def test_round_trip(data, file, keys):
    assert parse(data) == file
    assert is_authentic(data, keys.header_mac())
    assert unwrap(file.slots[0], keys.vault_id, PASSPHRASE) == keys.root()
    assert unwrap(file.slots[0], keys.vault_id, "another") is None


def test_every_changed_byte_is_damage(data):
    random = Random(1)
    for place in range(len(data)):
        for change in {1, 0x20, 0x80, random.randrange(1, 256)}:
            changed = bytearray(data)
            changed[place] ^= change
            with pytest.raises(DamagedKeyFile):
                parse(bytes(changed))


def test_every_truncation_is_damage(data):
    for length in range(len(data)):
        with pytest.raises(DamagedKeyFile):
            parse(data[:length])


def test_every_change_with_a_new_checksum_is_no_entry(data, keys):
    """Somebody changes a byte and mends the public checksum: nothing opens, nothing crashes."""
    random = Random(2)
    opened = []
    for place in range(len(data) - 32):
        changed = bytearray(data[:-32])
        changed[place] ^= random.choice((1, 2, 4, 8, 16))
        forged = checksummed(bytes(changed))
        try:
            found = parse(forged)
            root = unwrap(found.slots[0], found.vault_id, PASSPHRASE) if found.slots else None
        except (DamagedKeyFile, UserError):
            continue
        if root is not None:
            mac_key = Keys(found.vault_id, root).header_mac()
            opened.append(is_authentic(forged, mac_key))
    # What the slot does not bind (generation, the code itself) is caught by the code.
    assert opened
    assert not any(opened)


@pytest.mark.parametrize(("name", "lower"), [("m", 16), ("t", 1), ("p", 1)])
def test_a_lowered_cost_opens_nothing(keys, name, lower):
    dear = InsecureTestProfile(memory_kib=64, passes=2, lanes=2)
    slot = wrap(keys.root(), keys.vault_id, PASSPHRASE, dear)
    file = KeyFile(generation=1, vault_id=keys.vault_id, slots=(slot,))
    body = body_of(file.to_bytes(keys.header_mac()))
    body["slots"][0][name] = lower
    found = parse(with_body(body))
    assert unwrap(slot, keys.vault_id, PASSPHRASE) == keys.root()
    assert unwrap(found.slots[0], keys.vault_id, PASSPHRASE) is None


def test_what_is_not_derived_from_is_bound_too(keys, file):
    body = body_of(file.to_bytes(keys.header_mac()))
    body["slots"][0]["id"] = "00" * 8
    assert unwrap(parse(with_body(body)).slots[0], keys.vault_id, PASSPHRASE) is None


def test_a_slot_moved_to_another_vault_opens_nothing(file):
    assert unwrap(file.slots[0], bytes(16), PASSPHRASE) is None


@pytest.mark.parametrize("name", ["m", "t", "p"])
def test_a_cost_beyond_all_limits_is_refused(data, keys, name):
    body = body_of(data)
    body["slots"][0][name] = 2**31
    if name == "p":
        body["slots"][0]["m"] = 2**34
    found = parse(with_body(body))
    with pytest.raises(KeyCostTooHigh):
        unwrap(found.slots[0], keys.vault_id, PASSPHRASE)


def test_newer_formats_are_told(data):
    body = body_of(data)
    for change in ({"v": 2, "min_app": "3.0.0"}, {"min_app": "3.0.0"}):
        with pytest.raises(VaultTooNew) as caught:
            parse(with_body({**body, **change}))
        assert caught.value.facts["needs"] == "3.0.0"
    with pytest.raises(VaultTooNew):
        parse(with_body({**body, "cipher": "sqlcipher5-raw"}))
    with pytest.raises(VaultTooNew):
        parse(with_body(b"\x00 a wholly other body", magic=b"INFODESK-KEYS\0\2\n"))


def test_what_a_newer_version_added_is_kept(data, keys):
    body = body_of(data)
    future = {"type": "fido2", "credential": "ab", "more": [1, 2.5, None]}
    other_kdf = {**body["slots"][0], "kdf": "argon3"}
    body["slots"] += [future, other_kdf]
    body["hint"] = "\u00e9"
    found = parse(with_body(body))
    assert len(found.slots) == 1
    again = parse(found.to_bytes(keys.header_mac()))
    assert again == found
    assert again.other_slots == (future, other_kdf)
    assert again.other_fields == {"hint": "\u00e9"}


BAD_VALUES = [None, True, -1, 1.0, 2**60, "", "zz", "AB", [], {}, [[]], "00" * 15]


@pytest.mark.parametrize("name", ["v", "gen", "vault", "cipher", "min_app", "slots"])
def test_bad_fields_are_damage_or_newer(data, name):
    body = body_of(data)
    for value in [*BAD_VALUES, [{}], [None], [body["slots"][0]] * 17]:
        if name == "slots" and value == body["slots"]:
            continue
        with pytest.raises((DamagedKeyFile, VaultTooNew)):
            parse(with_body({**body, name: value}))
    with pytest.raises(DamagedKeyFile):
        parse(with_body({field: body[field] for field in body if field != name}))


def test_bad_slot_fields_are_damage(data):
    body = body_of(data)
    slot = body["slots"][0]
    for name in slot:
        changes = [{**slot, name: value} for value in BAD_VALUES]
        if name in ("type", "kdf", "aead"):
            changes = [each for each in changes if not isinstance(each[name], str)]
        changes.append({field: slot[field] for field in slot if field != name})
        for changed in changes:
            with pytest.raises(DamagedKeyFile):
                parse(with_body({**body, "slots": [changed]}))
    with pytest.raises(DamagedKeyFile):
        parse(with_body({**body, "slots": [{**slot, "more": 1}]}))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"[" * 8000,
        b'{"v":1}',
        b'{"v":NaN}',
        b'{"v":' + b"9" * 5000 + b"}",
        b"\xff\xfe",
        b'"\\ud800"',
        b"x" * 16385,
    ],
)
def test_odd_bodies_are_damage(body):
    with pytest.raises((DamagedKeyFile, VaultTooNew)):
        parse(with_body(body))


def test_other_spellings_of_a_body_are_damage(data):
    body = data[20:-64]
    for changed in (
        body.replace(b":", b": ", 1),
        body.replace(b'{"aead"', b'{"aead":"x","aead"', 1),
        json.dumps(json.loads(body)).encode(),
        body.upper(),
    ):
        with pytest.raises(DamagedKeyFile):
            parse(with_body(changed))


@given(st.binary(max_size=600))
def test_any_bytes_are_refused(noise):
    with pytest.raises(DamagedKeyFile):
        parse(noise)


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_any_body_is_refused(noise):
    with pytest.raises(DamagedKeyFile):
        parse(with_body(noise))


def test_a_slot_shows_no_wrapped_root(file):
    assert file.slots[0].wrapped.hex() not in repr(file)
    assert str(file.slots[0].wrapped) not in repr(file)


def test_size_fits_the_limit(data):
    assert len(data) < keyfile.MOST_BYTES
