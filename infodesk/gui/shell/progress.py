"""The dialog over a sliced job, and the gate that keeps hands off the vault meanwhile."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QProgressBar, QVBoxLayout, QWidget

from infodesk.core.progress import Progress
from infodesk.gui.jobs import JobRun, Jobs
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Button, PlainLabel
from infodesk.words import t
from infodesk.words.phases import progress_words

APPEAR_MS = 600

_HANDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.Shortcut,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.Drop,
        QEvent.Type.Close,
    }
)


class ProgressDialog(QDialog):
    """Follows the sliced jobs: from the first moment nothing else takes input, because the vault
    is inside a transaction; after 0.6 s the dialog shows what is being done, with Cancel.
    """

    def __init__(self, theme: Theme, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._run: JobRun | None = None
        self._gated = False
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(t("One moment"))
        self.title = PlainLabel(theme, "", "section", wrap=True)
        self.words = PlainLabel(theme, "", "body", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = Button(theme, t("Cancel"), key="Esc")
        self.stop.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, theme.px(20), margin, theme.px(20))
        column.setSpacing(theme.px(12))
        for part in (self.title, self.words, self.bar):
            column.addWidget(part)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(theme.px(400))
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(APPEAR_MS)
        self._clock.timeout.connect(self._appear)
        jobs.started.connect(self._started)
        jobs.idle.connect(self._finished)

    def reject(self) -> None:
        """Cancel the job; the dialog stays until it has been rolled back."""
        if self._run is not None and not self._run.cancelling:
            self.stop.setEnabled(False)
            self.words.setText(t("Stopping; nothing will have changed"))
            self._run.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take the window's cross as Cancel."""
        event.ignore()
        self.reject()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow input to anything but this dialog while the vault is held."""
        if event.type() not in _HANDS or not self._gated:
            return False
        if isinstance(watched, QWidget):
            return watched.window() is not self
        # Windows of the system pass their input on to widgets; shortcuts come to actions.
        return event.type() == QEvent.Type.Shortcut

    def _started(self, run: JobRun) -> None:
        if not run.sliced:
            return
        run.progress.connect(self._tell)
        if not self._gated:
            self._gated = True
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
            self._clock.start()
        self._run = run
        self.stop.setEnabled(True)
        self.title.setText(run.title)
        self.title.setVisible(bool(run.title))
        self._tell(run.last)

    def _tell(self, progress: Progress) -> None:
        if self._run is not None and self._run.cancelling:
            return
        words = progress_words(progress)
        self.words.setText(words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def _appear(self) -> None:
        self.show()
        self.stop.setFocus()

    def _finished(self) -> None:
        if not self._gated:
            return
        self._gated = False
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self._clock.stop()
        self._run = None
        self.hide()
