"""The key file's bytes: slots that wrap the root secret, strictly read and canonically written."""

import hashlib
import hmac
import json
import os
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from infodesk import __version__
from infodesk.core.errors import VaultTooNew
from infodesk.vault.derivation import SALT_LENGTH, Cost, KdfProfile, key_from_passphrase, wipe

# The format is described in docs/vault-format.md; change both together.
MAGIC = b"INFODESK-KEYS\0\1\n"
MOST_BODY = 16 * 1024
MOST_BYTES = len(MAGIC) + 4 + MOST_BODY + 64
VAULT_ID_LENGTH = 16

_MAJOR_AT = len(MAGIC) - 2
_HASH_LENGTH = 32
_NONCE_LENGTH = 12
_TAG_LENGTH = 16
_ROOT_LENGTH = 20
_SLOT_ID_LENGTH = 8
_MOST_SLOTS = 16
_VERSION = 1
_CIPHER = "sqlcipher4-raw"
_MIN_APP = "0.1.0"
SLOT_CONTEXT = b"infodesk slot v1"
_SLOT_FIELDS = {"type", "id", "kdf", "m", "t", "p", "salt", "aead", "nonce", "ct"}
_OWN_FIELDS = {"v", "gen", "vault", "cipher", "min_app", "slots"}

Json = dict[str, Any]


class DamagedKeyFile(Exception):
    """The bytes are not a whole key file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassphraseSlot:
    """The root secret, wrapped under a key derived from a passphrase."""

    id: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes = field(repr=False)

    def to_json(self) -> Json:
        """Return the slot as it stands in the key file."""
        return {**self._header(), "ct": self.wrapped.hex()}

    def bound_to(self, vault_id: bytes) -> bytes:
        """Return what the wrapping authenticates: nobody can lower the cost or move the slot."""
        return SLOT_CONTEXT + vault_id + canonical(self._header())

    def _header(self) -> Json:
        return {
            "type": "passphrase",
            "id": self.id,
            "kdf": "argon2id",
            "m": self.cost.memory_kib,
            "t": self.cost.passes,
            "p": self.cost.lanes,
            "salt": self.salt.hex(),
            "aead": "aes256gcm",
            "nonce": self.nonce.hex(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """What a key file says; `other_slots` and `other_fields` are of a newer InfoDesk and kept."""

    generation: int
    vault_id: bytes
    slots: tuple[PassphraseSlot, ...]
    other_slots: tuple[Json, ...] = ()
    other_fields: Mapping[str, Any] = field(default_factory=dict)
    min_app: str = _MIN_APP

    def to_bytes(self, mac_key: bytearray) -> bytes:
        """Return the file's bytes, authenticated under `mac_key` and checksummed."""
        body = canonical(
            {
                **self.other_fields,
                "v": _VERSION,
                "gen": self.generation,
                "vault": self.vault_id.hex(),
                "cipher": _CIPHER,
                "min_app": self.min_app,
                "slots": [slot.to_json() for slot in self.slots] + list(self.other_slots),
            }
        )
        content = MAGIC + struct.pack(">I", len(body)) + body
        content += hmac.digest(mac_key, content, "sha256")
        return content + hashlib.sha256(content).digest()


def parse(data: bytes) -> KeyFile:
    """Return what `data`, a whole key file, says; nothing of it is authenticated yet.

    Raises DamagedKeyFile, or VaultTooNew for a file that is whole but of a newer format.
    """
    content, checksum = data[:-_HASH_LENGTH], data[-_HASH_LENGTH:]
    if not data.startswith(MAGIC[:_MAJOR_AT]) or len(data) > MOST_BYTES:
        raise DamagedKeyFile("not a key file")
    if hashlib.sha256(content).digest() != checksum:
        raise DamagedKeyFile("checksum")
    if len(content) > _MAJOR_AT and content[_MAJOR_AT] > MAGIC[_MAJOR_AT]:
        raise VaultTooNew(needs=None)
    try:
        return _parse_body(_body(content))
    except VaultTooNew:
        raise
    except Exception as error:
        # Whatever a damaged body raises means damaged: no list of exceptions is ever complete.
        raise DamagedKeyFile(type(error).__name__) from None


def is_authentic(data: bytes, mac_key: bytearray) -> bool:
    """Return whether the key file `data` was written by somebody who knew the root secret."""
    end = -2 * _HASH_LENGTH
    expected = hmac.digest(mac_key, data[:end], "sha256")
    return hmac.compare_digest(expected, data[end:-_HASH_LENGTH])


