"""A recorded disk: what could be left of a folder after a power cut at any moment."""

import io
import os
from pathlib import Path


class RecordedDisk:
    """Stands in for the `os` module: passes every call on to the real one and keeps a log.

    The call with number `fail_at` raises `error` instead of being done.
    """

    def __init__(self, folder, fail_at=None, error=None):
        self.folder = Path(folder)
        self.start = {path.name: path.read_bytes() for path in self.folder.iterdir()}
        self.log = []
        self.calls = 0
        self._fail_at, self._error = fail_at, error
        self._open = {}

    def __getattr__(self, name):
        return getattr(os, name)

    def _count(self):
        self.calls += 1
        if self.calls - 1 == self._fail_at:
            raise self._error

    def open(self, path, flags, mode=0o777):
        """Open a file or folder; a file opened with O_CREAT or O_TRUNC is logged."""
        self._count()
        descriptor = os.open(path, flags, mode)
        name = Path(path).name if Path(path) != self.folder else None
        self._open[descriptor] = name
        if flags & os.O_CREAT and flags & os.O_EXCL:
            self.log.append(("create", name))
        if flags & os.O_TRUNC:
            self.log.append(("truncate", name))
        return descriptor

    def fdopen(self, descriptor, mode):
        """Return a buffered file whose writes are logged."""
        return io.BufferedRandom(_RecordedFile(descriptor, self))

    def fsync(self, descriptor):
        """Sync a file or the folder."""
        self._count()
        os.fsync(descriptor)
        self.log.append(("sync", self._open[descriptor]))

    def replace(self, old, new):
        """Rename a file."""
        self._count()
        os.replace(old, new)  # noqa: PTH105
        self.log.append(("rename", Path(old).name, Path(new).name))

    def wrote(self, descriptor, offset, data):
        """Log a write."""
        self.log.append(("write", self._open[descriptor], offset, bytes(data)))

    def states(self, random, count):
        """Yield `count` pairs of what could be left: contents by name, and whether all was done.

        The cut comes after a random entry of the log. Writes not yet synced are applied, lost or
        torn into sectors; names not yet synced are applied up to a random one.
        """
        for _ in range(count):
            cut = random.randrange(len(self.log) + 1)
            yield self._state(random, self.log[:cut]), cut == len(self.log)

    def _state(self, random, log):
        files = {name: _Inode(data) for name, data in self.start.items()}
        durable, pending = dict(files), []
        for kind, name, *rest in log:
            if kind == "create":
                files[name] = _Inode(b"")
                pending.append((name, None, files[name]))
            elif kind == "rename":
                inode = files.pop(name)
                files[rest[0]] = inode
                pending.append((rest[0], name, inode))
            elif kind == "sync" and name is None:
                durable, pending = dict(files), []
            elif kind == "sync":
                files[name].sync()
            else:
                files[name].pending.append(rest or None)
        for new, old, inode in pending[: random.randrange(len(pending) + 1)]:
            durable.pop(old, None)
            durable[new] = inode
        return {name: inode.after_cut(random) for name, inode in durable.items()}


class _RecordedFile(io.FileIO):
    def __init__(self, descriptor, disk):
        super().__init__(descriptor, "r+b")
        self._disk = disk

    def write(self, data):
        self._disk._count()
        offset = self.tell()
        written = super().write(data)
        self._disk.wrote(self.fileno(), offset, bytes(data)[:written])
        return written


class _Inode:
    def __init__(self, data):
        self.data = bytearray(data)
        self.pending = []

    def sync(self):
        for change in self.pending:
            _apply(self.data, change)
        self.pending = []

    def after_cut(self, random):
        data = bytearray(self.data)
        fate = random.choice(("lost", "torn", "applied"))
        for change in self.pending:
            if change is None:
                if fate == "applied" or random.random() < 0.5:
                    _apply(data, None)
            elif fate == "applied":
                _apply(data, change)
            elif fate == "torn":
                offset, written = change
                for start in range(0, len(written), 512):
                    if random.random() < 0.5:
                        _apply(data, (offset + start, written[start : start + 512]))
        return bytes(data)


def _apply(data, change):
    if change is None:
        data.clear()
        return
    offset, written = change
    data.extend(bytes(max(0, offset - len(data))))
    data[offset : offset + len(written)] = written
