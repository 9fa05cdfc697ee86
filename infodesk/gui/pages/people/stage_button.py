"""The stage of a person as a pill that opens the menu of stages."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QStyle, QWidget

from infodesk.core.stages import Stage
from infodesk.gui.pages.people.columns import STAGE_COLORS, stage_words
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import set_tooltip
from infodesk.gui.widgets.painting import paint_pill, paint_ring
from infodesk.words import t


class StageButton(QAbstractButton):
    """Shows a stage; a click, Space or Enter opens what `menu` returns."""

    def __init__(
        self, theme: Theme, menu: Callable[[], QMenu], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._menu = theme, menu
        self._stage = Stage.SPOTTED
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_tooltip(self, t("Change the stage"))
        self.clicked.connect(self.open_menu)
        theme.changed.connect(self._restyle)
        self.show_stage(Stage.SPOTTED)

    def show_stage(self, stage: Stage) -> None:
        """Show another stage."""
        self._stage = stage
        self.setAccessibleName(t("Stage: {stage}", stage=stage_words(stage)))
        self._restyle()

    def open_menu(self) -> None:
        """Open the menu of stages below."""
        menu = self._menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def sizeHint(self) -> QSize:
        """Ask for room for word and arrow."""
        metrics = QFontMetrics(self._theme.font("small_strong"))
        width = metrics.horizontalAdvance(stage_words(self._stage)) + self._theme.px(34)
        return QSize(width, metrics.height() + self._theme.px(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill, the word and the arrow."""
        painter, px = QPainter(self), self._theme.px
        color = STAGE_COLORS[self._stage]
        painter.setFont(self._theme.font("small_strong"))
        paint_pill(painter, self._theme, self.rect(), "", color)
        words = self.rect().adjusted(px(9), 0, -px(22), 0)
        painter.setPen(self._theme.color(color))
        words = QStyle.visualRect(self.layoutDirection(), self.rect(), words)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, stage_words(self._stage))
        side = px(12)
        arrow = QRect(self.width() - side - px(8), (self.height() - side) // 2, side, side)
        arrow = QStyle.visualRect(self.layoutDirection(), self.rect(), arrow)
        picture = self._theme.pixmap("chevron-down", color, 12, self.devicePixelRatioF())
        painter.drawPixmap(arrow, picture)
        if self.hasFocus():
            radius = self.height() / 2
            paint_ring(painter, QRectF(self.rect()), self._theme.color("focus"), radius)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
