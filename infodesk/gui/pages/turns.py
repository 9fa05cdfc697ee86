"""A list and what is chosen in it: beside each other, or in turns where there is no room."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Hairline, QuietButton
from infodesk.words import t

TURNS_BELOW = 820
"""Narrower than this, list and detail take turns: Enter opens, Esc goes back."""


class ListAndDetail(QWidget):
    """Shows `listed` at the near side and `detail` beside it.

    `share` is the list's part of the width, in hundredths. `returned` is called when the list is
    alone again, to put the focus there.
    """

    def __init__(
        self,
        theme: Theme,
        listed: QWidget,
        detail: QWidget,
        returned: Callable[[], object],
        *,
        share: int = 40,
    ) -> None:
        super().__init__()
        self._theme, self._returned = theme, returned
        self._inside = False
        self.listed, self.detail = listed, detail
        self.back = QuietButton(theme, t("Back to the list"), icon="arrow-left", key="Esc")
        self.back.clicked.connect(self.close_detail)
        self._line = Hairline(theme, upright=True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(listed, share)
        row.addWidget(self._line)
        row.addWidget(detail, 100 - share)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(Hairline(theme))
        whole.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        whole.addLayout(row, 1)
        theme.changed.connect(self._arrange)
        self._arrange()

    @property
    def in_turns(self) -> bool:
        """Whether there is room for one of the two only."""
        return self.width() < self._theme.px(TURNS_BELOW)

    def open_detail(self) -> None:
        """Show what is chosen, where it is not beside the list anyway."""
        self._inside = True
        self._arrange()

    def close_detail(self) -> bool:
        """Show the list alone again; False if it is there already."""
        if not (self.in_turns and self._inside):
            return False
        self._inside = False
        self._arrange()
        self._returned()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether there is room for both."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        turns = self.in_turns
        self.listed.setVisible(not turns or not self._inside)
        self.detail.setVisible(not turns or self._inside)
        self._line.setVisible(not turns)
        self.back.setVisible(turns and self._inside)


def scrolled_pane(inner: QWidget) -> QScrollArea:
    """Return `inner` in an area that scrolls upright only."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area
