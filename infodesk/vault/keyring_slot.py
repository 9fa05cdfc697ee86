"""A way into a vault by a secret that the system's keyring keeps; off until a person wants it.

The slot lies in the key file like a passphrase slot, but what wraps the root is 32 random bytes,
so nothing is derived. An InfoDesk without this module keeps the slot and does not use it.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from infodesk.core.errors import KeyFilesDamaged, KeyFilesTampered
from infodesk.vault import folder as folders
from infodesk.vault import keyfile
from infodesk.vault.folder import VaultFolder
from infodesk.vault.keyfile import Json
from infodesk.vault.keys import Keys

SECRET_LENGTH = 32
_TYPE = "keyring"
_FIELDS = {"type", "id", "aead", "nonce", "ct"}
_MOST_SLOTS = 16


def slot_ids(folder: VaultFolder) -> tuple[str, ...]:
    """Return the ids of the keyring slots in a vault's key files; none if they cannot be read."""
    found = (slot for copy in folders.read_copies(folder).whole for slot in _slots(copy.file))
    return tuple(dict.fromkeys(slot["id"] for slot in found))


def add(folder: VaultFolder, keys: Keys, secret: bytes) -> str:
    """Let `secret` open the vault as well; return the id of the slot.

    The database may be open. Raises KeyFilesDamaged, CannotRead, VaultTooNew, CannotWrite,
    ReadOnlyPlace or DiskFull.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(secret) != SECRET_LENGTH:
        raise ValueError("wrong length")
    header = {
        "type": _TYPE,
        "id": os.urandom(8).hex(),
        "aead": "aes256gcm",
        "nonce": os.urandom(12).hex(),
    }
    nonce = bytes.fromhex(header["nonce"])
    wrapped = AESGCM(secret).encrypt(nonce, keys.root(), _bound(header, keys.vault_id))
    slot = {**header, "ct": wrapped.hex()}

    def change(file: keyfile.KeyFile) -> tuple[Json, ...]:
        others = file.other_slots
        room = _MOST_SLOTS - len(file.slots) - 1
        surplus = max(0, len(others) - room)
        ours = [each["id"] for each in _slots(file)][:surplus]  # the oldest ways in go first
        return (*(each for each in others if each.get("id") not in ours), slot)

    _rewrite(folder, keys, change)
    return header["id"]


def remove(folder: VaultFolder, keys: Keys, slot_id: str) -> None:
    """Let the secret of a slot open nothing any more; errors as of `add`."""
    _rewrite(
        folder,
        keys,
        lambda file: tuple(
            slot
            for slot in file.other_slots
            if slot.get("type") != _TYPE or slot.get("id") != slot_id
        ),
    )


def unlock(folder: VaultFolder, secret_of: Callable[[str], bytes | None]) -> Keys | None:
    """Return the keys that a secret of the keyring opens, None if none does.

    `secret_of` is given a slot's id. Blocks as long as the keyring does. Raises what `unlock` of
    the vault folder raises about its files.
    """
    database_id = folder.database_id()
    for copy in folders.candidates(folder, folders.read_copies(folder), database_id):
        for slot in _slots(copy.file):
            secret = secret_of(slot["id"])
            root = _unwrap(slot, copy.file.vault_id, secret) if secret else None
            if root is None:
                continue
            keys = Keys(copy.file.vault_id, root)
            if not keyfile.is_authentic(copy.data, keys.header_mac()):
                keys.wipe()
                raise KeyFilesTampered(path=str(folder.path))
            folders.check_database(folder, keys, database_id)
            return keys
    return None


def _unwrap(slot: Json, vault_id: bytes, secret: bytes) -> bytearray | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    header = {name: value for name, value in slot.items() if name != "ct"}
    try:
        root = AESGCM(secret).decrypt(
            bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["ct"]), _bound(header, vault_id)
        )
    except (InvalidTag, ValueError):
        return None
    return bytearray(root)


def _bound(header: Json, vault_id: bytes) -> bytes:
    return keyfile.SLOT_CONTEXT + vault_id + keyfile.canonical(header)


def _slots(file: keyfile.KeyFile) -> list[Json]:
    return [slot for slot in file.other_slots if _is_ours(slot)]


def _is_ours(slot: Json) -> bool:
    lengths = {"id": 16, "nonce": 24, "ct": 72}
    return (
        slot.get("type") == _TYPE
        and slot.keys() == _FIELDS
        and slot["aead"] == "aes256gcm"
        and all(_is_hex(slot[name], length) for name, length in lengths.items())
    )


def _is_hex(value: Any, length: int) -> bool:
    return (
        isinstance(value, str) and len(value) == length and not set(value) - set("0123456789abcdef")
    )


def _rewrite(
    folder: VaultFolder, keys: Keys, change: Callable[[keyfile.KeyFile], tuple[Json, ...]]
) -> None:
    newest = folders.newest_authentic(folders.read_copies(folder), keys)
    if newest is None:
        raise KeyFilesDamaged(path=str(folder.path))
    generation = 1 + max(copy.file.generation for copy in folders.read_copies(folder).whole)
    file = replace(newest.file, generation=generation, other_slots=change(newest.file))
    folders.write_both(folder, file.to_bytes(keys.header_mac()))
