"""The question after a text was handed over: was it sent?"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from infodesk.core.drafts import Way
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Card, Picture, PlainLabel, PrimaryButton, QuietButton
from infodesk.words import t


class SentStrip(Card):
    """Asks "Sent?" once a text was handed over; when the window comes back, Enter says yes.

    `shown` tells that it came or went.
    """

    said_yes = Signal()
    said_no = Signal()
    shown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margin=10, gap=0, ground="info_soft", outline=None, parent=parent)
        self.words = PlainLabel(theme, "", "body", wrap=True)
        self.yes = PrimaryButton(theme, t("Yes, sent"), key="Return")
        self.no = QuietButton(theme, t("Not yet"))
        self.yes.clicked.connect(self.said_yes)
        self.no.clicked.connect(self.said_no)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(Picture(theme, "send", "info", size=18))
        row.addWidget(self.words, 1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        self.body.addLayout(row)
        self._watched: QWidget | None = None
        self.hide()

    def ask(self, name: str, way: Way) -> None:
        """Ask whether the text to `name` was sent, now and when the window comes back."""
        handed = {
            Way.MAILTO: t("Opened in your mail program."),
            Way.FILE: t("Written as a mail file."),
            Way.COPY: t("Copied; paste it where you send it."),
        }[way]
        self.words.setText(t("{handed} Sent to {name}?", handed=handed, name=name))
        self.setAccessibleName(self.words.text())
        self.show()
        self._watch()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Ask no more."""
        self.hide()

    def _watch(self) -> None:
        window = self.window()
        if window is not self._watched:
            window.installEventFilter(self)
            self._watched = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put the focus on "Yes" when the person comes back."""
        if event.type() == QEvent.Type.WindowActivate and self.isVisible():
            self.yes.setFocus(Qt.FocusReason.OtherFocusReason)
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that it is there."""
        super().showEvent(event)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it went."""
        super().hideEvent(event)
        self.shown.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is "not yet"."""
        if event.key() == Qt.Key.Key_Escape:
            self.said_no.emit()
        else:
            super().keyPressEvent(event)
