"""The review after a meeting: its marks one by one, and five short answers."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.errors import NoSuchRecord, UserError
from infodesk.core.ids import MeetingId, PersonId
from infodesk.core.learned import ENERGY, Debrief
from infodesk.core.marks import MarkKind, mark_of
from infodesk.core.meetings import Meeting
from infodesk.core.review import Outcome, Proposal, read_promise, read_referral
from infodesk.gui.days import day_menu
from infodesk.gui.desk import Desk
from infodesk.gui.pages.meetings.answers import AnswerLine, GrowingText
from infodesk.gui.theme import ColorName
from infodesk.gui.widgets import (
    Button,
    Card,
    Chip,
    FlowLayout,
    InlineEdit,
    Pill,
    PlainLabel,
    PrimaryButton,
    SectionHeading,
    set_tooltip,
)
from infodesk.gui.widgets.painting import paint_ring
from infodesk.operations import meetings as meeting_verbs
from infodesk.operations import next_steps as step_verbs
from infodesk.operations import reviewing as verbs
from infodesk.operations.reviewing import Kept, KeptInsight, KeptPromise, KeptReferral
from infodesk.store import learned as rows
from infodesk.store import people as person_rows
from infodesk.store import search
from infodesk.words import t, tn
from infodesk.words.dates import day_nearby
from infodesk.words.errors import explain
from infodesk.words.records import say

MARK_COLORS: dict[MarkKind, ColorName] = {
    MarkKind.INSIGHT: "accent",
    MarkKind.QUOTE: "info",
    MarkKind.REFERRAL: "good",
    MarkKind.RESOURCE: "muted",
    MarkKind.ACTION: "warn",
    MarkKind.RED_FLAG: "bad",
}
SHOWN = 60
"""So many marks are shown at once; those that are decided about make room."""

NEXT_DAYS = 3
"""A next step from the debrief is due so many days later, until it is moved."""

WIDTH = 760


class MarkRow(QWidget):
    """One mark: what it is, its words, what it becomes; Enter keeps it, Delete drops it."""

    kept = Signal(object)
    dropped = Signal()
    taken_back = Signal()
    stepped = Signal(int)

    def __init__(self, desk: Desk, meeting: Meeting, today: date) -> None:
        super().__init__()
        self.desk, self._meeting, self._today = desk, meeting, today
        self.proposal: Proposal | None = None
        theme = desk.theme
        self.kind = Pill(theme, "")
        self.text = GrowingText(theme, t("Words"), lines=False)
        self.text.entered.connect(self._keep)
        self.state = PlainLabel(theme, "", "small", "muted")
        self.keep_button = Button(theme, t("Keep"), icon="check", size="small")
        self.drop_button = Button(theme, t("Drop"), kind="quiet", size="small")
        self.back_button = Button(theme, t("Take back"), icon="undo", kind="quiet", size="small")
        self.keep_button.clicked.connect(self._keep)
        self.drop_button.clicked.connect(self.dropped)
        self.back_button.clicked.connect(self.taken_back)
        self.fields = QWidget()
        self._fields = QVBoxLayout(self.fields)
        self._fields.setContentsMargins(0, 0, 0, 0)
        self.fields.hide()
        line = QHBoxLayout()
        self._names = QWidget()
        names = QVBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeading)
        line.addWidget(self._names, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(self.text)
        words.addWidget(self.fields)
        words.addWidget(self.state)
        line.addLayout(words, 1)
        for button in (self.keep_button, self.drop_button, self.back_button):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._line = line
        self.setLayout(line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.quote: InlineEdit | None = None
        self.referral: ReferralFields | None = None
        self.promise: PromiseFields | None = None
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_proposal(self, proposal: Proposal, quote: str) -> None:
        """Show a mark; what was typed here stays while nothing is decided."""
        before, self.proposal = self.proposal, proposal
        if before is None:
            self._make_fields(proposal, quote)
        same = before is not None and (before.text, before.kind) == (proposal.text, proposal.kind)
        if not same or (before is not None and before.reviewed != proposal.reviewed):
            self.text.show_text(proposal.text)
        decided = proposal.reviewed is not None
        word = say(f"mark-{proposal.kind.value}")
        self.kind.set_text(word, "muted" if decided else MARK_COLORS[proposal.kind])
        self.text.setReadOnly(decided)
        self.text.set_color("muted" if decided else "text")
        self.fields.setVisible(not decided and self._fields.count() > 0)
        self.keep_button.setVisible(not decided)
        self.drop_button.setVisible(not decided)
        self.back_button.setVisible(decided)
        kept = proposal.reviewed is not None and proposal.reviewed.outcome is Outcome.KEPT
        said = t("Kept") if kept else t("Dropped") if decided else ""
        self.state.setText(said)
        self.state.setVisible(decided)
        self.state.set_color("good" if kept else "muted")
        self.setAccessibleName(", ".join(part for part in (word, proposal.text, said) if part))
        keys = t("Enter keeps it, Delete drops it, F2 edits its words")
        self.setAccessibleDescription(t("Backspace takes it back") if decided else keys)
        self.text.setAccessibleName(f"{word}: {t('words')}")

    def _make_fields(self, proposal: Proposal, quote: str) -> None:
        theme, name = self.desk.theme, self._meeting.person_name
        made: QWidget | None = None
        if proposal.kind is MarkKind.INSIGHT:
            made = self.quote = InlineEdit(
                theme, t("In their words"), quote, placeholder=t("Add their words as evidence"),
                role="small",
            )  # fmt: skip
        elif proposal.kind is MarkKind.REFERRAL:
            made = self.referral = ReferralFields(self.desk, self._meeting, proposal.text)
        elif proposal.kind is MarkKind.ACTION:
            made = self.promise = PromiseFields(self.desk, name, proposal.text, self._today)
        if made is None:
            return
        if self.quote is not None:
            line = QHBoxLayout()
            line.addWidget(PlainLabel(theme, t("In their words"), "small", "muted"))
            line.addWidget(self.quote, 1)
            self._fields.addLayout(line)
        else:
            self._fields.addWidget(made)

    def what(self) -> Kept:
        """Return the record that keeping the mark makes."""
        words = self.text.text()
        if self.referral is not None:
            return self.referral.what(words)
        if self.promise is not None:
            return self.promise.what(words)
        if self.quote is not None:
            self.quote.commit()
        return KeptInsight(statement=words, quote=self.quote.text() if self.quote else "")

    def _keep(self) -> None:
        if self.proposal is not None and self.proposal.reviewed is None:
            self.kept.emit(self.what())

    def edit(self) -> None:
        """Edit the words."""
        if not self.text.isReadOnly():
            self.text.selectAll()
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide with one key, go on with the arrows; Esc leaves the words."""
        key, decided = event.key(), self.proposal is None or self.proposal.reviewed is not None
        if key == Qt.Key.Key_Escape and not self.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.hasFocus() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not decided:
            self._keep()
        elif key == Qt.Key.Key_Delete and not decided:
            self.dropped.emit()
        elif key == Qt.Key.Key_Backspace and decided:
            self.taken_back.emit()
        elif key == Qt.Key.Key_F2:
            self.edit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the focus."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring of the focus."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            radius = self.desk.theme.px(6)
            paint_ring(painter, QRectF(self.rect()), self.desk.theme.color("focus"), radius)

    def _restyle(self) -> None:
        px, theme = self.desk.theme.px, self.desk.theme
        self._line.setContentsMargins(px(8), px(8), px(8), px(8))
        # All words begin at one line, whatever the mark is called.
        metrics = QFontMetrics(theme.font("small_strong"))
        names = [say(f"mark-{kind.value}") for kind in MarkKind]
        self._names.setFixedWidth(max(metrics.horizontalAdvance(one) for one in names) + px(18))
        self._line.setSpacing(px(10))


