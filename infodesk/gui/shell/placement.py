"""Where a window was, so that the next one opens in the same place."""

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QWidget

from infodesk.gui.settings import Settings
from infodesk.gui.widgets.room import screen_room

_FRAME = (16, 56)
"""What a title bar and borders may take; before it is shown, a window does not know its own."""


def restore_place(window: QWidget, settings: Settings) -> None:
    """Put `window` where the last one was, on a screen that is still there."""
    kept = QByteArray.fromBase64(settings.now.window.encode())
    if kept.isEmpty() or not window.restoreGeometry(kept):
        screen = screen_room()
        room = screen - QSize(*_FRAME)
        window.resize(min(1440, room.width()), min(900, room.height()))


def keep_place(window: QWidget, settings: Settings) -> None:
    """Remember where `window` is, for the next one."""
    settings.change(window=bytes(window.saveGeometry().toBase64().data()).decode("ascii"))
