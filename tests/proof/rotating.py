"""A process that gives a vault new keys, for the shim to record: `rotating VAULT MEMORY`."""

import sys
from pathlib import Path

from infodesk.core.progress import finish
from infodesk.operations import rotation, vaults
from infodesk.vault.folder import VaultFolder, unlock
from tests.proof.corruption import PASSPHRASE
from tests.vault.insecure_profile import CHEAP


def main() -> None:
    """Rotate the keys of the vault named on the command line; print the new recovery code."""
    folder = VaultFolder(Path(sys.argv[1]))
    with unlock(folder, PASSPHRASE, kdf=CHEAP) as keys:
        store = vaults.open_vault(folder, keys)
        new = finish(rotation.make_new_keys(folder, keys, PASSPHRASE, CHEAP))
        copy = finish(rotation.copy_open_vault(store))
        database = finish(rotation.encrypt_anew(copy, keys, new))
        store.close()
        rotation.take_new_keys(folder, keys, new, database, store, Path(sys.argv[2]))
        print(new.keys.recovery_code())


if __name__ == "__main__":
    main()
