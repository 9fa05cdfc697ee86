"""What the pages of a window share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from infodesk.gui.ask import Ask
from infodesk.gui.busy_times import BusyTimes
from infodesk.gui.changes import Changes
from infodesk.gui.clipboard import SecretClipboard
from infodesk.gui.commands import Commands
from infodesk.gui.handed_files import HandedFiles
from infodesk.gui.jobs import Jobs
from infodesk.gui.notices import Notices
from infodesk.gui.portraits import Portraits
from infodesk.gui.settings import Settings
from infodesk.gui.theme import Theme
from infodesk.store.store import Store

if TYPE_CHECKING:  # the lock screen must appear before cryptography is loaded
    from infodesk.vault.folder import VaultFolder
    from infodesk.vault.keys import Keys


def local_now() -> datetime:
    """Return the present moment in this computer's own time zone."""
    return datetime.now(UTC).astimezone()


def at_once(call: Callable[[], object]) -> None:
    """Call `call`: for a desk without anybody who makes backups."""
    call()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVault:
    """The folder of the vault that is open, and its keys until they are wiped."""

    folder: "VaultFolder"
    keys: "Keys"


@dataclass(slots=True, kw_only=True)
class Desk:
    """Everything a page needs; given to its constructor, and nothing else is.

    `clock` returns the present moment, aware. `protect` is given what changes much at once: it
    makes a backup first, if one is due, and then calls it. `leave` locks, and calls what it is
    given once the database is closed, while the keys are still there; if that returns a path, the
    vault is there from now on.
    """

    store: Store
    vault: OpenVault
    changes: Changes
    jobs: Jobs
    ask: Ask
    notices: Notices
    commands: Commands
    theme: Theme
    settings: Settings
    clipboard: SecretClipboard = field(default_factory=SecretClipboard)
    files: HandedFiles = field(default_factory=HandedFiles)
    busy: BusyTimes = field(default_factory=BusyTimes)
    clock: Callable[[], datetime] = local_now
    protect: Callable[[Callable[[], object]], object] = at_once
    leave: Callable[[Callable[[], object]], object] = at_once
    portraits: Portraits = field(init=False)

    def __post_init__(self) -> None:
        """Make what follows from the rest."""
        self.portraits = Portraits(self.store, self.changes)
