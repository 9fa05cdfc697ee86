"""A second reader of the vault format, after docs/vault-format.md alone, without InfoDesk."""

import functools
import hashlib
import hmac
import json
import operator
import unicodedata
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2 as sqlcipher

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def derive(root, vault_id, purpose):
    return HKDF(SHA256(), 32, vault_id, b"infodesk/v1/" + purpose).derive(root)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def read_key_file(data):
    """Return the body and the authentication code of a whole key file."""
    assert data[:16] == b"INFODESK-KEYS\x00\x01\n"
    assert hashlib.sha256(data[:-32]).digest() == data[-32:]
    length = int.from_bytes(data[16:20], "big")
    assert len(data) == 20 + length + 64
    assert length <= 16384
    body = json.loads(data[20 : 20 + length])
    assert canonical(body) == data[20 : 20 + length]
    assert (body["v"], body["cipher"]) == (1, "sqlcipher4-raw")
    return body


def root_by_passphrase(data, passphrase):
    """Return the root secret that a passphrase opens, checking the authentication code."""
    body = read_key_file(data)
    vault_id = bytes.fromhex(body["vault"])
    encoded = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    for slot in body["slots"]:
        if (slot["type"], slot["kdf"], slot["aead"]) != ("passphrase", "argon2id", "aes256gcm"):
            continue
        wrapping = Argon2id(
            salt=bytes.fromhex(slot["salt"]),
            length=32,
            iterations=slot["t"],
            lanes=slot["p"],
            memory_cost=slot["m"],
        ).derive(encoded)
        header = canonical({name: value for name, value in slot.items() if name != "ct"})
        root = AESGCM(wrapping).decrypt(
            bytes.fromhex(slot["nonce"]),
            bytes.fromhex(slot["ct"]),
            b"infodesk slot v1" + vault_id + header,
        )
        mac = hmac.digest(derive(root, vault_id, b"header-mac"), data[:-64], "sha256")
        assert mac == data[-64:-32]
        return root
    raise AssertionError("no passphrase slot")


def root_by_keyring(data, secret_of):
    """Return the root secret that a secret of the system's keyring opens."""
    body = read_key_file(data)
    vault_id = bytes.fromhex(body["vault"])
    for slot in body["slots"]:
        if (slot["type"], slot["aead"]) != ("keyring", "aes256gcm"):
            continue
        header = canonical({name: value for name, value in slot.items() if name != "ct"})
        root = AESGCM(secret_of(slot["id"])).decrypt(
            bytes.fromhex(slot["nonce"]),
            bytes.fromhex(slot["ct"]),
            b"infodesk slot v1" + vault_id + header,
        )
        mac = hmac.digest(derive(root, vault_id, b"header-mac"), data[:-64], "sha256")
        assert mac == data[-64:-32]
        return root
    raise AssertionError("no keyring slot")


def times(a, b):
    """Multiply in GF(32) with x^5 + x^2 + 1."""
    product = 0
    for bit in range(5):
        if b >> bit & 1:
            product ^= a << bit
    for bit in range(8, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << (bit - 5)
    return product


def root_by_recovery_code(code):
    text = unicodedata.normalize("NFKC", code).upper()
    text = "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in "PdCf")
    values = [SYMBOLS.index(c) for c in text.replace("O", "0").replace("I", "1").replace("L", "1")]
    assert len(values) == 40
    bits = ""
    for group in range(8):
        *data, check = values[5 * group : 5 * group + 5]
        weights = [2, 4, 8, 16, 5]  # a, a^2, a^3, a^4, a^5
        terms = [times(w, d) for w, d in zip(weights, [*data, group + 1], strict=True)]
        assert functools.reduce(operator.xor, terms) == check, f"group {group + 1}"
        bits += "".join(f"{value:05b}" for value in data)
    return int(bits, 2).to_bytes(20, "big")


def open_database(database, root):
    """Return a connection to the database with the keys of a root secret."""
    vault_id = Path(database).read_bytes()[:16]
    key = derive(root, vault_id, b"db")
    check_first_page(Path(database).read_bytes()[:4096], key)
    connection = sqlcipher.connect(f"{Path(database).as_uri()}?mode=rw", uri=True)
    connection.set_key(f"x'{key.hex()}{vault_id.hex()}'".encode())
    return connection


def check_first_page(page, key):
    salt = bytes(byte ^ 0x3A for byte in page[:16])
    mac_key = hashlib.pbkdf2_hmac("sha512", key, salt, 2, 32)
    content = page[16:4032] + (1).to_bytes(4, "little")
    assert hmac.digest(mac_key, content, "sha512") == page[4032:]


def read_backup(data):
    """Return the key file and the database in a backup."""
    assert data[:15] == b"INFODESK-BKP\x00\x01\n"
    assert hashlib.sha256(data[:-32]).digest() == data[-32:]
    end = 19 + int.from_bytes(data[15:19], "big")
    length = int.from_bytes(data[end : end + 8], "big")
    assert len(data) == end + 8 + length + 32
    return data[19:end], data[end + 8 : -32]
