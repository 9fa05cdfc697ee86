"""The round picture of a person, or their initials on a hue of their own."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from infodesk.gui.theme import Theme
from infodesk.gui.widgets.painting import Discs, hue_of, initials, paint_avatar


class Avatar(QWidget):
    """Initials on a disc; the hue is chosen by the person's id and never changes.

    `discs(id, side, ratio)` returns the picture of whoever has one.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        key: int | str,
        *,
        size: int = 32,
        discs: Discs | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size, self._discs = size, discs
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self.show_person(name, key)

    def show_person(self, name: str, key: int | str) -> None:
        """Show another person."""
        self._letters, self._hue, self._key = initials(name), hue_of(key), key
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc."""
        painter = QPainter(self)
        picture = None
        if self._discs is not None and isinstance(self._key, int):
            picture = self._discs(self._key, self.height(), self.devicePixelRatioF())
        if picture is not None:
            painter.drawPixmap(0, 0, picture)
        else:
            paint_avatar(painter, self._theme, self.rect(), self._letters, self._hue)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
