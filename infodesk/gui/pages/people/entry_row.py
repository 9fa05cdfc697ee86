"""One entry of a timeline on the screen."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QWidget,
)

from infodesk.core.touches import TimelineEntry
from infodesk.gui.pages.people.entries import ICONS, entry_text, entry_title
from infodesk.gui.theme import Theme
from infodesk.gui.widgets.painting import paint_ring


class TimelineRow(QWidget):
    """One entry: icon, what it was, when, and what was written about it."""

    opened = Signal(object)
    removed = Signal(object)
    asked = Signal(object, object)

    def __init__(self, theme: Theme, entry: TimelineEntry, when: str) -> None:
        super().__init__()
        self._theme, self.entry, self._when = theme, entry, when
        self._title, self._text = entry_title(entry), entry_text(entry)
        self.can_open = True
        self.setAccessibleName(". ".join(part for part in (self._title, when, self._text) if part))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """Ask for the height of all lines."""
        width = self._theme.px(280)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Shrink as far as a short line."""
        return QSize(self._theme.px(120), self._title_height() + 2 * self._theme.px(5))

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of title and wrapped text."""
        text = self._text_area(width).height() if self._text else 0
        return self._title_height() + text + 2 * self._theme.px(5)

    def event(self, event: QEvent) -> bool:
        """Keep Delete from the window while this row has the focus."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, remove with Delete, offer with the menu key."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.can_open:
            self.opened.emit(self.entry)
        elif event.key() == Qt.Key.Key_Delete and self.entry.touch_id is not None:
            self.removed.emit(self.entry)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done."""
        event.accept()
        self.asked.emit(self.entry, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open by a click."""
        if event.button() == Qt.MouseButton.LeftButton and self.can_open:
            self.opened.emit(self.entry)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the entry."""
        painter, theme, px = QPainter(self), self._theme, self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.can_open:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), px(6), px(6))
        title = self._title_height()
        icon = QRect(px(4), px(5) + (title - px(16)) // 2, px(16), px(16))
        picture = theme.pixmap(ICONS[self.entry.kind], "muted", 16, self.devicePixelRatioF())
        painter.drawPixmap(self._mirrored(icon), picture)
        self._paint_line(painter, title)
        if self._text:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("muted"))
            area = self._text_area(self.width()).translated(px(30), px(5) + title)
            painter.drawText(self._mirrored(area), self._flags(), self._text)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), theme.color("focus"), px(6))

    def _paint_line(self, painter: QPainter, height: int) -> None:
        theme, px = self._theme, self._theme.px
        small = QFontMetrics(theme.font("small"))
        date_width = small.horizontalAdvance(self._when) + px(2)
        line = QRect(px(30), px(5), self.width() - px(36), height)
        far = QRect(line.right() - date_width, line.top(), date_width, height)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("muted"))
        painter.drawText(self._mirrored(far), middle | Qt.AlignmentFlag.AlignCenter, self._when)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color("text"))
        line.setRight(far.left() - px(8))
        shown = QFontMetrics(theme.font("strong")).elidedText(
            self._title, Qt.TextElideMode.ElideRight, line.width()
        )
        near = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.drawText(
            self._mirrored(line), middle | near | Qt.AlignmentFlag.AlignAbsolute, shown
        )

    def _title_height(self) -> int:
        return QFontMetrics(self._theme.font("strong")).height() + self._theme.px(2)

    def _text_area(self, width: int) -> QRect:
        metrics = QFontMetrics(self._theme.font("small"))
        room = QRect(0, 0, max(width - self._theme.px(36), 1), 100_000)
        needed = metrics.boundingRect(room, self._flags(), self._text)
        return QRect(0, 0, room.width(), needed.height())

    def _flags(self) -> int:
        near = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        flags = near | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
        return int(flags.value) | int(Qt.TextFlag.TextWordWrap.value)

    def _mirrored(self, area: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), area)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