class PromiseFields(QWidget):
    """Whose promise it is, and until when."""

    def __init__(self, desk: Desk, name: str, text: str, today: date) -> None:
        super().__init__()
        theme = desk.theme
        self._today = today
        read = read_promise(text, today, name.split(maxsplit=1)[0] if name.split() else "")
        self.due_on: date | None = read.due_on
        self.mine = Chip(theme, t("I promised"))
        self.theirs = Chip(theme, t("They promised"))
        self.mine.clicked.connect(lambda: self._choose(True))
        self.theirs.clicked.connect(lambda: self._choose(False))
        self.due = Button(theme, "", icon="calendar", kind="quiet", size="small")
        self.due.clicked.connect(self._open_days)
        flow = FlowLayout(theme, self, gap=6)
        for widget in (self.mine, self.theirs, self.due):
            flow.addWidget(widget)
        self._choose(read.by_me)
        self._show_due()

    def what(self, words: str) -> KeptPromise:
        """Return the promise as it shall be kept in mind."""
        return KeptPromise(text=words, by_me=self.mine.isChecked(), due_on=self.due_on)

    def _choose(self, mine: bool) -> None:
        self.mine.setChecked(mine)
        self.theirs.setChecked(not mine)

    def _open_days(self) -> None:
        menu = day_menu(self, self._today, self.due_on, self._take)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.due.mapToGlobal(QPoint(0, self.due.height())))

    def _take(self, day: date | None) -> None:
        self.due_on = day
        self._show_due()

    def _show_due(self) -> None:
        day = self.due_on
        self.due.set_text(t("due {day}", day=day_nearby(day, self._today)) if day else t("no date"))


