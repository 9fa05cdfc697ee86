"""What follows a meeting: the thank-you, what was promised, and whom they named."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from infodesk.core.drafts import TextKind
from infodesk.core.ids import PersonId
from infodesk.core.learned import Insight, InsightKind, Promise
from infodesk.core.meetings import Meeting
from infodesk.core.next_steps import StepKind
from infodesk.core.review import promise_words, quoted
from infodesk.gui.desk import Desk
from infodesk.gui.pages.meetings.agreed import PromiseList, ReferralList, Writer
from infodesk.gui.widgets import (
    Button,
    Card,
    Chip,
    FlowLayout,
    PlainLabel,
    PrimaryButton,
    SectionHeading,
)
from infodesk.store import learned as rows
from infodesk.store import next_steps as step_rows
from infodesk.words import t
from infodesk.words.dates import day_nearby

WIDTH = 760
POINTS = 8
"""So many points are offered for the thank-you."""


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
        self.desk, self._write = desk, write
        self.meeting: Meeting | None = None
        self._today = date.min
        self.thanks = ThanksCard(desk)
        self.thanks.write.clicked.connect(self.write_thanks)
        self.promises = PromiseList(desk)
        self.referrals = ReferralList(desk, write, open_person)
        self._promise_card = Card(theme, gap=2)
        self._promise_card.body.addWidget(self.promises)
        self.tell = Card(theme, gap=6, ground="good_soft", outline=None)
        self._tell_words = PlainLabel(theme, "", "body", wrap=True)
        self.tell_button = Button(theme, t("Tell them"), icon="mail", size="small")
        self.tell_button.clicked.connect(self.write_update)
        self.tell.body.addWidget(self._tell_words)
        self.tell.body.addWidget(self.tell_button, 0, Qt.AlignmentFlag.AlignLeading)
        self._referral_card = Card(theme, gap=4)
        self.nobody = PlainLabel(
            theme, t("Nobody yet. A line @ in the notes names somebody, and the review keeps it."),
            "body", "muted", wrap=True,
        )  # fmt: skip
        self.ask_button = Button(theme, t("Ask for a name"), icon="referral", size="small")
        self.ask_button.clicked.connect(lambda: self._to_them(TextKind.REFERRAL_ASK, {}))
        self.ask_due = PlainLabel(theme, "", "small", "muted", wrap=True)
        self._referral_card.body.addWidget(self.referrals)
        for widget in (self.nobody, self.ask_due):
            self._referral_card.body.addWidget(widget)
        self._referral_card.body.addWidget(self.ask_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.everyone = Button(
            theme, t("Everyone who helped"), icon="people", key="Ctrl+Shift+J", kind="quiet",
            size="small",
        )  # fmt: skip
        self.everyone.clicked.connect(lambda: desk.commands.run("meeting-helpers"))
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
        self._column.addWidget(self.everyone, 0, Qt.AlignmentFlag.AlignLeading)
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
        self.meeting, self._today = meeting, today
        db = self.desk.store.db
        promises = rows.promises(db, person_id=meeting.person_id)
        promises = [one for one in promises if one.meeting_id in (meeting.id, None)]
        self.thanks.show_seeds(rows.insights(db, meeting_id=meeting.id), promises)
        self._show_due()
        who = (meeting.person_id, meeting.person_name)
        self.promises.show_promises(promises, today, who, meeting.id)
        named = rows.referrals(db, meeting_id=meeting.id)
        self.referrals.show_referrals(named)
        self.nobody.setVisible(not named)
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

    def focus_start(self) -> None:
        """Put the focus where one goes on: the thank-you."""
        self.thanks.write.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> bool:
        """Keep a promise that is being typed."""
        self.promises.keep()
        return True

    def forget(self) -> None:
        """Drop everything: the meeting is gone."""
        self.promises.forget()
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
