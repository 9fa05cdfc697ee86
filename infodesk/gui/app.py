"""Starting the window: lock screen, open vault, and the fresh process that follows a lock."""

import contextlib
import gc
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from infodesk.core.errors import UserError
from infodesk.gui.ask import Ask, Choice
from infodesk.gui.clipboard import SecretClipboard
from infodesk.gui.crash import CrashHandler
from infodesk.gui.handed_files import FOLDER, HandedFiles, wipe_left_overs
from infodesk.gui.hardening import harden_process
from infodesk.gui.jobs import Jobs
from infodesk.gui.presence import call_the_other
from infodesk.gui.settings import Choices, Settings
from infodesk.gui.shell.boxes import BoxAsk
from infodesk.gui.shell.placement import keep_place, restore_place
from infodesk.gui.theme import Theme
from infodesk.words import t
from infodesk.words.languages import use_language

if TYPE_CHECKING:  # what opens a vault is loaded while the passphrase is typed
    from infodesk.gui.desk import Desk, OpenVault
    from infodesk.store.store import Store


def run(argv: Sequence[str]) -> int:
    """Show the window until it is closed; `argv` may name a vault's folder. Return the status."""
    harden_process()
    settings = Settings()
    language = use_language(settings.now.language)
    app = QApplication([sys.argv[0] or "infodesk"])
    app.setApplicationName("InfoDesk")
    app.setDesktopFileName("infodesk")
    app.setLayoutDirection(QLocale(language).textDirection())
    named = Path(argv[0]).expanduser().absolute() if argv else None
    wanted = named or _last_vault(settings)
    if wanted is not None and call_the_other(settings.data_folder, wanted):
        return 0
    session = Session(app, settings)
    session.crashes.install()
    session.show_lock_screen(wanted)
    QTimer.singleShot(0, collect_garbage_again)
    status = app.exec()
    session.close_vault()
    session.crashes.remove()
    return status


def collect_garbage_again() -> None:
    """Collect garbage from now on, and never look through what is there now: it stays."""
    gc.freeze()
    gc.enable()


def _last_vault(settings: Settings) -> Path | None:
    return Path(settings.now.last_vault) if settings.now.last_vault else None


