"""Checking the open vault while somebody works in it: its pages at once, all of it once a week."""

import os
import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from infodesk.core.backups import Backup
from infodesk.core.errors import VaultDamaged
from infodesk.core.progress import Job, Progress
from infodesk.operations.backups import VaultCopy, last_verified
from infodesk.store import btrees, copying
from infodesk.store.store import Store

if TYPE_CHECKING:  # cryptography loads slowly, and the lock screen imports this package
    from infodesk.vault.keys import Keys

FULL_EVERY = timedelta(days=7)
_SLICE = 48


def check_pages(store: Store, keys: "Keys") -> Job[int]:
    """Compare every page of the open vault with its authentication code; return how many.

    Finds what a failing disk or another program did to the file, and neither asks the database nor
    copies anything. On the thread that opened the vault, between two transactions; what is saved
    meanwhile does no harm. Raises VaultDamaged or OSError.
    """
    from infodesk.vault.pages import SealedPages

    descriptor = store.descriptor()
    with os.fdopen(descriptor, "rb", buffering=0, closefd=False) as file:
        pages = SealedPages(file, keys.database(), keys.vault_id)
        count, doubtful = pages.count, []
        for number in range(1, count + 1):
            if number % _SLICE == 1:
                yield Progress(phase="verifying", done=number, total=count)
            if not pages.is_sound(number):
                doubtful.append(number)
        if doubtful:
            # The vault may be shorter now, and what is in a page that nothing uses is no matter.
            now = SealedPages(file, keys.database(), keys.vault_id)
            first = now.read(1)
            free = btrees.free_pages(first, now.read) if first is not None else set()
            for number in doubtful:
                if number <= now.count and number not in free and not now.is_sound(number):
                    raise VaultDamaged(path=str(store.path), detail=f"page {number}")
    return count


def is_full_check_due(backups: Sequence[Backup], last: datetime | None, now: datetime) -> bool:
    """Say whether everything is to be checked: no backup was read back for a week, and no copy."""
    newest = last_verified(backups)
    moments = [last, newest.verified_at if newest else None]
    return not any(moment and now - moment < FULL_EVERY for moment in moments)


def check_copy(copy: VaultCopy, keys: "Keys") -> Job[None]:
    """Check every page and row of a copy of the vault, and wipe it; VaultDamaged.

    Pure of the open vault, for another thread.
    """
    try:
        yield Progress(phase="verifying")
        copying.examine(copy.path, keys.database(), keys.vault_id)
    finally:
        shutil.rmtree(copy.work, ignore_errors=True)
