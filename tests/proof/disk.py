"""A disk after a power cut: which files could be left, given what was synced."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.proof.shim import Call

SECTOR = 512


@dataclass(slots=True)
class _File:
    """What of a file is surely on the disk, and the calls that may or may not have reached it."""

    synced: bytearray = field(default_factory=bytearray)
    pending: list[Call] = field(default_factory=list)


class Disk:
    """Replays recorded calls; `after_power_cut` draws one of the states the disk may be in.

    Names reach the disk in order (as journalling file systems do it), contents in any order and
    in parts of 512 bytes. Until its folder is synced, a new name may be missing.
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = {name: _File(bytearray(content)) for name, content in files.items()}
        self._on_disk = dict(self._files)
        # Of each change of names: what goes, what comes, and the file that comes.
        self._pending: list[tuple[str | None, str | None, _File]] = []

    @classmethod
    def of(cls, folder: Path) -> "Disk":
        """Return a disk that holds what `folder` holds now, all of it synced."""
        return cls({path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()})

    def do(self, call: Call) -> None:
        """Take one call in."""
        match call.kind:
            case "C":
                self._rename(None, call.path, _File())
            case "W" | "T":
                self._files[call.path].pending.append(call)
            case "S":
                file = self._files[call.path]
                for each in file.pending:
                    _apply(file.synced, each)
                file.pending.clear()
            case "D":
                self._on_disk = dict(self._files)
                self._pending.clear()
            case "U":
                self._rename(call.path, None, self._files.pop(call.path))
            case "R":
                self._rename(call.path, call.data.decode(), self._files.pop(call.path))
            case "L":
                self._rename(None, call.data.decode(), self._files[call.path])

    def _rename(self, old: str | None, new: str | None, file: _File) -> None:
        if new is not None:
            self._files[new] = file
        self._pending.append((old, new, file))

    def now(self) -> dict[str, bytes]:
        """Return what a killed process leaves: everything it was done with, synced or not."""
        found = {}
        for name, file in self._files.items():
            content = bytearray(file.synced)
            for call in file.pending:
                _apply(content, call)
            found[name] = bytes(content)
        return found

    def after_power_cut(self, random: Random) -> dict[str, bytes]:
        """Return names and contents of the files as they could be found."""
        names = dict(self._on_disk)
        for old, new, file in self._pending[: random.randint(0, len(self._pending))]:
            if old is not None:
                names.pop(old, None)
            if new is not None:
                names[new] = file
        return {name: bytes(_content(file, random)) for name, file in names.items()}


def _content(file: _File, random: Random) -> bytearray:
    content = bytearray(file.synced)
    share = random.choice((0.0, 0.5, 1.0))
    for call in file.pending:
        if call.kind == "W" and share == 0.5:
            for start in range(0, len(call.data), SECTOR):
                if random.random() < share:
                    part = call.data[start : start + SECTOR]
                    _apply(content, Call("W", call.path, call.offset + start, part))
        elif random.random() < share:
            _apply(content, call)
    return content


def _apply(content: bytearray, call: Call) -> None:
    end = call.offset + len(call.data)
    if call.kind == "T":
        del content[call.offset :]
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[call.offset : end] = call.data


def power_cuts(
    disk: Disk, calls: Sequence[Call], count: int, random: Random
) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Cut the power `count` times, each after a call drawn at random: its index and the files."""
    drawn = sorted(random.choices(range(len(calls)), k=count))
    for index, call in enumerate(calls):
        disk.do(call)
        while drawn and drawn[0] == index:
            del drawn[0]
            yield index, disk.after_power_cut(random)
