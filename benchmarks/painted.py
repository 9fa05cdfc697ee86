"""A process that shows one window and tells when it was painted: the lock screen or a bare one."""

import sys
import time

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QObject, QTimer


class Watch(QObject):
    """Waits for the first painting of a window, tells the moment, and ends."""

    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        """Look at what happens to the window."""
        if event.type() == QEvent.Type.Paint:
            window.removeEventFilter(self)
            QTimer.singleShot(0, self.tell)  # once its children are painted, too
        return False

    def tell(self) -> None:
        """Print the moment since the epoch and the processor's time until then, nanoseconds."""
        print(time.time_ns(), time.process_time_ns(), flush=True)
        QtWidgets.QApplication.exit(0)


class Watched(QtWidgets.QApplication):
    """Watches the window that is open when the event loop begins."""

    def exec(self) -> int:  # type: ignore[override]
        """Run the event loop."""
        watch = Watch()
        for window in self.topLevelWidgets():
            if window.isVisible():
                window.installEventFilter(watch)
        return super().exec()


def bare() -> None:
    """Show the least that PySide6 can: a window with a line of text."""
    app = Watched([])
    window = QtWidgets.QWidget()
    QtWidgets.QVBoxLayout(window).addWidget(QtWidgets.QLabel("InfoDesk"))
    window.resize(1100, 720)
    window.show()
    app.exec()


def lock_screen(folder: str) -> None:
    """Start InfoDesk through its own door."""
    QtWidgets.QApplication = Watched  # type: ignore[misc]
    from infodesk.__main__ import main

    main([folder])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        lock_screen(sys.argv[1])
    else:
        bare()
