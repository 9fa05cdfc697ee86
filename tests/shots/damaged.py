"""Paint a damaged vault (two ways on, saving under way, the report) and one that is only read."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from datetime import timedelta

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from infodesk.core.errors import VaultDamaged
from infodesk.core.progress import Progress, finish
from infodesk.core.salvage import Salvage, SavedKind
from infodesk.gui.app import Session
from infodesk.gui.desk import OpenVault
from infodesk.gui.jobs import Jobs
from infodesk.gui.pages.damaged import DamagedPage
from infodesk.gui.pages.doorstep import Doorstep
from infodesk.gui.scripted import ScriptedAsk
from infodesk.gui.settings import Settings
from infodesk.gui.theme import Theme
from infodesk.operations import backups, vaults
from infodesk.operations.sample import load_sample
from infodesk.store.store import Store, utc_now
from infodesk.vault.folder import VaultFolder
from infodesk.vault.keys import Keys
from tests.vault.insecure_profile import CHEAP

LOOKS = {
    "light": ("light", 1.0, (1000, 760)),
    "dark": ("dark", 1.0, (1000, 760)),
    "narrow": ("light", 1.0, (640, 480)),
    "text-200": ("light", 2.0, (1000, 900)),
}
SAVED = Salvage(
    kinds=(
        SavedKind(table="person", saved=1967, partly=12, expected=1967),
        SavedKind(table="company", saved=640, expected=640),
        SavedKind(table="meeting", saved=48, expected=48),
        SavedKind(table="note", saved=1412, partly=3, expected=1420),
        SavedKind(table="touch", saved=3051, expected=3051),
        SavedKind(table="import", saved=4, expected=None),
    ),
    pages=5210,
    damaged=3,
)


def paint(folder):
    """Write a picture of each state in each look into `folder`."""
    app = QApplication.instance() or QApplication([])
    work = Path(tempfile.mkdtemp())
    vault = VaultFolder(work / "My search.infodesk")
    keys = finish(vaults.make_keys(vault, "five plain words for tests", CHEAP))
    store = vaults.make_vault(vault, keys)
    load_sample(store, "Europe/Berlin")
    settings, theme = Settings(work / "settings"), Theme()
    place = backups.place_of("", settings.data_folder, keys)
    copy = finish(backups.copy_vault(store, place))
    then = utc_now() - timedelta(days=1)
    finish(backups.complete(copy, vault, keys, place, now=then))
    store.close()
    folder.mkdir(parents=True, exist_ok=True)
    error = VaultDamaged(path=str(vault.database), detail="SQLITE_CORRUPT")
    for look, (mode, scale, size) in LOOKS.items():
        settings.change(theme=mode, text_size=round(scale * 100))
        theme.apply(app, mode, scale)
        step = Doorstep(theme=theme, settings=settings, jobs=Jobs(), ask=ScriptedAsk(), place=work)
        for state in ("ways", "saving", "report"):
            page = DamagedPage(step, vault.path, error, keys=keys)
            ground = QWidget()
            QVBoxLayout(ground).addWidget(page)
            ground.resize(*size)
            ground.show()
            if state == "saving":
                page._show_part(page.working)
                page._tell(Progress(phase="salvage-writing", done=2900, total=5210))
            elif state == "report":
                page._target = work / "My search (saved).infodesk"
                page._done(SAVED)
            for _ in range(5):
                app.processEvents()
            ground.grab().save(str(folder / f"damaged-{state}-{look}.png"))
            ground.hide()
            ground.deleteLater()
        paint_reading(app, vault, keys, theme, settings, folder / f"read-only-{look}.png", size)


def paint_reading(app, vault, keys, theme, settings, target, size):
    """Write a picture of People in a vault that can only be read."""
    store = Store.open(vault.database, keys.database(), keys.vault_id, read_only=True)
    session = Session(app, settings, theme=theme, ask=ScriptedAsk(), start_again=lambda _: None)
    own = Keys(keys.vault_id, bytearray(keys.root()))
    session.open_desk(store, OpenVault(folder=vault, keys=own))
    session.window.resize(*size)
    session.window.go("people")
    for _ in range(20):
        app.processEvents()
    session.window.grab().save(str(target))
    session.window.hide()
    session.close_vault()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    paint(parser.parse_args().folder)
