"""A question in plain words, as a dialog."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from infodesk.gui.ask import Choice
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Button, PlainLabel


class Box(QDialog):
    """A question in plain words with a button for each answer; Esc is the empty answer."""

    def __init__(
        self, theme: Theme, title: str, text: str, choices: Sequence[Choice], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.answer = ""
        self.setWindowTitle("InfoDesk")  # every program sees it, and questions hold names
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleDescription(text)
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, theme.px(20), margin, theme.px(20))
        column.setSpacing(theme.px(12))
        column.addWidget(PlainLabel(theme, title, "section", wrap=True))
        words = PlainLabel(theme, text, "body", wrap=True, selectable=True)
        words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words.setVisible(bool(text))
        column.addWidget(words)
        self.body = QVBoxLayout()
        column.addLayout(self.body)
        column.addSpacing(theme.px(4))
        column.addLayout(self._buttons(theme, choices))
        self.setMinimumWidth(min(theme.px(420), 1000))
        self.setMaximumWidth(theme.px(640))

    def _buttons(self, theme: Theme, choices: Sequence[Choice]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        for choice in choices:
            button = Button(theme, choice.text, kind=choice.kind)
            # Enter must not do what cannot be taken back.
            button.setAutoDefault(choice.kind != "danger")
            button.setDefault(choice.kind == "primary")
            button.clicked.connect(lambda _checked=False, id_=choice.id: self._choose(id_))
            row.addWidget(button)
            if choice.kind == "primary" or len(choices) == 1:
                button.setFocus()
        return row

    def _choose(self, answer: str) -> None:
        self.answer = answer
        self.accept()
