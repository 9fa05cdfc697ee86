"""The other names of a company, and asking which company is the same as this one."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.companies import Company, CompanyAlias
from infodesk.core.errors import UserError
from infodesk.core.ids import CompanyId
from infodesk.gui.desk import Desk
from infodesk.gui.widgets import (
    Button,
    ElidedLabel,
    IconButton,
    PlainLabel,
    PrimaryButton,
    SearchField,
)
from infodesk.operations.companies import merge_companies, separate_company
from infodesk.store import companies as rows
from infodesk.words import t, tn
from infodesk.words.errors import explain

MOST_OFFERED = 50
_COMPANY = Qt.ItemDataRole.UserRole
_UP_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class OtherNames(QWidget):
    """The names of companies that were merged into one, each with a way to part them again."""

    parted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: list[CompanyAlias] = []
        self.buttons: list[IconButton] = []
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.theme.px(2))
        self._column.addWidget(PlainLabel(desk.theme, t("Also called"), "small", "muted"))

    def show_company(self, company_id: CompanyId) -> None:
        """Show the other names of a company; without any, nothing."""
        names = rows.aliases(self._desk.store.db, company_id)
        self.setVisible(bool(names))
        if names == self._shown:
            return
        self._shown = names
        for old in self._lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines, self.buttons = [], []
        for name in names:
            self._add(name)

    def _add(self, alias: CompanyAlias) -> None:
        theme = self._desk.theme
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ElidedLabel(theme, alias.name), 1)
        part = IconButton(theme, "close", t("{name} is another company", name=alias.name))
        part.clicked.connect(lambda: self._part(alias))
        row.addWidget(part)
        self._lines.append(line)
        self.buttons.append(part)
        self._column.addWidget(line)

    def _part(self, alias: CompanyAlias) -> None:
        try:
            separate_company(self._desk.store, alias.id)
        except UserError as error:
            self._desk.notices.failed(error)
            return
        words = t("{name} is a company of its own again", name=alias.name)
        self._desk.notices.toast(words)
        self.parted.emit()


class MergeCompanyDialog(QDialog):
    """Asks which company is the same; it becomes another name of the one that was open."""

    def __init__(
        self, desk: Desk, company: Company, parent: QWidget, merged: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self._desk, self._company, self._merged = desk, company, merged
        theme, px = desk.theme, desk.theme.px
        self.setWindowTitle(t("Merge companies"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = SearchField(theme, t("Which company is the same?"))
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(t("Companies"))
        self.list.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda _item: self.merge())
        self.list.currentItemChanged.connect(lambda *_: self._enable())
        self.keep = PrimaryButton(theme, t("Merge"), key="Return")
        self.keep.setDefault(True)
        self.keep.clicked.connect(self.merge)
        cancel = Button(theme, t("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(10))
        head = t("What else is {name} called?", name=company.name)
        column.addWidget(PlainLabel(theme, head, "section", wrap=True))
        said = t("Who works there comes over, now and with later imports. It can be parted again.")
        column.addWidget(PlainLabel(theme, said, "small", "muted", wrap=True))
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.resize(px(440), px(420))
        self._find("")
        self.search.setFocus()

    def merge(self) -> None:
        """Merge the chosen company into the one that was open."""
        item = self.list.currentItem()
        if item is None:
            return
        name = item.data(_COMPANY + 1)
        try:
            kept = merge_companies(
                self._desk.store, self._company.id, CompanyId(item.data(_COMPANY))
            )
        except UserError as error:
            self._desk.notices.failed(error)
            self.setAccessibleDescription(explain(error))
            return
        self.accept()
        self._desk.notices.toast(t("{one} is {name} now", one=name, name=kept.name))
        self._merged()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the cursor keys go through the list while one types."""
        if (
            watched is self.search
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _UP_DOWN
        ):
            step = 1 if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1
            row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
            self.list.setCurrentRow(row)
            return True
        return super().eventFilter(watched, event)

    def _find(self, text: str) -> None:
        self.list.clear()
        found = rows.find(self._desk.store.db, text, MOST_OFFERED)
        for company in found:
            if company.id == self._company.id:
                continue
            people = tn("{count} person", "{count} people", company.people)
            item = QListWidgetItem(f"{company.name} · {people}")
            item.setData(_COMPANY, int(company.id))
            item.setData(_COMPANY + 1, company.name)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if text.strip() and self.list.count() else -1)
        self._enable()

    def _enable(self) -> None:
        self.keep.setEnabled(self.list.currentItem() is not None)
