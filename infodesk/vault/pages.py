"""Pages of a database without opening it: proof that a key belongs to one, and what each holds."""

import hashlib
import hmac
import os
from pathlib import Path
from typing import IO

# SQLCipher 4's defaults, https://www.zetetic.net/sqlcipher/design/ : 4096-byte pages that end in
# a 16-byte nonce and an HMAC-SHA512 over the encrypted content, the nonce and the page's number.
PAGE_LENGTH = 4096
SALT_LENGTH = 16
_MAC_LENGTH = 64
_NONCE_LENGTH = 16
_CONTENT_END = PAGE_LENGTH - _NONCE_LENGTH - _MAC_LENGTH
_SALT_MASK = 0x3A
_MAC_KEY_ROUNDS = 2


class SealedPages:
    """The pages of an encrypted database file, each checked and decrypted when it is asked for.

    For a database that cannot be opened as a whole. `file` is open for reading; it stays the
    caller's. What is read stays in memory and is written nowhere.
    """

    def __init__(self, file: IO[bytes], key: bytearray, vault_id: bytes) -> None:
        self._file = file
        self._key = key
        self._mac_key = _mac_key(key, vault_id)
        self.count = os.fstat(file.fileno()).st_size // PAGE_LENGTH

    def is_sound(self, number: int) -> bool:
        """Say whether page `number` (from 1) is there and undamaged. Raises OSError."""
        self._file.seek(PAGE_LENGTH * (number - 1))
        return _is_authentic(self._file.read(PAGE_LENGTH), self._mac_key, number)

    def read(self, number: int) -> bytes | None:
        """Return what page `number` (from 1) holds, None if it is damaged or not there.

        The first 16 bytes of page 1 are the file's own and not part of it: they read as zeros.
        Raises OSError.
        """
        self._file.seek(PAGE_LENGTH * (number - 1))
        page = self._file.read(PAGE_LENGTH)
        if not _is_authentic(page, self._mac_key, number):
            return None
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        start = SALT_LENGTH if number == 1 else 0
        nonce = page[_CONTENT_END : _CONTENT_END + _NONCE_LENGTH]
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(nonce)).decryptor()
        return bytes(start) + decryptor.update(page[start:_CONTENT_END]) + decryptor.finalize()


def page_is_authentic(database: Path, key: bytearray, vault_id: bytes, number: int) -> bool:
    """Return whether page `number` (from 1) of `database` was written with `key`.

    False if there is no such page. Raises OSError.
    """
    with database.open("rb") as file:
        file.seek(PAGE_LENGTH * (number - 1))
        page = file.read(PAGE_LENGTH)
    return _is_authentic(page, _mac_key(key, vault_id), number)


def _mac_key(key: bytearray, vault_id: bytes) -> bytes:
    salt = bytes(byte ^ _SALT_MASK for byte in vault_id)
    return hashlib.pbkdf2_hmac("sha512", key, salt, _MAC_KEY_ROUNDS, len(key))


def _is_authentic(page: bytes, mac_key: bytes, number: int) -> bool:
    if len(page) != PAGE_LENGTH:
        return False
    # The salt in front of page 1 is plain and not authenticated.
    content = page[SALT_LENGTH if number == 1 else 0 : -_MAC_LENGTH]
    expected = hmac.digest(mac_key, content + number.to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(expected, page[-_MAC_LENGTH:])
