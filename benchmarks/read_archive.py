"""Reading LinkedIn's archive of 30,000 people, 9,000 messages and 1,500 invitations; hostile files.

The archive is held against csv.reader over the same members, which is the least that reading
could cost.
"""

import csv
import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import many_people
from figures import Figure, in_turns, ratio, spread

from infodesk.core.imports import ImportFile
from infodesk.core.progress import finish
from infodesk.formats.reading import load, merged, read_file

_NAME = "Complete_LinkedInDataExport_11-20-2026.zip"
_CHILD = """
import json, sys, time
from pathlib import Path
from infodesk.core.errors import BadImportFile
from infodesk.core.imports import ImportFile
from infodesk.core.progress import finish
from infodesk.formats.reading import load, read_file
started = time.process_time()
try:
    finish(read_file(sys.argv[1], load(Path(sys.argv[1]))))
    end = "read"
except BadImportFile as error:
    end = error.facts["reason"]
status = Path("/proc/self/status").read_text().split()
print(json.dumps([end, time.process_time() - started, int(status[status.index("VmHWM:") + 1])]))
"""
_MESSAGES = "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"


def measure(*, quick: bool) -> list[Figure]:
    """Measure reading and merging the archive, and files made to exhaust."""
    with many_people.folder() as where:
        path = many_people.make_archive(where)
        data = load(path)
        ours, bare = in_turns(3 if quick else 7, lambda: _read(data), lambda: _bare(data))
        file = _read(data)
        again, _ = in_turns(2 if quick else 3, lambda: merged([file, file]), lambda: None)
        return [
            ratio(
                "read-archive",
                "reading the archive : csv.reader over its members",
                ours.wall,
                bare.wall,
                note="30,000 connections, 9,000 messages, 1,500 invitations",
            ),
            spread("merge-archives", "the archive merged with itself", again.wall),
            *(_hostile(where) if Path("/proc/self/status").exists() else ()),
        ]


def _read(data: bytes) -> ImportFile:
    return finish(read_file(_NAME, data))


def _bare(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            for _ in csv.reader(io.StringIO(archive.read(name).decode(), newline="")):
                pass


# Files made to exhaust


def _hostile(where: Path) -> Iterator[Figure]:
    draw = random.Random(1)
    header = _MESSAGES.encode()
    talk = "".join(
        f"2-{n},Ada,,Bo,2026-01-01 10:00:00 UTC,,{draw.random()} {draw.random()},INBOX\n"
        for n in range(200_000)
    )
    zeros = b"0" * 900_000
    makers = {
        "one member of 250 MB": {"messages.csv": b"0" * (250 << 20)},
        "1,900 members of 900 kB": {f"{n}/messages.csv": header + zeros for n in range(1_900)},
        "9,999 members": {f"{n}.csv": b"x" for n in range(9_999)},
        "200,000 messages": {"messages.csv": header + talk.encode()},
        "a million messages in 20 members": {
            f"{n}/messages.csv": header + talk[: len(talk) // 4].encode() for n in range(20)
        },
    }
    for told, members in makers.items():
        path = where / "hostile.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        yield from _cost(told, path)
    path = where / "messages.csv"
    for told, content in {
        "60 MB of line ends": header + b"\n" * (60 << 20),
        "60 MB of short lines": header + b"x,y,z\r" * (10 << 20),
        "60 MB in 900,000 lines": header + (b"x," * 33 + b"\n") * 900_000,
        "60 MB of quotation marks": header + b',"' * (30 << 20),
        "60 MB of emoji": header + "😀".encode() * (15 << 20),
    }.items():
        path.write_bytes(content)
        yield from _cost(told, path)


def _cost(told: str, path: Path) -> Iterator[Figure]:
    command = [sys.executable, "-c", _CHILD, str(path)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    end, seconds, memory = json.loads(done.stdout)
    refused = end != "read"  # what is taken may cost what it costs, with progress and Cancel
    yield spread(
        f"hostile-time {told}",
        told,
        [seconds],
        unit="s",
        goal=5 if refused else None,
        note=f"ends as {end}",
    )
    yield spread(
        f"hostile-memory {told}",
        f"{told}, memory",
        [memory / 1024],
        unit="MB",
        goal=300 if refused else None,
    )