def wrap(root: bytearray, vault_id: bytes, passphrase: str, profile: KdfProfile) -> PassphraseSlot:
    """Return a new slot that `passphrase` opens; derives, so it takes about a second."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(SALT_LENGTH), os.urandom(_NONCE_LENGTH)
    cost = Cost(memory_kib=profile.memory_kib, passes=profile.passes, lanes=profile.lanes)
    slot = PassphraseSlot(
        id=os.urandom(_SLOT_ID_LENGTH).hex(), cost=cost, salt=salt, nonce=nonce, wrapped=b""
    )
    key = key_from_passphrase(passphrase, salt, cost)
    try:
        wrapped = AESGCM(key).encrypt(nonce, root, slot.bound_to(vault_id))
    finally:
        wipe(key)
    return PassphraseSlot(id=slot.id, cost=cost, salt=salt, nonce=nonce, wrapped=wrapped)


def unwrap(slot: PassphraseSlot, vault_id: bytes, passphrase: str) -> bytearray | None:
    """Return the root secret if `passphrase` opens `slot`, else None; takes about a second.

    Raises KeyCostTooHigh.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = key_from_passphrase(passphrase, slot.salt, slot.cost)
    root = bytearray(_ROOT_LENGTH)
    try:
        AESGCM(key).decrypt_into(slot.nonce, slot.wrapped, slot.bound_to(vault_id), root)
    except InvalidTag:
        return None
    finally:
        wipe(key)
    return root


def canonical(value: Json) -> bytes:
    """Return the one spelling of `value`: sorted keys, no blanks, ASCII."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    ).encode("ascii")


def _body(content: bytes) -> bytes:
    start = len(MAGIC) + 4
    (length,) = struct.unpack(">I", content[len(MAGIC) : start])
    if not content.startswith(MAGIC) or length > MOST_BODY:
        raise ValueError("header")
    if len(content) != start + length + _HASH_LENGTH:
        raise ValueError("length")
    return content[start : start + length]


def _parse_body(body: bytes) -> KeyFile:
    value = json.loads(body)
    if _number(value["v"]) > _VERSION:
        raise VaultTooNew(needs=_text_or_none(value.get("min_app")))
    if value["v"] != _VERSION or canonical(value) != body:
        raise ValueError("not canonical")
    min_app = value["min_app"]
    if _release(min_app) > _release(__version__) or value["cipher"] != _CIPHER:
        raise VaultTooNew(needs=min_app)
    slots = value["slots"]
    if not isinstance(slots, list) or not 0 < len(slots) <= _MOST_SLOTS:
        raise ValueError("slots")
    return KeyFile(
        generation=_number(value["gen"]),
        vault_id=_hex(value["vault"], VAULT_ID_LENGTH),
        slots=tuple(_parse_slot(slot) for slot in slots if _is_known(slot)),
        other_slots=tuple(slot for slot in slots if not _is_known(slot)),
        other_fields={name: value[name] for name in value.keys() - _OWN_FIELDS},
        min_app=min_app,
    )


def _is_known(slot: Json) -> bool:
    if _text(slot["type"]) != "passphrase":
        return False
    return (_text(slot["kdf"]), _text(slot["aead"])) == ("argon2id", "aes256gcm")


def _parse_slot(slot: Json) -> PassphraseSlot:
    if slot.keys() != _SLOT_FIELDS:
        raise ValueError("slot fields")
    cost = Cost(memory_kib=_number(slot["m"]), passes=_number(slot["t"]), lanes=_number(slot["p"]))
    # The least Argon2 takes: RFC 9106, section 3.1.
    if cost.lanes < 1 or cost.passes < 1 or cost.memory_kib < 8 * cost.lanes:
        raise ValueError("cost")
    return PassphraseSlot(
        id=_hex(slot["id"], _SLOT_ID_LENGTH).hex(),
        cost=cost,
        salt=_hex(slot["salt"], SALT_LENGTH),
        nonce=_hex(slot["nonce"], _NONCE_LENGTH),
        wrapped=_hex(slot["ct"], _ROOT_LENGTH + _TAG_LENGTH),
    )


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise ValueError("number")
    return value


def _text(value: object) -> str:
    if type(value) is not str:
        raise ValueError("text")
    return value


def _text_or_none(value: object) -> str | None:
    return value[:32] if isinstance(value, str) else None


def _hex(value: object, length: int) -> bytes:
    decoded = bytes.fromhex(_text(value))
    if len(decoded) != length or decoded.hex() != value:
        raise ValueError("hex")
    return decoded


def _release(version: object) -> tuple[int, ...]:
    match = re.match(r"(\d{1,9})\.(\d{1,9})\.(\d{1,9})", _text(version), re.ASCII)
    if match is None:
        raise ValueError("version")
    return tuple(int(part) for part in match.groups())
