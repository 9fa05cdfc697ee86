"""Small files beside the vault that only its keys can read, and nobody can change unseen."""

import os

NONCE_LENGTH = 12


def seal(key: bytearray, purpose: bytes, data: bytes) -> bytes:
    """Return `data` encrypted with AES-256-GCM for one purpose: the nonce, then the ciphertext."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_LENGTH)
    return nonce + AESGCM(key).encrypt(nonce, data, purpose)


def unseal(key: bytearray, purpose: bytes, sealed: bytes) -> bytes | None:
    """Return what `seal` was given, None if it was made with another key or changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:], purpose)
    except (InvalidTag, ValueError):
        return None
