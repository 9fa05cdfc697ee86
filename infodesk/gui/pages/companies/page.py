"""The Companies page: whom do I know at …, and which companies are one."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.changes import ChangeSet
from infodesk.core.companies import Company, CompanyRow
from infodesk.core.errors import UserError
from infodesk.core.ids import CompanyId, PersonId
from infodesk.gui.commands import Command
from infodesk.gui.desk import Desk
from infodesk.gui.models import Column, IdTableModel, KeptPlace, Order
from infodesk.gui.page import Page
from infodesk.gui.pages.companies.pane import CompanyPane
from infodesk.gui.pages.nothing import Nothing
from infodesk.gui.pages.turns import ListAndDetail
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import SearchField, TextCell, dress_table
from infodesk.operations.companies import merge_companies
from infodesk.store import companies as rows
from infodesk.words import t, tn

PLACE = "companies"
_NUMBER_WIDTH = 96
_NAMES_WIDTH = 130


class CompanyTable(QTableView):
    """The companies, several can be selected; the name's column takes what is left."""

    def __init__(self, theme: Theme, model: IdTableModel[CompanyRow]) -> None:
        super().__init__()
        self._theme, self._model = theme, model
        self.setModel(model)
        self.setAccessibleName(t("Companies"))
        # Numbers at the near side: Qt's arrow would lie over a title at the far side.
        cells = [
            TextCell(theme, "medium"),
            TextCell(theme, "figures"),
            TextCell(theme, "figures", "muted"),
            TextCell(theme, color="muted"),
        ]
        self._delegate = dress_table(theme, self, cells)
        self._place = KeptPlace(self, model)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.horizontalHeader()
        head.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
        head.setSelectionModel(QItemSelectionModel(model, head))
        self.setSortingEnabled(True)
        theme.changed.connect(self._fit)

    def chosen(self) -> list[CompanyId]:
        """Return the selected companies, in the order shown."""
        spans = self.selectionModel().selection().toList()
        places = sorted({row for span in spans for row in range(span.top(), span.bottom() + 1)})
        return [CompanyId(self._model.id_at(row)) for row in places]

    def chosen_count(self) -> int:
        """Return how many companies are selected, cheaply."""
        return sum(span.height() for span in self.selectionModel().selection().toList())

    def current(self) -> CompanyId | None:
        """Return the company whose row is current."""
        row = self.currentIndex().row()
        return CompanyId(self._model.id_at(row)) if row >= 0 else None

    def choose(self, company_id: CompanyId | None) -> bool:
        """Select one company, or the first; say whether there is one."""
        row = self._model.row_of(company_id) if company_id is not None else 0
        if not 0 <= row < self._model.rowCount():
            return False
        flags = QItemSelectionModel.SelectionFlag
        index = self._model.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: Qt would load every row; there is a search field."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px, width = self._theme.px, self.viewport().width()
        roomy = width > px(_NUMBER_WIDTH * 2 + _NAMES_WIDTH + 190)
        self.setColumnHidden(3, not roomy)
        number = px(_NUMBER_WIDTH)
        self.setColumnWidth(1, number)
        self.setColumnWidth(2, number)
        names = px(_NAMES_WIDTH) if roomy else 0
        self.setColumnWidth(3, names)
        self.setColumnWidth(0, max(width - 2 * number - names, px(80)))


def company_columns() -> list[Column[CompanyRow]]:
    """Return what the list says of a company."""
    return [
        Column(id="name", title=t("Company"), text=lambda row: row.name),
        Column(
            id="people",
            title=t("Now"),
            text=lambda row: str(row.people) if row.people else "—",
            spoken=lambda row: tn("{count} person now", "{count} people now", row.people),
        ),
        Column(
            id="past",
            title=t("Before"),
            text=lambda row: str(row.past) if row.past else "—",
            sortable=False,
            spoken=lambda row: tn("{count} person before", "{count} people before", row.past),
        ),
        Column(
            id="aliases",
            title=t("Also called"),
            text=lambda row: ", ".join(row.aliases),
            sortable=False,
        ),
    ]


