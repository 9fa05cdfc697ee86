"""The window before a vault is open: lock screen, recovery code, and the pages of first run."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from infodesk.core.errors import UserError, VaultDamaged
from infodesk.gui.ask import FileKind
from infodesk.gui.pages.doorstep import Doorstep, find_vault
from infodesk.gui.pages.unlock import UnlockPage
from infodesk.words import t

if TYPE_CHECKING:  # the lock screen must appear before what opens a vault is loaded
    from infodesk.core.freshness import Sighting
    from infodesk.gui.desk import Desk, OpenVault
    from infodesk.gui.pages.doubt import DoubtPage
    from infodesk.store.store import Store
    from infodesk.vault.folder import VaultFolder
    from infodesk.vault.keys import Keys

Opened = Callable[["Store", "OpenVault", "Callable[[Desk], object] | None"], object]
"""Takes over an open vault; the last argument is what the person wants to do first, if anything."""


class Door(QWidget):
    """Shows one page at a time and hands an open vault to `opened`.

    Without a `folder` it begins with the welcome.
    """

    def __init__(self, step: Doorstep, *, folder: Path | None, opened: Opened) -> None:
        super().__init__()
        self._step, self._opened = step, opened
        self._folder = folder
        self._held: tuple[Store | None, Keys] | None = None
        self._leave: Callable[[Path], object] | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self.page: QWidget = QWidget()
        self.setMinimumSize(480, 400)
        if folder is not None:
            self.show_lock(folder)
        else:
            self.show_welcome()

    # Pages

    def show_lock(self, folder: Path, notice: str = "") -> None:
        """Ask for the passphrase of the vault at `folder`."""
        if self._leave is not None:
            self._leave(folder)
            return
        self._folder = folder
        page = UnlockPage(self._step, folder, notice=notice)
        page.opened.connect(self._unlocked)
        page.doubted.connect(self._doubted)
        page.damaged.connect(self._show_damaged)
        page.recovery_wanted.connect(self.show_recovery)
        page.another_wanted.connect(self.choose_vault)
        page.new_wanted.connect(self.show_create)
        page.restore_wanted.connect(self.choose_backup)
        self._show(page)

    def show_welcome(self) -> None:
        """Say what InfoDesk is for and offer the ways to a vault."""
        from infodesk.gui.pages.first_run.welcome import WelcomePage

        page = WelcomePage(self._step)
        page.new_wanted.connect(self.show_create)
        page.another_wanted.connect(self.choose_vault)
        page.restore_wanted.connect(self.choose_backup)
        self._show(page)

    def show_create(self) -> None:
        """Let a vault be created."""
        from infodesk.gui.pages.first_run.create import CreatePage

        page = CreatePage(self._step)
        page.created.connect(self._created)
        page.left.connect(self.show_start)
        self._show(page)

    def show_recovery(self) -> None:
        """Let the recovery code be typed."""
        from infodesk.gui.pages.recovering import RecoveryPage

        assert self._folder is not None
        page = RecoveryPage(self._step, self._folder)
        page.proved.connect(self._proved)
        page.left.connect(self.show_start)
        page.restore_wanted.connect(self.choose_backup)
        self._show(page)

    def rescue(self, error: UserError, keys: "Keys", leave: Callable[[Path], object]) -> None:
        """Say what can be done about the damaged vault whose `keys` are known.

        From here on `leave` is called with the folder of the vault whose lock screen is wanted.
        """
        self._leave = leave
        self._show_damaged(error, "", keys)

    def _show_damaged(self, error: UserError, passphrase: str, keys: "Keys | None" = None) -> None:
        from infodesk.gui.pages.damaged import DamagedPage

        assert self._folder is not None
        if keys is not None:
            self._held = (None, keys)
        page = DamagedPage(self._step, self._folder, error, passphrase=passphrase, keys=keys)
        page.keys_made.connect(self._hold)
        page.left.connect(self.show_start)
        page.backup_wanted.connect(self._show_restore)
        page.another_wanted.connect(self.choose_backup)
        page.saved.connect(self._open_saved)
        self._show(page)

    def _hold(self, keys: "Keys") -> None:
        self._held = (None, keys)

    def _open_saved(self, folder: Path) -> None:
        self._let_go()
        self.show_lock(folder, t("This is what was saved. The same passphrase opens it."))

    def show_start(self) -> None:
        """Go back to where this window began."""
        self._let_go()
        if self._folder is not None:
            self.show_lock(self._folder)
        else:
            self.show_welcome()

    def choose_vault(self) -> None:
        """Let the folder of a vault be chosen."""
        self._step.ask.folder(
            t("Choose a vault: the folder that ends in .infodesk"),
            lambda chosen: self.show_lock(find_vault(chosen).path),
        )

    def choose_backup(self) -> None:
        """Let a backup be chosen, then a name for the vault it becomes."""
        kinds = [FileKind(text=t("InfoDesk backup"), patterns=("*.idbackup",))]
        self._step.ask.open_files(
            t("Choose a backup"), kinds, lambda paths: self._show_restore(paths[0])
        )

    def _show_restore(self, backup: Path) -> None:
        from infodesk.gui.pages.first_run.restore import RestorePage

        page = RestorePage(self._step, backup)
        page.left.connect(self.show_start)
        page.another_wanted.connect(self.choose_backup)
        page.restored.connect(
            lambda folder: self.show_lock(
                folder, t("The backup is restored. Its passphrase opens it.")
            )
        )
        self._show(page)

    def _show(self, page: QWidget) -> None:
        before, self.page = self.page, page
        self._whole.removeWidget(before)
        before.hide()
        before.deleteLater()
        self._whole.addWidget(page)

    # An open vault

    def _unlocked(self, store: "Store", keys: "Keys") -> None:
        from infodesk.vault.folder import VaultFolder

        assert self._folder is not None
        self._hand_over(VaultFolder(self._folder), store, keys)

    def _doubted(self, keys: "Keys", sighting: "Sighting") -> None:
        """Ask what to do with a vault that is not the one last seen here."""
        from infodesk.gui.pages.doubt import DoubtPage

        assert self._folder is not None
        self._held = (None, keys)
        page = DoubtPage(self._step, self._folder, keys, sighting)
        page.left.connect(lambda: self._give_up(self.show_start))
        page.another_wanted.connect(lambda: self._give_up(self._choose_another))
        page.restore_wanted.connect(self._restore_instead)
        page.accepted.connect(lambda found: self._open_doubted(page, keys, found))
        self._show(page)

    def _choose_another(self) -> None:
        self.show_start()
        self.choose_vault()

    def _restore_instead(self, backup: Path | None) -> None:
        self._give_up(self.show_start)
        if backup is None:
            self.choose_backup()
        else:
            self._show_restore(backup)

    def _give_up(self, then: Callable[[], object]) -> None:
        """Wipe the keys of a vault that is not opened after all."""
        if self._held is not None:
            self._held[1].wipe()
            self._held = None
        then()

    def _open_doubted(self, page: "DoubtPage", keys: "Keys", found: "Sighting") -> None:
        from infodesk.operations.vaults import open_vault
        from infodesk.vault.folder import VaultFolder

        if not found.good and found.standing is not page.sighting.standing:
            self._doubted(keys, found)  # sorted out, and still not what was closed here
            return
        assert self._folder is not None
        folder = VaultFolder(self._folder)
        try:
            store = open_vault(folder, keys)
        except VaultDamaged as error:
            self._show_damaged(error, "", keys)
            return
        except UserError as error:
            page.trouble.say(error)
            return
        self._hand_over(folder, store, keys)

    def _created(self, folder: "VaultFolder", store: "Store", keys: "Keys") -> None:
        from infodesk.gui.pages.first_run.confirm import RecoveryCodePage

        self._held = (store, keys)
        page = RecoveryCodePage(self._step, folder.name, keys.recovery_code())
        page.kept.connect(lambda: self._show_ways(folder, store, keys))
        self._show(page)

    def _show_ways(self, folder: "VaultFolder", store: "Store", keys: "Keys") -> None:
        from infodesk.gui.pages.first_run.ways import WaysPage

        page = WaysPage(self._step)
        page.chosen.connect(lambda then: self._hand_over(folder, store, keys, then))
        self._show(page)

    def _proved(self, keys: "Keys") -> None:
        from infodesk.gui.pages.recovering import NewPassphrasePage

        assert self._folder is not None
        self._held = (None, keys)
        page = NewPassphrasePage(self._step, self._folder, keys)
        page.done.connect(lambda proved: self._open_recovered(page, proved))
        self._show(page)

    def _open_recovered(self, page: QWidget, keys: "Keys") -> None:
        from infodesk.gui.pages.recovering import NewPassphrasePage
        from infodesk.operations.freshness import look
        from infodesk.operations.vaults import open_vault
        from infodesk.vault.folder import VaultFolder

        assert self._folder is not None
        assert isinstance(page, NewPassphrasePage)
        folder = VaultFolder(self._folder)
        try:
            sighting = look(folder, keys, self._step.memory)
            if not sighting.good:
                self._doubted(keys, sighting)
                return
            store = open_vault(folder, keys)
        except VaultDamaged as error:
            self._show_damaged(error, "", keys)
            return
        except UserError as error:
            page.say(error)
            return
        self._hand_over(folder, store, keys)

    def _hand_over(
        self,
        folder: "VaultFolder",
        store: "Store",
        keys: "Keys",
        then: "Callable[[Desk], object] | None" = None,
    ) -> None:
        from infodesk.gui.desk import OpenVault, local_now

        self._held = None
        moment = local_now().isoformat(timespec="minutes")
        self._step.settings.change(last_vault=str(folder.path), last_opened=moment)
        self._opened(store, OpenVault(folder=folder, keys=keys), then)

    # Leaving

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc from a page that has a way back."""
        back = getattr(self.page, "back", None)
        if event.key() == Qt.Key.Key_Escape and back is not None:
            back.click()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close a vault that nobody took over, and wipe its keys."""
        self._step.jobs.cancel_all()  # one that saves a vault would go on with the wiped keys
        self._let_go()
        super().closeEvent(event)

    def _let_go(self) -> None:
        if self._held is not None:
            store, keys = self._held
            if store is not None:
                store.close()
            keys.wipe()
            self._held = None
