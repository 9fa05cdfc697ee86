"""Backups of the open vault: made once a day and before risky work, told in the status line."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from infodesk.core.backups import Backup
from infodesk.core.errors import UserError
from infodesk.gui.desk import Desk
from infodesk.gui.settings import Settings
from infodesk.operations import backups
from infodesk.words import t
from infodesk.words.dates import day_nearby

if TYPE_CHECKING:
    from infodesk.vault.keys import Keys

SETTLE_MS = 4_000
"""After unlocking, before the day's backup: whoever unlocks wants to see something first."""


class BackupKeeper(QObject):
    """Makes backups of the vault on a desk; `changed` is sent when there is another list of them.

    A backup is made in two parts: the copy in slices on this thread, then the check on the worker.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self.make_if_due)
        self.busy = False

    @property
    def place(self) -> Path:
        """The folder in which the backups of this vault lie."""
        return backup_place(self._desk.settings, self._desk.vault.keys)

    @property
    def second(self) -> Path | None:
        """The folder that gets each backup as well, None for no such folder."""
        chosen = self._desk.settings.now.backup_second
        return Path(chosen) if chosen else None

    def all(self) -> tuple[Backup, ...]:
        """Return the backups of this vault, newest first."""
        return backups.read_backups(self.place, self._desk.vault.keys)

    def last(self) -> Backup | None:
        """Return the newest backup that was read back and checked."""
        return backups.last_verified(self.all())

    def start(self) -> None:
        """Begin to look after the vault that was just opened."""
        self._tell()
        self._timer.start()

    def stop(self) -> None:
        """Begin nothing more."""
        self._timer.stop()

    def make_if_due(self) -> None:
        """Make the day's backup, if something changed since the last one."""
        desk = self._desk
        if desk.settings.now.backup_daily and not self.busy:
            if desk.jobs.busy:
                self._timer.start()  # later: another job holds the vault
            elif backups.is_due(self.all(), desk.store, desk.clock()):
                self.make()

    def make(
        self,
        then: Callable[[], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
    ) -> None:
        """Make a backup now, then call `then`; `failed` takes what went wrong, else it is told."""
        desk = self._desk
        self.busy = True
        self.changed.emit()

        def refused(error: UserError) -> None:
            self._end()
            if failed is not None:
                failed(error)
            else:
                desk.notices.failed(error)

        def done(finished: backups.BackupDone) -> None:
            self._end()
            if finished.trouble is not None:
                desk.notices.failed(finished.trouble)
            if then is not None:
                then()

        def copied(copy: backups.VaultCopy) -> None:
            work = backups.complete(
                copy,
                desk.vault.folder,
                desk.vault.keys,
                self.place,
                second=self.second,
                now=desk.clock(),
            )
            title = t("Backing up")
            run = desk.jobs.threaded(work, title=title, done=done, failed=refused)
            run.cancelled.connect(self._end)

        run = desk.jobs.sliced(
            backups.copy_vault(desk.store, self.place),
            title=t("Backing up"),
            done=copied,
            failed=refused,
        )
        run.cancelled.connect(self._end)

    def before(self, then: Callable[[], object]) -> None:
        """Make a backup if something changed since the last one, then call `then`.

        For work that changes much. That it could not be made is told and does not keep `then`
        from being done: undo takes the work back all the same.
        """
        last = self.last()
        now = self._desk.store.sequence
        unchanged = last is not None and last.holds is not None and last.holds.sequence == now
        if not self._desk.settings.now.backup_daily or self.busy or unchanged:
            then()
            return

        def refused(error: UserError) -> None:
            self._desk.notices.failed(error)
            then()

        self.make(then, refused)

    def _end(self) -> None:
        self.busy = False
        self.changed.emit()
        self._tell()

    def _tell(self) -> None:
        last = self.last()
        if last is not None:
            self._desk.notices.backed_up.emit(last_sentence(last, self._desk.clock()))


def backup_place(settings: Settings, keys: "Keys") -> Path:
    """Return the folder in which the backups of a vault lie."""
    chosen = settings.now.backup_place
    root = Path(chosen) if chosen else settings.data_folder / "backups"
    return root / keys.vault_id.hex()[:16]


def moment_nearby(moment: datetime, now: datetime) -> str:
    """Return a moment as one would say it today: today 09:12, 3 Nov 2025 18:00."""
    local = moment.astimezone(now.tzinfo)
    return t("{day} {time}", day=day_nearby(local.date(), now.date()), time=local.strftime("%H:%M"))


def last_sentence(last: Backup, now: datetime) -> str:
    """Return the status line's words: Last verified backup today 09:12."""
    verified = last.verified_at or last.made_at
    return t(
        "Last verified backup {moment}", moment=moment_nearby(max(verified, last.made_at), now)
    )
