"""Underlined tabs above a stack of pages."""

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from infodesk.gui.theme import Theme
from infodesk.gui.widgets.cards import Hairline


class Tabs(QWidget):
    """Tabs with one page each; `bar` and `pages` may be reached directly."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.bar = QTabBar()
        self.bar.setAccessibleName(name)
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(True)
        self.pages = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(Hairline(theme))
        layout.addWidget(self.pages, 1)
        self.bar.currentChanged.connect(self.pages.setCurrentIndex)

    def add(self, text: str, page: QWidget) -> int:
        """Append a page under a tab and return its place."""
        self.pages.addWidget(page)
        return self.bar.addTab(text.replace("&", "&&"))
