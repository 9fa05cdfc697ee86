"""A text that is as high as its lines: wording a question, writing its answer."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from infodesk.core.errors import UserError
from infodesk.gui.theme import ColorName, Role, Theme
from infodesk.gui.widgets.autosave import Autosave, SaveState


class GrowingText(QPlainTextEdit):
    """Plain text without a frame that grows with what is typed.

    Enter says `entered` (Shift+Enter breaks the line where `lines` are allowed), Esc goes on to
    whoever listens, Tab leaves.
    """

    entered = Signal()
    left = Signal()
    typed = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        placeholder: str = "",
        role: Role = "body",
        color: ColorName = "text",
        lines: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._lines = theme, lines
        self._role: Role = role
        self._color: ColorName = color
        self._loading = False
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.horizontalScrollBar().rangeChanged.connect(self._stand_still)
        self.document().setDocumentMargin(0)
        self.document().contentsChanged.connect(self._changed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_text(self, text: str) -> None:
        """Show `text`, unless it is there already."""
        if text == self.text():
            return
        self._loading = True
        at = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(self.toPlainText().encode("utf-16-le", "replace")) // 2))
        self.setTextCursor(cursor)
        self._loading = False
        self._fit()

    def text(self) -> str:
        """Return what is written."""
        raw = self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")
        return raw.encode("utf-8", "ignore").decode("utf-8")

    def set_color(self, color: ColorName) -> None:
        """Write in another colour."""
        if color != self._color:
            self._color = color
            self._restyle()

    def sizeHint(self) -> QSize:
        """Be as high as the lines."""
        return QSize(self._theme.px(120), self._height())

    def minimumSizeHint(self) -> QSize:
        """Never be lower than the lines."""
        return QSize(self._theme.px(60), self._height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say Enter; leave Esc and the keys of the window to others."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            breaks = event.modifiers() == Qt.KeyboardModifier.ShiftModifier and self._lines
            if breaks:
                self.textCursor().insertBlock()
            elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
                return
            else:
                self.entered.emit()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text; into one line where there is only one."""
        text = source.text().replace("\0", "")
        self.textCursor().insertText(text if self._lines else " ".join(text.split()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the text was left, unless it is only for a menu."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow when lines break earlier."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in a new font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _stand_still(self, _least: int, most: int) -> None:
        """Show each line from its beginning: Qt scrolls to the left end from right to left, too."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.horizontalScrollBar().setValue(most if mirrored else 0)

    def _changed(self) -> None:
        self._fit()
        if not self._loading:
            self.typed.emit()

    def _height(self) -> int:
        lines = max(1, round(self.document().size().height()))
        return lines * self.fontMetrics().lineSpacing() + self._theme.px(3)

    def _fit(self) -> None:
        if self.height() != self._height():
            self.setFixedHeight(self._height())
            self.updateGeometry()

    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._role))
        # The application's sheet overrides the colours of a palette.
        self.setStyleSheet(f"QPlainTextEdit {{ color: {self._theme.color(self._color).name()}; }}")
        self.setCursorWidth(max(1, self._theme.px(1)))
        self._fit()


class AnswerLine(GrowingText):
    """The answer to a question: saved while it is typed, as notes are.

    `save(text)` stores it and may raise a UserError, which goes to `failed`; the answer stays red
    until it is saved.
    """

    failed = Signal(object)

    def __init__(
        self, theme: Theme, name: str, placeholder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, placeholder=placeholder, role="small", parent=parent)
        self.save: Callable[[str], None] = _save_nothing
        self.autosave = Autosave(lambda: self.save(self.text()), self)
        self.typed.connect(self.autosave.touch)
        self.left.connect(self.autosave.flush)
        self.autosave.changed.connect(self._show_state)

    def load(self, text: str) -> None:
        """Show the stored answer, unless another one is being typed."""
        if self.autosave.state is SaveState.SAVED:
            self.show_text(text)

    def _show_state(self, state: SaveState, error: UserError | None) -> None:
        self.set_color("bad" if state is SaveState.FAILED else "text")
        if error is not None:
            self.failed.emit(error)


def _save_nothing(_text: str) -> None:
    """Store nothing: the line belongs to no question yet."""
