"""A line that is read as one and edited in parts: a name, a position at a company."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from infodesk.gui.theme import ColorName, Role, Theme
from infodesk.gui.widgets import ElidedLabel, PlainLabel
from infodesk.gui.widgets.painting import paint_ring

_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class PairEdit(QWidget):
    """Reads like a label; a click, Enter or F2 opens one editor for each part.

    Enter or leaving all editors emits `committed` with the parts if one differs, Esc takes the
    old ones back.
    """

    committed = Signal(tuple)

    def __init__(
        self,
        theme: Theme,
        name: str,
        parts: Sequence[str],
        *,
        role: Role = "body",
        color: ColorName = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._name = theme, name
        self._color: ColorName = color
        self._parts: tuple[str, ...] = ("",) * len(parts)
        self._label = ElidedLabel(theme, "", role, color)
        self._fields = QWidget()
        self._row = QHBoxLayout(self._fields)
        self._editors = [self._editor(one) for one in parts]
        for editor in self._editors:
            editor.installEventFilter(self)
        self._wrong = PlainLabel(theme, "", "small", "bad", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        for widget in (self._label, self._fields, self._wrong):
            self._column.addWidget(widget)
        self._fields.hide()
        self._wrong.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _editor(self, name: str) -> QLineEdit:
        editor = QLineEdit()
        editor.setPlaceholderText(name)
        editor.setAccessibleName(name)
        self._row.addWidget(editor)
        return editor

    def show_parts(self, text: str, parts: Sequence[str], placeholder: str = "") -> None:
        """Show `text`, edit `parts`; open editors keep what is being typed."""
        self._parts = tuple(parts)
        self._label.setText(text or placeholder)
        self._label.set_color(self._color if text else "muted")
        self.setAccessibleName(f"{self._name}: {text}" if text else self._name)

    def is_editing(self) -> bool:
        """Tell whether the editors are open."""
        return not self._fields.isHidden()

    def edit(self, typed: Sequence[str] | None = None, wrong: str = "") -> None:
        """Open the editors; `typed` is what was refused before because it is `wrong`."""
        for editor, part in zip(self._editors, typed or self._parts, strict=True):
            editor.setText(part)
        self._label.hide()
        self._fields.show()
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        self._editors[0].setAccessibleDescription(wrong)
        self._editors[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._editors[0].selectAll()
        self.update()

    def commit(self) -> None:
        """Close the editors and keep what was typed."""
        if not self.is_editing():
            return
        typed = tuple(editor.text() for editor in self._editors)
        self._close()
        if typed != self._parts:
            self.committed.emit(typed)

    def cancel(self) -> None:
        """Close the editors and forget what was typed."""
        if self.is_editing():
            self._close()

    def _close(self) -> None:
        self._fields.hide()
        self._wrong.hide()
        self._label.show()
        self.update()

    # Qt's calls

    def sizeHint(self) -> QSize:
        """Ask for the line's room."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self._label.sizeHint().height()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open on a click."""
        if event.button() == Qt.MouseButton.LeftButton and not self.is_editing():
            self.edit()
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter or F2."""
        if not self.is_editing() and event.key() in _OPENING:
            self.edit()
            event.accept()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Commit and cancel from within the editors."""
        if watched in self._editors and self.is_editing():
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._editor_key(event.key())
            if isinstance(event, QFocusEvent) and event.lostFocus():
                self._left(event.reason())
        return super().eventFilter(watched, event)

    def _editor_key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.commit()
            return True
        if key == Qt.Key.Key_Escape:
            self.cancel()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _left(self, reason: Qt.FocusReason) -> None:
        if reason == Qt.FocusReason.PopupFocusReason:  # a menu takes it only for a moment
            return
        if QApplication.focusWidget() not in self._editors:
            self.commit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Repaint with the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Repaint without the ring."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a quiet ground under the pointer and the ring of the focus."""
        if self.is_editing():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.px(6)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), self._theme.color("focus"), radius)

    def _restyle(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(6), px(1), px(6), px(1))
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(6))
        self.updateGeometry()
        self.update()
