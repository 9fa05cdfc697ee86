"""Files that another program is to open: in a private folder, wiped at lock and next start."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from infodesk.core.files import as_user_error

FOLDER = "handed-over"


class HandedFiles:
    """Hands bytes to another program as a file that only this account may read.

    They lie in a folder of a random name below `base`, in the system's temporary place unless
    given. `wipe` removes them: what another program copied meanwhile is its own.
    """

    def __init__(self, base: Path | None = None) -> None:
        self._base = base
        self._folder: Path | None = None

    def put(self, name: str, data: bytes) -> Path:
        """Write a file called `name`, which must tell nothing, and return where it is."""
        try:
            folder = self._own_folder()
            place = Path(tempfile.mkdtemp(dir=folder))
            path = place / name
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
        except OSError as error:
            raise as_user_error(error, self._base or Path(tempfile.gettempdir())) from error
        return path

    def count(self) -> int:
        """Return how many files lie there for other programs."""
        if self._folder is None:
            return 0
        return sum(1 for path in self._folder.rglob("*") if path.is_file())

    def wipe(self) -> None:
        """Remove everything that was handed over by this object; harmless if there is nothing."""
        folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _own_folder(self) -> Path:
        if self._folder is None or not self._folder.is_dir():
            if self._base is not None:
                self._base.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder = Path(tempfile.mkdtemp(prefix="infodesk-", dir=self._base))
        return self._folder


def wipe_left_overs(base: Path) -> None:
    """Remove what a process that was killed left below `base`."""
    with contextlib.suppress(OSError):
        for left in list(base.iterdir()):
            shutil.rmtree(left, ignore_errors=True)
