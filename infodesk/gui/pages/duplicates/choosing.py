"""One field of two people: what each says of it, and whose stays."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from infodesk.core.duplicates import MergeField, Side
from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets import PlainLabel
from infodesk.gui.widgets.labels import breakable
from infodesk.gui.widgets.painting import mirrored, paint_ring
from infodesk.words import t

MOST_LETTERS = 400
"""Of a long text so much is shown."""


class ChoiceCell(QAbstractButton):
    """What one of the two says; chosen, it has a tick and the accent's ground."""

    turned = Signal(int)

    def __init__(self, theme: Theme, words: str, name: str) -> None:
        super().__init__()
        self._theme = theme
        shown = words if len(words) <= MOST_LETTERS else words[:MOST_LETTERS].rstrip() + " …"
        self._words = breakable(shown)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def words(self) -> str:
        """Return what is shown."""
        return self._words.replace("\N{ZERO WIDTH SPACE}", "")

    def heightForWidth(self, width: int) -> int:
        """Return the height that the wrapped words need."""
        px = self._theme.px
        room = QRect(0, 0, max(width - px(48), px(40)), 100_000)
        metrics = self.fontMetrics()
        flags = int(Qt.TextFlag.TextWordWrap.value)
        return max(metrics.boundingRect(room, flags, self._words).height() + px(18), px(38))

    def sizeHint(self) -> QSize:
        """Ask for a comfortable width."""
        width = self._theme.px(180)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Shrink to some words."""
        return QSize(self._theme.px(96), self._theme.px(38))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter; Left and Right choose the other side."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self.turned.emit(-step if self.layoutDirection() == _MIRRORED else step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, tick and words."""
        painter, theme, px = QPainter(self), self._theme, self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, area = self.isChecked(), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("accent" if chosen else "line"), 1))
        ground: ColorName = "accent_soft" if chosen else "hover" if self.underMouse() else "surface"
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(area, px(6), px(6))
        side = px(16)
        top = px(9) + (self.fontMetrics().height() - side) // 2
        spot = mirrored(self.layoutDirection(), self.rect(), QRect(px(12), top, side, side))
        if chosen:
            picture = theme.pixmap("check", "accent", 16, self.devicePixelRatioF())
            painter.drawPixmap(spot, picture)
        else:
            painter.setPen(QPen(theme.color("edge"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(spot).adjusted(2, 2, -2, -2))
        words = self.rect().adjusted(px(36), px(9), -px(12), -px(9))
        painter.setFont(self.font())
        painter.setPen(theme.color("text" if chosen else "muted"))
        near = Qt.AlignmentFlag.AlignLeft
        if self.layoutDirection() == _MIRRORED:
            near = Qt.AlignmentFlag.AlignRight
        flags = int((near | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute).value)
        flags |= int(Qt.TextFlag.TextWordWrap.value)
        painter.drawText(mirrored(self.layoutDirection(), self.rect(), words), flags, self._words)
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), theme.color("focus"), px(6))


_MIRRORED = Qt.LayoutDirection.RightToLeft


class ChoiceRow(QWidget):
    """A field's name above what both say; a text may be kept from both."""

    def __init__(
        self,
        theme: Theme,
        field: MergeField,
        title: str,
        said: tuple[str, str],
        chosen: Side,
    ) -> None:
        super().__init__()
        self.field = field
        self._both = field is MergeField.ABOUT
        self.cells = [
            ChoiceCell(theme, words, t("{field}: {value}", field=title, value=words))
            for words in said
        ]
        for place, cell in enumerate(self.cells):
            cell.setChecked(chosen in (Side.BOTH, (Side.ONE, Side.OTHER)[place]))
            cell.clicked.connect(lambda _checked=False, one=place: self._clicked(one))
            cell.turned.connect(self._turn)
        hint = t("{field}, both may stay", field=title) if self._both else title
        pair = QHBoxLayout()
        pair.setSpacing(theme.px(8))
        for cell in self.cells:
            pair.addWidget(cell, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(PlainLabel(theme, hint, "small", "muted"))
        column.addLayout(pair)

    @property
    def side(self) -> Side:
        """Whose value stays."""
        one, other = (cell.isChecked() for cell in self.cells)
        return Side.BOTH if one and other else Side.OTHER if other else Side.ONE

    def choose(self, side: Side) -> None:
        """Let a side's value stay."""
        self.cells[0].setChecked(side is not Side.OTHER)
        self.cells[1].setChecked(side is not Side.ONE)

    def _clicked(self, place: int) -> None:
        if self._both and any(cell.isChecked() for cell in self.cells):
            return
        # One is always chosen: a click on it must not take it away.
        self.choose((Side.ONE, Side.OTHER)[place])

    def _turn(self, step: int) -> None:
        place = 1 if step > 0 else 0
        self.choose((Side.ONE, Side.OTHER)[place])
        self.cells[place].setFocus(Qt.FocusReason.TabFocusReason)
