"""The picture of a person as a button: it shows the picture, or offers to choose one."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from infodesk.gui.desk import Desk
from infodesk.gui.widgets import Avatar, set_tooltip
from infodesk.gui.widgets.painting import paint_ring
from infodesk.words import t


class PhotoButton(Avatar):
    """An avatar that can be pressed."""

    clicked = Signal()

    def __init__(self, desk: Desk, *, size: int = 48) -> None:
        super().__init__(desk.theme, "", 0, size=size, discs=desk.portraits.disc)
        self._desk = desk
        desk.portraits.arrived.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_person(self, name: str, key: int | str, *, has_photo: bool = False) -> None:
        """Show another person."""
        super().show_person(name, key)
        words = t("Show the picture") if has_photo else t("Add a picture")
        self.setAccessibleName(words)
        self.setAccessibleDescription(name)
        set_tooltip(self, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press with a click."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.clicked.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc, and the ring around it."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            color = self._desk.theme.color("focus")
            paint_ring(painter, QRectF(self.rect()), color, self.height() / 2)
