"""Buttons: primary, plain, quiet, dangerous, and those that are only an icon."""

from typing import Literal

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from infodesk.gui.theme import ColorName, Role, Theme
from infodesk.gui.widgets.painting import (
    key_height,
    key_width,
    key_words,
    mirrored,
    paint_key,
    paint_ring,
)
from infodesk.gui.widgets.tooltips import set_tooltip

Kind = Literal["primary", "plain", "quiet", "danger"]
Size = Literal["small", "regular", "large"]

_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)
_HEIGHT: dict[Size, int] = {"small": 28, "regular": 34, "large": 42}
_MARGIN: dict[Size, int] = {"small": 10, "regular": 14, "large": 18}


class Button(QPushButton):
    """A button with its words, perhaps an icon before them and a key cap after them.

    Words are shown as they are: "&" makes no mnemonic. The focus ring shows when the focus came
    by keyboard.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        icon: str = "",
        key: str = "",
        kind: Kind = "plain",
        size: Size = "regular",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon
        self._key = key
        self._kind: Kind = kind
        self._size: Size = size
        self._ring = False
        self.setProperty("kind", kind)
        self.set_text(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        if key:
            self.setAccessibleDescription(key_words(key))
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_text(self, text: str) -> None:
        """Show other words."""
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def words(self) -> str:
        """Return the words as they are shown."""
        return self._words

    def set_icon(self, name: str) -> None:
        """Show another icon of our set; "" shows none."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for icon, words and key cap."""
        margin = self._theme.px(_MARGIN[self._size])
        if self._kind == "quiet" and self._size == "small":
            margin = self._theme.px(6)
        return QSize(self._content_width() + 2 * margin, self._height())

    def minimumSizeHint(self) -> QSize:
        """Words of a button are never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as well as with the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by keyboard."""
        self._ring = event.reason() in _KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._ring = False
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Repaint for the pointer."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon, words, key cap and ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._paint_ground(painter)
        self._paint_content(painter, ink)
        if self._ring and self.hasFocus():
            self._paint_focus(painter)

    def _height(self) -> int:
        needed = QFontMetrics(self.font()).height() + self._theme.px(8)
        return max(self._theme.px(_HEIGHT[self._size]), needed)

    def _icon_size(self) -> int:
        return self._theme.px(16) if self._icon_name else 0

    def _content_width(self) -> int:
        gap = self._theme.px(8)
        parts = [self._icon_size()]
        if self._words:
            parts.append(QFontMetrics(self.font()).horizontalAdvance(self._words))
        if self._key:
            parts.append(key_width(self._theme, self._key))
        parts = [part for part in parts if part]
        return sum(parts) + gap * max(0, len(parts) - 1) + 1

    def _colors(self) -> tuple[ColorName | None, ColorName | None, ColorName]:
        """Return the ground, the outline and the ink for the present state."""
        over, down = self.underMouse() and self.isEnabled(), self.isDown() or self.isChecked()
        if not self.isEnabled():
            return (None if self._kind == "quiet" else "sunken"), None, "faint"
        if self._kind == "primary":
            return ("accent_strong" if over or down else "accent"), None, "on_accent"
        if self._kind == "danger":
            return ("bad_strong" if over or down else "bad"), None, "on_bad"
        ground: ColorName | None = "sunken" if down else "hover" if over else None
        if self._kind == "quiet":
            return ground, None, self._quiet_ink()
        return ground or "surface", "edge", "text"

    def _quiet_ink(self) -> ColorName:
        return "accent"

    def _paint_ground(self, painter: QPainter) -> QColor:
        ground, outline, ink = self._colors()
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = self._theme.px(6)
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(ground))
            painter.drawRoundedRect(area, radius, radius)
        if outline:
            painter.setPen(QPen(self._theme.color(outline), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, radius, radius)
        return self._theme.color(ink)

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        gap = self._theme.px(8)
        needed = self._content_width()
        short = max(0, needed + gap - self.width()) if self._words else 0
        left = (self.width() - needed + short) // 2
        middle = self.height() // 2
        if self._icon_name:
            size = self._icon_size()
            spot = self._mirrored(QRect(left, middle - size // 2, size, size))
            ink_name = self._colors()[2]
            painter.drawPixmap(
                spot,
                self._theme.pixmap(self._icon_name, ink_name, 16, self.devicePixelRatioF()),
            )
            left += size + gap
        if self._words:
            metrics, words = QFontMetrics(self.font()), self._words
            width = metrics.horizontalAdvance(words) + 1 - short
            if short:  # in a pane that is narrower than the words
                words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.setPen(ink)
            painter.setFont(self.font())
            spot = self._mirrored(QRect(left, 0, width, self.height()))
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)
            left += width - 1 + gap
        if self._key:
            width, height = key_width(self._theme, self._key), key_height(self._theme)
            spot = self._mirrored(QRect(left, middle - height // 2, width, height))
            filled = self._kind in ("plain", "quiet") and self.isEnabled()
            cap_ink = self._theme.color("muted") if filled else ink
            ground = self._theme.color("sunken") if filled else None
            paint_key(painter, self._theme, spot, self._key, cap_ink, ground)

    def _mirrored(self, area: QRect) -> QRect:
        return mirrored(self.layoutDirection(), self.rect(), area)

    def _paint_focus(self, painter: QPainter) -> None:
        radius = self._theme.px(6)
        area = QRectF(self.rect())
        if self._kind in ("primary", "danger"):
            paint_ring(painter, area, self._theme.color("text"), radius)
            inner: ColorName = "on_accent" if self._kind == "primary" else "on_bad"
            painter.setPen(QPen(self._theme.color(inner), 1))
            painter.drawRoundedRect(area.adjusted(2.5, 2.5, -2.5, -2.5), radius - 2, radius - 2)
        else:
            paint_ring(painter, area, self._theme.color("focus"), radius)

    def _font_role(self) -> Role:
        return "small" if self._size == "small" else "body"

    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._font_role()))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Repaint when switched on or off."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()


class PrimaryButton(Button):
    """The one main action of a place."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        icon: str = "",
        key: str = "",
        size: Size = "regular",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, icon=icon, key=key, kind="primary", size=size, parent=parent)


class QuietButton(Button):
    """An action that reads like a link."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        icon: str = "",
        key: str = "",
        size: Size = "small",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, icon=icon, key=key, kind="quiet", size=size, parent=parent)


class IconButton(Button):
    """A square button that shows an icon only; its name is its tooltip and accessible name."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        *,
        size: Size = "small",
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "", icon=icon, kind="quiet", size=size, parent=parent)
        self.setCheckable(checkable)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Give another name, for the tooltip and for screen readers."""
        set_tooltip(self, name)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        side = self._height()
        return QSize(side, side)

    def _quiet_ink(self) -> ColorName:
        return "accent" if self.isChecked() else "text" if self.underMouse() else "muted"
