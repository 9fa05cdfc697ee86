"""The text area of private notes: plain text, with keys that know lists and emphasis."""

import re

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from infodesk.core.extra_private import SIGN, is_extra_private
from infodesk.core.links import host, safe_url
from infodesk.core.marks import MarkKind, mark_of
from infodesk.gui.theme import Theme
from infodesk.gui.widgets.markdown_styling import LIST_ITEM, MarkdownStyling, link_at
from infodesk.words import t

MEASURE = 68
"""Characters a line of reading text holds at most (ui.md: 60 to 75)."""

_BLANKS = " \t\u00a0\u3000"

_UNDO = QKeySequence.StandardKey.Undo
_REDO = QKeySequence.StandardKey.Redo


class NotesText(QTextEdit):
    """Edits plain text; `typed` is emitted after each change a person made.

    The text is shown by a QTextDocument but holds no format of its own: pasted text arrives
    plain, and nothing a stranger wrote is ever loaded or opened.
    """

    typed = Signal()
    left = Signal()
    link_chosen = Signal(str)

    def __init__(
        self, theme: Theme, name: str, placeholder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._revision = 0
        self._typed_line = -1
        self.revealed = False
        self._loading = False
        self.setAcceptRichText(False)
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.document().setUndoRedoEnabled(True)
        self.styling = MarkdownStyling(self.document(), theme)
        self.document().contentsChange.connect(self._noticed)
        self.typed.connect(self._follow_typing)
        self.cursorPositionChanged.connect(self._leave_line)
        theme.changed.connect(self._restyle)
        self._restyle()

    # The text

    def text(self) -> str:
        """Return the whole text; costs about a millisecond for 20,000 words."""
        # Not toPlainText, which turns no-break spaces into others.
        raw = self.document().toRawText()
        return _storable(raw.replace("\u2029", "\n").replace("\u2028", "\n"))

    def load(self, text: str) -> None:
        """Show another text, with nothing to undo, its end in sight, what is private covered."""
        self.reveal(False)
        self._replace(0, None, text)
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def change_to(self, text: str) -> None:
        """Show what the text has become elsewhere; the cursor stays at the words it was at."""
        old = self.text()
        if old == text:
            return
        start = _common(old, text)
        end = _common(old[start:][::-1], text[start:][::-1])
        first = _units(old[:start])
        last = _units(old[: len(old) - end])
        come = text[start : len(text) - end]
        at = self.textCursor().position()
        self._replace(first, last, come)
        if first < at < last:  # the words it was at are gone
            cursor = self.textCursor()
            cursor.setPosition(first + min(at - first, _units(come)))
            self.setTextCursor(cursor)

    def _replace(self, start: int, end: int | None, text: str) -> None:
        self._loading = True
        document = self.document()
        try:
            document.setUndoRedoEnabled(False)
            cursor = QTextCursor(document)
            cursor.beginEditBlock()
            cursor.setPosition(start)
            if end is None:
                cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
                cursor.setBlockFormat(self._paragraph())
            else:
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(text)
            cursor.endEditBlock()
        finally:
            document.setUndoRedoEnabled(True)
            self._revision = document.revision()
            self._loading = False

    def _noticed(self, _place: int, _gone: int, _come: int) -> None:
        # Styling reports changes as well, but only a person's change is a new revision.
        revision = self.document().revision()
        if revision != self._revision and not self._loading:
            self._revision = revision
            self.typed.emit()

    # Extra-private lines

    def reveal(self, shown: bool) -> None:
        """Show the lines that are extra private, or cover them."""
        self.revealed, self._typed_line = shown, -1
        self.viewport().update()

    def toggle_extra_private(self) -> None:
        """Make the chosen lines extra private; if all of them are, take it back."""
        lines = self._chosen_lines()
        written = [block for block in lines if block.text().strip()] or lines[:1]
        back = all(is_extra_private(block.text()) for block in written)
        cursor = self.textCursor()
        at_end = cursor.atBlockEnd() and not cursor.hasSelection()
        cursor.beginEditBlock()
        for block in written:
            line, start = block.text(), block.position()
            if back:
                rest = line.lstrip()[1:].lstrip(_BLANKS)
                self._cut(cursor, start, start + _units(line) - _units(rest))
            elif not is_extra_private(line):
                cursor.setPosition(start)
                cursor.insertText(f"{SIGN} ")
        cursor.endEditBlock()
        if at_end:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            self.setTextCursor(cursor)
        self._typed_line = self.textCursor().blockNumber() if at_end else -1
        self.viewport().update()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def covered_lines(self) -> list[QRectF]:
        """Return where lines are covered at present, in the viewport."""
        if self.revealed:
            return []
        layout, found = self.document().documentLayout(), []
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        block = self.cursorForPosition(QPoint(0, 0)).block()
        while block.isValid():
            area = layout.blockBoundingRect(block).translated(0, -top)
            if area.top() > height:
                break
            if block.blockNumber() != self._typed_line and is_extra_private(block.text()):
                found.append(area)
            block = block.next()
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, and bars over what is extra private and was not asked for."""
        super().paintEvent(event)
        covered = self.covered_lines()
        if not covered:
            return
        painter, theme, px = QPainter(self.viewport()), self._theme, self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        for area in covered:
            bar = QRectF(0, area.top(), self.viewport().width(), area.height())
            painter.fillRect(bar, theme.color("surface"))
            bar.adjust(0.5, px(1) + 0.5, -0.5, -px(1) - 0.5)
            painter.setPen(theme.color("line"))
            painter.setBrush(theme.color("sunken"))
            painter.drawRoundedRect(bar, px(4), px(4))
            painter.setPen(theme.color("muted"))
            line = QRectF(bar)
            line.setHeight(min(bar.height(), px(26)))
            words = line.adjusted(px(10), 0, -px(10), 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, t("Extra private"))

    def _follow_typing(self) -> None:
        self._typed_line = self.textCursor().blockNumber()

    def _leave_line(self) -> None:
        if self._typed_line not in (-1, self.textCursor().blockNumber()):
            self._typed_line = -1
            self.viewport().update()

    # Keys

    def event(self, event: QEvent) -> bool:
        """Let undo go on to the window where there is no typing left to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(_UNDO) and not self.document().isUndoAvailable():
                event.ignore()
                return False
            if event.matches(_REDO) and not self.document().isRedoAvailable():
                event.ignore()
                return False
            if _emphasis_of(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Continue lists, indent their items, toggle emphasis; else type."""
        modifiers, key = event.modifiers(), event.key()
        plain = not modifiers & ~Qt.KeyboardModifier.KeypadModifier
        if sign := _emphasis_of(event):
            self.toggle_emphasis(sign)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
                event.ignore()
                return
            self._new_line(continue_list=plain)
        elif key == Qt.Key.Key_Tab and plain:
            self._indent(True)
        elif key == Qt.Key.Key_Backtab:
            self._indent(False)
        elif key == Qt.Key.Key_Escape:
            event.ignore()
            return
        else:
            super().keyPressEvent(event)
            return
        event.accept()
        self.ensureCursorVisible()

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: N802
        """Keep Tab for list items; elsewhere it leaves the notes as it leaves any field."""
        if any(LIST_ITEM.match(block.text()) for block in self._chosen_lines()):
            return False
        return super().focusNextPrevChild(next_)

    def toggle_emphasis(self, sign: str) -> None:
        """Put `sign` around the selection, or the word at the cursor, or take it away."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        chosen, size = cursor.selectedText(), len(sign)
        if "\u2029" in chosen:
            return
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        line = self._between(cursor.block().position(), start)
        after = self._between(end, cursor.block().position() + cursor.block().length() - 1)
        cursor.beginEditBlock()
        if _ends_with(line, sign) and _ends_with(after[::-1], sign):
            self._cut(cursor, end, end + size)
            self._cut(cursor, start - size, start)
            start, end = start - size, end - size
        else:
            for place in (end, start):
                cursor.setPosition(place)
                cursor.insertText(sign)
            start, end = start + size, end + size
        cursor.endEditBlock()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def toggle_mark(self, kind: MarkKind) -> None:
        """Begin the cursor's line with a mark; take it away if the line has that one already."""
        cursor = self.textCursor()
        block = cursor.block()
        line, start = block.text(), block.position()
        present = mark_of(line)
        cursor.beginEditBlock()
        if present is not None:
            self._cut(cursor, start, start + _units(line[: present.start]))
        if present is None or present.kind is not kind:
            cursor.setPosition(start)
            cursor.insertText(f"{kind.symbol} ")
        cursor.endEditBlock()
        if not line:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _new_line(self, *, continue_list: bool) -> None:
        cursor = self.textCursor()
        block = cursor.block()
        line = block.text()
        item = LIST_ITEM.match(line) if continue_list and block.userState() <= 0 else None
        cursor.beginEditBlock()
        if item is None or cursor.positionInBlock() < _units(item[0]):
            cursor.insertBlock()
        elif not line[item.end() :].strip() and not cursor.hasSelection():
            self._cut(cursor, block.position(), block.position() + block.length() - 1)
        else:
            cursor.insertBlock()
            cursor.insertText(_next_item(item))
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _indent(self, deeper: bool) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for block in self._chosen_lines():
            item = LIST_ITEM.match(block.text())
            if item is None:
                continue
            step = len(item[2]) + 1
            start = block.position()
            if deeper:
                cursor.setPosition(start)
                cursor.insertText(" " * step)
            else:
                blanks = item[1]
                gone = 1 if blanks.startswith("\t") else min(step, len(blanks))
                self._cut(cursor, start, start + gone)
        cursor.endEditBlock()

    def _chosen_lines(self) -> list[QTextBlock]:
        cursor, document = self.textCursor(), self.document()
        block, last = (
            document.findBlock(cursor.selectionStart()),
            document.findBlock(cursor.selectionEnd()),
        )
        lines = [block]
        while block != last and block.isValid():
            block = block.next()
            lines.append(block)
        return lines

    def _between(self, start: int, end: int) -> str:
        cursor = QTextCursor(self.document())
        cursor.setPosition(max(start, 0))
        cursor.setPosition(max(end, 0), QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    @staticmethod
    def _cut(cursor: QTextCursor, start: int, end: int) -> None:
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    # Links

    def link_here(self, place: QPoint | None = None) -> str:
        """Return the address of the link under the cursor or under `place`; '' for none."""
        cursor = self.textCursor() if place is None else self.cursorForPosition(place)
        line = cursor.block().text()
        before = line.encode("utf-16-le", "surrogatepass")[: 2 * cursor.positionInBlock()]
        return safe_url(link_at(line, len(before.decode("utf-16-le", "ignore"))))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link on Ctrl+click."""
        controlled = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if controlled and event.button() == Qt.MouseButton.LeftButton:
            url = self.link_here(event.position().toPoint())
            if url:
                event.accept()
                self.link_chosen.emit(url)
                return
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what Qt offers, and to open a link."""
        menu = self.createStandardContextMenu()
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        url = self.link_here(None if keyboard else event.pos())
        if url:
            menu.addSeparator()
            place = host(url).replace("&", "&&")
            action = menu.addAction(t("Open {host}…", host=place))
            action.triggered.connect(lambda: self.link_chosen.emit(url))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    # Plain text only

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text, whatever else there is."""
        if source.hasText():
            self.textCursor().insertText(_storable(source.text()))
            self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take what has a text."""
        return source.hasText()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy and drag plain text."""
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        return data

    def loadResource(self, _kind: int, _name: QUrl | str) -> QImage:
        """Give an empty picture for anything named in a text: nothing is ever opened."""
        return QImage(1, 1, QImage.Format.Format_ARGB32)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave files to the window, which imports them."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Leave files to the window."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.ignore()
        else:
            super().dragMoveEvent(event)

    # Looks

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the notes were left, unless it is only for a menu."""
        super().focusOutEvent(event)
        self._typed_line = -1
        self.viewport().update()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines at a length that reads well."""
        self._set_margins()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Change sides with the reading direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._direct()
            self._set_margins()

    def measure(self) -> int:
        """Return how wide a line gets at most, in pixels."""
        return self.fontMetrics().averageCharWidth() * MEASURE

    def _set_margins(self) -> None:
        rest = max(self.width() - self.measure() - self._theme.px(12), 0)
        right = rest if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else 0
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (rest - right, right):
            self.setViewportMargins(rest - right, 0, right, 0)

    def _direct(self) -> None:
        # Each paragraph follows its own script; an empty one follows the window.
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)

    def _paragraph(self) -> QTextBlockFormat:
        style = QTextBlockFormat()
        style.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        style.setBottomMargin(self._theme.px(6))
        return style

    def _restyle(self) -> None:
        font = self._theme.font("reading")
        self.setFont(font)
        self.document().setDefaultFont(font)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, self._theme.color("text"))
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._theme.color("muted"))
        self.setPalette(palette)
        self.setCursorWidth(max(2, self._theme.px(1.5)))
        self._direct()
        self._space_paragraphs()
        self.styling.restyle()
        self._set_margins()

    def _space_paragraphs(self) -> None:
        document = self.document()
        if document.firstBlock().blockFormat() == self._paragraph():
            return
        self._loading = True
        document.setUndoRedoEnabled(False)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(self._paragraph())
        document.setUndoRedoEnabled(True)
        self._revision = document.revision()
        self._loading = False


def _storable(text: str) -> str:
    """Return `text` without NUL and halves of characters, which cannot be stored."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")


def _emphasis_of(event: QKeyEvent) -> str:
    if event.matches(QKeySequence.StandardKey.Bold):
        return "**"
    return "*" if event.matches(QKeySequence.StandardKey.Italic) else ""


def _ends_with(text: str, sign: str) -> bool:
    """Say whether `text` ends with `sign`; two stars are bold, never twice italic."""
    stars = len(text) - len(text.rstrip("*"))
    return stars in ((1, 3) if sign == "*" else (2, 3))


def _next_item(item: re.Match[str]) -> str:
    """Return how the item after `item` begins: the next number, an empty box."""
    blanks, sign, gap, box = item.groups()
    if sign[:-1].isdigit():
        sign = f"{int(sign[:-1]) + 1}{sign[-1]}"
    return f"{blanks}{sign}{gap}" + ("[ ] " if box else "")


def _common(one: str, other: str) -> int:
    """Return how many characters both begin with, never half of one."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _units(text: str) -> int:
    """Return the length of `text` as Qt counts it, in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
