"""The bar above the list while several people are selected."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from infodesk.core.ids import PersonId
from infodesk.gui.desk import Desk
from infodesk.gui.pages.people.actions import PeopleActions
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Button, FlowLayout, IconButton, PlainLabel
from infodesk.words import t, tn


class BulkBar(QWidget):
    """Says how many are selected and offers what can be done with all of them."""

    cleared = Signal()
    export_asked = Signal()
    table_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        actions: PeopleActions,
        chosen: Callable[[], Sequence[PersonId]],
    ) -> None:
        super().__init__()
        theme: Theme = desk.theme
        self._actions, self._chosen = actions, chosen
        self.count = PlainLabel(theme, "", "strong")
        self.tag = Button(theme, t("Tag"), icon="tag", size="small")
        self.tag.clicked.connect(lambda: self._open(self.tag, actions.tag_menu(chosen(), self)))
        self.stage = Button(theme, t("Stage"), icon="flag", size="small")
        self.stage.clicked.connect(
            lambda: self._open(self.stage, actions.stage_menu(chosen(), self))
        )
        self.shortlist = Button(theme, t("Shortlist"), icon="star", size="small")
        self.shortlist.clicked.connect(lambda: actions.shortlist(chosen()))
        self.strength = Button(theme, t("Strength"), icon="referral", size="small")
        self.strength.clicked.connect(
            lambda: self._open(self.strength, actions.strength_menu(chosen(), self))
        )
        self.flag = Button(theme, t("Protect"), icon="shield", size="small")
        self.flag.clicked.connect(lambda: self._open(self.flag, actions.flag_menu(chosen(), self)))
        self.export = Button(theme, t("Export as PDF…"), icon="file-pdf", size="small")
        self.export.clicked.connect(self.export_asked)
        self.table = Button(theme, t("As a table…"), icon="table", size="small")
        self.table.clicked.connect(self.table_asked)
        self.trash = Button(theme, t("Move to the trash"), icon="trash", size="small")
        self.trash.clicked.connect(lambda: actions.trash(chosen()))
        self.restore = Button(theme, t("Restore"), icon="undo", size="small")
        self.restore.clicked.connect(lambda: actions.restore(chosen()))
        self.delete = Button(
            theme, t("Delete for good…"), icon="trash", size="small", kind="danger"
        )
        self.delete.clicked.connect(lambda: actions.delete(chosen()))
        self.cross = IconButton(theme, "close", t("Select nobody"))
        self.cross.clicked.connect(self.cleared)
        self._living = (
            self.shortlist,
            self.tag,
            self.stage,
            self.strength,
            self.flag,
            self.export,
            self.table,
            self.trash,
        )
        self._gone = (self.restore, self.delete)
        self._build(theme)
        self.hide()

    def _build(self, theme: Theme) -> None:
        px = theme.px
        line = QHBoxLayout(self)
        line.setContentsMargins(px(24), 0, px(16), px(10))
        line.setSpacing(px(8))
        self._ways = QWidget()
        flow = FlowLayout(theme, self._ways, gap=8)
        flow.addWidget(self.count)
        for button in (*self._living, *self._gone):
            flow.addWidget(button)
        line.addWidget(self._ways, 1)
        line.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)

    def show_count(self, count: int, *, in_trash: bool) -> None:
        """Show the bar for two people or more, with what fits where they are."""
        self.count.setText(tn("{count:,} selected", "{count:,} selected", count))
        for button in self._living:
            button.setVisible(not in_trash)
        for button in self._gone:
            button.setVisible(in_trash)
        self.setVisible(count > 1)

    def _open(self, under: QWidget, menu: QMenu) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))
