"""The timeline of a person: what passed between you, by month, newest first."""

from collections.abc import Callable
from datetime import date, datetime, time

from PySide6.QtWidgets import (
    QMenu,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.touches import Direction, TimelineEntry, TouchDraft, TouchKind
from infodesk.gui.desk import Desk
from infodesk.gui.pages.people.actions import PeopleActions
from infodesk.gui.pages.people.entries import entry_title
from infodesk.gui.pages.people.entry_row import TimelineRow
from infodesk.gui.pages.people.log_line import LogLine
from infodesk.gui.widgets import PlainLabel, QuietButton, SectionHeading, set_tooltip
from infodesk.operations import people as verbs
from infodesk.store import touches as touch_rows
from infodesk.words import t, tn
from infodesk.words.dates import day_in_words, day_nearby, moment_in_words, month_in_words

SHOWN = 40
"""Entries shown at once; a button shows all."""


class TimelineTab(QWidget):
    """The log line above the entries of one person."""

    def __init__(
        self,
        desk: Desk,
        actions: PeopleActions,
        today: Callable[[], date],
        open_meeting: Callable[[MeetingId], object] | None,
    ) -> None:
        super().__init__()
        self._desk, self._actions, self._today = desk, actions, today
        self._open_meeting = open_meeting
        self._person: PersonId | None = None
        self._entries: list[TimelineEntry] = []
        self._all = False
        self.log = LogLine(desk, today)
        self.log.logged.connect(self._log)
        self._list = QVBoxLayout()
        self._list.setSpacing(desk.theme.px(4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, desk.theme.px(10), 0, 0)
        column.setSpacing(desk.theme.px(8))
        column.addWidget(self.log)
        column.addLayout(self._list)
        column.addStretch(1)
        self._shown: list[QWidget] = []

    def show_person(self, person_id: PersonId) -> None:
        """Show what happened with a person, or bring it up to date."""
        if person_id != self._person:
            self._person, self._all = person_id, False
            self.log.forget()
        entries = touch_rows.timeline(self._desk.store.db, person_id)
        if entries != self._entries or not self._shown:
            self._entries = entries
            self._rebuild()

    def show_all(self) -> None:
        """Show the entries that were left out."""
        self._all = True
        self._rebuild()

    def rows(self) -> list[TimelineRow]:
        """Return the entries shown, newest first."""
        return [one for one in self._shown if isinstance(one, TimelineRow)]

    def _rebuild(self) -> None:
        for old in self._shown:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = []
        if not self._entries:
            words = t("Nothing yet. Log the first message, call or e-mail above.")
            self._add(PlainLabel(self._desk.theme, words, "body", "muted", wrap=True))
            return
        shown = self._entries if self._all else self._entries[:SHOWN]
        month = ""
        for entry in shown:
            day = self._day(entry)
            heading = month_in_words(day, self._today())
            if heading != month:
                month = heading
                head = SectionHeading(self._desk.theme, heading)
                head.setContentsMargins(0, self._desk.theme.px(8), 0, self._desk.theme.px(2))
                self._add(head)
            self._add(self._row(entry, day))
        rest = len(self._entries) - len(shown)
        if rest:
            words = tn("Show {count} earlier entry", "Show {count} earlier entries", rest)
            more = QuietButton(self._desk.theme, words)
            more.clicked.connect(self.show_all)
            self._add(more)

    def _add(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self._list.addWidget(widget)

    def _row(self, entry: TimelineEntry, day: date) -> TimelineRow:
        row = TimelineRow(self._desk.theme, entry, day_nearby(day, self._today()))
        zone = self._desk.clock().tzinfo
        when = day_in_words(day) if entry.whole_day else ""
        set_tooltip(row, when or moment_in_words(entry.happened_at.astimezone(zone)))
        row.opened.connect(self._open)
        row.asked.connect(self._offer)
        row.removed.connect(self._remove)
        row.can_open = entry.touch_id is not None or (
            entry.meeting_id is not None and self._open_meeting is not None
        )
        return row

    def _day(self, entry: TimelineEntry) -> date:
        if entry.whole_day:
            return entry.happened_at.date()
        return entry.happened_at.astimezone(self._desk.clock().tzinfo).date()

    # What can be done

    def _log(self, kind: TouchKind, direction: Direction, day: date, text: str) -> None:
        if self._person is None:
            return
        now = self._desk.clock()
        happened = None if day == now.date() else datetime.combine(day, time(12), now.tzinfo)
        draft = TouchDraft(
            person_id=self._person,
            kind=kind,
            direction=direction,
            happened_at=happened,
            text=text,
        )
        if self._actions.attempt(lambda: verbs.log_touch(self._desk.store, draft), t("Logged")):
            self.log.forget()

    def _open(self, entry: TimelineEntry) -> None:
        if entry.meeting_id is not None:
            if self._open_meeting is not None:
                self._open_meeting(entry.meeting_id)
        else:
            self._edit(entry)

    def _edit(self, entry: TimelineEntry) -> None:
        touch_id = entry.touch_id
        if touch_id is None:
            return

        def keep(text: str) -> None:
            self._actions.attempt(lambda: verbs.edit_touch(self._desk.store, touch_id, text))

        self._desk.ask.line(entry_title(entry), t("What was it about?"), keep, value=entry.text)

    def _remove(self, entry: TimelineEntry) -> None:
        touch_id = entry.touch_id
        if touch_id is not None:
            self._actions.attempt(
                lambda: verbs.delete_touch(self._desk.store, touch_id),
                t("Removed from the timeline"),
            )

    def _offer(self, entry: TimelineEntry, row: TimelineRow) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        if entry.meeting_id is not None:
            if self._open_meeting is None:
                return
            menu.addAction(t("Open the meeting")).triggered.connect(lambda: self._open(entry))
        elif entry.touch_id is not None:
            menu.addAction(t("Edit…")).triggered.connect(lambda: self._edit(entry))
            menu.addAction(t("Remove")).triggered.connect(lambda: self._remove(entry))
        else:
            return
        menu.popup(row.mapToGlobal(row.rect().center()))