class CompaniesPage(Page):
    """Finds companies, shows who is there and who was, and merges them."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        open_person: Callable[[PersonId], object] | None = None,
        list_people: Callable[[Company], object] | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._stale = False
        self.search = SearchField(desk.theme, t("Who do I know at …"), key="Ctrl+F")
        self.model: IdTableModel[CompanyRow] = IdTableModel(
            company_columns(), self._find, self._load, Order(column="people", descending=True), self
        )
        self.table = CompanyTable(desk.theme, self.model)
        self.nothing = Nothing(desk.theme)
        self.pane = CompanyPane(desk)
        self.pane.back.hide()
        if open_person is not None:
            self.pane.person_chosen.connect(open_person)
        self.pane.all.setVisible(list_people is not None)
        if list_people is not None:
            self.pane.list_asked.connect(list_people)
        self._build()
        self.search.textChanged.connect(self._searched)
        self.search.returnPressed.connect(self._to_list)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._chosen())
        self.table.activated.connect(lambda _index: self.open_company())
        desk.changes.changed.connect(self._changed)
        desk.commands.add(
            Command(id="merge-companies", text=t("Merge the selected companies"), icon="building",
                    shortcut="M", place=PLACE, run=self.merge_chosen, when=self.can_merge),
        )  # fmt: skip
        self._show()

    def _build(self) -> None:
        px = self.desk.theme.px
        listed = QWidget()
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.nothing)
        line = QHBoxLayout()
        line.setContentsMargins(px(24), px(12), px(16), px(12))
        line.addWidget(self.search)
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._lists, 1)
        self.both = ListAndDetail(self.desk.theme, listed, self.pane, self.table.setFocus, share=54)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(120)
        self._later.timeout.connect(self._show_current)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.both)

    # The page's part in the window

    def subtitle(self) -> str:
        """Return how many companies are shown."""
        return tn("{count} company", "{count} companies", self.model.rowCount())

    def arrive(self) -> None:
        """Be shown with the search under the keys."""
        if self._stale:
            self._stale = False
            self.model.refresh()
        self._show()
        if self.model.rowCount():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.nothing.buttons:
            self.nothing.buttons[0].setFocus()

    def focus_search(self) -> bool:
        """Put the focus into the search field."""
        self.both.close_detail()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def step_back(self) -> bool:
        """Leave the company, then the list, then the search."""
        focus = QApplication.focusWidget()
        if self.both.close_detail():
            return True
        if focus is not None and self.pane.isAncestorOf(focus):
            self.table.setFocus()
            return True
        if self.search.text():
            self.search.clear()
            return True
        return False

    def flush(self) -> bool:
        """Commit what is being edited."""
        return self.pane.flush()

    def show_record(self, record_id: int) -> None:
        """Show one company, whatever was searched for."""
        company_id = CompanyId(record_id)
        if self.model.row_of(company_id) < 0:
            self.search.clear()
        if self.table.choose(company_id):
            self.open_company()

    # What can be done

    def open_company(self) -> None:
        """Go from the list into the company."""
        self._show_current()
        self.both.open_detail()
        self.pane.name.setFocus(Qt.FocusReason.TabFocusReason)

    def can_merge(self) -> bool:
        """Say whether several companies are selected."""
        return self.table.chosen_count() > 1

    def merge_chosen(self) -> None:
        """Merge the selected companies into the one with most people."""
        chosen = self.table.chosen()
        if len(chosen) < 2 or not self.flush():
            return
        found = rows.load_rows(self.desk.store.db, chosen)
        kept = max(chosen, key=lambda one: (found[one].people, found[one].past, -int(one)))
        others = [one for one in chosen if one != kept]
        try:
            merge_companies(self.desk.store, kept, *others)
        except UserError as error:
            self.desk.notices.failed(error)
            return
        words = tn(
            "{count} company is {name} now",
            "{count} companies are {name} now",
            len(others),
            name=found[kept].name,
        )
        self.desk.notices.toast(words)
        self.table.choose(kept)

    # Showing

    def _find(self, order: Order) -> list[CompanyId]:
        text = self.search.text()
        return rows.find_ids(self.desk.store.db, text, order.column, descending=order.descending)

    def _load(self, ids: Sequence[int]) -> dict[int, CompanyRow]:
        loaded = rows.load_rows(self.desk.store.db, [CompanyId(one) for one in ids])
        return {int(one): row for one, row in loaded.items()}

    def _searched(self) -> None:
        self.model.refresh([])
        self.table.choose(None)
        self._show(later=True)

    def _show(self, *, later: bool = False) -> None:
        empty = self.model.rowCount() == 0
        if empty:
            self._explain()
        self._lists.setCurrentWidget(self.nothing if empty else self.table)
        if not empty and self.table.current() is None:
            self.table.choose(None)
        if later:
            self._later.start()
        else:
            self._show_current()
        self.subtitled.emit(self.subtitle())

    def _chosen(self) -> None:
        self.desk.commands.refresh()
        if not self.search.hasFocus():
            self._show_current()

    def _show_current(self) -> None:
        self._later.stop()
        current = self.table.current() if self.model.rowCount() else None
        shown = current is not None and self.pane.show_company(current)
        self.pane.setEnabled(shown)
        self.pane.inner.setVisible(shown)

    def _changed(self, change: ChangeSet) -> None:
        if not change.touches("company", "company_alias", "company_event", "person", "position"):
            return
        if not self.isVisible():
            self._stale = True
            return
        self.model.refresh()
        self._show()

    def _to_list(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()
            self._show_current()

    def _explain(self) -> None:
        if text := self.search.text().strip():
            self.nothing.explain(
                "building",
                t("Nobody at “{words}”", words=text),
                t("No company you know people at is called so."),
                [(t("Clear the search"), self.search.clear)],
            )
            return
        ways: list[tuple[str, Callable[[], object]]] = []
        if any(command.id == "import" for command in self.desk.commands.all()):
            words = t("Import from LinkedIn")
            ways.append((words, partial(self.desk.commands.run, "import")))
        self.nothing.explain(
            "building",
            t("No companies yet"),
            t("They come with people: where somebody works or worked is a company here."),
            ways,
        )
