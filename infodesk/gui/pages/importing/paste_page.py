"""Importing what was copied elsewhere: a table, a contact card, a profile's text."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from infodesk.gui.desk import Desk
from infodesk.gui.pages.centred import CentredPage
from infodesk.gui.pages.trouble import Trouble
from infodesk.gui.widgets import Button, PlainLabel, PrimaryButton
from infodesk.words import t


class PastePage(CentredPage):
    """Sends `pasted` with the text, and `left`; what is in the clipboard is there already.

    `before` is what was pasted already and led to nothing yet.
    """

    pasted = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, before: str = "") -> None:
        theme = desk.theme
        super().__init__(theme, width=760, gap=12)
        self.trouble = Trouble(theme)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(t("What you copied"))
        self.text.setPlaceholderText(t("Paste here"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(theme.px(260))
        self.text.setPlainText(before or QGuiApplication.clipboard().text())
        self.text.textChanged.connect(self._look)
        self.back = Button(theme, t("Back"))
        self.back.clicked.connect(self.left)
        self.button = PrimaryButton(theme, t("Read it"))
        self.button.clicked.connect(lambda: self.pasted.emit(self.text.toPlainText()))
        self.column.addWidget(self.trouble)
        self.column.addWidget(
            PlainLabel(
                theme,
                t("A table from a spreadsheet, contact cards, or all the text of somebody's "
                  "LinkedIn profile: select everything there, copy it, and paste it here."),
                wrap=True,
            )
        )  # fmt: skip
        self.column.addWidget(self.text)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addStretch(1)
        line.addWidget(self.back)
        line.addWidget(self.button)
        self.column.addLayout(line)
        self._look()

    def _look(self) -> None:
        self.button.setEnabled(bool(self.text.toPlainText().strip()))

    def arrive(self) -> None:
        """Put the focus where the person will go on."""
        self.text.setFocus()
        self.text.selectAll()
