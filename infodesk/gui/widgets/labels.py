"""Labels: plain text only, in a role and a colour, cut with a tooltip where space is short."""

import re

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from infodesk.gui.theme import ColorName, Role, Theme
from infodesk.gui.widgets.tooltips import set_tooltip


def breakable(text: str) -> str:
    """Return `text` for a label that wraps, with places to break words of 32 letters or more."""
    return re.sub(r"(\S{32})(?=\S)", "\\1\N{ZERO WIDTH SPACE}", text)


class PlainLabel(QLabel):
    """A QLabel that never interprets its text."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: Role = "body",
        color: ColorName = "text",
        *,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role: Role = role
        self._color: ColorName = color
        super().setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.setText(text)
        self._align()
        theme.changed.connect(self._restyle)
        self._restyle()

    def setTextFormat(self, wanted: Qt.TextFormat) -> None:  # noqa: N802
        """Refuse anything but plain text."""
        if wanted != Qt.TextFormat.PlainText:
            raise ValueError("labels are plain text")
        super().setTextFormat(wanted)

    def set_color(self, color: ColorName) -> None:
        """Show the text in another named colour."""
        self._color = color
        self._restyle()

    def set_role(self, role: Role) -> None:
        """Show the text in another font role."""
        self._role = role
        self._restyle()

    def changeEvent(self, event: QEvent) -> None:
        """Move to the other side when the reading direction changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        # Qt puts a Latin name in a right-to-left window to the left, far from what it belongs to.
        side = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        if side & Qt.AlignmentFlag.AlignHCenter:
            return
        upright = self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(near | Qt.AlignmentFlag.AlignAbsolute | upright)

    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._role))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.color(self._color))
        self.setPalette(palette)


class ElidedLabel(PlainLabel):
    """One line that is cut with "…" where space is short; then a tooltip has the whole text."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: Role = "body",
        color: ColorName = "text",
        *,
        parent: QWidget | None = None,
    ) -> None:
        self._tooltip = ""
        super().__init__(theme, text, role, color, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:  # noqa: N802
        """Show the first line of `text`; the rest is in the tooltip."""
        super().setText(text)
        self.setAccessibleName(text)
        self._update_tooltip()

    def minimumSizeHint(self) -> QSize:
        """Shrink as far as three letters and the dots."""
        metrics = self.fontMetrics()
        width = min(metrics.averageCharWidth() * 4, metrics.horizontalAdvance(self._line()) + 2)
        return QSize(width, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Ask for the width of the whole line."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._line()) + 2, hint.height())

    def is_cut(self) -> bool:
        """Tell whether some of the text cannot be seen."""
        return self._shown() != self.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment().value) | int(Qt.TextFlag.TextSingleLine.value),
            self.palette(),
            self.isEnabled(),
            self._shown(),
            QPalette.ColorRole.WindowText,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the tooltip in step with what is cut."""
        super().resizeEvent(event)
        self._update_tooltip()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in a new font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._update_tooltip()

    def _line(self) -> str:
        return self.text().partition("\n")[0]

    def _shown(self) -> str:
        line = self._line()
        if line != self.text():
            line += "\N{HORIZONTAL ELLIPSIS}"
        width = self.contentsRect().width()
        return self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, width)

    def _update_tooltip(self) -> None:
        tooltip = self.text() if self.is_cut() else ""
        if tooltip != self._tooltip:
            self._tooltip = tooltip
            set_tooltip(self, tooltip)


class SectionHeading(PlainLabel):
    """The quiet heading in small capitals above a group."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, "overline", "muted", parent=parent)
