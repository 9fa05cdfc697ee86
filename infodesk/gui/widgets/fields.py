"""Where people type: search, passphrase, its strength, and a field with its words around it."""

from typing import Literal

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets.buttons import IconButton
from infodesk.gui.widgets.labels import PlainLabel
from infodesk.gui.widgets.painting import key_height, key_width, mirrored, paint_key
from infodesk.words import t


class SearchField(QLineEdit):
    """A line to search in: a glass before it, a cross to empty it, perhaps a key cap.

    Esc empties it; when it is already empty, Esc goes on to whoever listens.
    """

    def __init__(
        self, theme: Theme, placeholder: str, *, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._cross = _end_button(theme, "close", t("Clear the search"), self)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc does the same
        self._cross.clicked.connect(self.clear)
        self._cross.hide()
        self.textChanged.connect(self._show_cross)
        theme.changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:
        """Be as high as a button."""
        hint = super().sizeHint()
        return QSize(self._theme.px(220), max(hint.height(), self._theme.px(34)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the glass and the cap over the field."""
        super().paintEvent(event)
        painter = QPainter(self)
        px, side = self._theme.px, self._theme.px(16)
        glass = QRect(px(10), (self.height() - side) // 2, side, side)
        picture = self._theme.pixmap("search", "muted", 16, self.devicePixelRatioF())
        painter.drawPixmap(self._mirrored(glass), picture)
        if self._key and not self.text():
            width, height = key_width(self._theme, self._key), key_height(self._theme)
            cap = QRect(self.width() - width - px(8), (self.height() - height) // 2, width, height)
            ink, ground = self._theme.color("muted"), self._theme.color("sunken")
            paint_key(painter, self._theme, self._mirrored(cap), self._key, ink, ground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the end."""
        super().resizeEvent(event)
        _place_at_end(self, self._cross)

    def changeEvent(self, event: QEvent) -> None:
        """Change sides with the reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._restyle()

    def _mirrored(self, area: QRect) -> QRect:
        return mirrored(self.layoutDirection(), self.rect(), area)

    def _show_cross(self, text: str) -> None:
        self._cross.setVisible(bool(text))

    def _restyle(self) -> None:
        before, after = self._theme.px(24), self._theme.px(24)
        if self._key:
            after = max(after, key_width(self._theme, self._key) + self._theme.px(4))
        _set_margins(self, before, after)
        self.updateGeometry()
        self.update()


class PassphraseField(QLineEdit):
    """A line for a passphrase, hidden unless the eye at its end is pressed."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._eye = _end_button(theme, "eye", t("Show the passphrase"), self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        theme.changed.connect(self._restyle)
        self._show(False)

    def reveal(self) -> None:
        """Show what is typed, for example a passphrase that was suggested."""
        self._eye.setChecked(True)

    def hide_again(self) -> None:
        """Go back to dots, for example before the window is locked."""
        self._eye.setChecked(False)

    def sizeHint(self) -> QSize:
        """Be a comfortable target."""
        hint = super().sizeHint()
        return QSize(self._theme.px(280), max(hint.height(), self._theme.px(38)))

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.setEchoMode(mode.Normal if shown else mode.Password)
        words = t("Hide the passphrase") if shown else t("Show the passphrase")
        self._eye.set_name(words)
        self._eye.set_icon("eye-off" if shown else "eye")
        self._restyle()

    def changeEvent(self, event: QEvent) -> None:
        """Change sides with the reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the eye at the end."""
        super().resizeEvent(event)
        _place_at_end(self, self._eye)

    def _restyle(self) -> None:
        _set_margins(self, 0, self._theme.px(28))
        _place_at_end(self, self._eye)
        self.updateGeometry()


def _end_button(theme: Theme, icon: str, name: str, field: QLineEdit) -> IconButton:
    button = IconButton(theme, icon, name, parent=field)
    button.setCursor(Qt.CursorShape.ArrowCursor)
    return button


def _place_at_end(field: QLineEdit, button: IconButton) -> None:
    side = min(button.sizeHint().height(), field.height() - 4)
    gap = (field.height() - side) // 2
    area = QRect(field.width() - side - gap, gap, side, side)
    button.setGeometry(mirrored(field.layoutDirection(), field.rect(), area))


def _set_margins(field: QLineEdit, before: int, after: int) -> None:
    mirrored = field.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left, right = (after, before) if mirrored else (before, after)
    field.setTextMargins(left, 0, right, 0)


class NumberField(QSpinBox):
    """A whole number between two limits, with room before it, which Qt's sheet forgets."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        lowest: int,
        highest: int,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setRange(lowest, highest)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.lineEdit().setTextMargins(self._theme.px(8), 0, self._theme.px(8), 0)


Strength = Literal[0, 1, 2, 3, 4]

_STRENGTH_COLORS: tuple[ColorName, ...] = ("bad", "bad", "warn", "good", "good")


class StrengthMeter(QWidget):
    """Four bars and a sentence that say how hard a passphrase is to guess."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level: Strength = 0
        self._bars = _Bars(theme)
        self._words = PlainLabel(theme, "", "small", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addWidget(self._bars)
        layout.addWidget(self._words)
        self.setAccessibleName(t("Strength of the passphrase"))

    def show_strength(self, level: Strength, sentence: str) -> None:
        """Fill `level` of four bars and say `sentence`."""
        color = _STRENGTH_COLORS[level]
        self._bars.fill(level, color)
        self._words.setText(sentence)
        self._words.set_color(color if sentence and level else "muted")
        self.setAccessibleDescription(sentence)


class _Bars(QWidget):
    """Four bars, some of them filled."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._filled = 0
        self._color: ColorName = "bad"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def fill(self, filled: int, color: ColorName) -> None:
        self._filled, self._color = filled, color
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(5))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = self._theme.px(4)
        width = (self.width() - 3 * gap) / 4
        for place in range(4):
            bar = QRect(round(place * (width + gap)), 0, round(width), self.height())
            bar = mirrored(self.layoutDirection(), self.rect(), bar)
            painter.setBrush(self._theme.color(self._color if place < self._filled else "chip"))
            painter.drawRoundedRect(bar, self.height() / 2, self.height() / 2)


class Field(QWidget):
    """An editor with its label above and, below, a hint or what is wrong with it."""

    def __init__(
        self,
        theme: Theme,
        label: str,
        editor: QWidget,
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._label = PlainLabel(theme, label, "small", "muted")
        self._label.setBuddy(editor)
        self._below = PlainLabel(theme, hint, "small", "muted", wrap=True)
        self._below.setVisible(bool(hint))
        editor.setAccessibleName(label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        for widget in (self._label, editor, self._below):
            layout.addWidget(widget)

    def set_error(self, sentence: str) -> None:
        """Say what is wrong below the editor; "" takes it back."""
        self._below.setText(sentence or self._hint)
        self._below.set_color("bad" if sentence else "muted")
        self._below.setVisible(bool(sentence or self._hint))
        self.editor.setAccessibleDescription(sentence or self._hint)
        self.editor.setProperty("wrong", bool(sentence))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def error(self) -> str:
        """Return what is being said to be wrong."""
        return self._below.text() if self.editor.property("wrong") else ""
