"""The Board page: live stages as columns of cards, endings in a view of their own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from infodesk.core.changes import ChangeSet
from infodesk.core.ids import PersonId
from infodesk.core.people import PersonFilter
from infodesk.core.stages import PIPELINE, Ending, Stage
from infodesk.gui.desk import Desk
from infodesk.gui.page import Page
from infodesk.gui.pages.board.column import BoardColumn, ColumnSpec
from infodesk.gui.pages.board.commands import board_commands
from infodesk.gui.pages.board.view import BoardView
from infodesk.gui.pages.people.actions import PeopleActions
from infodesk.gui.pages.people.bulk import BulkBar
from infodesk.gui.pages.people.columns import STAGE_COLORS, stage_words
from infodesk.gui.pages.people.filters import Cut, FilterBar, usual_cuts
from infodesk.gui.pages.people.nothing import Nothing
from infodesk.gui.widgets import Chip
from infodesk.store import people as rows
from infodesk.words import t, tn
from infodesk.words.next_steps import ending_words

LIVE, ENDINGS = "live", "endings"
_LISTED = ("person", "person_tag", "tag")


def board_cuts() -> list[Cut]:
    """Return the cuts of the board: all of it, and the lists that fill themselves."""
    whole = Cut(id="everyone", text=t("Whole board"), only=PersonFilter(), chip=False)
    elsewhere = ("everyone", "pipeline", "trash")
    lists = [replace(cut, chip=False) for cut in usual_cuts() if cut.id not in elsewhere]
    return [whole, *lists]


class BoardPage(Page):
    """Shows who stands where, and moves people on by drag, key and menu.

    What belongs to other areas is given as callables; without one, nothing offers it.
    """

    main_commands: Sequence[str] = ()

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        open_person: Callable[[PersonId], object] | None = None,
        write_to: Callable[[PersonId], object] | None = None,
        export_people: Callable[[Sequence[PersonId]], object] | None = None,
        export_table: Callable[[Sequence[PersonId]], object] | None = None,
    ) -> None:
        super().__init__(desk, parent)
        known = {command.id for command in desk.commands.all()}
        self.main_commands = [one for one in ("new-person", "shortlist") if one in known]
        self.open_person, self.export_people = open_person, export_people
        self.export_table, self.write_to = export_table, write_to
        self._stale = True
        self._had_choice = False
        self.actions_ = PeopleActions(desk)
        self.filters = FilterBar(desk, cuts=board_cuts())
        self.views = {LIVE: self._live(), ENDINGS: self._endings()}
        self.shown = LIVE
        self.switches = {
            LIVE: Chip(desk.theme, t("Live")),
            ENDINGS: Chip(desk.theme, t("Endings")),
        }
        self.bulk = BulkBar(desk, self.actions_, self.chosen)
        self.nothing = Nothing(desk.theme)
        self._build()
        self._listen()
        desk.commands.add(*board_commands(self))

    def _live(self) -> BoardView:
        columns = [
            self._column(
                stage.value,
                stage_words(stage),
                STAGE_COLORS[stage],
                PersonFilter(stages=frozenset({stage})),
                partial(self._move_to, stage),
                more=t("Find people for the shortlist")
                if stage is Stage.SHORTLISTED and "shortlist" in self._known()
                else "",
            )
            for stage in PIPELINE
        ]
        return BoardView(self.desk, columns, t("Live stages"))

    def _endings(self) -> BoardView:
        closed = frozenset({Stage.CLOSED})
        columns = [
            self._column(
                ending.value,
                ending_words(ending),
                "muted",
                PersonFilter(stages=closed, ending=ending.value),
                partial(self._close, ending),
            )
            for ending in Ending
        ]
        return BoardView(self.desk, columns, t("Endings"))

    def _column(
        self,
        id_: str,
        title: str,
        color: object,
        only: PersonFilter,
        put: Callable[[Sequence[PersonId]], object],
        *,
        more: str = "",
    ) -> BoardColumn:
        spec = ColumnSpec(id=id_, title=title, color=color, only=only, put=put)  # type: ignore[arg-type]
        column = BoardColumn(self.desk, spec, self._find, self.today, more=more)
        column.wanted_more.connect(lambda: self.desk.commands.run("shortlist"))
        return column

    def _known(self) -> set[str]:
        return {command.id for command in self.desk.commands.all()}

    def _build(self) -> None:
        px = self.desk.theme.px
        self.stack = QStackedWidget()
        for view in self.views.values():
            self.stack.addWidget(view)
        self.stack.addWidget(self.nothing)
        self._switch = QWidget()
        row = QHBoxLayout(self._switch)
        row.setContentsMargins(px(24), px(3), 0, px(8))
        row.setSpacing(px(8))
        for chip in self.switches.values():
            chip.setAutoExclusive(True)
            row.addWidget(chip)
        self.switches[LIVE].setChecked(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.filters, 1)
        top.addWidget(self.bulk, 1)
        whole.addLayout(top)
        whole.addWidget(self.stack, 1)

    def _listen(self) -> None:
        for name, chip in self.switches.items():
            chip.clicked.connect(partial(self.show_view, name))
        for view in self.views.values():
            view.opened.connect(self._open)
            view.chosen_changed.connect(self._chosen_changed)
            view.moved.connect(self._put)
            view.removed.connect(lambda: self.desk.commands.run("board-trash"))
            view.menu_wanted.connect(self._offer)
        self.filters.changed.connect(self._filter_changed)
        self.filters.search.returnPressed.connect(self._to_cards)
        self.bulk.cleared.connect(self.choose_only_current)
        self.bulk.export_asked.connect(lambda: self.desk.commands.run("board-export"))
        self.bulk.table_asked.connect(lambda: self.desk.commands.run("board-export-table"))
        self.bulk.export.setEnabled(self.export_people is not None)
        self.bulk.table.setEnabled(self.export_table is not None)
        self.desk.changes.changed.connect(self._changed)

    # The page's part in the window

    def today(self) -> date:
        """Return the day it is here."""
        return self.desk.clock().date()

    def subtitle(self) -> str:
        """Return how many people are live."""
        number = self.views[LIVE].count()
        return tn("{count:,} person", "{count:,} people", number) if number else ""

    def arrive(self) -> None:
        """Be shown with a card under the cursor keys."""
        self.refresh()
        if not self.view.arrive() and self.nothing.buttons and self.nothing.isVisible():
            self.nothing.buttons[0].setFocus()

    def focus_search(self) -> bool:
        """Put the focus into the search field."""
        if self.view.chosen_count() > 1:
            self.choose_only_current()
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()
        return True

    def step_back(self) -> bool:
        """Let go of a selection of many, then of the search, then leave the endings."""
        if self.view.chosen_count() > 1:
            self.choose_only_current()
        elif self.filters.search.text():
            self.filters.search.clear()
        elif QApplication.focusWidget() is self.filters.search:
            self._to_cards()
        elif self.shown == ENDINGS:
            self.show_view(LIVE)
        else:
            return False
        return True

    def show_record(self, record_id: int) -> None:
        """Show one person's card, taking away a filter that hides it."""
        person_id = PersonId(record_id)
        self.refresh()
        stage = rows.get(self.desk.store.db, person_id).stage
        self.show_view(ENDINGS if stage is Stage.CLOSED else LIVE)
        if not any(column.model.row_of(person_id) >= 0 for column in self.view.columns):
            self.filters.show_everyone()
        self.view.choose([person_id])

    # What can be done

    @property
    def view(self) -> BoardView:
        """The columns that are shown."""
        return self.views[self.shown]

    def show_view(self, name: str, _checked: bool = False) -> None:
        """Show the live stages or the endings."""
        if name != self.shown:
            self.view.choose([], focus=False)
            self.shown = name
        self.switches[name].setChecked(True)
        self._show()
        self.view.arrive()
        self.desk.commands.refresh()

    def chosen(self) -> list[PersonId]:
        """Return the selected people."""
        return self.view.chosen()

    def has_choice(self) -> bool:
        """Say whether somebody is selected."""
        return self.view.chosen_count() > 0

    def choose_only_current(self) -> None:
        """Select nobody but the current card."""
        self.view.choose_only_current()

    def open_current(self) -> None:
        """Open the person of the current card."""
        current = self.view.current()
        if current is not None:
            self._open(current)

    def under_card(self) -> QPoint:
        """Return where a menu for the current card should open."""
        column = self.view.present()
        if column is None:
            return self.mapToGlobal(self.rect().center())
        cards = column.cards
        return cards.viewport().mapToGlobal(cards.visualRect(cards.currentIndex()).center())

    def _open(self, person_id: object) -> None:
        if self.open_person is not None and isinstance(person_id, int):
            self.open_person(PersonId(person_id))

    def _put(self, people: Sequence[PersonId], column: BoardColumn) -> None:
        """Put people into a column, and follow them there."""
        column.spec.put(people)
        self.view.choose(people)

    def _move_to(self, stage: Stage, people: Sequence[PersonId]) -> None:
        self.actions_.move(people, stage)

    def _close(self, ending: Ending, people: Sequence[PersonId]) -> None:
        self.actions_.close(people, ending)

    def _offer(self, spot: QPoint) -> None:
        if not self.has_choice():
            return
        commands, chosen = self.desk.commands, self.chosen()
        first = ["board-open", *(["board-write"] if self.write_to is not None else [])]
        menu = commands.menu([*first, "", "board-left", "board-right"], self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addMenu(self.actions_.stage_menu(chosen, menu))
        menu.addSeparator()
        menu.addMenu(self.actions_.tag_menu(chosen, menu))
        menu.addMenu(self.actions_.strength_menu(chosen, menu))
        menu.addMenu(self.actions_.flag_menu(chosen, menu))
        menu.addSeparator()
        for command_id in ("board-export", "board-export-table"):
            if command_id in self._known():
                menu.addAction(commands.action(command_id))
        menu.addSeparator()
        menu.addAction(commands.action("board-trash"))
        commands.refresh()
        menu.popup(spot)

    # The cards

    def _find(self, only: PersonFilter) -> Sequence[PersonId]:
        filters = getattr(self, "filters", None)
        wanted = filters.only if filters is not None else PersonFilter()
        stages = only.stages & wanted.stages if wanted.stages else only.stages
        if not stages or wanted.in_trash:
            return []
        asked = replace(wanted, stages=stages, ending=only.ending)
        return rows.find_ids(self.desk.store.db, asked, "waiting", today=self.today())

    def refresh(self, touched: frozenset[int] | None = None) -> None:
        """Bring the cards up to date if something changed; repaint the `touched`, or all."""
        if not self._stale:
            return
        self._stale = False
        self.filters.recount(self.today())
        for view in self.views.values():
            view.refresh(touched)
        self._show()

    def _show(self) -> None:
        """Show the columns or, if the whole board is empty, why."""
        empty = self.view.count() == 0
        if empty:
            self._explain_nothing()
        self.stack.setCurrentWidget(self.nothing if empty else self.view)
        self.switches[LIVE].set_count(self.views[LIVE].count())
        self.switches[ENDINGS].set_count(self.views[ENDINGS].count())
        self._chosen_changed()
        self.subtitled.emit(self.subtitle())

    def _explain_nothing(self) -> None:
        if self.filters.only != PersonFilter():
            ways = [(t("Show the whole board"), self.filters.show_everyone)]
            words = t("Nobody here fits the filter.")
            self.nothing.explain("filter", t("Nobody here"), words, ways)
        elif self.shown == ENDINGS:
            self.nothing.explain(
                "check",
                t("Nothing has ended yet"),
                t("Here are those who said no, did not answer, or whom you closed."),
                [(t("Show the live stages"), partial(self.show_view, LIVE))],
            )
        else:
            known, run = self._known(), self.desk.commands.run
            found = [
                (words, partial(run, command))
                for command, words in (
                    ("shortlist", t("Find people for the shortlist")),
                    ("new-person", t("Add one person")),
                )
                if command in known
            ]
            self.nothing.explain(
                "board",
                t("Nobody on your board yet"),
                t("Ten good people are enough to begin: two at each of five companies."),
                found,
            )

    def _filter_changed(self) -> None:
        self._stale = True
        self.refresh()

    def _to_cards(self) -> None:
        self.view.arrive()

    def _chosen_changed(self) -> None:
        number = self.view.chosen_count()
        if number > 1 and not self.filters.isHidden():
            self.bulk.setMinimumHeight(self.filters.height())
        self.bulk.show_count(number, in_trash=False)
        self.filters.setHidden(number > 1)
        if (number > 0) != self._had_choice:
            self._had_choice = number > 0
            self.desk.commands.refresh()

    def _changed(self, change: ChangeSet) -> None:
        if not change.touches(*_LISTED):
            return
        self._stale = True
        if self.isVisible():
            self.refresh(None if change.touches("person_tag", "tag") else change.ids("person"))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed meanwhile."""
        super().showEvent(event)
        self.refresh()
