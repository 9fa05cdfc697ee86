"""What follows a meeting: the thank-you, what was promised, and whom they named."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.drafts import TextKind
from infodesk.core.errors import NoSuchRecord, UserError
from infodesk.core.ids import PersonId, PromiseId, ReferralId
from infodesk.core.learned import Insight, InsightKind, Promise, Referral
from infodesk.core.meetings import Meeting
from infodesk.core.next_steps import StepKind
from infodesk.core.review import promise_words, quoted, read_promise
from infodesk.gui.desk import Desk
from infodesk.gui.pages.meetings.questions import TickBox
from infodesk.gui.pages.people.days import day_menu
from infodesk.gui.widgets import (
    Button,
    Card,
    Chip,
    ElidedLabel,
    FlowLayout,
    IconButton,
    PlainLabel,
    PrimaryButton,
    SectionHeading,
)
from infodesk.gui.widgets.labels import breakable
from infodesk.operations import reviewing as verbs
from infodesk.operations.reviewing import KeptPromise
from infodesk.store import learned as rows
from infodesk.store import next_steps as step_rows
from infodesk.store import people as person_rows
from infodesk.words import t
from infodesk.words.dates import day_nearby
from infodesk.words.errors import explain

WIDTH = 760
POINTS = 8
"""So many points are offered for the thank-you."""


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


class ThanksCard(Card):
    """The thank-you: when it is due, and what it is made from."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, gap=8)
        theme = desk.theme
        self.desk = desk
        self.due = PlainLabel(theme, "", "body", "muted", wrap=True)
        self.points: list[tuple[Chip, str]] = []
        self.promises: list[tuple[Chip, str]] = []
        self._point_line, self._point_flow = self._line()
        self._promise_line, self._promise_flow = self._line()
        self.write = PrimaryButton(theme, t("Write the thank-you"), icon="mail", key="Ctrl+Shift+Y")
        self._point_title = PlainLabel(theme, t("One specific point"), "small_strong", "muted")
        self._promise_title = PlainLabel(theme, t("One thing I will do"), "small_strong", "muted")
        for widget in (
            self.due, self._point_title, self._point_line, self._promise_title, self._promise_line,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self.body.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeading)

    def _line(self) -> tuple[QWidget, FlowLayout]:
        holder = QWidget()
        return holder, FlowLayout(self.desk.theme, holder, gap=6)

    def show_seeds(self, insights: Sequence[Insight], promises: Sequence[Promise]) -> None:
        """Offer what was marked; what was chosen stays chosen."""
        points = [one for one in insights if one.kind is not InsightKind.RED_FLAG][:POINTS]
        mine = [one for one in promises if one.by_me and one.done_on is None][:POINTS]
        self.points = self._chips(
            self._point_flow,
            self.points,
            [(one.statement, quoted(one.statement)) for one in points],
        )
        self.promises = self._chips(
            self._promise_flow, self.promises, [(one.text, promise_words(one.text)) for one in mine]
        )
        for title, line, chips in (
            (self._point_title, self._point_line, self.points),
            (self._promise_title, self._promise_line, self.promises),
        ):
            title.setVisible(bool(chips))
            line.setVisible(bool(chips))

    def _chips(
        self, flow: FlowLayout, old: list[tuple[Chip, str]], seeds: list[tuple[str, str]]
    ) -> list[tuple[Chip, str]]:
        if [fact for _chip, fact in old] == [fact for _words, fact in seeds]:
            return old
        chosen = next((fact for chip, fact in old if chip.isChecked()), "")
        for chip, _fact in old:
            chip.hide()
            chip.deleteLater()
        made: list[tuple[Chip, str]] = []
        for words, fact in seeds:
            chip = Chip(self.desk.theme, words if len(words) <= 60 else f"{words[:58]}…")
            chip.setAccessibleName(words)
            chip.clicked.connect(lambda _on, one=chip, all_=made: _choose(one, all_))
            flow.addWidget(chip)
            made.append((chip, fact))
        if made:
            first = next((chip for chip, fact in made if fact == chosen), made[0][0])
            first.setChecked(True)
        return made

    def facts(self) -> dict[str, str]:
        """Return what fills the thank-you."""
        found = {}
        for name, chips in (("point", self.points), ("promise", self.promises)):
            for chip, fact in chips:
                if chip.isChecked():
                    found[name] = fact
        return found


def _choose(chip: Chip, chips: list[tuple[Chip, str]]) -> None:
    for one, _fact in chips:
        one.setChecked(one is chip)


