"""A process that shows one window and tells when it was painted: the lock screen or a bare one."""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget


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
        QApplication.exit(0)


def bare() -> None:
    """Show the least that PySide6 can: a window with a line of text."""
    app = QApplication([])
    window, watch = QWidget(), Watch()
    QVBoxLayout(window).addWidget(QLabel("InfoDesk"))
    window.resize(1100, 720)
    window.installEventFilter(watch)
    window.show()
    app.exec()


def lock_screen(folder: str) -> None:
    """Start InfoDesk as its door, infodesk.__main__, does, and keep an eye on the window."""
    import gc

    gc.disable()
    from infodesk.gui import app

    watch = Watch()

    class Watched(app.Session):
        def show_lock_screen(self, folder: Path | None) -> None:
            super().show_lock_screen(folder)
            assert self.window is not None
            self.window.installEventFilter(watch)

    app.Session = Watched  # type: ignore[misc]
    app.run([folder])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        lock_screen(sys.argv[1])
    else:
        bare()
