"""A layout that sets widgets one after another like words in a paragraph."""

from collections.abc import Iterator

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from infodesk.gui.theme import Theme
from infodesk.gui.widgets.painting import mirrored


class FlowLayout(QLayout):
    """Fills lines from the reading side and breaks to a new line where the width ends."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__(parent)
        self._theme, self._gap = theme, gap
        self._items: list[QLayoutItem] = []
        theme.changed.connect(self._restyle)
        self._restyle()
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        """Append an item."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None past the end, as Qt asks for it."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item, or None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at `width`."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        """Place the items."""
        super().setGeometry(area)
        self._arrange(area, move=True)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        hints = [item.sizeHint() for item in self._shown()]
        if not hints:
            return QSize(0, 0)
        width = sum(hint.width() for hint in hints) + self.spacing() * (len(hints) - 1)
        return QSize(width, max(hint.height() for hint in hints)).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:  # noqa: N802
        """Need the widest item at least."""
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _restyle(self) -> None:
        self.setSpacing(self._theme.px(self._gap))
        self.invalidate()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, area: QRect, *, move: bool) -> int:
        """Break into lines, place them if `move`, and return the height of all."""
        inside = area.marginsRemoved(self.contentsMargins())
        top = inside.top()
        for line, height in self._lines(max(inside.width(), 1)):
            if move:
                self._place(line, QRect(inside.left(), top, inside.width(), height))
            top += height + self.spacing()
        if top > inside.top():
            top -= self.spacing()
        return top - area.top() + self.contentsMargins().bottom()

    def _lines(self, width: int) -> Iterator[tuple[list[tuple[QLayoutItem, QSize]], int]]:
        line: list[tuple[QLayoutItem, QSize]] = []
        left = height = 0
        for item in self._shown():
            hint = item.sizeHint().boundedTo(QSize(width, item.sizeHint().height()))
            if line and left + hint.width() > width:
                yield line, height
                line, left, height = [], 0, 0
            line.append((item, hint))
            left += hint.width() + self.spacing()
            height = max(height, hint.height())
        if line:
            yield line, height

    def _place(self, line: list[tuple[QLayoutItem, QSize]], area: QRect) -> None:
        parent = self.parentWidget()
        side = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        left = area.left()
        for item, hint in line:
            spot = QRect(QPoint(left, area.top() + (area.height() - hint.height()) // 2), hint)
            item.setGeometry(mirrored(side, area, spot))
            left += hint.width() + self.spacing()
