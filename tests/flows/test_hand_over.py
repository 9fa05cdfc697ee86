"""Locking ends the process; the fresh one shows the lock screen of the same vault."""

import subprocess
import sys

from infodesk.gui.app import fresh_process
from infodesk.gui.playing.main_job import MainJob

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
    session.app.exit(0)

app.Session.show_lock_screen = show_and_tell
from infodesk.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_the_fresh_process_shows_the_lock_screen(stage):
    job = MainJob(stage)
    job.create()
    job.keep_code()
    stage.hand.click_on("Begin with an empty desk")
    stage.hand.wait(lambda: stage.session.desk, "the open vault")
    stage.hand.press("Ctrl+L")
    stage.hand.wait(lambda: stage.handed_over, "the hand-over")
    program, arguments = fresh_process(stage.handed_over[0])
    assert (program, arguments[:2]) == (sys.executable, ["-m", "infodesk"])
    told = subprocess.run(
        [program, "-c", WATCHED, *arguments[2:]],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.stdout.strip() == "True True ['Passphrase']", told.stderr
    assert told.returncode == 0
