"""The line above a page: its title, the field that opens the palette, the place's main actions."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QStyle, QWidget

from infodesk.gui.commands import Commands
from infodesk.gui.page import Page
from infodesk.gui.shell.command_button import CommandButton
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import ElidedLabel
from infodesk.gui.widgets.painting import key_height, key_width, paint_key, paint_ring
from infodesk.words import t

PALETTE_KEY = "Ctrl+K"


class PaletteField(QAbstractButton):
    """Looks like a search field; a click or its key opens the palette."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = t("Go, do or find anything")
        self.setAccessibleName(self._words)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Ask for a field's usual width."""
        return QSize(self._theme.px(300), self._theme.px(34))

    def minimumSizeHint(self) -> QSize:
        """Shrink to glass and key."""
        return QSize(self._theme.px(56) + key_width(self._theme, PALETTE_KEY), self._theme.px(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the field, the glass, the words and the key."""
        painter, px = QPainter(self), self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(self._theme.color("edge" if self.underMouse() else "line"), 1))
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(frame, px(6), px(6))
        if self.hasFocus():
            paint_ring(painter, self.rect().toRectF(), self._theme.color("focus"), px(6))
        glass = QRect(px(12), (self.height() - px(16)) // 2, px(16), px(16))
        picture = self._theme.pixmap("search", "muted", 16, self.devicePixelRatioF())
        painter.drawPixmap(self._mirrored(glass), picture)
        cap = QSize(key_width(self._theme, PALETTE_KEY), key_height(self._theme))
        key = QRect(
            self.width() - cap.width() - px(10), (self.height() - cap.height()) // 2, *cap.toTuple()
        )
        ink, ground = self._theme.color("muted"), self._theme.color("sunken")
        paint_key(painter, self._theme, self._mirrored(key), PALETTE_KEY, ink, ground)
        self._paint_words(painter, QRect(px(38), 0, key.left() - px(46), self.height()))

    def _paint_words(self, painter: QPainter, area: QRect) -> None:
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.color("muted"))
        words = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, area.width()
        )
        if area.width() < self._theme.px(48):
            return  # a stump of a word says nothing
        flag = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.drawText(self._mirrored(area), flag | Qt.AlignmentFlag.AlignVCenter, words)

    def _mirrored(self, area: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), area)


class _Title(ElidedLabel):
    """Where one is: the last to give way."""

    def minimumSizeHint(self) -> QSize:
        """Be read whole; only what is very long is cut."""
        return self.sizeHint().boundedTo(QSize(self._theme.px(200), self.sizeHint().height()))


class _Subtitle(ElidedLabel):
    """Takes what the others leave; a stump of a word is not shown."""

    def minimumSizeHint(self) -> QSize:
        """Need nothing."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words if most of them can be read."""
        if not self.is_cut() or self.width() > self._theme.px(100):
            super().paintEvent(event)


class Header(QWidget):
    """Title and subtitle of the page that is shown, the palette's field, and its actions."""

    def __init__(self, theme: Theme, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._commands = theme, commands
        self.title = _Title(theme, "", "title")
        self.subtitle = _Subtitle(theme, "", "body", "muted")
        self.field = PaletteField(theme)
        self._buttons: list[CommandButton] = []
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.title)
        self._row.addWidget(self.subtitle, 1)
        self._row.addWidget(self.field)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_page(self, title: str, page: Page) -> None:
        """Show what belongs to `page`."""
        self.title.setText(title)
        self.subtitle.setText(page.subtitle())
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        last = len(page.main_commands) - 1
        self._buttons = [
            CommandButton(
                self._theme,
                self._commands,
                command_id,
                kind="primary" if number == last else "plain",
            )
            for number, command_id in enumerate(page.main_commands)
        ]
        for button in self._buttons:
            self._row.addWidget(button)

    def _restyle(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(24), px(14), px(24), px(12))
        self._row.setSpacing(px(12))
