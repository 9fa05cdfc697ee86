"""The line that logs a touch."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.touches import Direction, TouchKind
from infodesk.gui.desk import Desk
from infodesk.gui.pages.people.entries import ICONS
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import QuietButton
from infodesk.gui.widgets.painting import key_height, key_width, paint_key
from infodesk.words import t
from infodesk.words.dates import day_in_words, day_nearby
from infodesk.words.records import say

LOG_KEY = "L"

_KINDS = (TouchKind.MESSAGE, TouchKind.EMAIL, TouchKind.CALL, TouchKind.MEETING, TouchKind.OTHER)


class LogLine(QWidget):
    """A line that logs a touch with Enter; kind, direction and day stand below while it is used."""

    logged = Signal(object, object, object, str)

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        super().__init__()
        self._desk, self._today = desk, today
        self.kind, self.direction = TouchKind.MESSAGE, Direction.OUT
        self.day: date | None = None
        self.field = LogField(desk.theme)
        self.field.returnPressed.connect(self._enter)
        self.field.textChanged.connect(lambda _text: self._show_options())
        self.field.focused.connect(self._show_options)
        self.options = QWidget()
        row = QHBoxLayout(self.options)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.theme.px(2))
        self.kind_button = self._option(self._kinds)
        self.direction_button = self._option(self._directions)
        self.day_button = self._option(self._days)
        for button in (self.kind_button, self.direction_button, self.day_button):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.theme.px(2))
        column.addWidget(self.field)
        column.addWidget(self.options)
        self.options.hide()
        self._say()

    def start(self) -> None:
        """Put the cursor into the line."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show_options()

    def forget(self) -> None:
        """Empty the line; kind and direction stay as they were used last."""
        self.field.clear()
        self.day = None
        self._say()
        self._show_options()

    def _enter(self) -> None:
        text = self.field.text().strip()
        if text:
            self.logged.emit(self.kind, self.direction, self.day or self._today(), text)

    def _option(self, menu: Callable[[], QMenu]) -> QuietButton:
        button = QuietButton(self._desk.theme, "")

        def open_menu() -> None:
            shown = menu()
            shown.aboutToHide.connect(shown.deleteLater)
            shown.popup(button.mapToGlobal(button.rect().bottomLeft()))

        button.clicked.connect(open_menu)
        return button

    def _kinds(self) -> QMenu:
        return self._choices("kind", _KINDS, lambda one: say(f"touch-{one.value}"))

    def _directions(self) -> QMenu:
        ways = (Direction.OUT, Direction.IN, Direction.NONE)
        return self._choices("direction", ways, lambda one: say(f"direction-{one.value}"))

    def _choices(
        self,
        what: str,
        values: Sequence[TouchKind] | Sequence[Direction],
        words: Callable[..., str],
    ) -> QMenu:
        menu = QMenu(self)
        for value in values:
            action = menu.addAction(words(value))
            action.setCheckable(True)
            action.setChecked(value is getattr(self, what))
            action.triggered.connect(lambda _checked=False, one=value: self._set(what, one))
        return menu

    def _days(self) -> QMenu:
        menu = QMenu(self)
        today = self._today()
        for back in range(8):
            day = date.fromordinal(today.toordinal() - back)
            words = day_nearby(day, today)
            action = menu.addAction(f"{words[:1].upper()}{words[1:]}\t{day_in_words(day)}")
            action.triggered.connect(lambda _checked=False, one=day: self._set("day", one))
        return menu

    def _set(self, what: str, value: object) -> None:
        setattr(self, what, value)
        self._say()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        self.kind_button.set_text(say(f"touch-{self.kind.value}"))
        self.kind_button.set_icon(ICONS[self.kind.value])
        self.direction_button.set_text(say(f"direction-{self.direction.value}"))
        today = self._today()
        self.day_button.set_text(day_nearby(self.day or today, today))
        self.kind_button.setAccessibleName(t("Kind: {kind}", kind=self.kind_button.words()))
        words = self.direction_button.words()
        self.direction_button.setAccessibleName(t("Direction: {direction}", direction=words))
        self.day_button.setAccessibleName(t("Day: {day}", day=self.day_button.words()))

    def _show_options(self) -> None:
        used = bool(self.field.text()) or self.field.hasFocus()
        self.options.setVisible(used)


class LogField(QLineEdit):
    """The line to type into, with its key on a cap."""

    focused = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setPlaceholderText(t("Log a touch…"))
        self.setAccessibleName(t("Log a touch"))

    def sizeHint(self) -> QSize:
        """Be as high as a button."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self._theme.px(34)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that it is used."""
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the line with Esc; an empty one leaves Esc to the page."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the cap."""
        super().resizeEvent(event)
        room = key_width(self._theme, LOG_KEY) + self._theme.px(8)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setTextMargins(room if mirrored else 0, 0, 0 if mirrored else room, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cap over the field."""
        super().paintEvent(event)
        if self.text() or self.hasFocus():
            return
        painter, px = QPainter(self), self._theme.px
        width, height = key_width(self._theme, LOG_KEY), key_height(self._theme)
        cap = QRect(self.width() - width - px(10), (self.height() - height) // 2, width, height)
        cap = QStyle.visualRect(self.layoutDirection(), self.rect(), cap)
        ink, ground = self._theme.color("muted"), self._theme.color("sunken")
        paint_key(painter, self._theme, cap, LOG_KEY, ink, ground)
