"""A window killed in the midst of typing loses at most the last second (product.md E5)."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from infodesk.core.ids import MeetingId
from infodesk.core.meetings import MeetingDraft
from infodesk.core.people import PersonDraft
from infodesk.operations.meetings import add_meeting
from infodesk.operations.people import add_person
from infodesk.store import meetings as rows
from infodesk.store.store import Store
from tests.flows.typist import key_of

KEY, VAULT_ID = bytes(range(32)), bytes(range(100, 116))
TYPIST = Path(__file__).with_name("typist.py")
ROOT = TYPIST.parents[2]
LOSES_AT_MOST = 1.0
"""Seconds of typing."""


@pytest.fixture
def vault(tmp_path):
    """A vault with one meeting, nobody looking at it: the path and the meeting."""
    path = tmp_path / "vault.db"
    store = Store.create(path, bytearray(KEY), VAULT_ID)
    person = add_person(store, PersonDraft(first_name="Tomás", last_name="Ortega"))
    start = datetime(2026, 11, 25, 14, 30)  # noqa: DTZ001 - wall time
    draft = MeetingDraft(person_id=person, local_start=start, zone="Europe/Lisbon")
    meeting = add_meeting(store, draft)
    store.close()
    return path, meeting


def type_and_kill(
    path: Path, meeting: MeetingId, seed: int, view: str
) -> tuple[list[float], float]:
    """Let the typist type in a view of the meeting, kill it at a moment drawn from `seed`.

    Returns when each key was taken, and when the process was killed, in monotonic seconds.
    """
    command = [sys.executable, str(TYPIST), str(path), KEY.hex(), VAULT_ID.hex(), str(meeting)]
    process = subprocess.Popen(
        [*command, str(seed), view], stdout=subprocess.PIPE, cwd=ROOT, env=_environment()
    )
    assert process.stdout is not None
    wanted = random.Random(seed).randrange(14, 34)
    lines = []
    try:
        # The kill comes at any moment between two keys, not only behind one.
        for line in process.stdout:
            lines.append(line)
            if len(lines) == wanted:
                break
        time.sleep(random.Random(seed).uniform(0, 0.2))
    finally:
        process.send_signal(signal.SIGKILL)
        killed = time.monotonic()
    lines += process.stdout.readlines()
    process.stdout.close()
    process.wait()
    assert len(lines) >= wanted, "the typist ended by itself"
    return [float(line.split()[1]) for line in lines if line.endswith(b"\n")], killed


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills as POSIX systems do")
def test_kill_9_loses_at_most_the_last_second(vault):
    path, meeting = vault
    before = 0  # keys that earlier rounds kept
    for seed, view in enumerate(("focus", "meeting", "focus")):
        taken, killed = type_and_kill(path, meeting, seed, view)
        store = Store.open(path, bytearray(KEY), VAULT_ID)
        kept = rows.get(store.db, meeting).notes
        integrity = store.db.execute("PRAGMA quick_check").fetchone()
        store.close()
        assert integrity == ("ok",)
        new = kept[before:]
        # What is kept is what was typed, from its beginning, and nothing else.
        assert new == "".join(key_of(number) for number in range(len(new)))
        assert len(new) <= len(taken) + 1  # a key may be taken and not yet told of
        due = sum(when <= killed - LOSES_AT_MOST for when in taken)
        assert len(new) >= due, f"{len(taken)} keys, {due} older than a second, {len(new)} kept"
        before = len(kept)
