"""A desktop notification of how much there is to do; it never holds a name or a note."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon

from infodesk.words import tn

_EVERY_MS = 15 * 60 * 1000


def reminder_words(count: int) -> str:
    """Return what a notification says: a count and nothing else."""
    return tn("{count} thing waits for you today.", "{count} things wait for you today.", count)


class Reminders(QObject):
    """Tells once a day, and again when more has come up, while the vault is open.

    `wanted` says whether the person wants it, `count` how much there is, `today` which day it is;
    `show(title, words)` is the system's notification unless another is given.
    """

    def __init__(
        self,
        wanted: Callable[[], bool],
        count: Callable[[], int],
        today: Callable[[], date],
        icon: Callable[[], QIcon],
        *,
        show: Callable[[str, str], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._wanted, self._count, self._today, self._icon = wanted, count, today, icon
        self._show = show or self._notify
        self._tray: QObject | None = None
        self._told: tuple[date | None, int] = (None, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()

    def stop(self) -> None:
        """Look no more, and take the sign out of the tray."""
        self._timer.stop()
        self._hide()

    def look(self) -> None:
        """Tell if there is more to do than was told before on this day."""
        if not self._wanted():
            self._hide()
            return
        count, today = self._count(), self._today()
        day, before = self._told
        if count > (before if day == today else 0):
            self._show("InfoDesk", reminder_words(count))
        self._told = today, count

    def _notify(self, title: str, words: str) -> None:
        from PySide6.QtWidgets import QSystemTrayIcon

        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if not isinstance(self._tray, QSystemTrayIcon):
            tray = self._tray = QSystemTrayIcon(self._icon(), self)
            tray.show()
        assert isinstance(self._tray, QSystemTrayIcon)
        self._tray.showMessage(title, words, self._icon())

    def _hide(self) -> None:
        tray, self._tray = self._tray, None
        if tray is not None:
            tray.deleteLater()
