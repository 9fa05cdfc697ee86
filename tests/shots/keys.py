"""Draw the pages about keys and foreign hands as different people see them."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from infodesk.core.freshness import LastSeen, Sighting, Standing
from infodesk.gui.changes import Changes
from infodesk.gui.commands import Commands
from infodesk.gui.desk import Desk, OpenVault
from infodesk.gui.jobs import Jobs
from infodesk.gui.notices import Notices
from infodesk.gui.pages.doorstep import Doorstep
from infodesk.gui.pages.doubt import DoubtPage
from infodesk.gui.scripted import ScriptedAsk
from infodesk.gui.settings import Settings
from infodesk.gui.theme import Mode, Theme
from infodesk.store.store import Store
from infodesk.vault.folder import VaultFolder
from infodesk.vault.keys import Keys

Scene = Callable[[Doorstep, Path], QWidget]
LAST = LastSeen(sequence=412, at=(datetime.now(UTC) - timedelta(hours=3)).isoformat())


def doubt(standing: Standing, name: str = "My search") -> Scene:
    """Return the page about a vault of the given standing."""

    def make(step: Doorstep, folder: Path) -> QWidget:
        sequence = None if standing is Standing.MIXED else 380
        sighting = Sighting(standing=standing, sequence=sequence, last=LAST)
        return DoubtPage(step, folder / f"{name}.infodesk", Keys.new(), sighting)

    return make


def new_keys(step: Doorstep, folder: Path) -> QWidget:
    """Return the first step of the rotation."""
    from infodesk.gui.pages.new_keys import NewKeysDialog

    return NewKeysDialog(_desk(step, folder))


def working(step: Doorstep, folder: Path) -> QWidget:
    """Return the last step of the rotation, refused."""
    from infodesk.core.errors import DiskFull
    from infodesk.gui.pages.new_keys import NewKeysDialog

    dialog = NewKeysDialog(_desk(step, folder))
    dialog.steps.addWidget(dialog._working())
    dialog.steps.setCurrentIndex(1)
    dialog._stop(DiskFull(path="vault.db"))
    return dialog


def keyring(step: Doorstep, folder: Path) -> QWidget:
    """Return the choice about the keyring, where there is none."""
    from infodesk.gui.pages.keyring_card import KeyringCard

    card = KeyringCard(_desk(step, folder))
    card.found_out(False)
    return card


def allow(step: Doorstep, folder: Path) -> QWidget:
    """Return the sheet that asks for the passphrase before the keyring is allowed."""
    from infodesk.gui.pages.keyring_card import AllowKeyringDialog

    return AllowKeyringDialog(_desk(step, folder))


def unlocking(step: Doorstep, folder: Path) -> QWidget:
    """Return the lock screen of a vault that the keyring may open."""
    from infodesk.gui.pages.unlock import UnlockPage

    (folder / "My search.infodesk").mkdir()
    page = UnlockPage(step, folder / "My search.infodesk")
    page.keyring.show()
    return page


def synced(step: Doorstep, folder: Path) -> QWidget:
    """Return the advice about a synced folder."""
    from infodesk.gui.pages.backups.syncing import SyncAdvice

    (folder / "Dropbox").mkdir()
    return SyncAdvice(_desk(step, folder / "Dropbox"))


def _desk(step: Doorstep, folder: Path) -> Desk:
    vault = OpenVault(folder=VaultFolder(folder / "My search.infodesk"), keys=Keys.new())
    vault.folder.path.mkdir()
    keys = vault.keys
    store = Store.create(vault.folder.database, keys.database(), keys.vault_id)
    return Desk(
        store=store,
        vault=vault,
        changes=Changes(store),
        jobs=step.jobs,
        ask=step.ask,
        notices=Notices(),
        commands=Commands(step.theme.icon),
        theme=step.theme,
        settings=step.settings,
    )


SCENES: dict[str, Scene] = {
    "older": doubt(Standing.OLDER),
    "other": doubt(Standing.OTHER),
    "new-keys": new_keys,
    "keyring": keyring,
    "allow-keyring": allow,
    "unlock-keyring": unlocking,
    "synced": synced,
    "new-keys-refused": working,
    "mixed": doubt(Standing.MIXED, "A very long name of a vault " * 4),
}
LOOKS: dict[str, tuple[Mode, float, tuple[int, int]]] = {
    "light": ("light", 1.0, (1080, 720)),
    "dark": ("dark", 1.0, (1080, 720)),
    "narrow": ("light", 1.0, (640, 480)),
    "200": ("contrast", 2.0, (1080, 900)),
}


def main() -> None:
    """Draw every scene in every look."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--only", nargs="*")
    chosen = options.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    app, theme = QApplication([]), Theme()
    for name, scene in SCENES.items():
        if chosen.only and name not in chosen.only:
            continue
        for look, (mode, scale, size) in LOOKS.items():
            theme.apply(app, mode, scale)
            with tempfile.TemporaryDirectory() as place:
                jobs = Jobs()
                step = Doorstep(
                    theme=theme, settings=Settings(Path(place)), jobs=jobs, ask=ScriptedAsk()
                )
                page = scene(step, Path(place))
                ground = page
                if not isinstance(page, QDialog):
                    ground = QWidget()
                    QVBoxLayout(ground).addWidget(page)
                ground.resize(*size)
                ground.show()
                for _ in range(3):
                    app.processEvents()
                ground.grab().save(str(chosen.folder / f"{name}-{look}.png"))
                ground.close()
                jobs.shutdown()


if __name__ == "__main__":
    main()
