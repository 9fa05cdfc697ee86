"""Chips and pills: cuts of a list, stages and tags."""

from PySide6.QtCore import QMargins, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets.buttons import _KEYBOARD
from infodesk.gui.widgets.painting import hue_of, mirrored, paint_pill, paint_ring
from infodesk.gui.widgets.tooltips import set_tooltip
from infodesk.words import t


class Chip(QAbstractButton):
    """A rounded switch for a cut of a list, with how many it would show."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        count: int | None = None,
        *,
        checkable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = text
        self._count = count
        self._ring = False
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_count(self, count: int | None) -> None:
        """Show another number; None shows none."""
        self._count = count
        self._restyle()

    def set_text(self, text: str) -> None:
        """Show other words."""
        self._words = text
        self._restyle()

    def label(self) -> str:
        """Return what is written on the chip."""
        return self._words if self._count is None else f"{self._words} · {self._count:,}"

    def sizeHint(self) -> QSize:
        """Ask for room for the words in either state."""
        metrics = QFontMetrics(self._theme.font("small_strong"))
        px = self._theme.px
        height = max(px(28), metrics.height() + px(8))
        return QSize(metrics.horizontalAdvance(self.label()) + px(24), height)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by keyboard."""
        self._ring = event.reason() in _KEYBOARD
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = area.height() / 2
        theme, on = self._theme, self.isChecked()
        ground: ColorName = "accent_soft" if on else "hover" if self.underMouse() else "chip"
        ink: ColorName = "accent" if on else "text"
        if not self.isEnabled():
            ground, ink = "sunken", "faint"
        outline: ColorName = "accent" if on else "edge" if theme.outlined else ground
        painter.setPen(theme.color(outline))
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(area, radius, radius)
        painter.setPen(theme.color(ink))
        painter.setFont(theme.font("small_strong" if on else "small"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.label())
        if self._ring and self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), theme.color("focus"), radius)

    def _restyle(self) -> None:
        self.setText(self.label().replace("&", "&&"))
        self.setAccessibleName(self.label())
        self.updateGeometry()
        self.update()


class Pill(QWidget):
    """A word on a soft ground: a stage or a state. Nothing to click."""

    def __init__(
        self, theme: Theme, text: str, color: ColorName = "muted", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._color: ColorName = color
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self.set_text(text)

    def set_text(self, text: str, color: ColorName | None = None) -> None:
        """Show another word, perhaps in another colour."""
        self._words = text
        self._color = color or self._color
        self.setAccessibleName(text)
        self._restyle()

    def text(self) -> str:
        """Return the word."""
        return self._words

    def sizeHint(self) -> QSize:
        """Ask for room for the word."""
        metrics = QFontMetrics(self._theme.font("small_strong"))
        width = metrics.horizontalAdvance(self._words) + self._theme.px(18)
        return QSize(width, metrics.height() + self._theme.px(6))

    def minimumSizeHint(self) -> QSize:
        """Never cut the word."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill."""
        painter = QPainter(self)
        painter.setFont(self._theme.font("small_strong"))
        paint_pill(painter, self._theme, self.rect(), self._words, self._color)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class TagChip(Pill):
    """A tag in its own hue; when it can be removed, Delete and a cross remove it."""

    removed = Signal()

    def __init__(
        self,
        theme: Theme,
        text: str,
        color: ColorName | None = None,
        *,
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._removable = removable
        self._ring = False
        super().__init__(theme, text, color or hue_of(text), parent)
        if removable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            set_tooltip(self, t("Remove the tag “{tag}” (Delete)", tag=text))

    def sizeHint(self) -> QSize:
        """Leave room for the cross."""
        hint = super().sizeHint()
        return hint.grownBy(self._cross_margins()) if self._removable else hint

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by keyboard."""
        self._ring = event.reason() in _KEYBOARD
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove with Delete or Backspace."""
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Remove by a click on the cross."""
        if self._removable and self._cross().contains(event.position().toPoint()):
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill and its cross."""
        if not self._removable:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setFont(self._theme.font("small_strong"))
        paint_pill(painter, self._theme, self.rect(), "", self._color)
        words = self.rect().adjusted(self._theme.px(9), 0, -self._theme.px(20), 0)
        words = mirrored(self.layoutDirection(), self.rect(), words)
        painter.setPen(self._theme.color(self._color))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._words)
        cross = self._theme.pixmap("close", self._color, 10, self.devicePixelRatioF())
        painter.drawPixmap(self._cross(), cross)
        if self._ring and self.hasFocus():
            radius = self.height() / 2
            paint_ring(painter, QRectF(self.rect()), self._theme.color("focus"), radius)

    def _cross(self) -> QRect:
        px = self._theme.px
        area = QRect(self.width() - px(19), (self.height() - px(10)) // 2, px(10), px(10))
        return mirrored(self.layoutDirection(), self.rect(), area)

    def _cross_margins(self) -> QMargins:
        return QMargins(0, 0, self._theme.px(12), 0)
