"""What is done with files dropped on the window."""

from collections.abc import Sequence
from pathlib import Path

from infodesk.gui.desk import Desk
from infodesk.gui.pages.importing.commands import drop_files, main_window

CALENDARS = frozenset({".ics", ".ical", ".ifb"})
"""How files are called that a calendar was saved to."""


def take_dropped(desk: Desk, paths: Sequence[Path]) -> None:
    """Find free times around calendars; import everything else."""
    calendars = [path for path in paths if path.suffix.lower() in CALENDARS]
    others = [path for path in paths if path not in calendars]
    if others:
        drop_files(desk, others)
    if calendars:
        from infodesk.gui.pages.meetings.free_times import open_free_times

        open_free_times(desk, main_window(), paths=calendars)
