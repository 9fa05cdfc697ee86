"""The rail at the window's side: its menu, the places, and Settings, Help and Lock at its foot."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from infodesk.gui.page import PlaceSpec
from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets import Hairline
from infodesk.gui.widgets.painting import key_words, paint_ring
from infodesk.gui.widgets.tooltips import set_tooltip
from infodesk.words import t, tn

WIDTH, FOLDED_WIDTH = 208, 56
_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class RailEntry(QAbstractButton):
    """An icon, a word and at the far side a number or a key; folded only the icon."""

    def __init__(
        self, theme: Theme, text: str, icon: str, *, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon
        self._key = key_words(key) if key else ""
        self._words = text
        self._count = 0
        self._folded = False
        self._ring = False
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.updateGeometry)

    def set_count(self, count: int) -> None:
        """Show a number at the far side; 0 shows none."""
        if count == self._count:
            return
        self._count = count
        # A screen reader hears the number as part of the entry.
        spoken = tn("{place}, {count} entry", "{place}, {count} entries", count, place=self._words)
        self.setAccessibleName(spoken if count else self._words)
        self.update()

    def set_folded(self, folded: bool) -> None:
        """Show the icon only, with the word as a tooltip."""
        self._folded = folded
        set_tooltip(self, self._words if folded else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a line with room to aim at."""
        height = max(QFontMetrics(self._theme.font("strong")).height() + self._theme.px(20), 36)
        return QSize(self._theme.px(FOLDED_WIDTH if self._folded else WIDTH), height)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by keyboard."""
        self._ring = event.reason() in _KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._ring = False
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be chosen."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Go back to rest."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon, word and number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        px, side = self._theme.px, self._theme.px(17)
        top = (self.height() - side) // 2
        left = (self.width() - side) // 2 if self._folded else px(12)
        ink: ColorName = "text" if self.isChecked() or self.underMouse() else "muted"
        picture = self._theme.pixmap(self._icon_name, ink, 17, self.devicePixelRatioF())
        painter.drawPixmap(self._mirrored(QRect(left, top, side, side)), picture)
        if not self._folded:
            self._paint_words(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        area, radius = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), self._theme.px(6)
        if self.isChecked():
            painter.setPen(QPen(self._theme.color("line"), 1))
            painter.setBrush(self._theme.color("raised"))
            painter.drawRoundedRect(area, radius, radius)
        elif self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("hover"))
            painter.drawRoundedRect(area, radius, radius)
        if self._ring:
            paint_ring(painter, QRectF(self.rect()), self._theme.color("focus"), radius)

    def _paint_words(self, painter: QPainter) -> None:
        px, current = self._theme.px, self.isChecked()
        far = f"{self._count:,}" if self._count else self._key
        painter.setFont(self._theme.font("small_strong" if current else "small"))
        painter.setPen(self._theme.color("accent" if current and self._count else "muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        direction, taken = self.layoutDirection(), painter.fontMetrics().horizontalAdvance(far)
        area = self.rect().adjusted(px(40), 0, -px(12), 0)
        painter.drawText(self._mirrored(area), QStyle.visualAlignment(direction, right), far)
        painter.setFont(self._theme.font("strong" if current else "body"))
        painter.setPen(self._theme.color("text" if current or self.underMouse() else "muted"))
        room = area.adjusted(0, 0, -taken - (px(8) if taken else 0), 0)
        words = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(self._mirrored(room), QStyle.visualAlignment(direction, left), words)

    def _mirrored(self, area: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), area)


class BrandButton(RailEntry):
    """The program's sign and name; a click opens the menu."""

    def __init__(self, theme: Theme, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(theme, "InfoDesk", "more", parent=parent)
        self.setAccessibleName(t("Menu"))
        set_tooltip(self, t("Menu (F10)"))
        self._menu = menu
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        """Open the menu below the sign, first entry marked, so that keys go on from there."""
        first = next(iter(self._menu.actions()), None)
        if first is not None:
            self._menu.setActiveAction(first)
        corner = self.rect().bottomLeft() if self.isLeftToRight() else self.rect().bottomRight()
        offset = QPoint(0 if self.isLeftToRight() else -self._menu.sizeHint().width(), 0)
        self._menu.popup(self.mapToGlobal(corner) + offset)

    def set_folded(self, folded: bool) -> None:
        """Show the sign only."""
        super().set_folded(folded)
        set_tooltip(self, t("Menu (F10)"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sign and the name, and a small arrow that tells of the menu."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        px, side = self._theme.px, self._theme.px(18)
        left = (self.width() - side) // 2 if self._folded else px(11)
        sign = self._mirrored(QRect(left, (self.height() - side) // 2, side, side))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        painter.drawRoundedRect(QRectF(sign), px(5), px(5))
        if self._folded:
            return
        painter.setFont(self._theme.font("section"))
        painter.setPen(self._theme.color("text"))
        area = self._mirrored(self.rect().adjusted(px(38), 0, -px(30), 0))
        side_flag = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.drawText(area, side_flag | Qt.AlignmentFlag.AlignVCenter, "InfoDesk")
        arrow = QRect(self.width() - px(28), (self.height() - px(16)) // 2, px(16), px(16))
        picture = self._theme.pixmap("chevron-down", "muted", 16, self.devicePixelRatioF())
        painter.drawPixmap(self._mirrored(arrow), picture)


class Rail(QWidget):
    """Shows the places that exist; Up and Down go through them, Enter and Space choose."""

    chosen = Signal(str)
    lock_asked = Signal()

    def __init__(
        self, theme: Theme, places: list[PlaceSpec], menu: QMenu, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(t("Places"))
        self.brand = BrandButton(theme, menu)
        self._within = {place.id: place.within for place in places if place.within}
        places = [place for place in places if not place.within]
        self.entries = {place.id: self._entry(place) for place in places}
        self.lock = RailEntry(theme, t("Lock"), "lock", key="Ctrl+L")
        self.lock.clicked.connect(self.lock_asked)
        self._counts: list[tuple[RailEntry, Callable[[], int]]] = [
            (self.entries[place.id], place.count) for place in places if place.count is not None
        ]
        self._lay_out(places)
        theme.changed.connect(self._restyle)
        self.set_folded(False)
        self.recount()

    def _entry(self, place: PlaceSpec) -> RailEntry:
        entry = RailEntry(self._theme, place.title, place.icon)
        entry.setCheckable(True)
        # A click on the current place must not uncheck it: the window says which one is current.
        entry.clicked.connect(lambda: self.chosen.emit(place.id))
        return entry

    def _lay_out(self, places: list[PlaceSpec]) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for place in places:
            if not place.foot:
                column.addWidget(self.entries[place.id])
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for transparent in (scroll.viewport(), inner):
            transparent.setAutoFillBackground(False)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2)
        self._column.addWidget(self.brand)
        self._column.addSpacing(6)
        self._column.addWidget(scroll, 1)
        self._column.addWidget(Hairline(self._theme))
        self._column.addSpacing(4)
        for place in places:
            if place.foot:
                self._column.addWidget(self.entries[place.id])
        self._column.addWidget(self.lock)

    def set_folded(self, folded: bool) -> None:
        """Show icons only."""
        self.folded = folded
        for entry in (self.brand, *self.entries.values(), self.lock):
            entry.set_folded(folded)
        self._restyle()

    def show_current(self, place_id: str) -> None:
        """Mark the place that is shown."""
        marked = self._within.get(place_id, place_id)
        for one, entry in self.entries.items():
            entry.setChecked(one == marked)

    def recount(self) -> None:
        """Ask for the numbers beside the words again."""
        for entry, count in self._counts:
            entry.set_count(count())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next or previous entry."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the hairline towards the page."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("rail"))
        painter.setPen(self._theme.color("line"))
        edge = self.width() - 1 if self.isLeftToRight() else 0
        painter.drawLine(edge, 0, edge, self.height())

    def _restyle(self) -> None:
        margin = self._theme.px(8)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self.setFixedWidth(self._theme.px(FOLDED_WIDTH if self.folded else WIDTH))
        self.update()
