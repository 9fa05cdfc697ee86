"""Watching over the open vault's file: remembers how far it came, notices foreign hands."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from infodesk.core.errors import UserError, VaultReplaced
from infodesk.gui.desk import Desk
from infodesk.gui.pages.doorstep import SEEN_FOLDER
from infodesk.operations import freshness
from infodesk.words import t

LOOK_MS = 5_000
NOTE_EVERY = 24
"""So many looks pass before what is remembered is brought up to date: two minutes."""


class VaultWatch(QObject):
    """Looks every few seconds whether the vault's file is still the open one.

    If it was replaced or removed, what is open is kept at once as a vault beside it, which is sent
    as `kept`; `lost` is sent with the reason if that failed.
    """

    kept = Signal(object)
    lost = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._memory = desk.settings.data_folder / SEEN_FOLDER
        self._key_file = b""
        self._noted = -1
        self._looks = 0
        self.foreign = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch over the vault that was just opened."""
        self._note()
        self._keep_key_file()
        self._timer.start()
        self._desk.notices.failing.connect(self._failed)
        self._desk.jobs.refused.connect(self._failed)

    def stop(self) -> None:
        """End it, just before the database is closed."""
        self._timer.stop()
        self._desk.notices.failing.disconnect(self._failed)
        self._desk.jobs.refused.disconnect(self._failed)

    def closed(self) -> None:
        """Remember the closed file, while the keys are still there."""
        if not self.foreign:
            vault, store = self._desk.vault, self._desk.store
            freshness.note_closed(
                vault.folder, vault.keys, self._memory, store.sequence, store.token
            )

    def look(self) -> None:
        """Look whether the file is still ours, and note now and then how far it has come."""
        if self.foreign or self._desk.jobs.busy:
            return
        try:
            self.foreign = self._desk.store.is_foreign()
        except UserError as error:
            self._desk.notices.failed(error)
            return
        if self.foreign:
            self.keep()
            return
        self._looks += 1
        if self._looks % NOTE_EVERY == 0 and self._desk.store.sequence != self._noted:
            self._note()
            self._keep_key_file()

    def keep(self) -> None:
        """Make a vault of what is open; after the first time, again if it is asked for."""
        desk = self._desk
        self.foreign = True
        desk.jobs.sliced(
            freshness.keep_what_is_open(
                desk.store, desk.vault.folder, desk.vault.keys, self._key_file, desk.clock()
            ),
            title=t("Keeping what is open"),
            done=self.kept.emit,
            failed=self.lost.emit,
        )

    def _failed(self, error: UserError) -> None:
        """Keep what is open at once if a write was refused because the file was replaced."""
        if isinstance(error, VaultReplaced):
            QTimer.singleShot(0, self, self.look)  # not in the middle of what was refused

    def _note(self) -> None:
        vault = self._desk.vault
        freshness.note_open(self._desk.store, vault.folder, vault.keys, self._memory)
        self._noted = self._desk.store.sequence

    def _keep_key_file(self) -> None:
        from infodesk.vault.folder import key_file_bytes

        try:
            self._key_file = key_file_bytes(self._desk.vault.folder, self._desk.vault.keys)
        except UserError:
            return  # damaged since: the one read before opens a kept vault as well


def kept_words(folder: Path) -> str:
    """Return the sentence about what became of the open vault."""
    return t(
        "Another program, perhaps a sync service, replaced or removed this vault's file while it "
        "was open. Everything saved until then is safe in “{name}”, in {place}; it opens with the "
        "same passphrase. Nothing more is being saved in this window.",
        name=folder.stem,
        place=str(folder.parent),
    )