class FollowUpPane(QWidget):
    """What follows one meeting; `write` opens the composer, `open_person` shows somebody."""

    def __init__(
        self, desk: Desk, write: Writer, open_person: Callable[[PersonId], object]
    ) -> None:
        super().__init__()
        theme = desk.theme
        self.desk, self._write, self._open_person = desk, write, open_person
        self.meeting: Meeting | None = None
        self._today = date.min
        self.thanks = ThanksCard(desk)
        self.thanks.write.clicked.connect(self.write_thanks)
        self.promises: list[PromiseRow] = []
        self.referrals: list[ReferralRow] = []
        self._promise_card = Card(theme, gap=2)
        self._promise_list = QVBoxLayout()
        self.add = QLineEdit()
        self.add.setPlaceholderText(t("Add a promise: I send the list by Friday"))
        self.add.setAccessibleName(t("Add a promise"))
        self.add.returnPressed.connect(self._add)
        self._promise_card.body.addLayout(self._promise_list)
        self._promise_card.body.addWidget(self.add)
        self.tell = Card(theme, gap=6, ground="good_soft", outline=None)
        self._tell_words = PlainLabel(theme, "", "body", wrap=True)
        self.tell_button = Button(theme, t("Tell them"), icon="mail", size="small")
        self.tell_button.clicked.connect(self.write_update)
        self.tell.body.addWidget(self._tell_words)
        self.tell.body.addWidget(self.tell_button, 0, Qt.AlignmentFlag.AlignLeading)
        self._referral_card = Card(theme, gap=4)
        self._referral_list = QVBoxLayout()
        self.nobody = PlainLabel(
            theme, t("Nobody yet. A line @ in the notes names somebody, and the review keeps it."),
            "body", "muted", wrap=True,
        )  # fmt: skip
        self.ask_button = Button(theme, t("Ask for a name"), icon="referral", size="small")
        self.ask_button.clicked.connect(lambda: self._to_them(TextKind.REFERRAL_ASK, {}))
        self.ask_due = PlainLabel(theme, "", "small", "muted", wrap=True)
        self._referral_card.body.addLayout(self._referral_list)
        for widget in (self.nobody, self.ask_due):
            self._referral_card.body.addWidget(widget)
        self._referral_card.body.addWidget(self.ask_button, 0, Qt.AlignmentFlag.AlignLeading)
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()

    def _build(self) -> None:
        theme = self.desk.theme
        inner = QWidget()
        inner.setMinimumWidth(1)
        self._column = QVBoxLayout(inner)
        self._column.addWidget(SectionHeading(theme, t("Thank them")))
        self._column.addWidget(self.thanks)
        self._column.addSpacing(theme.px(8))
        self._column.addWidget(SectionHeading(theme, t("Promised")))
        self._column.addWidget(self.tell)
        self._column.addWidget(self._promise_card)
        self._column.addSpacing(theme.px(8))
        self._column.addWidget(SectionHeading(theme, t("Named")))
        self._column.addWidget(self._referral_card)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        self._scroll.viewport().installEventFilter(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    # Showing

    def show_meeting(self, meeting: Meeting, today: date) -> None:
        """Show what follows a meeting as the vault has it now."""
        if self.meeting is None or self.meeting.id != meeting.id:
            self.add.clear()
        self.meeting, self._today = meeting, today
        db = self.desk.store.db
        promises = rows.promises(db, person_id=meeting.person_id)
        promises = [one for one in promises if one.meeting_id in (meeting.id, None)]
        self.thanks.show_seeds(rows.insights(db, meeting_id=meeting.id), promises)
        self._show_due()
        self._show_promises(promises)
        self._show_referrals(rows.referrals(db, meeting_id=meeting.id))
        kept = [one for one in promises if one.by_me and one.done_on]
        told = not step_rows.has_open(db, meeting.person_id, {StepKind.UPDATE})
        self.tell.setVisible(bool(kept) and not told)
        if kept:
            self._tell_words.setText(
                t("You did what you said: “{promise}”. They will be glad to hear what came of it.",
                  promise=kept[-1].text)
            )  # fmt: skip

    def _show_due(self) -> None:
        assert self.meeting is not None
        db, meeting = self.desk.store.db, self.meeting
        steps = {step.kind: step for step in step_rows.open_steps(db, meeting.person_id)}
        thank, ask = steps.get(StepKind.THANK), steps.get(StepKind.REFERRAL_ASK)
        if thank is not None:
            self.thanks.due.setText(t("Due {time}. At most 100 words, one specific point and one "
                                      "thing you will do.", time=self._when(thank.due_at,
                                      thank.due_on)))  # fmt: skip
        else:
            self.thanks.due.setText(t("No thank-you is owed now: it was sent, or this meeting is "
                                      "still to come."))  # fmt: skip
        self.ask_due.setVisible(ask is not None)
        if ask is not None:
            day = self._when(None, ask.due_on)
            self.ask_due.setText(t("Asking for a name is due {day}.", day=day))

    def _when(self, moment: datetime | None, day: date | None) -> str:
        if moment is not None:
            here = moment.astimezone(self.desk.clock().tzinfo)
            return f"{day_nearby(here.date(), self._today)}, {here:%H:%M}"
        return day_nearby(day, self._today) if day else t("some day")

    def _show_promises(self, promises: Sequence[Promise]) -> None:
        if [row.promise for row in self.promises] == list(promises) and self.promises:
            return
        focused = self._focused(self.promises)
        assert self.meeting is not None
        _empty(self._promise_list, self.promises)
        self.promises = []
        for promise in promises:
            row = PromiseRow(self.desk, promise, self._today, self.meeting.person_name)
            row.box.clicked.connect(lambda on, one=promise.id: self._tick(one, on))
            row.day.clicked.connect(partial(self._open_days, row))
            row.bin.clicked.connect(partial(self._delete, promise.id))
            self._promise_list.addWidget(row)
            self.promises.append(row)
        if focused >= 0 and self.promises:
            place = min(focused, len(self.promises) - 1)
            self.promises[place].box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_referrals(self, referrals: Sequence[Referral]) -> None:
        self.nobody.setVisible(not referrals)
        if [row.referral for row in self.referrals] == list(referrals):
            return
        focused = self._focused(self.referrals)
        _empty(self._referral_list, self.referrals)
        self.referrals = []
        for referral in referrals:
            row = ReferralRow(self.desk, referral)
            row.may.clicked.connect(lambda on, one=referral.id: self._permit(one, on))
            row.write.clicked.connect(partial(self._write_named, referral.person_id))
            row.open.clicked.connect(partial(self._open_named, referral.person_id))
            self._referral_list.addWidget(row)
            self.referrals.append(row)
        if focused >= 0 and self.referrals:
            place = min(focused, len(self.referrals) - 1)
            self.referrals[place].may.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self, widgets: Sequence[QWidget]) -> int:
        focus = self.window().focusWidget()
        if focus is None:
            return -1
        return next((place for place, one in enumerate(widgets) if one.isAncestorOf(focus)), -1)

    # Doing

    def write_thanks(self) -> None:
        """Open the composer with a thank-you made from what is chosen."""
        self._to_them(TextKind.THANKS, self.thanks.facts())

    def write_update(self) -> None:
        """Open the composer to tell what came of their advice."""
        self._to_them(TextKind.UPDATE, {})

    def _to_them(self, kind: TextKind, facts: dict[str, str]) -> None:
        if self.meeting is not None:
            self._write(self.meeting.person_id, kind.value, facts)

    def _write_named(self, person_id: PersonId, _on: bool = False) -> None:
        self._write(person_id, TextKind.REFERRAL.value, {})

    def _open_named(self, person_id: PersonId, _on: bool = False) -> None:
        self._open_person(person_id)

    def _tick(self, promise_id: PromiseId, on: bool) -> None:
        self._do(lambda: verbs.tick_promise(self.desk.store, promise_id, kept=on))

    def _delete(self, promise_id: PromiseId, _on: bool = False) -> None:
        if self._do(lambda: verbs.delete_promise(self.desk.store, promise_id)):
            self.desk.notices.toast(t("Deleted a promise."))

    def _permit(self, referral_id: ReferralId, on: bool) -> None:
        self._do(lambda: verbs.permit_name(self.desk.store, referral_id, allowed=on))

    def _open_days(self, row: PromiseRow, _on: bool = False) -> None:
        def take(day: date | None) -> None:
            if day is not None:
                self._do(lambda: verbs.edit_promise(self.desk.store, row.promise.id, due_on=day))

        menu = day_menu(row, self._today, row.promise.due_on, take)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(row.day.mapToGlobal(QPoint(0, row.day.height())))

    def _add(self) -> None:
        text, meeting = self.add.text().strip(), self.meeting
        if not text or meeting is None:
            return
        first = ""
        with suppress(NoSuchRecord):
            first = person_rows.get(self.desk.store.db, meeting.person_id).first_name
        read = read_promise(text, self._today, first)
        what = KeptPromise(text=text, by_me=read.by_me, due_on=read.due_on)
        if self._do(
            lambda: verbs.add_promise(self.desk.store, meeting.person_id, what, meeting.id)
        ):
            self.add.clear()

    def _do(self, do: Callable[[], object]) -> bool:
        try:
            do()
        except NoSuchRecord as error:
            self.desk.notices.toast(explain(error), undo=False)
        except UserError as error:
            self.desk.notices.failed(error)
        else:
            return True
        return False

    def focus_start(self) -> None:
        """Put the focus where one goes on: the thank-you."""
        self.thanks.write.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> bool:
        """Keep a promise that is being typed."""
        self._add()
        return True

    def forget(self) -> None:
        """Drop everything: the meeting is gone."""
        self.add.clear()
        self.meeting = None

    # Looks

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the lines at a length that reads well."""
        if event.type() == QEvent.Type.Resize:
            self._restyle()
        return super().eventFilter(watched, event)

    def _restyle(self) -> None:
        px = self.desk.theme.px
        free = max(self._scroll.viewport().width() - px(WIDTH), 0) // 2
        side = max(free, px(16))
        self._column.setContentsMargins(side, px(16), side, px(20))
        self._column.setSpacing(px(8))


def _empty(layout: QVBoxLayout, widgets: Sequence[QWidget]) -> None:
    for widget in widgets:
        layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
