"""Pictures at rest: an icon of our set, and the mark of InfoDesk."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from infodesk.gui.theme import ColorName, Theme


class Picture(QWidget):
    """An icon of our set, at rest."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        color: ColorName = "muted",
        *,
        size: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name, self._size = name, size
        self._color: ColorName = color
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def show_icon(self, name: str, color: ColorName) -> None:
        """Show another icon."""
        self._name, self._color = name, color
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        ratio = self.devicePixelRatioF()
        picture = self._theme.pixmap(self._name, self._color, self._size, ratio)
        QPainter(self).drawPixmap(0, 0, picture)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class Logo(QWidget):
    """The mark of InfoDesk."""

    def __init__(self, theme: Theme, *, size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self.setAccessibleName("InfoDesk")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        ratio = self.devicePixelRatioF()
        QPainter(self).drawPixmap(0, 0, self._theme.logo(self._size, ratio))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
