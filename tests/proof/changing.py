"""A process that changes a vault's passphrase, for the shim to record: `changing VAULT`."""

import sys
from pathlib import Path

from infodesk.vault.folder import VaultFolder, change_passphrase, unlock
from tests.proof.corruption import PASSPHRASE
from tests.vault.insecure_profile import CHEAP

NEW = "another passphrase for tests"


def main() -> None:
    """Change the passphrase of the vault named on the command line."""
    folder = VaultFolder(Path(sys.argv[1]))
    with unlock(folder, PASSPHRASE, kdf=CHEAP) as keys:
        change_passphrase(keys, folder, NEW, kdf=CHEAP)


if __name__ == "__main__":
    main()
