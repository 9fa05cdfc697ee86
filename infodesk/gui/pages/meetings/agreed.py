"""What was promised and who was named, as lists that are worked through by key."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from infodesk.core.drafts import TextKind
from infodesk.core.errors import NoSuchRecord, UserError
from infodesk.core.ids import InsightId, MeetingId, PersonId, PromiseId, ReferralId
from infodesk.core.learned import Insight, InsightKind, Promise, Referral
from infodesk.core.marks import MarkKind
from infodesk.core.review import read_promise
from infodesk.gui.days import day_menu
from infodesk.gui.desk import Desk
from infodesk.gui.pages.meetings.questions import TickBox
from infodesk.gui.pages.meetings.review import MARK_COLORS
from infodesk.gui.widgets import (
    Button,
    Chip,
    ElidedLabel,
    IconButton,
    InlineEdit,
    Pill,
    PlainLabel,
)
from infodesk.gui.widgets.labels import breakable
from infodesk.operations import reviewing as verbs
from infodesk.operations.reviewing import KeptPromise
from infodesk.store import people as person_rows
from infodesk.words import t
from infodesk.words.dates import day_nearby
from infodesk.words.errors import explain
from infodesk.words.records import say

Writer = Callable[[PersonId, str, dict[str, str]], bool]
"""What opens the composer for a person, a kind of text and facts for it."""


class PromiseRow(QWidget):
    """A promise: kept or not, whose, its words, its day."""

    def __init__(self, desk: Desk, promise: Promise, today: date, person_name: str) -> None:
        super().__init__()
        theme = desk.theme
        self.promise, self._today = promise, today
        self.box = TickBox(theme)
        self.box.setChecked(promise.done_on is not None)
        whose = t("I") if promise.by_me else person_name
        self.box.setAccessibleName(t("Kept: {promise}", promise=promise.text))
        self.words = PlainLabel(theme, breakable(promise.text), "body", wrap=True)
        self.words.set_color("muted" if promise.done_on else "text")
        self.whose = ElidedLabel(theme, "", "small", "muted")
        day = promise.done_on or promise.due_on
        when = day_nearby(day, today) if day else t("no date")
        kept = t("kept {day}", day=when) if promise.done_on else t("due {day}", day=when)
        self.whose.setText(f"{whose} · {kept if day else when}")
        late = promise.done_on is None and promise.due_on is not None and promise.due_on < today
        self.whose.set_color("bad" if late else "muted")
        self.day = IconButton(theme, "calendar", t("Another day: {promise}", promise=promise.text))
        self.bin = IconButton(theme, "trash", t("Delete: {promise}", promise=promise.text))
        self.day.setVisible(promise.done_on is None)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(self.words)
        text.addWidget(self.whose)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, theme.px(3), 0, theme.px(3))
        line.setSpacing(theme.px(8))
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(text, 1)
        line.addWidget(self.day)
        line.addWidget(self.bin)


class ReferralRow(QWidget):
    """Somebody they named: who it is, whether the name may be used, and the way to write."""

    def __init__(self, desk: Desk, referral: Referral) -> None:
        super().__init__()
        theme = desk.theme
        self.referral = referral
        self.name = ElidedLabel(theme, referral.person_name, "strong")
        self.role = ElidedLabel(theme, referral.person_role, "small", "muted")
        self.role.setVisible(bool(referral.person_role))
        self.may = Chip(theme, t("I may use {name}’s name", name=referral.referrer_name))
        self.may.setChecked(referral.may_use_name)
        self.write = Button(theme, t("Write"), icon="send", size="small")
        self.write.setAccessibleName(t("Write to {name}", name=referral.person_name))
        self.open = IconButton(theme, "person", t("Open {name}", name=referral.person_name))
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self.name)
        who.addWidget(self.role)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addLayout(who, 1)
        line.addWidget(self.open)
        line.addWidget(self.write)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(3), 0, theme.px(3))
        column.setSpacing(theme.px(4))
        column.addLayout(line)
        column.addWidget(self.may, 0, Qt.AlignmentFlag.AlignLeading)


Row = TypeVar("Row", bound=QWidget)


class RowList(QWidget, Generic[Row]):
    """Rows below each other, made anew when what they show changes; the focus keeps its place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.rows: list[Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_rows(self, make: Sequence[Callable[[], Row]]) -> None:
        """Show other rows."""
        focus = self.window().focusWidget()
        held = -1
        if focus is not None:
            held = next((n for n, row in enumerate(self.rows) if row.isAncestorOf(focus)), -1)
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [one() for one in make]
        for place, row in enumerate(self.rows):
            self._column.insertWidget(place, row)
        if held >= 0 and self.rows:
            self.first_stop(self.rows[min(held, len(self.rows) - 1)]).setFocus(
                Qt.FocusReason.OtherFocusReason
            )

    def first_stop(self, row: Row) -> QWidget:
        """Return what takes the focus in a row."""
        return row

    def attempt(self, do: Callable[[], object]) -> bool:
        """Do something and say what stopped it."""
        try:
            do()
        except NoSuchRecord as error:
            self.desk.notices.toast(explain(error), undo=False)
        except UserError as error:
            self.desk.notices.failed(error)
        else:
            return True
        return False


class PromiseList(RowList[PromiseRow]):
    """Promises of both sides, to be ticked and moved, with a line that adds one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._person: PersonId | None = None
        self._meeting: MeetingId | None = None
        self._today = date.min
        self._shown: tuple[date, str, list[Promise]] | None = None
        self.add = QLineEdit()
        self.add.setPlaceholderText(t("Add a promise: I send the list by Friday"))
        self.add.setAccessibleName(t("Add a promise"))
        self.add.returnPressed.connect(self.keep)
        self._column.addWidget(self.add)

    def show_promises(
        self,
        promises: Sequence[Promise],
        today: date,
        person: tuple[PersonId, str],
        meeting: MeetingId | None = None,
    ) -> None:
        """Show promises between me and a person (id and name); new ones belong to `meeting`."""
        if person[0] != self._person or meeting != self._meeting:
            self.add.clear()
        self._person, self._meeting, self._today = person[0], meeting, today
        shown = (today, person[1], list(promises))
        if shown != self._shown:
            self._shown = shown
            self.show_rows([partial(self._make, one, person[1]) for one in promises])

    def _make(self, promise: Promise, name: str) -> PromiseRow:
        row = PromiseRow(self.desk, promise, self._today, name)
        row.box.clicked.connect(lambda on, one=promise.id: self._tick(one, on))
        row.day.clicked.connect(lambda: self._open_days(row))
        row.bin.clicked.connect(lambda: self._delete(promise.id))
        return row

    def first_stop(self, row: PromiseRow) -> QWidget:
        """Go on at the box."""
        return row.box

    def keep(self) -> None:
        """Note the promise that was typed."""
        text, person = self.add.text().strip(), self._person
        if not text or person is None:
            return
        first = ""
        with suppress(NoSuchRecord):
            first = person_rows.get(self.desk.store.db, person).first_name
        read = read_promise(text, self._today, first)
        what = KeptPromise(text=text, by_me=read.by_me, due_on=read.due_on)
        meeting = self._meeting
        if self.attempt(lambda: verbs.add_promise(self.desk.store, person, what, meeting)):
            self.add.clear()

    def forget(self) -> None:
        """Drop what is being typed: the person is gone."""
        self.add.clear()
        self._person = None

    def _tick(self, promise_id: PromiseId, on: bool) -> None:
        self.attempt(lambda: verbs.tick_promise(self.desk.store, promise_id, kept=on))

    def _delete(self, promise_id: PromiseId) -> None:
        if self.attempt(lambda: verbs.delete_promise(self.desk.store, promise_id)):
            self.desk.notices.toast(t("Deleted a promise."))

    def _open_days(self, row: PromiseRow) -> None:
        promise = row.promise

        def take(day: date | None) -> None:
            if day is not None:
                self.attempt(lambda: verbs.edit_promise(self.desk.store, promise.id, due_on=day))

        menu = day_menu(row, self._today, promise.due_on, take)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(row.day.mapToGlobal(QPoint(0, row.day.height())))


class ReferralList(RowList[ReferralRow]):
    """Who was named: may the referrer be named too, and the way to write."""

    def __init__(
        self,
        desk: Desk,
        write: Writer | None,
        open_person: Callable[[PersonId], object],
    ) -> None:
        super().__init__(desk)
        self._write, self._open_person = write, open_person
        self._shown: list[Referral] = []

    def show_referrals(self, referrals: Sequence[Referral]) -> None:
        """Show whom somebody named."""
        if list(referrals) != self._shown:
            self._shown = list(referrals)
            self.show_rows([partial(self._make, one) for one in referrals])

    def _make(self, referral: Referral) -> ReferralRow:
        row = ReferralRow(self.desk, referral)
        row.may.clicked.connect(lambda on, one=referral.id: self._permit(one, on))
        row.write.clicked.connect(lambda: self._begin(referral.person_id))
        row.write.setVisible(self._write is not None)
        row.open.clicked.connect(lambda: self._open_person(referral.person_id))
        return row

    def first_stop(self, row: ReferralRow) -> QWidget:
        """Go on at the permission."""
        return row.may

    def _begin(self, person_id: PersonId) -> None:
        if self._write is not None:
            self._write(person_id, TextKind.REFERRAL.value, {})

    def _permit(self, referral_id: ReferralId, on: bool) -> None:
        self.attempt(lambda: verbs.permit_name(self.desk.store, referral_id, allowed=on))


class InsightRow(QWidget):
    """A statement with its evidence below."""

    def __init__(self, desk: Desk, insight: Insight, today: date) -> None:
        super().__init__()
        theme = desk.theme
        self.insight = insight
        kind = MarkKind(insight.kind.value)
        self.kind = Pill(theme, say(f"mark-{kind.value}"), MARK_COLORS[kind])
        self.words = InlineEdit(theme, t("Insight"), insight.statement)
        evidence = [day_nearby(insight.said_on, today)] if insight.said_on else []
        if insight.quote and insight.kind is not InsightKind.QUOTE:
            evidence.insert(0, f"“{insight.quote}”")
        self.evidence = PlainLabel(
            theme, breakable(" · ".join(evidence)), "small", "muted", wrap=True
        )
        self.evidence.setContentsMargins(theme.px(4), 0, 0, 0)
        self.bin = IconButton(theme, "trash", t("Delete: {words}", words=insight.statement))
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(self.words)
        text.addWidget(self.evidence)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, theme.px(3), 0, theme.px(3))
        line.setSpacing(theme.px(8))
        line.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(text, 1)
        line.addWidget(self.bin, 0, Qt.AlignmentFlag.AlignTop)


class InsightList(RowList[InsightRow]):
    """What somebody taught me, each with its evidence."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: tuple[date, list[Insight]] | None = None

    def show_insights(self, insights: Sequence[Insight], today: date) -> None:
        """Show insights."""
        if (today, list(insights)) != self._shown:
            self._shown = (today, list(insights))
            self.show_rows([partial(self._make, one, today) for one in insights])

    def _make(self, insight: Insight, today: date) -> InsightRow:
        row = InsightRow(self.desk, insight, today)
        row.words.committed.connect(lambda text, one=insight.id: self._edit(one, text))
        row.bin.clicked.connect(lambda: self._delete(insight.id))
        return row

    def first_stop(self, row: InsightRow) -> QWidget:
        """Go on at the words."""
        return row.words

    def _edit(self, insight_id: InsightId, text: str) -> None:
        if not self.attempt(lambda: verbs.edit_insight(self.desk.store, insight_id, text)):
            for row in self.rows:
                row.words.set_text(row.insight.statement)

    def _delete(self, insight_id: InsightId) -> None:
        if self.attempt(lambda: verbs.delete_insight(self.desk.store, insight_id)):
            self.desk.notices.toast(t("Deleted an insight."))
