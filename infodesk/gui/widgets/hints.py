"""Small signs: the cap of a key and the dot of a state."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets.painting import key_height, key_width, key_words, mirrored, paint_key


class KeyHint(QWidget):
    """The cap of a shortcut, beside what it does."""

    def __init__(self, theme: Theme, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys = keys
        self.setAccessibleName(key_words(keys))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """Ask for the size of the cap."""
        return QSize(key_width(self._theme, self._keys), key_height(self._theme))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cap."""
        painter = QPainter(self)
        ink, ground = self._theme.color("muted"), self._theme.color("sunken")
        paint_key(painter, self._theme, self.rect(), self._keys, ink, ground)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class StatusDot(QWidget):
    """A dot and the word it stands for: colour never speaks alone."""

    def __init__(
        self, theme: Theme, text: str, color: ColorName = "good", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self.show_state(text, color)

    def show_state(self, text: str, color: ColorName) -> None:
        """Show another state."""
        self._words, self._color = text, color
        self.setAccessibleName(text)
        self._restyle()

    def text(self) -> str:
        """Return the word."""
        return self._words

    def sizeHint(self) -> QSize:
        """Ask for room for dot and word."""
        metrics = QFontMetrics(self._theme.font("small"))
        width = metrics.horizontalAdvance(self._words) + self._theme.px(14) + 1
        return QSize(width, metrics.height() + self._theme.px(2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw dot and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self._theme.px(8)
        dot = self.rect().adjusted(0, (self.height() - side) // 2, 0, 0)
        dot.setSize(QSize(side, side))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(self._color))
        painter.drawEllipse(QRectF(mirrored(self.layoutDirection(), self.rect(), dot)))
        words = self.rect().adjusted(self._theme.px(14), 0, 0, 0)
        words = mirrored(self.layoutDirection(), self.rect(), words)
        painter.setPen(self._theme.color(self._color))
        painter.setFont(self._theme.font("small"))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._words)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
