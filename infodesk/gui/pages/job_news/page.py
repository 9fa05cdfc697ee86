"""The Changed jobs page: old and new job of each person, newest import first."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QTableView, QVBoxLayout, QWidget

from infodesk.core.changes import ChangeSet
from infodesk.core.errors import UserError
from infodesk.core.history import JobNews
from infodesk.core.ids import JobChangeId, PersonId
from infodesk.gui.commands import Command
from infodesk.gui.desk import Desk
from infodesk.gui.models import Column, IdTableModel, KeptPlace, Order
from infodesk.gui.page import Page
from infodesk.gui.pages.nothing import Nothing
from infodesk.gui.pages.people.header import role_words
from infodesk.gui.shell.command_button import CommandButton
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import (
    KEY_ROLE,
    FlowLayout,
    Hairline,
    NumberCell,
    PersonCell,
    TextCell,
    dress_table,
)
from infodesk.gui.widgets.rows import Cell
from infodesk.operations.history import dismiss_job_news
from infodesk.store import history as rows
from infodesk.words import t, tn
from infodesk.words.dates import day_nearby

PLACE = "job-news"
_DAY_WIDTH = 96
_NARROW = 700


class NewsTable(QTableView):
    """The news, several can be selected; the columns share the width."""

    def __init__(self, theme: Theme, model: IdTableModel[JobNews]) -> None:
        super().__init__()
        self._theme, self._model = theme, model
        self.setModel(model)
        self.setAccessibleName(t("Changed jobs"))
        cells: list[Cell] = [
            PersonCell(theme),
            TextCell(theme, color="muted"),
            TextCell(theme, "medium"),
            NumberCell(theme),
        ]
        self._delegate = dress_table(theme, self, cells)
        self._place = KeptPlace(self, model)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head = self.horizontalHeader()
        head.setSectionsClickable(False)
        head.setSelectionModel(QItemSelectionModel(model, head))
        theme.changed.connect(self._fit)

    def chosen(self) -> list[JobChangeId]:
        """Return the selected news, in the order shown."""
        spans = self.selectionModel().selection().toList()
        places = sorted({row for span in spans for row in range(span.top(), span.bottom() + 1)})
        return [JobChangeId(self._model.id_at(row)) for row in places]

    def current(self) -> JobNews | None:
        """Return the news whose row is current."""
        row = self.currentIndex().row()
        return self._model.record(row) if row >= 0 else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: letters are commands here."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width, px = self.viewport().width(), self._theme.px
        roomy = width > px(_NARROW)
        self.setColumnHidden(3, not roomy)
        day = px(_DAY_WIDTH) if roomy else 0
        rest = max(width - day, px(240))
        name = int(rest * 0.3)
        self.setColumnWidth(3, day)
        self.setColumnWidth(0, name)
        self.setColumnWidth(1, (rest - name) // 2)
        self.setColumnWidth(2, rest - name - (rest - name) // 2)


class JobNewsPage(Page):
    """Shows whose job changed; one opens them, says congratulations, or dismisses the news.

    `congratulate(person_id)` begins a message; without it, the person is opened.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        open_person: Callable[[PersonId], object] | None = None,
        congratulate: Callable[[PersonId], object] | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._open_person, self._congratulate = open_person, congratulate
        self._stale = False
        self.model: IdTableModel[JobNews] = IdTableModel(
            self._columns(), self._find, self._load, Order(column="noticed"), self
        )
        self.table = NewsTable(desk.theme, self.model)
        self.nothing = Nothing(desk.theme)
        desk.commands.add(*self._commands())
        self._build()
        self.table.selectionModel().selectionChanged.connect(lambda *_: desk.commands.refresh())
        self.table.activated.connect(lambda _index: self.open_person())
        self.table.customContextMenuRequested.connect(self._offer)
        desk.changes.changed.connect(self._changed)
        self._show()

    def _commands(self) -> list[Command]:
        def chosen() -> bool:
            return bool(self.model.rowCount()) and self.table.currentIndex().isValid()

        return [
            Command(id="news-congratulate", text=t("Say congratulations"), icon="mail",
                    shortcut="C", place=PLACE, run=self.congratulate,
                    when=lambda: chosen() and self._congratulate is not None),
            Command(id="news-open", text=t("Open the person"), icon="person", shortcut="O",
                    place=PLACE, run=self.open_person, when=chosen),
            Command(id="news-dismiss", text=t("Dismiss"), icon="check", shortcut="D",
                    place=PLACE, run=self.dismiss, when=chosen),
        ]  # fmt: skip

    def _build(self) -> None:
        theme, px = self.desk.theme, self.desk.theme.px
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline(theme))
        column.addWidget(self.table, 1)
        foot = QWidget()
        flow = FlowLayout(theme, foot, gap=8)
        flow.setContentsMargins(px(24), px(10), px(24), px(10))
        commands = self.desk.commands
        self.buttons = [
            CommandButton(theme, commands, "news-congratulate", kind="primary", key=True),
            CommandButton(theme, commands, "news-open", key=True),
            CommandButton(theme, commands, "news-dismiss", key=True),
        ]
        self.buttons[0].setVisible(self._congratulate is not None)
        for button in self.buttons:
            flow.addWidget(button)
        column.addWidget(foot)
        self.stack = QStackedWidget()
        self.stack.addWidget(listed)
        self.stack.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _columns(self) -> list[Column[JobNews]]:
        return [
            Column(
                id="name",
                title=t("Person"),
                text=lambda news: news.name,
                sortable=False,
                roles={KEY_ROLE: lambda news: int(news.person_id)},
            ),
            Column(
                id="old",
                title=t("Was"),
                text=lambda news: role_words(news.old_title, news.old_company) or "—",
                sortable=False,
            ),
            Column(
                id="new",
                title=t("Is now"),
                text=lambda news: role_words(news.new_title, news.new_company) or "—",
                sortable=False,
            ),
            Column(
                id="noticed",
                title=t("Noticed"),
                text=self._noticed,
                numbers=True,
                sortable=False,
            ),
        ]

    def _noticed(self, news: JobNews) -> str:
        if news.noticed_on is None:
            return ""
        return day_nearby(news.noticed_on, self.desk.clock().date())

    # The page's part in the window

    def subtitle(self) -> str:
        """Return how many jobs changed."""
        number = self.model.rowCount()
        return tn("{count} since the last export", "{count} since the last export", number)

    def arrive(self) -> None:
        """Be shown with the list under the keys."""
        if self._stale:
            self._stale = False
            self.model.refresh()
        self._show()
        if self.model.rowCount():
            self.table.setFocus()
        elif self.nothing.buttons:
            self.nothing.buttons[0].setFocus()

    # What can be done

    def open_person(self) -> None:
        """Show the person of the current row."""
        news = self.table.current()
        if news is not None and self._open_person is not None:
            self._open_person(news.person_id)

    def congratulate(self) -> None:
        """Begin a message to the person of the current row."""
        news = self.table.current()
        if news is not None and self._congratulate is not None:
            self._congratulate(news.person_id)

    def dismiss(self) -> None:
        """Take the selected news off the list."""
        chosen = self.table.chosen()
        try:
            dismiss_job_news(self.desk.store, chosen)
        except UserError as error:
            self.desk.notices.failed(error)
            return
        words = tn("{count} changed job dismissed", "{count} changed jobs dismissed", len(chosen))
        self.desk.notices.toast(words)

    # Showing

    def _find(self, _order: Order) -> list[JobChangeId]:
        return rows.job_news_ids(self.desk.store.db)

    def _load(self, ids: Sequence[int]) -> dict[int, JobNews]:
        loaded = rows.load_job_news(self.desk.store.db, [JobChangeId(one) for one in ids])
        return {int(one): news for one, news in loaded.items()}

    def _show(self) -> None:
        empty = self.model.rowCount() == 0
        if empty:
            self._explain()
        elif not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self.stack.setCurrentIndex(1 if empty else 0)
        self.subtitled.emit("" if empty else self.subtitle())
        self.desk.commands.refresh()

    def _changed(self, change: ChangeSet) -> None:
        if not change.touches("job_change", "person"):
            return
        if not self.isVisible():
            self._stale = True
            return
        self.model.refresh()
        self._show()

    def _offer(self, spot: QPoint) -> None:
        ids = ["news-congratulate", "news-open", "", "news-dismiss"]
        menu = self.desk.commands.menu(ids if self._congratulate else ids[1:], self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.table.viewport().mapToGlobal(spot))

    def _explain(self) -> None:
        ways: list[tuple[str, Callable[[], object]]] = []
        if any(command.id == "import" for command in self.desk.commands.all()):
            ways.append((t("Import a new export"), partial(self.desk.commands.run, "import")))
        self.nothing.explain(
            "refresh",
            t("Nobody's job changed"),
            t(
                "Import LinkedIn's archive again after some months: who has another job then "
                "is listed here, a good reason to write."
            ),
            ways,
        )
