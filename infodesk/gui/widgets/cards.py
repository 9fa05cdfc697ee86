"""Grounds on which other things stand: cards and the hairlines between rows."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from infodesk.gui.theme import ColorName, Theme


class Card(QWidget):
    """A raised ground with a hairline and round corners; put things into `body`."""

    def __init__(
        self,
        theme: Theme,
        *,
        margin: int = 16,
        gap: int = 8,
        ground: ColorName = "surface",
        outline: ColorName | None = "line",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._margin, self._gap = margin, gap
        self._ground: ColorName = ground
        self._outline: ColorName | None = outline
        self.body = QVBoxLayout(self)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_ground(self, ground: ColorName, outline: ColorName | None = "line") -> None:
        """Stand on another colour."""
        self._ground, self._outline = ground, outline
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, its hairline and the breath of a shadow below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.px(8)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -1.5)
        if self._outline and not self._theme.palette.dark:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("line"))
            painter.drawRoundedRect(area.translated(0, 1), radius, radius)
        outline = self._outline
        painter.setPen(QPen(self._theme.color(outline), 1) if outline else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(self._ground))
        painter.drawRoundedRect(area, radius, radius)

    def _restyle(self) -> None:
        px = self._theme.px
        margin = px(self._margin)
        self.body.setContentsMargins(margin, margin, margin, margin + 1)
        self.body.setSpacing(px(self._gap))
        self.update()


class Hairline(QWidget):
    """A line one pixel thick between things."""

    def __init__(
        self, theme: Theme, *, upright: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._upright = upright
        along, across = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(*((across, along) if upright else (along, across)))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Ask for one pixel."""
        return QSize(1, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        QPainter(self).fillRect(self.rect(), self._theme.color("line"))
