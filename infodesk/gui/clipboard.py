"""Copying a secret: marked for password managers, and taken back from the clipboard soon."""

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

CLEAR_AFTER_MS = 20_000

# What tells clipboard histories to leave a text alone: KDE, Windows, macOS (nspasteboard.org).
_HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0",
    "org.nspasteboard.ConcealedType": b"",
}


class SecretClipboard(QObject):
    """Holds a copied secret until it is cleared, if it is still ours by then."""

    def __init__(
        self, parent: QObject | None = None, *, clear_after_ms: int = CLEAR_AFTER_MS
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(clear_after_ms)
        self._clock.timeout.connect(self.clear)

    def copy(self, text: str) -> None:
        """Put `text` on the clipboard for twenty seconds."""
        data = QMimeData()
        data.setText(text)
        for kind, value in _HINTS.items():
            data.setData(kind, value)
        self._text = text
        _clipboard().setMimeData(data)
        self._clock.start()

    def clear(self) -> None:
        """Take the secret back now, unless something else was copied since."""
        self._clock.stop()
        if self._text and _clipboard().text() == self._text:
            _clipboard().clear()
        self._text = ""


def _clipboard() -> QClipboard:
    return QGuiApplication.clipboard()
