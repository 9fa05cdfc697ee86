"""Locking ends the process; the fresh one shows the lock screen of the same vault."""

import os
import subprocess
import sys
from pathlib import Path

from infodesk.core.people import PersonDraft
from infodesk.gui.app import fresh_process
from infodesk.gui.playing.main_job import MainJob
from infodesk.operations import people

CANARY = "Zilpzalpvogel"

WATCHED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from infodesk.gui import app

shown = app.Session.show_lock_screen

def show_and_tell(session, folder):
    shown(session, folder)
    QTimer.singleShot(0, lambda: tell(session))

def tell(session):
    window = session.window
    names = [one.accessibleName() for one in window.findChildren(QLineEdit) if one.isVisible()]
    print(window.isVisible(), session.desk is None, names, flush=True)
    sys.stdin.read()  # until the test has looked into the memory
    session.app.exit(0)

app.Session.show_lock_screen = show_and_tell
from infodesk.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def held(process, word):
    """Say whether a process has a word in its memory, in any encoding; None where nobody may look.

    Memory is read piece by piece, so that this one does not hold what is read.
    """
    wanted = [word.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-32-le")]
    try:
        maps = Path(f"/proc/{process}/maps").read_text().splitlines()
        with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
            return any(_piece_holds(memory, line, wanted) for line in maps if " rw" in line)
    except OSError:
        return None


def _piece_holds(memory, line, wanted):
    start, end = (int(place, 16) for place in line.split()[0].split("-"))
    try:
        memory.seek(start)
        data = memory.read(end - start)
    except (OSError, OverflowError, ValueError):
        return False  # what belongs to a device
    return any(each in data for each in wanted)


def test_the_fresh_process_shows_the_lock_screen(stage):
    job = MainJob(stage)
    job.create()
    job.keep_code()
    stage.hand.click_on("Begin with an empty desk")
    stage.hand.wait(lambda: stage.session.desk, "the open vault")
    people.add_person(job.desk.store, PersonDraft(first_name=CANARY, about=CANARY * 50))
    assert held(os.getpid(), CANARY) is not False
    stage.hand.press("Ctrl+L")
    stage.hand.wait(lambda: stage.handed_over, "the hand-over")
    program, arguments = fresh_process(stage.handed_over[0])
    assert (program, arguments[:2]) == (sys.executable, ["-m", "infodesk"])
    pipe = subprocess.PIPE
    command = [program, "-c", WATCHED, *arguments[2:]]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as fresh:
        try:
            assert fresh.stdout.readline().strip() == "True True ['Passphrase']"
            # Nothing of the vault is in its memory, where the system lets us look.
            if held(fresh.pid, "Passphrase"):
                assert not held(fresh.pid, CANARY)
                assert not held(fresh.pid, job.passphrase)
            else:
                assert held(fresh.pid, "Passphrase") is None
            fresh.stdin.close()
            assert fresh.wait(timeout=60) == 0
        finally:
            fresh.kill()
