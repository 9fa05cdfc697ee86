"""The first page: what InfoDesk is for in three pictures, and the ways to a vault."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.doorstep import Doorstep
from infodesk.gui.pages.first_run.pictures import Scene
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Card, Logo, PlainLabel, PrimaryButton, QuietButton
from infodesk.words import t

_NARROWEST = 200
"""The width in pixels, at a text scale of 1, below which a card would be too narrow."""


def _cards() -> tuple[tuple[str, str, str], ...]:
    return (
        (
            "people",
            t("People who know"),
            t("Bring your contacts from LinkedIn, and choose the few you want to learn from."),
        ),
        (
            "talk",
            t("Conversations that help"),
            t("Ask well, prepare your questions, keep notes while you talk, and say thank you."),
        ),
        (
            "vault",
            t("Yours alone"),
            t("All of it stays on this computer, encrypted; InfoDesk never goes online."),
        ),
    )


class WelcomeCard(Card):
    """One picture, its title and one sentence."""

    def __init__(self, theme: Theme, scene: str, title: str, sentence: str) -> None:
        super().__init__(theme, margin=12, gap=6)
        self.scene = Scene(theme, scene)
        self.body.addWidget(self.scene)
        self.body.addSpacing(theme.px(4))
        self.body.addWidget(PlainLabel(theme, title, "section", wrap=True))
        self.body.addWidget(PlainLabel(theme, sentence, "body", "muted", wrap=True))
        self.body.addStretch(1)


class WelcomeCards(QWidget):
    """The three cards: beside each other, or where that is too narrow below, without pictures."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.px(16))
        self._cards = [WelcomeCard(theme, *card) for card in _cards()]
        for card in self._cards:
            self._line.addWidget(card, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the cards for the width there is."""
        super().resizeEvent(event)
        narrow = self.width() < self._theme.px(3 * _NARROWEST)
        way = QBoxLayout.Direction
        self._line.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        for card in self._cards:
            card.scene.setVisible(not narrow)


class WelcomePage(CentredPage):
    """Sends which way the person chose to a vault."""

    new_wanted = Signal()
    another_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, step: Doorstep) -> None:
        theme = step.theme
        super().__init__(theme, width=840, gap=12)
        centre = Qt.AlignmentFlag.AlignHCenter
        title = PlainLabel(theme, t("Welcome to InfoDesk"), "title")
        title.setAlignment(centre)
        sentence = PlainLabel(
            theme, t("A private desk for learning from people about their work."), color="muted",
            wrap=True,
        )  # fmt: skip
        sentence.setAlignment(centre)
        self.button = PrimaryButton(theme, t("Create my vault"), size="large")
        self.button.clicked.connect(self.new_wanted)
        self.button.setMinimumWidth(theme.px(280))
        self.open = QuietButton(theme, t("Open a vault I have"))
        self.open.clicked.connect(self.another_wanted)
        self.restore = QuietButton(theme, t("Restore a backup"))
        self.restore.clicked.connect(self.restore_wanted)
        self.column.addWidget(Logo(theme, size=52), 0, centre)
        self.column.addWidget(title)
        self.column.addWidget(sentence)
        self.column.addSpacing(theme.px(12))
        self.column.addWidget(WelcomeCards(theme))
        self.column.addSpacing(theme.px(16))
        self.column.addWidget(self.button, 0, centre)
        links = QHBoxLayout()
        links.setSpacing(theme.px(8))
        links.addStretch(1)
        links.addWidget(self.open)
        links.addWidget(self.restore)
        links.addStretch(1)
        self.column.addLayout(links)

    def showEvent(self, event: QShowEvent) -> None:
        """Offer the usual way to the Enter key."""
        super().showEvent(event)
        self.button.setFocus(Qt.FocusReason.ActiveWindowFocusReason)


class WelcomeDialog(QDialog):
    """The three cards again, for whoever wants to see them later."""

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(t("What InfoDesk is for"))
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(16))
        column.addWidget(PlainLabel(theme, t("What InfoDesk is for"), "title"))
        column.addWidget(WelcomeCards(theme), 1)
        close = PrimaryButton(theme, t("Close"))
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(theme.px(880), theme.px(400))