class ReferralFields(QWidget):
    """Whom they named: somebody already here, or the name of somebody new; and a permission."""

    def __init__(self, desk: Desk, meeting: Meeting, text: str) -> None:
        super().__init__()
        theme = desk.theme
        self.desk, self._meeting = desk, meeting
        read = read_referral(text)
        self.known: PersonId | None = None
        self.first = InlineEdit(theme, t("First name"), read.first_name, role="strong")
        self.last = InlineEdit(theme, t("Last name"), read.last_name, role="strong")
        self.title = InlineEdit(theme, t("Position"), read.title, placeholder=t("Add a position"))
        self.company = InlineEdit(theme, t("Company"), read.company, placeholder=t("Add a company"))
        self.may = Chip(theme, t("I may use {name}’s name", name=meeting.person_name))
        self.may.setChecked(read.may_use_name)
        self._names = QHBoxLayout()
        for field in (self.first, self.last, self.title, self.company):
            self._names.addWidget(field, 1)
        self._names.setSpacing(theme.px(4))
        self._chips = QWidget()
        self._flow = FlowLayout(theme, self._chips, gap=6)
        self.people: dict[PersonId, Chip] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(self._names)
        column.addWidget(self._chips)
        self._flow.addWidget(self.may)
        for field in (self.first, self.last):
            field.committed.connect(lambda _text: self._look())
        self._look()

    def what(self, words: str) -> KeptReferral:
        """Return the referral as it shall be kept."""
        for field in (self.first, self.last, self.title, self.company):
            field.commit()
        who = replace(
            read_referral(words),
            first_name=self.first.text(),
            last_name=self.last.text(),
            title=self.title.text(),
            company=self.company.text(),
            may_use_name=self.may.isChecked(),
        )
        return KeptReferral(who=who, text=words, known=self.known)

    def _look(self) -> None:
        """Offer whoever may be meant among those who are here; of one name the first is chosen."""
        db = self.desk.store.db
        name = f"{self.first.text()} {self.last.text()}".strip()
        same = [one for one, _company, _id in person_rows.named(db, name)] if name else []
        near = search.people(db, name, 3) if name else []
        found = [one for one in dict.fromkeys([*same, *near]) if one != self._meeting.person_id]
        listed = person_rows.load_rows(db, found[:4])
        for chip in self.people.values():
            chip.hide()
            chip.deleteLater()
        self.people, self.known = {}, None
        for one in found[:4]:
            row = listed[one]
            words = f"{row.name} · {row.company}" if row.company else row.name
            chip = Chip(self.desk.theme, t("{person}, already here", person=words))
            chip.clicked.connect(lambda on, who=one: self._choose(who if on else None))
            self._flow.addWidget(chip)
            self.people[one] = chip
        if len(same) == 1 and same[0] in self.people:
            self._choose(same[0])

    def _choose(self, who: PersonId | None) -> None:
        self.known = who
        for one, chip in self.people.items():
            chip.setChecked(one == who)
        for field in (self.title, self.company):
            field.setVisible(who is None)


