"""The Duplicates page: pairs with reasons, side by side, merged or kept apart by one key."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from infodesk.core.changes import ChangeSet
from infodesk.core.duplicates import Pair, Side
from infodesk.core.errors import UserError
from infodesk.core.ids import PersonId
from infodesk.gui.commands import Command
from infodesk.gui.desk import Desk
from infodesk.gui.page import Page
from infodesk.gui.pages.duplicates.pairs import PairList
from infodesk.gui.pages.duplicates.pane import PairPane
from infodesk.gui.pages.duplicates.search import DuplicateSearch
from infodesk.gui.pages.nothing import Nothing
from infodesk.gui.pages.turns import ListAndDetail
from infodesk.gui.shell.command_button import CommandButton
from infodesk.gui.widgets import FlowLayout, Hairline
from infodesk.operations.duplicates import keep_apart, merge_people
from infodesk.words import t, tn

PLACE = "duplicates"


class DuplicatesPage(Page):
    """Goes through the pairs of a search; every decision can be undone."""

    def __init__(
        self,
        desk: Desk,
        search: DuplicateSearch,
        parent: QWidget | None = None,
        *,
        open_person: Callable[[PersonId], object] | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self.search, self._waits = search, False
        self.list = PairList(desk.theme, desk.store.db)
        self.pane = PairPane(desk)
        if open_person is not None:
            self.pane.person_asked.connect(open_person)
        self.nothing = Nothing(desk.theme)
        desk.commands.add(*self._commands())
        self._build()
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.list.activated.connect(lambda _index: self.enter_pair())
        search.changed.connect(self._told)
        desk.changes.changed.connect(self._changed)
        # Showing another pair waits until the change that took the first one is told to everyone.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        self.refresh()

    def _commands(self) -> list[Command]:
        def one(id_: str, text: str, icon: str, key: str, run: Callable[[], object]) -> Command:
            return Command(
                id=id_, text=text, icon=icon, shortcut=key, place=PLACE, run=run,
                when=lambda: self.current() is not None,
            )  # fmt: skip

        return [
            one("merge-pair", t("Merge"), "people", "M", self.merge),
            one("not-same-pair", t("Not the same"), "close", "N", self.keep_apart),
            one("skip-pair", t("Skip"), "arrow-right", "S", self.skip),
            one("take-left", t("Take the left side"), "check", "1",
                partial(self.pane.choose_all, Side.ONE)),
            one("take-right", t("Take the right side"), "check", "2",
                partial(self.pane.choose_all, Side.OTHER)),
            Command(
                id="look-for-duplicates", text=t("Look again"), icon="refresh", shortcut="Ctrl+R",
                place=PLACE, run=self.look, when=lambda: not self.search.running,
            ),
        ]  # fmt: skip

    def _build(self) -> None:
        theme, px = self.desk.theme, self.desk.theme.px
        detail = QWidget()
        column = QVBoxLayout(detail)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pane, 1)
        column.addWidget(Hairline(theme))
        foot = QWidget()
        flow = FlowLayout(theme, foot, gap=8)
        flow.setContentsMargins(px(24), px(10), px(24), px(10))
        commands = self.desk.commands
        self.buttons = [
            CommandButton(theme, commands, "merge-pair", kind="primary", key=True),
            CommandButton(theme, commands, "not-same-pair", key=True),
            CommandButton(theme, commands, "skip-pair", key=True),
        ]
        for button in self.buttons:
            flow.addWidget(button)
        column.addWidget(foot)
        self.both = ListAndDetail(theme, self.list, detail, self.list.setFocus)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.both)
        self.stack.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    # The page's part in the window

    def subtitle(self) -> str:
        """Return how many pairs are left, or that they are being looked for."""
        if self.search.running:
            return t("Looking…")
        number = len(self.search.pairs)
        return tn("{count} pair to look at", "{count} pairs to look at", number) if number else ""

    def arrive(self) -> None:
        """Be shown; look for pairs if something changed since."""
        self.search.arrived = False
        if self.search.stale:
            self.look()
        self.refresh()
        self._take_focus()

    def _take_focus(self) -> None:
        """Put the focus where the person goes on; while pairs are looked for, when they are."""
        self._waits = False
        if self.stack.currentWidget() is self.both:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.nothing.buttons:
            self.nothing.buttons[0].setFocus()
        else:
            self._waits = True

    def step_back(self) -> bool:
        """Leave the choices, then the pair."""
        focus = QApplication.focusWidget()
        if self.both.close_detail():
            return True
        if focus is not None and self.pane.isAncestorOf(focus):
            self.list.setFocus()
            return True
        return False

    def show_pair(self, one: PersonId, other: PersonId) -> None:
        """Show two people chosen elsewhere, first of all."""
        pair = self.search.add(int(one), int(other))
        self.refresh()
        self.list.choose(max(self.list.pairs.row_of(pair), 0))
        self.enter_pair()

    # What can be done

    def current(self) -> Pair | None:
        """Return the pair that is looked at."""
        return self.list.current() if self.stack.currentWidget() is self.both else None

    def look(self) -> None:
        """Look for pairs anew, those skipped included."""
        self.search.take_back_skips()
        self.desk.jobs.when_idle(self.search.look)

    def enter_pair(self) -> None:
        """Go from the list to the choices."""
        self.both.open_detail()
        self.pane.focus_first()

    def merge(self) -> None:
        """Make one person of the two, as chosen."""
        pair, people = self.current(), self.pane.people
        if pair is None or people is None:
            return
        one, other = people
        name = one.name
        self._decide(
            lambda: merge_people(self.desk.store, one.id, other.id, self.pane.choices()),
            t("{name} is one person now", name=name),
        )

    def keep_apart(self) -> None:
        """Remember that they are two."""
        people = self.pane.people
        if self.current() is None or people is None:
            return
        one, other = people
        self._decide(
            lambda: keep_apart(self.desk.store, one.id, other.id),
            t("{one} and {other} stay two people", one=one.name, other=other.name),
        )

    def skip(self) -> None:
        """Leave the pair for another time."""
        if (pair := self.current()) is not None:
            self.search.skip(pair)

    def _decide(self, verb: Callable[[], object], sentence: str) -> None:
        try:
            verb()
        except UserError as error:
            self.desk.notices.failed(error)
            return
        self.desk.notices.toast(sentence)
        self.both.close_detail()
        self.list.setFocus()

    # Showing

    def refresh(self) -> None:
        """Show the pairs that are left, and stay where one was."""
        pairs, row = self.search.pairs, max(self.list.currentIndex().row(), 0)
        before = self.list.current()
        if list(pairs) != [self.list.pairs.pair(n) for n in range(self.list.pairs.rowCount())]:
            self.list.pairs.show_pairs(list(pairs))
            kept = self.list.pairs.row_of(before) if before is not None else -1
            self.list.choose(kept if kept >= 0 else row)
        if pairs:
            self.stack.setCurrentWidget(self.both)
        else:
            self._explain()
            self.stack.setCurrentWidget(self.nothing)
        self._show_current()
        self.subtitled.emit(self.subtitle())
        self.desk.commands.refresh()

    def _told(self) -> None:
        if self.isVisible():  # asking for all pairs again would slow down work elsewhere
            self.refresh()
            if self._waits:
                self._take_focus()

    def _show_current(self) -> None:
        self.pane.show_pair(self.list.current())

    def _changed(self, change: ChangeSet) -> None:
        told = change.touches("person", "not_same", "email", "phone", "link", "tag", "touch")
        if told and self.isVisible():
            self._later.start()

    def _explain(self) -> None:
        if self.search.running:
            self.nothing.explain(
                "people",
                t("Looking for people who are here twice…"),
                t("You can go on with other things meanwhile."),
                [],
            )
            return
        sentence = t(
            "Compared are names, short forms, spellings, companies, e-mail addresses and phone "
            "numbers of all sources."
        )
        if self.search.skipped:
            words = tn("Show {count} skipped pair", "Show {count} skipped pairs",
                       self.search.skipped)  # fmt: skip
            ways = [(words, self.search.take_back_skips)]
        else:
            ways = [(t("Look again"), self.look)]
        self.nothing.explain("check", t("Nobody seems to be here twice"), sentence, ways)
