"""What the app says: banners on a page, toasts with Undo, and what an empty list is for."""

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from infodesk.gui.theme import ColorName, Theme
from infodesk.gui.widgets.buttons import Button, IconButton, PrimaryButton, QuietButton
from infodesk.gui.widgets.cards import Card
from infodesk.gui.widgets.labels import PlainLabel
from infodesk.gui.widgets.pictures import Picture
from infodesk.words import t

Tone = Literal["info", "warn", "bad", "good"]

_TONE_ICONS: dict[Tone, str] = {
    "info": "info",
    "warn": "warning",
    "bad": "error",
    "good": "check",
}
_TONE_GROUNDS: dict[Tone, ColorName] = {
    "info": "info_soft",
    "warn": "warn_soft",
    "bad": "bad_soft",
    "good": "good_soft",
}


class Banner(Card):
    """One sentence on a page that needs to be known, and the action that helps."""

    acted = Signal()
    dismissed = Signal()

    def __init__(
        self,
        theme: Theme,
        sentence: str,
        tone: Tone = "info",
        *,
        title: str = "",
        action: str = "",
        dismissible: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            theme, margin=12, gap=0, ground=_TONE_GROUNDS[tone], outline=None, parent=parent
        )
        self._picture = Picture(theme, _TONE_ICONS[tone], tone, size=18)
        self._title = PlainLabel(theme, title, "strong", tone, wrap=True)
        self._title.setVisible(bool(title))
        self._sentence = PlainLabel(theme, sentence, "body", "text", wrap=True, selectable=False)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        middle = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop if title else middle)
        row.addLayout(words, 1)
        if action:
            self.button: Button | None = Button(theme, action, size="small")
            self.button.clicked.connect(self.acted)
            row.addWidget(self.button, 0, middle)
        else:
            self.button = None
        if dismissible:
            cross = IconButton(theme, "close", t("Dismiss"))
            cross.clicked.connect(self._dismiss)
            row.addWidget(cross, 0, middle)
        self.body.addLayout(row)
        self.setAccessibleName(f"{title}. {sentence}" if title else sentence)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_sentence(self, sentence: str) -> None:
        """Say something else."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()


class EmptyState(QWidget):
    """What an empty list is for, in one sentence, with one action."""

    acted = Signal()

    def __init__(
        self,
        theme: Theme,
        icon: str,
        sentence: str,
        action: str = "",
        *,
        title: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(12))
        layout.addStretch(1)
        layout.addWidget(Picture(theme, icon, "accent", size=36), 0, centre)
        if title:
            layout.addWidget(PlainLabel(theme, title, "section"), 0, centre)
        words = PlainLabel(theme, sentence, "body", "muted", wrap=True)
        words.setAlignment(centre)
        words.setMinimumWidth(theme.px(320))
        words.setMaximumWidth(theme.px(420))
        # Not by alignment: Qt would take the height of one line over the whole width.
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(words, 100)
        line.addStretch(1)
        layout.addLayout(line)
        self.button: Button | None = None
        if action:
            self.button = PrimaryButton(theme, action, key=key)
            self.button.clicked.connect(self.acted)
            layout.addSpacing(theme.px(4))
            layout.addWidget(self.button, 0, centre)
        layout.addStretch(2)


class Toast(Card):
    """A short sentence over the foot of a window, with Undo; it goes away by itself.

    It stays while the pointer is over it or the focus is in it. Call `say` with the sentence.
    """

    undone = Signal()

    def __init__(self, theme: Theme, window: QWidget, *, stay_ms: int = 8000) -> None:
        super().__init__(theme, margin=8, gap=0, ground="raised", outline="edge", parent=window)
        self._words = PlainLabel(theme, "", "body", "text")
        self._undo = QuietButton(theme, t("Undo"), icon="undo", key="Ctrl+Z")
        self._undo.clicked.connect(self._on_undo)
        cross = IconButton(theme, "close", t("Dismiss"))
        cross.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(8), 0, theme.px(4), 0)
        row.setSpacing(theme.px(8))
        for widget in (self._words, self._undo, cross):
            row.addWidget(widget)
        self.body.addLayout(row)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(stay_ms)
        self._clock.timeout.connect(self._leave)
        window.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, *, undo: bool = True) -> None:
        """Show `sentence`, with or without Undo, for some seconds."""
        self._words.setText(sentence)
        self._undo.setVisible(undo)
        self.setAccessibleName(sentence)
        self._place()
        self.show()
        self.raise_()
        self._clock.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the foot of the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go away on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        focus = self.window().focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._clock.start()
        else:
            self.hide()

    def _on_undo(self) -> None:
        self.hide()
        self.undone.emit()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.body.activate()
        width = min(self.sizeHint().width(), window.width() - self._theme.px(32))
        self.resize(width, self.sizeHint().height())
        foot = window.height() - self.height() - self._theme.px(48)
        self.move((window.width() - width) // 2, max(0, foot))
        if covered := self._covered(window):
            self.move(self.x(), max(0, min(covered) - self.height() - self._theme.px(8)))

    def _covered(self, window: QWidget) -> list[int]:
        """Return where buttons begin that lie beneath: they may be wanted again at once."""
        shown = (
            _shown_part(button, window)
            for button in window.findChildren(QAbstractButton)
            if button.isVisible() and not self.isAncestorOf(button)
        )
        return [part.top() for part in shown if part.intersects(self.geometry())]


def _shown_part(widget: QWidget, window: QWidget) -> QRect:
    """Return what of a widget is not cut off by those around it, in the window's coordinates."""
    part = QRect(widget.mapTo(window, QPoint()), widget.size())
    around = widget.parentWidget()
    while around is not None and around is not window:
        part &= QRect(around.mapTo(window, QPoint()), around.size())
        around = around.parentWidget()
    return part
