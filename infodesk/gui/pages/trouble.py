"""What is wrong, said in place, with the ways out of it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QSizePolicy, QWidget

from infodesk.core.errors import UserError
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Button, Card, FlowLayout, PlainLabel
from infodesk.words.errors import explain

WayOut = tuple[str, Callable[[], object]]
"""The words of a button and what it does."""


class Trouble(Card):
    """A sentence on a soft ground and a button for each way out; hidden while all is well."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margin=12, gap=10, ground="bad_soft", outline=None, parent=parent)
        self._words = PlainLabel(theme, "", "body", "text", wrap=True)
        self._ways = QWidget()
        self._flow = FlowLayout(theme, self._ways)
        self.buttons: list[Button] = []
        self.body.addWidget(self._words)
        self.body.addWidget(self._ways)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.hide()

    def text(self) -> str:
        """Return what is being said, "" while all is well."""
        return self._words.text()

    def say(
        self, what: UserError | str, ways: Sequence[WayOut] = (), *, calm: bool = False
    ) -> None:
        """Say what is wrong, or a sentence that is merely to be known (`calm`); "" says nothing."""
        sentence = explain(what) if isinstance(what, UserError) else what
        self.set_ground("info_soft" if calm else "bad_soft", None)
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        for old in self.buttons:
            old.hide()
            old.deleteLater()
        self.buttons = [Button(self._theme, words, size="small") for words, _go in ways]
        for button, (_words, go) in zip(self.buttons, ways, strict=True):
            button.clicked.connect(lambda _checked=False, go=go: go())
            self._flow.addWidget(button)
        self._ways.setVisible(bool(ways))
        self.setVisible(bool(sentence))
