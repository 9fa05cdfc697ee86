"""Many files as one: a ZIP or a new folder, whole or not at all."""

import contextlib
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from infodesk.core.errors import VaultExists
from infodesk.core.files import as_user_error, atomic_file
from infodesk.core.text import clean_line, fold

Add = Callable[[str, bytes], None]

_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_TAKEN_BY_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST_NAME = 80


class FileNames:
    """Gives names that every system accepts, each once whatever their case."""

    def __init__(self, otherwise: str) -> None:
        self._otherwise = otherwise
        self._taken: set[str] = set()

    def name(self, text: str, ending: str) -> str:
        """Return a file name for `text` that has not been given before."""
        plain = _NOT_IN_A_NAME.sub(" ", clean_line(text))[:_LONGEST_NAME]
        while len(plain.encode("utf-8", "replace")) > 2 * _LONGEST_NAME:
            plain = plain[:-1]
        plain = plain.strip(" .") or self._otherwise
        if _TAKEN_BY_WINDOWS.fullmatch(plain):
            plain = f"{plain}_"
        number, name = 1, plain
        while fold(name) in self._taken:
            number += 1
            name = f"{plain} ({number})"
        self._taken.add(fold(name))
        return f"{name}{ending}"


@contextlib.contextmanager
def bundle(target: Path, now: datetime) -> Iterator[Add]:
    """Yield a function that adds a file to `target`: a ZIP if it is called so, else a folder.

    `now` is the files' time in a ZIP. Raises VaultExists for a folder that is there already, and
    CannotWrite, ReadOnlyPlace or DiskFull.
    """
    if target.suffix.lower() == ".zip":
        with atomic_file(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
            moment = max(now.timetuple()[:6], (1980, 1, 1, 0, 0, 0))

            def put(name: str, data: bytes) -> None:
                pack.writestr(zipfile.ZipInfo(name, moment), data, zipfile.ZIP_DEFLATED)

            yield put
        return
    with _new_folder(target) as folder:

        def write(name: str, data: bytes) -> None:
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            with path.open("xb") as file:
                file.write(data)

        yield write


@contextlib.contextmanager
def _new_folder(target: Path) -> Iterator[Path]:
    """Yield a folder that takes the name `target` when the block ends well."""
    if target.exists():
        raise VaultExists(path=str(target))
    try:
        work = Path(tempfile.mkdtemp(prefix=".infodesk-", dir=target.parent))
        try:
            yield work
            work.rename(target)
        except BaseException:
            shutil.rmtree(work, ignore_errors=True)
            raise
    except OSError as error:
        raise as_user_error(error, target) from error
