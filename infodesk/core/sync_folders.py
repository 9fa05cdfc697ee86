"""Folders that a service copies between computers, told by the marks each service leaves."""

import contextlib
import fnmatch
import os
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

_MOST_ENTRIES = 2_000
_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")


@dataclass(frozen=True, slots=True)
class SyncFolder:
    """A synced folder: the service's own name, and the folder that it syncs."""

    service: str
    root: Path


@dataclass(frozen=True, slots=True)
class _Marks:
    """How a service's folder is told: by patterns for its name, or for what lies in it."""

    names: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    holds_like: tuple[str, ...] = ()


_SERVICES: Mapping[str, _Marks] = {
    "Dropbox": _Marks(names=("Dropbox", "Dropbox (*"), holds=(".dropbox", ".dropbox.cache")),
    "OneDrive": _Marks(names=("OneDrive", "OneDrive - *", "OneDrive-*")),
    "Google Drive": _Marks(
        names=("Google Drive", "GoogleDrive", "GoogleDrive-*", "My Drive"),
        holds=(".tmp.drivedownload", ".tmp.driveupload"),
    ),
    "iCloud Drive": _Marks(
        names=("com~apple~CloudDocs", "iCloudDrive", "iCloud Drive", "Mobile Documents")
    ),
    "Nextcloud": _Marks(
        names=("Nextcloud", "Nextcloud[0-9]", "ownCloud"),
        holds=(".nextcloudsync.log", ".owncloudsync.log"),
        holds_like=(".sync_*.db", "._sync_*.db"),
    ),
    "Syncthing": _Marks(holds=(".stfolder",)),
}


def find_sync_folder(path: Path, environment: Mapping[str, str] = os.environ) -> SyncFolder | None:
    """Return the synced folder that `path` is or lies in, None if no mark of one is found."""
    by_variable = {
        os.path.realpath(environment[name]) for name in _ONEDRIVE_VARIABLES if name in environment
    }
    real = Path(os.path.realpath(path))
    for folder in (real, *real.parents):
        if str(folder) in by_variable:
            return SyncFolder("OneDrive", folder)
        for service, marks in _SERVICES.items():
            if _is(folder, marks):
                return SyncFolder(service, folder)
    return None


def _is(folder: Path, marks: _Marks) -> bool:
    if any(fnmatch.fnmatchcase(folder.name, pattern) for pattern in marks.names):
        return True
    if any(os.path.lexists(folder / name) for name in marks.holds):
        # A home folder keeps Dropbox's own settings under the same name.
        return not _is_home(folder)
    if not marks.holds_like:
        return False
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        names = [entry.name for entry in islice(entries, _MOST_ENTRIES)]
        return any(fnmatch.filter(names, pattern) for pattern in marks.holds_like)
    return False


def _is_home(folder: Path) -> bool:
    return folder == Path(os.path.realpath(Path.home()))
