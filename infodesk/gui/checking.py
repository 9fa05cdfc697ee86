"""Checks of the open vault in the background: its pages after unlocking, all of it once a week."""

import contextlib
import shutil
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer

from infodesk.core.errors import UserError, VaultDamaged
from infodesk.core.progress import Job
from infodesk.gui.backing_up import BackupKeeper
from infodesk.gui.desk import Desk
from infodesk.operations import backups, checking
from infodesk.words import t

SETTLE_MS = 9_000
"""After unlocking: behind the day's backup, which checks all of the vault as well."""

STEP_MS = 10
"""Between two small parts of the work: it shall not be felt, so it may take some seconds."""


class VaultChecker(QObject):
    """Looks after the vault on a desk; damage is told in the red bar.

    Its steps only read, and none begins while a job holds the vault: so unlike a job it locks
    nobody out meanwhile.
    """

    def __init__(self, desk: Desk, keeper: BackupKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._keeper = desk, keeper
        self._work: Job[Any] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    @property
    def busy(self) -> bool:
        """Whether something is being checked on this thread."""
        return self._work is not None

    def start(self) -> None:
        """Begin in a while."""
        self._timer.start(SETTLE_MS)

    def stop(self) -> None:
        """Begin nothing more and drop what was begun."""
        self._timer.stop()
        if self._work is not None:
            self._work.close()
            self._work = None

    def check_now(self) -> None:
        """Begin at once."""
        self._work = checking.check_pages(self._desk.store, self._desk.vault.keys)
        self._timer.start(STEP_MS)

    def _step(self) -> None:
        if self._work is None:
            self.check_now()
            return
        if self._desk.jobs.busy:
            return
        try:
            next(self._work)
        except StopIteration as ended:
            self._ended(ended.value)
        except VaultDamaged as error:
            self.stop()
            self._desk.notices.failed(error)
        except (UserError, OSError):
            self.stop()  # a disk that cannot be read is told by whatever needs it
        except Exception as error:
            self.stop()
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        """Say what a failing database means, or that this is a bug."""
        from infodesk.store.opening import as_user_error

        meant = as_user_error(error, self._desk.store.path)
        if meant is None:
            raise error
        self._desk.notices.failed(meant)

    def _ended(self, result: object) -> None:
        desk = self._desk
        self.stop()
        if isinstance(result, backups.VaultCopy):
            run = desk.jobs.threaded(
                checking.check_copy(result, desk.vault.keys),
                title=t("Checking"),
                done=lambda _none: self._keep_moment(),
            )
            run.cancelled.connect(lambda: shutil.rmtree(result.work, ignore_errors=True))
        elif checking.is_full_check_due(self._keeper.all(), self._last(), desk.clock()):
            self._work = backups.copy_vault(desk.store, self._keeper.place)
            self._timer.start(STEP_MS)

    def _last(self) -> datetime | None:
        now = self._desk.settings.now
        if now.checked_vault == self._vault_mark():
            with contextlib.suppress(ValueError):
                return datetime.fromisoformat(now.checked_at)
        return None

    def _keep_moment(self) -> None:
        moment = self._desk.clock().isoformat(timespec="minutes")
        self._desk.settings.change(checked_vault=self._vault_mark(), checked_at=moment)

    def _vault_mark(self) -> str:
        return self._desk.vault.keys.vault_id.hex()[:16]
