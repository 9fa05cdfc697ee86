"""The end of first run: three ways on."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.doorstep import Doorstep
from infodesk.gui.shell.dropping import local_files
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Button, Card, Picture, PlainLabel, PrimaryButton, QuietButton
from infodesk.words import t

if TYPE_CHECKING:
    from infodesk.gui.desk import Desk


class WaysPage(CentredPage):
    """Sends `chosen` with what is to be done once the window is open; None for nothing."""

    chosen = Signal(object)

    def __init__(self, step: Doorstep) -> None:
        theme = step.theme
        super().__init__(theme, width=600, gap=12)
        self.setAcceptDrops(True)
        self.way_import = PrimaryButton(theme, t("Import…"))
        self.way_import.clicked.connect(lambda: self.chosen.emit(_import))
        self.way_person = Button(theme, t("Add…"))
        self.way_person.clicked.connect(lambda: self.chosen.emit(_add_person))
        self.way_sample = Button(theme, t("Look…"))
        self.way_sample.clicked.connect(lambda: self.chosen.emit(_sample))
        self.way_empty = QuietButton(theme, t("Begin with an empty desk"))
        self.way_empty.clicked.connect(lambda: self.chosen.emit(None))
        self.column.addWidget(PlainLabel(theme, t("Your vault is ready"), "title"))
        sentence = t("It locks itself when you are away. How do you want to begin?")
        self.column.addWidget(PlainLabel(theme, sentence, color="muted", wrap=True))
        self.column.addSpacing(theme.px(4))
        for card in self._cards(theme):
            self.column.addWidget(card)
        line = QHBoxLayout()
        line.addWidget(self.way_empty)
        line.addStretch(1)
        self.column.addLayout(line)

    def _cards(self, theme: Theme) -> tuple[Card, Card, Card]:
        return (
            way_card(
                theme,
                "import",
                t("Import from LinkedIn"),
                t(
                    "On linkedin.com, open Settings, Data privacy, “Get a copy of your data” and "
                    "ask for your connections; the e-mail comes within minutes to a day. Then "
                    "choose the file here, or drop it on this window."
                ),
                self.way_import,
            ),
            way_card(
                theme,
                "person-add",
                t("Add one person"),
                t("Somebody you already want to talk to: a name is enough to begin."),
                self.way_person,
            ),
            way_card(
                theme,
                "star",
                t("Look at a sample"),
                t("Invented people and meetings to look around in; one click takes them out."),
                self.way_sample,
            ),
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin with importing what was dropped."""
        paths = local_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.chosen.emit(partial(_import_files, paths))

    def showEvent(self, event: QShowEvent) -> None:
        """Offer the usual way to the Enter key."""
        super().showEvent(event)
        self.way_import.setFocus(Qt.FocusReason.ActiveWindowFocusReason)


def way_card(theme: Theme, icon: str, title: str, sentence: str, button: Button) -> Card:
    """Return a card with an icon, what the way is, and its button."""
    card = Card(theme, margin=16, gap=6)
    head = QHBoxLayout()
    head.setSpacing(theme.px(12))
    head.addWidget(Picture(theme, icon, "accent", size=20))
    head.addWidget(PlainLabel(theme, title, "section", wrap=True), 1)
    head.addWidget(button)
    button.setAccessibleName(title)
    card.body.addLayout(head)
    card.body.addWidget(PlainLabel(theme, sentence, "body", "muted", wrap=True))
    return card


def _import(desk: "Desk") -> None:
    desk.commands.run("import")


def _import_files(paths: list[Path], desk: "Desk") -> None:
    from infodesk.gui.pages.importing.commands import import_files

    import_files(desk, paths)


def _add_person(desk: "Desk") -> None:
    desk.commands.run("go-people")
    desk.commands.run("new-person")


def _sample(desk: "Desk") -> None:
    from infodesk.gui.pages.first_run.sample import load_the_sample

    load_the_sample(desk)
