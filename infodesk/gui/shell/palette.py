"""The palette (Ctrl+K): go to a place, do a command, find a record, by typing a few letters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from infodesk.gui.shell.ranking import best
from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets import Card, Hairline, PlainLabel
from infodesk.gui.widgets.painting import key_height, key_width, paint_key
from infodesk.words import t

SHOWN, FOUND = 12, 6
_ROOT = QModelIndex()
_ENTRY = Qt.ItemDataRole.UserRole
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the palette; `run` is called when it is chosen.

    `detail` follows the title in quiet letters; `keys` is its shortcut.
    """

    title: str
    run: Callable[[], object]
    icon: str = ""
    detail: str = ""
    keys: str = ""


class EntryModel(QAbstractListModel):
    """The lines that fit what was typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: Sequence[Entry] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Replace all lines."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a line's words, or the entry itself for the delegate."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.detail, entry.keys) if part)
        return entry if role == _ENTRY else None


class EntryDelegate(QStyledItemDelegate):
    """Draws a line: icon, title, quiet detail, key."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Ask for a comfortable row."""
        return QSize(option.rect.width(), self._theme.px(40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw the line; the current one has a ground."""
        entry = index.data(_ENTRY)
        px, area = self._theme.px, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_soft"))
            painter.drawRoundedRect(QRectF(area), px(6), px(6))

        def mirrored(part: QRect) -> QRect:
            return QStyle.visualRect(option.direction, area, part)

        left = area.left() + px(12)
        if entry.icon:
            icon = QRect(left, area.top() + (area.height() - px(16)) // 2, px(16), px(16))
            painter.drawPixmap(mirrored(icon), self._theme.pixmap(entry.icon, "muted", 16))
        left += px(28)
        right = area.right() - px(12)
        if entry.keys:
            width, height = key_width(self._theme, entry.keys), key_height(self._theme)
            key = QRect(right - width, area.top() + (area.height() - height) // 2, width, height)
            ink, ground = self._theme.color("muted"), self._theme.color("sunken")
            paint_key(painter, self._theme, mirrored(key), entry.keys, ink, ground)
            right = key.left() - px(8)
        flag = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        parts: tuple[tuple[str, ColorName], ...] = (
            (entry.title, "text"),
            (entry.detail, "muted"),
        )
        for text, color in parts:
            painter.setFont(self._theme.font("body"))
            painter.setPen(self._theme.color(color))
            room = QRect(left, area.top(), max(0, right - left), area.height())
            metrics = painter.fontMetrics()
            words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(mirrored(room), flag | Qt.AlignmentFlag.AlignVCenter, words)
            left += metrics.horizontalAdvance(words) + px(10)
        painter.restore()


class Palette(QWidget):
    """Lies over the window while it is open; a click beside it or Esc closes it.

    `offers` returns places and commands; `find(query)` returns records for two letters or more.
    """

    def __init__(
        self,
        theme: Theme,
        offers: Callable[[], Sequence[Entry]],
        find: Callable[[str], Sequence[Entry]],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._theme, self._offers, self._find = theme, offers, find
        self._before: QWidget | None = None
        self._entries: Sequence[Entry] = ()
        self.setAccessibleName(t("Go, do or find anything"))
        self._card = Card(theme, margin=8, gap=4, ground="raised", outline="edge", parent=self)
        self.edit = QLineEdit()
        self.edit.setProperty("bare", True)
        margin = theme.px(12)
        self.edit.setTextMargins(margin, theme.px(6), margin, theme.px(6))
        self.edit.setPlaceholderText(t("Go, do or find anything"))
        self.edit.setAccessibleName(t("Go, do or find anything"))
        self.edit.textChanged.connect(self._search)
        self.edit.installEventFilter(self)
        self.model = EntryModel(self)
        self.list = QListView()
        self.list.setAccessibleName(t("What fits"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setStyleSheet("background: transparent")
        self.list.clicked.connect(self._run)
        self._nothing = PlainLabel(theme, t("Nothing fits. Try fewer letters."), "body", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self.edit, Hairline(theme), self.list, self._nothing):
            self._card.body.addWidget(part)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show everything that can be done just now, ready to be typed into."""
        self._before = self.window().focusWidget()
        self._entries = self._offers()
        self.edit.setFont(self._theme.font("section"))
        self.edit.clear()
        self._search("")
        self.show()
        self.raise_()
        self.edit.setFocus()

    def dismiss(self) -> None:
        """Close without doing anything; the focus goes back to where it was."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()
            self._before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Steer the list from the line; keep to the window's size."""
        if watched is self.edit and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._steer(event)
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a click beside the card."""
        if not self._card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim the window."""
        veil = QColor(self._theme.color("text" if not self._theme.palette.dark else "canvas"))
        veil.setAlphaF(0.28 if not self._theme.palette.dark else 0.6)
        QPainter(self).fillRect(self.rect(), veil)

    def _steer(self, event: QKeyEvent) -> bool:
        key = event.key()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 6,
            Qt.Key.Key_PageUp: -6,
            Qt.Key.Key_Tab: 1,
            Qt.Key.Key_Backtab: -1,
        }
        if key in steps:
            self._move(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def _move(self, by: int) -> None:
        count = self.model.rowCount()
        if count:
            row = self.list.currentIndex().row() + by
            row = row % count if abs(by) == 1 else max(0, min(row, count - 1))
            self.list.setCurrentIndex(self.model.index(row))

    def _search(self, text: str) -> None:
        entries = best(text, self._entries, SHOWN)
        if len(text.strip()) >= 2:
            found = list(self._find(text.strip()))[:FOUND]
            entries = [*entries[: SHOWN - len(found)], *found]
        self.model.show_entries(entries)
        self.list.setVisible(bool(entries))
        self._nothing.setVisible(not entries)
        if entries:
            self.list.setCurrentIndex(self.model.index(0))
        self._place()

    def _run(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        entry = self.model.entries[index.row()]
        self.dismiss()
        entry.run()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        px = self._theme.px
        self.setGeometry(window.rect())
        width = min(px(620), window.width() - px(32))
        room = window.height() - px(120)
        rows = max(1, min(self.model.rowCount(), SHOWN))
        self.list.setFixedHeight(max(px(40), min(rows * px(40) + 2, room - px(80))))
        self._nothing.setFixedHeight(px(72))
        self._card.body.activate()
        height = min(self._card.sizeHint().height(), window.height() - px(32))
        top = min(px(72), max(px(8), window.height() - height - px(16)))
        self._card.setGeometry((window.width() - width) // 2, top, width, height)
