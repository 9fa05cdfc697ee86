"""Reading several files at once: what can be imported, and what each refused file is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infodesk.core.errors import BadImportFile, CannotRead
from infodesk.core.imports import ImportFile
from infodesk.core.progress import Job, Progress
from infodesk.formats.reading import load, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that nothing is taken of, and why."""

    path: Path
    error: BadImportFile | CannotRead


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFiles:
    """The files that were read, each with its path, and those that were refused."""

    files: tuple[tuple[Path, ImportFile], ...] = ()
    refused: tuple[Refused, ...] = ()


def read_paths(paths: Sequence[Path]) -> Job[ReadFiles]:
    """Read files; one that is refused does not stop the others. Pure, for another thread."""
    files: list[tuple[Path, ImportFile]] = []
    refused: list[Refused] = []
    for done, path in enumerate(paths):
        yield Progress(phase="reading", done=done, total=len(paths) if len(paths) > 1 else 0)
        try:
            files.append((path, (yield from _read(path))))
        except (BadImportFile, CannotRead) as error:
            refused.append(Refused(path=path, error=error))
    return ReadFiles(files=tuple(files), refused=tuple(refused))


def _read(path: Path) -> Job[ImportFile]:
    return (yield from read_file(path.name, load(path)))
