"""Proof that a key belongs to a database: one page's authentication code, without opening it."""

import hashlib
import hmac
from pathlib import Path

# SQLCipher 4's defaults, https://www.zetetic.net/sqlcipher/design/ : 4096-byte pages that end in
# a 16-byte nonce and an HMAC-SHA512 over the encrypted content, the nonce and the page's number.
PAGE_LENGTH = 4096
SALT_LENGTH = 16
_MAC_LENGTH = 64
_SALT_MASK = 0x3A
_MAC_KEY_ROUNDS = 2


def page_is_authentic(database: Path, key: bytearray, vault_id: bytes, number: int) -> bool:
    """Return whether page `number` (from 1) of `database` was written with `key`.

    False if there is no such page. Raises OSError.
    """
    with database.open("rb") as file:
        file.seek(PAGE_LENGTH * (number - 1))
        page = file.read(PAGE_LENGTH)
    if len(page) != PAGE_LENGTH:
        return False
    salt = bytes(byte ^ _SALT_MASK for byte in vault_id)
    mac_key = hashlib.pbkdf2_hmac("sha512", key, salt, _MAC_KEY_ROUNDS, len(key))
    # The salt in front of page 1 is plain and not authenticated.
    content = page[SALT_LENGTH if number == 1 else 0 : -_MAC_LENGTH]
    expected = hmac.digest(mac_key, content + number.to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(expected, page[-_MAC_LENGTH:])
