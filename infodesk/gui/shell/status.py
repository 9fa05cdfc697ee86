"""The line at the window's foot: saved or not, what was undone, running work, vault and lock."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from infodesk.core.progress import Progress
from infodesk.gui.jobs import JobRun
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import ElidedLabel, IconButton, StatusDot
from infodesk.words import t, tn
from infodesk.words.phases import progress_words


class WorkSign(QWidget):
    """One job on the worker: what it does, how far it is, and Cancel."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: JobRun | None = None
        self.words = ElidedLabel(theme, "", "small", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.px(120))
        self.stop = IconButton(theme, "close", t("Cancel"))
        self.stop.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        for part in (self.words, self.bar, self.stop):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_run(self, run: JobRun) -> None:
        """Follow `run` until it ends."""
        self._run = run
        run.progress.connect(self._tell)
        run.ended.connect(self._end)
        self._tell(run.last)
        self.stop.setEnabled(True)
        self.show()

    def _tell(self, progress: Progress) -> None:
        run = self._run
        if run is None:
            return
        words = progress_words(progress) if progress.phase or not run.title else run.title
        self.words.setText(words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def _end(self) -> None:
        if self._run is not None and self._run.over:
            self._run = None
            self.hide()

    def _cancel(self) -> None:
        if self._run is not None:
            self.stop.setEnabled(False)
            self.words.setText(t("Stopping"))
            self._run.cancel()


class StatusLine(QWidget):
    """Says quietly how things stand."""

    def __init__(self, theme: Theme, vault_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._vault = theme, vault_name
        self.saved = StatusDot(theme, t("Saved"), "good")
        self.message = ElidedLabel(theme, "", "small", "muted")
        self.work = WorkSign(theme)
        self.backup = ElidedLabel(theme, "", "small", "muted")
        self.vault = ElidedLabel(theme, "", "small", "muted")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.saved)
        self._row.addWidget(self.backup)
        self._row.addWidget(self.message, 1)
        self._row.addWidget(self.work)
        self._row.addWidget(self.vault)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_saved(self, saved: bool) -> None:
        """Say whether everything typed is in the vault."""
        if saved:
            self.saved.show_state(t("Saved"), "good")
        else:
            self.saved.show_state(t("Not saved"), "bad")

    def show_read_only(self) -> None:
        """Say that nothing can be saved because the vault can only be read."""
        self.saved.show_state(t("Read only"), "warn")

    def show_backup(self, sentence: str) -> None:
        """Say when the vault was backed up last."""
        self.backup.setText(sentence)

    def say(self, sentence: str) -> None:
        """Say what just happened."""
        self.message.setText(sentence)

    def show_lock(self, minutes: int) -> None:
        """Say which vault this is and when it locks by itself; 0 for never."""
        if minutes:
            text = tn(
                "Vault: {vault} · locks after {count} minute",
                "Vault: {vault} · locks after {count} minutes",
                minutes,
                vault=self._vault,
            )
        else:
            text = t("Vault: {vault} · locks when you say so", vault=self._vault)
        self.vault.setText(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the hairline above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("rail"))
        painter.setPen(self._theme.color("line"))
        painter.drawLine(0, 0, self.width(), 0)

    def _restyle(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(14), px(3), px(14), px(3))
        self._row.setSpacing(px(16))
        self.setMinimumHeight(px(28))
        self.update()