class Session(QObject):
    """One process: first its lock screen, then at most one open vault.

    `start_again(folder)` starts the fresh process that shows the lock screen after a lock: only
    the end of a process takes what was read out of memory.
    """

    def __init__(
        self,
        app: QApplication,
        settings: Settings,
        *,
        theme: Theme | None = None,
        ask: Ask | None = None,
        start_again: Callable[[Path], object] | None = None,
    ) -> None:
        super().__init__()
        self.app = app
        self.settings = settings
        self.theme = theme or Theme()
        self.window: QWidget | None = None
        self.desk: Desk | None = None
        self.jobs = Jobs(self)
        self.clipboard = SecretClipboard(self)
        self.files = HandedFiles(settings.folder / FOLDER)
        self.ask = ask or BoxAsk(self.theme, lambda: self.window)
        self.crashes = CrashHandler(self.jobs.cancel_all, self, meaning=self._meaning)
        self.crashes.crashed.connect(self._tell_crash)
        self.crashes.refused.connect(self._tell_failure)
        self._start_again = start_again or start_fresh_process
        self._at_end: Callable[[], object] | None = None
        self._look: tuple[object, ...] = ()
        settings.subscribe(self._dress)
        self._dress(settings.now)
        QTimer.singleShot(0, self, lambda: app.setWindowIcon(self._icon()))  # the window first

    # Locked

    def show_lock_screen(self, folder: Path | None) -> None:
        """Show the lock screen for a vault, or first run, where the window was last."""
        from infodesk.gui.pages.door import Door
        from infodesk.gui.pages.doorstep import Doorstep

        step = Doorstep(theme=self.theme, settings=self.settings, jobs=self.jobs, ask=self.ask)
        wipe_left_overs(self.settings.folder / FOLDER)
        page = Door(step, folder=folder, opened=self.open_desk)
        page.setWindowTitle("InfoDesk")
        restore_place(page, self.settings)
        self.window = page
        page.show()

    # Open

    def open_desk(
        self,
        store: "Store",
        vault: "OpenVault",
        then: "Callable[[Desk], object] | None" = None,
    ) -> None:
        """Replace the lock screen by the window around an open vault, and do `then` in it."""
        from infodesk.gui import presence
        from infodesk.gui.changes import Changes
        from infodesk.gui.checking import VaultChecker
        from infodesk.gui.commands import Commands
        from infodesk.gui.desk import Desk
        from infodesk.gui.dropped import take_dropped
        from infodesk.gui.notices import Notices
        from infodesk.gui.pages.backups.syncing import advise_once
        from infodesk.gui.places import Places
        from infodesk.gui.shell.idle import IdleWatch
        from infodesk.gui.shell.reminders import Reminders
        from infodesk.gui.shell.system_lock import SystemLock
        from infodesk.gui.shell.window import MainWindow
        from infodesk.gui.watching import VaultWatch
        from infodesk.operations.today import count_today

        desk = Desk(
            store=store,
            vault=vault,
            changes=Changes(store, self),
            jobs=self.jobs,
            ask=self.ask,
            notices=Notices(self),
            commands=Commands(self.theme.icon, self),
            theme=self.theme,
            settings=self.settings,
            clipboard=self.clipboard,
            files=self.files,
        )
        desk.leave = self.leave
        self.desk = desk
        self.settings.change(last_vault=str(vault.folder.path))
        places = Places(desk, lambda place: window.go(place))
        specs = places.specs()
        window = MainWindow(
            desk,
            specs,
            find=places.find,
            files_dropped=lambda paths: take_dropped(desk, paths),
        )
        places.add_commands()
        window.lock_asked.connect(self.lock)
        window.rescue_asked.connect(self.rescue)
        window.closed.connect(self._closed)
        before, self.window = self.window, window
        restore_place(window, self.settings)
        window.go(specs[0].id)
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()
        if then is not None:
            then(desk)
        self.backups = places.backups
        self.backups.start()
        self.watch = VaultWatch(desk, self)
        self.watch.kept.connect(self._tell_kept)
        self.watch.lost.connect(self._tell_lost)
        self.watch.start()
        self.presence = presence.Presence(self.settings.data_folder, vault.folder.path, self)
        self.presence.wanted.connect(self._come_to_front)
        self.presence.start()
        self.checks = VaultChecker(desk, self.backups, self)
        self.checks.start()
        self.idle = IdleWatch(
            self._lock_unasked,
            lambda: self.settings.now.auto_lock_minutes,
            lambda: bool(self.jobs.running),
            parent=self,
        )
        self.idle.start(self.app)
        self.reminders = Reminders(
            lambda: self.settings.now.reminders,
            lambda: count_today(store, desk.clock()),
            lambda: desk.clock().date(),
            self._icon,
            parent=self,
        )
        self.reminders.start()
        self.system_lock = SystemLock(lambda: self.settings.now.lock_with_system, self)
        self.system_lock.locked_by_system.connect(self._lock_unasked)
        self.system_lock.start(window)
        if then is None:
            advise_once(desk)

    def lock(self) -> None:
        """Close the vault, start a fresh process with the lock screen in this place, and end."""
        if self.desk is not None:
            self._lock_to(self.desk.vault.folder.path)

    def _lock_to(self, folder: Path) -> None:
        """Lock; the fresh process shows the lock screen of the vault at `folder`."""
        if self.window is not None:
            keep_place(self.window, self.settings)
            self.window.hide()
        self.close_vault()
        self._start_again(folder)
        self.app.exit(0)

    def leave(self, at_end: Callable[[], object]) -> None:
        """Lock, and call `at_end` once the database is closed; what refuses it is told first.

        If it returns a path, the vault is there from now on.
        """
        if self.desk is None:
            return
        from infodesk.words.errors import explain

        folders = [self.desk.vault.folder.path]
        refused: list[UserError] = []

        def end() -> None:
            self._at_end = None
            try:
                moved = at_end()
            except UserError as error:
                refused.append(error)
            else:
                if isinstance(moved, Path):
                    folders.append(moved)

        def go(_chosen: str = "") -> None:
            self._start_again(folders[-1])
            self.app.exit(0)

        self._at_end = end
        if self.window is not None:
            keep_place(self.window, self.settings)
            self.window.hide()
        self.close_vault()
        if refused:
            words = explain(refused[0])
            self.ask.choose(t("The vault is as it was"), words, [self.ask.ok()], go)
        else:
            go()

    def rescue(self) -> None:
        """Close the damaged vault and show what can be done about it; a fresh process follows."""
        from infodesk.core.errors import VaultDamaged
        from infodesk.gui.pages.door import Door
        from infodesk.gui.pages.doorstep import Doorstep
        from infodesk.vault.keys import Keys

        if self.desk is None or self.window is None:
            return
        vault = self.desk.vault
        keys = Keys(vault.keys.vault_id, bytearray(vault.keys.root()))
        before = self.window
        keep_place(before, self.settings)
        before.hide()
        self.close_vault()
        step = Doorstep(theme=self.theme, settings=self.settings, jobs=self.jobs, ask=self.ask)
        page = Door(step, folder=vault.folder.path, opened=self.open_desk)
        page.setWindowTitle("InfoDesk")
        restore_place(page, self.settings)
        page.rescue(VaultDamaged(path=str(vault.folder.database)), keys, self._leave_for)
        self.window = page
        page.show()
        before.deleteLater()

    def _leave_for(self, folder: Path) -> None:
        if self.window is not None:
            self.window.hide()
        self._start_again(folder)
        self.app.exit(0)

    def close_vault(self) -> None:
        """End all work, close the database, wipe the keys."""
        self.jobs.shutdown()
        if self.desk is None:
            return
        self.idle.stop()
        self.reminders.stop()
        self.backups.stop()
        self.checks.stop()
        self.system_lock.stop()
        self.clipboard.clear()
        self.files.wipe()
        self.desk.portraits.stop()
        self.desk.commands.retire()
        self.presence.stop()
        self.watch.stop()
        self.desk.store.close()
        self.watch.closed()
        if self._at_end is not None:
            self._at_end()
        self.desk.vault.keys.wipe()
        self.desk = None

    def _come_to_front(self) -> None:
        from infodesk.gui import presence

        if self.window is not None:
            presence.bring_to_front(self.window)

    def _tell_kept(self, folder: Path) -> None:
        """Say where what was open is safe, after its file was replaced or removed."""
        from infodesk.gui.watching import kept_words

        self.ask.choose(
            t("The vault's file was replaced"),
            kept_words(folder),
            [
                Choice(id="", text=t("Stay, to copy what I typed")),
                Choice(id="here", text=t("Lock, and open what is there now")),
                Choice(id="kept", text=t("Lock, and open what was kept"), kind="primary"),
            ],
            lambda chosen: self._leave_replaced(chosen, folder),
        )

    def _tell_lost(self, error: UserError) -> None:
        """Say that what was open could not be kept after its file was replaced or removed."""
        from infodesk.words.errors import explain

        last = self.backups.last()
        words = t(
            "Another program, perhaps a sync service, replaced or overwrote this vault's file "
            "while it was open. What was open could not be kept as a whole: {reason} Nothing more "
            "is being saved in this window. What you still see in it can be copied.",
            reason=explain(error),
        )
        if last is not None:
            from infodesk.gui.backing_up import last_sentence

            words = f"{words}\n\n{last_sentence(last, datetime.now(UTC).astimezone())}."
        self.ask.choose(
            t("The vault's file was replaced"),
            words,
            [
                Choice(id="", text=t("Stay, to copy what I typed")),
                Choice(id="again", text=t("Try to keep it again")),
                Choice(id="here", text=t("Lock"), kind="primary"),
            ],
            self._after_lost,
        )

    def _after_lost(self, chosen: str) -> None:
        if chosen == "again" and self.desk is not None:
            self.watch.keep()
        elif chosen == "here":
            self.lock()

    def _leave_replaced(self, chosen: str, folder: Path) -> None:
        if chosen and self.desk is not None:
            self._lock_to(folder if chosen == "kept" else self.desk.vault.folder.path)

    def _lock_unasked(self) -> None:
        # Nobody is there to be asked: what a field refuses is lost rather than left readable.
        self._flush()
        self.lock()

    def _flush(self) -> None:
        flush = getattr(self.window, "flush", None)
        if flush is not None:
            flush()

    def _closed(self) -> None:
        self.close_vault()
        self.app.exit(0)

    # Looks and faults

    def _dress(self, now: Choices) -> None:
        look = (now.theme, now.text_size, now.density)
        if look != self._look:
            self._look = look
            mode, density = now.theme, now.density
            self.theme.apply(self.app, mode, now.text_size / 100, density)  # type: ignore[arg-type]

    def _icon(self) -> QIcon:
        return self.theme.app_icon()

    def _meaning(self, error: BaseException) -> UserError | None:
        """Return what a disk that fails under the open vault means; reading meets it anywhere."""
        if isinstance(error, UserError):
            return error
        if self.desk is None or not isinstance(error, Exception):
            return None
        from infodesk.store.opening import as_user_error

        return as_user_error(error, self.desk.store.path)

    def _tell_failure(self, error: UserError) -> None:
        if self.desk is not None:
            self.desk.notices.failing.emit(error)

    def _tell_crash(self, report: str) -> None:
        self.ask.choose(
            t("InfoDesk made a mistake"),
            t(
                "What was under way was undone; everything saved before is safe. The report below "
                "holds the place of the mistake and nothing you wrote."
            ),
            [
                Choice(id="quit", text=t("Quit")),
                Choice(id="copy", text=t("Copy the report")),
                Choice(id="go-on", text=t("Continue"), kind="primary"),
            ],
            lambda chosen: self._after_crash(chosen, report),
            detail=report,
        )

    def _after_crash(self, chosen: str, report: str) -> None:
        self.crashes.showing = False
        if chosen == "copy":
            self.clipboard.copy(report, private=False)
        elif chosen == "quit":
            # The page may be what broke; what was typed a moment ago is worth a try all the same.
            with contextlib.suppress(Exception):
                self._flush()
            self.close_vault()
            self.app.exit(1)


def fresh_process(folder: Path) -> tuple[str, list[str]]:
    """Return program and arguments that open InfoDesk's window on the vault at `folder`."""
    if getattr(sys, "frozen", False):
        return sys.executable, [str(folder)]
    return sys.executable, ["-m", "infodesk", str(folder)]


def start_fresh_process(folder: Path) -> None:
    """Start InfoDesk again, on its own; it outlives this process."""
    from PySide6.QtCore import QProcess

    program, arguments = fresh_process(folder)
    QProcess.startDetached(program, arguments, str(Path.cwd()))
