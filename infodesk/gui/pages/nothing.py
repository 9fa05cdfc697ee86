"""What stands where the list would be when it is empty: why, and what helps."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Button, Picture, PlainLabel


class Nothing(QWidget):
    """A picture, a title, a sentence and ways on; call `explain` with what fits."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        centre = Qt.AlignmentFlag.AlignHCenter
        px = theme.px
        self.picture = Picture(theme, "people", "accent", size=36)
        self.title = PlainLabel(theme, "", "section", wrap=True)
        self.title.setAlignment(centre)
        self.sentence = PlainLabel(theme, "", "body", "muted", wrap=True)
        self.sentence.setAlignment(centre)
        self._place = QHBoxLayout()
        self.buttons: list[Button] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(24))
        column.setSpacing(px(10))
        column.addStretch(1)
        column.addWidget(self.picture, 0, centre)
        column.addWidget(self.title)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.sentence, 6)
        line.addStretch(1)
        self.sentence.setMaximumWidth(px(460))
        column.addLayout(line)
        column.addSpacing(px(6))
        column.addLayout(self._place)
        column.addStretch(2)
        self._host: QWidget | None = None

    def explain(
        self,
        icon: str,
        title: str,
        sentence: str,
        ways: Sequence[tuple[str, Callable[[], object]]],
    ) -> None:
        """Say why there is nothing, and offer `ways` on: words and what they do."""
        self.picture.show_icon(icon, "accent")
        self.title.setText(title)
        self.sentence.setText(sentence)
        if self._host is not None:
            self._place.removeWidget(self._host)
            self._host.hide()
            self._host.deleteLater()

        self._host = QWidget()
        row = QHBoxLayout(self._host)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(8))
        self.buttons = []
        for number, (words, run) in enumerate(ways):
            button = Button(self._theme, words, kind="plain" if number else "primary")
            button.clicked.connect(lambda _checked=False, one=run: one())
            self.buttons.append(button)
            row.addWidget(button)
        self._place.addWidget(self._host, 0, Qt.AlignmentFlag.AlignHCenter)
