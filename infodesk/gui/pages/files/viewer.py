"""A picture in a window of its own, which can be looked at closely."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from infodesk.gui.desk import Desk
from infodesk.gui.widgets import Button, ElidedLabel, Hairline, IconButton, PlainLabel
from infodesk.words import t

STEP = 1.25
LEAST, MOST = 0.05, 8.0


class ImageViewer(QDialog):
    """Shows a picture as large as the window, or closer: + and - zoom, 0 fits, 1 is full size.

    `save` saves a copy. Its window's title tells nothing.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        image: QImage,
        save: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme, px = desk.theme, desk.theme.px
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(t("Picture"))
        self.canvas = _Canvas(image, name)
        self.area = QScrollArea()
        self.area.setWidget(self.canvas)
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        self.canvas.pulled.connect(self._pull)
        self.canvas.turned.connect(lambda steps: self.zoom_by(STEP**steps))
        self._fits = True
        self.out = IconButton(theme, "minus", t("Smaller (-)"), size="regular")
        self.into = IconButton(theme, "plus", t("Larger (+)"), size="regular")
        self.fitted = Button(theme, t("Fit"), key="0", kind="quiet")
        self.full = Button(theme, t("Full size"), key="1", kind="quiet")
        self.scale = PlainLabel(theme, "", "figures", "muted")
        self.save = Button(theme, t("Save a copy…"))
        self.close_button = Button(theme, t("Close"), key="Esc")
        self.out.clicked.connect(lambda: self.zoom_by(1 / STEP))
        self.into.clicked.connect(lambda: self.zoom_by(STEP))
        self.fitted.clicked.connect(self.fit)
        self.full.clicked.connect(lambda: self.zoom_to(1.0))
        self.save.clicked.connect(save)
        self.close_button.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.setContentsMargins(px(16), px(10), px(16), px(10))
        head.setSpacing(px(6))
        head.addWidget(ElidedLabel(theme, name, "strong"), 1)
        for widget in (self.out, self.scale, self.into, self.fitted, self.full):
            head.addWidget(widget)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(16), px(10), px(16), px(12))
        foot.setSpacing(px(8))
        foot.addWidget(
            ElidedLabel(theme, t("Shown from the vault; nothing was written."), "small", "muted"), 1
        )
        foot.addWidget(self.save)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline(theme))
        column.addWidget(self.area, 1)
        column.addWidget(Hairline(theme))
        column.addLayout(foot)
        room = parent.window().size() if parent is not None else QSize(1000, 760)
        self.resize(
            max(px(420), min(px(1000), room.width() - px(80))),
            max(px(320), min(px(760), room.height() - px(80))),
        )
        self.canvas.setFocus()

    def fit(self) -> None:
        """Show all of the picture, never larger than it is."""
        self._fits = True
        room, own = self.area.viewport().size(), self.canvas.whole
        scale = min(room.width() / own.width(), room.height() / own.height(), 1.0)
        self._show_scale(max(scale, LEAST))

    def zoom_to(self, scale: float) -> None:
        """Show the picture at `scale`, what was in the middle still there."""
        self._fits = False
        across, down = self.area.horizontalScrollBar(), self.area.verticalScrollBar()
        room = self.area.viewport().size()
        old = self.canvas.scale
        middle = (
            (across.value() + room.width() / 2) / old,
            (down.value() + room.height() / 2) / old,
        )
        self._show_scale(min(max(scale, LEAST), MOST))
        across.setValue(round(middle[0] * self.canvas.scale - room.width() / 2))
        down.setValue(round(middle[1] * self.canvas.scale - room.height() / 2))

    def zoom_by(self, factor: float) -> None:
        """Show the picture larger or smaller."""
        self.zoom_to(self.canvas.scale * factor)

    def _show_scale(self, scale: float) -> None:
        self.canvas.set_scale(scale)
        self.scale.setText(f"{scale:.0%}")

    def _fit_again(self) -> None:
        """Fit once the area has its new size."""
        if self._fits:
            self.fit()

    def _pull(self, by: QPoint) -> None:
        for bar, step in (
            (self.area.horizontalScrollBar(), by.x()),
            (self.area.verticalScrollBar(), by.y()),
        ):
            bar.setValue(bar.value() - step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom by keys; arrows move the picture."""
        steps = {
            Qt.Key.Key_Left: QPoint(60, 0),
            Qt.Key.Key_Right: QPoint(-60, 0),
            Qt.Key.Key_Up: QPoint(0, 60),
            Qt.Key.Key_Down: QPoint(0, -60),
        }
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(STEP)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / STEP)
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_1:
                self.zoom_to(1.0)
            case key if key in steps:
                self._pull(steps[Qt.Key(key)])
            case _:
                super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once the window has its size."""
        super().showEvent(event)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, unless somebody looks closely."""
        super().resizeEvent(event)
        if self._fits:
            QTimer.singleShot(0, self, self._fit_again)


class _Canvas(QWidget):
    """The picture at a scale; `pulled` by the pointer, `turned` by the wheel with Ctrl."""

    pulled = Signal(QPoint)
    turned = Signal(float)

    def __init__(self, image: QImage, name: str) -> None:
        super().__init__()
        self._picture = QPixmap.fromImage(image)
        self.whole = self._picture.size()
        self.scale = 1.0
        self._from: QPoint | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def set_scale(self, scale: float) -> None:
        """Show the picture at another scale."""
        self.scale = scale
        self.resize(
            max(1, round(self.whole.width() * scale)), max(1, round(self.whole.height() * scale))
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the part in sight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.scale < 3)
        part: QRect = event.rect()
        source = QRectF(
            part.x() / self.scale,
            part.y() / self.scale,
            part.width() / self.scale,
            part.height() / self.scale,
        )
        painter.drawPixmap(QRectF(part), self._picture, source)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().toPoint()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull."""
        if self._from is not None:
            now = event.globalPosition().toPoint()
            self.pulled.emit(now - self._from)
            self._from = now

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._from = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else move."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.turned.emit(event.angleDelta().y() / 120)
            event.accept()
        else:
            super().wheelEvent(event)
