"""Our own icons: SVG files drawn in one colour, tinted when they are loaded."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from infodesk.core.resources import resource

# 16 and 20 px in menus and buttons, once for ordinary and once for doubled resolution.
_SIZES = (16, 20, 32, 40)


class Icons:
    """Loads, tints and keeps icons; belongs to the theme, which forgets them when it changes."""

    def __init__(self) -> None:
        self._drawings: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}
        self._icons: dict[tuple[str, int], QIcon] = {}

    def icon(self, name: str, color: QColor, disabled: QColor) -> QIcon:
        """Return the icon called `name`; FileNotFoundError if there is none."""
        key = (name, int(color.rgba()))
        icon = self._icons.get(key)
        if icon is None:
            icon = self._icons[key] = QIcon()
            for size in _SIZES:
                icon.addPixmap(self._draw(name, color, size))
                icon.addPixmap(self._draw(name, disabled, size), QIcon.Mode.Disabled)
        return icon

    def pixmap(self, name: str, color: QColor, size: int, ratio: float) -> QPixmap:
        """Return the icon as a square of `size` logical pixels on a screen of `ratio`."""
        pixels = max(1, round(size * ratio))
        key = (name, int(color.rgba()), pixels, ratio)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = self._pixmaps[key] = self._draw(name, color, pixels)
            pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def forget(self) -> None:
        """Drop what was tinted; the drawings stay."""
        self._pixmaps.clear()
        self._icons.clear()

    def _draw(self, name: str, color: QColor, pixels: int) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer  # slow to load, and the lock screen has one icon

        tinted = self._drawing(name).replace(b"currentColor", color.name().encode())
        renderer = QSvgRenderer(QByteArray(tinted))
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        return pixmap

    def _drawing(self, name: str) -> bytes:
        if name not in self._drawings:
            self._drawings[name] = resource("icons", f"{name}.svg").read_bytes()
        return self._drawings[name]
