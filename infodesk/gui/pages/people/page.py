"""The People page: the list with its cuts, one person or company beside it."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.changes import ChangeSet
from infodesk.core.companies import Company
from infodesk.core.ids import CompanyId, MeetingId, PersonId
from infodesk.core.people import EVERYONE, PersonFilter, PersonRow
from infodesk.gui.desk import Desk
from infodesk.gui.models import IdTableModel, Order
from infodesk.gui.page import Page
from infodesk.gui.pages.companies.pane import CompanyPane
from infodesk.gui.pages.first_run.sample import SampleBanner
from infodesk.gui.pages.meetings.agreed import Writer
from infodesk.gui.pages.nothing import Nothing
from infodesk.gui.pages.people.actions import PeopleActions
from infodesk.gui.pages.people.add_person import AddPersonDialog
from infodesk.gui.pages.people.bulk import BulkBar
from infodesk.gui.pages.people.columns import people_columns
from infodesk.gui.pages.people.commands import people_commands
from infodesk.gui.pages.people.detail import PersonDetail
from infodesk.gui.pages.people.filters import FilterBar
from infodesk.gui.pages.people.finding import PeopleFinder
from infodesk.gui.pages.people.table import PeopleTable
from infodesk.gui.theme import Theme
from infodesk.gui.widgets import Hairline, QuietButton, TagChip
from infodesk.gui.widgets.notes_editor import NotesEditor, extra_private_commands
from infodesk.store import people as rows
from infodesk.store import search
from infodesk.words import t, tn

STACK_BELOW = 860
"""Narrower than this, the detail stands below the list."""

TURNS_BELOW = 300
"""Stacked and lower than this, list and detail take turns: Enter opens, Esc goes back."""

DETAIL_WIDTH = 372
SPLIT_SETTING = "people-detail"
TYPING_MS = 120
"""The detail follows the list this long after the last key in the search field."""

_LISTED = ("person", "person_tag", "tag")
"""Tables whose rows the list shows."""


class PeoplePage(Page):
    """Finds people, and shows and edits one of them.

    What belongs to other areas is given as callables; without one, nothing offers it.
    """

    main_commands: Sequence[str] = ("new-person",)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        open_meeting: Callable[[MeetingId], object] | None = None,
        new_meeting: Callable[[PersonId], object] | None = None,
        write_to: Callable[[PersonId], object] | None = None,
        write_text: Writer | None = None,
        export_people: Callable[[Sequence[PersonId]], object] | None = None,
        export_table: Callable[[Sequence[PersonId]], object] | None = None,
        import_people: Callable[[], object] | None = None,
        load_sample: Callable[[], object] | None = None,
        merge_two: Callable[[PersonId, PersonId], object] | None = None,
        erase: Callable[[PersonId], object] | None = None,
        banners: Sequence[QWidget] = (),
    ) -> None:
        super().__init__(desk, parent)
        self.new_meeting, self.export_people = new_meeting, export_people
        self.write_to, self.erase = write_to, erase
        self.export_table, self.import_people = export_table, import_people
        self._load_sample = load_sample
        self.merge_two, self._banners = merge_two, banners
        known = {command.id for command in desk.commands.all()}
        self.main_commands = [one for one in ("import", "shortlist", "new-person") if one in known]
        self._stale, self._opened, self._typing = True, False, False
        self._day = self.today()
        self._had_choice = (False, False)
        self.actions_ = PeopleActions(desk)
        self.finder = PeopleFinder(desk.store.db, self.today)
        self.model: IdTableModel[PersonRow] = IdTableModel(
            people_columns(lambda: self._day), self._find, self._load, Order(column="name"), self
        )
        self.table = PeopleTable(desk.theme, desk.settings, self.model, desk.portraits)
        self.filters = FilterBar(desk, self.table.columns_menu)
        self.nothing = Nothing(desk.theme)
        self.bulk = BulkBar(desk, self.actions_, self.table.chosen)
        self.detail = PersonDetail(
            desk,
            self.actions_,
            self.today,
            open_meeting=open_meeting,
            new_meeting=new_meeting,
            write_text=write_text,
            open_person=self.show_record,
        )
        self.company = CompanyPane(desk)
        self.back = QuietButton(desk.theme, t("Back to the list"), icon="arrow-left", key="Esc")
        self.back.hide()
        self._build()
        self._listen()
        desk.commands.add(*people_commands(self))
        desk.commands.add(*extra_private_commands("people", self._notes_seen))

    def _build(self) -> None:
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.nothing)
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._lists, 1)
        self.beside = Beside(self.desk.theme)
        self.beside.addWidget(self.detail)
        self.beside.addWidget(self.company)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._left)
        self.splitter.addWidget(self.beside)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._banner = SampleBanner(self.desk)
        whole.addWidget(self.filters)
        whole.addWidget(self.bulk)
        whole.addWidget(self._banner)
        for banner in self._banners:
            whole.addWidget(banner)
        whole.addWidget(Hairline(self.desk.theme))
        whole.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        whole.addWidget(self.splitter, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(TYPING_MS)
        self._later.timeout.connect(self._show_current)
        self._split = False
        self._turns = self._inside = False

    def _listen(self) -> None:
        self.filters.changed.connect(self._filter_changed)
        self.filters.search.returnPressed.connect(self._to_list)
        self.table.selected.connect(self._selection_changed)
        self.table.opened.connect(self.open_detail)
        self.table.removed.connect(lambda: self.desk.commands.run("people-trash"))
        self.table.customContextMenuRequested.connect(self._offer)
        self.bulk.cleared.connect(self._choose_only_current)
        self.bulk.export_asked.connect(lambda: self.desk.commands.run("people-export"))
        self.bulk.table_asked.connect(lambda: self.desk.commands.run("people-export-table"))
        self.bulk.export.setEnabled(self.export_people is not None)
        self.bulk.table.setEnabled(self.export_table is not None)
        self.detail.company_asked.connect(self.show_company)
        self.detail.menu_wanted.connect(self._fill_more)
        self.back.clicked.connect(lambda: self._go_inside(False))
        self.company.closed.connect(self.close_company)
        self.company.person_chosen.connect(self.show_record)
        self.company.list_asked.connect(self.list_company)
        self.splitter.splitterMoved.connect(self._remember_split)
        self.desk.changes.changed.connect(self._changed)

    # The page's part in the window

    def today(self) -> date:
        """Return the day it is here."""
        return self.desk.clock().date()

    def subtitle(self) -> str:
        """Return how many people a search found."""
        if not self.filters.search.text().strip():
            return ""
        number = self.model.rowCount()
        return tn("{count} person found", "{count} people found", number)

    def arrive(self) -> None:
        """Be shown with the list under the cursor keys."""
        self.refresh()
        if self.table.current() is None:
            self.table.choose(None)
        if self.model.rowCount():
            self.table.setFocus()
        elif self.nothing.buttons:
            self.nothing.buttons[0].setFocus()

    def focus_search(self) -> bool:
        """Put the focus into the search field; one selected person is enough while searching."""
        if self.table.chosen_count() > 1:
            self._choose_only_current()
        if self._turns:
            self._go_inside(False)
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()
        return True

    def step_back(self) -> bool:
        """Close the company, then the selection of many, then the search, then leave the detail."""
        focus = QApplication.focusWidget()
        if self.beside.currentWidget() is self.company:
            self.close_company()
        elif self._turns and self._inside:
            self._go_inside(False)
        elif self.table.chosen_count() > 1:
            self._choose_only_current()
        elif focus is not None and self.beside.isAncestorOf(focus):
            self.table.setFocus()
        elif self.filters.search.text():
            self.filters.search.clear()
        elif focus is self.filters.search:
            self.table.setFocus()
        else:
            return False
        return True

    def flush(self) -> bool:
        """Commit what is being edited."""
        taken = [self.detail.flush(), self.company.flush()]
        return all(taken)

    def show_record(self, record_id: int) -> None:
        """Show one person, taking away a filter that hides them."""
        person_id = PersonId(record_id)
        self.refresh()
        self.close_company()
        if self.model.row_of(person_id) < 0:
            self.filters.show_everyone()
        self.table.choose(person_id)
        self._show_current()
        self._go_inside(True)

    def show_company(self, company_id: CompanyId) -> None:
        """Show a company beside the list."""
        if self.company.show_company(company_id):
            self.beside.setCurrentWidget(self.company)
            self._go_inside(True)
            self.company.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_company(self) -> None:
        """Show the person again."""
        if self.beside.currentWidget() is self.company:
            self.company.flush()
            self.beside.setCurrentWidget(self.detail)
            self._show_current()

    # What can be done

    def add_person(self) -> None:
        """Ask for a new person."""
        AddPersonDialog(self.desk, self.window(), self._added).open()

    def open_detail(self) -> None:
        """Go from the list into the detail."""
        self._show_current()
        self._go_inside(True)
        if self.beside.isVisible():
            self.detail.header.name.setFocus(Qt.FocusReason.TabFocusReason)

    def in_detail(self, do: Callable[[], object]) -> None:
        """Do something for which the detail must be seen."""
        self._show_current()
        self._go_inside(True)
        do()

    def merge_chosen(self) -> None:
        """Show the two selected people side by side, to be merged."""
        if self.can_merge() and self.merge_two is not None:
            self.merge_two(*self.chosen())

    def can_merge(self) -> bool:
        """Say whether two people are selected and there is a place to merge them."""
        return self.merge_two is not None and self.table.chosen_count() == 2

    def chosen(self) -> list[PersonId]:
        """Return the selected people."""
        return self.table.chosen()

    def has_choice(self) -> bool:
        """Say whether somebody is selected."""
        return self.table.chosen_count() > 0

    def delete_is_ours(self) -> bool:
        """Say whether the Delete key means the selected people, not a tag or a touch."""
        focus = QApplication.focusWidget()
        if isinstance(focus, TagChip):
            return False
        return focus is None or not self.beside.isAncestorOf(focus)

    def under_row(self) -> QPoint:
        """Return where a menu for the current row should open."""
        place = self.table.visualRect(self.table.currentIndex()).bottomLeft()
        return self.table.viewport().mapToGlobal(place + QPoint(self.desk.theme.px(40), 0))

    def _notes_seen(self) -> NotesEditor | None:
        notes = self.detail.notes
        return notes if notes is not None and notes.isVisible() else None

    def copy_email(self) -> None:
        """Put the first e-mail address of the person into the clipboard."""
        person = self.detail.person
        if person is not None and person.emails:
            address = person.emails[0].address
            self.desk.clipboard.copy(address)
            self.desk.notices.toast(t("Copied {copied}", copied=address), undo=False)

    def _added(self, person_id: PersonId) -> None:
        self.show_record(person_id)
        self.table.setFocus()
        name = rows.get(self.desk.store.db, person_id).name
        self.desk.notices.toast(t("{name} added", name=name))

    def _offer(self, spot: QPoint) -> None:
        if not self.has_choice():
            return
        menu = self.desk.commands.menu([], self)
        menu.aboutToHide.connect(menu.deleteLater)
        commands = self.desk.commands
        chosen = self.chosen()
        if self.filters.cut == "trash":
            menu.addAction(commands.action("people-restore"))
            menu.addAction(commands.action("people-delete"))
            self._offer_erasing(menu)
        else:
            for command_id in ("people-detail", "people-log", "people-next-step"):
                menu.addAction(commands.action(command_id))
            menu.addSeparator()
            menu.addMenu(self.actions_.stage_menu(chosen, menu))
            menu.addMenu(self.actions_.tag_menu(chosen, menu))
            menu.addMenu(self.actions_.strength_menu(chosen, menu))
            menu.addMenu(self.actions_.flag_menu(chosen, menu))
            menu.addAction(commands.action("people-new-job"))
            self._fill_more(menu)
            menu.addSeparator()
            menu.addAction(commands.action("people-trash"))
            self._offer_erasing(menu)
        commands.refresh()
        menu.popup(self.table.viewport().mapToGlobal(spot))

    def _offer_erasing(self, menu: QMenu) -> None:
        if self.erase is not None:
            menu.addAction(self.desk.commands.action("people-erase"))

    def _fill_more(self, menu: QMenu) -> None:
        """Add what this page can do with a person through other areas."""
        commands = self.desk.commands
        known = {command.id for command in commands.all()}
        wanted = (
            "people-write",
            "people-new-meeting",
            "people-copy-email",
            "people-company",
            "people-merge",
            "people-split",
            "",
            "people-export",
            "people-export-table",
        )
        for command_id in wanted:
            if not command_id:
                menu.addSeparator()
            elif command_id in known:
                menu.addAction(commands.action(command_id))
        commands.refresh()

    # The list

    def refresh(self) -> None:
        """Bring list, numbers and detail up to date if something changed while they were away."""
        if not self._stale:
            return
        first, self._opened = not self._opened, True
        self._stale = False
        self._day = self.today()
        self.finder.forget()
        self.filters.recount(self.today())
        if first and rows.count(self.desk.store.db, PersonFilter(in_pipeline=True)):
            self.filters.show_cut("pipeline")
        else:
            self.filters.show_cut(self.filters.cut)
        self.model.refresh()
        self._show_list()

    def _find(self, order: Order) -> list[PersonId]:
        filters = getattr(self, "filters", None)
        only = EVERYONE if filters is None else filters.only
        return self.finder.find(only, order.column, descending=order.descending)

    def _load(self, ids: Sequence[int]) -> dict[int, PersonRow]:
        loaded = rows.load_rows(self.desk.store.db, [PersonId(one) for one in ids])
        return {int(one): row for one, row in loaded.items()}

    def _filter_changed(self) -> None:
        # While one types, what stands beside the list waits until the keys rest.
        self._typing = self.filters.search.hasFocus()
        self.model.refresh([])
        if self.table.current() is None:
            self.table.choose(None)
        self._show_list()
        self._typing = False
        self.subtitled.emit(self.subtitle())

    def _show_list(self) -> None:
        """Show the table or, if it is empty, why; then the person of the current row."""
        empty = self.model.rowCount() == 0
        if empty:
            self._explain_nothing()
        self._lists.setCurrentWidget(self.nothing if empty else self.table)
        self._selection_changed()

    def _selection_changed(self) -> None:
        number = self.table.chosen_count()
        self._show_bulk(number)
        if (number > 0, number > 1) != self._had_choice:
            self._had_choice = (number > 0, number > 1)
            self.desk.commands.refresh()
        if self._typing:
            self._later.start()
        else:
            self._show_current()

    def _show_bulk(self, number: int) -> None:
        """Put the bulk bar in the place of the filters, so that no row moves under the pointer."""
        if number > 1 and not self.filters.isHidden():
            self.bulk.setMinimumHeight(self.filters.height())
        self.bulk.show_count(number, in_trash=self.filters.cut == "trash")
        self._show_sides()

    def _show_current(self) -> None:
        self._later.stop()
        current = self.table.current() if self.model.rowCount() else None
        shown = self.detail.person
        if self.beside.currentWidget() is self.company:
            if shown is not None and current == shown.id:
                return
            self.company.flush()
            self.beside.setCurrentWidget(self.detail)
        if current is None or shown is None or shown.id != current:
            self.detail.show_person(current)
        self._show_sides()

    def _changed(self, change: ChangeSet) -> None:
        if not self.isVisible():
            self._stale = True
            return
        if change.touches(*_LISTED):
            self._day = self.today()
            self.finder.forget()
            touched = None if change.touches("person_tag", "tag") else change.ids("person")
            self.filters.recount(self.today())
            self.model.refresh(touched)
            if not self.has_choice():
                self.table.choose(self.table.current())
            self._show_list()
        self.detail.refresh(frozenset(change.touched))
        if change.touches("company", "person") and not self.company.refresh():
            self.close_company()

    def _to_list(self) -> None:
        """Go from the search to what it found."""
        if self.model.rowCount():
            self.table.setFocus()
            self._show_current()

    def _choose_only_current(self) -> None:
        self.table.choose(self.table.current())
        self.table.setFocus()

    def list_company(self, company: Company) -> None:
        """Show everyone who works at a company."""
        self.refresh()
        self.close_company()
        self.filters.show_everyone()
        self.filters.narrow(company=company)
        self.table.choose(None)

    # Nothing to show

    def _explain_nothing(self) -> None:
        text = self.filters.search.text().strip()
        if text:
            self._explain_no_match(text)
        elif not rows.count(self.desk.store.db, EVERYONE) and self.filters.cut != "trash":
            self._explain_nobody()
        else:
            self._explain_empty_cut()

    def _explain_no_match(self, text: str) -> None:
        ways: list[tuple[str, Callable[[], object]]] = []
        narrowed = self.filters.cut != "everyone" or self.filters.is_narrowed
        everyone = search.count_matching(self.desk.store.db, text) if narrowed else 0
        if everyone:
            words = tn("Show {count} among everyone", "Show {count} among everyone", everyone)
            ways.append((words, lambda: self._search_everyone(text)))
        ways.append((t("Clear the search"), self.filters.search.clear))
        self.nothing.explain(
            "search",
            t("No one matches “{words}”", words=text),
            t("Looked for in names, positions, companies and addresses of this list."),
            ways,
        )

    def _search_everyone(self, text: str) -> None:
        self.filters.show_everyone()
        self.filters.search.setText(text)

    def _explain_nobody(self) -> None:
        ways: list[tuple[str, Callable[[], object]]] = []
        if self.import_people is not None:
            ways.append((t("Import from LinkedIn"), self.import_people))
        ways.append((t("Add one person"), self.add_person))
        if self._load_sample is not None:
            ways.append((t("Look at a sample"), self._load_sample))
        self.nothing.explain(
            "people",
            t("No people yet"),
            t(
                "Here are the people you could talk to: those you know from LinkedIn, those you "
                "meet, those others name."
            ),
            ways,
        )

    def _explain_empty_cut(self) -> None:
        if self.filters.is_narrowed:
            clear = (t("Clear the filter"), self.filters.narrow)
            words = t("Nobody fits this filter.")
            self.nothing.explain("filter", t("Nobody here"), words, [clear])
            return
        everyone = (t("Show everyone"), self.filters.show_everyone)
        icon, title, sentence = {
            "pipeline": (
                "flag",
                t("Nobody in your pipeline yet"),
                t("Shortlist those you want to talk to: select them and press S."),
            ),
            "no-next-step": (
                "check",
                t("Everyone has a next step"),
                t("Nobody in your pipeline is forgotten."),
            ),
            "quiet": (
                "check",
                t("Nobody has gone quiet"),
                t("You were in touch with everyone in your pipeline lately."),
            ),
            "waiting": (
                "check",
                t("You wait for nobody"),
                t("Here are those you asked who have not answered yet."),
            ),
            "unthanked": (
                "check",
                t("Everyone is thanked"),
                t("Here are those you met and have not thanked yet."),
            ),
            "same-company": (
                "building",
                t("No two of them work together"),
                t("Here are the people of your pipeline who share a company with another one."),
            ),
            "do-not-contact": (
                "ban",
                t("Nobody is marked “Do not contact”"),
                t("Whom you mark so is in no proposal and no list of what to do."),
            ),
            "trash": (
                "trash",
                t("The trash is empty"),
                t("People you remove stay here for 30 days."),
            ),
        }.get(self.filters.cut, ("people", t("Nobody here"), ""))
        self.nothing.explain(icon, title, sentence, [everyone])

    # Places of list and detail

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack list and detail where the width is short."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed meanwhile."""
        super().showEvent(event)
        self.refresh()
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Stack anew in another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "splitter"):
            self._arrange()

    def _arrange(self) -> None:
        px = self.desk.theme.px
        narrow = self.width() < px(STACK_BELOW)
        above = self.filters.layout().totalHeightForWidth(self.width())  # type: ignore[union-attr]
        above += self._banner.sizeHint().height() if self._banner.isVisibleTo(self) else 0
        turns = narrow and self.height() - above < px(TURNS_BELOW)
        if turns != self._turns:
            focus = QApplication.focusWidget()
            self._turns = turns
            self._inside = focus is not None and self.beside.isAncestorOf(focus)
            self._show_sides()
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if way == self.splitter.orientation() and self._split:
            return
        self._split = True
        self.splitter.setOrientation(way)
        if narrow:
            self.splitter.setSizes([2, 3] if self.height() < 1 else self._halves())
        else:
            kept = self.desk.settings.now.columns.get(SPLIT_SETTING, [])
            wide = px(kept[0] if kept and kept[0] >= 260 else DETAIL_WIDTH)
            self.splitter.setSizes([max(self.width() - wide, 1), wide])

    def _go_inside(self, inside: bool) -> None:
        """Go to the detail or back to the list where they take turns."""
        self._inside = inside
        self._show_sides()
        if self._turns and not inside:
            self.table.setFocus()
        elif self._turns:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_sides(self) -> None:
        """Show the list, the detail, or the one of them whose turn it is."""
        anybody = self.detail.person is not None
        alone = self._turns and anybody
        self.filters.setHidden(self.table.chosen_count() > 1 or (alone and self._inside))
        self._left.setHidden(alone and self._inside)
        self.beside.setVisible(anybody and (self._inside or not alone))
        self.back.setVisible(alone and self._inside)

    def _halves(self) -> list[int]:
        upper = int(self.height() * 0.42)
        return [upper, self.height() - upper]

    def _remember_split(self, _place: int, _number: int) -> None:
        if self.splitter.orientation() != Qt.Orientation.Horizontal:
            return
        width = round(self.splitter.sizes()[1] / self.desk.theme.text_scale)
        columns = dict(self.desk.settings.now.columns)
        columns[SPLIT_SETTING] = [width]
        self.desk.settings.change(columns=columns)


class Beside(QStackedWidget):
    """What stands beside the list, on a surface of its own."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the surface."""
        QPainter(self).fillRect(self.rect(), self._theme.color("surface"))
