"""Text that is read like a label and edited in place."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from infodesk.gui.theme import ColorName, Role, Theme
from infodesk.gui.widgets.labels import ElidedLabel
from infodesk.gui.widgets.painting import paint_ring


class InlineEdit(QWidget):
    """A label that becomes an editor on click, Enter or F2.

    Leaving it or Enter commits (`committed` carries the new text, only when it differs), Esc
    takes the old text back. What is shown afterwards is what the owner sets with `set_text`.
    """

    committed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        text: str = "",
        *,
        placeholder: str = "",
        role: Role = "body",
        color: ColorName = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name, self._placeholder = name, placeholder or name
        self._color: ColorName = color
        self._label = ElidedLabel(theme, "", role, color)
        self._editor = QLineEdit()
        self._editor.setProperty("bare", True)
        self._editor.setAccessibleName(name)
        self._editor.setPlaceholderText(self._placeholder)
        self._editor.installEventFilter(self)
        self._role: Role = role
        self._editor.hide()
        self._line = QHBoxLayout(self)
        self._line.addWidget(self._label)
        self._line.addWidget(self._editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show `text`; an editor that is open keeps what is being typed."""
        self._text = text
        self._label.setText(text or self._placeholder)
        self._label.set_color(self._color if text else "muted")
        self.setAccessibleName(f"{self._name}: {text}" if text else self._name)

    def text(self) -> str:
        """Return what is committed."""
        return self._text

    def is_editing(self) -> bool:
        """Tell whether the editor is open."""
        return not self._editor.isHidden()

    def edit(self, typed: str | None = None) -> None:
        """Open the editor with everything selected; `typed` is what was refused before."""
        self._editor.setText(self._text if typed is None else typed)
        self._label.hide()
        self._editor.show()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._editor.selectAll()
        self.update()

    def commit(self) -> None:
        """Close the editor and keep what was typed."""
        if not self.is_editing():
            return
        typed = self._editor.text()
        self._close()
        if typed != self._text:
            self.set_text(typed)
            self.committed.emit(typed)

    def cancel(self) -> None:
        """Close the editor and forget what was typed."""
        if self.is_editing():
            self._close()

    def sizeHint(self) -> QSize:
        """Be as high as an editor needs."""
        px = self._theme.px
        height = self._label.fontMetrics().height() + px(10)
        return QSize(self._label.sizeHint().width() + px(12), height)

    def minimumSizeHint(self) -> QSize:
        """Shrink as the label does."""
        return QSize(self._theme.px(40), self.sizeHint().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open on a click."""
        if event.button() == Qt.MouseButton.LeftButton and not self.is_editing():
            self.edit()
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter or F2."""
        opening = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        if not self.is_editing() and event.key() in opening:
            self.edit()
            event.accept()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Commit and cancel from within the editor."""
        if watched is self._editor and self.is_editing():
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._editor_key(event.key())
            if isinstance(event, QFocusEvent) and event.lostFocus() and not _for_a_menu(event):
                self.commit()
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Repaint with the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Repaint without the ring."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a quiet ground under the pointer and the ring of focus or editing."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.px(6)
        if self.is_editing() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("surface" if self.is_editing() else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if self.is_editing() or self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), self._theme.color("focus"), radius)

    def _editor_key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if key == Qt.Key.Key_Escape:
            self.cancel()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _close(self) -> None:
        self._editor.hide()
        self._label.show()
        self.update()

    def _restyle(self) -> None:
        self._editor.setFont(self._theme.font(self._role))
        side = self._theme.px(6)
        self._line.setContentsMargins(side, 0, side, 0)
        self.updateGeometry()
        self.update()


def _for_a_menu(event: QFocusEvent) -> bool:
    # A menu over the editor takes the focus only for a moment.
    return event.reason() == Qt.FocusReason.PopupFocusReason
