"""The Help page: the method in a few words, the keyboard map, and what InfoDesk is made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from infodesk import __version__
from infodesk.core.resources import resource
from infodesk.gui.desk import Desk
from infodesk.gui.page import Page
from infodesk.gui.shell.command_button import CommandButton
from infodesk.gui.shell.keymap import KeyMap, scrolled
from infodesk.gui.widgets import Card, PlainLabel, QuietButton
from infodesk.words import t


def method() -> list[tuple[str, str]]:
    """Return the steps of asking people about their work, each with a sentence of advice."""
    return [
        (
            t("Shortlist"),
            t("Choose a handful of people who do the work you are curious about."),
        ),
        (
            t("Ask"),
            t("Write a few lines: who you are, why them, twenty minutes, two times that suit you."),
        ),
        (
            t("Prepare"),
            t("Read what is public, then choose the questions only this person can answer."),
        ),
        (
            t("Listen"),
            t("Let them talk. Note their own words, and what they recommend you do next."),
        ),
        (
            t("Thank"),
            t("Within a day, naming one thing you took away. Later tell them what came of it."),
        ),
        (
            t("Decide"),
            t("Compare what several people said. One voice is an opinion, three are a pattern."),
        ),
    ]


class HelpPage(Page):
    """Answers the usual questions without a manual."""

    def __init__(self, desk: Desk, places: list[tuple[str, str]]) -> None:
        super().__init__(desk)
        theme = desk.theme
        inner = QWidget()
        # Not each card: Qt asks for their heights as if they were as wide as the page.
        inner.setMaximumWidth(theme.px(768))
        column = QVBoxLayout(inner)
        column.setContentsMargins(*(theme.px(side) for side in (24, 4, 24, 24)))
        column.setSpacing(theme.px(16))
        self._card(column, t("How it goes")).addLayout(self._steps())
        keys = self._card(column, t("Keys"))
        keys.addWidget(KeyMap(theme, desk.commands, places))
        self._about(self._card(column, t("About InfoDesk")))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, t("Help")))

    def _card(self, column: QVBoxLayout, title: str) -> QVBoxLayout:
        card = Card(self.desk.theme, margin=20)
        card.body.addWidget(PlainLabel(self.desk.theme, title, "section"))
        column.addWidget(card)
        return card.body

    def _steps(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.desk.theme.px(24))
        grid.setVerticalSpacing(self.desk.theme.px(8))
        grid.setColumnStretch(1, 1)
        for row, (title, sentence) in enumerate(method()):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(PlainLabel(self.desk.theme, title, "strong"), row, 0, top)
            grid.addWidget(PlainLabel(self.desk.theme, sentence, wrap=True), row, 1)
        return grid

    def _about(self, body: QVBoxLayout) -> None:
        theme = self.desk.theme
        words = t(
            "Version {version}, MIT licence. Everything you write stays in your vault on this "
            "computer; InfoDesk never uses the network.",
            version=__version__,
        )
        body.addWidget(PlainLabel(theme, words, wrap=True, selectable=True))
        if any(command.id == "go-leaving" for command in self.desk.commands.all()):
            leaving = CommandButton(theme, self.desk.commands, "go-leaving")
            body.addWidget(leaving, 0, Qt.AlignmentFlag.AlignLeading)
        notices = third_party_notices()
        if not notices:
            return
        text = QPlainTextEdit()
        text.setReadOnly(True)
        text.setAccessibleName(t("Licences of the parts InfoDesk is made of"))
        text.setMinimumHeight(theme.px(240))
        text.hide()
        more = QuietButton(theme, t("Licences of the parts InfoDesk is made of"))

        def show() -> None:
            text.setPlainText(notices)
            text.show()
            more.hide()
            text.setFocus()

        more.clicked.connect(show)
        body.addWidget(more)
        body.addWidget(text)


def third_party_notices() -> str:
    """Return the licences that came with this InfoDesk, "" in a checkout without them."""
    try:
        folder = resource("licences")
    except FileNotFoundError:
        return ""
    texts = sorted(path for path in folder.rglob("*") if path.is_file())
    return "\n\n".join(
        f"{path.stem}\n\n{path.read_text(encoding='utf-8', errors='replace')}" for path in texts
    )
