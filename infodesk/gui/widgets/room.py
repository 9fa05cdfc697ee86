"""How much room a window may take."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication


def screen_room() -> QSize:
    """Return what the first screen has room for, without the system's bars.

    Not `widget.screen()`: PySide takes the screen it returns for a child of the widget, and may
    delete it with the widget's wrapper; the next picture then ends the process.
    """
    return QGuiApplication.primaryScreen().availableSize()
