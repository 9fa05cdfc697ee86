"""What People says after an import brought people who may be there already."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from infodesk.gui.desk import Desk
from infodesk.gui.pages.duplicates.search import DuplicateSearch
from infodesk.gui.widgets import Banner
from infodesk.words import t, tn


class DuplicatesBanner(QWidget):
    """Tells how many pairs are likely, until somebody looked at them or sent it away."""

    def __init__(self, desk: Desk, search: DuplicateSearch, look: Callable[[], object]) -> None:
        super().__init__()
        self._search = search
        self.banner = Banner(desk.theme, "", "info", action=t("Look"), dismissible=True)
        self.banner.acted.connect(look)
        self.banner.dismissed.connect(self._dismiss)
        px = desk.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), 0, px(24), px(10))
        column.addWidget(self.banner)
        search.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        number = self._search.likely() if self._search.arrived else 0
        self.banner.set_sentence(
            tn(
                "{count} pair of people may be one person.",
                "{count} pairs of people may be one person each.",
                number,
            )
        )
        self.banner.setVisible(True)
        self.setVisible(bool(number))

    def _dismiss(self) -> None:
        self._search.arrived = False
        self._show()
