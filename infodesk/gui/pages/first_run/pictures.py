"""The pictures of first run, painted in the colours of the theme."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from infodesk.gui.theme import HUES, ColorName, Theme

WIDTH, HEIGHT = 220, 120


class Scene(QWidget):
    """One of the pictures: people, talk or vault."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._paint = _SCENES[name]
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Ask for the picture's own size."""
        return QSize(self._theme.px(WIDTH), self._theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture in the middle of a soft ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent_soft"))
        radius = self._theme.px(6)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        scale = min(self.width() / WIDTH, self.height() / HEIGHT)
        painter.translate((self.width() - WIDTH * scale) / 2, (self.height() - HEIGHT * scale) / 2)
        painter.scale(scale, scale)
        self._paint(_Brush(painter, self._theme))


class _Brush:
    """A painter that knows the theme's colours."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self.painter, self.theme = painter, theme

    def box(
        self, area: QRectF, ground: ColorName, outline: ColorName | None = None, radius: float = 6
    ) -> None:
        pen = QPen(self.theme.color(outline), 1.25) if outline else QPen(Qt.PenStyle.NoPen)
        self.painter.setPen(pen)
        self.painter.setBrush(self.theme.color(ground))
        self.painter.drawRoundedRect(area, radius, radius)

    def bar(self, x: float, y: float, width: float, color: ColorName = "line") -> None:
        self.box(QRectF(x, y, width, 5), color, radius=2.5)

    def person(self, x: float, y: float, side: float, hue: ColorName) -> None:
        painter = self.painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.soft(hue))
        painter.drawEllipse(QRectF(x, y, side, side))
        painter.setBrush(self.theme.color(hue))
        painter.drawEllipse(QPointF(x + side / 2, y + side * 0.4), side * 0.16, side * 0.16)
        shoulders = QPainterPath()
        shoulders.addEllipse(QPointF(x + side / 2, y + side * 0.86), side * 0.29, side * 0.25)
        disc = QPainterPath()
        disc.addEllipse(QRectF(x, y, side, side))
        painter.drawPath(shoulders.intersected(disc))

    def icon(self, name: str, x: float, y: float, size: float, color: ColorName) -> None:
        pixmap = self.theme.pixmap(name, color, size * 2 / self.theme.text_scale, 1.0)
        self.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.painter.drawPixmap(QRectF(x, y, size, size), pixmap, QRectF(pixmap.rect()))


_TINTS: tuple[tuple[ColorName, ColorName], ...] = (
    ("good", "good_soft"),
    ("info", "info_soft"),
    ("warn", "warn_soft"),
)


def _people(brush: _Brush) -> None:
    for place in range(3):
        top = 16 + place * 30
        brush.box(QRectF(36, top, 148, 25), "surface", "line")
        brush.person(42, top + 4, 17, HUES[place])
        brush.bar(66, top + 6, (52, 40, 58)[place], "muted")
        brush.bar(66, top + 14, (34, 48, 30)[place])
        tint, soft = _TINTS[place]
        brush.box(QRectF(148, top + 8, 28, 9), soft, radius=4.5)
        brush.bar(153, top + 10, 18, tint)


def _talk(brush: _Brush) -> None:
    brush.person(30, 58, 40, "teal")
    brush.person(150, 58, 40, "violet")
    brush.box(QRectF(56, 18, 62, 32), "surface", "line", 9)
    brush.bar(65, 27, 42, "muted")
    brush.bar(65, 36, 28)
    brush.box(QRectF(104, 56, 50, 26), "accent", radius=9)
    brush.bar(112, 63, 32, "on_accent")
    brush.bar(112, 71, 20, "on_accent")


def _vault(brush: _Brush) -> None:
    brush.box(QRectF(64, 20, 66, 82), "surface", "line")
    for place in range(5):
        brush.bar(
            74, 32 + place * 11, (44, 36, 46, 30, 40)[place], "muted" if not place else "line"
        )
    brush.box(QRectF(112, 54, 46, 46), "accent", radius=12)
    brush.icon("lock", 123, 65, 24, "on_accent")


_SCENES: Mapping[str, Callable[[_Brush], None]] = {
    "people": _people,
    "talk": _talk,
    "vault": _vault,
}
