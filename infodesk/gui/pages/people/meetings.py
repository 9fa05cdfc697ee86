"""The meetings with one person, and the way to a new one."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.meetings import MeetingRow, MeetingState
from infodesk.core.touches import TimelineEntry
from infodesk.gui.desk import Desk
from infodesk.gui.pages.people.entry_row import TimelineRow
from infodesk.gui.widgets import Button, PlainLabel, set_tooltip
from infodesk.store import meetings as meeting_rows
from infodesk.words import t
from infodesk.words.dates import day_nearby, moment_in_words


class MeetingsTab(QWidget):
    """Lists the meetings with a person, newest first; without callbacks there is nothing to do."""

    def __init__(
        self,
        desk: Desk,
        today: Callable[[], date],
        open_meeting: Callable[[MeetingId], object] | None,
        new_meeting: Callable[[PersonId], object] | None,
    ) -> None:
        super().__init__()
        self._desk, self._today, self._open = desk, today, open_meeting
        self._person: PersonId | None = None
        self._shown: list[MeetingRow] | None = None
        self._rows: list[QWidget] = []
        self._list = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, desk.theme.px(12), 0, 0)
        column.setSpacing(desk.theme.px(8))
        if new_meeting is not None:
            self.new = Button(desk.theme, t("New meeting"), icon="plus", size="small")
            self.new.clicked.connect(lambda: self._person and new_meeting(self._person))
            line = QHBoxLayout()
            line.addWidget(self.new)
            line.addStretch(1)
            column.addLayout(line)
        column.addLayout(self._list)
        column.addStretch(1)

    def show_person(self, person_id: PersonId) -> None:
        """Show the meetings with a person."""
        self._person = person_id
        db = self._desk.store.db
        ids = meeting_rows.find_ids(db, person_id=person_id, newest_first=True)
        loaded = meeting_rows.load_rows(db, ids)
        rows = [loaded[one] for one in ids]
        if rows != self._shown:
            self._shown = rows
            self._rebuild(rows)

    def _rebuild(self, rows: list[MeetingRow]) -> None:
        for old in self._rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._row(row) for row in rows]
        if not rows:
            words = t("No meeting yet.")
            self._rows = [PlainLabel(self._desk.theme, words, "body", "muted", wrap=True)]
        for one in self._rows:
            self._list.addWidget(one)

    def _row(self, row: MeetingRow) -> TimelineRow:
        entry = TimelineEntry(
            kind=f"meeting-{row.state.value}",
            happened_at=row.starts_at,
            text=_about(row),
            meeting_id=row.id,
            minutes=0 if row.state is MeetingState.CANCELLED else row.minutes,
            questions=row.questions,
            asked=row.asked,
        )
        day = row.local_start.date()
        shown = TimelineRow(self._desk.theme, entry, day_nearby(day, self._today()))
        shown.can_open = self._open is not None
        set_tooltip(shown, moment_in_words(row.local_start))
        if self._open is not None:
            shown.opened.connect(partial(_open_entry, self._open))
        return shown


def _about(row: MeetingRow) -> str:
    notes = t("with notes") if row.has_notes else ""
    when = row.local_start.strftime("%H:%M")
    return " · ".join(part for part in (when, row.place, notes) if part)


def _open_entry(open_meeting: Callable[[MeetingId], object], entry: TimelineEntry) -> None:
    assert entry.meeting_id is not None
    open_meeting(entry.meeting_id)