class DebriefForm(QWidget):
    """Five short answers, each saved as it is typed."""

    stepped_out = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self.desk = desk
        self.meeting: Meeting | None = None
        prompts = {
            "learned": (t("What did I learn?"), t("One sentence is enough")),
            "surprised": (t("What surprised me?"), t("What I did not expect to hear")),
            "fits": (t("Does it fit me?"), t("Yes, partly or no, and why")),
            "next": (t("What comes next?"), t("One thing I will do")),
        }
        self.lines = {
            name: AnswerLine(theme, title, hint) for name, (title, hint) in prompts.items()
        }
        for name, line in self.lines.items():
            line.save = partial(self._write, name)
            line.failed.connect(desk.notices.failed)
            line.entered.connect(lambda one=name: self._after(one))
        self.energy = {number: Chip(theme, str(number)) for number in ENERGY}
        names = (
            t("drained"), t("tired"), t("neither"), t("lively"), t("could start tomorrow"),
        )  # fmt: skip
        for number, chip in self.energy.items():
            chip.setAccessibleName(f"{t('Energy')}: {number}, {names[number - 1]}")
            set_tooltip(chip, names[number - 1])
            chip.clicked.connect(lambda on, one=number: self._rate(one if on else None))
        self.plan = Button(theme, t("Make it the next step"), icon="flag", kind="quiet",
                           size="small")  # fmt: skip
        self.plan.clicked.connect(self._plan)
        card = Card(theme, gap=6)
        self._card = card
        for name in ("learned", "surprised", "fits"):
            self._add(prompts[name][0], self.lines[name])
        energy = QWidget()
        flow = FlowLayout(theme, energy, gap=6)
        for chip in self.energy.values():
            flow.addWidget(chip)
        flow.addWidget(PlainLabel(theme, t("1 drained, 5 could start tomorrow"), "small", "muted"))
        self._add(t("How much energy did it give me?"), energy)
        self._add(prompts["next"][0], self.lines["next"])
        card.body.addWidget(self.plan, 0, Qt.AlignmentFlag.AlignLeading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SectionHeading(theme, t("Debrief: five short answers")))
        column.addWidget(card)

    def _add(self, title: str, widget: QWidget) -> None:
        self._card.body.addWidget(PlainLabel(self.desk.theme, title, "strong"))
        self._card.body.addWidget(widget)
        self._card.body.addSpacing(self.desk.theme.px(6))

    def show_debrief(self, meeting: Meeting, debrief: Debrief) -> None:
        """Show the answers to a meeting as the vault has them now."""
        if self.meeting is None or self.meeting.id != meeting.id:
            for line in self.lines.values():
                line.autosave.forget()
        self.meeting = meeting
        for name, line in self.lines.items():
            line.load(str(getattr(debrief, name)))
        for number, chip in self.energy.items():
            chip.setChecked(number == debrief.energy)
        self.plan.setVisible(bool(debrief.next))

    def begin(self) -> None:
        """Put the cursor into the first answer that is empty."""
        empty = (line for line in self.lines.values() if not line.text())
        next(empty, self.lines["learned"]).setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> bool:
        """Save what is being typed."""
        refused = [line for line in self.lines.values() if not line.autosave.flush()]
        return not refused

    def forget(self) -> None:
        """Drop everything: the meeting is gone."""
        for line in self.lines.values():
            line.autosave.forget()
        self.meeting = None

    def _write(self, name: str, text: str) -> None:
        if self.meeting is not None:
            verbs.write_debrief(self.desk.store, self.meeting.id, name, text, self)

    def _after(self, name: str) -> None:
        """Go on with Enter: learned, surprised, fits, energy, next, and out."""
        order: list[QWidget] = [
            self.lines["learned"], self.lines["surprised"], self.lines["fits"],
            next((one for one in self.energy.values() if one.isChecked()), self.energy[3]),
            self.lines["next"],
        ]  # fmt: skip
        place = order.index(self.lines[name]) + 1
        self.lines[name].autosave.flush()
        if place < len(order):
            order[place].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.stepped_out.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rate with a digit while the focus is on the energy."""
        number = event.key() - Qt.Key.Key_0.value
        focus = self.window().focusWidget()
        if number in ENERGY and focus in self.energy.values() and not event.modifiers():
            self._rate(number)
            self.lines["next"].setFocus(Qt.FocusReason.TabFocusReason)
            event.accept()
        else:
            super().keyPressEvent(event)

    def _rate(self, number: int | None) -> None:
        if self.meeting is None:
            return
        for one, chip in self.energy.items():
            chip.setChecked(one == number)
        try:
            verbs.write_debrief(self.desk.store, self.meeting.id, "energy", number, self)
        except UserError as error:
            self.desk.notices.failed(error)

    def _plan(self) -> None:
        if self.meeting is None or not self.flush():
            return
        today = self.desk.clock().astimezone().date()
        day = today + timedelta(days=NEXT_DAYS)
        try:
            step_verbs.plan(self.desk.store, self.meeting.person_id, self.lines["next"].text(), day)
        except UserError as error:
            self.desk.notices.failed(error)
        else:
            self.desk.notices.toast(t("Planned for {day}.", day=day_nearby(day, today)))


class ReviewPane(QWidget):
    """The marks of one meeting, decided about one by one, and the debrief below.

    `counted` says how many marks wait; `done` that one goes on to what follows.
    """

    counted = Signal(int)
    done = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self.desk = desk
        self.meeting: Meeting | None = None
        self.rows: list[MarkRow] = []
        self._today = date.min
        self.heading = SectionHeading(theme, t("Marks"))
        self.keep_all = Button(theme, t("Keep all"), icon="check", kind="quiet", size="small")
        self.keep_all.clicked.connect(self._keep_all)
        self.hint = PlainLabel(theme, "", "body", "muted", wrap=True)
        self.more = PlainLabel(theme, "", "small", "muted")
        self.capture = QLineEdit()
        self.capture.setPlaceholderText(t("From paper: ! insight, @ referral, > promise…"))
        self.capture.setAccessibleName(t("Add a line to the notes"))
        self.capture.returnPressed.connect(self._capture)
        self.debrief = DebriefForm(desk)
        self.debrief.stepped_out.connect(self.focus_next)
        self.next = PrimaryButton(theme, t("Follow up"), icon="arrow-right")
        self.next.clicked.connect(self.done)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        inner = QWidget()
        inner.setMinimumWidth(1)
        self._column = QVBoxLayout(inner)
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.keep_all)
        for part in (head, self._list):
            self._column.addLayout(part)
        for widget in (self.hint, self.more, self.capture, self.debrief):
            self._column.addWidget(widget)
        self._column.addWidget(self.next, 0, Qt.AlignmentFlag.AlignTrailing)
        self._column.addStretch(1)
        self._inner = inner
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
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_meeting(self, meeting: Meeting, today: date) -> None:
        """Show what waits in a meeting's notes as the vault has them now."""
        if self.meeting is None or self.meeting.id != meeting.id:
            self._clear()
            self.capture.clear()
        self.meeting, self._today = meeting, today
        try:
            found = verbs.review(self.desk.store, meeting.id)
        except NoSuchRecord:
            return
        self._show_marks(found)
        self.debrief.show_debrief(meeting, rows.debrief(self.desk.store.db, meeting.id))

    def _show_marks(self, found: Sequence[Proposal]) -> None:
        waiting = [one for one in found if one.reviewed is None]
        # What waits comes first when there is too much of it; else the order of the notes.
        shown = list(found) if len(found) <= SHOWN else waiting[:SHOWN]
        old: dict[tuple[MarkKind, str], list[MarkRow]] = {}
        for row in self.rows:
            if row.proposal is not None:
                old.setdefault((row.proposal.kind, row.proposal.text), []).append(row)
        wanted = []
        for one in shown:
            same = old.get((one.kind, one.text))
            row = same.pop(0) if same else self._make_row()
            row.show_proposal(one, _quote_below(found, one))
            wanted.append(row)
        for rest in old.values():
            for row in rest:
                self._take(row)
        for place, row in enumerate(wanted):
            item = self._list.itemAt(place)
            if item is None or item.widget() is not row:
                self._list.removeWidget(row)
                self._list.insertWidget(place, row)
        self.rows = wanted
        self._say(len(found), len(waiting), len(waiting) - sum(one in waiting for one in shown))

    def _say(self, total: int, waiting: int, hidden: int) -> None:
        self.heading.setText(
            t("Marks · {waiting} of {total} to decide", waiting=waiting, total=total)
            if total else t("Marks")
        )  # fmt: skip
        self.keep_all.setVisible(waiting > 1)
        self.keep_all.set_text(tn("Keep {count}", "Keep all {count}", waiting))
        if total and not waiting:
            self.hint.setText(t("All marks are decided about."))
        else:
            self.hint.setText(
                t("No line of the notes begins with a mark. If you talked on paper, type what "
                  "matters below, or go straight to the five answers.")
            )  # fmt: skip
        self.hint.setVisible(not waiting)
        self.more.setText(tn("{count} more to come", "{count} more to come", hidden))
        self.more.setVisible(hidden > 0)
        self.counted.emit(waiting)

    def _make_row(self) -> MarkRow:
        assert self.meeting is not None
        row = MarkRow(self.desk, self.meeting, self._today)
        row.kept.connect(lambda what: self._decide(row, partial(self._keep, what)))
        row.dropped.connect(lambda: self._decide(row, self._drop))
        row.taken_back.connect(lambda: self._take_back(row))
        row.stepped.connect(lambda by: self._step(row, by))
        return row

    def _take(self, row: MarkRow) -> None:
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _clear(self) -> None:
        for row in self.rows:
            self._take(row)
        self.rows = []
        self.debrief.forget()

    # Deciding

    def _keep(self, what: Kept, meeting: MeetingId, mark: Proposal) -> None:
        verbs.keep(self.desk.store, meeting, mark, what)

    def _drop(self, meeting: MeetingId, mark: Proposal) -> None:
        verbs.drop(self.desk.store, meeting, mark)

    def _decide(self, row: MarkRow, do: Callable[[MeetingId, Proposal], object]) -> bool:
        if self.meeting is None or row.proposal is None or row.proposal.reviewed is not None:
            return False
        inside = row.isAncestorOf(self.window().focusWidget() or self) or row.hasFocus()
        try:
            do(self.meeting.id, row.proposal)
        except NoSuchRecord as error:
            self.desk.notices.toast(explain(error), undo=False)
            return False
        except UserError as error:
            self.desk.notices.failed(error)
            return False
        if inside:
            self._focus_after(row)
        return True

    def _keep_all(self) -> None:
        """Keep what waits as it was read, each as a step of its own."""
        for row in list(self.rows):
            waits = row.proposal is not None and row.proposal.reviewed is None
            what = row.what() if waits else None
            if what is not None and not self._decide(row, partial(self._keep, what)):
                return
        self.focus_start()

    def _take_back(self, row: MarkRow) -> None:
        if self.meeting is None or row.proposal is None or row.proposal.reviewed is None:
            return
        mark = row.proposal.reviewed.id
        try:
            verbs.reopen(self.desk.store, self.meeting.id, mark)
        except NoSuchRecord as error:
            self.desk.notices.toast(explain(error), undo=False)
        except UserError as error:
            self.desk.notices.failed(error)
        row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _capture(self) -> None:
        """Add a line to the notes; without a mark it is an insight."""
        words, meeting = self.capture.text().strip(), self.meeting
        if not words or meeting is None:
            return
        line = words if mark_of(words) else f"! {words}"
        notes = f"{meeting.notes.rstrip()}\n{line}" if meeting.notes.strip() else line
        try:
            meeting_verbs.write_meeting_notes(self.desk.store, meeting, notes, self)
        except UserError as error:
            self.desk.notices.failed(error)
        else:
            self.capture.clear()

    # Going about

    def focus_start(self) -> None:
        """Put the focus on the first mark that waits, else into the debrief."""
        waiting = next((row for row in self.rows if _waits(row)), None)
        if waiting is not None:
            self._focus(waiting)
        else:
            self.debrief.begin()

    def focus_next(self) -> None:
        """Put the focus on the way to what follows."""
        self.next.setFocus(Qt.FocusReason.TabFocusReason)

    def _focus_after(self, row: MarkRow) -> None:
        place = self.rows.index(row) if row in self.rows else 0
        order = [*self.rows[place:], *self.rows[:place]]
        waiting = next((one for one in order if _waits(one)), None)
        if waiting is not None:
            self._focus(waiting)
        else:
            self.debrief.begin()

    def _focus(self, row: MarkRow) -> None:
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(row, 0, self.desk.theme.px(16))

    def _step(self, row: MarkRow, by: int) -> None:
        target = self.rows.index(row) + by
        if 0 <= target < len(self.rows):
            self._focus(self.rows[target])
        elif target >= len(self.rows):
            self.capture.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> bool:
        """Save what is being typed."""
        return self.debrief.flush()

    def forget(self) -> None:
        """Drop everything: the meeting is gone."""
        self._clear()
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
        self._column.setSpacing(px(10))


def _waits(row: MarkRow) -> bool:
    return row.proposal is not None and row.proposal.reviewed is None


def _quote_below(found: Sequence[Proposal], mark: Proposal) -> str:
    """Return the words of a quote in the line below an insight: most likely its evidence."""
    with suppress(StopIteration):
        return next(
            one.text
            for one in found
            if one.kind is MarkKind.QUOTE and one.line == mark.line + 1
        ).strip("“”\"")  # fmt: skip
    return ""
