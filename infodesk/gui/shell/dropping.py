"""Files dragged anywhere onto the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint
from PySide6.QtGui import QDropEvent, QWindow


class FileDrops(QObject):
    """Takes drags of local files before any field below the pointer sees them.

    A text field would take a file's path for text. It listens to the system's window, which gets
    every drag first.
    """

    def __init__(self, window: QWindow, dropped: Callable[[list[Path], QPoint], object]) -> None:
        super().__init__(window)
        self._dropped = dropped
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Accept drags of files; leave all others to the fields."""
        kinds = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in kinds or not isinstance(event, QDropEvent):
            return False
        paths = local_files(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._dropped(paths, event.position().toPoint())
        return True


def local_files(data: QMimeData) -> list[Path]:
    """Return the paths of the files in a drag; network places are left out."""
    return [
        Path(url.toLocalFile())
        for url in data.urls()
        if url.isLocalFile() and not url.host() and url.toLocalFile()
    ]
