"""Underlined tabs above a stack of pages; those that find no room stand in a menu."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from infodesk.gui.theme import Theme
from infodesk.gui.widgets.buttons import QuietButton
from infodesk.gui.widgets.cards import Hairline
from infodesk.words import t


class WholeTabs(QTabBar):
    """Tabs whose words are never cut."""

    def __init__(self) -> None:
        super().__init__()
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)

    def whole_width(self, place: int) -> int:
        """Return how wide a tab is, shown or not."""
        return self.tabSizeHint(place).width()

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802 - Qt names it
        """Give nothing away."""
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        """Let the line decide how many are shown."""
        return QSize(1, super().minimumSizeHint().height())


class TabLine(QWidget):
    """A line of tabs; what does not fit is chosen from a menu at its end, and then shown.

    `bar` may be reached directly. The tab that is current is always in sight.
    """

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fitting = False
        self.bar = WholeTabs()
        self.bar.setAccessibleName(name)
        self.more = QuietButton(theme, t("More"), icon="chevron-down")
        self.more.setAccessibleName(t("More: {about}", about=name))
        self.more.clicked.connect(self.open_menu)
        self.more.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.more)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.bar.currentChanged.connect(lambda _place: self._fit())
        theme.changed.connect(self._fit)

    def add(self, text: str) -> int:
        """Append a tab and return its place."""
        place = self.bar.addTab(text.replace("&", "&&"))
        self._fit()
        return place

    def hidden(self) -> list[int]:
        """Return the places of the tabs that stand in the menu."""
        return [place for place in range(self.bar.count()) if not self.bar.isTabVisible(place)]

    def open_menu(self) -> None:
        """Offer the tabs that found no room."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place in self.hidden():
            action = menu.addAction(self.bar.tabText(place))
            action.triggered.connect(lambda _checked=False, one=place: self._choose(one))
        corner = self.more.rect().bottomLeft()
        menu.popup(self.more.mapToGlobal(corner))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the words have another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _choose(self, place: int) -> None:
        self.bar.setCurrentIndex(place)
        self.bar.setFocus()

    def _fit(self) -> None:
        """Show what fits from the front, the current tab in any case."""
        if self._fitting or not self.bar.count():
            return
        self._fitting = True
        try:
            widths = [self.bar.whole_width(place) for place in range(self.bar.count())]
            room = self.width()
            shown = set(range(len(widths)))
            if sum(widths) > room:
                room -= self.more.sizeHint().width() + widths[self.bar.currentIndex()]
                shown = {self.bar.currentIndex()}
                for place, width in enumerate(widths):
                    if place in shown:
                        continue
                    if width > room:
                        break
                    shown.add(place)
                    room -= width
            for place in range(len(widths)):
                # Setting what is set already makes Qt forget that tabs are still to be laid out.
                if self.bar.isTabVisible(place) != (place in shown):
                    self.bar.setTabVisible(place, place in shown)
            self.more.setVisible(len(shown) < len(widths))
        finally:
            self._fitting = False


class Tabs(QWidget):
    """Tabs with one page each; `bar` and `pages` may be reached directly."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.line = TabLine(theme, name)
        self.bar = self.line.bar
        self.pages = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.line)
        layout.addWidget(Hairline(theme))
        layout.addWidget(self.pages, 1)
        self.bar.currentChanged.connect(self.pages.setCurrentIndex)

    def add(self, text: str, page: QWidget) -> int:
        """Append a page under a tab and return its place."""
        self.pages.addWidget(page)
        return self.line.add(text)
