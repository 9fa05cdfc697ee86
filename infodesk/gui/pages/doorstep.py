"""What the pages share before a vault is open."""

import contextlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from infodesk.gui.ask import Ask
from infodesk.gui.jobs import Jobs
from infodesk.gui.settings import Settings
from infodesk.gui.theme import Theme
from infodesk.words import t

if TYPE_CHECKING:  # the lock screen must appear before what opens a vault is loaded
    from infodesk.vault.derivation import KdfProfile
    from infodesk.vault.folder import VaultFolder

VAULT_SUFFIX = ".infodesk"
SEEN_FOLDER = "seen"


def usual_place() -> Path:
    """Return where vaults are put unless the person says otherwise: Documents/InfoDesk."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place or Path.home()) / "InfoDesk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorstep:
    """What a page needs that stands before an open vault.

    `place` is where new vaults go; `kdf` is only given by tests: without it the cost of a
    passphrase is measured on this machine.
    """

    theme: Theme
    settings: Settings
    jobs: Jobs
    ask: Ask
    place: Path = field(default_factory=usual_place)
    kdf: "KdfProfile | None" = None

    @property
    def memory(self) -> Path:
        """The folder in which this computer remembers how far each vault had come."""
        return self.settings.data_folder / SEEN_FOLDER


def find_vault(chosen: Path) -> "VaultFolder":
    """Return the vault meant by a chosen folder: itself, or the only vault inside it."""
    from infodesk.vault.folder import VaultFolder

    folder = VaultFolder(chosen)
    if folder.exists() or chosen.name.endswith(VAULT_SUFFIX):
        return folder
    inside: list[Path] = []
    with contextlib.suppress(OSError):
        inside = [path for path in chosen.glob(f"*{VAULT_SUFFIX}") if path.is_dir()]
    return VaultFolder(inside[0]) if len(inside) == 1 else folder


def free_name(place: Path, name: str = "") -> str:
    """Return `name`, or the usual one, with a number if there is a vault of that name already."""
    name = name or t("My search")
    free, number = name, 2
    while (place / f"{free}{VAULT_SUFFIX}").exists():
        free, number = f"{name} {number}", number + 1
    return free
