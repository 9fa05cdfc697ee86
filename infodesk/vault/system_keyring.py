"""The keyring of the system: Secret Service, KWallet, Windows' and macOS's own; nothing else."""

import contextlib
from importlib import import_module
from typing import Any

SERVICE = "InfoDesk"
_TRUSTED = (
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.libsecret", "Keyring"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.macOS", "Keyring"),
)
"""Imported by name: looking for all there are would load whatever a package brought along."""


def is_there() -> bool:
    """Return whether this system has a keyring that encrypts what it keeps; may take a second."""
    return _backend() is not None


def secret(slot_id: str) -> bytes | None:
    """Return what the keyring keeps for a slot; None if it is locked, gone or knows nothing.

    May show the system's own question for its password, and block until that is answered.
    """
    backend = _backend()
    if backend is None:
        return None
    with contextlib.suppress(Exception):  # whatever a keyring's program does: the passphrase opens
        kept = backend.get_password(SERVICE, slot_id)
        return bytes.fromhex(kept) if kept else None
    return None


def keep(slot_id: str, value: bytes) -> bool:
    """Give the keyring a secret to keep; False if it does not, or gives another one back."""
    backend = _backend()
    if backend is None:
        return False
    with contextlib.suppress(Exception):
        backend.set_password(SERVICE, slot_id, value.hex())
    return secret(slot_id) == value


def forget(slot_id: str) -> None:
    """Let the keyring forget a secret, if it can: without its slot it opens nothing."""
    backend = _backend()
    if backend is not None:
        with contextlib.suppress(Exception):
            backend.delete_password(SERVICE, slot_id)


def _backend() -> Any:
    """Return the first trusted keyring that works here, None if there is none.

    One that keeps plain files, or that another package brought along, is not used.
    """
    for module, name in _TRUSTED:
        # What a keyring lacks here (a bus, a library, the system itself), it says by any error.
        with contextlib.suppress(Exception):
            kind = getattr(import_module(module), name)
            if kind.priority > 0:
                return kind()
    return None
