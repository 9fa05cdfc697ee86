"""The keys of an unlocked vault, all derived from one root secret and wiped with it."""

import os
from types import TracebackType
from typing import NoReturn, Self

from infodesk.vault import recovery
from infodesk.vault.derivation import KEY_LENGTH, wipe
from infodesk.vault.keyfile import VAULT_ID_LENGTH


class Keys:
    """The root secret of one vault and the keys derived from it (32 bytes each).

    Made by `create_keys`, `unlock` and `unlock_with_recovery_code`; use it in a `with` block or
    call `wipe()`. Nothing secret is ever part of its text form, and it cannot be pickled or copied.
    `mended` says that one copy of the key file was bad and was rewritten from the other.
    """

    def __init__(self, vault_id: bytes, root: bytearray, *, mended: bool = False) -> None:
        if len(vault_id) != VAULT_ID_LENGTH or len(root) != recovery.ROOT_LENGTH:
            raise ValueError("wrong length")
        self.vault_id = vault_id
        self.mended = mended
        self._root = root
        self._derived: dict[str, bytearray] = {}
        self._wiped = False

    @classmethod
    def new(cls) -> Self:
        """Return the keys of a new vault: a random id and root."""
        return cls(os.urandom(VAULT_ID_LENGTH), bytearray(os.urandom(recovery.ROOT_LENGTH)))

    def database(self) -> bytearray:
        """Return the raw key of vault.db; it is given to SQLCipher with `vault_id` as the salt."""
        return self._derive("db")

    def header_mac(self) -> bytearray:
        """Return the key that authenticates the key files."""
        return self._derive("header-mac")

    def backup(self) -> bytearray:
        """Return the key for what belongs to backups."""
        return self._derive("backup")

    def attachment(self) -> bytearray:
        """Return the key for attachments kept outside the database."""
        return self._derive("attachment")

    def state_mac(self) -> bytearray:
        """Return the key that authenticates what this computer remembers about the vault."""
        return self._derive("state-mac")

    def root(self) -> bytearray:
        """Return the root secret itself, not a copy."""
        self._check()
        return self._root

    def recovery_code(self) -> str:
        """Return the root as a recovery code; a str cannot be wiped, so ask late and drop early."""
        self._check()
        return recovery.format_code(self._root)

    def wipe(self) -> None:
        """Overwrite the root and every derived key that was handed out; twice does no harm."""
        wipe(self._root)
        for key in self._derived.values():
            wipe(key)
        self._derived.clear()
        self._wiped = True

    def _derive(self, purpose: str) -> bytearray:
        self._check()
        if purpose not in self._derived:
            self._derived[purpose] = _derive_key(self._root, self.vault_id, purpose)
        return self._derived[purpose]

    def _check(self) -> None:
        if self._wiped:
            raise RuntimeError("the keys were wiped")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.wipe()

    def __repr__(self) -> str:
        return f"<Keys of vault {self.vault_id.hex()}{', wiped' if self._wiped else ''}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not copied or pickled")


def _derive_key(root: bytearray, vault_id: bytes, purpose: str) -> bytearray:
    """Derive the key for `purpose` with HKDF-SHA256 (RFC 5869)."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = bytearray(KEY_LENGTH)
    info = b"infodesk/v1/" + purpose.encode("ascii")
    HKDF(hashes.SHA256(), KEY_LENGTH, vault_id, info).derive_into(root, key)
    return key
