"""The command that imports, and what dropping files on the window does."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from infodesk.gui.commands import Command
from infodesk.gui.desk import Desk
from infodesk.words import t

if TYPE_CHECKING:  # loaded when the first file is imported, not when the vault is opened
    from infodesk.gui.pages.importing.dialog import ImportDialog


def add_import_commands(desk: Desk) -> None:
    """Declare importing."""
    desk.commands.add(
        Command(
            id="import",
            text=t("Import…"),
            icon="import",
            shortcut="Ctrl+I",
            group="file",
            run=lambda: import_files(desk),
            when=lambda: not desk.jobs.busy,
        )
    )


def drop_files(desk: Desk, paths: Sequence[Path]) -> None:
    """Import what was dropped on the window, once nothing else holds the vault."""

    def go() -> None:
        import_files(desk, paths)

    desk.jobs.when_idle(go)


def import_files(desk: Desk, paths: Sequence[Path] = ()) -> "ImportDialog":
    """Open the import over the window, with files to begin with or none.

    An import that is open already takes the files after its own.
    """
    from infodesk.gui.pages.importing.dialog import ImportDialog

    window = main_window()
    shown = window.findChildren(ImportDialog) if window is not None else []
    for dialog in shown:
        if dialog.isVisible():
            dialog.take(paths)
            return dialog
    dialog = ImportDialog(desk, paths, window)
    dialog.people_wanted.connect(lambda: desk.commands.run("go-people"))
    dialog.open()
    return dialog


def main_window() -> QWidget | None:
    """Return the window that is shown, None before there is one."""
    active = QApplication.activeWindow()
    if isinstance(active, QMainWindow):
        return active
    shown = (each for each in QApplication.topLevelWidgets() if isinstance(each, QMainWindow))
    return next((each for each in shown if each.isVisible()), None)
