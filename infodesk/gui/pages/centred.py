"""Pages with one column in the middle, which scrolls where the window is too small for it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from infodesk.gui.theme import Theme


class CentredPage(QScrollArea):
    """Holds a `column` of at most `width` pixels, somewhat above the middle."""

    def __init__(
        self, theme: Theme, *, width: int, gap: int = 12, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the focus
        self.setWidgetResizable(True)
        self.column = QVBoxLayout()
        self.column.setSpacing(theme.px(gap))
        self.column.setContentsMargins(0, 0, 0, 0)
        middle = QWidget()
        middle.setLayout(self.column)
        middle.setMaximumWidth(theme.px(width))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(middle, 1000)
        line.addStretch(1)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        margin = theme.px(24)
        whole.setContentsMargins(margin, margin, margin, margin)
        whole.addStretch(2)
        whole.addLayout(line)
        whole.addStretch(3)
        # A viewport of our own: being handed Qt's, PySide6 gets to know every kind of widget there
        # is, which takes 18 ms before the lock screen.
        ground = QWidget()
        self.setViewport(ground)
        self.setWidget(inner)
        ground.setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self._reveal: QWidget | None = None

    def reveal(self, part: QWidget) -> None:
        """Scroll so that `part`, which has just been shown, can be seen once it has its place."""
        self._reveal = part
        self.ensureWidgetVisible(part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what was revealed when the column has grown."""
        taken = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.Resize and self._reveal is not None:
            part, self._reveal = self._reveal, None
            self.ensureWidgetVisible(part)
        return taken
