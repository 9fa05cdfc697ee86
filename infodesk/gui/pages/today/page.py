"""The Today page: one line to log in, what to do by group, and the week at the side."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.changes import ChangeSet
from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.next_steps import OF_MEETING, StepKind
from infodesk.core.outreach import SENDS, Purpose
from infodesk.core.people import EVERYONE
from infodesk.core.quick_actions import QuickLine
from infodesk.core.today import Due, Group
from infodesk.gui.desk import Desk
from infodesk.gui.page import Page
from infodesk.gui.pages.meetings.zones import system_zone
from infodesk.gui.pages.today.actions import TodayActions
from infodesk.gui.pages.today.commands import MENU, add_today_commands
from infodesk.gui.pages.today.deeds import Deed
from infodesk.gui.pages.today.lines import Line, TodayModel, arrange
from infodesk.gui.pages.today.quick_line import QuickLog
from infodesk.gui.pages.today.sentences import ahead
from infodesk.gui.pages.today.side import AheadCard, WeekCard, week_counts
from infodesk.gui.pages.today.view import TodayView
from infodesk.gui.widgets import Card, EmptyState, Picture, PlainLabel
from infodesk.operations.today import Today, TodayReader, load_cards, read_weeks, waits
from infodesk.store import people
from infodesk.words import t
from infodesk.words.dates import months, weekdays

ASIDE_FROM = 860
SIDE_WIDTH = 320
_EVERY_MS = 30_000
_TABLES = (
    "next_step",
    "person",
    "company",
    "meeting",
    "meeting_question",
    "note",
    "touch",
    "referral",
    "setting",
)


class Ways(Protocol):
    """Where a line leads to in other places of the window."""

    def show_person(self, person_id: PersonId) -> object:
        """Show a person."""

    def show_meeting(self, meeting_id: MeetingId) -> object:
        """Show a meeting."""

    def plan_meeting(self, person_id: PersonId) -> object:
        """Show the form for a meeting with a person."""

    def choose_people(self) -> object:
        """Show who could come onto the shortlist."""


class TodayPage(Page):
    """What there is to do today; a line leaves when it is dealt with, snoozed or skipped.

    `ways` leads to other places; `write_to(person_id, purpose)` shows where texts are written, None
    where there is no such place; `reader` is shared with the rail, which counts the same.
    """

    main_commands: Sequence[str] = ("new-person",)

    def __init__(
        self,
        desk: Desk,
        ways: Ways,
        *,
        reader: TodayReader | None = None,
        write_to: Callable[[PersonId, Purpose], object] | None = None,
        zone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._ways, self._write_to = ways, write_to
        self._reader = reader or TodayReader(desk.store)
        self.zone = zone or system_zone()
        self.verbs = TodayActions(desk)
        self.today: Today | None = None
        self._stale, self._wide = True, True
        theme = desk.theme
        self.quick = QuickLog(desk, self._current_person)
        self.lines = TodayModel(desk, self.zone, lambda: self._write_to is not None)
        self.list = TodayView(theme, self.lines)
        self.list.discs = desk.portraits.disc
        desk.portraits.arrived.connect(self.list.viewport().update)
        self.week, self.ahead = WeekCard(theme), AheadCard(theme)
        self.calm = Calm(desk)
        self.strip = PlainLabel(theme, "", "small", "muted")
        self.empty = EmptyState(
            theme,
            "clock",
            t("Here stands each day what you must do and whom to chase. It fills by itself once "
              "you put somebody on your shortlist, or log what happened above."),
            t("Choose people"),
            title=t("Nobody is in your pipeline yet"),
        )  # fmt: skip
        self.untouched = EmptyState(
            theme,
            "clock",
            t("Here stands each day what you must do and whom to chase. Begin with the people you "
              "know: import them, or write above whom you met."),
            t("Import from LinkedIn"),
            title=t("Nothing to do yet"),
        )  # fmt: skip
        self._build()
        self._listen()
        add_today_commands(desk, self, self.quick.start)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.refresh)

    def _build(self) -> None:
        theme = self.desk.theme
        self._left = QVBoxLayout()
        self._left.addWidget(self.calm)
        self._left.addWidget(self.list, 1)
        self._left.addStretch(0)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, theme.px(12))
        column.setSpacing(theme.px(14))
        column.addWidget(self.week)
        column.addWidget(self.ahead)
        column.addStretch(1)
        self.side = QScrollArea()
        self.side.setWidget(side)
        self.side.setWidgetResizable(True)
        self.side.setFrameShape(QScrollArea.Shape.NoFrame)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setStyleSheet(
            "QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }"
        )
        self._full = QWidget()
        self._body = QHBoxLayout(self._full)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.addLayout(self._left, 1)
        self._body.addWidget(self.side)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._full)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.untouched)
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(self.quick)
        self._whole.addWidget(self.strip)
        self._whole.addWidget(self.stack, 1)
        self._restyle()

    def _listen(self) -> None:
        self.quick.logged.connect(self._log)
        self.quick.new_person.connect(self._add_and_log)
        self.list.asked.connect(self.do)
        self.list.chosen.connect(self.desk.commands.refresh)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.ahead.opened.connect(self._open_due)
        self.empty.acted.connect(self._ways.choose_people)
        self.untouched.acted.connect(lambda: self.desk.commands.run("import"))
        self.desk.changes.changed.connect(self._heard)
        self.desk.theme.changed.connect(self._restyle)

    # A page of the window

    def subtitle(self) -> str:
        """Say which day it is."""
        day = self.desk.clock().date()
        return t(
            "{weekday} {day} {month}",
            weekday=weekdays()[day.weekday()],
            day=day.day,
            month=months()[day.month - 1],
        )

    def arrive(self) -> None:
        """Read what there is to do; time has passed since."""
        self.refresh()
        if not self.list.isHidden() and self.list.current_place() is not None:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.quick.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> bool:
        """Leave searching to the palette: there is nothing to search here."""
        return False

    def step_back(self) -> bool:
        """Go from the line to the list."""
        if self.quick.isAncestorOf(self.focusWidget() or self) and self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the clock while the page is seen."""
        super().showEvent(event)
        self._timer.start()
        if self._stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the clock go on unseen."""
        super().hideEvent(event)
        self._timer.stop()

    # What is shown

    def forget(self) -> None:
        """Read everything anew when it is shown next."""
        self._reader.forget()

    def refresh(self) -> None:
        """Read everything anew; the current line stays."""
        self._stale = False
        store, now = self.desk.store, self.desk.clock()
        today = self.today = self._reader.read(now)
        groups = (Group.OVERDUE, Group.TODAY, Group.CHASE, Group.STEPLESS)
        shown = groups if self._wide else (*groups, Group.AHEAD)
        items = arrange(today, waits(store), shown)
        self.stack.setCurrentWidget(self._front(bool(items or today.of(Group.AHEAD))))
        weeks = read_weeks(store, now)
        self.week.show_weeks(weeks)
        self.strip.setVisible(not self._wide and self.stack.currentWidget() is self._full)
        counts = " · ".join(f"{number} {words}" for number, words in week_counts(weeks[-1]))
        self.strip.setText(t("This week: {counts}", counts=counts))
        self._show_ahead(today)
        self.calm.setVisible(not today.left)
        self.calm.show_next(self._next_words(today))
        self.list.setVisible(bool(items))
        self.list.show_items(items)
        if self.list.current_place() is None and items:
            self.list.make_current(self.list.first())
        self.subtitled.emit(self.subtitle())

    def _front(self, something: bool) -> QWidget:
        db = self.desk.store.db
        if something or people.anyone_live(db):
            return self._full
        return self.empty if people.count(db, EVERYONE) else self.untouched

    def _show_ahead(self, today: Today) -> None:
        dues = today.of(Group.AHEAD)
        cards = load_cards(self.desk.store, dues[:12])

        def words(due: Due) -> tuple[str, str] | None:
            card = cards.get(due.key)
            return ahead(card, today.now, self.zone) if card else None

        self.ahead.show_lines(dues, words)

    def _next_words(self, today: Today) -> str:
        dues = today.of(Group.AHEAD)
        if not dues:
            return t("Nothing is planned for the next seven days.")
        cards = load_cards(self.desk.store, dues[:1])
        card = cards.get(dues[0].key)
        if card is None or dues[0].day is None:
            return ""
        title, detail = ahead(card, today.now, self.zone)
        day = weekdays()[dues[0].day.weekday()]
        what = " · ".join(part for part in (title, detail) if part)
        return t("Next: {day}, {what}.", day=day, what=what)

    def _heard(self, change: ChangeSet) -> None:
        if not change.touches(*_TABLES):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _current_person(self) -> PersonId | None:
        place = None if self.list.isHidden() else self.list.current_place()
        return place.due.person_id if place else None

    # Doing

    def offers_any(self, deeds: Sequence[Deed]) -> bool:
        """Say whether the current line offers one of these deeds."""
        line = None if self.list.isHidden() else self.list.current()
        return line is not None and any(offer.deed in deeds for offer in line.offers)

    def do_first(self, deeds: Sequence[Deed]) -> None:
        """Do the first of these deeds that the current line offers."""
        line = self.list.current()
        if line is None:
            return
        offered = [offer.deed for offer in line.offers]
        for deed in deeds:
            if deed in offered:
                self.do(deed)
                return

    def do(self, deed: Deed) -> None:
        """Do something with the current line."""
        line = self.list.current()
        if line is None:
            return
        card, due = line.card, line.place.due
        match deed:
            case Deed.OPEN:
                self._open_due(due)
            case Deed.WRITE:
                self._write(line)
            case Deed.PREPARE:
                if due.meeting_id is not None:
                    self._ways.show_meeting(due.meeting_id)
            case Deed.PLAN_MEETING:
                self._ways.plan_meeting(due.person_id)
            case Deed.PLAN_STEP:
                self._pop(self.verbs.plan_menu(card, self))
            case Deed.SENT | Deed.DONE:
                self.verbs.finish(card)
            case Deed.REPLIED:
                self._pop(self.verbs.reply_menu(card, self))
            case Deed.SNOOZE:
                self._pop(self.verbs.snooze_menu(card, self))
            case Deed.SKIP:
                self._pop(self.verbs.skip_menu(card, self))

    def _write(self, line: Line) -> None:
        due = line.place.due
        if self._write_to is None or due.kind is None:
            return
        if due.kind is StepKind.SECOND_PERSON and line.card.second_id is not None:
            self._write_to(line.card.second_id, Purpose.REQUEST)
        elif due.kind in SENDS:
            self._write_to(due.person_id, SENDS[due.kind])

    def _open_due(self, due: Due) -> None:
        if due.meeting_id is not None and (due.kind is None or due.kind in OF_MEETING):
            self._ways.show_meeting(due.meeting_id)
        else:
            self._ways.show_person(due.person_id)

    def _log(self, person_id: PersonId, line: QuickLine) -> None:
        rows = people.load_rows(self.desk.store.db, [person_id])
        name = rows[person_id].name if person_id in rows else ""
        if self.verbs.log(person_id, name, line):
            self.quick.forget()

    def _add_and_log(self, name: str, line: QuickLine) -> None:
        if self.verbs.add_and_log(name, line):
            self.quick.forget()

    # Menus

    def _open_menu(self, place: QPoint) -> None:
        if self.list.indexAt(place).isValid() and self.list.current_place() is not None:
            commands = self.desk.commands
            ids = [one for one in MENU if not one or commands.can_run(one)]
            self._pop(commands.menu(ids, self), self.list.viewport().mapToGlobal(place))

    def _pop(self, menu: QMenu, place: QPoint | None = None) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if place is None:
            area = self.list.visualRect(self.list.currentIndex())
            px = self.desk.theme.px
            spot = QPoint(area.right() - px(240), area.bottom() - px(6))
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                spot = QPoint(area.left() + px(16), area.bottom() - px(6))
            place = self.list.viewport().mapToGlobal(spot)
        menu.popup(place)

    # Looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the side away where space is short."""
        super().resizeEvent(event)
        wide = self.width() >= self.desk.theme.px(ASIDE_FROM)
        if wide != self._wide:
            self._wide = wide
            self._restyle()
            if self.today is not None:
                self.refresh()

    def _restyle(self) -> None:
        px = self.desk.theme.px
        self._wide = self.width() >= px(ASIDE_FROM)
        self.side.setVisible(self._wide)
        self.side.setFixedWidth(px(SIDE_WIDTH))
        self.strip.setVisible(not self._wide)
        self._whole.setContentsMargins(px(24), px(4), px(24), 0)
        self._whole.setSpacing(px(14 if self._wide else 8))
        self._body.setSpacing(px(8))
        self._left.setSpacing(px(14))


class Calm(Card):
    """All caught up: nothing is left for today."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, margin=16, gap=4, ground="good_soft", outline=None)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme = desk.theme
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        row.addWidget(Picture(theme, "check", "good", size=24))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(theme, t("All caught up"), "section"))
        self.next = PlainLabel(theme, "", "small", "muted", wrap=True)
        words.addWidget(self.next)
        row.addLayout(words, 1)
        self.body.addLayout(row)

    def show_next(self, words: str) -> None:
        """Say what comes next."""
        self.next.setText(words)
