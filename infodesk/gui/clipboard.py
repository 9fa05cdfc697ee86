"""Copying a secret: marked for password managers, and taken back from the clipboard soon."""

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

CLEAR_AFTER_MS = 20_000

# What tells clipboard histories to leave a text alone, on KDE and on Windows ("Clipboard formats",
# Cloud Clipboard and Clipboard History; a DWORD of 0 is no). macOS's org.nspasteboard.ConcealedType
# is not here: Qt puts types it does not know under a name of its own, which nobody looks for.
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): bytes(4),
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
}


class SecretClipboard(QObject):
    """Holds a copied secret until it is cleared, if it is still ours by then.

    It is cleared after `clear_after_ms` milliseconds, and when the program ends.
    """

    def __init__(
        self, parent: QObject | None = None, *, clear_after_ms: int = CLEAR_AFTER_MS
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clear_after_ms = clear_after_ms
        self._clock.timeout.connect(self.clear)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.clear)

    def copy(self, text: str, *, private: bool = True, clear_after_ms: int | None = None) -> None:
        """Put `text` on the clipboard: a private one for twenty seconds and out of histories.

        `clear_after_ms` lets a private one stay for longer, where it is to be pasted after a walk.
        """
        self._clock.stop()
        self._clock.setInterval(clear_after_ms or self._clear_after_ms)
        data = QMimeData()
        data.setText(text)
        if private:
            for kind, value in _HINTS.items():
                data.setData(kind, value)
            self._clock.start()
        self._text = text if private else ""
        _clipboard().setMimeData(data)

    def clear(self) -> None:
        """Take the secret back now, unless something else was copied since."""
        self._clock.stop()
        if self._text and _clipboard().text() == self._text:
            _clipboard().clear()
        self._text = ""


def _clipboard() -> QClipboard:
    return QGuiApplication.clipboard()
